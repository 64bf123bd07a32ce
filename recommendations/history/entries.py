"""Changes in plain words: what was done, by whom, when, why, and what it changed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from ..access import User, has_role, visible_to
from ..choices import Door, Role
from ..ledger import changes_of
from ..models import Account, Change, RecommendationState, Record
from .words import Line, Stated, lines_of

ACTIONS = {
    "create": _("Created"),
    "edit": _("Edited"),
    "inherit": _("Taken over from the parent"),
    "roll-up": _("Followed from the children"),
    "move": _("Status set"),
    "report": _("Reported"),
    "verify": _("Verified"),
    "return": _("Returned"),
    "dispute": _("Disputed"),
    "accept": _("Candidate accepted"),
    "reject": _("Rejected"),
    "merge": _("Merged"),
    "split": _("Split"),
    "link": _("Linked"),
    "confirm": _("Confirmed"),
    "withdraw": _("Withdrawn"),
    "suggest": _("Suggested"),
    "link-evidence": _("Evidence added"),
    "confirm-evidence": _("Evidence confirmed"),
    "reject-evidence": _("Evidence rejected"),
    "withdraw-evidence": _("Evidence withdrawn"),
    "report-progress": _("Progress reported"),
    "progress": _("Progress reported"),
    "read": _("Text read"),
    "store": _("Stored"),
    "find": _("Found by the extraction"),
    "import": _("Imported"),
    "reanchor": _("Found again in a newer text"),
    "reread": _("Text read again"),
    "assign": _("Handed over"),
    "receive": _("Received"),
    "decline": _("Declined"),
    "request-extension": _("Extension requested"),
    "approve": _("Approved"),
    "refuse": _("Refused"),
    "hand-in": _("Handed in by link"),
    "file": _("Draft filed"),
    "discard": _("Draft discarded"),
    "revoke": _("Revoked"),
    "write": _("Letter written"),
    "switch-off": _("Switched off"),
    "renew-secret": _("Secret renewed"),
}
OF_OTHERS = frozenset({
    "decided_at", "decided_by", "reported_by", "disputed_by", "recorded_at", "evidence", "ref",
})  # fmt: skip
"""What the change itself says, or the page beside it; left out on the pages."""
RELATIONS = frozenset({
    "parent", "superseded_by", "response_document", "restates", "rollup",
})  # fmt: skip
"""Fields that tell of other records, which may not be public."""
SHORT = 300
"""Characters of a value shown before the reader must unfold the rest."""
RECORDS: dict[str, type[Record]] = {
    model._meta.model_name or "": model
    for model in apps.get_app_config("recommendations").get_models()
    if issubclass(model, Record) and model is not RecommendationState
}


@dataclass(frozen=True)
class Entry:
    """One change in words; ``by`` and ``why`` are empty for the public, ``lines`` for a creation."""

    what: str
    at: dt.datetime
    by: Account | None
    why: str
    door: str
    version: int
    lines: list[Line]

    @property
    def long(self) -> bool:
        return any(len(line.before) + len(line.after) > SHORT for line in self.lines)


def entries(changes: Sequence[Change], user: User | None = None) -> list[Entry]:
    """The changes in words, in the order given; a query for each kind of name they mention.

    Without ``user`` all of it, for the admin. With ``user`` as a page says it: without what stands beside it
    there, and for the public neither by whom nor why, nor what tells of records it may not see.
    """
    inside = user is None or has_role(user, Role.EDITOR)
    unsaid = frozenset[str]() if user is None else OF_OTHERS if inside else OF_OTHERS | RELATIONS
    stated = [_stated(change, unsaid, inside) for change in changes]
    return [
        Entry(
            action_label(change.action), change.at, change.by if inside else None,
            change.reason if inside else "", str(Door(change.door).label) if inside else "", change.version,
            lines,
        )
        for change, lines in zip(changes, lines_of(stated, user), strict=True)
    ]  # fmt: skip


def history_of(record: Record, user: User) -> list[Entry]:
    """Every change of the record, newest first; the public reads what happened while it was public."""
    changes = changes_of(record)
    if not has_role(user, Role.EDITOR):
        states = visible_to(user, RecommendationState).filter(recommendation=record.pk)
        public = set(states.values_list("sequence", flat=True))
        changes = [change for change in changes if change.sequence in public]
    return entries(changes[::-1], user)


def _stated(change: Change, unsaid: frozenset[str], inside: bool) -> Stated:
    """What a change says; nothing of a creation or, outside, of a publication, which the record shows."""
    told = change.version > 1 and (inside or "published" not in change.after_state)
    before, after = (
        {name: value for name, value in state.items() if told and name not in unsaid}
        for state in (change.before_state, change.after_state)
    )
    return RECORDS[change.record_type], before, after


def action_label(action: str) -> str:
    return str(ACTIONS.get(action, _("Changed")))
