"""Export: every row of a filter, streamed, as one consistent snapshot."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

import orjson
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from ..access import conceal
from ..exceptions import Invalid
from ..filters import RecommendationFilter
from ..models import DEFAULT_ORDERING, ORDERINGS, for_list, rows
from ..snapshot import snapshot
from .cells import guard
from .columns import COLUMNS
from .names import Names
from .xlsx import workbook

CHUNK = 500
BOM = "\ufeff"
"""Tells Excel that a CSV file is UTF-8."""
Row = dict[str, Any]


def stream(
    asked: RecommendationFilter, format: str, *, ordering: str = DEFAULT_ORDERING, language: str | None = None
) -> Iterator[bytes]:
    """The rows of a filter as pieces of a file in one of ``FORMATS``.

    CSV and XLSX hold ``COLUMNS`` in codes or, with a ``language``, in its words; JSON lines hold rows as lists
    show them. Raises ``Invalid`` at once for another format or ordering.
    """
    if format not in FORMATS:
        raise Invalid(_("There is no such format."), errors=[("format", _("There is no such format."))])
    if ordering not in ORDERINGS:
        raise Invalid(_("There is no such order."), errors=[("ordering", _("There is no such order."))])
    return FORMATS[format][1](_read(asked, ordering), language)


def _read(asked: RecommendationFilter, ordering: str) -> Iterator[list[Row]]:
    """Rows as the reader may see them, by the chunk; ``evidence`` holds the ids of what is confirmed."""
    with snapshot():
        records = for_list(asked.queryset).order_by(*ORDERINGS[ordering])
        chunk = []
        for record in records.iterator(chunk_size=CHUNK):
            chunk.append(record)
            if len(chunk) == CHUNK:
                yield _rows(asked, chunk)
                chunk = []
        yield _rows(asked, chunk)


def _rows(asked: RecommendationFilter, records: list[Any]) -> list[Row]:
    found = conceal(asked.user, rows(records, asked.today), asked.visible)
    for row, record in zip(found, records, strict=True):
        row["evidence"] = evidence_of(record)
    return found


def evidence_of(record: Any) -> list[int]:
    """Ids of the confirmed evidence."""
    return [link["evidence"] for link in record.evidence]


def _table(chunks: Iterator[list[Row]], language: str | None) -> Iterator[list[list[str | int]]]:
    names = Names() if language else None
    yield [headings(language)]
    for chunk in chunks:
        table = []
        for row in chunk:
            values = ((column, column.value(row)) for column in COLUMNS)
            cells = [
                column.write(names.out(column, value) if names else value, language)
                for column, value in values
            ]
            table.append([guard(cell) if isinstance(cell, str) else cell for cell in cells])
        yield table


def headings(language: str | None) -> list[str | int]:
    with override(language):
        return [column.label if language else column.name for column in COLUMNS]


def _csv(chunks: Iterator[list[Row]], language: str | None) -> Iterator[bytes]:
    written = io.StringIO(newline="")
    written.write(BOM)
    writer = csv.writer(written)
    for cells in _table(chunks, language):
        writer.writerows(cells)
        yield written.getvalue().encode()
        written.seek(0)
        written.truncate()


def _xlsx(chunks: Iterator[list[Row]], language: str | None) -> Iterator[bytes]:
    return workbook(_table(chunks, language))


def _json_lines(chunks: Iterator[list[Row]], language: str | None) -> Iterator[bytes]:
    for chunk in chunks:
        yield b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in chunk)


FORMATS: dict[str, tuple[str, Callable[[Iterator[list[Row]], str | None], Iterator[bytes]]]] = {
    "csv": ("text/csv; charset=utf-8", _csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
    "jsonl": ("application/x-ndjson", _json_lines),
}
"""Each format with its content type."""
