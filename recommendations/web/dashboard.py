"""The overview: how many stand where, and what waits for somebody."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ..access import has_role, visible_to
from ..choices import CandidateState, Light, LinkState, Response, Role, Status, Verification
from ..filters import RecommendationFilter
from ..models import Candidate, Document, EvidenceLink, RecommendationActor, RecommendationTheme

MOST = 12
"""Rows of a table on the overview; the list has the rest."""


@dataclass(frozen=True)
class Figure:
    """A number, what it counts, and the query string that lists its rows."""

    code: str
    label: Any
    number: int
    query: str


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Counts of what this person may see, each with the list behind it."""
    user: Any = request.user
    shown = RecommendationFilter(QueryDict(), user, timezone.now())
    rows = shown.queryset
    status = figures(Status, rows, "status")
    verification = figures(Verification, rows, "verification")
    lights = [
        Figure(
            light.value, light.label, rows.light([light.value], shown.today).count(), f"light={light.value}"
        )
        for light in Light
    ]
    waiting = {figure.code: figure for figure in (*verification, *lights)}
    context = {
        "section": "dashboard", "status": status, "verification": verification, "lights": lights,
        "response": figures(Response, rows, "response"), "total": sum(figure.number for figure in status),
        "counts": {figure.code: figure.number for figure in status},
        "await": [
            ("bad", _("Overdue"), waiting["red"]), ("warning", _("Due within 30 days"), waiting["yellow"]),
            ("info", _("Reported, awaiting verification"), waiting["reported"]),
            ("bad", _("Disputed"), waiting["disputed"]),
        ],
        "documents": by_document(user, rows), "themes": by_theme(rows), "leads": by_lead(rows),
    }  # fmt: skip
    if has_role(user, Role.EDITOR):
        context["candidates"] = visible_to(user, Candidate).filter(state=CandidateState.PENDING).count()
        context["suggestions"] = visible_to(user, EvidenceLink).filter(state=LinkState.SUGGESTED).count()
    return render(request, "recommendations/dashboard.html", context)


def figures(codes: Any, rows: QuerySet[Any], field: str) -> list[Figure]:
    """How many rows stand at each code."""
    counts = dict(rows.values_list(field).annotate(n=Count("pk")))
    return [Figure(c.value, c.label, counts.get(c.value, 0), f"{field}={c.value}") for c in codes]


def by_status(rows: Iterable[tuple[Any, str, int]]) -> dict[Any, dict[str, int]]:
    """``{key: {status: number}}`` from ``(key, status, number)``."""
    found: dict[Any, dict[str, int]] = {}
    for key, status, number in rows:
        found.setdefault(key, {})[status] = number
    return found


def by_document(user: Any, rows: QuerySet[Any]) -> list[tuple[Document, int, dict[str, int]]]:
    counts = by_status(rows.values_list("document", "status").annotate(n=Count("pk")))
    found = (
        visible_to(user, Document)
        .filter(pk__in=[pk for pk in counts if pk])
        .order_by("-published_on", "slug")
    )
    return [(each, sum(counts[each.pk].values()), counts[each.pk]) for each in found[:MOST]]


def by_theme(rows: QuerySet[Any]) -> list[tuple[Any, int, dict[str, int]]]:
    links = RecommendationTheme.objects.filter(recommendation__in=rows).select_related("theme")
    counts = by_status(links.values_list("theme", "recommendation__status").annotate(n=Count("pk")))
    model = RecommendationTheme._meta.get_field("theme").related_model
    return biggest(model.objects.filter(pk__in=counts), counts)  # type: ignore[union-attr]


def by_lead(rows: QuerySet[Any]) -> list[tuple[Any, int, dict[str, int]]]:
    links = RecommendationActor.objects.filter(recommendation__in=rows, role="lead")
    counts = by_status(links.values_list("actor", "recommendation__status").annotate(n=Count("pk")))
    model = RecommendationActor._meta.get_field("actor").related_model
    return biggest(model.objects.filter(pk__in=counts), counts)  # type: ignore[union-attr]


def biggest(
    records: Iterable[Any], counts: dict[Any, dict[str, int]]
) -> list[tuple[Any, int, dict[str, int]]]:
    """The records with the largest counts, largest first."""
    found = [(record, sum(counts[record.pk].values()), counts[record.pk]) for record in records]
    return sorted(found, key=lambda each: -each[1])[:MOST]
