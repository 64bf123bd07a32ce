"""The response as an axis of its own: when it is due, what the proposers think of it, and its filters."""

import datetime as dt
from typing import Any

import pytest
from django.http import QueryDict

from recommendations import editing, ledger
from recommendations.choices import ReportState
from recommendations.exceptions import Invalid
from recommendations.exchange import import_table
from recommendations.filters import RecommendationFilter
from recommendations.models import ProgressReport, Recommendation, for_list, rows
from tests.api.conftest import ApiClient, fields, refs
from tests.factories import AccountFactory, RecommendationFactory, founder, stamp

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 21, 4, tzinfo=dt.UTC)


def found(query: str) -> set[str]:
    asked = RecommendationFilter(QueryDict(query), founder(), NOW)
    return {record.title for record in asked.queryset}


def test_both_fields_are_stored_recorded_and_shown() -> None:
    record = RecommendationFactory()
    editing.edit(stamp(), record, {"response_due_on": "2026-12", "satisfaction": "basically"})
    (row,) = rows(list(for_list(Recommendation.objects.all())), NOW.date())
    assert (row["response_due_on"], row["satisfaction"]) == ("2026-12", "basically")
    after = ledger.changes_of(record)[-1].after_state
    assert after == {"response_due_on": "2026-12", "satisfaction": "basically"}
    assert ledger.verify().ok


def test_not_rated_is_what_history_says_by_saying_nothing() -> None:
    record = RecommendationFactory()
    assert "satisfaction" not in ledger.changes_of(record)[0].after_state
    editing.edit(stamp(), record, {"satisfaction": "not"})
    editing.edit(stamp(), record, {"satisfaction": "none"})
    change = ledger.changes_of(record)[-1]
    assert (change.before_state, change.after_state) == ({"satisfaction": "not"}, {})
    assert ledger.replay(record) == Recommendation.states([record.pk])[record.pk]
    assert ledger.verify().ok


@pytest.mark.parametrize(
    "changes", [{"satisfaction": "very"}, {"satisfaction": ""}, {"response_due_on": "2026-13"}]
)
def test_wrong_values_are_refused_by_name(changes: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refusal:
        editing.edit(stamp(), RecommendationFactory(), changes)
    assert [name for name, _message in refusal.value.errors] == list(changes)


@pytest.mark.parametrize("due", ["2025", "2026-10", "2026-11-20"])
def test_a_response_is_overdue_once_its_period_is_over(due: str) -> None:
    RecommendationFactory(title="late", response_due_on=due)
    RecommendationFactory(title="answered", response_due_on=due, response="under_consideration")
    assert found("response_overdue=true") == {"late"}
    assert found("response_overdue=false") == {"answered"}


@pytest.mark.parametrize("due", ["", "2026", "2026-11", "2026-11-21", "2027"])
def test_a_response_is_not_overdue_while_its_period_lasts(due: str) -> None:
    RecommendationFactory(response_due_on=due)
    assert found("response_overdue=true") == set()


def test_due_before_compares_at_the_coarser_precision() -> None:
    for due in ("2026", "2026-10", "2026-11", "2026-11-02", ""):
        RecommendationFactory(title=due or "none", response_due_on=due)
    assert found("response_due_before=2026-11") == {"2026-10"}
    assert found("response_due_before=2026-11-03") == {"2026-10", "2026-11-02"}
    assert found("response_due_before=2027") == {"2026", "2026-10", "2026-11", "2026-11-02"}


def test_satisfaction_lists_any_of_its_values() -> None:
    for value in ("satisfied", "basically", "not", "none"):
        RecommendationFactory(title=value, satisfaction=value)
    assert found("satisfaction=satisfied&satisfaction=not") == {"satisfied", "not"}


def test_to_be_looked_at_again_from_the_first_day_of_the_period() -> None:
    for date in ("2026", "2026-11", "2026-11-21", "2026-11-22", "2026-12", "2027", ""):
        record = RecommendationFactory(title=date or "none")
        ledger.save(stamp(), [ledger.Write(record, "move", {"look_again_on": date})])
    assert found("look_again_due=true") == {"2026", "2026-11", "2026-11-21"}
    assert found("look_again_due=false") == {"2026-11-22", "2026-12", "2027", "none"}


def test_who_owes_a_progress_report_for_a_month() -> None:
    parent = RecommendationFactory(title="parent")
    child, quiet = (RecommendationFactory(title=name, parent=parent) for name in ("child", "quiet"))
    editing.report_progress(stamp(), child, "2026-11-03", "已开工")
    closed = RecommendationFactory(title="closed")
    ledger.save(stamp(), [ledger.Write(closed, "move", {"status": "no_longer_relevant"})])
    draft = ProgressReport(recommendation=quiet, period="2026-11", content="x", state=ReportState.DRAFT)
    ledger.create(stamp(), [draft])
    editing.report_progress(stamp(), quiet, "2026-10", "筹备")
    assert found("owes_progress=2026-11") == {"quiet"}
    assert found("owes_progress=2026-10") == {"child"}
    assert found("progress_in=2026-11") == {"child"}
    assert found("progress_in=2026") == {"child", "quiet"}
    assert found("progress_in=2026&as_of=2090") == {"child", "quiet"}
    assert found("owes_progress=2026-11&as_of=2090") == {"quiet"}


def test_every_door_sets_and_finds_them() -> None:
    editor, record = ApiClient(AccountFactory()), RecommendationFactory()
    changes = {"response_due_on": "2020-01", "satisfaction": "not"}
    row = editor.change(f"recommendations/{record.ref}/", changes, method="patch").json()
    assert (row["response_due_on"], row["satisfaction"]) == ("2020-01", "not")
    items = [{"ref": record.ref, "version": row["version"]}]
    body = {"items": items, "response_due_on": "2020-02", "satisfaction": "satisfied"}
    assert editor.send("recommendations/bulk-edit/", body).status_code == 200
    for query in ("response_overdue=true", "response_due_before=2020-03", "satisfaction=satisfied"):
        assert refs(editor.read(f"recommendations/?{query}")) == [record.ref], query
    wrong = editor.read("recommendations/?satisfaction=very")
    assert wrong.status_code == 400 and fields(wrong.json()) == {"satisfaction"}
    codes = {code["code"] for code in editor.read("vocabulary/").json()["codes"]["satisfaction"]}
    assert codes == {"satisfied", "basically", "not", "none"}
    table = [
        ["编号", "版本", "答复期限", "满意度"],
        [record.ref, str(row["version"] + 1), "2020-03", "基本满意"],
    ]
    data = "\n".join(",".join(cells) for cells in table).encode()
    assert not import_table(stamp(), data, dry_run=False).errors
    record.refresh_from_db()
    assert (record.response_due_on, record.satisfaction) == ("2020-03", "basically")
