"""What each row of a file changes, told by comparing it with the version of the record it was exported from."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..choices import Status, Verification
from ..ledger import stale
from ..models import Recommendation, RecommendationState, for_list, rows
from .columns import BY_NAME, COLUMNS, Column
from .exporting import evidence_of
from .names import Names
from .tables import Line


@dataclass(frozen=True)
class CellChange:
    """A cell that a row changes, as texts."""

    row: int
    ref: str
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class CellError:
    """What is wrong in a cell; ``column`` is a code, empty where the whole row is meant."""

    row: int
    column: str
    message: str


@dataclass
class Plan:
    """A row and what is to become of it. ``changes`` holds new values by column; ``record`` is null for a new one."""

    number: int
    values: dict[str, Any]
    record: Recommendation | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)

    def refuse(self, column: str, message: Any) -> None:
        self.errors.append(CellError(self.number, column, str(message)))

    def cell_changes(self) -> list[CellChange]:
        ref = self.record.ref if self.record else ""
        return [
            CellChange(
                self.number, ref, name, str(_shown(name, self.before.get(name))), str(_shown(name, after))
            )
            for name, after in self.changes.items()
        ]


def _shown(name: str, value: Any) -> str | int:
    column = BY_NAME[name]
    return column.write(column.value({}) if value is None else value)


def read_line(line: Line, names: Names) -> Plan:
    """The row's values; cells that cannot be read are errors."""
    plan = Plan(line.number, {})
    for column, cell in line.cells.items():
        if column in line.formulas:
            plan.refuse(column.name, _("This cell holds a formula. Paste its value instead."))
            continue
        try:
            plan.values[column.name] = names.back(column, column.read(cell))
        except ValueError as error:
            plan.refuse(column.name, error)
    return plan


def compare(plans: Sequence[Plan], today: dt.date) -> None:
    """Find each plan's record and fill in what changes; what may not change is an error."""
    refs = [plan.values.get("ref") or "" for plan in plans]
    records = {r.ref: r for r in for_list(Recommendation.objects.filter(ref__in=refs))}
    for plan, ref in zip(plans, refs, strict=True):
        plan.record, plan.changes, plan.before = records.get(ref), {}, {}
    current = _values(list(records.values()), today)
    past = _values(_past(plans), today)
    for plan in plans:
        ref = plan.values.get("ref")
        if not ref:
            _compare_new(plan)
        elif plan.record is None:
            plan.refuse("ref", _("There is no recommendation with this ref."))
        elif plan.values.get("version") is None:
            plan.refuse("version", _("Give the version the row was exported with."))
        else:
            key = (ref, plan.values["version"])
            if key not in current and key not in past:
                plan.refuse("version", _("There is no such version."))
            else:
                _compare(plan, plan.record, current.get(key) or past[key], current[ref, plan.record.version])


def _past(plans: Sequence[Plan]) -> list[Any]:
    """The states of versions that are no longer the current ones."""
    old = [p for p in plans if p.record and p.values.get("version") not in (None, p.record.version)]
    states = RecommendationState.objects.filter(
        recommendation__in=[plan.record for plan in old], version__in={plan.values["version"] for plan in old}
    )
    return list(for_list(states)) if old else []


def _values(records: list[Any], today: dt.date) -> dict[tuple[str, int], dict[str, Any]]:
    found = {}
    for record, row in zip(records, rows(records, today), strict=True):
        row["evidence"] = evidence_of(record)
        found[record.ref, record.version] = {column.name: column.value(row) for column in COLUMNS}
    return found


def _compare(plan: Plan, record: Recommendation, before: dict[str, Any], now: dict[str, Any]) -> None:
    plan.before = before
    for name, value in plan.values.items():
        if name not in ("ref", "version", "reason") and not same(BY_NAME[name], value, before[name]):
            plan.changes[name] = value
    asked = {name for name in plan.changes if BY_NAME[name].use in ("edit", "move")}
    for name in plan.changes.keys() - asked:
        plan.refuse(name, _("This column cannot be changed."))
    if "status" not in asked:
        for name in [name for name in asked if BY_NAME[name].use == "move"]:
            plan.refuse(name, _("This column changes only together with the status."))
    if plan.errors or not plan.changes or plan.values["version"] == record.version:
        return
    if all(_done(name, value, now) for name, value in plan.changes.items()):
        plan.changes.clear()
        return
    record.version = plan.values["version"]
    plan.refuse("version", stale(record))


def _done(name: str, value: Any, now: dict[str, Any]) -> bool:
    """Whether the record already holds what the cell asks for, so that a second run changes nothing."""
    if name == "status":
        return value in (now["status"], now["reported_status"])
    if name == "due_on" and not value:
        return now["due_inherited"] or not now["due_on"]
    return same(BY_NAME[name], value, now[name])


def same(column: Column, value: Any, other: Any) -> bool:
    """Whether two values mean the same; a title is stored without blanks around it."""
    if column.name == "title":
        return value.strip() == other.strip()
    return value == other


def _compare_new(plan: Plan) -> None:
    moved = plan.values.get("status") not in (None, "", Status.NOT_ASSESSED)
    for name, value in plan.values.items():
        use = BY_NAME[name].use
        if not value or name == "reason" or (name == "verification" and value == Verification.NONE):
            continue
        if use in ("fixed", "key"):
            plan.refuse(name, _("This cannot be set on a new record."))
        elif use == "move" and name != "status" and not moved:
            plan.refuse(name, _("This column changes only together with the status."))
        else:
            plan.changes[name] = value
