"""Many at once: chosen in the list, previewed under the real rules, a result for each row."""

import pytest

from recommendations import editing, evidence
from recommendations.models import Change, Recommendation
from tests.admin.conftest import Desk, Page
from tests.factories import ActorFactory, EvidenceFactory, RecommendationFactory, ThemeFactory, stamp

pytestmark = pytest.mark.django_db
LIST = {"select_across": "0"}


def choose(desk: Desk, action: str, *records: Recommendation, across: str = "0", query: str = "") -> Page:
    page = desk.page(f"recommendation/?{query}")
    keys = [str(record.pk) for record in records]
    return page.submit(LIST, _selected_action=keys, action=action, select_across=across)


def test_edit_with_preview_one_reason_and_a_result_a_row(editor: Desk) -> None:
    actor, theme = ActorFactory(name="教育厅"), ThemeFactory(name="教育")
    plain, dated = RecommendationFactory(), RecommendationFactory(due_on="2025-06")
    page = choose(editor, "edit", plain, dated)
    assert "2 records chosen" in page.text
    values = {
        "actors_id": [str(actor.pk)],
        "actors_role": ["lead"],
        "due_on": "2026-12",
        "themes": [str(theme.pk)],
    }
    page = page.submit({"action": "edit"}, step="preview", **values)
    assert "1 will change，1 refused" in page.text and "Moving a due date needs a reason." in page.text
    assert Change.objects.filter(record_type="recommendation").count() == 2

    page = page.submit({"action": "edit"}, step="save", reason="统一部署")
    assert "2 will change" in page.text, "what was not previewed is previewed first"
    page = page.submit({"action": "edit"}, step="save")
    assert "2 saved" in page.text and "教育厅（Lead）" in page.text
    for record in (plain, dated):
        record.refresh_from_db()
        assert record.due_on == "2026-12" and record.actor_links.get().actor == actor
        last = Change.objects.filter(record_type="recommendation", record_id=record.pk).last()
        assert (last.reason, last.door, last.by) == ("统一部署", "admin", editor.account)


def test_a_row_changed_since_the_preview_is_refused(editor: Desk) -> None:
    first, second = RecommendationFactory(), RecommendationFactory()
    page = choose(editor, "edit", first, second).submit({"action": "edit"}, step="preview", priority="high")
    editing.edit(stamp(), second, {"title": "先改"})
    page = page.submit({"action": "edit"}, step="save")
    assert "1 saved，1 refused" in page.text and "founder changed this record" in page.text
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.priority, second.priority) == ("high", "none")


def test_move_tells_for_each_row_what_is_missing(editor: Desk) -> None:
    ready, without = RecommendationFactory(actors=[ActorFactory()]), RecommendationFactory()
    page = choose(editor, "move", ready, without)
    page = page.submit({"action": "move"}, step="preview", to="in_progress", reason="已启动", on="2024-05")
    page = page.submit({"action": "move"}, step="save")
    assert "1 saved，1 refused" in page.text and "Name a lead actor first." in page.text
    ready.refresh_from_db()
    without.refresh_from_db()
    assert (ready.status, without.status) == ("in_progress", "not_assessed")


def test_verify_together(reviewer: Desk) -> None:
    reported, idle = RecommendationFactory(actors=[ActorFactory()]), RecommendationFactory()
    evidence.link(stamp(), EvidenceFactory(), [reported], "supports")
    Desk(stamp().by).record(reported).submit({"do": "move", "to": "implemented"})
    page = choose(reviewer, "decide", reported, idle).submit(
        {"action": "decide"}, step="preview", decision="verify"
    )
    page = page.submit({"action": "decide"}, step="save")
    assert "1 saved，1 refused" in page.text
    reported.refresh_from_db()
    assert (reported.status, reported.verification) == ("implemented", "verified")


def test_all_rows_of_the_filter_can_be_chosen(editor: Desk) -> None:
    records = [RecommendationFactory(priority="low") for _number in range(55)]
    RecommendationFactory(priority="high")
    page = choose(editor, "edit", records[-1], across="1", query="priority=low")
    assert "55 records chosen" in page.text
    page = page.submit({"action": "edit"}, step="preview", response="accepted")
    page = page.submit({"action": "edit"}, step="save")
    assert Recommendation.objects.filter(response="accepted").count() == 55


def test_nothing_filled_in_is_no_preview(editor: Desk) -> None:
    page = choose(editor, "edit", RecommendationFactory()).submit({"action": "edit"}, step="preview")
    assert "Fill in what is to change." in page.text


def test_nothing_chosen_is_said(editor: Desk) -> None:
    RecommendationFactory()
    assert "Items must be selected" in choose(editor, "edit").text


def test_an_editor_is_not_offered_to_verify(editor: Desk) -> None:
    record = RecommendationFactory()
    page = editor.page("recommendation/")
    offered = {button.get("value") for button in page.tree.xpath("//button[@name='action']")}
    assert offered == {"edit", "move", "assign", "letter"}
    response = editor.post(
        "/admin/recommendations/recommendation/together/", {"action": "decide", "item": f"{record.ref}:1"}
    )
    assert response.status_code == 403
