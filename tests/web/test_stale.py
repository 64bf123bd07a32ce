"""Two people at once on the pages: the first is kept, the second told, and what was typed can still be read."""

import hashlib
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from recommendations import evidence, ledger, review, workflow
from recommendations.editing import edit, report_progress
from recommendations.models import Candidate, Change, Evidence, EvidenceLink, Recommendation, StoredFile
from tests.factories import CandidateFactory, EvidenceFactory, RecommendationFactory, stamp

from .conftest import Reader, tree, words

Make = Callable[..., Reader]


def test_a_move_that_others_made_first(editor: Reader) -> None:
    record = RecommendationFactory()
    path = f"/recommendations/{record.ref}/"
    page = editor.see(path)
    first = workflow.MoveRequest("planned", reason="先写的话", due_on="2026-12")
    workflow.transition(stamp(), Recommendation.objects.get(pk=record.pk), first)
    before = Change.objects.count()
    form = next(f for f in page.forms if f.action == f"{path}status/" and f.fields["to"] == "planned")
    answer = editor.post(form.action, dict(form.form_values()) | {"reason": "后写的话", "due_on": "2027"})
    page = tree(answer, 412)
    assert "founder changed this record in the meantime" in words(page) and "后写的话" in words(page)
    assert Change.objects.count() == before


def test_a_report_that_others_decided_first(reviewer: Reader) -> None:
    record = RecommendationFactory()
    evidence.link(stamp(), EvidenceFactory(), [record], "supports")
    workflow.transition(stamp(), record, workflow.MoveRequest("implemented", done="已建成", on="2026-05"))
    path = f"/recommendations/{record.ref}/"
    page, queue = reviewer.see(path), reviewer.see("/review/?tab=reports")
    workflow.decide(stamp(reviewer.account), record, "return", "先写的话")
    for opened in (page, queue):
        answer = reviewer.send(opened, f"{path}verification/", "decision=dispute", reason="后写的话")
        seen = words(tree(answer, 412))
        assert "changed this record in the meantime" in seen and "后写的话" in seen
    record.refresh_from_db()
    assert record.verification == "returned"


def test_a_decision_kept_in_its_form_can_be_sent_again(reviewer: Reader) -> None:
    record = RecommendationFactory()
    evidence.link(stamp(), EvidenceFactory(), [record], "supports")
    workflow.transition(stamp(), record, workflow.MoveRequest("implemented", done="已建成", on="2026-05"))
    path = f"/recommendations/{record.ref}/"
    page = reviewer.see(path)
    edit(stamp(), Recommendation.objects.get(pk=record.pk), {"priority": "high"})
    page = tree(reviewer.send(page, f"{path}verification/", "decision=return", reason="后写的话"), 412)
    assert reviewer.send(page, f"{path}verification/", "decision=return").status_code == 302
    assert Change.objects.latest("sequence").reason == "后写的话"


def test_two_people_report_the_same_month(editor: Reader) -> None:
    record = RecommendationFactory()
    path = f"/recommendations/{record.ref}/"
    page = editor.see(path)
    report_progress(stamp(), record, "2026-05", "先写的话")
    answer = editor.send(page, f"{path}progress/", period="2026-05", text="后写的话")
    page = tree(answer, 409)
    assert "founder reported 2026-05 in the meantime: “先写的话”" in words(page)
    assert record.progress.count() == 1
    assert editor.send(page, f"{path}progress/").status_code == 302
    assert {report.content for report in record.progress.all()} == {"先写的话", "后写的话"}


def test_a_file_that_others_replaced_first(editor: Reader) -> None:
    row = file_on_record()
    path = f"/recommendations/{row.recommendation.ref}/"
    action, page = f"{path}evidence/{row.evidence.pk}/file/", editor.see(path)
    file = StoredFile.objects.keep("b.txt", "text/plain", b"2")
    evidence.new_version(stamp(), row.evidence, file, {})
    page = tree(editor.send(page, action, text="后写的话", file=SimpleUploadedFile("c.txt", b"3")), 409)
    assert "There is a newer version of this file already" in words(page) and "后写的话" in words(page)
    assert not [form for form in page.forms if form.action == action] and Evidence.objects.count() == 2


