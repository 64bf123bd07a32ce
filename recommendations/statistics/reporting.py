"""The report on the state of affairs (办理情况报告): counts by document and by lead actor, and what they rest on."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from ..choices import (
    Light,
    RecommendationLevel,
    ReportState,
    Response,
    Satisfaction,
    Status,
    Verification,
)
from ..dates import PartialDate
from ..exceptions import Invalid
from ..filters import Chip, RecommendationFilter
from ..ledger import end_of_day
from ..models import Actor, Document, ProgressReport, Recommendation, for_list, rows
from ..models.tallies import Standing, standings
from ..models.wording import Wording
from .counting import Count, Rate, params_of, tally, with_filters

MOST = 500
"""Rows of each list in the report; beyond, the report says that there are more."""
ANSWERED = tuple(code.value for code in Response if code != Response.NONE)
ACCEPTED = (Response.ACCEPTED.value, Response.PARTLY_ACCEPTED.value)
Filters = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Line:
    """One line: all records, those of a document, or those a body leads; every count lists its rows.

    ``implemented`` rests on verified reports, ``claimed`` on whatever is reported; ``owing`` lacks a progress
    report for the month. ``classes`` are the deployment's own, of documents only.
    """

    code: str
    label: str
    total: Count
    answered: Count
    unanswered: Count
    accepted: Count
    implemented: Count
    claimed: Count
    overdue: Count
    soon: Count
    owing: Count
    disputed: Count
    status: tuple[Count, ...]
    classes: tuple[Count, ...]
    level: tuple[Count, ...]
    satisfaction: tuple[Count, ...]

    @property
    def response_rate(self) -> Rate:
        """办复率."""
        return Rate("response", _("Answered"), self.answered.number, self.total.number)

    @property
    def implementation_rate(self) -> Rate:
        """落实率, of what is verified."""
        return Rate("implementation", _("Implemented"), self.implemented.number, self.total.number)

    @property
    def claimed_rate(self) -> Rate:
        """落实率 as reported."""
        return Rate("claimed", _("Implemented as reported"), self.claimed.number, self.total.number)


@dataclass(frozen=True)
class Entry:
    """A progress report of the month; ``row`` is its recommendation as lists show it, with ``pk``."""

    row: dict[str, Any]
    report: ProgressReport


@dataclass(frozen=True)
class Report:
    """``today`` is the day the numbers stand for; ``leaderless`` counts records that no body leads.

    Lists hold at most ``MOST`` rows, each with the ``pk`` of its recommendation; ``progressed`` counts the records with a progress report in the month.
    """

    month: PartialDate
    today: dt.date
    as_of: PartialDate | None
    chips: tuple[Chip, ...]
    whole: Line
    documents: tuple[Line, ...]
    leads: tuple[Line, ...]
    leaderless: int
    progressed: Count
    progress: tuple[Entry, ...]
    overdue: tuple[dict[str, Any], ...]
    disputed: tuple[dict[str, Any], ...]


def report(asked: RecommendationFilter, month: PartialDate) -> Report:
    """The report over the rows of a filter for a month, or another period; a fixed number of queries.

    Raises ``Invalid`` where the filter asks for progress reports of a period itself.
    """
    errors = [
        (name, _("The report counts progress for its own month."))
        for name in ("owes_progress", "progress_in")
        if name in asked.filterset.given
    ]
    if errors:
        raise Invalid(errors[0][1], errors=errors)
    lines = _Lines(asked, month)
    by_document = standings(asked.queryset, asked.today, month, "document")
    by_lead = standings(asked.queryset, asked.today, month, "lead")
    documents = {each.pk: each for each in Document.objects.filter(pk__in={c.owner for c in by_document})}
    leads = {each.pk: each for each in Actor.objects.filter(pk__in={c.owner for c in by_lead})}
    given = asked.filterset.given.get("lead")
    reports, progressed = _reports(asked, month)
    return Report(
        month,
        asked.today,
        asked.as_of,
        tuple(asked.describe()),
        lines.line("", _("All"), {}, by_document),
        tuple(lines.of(by_document, documents, "document", lambda each: (each.published_on, each.slug))),
        tuple(
            lines.of(
                [cell for cell in by_lead if not given or leads[cell.owner].slug in given],  # type: ignore[index]
                leads, "lead", None,
            )
        ),
        asked.queryset.has_lead(False).count(),
        Count("progressed", _("With a progress report"), progressed, with_filters(params_of(asked), {"progress_in": [str(month)]})),
        reports,
        tuple(_rows(asked, asked.queryset.overdue(True, asked.today), "due_first")),
        tuple(_rows(asked, asked.queryset.filter(verification=Verification.DISPUTED), "document_rank")),
    )  # fmt: skip


class _Lines:
    """Makes lines of a filter's standings."""

    def __init__(self, asked: RecommendationFilter, month: PartialDate) -> None:
        self.asked, self.month, self.wording = asked, month, Wording.read()
        self.given, self.params = asked.filterset.given, params_of(asked)

    def of(
        self,
        cells: Sequence[Standing],
        owners: Mapping[int, Any],
        name: str,
        order: Callable[[Any], Any] | None,
    ) -> Iterable[Line]:
        """A line for each owner, by ``order`` or else the most records first, and one for those without any."""
        groups: dict[int | None, list[Standing]] = {}
        for cell in cells:
            groups.setdefault(cell.owner, []).append(cell)
        without = groups.pop(None, [])
        found = [
            (owner, self.line(owner.slug, str(owner), {name: [owner.slug]}, groups[pk], getattr(owner, "kind", "")))
            for pk, owner in owners.items() if pk in groups
        ]  # fmt: skip
        found.sort(key=lambda pair: order(pair[0]) if order else (-pair[1].total.number, pair[0].slug))
        yield from (line for _owner, line in found)
        if without:
            yield self.line("", _("Without a document"), {"has_document": ["false"]}, without)

    def line(
        self, code: str, label: str, filters: Filters, cells: Sequence[Standing], kind: str | None = None
    ) -> Line:
        def count(
            name: str, label: str, test: Callable[[Standing], bool], param: str = "", *values: str
        ) -> Count:
            number = sum(cell.number for cell in cells if test(cell))
            wanted = self._also_given(param, values) if param else values
            query = with_filters(self.params, {**filters, **({param: wanted} if param else {})})
            return Count(name, label, number, query)

        def axis(param: str, choices: type[TextChoices]) -> tuple[Count, ...]:
            numbers = tally(cells, attrgetter(param))
            return tuple(
                Count(
                    each.value, str(each.label), numbers.get(each.value, 0),
                    with_filters(self.params, {**filters, param: self._also_given(param, [each.value])}),
                )
                for each in choices
            )  # fmt: skip

        return Line(
            code,
            label,
            count("total", _("Total"), lambda c: True),
            count("answered", _("Answered"), lambda c: c.response in ANSWERED, "response", *ANSWERED),
            count("unanswered", _("Response overdue"), lambda c: c.unanswered, "response_overdue", "true"),
            count("accepted", _("Accepted"), lambda c: c.response in ACCEPTED, "response", *ACCEPTED),
            count("implemented", _("Implemented"), lambda c: c.status == Status.IMPLEMENTED, "status", "implemented"),
            count(
                "claimed", _("Implemented as reported"),
                lambda c: (c.reported_status or c.status) == Status.IMPLEMENTED, "claimed_status", "implemented",
            ),
            count("overdue", _("Overdue"), lambda c: c.light == Light.RED, "overdue", "true"),
            count("soon", _("Due within 30 days"), lambda c: c.light == Light.YELLOW, "light", "yellow"),
            count("owing", _("No progress this month"), lambda c: c.owes, "owes_progress", str(self.month)),
            count(
                "disputed", _("Disputed"),
                lambda c: c.verification == Verification.DISPUTED, "verification", "disputed",
            ),
            axis("status", Status),
            self._classes(cells, filters, kind),
            axis("level", RecommendationLevel),
            axis("satisfaction", Satisfaction),
        )  # fmt: skip

    def _also_given(self, param: str, values: Sequence[str]) -> Sequence[str]:
        """The values that the filter asks for as well, where it asks for any."""
        given = self.given.get(param)
        return [value for value in values if value in given] if isinstance(given, list) else values

    def _classes(self, cells: Sequence[Standing], filters: Filters, kind: str | None) -> tuple[Count, ...]:
        statuses: dict[str, list[str]] = {}
        for status in Status if kind is not None else ():
            if label := self.wording.status_class(kind or "", status):
                statuses.setdefault(label, []).append(status.value)
        return tuple(
            Count(
                label, label, sum(cell.number for cell in cells if cell.status in codes),
                with_filters(self.params, {**filters, "status": self._also_given("status", codes)}),
            )
            for label, codes in sorted(statuses.items())
        )  # fmt: skip


