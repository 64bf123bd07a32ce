"""Signing in and out, the language, and the pages for what goes wrong."""

import pytest
from django.db import OperationalError

from recommendations.models import Recommendation
from tests.factories import PASSWORD, AccountFactory, RecommendationFactory

from .conftest import Reader, tree, words


def test_signing_in_leads_back_and_out_again(anonymous: Reader) -> None:
    AccountFactory(username="li", role="editor")
    record = RecommendationFactory()
    path = f"/recommendations/{record.ref}/edit/"
    page = anonymous.see(anonymous.get(path)["Location"])
    answer = anonymous.send(page, "/login/", username="li", password=PASSWORD)
    assert answer["Location"] == path
    assert anonymous.get("/logout/").status_code == 405
    assert anonymous.send(anonymous.see(path), "/logout/")["Location"] == "/"
    assert anonymous.get(path).status_code == 302


def test_a_wrong_password_and_an_unknown_name_are_told_the_same(anonymous: Reader) -> None:
    AccountFactory(username="li")
    page = anonymous.see("/login/")
    told = {
        words(
            tree(anonymous.send(page, "/login/", username=name, password="x")).xpath("//*[@role='alert']")[0]
        )
        for name in ("li", "nobody")
    }
    assert told == {"Name or password is wrong."}


def test_guessing_is_stopped_with_a_clear_page(anonymous: Reader, settings) -> None:
    settings.AXES_FAILURE_LIMIT = 3
    page = anonymous.see("/login/")
    answers = [anonymous.send(page, "/login/", username="li", password=str(n)) for n in range(4)]
    assert [answer.status_code for answer in answers][-1] == 429
    assert words(tree(answers[-1], 429).find(".//h1")) == "Too many attempts"


@pytest.mark.parametrize(("language", "title"), [("zh-hans", "zh-hans"), ("en", "en")])
def test_the_language_is_chosen_by_a_button_and_kept(anonymous: Reader, language: str, title: str) -> None:
    page = anonymous.see("/recommendations/")
    answer = anonymous.send(page, "/language/", language=language)
    assert answer["Location"] == "/recommendations/"
    assert anonymous.see("/recommendations/").get("lang") == title


def test_a_busy_database_is_said_and_worth_another_try(
    anonymous: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*args: object, **kwargs: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(Recommendation.objects, "all", busy)
    answer = anonymous.get("/recommendations/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "2")
    assert words(tree(answer, 503).find(".//h1")) == "The system is busy"


def test_the_page_of_last_resort_needs_nothing(anonymous: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    anonymous.raise_request_exception = False
    monkeypatch.setattr("recommendations.web.listing.filter_panel", lambda request: 1 / 0)
    assert words(tree(anonymous.get("/recommendations/"), 500).find(".//h1")) == "Something went wrong here"
