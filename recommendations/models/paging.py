"""Keyset pages: every page costs the same, however deep, and none is counted."""

import base64
import binascii
import datetime as dt
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import models
from django.db.models import F, Value
from django.db.models.expressions import Combinable, Expression
from django.utils.translation import gettext_lazy as _

MAX_SIZE = 200
ORDERINGS: dict[str, tuple[str, ...]] = {
    "created_at": ("created_at", "ref"),
    "-created_at": ("-created_at", "-ref"),
    "updated_at": ("updated_at", "ref"),
    "-updated_at": ("-updated_at", "-ref"),
    "due_on": ("due_first", "ref"),
    "-due_on": ("-due_last", "-ref"),
    "status": ("status_rank", "ref"),
    "-status": ("-status_rank", "-ref"),
    "priority": ("priority_rank", "ref"),
    "-priority": ("-priority_rank", "-ref"),
    "document": ("document_rank", "position", "ref"),
    "-document": ("-document_rank", "-position", "-ref"),
}
"""Each ordering of recommendations as columns of one direction, ending in one that is unique."""
DEFAULT_ORDERING = "-created_at"


class RowComparison(Expression):
    """``(a, b, …) > (x, y, …)`` as one row value, which both databases answer from an index."""

    conditional = True
    output_field = models.BooleanField()

    def __init__(self, columns: list[str], sign: str, values: list[Any]) -> None:
        super().__init__()
        self.sign = sign
        self.sides: list[Combinable] = [F(name) for name in columns]
        self.sides += [Value(value) for value in values]

    def get_source_expressions(self) -> list[Any]:
        return list(self.sides)

    def set_source_expressions(self, exprs: Any) -> None:
        self.sides = list(exprs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        parts: list[str] = []
        params: list[Any] = []
        for side in self.sides:
            sql, side_params = compiler.compile(side)
            parts.append(sql)
            params += side_params
        half = len(parts) // 2
        return f"({', '.join(parts[:half])}) {self.sign} ({', '.join(parts[half:])})", tuple(params)


@dataclass(frozen=True)
class Page:
    """One page of rows and the cursors of its neighbours (null at either end)."""

    rows: list[Any]
    next: str | None
    previous: str | None


def page(
    queryset: models.QuerySet[Any],
    columns: tuple[str, ...],
    cursor: str | None,
    size: int,
) -> Page:
    """One page of ``queryset`` ordered by ``columns`` (all of one direction, the last one unique).

    Rows are instances holding at least those columns. Raises ``ValueError`` for a cursor that is not of
    this ordering.
    """
    names = [column.lstrip("-") for column in columns]
    descending = columns[0].startswith("-")
    backwards, values = _read_cursor(queryset.model, names, cursor)
    flip = descending != backwards
    rows = queryset.order_by(*(f"-{name}" if flip else name for name in names))
    if values is not None:
        rows = rows.filter(RowComparison(names, "<" if flip else ">", values))
    found = list(rows[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    if not found:
        return Page([], None, None)
    first, last = _cursor(names, found[0], True), _cursor(names, found[-1], False)
    has_next = more if not backwards else True
    has_previous = more if backwards else values is not None
    return Page(found, last if has_next else None, first if has_previous else None)


def _cursor(names: list[str], row: Any, backwards: bool) -> str:
    values = [getattr(row, name) for name in names]
    data = orjson.dumps([backwards, names, values])
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _read_cursor(
    model: type[models.Model], names: list[str], cursor: str | None
) -> tuple[bool, list[Any] | None]:
    if not cursor:
        return False, None
    try:
        data = orjson.loads(
            base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        )
        backwards, of_names, raw = data
        if of_names != names or len(raw) != len(names) or not isinstance(backwards, bool):
            raise ValueError
        values = [_typed(model, name, value) for name, value in zip(names, raw, strict=True)]
    except (ValueError, TypeError, binascii.Error, OverflowError):
        raise ValueError(_("This cursor does not belong to this list.")) from None
    return backwards, values


def _typed(model: type[models.Model], name: str, value: Any) -> Any:
    field = model._meta.get_field(name)
    inner = getattr(field, "output_field", None) or getattr(field, "target_field", field)
    if isinstance(inner, models.DateTimeField):
        moment = dt.datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError
        return moment.astimezone(dt.UTC)
    if isinstance(inner, models.FloatField):
        return float(value)
    if isinstance(inner, models.DateField):
        return dt.date.fromisoformat(value)
    if isinstance(inner, models.IntegerField):
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 2**63:
            raise ValueError
        return value
    if not isinstance(value, str) or len(value) > 200 or "\0" in value:
        raise ValueError
    return value
