"""Actors (责任单位): a tree of bodies with aliases, dated names, predecessors and successors."""

from typing import ClassVar

from django.db import models
from django.db.models.expressions import RawSQL
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..choices import ActorKind
from .base import Record, closure


class ActorQuerySet(models.QuerySet["Actor"]):
    def within(self, slugs: list[str]) -> "ActorQuerySet":
        """The named actors, all their parts and all their predecessors."""
        return self.filter(pk__in=RawSQL(*closure(Actor, slugs, Actor.edges())))


class Actor(Record):
    """``aliases`` is a list of names; ``names`` a list of ``{"name", "from", "to"}`` with partial dates."""

    KEY = "slug"
    UNRECORDED: ClassVar[frozenset[str]] = Record.UNRECORDED

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    kind = models.CharField(_("kind of body"), max_length=20, choices=ActorKind, default=ActorKind.DEPARTMENT)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    aliases = models.JSONField(_("aliases"), default=list, blank=True)
    names = models.JSONField(_("dated names"), default=list, blank=True)
    predecessors = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="successors", verbose_name=_("predecessors")
    )
    note = models.TextField(_("note"), blank=True)

    objects = ActorQuerySet.as_manager()

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    @classmethod
    def edges(cls) -> list[tuple[str, str, str]]:
        """What is part of what, or came before it: ``(table, column of the part, column of the whole)``."""
        succession = cls.predecessors.through._meta.db_table
        return [(cls._meta.db_table, "id", "parent_id"), (succession, "to_actor_id", "from_actor_id")]
