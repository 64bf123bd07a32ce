"""What machines log: jobs that run in the worker, and mails."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import JobKind, JobState, MailState
from .account import Account


class Job(models.Model):
    """Work that outlasts a request: who asked for what, how far it is, what came out.

    ``key`` names work that is asked for once however often; ``ready_at`` is when it may begin. Its files lie
    in the data directory (``recommendations.jobs``).
    """

    kind = models.CharField(_("kind of job"), max_length=10, choices=JobKind)
    account = models.ForeignKey(Account, models.PROTECT, related_name="jobs", verbose_name=_("asked for by"))
    asked_at = models.DateTimeField(_("asked for"))
    ready_at = models.DateTimeField(_("not before"))
    key = models.CharField(max_length=150, blank=True)
    arguments = models.JSONField(_("asked"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    started_at = models.DateTimeField(_("started"), null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    summary = models.JSONField(_("result"), default=dict)
    log = models.TextField(_("log"), blank=True)
    file_name = models.CharField(_("file name"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ("-pk",)
        indexes = (models.Index(fields=["state", "ready_at"], name="job_queue"),)
        constraints = (
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(state="waiting") & ~models.Q(key=""),
                name="one_waiting_job",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class Mail(models.Model):
    """One digest to one address: written before it is sent, so that a crash never sends it twice."""

    address = models.EmailField(_("e-mail"))
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    state = models.CharField(_("state"), max_length=10, choices=MailState, default=MailState.SENDING)
    begun_at = models.DateTimeField(_("begun"))
    finished_at = models.DateTimeField(_("finished"), null=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ("-pk",)
        indexes = (models.Index(fields=["state", "begun_at"], name="mail_state"),)

    def __str__(self) -> str:
        return f"{self.address} · {self.subject}"
