"""Progress reports: what was done in a period, without any move of the status."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import Pace, ReportState
from .base import Record
from .document import StoredFile
from .recommendation import Recommendation


class ProgressReport(Record):
    """``period`` is a partial date, usually a month; ``files`` are attachments."""

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="progress", verbose_name=_("recommendation")
    )
    period = models.CharField(_("period"), max_length=10)
    content = models.TextField(_("progress"))
    problems = models.TextField(_("problems"), blank=True)
    next_steps = models.TextField(_("next steps"), blank=True)
    pace = models.CharField(_("pace"), max_length=10, choices=Pace, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ReportState, default=ReportState.FILED)
    submitted_by = models.CharField(_("handed in by"), max_length=150, blank=True)
    files = models.ManyToManyField(StoredFile, blank=True, related_name="+", verbose_name=_("files"))

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ("-period", "-pk")
        indexes = (models.Index(fields=["period", "recommendation"], name="progress_of_period"),)

    def __str__(self) -> str:
        return f"{self.recommendation} · {self.period}"
