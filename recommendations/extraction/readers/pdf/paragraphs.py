"""Lines of columns become paragraphs, headings and table rows, by indents, gaps, sizes and line ends."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ..flow import is_closed, is_label
from ..furniture import is_caption
from ..layout import Block, is_cjk, join_lines
from ..numbering import is_item, marker
from .columns import Line
from .glyphs import Run

_CLOSING = "，。、；：！？”’）》】」』,.;:!?)"
_OPENING = "“‘（《【「『("
_WORD = re.compile(r"[^\s\u2e80-\u9fff\uff00-\uffef]+")
_INDENT, _MOST_INDENT, _WIDE_GAP, _HEADING_SIZE, _OTHER_SIZE = 0.8, 4.0, 1.3, 1.12, 0.08
_HEADING_LENGTH, _LEFT_STEP, _FEW = 60, 12, 4


class Paragraphs:
    """Puts the lines of a document together; ``blocks`` is the result. ``widths`` are those of the pages."""

    def __init__(self, chunks: Sequence[Sequence[Line]], body_size: float, widths: dict[int, float]) -> None:
        self._body_size = body_size
        self._edges = _right_edges(chunks, widths)
        self._leading = _leading(chunks)
        self._indented = _is_indented(chunks)
        self.blocks: list[Block] = []
        self._lines: list[Line] = []
        self._after_break = self._hanging = False
        for chunk in chunks:
            self._take(chunk)
        self._end()

    def _take(self, chunk: Sequence[Line]) -> None:
        left = _left_edge(chunk)
        rows = _table_rows(chunk)
        index = 0
        while index < len(chunk):
            line = chunk[index]
            if index in rows:
                self._end()
                end = index
                while end < len(chunk) and end in rows:
                    end += 1
                self.blocks += [Block("\t".join(row), "table", line.page) for row in _cells(chunk[index:end])]
                index = end
                continue
            previous = self._lines[-1] if self._lines else None
            if previous is not None and self._starts(previous, line, left, index == 0):
                self._end()
                self._after_break = index == 0 and not self._is_short(previous, line)
            self._lines.append(line)
            index += 1

    def _end(self) -> None:
        if not self._lines:
            return
        first = self._lines[0]
        text = join_lines(*(line.text for line in self._lines))
        large = first.size > self._body_size * _HEADING_SIZE
        heading = (
            len(text) <= _HEADING_LENGTH * (1 if is_cjk(text[0]) else 3)
            and not is_closed(text)
            and (large or first.bold)
        )
        self.blocks.append(
            Block(text, "heading" if heading else "body", first.page, after_break=self._after_break)
        )
        self._lines = []
        self._hanging = False

    def _starts(self, previous: Line, line: Line, left: float, first_of_chunk: bool) -> bool:
        """Whether ``line`` starts a paragraph of its own after ``previous``."""
        em = previous.size
        closed = is_closed(previous.text)
        if abs(line.size - previous.size) > _OTHER_SIZE * em and abs(line.size - previous.size) > 0.5:
            return True
        if line.bold != previous.bold and (closed or self._is_short(previous, line)):
            return True
        if (marker(line.text) or is_item(line.text)) and (closed or self._is_short(previous, line)):
            return True
        if first_of_chunk:
            return self._starts_column(previous, line, left, closed)
        if line.base - previous.base > _WIDE_GAP * max(self._leading.get(round(em), 1.2 * em), em):
            return True
        if (
            self._is_centred(previous, line)
            and not closed
            and previous.size > self._body_size * _HEADING_SIZE
        ):
            return False
        if line.left > previous.left + _INDENT * em:
            self._hanging = len(self._lines) == 1 and bool(marker(previous.text) or is_item(previous.text))
            return not self._hanging
        if self._indented and not self._hanging and _INDENT * em < line.left - left < _MOST_INDENT * em:
            return True
        return self._is_short(previous, line)

    def _starts_column(self, previous: Line, line: Line, left: float, closed: bool) -> bool:
        """After a break a full line goes on where indents or letters say so; an open sentence is left to the text."""
        if self._is_short(previous, line):
            return True
        if not closed:
            running = len(self._lines) > 1 and not is_caption(line.text) and not is_label(line.text)
            return not (line.text[0].islower() or (running and marker(line.text) is None))
        return self._indented and line.left > left + _INDENT * line.size

    def _is_centred(self, previous: Line, line: Line) -> bool:
        return abs((previous.left + previous.right) - (line.left + line.right)) < 2 * line.size

    def _is_short(self, previous: Line, line: Line) -> bool:
        """Whether the next line's first word would have fitted on the previous line, so that a paragraph ended there."""
        edge = self._edges[previous.chunk]
        slack = edge - previous.right
        needed = _first_word_width(line)
        return slack > needed + (0.1 if is_closed(previous.text) else 2.0) * previous.size


def _first_word_width(line: Line) -> float:
    text = line.text
    each = (line.right - line.left) / max(1.0, sum(1.0 if is_cjk(sign) else 0.5 for sign in text))
    if word := _WORD.match(text):
        after = text[word.end() : word.end() + 1]
        return each * 0.5 * (len(word[0]) + 1) + (each if after and after in _CLOSING else 0.0)
    length = 1 + (text[0] in _OPENING)
    while length < len(text) and text[length] in _CLOSING:
        length += 1
    return each * length


