"""Recorded values as people read them: codes become labels, slugs names, each changed field a line."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..access import User, visible_to
from ..choices import ActorRole, Stance, Status
from ..models import Account, Actor, Document, Evidence, Recommendation, Record, Theme

State = Mapping[str, Any]
Stated = tuple[type[Record], State, State]
"""A kind of record with the changed fields before and after."""

BEHIND_THE_SCENES = frozenset({
    "children_count", "text", "start", "end", "prefix", "suffix", "sha256", "file",
    "due_inherited", "verified_digest",
})  # fmt: skip
LINKS = {
    "actors": _("actors"), "themes": _("themes"), "instruments": _("instruments"), "places": _("places"),
    "predecessors": _("predecessors"), "files": _("files"),
}  # fmt: skip
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
