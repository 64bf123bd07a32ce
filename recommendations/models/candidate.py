"""Candidates: what the extraction found and nobody has decided yet."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import CandidateState, RecommendationLevel
from ..extraction.deadlines import due_date
from .base import Record
from .document import Document, TextVersion


class Candidate(Record):
    """``actors`` is a list of ``{"name", "explicit"}``; ``themes`` a list of theme names; never public.

    ``alike`` lists records it may repeat as ``{"ref", "score"}``; ``restates`` is ``[start, end]`` of the earlier
    candidate of its text that it repeats, or empty.
    """

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="candidates", verbose_name=_("document")
    )
    text = models.ForeignKey(TextVersion, models.PROTECT, related_name="+", verbose_name=_("text"))
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    quote = models.TextField(_("quote"))
    title = models.CharField(_("title"), max_length=500)
    level = models.CharField(_("level"), max_length=10, choices=RecommendationLevel)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    section = models.JSONField(_("section"), default=list, blank=True)
    actors = models.JSONField(_("actors"), default=list, blank=True)
    themes = models.JSONField(_("themes"), default=list, blank=True)
    instruments = models.JSONField(_("instruments"), default=list, blank=True)
    places = models.JSONField(_("places"), default=list, blank=True)
    deadline = models.CharField(_("deadline in the text"), max_length=200, blank=True)
    target = models.CharField(_("target in the text"), max_length=300, blank=True)
    score = models.FloatField(_("score"))
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    alike = models.JSONField(_("much like"), default=list, blank=True)
    restates = models.JSONField(_("restates"), default=list, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=CandidateState, default=CandidateState.PENDING
    )
    recommendation = models.ForeignKey(
        "Recommendation", models.PROTECT, null=True, blank=True, related_name="candidates",
        verbose_name=_("recommendation"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ("document", "start", "pk")
        indexes = (models.Index(fields=["state", "document", "start", "id"], name="candidate_queue"),)

    @property
    def proposed_due(self) -> str:
        """The due date that the deadline in the text proposes, given the document's date; empty where it proposes none."""
        return due_date(self.deadline, self.document.published_on) or ""

    def __str__(self) -> str:
        return self.title
