"""The ledger as an account may see it: in commit order, without what does not exist for it."""

import uuid
from typing import Any

from .access import User, has_role, visible_to
from .choices import Role
from .models import Change, LedgerHead, RecommendationState
from .models.rows import PLAIN

RELATIONS = {"parent", "superseded_by", "response_document", "restates", "rollup", "children_count"}
PUBLIC = frozenset({*PLAIN, "document", "actors", "themes", "instruments", "places"}) - RELATIONS
"""What the public may see of a recommendation's history: its representation without what tells of others."""
ADMINISTRATORS = frozenset({"account", "webhookendpoint"})
"""Kinds of records whose history only administrators see."""


def page_after(user: User, after: int, size: int) -> tuple[dict[str, Any], bool]:
    """The changes after a sequence as ``changes/`` shows them, without addresses, and whether there are more."""
    found = list(
        Change.objects.filter(sequence__gt=after).select_related("by").order_by("sequence")[: size + 1]
    )
    more, found = len(found) > size, found[:size]
    body = {
        "next": None,
        "previous": None,
        "results": rows_for(user, found),
        "next_after": found[-1].sequence if found else after,
        "epoch": str(epoch()),
    }
    return body, more


def epoch() -> uuid.UUID:
    """New after a restore: readers begin again."""
    return LedgerHead.objects.get(pk=1).epoch


def rows_for(user: User, changes: list[Change]) -> list[dict[str, Any]]:
    """Changes as this account may see them, tombstones for the others.

    An editor sees everything but accounts and webhooks, which are an administrator's. Anybody else sees what
    happened to recommendations while they were published, if they still are, and neither who nor why; a
    tombstone names the record only where it was public once.
    """
    if has_role(user, Role.ADMINISTRATOR):
        return [_full(change) for change in changes]
    if has_role(user, Role.EDITOR):
        return [_tombstone(c) if c.record_type in ADMINISTRATORS else _full(c) for c in changes]
    sequences = [change.sequence for change in changes]
    states = RecommendationState.objects.filter(sequence__in=sequences)
    shown = set(
        visible_to(user, RecommendationState)
        .filter(sequence__in=sequences, recommendation__published=True)
        .values_list("sequence", flat=True)
    )
    once_public = set(
        visible_to(user, RecommendationState)
        .filter(recommendation__in=states.values("recommendation"))
        .values_list("recommendation_id", flat=True)
    )
    return [
        _public(change)
        if change.sequence in shown
        else _tombstone(
            change, named=change.record_type == "recommendation" and change.record_id in once_public
        )
        for change in changes
    ]


def _full(change: Change) -> dict[str, Any]:
    return _row(change, change.before_state, change.after_state) | {
        "by": change.by.username,
        "reason": change.reason,
        "door": change.door,
        "request_id": change.request_id,
    }


def _public(change: Change) -> dict[str, Any]:
    before, after = change.before_state, change.after_state
    if "published" in after:
        before = {}
    return _row(change, *({n: v for n, v in each.items() if n in PUBLIC} for each in (before, after)))


def _row(change: Change, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {
        "sequence": change.sequence,
        "record_type": change.record_type,
        "record": change.record_key,
        "version": change.version,
        "action": change.action,
        "before": before,
        "after": after,
        "by": None,
        "at": change.at,
        "reason": None,
        "door": None,
        "request_id": None,
        "tombstone": False,
    }


def _tombstone(change: Change, named: bool = False) -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(_row(change, {}, {}))
    known = {"sequence": change.sequence, "before": {}, "after": {}, "tombstone": True}
    return empty | known | ({"record_type": change.record_type, "record": change.record_key} if named else {})
