"""Writing by API: who may, in which order refusals come, versions, and repeated requests."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, OperationalError
from django.test import Client
from knox.models import AuthToken

from recommendations import editing, ledger
from recommendations.models import Candidate, Change, Recommendation
from tests.factories import (
    PASSWORD,
    AccountFactory,
    ActorFactory,
    CandidateFactory,
    DocumentFactory,
    EvidenceFactory,
    RecommendationFactory,
    ThemeFactory,
    stamp,
)

from .conftest import ROOT, ApiClient
from .test_main_job import fields, from_document, problem

pytestmark = pytest.mark.django_db

NESTED = b'{"title":' * 50_000 + b"1" + b"}" * 50_000


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


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("recommendations/", "post"),
        ("recommendations/{ref}/", "patch"),
        ("recommendations/{ref}/", "delete"),
        ("recommendations/nothing/", "patch"),
        ("recommendations/{ref}/status/", "post"),
        ("recommendations/{ref}/verification/", "post"),
        ("recommendations/{ref}/progress/", "post"),
        ("recommendations/bulk-status/", "post"),
        ("recommendations/bulk-edit/", "post"),
        ("documents/", "post"),
        ("evidence/", "post"),
        ("evidence-links/", "post"),
        ("evidence-links/1/confirm/", "post"),
        ("candidates/1/accept/", "post"),
        ("nowhere/", "post"),
    ],
)
def test_every_write_needs_an_account(anonymous: ApiClient, path: str, method: str) -> None:
    ref = RecommendationFactory().ref
    answer = anonymous.send(path.format(ref=ref), b"{", method=method)
    problem(answer, 401, "not-authenticated")
    assert answer["WWW-Authenticate"] == "Token"


def test_tokens_and_sessions_end_with_the_account(make_client: Any) -> None:
    client = make_client("editor")
    session = Client(enforce_csrf_checks=True)
    session.force_login(client.account, "django.contrib.auth.backends.ModelBackend")
    new = {"data": {"title": "x"}, "content_type": "application/json"}
    problem(session.post(f"{ROOT}recommendations/", **new), 403, "forbidden")  # no CSRF token
    session.get("/accounts/login/")
    assert client.send("recommendations/", {"title": "x"}).status_code == 201
    editing.edit_register(stamp(), client.account, {"is_active": False})
    problem(client.read("recommendations/"), 401, "not-authenticated")
    problem(session.post(f"{ROOT}recommendations/", **new), 401, "not-authenticated")


def test_a_session_writes_with_its_csrf_token() -> None:
    account = AccountFactory(role="editor")
    session = Client(enforce_csrf_checks=True)
    session.force_login(account, "django.contrib.auth.backends.ModelBackend")
    session.cookies["csrftoken"] = "a" * 32
    answer = session.post(
        f"{ROOT}recommendations/", {"title": "x"}, content_type="application/json",
        headers={"X-CSRFToken": "a" * 32},
    )  # fmt: skip
    assert answer.status_code == 201


@pytest.mark.parametrize("token", ["nonsense", "\xff\xfe", "a b", "", "é" * 64])
def test_a_wrong_token_is_refused(token: str) -> None:
    answer = Client().get(f"{ROOT}recommendations/", headers={"Authorization": f"Token {token}"})
    problem(answer, 401, "not-authenticated")


def test_a_role_takes_effect_at_the_next_request(make_client: Any) -> None:
    client = make_client("editor")
    editing.edit_register(stamp(), client.account, {"role": "viewer"})
    problem(client.send("recommendations/", {"title": "x"}), 403, "forbidden")


@pytest.mark.parametrize("body", [{}, b"{", b"[]", NESTED, {"unknown": 1}])
@pytest.mark.parametrize(
    "path",
    ["recommendations/{ref}/", "recommendations/{ref}/status/", "recommendations/{ref}/verification/",
     "recommendations/{ref}/progress/", "recommendations/", "recommendations/bulk-edit/", "evidence-links/",
     "candidates/{candidate}/accept/", "evidence/", "documents/"],
)  # fmt: skip
def test_the_role_is_refused_before_the_body_is_looked_at(
    viewer: ApiClient, editor: ApiClient, path: str, body: Any
) -> None:
    ref, candidate = RecommendationFactory().ref, CandidateFactory().pk
    method = "patch" if path.endswith("{ref}/") else "post"
    path = path.format(ref=ref, candidate=candidate)
    if path.startswith("candidates/"):
        problem(viewer.send(path, body, method=method), 404, "not-found")
        problem(editor.send(path, body, method=method), 403, "forbidden")
    else:
        problem(viewer.send(path, body, method=method), 403, "forbidden")


def test_a_bound_account_writes_within_its_actors_only(make_client: Any) -> None:
    region = ActorFactory()
    department = ActorFactory(parent=region)
    client = make_client("editor", actors=[region])
    mine = RecommendationFactory(actors=[department])
    other = RecommendationFactory(actors=[ActorFactory()])
    assert client.change(f"recommendations/{mine.ref}/", {"title": "y"}, method="patch").status_code == 200
    path = f"recommendations/{other.ref}/"
    for answer in (
        client.send(path, b"{", method="patch"),
        client.send(f"{path}status/", b"{"),
        client.send("evidence-links/", {"evidence": 1, "recommendation": other.ref, "stance": 3}),
    ):
        problem(answer, 403, "forbidden")
    items = [{"ref": r.ref, "version": r.version} for r in (mine, other)]
    rows = client.send("recommendations/bulk-edit/", {"items": items, "priority": "low"}).json()["results"]
    assert [row["status"] for row in rows] == [412, 403]


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


def test_a_repeated_move_answers_as_the_first_did(editor: ApiClient) -> None:
    record = RecommendationFactory(actors=[ActorFactory()])
    path, move = f"recommendations/{record.ref}/status/", {"to": "in_progress", "reason": "x", "on": "2024"}
    headers = {"If_Match": '"1"', "Idempotency_Key": "k"}
    problem(editor.send(path, move | {"on": ""}, **headers), 422, "requirement-unmet")  # leaves no trace
    first, again = editor.send(path, move, **headers), editor.send(path, move, **headers)
    assert first.status_code == again.status_code == 200 and first.content == again.content
    assert Change.objects.filter(record_key=record.ref).count() == 2


def test_progress_needs_no_move_and_takes_files(editor: ApiClient, viewer: ApiClient) -> None:
    record = RecommendationFactory()
    path = f"recommendations/{record.ref}/progress/"
    report = {"period": "2024-03", "text": "已招标", "pace": "on_track"}
    assert editor.send(path, report).status_code == 201
    files = [SimpleUploadedFile("照片.txt", b"abc", "text/plain")]
    answer = editor.post(ROOT + path, report | {"period": "2024-04", "files": files})
    assert answer.status_code == 201, answer.content
    rows = editor.read(path).json()["results"]
    assert [row["period"] for row in rows] == ["2024-04", "2024-03"]
    assert [row["files"][0]["name"] for row in rows[:1]] == ["照片.txt"]
    file = f"{path}{rows[0]['id']}/files/{rows[0]['files'][0]['sha256']}/"
    assert editor.read(file).getvalue() == b"abc"
    problem(viewer.read(file), 404, "not-found")
    problem(editor.read(file.replace(f"/{rows[0]['id']}/", f"/{rows[1]['id']}/")), 404, "not-found")
    row = editor.read(f"recommendations/{record.ref}/").json()
    assert (row["status"], row["progressed_on"]) == ("not_assessed", "2024-04")
    assert fields(problem(editor.send(path, report | {"pace": "fast"}), 400, "invalid")) == {"pace"}


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


def test_documents_are_stored_once_and_come_back_identical(editor: ApiClient) -> None:
    data = "关于发展的报告\n\n一、建议\n（一）建议设立产业发展基金，支持中小企业发展。\n".encode()
    for status in (201, 200):
        file = SimpleUploadedFile("../报告.txt", data, "text/plain")
        answer = editor.post(f"{ROOT}documents/", {"file": file, "title": "报告", "published_on": "2024-05"})
        assert answer.status_code == status, answer.content
    row = answer.json()
    assert row["published_on"] == "2024-05" and row["file"]["name"] == "报告.txt"
    path = f"documents/{row['slug']}/"
    assert editor.read(path).json() == row
    file = editor.read(f"{path}file/")
    assert file.getvalue() == data and file["Content-Disposition"].startswith("attachment")
    text = editor.read(f"{path}text/").json()
    assert "设立产业发展基金" in text["text"] and isinstance(text["outline"], list)
    wrong = editor.post(f"{ROOT}documents/", {"file": SimpleUploadedFile("a.txt", b""), "year": "1"})
    assert fields(problem(wrong, 400, "invalid")) == {"year"}
    empty = editor.post(f"{ROOT}documents/", {"file": SimpleUploadedFile("a.txt", b"")})
    assert fields(problem(empty, 400, "invalid")) == {"file"}


def test_files_beyond_the_limit_are_refused(editor: ApiClient, settings: Any) -> None:
    settings.MAX_UPLOAD_BYTES = 1000
    for size in (1001, 3_000_000):
        file = SimpleUploadedFile("a.txt", b"x" * size)
        problem(editor.post(f"{ROOT}documents/", {"file": file}), 413, "too-large")


def test_a_candidate_is_decided_once(reviewer: ApiClient, editor: ApiClient) -> None:
    document = DocumentFactory()
    first, second, third = (CandidateFactory(document=document) for _ in range(3))
    accepted = reviewer.send(f"candidates/{first.pk}/accept/", {"title": "改写的标题", "reason": "属实"})
    assert accepted.status_code == 201
    row = accepted.json()
    assert (row["title"], row["published"], row["quote"]) == ("改写的标题", True, first.quote)
    body = problem(reviewer.send(f"candidates/{first.pk}/reject/", {"reason": "x"}), 409, "conflict")
    assert body["state"] == "accepted"
    merged = reviewer.send(f"candidates/{second.pk}/merge/", {"into": row["ref"], "reason": "重复"}).json()
    assert (merged["state"], merged["recommendation"]) == ("merged", row["ref"])
    cuts = [[0, 4], [4, third.end]]
    parts = reviewer.send(f"candidates/{third.pk}/split/", {"cuts": cuts, "reason": "两条"})
    assert parts.status_code == 201 and [[p["start"], p["end"]] for p in parts.json()] == cuts
    states = [row["state"] for row in editor.read(f"candidates/?document={document.slug}").json()["results"]]
    assert sorted(states) == ["accepted", "merged", "pending", "pending", "split"]
    assert Candidate.objects.count() == 5 and ledger.verify().ok


def test_evidence_of_every_kind(editor: ApiClient) -> None:
    document = DocumentFactory()
    start = document.text.content.index("建议")
    for new, shown in (
        ({"kind": "note", "text": "现场查看"}, {"title": "现场查看"}),
        ({"kind": "link", "url": "https://example.org/a", "title": "网页"}, {"url": "https://example.org/a"}),
        (
            {"kind": "passage", "document": document.slug, "start": start, "end": start + 4},
            {"text": "建议设立"},
        ),
    ):
        answer = editor.send("evidence/", new)
        assert answer.status_code == 201, answer.content
        assert shown.items() <= answer.json().items()
        assert editor.read(f"evidence/{answer.json()['id']}/").json() == answer.json()
    assert len(editor.read("evidence/?kind=note&kind=link").json()["results"]) == 2
    wrong = editor.send("evidence/", {"kind": "link", "url": "javascript:alert(1)"})
    assert fields(problem(wrong, 400, "invalid")) == {"url"}
    wrong = editor.send("evidence/", {"kind": "passage", "document": document.slug, "start": 5, "end": 5000})
    assert fields(problem(wrong, 400, "invalid")) == {"start"}


def test_one_piece_of_evidence_for_several_records(editor: ApiClient) -> None:
    records = [from_document() for _ in range(2)]
    evidence = EvidenceFactory()
    link = {"evidence": evidence.pk, "stance": "supports", "reason": "x"}
    many = {**link, "recommendations": [r.ref for r in records]}
    answer = editor.send("evidence-links/", many)
    assert [row["recommendation"] for row in answer.json()] == many["recommendations"]
    problem(editor.send("evidence-links/", many), 409, "conflict")
    for wrong in (link, {**many, "recommendation": records[0].ref}, {**link, "recommendation": "R9"}):
        assert fields(problem(editor.send("evidence-links/", wrong), 400, "invalid")) == {"recommendation"}
    huge = {**link, "evidence": 2**63, "recommendation": records[0].ref}
    assert fields(problem(editor.send("evidence-links/", huge), 400, "invalid")) == {"evidence"}


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


def test_the_password_is_no_token(db: None) -> None:
    account = AccountFactory()
    answer = Client().get(f"{ROOT}recommendations/", headers={"Authorization": f"Token {PASSWORD[:8]}"})
    problem(answer, 401, "not-authenticated")
    assert not AuthToken.objects.filter(user=account).exists()