def _rows(asked: RecommendationFilter, records: Any, first: str) -> list[dict[str, Any]]:
    """The first of the records as lists show them."""
    return _with_keys(list(for_list(records).order_by(first, "position", "ref")[:MOST]), asked.today)


def _with_keys(records: list[Any], today: dt.date) -> list[dict[str, Any]]:
    """Present or past states as rows, each with the primary key of its recommendation."""
    keys = [getattr(record, "recommendation_id", record.pk) for record in records]
    return [row | {"pk": key} for key, row in zip(keys, rows(records, today), strict=True)]


def _reports(asked: RecommendationFilter, month: PartialDate) -> tuple[tuple[Entry, ...], int]:
    """The progress reports of the month on the filter's records, and how many records have any."""
    owner = "recommendation" if asked.as_of else "pk"
    within = ProgressReport.objects.filter(
        state=ReportState.FILED, period__gte=str(month), period__lte=f"{month}-99",
        recommendation__in=asked.queryset.values(owner),
    )  # fmt: skip
    if asked.as_of:
        within = within.filter(created_at__lt=end_of_day(asked.as_of))
    found = list(within.order_by("recommendation__document_rank", "recommendation__position", "pk")[:MOST])
    pks = {each.recommendation_id for each in found}
    records = list(for_list(Recommendation.objects.filter(pk__in=pks)))
    shown = {row["pk"]: row for row in _with_keys(records, asked.today)}
    entries = tuple(Entry(shown[each.recommendation_id], each) for each in found)
    return entries, asked.queryset.progress_in(month).count()
