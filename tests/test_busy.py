"""A database held by somebody else is said to be busy, at every door, and never waited for without end."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import OperationalError, connection, connections, transaction
from django.test import Client

from recommendations import editing
from recommendations.models import LedgerHead, Recommendation
from tests.factories import AccountFactory, RecommendationFactory, stamp

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="locks of PostgreSQL"),
]


@pytest.fixture
def held() -> Iterator[psycopg.Connection[Any]]:
    """Another program's connection; who waits for it waits a tenth of a second instead of the whole time."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '100ms'")
    known = ("host", "port", "user", "password", "dbname")
    parameters = {name: value for name, value in connection.get_connection_params().items() if name in known}
    other = psycopg.connect(**parameters)
    yield other
    other.rollback()
    other.close()
    connections.close_all()


def hold(other: psycopg.Connection[Any]) -> None:
    other.execute(f"SELECT 1 FROM {LedgerHead._meta.db_table} FOR UPDATE")


def test_every_connection_waits_for_a_lock_as_long_as_configured() -> None:
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == (f"{settings.BUSY_SECONDS}s",)


def test_a_writer_that_cannot_get_on_is_told(held: psycopg.Connection[Any]) -> None:
    record = RecommendationFactory()
    act = stamp()
    hold(held)
    with pytest.raises(OperationalError), transaction.atomic():
        editing.edit(act, record, {"title": "新题"})
    held.rollback()
    assert editing.edit(act, record, {"title": "新题"}).version == 2


@pytest.mark.parametrize("door", ["api", "page", "admin"])
def test_a_blocked_write_is_503_and_worth_another_try(held: psycopg.Connection[Any], door: str) -> None:
    record, account = RecommendationFactory(), AccountFactory()
    client = Client(headers={"accept-language": "en"})
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    form = {"period": "2026-05", "text": "已开工", "seen": 0}
    path, body = {
        "api": (f"/api/v1/recommendations/{record.ref}/progress/", {"period": "2026-05", "text": "已开工"}),
        "page": (f"/recommendations/{record.ref}/progress/", form),
        "admin": (f"/admin/recommendations/recommendation/{record.pk}/change/", form | {"do": "progress"}),
    }[door]
    hold(held)
    answer = client.post(path, body)
    assert answer.status_code == 503 and int(answer["Retry-After"]) > 0
    assert "busy" in answer.content.decode()
    held.rollback()
    assert client.post(path, body).status_code in (201, 302)
    assert Recommendation.objects.get(pk=record.pk).progressed_on == "2026-05"
