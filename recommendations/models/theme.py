"""Themes: a tree of subjects."""

from django.db import models
from django.db.models.expressions import RawSQL
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .base import Record, closure


class ThemeQuerySet(models.QuerySet["Theme"]):
    def within(self, slugs: list[str]) -> "ThemeQuerySet":
        """The named themes and all their descendants."""
        return self.filter(pk__in=RawSQL(*closure(Theme, slugs, Theme.edges())))


class Theme(Record):
    KEY = "slug"

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ("name", "pk")

    @classmethod
    def edges(cls) -> list[tuple[str, str, str]]:
        """What is part of what: ``(table, column of the part, column of the whole)``."""
        return [(cls._meta.db_table, "id", "parent_id")]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name
