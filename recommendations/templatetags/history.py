"""A record's history in plain words: who, when, what, before and after, why."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import Field
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..access import User, has_role, visible_to
from ..choices import ActorRole, Door, Role, Status
from ..ledger import changes_of
from ..models import Account, Actor, Change, Document, Recommendation, RecommendationState, Record, Theme

register = template.Library()

ACTIONS: dict[str, Any] = {
    "create": _("Created"),
    "import": _("Imported"),
    "accept": _("Accepted from a candidate"),
    "edit": _("Edited"),
    "inherit": _("Taken over from the parent"),
    "move": _("Status set"),
    "report": _("Implementation reported"),
    "roll-up": _("Follows from its measures"),
    "verify": _("Report verified"),
    "return": _("Report returned"),
    "dispute": _("Disputed"),
    "link": _("Evidence linked"),
    "link-evidence": _("Evidence linked"),
    "confirm": _("Evidence confirmed"),
    "confirm-evidence": _("Evidence confirmed"),
    "reject": _("Rejected"),
    "reject-evidence": _("Evidence rejected"),
    "withdraw": _("Evidence withdrawn"),
    "withdraw-evidence": _("Evidence withdrawn"),
    "progress": _("Progress reported"),
    "store": _("Stored"),
    "read": _("Text read"),
    "find": _("Found in the text"),
    "merge": _("Merged"),
    "split": _("Split"),
    "suggest": _("Suggested"),
}
LINKS: dict[str, Any] = {
    "actors": _("Actors"),
    "themes": _("Themes"),
    "instruments": _("Instruments"),
    "places": _("Places"),
    "predecessors": _("Predecessors"),
    "files": _("Files"),
}
UNSAID = frozenset(
    {"ref", "text", "start", "end", "prefix", "suffix", "evidence", "children_count", "decided_at", "decided_by",
     "reported_by", "disputed_by", "due_inherited", "sha256", "recorded_at", "verified_digest"}
)  # fmt: skip
"""Columns that follow from others or say nothing to a reader."""
RELATIONS = frozenset(
    {"parent", "superseded_by", "response_document", "restates", "rollup", "children_count"}
)
"""Columns that tell of other records, which may not be public."""
NAMED: dict[type[Record], str] = {
    Recommendation: "ref", Document: "slug", Actor: "slug", Theme: "slug", Account: "username"
}  # fmt: skip


@dataclass(frozen=True)
class FieldChange:
    """One field in words; empty text where there was or is nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One change in words."""

    action: str
    by: Account | None
    at: dt.datetime
    door: str
    reason: str
    version: int
    fields: tuple[FieldChange, ...]


class Names:
    """What keys of other records are called, as far as the reader may see those records: a query a kind."""

    def __init__(self, model: type[Record], changes: Iterable[Change], user: User) -> None:
        wanted: dict[type[Record], set[str]] = defaultdict(set)
        for change in changes:
            for state in (change.before_state, change.after_state):
                for name, value in state.items():
                    for kind, key in keys(model, name, value):
                        wanted[kind].add(key)
        self.texts: dict[tuple[type[Record], str], str] = {}
        for kind, found in wanted.items():
            rows = Account.objects.all() if kind is Account else visible_to(user, kind)
            for row in rows.filter(**{f"{NAMED[kind]}__in": found}):
                self.texts[kind, row.key] = row.ref if isinstance(row, Recommendation) else str(row)

    def of(self, kind: type[Record], key: str) -> str:
        return self.texts.get((kind, key), str(_("(not public)")))


def field_of(model: type[Record], name: str) -> Field | None:
    """The column of this name; none for links and for columns that history still holds and the model lost."""
    return next((field for field in model._meta.concrete_fields if field.name == name), None)


def target(model: type[Record], name: str) -> type[Record] | None:
    """The kind of record a field or link points to, where its keys have names."""
    if name in ("actors", "predecessors"):
        return Actor
    if name == "themes":
        return Theme
    related = getattr(field_of(model, name), "related_model", None)
    return related if related in NAMED else None


def keys(model: type[Record], name: str, value: Any) -> list[tuple[type[Record], str]]:
    """The records a recorded value points to."""
    kind = target(model, name) if name not in UNSAID else None
    if kind is None:
        return []
    values = value if isinstance(value, list) else [value]
    return [(kind, str(each[0] if isinstance(each, list) else each)) for each in values]


def in_words(model: type[Record], names: Names, name: str, value: Any) -> str:
    """A recorded value as a reader would say it."""
    if value in (None, "", []):
        return ""
    kind = target(model, name)
    if kind and isinstance(value, list):
        return "、".join(_linked(names, kind, each) for each in value)
    if kind:
        return names.of(kind, str(value))
    if name == "rollup":
        counts = ((Status(code).label, number) for code, number in value.items())
        return "、".join(f"{text} {number}" for text, number in counts)
    if name == "evidence_count":
        return ngettext("%(n)s piece", "%(n)s pieces", value) % {"n": value}
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, bool):
        return str(_("yes"))
    return str(dict(getattr(field_of(model, name), "flatchoices", ())).get(value, value))


def _linked(names: Names, kind: type[Record], value: Any) -> str:
    if not isinstance(value, list):
        return names.of(kind, str(value))
    slug, role, _explicit, inherited = value
    notes = [str(ActorRole(role).label)] + ([str(_("inherited"))] if inherited else [])
    return f"{names.of(kind, slug)}（{'，'.join(notes)}）"


def entry(change: Change, model: type[Record], names: Names, inside: bool) -> Entry:
    """One change in words; ``inside`` for staff, who also read by whom and why."""
    before, after = change.before_state, change.after_state
    unsaid = UNSAID if inside else UNSAID | RELATIONS
    if change.version == 1 or ("published" in after and not inside):
        unsaid = {*before, *after}
    fields = []
    for name in sorted({*before, *after} - unsaid):
        label = LINKS.get(name) or getattr(field_of(model, name), "verbose_name", name)
        old, new = (in_words(model, names, name, state.get(name)) for state in (before, after))
        fields.append(FieldChange(str(label), old, new))
    return Entry(
        deed(change.action), change.by if inside else None, change.at,
        str(Door(change.door).label) if inside else "", change.reason if inside else "", change.version,
        tuple(fields),
    )  # fmt: skip


def history_of(record: Record, user: User) -> list[Entry]:
    """Every change of the record in words, newest first; the public reads what happened while it was public."""
    changes, inside = changes_of(record), has_role(user, Role.EDITOR)
    if not inside:
        states = visible_to(user, RecommendationState).filter(recommendation=record.pk)
        public = set(states.values_list("sequence", flat=True))
        changes = [change for change in changes if change.sequence in public]
    names = Names(type(record), changes, user)
    return [entry(change, type(record), names, inside) for change in reversed(changes)]


@register.filter
def deed(action: str) -> str:
    """What a change did, in words."""
    return str(ACTIONS.get(action, action))


@register.inclusion_tag("recommendations/_history.html", takes_context=True)
def history(context: template.Context, record: Record) -> dict[str, Any]:
    """The record's history as a list, for whoever reads the page."""
    return {"entries": history_of(record, context["request"].user)}
