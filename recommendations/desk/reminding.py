"""Reminders at 30, 7 and 1 day and when overdue, with escalation; nobody twice for the same thing."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from ..choices import OPEN, ActorRole, Duty
from ..models import Contact, Recommendation, SentReminder

BEFORE = (30, 7, 1)
"""Days before the due date."""
ESCALATE_AFTER = 30
"""Days overdue after which the leader in charge is told as well."""


@dataclass
class Digest:
    """What one address is to be told: recommendation and occasion, in order of the due date."""

    address: str
    items: list[tuple[Recommendation, str]] = field(default_factory=list)

    def text(self, today: dt.date) -> str:
        """The message, in the active language; the same text can be copied into a messenger."""
        lines = [_("Recommendations awaiting you, %(day)s:") % {"day": today.isoformat()}, ""]
        for number, (recommendation, _occasion) in enumerate(self.items, start=1):
            left = (recommendation.due_end - today).days if recommendation.due_end else 0
            when = (
                _("%(days)s days left") % {"days": left}
                if left >= 0
                else _("%(days)s days overdue") % {"days": -left}
            )
            title, due = recommendation.title, recommendation.due_on
            lines.append(f"{number}. {recommendation.ref} {title}（{due}，{when}）")
        return "\n".join(lines)


def occasion(due_end: dt.date, today: dt.date) -> str:
    """The occasion that has come: ``due-30``, ``due-7``, ``due-1``, ``overdue``, ``escalated`` or none."""
    left = (due_end - today).days
    if left < -ESCALATE_AFTER:
        return "escalated"
    if left < 0:
        return "overdue"
    return next((f"due-{days}" for days in sorted(BEFORE) if left <= days), "")


def digests(today: dt.date) -> list[Digest]:
    """One digest for each address that has something new to be told.

    Contact persons hear of every occasion, leaders in charge of the escalated ones. An occasion belongs to
    one due date: after an extension the reminders begin anew.
    """
    soon = today + dt.timedelta(days=max(BEFORE))
    due = Recommendation.objects.filter(status__in=OPEN, children_count=0, due_end__lte=soon)
    found: dict[str, Digest] = {}
    told = set(SentReminder.objects.filter(recommendation__in=due).values_list(
        "recommendation_id", "address", "occasion"
    ))  # fmt: skip
    people = _people(today)
    for recommendation in due.order_by("due_end", "ref").prefetch_related("actor_links"):
        if recommendation.due_end is None:
            continue
        name = occasion(recommendation.due_end, today)
        key = f"{name} {recommendation.due_on}"
        leads = {each.actor_id for each in recommendation.actor_links.all() if each.role == ActorRole.LEAD}
        for contact in people:
            concerned = contact.actor_id in leads and contact.recommendation_id in (None, recommendation.pk)
            wanted = contact.duty != Duty.LEADER or name == "escalated"
            if concerned and wanted and (recommendation.pk, contact.email, key) not in told:
                digest = found.setdefault(contact.email, Digest(contact.email))
                if all(known.pk != recommendation.pk for known, _key in digest.items):
                    digest.items.append((recommendation, key))
    return list(found.values())


def mark_sent(sent: Iterable[Digest], now: dt.datetime) -> None:
    """Remember what was sent."""
    rows = [
        SentReminder(recommendation=recommendation, address=digest.address, occasion=key, sent_at=now)
        for digest in sent
        for recommendation, key in digest.items
    ]
    SentReminder.objects.bulk_create(rows, ignore_conflicts=True)


def _people(today: dt.date) -> list[Contact]:
    day = today.isoformat()
    started = Q(valid_from="") | Q(valid_from__lte=day)
    lasting = Q(valid_to="") | Q(valid_to__gte=day[:4])
    chosen: dict[tuple[int, int | None, str, str], Contact] = defaultdict()
    for contact in Contact.objects.filter(started, lasting).exclude(email=""):
        chosen[contact.actor_id, contact.recommendation_id, contact.duty, contact.email] = contact
    return list(chosen.values())
