"""History in plain words: codes become labels, slugs names, each changed field a line, each change an entry."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .access import User, has_role, visible_to
from .choices import ActorRole, Door, Role, Stance, Status
from .ledger import changes_of
from .models import (
    Account,
    Actor,
    Change,
    Document,
    Evidence,
    Recommendation,
    RecommendationState,
    Record,
    Theme,
)

State = Mapping[str, Any]
Stated = tuple[type[Record], State, State]
"""A kind of record with the changed fields before and after."""

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
BEHIND_THE_SCENES = frozenset({
    "children_count", "text", "start", "end", "prefix", "suffix", "sha256", "file",
    "due_inherited", "verified_digest",
})  # fmt: skip
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
LINKS = {
    "actors": _("actors"), "themes": _("themes"), "instruments": _("instruments"), "places": _("places"),
    "predecessors": _("predecessors"), "files": _("files"),
}  # fmt: skip
RECORDS: dict[str, type[Record]] = {
    model._meta.model_name or "": model
    for model in apps.get_app_config("recommendations").get_models()
    if issubclass(model, Record) and model is not RecommendationState
}
NAMED: dict[type[models.Model], str] = {
    Actor: "slug", Theme: "slug", Document: "slug", Account: "username", Evidence: "pk", Recommendation: "ref",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One changed field: its label, and its value before and after in words (empty for none)."""

    name: str
    label: str
    before: str
    after: str


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


def field_label(model: type[models.Model], name: str) -> str:
    if name in LINKS:
        return str(LINKS[name])
    try:
        return str(getattr(model._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:
        return name


def lines_of(stated: Sequence[Stated], user: User | None = None) -> list[list[Line]]:
    """The changed fields of each ``(model, before, after)`` in words, with one look-up per kind of name.

    With ``user`` only records that this user may see are named.
    """
    words = Words(stated, user)
    return [words.lines(*each) for each in stated]


class Words:
    """Reads the names that the states mention, once for all of them."""

    def __init__(self, stated: Sequence[Stated], user: User | None = None) -> None:
        self.user = user
        self.mentioned: dict[type[models.Model], set[Any]] = {model: set() for model in NAMED}
        for model, before, after in stated:
            for name, value in (*before.items(), *after.items()):
                target = self._target(model, name)
                if target in self.mentioned and value:
                    self.mentioned[target].update(self._keys(target, value))

    def lines(self, model: type[Record], before: State, after: State) -> list[Line]:
        order = [field.name for field in model._meta.concrete_fields] + list(LINKS)
        said = {*before, *after} - BEHIND_THE_SCENES
        if "evidence" in said:
            said.discard("evidence_count")
        names = sorted(said, key=lambda n: order.index(n) if n in order else len(order))
        return [
            Line(
                name, field_label(model, name),
                self.value(model, name, before.get(name)), self.value(model, name, after.get(name)),
            )
            for name in names
        ]  # fmt: skip

    def value(self, model: type[Record], name: str, value: Any) -> str:
        """One stored value as a person reads it."""
        if value in (None, "", [], {}):
            return ""
        target = self._target(model, name)
        if name == "evidence":
            return "；".join(self._evidence(each) for each in value)
        if target is Actor and model._meta.model_name == "recommendation":
            return "、".join(self._actor(*each) for each in value)
        if target in self.names:
            return "、".join(self._name(target, key) for key in self._keys(target, value))
        if name == "evidence_count":
            return ngettext("%(n)s piece", "%(n)s pieces", value) % {"n": value}
        if name == "rollup":
            return "、".join(f"{Status(code).label} {number}" for code, number in value.items())
        return _plain(model, name, value)

    @cached_property
    def names(self) -> dict[type[models.Model], dict[Any, str]]:
        found: dict[type[models.Model], dict[Any, str]] = {}
        for model, keys in self.mentioned.items():
            rows = model._default_manager.all()
            if self.user is not None and model is not Account:
                rows = visible_to(self.user, model)
            rows = rows.filter(**{f"{NAMED[model]}__in": keys}) if keys else rows.none()
            found[model] = {
                getattr(row, NAMED[model]): row.ref if isinstance(row, Recommendation) else str(row)
                for row in rows
            }
        return found

    def _name(self, target: type[models.Model], key: Any) -> str:
        return self.names[target].get(key) or str(key if self.user is None else _("(not public)"))

    def _actor(self, slug: str, role: str, _explicit: bool, inherited: bool) -> str:
        notes = [str(ActorRole(role).label), *([str(_("inherited"))] if inherited else [])]
        return f"{self._name(Actor, slug)}（{'，'.join(notes)}）"

    def _evidence(self, link: State) -> str:
        return f"{self._name(Evidence, link['evidence'])}（{Stance(link['stance']).label}）"

    @staticmethod
    def _target(model: type[Record], name: str) -> type[models.Model] | None:
        fixed: dict[str, type[models.Model]] = {"actors": Actor, "themes": Theme, "predecessors": Actor}
        if name in fixed:
            return fixed[name]
        if name == "evidence" and model._meta.model_name == "recommendation":
            return Evidence
        try:
            related = model._meta.get_field(name).related_model
        except FieldDoesNotExist:
            return None
        return related if isinstance(related, type) else None

    @staticmethod
    def _keys(target: type[models.Model] | None, value: Any) -> Iterable[Any]:
        if target is Evidence:
            return [each["evidence"] for each in value] if isinstance(value, list) else [int(value)]
        if isinstance(value, list):
            return [each[0] if isinstance(each, list) else each for each in value]
        return [value]


def _plain(model: type[Record], name: str, value: Any) -> str:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        field = None
    if labels := dict(getattr(field, "flatchoices", ())):
        return str(labels.get(value, value))
    if isinstance(field, models.DateTimeField):
        return local_time(parse_datetime(value))
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, list):
        return "、".join(_entry(each) for each in value)
    return str(value)


def _entry(value: Any) -> str:
    return " ".join(str(part) for part in value.values() if part) if isinstance(value, dict) else str(value)


def local_time(moment: dt.datetime | None) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""
