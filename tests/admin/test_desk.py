"""The desk's day: hand over and receive, extend, report a month, file drafts, write letters, keep views."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from recommendations import desk
from recommendations.models import (
    Assignment,
    Contact,
    ExtensionRequest,
    Letter,
    ProgressReport,
    ReportingLink,
    SavedView,
    SentReminder,
)
from tests.admin.conftest import Desk
from tests.admin.test_together import choose
from tests.factories import ActorFactory, RecommendationFactory, stamp

pytestmark = pytest.mark.django_db


def test_handed_over_declined_and_handed_on(editor: Desk, make_desk: Callable[..., Desk]) -> None:
    first, right = ActorFactory(name="教育厅"), ActorFactory(name="财政厅")
    record = RecommendationFactory()
    page = editor.record(record).submit({"do": "assign"}, actor=str(first.pk), days="5", reason="请牵头")
    assert "Handed over." in page.text and "Assigned, not yet received" in page.text
    bound = make_desk("editor", actors=[first])
    page = bound.record(record).submit({"do": "decline"}, reason="不属职责")
    assert page.status == 400 and "Name the body it belongs to." in page.text
    page = page.submit({"do": "decline"}, proposed_actor=str(right.pk))
    assert "Declined." in page.text
    page = editor.record(record).submit({"do": "reassign"})
    page = page.submit({"do": "receive"})
    assert "Received." in page.text
    assert [(a.actor, a.state) for a in record.assignments.order_by("pk")] == [
        (first, "withdrawn"), (right, "received")
    ]  # fmt: skip
    assert record.actor_links.get(role="lead").actor == right
    assert record.ref in editor.page("assignment/?state__exact=received").text


def test_an_assignment_of_another_record_is_not_found(editor: Desk) -> None:
    record, other = RecommendationFactory(), RecommendationFactory()
    (assignment,) = desk.assign(stamp(), [other], ActorFactory())
    sent = {"do": "receive", "assignment": assignment.pk, "version": 1, "assignment_version": 1}
    answer = editor.post(editor.record(record).path, sent)
    assert answer.status_code == 404
    assert Assignment.objects.get().state == "assigned"


def test_an_extension_moves_the_date_only_when_another_approves(editor: Desk, reviewer: Desk) -> None:
    record = RecommendationFactory(due_on="2090-06")
    page = editor.record(record).submit({"do": "extend"}, new_due_on="2090-05", reason="审批未完成")
    assert page.status == 400 and "must be later" in page.text
    page = page.submit({"do": "extend"}, new_due_on="2090-09")
    record.refresh_from_db()
    assert record.due_on == "2090-06" and "Extension requested" in page.text
    answer = {"do": "answer", "request": str(ExtensionRequest.objects.get().pk)}
    assert editor.record(record).submit(answer, decision="approve").status == 403
    page = reviewer.record(record).submit(answer, decision="approve")
    record.refresh_from_db()
    assert (record.due_on, record.first_due_on) == (
        "2090-09",
        "2090-06",
    ) and "92 days later than first set" in page.text


def test_many_are_handed_over_together(editor: Desk) -> None:
    actor = ActorFactory()
    records = [RecommendationFactory() for _number in range(3)]
    desk.assign(stamp(), [records[0]], actor)
    page = choose(editor, "assign", *records).submit(
        {"action": "assign"}, step="preview", actor=str(actor.pk), days="5"
    )
    page = page.submit({"action": "assign"}, step="save")
    assert "2 saved，1 refused" in page.text
    assert Assignment.objects.filter(actor=actor).count() == 3


def test_a_units_month_is_one_page_and_one_save(editor: Desk) -> None:
    actor = ActorFactory(slug="jyt")
    records = [RecommendationFactory(actors=[actor]) for _number in range(20)]
    foreign = RecommendationFactory(actors=[ActorFactory()])
    old = records[0]
    editor.record(old).submit(
        {"do": "progress"}, period="2024-04", text="完成立项", next_steps="开工", pace="ahead"
    )
    page = editor.page("/admin/progress/?actor=jyt&period=2024-05")
    assert page.tree.xpath(f"//textarea[@name='text-{old.pk}']")[0].text.strip() == "完成立项"
    assert not page.tree.xpath(f"//textarea[@name='text-{foreign.pk}']")

    values = {f"text-{record.pk}": f"第{place}项进展" for place, record in enumerate(records[1:])}
    values |= {
        f"pace-{records[1].pk}": "behind",
        f"chosen-{records[2].pk}": None,
        f"text-{foreign.pk}": "越权",
    }
    page = page.submit({"actor": "jyt"}, **values)
    assert "19 items reported" in page.text
    reports = ProgressReport.objects.filter(period="2024-05")
    assert reports.count() == 19 and not reports.filter(recommendation__in=[records[2], foreign]).exists()
    kept = reports.get(recommendation=old)
    assert (kept.content, kept.next_steps, kept.pace) == ("完成立项", "开工", "ahead")
    assert "0 items reported" in page.submit({"actor": "jyt"}, **{f"chosen-{records[2].pk}": None}).text


def test_a_row_without_progress_is_refused_and_the_rest_saved(editor: Desk) -> None:
    actor = ActorFactory(slug="jyt")
    good, bad = RecommendationFactory(actors=[actor]), RecommendationFactory(actors=[actor])
    page = editor.page("/admin/progress/?actor=jyt&period=2024-05")
    page = page.submit({"actor": "jyt"}, **{f"text-{good.pk}": "已开工", f"problems-{bad.pk}": "缺资金"})
    assert "1 item reported" in page.text and "Write what was done." in page.text
    assert page.tree.xpath(f"//textarea[@name='problems-{bad.pk}']")[0].text.strip() == "缺资金"


def test_an_account_bound_to_an_actor_reports_on_its_own(make_desk: Callable[..., Desk]) -> None:
    mine, other = ActorFactory(), ActorFactory(slug="other")
    own, foreign = RecommendationFactory(actors=[mine]), RecommendationFactory(actors=[other])
    bound = make_desk("editor", actors=[mine])
    assert own.ref in bound.page("/admin/progress/").text
    assert foreign.ref not in bound.page("/admin/progress/?actor=other").text


def test_drafts_handed_in_by_link_are_filed_or_set_aside(editor: Desk) -> None:
    actor = ActorFactory()
    record = RecommendationFactory(actors=[actor])
    page = editor.page("reportinglink/add/").submit({}, actor=str(actor.pk), days="7")
    token = page.tree.xpath("//input[@readonly]")[0].get("value").rstrip("/").rsplit("/", 1)[-1]
    stranger, path = Client(headers={"accept-language": "en"}), f"/admin/report/{token}/"
    assert record.ref in stranger.get(path).content.decode()
    answer = stranger.post(path, {"period": "2024-05", f"text-{record.ref}": "完成招标"})
    assert answer.status_code == 400 and "Give your name." in answer.content.decode()
    assert "完成招标" in answer.content.decode()
    for text in ("完成招标", "写错了"):
        answer = stranger.post(path, {"name": "李四", "period": "2024-05", f"text-{record.ref}": text})
        assert "1 item reported" in answer.content.decode()
    first, second = ProgressReport.objects.order_by("pk")
    page = editor.record(record)
    assert "Draft handed in by link" in page.text and "李四" in page.text
    page = page.submit({"do": "draft", "report": str(first.pk)}, decision="file")
    page = page.submit({"do": "draft", "report": str(second.pk)}, decision="discard")
    assert page.status == 400 and "Give the reason." in page.text
    page = page.submit({"do": "draft", "report": str(second.pk)}, decision="discard", reason="重复")
    assert "完成招标" in page.tree.xpath("//section[@id='progress']")[0].text_content()
    assert "写错了" not in page.tree.xpath("//section[@id='progress']")[0].text_content()
    page = editor.page("reportinglink/").submit(
        {"select_across": "0"}, action="revoke", _selected_action=[str(ReportingLink.objects.get().pk)]
    )
    assert "Revoked." in page.text and ReportingLink.objects.get().revoked_at
    assert stranger.get(path).status_code == stranger.get("/admin/report/nothing/").status_code == 404


def test_a_letter_is_written_numbered_and_logged(editor: Desk) -> None:
    actor = ActorFactory(name="教育厅")
    records = [RecommendationFactory(actors=[actor], due_on="2024") for _number in range(2)]
    page = choose(editor, "letter", *records)
    assert "教育厅" in page.text
    page = page.submit({}, kind="reminder", number="督办〔2024〕5号")
    letter = Letter.objects.get()
    assert "督办〔2024〕5号" in page.text and set(letter.recommendations.all()) == set(records)
    answer = editor.get(page.tree.xpath("//td[@class='field-download']/a")[0].get("href"))
    assert answer.content[:2] == b"PK" and answer["Content-Disposition"].startswith("attachment")
    page = choose(editor, "letter", *records).submit({}, kind="reminder", number="督办〔2024〕5号")
    assert page.status == 400 and "used already" in page.text


def test_reminders_are_shown_and_not_sent_twice(editor: Desk) -> None:
    actor = ActorFactory()
    record = RecommendationFactory(
        actors=[actor], due_on=(timezone.localdate() + dt.timedelta(days=5)).isoformat()
    )
    values = {"actor": str(actor.pk), "duty": "contact", "name": "王芳", "email": "wang@example.org"}
    editor.page("contact/add/").submit({}, **values)
    assert Contact.objects.get().version == 1
    page = editor.page("/admin/reminders/")
    assert "wang@example.org" in page.text and record.ref in page.text
    page = page.submit({}, address=["wang@example.org"])
    assert "Nobody has to be reminded today." in page.text and SentReminder.objects.count() == 1


def test_a_search_is_logged(editor: Desk) -> None:
    record = RecommendationFactory()
    values = {"what": "资金池", "where": "政府网站", "searched_on": "2024-05", "result": "未见"}
    page = editor.record(record).submit({"do": "search"}, **values)
    assert "Search logged." in page.text and record.searches.get().where == "政府网站"


def test_views_are_kept_by_their_owner_only(editor: Desk, reviewer: Desk) -> None:
    RecommendationFactory(priority="high")
    page = editor.page("recommendation/?priority=high&p=1").submit(
        {"query": "priority=high&p=1"}, name="重点"
    )
    view = SavedView.objects.get()
    assert (view.account, view.query) == (editor.account, "priority=high")
    assert "重点" in page.text and "重点" not in reviewer.page("recommendation/").text
    reviewer.post("/admin/recommendations/recommendation/views/", {"forget": str(view.pk)})
    assert SavedView.objects.exists()
    editor.post("/admin/recommendations/recommendation/views/", {"forget": str(view.pk)})
    assert not SavedView.objects.exists()


def test_names_of_classes_and_roles_are_for_administrators(editor: Desk, administrator: Desk) -> None:
    assert editor.get("/admin/recommendations/statusclass/").status_code == 403
    administrator.page("statusclass/add/").submit({}, status="implemented", label="甲")
    assert "甲" in administrator.page("statusclass/").text
    administrator.page("rolename/add/").submit({}, role="lead", label="牵头单位")
    assert "牵头单位" in administrator.page("rolename/").text
