"""From not assessed to verified on the pages alone, and what comes back when a move is refused."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from recommendations import evidence
from recommendations.editing import edit
from recommendations.models import Change, Evidence, Recommendation
from tests.factories import ActorFactory, EvidenceFactory, RecommendationFactory, stamp

from .conftest import Reader, tree, words


@pytest.fixture
def record(db: None) -> Recommendation:
    return RecommendationFactory(actors=[ActorFactory()])


def offers(page: object) -> dict[str, str]:
    found = page.xpath("//details[contains(@class, 'move')]/summary")  # type: ignore[attr-defined]
    return {words(each.find("span")): words(each) for each in found}


def test_the_main_job_on_the_pages(editor: Reader, reviewer: Reader, record: Recommendation) -> None:
    path = f"/recommendations/{record.ref}/"
    page = editor.see(path)
    assert "something is missing" in offers(page)["Implemented"]
    assert "reviewers only" in offers(page)["Unable to verify"]
    note = {"reason": "工作专班已成立", "on": "2024-01"}
    answer = editor.send(page, f"{path}status/", **(note | {"to": "in_progress"}))
    assert answer.status_code == 302
    page = editor.see(path)
    assert words(page.xpath("//*[contains(@class, 'headline')]")[0]) == "In progress"
    answer = editor.send(
        page, f"{path}evidence/", kind="note", text="已建成并投入使用", stance="supports", level="outcome",
        document_date="2099-01", effective_on="2099-01",
    )  # fmt: skip
    assert answer.status_code == 302
    page = editor.see(path)
    assert "something is missing" not in offers(page)["Implemented"]
    form = next(f for f in page.forms if f.action == f"{path}status/" and f.fields["to"] == "implemented")
    answer = editor.post(form.action, dict(form.form_values()) | {"reason": "验收合格"})
    assert answer.status_code == 302
    record.refresh_from_db()
    assert (record.status, record.reported_status) == ("in_progress", "implemented")
    waiting = reviewer.see("/review/?tab=reports")
    assert record.ref in words(waiting)
    answer = reviewer.send(waiting, f"{path}verification/", "decision=verify")
    assert answer["Location"] == "/review/?tab=reports"
    page = reviewer.see(path)
    assert words(page.xpath("//*[contains(@class, 'headline')]")[0]) == "Verified: Implemented"
    link = record.evidence_links.get()
    answer = reviewer.send(page, f"/evidence-links/{link.pk}/", reason="材料系误传")
    assert answer.status_code == 302
    page = reviewer.see(path)
    assert words(page.xpath("//*[contains(@class, 'headline')]")[0]) == "“Implemented” disputed"
    told = words(page.xpath("//ol[contains(@class, 'history')]")[0])
    for part in (
        "Reported ",
        "Verified ",
        "材料系误传",
        "In progress → Implemented",
        "Page",
    ):
        assert part in told


def test_a_refused_move_comes_back_with_what_was_typed_and_what_is_missing(
    editor: Reader, record: Recommendation
) -> None:
    path = f"/recommendations/{record.ref}/"
    page = editor.see(path)
    form = next(f for f in page.forms if f.action == f"{path}status/" and f.fields["to"] == "implemented")
    answer = editor.post(form.action, dict(form.form_values()) | {"reason": "已全部完成"})
    page = tree(answer, 422)
    (open_move,) = page.xpath("//details[contains(@class, 'move') and @open]")
    assert "Confirmed evidence that supports it is needed" in words(open_move.find(".//form"))
    assert open_move.find(".//textarea[@name='reason']").text.strip() == "已全部完成"
    assert Recommendation.objects.get(pk=record.pk).reported_status is None


def test_a_stale_move_is_told_who_was_faster_and_can_be_sent_again(
    editor: Reader, record: Recommendation
) -> None:
    path = f"/recommendations/{record.ref}/"
    page = editor.see(path)
    edit(stamp(), Recommendation.objects.get(pk=record.pk), {"summary": "改过"})
    form = next(f for f in page.forms if f.action == f"{path}status/" and f.fields["to"] == "in_progress")
    typed = dict(form.form_values()) | {"reason": "已开始", "on": "2024-01"}
    page = tree(editor.post(form.action, typed), 412)
    assert "founder changed this record in the meantime" in words(page.xpath("//*[@role='alert']")[0])
    form = next(f for f in page.forms if f.action == f"{path}status/" and f.fields["to"] == "in_progress")
    assert form.fields["reason"].strip() == "已开始"
    assert editor.post(form.action, dict(form.form_values())).status_code == 302


def test_reports_are_not_verified_by_those_who_made_them(reviewer: Reader, record: Recommendation) -> None:
    path = f"/recommendations/{record.ref}/"
    reviewer.send(reviewer.see(path), f"{path}evidence/", kind="note", text="已建成", stance="supports",
                  level="outcome", document_date="2099", effective_on="2099")  # fmt: skip
    form = next(f for f in reviewer.see(path).forms if f.fields.get("to") == "implemented")
    reviewer.post(form.action, dict(form.form_values()))
    page = reviewer.see(path)
    verify = page.xpath("//button[@value='verify']")[0]
    assert verify.get("disabled") is not None
    assert reviewer.send(page, f"{path}verification/", "decision=verify").status_code == 403


@pytest.mark.parametrize("action", ["status", "verification", "progress", "evidence"])
def test_writes_want_the_role_the_record_and_the_token(
    anonymous: Reader, viewer: Reader, make_reader, record: Recommendation, action: str
) -> None:
    path = f"/recommendations/{record.ref}/{action}/"
    typed = {"to": "planned", "decision": "verify", "version": "1", "reason": "x", "kind": "note", "text": "x",
             "stance": "supports", "period": "2024", "seen": "0"}  # fmt: skip
    before = Change.objects.count()
    bound = make_reader("reviewer", actors=[ActorFactory()])
    answer = bound.post(path, typed)
    assert answer.status_code == 403 and "expired" in answer.content.decode()
    for reader, status in ((anonymous, 302), (viewer, 403), (bound, 403)):
        token = (
            reader.get("/login/" if reader is anonymous else "/recommendations/")
            and reader.cookies["csrftoken"].value
        )
        assert reader.post(path, typed | {"csrfmiddlewaretoken": token}).status_code == status
    assert Change.objects.count() == before + 2  # the actor and the account of this test
    assert bound.get(path)["Location"] == f"/recommendations/{record.ref}/"


def test_progress_is_reported_without_a_move(editor: Reader, record: Recommendation) -> None:
    path = f"/recommendations/{record.ref}/"
    page = editor.see(path)
    assert editor.send(page, f"{path}progress/", period="2024-13", text="x").status_code == 400
    assert (
        editor.send(
            page, f"{path}progress/", period="2024-05", text="第一行\r\n第二行", pace="behind"
        ).status_code
        == 302
    )
    assert record.progress.get().content == "第一行\n第二行"
    assert "第二行" in words(editor.see(path))


def test_the_public_reads_what_happened_but_neither_who_nor_why(
    anonymous: Reader, editor: Reader, record: Recommendation
) -> None:
    edit(stamp(), Recommendation.objects.get(pk=record.pk), {"priority": "high"}, "领导批示")
    path = f"/recommendations/{record.ref}/"
    inside, outside = (
        words(reader.see(path).xpath("//ol[contains(@class, 'history')]")[0])
        for reader in (editor, anonymous)
    )
    assert "领导批示" in inside and "founder" in inside
    assert "Edited" in outside and "No priority → High" in outside
    assert "领导批示" not in outside and "founder" not in outside


def test_a_link_is_stored_with_its_archived_copy(editor: Reader, record: Recommendation) -> None:
    path = f"/recommendations/{record.ref}/"
    answer = editor.send(
        editor.see(path), f"{path}evidence/", kind="link", url="https://example.org/a", stance="related",
        file=SimpleUploadedFile("a.html", b"<p>1</p>"),
    )  # fmt: skip
    assert answer.status_code == 302
    foot = words(editor.see(path).xpath("//*[contains(@class, 'evidence-foot')]")[0])
    assert f"Archived copy {hashlib.sha256(b'<p>1</p>').hexdigest()[:12]}" in foot


def test_a_link_gets_its_archived_copy_later(editor: Reader, record: Recommendation) -> None:
    new = evidence.NewEvidence("link", url="https://example.org/a")
    (row,) = evidence.link(stamp(), evidence.record_evidence(stamp(), new), [record], "related")
    path = f"/recommendations/{record.ref}/"
    action = f"{path}evidence/{row.evidence.pk}/file/"
    assert editor.send(editor.see(path), action).status_code == 400
    page = editor.see(path)
    assert editor.send(page, action, file=SimpleUploadedFile("a.html", b"<p>1</p>")).status_code == 302
    page = editor.see(path)
    foot = words(page.xpath("//*[contains(@class, 'evidence-foot')]")[0])
    assert f"Archived copy {hashlib.sha256(b'<p>1</p>').hexdigest()[:12]}" in foot
    assert not [form for form in page.forms if form.action == action]
    assert editor.get(action)["Location"] == path


def test_a_file_gets_a_new_version_and_both_can_be_read(
    editor: Reader, anonymous: Reader, record: Recommendation
) -> None:
    edit(stamp(), record, {"published": True})
    path = f"/recommendations/{record.ref}/"
    added = editor.send(
        editor.see(path), f"{path}evidence/", kind="file", stance="supports", title="验收报告",
        effective_on="2099", file=SimpleUploadedFile("a.txt", b"1"),
    )  # fmt: skip
    assert added.status_code == 302
    first = Evidence.objects.get()
    page = editor.see(path)
    answer = editor.send(
        page, f"{path}evidence/{first.pk}/file/", text="补了附件", document_date="2099-02",
        file=SimpleUploadedFile("b.txt", b"2"),
    )  # fmt: skip
    assert answer.status_code == 302
    second = Evidence.objects.get(replaces=first)
    hashes = {content: hashlib.sha256(content).hexdigest() for content in (b"1", b"2")}
    for reader in (editor, anonymous):
        newer, older = reader.see(path).xpath("//*[@class='evidence']")
        assert "补了附件" in words(newer) and "Replaced by a new version" in words(older)
        for shown in (newer, older):
            assert {code.get("title")[8:] for code in shown.xpath(".//code")} == {*hashes.values()}
        assert (
            b"".join(reader.get(f"/evidence/{piece.pk}/file/").content for piece in (first, second)) == b"12"
        )


def test_a_later_file_is_for_editors_and_for_evidence_of_this_record(
    viewer: Reader, editor: Reader, record: Recommendation
) -> None:
    other = RecommendationFactory()
    new = evidence.NewEvidence("link", url="https://example.org/a")
    (row,) = evidence.link(stamp(), evidence.record_evidence(stamp(), new), [other], "related")
    (note,) = evidence.link(stamp(), EvidenceFactory(), [record], "related")
    for reader, pk, status in (
        (editor, row.evidence.pk, 404),
        (editor, note.evidence.pk, 404),
        (viewer, 1, 403),
    ):
        token = reader.get("/recommendations/") and reader.cookies["csrftoken"].value
        address = f"/recommendations/{record.ref}/evidence/{pk}/file/"
        assert reader.post(address, {"csrfmiddlewaretoken": token}).status_code == status
