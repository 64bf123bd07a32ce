"""What ties a recommendation, or a past state of one, to actors, themes, instruments and places."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import ActorRole
from .actor import Actor
from .theme import Theme


class ActorLinkFields(models.Model):
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="+", verbose_name=_("actor"))
    role = models.CharField(_("role"), max_length=10, choices=ActorRole)
    explicit = models.BooleanField(_("named in the text"), default=False)
    inherited = models.BooleanField(_("inherited"), default=False)
    order = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True


class ThemeLinkFields(models.Model):
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+", verbose_name=_("theme"))
    order = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True


class TermFields(models.Model):
    """An instrument or a place."""

    kind = models.CharField(max_length=10)
    value = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True
