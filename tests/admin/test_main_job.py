"""The main job through the admin: from not assessed to verified by a second account, each refusal in words."""

import pytest

from recommendations import evidence, ledger
from recommendations.choices import Status, Verification
from recommendations.models import Change, Recommendation
from tests.admin.conftest import Desk
from tests.factories import (
    AccountFactory,
    ActorFactory,
    DocumentFactory,
    EvidenceFactory,
    RecommendationFactory,
    stamp,
)

pytestmark = pytest.mark.django_db
LINK = {"do": "evidence"}


def move(to: str) -> dict[str, str]:
    return {"do": "move", "to": to}


@pytest.fixture
def record() -> Recommendation:
    document = DocumentFactory(content="一、前言。建议建立风险补偿机制。此后另行安排。")
    return RecommendationFactory(document=document, quote="建议建立风险补偿机制", actors=[ActorFactory()])


def test_not_assessed_to_verified_by_a_second_account(
    editor: Desk, reviewer: Desk, record: Recommendation
) -> None:
    page = editor.record(record).submit(move("in_progress"), reason="已召开动员会", on="2023-01")
    assert "The status is now “In progress”." in page.text
    page = page.submit(
        LINK,
        kind="note",
        text="风险补偿资金池已运行",
        stance="supports",
        level="outcome",
        effective_on="2023年10月",
    )
    assert "Evidence added." in page.text
    page = page.submit(move("implemented"), done="资金池建成")
    assert "Reported as “Implemented”" in page.text
    record.refresh_from_db()
    assert (record.status, record.reported_status) == (Status.IN_PROGRESS, Status.IMPLEMENTED)

    page = reviewer.record(record).submit({"do": "decide", "decision": "verify"})
    assert "Verified." in page.text
    record.refresh_from_db()
    assert (record.status, record.verification) == (Status.IMPLEMENTED, Verification.VERIFIED)
    doors = Change.objects.filter(record_type="recommendation", record_id=record.pk, version__gt=1)
    assert {change.door for change in doors} == {"admin"} and all(change.request_id for change in doors)
    assert ledger.verify().ok


def test_a_report_cannot_be_verified_by_its_author(reviewer: Desk, record: Recommendation) -> None:
    page = reviewer.record(record).submit(
        LINK, kind="note", text="已建成", level="outcome", effective_on="2023"
    )
    page = page.submit(move("implemented"))
    assert "another reviewer verifies it" in page.text
    page = page.submit({"do": "decide", "decision": "verify"})
    assert page.status == 403 and "Another reviewer must verify this" in page.text
    record.refresh_from_db()
    assert record.verification == Verification.REPORTED


@pytest.mark.parametrize(
    ("to", "values", "words"),
    [
        ("not_started", {"reason": ""}, "Say what was checked."),
        ("not_started", {"reason": "查了台账", "on": ""}, "Give the date of the check."),
        ("planned", {"reason": "列入规划", "due_on": ""}, "Give a due date"),
        ("planned", {"reason": "列入规划", "due_on": "不日"}, "This is not a date"),
        ("in_progress", {"reason": ""}, "Give a progress note and its date."),
        ("partially_implemented", {"done": "一半", "remaining": "一半"}, "Confirmed evidence of an action"),
        ("implemented", {}, "Confirmed evidence that supports it is needed"),
        ("not_implemented", {"reason": ""}, "Give a reason from the list"),
        ("no_longer_relevant", {"reason": ""}, "Give the reason."),
        ("unable_to_verify", {"reason": "查了年报", "look_again_on": ""}, "Give a date to look again."),
    ],
)
def test_each_requirement_is_refused_in_words(
    reviewer: Desk, record: Recommendation, to: str, values: dict[str, str], words: str
) -> None:
    page = reviewer.record(record).submit(move(to), **values)
    assert page.status in (400, 422) and words in page.text
    for name, value in values.items():
        field = page.tree.xpath(f"//details[@open]//*[@name='{name}']")[0]
        assert (field.get("value") or field.text or "").strip() == value
    record.refresh_from_db()
    assert record.version == 1


def test_what_is_missing_stands_at_the_button(editor: Desk) -> None:
    page = editor.record(RecommendationFactory())
    panel = page.tree.xpath("//details[.//input[@name='to'][@value='in_progress']]")[0]
    assert (
        "A lead actor is at work" in panel.text_content()
        and "Name a lead actor first." in panel.text_content()
    )


def test_a_reviewers_move_is_refused_to_an_editor(editor: Desk, record: Recommendation) -> None:
    page = editor.record(record).submit(move("no_longer_relevant"), reason="机构撤销")
    assert page.status == 403 and "Only a reviewer may make this move." in page.text


