"""Assignments, extensions, reporting links, reminders and letters."""

import datetime as dt
import io

import pytest
from django.utils import timezone
from docx import Document as WordDocument

from recommendations import desk, ledger
from recommendations.choices import AssignmentState, Duty, LetterKind, ReportState, RequestState, Role
from recommendations.desk.assigning import working_days_after
from recommendations.desk.extending import days_slipped
from recommendations.exceptions import Forbidden, Invalid, NotVisible, StateConflict
from recommendations.models import Assignment, Contact, ProgressReport, SentReminder

from .factories import AccountFactory, ActorFactory, RecommendationFactory, stamp

pytestmark = pytest.mark.django_db


def later(days: int) -> str:
    return (timezone.localdate() + dt.timedelta(days=days)).isoformat()


def test_working_days_skip_the_weekend() -> None:
    friday = dt.date(2026, 11, 20)
    assert working_days_after(friday, 1) == dt.date(2026, 11, 23)
    assert working_days_after(friday, 5) == dt.date(2026, 11, 27)


def test_assigning_makes_the_actor_lead_and_receiving_is_recorded() -> None:
    actor, record = ActorFactory(), RecommendationFactory()
    (assignment,) = desk.assign(stamp(), [record], actor)
    link = record.actor_links.get()
    assert (link.actor, link.role) == (actor, "lead")
    desk.receive(stamp(), assignment)
    assert Assignment.objects.get().state == AssignmentState.RECEIVED
    with pytest.raises(StateConflict):
        desk.receive(stamp(), assignment)
    assert ledger.verify().ok


def test_declining_needs_the_right_body_and_comes_in_time() -> None:
    actor, other, record = ActorFactory(), ActorFactory(), RecommendationFactory()
    (assignment,) = desk.assign(stamp(), [record], actor)
    with pytest.raises(Invalid) as refused:
        desk.decline(stamp(), assignment, None, "")
    assert {field for field, _text in refused.value.errors} == {"proposed_actor", "reason"}
    late = ledger.Stamp(stamp().by, timezone.now() + dt.timedelta(days=30), "admin")
    with pytest.raises(StateConflict):
        desk.decline(late, assignment, other, "职责不在我单位")
    desk.decline(stamp(), assignment, other, "职责不在我单位")
    made = desk.reassign(stamp(), assignment, other)
    assert made.actor == other and record.actor_links.get().actor == other


def test_an_extension_moves_the_date_only_when_another_reviewer_approves() -> None:
    first, second = AccountFactory(role=Role.REVIEWER), AccountFactory(role=Role.REVIEWER)
    record = RecommendationFactory(due_on=later(10))
    request = desk.request_extension(stamp(first), record, later(40), "资金未到位")
    with pytest.raises(StateConflict):
        desk.request_extension(stamp(second), record, later(50), "再延")
    with pytest.raises(Forbidden):
        desk.approve(stamp(first), request)
    record.refresh_from_db()
    assert record.due_on == later(10)
    desk.approve(stamp(second), request)
    record.refresh_from_db()
    assert (record.due_on, record.first_due_on) == (later(40), later(10))
    assert days_slipped(record) == 30
    assert ledger.verify().ok


def test_an_extension_after_expiry_or_backwards_is_refused() -> None:
    expired, running = RecommendationFactory(due_on=later(-3)), RecommendationFactory(due_on=later(10))
    with pytest.raises(StateConflict):
        desk.request_extension(stamp(), expired, later(30), "晚了")
    with pytest.raises(Invalid):
        desk.request_extension(stamp(), running, later(5), "提前")


def test_a_refused_extension_leaves_the_date_and_needs_an_answer() -> None:
    asker = AccountFactory(role=Role.EDITOR)
    record = RecommendationFactory(due_on=later(10))
    request = desk.request_extension(stamp(asker), record, later(40), "资金未到位")
    with pytest.raises(Invalid):
        desk.refuse(stamp(), request, " ")
    desk.refuse(stamp(), request, "请按期完成")
    request.refresh_from_db()
    record.refresh_from_db()
    assert request.state == RequestState.REFUSED and record.due_on == later(10)


