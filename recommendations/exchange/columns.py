"""The one list of columns that every exchange format shares."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson
from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from ..choices import (
    ActorRole,
    Horizon,
    Origin,
    Priority,
    RecommendationLevel,
    RefusalReason,
    Response,
    Satisfaction,
    Status,
    Verification,
)
from ..dates import PartialDate
from ..editing.fields import storable
from ..models import Recommendation
from . import cells

MAX_TEXT = 20_000
YES, NO = _("Yes"), _("No")
Cell = str | int | float | bool | dt.date | None
"""What a table holds: texts, or what a spreadsheet made of them."""


@dataclass(frozen=True, eq=False)
class Column:
    """One column. ``kind`` says how its values are written.

    ``use`` says what an import does with it: ``key``; ``edit`` changes the record; ``move`` goes with a
    changed status; ``new`` is set only on new records; ``fixed`` is never set.
    """

    name: str
    use: str
    kind: str = "text"
    choices: type[TextChoices] | None = None
    title: Any = None
    most: int = MAX_TEXT

    @property
    def label(self) -> str:
        """In the active language."""
        return str(self.title or Recommendation._meta.get_field(self.name).verbose_name)  # type: ignore[union-attr]

    def value(self, row: Mapping[str, Any]) -> Any:
        """The column's value in a row of the contract's representation; empty values are all alike."""
        value = row.get(self.name)
        if self.kind == "actors":
            return [(actor["slug"], actor["role"]) for actor in value or ()]
        if self.kind == "document":
            return value["slug"] if value else ""
        if self.kind == "moment":
            return value.isoformat() if value else ""
        return value if self.kind in ("number", "json") else value or KINDS[self.kind].empty

    def write(self, value: Any, language: str | None = None) -> str | int:
        """The cell: codes, or labels in ``language``; not yet guarded against formulas."""
        return KINDS[self.kind].write(self, value, language)

    def read(self, cell: Cell) -> Any:
        """The value of a cell; raises ``ValueError`` with a message for the person."""
        text = cell if self.kind == "text" and isinstance(cell, str) else plain(cell).strip()
        if not storable(text):
            raise ValueError(_("Write plain text."))
        if len(text) > self.most:
            raise ValueError(_("At most %(limit)s characters.") % {"limit": self.most})
        return KINDS[self.kind].read(self, text)


@dataclass(frozen=True)
class Kind:
    """How values become cells and cells values; ``empty`` is the value of an empty cell."""

    write: Callable[[Column, Any, str | None], str | int]
    read: Callable[[Column, str], Any]
    empty: Any = ""


def plain(cell: Cell) -> str:
    """The text of what a spreadsheet may have made of a cell."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, dt.datetime) and not cell.time():
        cell = cell.date()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


@cache
def words(choices: type[TextChoices]) -> dict[str, str]:
    """Code and labels in every language, folded, with their code."""
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {str(choice.label).casefold(): choice.value for choice in choices}
    return found | {code: code for code in choices.values}


def _in(language: str, text: Any) -> str:
    with override(language):
        return str(text)


def _write_choice(column: Column, value: str, language: str | None) -> str:
    return _in(language, column.choices(value).label) if column.choices and language and value else value


def _read_choice(column: Column, text: str) -> str:
    known = words(column.choices) if column.choices else {}
    if text and text.casefold() not in known:
        raise ValueError(_("There is no such choice."))
    return known[text.casefold()] if text else ""


def _write_flag(column: Column, value: bool, language: str | None) -> str:
    return _in(language, YES if value else NO) if language else str(value).lower()


@cache
def _flags() -> dict[str, bool]:
    found = {"true": True, "1": True, "false": False, "0": False, "": False}
    for language, _name in settings.LANGUAGES:
        found |= {_in(language, YES).casefold(): True, _in(language, NO).casefold(): False}
    return found


def _read_flag(column: Column, text: str) -> bool:
    if text.casefold() not in _flags():
        raise ValueError(_("Write true or false."))
    return _flags()[text.casefold()]


def _read_number(column: Column, text: str) -> int | None:
    if text and not (text.isascii() and text.isdigit() and len(text) < 19):
        raise ValueError(_("Write a number."))
    return int(text) if text else None


def _read_date(column: Column, text: str) -> str:
    try:
        return str(PartialDate.parse(cells.partial_date(text))) if text else ""
    except ValueError:
        raise ValueError(_("This is not a date: write 2024, 2024-05 or 2024-05-31.")) from None


def _read_list(column: Column, text: str) -> list[str]:
    try:
        return cells.split(text)
    except ValueError:
        raise ValueError(_("Separate the items by “；”.")) from None


def _read_numbers(column: Column, text: str) -> list[int]:
    items = _read_list(column, text.replace(",", cells.SEPARATOR).replace("，", cells.SEPARATOR))
    return [number for item in items if (number := _read_number(column, item)) is not None]


