"""The list of recommendations: the shared filters, the shared rows, pages without a full count."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.admin.views.main import ERROR_FLAG, PAGE_VAR
from django.contrib.admin.widgets import AutocompleteMixin
from django.db.models import QuerySet
from django.forms import Media, SelectMultiple
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ...choices import (
    Horizon,
    Light,
    Priority,
    RecommendationLevel,
    ReportState,
    Response,
    Satisfaction,
    Status,
    Verification,
)
from ...exceptions import Invalid
from ...filters import Chip, RecommendationFilter, RecommendationFilterSet
from ...models import (
    DEFAULT_ORDERING,
    ORDERINGS,
    Actor,
    Document,
    ProgressReport,
    Recommendation,
    RecommendationActor,
    RecommendationTheme,
    Theme,
    for_list,
    rows,
)
from ...statistics import narrowed
from ..base import CappedList
from .columns import Column, chosen_columns

BESIDE = ("ordering", "columns", PAGE_VAR, ERROR_FLAG, "_changelist_filters")
"""Parameters of the list itself, which are no filters."""
MAX_DOCUMENTS = 30
CHOSEN = {
    "actor": (RecommendationActor, "actor", Actor),
    "lead": (RecommendationActor, "actor", Actor),
    "document": (Recommendation, "document", Document),
    "theme": (RecommendationTheme, "theme", Theme),
}
"""Filters with autocomplete: the relation that names the choices."""
WRITTEN = (
    "due_after",
    "due_before",
    "response_due_before",
    "owes_progress",
    "instrument",
    "place",
    "stale_days",
    "parent",
)
"""Filters a person writes into a field."""


class KeySelect(AutocompleteMixin, SelectMultiple):
    """Autocomplete whose values are the keys that stand in addresses."""

    def get_url(self) -> str:
        return f"{super().get_url()}?by=key"

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        return SelectMultiple.optgroups(self, name, value, attrs)


@dataclass(frozen=True)
class More:
    """A field under “More filters”."""

    id: str
    label: Any
    widget: str


@dataclass(frozen=True)
class Option:
    label: str
    query: str
    on: bool


@dataclass(frozen=True)
class Choice:
    """A filter of the sidebar: each option is a link that puts it on or takes it off."""

    name: str
    label: Any
    options: list[Option]

    @property
    def on(self) -> bool:
        return any(option.on for option in self.options)


class RecommendationList(CappedList):
    """``result_list`` holds records with their shared representation as ``row``."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        self.refusal: Invalid | None = None
        self.filter: RecommendationFilter | None = None
        self.has_filters = self.has_active_filters = False
        self.filter_specs: list[Any] = []
        self.columns: list[Column] = chosen_columns(request)
        self.ordering = request.GET.get("ordering") or DEFAULT_ORDERING
        try:
            if self.ordering not in ORDERINGS:
                raise Invalid(
                    _("Some parameters are wrong."), errors=[("ordering", _("There is no such order."))]
                )
            self.filter = RecommendationFilter(_filters(request.GET), request.user, timezone.now(), BESIDE)
            found = for_list(self.filter.queryset)
        except Invalid as refusal:
            self.refusal = refusal
            return self.root_queryset.none()
        if self.filter.as_of:
            self.refusal = Invalid(_("The desk shows the present; look at past states on the pages."))
            return self.root_queryset.none()
        self.has_active_filters = bool(self.filter.filterset.given)
        return found.order_by(*ORDERINGS[self.ordering])

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        today = self.filter.today if self.filter else timezone.localdate()
        self.theme_names = dict(Theme.objects.values_list("slug", "name"))
        for record, row in zip(self.result_list, rows(self.result_list, today), strict=True):
            row["leads"] = [actor for actor in row["actors"] if actor["role"] == "lead"]
            row["supports"] = [actor for actor in row["actors"] if actor["role"] != "lead"]
            row["theme_names"] = [self.theme_names.get(slug, slug) for slug in row["themes"]]
            record.row = row
        self._add_progress()

    def _add_progress(self) -> None:
        """The latest filed progress of each row, where its column is chosen."""
        if not any(column.name == "progress" for column in self.columns):
            return
        filed = ProgressReport.objects.filter(recommendation__in=self.result_list, state=ReportState.FILED)
        latest = dict(filed.order_by("period", "pk").values_list("recommendation", "content"))
        for record in self.result_list:
            record.row["progress"] = latest.get(record.pk, "")

    def get_query_string(self, new_params: Any = None, remove: Any = None) -> str:
        """The list's own address with parameters replaced; ``remove`` names parameters exactly."""
        return _query(self.filter_params, dict(new_params or {}), set(remove or ()))

    @property
    def headers(self) -> list[tuple[Column, str, str]]:
        """``(column, address that sorts by it, direction now)``."""
        found = []
        for column in self.columns:
            query, direction = "", ""
            if column.ordering:
                there = self.ordering == column.ordering
                back = self.ordering in (f"-{column.ordering}", column.ordering.lstrip("-")) and not there
                direction = "ascending" if there else "descending" if back else ""
                flipped = column.ordering[1:] if column.ordering[0] == "-" else f"-{column.ordering}"
                query = self.get_query_string({"ordering": flipped if there else column.ordering})
            found.append((column, query, direction))
        return found

    @property
    def filter_query(self) -> str:
        """The filters of the list as the report takes them: without order, page, columns and months of progress."""
        return narrowed(self.filter.without("owes_progress", "progress_in")) if self.filter else ""

    @property
    def chips(self) -> list[Chip]:
        """The filters that are on, in words."""
        return self.filter.describe() if self.filter else []

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the search form carries along of the address."""
        asked = {"q", "columns", *CHOSEN, *WRITTEN}
        return [(name, v) for name, values in self.filter_params.items() if name not in asked for v in values]

    @cached_property
    def more(self) -> list[More]:
        """The filters that are no links: names by autocomplete, dates and words in fields."""
        labels = {name: each.label for name, each in RecommendationFilterSet.base_filters.items()}
        found = []
        for name, (owner, relation, model) in CHOSEN.items():
            given = self.filter_params.get(name, [])
            chosen = [(row.key, str(row)) for row in model.objects.filter(slug__in=given)] if given else []
            select = KeySelect(owner._meta.get_field(relation), self.model_admin.admin_site, choices=chosen)
            select.is_required = False
            widget = select.render(name, given, {"id": f"id_filter_{name}"})
            found.append(More(f"id_filter_{name}", labels[name], widget))
        for name in WRITTEN:
            value = (self.filter_params.get(name) or [""])[0]
            widget = format_html('<input name="{0}" id="id_filter_{0}" value="{1}">', name, value)
            found.append(More(f"id_filter_{name}", labels[name], widget))
        return found

    @property
    def more_open(self) -> bool:
        return any(any(self.filter_params.get(name, ())) for name in ("actor", "lead", *WRITTEN))

    @property
    def media(self) -> Media:
        field = RecommendationActor._meta.get_field("actor")
        return KeySelect(field, self.model_admin.admin_site).media

    @property
    def sidebar(self) -> list[Choice]:
        """Every choice filter with its options as links."""
        documents = Document.objects.order_by("slug").values_list("slug", "title")[:MAX_DOCUMENTS]
        flag = [("true", _("Yes")), ("false", _("No"))]
        return [
            self._choice("light", _("Light"), Light.choices),
            self._choice("status", _("Status"), Status.choices),
            self._choice("verification", _("Verification"), Verification.choices),
            self._choice("response", _("Response"), Response.choices),
            self._choice("level", _("Level"), RecommendationLevel.choices),
            self._choice("document", _("Document"), list(documents)),
            self._choice("theme", _("Theme"), list(self.theme_names.items())),
            self._choice("priority", _("Priority"), Priority.choices),
            self._choice("horizon", _("Horizon"), Horizon.choices),
            self._choice("has_evidence", _("With evidence"), flag, single=True),
            self._choice("has_actor", _("With an actor"), flag, single=True),
            self._choice("response_overdue", _("Response overdue"), flag[:1], single=True),
            self._choice("satisfaction", _("Satisfaction"), Satisfaction.choices),
            self._choice("look_again_due", _("To be looked at again"), flag[:1], single=True),
            self._choice("diverges", _("Reported differs from official"), flag[:1], single=True),
        ]

    def _choice(self, name: str, label: Any, codes: Iterable[Any], *, single: bool = False) -> Choice:
        given = self.filter_params.get(name, [])
        options = []
        for code, text in codes:
            on = code in given
            values = [v for v in given if v != code] if on else [code] if single else [*given, code]
            options.append(Option(str(text), self.get_query_string({name: values or None}), on))
        return Choice(name, label, options)


def _filters(params: QueryDict) -> QueryDict:
    """What the form sends empty is not asked for."""
    found = params.copy()
    for name, values in params.lists():
        if not any(values) or name == PAGE_VAR:
            found.pop(name)
    return found


def asked_for(params: QueryDict) -> QueryDict:
    """The filters and the order of a list's address, without what only the page needs."""
    found = _filters(params)
    for name in BESIDE:
        if name != "ordering":
            found.pop(name, None)
    return found


def _query(params: Any, new: dict[str, Any], remove: set[str]) -> str:
    query = QueryDict(mutable=True)
    for name, values in sorted(params.items()):
        if name not in remove and name not in new and any(values):
            query.setlist(name, values)
    for name, value in new.items():
        if value is not None:
            query.setlist(name, value if isinstance(value, list) else [str(value)])
    return f"?{query.urlencode()}"
