"""Bodies of every wrong shape, and refusals that are not the sender's fault."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, OperationalError

from recommendations import editing
from recommendations.models import Recommendation
from tests.factories import (
    RecommendationFactory,
)

from .conftest import NESTED, ROOT, ApiClient, fields, problem

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name", ["ref", "status", "version", "verification", "created_at", "evidence_count", "x"]
)
def test_what_the_server_owns_cannot_be_set(editor: ApiClient, name: str) -> None:
    record = RecommendationFactory()
    for answer in (
        editor.change(f"recommendations/{record.ref}/", {"title": "x", name: 1}, method="patch"),
        editor.send("recommendations/", {"title": "x", name: 1}),
    ):
        assert fields(problem(answer, 400, "invalid")) == {name}


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"", "application/json", 400), (b"{", "application/json", 400), (b"null", "application/json", 400),
        (b"[]", "application/json", 400), (b'"x"', "application/json", 400), (b"1", "application/json", 400),
        (NESTED, "application/json", 400), (b'{"title": NaN}', "application/json", 400),
        (b'{"title": "\\ud800"}', "application/json", 400), (b'{"title": "\\u0000"}', "application/json", 400),
        (b'{"title": "\xff"}', "application/json", 400), (b'{"title": 5}', "application/json", 400),
        (b'{"title": ["x"]}', "application/json", 400), (b'{"title": "  "}', "application/json", 400),
        (b'{"title": "' + b"x" * 501 + b'"}', "application/json", 400),
        (b'{"title": "x", "summary": null}', "application/json", 400),
        (b'{"title": "x", "priority": ' + b"[" * 900 + b"]" * 900 + b"}", "application/json", 400),
        (b'{"title": "x", "actors": [{"slug": {}}]}', "application/json", 400),
        (b'{"title": "x", "themes": ["\\u0000"]}', "application/json", 400),
        (b'{"title": "x", "due_on": "99999"}', "application/json", 400),
        (b'{"title": "x", "due_on": "0000"}', "application/json", 400),
        (b'{"title": "x", "parent": "R999999"}', "application/json", 400),
        (b'{"title": "x", "document": "nothing", "quote": "y"}', "application/json", 400),
        (b'{"title": "x"}', "text/plain", 415), (b'{"title": "x"}', "", 415), (b"<x/>", "application/xml", 415),
        (b"title=x", "application/x-www-form-urlencoded", 415), (b"x", "multipart/form-data", 415),
        (b'{"title":"' + b"x" * 6_000_000 + b'"}', "application/json", 413),
    ],
)  # fmt: skip
def test_bodies_of_a_wrong_shape(editor: ApiClient, body: bytes, kind: str, status: int) -> None:
    answer = editor.send("recommendations/", body, **{"Content-Type": kind})
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert not Recommendation.objects.exists()


def test_files_beyond_the_limit_are_refused(editor: ApiClient, settings: Any) -> None:
    settings.MAX_UPLOAD_BYTES = 1000
    for size in (1001, 3_000_000):
        file = SimpleUploadedFile("a.txt", b"x" * size)
        problem(editor.post(f"{ROOT}documents/", {"file": file}), 413, "too-large")


def test_a_busy_database_asks_to_come_back(editor: ApiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(editing, "create_recommendations", locked)
    answer = editor.send("recommendations/", {"title": "x"})
    problem(answer, 503, "busy")
    assert int(answer["Retry-After"]) > 0


def test_a_lost_race_is_a_conflict(editor: ApiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def twice(*args: Any, **kwargs: Any) -> None:
        raise IntegrityError("UNIQUE constraint failed")

    monkeypatch.setattr(editing, "create_recommendations", twice)
    problem(editor.send("recommendations/", {"title": "x"}), 409, "conflict")


def test_refusals_speak_the_readers_language(editor: ApiClient) -> None:
    path = ROOT + "recommendations/R999999/"
    english = editor.get(path, headers={"Accept-Language": "en"}).json()
    chinese = editor.get(path, headers={"Accept-Language": "zh-CN"}).json()
    assert english["title"] == "Not found"
    assert english["code"] == chinese["code"] and json.dumps(chinese, ensure_ascii=False)
