"""What stands at a page's edges: running heads and feet, page numbers, footnotes in small print."""

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ..furniture import is_page_number
from .columns import Line
from .glyphs import Page, Run

_EDGE_SHARE, _EDGE_ROWS, _WIDE_GAP, _REPEATS = 0.12, 3, 1.25, 3
_SMALL_PRINT = 0.93
_NOTE_START = re.compile(
    r"\s*(?:\^?[①-⑳]|[¹²³⁰⁴-⁹]{1,3}|[*＊†‡§]|\[?\d{1,3}[\].)]?(?=\s|[A-Z\u4e00-\u9fff“《]))"
)
_MARK = re.compile(r"\s*\^?([①-⑳]|[¹²³⁰⁴-⁹]{1,3}|[*＊†‡§]|\d{1,3})")


def take_running_heads(pages: Sequence[Page]) -> list[str]:
    """Take lines out of the pages that recur at head or foot, and page numbers; what they said, each once."""
    edges = [_edge_rows(page) for page in pages]
    shapes = Counter(shape for rows in edges for shape in {_shape(row) for row in rows})
    needed = _REPEATS if len(pages) >= _REPEATS else 2
    said: dict[str, None] = {}
    for page, rows in zip(pages, edges, strict=True):
        for row in rows:
            text = " ".join(run.text for run in row)
            number = is_page_number(text)
            if shapes[_shape(row)] >= needed or (number and len(pages) < _REPEATS):
                if not number:
                    said[re.sub(r"\d+", "#", text) if shapes[_shape(row)] > 1 else text] = None
                gone = {id(run) for run in row}
                page.runs[:] = [run for run in page.runs if id(run) not in gone]
    return list(said)


def _edge_rows(page: Page) -> list[list[Run]]:
    """The rows at the top and bottom of a page that a gap sets apart from the text, or that number the page."""
    rows: dict[int, list[Run]] = {}
    for run in page.runs:
        rows.setdefault(round(run.base / 3), []).append(run)
    ordered = [rows[key] for key in sorted(rows)]
    gaps = [below[0].base - above[0].base for above, below in pairwise(ordered)]
    usual = statistics.median(gaps) if gaps else 0.0
    depth = page.height * _EDGE_SHARE
    top = [row for row in ordered if row[0].base < depth]
    bottom = [row for row in ordered[::-1] if row[0].base > page.height - depth and row not in top]
    return _apart(top, gaps, usual) + _apart(bottom, gaps[::-1], usual)


def _apart(rows: Sequence[list[Run]], gaps: Sequence[float], usual: float) -> list[list[Run]]:
    """Of rows counted from the edge inwards, those outside the first wide gap; page numbers in any case."""
    wide = next((index for index, gap in enumerate(gaps[:_EDGE_ROWS]) if gap > usual * _WIDE_GAP), -1)
    return [
        row
        for index, row in enumerate(rows)
        if index <= wide or (index == 0 and is_page_number(" ".join(run.text for run in row)))
    ]


def _shape(row: Sequence[Run]) -> str:
    text = re.sub(r"\s+", "", "".join(run.text for run in row))
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", text) + f"@{round(row[0].base / 10)}"


def take_small_print(chunks: Sequence[list[Line]], body_size: float) -> list[str]:
    """Take footnotes out of a page's columns: small print at the foot that starts with a mark; the notes."""
    notes: list[str] = []
    for chunk in chunks:
        start = len(chunk)
        while start and chunk[start - 1].size < body_size * _SMALL_PRINT and not chunk[start - 1].cells:
            start -= 1
        while start < len(chunk) and not _NOTE_START.match(chunk[start].text):
            start += 1
        if start == len(chunk) or (start == 0 and len(chunk) > 1 and len(chunks) == 1):
            continue
        for line in chunk[start:]:
            if _NOTE_START.match(line.text) or not notes:
                notes.append(_with_plain_mark(line.text))
            else:
                notes[-1] += "\n" + line.text
        del chunk[start:]
    return notes


def _with_plain_mark(text: str) -> str:
    match = _MARK.match(text)
    return text if match is None else f"{match[1]} {text[match.end() :].lstrip(' .)]')}"