def test_a_link_reports_on_its_actors_items_only_and_as_drafts() -> None:
    actor, other = ActorFactory(), ActorFactory()
    mine, theirs = RecommendationFactory(actors=[actor]), RecommendationFactory(actors=[other])
    link, token = desk.make_link(stamp(), actor)
    assert token not in link.token_sha256
    now = timezone.now()
    report = {"period": "2026-11", "text": "已开工"}
    with pytest.raises(NotVisible):
        desk.hand_in(token, now, "张处", {mine.ref: report, theirs.ref: report}, "r")
    assert not ProgressReport.objects.exists()
    assert desk.hand_in(token, now, "张处", {mine.ref: report}, "r") == 1
    draft = ProgressReport.objects.get()
    mine.refresh_from_db()
    assert draft.state == ReportState.DRAFT and mine.progressed_on == ""
    desk.file_draft(stamp(), draft)
    mine.refresh_from_db()
    assert mine.progressed_on == "2026-11"
    desk.revoke_link(stamp(), link)
    for dead in (token, "unknown"):
        with pytest.raises(NotVisible):
            desk.open_link(dead, timezone.now())
    assert ledger.verify().ok


def test_an_expired_link_does_not_exist() -> None:
    _link, token = desk.make_link(stamp(), ActorFactory(), days=1)
    with pytest.raises(NotVisible):
        desk.open_link(token, timezone.now() + dt.timedelta(days=2))


def person(actor: object, duty: Duty, email: str) -> Contact:
    contact = Contact(actor=actor, duty=duty, name="某人", email=email)
    ledger.create(stamp(), [contact])
    return contact


@pytest.mark.parametrize(
    ("days", "told"),
    [(31, set()), (30, {"c@x.cn"}), (1, {"c@x.cn"}), (-1, {"c@x.cn"}), (-31, {"c@x.cn", "l@x.cn"})],
)
def test_reminders_reach_the_right_people(days: int, told: set[str]) -> None:
    actor = ActorFactory()
    person(actor, Duty.CONTACT, "c@x.cn")
    person(actor, Duty.LEADER, "l@x.cn")
    RecommendationFactory(actors=[actor], due_on=later(days))
    assert {digest.address for digest in desk.digests(timezone.localdate())} == told


def test_nobody_is_reminded_twice_for_the_same_thing_and_an_extension_begins_anew() -> None:
    actor = ActorFactory()
    person(actor, Duty.CONTACT, "c@x.cn")
    record = RecommendationFactory(actors=[actor], due_on=later(6))
    (digest,) = desk.digests(timezone.localdate())
    assert record.ref in digest.text(timezone.localdate())
    desk.mark_sent([digest], timezone.now())
    assert SentReminder.objects.count() == 1
    assert desk.digests(timezone.localdate()) == []
    assert len(desk.digests(timezone.localdate() + dt.timedelta(days=5))) == 1


def test_a_letter_holds_its_number_and_rows_and_is_logged_once() -> None:
    actor, record = ActorFactory(), RecommendationFactory(due_on=later(-3))
    letter = desk.write_letter(
        stamp(), LetterKind.REMINDER, "督〔2026〕7号", actor, [record], timezone.localdate()
    )
    word = WordDocument(io.BytesIO(bytes(letter.file.content)))
    cells = [cell.text for row in word.tables[0].rows for cell in row.cells]
    assert record.ref in cells and record.title in cells
    assert "督〔2026〕7号" in [paragraph.text for paragraph in word.paragraphs]
    with pytest.raises(Invalid):
        desk.write_letter(
            stamp(), LetterKind.REMINDER, "督〔2026〕7号", actor, [record], timezone.localdate()
        )
    assert ledger.verify().ok
