"""Documents, candidates, evidence and progress by API."""

import hashlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from recommendations import ledger
from recommendations.models import Candidate
from tests.factories import (
    CandidateFactory,
    DocumentFactory,
    EvidenceFactory,
    RecommendationFactory,
)

from .conftest import ROOT, ApiClient, fields, from_document, problem

pytestmark = pytest.mark.django_db


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


def test_archived_copies_and_versions_of_files(editor: ApiClient) -> None:
    def send(**parts: Any) -> Any:
        return editor.post(ROOT + "evidence/", parts)

    saved = b"<script>1</script>"
    link = send(kind="link", url="https://example.org/a", file=SimpleUploadedFile("a.html", saved)).json()
    assert link["archive_sha256"] == hashlib.sha256(saved).hexdigest() == link["file"]["sha256"]
    copy = editor.read(f"evidence/{link['id']}/file/")
    assert copy.getvalue() == saved and copy["Content-Disposition"].startswith("attachment")
    first = send(kind="file", file=SimpleUploadedFile("a.txt", "一".encode())).json()
    assert (first["archive_sha256"], first["replaces"], first["replaced_by"]) == (None, None, None)
    new = {"kind": "file", "replaces": first["id"]}
    second = send(file=SimpleUploadedFile("a.txt", "二".encode()), **new).json()
    assert second["replaces"] == first["id"]
    assert editor.read(f"evidence/{first['id']}/").json()["replaced_by"] == second["id"]
    problem(send(file=SimpleUploadedFile("a.txt", "三".encode()), **new), 409, "conflict")
    wrong = send(kind="file", file=SimpleUploadedFile("a.txt", b"4"), replaces=2**40)
    assert fields(problem(wrong, 400, "invalid")) == {"replaces"}


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
