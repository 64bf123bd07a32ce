"""Delivery: one message after another, at least once each, with ever longer pauses after failures."""

import datetime as dt
from collections.abc import Callable

import orjson
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ..choices import Door, Role
from ..editing import standing_account
from ..feed import epoch, page_after
from ..ledger import Stamp, Write, save
from ..models import LedgerHead, WebhookEndpoint
from . import posting
from .signing import headers

BATCH = 100
"""Changes in one message."""
LEASE = dt.timedelta(minutes=1)
"""How long nobody else tries an endpoint that is being delivered to."""
FIRST_PAUSE = dt.timedelta(seconds=30)
LONGEST_PAUSE = dt.timedelta(hours=6)
GIVE_UP_AFTER = 16
"""Failures in a row, about two days."""
GONE = 410
ACCOUNT = "webhooks"
Clock = Callable[[], dt.datetime]


def deliver_due(clock: Clock = timezone.now, *, retry: bool = False) -> tuple[int, int]:
    """Send what is new to every active endpoint whose turn it is; returns messages taken and refused.

    ``retry`` does not wait for the end of a pause. An endpoint that answers gets all there is.
    """
    taken = refused = 0
    head = LedgerHead.objects.get(pk=1).sequence
    waiting = WebhookEndpoint.objects.filter(active=True, delivered__lt=head)
    for endpoint in waiting.select_related("account"):
        while _lease(endpoint, clock(), retry):
            if _deliver(endpoint, clock):
                taken += 1
            else:
                refused += 1
                break
            if endpoint.delivered >= head:
                break
    return taken, refused


def _lease(endpoint: WebhookEndpoint, now: dt.datetime, retry: bool) -> bool:
    """Take the endpoint's turn, so that of two deliverers one sends."""
    mine = WebhookEndpoint.objects.filter(
        Q() if retry else Q(next_try_at__lte=now),
        pk=endpoint.pk, active=True, delivered=endpoint.delivered, next_try_at=endpoint.next_try_at,
    )  # fmt: skip
    endpoint.next_try_at = now + LEASE
    return bool(mine.update(next_try_at=endpoint.next_try_at))


def _deliver(endpoint: WebhookEndpoint, clock: Clock) -> bool:
    """Send the next message; a message tried before holds the same changes under the same id."""
    first = endpoint.delivered
    size = min(endpoint.sending_to - first, BATCH) if endpoint.sending_to > first else BATCH
    body, _more = page_after(endpoint.account, first, size)
    last = body["next_after"]
    endpoint.sending_to = last
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(sending_to=last)
    data = orjson.dumps(body, option=orjson.OPT_UTC_Z)
    message_id = f"changes_{epoch().hex[:12]}_{endpoint.pk}_{first + 1}_{last}"
    status, error = 0, ""
    try:
        if not endpoint.account.is_active:
            raise posting.Undeliverable(_("The account “%(name)s” is disabled.") % {"name": endpoint.account})
        status = posting.post(
            endpoint.url, data, headers(endpoint.secret, message_id, int(clock().timestamp()), data)
        )
        if not 200 <= status < 300:
            error = _("The address answered %(status)s.") % {"status": status}
    except posting.Undeliverable as undeliverable:
        error = str(undeliverable)
    now = clock()
    mine = WebhookEndpoint.objects.filter(pk=endpoint.pk, delivered=first)
    if not error:
        endpoint.delivered, endpoint.next_try_at = last, now
        mine.update(delivered=last, failures=0, last_error="", delivered_at=now, next_try_at=now)
        return True
    failures = endpoint.failures + 1
    pause = min(FIRST_PAUSE * 2 ** min(failures - 1, 20), LONGEST_PAUSE)
    mine.update(failures=failures, last_error=error[:300], next_try_at=now + pause)
    if failures >= GIVE_UP_AFTER or status == GONE:
        _switch_off(endpoint, now, error)
    return False


def _switch_off(endpoint: WebhookEndpoint, now: dt.datetime, error: str) -> None:
    stamp = Stamp(standing_account(ACCOUNT, Role.ADMINISTRATOR), now, Door.WORKER)
    reason = _("Switched off after %(number)s failures: %(error)s") % {
        "number": endpoint.failures + 1, "error": error,
    }  # fmt: skip
    fresh = WebhookEndpoint.objects.get(pk=endpoint.pk)
    save(stamp, [Write(fresh, "switch-off", {"active": False}, reason=reason)])
