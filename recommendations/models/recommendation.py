"""Recommendations: the current record, its past states, and the rows that tie both to actors and themes."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any, ClassVar

import orjson
from django.db import models
from django.db.models import Case, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from ..choices import (
    Horizon,
    Origin,
    Priority,
    RecommendationLevel,
    RefusalReason,
    Response,
    Satisfaction,
    Status,
    Verification,
)
from ..dates import PartialDate
from .account import Account
from .base import Record
from .document import Document, TextVersion
from .inserting import insert
from .links import ActorLinkFields, TermFields, ThemeLinkFields
from .queries import RecommendationQuerySet

FAR = dt.date(9999, 12, 31)
EARLY = dt.date(1, 1, 1)


def ranked(field: str, choices: type[models.TextChoices]) -> models.GeneratedField:
    """A stored column that sorts a choice in its declared order."""
    whens = [When(**{field: code}, then=Value(rank)) for rank, code in enumerate(choices.values)]
    output = models.SmallIntegerField()
    return models.GeneratedField(
        expression=Case(*whens, default=Value(99), output_field=output), output_field=output, db_persist=True
    )


class RecommendationFields(Record):
    """The columns a recommendation and its past states share.

    ``start`` and ``end`` are offsets in ``text`` (null where the quote is not anchored); ``due_on``,
    ``first_due_on``, ``response_on``, ``response_due_on`` and ``look_again_on`` are partial dates and ``due_end`` the last day
    ``due_on`` covers; ``evidence`` sums up the confirmed links as a list of ``{"link", "evidence", "stance",
    "level", "effective_on"}``; ``verified_digest``
    is the SHA-256 of what the verifier saw (see ``digest``); ``rollup`` is ``{status: count}`` of the children, null without any.
    """

    KEY = "ref"
    UNRECORDED: ClassVar[frozenset[str]] = Record.UNRECORDED | {"due_end"}
    LATER: ClassVar[Mapping[str, str]] = {"satisfaction": Satisfaction.NONE}

    ref = models.CharField(_("ref"), max_length=20)
    level = models.CharField(
        _("level"), max_length=10, choices=RecommendationLevel, default=RecommendationLevel.CHILD
    )
    parent = models.ForeignKey(
        "Recommendation", models.PROTECT, null=True, blank=True, db_index=False,
        related_name="%(class)s_children", verbose_name=_("parent"),
    )  # fmt: skip
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, db_index=False,
        related_name="%(class)ss", verbose_name=_("document"),
    )  # fmt: skip
    text = models.ForeignKey(
        TextVersion, models.PROTECT, null=True, blank=True, db_index=False, related_name="+",
        verbose_name=_("text"),
    )  # fmt: skip
    start = models.PositiveIntegerField(_("start"), null=True, blank=True)
    end = models.PositiveIntegerField(_("end"), null=True, blank=True)
    quote = models.TextField(_("quote"), blank=True)
    prefix = models.CharField(_("text before the quote"), max_length=60, blank=True)
    suffix = models.CharField(_("text after the quote"), max_length=60, blank=True)
    section = models.JSONField(_("section"), default=list, blank=True)
    title = models.CharField(_("title"), max_length=500)
    summary = models.TextField(_("summary"), max_length=5000, blank=True)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin, default=Origin.DOCUMENT)
    external_id = models.CharField(_("external number"), max_length=100, blank=True)
    deadline = models.CharField(_("deadline in the text"), max_length=200, blank=True)
    target = models.CharField(_("target in the text"), max_length=300, blank=True)
    proposed_by = models.CharField(_("proposed by"), max_length=200, blank=True)
    restates = models.JSONField(_("restates"), default=list, blank=True)
    priority = models.CharField(_("priority"), max_length=10, choices=Priority, default=Priority.NONE)
    priority_reason = models.CharField(_("reason for the priority"), max_length=500, blank=True)
    horizon = models.CharField(_("horizon"), max_length=10, choices=Horizon, default=Horizon.ONE_OFF)
    done_test = models.TextField(_("when it counts as done"), max_length=2000, blank=True)
    published = models.BooleanField(_("published"), default=False)

    response = models.CharField(_("response"), max_length=20, choices=Response, default=Response.NONE)
    response_document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, db_index=False, related_name="+",
        verbose_name=_("responding document"),
    )  # fmt: skip
    response_on = models.CharField(_("date of the response"), max_length=10, blank=True)
    response_due_on = models.CharField(_("response due"), max_length=10, blank=True)
    satisfaction = models.CharField(
        _("satisfaction"), max_length=10, choices=Satisfaction, default=Satisfaction.NONE
    )

    status = models.CharField(_("status"), max_length=25, choices=Status, default=Status.NOT_ASSESSED)
    reported_status = models.CharField(
        _("reported status"), max_length=25, choices=Status, null=True, blank=True
    )
    verification = models.CharField(
        _("verification"), max_length=10, choices=Verification, default=Verification.NONE
    )
    done = models.TextField(_("what is done"), blank=True)
    remaining = models.TextField(_("what remains"), blank=True)
    refusal_reason = models.CharField(
        _("reason for refusing"), max_length=20, choices=RefusalReason, blank=True
    )
    superseded_by = models.ForeignKey(
        "Recommendation", models.PROTECT, null=True, blank=True, db_index=False, related_name="+",
        verbose_name=_("superseded by"),
    )  # fmt: skip
    look_again_on = models.CharField(_("look again on"), max_length=10, blank=True)
    reported_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, db_index=False, related_name="+",
        verbose_name=_("reported by"),
    )  # fmt: skip
    disputed_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, db_index=False, related_name="+",
        verbose_name=_("disputed by"),
    )  # fmt: skip
    status_on = models.CharField(_("status as of"), max_length=10, blank=True)
    verified_digest = models.CharField(max_length=64, blank=True, editable=False)
    signed_off_on = models.CharField(_("signed off on"), max_length=10, blank=True)
    progressed_on = models.CharField(_("last progress report"), max_length=10, blank=True)

    due_on = models.CharField(_("due date"), max_length=10, blank=True)
    due_end = models.DateField(null=True, blank=True, editable=False)
    due_inherited = models.BooleanField(_("due date inherited"), default=False)
    first_due_on = models.CharField(_("first due date"), max_length=10, blank=True)

    evidence = models.JSONField(_("confirmed evidence"), default=list, blank=True, editable=False)
    evidence_count = models.PositiveIntegerField(_("evidence"), default=0, editable=False)
    children_count = models.PositiveIntegerField(_("children"), default=0, editable=False)
    rollup = models.JSONField(_("children's statuses"), null=True, blank=True, editable=False)

    status_rank = ranked("status", Status)
    priority_rank = ranked("priority", Priority)
    due_first = models.GeneratedField(
        expression=Coalesce("due_end", Value(FAR)), output_field=models.DateField(), db_persist=True
    )
    due_last = models.GeneratedField(
        expression=Coalesce("due_end", Value(EARLY)), output_field=models.DateField(), db_persist=True
    )
    document_rank = models.GeneratedField(
        expression=Coalesce("document_id", Value(2**62)),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    position = models.GeneratedField(
        expression=Coalesce("start", Value(0)), output_field=models.IntegerField(), db_persist=True
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        abstract = True

    def due_fields(self, due_on: str) -> dict[str, Any]:
        """The columns that change with a new own due date; ``ValueError`` where it is not a date."""
        end = PartialDate.parse(due_on).end if due_on else None
        first = self.first_due_on or due_on
        return {"due_on": due_on, "due_end": end, "due_inherited": False, "first_due_on": first}

    def digest(self) -> str:
        """SHA-256 of the text and evidence a verification rests on."""
        seen = [self.quote, self.summary, self.done, self.evidence]
        return hashlib.sha256(orjson.dumps(seen, option=orjson.OPT_SORT_KEYS)).hexdigest()

    @property
    def verification_stale(self) -> bool:
        """Whether what the verifier saw has changed since."""
        return bool(self.verified_digest) and self.verified_digest != self.digest()

    @classmethod
    def link_states(cls, pks: list[int]) -> dict[str, dict[int, list[Any]]]:
        found: dict[str, dict[int, list[Any]]] = {
            name: {} for name in ("actors", "themes", "instruments", "places")
        }
        for pk, *actor in cls.linked("actor_links", pks, "actor__slug", "role", "explicit", "inherited"):
            found["actors"].setdefault(pk, []).append(actor)
        for pk, slug in cls.linked("theme_links", pks, "theme__slug"):
            found["themes"].setdefault(pk, []).append(slug)
        for pk, kind, value in cls.linked("terms", pks, "kind", "value"):
            found[f"{kind}s"].setdefault(pk, []).append(value)
        return found

    @classmethod
    def linked(cls, name: str, pks: list[int], *columns: str) -> models.QuerySet[Any, Any]:
        relation: Any = cls._meta.get_field(name)
        owner = relation.field.attname
        rows = relation.related_model._default_manager.filter(**{f"{owner}__in": pks})
        return rows.order_by(owner, "order").values_list(owner, *columns)

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"


class Recommendation(RecommendationFields):
    """One recommendation as it stands now."""

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ("-created_at", "-ref")
        constraints = (models.UniqueConstraint(fields=["ref"], name="ref_once"),)
        indexes = (
            models.Index(fields=["created_at", "ref"], name="by_created"),
            models.Index(fields=["updated_at", "ref"], name="by_updated"),
            models.Index(fields=["due_first", "ref"], name="by_due"),
            models.Index(fields=["due_last", "ref"], name="by_due_desc"),
            models.Index(fields=["status_rank", "ref"], name="by_status"),
            models.Index(fields=["priority_rank", "ref"], name="by_priority"),
            models.Index(fields=["document_rank", "position", "ref"], name="by_place"),
            models.Index(fields=["status", "created_at", "ref"], name="status_created"),
            models.Index(fields=["verification", "created_at", "ref"], name="verification_created"),
            models.Index(fields=["document", "created_at", "ref"], name="document_created"),
            models.Index(fields=["document", "status"], name="document_status"),
            models.Index(fields=["response", "response_due_on"], name="response_due"),
            models.Index(fields=["look_again_on"], name="look_again"),
            models.Index(fields=["parent", "ref"], name="children_of"),
            models.Index(fields=["level", "created_at", "ref"], name="level_created"),
            # Holds all that statistics count, so that they read no rows.
            models.Index(
                fields=[
                    "status",
                    "reported_status",
                    "verification",
                    "response",
                    "priority",
                    "level",
                    "published",
                    "due_end",
                    "evidence_count",
                ],
                name="axes",
            ),
        )

    @classmethod
    def set_links(cls, values: dict[int, dict[str, Any]]) -> None:
        """``actors``: ``(actor id, role, explicit, inherited)``; ``themes``: ids; terms: strings."""
        with_actors = [pk for pk, links in values.items() if "actors" in links]
        RecommendationActor.objects.filter(recommendation_id__in=with_actors).delete()
        with_themes = [pk for pk, links in values.items() if "themes" in links]
        RecommendationTheme.objects.filter(recommendation_id__in=with_themes).delete()
        for kind, name in (("instrument", "instruments"), ("place", "places")):
            with_terms = [pk for pk, links in values.items() if name in links]
            RecommendationTerm.objects.filter(recommendation_id__in=with_terms, kind=kind).delete()
        cls.add_links(values)

    @classmethod
    def add_links(cls, values: dict[int, dict[str, Any]]) -> None:
        actors: list[tuple[Any, ...]] = []
        themes: list[tuple[Any, ...]] = []
        terms: list[tuple[Any, ...]] = []
        for pk, links in values.items():
            actors += [(pk, *actor, order) for order, actor in enumerate(links.get("actors", ()))]
            themes += [(pk, theme, order) for order, theme in enumerate(links.get("themes", ()))]
            for kind, name in (("instrument", "instruments"), ("place", "places")):
                terms += [(pk, kind, value, order) for order, value in enumerate(links.get(name, ()))]
        columns = ("recommendation", "actor", "role", "explicit", "inherited", "order")
        insert(RecommendationActor, columns, actors)
        insert(RecommendationTheme, ("recommendation", "theme", "order"), themes)
        insert(RecommendationTerm, ("recommendation", "kind", "value", "order"), terms)


class RecommendationActor(ActorLinkFields):
    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="actor_links")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["recommendation", "actor"], name="actor_once"),)


class RecommendationTheme(ThemeLinkFields):
    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="theme_links")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["recommendation", "theme"], name="theme_once"),)


class RecommendationTerm(TermFields):
    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="terms")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["recommendation", "kind", "value"], name="term_once"),)
        indexes = (models.Index(fields=["kind", "value"], name="term_value"),)
