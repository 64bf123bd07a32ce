"""The follow-up desk: assignments, extensions, people, reporting links, letters, and what staff keep for themselves."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import (
    ActorRole,
    AssignmentState,
    DocumentKind,
    Duty,
    LetterKind,
    RequestState,
    Status,
)
from .account import Account
from .actor import Actor
from .base import Record
from .document import StoredFile
from .jobs import Mail
from .recommendation import Recommendation


class Assignment(Record):
    """交办: a recommendation handed to an actor, who receives it or declines within ``answer_by`` (a date)."""

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="assignments", verbose_name=_("recommendation")
    )
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="assignments", verbose_name=_("actor"))
    state = models.CharField(
        _("state"), max_length=10, choices=AssignmentState, default=AssignmentState.ASSIGNED
    )
    answer_by = models.DateField(_("answer by"))
    proposed_actor = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proposed actor")
    )
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ("-pk",)
        indexes = (models.Index(fields=["state", "answer_by"], name="assignment_queue"),)

    def __str__(self) -> str:
        return f"{self.recommendation} → {self.actor}"


class ExtensionRequest(Record):
    """延期: a wish to move the due date to ``new_due_on`` (a partial date); only approval moves it."""

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="extensions", verbose_name=_("recommendation")
    )
    new_due_on = models.CharField(_("new due date"), max_length=10)
    reason = models.TextField(_("reason"))
    state = models.CharField(_("state"), max_length=10, choices=RequestState, default=RequestState.OPEN)
    requested_by = models.ForeignKey(
        Account, models.PROTECT, related_name="+", verbose_name=_("requested by")
    )
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("extension request")
        verbose_name_plural = _("extension requests")
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["recommendation"], condition=models.Q(state="open"), name="one_open_extension"
            ),
        )

    def __str__(self) -> str:
        return f"{self.recommendation} → {self.new_due_on}"


class Contact(Record):
    """A person or office of an actor, for all its items or for one; internal. Dates are partial dates."""

    actor = models.ForeignKey(Actor, models.PROTECT, related_name="contacts", verbose_name=_("actor"))
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, null=True, blank=True, related_name="contacts",
        verbose_name=_("recommendation"),
    )  # fmt: skip
    duty = models.CharField(_("duty"), max_length=10, choices=Duty)
    name = models.CharField(_("name"), max_length=100)
    phone = models.CharField(_("phone"), max_length=50, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(
        _("language of mails"), max_length=10, blank=True,
        choices=[("zh-hans", _("Simplified Chinese")), ("en", _("English"))],
    )  # fmt: skip
    valid_from = models.CharField(_("from"), max_length=10, blank=True)
    valid_to = models.CharField(_("until"), max_length=10, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ("actor", "duty", "pk")

    def __str__(self) -> str:
        return self.name


class ReportingLink(Record):
    """A revocable, expiring way for an actor to report without an account; only the token's hash is kept."""

    actor = models.ForeignKey(Actor, models.PROTECT, related_name="reporting_links", verbose_name=_("actor"))
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("reporting link")
        verbose_name_plural = _("reporting links")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return str(self.actor)


class Letter(Record):
    """督办函 or 催办函: written from a Word template for selected recommendations, and logged."""

    kind = models.CharField(_("kind of letter"), max_length=12, choices=LetterKind)
    number = models.CharField(_("document number"), max_length=100, unique=True)
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="letters", verbose_name=_("actor"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    recommendations = models.ManyToManyField(
        Recommendation, related_name="letters", verbose_name=_("recommendations")
    )

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.number


class LetterTemplate(Record):
    """A Word file with named placeholders from which letters of one kind are written while ``in_use``."""

    kind = models.CharField(_("kind of letter"), max_length=12, choices=LetterKind)
    name = models.CharField(_("name"), max_length=100)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    in_use = models.BooleanField(_("in use"), default=False)

    class Meta:
        verbose_name = _("letter template")
        verbose_name_plural = _("letter templates")
        ordering = ("kind", "-in_use", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(in_use=True), name="one_template_in_use"
            ),
        )

    def __str__(self) -> str:
        return self.name


class StatusClass(Record):
    """A deployment's own class of a status (A/B/C/D, 甲/乙/丙), for one kind of document or all."""

    document_kind = models.CharField(_("kind of document"), max_length=20, choices=DocumentKind, blank=True)
    status = models.CharField(_("status"), max_length=25, choices=Status)
    label = models.CharField(_("class"), max_length=50)

    class Meta:
        verbose_name = _("status class")
        verbose_name_plural = _("status classes")
        constraints = (models.UniqueConstraint(fields=["document_kind", "status"], name="one_class"),)

    def __str__(self) -> str:
        return self.label


class RoleName(Record):
    """What lead and support are called for a kind of document (牵头/配合, 主办/协办)."""

    document_kind = models.CharField(_("kind of document"), max_length=20, choices=DocumentKind, blank=True)
    role = models.CharField(_("role"), max_length=10, choices=ActorRole)
    label = models.CharField(_("name of the role"), max_length=50)

    class Meta:
        verbose_name = _("name of a role")
        verbose_name_plural = _("names of roles")
        constraints = (models.UniqueConstraint(fields=["document_kind", "role"], name="one_role_name"),)

    def __str__(self) -> str:
        return self.label


class SavedView(models.Model):
    """A list's query string an account keeps under a name."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="views")
    name = models.CharField(_("name"), max_length=100)
    query = models.CharField(_("query"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["account", "name"], name="one_view_a_name"),)

    def __str__(self) -> str:
        return self.name


class SentReminder(models.Model):
    """That an address was reminded of a recommendation for one occasion, so that it is never done twice.

    ``mail`` is empty where a person told them another way and marked it.
    """

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="+")
    address = models.EmailField(_("e-mail"))
    occasion = models.CharField(_("occasion"), max_length=40)
    sent_at = models.DateTimeField(_("sent"))
    mail = models.ForeignKey(Mail, models.CASCADE, null=True, related_name="reminders")

    class Meta:
        verbose_name = _("sent reminder")
        verbose_name_plural = _("sent reminders")
        ordering = ("-sent_at",)
        constraints = (
            models.UniqueConstraint(fields=["recommendation", "address", "occasion"], name="reminded_once"),
        )
