"""The one FilterSet of recommendations, for current records and past states alike."""

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..access import User, has_role, visible_to
from ..choices import (
    Horizon,
    Light,
    Origin,
    Priority,
    RecommendationLevel,
    Response,
    Role,
    Satisfaction,
    Status,
    Verification,
)
from ..dates import PartialDate
from ..exceptions import Invalid
from ..ledger import end_of_day
from ..models import Recommendation, RecommendationQuerySet, RecommendationState
from .registers import REGISTERS, KnownFilterSet
from .strict import (
    DateFilter,
    FlagFilter,
    ManyFilter,
    MomentFilter,
    NumberFilter,
    SlugsFilter,
    TextFilter,
)


class RecommendationFilterSet(KnownFilterSet):
    """Each filter calls one method of the QuerySet; the rules live there."""

    q = TextFilter(label=_("Search"), method="by_search")
    status = ManyFilter(label=_("Status"), lookup_expr="in", choices=Status.choices)
    reported_status = ManyFilter(label=_("Reported status"), lookup_expr="in", choices=Status.choices)
    claimed_status = ManyFilter(
        label=_("Status as reported, else official"), method="by_claim", choices=Status.choices
    )
    verification = ManyFilter(label=_("Verification"), lookup_expr="in", choices=Verification.choices)
    response = ManyFilter(label=_("Response"), lookup_expr="in", choices=Response.choices)
    response_due_before = DateFilter(label=_("Response due before"), method="by_response_due_before")
    response_overdue = FlagFilter(label=_("Response overdue"), method="by_late_response")
    satisfaction = ManyFilter(label=_("Satisfaction"), lookup_expr="in", choices=Satisfaction.choices)
    priority = ManyFilter(label=_("Priority"), lookup_expr="in", choices=Priority.choices)
    horizon = ManyFilter(label=_("Horizon"), lookup_expr="in", choices=Horizon.choices)
    origin = ManyFilter(label=_("Origin"), lookup_expr="in", choices=Origin.choices)
    level = ManyFilter(label=_("Level"), lookup_expr="in", choices=RecommendationLevel.choices)
    document = SlugsFilter("document__slug", "in", label=_("Document"), rows="document")
    actor = SlugsFilter(label=_("Actor, with its parts and predecessors"), method="by_actor", rows="actor")
    lead = SlugsFilter(label=_("Lead actor"), method="by_lead", rows="actor")
    theme = SlugsFilter(label=_("Theme, with its descendants"), method="by_theme", rows="theme")
    instrument = ManyFilter(label=_("Instrument"), method="by_instrument")
    place = ManyFilter(label=_("Place"), method="by_place")
    parent = SlugsFilter("parent__ref", "in", label=_("Parent"), rows="recommendation")
    light = ManyFilter(label=_("Light"), method="by_light", choices=Light.choices)
    overdue = FlagFilter(label=_("Overdue"), method="by_overdue")
    due_before = DateFilter(label=_("Due before"), method="by_due_before")
    due_after = DateFilter(label=_("Due on or after"), method="by_due_after")
    has_evidence = FlagFilter(label=_("With evidence"), method="by_evidence")
    has_document = FlagFilter(label=_("From a stored document"), method="by_having_document")
    has_actor = FlagFilter(label=_("With an actor"), method="by_having_actor")
    diverges = FlagFilter(label=_("Reported differs from official"), method="by_divergence")
    stale_days = NumberFilter(label=_("Days without a change"), method="by_staleness")
    look_again_due = FlagFilter(label=_("To be looked at again"), method="by_look_again")
    progress_in = DateFilter(label=_("With a progress report for"), method="by_progress")
    owes_progress = DateFilter(label=_("Owes a progress report for"), method="by_owed_progress")
    updated_since = MomentFilter("updated_at", "gte", label=_("Changed since"))
    as_of = DateFilter(label=_("As it stood on"), method="leave")

    class Meta:
        model = Recommendation
        fields = ()

    def __init__(self, data: QueryDict, queryset: Any, *, user: User, now: dt.datetime, **kwargs: Any):
        self.now = now
        self.today = timezone.localdate(now)
        super().__init__(data, queryset, user=user, **kwargs)

    def by_search(self, rows: RecommendationQuerySet, name: str, value: str) -> RecommendationQuerySet:
        try:
            return rows.search(value)
        except ValueError as error:
            raise Invalid(_("Some parameters are wrong."), errors=[("q", str(error))]) from None

    def by_claim(self, rows: RecommendationQuerySet, name: str, value: Any) -> RecommendationQuerySet:
        return rows.claimed(value)

    def by_actor(self, rows: RecommendationQuerySet, name: str, value: Any) -> RecommendationQuerySet:
        return rows.in_actors(value)

    def by_lead(self, rows: RecommendationQuerySet, name: str, value: Any) -> RecommendationQuerySet:
        return rows.led_by(value)

    def by_theme(self, rows: RecommendationQuerySet, name: str, value: Any) -> RecommendationQuerySet:
        return rows.in_themes(value)

    def by_instrument(self, rows: RecommendationQuerySet, name: str, value: Any) -> RecommendationQuerySet:
        return rows.with_term("instrument", value)

    def by_place(self, rows: RecommendationQuerySet, name: str, value: Any) -> RecommendationQuerySet:
        return rows.with_term("place", value)

    def by_light(self, rows: RecommendationQuerySet, name: str, value: Any) -> RecommendationQuerySet:
        return rows.light(value, self.today)

    def by_overdue(self, rows: RecommendationQuerySet, name: str, value: Any) -> RecommendationQuerySet:
        return rows.overdue(value, self.today)

    def by_due_before(self, rows: RecommendationQuerySet, name: str, value: Any) -> RecommendationQuerySet:
        return rows.due_before(value)

    def by_due_after(self, rows: RecommendationQuerySet, name: str, value: Any) -> RecommendationQuerySet:
        return rows.due_after(value)

    def by_evidence(self, rows: RecommendationQuerySet, name: str, value: Any) -> RecommendationQuerySet:
        return rows.has_evidence(value)

    def by_having_document(
        self, rows: RecommendationQuerySet, name: str, value: Any
    ) -> RecommendationQuerySet:
        return rows.has_document(value)

    def by_having_actor(self, rows: RecommendationQuerySet, name: str, value: Any) -> RecommendationQuerySet:
        return rows.has_actor(value)

    def by_divergence(self, rows: RecommendationQuerySet, name: str, value: Any) -> RecommendationQuerySet:
        return rows.diverges(value)

    def by_staleness(self, rows: RecommendationQuerySet, name: str, value: Any) -> RecommendationQuerySet:
        return rows.stale(value, self.now)

    def by_response_due_before(
        self, rows: RecommendationQuerySet, name: str, value: Any
    ) -> RecommendationQuerySet:
        return rows.response_due_before(value)

    def by_late_response(self, rows: RecommendationQuerySet, name: str, value: Any) -> RecommendationQuerySet:
        return rows.response_overdue(value, self.today)

    def by_look_again(self, rows: RecommendationQuerySet, name: str, value: Any) -> RecommendationQuerySet:
        return rows.look_again_due(value, self.today)

    def by_progress(self, rows: RecommendationQuerySet, name: str, value: Any) -> RecommendationQuerySet:
        return rows.progress_in(value)

    def by_owed_progress(self, rows: RecommendationQuerySet, name: str, value: Any) -> RecommendationQuerySet:
        return rows.owes_progress(value)

    def leave(self, rows: RecommendationQuerySet, name: str, value: Any) -> RecommendationQuerySet:
        """``as_of`` chose the table before the filters ran."""
        return rows


