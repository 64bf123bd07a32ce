"""Charts of the worklist: bars whose every part opens its list, from a few grouped queries."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from ..choices import Status
from ..filters import RecommendationFilter
from ..models import Actor, Change, Document
from ..models.tallies import by_lead
from ..statistics import narrowed

BARS = 8
MONTHS = 6
EVENTS = (("report", _("Reported")), ("verify", _("Verified")))
"""Actions of the ledger that the chart by month compares."""


@dataclass(frozen=True)
class Part:
    """A part of a bar; offset and width in percent, as SVG attributes want them."""

    label: str
    number: int
    url: str
    fill: str
    x: str
    width: str


@dataclass(frozen=True)
class Bar:
    label: str
    number: int
    url: str
    parts: tuple[Part, ...]


def charts(asked: RecommendationFilter, *, everything: bool) -> dict[str, Any]:
    """The charts over the rows of a filter; the one by month only where it asks for ``everything``."""
    address = reverse("admin:recommendations_recommendation_changelist")
    return {
        "document_bars": by_document(asked, address),
        "lead_bars": overdue_by_lead(asked, address),
        "month_bars": by_month(timezone.localtime(asked.now)) if everything else [],
        "statuses": Status,
        "events": EVENTS,
    }


def by_document(asked: RecommendationFilter, address: str) -> list[Bar]:
    """The statuses of the documents with the most records, one bar each."""
    counts: dict[int, dict[str, int]] = {}
    grouped = asked.queryset.exclude(document=None).values_list("document", "status").annotate(n=Count("pk"))
    for pk, status, number in grouped:
        counts.setdefault(pk, {})[status] = number
    most = sorted(counts, key=lambda pk: (-sum(counts[pk].values()), pk))[:BARS]
    documents = Document.objects.in_bulk(most)
    bars = []
    for pk in most:
        query = QueryDict(narrowed(asked, "document", documents[pk].slug), mutable=True)
        held = [
            (str(status.label), counts[pk][status], f"status-{status}", {"status": status.value})
            for status in Status
            if counts[pk].get(status)
        ]
        bars.append(_bar(str(documents[pk]), held, address, query, sum(counts[pk].values())))
    return bars


def overdue_by_lead(asked: RecommendationFilter, address: str) -> list[Bar]:
    """The bodies that lead most of what is overdue, against the one with the most."""
    numbers = by_lead(asked.queryset.overdue(True, asked.today))
    most = sorted(numbers, key=lambda pk: (-numbers[pk], pk))[:BARS]
    actors = Actor.objects.in_bulk(most)
    bars = []
    for pk in most:
        query = QueryDict(narrowed(asked, "lead", actors[pk].slug), mutable=True)
        query["overdue"] = "true"
        held = [(str(_("Overdue")), numbers[pk], "overdue", {})]
        bars.append(_bar(str(actors[pk]), held, address, query, numbers[most[0]]))
    return bars


def by_month(now: dt.datetime) -> list[Bar]:
    """Reports and verifications of the last months, newest first, two bars for each month."""
    first = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    starts = [first]
    for _number in range(MONTHS - 1):
        starts.append((starts[-1] - dt.timedelta(days=1)).replace(day=1))
    grouped = (
        Change.objects.filter(action__in=[action for action, _label in EVENTS], at__gte=starts[-1])
        .annotate(month=TruncMonth("at"))
        .order_by()
        .values_list("month", "action")
        .annotate(n=Count("pk"))
    )
    numbers = {(month, action): n for month, action, n in grouped}
    if not numbers:
        return []
    largest = max(numbers.values())
    address = reverse("admin:recommendations_change_changelist")
    bars = []
    for place, start in enumerate(starts):
        until = starts[place - 1] if place else now + dt.timedelta(days=1)
        for action, label in EVENTS:
            number = numbers.get((start, action), 0)
            query = QueryDict(urlencode({"action": action, "at__gte": start, "at__lt": until}), mutable=True)
            name = date_format(start, "YEAR_MONTH_FORMAT") if action == EVENTS[0][0] else ""
            bars.append(_bar(name, [(str(label), number, f"event-{action}", {})], address, query, largest))
    return bars


def _bar(
    label: str,
    held: Sequence[tuple[str, int, str, Mapping[str, str]]],
    address: str,
    query: QueryDict,
    whole: int,
) -> Bar:
    """A bar of ``(label, number, fill, what its list asks for beside the bar's)`` parts."""
    parts, at = [], 0
    for name, number, fill, also in held:
        own = query.copy()
        own.update(also)
        if number:
            parts.append(
                Part(name, number, f"{address}?{own.urlencode()}", fill, _share(at, whole), _share(number, whole))
            )  # fmt: skip
        at += number
    return Bar(label, at, f"{address}?{query.urlencode()}", tuple(parts))


def _share(number: int, whole: int) -> str:
    return f"{100 * number / whole:.2f}" if whole else "0"
