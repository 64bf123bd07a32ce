"""Writing by API: who may, in which order refusals come, versions, and repeated requests."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from recommendations import ledger
from recommendations.extraction import reading
from recommendations.extraction.results import Extraction
from recommendations.models import Change, Document, Recommendation
from tests.factories import (
    ActorFactory,
    DocumentFactory,
    RecommendationFactory,
    ThemeFactory,
)

from .conftest import ROOT, ApiClient, fields, problem

pytestmark = pytest.mark.django_db


def test_create_edit_and_read_back(editor: ApiClient) -> None:
    theme, actor = ThemeFactory(), ActorFactory()
    new = {
        "title": "设立基金", "summary": "甲" * 5000, "origin": "letter", "external_id": "2023-17",
        "themes": [theme.slug], "instruments": ["基金"], "places": ["新疆"], "priority": "high",
        "horizon": "phased", "done_test": "基金成立", "due_on": "2025", "actors": [actor.slug],
    }  # fmt: skip
    created = editor.send("recommendations/", new)
    row = created.json()
    assert created.status_code == 201 and created["Location"].endswith(f"/recommendations/{row['ref']}/")
    assert created["ETag"] == editor.read(f"recommendations/{row['ref']}/")["ETag"]
    assert {name: row[name] for name in new if name != "actors"} == {
        name: value for name, value in new.items() if name != "actors"
    }
    assert (row["level"], row["status"], row["published"], row["version"]) == (
        "parent", "not_assessed", False, 1
    )  # fmt: skip
    changed = editor.send(
        f"recommendations/{row['ref']}/", {"title": "设立专项基金"}, method="patch", If_Match=created["ETag"]
    )
    assert changed.json()["title"] == "设立专项基金" and changed.json()["version"] == 2
    assert changed["ETag"].startswith('"2.') and changed["ETag"] != created["ETag"]


def test_a_quote_that_is_not_in_the_text_is_marked(editor: ApiClient) -> None:
    document = DocumentFactory()
    new = {"title": "x", "document": document.slug, "quote": "建议完善教育体系。"}
    row = editor.send("recommendations/", new).json()
    assert row["anchored"] and document.text.content[row["start"] : row["end"]] == new["quote"]
    assert row["document"]["slug"] == document.slug and row["origin"] == "document"
    row = editor.send("recommendations/", new | {"quote": "不在文中"}).json()
    assert (row["anchored"], row["start"]) == (False, None)


def test_refusals_come_in_the_contracts_order(editor: ApiClient, viewer: ApiClient) -> None:
    record = RecommendationFactory(due_on="2025")
    path = f"recommendations/{record.ref}/"
    wrong, unreasoned = {"priority": "urgent"}, {"due_on": "2026"}
    problem(editor.send("recommendations/R999999/", b"{", method="patch"), 404, "not-found")
    problem(viewer.send(path, b"{", method="patch"), 403, "forbidden")
    problem(editor.send(path, wrong, method="patch"), 400, "invalid")
    problem(editor.send(path, wrong, method="patch", If_Match='"9"'), 400, "invalid")
    problem(editor.send(path, unreasoned, method="patch"), 428, "precondition-required")
    problem(editor.send(path, unreasoned, method="patch", If_Match='"9.abc"'), 412, "stale")
    body = problem(editor.send(path, unreasoned, method="patch", If_Match='"1"'), 422, "requirement-unmet")
    assert fields(body) == {"reason"}
    status = f"{path}status/"
    problem(editor.send(status, {"to": "done"}), 400, "invalid")
    problem(editor.send(status, {"to": "not_assessed"}), 428, "precondition-required")
    problem(editor.send(status, {"to": "not_assessed"}, If_Match='"7.x"'), 412, "stale")
    problem(editor.send(status, {"to": "not_assessed"}, If_Match='"1.x"'), 409, "move-refused")
    problem(editor.send(status, {"to": "planned"}, If_Match='"1.x"'), 422, "requirement-unmet")
    decision = f"{path}verification/"
    problem(editor.send(decision, b"{"), 403, "forbidden")


def test_the_second_editor_learns_who_changed_what(editor: ApiClient, make_client: Any) -> None:
    record = RecommendationFactory()
    path = f"recommendations/{record.ref}/"
    second = make_client("editor", username="二号")
    etag = editor.read(path)["ETag"]
    assert second.send(path, {"title": "新"}, method="patch", If_Match=etag).status_code == 200
    answer = editor.send(path, {"title": "旧"}, method="patch", If_Match=etag)
    body = problem(answer, 412, "stale")
    assert (body["version"], body["changed_by"], body["changed_fields"]) == (2, "二号", ["title"])
    assert editor.read(path).json()["title"] == "新"


@pytest.mark.parametrize(
    ("if_match", "status"),
    [('"1"', 200), ('W/"1.abc"', 200), ('"5.x", "1.y"', 200), ("*", 428), ("", 428), ("1", 412),
     ('"2.x"', 412), ('"x"', 412), ('"99999999999999999999"', 412), ('"1', 412)],
)  # fmt: skip
def test_if_match(editor: ApiClient, if_match: str, status: int) -> None:
    path = f"recommendations/{RecommendationFactory().ref}/"
    assert editor.send(path, {"title": "y"}, method="patch", If_Match=if_match).status_code == status


def test_a_key_makes_a_repeated_post_have_one_effect(editor: ApiClient, make_client: Any) -> None:
    key = {"Idempotency_Key": "k-1"}
    first = editor.send("recommendations/", {"title": "x"}, **key)
    again = editor.send("recommendations/", {"title": "x"}, **key)
    assert (again.status_code, again.content) == (201, first.content)
    assert again["ETag"] == first["ETag"] and again["Location"] == first["Location"]
    assert again["Idempotency-Replayed"] == "true" and "Idempotency-Replayed" not in first
    assert Recommendation.objects.count() == 1
    problem(editor.send("recommendations/", {"title": "y"}, **key), 422, "idempotency-key-reused")
    assert make_client("editor").send("recommendations/", {"title": "y"}, **key).status_code == 201
    problem(editor.send("recommendations/", {"title": "x"}, Idempotency_Key="ü"), 400, "invalid")


def test_a_key_makes_a_repeated_upload_have_one_answer(
    editor: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def extract(data: bytes, filename: str, **kwargs: Any) -> Extraction:
        read.append(filename)
        return Extraction(reading.read(data, filename))

    monkeypatch.setattr("recommendations.intake.storing.extract_in_child", extract)

    def send(text: str) -> Any:
        file = SimpleUploadedFile("a.txt", text.encode())
        headers = {"Idempotency-Key": "k-1"}
        return editor.post(ROOT + "documents/", {"file": file, "title": "甲"}, headers=headers)

    first, again = send("建议设立基金。"), send("建议设立基金。")
    assert (first.status_code, again.status_code, again.content) == (201, 201, first.content)
    assert again["Location"] == first["Location"] and again["Idempotency-Replayed"] == "true"
    assert read == ["a.txt"] and Document.objects.count() == 1
    problem(send("建议设立学校。"), 422, "idempotency-key-reused")


def test_a_repeated_move_answers_as_the_first_did(editor: ApiClient) -> None:
    record = RecommendationFactory(actors=[ActorFactory()])
    path, move = f"recommendations/{record.ref}/status/", {"to": "in_progress", "reason": "x", "on": "2024"}
    headers = {"If_Match": '"1"', "Idempotency_Key": "k"}
    problem(editor.send(path, move | {"on": ""}, **headers), 422, "requirement-unmet")  # leaves no trace
    first, again = editor.send(path, move, **headers), editor.send(path, move, **headers)
    assert first.status_code == again.status_code == 200 and first.content == again.content
    assert Change.objects.filter(record_key=record.ref).count() == 2


def test_bulk_moves_row_by_row_and_previews(editor: ApiClient) -> None:
    ready, empty, stale = (RecommendationFactory(actors=a) for a in ([ActorFactory()], [], [ActorFactory()]))
    items = [{"ref": r.ref, "version": r.version} for r in (ready, empty)]
    items += [{"ref": stale.ref, "version": 99}, {"ref": "R999999", "version": 1}]
    move = {"items": items, "to": "in_progress", "reason": "已启动", "on": "2024-01"}
    for dry_run in (True, False):
        body = editor.send("recommendations/bulk-status/", move | {"dry_run": dry_run}).json()
        assert [row["status"] for row in body["results"]] == [200, 422, 412, 404]
        assert (body["dry_run"], body["done"], body["refused"]) == (dry_run, 1, 3)
        assert body["results"][0]["recommendation"]["status"] == "in_progress"
        assert body["results"][2]["problem"]["version"] == 1
        ready.refresh_from_db()
        assert ready.status == ("not_assessed" if dry_run else "in_progress")
    assert ledger.verify().ok
    twice = {"items": [items[0], items[0]], "to": "in_progress"}
    assert fields(problem(editor.send("recommendations/bulk-status/", twice), 400, "invalid")) == {"items"}


def test_bulk_edit_sets_what_it_may(editor: ApiClient) -> None:
    theme, actor = ThemeFactory(), ActorFactory()
    records = [RecommendationFactory() for _ in range(3)]
    items = [{"ref": r.ref, "version": r.version} for r in records]
    wanted = {
        "items": items, "actors": [{"slug": actor.slug}], "due_on": "2026", "themes": [theme.slug],
        "response": "accepted", "priority": "high",
    }  # fmt: skip
    body = editor.send("recommendations/bulk-edit/", wanted).json()
    assert body["done"] == 3
    for row in editor.read("recommendations/").json()["results"]:
        assert row["themes"] == [theme.slug] and row["due_on"] == "2026" and row["response"] == "accepted"
    refused = editor.send("recommendations/bulk-edit/", {"items": items, "title": "x"})
    assert fields(problem(refused, 400, "invalid")) == {"title"}
