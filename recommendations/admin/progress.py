"""Monthly progress: a unit's items in one grid, prefilled from last month, pasteable, saved at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.sites import AdminSite
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import editing
from ..access import in_scope, visible_to
from ..choices import OPEN, Pace, ReportState
from ..dates import PartialDate
from ..exceptions import TrackerError
from ..ledger import Stamp
from ..models import Actor, ProgressReport, Recommendation, RecommendationActor
from .base import stamp_of
from .conflicts import in_words
from .fields import number
from .recommendations.changelist import KeySelect

MOST = 200
"""Rows of a grid."""
TEXTS = ("text", "problems", "next_steps", "pace")


@dataclass
class Row:
    """One item: ``cells`` as shown in the grid; ``from_period`` where they were taken from.

    ``seen`` is how many reports it has; who saves a row says how many there were when it was opened.
    """

    record: Recommendation
    cells: dict[str, str]
    seen: int
    from_period: str = ""
    filed: bool = False
    chosen: bool = True
    said: str = ""
    refusal: str = ""


def progress_view(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The grid of one actor and period; a POST reports every chosen row that says something new."""
    asked = request.POST if request.method == "POST" else request.GET
    period, wrong = _period(asked.get("period", ""))
    actor = Actor.objects.filter(slug=asked.get("actor", "")).first()
    bound = list(request.user.actors.all())  # type: ignore[union-attr]
    if actor is None and len(bound) == 1:
        actor = bound[0]
    rows = grid(request.user, actor, period) if actor and not wrong else []
    done = None
    if request.method == "POST" and not wrong:
        done = save(stamp_of(request), rows, request.POST, period)
    select = KeySelect(
        RecommendationActor._meta.get_field("actor"),
        site,
        choices=[(actor.slug, str(actor))] if actor else [],
    )
    select.allow_multiple_selected = False
    select.is_required = True
    context = site.each_context(request) | {
        "title": _("Monthly progress"), "actor": actor, "period": period, "wrong": wrong, "rows": rows[:MOST],
        "cut": len(rows) > MOST, "most": MOST, "done": done, "paces": Pace.choices, "media": select.media,
        "refused": sum(bool(row.refusal) for row in rows),
        "select": select.render("actor", [actor.slug] if actor else [], {"id": "id_actor"}),
    }  # fmt: skip
    return TemplateResponse(request, "recommendations_admin/progress.html", context)


def grid(user: Any, actor: Actor, period: str) -> list[Row]:
    """The open items of the actor that this account may write, each with its latest report up to the period."""
    filed = ProgressReport.objects.filter(state=ReportState.FILED, period__lte=period).order_by(
        "-period", "-pk"
    )
    mine = visible_to(user, Recommendation).in_actors([actor.slug]).filter(in_scope(user))  # type: ignore[attr-defined]
    items = mine.filter(status__in=OPEN, children_count=0).order_by("due_first", "ref")
    items = items.prefetch_related(Prefetch("progress", filed, to_attr="filed"))
    items = items.annotate(reports=Count("progress", filter=Q(progress__state=ReportState.FILED)))
    rows = []
    for record in items[: MOST + 1]:
        last: ProgressReport | None = record.filed[0] if record.filed else None
        cells = dict.fromkeys(TEXTS, "")
        if last is not None:
            cells = {
                "text": last.content,
                "problems": last.problems,
                "next_steps": last.next_steps,
                "pace": last.pace,
            }
        now = last is not None and last.period == period
        rows.append(Row(record, cells, record.reports, last.period if last else "", now))
    return rows


def save(stamp: Stamp, rows: Sequence[Row], posted: Any, period: str) -> int:
    """Report the chosen rows; each row tells what came of it. Returns how many were reported."""
    done = 0
    for row in rows:
        pk = row.record.pk
        if f"text-{pk}" not in posted:
            continue
        cells = {name: posted.get(f"{name}-{pk}", "").replace("\r\n", "\n") for name in TEXTS}
        same = row.filed and cells == row.cells
        row.cells, row.chosen = cells, f"chosen-{pk}" in posted
        if not row.chosen or same or not any(cells.values()):
            continue
        try:
            seen = number(posted.get(f"seen-{pk}"))
            editing.report_progress(stamp, row.record, period, **cells, seen=seen)
        except TrackerError as refusal:
            row.refusal = in_words(refusal)
        else:
            row.said, row.filed, row.from_period = str(_("Reported")), True, period
            row.seen += 1
            done += 1
    return done


def _period(text: str) -> tuple[str, str]:
    """The period asked for, this month without one, and what is wrong with it."""
    text = text.strip() or timezone.localdate().strftime("%Y-%m")
    try:
        return str(PartialDate.parse(text)), ""
    except ValueError:
        return text, str(_("This is not a date: write 2024, 2024-05 or 2024-05-31."))