def test_a_new_version_over_a_link_that_others_changed(editor: Reader) -> None:
    row = file_on_record()
    path = f"/recommendations/{row.recommendation.ref}/"
    action, page = f"{path}evidence/{row.evidence.pk}/file/", editor.see(path)
    evidence.withdraw(stamp(), row, "先撤回")
    evidence.link(stamp(), row.evidence, [row.recommendation], "partial", "重新认定")
    page = tree(editor.send(page, action, text="后写的话", file=SimpleUploadedFile("b.txt", b"2")), 412)
    assert "founder changed this record in the meantime" in words(page) and Evidence.objects.count() == 1
    assert editor.send(page, action, file=SimpleUploadedFile("b.txt", b"2")).status_code == 302
    made = Evidence.objects.get(replaces=row.evidence)
    assert (made.text, made.links.get().stance) == ("后写的话", "partial")


def test_a_link_that_others_archived_first(editor: Reader) -> None:
    new = evidence.NewEvidence("link", url="https://example.org/a")
    (row,) = evidence.link(
        stamp(), evidence.record_evidence(stamp(), new), [RecommendationFactory()], "related"
    )
    path = f"/recommendations/{row.recommendation.ref}/"
    action, page = f"{path}evidence/{row.evidence.pk}/file/", editor.see(path)
    evidence.archive(stamp(), row.evidence, StoredFile.objects.keep("a.html", "text/html", b"1"))
    answer = editor.send(page, action, file=SimpleUploadedFile("b.html", b"2"))
    assert "There is an archived copy of this link already" in words(tree(answer, 409))
    assert Evidence.objects.get().archive_sha256 == hashlib.sha256(b"1").hexdigest()


def file_on_record() -> EvidenceLink:
    file = StoredFile.objects.keep("a.txt", "text/plain", b"1")
    piece = evidence.record_evidence(stamp(), evidence.NewEvidence("file", title="验收报告", file=file))
    (row,) = evidence.link(stamp(), piece, [RecommendationFactory()], "supports")
    return row


@pytest.mark.parametrize("tab", ["evidence", "record"])
def test_a_link_that_others_decided_first(reviewer: Reader, tab: str) -> None:
    record = RecommendationFactory()
    link = EvidenceLink(
        evidence=EvidenceFactory(), recommendation=record, stance="supports", state="suggested", score=0.7
    )
    ledger.create(stamp(), [link])
    if tab == "record":
        evidence.confirm(stamp(), link, "supports")
    page = reviewer.see("/review/?tab=evidence" if tab == "evidence" else f"/recommendations/{record.ref}/")
    if tab == "record":
        evidence.withdraw(stamp(), link, "先撤回")
        evidence.link(stamp(), link.evidence, [record], "partial", "重新认定")
    else:
        evidence.confirm(stamp(), link, "supports")
    button = "action=reject" if tab == "evidence" else ""
    answer = reviewer.send(page, f"/evidence-links/{link.pk}/", button, reason="后写的话")
    seen = words(tree(answer, 412 if tab == "record" else 409))
    assert "后写的话" in seen
    assert ("in the meantime" if tab == "record" else "Somebody decided this already") in seen
    link.refresh_from_db()
    assert link.state == "confirmed"


def test_a_candidate_that_others_decided_first(reviewer: Reader) -> None:
    candidate = CandidateFactory()
    path = f"/review/candidates/{candidate.pk}/"
    page = reviewer.see(path)
    review.reject(stamp(), candidate, "先写的话")
    page = tree(reviewer.send(page, path, "action=accept", title="后写的题", reason="后写的话"), 409)
    form = next(f for f in page.forms if f.action == path)
    assert "Somebody decided this already" in words(page)
    assert (form.fields["title"].strip(), form.fields["reason"]) == ("后写的题", "后写的话")


@pytest.mark.parametrize("action", ["accept", "reject"])
def test_ticked_candidates_that_others_decided_first_are_named(reviewer: Reader, action: str) -> None:
    decided, open_one = CandidateFactory(), CandidateFactory()
    page = reviewer.see(f"/review/?document={decided.document.slug}")
    review.reject(stamp(), decided)
    ids = [str(decided.pk), str(open_one.pk)]
    answer = reviewer.send(page, "/review/candidates/", f"action={action}", ids=ids)
    seen = words(reviewer.see(answer["Location"]))
    assert "1 candidate decided." in seen and "Somebody decided this already" in seen
    assert Candidate.objects.get(pk=decided.pk).state == "rejected"