@dataclass(frozen=True)
class Chip:
    """One filter that is on, in words; ``query`` is the list's query string without it."""

    name: str
    label: Any
    text: str
    query: str


@dataclass(frozen=True)
class RecommendationFilter:
    """What a list was asked for, by whom and when. Raises ``Invalid`` at once where it makes no sense."""

    params: QueryDict
    user: User
    now: dt.datetime
    beside: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _ = self.filterset

    @cached_property
    def filterset(self) -> RecommendationFilterSet:
        empty = Recommendation.objects.none()
        filterset = RecommendationFilterSet(
            self.params, empty, user=self.user, now=self.now, beside=self.beside
        )
        given = filterset.given
        if "as_of" in given and "q" in given:
            message = _("as_of and q cannot be combined.")
            raise Invalid(message, errors=[("as_of", message), ("q", message)])
        as_of = given.get("as_of")
        filterset.today = as_of.end if as_of else filterset.today
        filterset.queryset = self._visible(as_of)
        return filterset

    def _visible(self, as_of: PartialDate | None) -> RecommendationQuerySet:
        if as_of is None:
            return visible_to(self.user, Recommendation)  # type: ignore[return-value]
        states = visible_to(self.user, RecommendationState).at(end_of_day(as_of))  # type: ignore[attr-defined]
        return states if has_role(self.user, Role.EDITOR) else states.filter(recommendation__published=True)

    @property
    def as_of(self) -> PartialDate | None:
        return self.filterset.given.get("as_of")

    @property
    def today(self) -> dt.date:
        """The day lights are computed for: that of ``as_of``, else today."""
        return self.filterset.today

    @property
    def visible(self) -> RecommendationQuerySet:
        """The rows that exist for the user, whatever the filters."""
        return self._visible(self.as_of)

    @property
    def queryset(self) -> RecommendationQuerySet:
        """The visible rows that pass every filter, unordered."""
        return self.filterset.qs.order_by()

    def without(self, *names: str) -> "RecommendationFilter":
        """The same request without the named filters."""
        params = self.params.copy()
        for name in names:
            params.pop(name, None)
        return replace(self, params=params)

    def describe(self) -> list[Chip]:
        """The filters that are on, in words."""
        chips = []
        for name, value in self.filterset.given.items():
            params = self.without(name).params.copy()
            params.pop("cursor", None)
            label = self.filterset.filters[name].label
            chips.append(Chip(name, label, self._words(name, value), params.urlencode()))
        return chips

    def _words(self, name: str, value: Any) -> str:
        if isinstance(self.filterset.filters[name], SlugsFilter):
            model, key = REGISTERS[self.filterset.filters[name].rows]
            return "、".join(str(row) for row in model.objects.filter(**{f"{key}__in": value}))
        if isinstance(value, bool):
            return str(_("Yes") if value else _("No"))
        if isinstance(value, dt.datetime):
            return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
        if isinstance(value, list):
            choices = self.filterset.filters[name].extra.get("choices")
            labels = dict(choices) if choices else {}
            return "、".join(str(labels.get(each, each)) for each in value)
        return str(value)
