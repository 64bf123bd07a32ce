"""Import: what rows change goes the way of every other change, all of it or nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..access import require
from ..choices import Origin, RecommendationLevel, Role
from ..editing import NewRecommendation, create_recommendations, edit, edit_each
from ..exceptions import TrackerError
from ..ledger import Stamp, lock
from ..models import Document, Recommendation
from ..workflow import MoveRequest, transition
from .columns import BY_NAME
from .comparing import CellChange, CellError, Plan, compare, read_line
from .names import Names
from .tables import chunks, read_table

CHUNK = 500
TELL_EVERY = 50
TITLE = 80
"""Characters of a quote that make the title of a new record without one."""
INPUTS = {"to": "status", "on": "status_on"}
"""Inputs of a move whose columns have other names."""
EXTRA = ("section", "deadline", "target", "proposed_by")


@dataclass(frozen=True)
class Result:
    """What an import did, or with ``dry_run`` or errors would have done; then nothing was stored."""

    dry_run: bool
    created: int
    changed: int
    unchanged: int
    changes: tuple[CellChange, ...]
    errors: tuple[CellError, ...]

    @property
    def stored(self) -> bool:
        return not (self.dry_run or self.errors)


def import_table(
    stamp: Stamp,
    data: bytes,
    *,
    dry_run: bool = False,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> Result:
    """Apply a CSV or XLSX file, all rows or none.

    Rows are found by ``ref`` and compared with the ``version`` they carry. ``tell`` hears how many rows of
    how many are done. Raises ``Forbidden``, or ``Invalid`` for a file that cannot be read; what is wrong in
    its rows is in the result.
    """
    require(stamp.by, Role.EDITOR)
    today = timezone.localdate(stamp.at)
    plans, rows = _plans(data, today)
    with transaction.atomic():
        lock()
        acting = [plan for plan in plans if not plan.errors]
        for batch in chunks(acting, CHUNK):
            compare(batch, today)
        _apply_all(stamp, acting, tell)
        errors = [error for plan in plans for error in plan.errors]
        if dry_run or errors:
            transaction.set_rollback(True)
    acting = [plan for plan in plans if plan.changes]
    new = sum(plan.record is None for plan in acting)
    return Result(
        dry_run, new, len(acting) - new, rows - len(acting),
        tuple(change for plan in acting for change in plan.cell_changes()), tuple(errors),
    )  # fmt: skip


def _plans(data: bytes, today: Any) -> tuple[list[Plan], int]:
    """The rows that change something or cannot be read, and the number of all rows; locks nothing."""
    names, plans, rows = Names(), list[Plan](), 0
    seen: dict[Any, int] = {}
    for lines in chunks(read_table(data), CHUNK):
        batch = [read_line(line, names) for line in lines]
        compare(batch, today)
        for plan in batch:
            key = plan.values.get("ref") or identity(plan)
            if key in seen:
                plan.refuse("ref", _("This is the same record as in row %(row)s.") % {"row": seen[key]})
            seen.setdefault(key, plan.number)
        rows += len(batch)
        plans += [plan for plan in batch if plan.changes or plan.errors]
    return plans, rows


def identity(plan: Plan) -> tuple[str, ...]:
    """What makes a new record the same as one that is there, so that a second run changes nothing."""
    values = {name: plan.values.get(name) or "" for name in ("document", "quote", "external_id")}
    return (_origin(plan), values["document"], values["quote"], values["external_id"], _title(plan))


def _origin(plan: Plan) -> str:
    return plan.values.get("origin") or (Origin.DOCUMENT.value if plan.values.get("document") else "")


def _title(plan: Plan) -> str:
    return (plan.values.get("title") or "").strip() or (plan.values.get("quote") or "").strip()[:TITLE]


def _apply_all(stamp: Stamp, plans: Sequence[Plan], tell: Callable[[int, int], None]) -> None:
    """Carry out the rows in their order; those that only edit, many in one step."""
    together: list[Plan] = []
    for number, plan in enumerate(plans):
        if number % TELL_EVERY == 0:
            tell(number, len(plans))
        if not plan.changes or plan.errors:
            continue
        # What a changed parent allows depends on the rows before.
        alone = plan.record is None or {"status", "parent"} & {*plan.changes}
        if alone or len(together) == CHUNK:
            _edit(stamp, together)
            together = []
        if alone:
            _apply(stamp, plan)
        else:
            together.append(plan)
    _edit(stamp, together)


def _edit(stamp: Stamp, plans: Sequence[Plan]) -> None:
    asked = [(plan, edits) for plan in plans if (edits := _edits(plan))]
    records = Recommendation.objects.in_bulk([plan.record.pk for plan, _cells in asked if plan.record])
    results = edit_each(
        stamp, [(records[plan.record.pk], edits, _reason(plan)) for plan, edits in asked if plan.record]
    )
    for (plan, _cells), result in zip(asked, results, strict=True):
        if isinstance(result, TrackerError):
            _refuse(plan, result)


def _apply(stamp: Stamp, plan: Plan) -> None:
    """Carry out one row; a refusal becomes errors of its cells."""
    reason = _reason(plan)
    try:
        with transaction.atomic():
            if plan.record:
                record = Recommendation.objects.get(pk=plan.record.pk)
                if edits := _edits(plan):
                    edit(stamp, record, edits, reason)
            elif (made := _create(stamp, plan, reason)) is not None:
                record = made
            else:
                return
            if plan.changes.get("status", record.status) != record.status:
                transition(stamp, record, _move(plan, reason))
    except TrackerError as refusal:
        _refuse(plan, refusal)


def _refuse(plan: Plan, refusal: TrackerError) -> None:
    for name, message in refusal.errors or [(_place(refusal), refusal)]:
        column = INPUTS.get(name, name)
        plan.refuse(column if column in BY_NAME else "", message)


def _create(stamp: Stamp, plan: Plan, reason: str) -> Recommendation | None:
    """Make the record; none where it cannot be, or is there already."""
    values, origin = plan.values, _origin(plan)
    document = Document.objects.filter(slug=values.get("document") or "").first()
    if values.get("document") and document is None:
        plan.refuse("document", _("There is no such document."))
    if not origin:
        plan.refuse("origin", _("Give a document and its quote, or an origin."))
    if plan.errors:
        return None
    title, quote = _title(plan), values.get("quote") or ""
    same = {"origin": origin, "title": title, "quote": quote, "external_id": values.get("external_id") or ""}
    if Recommendation.objects.filter(document=document, **same).exists():
        plan.changes.clear()
        return None
    new = NewRecommendation(
        _edits(plan) | {"title": title}, quote, document, values.get("start"), values.get("end"),
        values.get("level") or RecommendationLevel.CHILD.value, origin,
        extra={name: values[name] for name in EXTRA if values.get(name)},
    )  # fmt: skip
    (record,) = create_recommendations(stamp, [new], reason=reason)
    return record


def _reason(plan: Plan) -> str:
    return plan.values.get("reason", "").strip()


def _edits(plan: Plan) -> dict[str, Any]:
    """The changed cells that an edit takes."""
    return {name: _asked(name, v) for name, v in plan.changes.items() if BY_NAME[name].use == "edit"}


def _asked(name: str, value: Any) -> Any:
    """A value as an edit takes it."""
    return [{"actor": slug, "role": role} for slug, role in value] if name == "actors" else value


def _move(plan: Plan, reason: str) -> MoveRequest:
    values = plan.values
    texts = {name: values.get(name) or "" for name in ("done", "remaining", "superseded_by", "look_again_on")}
    evidence = tuple(values.get("evidence") or ())
    return MoveRequest(values["status"], reason, evidence, on=values.get("status_on") or "", **texts)


def _place(refusal: TrackerError) -> str:
    return "status" if refusal.code in ("move-refused", "rolled-up", "four-eyes") else "ref"