def _write_actors(column: Column, value: list[tuple[str, str]], language: str | None) -> str:
    roles = {role.value: _in(language, role.label) if language else role.value for role in ActorRole}
    return cells.SEPARATOR.join(f"{slug}:{roles[role]}" for slug, role in value)


def _read_actors(column: Column, text: str) -> list[tuple[str, str]]:
    known, found = words(ActorRole), list[tuple[str, str]]()
    for item in _read_list(column, text.replace("：", ":")):
        slug, _colon, role = item.partition(":")
        default = ActorRole.SUPPORT if found else ActorRole.LEAD
        code = known.get(role.strip().casefold()) if role.strip() else default.value
        if code is None:
            raise ValueError(_("Write actors as slug:lead or slug:support, separated by “；”."))
        found.append((slug.strip(), code))
    return found


def _read_json(column: Column, text: str) -> Any:
    try:
        return cells.parse(text)
    except ValueError:
        raise ValueError(_("This cell cannot be read.")) from None


KINDS: dict[str, Kind] = {
    "text": Kind(lambda column, value, language: value, lambda column, text: text),
    "slug": Kind(lambda column, value, language: value, lambda column, text: text),
    "document": Kind(lambda column, value, language: value, lambda column, text: text),
    "moment": Kind(lambda column, value, language: value, lambda column, text: text),
    "choice": Kind(_write_choice, _read_choice),
    "flag": Kind(_write_flag, _read_flag, False),
    "number": Kind(lambda column, value, language: "" if value is None else value, _read_number, None),
    "date": Kind(lambda column, value, language: value, _read_date),
    "list": Kind(lambda column, value, language: cells.join(value), _read_list, []),
    "numbers": Kind(lambda column, value, language: cells.join([str(v) for v in value]), _read_numbers, []),
    "actors": Kind(_write_actors, _read_actors, []),
    "json": Kind(
        lambda column, value, language: "" if value is None else orjson.dumps(value).decode(),
        _read_json,
        None,
    ),
}

COLUMNS: tuple[Column, ...] = (
    Column("ref", "key", "slug"),
    Column("version", "key", "number"),
    Column("title", "edit"),
    Column("quote", "new"),
    Column("summary", "edit"),
    Column("level", "new", "choice", RecommendationLevel),
    Column("parent", "edit", "slug"),
    Column("document", "new", "document"),
    Column("section", "new", "list"),
    Column("actors", "edit", "actors", title=_("actors")),
    Column("status", "move", "choice", Status),
    Column("status_class", "fixed", title=_("class")),
    Column("reported_status", "fixed", "choice", Status),
    Column("verification", "fixed", "choice", Verification),
    Column("reason", "move", title=_("reason for the change")),
    Column("evidence", "move", "numbers", title=_("evidence by number")),
    Column("done", "move"),
    Column("remaining", "move"),
    Column("status_on", "move", "date"),
    Column("look_again_on", "move", "date"),
    Column("superseded_by", "move", "slug"),
    Column("refusal_reason", "fixed", "choice", RefusalReason),
    Column("response", "edit", "choice", Response),
    Column("response_document", "edit", "slug"),
    Column("response_on", "edit", "date"),
    Column("response_due_on", "edit", "date"),
    Column("satisfaction", "edit", "choice", Satisfaction),
    Column("priority", "edit", "choice", Priority),
    Column("priority_reason", "edit"),
    Column("horizon", "edit", "choice", Horizon),
    Column("done_test", "edit"),
    Column("due_on", "edit", "date"),
    Column("due_inherited", "fixed", "flag"),
    Column("first_due_on", "fixed", "date"),
    Column("themes", "edit", "list", title=_("themes")),
    Column("instruments", "edit", "list", title=_("instruments")),
    Column("places", "edit", "list", title=_("places")),
    Column("origin", "new", "choice", Origin),
    Column("external_id", "edit"),
    Column("published", "edit", "flag"),
    Column("deadline", "new", most=200),
    Column("target", "new", most=300),
    Column("proposed_by", "new", most=200),
    Column("restates", "fixed", "list"),
    Column("rollup", "fixed", "json"),
    Column("evidence_count", "fixed", "number", title=_("pieces of evidence")),
    Column("children_count", "fixed", "number"),
    Column("progressed_on", "fixed", "date"),
    Column("signed_off_on", "fixed", "date"),
    Column("start", "new", "number"),
    Column("end", "new", "number"),
    Column("created_at", "fixed", "moment"),
    Column("updated_at", "fixed", "moment"),
)
BY_NAME = {column.name: column for column in COLUMNS}


@cache
def headings() -> dict[str, Column]:
    """Every spelling of a column's heading, folded: its code and its label in each language."""
    found: dict[str, Column] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {column.label.casefold(): column for column in COLUMNS}
    return found | BY_NAME
