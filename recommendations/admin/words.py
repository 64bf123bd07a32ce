"""History in plain words: codes become labels, slugs names, and each changed field a line."""

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

from ..choices import ActorRole, Stance, Status
from ..models import Account, Actor, Document, Evidence, RecommendationState, Record, Theme

State = Mapping[str, Any]

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
    "evidence_count", "children_count", "text", "start", "end", "prefix", "suffix", "sha256", "file",
    "due_inherited", "verified_digest",
})  # fmt: skip
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
    Actor: "slug", Theme: "slug", Document: "slug", Account: "username", Evidence: "pk",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One changed field: its label, and its value before and after in words (empty for none)."""

    name: str
    label: str
    before: str
    after: str


def action_label(action: str) -> str:
    return str(ACTIONS.get(action, _("Changed")))


def field_label(model: type[models.Model], name: str) -> str:
    if name in LINKS:
        return str(LINKS[name])
    try:
        return str(getattr(model._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:
        return name


def lines_of(entries: Sequence[tuple[type[Record], State, State]]) -> list[list[Line]]:
    """The changed fields of each ``(model, before, after)`` in words, with one look-up per kind of name."""
    words = Words(entries)
    return [words.lines(*entry) for entry in entries]


class Words:
    """Reads the names that the states mention, once for all of them."""

    def __init__(self, entries: Sequence[tuple[type[Record], State, State]]) -> None:
        self.mentioned: dict[type[models.Model], set[Any]] = {model: set() for model in NAMED}
        for model, before, after in entries:
            for name, value in (*before.items(), *after.items()):
                target = self._target(model, name)
                if target in self.mentioned and value:
                    self.mentioned[target].update(self._keys(target, value))

    def lines(self, model: type[Record], before: State, after: State) -> list[Line]:
        order = [field.name for field in model._meta.concrete_fields] + list(LINKS)
        names = sorted(
            {*before, *after} - BEHIND_THE_SCENES, key=lambda n: order.index(n) if n in order else len(order)
        )
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
            keys = self._keys(target, value)
            return "、".join(self.names[target].get(key, str(key)) for key in keys)
        if name == "rollup":
            return "、".join(f"{Status(code).label} {number}" for code, number in value.items())
        return _plain(model, name, value)

    @cached_property
    def names(self) -> dict[type[models.Model], dict[Any, str]]:
        found: dict[type[models.Model], dict[Any, str]] = {}
        for model, keys in self.mentioned.items():
            rows = model._default_manager.filter(**{f"{NAMED[model]}__in": keys}) if keys else ()
            found[model] = {getattr(row, NAMED[model]): str(row) for row in rows}
        return found

    def _actor(self, slug: str, role: str, _explicit: bool, inherited: bool) -> str:
        text = f"{self.names[Actor].get(slug, slug)}（{ActorRole(role).label}）"
        return text + str(_("(inherited)")) if inherited else text

    def _evidence(self, link: State) -> str:
        title = self.names[Evidence].get(link["evidence"], str(link["evidence"]))
        return f"{title}（{Stance(link['stance']).label}）"

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
    if field is not None and getattr(field, "choices", None):
        return str(dict(field.flatchoices).get(value, value))
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