def _left_edge(chunk: Sequence[Line]) -> float:
    lefts = Counter(round(line.left / 3) for line in chunk)
    most = lefts.most_common(1)[0][1]
    return min(
        (line.left for line in chunk if lefts[round(line.left / 3)] >= max(2, most * 0.1)),
        default=min(line.left for line in chunk),
    )


def _right_edges(chunks: Sequence[Sequence[Line]], widths: dict[int, float]) -> dict[int, float]:
    """The right edge of each chunk: that of the document's lines with about the same left edge.

    Where these are few, the page's right margin is taken to be as wide as its left one.
    """
    rights: dict[int, list[float]] = {}
    for chunk in chunks:
        inside = [
            line.right for line in chunk if line.text[-1] not in _CLOSING
        ]  # signs may hang over the edge
        rights.setdefault(round(_left_edge(chunk) / _LEFT_STEP), []).extend(
            inside or [line.right for line in chunk]
        )
    edges = {}
    for number, chunk in enumerate(chunks):
        left = _left_edge(chunk)
        key = round(left / _LEFT_STEP)
        near = [right for place in (key - 1, key, key + 1) for right in rights.get(place, ())]
        edges[number] = max(near) if len(near) >= _FEW else max(*near, widths[chunk[0].page] - left)
    return edges


def _leading(chunks: Sequence[Sequence[Line]]) -> dict[int, float]:
    """The distance of baselines inside a paragraph, by size of print: nearly the smallest there is."""
    gaps: dict[int, list[float]] = {}
    for chunk in chunks:
        for above, below in pairwise(chunk):
            if round(above.size) == round(below.size) and 0 < below.base - above.base < 3 * above.size:
                gaps.setdefault(round(above.size), []).append(below.base - above.base)
    return {
        size: sorted(values)[min(len(values) - 1, len(values) // 20 + 1)] for size, values in gaps.items()
    }


def _is_indented(chunks: Sequence[Sequence[Line]]) -> bool:
    """Whether paragraphs start with an indent in this document, which no line in the middle of a sentence has."""
    lines = indented = amid = 0
    for chunk in chunks:
        left = _left_edge(chunk)
        for above, line in pairwise(chunk):
            lines += 1
            if _INDENT < (line.left - left) / line.size < _MOST_INDENT:
                indented += 1
                amid += not is_closed(above.text) and line.text[0].islower() or above.text[-1] in "，、,"
    return indented > 0.04 * lines and amid < 0.1 * indented


def _table_rows(chunk: Sequence[Line]) -> set[int]:
    """Indices of lines that are rows of a table: two or more in sequence with wide gaps at the same places."""
    rows: set[int] = set()
    start = 0
    while start < len(chunk):
        end = start
        while end < len(chunk) and (
            chunk[end].cells or (end > start and _in_column(chunk[end], chunk[start].cells))
        ):
            end += 1
        split = [index for index in range(start, end) if chunk[index].cells]
        if len(split) >= 2 and _aligned(chunk[split[0]].cells, chunk[split[1]].cells):
            rows.update(range(start, end))
        start = max(end, start + 1)
    return rows


def _aligned(first: Sequence[Run], second: Sequence[Run]) -> bool:
    return any(abs(one.left - other.left) < one.size for one in first[1:] for other in second[1:])


def _in_column(line: Line, cells: Sequence[Run]) -> bool:
    """Whether a line stands under one cell of a row, as the rest of its text."""
    return any(abs(line.left - cell.left) < 0.5 * cell.size for cell in cells) and (
        line.left > cells[0].left + cells[0].size or line.right < cells[1].left
    )


def _cells(lines: Sequence[Line]) -> list[list[str]]:
    """The cells of a table's rows; a line that leaves the first cell empty, or follows closely, goes on with a row."""
    starts: list[float] = []
    for line in lines:
        for cell in line.cells or (_as_run(line),):
            if not any(abs(cell.left - start) < cell.size for start in starts):
                starts.append(cell.left)
    starts.sort()
    gaps = [below.base - above.base for above, below in pairwise(lines)]
    tight = min(gaps, default=0.0)
    uniform = max(gaps, default=0.0) <= tight * 1.3
    table: list[list[list[str]]] = []
    for index, line in enumerate(lines):
        row: list[list[str]] = [[] for _ in starts]
        for cell in line.cells or (_as_run(line),):
            row[min(range(len(starts)), key=lambda place: abs(starts[place] - cell.left))].append(cell.text)
        goes_on = index > 0 and (not row[0] if uniform else gaps[index - 1] <= tight * 1.3)
        if goes_on:
            for place, texts in enumerate(row):
                table[-1][place] += texts
        else:
            table.append(row)
    return [[join_lines(*texts) for texts in row] for row in table]


def _as_run(line: Line) -> Run:
    return Run(line.text, line.left, line.right, line.base, line.size, line.bold)
