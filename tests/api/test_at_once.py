"""Several writers at once, through the real locking: one wins, the others are told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from recommendations import ledger
from recommendations.models import IdempotentAnswer, Recommendation
from tests.factories import AccountFactory, RecommendationFactory

from .conftest import ApiClient

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 4


def all_at_once(act: Callable[[int], Any]) -> list[Any]:
    def closing(number: int) -> Any:
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(closing, range(WRITERS)))


def test_of_several_editors_of_one_version_one_wins() -> None:
    record = RecommendationFactory()
    clients = [ApiClient(AccountFactory()) for _ in range(WRITERS)]
    path = f"recommendations/{record.ref}/"

    def edit(number: int) -> int:
        body = {"title": f"写者{number}"}
        return clients[number].send(path, body, method="patch", If_Match='"1.x"').status_code

    assert sorted(all_at_once(edit)) == [200, 412, 412, 412]
    assert ledger.verify().ok


def test_one_key_sent_several_times_at_once_has_one_effect() -> None:
    account = AccountFactory()
    clients = [ApiClient(account) for _ in range(WRITERS)]

    def create(number: int) -> tuple[int, bytes]:
        answer = clients[number].send("recommendations/", {"title": "一次"}, Idempotency_Key="k")
        return answer.status_code, answer.content

    answers = set(all_at_once(create))
    assert len(answers) == 1 and {status for status, _body in answers} == {201}
    assert Recommendation.objects.count() == IdempotentAnswer.objects.count() == 1
