"""The overview: how many stand where, and what waits for somebody."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ..access import has_role, visible_to
from ..choices import CandidateState, LinkState, Role
from ..exceptions import Invalid
from ..filters import RecommendationFilter
from ..models import Candidate, Document, EvidenceLink
from ..statistics import Statistics, statistics

MOST = 12
"""Rows of a table on the overview; the list has the rest."""


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Counts of what this person may see, each with the list behind it; ``basis`` as in statistics."""
    user: Any = request.user
    if unknown := set(request.GET) - {"basis"}:
        message = _("There is no such parameter.")
        raise Invalid(_("Some parameters are wrong."), errors=[(name, message) for name in sorted(unknown)])
    shown = RecommendationFilter(QueryDict(), user, timezone.now())
    counted = statistics(shown, request.GET.get("basis") or "verified")
    context = {
        "section": "dashboard", "counted": counted, "tiles": tiles(counted),
        "counts": {count.code: count.number for count in counted.status},
        "documents": documents(user, shown), "themes": counted.theme[:MOST], "leads": counted.lead[:MOST],
    }  # fmt: skip
    if has_role(user, Role.EDITOR):
        context["candidates"] = visible_to(user, Candidate).filter(state=CandidateState.PENDING).count()
        context["suggestions"] = visible_to(user, EvidenceLink).filter(state=LinkState.SUGGESTED).count()
    return render(request, "recommendations/dashboard.html", context)


def tiles(counted: Statistics) -> list[tuple[str, Any]]:
    """What waits: a tone, and the count with its list."""
    attention = {count.code: count for count in counted.attention}
    lights = {count.code: count for count in counted.light}
    verification = {count.code: count for count in counted.verification}
    return [
        ("bad", attention["overdue"]),
        ("warning", lights["yellow"]),
        ("info", verification["reported"]),
        ("bad", verification["disputed"]),
    ]


def documents(user: Any, shown: RecommendationFilter) -> list[tuple[Document, int, dict[str, int]]]:
    """The newest documents with how many of their recommendations stand at each status."""
    counts: dict[int, dict[str, int]] = {}
    grouped = shown.queryset.exclude(document=None).values_list("document", "status").annotate(n=Count("pk"))
    for pk, status, number in grouped:
        counts.setdefault(pk, {})[status] = number
    found = visible_to(user, Document).filter(pk__in=counts).order_by("-published_on", "slug")[:MOST]
    return [(each, sum(counts[each.pk].values()), counts[each.pk]) for each in found]
