"""Where changes are delivered to."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .account import Account
from .base import Record


class WebhookEndpoint(Record):
    """An address that receives the ledger as ``account`` may see it, signed with ``secret``.

    ``delivered`` is the last sequence it took, ``sending_to`` the last one of the message being tried;
    ``failures`` counts since the last success.
    """

    UNRECORDED: ClassVar[frozenset[str]] = Record.UNRECORDED | {
        "secret", "delivered", "sending_to", "failures", "next_try_at", "delivered_at", "last_error",
    }  # fmt: skip

    url = models.CharField(_("address"), max_length=500)
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="+", verbose_name=_("sees what this account sees")
    )
    active = models.BooleanField(_("active"), default=True)
    secret = models.CharField(max_length=100, editable=False)
    secret_renewed_at = models.DateTimeField(_("secret renewed"), null=True, blank=True, editable=False)
    delivered = models.BigIntegerField(_("last sequence delivered"), default=0)
    sending_to = models.BigIntegerField(default=0, editable=False)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    next_try_at = models.DateTimeField(_("next try"))
    delivered_at = models.DateTimeField(_("last delivery"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.url
