"""Reminders at 30, 7 and 1 day and when overdue, with escalation; nobody twice for the same thing."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.utils import translation
from django.utils.translation import gettext as _

from ..choices import OPEN, ActorRole, Duty
from ..models import RecommendationActor, SentReminder

BEFORE = (30, 7, 1)
"""Days before the due date."""
ESCALATE_AFTER = 30
"""Days overdue after which the leader in charge is told as well."""
LISTED = 50
"""Recommendations a digest names; of more it gives the number."""


@dataclass(frozen=True)
class Item:
    """One recommendation an address is to be told of; ``occasion`` and due date make it told once."""

    recommendation: int
    ref: str
    title: str
    due_on: str
    due_end: dt.date
    occasion: str

    @property
    def key(self) -> str:
        return f"{self.occasion} {self.due_on}"


@dataclass
class Digest:
    """What one address is to be told, in order of the due date, in its language."""

    address: str
    language: str
    items: list[Item] = field(default_factory=list)

    def subject(self, today: dt.date) -> str:
        """The subject of the mail; it holds nothing anybody typed."""
        with translation.override(self.language):
            late = sum(item.due_end < today for item in self.items)
            return _("%(number)s recommendations await you, %(late)s of them overdue") % {
                "number": len(self.items), "late": late,
            }  # fmt: skip

    def text(self, today: dt.date) -> str:
        """The message; the same text can be copied into a messenger."""
        with translation.override(self.language):
            lines = [_("Recommendations awaiting you, %(day)s:") % {"day": today.isoformat()}, ""]
            for number, item in enumerate(self.items[:LISTED], start=1):
                left = (item.due_end - today).days
                when = (
                    _("%(days)s days left") % {"days": left}
                    if left >= 0
                    else _("%(days)s days overdue") % {"days": -left}
                )
                title = " ".join(item.title.split())
                lines.append(f"{number}. {item.ref} {title}（{item.due_on}，{when}）")
                lines.append(f"   {settings.PUBLIC_URL}/recommendations/{item.ref}/")
            if len(self.items) > LISTED:
                lines.append(_("… and %(number)s more.") % {"number": len(self.items) - LISTED})
            return "\n".join(lines)


def windows(today: dt.date) -> list[tuple[str, Q]]:
    """Each occasion with the due dates it has come for: ``due-30``, ``due-7``, ``due-1``, ``overdue``, ``escalated``."""

    def between(first: int, last: int) -> Q:
        days = (today + dt.timedelta(days=first), today + dt.timedelta(days=last))
        return Q(recommendation__due_end__range=days)

    long_ago = today - dt.timedelta(days=ESCALATE_AFTER)
    found = [
        ("escalated", Q(recommendation__due_end__lt=long_ago)),
        ("overdue", between(-ESCALATE_AFTER, -1)),
    ]
    nearest = 0
    for days in sorted(BEFORE):
        found.append((f"due-{days}", between(nearest, days)))
        nearest = days + 1
    return found


def digests(today: dt.date) -> list[Digest]:
    """One digest for each address that has something new to be told.

    Contact persons hear of every occasion, leaders in charge of the escalated ones. An occasion belongs to
    one due date: after an extension the reminders begin anew.
    """
    found: dict[str, Digest] = {}
    known: set[tuple[str, int]] = set()
    for occasion, due in windows(today):
        for address, language, item in _untold(occasion, due, today):
            if (address, item.recommendation) not in known:
                known.add((address, item.recommendation))
                digest = found.setdefault(address, Digest(address, language or settings.LANGUAGE_CODE))
                digest.items.append(item)
    for digest in found.values():
        digest.items.sort(key=lambda item: (item.due_end, item.ref))
    return [found[address] for address in sorted(found)]


def mark_sent(sent: Iterable[Digest], now: dt.datetime) -> None:
    """Remember what a person told another way."""
    for digest in sent:
        rows = reminders_of(digest, now)
        SentReminder.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def reminders_of(digest: Digest, now: dt.datetime) -> list[SentReminder]:
    """What is remembered of a digest, not stored yet."""
    return [
        SentReminder(
            recommendation_id=item.recommendation, address=digest.address, occasion=item.key, sent_at=now
        )
        for item in digest.items
    ]


def _untold(occasion: str, due: Q, today: dt.date) -> Iterator[tuple[str, str, Item]]:
    """Address, language and item of what was not told yet."""
    day = today.isoformat()
    people = "actor__contacts__"
    current = Q(**{f"{people}valid_from": ""}) | Q(**{f"{people}valid_from__lte": day})
    current &= Q(**{f"{people}valid_to": ""}) | Q(**{f"{people}valid_to__gte": day[:4]})
    theirs = Q(**{f"{people}recommendation": None}) | Q(**{f"{people}recommendation": F("recommendation")})
    key = Concat(Value(f"{occasion} "), OuterRef("recommendation__due_on"), output_field=CharField())
    told = SentReminder.objects.filter(
        recommendation=OuterRef("recommendation"), address=OuterRef(f"{people}email"), occasion=key
    )
    duties = set(Duty) if occasion == "escalated" else set(Duty) - {Duty.LEADER}
    # One filter call: only so do all conditions speak of the same contact.
    leads = RecommendationActor.objects.filter(
        due, current, theirs, ~Exists(told), role=ActorRole.LEAD, recommendation__status__in=OPEN,
        recommendation__children_count=0, **{f"{people}email__gt": "", f"{people}duty__in": duties},
    )  # fmt: skip
    columns = ("pk", "ref", "title", "due_on", "due_end")
    found = leads.values_list(
        f"{people}email", f"{people}language", *(f"recommendation__{name}" for name in columns)
    )
    for address, language, pk, ref, title, due_on, due_end in found:
        yield address, language, Item(pk, ref, title, due_on, due_end, occasion)
