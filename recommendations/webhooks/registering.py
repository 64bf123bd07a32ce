"""The register of endpoints, which administrators keep."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ..access import require
from ..choices import Role
from ..exceptions import Invalid
from ..ledger import Stamp, Write, create, lock, save
from ..models import Account, WebhookEndpoint
from .posting import parse
from .signing import new_secret


def new_endpoint(
    stamp: Stamp, url: str, account: Account, after: int | None = None
) -> tuple[WebhookEndpoint, str]:
    """Deliver to ``url`` what happens after the sequence ``after``, or from now on; returns the secret too.

    Raises ``Forbidden`` and ``Invalid``.
    """
    require(stamp.by, Role.ADMINISTRATOR)
    _check({"url": url})
    secret = new_secret()
    with transaction.atomic():
        begin = lock().sequence
        endpoint = WebhookEndpoint(
            url=url, account=account, secret=secret, next_try_at=stamp.at,
            delivered=begin if after is None else min(after, begin),
        )  # fmt: skip
        create(stamp, [endpoint])
    return endpoint, secret


def change_endpoint(stamp: Stamp, endpoint: WebhookEndpoint, fields: Mapping[str, Any]) -> None:
    """Change address, account or whether it is active; what failed before is tried again at once."""
    require(stamp.by, Role.ADMINISTRATOR)
    _check(fields)
    with transaction.atomic():
        save(stamp, [Write(endpoint, "edit", fields)])
        again = WebhookEndpoint.objects.filter(pk=endpoint.pk)
        again.update(failures=0, next_try_at=stamp.at, last_error="")


def renew_secret(stamp: Stamp, endpoint: WebhookEndpoint) -> str:
    """A new secret in the place of the old one, which is worth nothing from now on."""
    require(stamp.by, Role.ADMINISTRATOR)
    secret = new_secret()
    save(stamp, [Write(endpoint, "renew-secret", {"secret": secret, "secret_renewed_at": stamp.at})])
    return secret


def _check(fields: Mapping[str, Any]) -> None:
    try:
        if "url" in fields:
            parse(fields["url"])
    except ValueError as error:
        raise Invalid(_("Some fields are wrong."), errors=[("url", str(error))]) from None