def test_a_reason_from_the_list_closes(reviewer: Desk, record: Recommendation) -> None:
    page = reviewer.record(record).submit(move("not_implemented"), refusal="no_funds", reason="预算未安排")
    record.refresh_from_db()
    assert (record.status, record.refusal_reason) == (Status.NOT_IMPLEMENTED, "no_funds")
    page = page.submit(move("in_progress"), reason="已落实资金")
    record.refresh_from_db()
    assert record.status == Status.IN_PROGRESS


def test_a_move_the_table_does_not_have_is_refused(editor: Desk, record: Recommendation) -> None:
    response = editor.post(editor.record(record).path, {"do": "move", "to": "verified", "version": "1"})
    assert response.status_code == 400
    response = editor.post(editor.record(record).path, {"do": "move", "to": "not_assessed", "version": "1"})
    assert response.status_code == 409 and "there is no move to" in response.content.decode()


def test_a_parent_has_no_buttons_and_rolls_up(editor: Desk) -> None:
    parent = RecommendationFactory(level="parent")
    child = RecommendationFactory(parent=parent, actors=[ActorFactory()])
    assert not editor.record(parent).has_form(**move("in_progress"))
    page = editor.record(child).submit(move("in_progress"), reason="启动", on="2024-01")
    assert page.status == 200
    parent.refresh_from_db()
    assert parent.status == Status.IN_PROGRESS
    assert child.ref in editor.record(parent).text
    response = editor.post(
        editor.record(parent).path, {"do": "move", "to": "implemented", "version": parent.version}
    )
    assert response.status_code == 409 and "its status follows from theirs" in response.content.decode()


def test_withdrawing_the_evidence_makes_it_disputed(reviewer: Desk, record: Recommendation) -> None:
    (link,) = evidence.link(stamp(), EvidenceFactory(), [record], "supports")
    reviewer.record(record).submit(move("implemented"))
    other = Desk(AccountFactory(role="reviewer"))
    other.record(record).submit({"do": "decide", "decision": "verify"})
    page = other.record(record).submit(
        {"do": "link", "link": str(link.pk)}, decision="withdraw", reason="材料有误"
    )
    assert "Evidence withdrawn." in page.text
    record.refresh_from_db()
    assert (record.status, record.verification) == (Status.IMPLEMENTED, Verification.DISPUTED)


def test_withdrawing_needs_a_reason(reviewer: Desk, record: Recommendation) -> None:
    (link,) = evidence.link(stamp(), EvidenceFactory(), [record], "supports")
    page = reviewer.record(record).submit(
        {"do": "link", "link": str(link.pk)}, decision="withdraw", reason=""
    )
    assert page.status == 400 and "Give the reason." in page.text


def test_a_passage_is_found_in_the_document(editor: Desk, record: Recommendation) -> None:
    later = DocumentFactory(content="风险补偿机制已经建立并运行。", published_on="2024-03")
    values = {"kind": "passage", "document": str(later.pk), "stance": "supports", "level": "outcome"}
    page = editor.record(record).submit(LINK, passage="没有这句话", **values)
    assert page.status == 400 and "does not stand in the document" in page.text
    page = page.submit(LINK, passage="风险补偿机制已经建立", **values)
    link = record.evidence_links.get()
    assert (link.evidence.start, link.evidence.end, link.evidence.document) == (0, 10, later)


def test_progress_needs_no_move(editor: Desk, record: Recommendation) -> None:
    page = editor.record(record).submit({"do": "progress"}, period="2024.5", text="完成立项", pace="on_track")
    assert "Progress reported." in page.text and "完成立项" in page.text
    record.refresh_from_db()
    assert (record.status, record.progressed_on) == (Status.NOT_ASSESSED, "2024-05")


def test_the_quote_stands_in_its_context(editor: Desk, record: Recommendation) -> None:
    quote = editor.record(record).tree.xpath("//blockquote")[0]
    assert quote.findtext("mark") == "建议建立风险补偿机制"
    assert quote.text_content() == "一、前言。建议建立风险补偿机制。此后另行安排。"


def test_history_says_who_when_what_and_why(editor: Desk, record: Recommendation) -> None:
    page = editor.record(record).submit({"do": "edit"}, due_on="2025-12")
    page = page.submit({"do": "edit"}, due_on="2026-06", reason="审批延后")
    first = page.tree.xpath("//ol[@class='history']/li")[0].text_content()
    assert editor.account.username in first and "审批延后" in first and "Admin" in first
    assert "2025-12" in first and "2026-06" in first
