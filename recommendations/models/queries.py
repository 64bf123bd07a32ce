"""What lists of recommendations can be asked, for the current records and for their past states alike."""

import datetime as dt
from typing import Any, Self

from django.apps import apps
from django.db import connections, models
from django.db.models import Case, Q, Value, When
from django.db.models.expressions import RawSQL

from .. import search
from ..choices import OPEN, Light, ReportState, Response
from ..dates import PartialDate
from .actor import Actor
from .theme import Theme

YELLOW_DAYS = 30


class RecommendationQuerySet(models.QuerySet[Any]):
    """Filters of recommendations; each method holds one rule and every surface calls it."""

    def in_actors(self, slugs: list[str]) -> Self:
        """Those of the named actors, their parts and predecessors, in any role."""
        links = self._links("actor_links").filter(actor__in=Actor.objects.within(slugs))
        return self.filter(pk__in=links.values(self._owner))

    def led_by(self, slugs: list[str]) -> Self:
        """Those with one of the named actors as lead."""
        links = self._links("actor_links").filter(role="lead", actor__slug__in=slugs)
        return self.filter(pk__in=links.values(self._owner))

    def has_lead(self, wanted: bool) -> Self:
        led = Q(pk__in=self._links("actor_links").filter(role="lead").values(self._owner))
        return self.filter(led if wanted else ~led)

    def in_themes(self, slugs: list[str]) -> Self:
        links = self._links("theme_links").filter(theme__in=Theme.objects.within(slugs))
        return self.filter(pk__in=links.values(self._owner))

    def with_term(self, kind: str, values: list[str]) -> Self:
        """Those that carry one of the instruments (``kind="instrument"``) or places (``"place"``)."""
        links = self._links("terms").filter(kind=kind, value__in=values)
        return self.filter(pk__in=links.values(self._owner))

    def has_actor(self, wanted: bool) -> Self:
        linked = Q(pk__in=self._links("actor_links").values(self._owner))
        return self.filter(linked if wanted else ~linked)

    def has_evidence(self, wanted: bool) -> Self:
        return self.filter(evidence_count__gt=0) if wanted else self.filter(evidence_count=0)

    def has_document(self, wanted: bool) -> Self:
        return self.filter(document__isnull=not wanted)

    def due_before(self, date: PartialDate) -> Self:
        """Strictly before, at the coarser of the two precisions."""
        return self.filter(due_end__lt=date.start)

    def due_after(self, date: PartialDate) -> Self:
        """On or after, at the coarser of the two precisions."""
        return self.filter(due_end__gte=date.start)

    def overdue(self, wanted: bool, today: dt.date) -> Self:
        late = Q(status__in=OPEN, due_end__lt=today)
        return self.filter(late) if wanted else self.filter(Q(due_end=None) | ~late)

    def light(self, lights: list[str], today: dt.date) -> Self:
        """Those showing one of the lights; the rule is that of ``light_of``."""
        wanted = Q(pk__in=[])
        for light, rule in light_rules(today).items():
            if light in lights:
                wanted |= rule
        return self.filter(wanted)

    def with_light(self, today: dt.date) -> Self:
        """Annotated with ``light``."""
        whens = [When(rule, then=Value(light.value)) for light, rule in light_rules(today).items()]
        return self.annotate(light=Case(*whens, output_field=models.CharField()))

    def claimed(self, statuses: list[str]) -> Self:
        """Those at one of the statuses as reported: the official one where no report is open."""
        return self.filter(Q(reported_status__in=statuses) | Q(reported_status=None, status__in=statuses))

    def diverges(self, wanted: bool) -> Self:
        """Those whose reported status differs from the official one."""
        return self.filter(reported_status__isnull=not wanted)

    def stale(self, days: int, now: dt.datetime) -> Self:
        """Those without any change for ``days`` days."""
        return self.filter(updated_at__lt=now - dt.timedelta(days=days))

    def response_due_before(self, date: PartialDate) -> Self:
        """Those whose response is due strictly before, at the coarser of the two precisions."""
        return self.filter(ends_before("response_due_on", date.start))

    def response_overdue(self, wanted: bool, today: dt.date) -> Self:
        """Those without a response past the day it was due."""
        late = self.late_response(today)
        return self.filter(late if wanted else ~late)

    def late_response(self, today: dt.date) -> Q:
        """The condition of ``response_overdue``."""
        return ends_before("response_due_on", today) & Q(response=Response.NONE)

    def look_again_due(self, wanted: bool, today: dt.date) -> Self:
        """Those whose period to look again has begun."""
        due = Q(look_again_on__gt="", look_again_on__lte=today.isoformat())
        return self.filter(due if wanted else ~due)

    def progress_in(self, period: PartialDate) -> Self:
        """Those with a filed progress report for a period within ``period``."""
        return self.filter(self._reported(period))

    def owes_progress(self, period: PartialDate) -> Self:
        """Open ones without children and without a filed progress report for a period within ``period``."""
        return self.filter(self.owing(period))

    def owing(self, period: PartialDate) -> Q:
        """The condition of ``owes_progress``."""
        return Q(status__in=OPEN, children_count=0) & ~self._reported(period)

    def search(self, query: str) -> Self:
        """Those holding every word as an exact folded substring; ``ValueError`` on too long a query."""
        sql, params = search.match(connections[self.db], query)
        return self.filter(pk__in=RawSQL(sql, params))

    def at(self, end: dt.datetime) -> Self:
        """Past states only: those valid just before ``end``."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=end), valid_from__lt=end)

    @property
    def _owner(self) -> str:
        relation: Any = self.model._meta.get_field("actor_links")
        return relation.field.attname

    def _reported(self, period: PartialDate) -> Q:
        reports = apps.get_model("recommendations", "ProgressReport").objects.using(self.db)
        within = reports.filter(state=ReportState.FILED, period__gte=str(period), period__lte=f"{period}-99")
        record = "pk" if self._owner == "recommendation_id" else "recommendation"
        return Q(**{f"{record}__in": within.values("recommendation")})

    def _links(self, name: str) -> models.QuerySet[Any]:
        relation: Any = self.model._meta.get_field(name)
        return relation.related_model._default_manager.using(self.db)


def ends_before(name: str, day: dt.date) -> Q:
    """That the partial date in the text column ``name`` is there and its last day comes before ``day``."""
    text = day.isoformat()
    return Q(**{f"{name}__gt": "", f"{name}__lt": text}) & ~Q(**{f"{name}__in": [text[:4], text[:7]]})


def light_rules(today: dt.date) -> dict[Light, Q]:
    """Each light with its condition; of every record exactly one holds."""
    soon = today + dt.timedelta(days=YELLOW_DAYS)
    return {
        Light.RED: Q(status__in=OPEN, due_end__lt=today),
        Light.YELLOW: Q(status__in=OPEN, due_end__gte=today, due_end__lte=soon),
        Light.GREEN: Q(status__in=OPEN, due_end__gt=soon),
        Light.NONE: Q(due_end=None) | ~Q(status__in=OPEN),
    }


def light_of(status: str, due_end: dt.date | None, today: dt.date) -> Light:
    """The light of one record: red overdue, yellow within 30 days, green later, none closed or undated."""
    if due_end is None or status not in OPEN:
        return Light.NONE
    if due_end < today:
        return Light.RED
    return Light.YELLOW if due_end <= today + dt.timedelta(days=YELLOW_DAYS) else Light.GREEN
