"""A page's runs in reading order: columns told from tables, runs put together to lines."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..layout import is_cjk
from .glyphs import Run

_BIN = 2.0
_LEAST_ROWS, _FULL, _FULL_SHARE, _MOST_CROSSING, _SPANNING, _ALIKE = 4, 0.85, 0.25, 0.02, 0.6, 1.3
_MARGIN_SHARE, _GUTTER = 0.18, 0.8
_CELL_GAP, _SAME_BASE, _WORD_GAP = 1.5, 0.35, 0.15


@dataclass
class Line:
    """A line of text in one column; ``chunk`` counts the columns of the document in reading order.

    ``cells`` holds the runs of a line with wide gaps, which may be the row of a table.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    page: int
    chunk: int = 0
    cells: tuple[Run, ...] = ()


def lines_of(runs: Sequence[Run], page: int, page_width: float) -> list[list[Line]]:
    """The lines of a page from top to bottom, one list for each column or band, in reading order."""
    if not runs:
        return []
    gutters = _gutters(runs, page_width)
    if not gutters:
        return [_lines(runs, page)]
    chunks: list[list[Line]] = []
    band: list[Run] = []
    spanning = sorted((run for run in runs if _spans(run, gutters)), key=lambda run: run.base)
    rest = sorted((run for run in runs if not _spans(run, gutters)), key=lambda run: run.base)
    position = 0
    for line in _lines(spanning, page):
        band = []
        while position < len(rest) and rest[position].base < line.base:
            band.append(rest[position])
            position += 1
        chunks += _columns(band, gutters, page)
        if chunks and chunks[-1] and _spans_line(chunks[-1][-1], gutters):
            chunks[-1].append(line)
        else:
            chunks.append([line])
    return [chunk for chunk in [*chunks, *_columns(rest[position:], gutters, page)] if chunk]


def _columns(runs: Sequence[Run], gutters: Sequence[tuple[float, float]], page: int) -> list[list[Line]]:
    columns: list[list[Run]] = [[] for _ in range(len(gutters) + 1)]
    for run in runs:
        middle = (run.left + run.right) / 2
        columns[sum(middle > (start + end) / 2 for start, end in gutters)].append(run)
    return [_lines(column, page) for column in columns if column]


def _spans(run: Run, gutters: Sequence[tuple[float, float]]) -> bool:
    return any(run.left < start - 1 and run.right > end + 1 for start, end in gutters)


def _spans_line(line: Line, gutters: Sequence[tuple[float, float]]) -> bool:
    return any(line.left < start - 1 and line.right > end + 1 for start, end in gutters)


def _gutters(runs: Sequence[Run], page_width: float) -> list[tuple[float, float]]:
    """White strips between columns of running text: few runs cross them, and lines fill both sides."""
    rows = _rows(runs)
    left = min(run.left for run in runs)
    right = max(page_width - left, *(run.right for run in runs))
    width = right - left
    bins = int(width / _BIN) + 1
    steps = [0] * (bins + 1)
    narrow = [run for run in runs if run.right - run.left < width * _SPANNING]
    for run in narrow:
        steps[max(0, int((run.left - left) / _BIN))] += 1
        steps[min(bins, int((run.right - left) / _BIN) + 1)] -= 1
    size = statistics.median(run.size for run in runs)
    spanning = (len(runs) - len(narrow)) / len(rows)
    for limit in (0, max(1, int(len(rows) * _MOST_CROSSING))):
        inside = [(left + start * _BIN, left + end * _BIN) for start, end in _strips(steps[:bins], limit)]
        inside = [
            (start, end)
            for start, end in inside
            if end - start >= _GUTTER * size
            and start > left + width * _MARGIN_SHARE
            and end < right - width * _MARGIN_SHARE
        ]
        if inside and _are_columns(rows, inside, left, right, spanning):
            return inside
    return []


def _strips(steps: Sequence[int], limit: int) -> list[tuple[int, int]]:
    """Stretches covered by at most ``limit`` runs, between others; ``steps`` says where coverage rises and falls."""
    strips: list[tuple[int, int]] = []
    start, covered = None, 0
    for index, step in enumerate(steps):
        covered += step
        if covered <= limit and start is None:
            start = index
        elif covered > limit and start is not None:
            strips.append((start, index))
            start = None
    return strips


def _are_columns(
    rows: Sequence[Sequence[Run]],
    gutters: Sequence[tuple[float, float]],
    left: float,
    right: float,
    spanning: float,
) -> bool:
    """Whether strips lie between columns of text rather than of a table: alike in width, and filled by their lines.

    The last column of a document may hold a few lines only.
    """
    edges = [left, *(edge for gutter in gutters for edge in gutter), right]
    widths = [end - start for start, end in zip(edges[::2], edges[1::2], strict=True)]
    if max(widths[:-1]) > _ALIKE * min(widths[:-1]) or widths[-1] > _ALIKE * widths[0]:
        return False
    for place, (start, end) in enumerate(zip(edges[::2], edges[1::2], strict=True)):
        inside = [
            [run for run in row if run.left >= start - _BIN and run.right <= end + 2 * _BIN] for row in rows
        ]
        fills = [
            (max(run.right for run in row) - min(run.left for run in row)) / (end - start)
            for row in inside
            if row
        ]
        if len(fills) < _LEAST_ROWS:
            return 0 < place == len(widths) - 1 and spanning < _FULL_SHARE
        if sum(fill > _FULL for fill in fills) < len(fills) * _FULL_SHARE:
            return False
    return True


def _rows(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs on one baseline, each row from left to right, rows from the top."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.base):
        if rows and abs(run.base - rows[-1][-1].base) < _SAME_BASE * min(run.size, rows[-1][-1].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda run: run.left) for row in rows]


def _lines(runs: Sequence[Run], page: int) -> list[Line]:
    return [_line(row, page) for row in _rows(runs)]


def _line(row: Sequence[Run], page: int) -> Line:
    cells: list[Run] = []
    for run in row:
        last = cells[-1] if cells else None
        if last is not None and run.left - last.right < _CELL_GAP * last.size:
            spaced = run.left - last.right > _WORD_GAP * last.size and not (
                is_cjk(last.text[-1]) and is_cjk(run.text[0])
            )
            cells[-1] = replace(
                last, text=last.text + (" " if spaced else "") + run.text, right=max(last.right, run.right)
            )
        else:
            cells.append(run)
    longest = max(row, key=lambda run: len(run.text))
    return Line(
        " ".join(cell.text for cell in cells),
        cells[0].left,
        max(cell.right for cell in cells),
        longest.base,
        longest.size,
        all(run.bold for run in row),
        page,
        cells=tuple(cells) if len(cells) > 1 else (),
    )
