"""The ledger's rows (变更留痕), its head, and answers kept for repeated requests."""

import uuid

import orjson
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import Door
from .account import Account
from .base import State


class Change(models.Model):
    """One change of one record. ``before`` and ``after`` hold canonical JSON of the changed fields only."""

    sequence = models.BigIntegerField(_("sequence"), primary_key=True)
    record_type = models.CharField(_("kind of record"), max_length=20)
    record_id = models.BigIntegerField()
    record_key = models.CharField(_("record"), max_length=150)
    version = models.PositiveIntegerField(_("version"))
    action = models.CharField(_("action"), max_length=30)
    before = models.TextField(_("before"))
    after = models.TextField(_("after"))
    by = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    reason = models.TextField(_("reason"), blank=True)
    door = models.CharField(_("door"), max_length=10, choices=Door)
    request_id = models.CharField(_("request"), max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ("sequence",)
        constraints = (
            models.UniqueConstraint(
                fields=["record_type", "record_id", "version"], name="one_change_a_version"
            ),
        )
        indexes = (models.Index(fields=["action", "at"], name="changes_by_action"),)

    @property
    def before_state(self) -> State:
        return orjson.loads(self.before)

    @property
    def after_state(self) -> State:
        return orjson.loads(self.after)

    def __str__(self) -> str:
        return f"{self.sequence} {self.record_type} {self.record_key} v{self.version}"


class LedgerHead(models.Model):
    """The single row that numbers the chain; locked last in every writing transaction.

    ``epoch`` changes with a restore, so that readers of the changes know to start again.
    """

    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)
    at = models.DateTimeField(null=True)
    epoch = models.UUIDField(default=uuid.uuid4)


class Counter(models.Model):
    """Numbers given out for refs, never twice."""

    name = models.CharField(max_length=20, primary_key=True)
    value = models.BigIntegerField(default=0)


class IdempotentAnswer(models.Model):
    """The answer given to a POST with an ``Idempotency-Key``, so that a retry has one effect."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    body = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["account", "key"], name="one_answer_a_key"),)
