"""Counts of recommendations, each with the query string that lists its rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import TextChoices
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ..choices import Light, Priority, RecommendationLevel, Response, Status, Verification
from ..exceptions import Invalid
from ..filters import RecommendationFilter
from ..models import Actor, Document, Theme
from ..models.tallies import Combination, Standing, by_actor, by_document, by_lead, by_theme, combinations

Cell = TypeVar("Cell", Combination, Standing)
BASES = ("reported", "verified")
CHOICES: dict[str, type[TextChoices]] = {
    "status": Status, "verification": Verification, "response": Response, "priority": Priority, "light": Light,
}  # fmt: skip
"""The facets that are axes of a record."""


@dataclass(frozen=True)
class Count:
    """``query`` is the query string whose list holds exactly the ``number`` rows."""

    code: str
    label: str
    number: int
    query: str


@dataclass(frozen=True)
class Rate:
    """``part`` of the ``whole`` rows; ``share`` is null where there are none."""

    code: str
    label: str
    part: int
    whole: int

    @property
    def share(self) -> float | None:
        """From 0 to 1."""
        return self.part / self.whole if self.whole else None

    @property
    def percent(self) -> str:
        """The share to a tenth of a percent; a rate below the whole never reads as 100 %."""
        if not self.whole:
            return "–"
        if self.part in (0, self.whole):
            return "100%" if self.part else "0%"
        return f"{min(100 * self.part / self.whole, 99.9):.1f}%"


@dataclass(frozen=True)
class Statistics:
    """The dashboard's numbers, all over the same rows.

    ``status`` counts official statuses, or with ``basis`` ``reported`` the reported one where a report is
    open. ``response_rate`` (办复率) is the share that was answered at all, ``implementation_rate`` (落实率)
    the share implemented. Documents, themes (with their descendants) and lead actors come with the most
    rows first; ``attention`` holds what somebody should look at.
    """

    basis: str
    total: Count
    response_rate: Rate
    implementation_rate: Rate
    status: tuple[Count, ...]
    verification: tuple[Count, ...]
    response: tuple[Count, ...]
    priority: tuple[Count, ...]
    light: tuple[Count, ...]
    level: tuple[Count, ...]
    document: tuple[Count, ...]
    theme: tuple[Count, ...]
    lead: tuple[Count, ...]
    attention: tuple[Count, ...]


def statistics(asked: RecommendationFilter, basis: str = "verified") -> Statistics:
    """Count the rows of a filter; a fixed number of queries. Raises ``Invalid`` for another basis."""
    if basis not in BASES:
        message = _("Choose reported or verified.")
        raise Invalid(message, errors=[("basis", message)])
    cells = combinations(asked.queryset, asked.today)
    total = sum(cell.number for cell in cells)
    claimed = basis == "reported"

    def status_of(cell: Combination) -> str:
        return (claimed and cell.reported_status) or cell.status

    def axis(
        param: str, choices: type[TextChoices], value: Callable[[Combination], str]
    ) -> tuple[Count, ...]:
        numbers = tally(cells, value)
        given = asked.filterset.given.get(param) or choices.values
        return tuple(
            Count(
                choice.value,
                str(choice.label),
                numbers.get(choice.value, 0),
                narrowed(asked, param, choice.value),
            )
            for choice in choices
            if choice.value in given
        )

    status = axis("claimed_status" if claimed else "status", Status, status_of)
    answered = sum(cell.number for cell in cells if cell.response != Response.NONE)
    implemented = sum(cell.number for cell in cells if status_of(cell) == Status.IMPLEMENTED)
    return Statistics(
        basis,
        Count("total", _("All recommendations"), total, narrowed(asked)),
        Rate("response", _("Answered"), answered, total),
        Rate("implementation", _("Implemented"), implemented, total),
        status,
        axis("verification", Verification, lambda cell: cell.verification),
        axis("response", Response, lambda cell: cell.response),
        axis("priority", Priority, lambda cell: cell.priority),
        axis("light", Light, lambda cell: cell.light),
        axis("level", RecommendationLevel, lambda cell: cell.level),
        _register(asked, "document", Document, by_document(asked.queryset)),
        _register(asked, "theme", Theme, by_theme(asked.queryset)),
        _register(asked, "lead", Actor, by_lead(asked.queryset)),
        _attention(asked, cells),
    )


def facets(asked: RecommendationFilter) -> dict[str, Any]:
    """``{"total": n, facet: {code: n}}``: each facet under every filter but its own.

    Axes hold every code, registers the slugs that occur. A fixed number of queries. Raises ``Invalid`` with
    ``as_of``.
    """
    if asked.as_of:
        message = _("as_of and facets cannot be combined.")
        raise Invalid(message, errors=[("as_of", message), ("facets", message)])
    given = {name: asked.filterset.given.get(name) for name in CHOICES}
    cells = combinations(asked.without(*CHOICES).queryset, asked.today)

    def passing(skipped: str = "") -> list[Combination]:
        wanted = {name: codes for name, codes in given.items() if codes and name != skipped}
        return [c for c in cells if all(getattr(c, name) in codes for name, codes in wanted.items())]

    found: dict[str, Any] = {"total": sum(cell.number for cell in passing())}
    for name, choices in CHOICES.items():
        numbers = tally(passing(name), lambda cell, name=name: getattr(cell, name))
        found[name] = {code: numbers.get(code, 0) for code in choices.values}
    for name, model, count in (
        ("document", Document, by_document),
        ("actor", Actor, by_actor),
        ("theme", Theme, by_theme),
    ):
        numbers = count(asked.without(name).queryset)
        slugs = model._default_manager.filter(pk__in=numbers).values_list("pk", "slug")
        found[name] = dict(
            sorted(((slug, numbers[pk]) for pk, slug in slugs), key=lambda row: (-row[1], row[0]))
        )
    return found


def tally(cells: Iterable[Cell], value: Callable[[Cell], str]) -> dict[str, int]:
    """How many records have each value, over combinations of values with their ``number``."""
    numbers: dict[str, int] = {}
    for cell in cells:
        code = value(cell)
        numbers[code] = numbers.get(code, 0) + cell.number
    return numbers


def narrowed(asked: RecommendationFilter, name: str = "", *values: str) -> str:
    """The query string of the filters alone, with one of them set to ``values``."""
    return with_filters(params_of(asked), {name: values} if name else {})


def params_of(asked: RecommendationFilter) -> dict[str, Sequence[str]]:
    """The filters that are on, as parameters."""
    return {name: [v for v in asked.params.getlist(name) if v] for name in asked.filterset.given}


def with_filters(params: Mapping[str, Sequence[str]], changes: Mapping[str, Sequence[str]]) -> str:
    """A query string of filters, some of them set to other values."""
    return urlencode({**params, **changes}, doseq=True)


def _register(
    asked: RecommendationFilter, name: str, model: Any, numbers: Mapping[int, int]
) -> tuple[Count, ...]:
    """Counts of a register's rows; under a filter by it only of those whose list is a part of that filter's."""
    rows = model._default_manager.filter(pk__in=numbers)
    if given := asked.filterset.given.get(name):
        rows = (
            rows.filter(pk__in=model._default_manager.within(given))
            if name == "theme"
            else rows.filter(slug__in=given)
        )
    counts = [Count(row.slug, str(row), numbers[row.pk], narrowed(asked, name, row.slug)) for row in rows]
    return tuple(sorted(counts, key=lambda count: (-count.number, count.code)))


def _attention(asked: RecommendationFilter, cells: Sequence[Combination]) -> tuple[Count, ...]:
    """What somebody should look at; left out where the filter already asks for the opposite."""
    late = sum(cell.number for cell in cells if cell.light == Light.RED)
    divergent = sum(cell.number for cell in cells if cell.reported_status)
    unproven = sum(cell.number for cell in cells if not cell.evident)
    found = [
        ("overdue", "true", _("Overdue"), late),
        ("diverges", "true", _("Reported differs from official"), divergent),
        ("has_evidence", "false", _("Without evidence"), unproven),
        ("has_actor", "false", _("Without an actor"), asked.queryset.has_actor(False).count()),
    ]
    return tuple(
        Count(name, label, number, narrowed(asked, name, value))
        for name, value, label, number in found
        if asked.params.get(name) in (None, "", value)
    )
