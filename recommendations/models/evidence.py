"""Evidence (佐证材料) and the links that weigh it for a recommendation."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import Disclosure, EvidenceKind, EvidenceLevel, LinkState, Stance
from .account import Account
from .base import Record
from .document import Document, StoredFile
from .recommendation import Recommendation


class Evidence(Record):
    """``document_date`` and ``effective_on`` are partial dates; ``recorded_at`` is when it came in."""

    LATER: ClassVar[Mapping[str, str]] = {"disclosure": Disclosure.OPEN}

    kind = models.CharField(_("kind of evidence"), max_length=10, choices=EvidenceKind)
    title = models.CharField(_("title"), max_length=500)
    text = models.TextField(_("text"), blank=True)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="evidence", verbose_name=_("file")
    )
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="evidence", verbose_name=_("document")
    )
    start = models.PositiveIntegerField(_("start"), null=True, blank=True)
    end = models.PositiveIntegerField(_("end"), null=True, blank=True)
    level = models.CharField(_("level of evidence"), max_length=10, choices=EvidenceLevel, blank=True)
    document_date = models.CharField(_("date of the evidence"), max_length=10, blank=True)
    effective_on = models.CharField(_("true since"), max_length=10, blank=True)
    recorded_at = models.DateTimeField(_("recorded"))
    disclosure = models.CharField(_("disclosure"), max_length=10, choices=Disclosure, default=Disclosure.OPEN)
    archive_sha256 = models.CharField(_("SHA-256 of the archived copy"), max_length=64, blank=True)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("-recorded_at", "-pk")

    def __str__(self) -> str:
        return self.title


class SearchLog(Record):
    """A search for evidence: what, where, when and with what result; serves many recommendations."""

    what = models.TextField(_("what was searched for"))
    where = models.TextField(_("where it was searched"))
    searched_on = models.CharField(_("date of the search"), max_length=10)
    result = models.TextField(_("result"))
    recommendations = models.ManyToManyField(
        Recommendation, related_name="searches", verbose_name=_("recommendations")
    )

    class Meta:
        verbose_name = _("search log")
        verbose_name_plural = _("search logs")
        ordering = ("-searched_on", "-pk")

    def __str__(self) -> str:
        return self.what[:80]


class EvidenceLink(Record):
    """One piece of evidence weighed for one recommendation.

    ``level`` and ``effective_on`` are what was decided for this recommendation; ``score``, ``reasons`` and
    ``trap`` are the machine's, for links that began as suggestions.
    """

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="links", verbose_name=_("evidence"))
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="evidence_links", verbose_name=_("recommendation")
    )
    stance = models.CharField(_("stance"), max_length=12, choices=Stance)
    state = models.CharField(_("state"), max_length=10, choices=LinkState)
    level = models.CharField(_("level of evidence"), max_length=10, choices=EvidenceLevel, blank=True)
    effective_on = models.CharField(_("true since"), max_length=10, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    score = models.FloatField(_("score"), null=True, blank=True)
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    trap = models.CharField(_("likely trap"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("evidence link")
        verbose_name_plural = _("evidence links")
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=["evidence", "recommendation"], name="one_link_a_pair"),
        )
        indexes = (models.Index(fields=["state", "-score", "id"], name="link_queue"),)

    def __str__(self) -> str:
        return f"{self.recommendation} ← {self.evidence}"
