"""The home page: what waits for this person, each count opening its list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ..access import has_role, in_scope, visible_to
from ..choices import AssignmentState, CandidateState, LinkState, ReportState, RequestState, Role
from ..filters import RecommendationFilter
from ..models import (
    Assignment,
    Candidate,
    EvidenceLink,
    ExtensionRequest,
    ProgressReport,
    Recommendation,
    for_list,
    rows,
)
from .base import capped_count, shown_count
from .charts import charts

FIRST_ROWS = 8
WORK = (
    ("overdue", _("Overdue"), "overdue=true", "bad"),
    ("unanswered", _("Response overdue"), "response_overdue=true", "bad"),
    ("soon", _("Due within 30 days"), "light=yellow", "warning"),
    ("returned", _("Returned"), "verification=returned", "warning"),
    ("reported", _("Reported, awaiting verification"), "verification=reported", "info"),
    ("disputed", _("Disputed"), "verification=disputed", "bad"),
    ("recheck", _("To be looked at again"), "look_again_due=true", "warning"),
)
"""``(name, label, the list's filters, tone)``."""


@dataclass(frozen=True)
class Count:
    """A number of things that wait, and the address of their list."""

    name: str
    label: Any
    number: int
    url: str
    tone: str

    @property
    def text(self) -> str:
        return shown_count(self.number)


def home_context(request: HttpRequest) -> dict[str, Any]:
    """The worklist's counts and the first overdue rows; an account bound to actors sees its own."""
    now = timezone.now()
    bound = list(request.user.actors.values_list("slug", flat=True))  # type: ignore[union-attr]
    mine = "".join(f"&actor={slug}" for slug in bound)
    address = reverse("admin:recommendations_recommendation_changelist")
    lists = {
        name: RecommendationFilter(QueryDict(query + mine), request.user, now) for name, _l, query, _t in WORK
    }
    counts = [
        Count(name, label, capped_count(lists[name].queryset), f"{address}?{query}{mine}", tone)
        for name, label, query, tone in WORK
    ]
    counts += desk_queues(request)
    if has_role(request.user, Role.REVIEWER):
        counts += queues(request)
    first = list(for_list(lists["overdue"].queryset).order_by("due_first", "ref")[:FIRST_ROWS])
    return {
        "title": _("My worklist"),
        "counts": counts,
        "overdue_rows": list(zip(first, rows(first, timezone.localdate(now)), strict=True)),
        "overdue_list": counts[0],
        "bound": bound,
    } | charts(RecommendationFilter(QueryDict(mine[1:]), request.user, now), everything=not bound)


def desk_queues(request: HttpRequest) -> Sequence[Count]:
    """What waits for the desk: declined assignments, requests for an extension, drafts handed in by link."""
    waiting = (
        (Assignment, AssignmentState.DECLINED), (ExtensionRequest, RequestState.OPEN),
        (ProgressReport, ReportState.DRAFT),
    )  # fmt: skip
    mine = in_scope(request.user)
    scope = Recommendation.objects.filter(mine).values("pk") if mine else None
    counts = []
    for model, state in waiting:
        rows = model.objects.filter(state=state)
        if scope is not None:
            rows = rows.filter(recommendation__in=scope)
        address = reverse(f"admin:recommendations_{model._meta.model_name}_changelist")
        label = capfirst(f"{model._meta.verbose_name_plural} · {state.label}")
        counts.append(
            Count(state.value, label, capped_count(rows), f"{address}?state__exact={state.value}", "info")
        )
    return counts


def queues(request: HttpRequest) -> Sequence[Count]:
    """What waits for a reviewer beside reports: candidates and suggested evidence."""
    candidates = visible_to(request.user, Candidate).filter(state=CandidateState.PENDING)
    links = visible_to(request.user, EvidenceLink).filter(state=LinkState.SUGGESTED)
    return [
        Count(
            "candidates", _("Candidates awaiting a decision"), capped_count(candidates),
            reverse("admin:recommendations_candidate_changelist") + "?state__exact=pending", "info",
        ),
        Count(
            "suggested", _("Suggested evidence"), capped_count(links),
            reverse("admin:recommendations_evidencelink_changelist") + "?state__exact=suggested", "info",
        ),
    ]  # fmt: skip
