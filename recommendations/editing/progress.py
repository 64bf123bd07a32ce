"""Progress reports: what was done in a period; they need no move."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ..access import require
from ..choices import Pace, ReportState, Role
from ..dates import PartialDate
from ..exceptions import Invalid, StateConflict
from ..ledger import Stamp, Write, changes_of, create, lock, save
from ..models import ProgressReport, Recommendation, StoredFile
from .fields import storable

MAX_TEXT = 5000


def check_report(fields: Mapping[str, str]) -> None:
    """Raise ``Invalid`` where a report's ``period``, ``text``, ``problems``, ``next_steps`` or ``pace`` is wrong."""
    errors: list[tuple[str, Any]] = []
    try:
        PartialDate.parse(fields.get("period", ""))
    except ValueError:
        errors.append(("period", _("This is not a date: write 2024, 2024-05 or 2024-05-31.")))
    for name in ("text", "problems", "next_steps"):
        value = fields.get(name, "")
        if len(value) > MAX_TEXT or not storable(value):
            errors.append((name, _("At most %(limit)s characters.") % {"limit": MAX_TEXT}))
    if not fields.get("text", "").strip():
        errors.append(("text", _("Write what was done.")))
    if fields.get("pace") and fields["pace"] not in Pace.values:
        errors.append(("pace", _("There is no such choice.")))
    if errors:
        raise Invalid(_("Some fields are wrong."), errors=errors)


def report_progress(
    stamp: Stamp,
    recommendation: Recommendation,
    period: str,
    text: str,
    problems: str = "",
    next_steps: str = "",
    pace: str = "",
    files: Sequence[StoredFile] = (),
    seen: int | None = None,
) -> ProgressReport:
    """Add a report for a period (a partial date).

    ``seen`` is how many filed reports of the record the writer had before them; where it is given and more
    came in, ``StateConflict`` says which. Raises ``Forbidden`` or ``Invalid``.
    """
    require(stamp.by, Role.EDITOR, recommendation)
    check_report(
        {"period": period, "text": text, "problems": problems, "next_steps": next_steps, "pace": pace}
    )
    report = ProgressReport(
        recommendation=recommendation, period=period, content=text, problems=problems,
        next_steps=next_steps, pace=pace,
    )  # fmt: skip
    with transaction.atomic():
        lock()
        if seen is not None:
            _check_seen(recommendation, seen)
        create(stamp, [report], action="report-progress", links=[{"files": list(files)}])
        current = Recommendation.objects.get(pk=recommendation.pk)
        if not current.progressed_on or PartialDate.parse(period).on_or_after(
            PartialDate.parse(current.progressed_on)
        ):
            save(stamp, [Write(current, "progress", {"progressed_on": period})])
    recommendation.refresh_from_db()
    return report


def filed_reports(recommendation: Recommendation) -> int:
    """How many reports of the record are filed; their number never falls."""
    return recommendation.progress.filter(state=ReportState.FILED).count()


def _check_seen(recommendation: Recommendation, seen: int) -> None:
    if filed_reports(recommendation) > seen:
        filed = recommendation.progress.filter(state=ReportState.FILED)
        last = filed.latest("updated_at", "pk")
        facts = {"who": changes_of(last)[-1].by, "period": last.period, "text": last.content[:200]}
        raise StateConflict(_("%(who)s reported %(period)s in the meantime: “%(text)s”") % facts)
