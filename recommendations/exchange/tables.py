"""Reading a CSV or XLSX file into rows of cells under known columns."""

import csv
import io
import itertools
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from ..exceptions import Invalid
from ..extraction import UnreadableDocument
from ..extraction.readers.encoding import decode
from . import xlsx
from .cells import unguard
from .columns import Cell, Column, headings

MAX_ROWS = 200_000
MAX_UNPACKED = 500 * 1024 * 1024
MAX_STRINGS = 100 * 1024 * 1024
"""Bytes of a workbook unpacked, and of its shared texts, which are held in memory."""
T = TypeVar("T")
UTF8_MARK = b"\xef\xbb\xbf"
ZIP_MARK = b"PK\x03\x04"


@dataclass(frozen=True)
class Line:
    """One row of a file by its number in it, the heading being 1."""

    number: int
    cells: dict[Column, Cell]
    formulas: frozenset[Column] = frozenset()


def read_table(data: bytes) -> Iterator[Line]:
    """The rows below the heading, without empty ones.

    Raises ``Invalid`` for a file that is no table, and for headings that are unknown or doubled.
    """
    rows = _from_xlsx(data) if data.startswith(ZIP_MARK) else _from_csv(data)
    heading = next(rows, [])
    columns = _columns(heading)
    for number, row in enumerate(rows, start=2):
        if number > MAX_ROWS:
            raise _refused(_("The file has more than %(most)s rows.") % {"most": MAX_ROWS})
        if any(value not in (None, "") for value, _formula in row[len(columns) :]):
            raise _refused(_("Row %(row)s has more cells than there are headings.") % {"row": number})
        named = [(column, *cell) for column, cell in zip(columns, row, strict=False) if column]
        if any(value not in (None, "") for _column, value, _formula in named):
            cells = {column: value for column, value, _formula in named}
            yield Line(number, cells, frozenset(column for column, _value, formula in named if formula))


def _columns(heading: list[tuple[Cell, bool]]) -> list[Column | None]:
    texts = [str(value or "").strip() for value, _formula in heading]
    while texts and not texts[-1]:
        texts.pop()
    known = headings()
    errors = [(text or "—", _("There is no such column.")) for text in texts if text.casefold() not in known]
    found = [known.get(text.casefold()) for text in texts]
    errors += [(c.name, _("This column occurs twice.")) for c in {*found} if c and found.count(c) > 1]
    if errors or not texts:
        raise Invalid(_("The headings cannot be read."), errors=errors or [("file", _("The file is empty."))])
    return found


def _from_csv(data: bytes) -> Iterator[list[tuple[Cell, bool]]]:
    try:
        text = data[len(UTF8_MARK) :].decode() if data.startswith(UTF8_MARK) else decode(data)[0]
    except (UnicodeDecodeError, UnreadableDocument):
        raise _refused(
            _("The characters of this file cannot be read. Save it as UTF-8 and try again.")
        ) from None
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
            yield [(unguard(cell), False) for cell in row]
    except csv.Error as error:
        raise _refused(_("This is not a CSV file: %(error)s") % {"error": error}) from None


def _delimiter(text: str) -> str:
    """Of comma, semicolon and tab the one under which most headings are known."""
    line = text[:10_000].partition("\n")[0]
    known = headings()
    return max(
        ",;\t", key=lambda mark: sum(part.strip('" \r').casefold() in known for part in line.split(mark))
    )


def _from_xlsx(data: bytes) -> Iterator[list[tuple[Cell, bool]]]:
    try:
        _check_archive(data)
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        sheet: Any = book.worksheets[0]
        sheet.reset_dimensions()
        for row in sheet.iter_rows():
            yield [_cell(cell) for cell in row]
    except (
        zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError, IndexError,
        EOFError, OSError, AttributeError, NotImplementedError,
    ) as error:  # fmt: skip
        raise _refused(_("This is not a workbook that can be read.")) from error


def _check_archive(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        strings = sum(member.file_size for member in members if "sharedStrings" in member.filename)
        if sum(member.file_size for member in members) > MAX_UNPACKED or strings > MAX_STRINGS:
            raise _refused(_("The file is too large."))
        for member in members:
            with archive.open(member) as part:
                if b"<!DOCTYPE" in part.read(4096):
                    raise _refused(_("The file declares a document type or entities, which is not allowed."))


def _cell(cell: Any) -> tuple[Cell, bool]:
    value = cell.value
    if isinstance(value, str):
        return unguard(xlsx.unescape(value)), cell.data_type == "f"
    return value, False


def _refused(message: Any) -> Invalid:
    return Invalid(message, errors=[("file", message)])


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(items)
    while chunk := list(itertools.islice(rest, size)):
        yield chunk
