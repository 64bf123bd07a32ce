"""Hard-wrapped lines become paragraphs again."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from .flow import Piece, is_closed
from .layout import CJK, is_cjk, join_lines
from .numbering import is_bullet, marker


@dataclass(frozen=True)
class Line:
    """A line of text that is not empty; ``gap`` counts the empty lines before it."""

    text: str
    gap: int
    page: int | None
    page_start: bool

    @property
    def width(self) -> int:
        """Columns on a fixed grid: 2 for a full-width character, 1 for others."""
        return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in self.text.strip())

    @property
    def indent(self) -> int:
        """Columns of white space at the start."""
        lead = self.text[:len(self.text) - len(self.text.lstrip())]
        return sum(2 if character == "\u3000" else 4 if character == "\t" else 1 for character in lead)


_LEAST_FULL_LINES, _WIDEST_WRAP = 4, 130
_FULL, _FULL_SHARE, _CLOSED_SHARE = 0.85, 0.4, 0.5
_HEADING_LEAST, _RARE = 0.5, 0.05
_FIRST_WORD = re.compile(r"[^\s\u2e80-\u9fff]+")


def split_lines(text: str) -> list[Line]:
    """The lines of a text that are not empty, with the gaps between them; a form feed starts a page."""
    lines: list[Line] = []
    gap = 0
    sheets = re.sub(r"\r\n?|[\x0b\x85\u2028\u2029]", "\n", text).split("\f")
    for number, sheet in enumerate(sheets, 1):
        page_start = number > 1
        for row in sheet.split("\n"):
            if not row.strip():
                gap += 1
                continue
            lines.append(Line(row, gap, number if len(sheets) > 1 else None, page_start))
            gap, page_start = 0, False
    return lines


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The width at which lines were broken, or None where each line is a paragraph of its own."""
    if len(lines) < _LEAST_FULL_LINES:
        return None
    widths = sorted(line.width for line in lines)
    width = widths[int(len(widths) * 0.95)] if len(widths) > 20 else widths[-1]
    full = [line for line in lines if line.width >= width * _FULL]
    if width > _WIDEST_WRAP or len(full) < max(_LEAST_FULL_LINES, len(lines) * _FULL_SHARE):
        return None
    return width if sum(is_closed(line.text) for line in full) <= len(full) * _CLOSED_SHARE else None


def rhythm_of(lines: Sequence[Line]) -> int:
    """How many empty lines usually stand between two lines."""
    return Counter(line.gap for line in lines[1:]).most_common(1)[0][0] if len(lines) > 1 else 0


def split_title(lines: Sequence[Line], width: int) -> tuple[list[Piece], list[Line]]:
    """The narrow lines a hard-wrapped text starts with, lines of one width as one piece; and the rest."""
    title = list(takewhile(lambda line: line.width < width * _FULL and not is_closed(line.text), lines))
    pieces: list[Piece] = []
    for index, line in enumerate(title):
        if index and abs(line.width - title[index - 1].width) <= 2 and line.gap <= title[index - 1].gap:
            pieces[-1].text = join_lines(pieces[-1].text, line.text)
        else:
            pieces.append(Piece(line.text.strip(), page=line.page))
    return pieces, list(lines[len(title):])


def blocks_of(lines: Sequence[Line], width: int, rhythm: int) -> list[list[Line]]:
    """Hard-wrapped lines in the blocks, columns or pages, that they were written in.

    A block starts at a form feed, where the rhythm of empty lines breaks, or at an empty line that leaves
    a full line unfinished.
    """
    rare = sum(line.gap < rhythm for line in lines) <= max(3, len(lines) * _RARE)
    blocks: list[list[Line]] = [[]]
    for index, line in enumerate(lines):
        previous = lines[index - 1]
        if index and (
                line.page_start
                or (rhythm > 0 and rare and line.gap < rhythm)
                or (line.gap > rhythm and previous.width >= width * _FULL and not is_closed(previous.text))):
            blocks.append([])
        blocks[-1].append(line)
    return [block for block in blocks if block]


def unwrap(block: Sequence[Line], width: int, rhythm: int) -> list[Piece]:
    """The paragraphs of a block of hard-wrapped lines."""
    indents = Counter(line.indent for line in block)
    base = indents.most_common(1)[0][0]
    hanging = 0 < sum(line.indent > base for line in block) <= len(block) * 0.6
    pieces: list[Piece] = []
    previous: Line | None = None
    heading_width = 0
    for line in block:
        starts = previous is None or line.gap > rhythm or (hanging and line.indent >= base + 2)
        if not starts and previous is not None:
            in_heading = line.width <= heading_width and not is_closed(line.text) and not marker(line.text)
            starts = not in_heading and _starts_paragraph(previous, line, width)
        if starts:
            pieces.append(Piece(line.text.strip(), page=line.page))
            wraps = width * _HEADING_LEAST <= line.width < width * _FULL
            heading_width = line.width if marker(line.text) and wraps and not is_closed(line.text) else 0
        else:
            pieces[-1].text = join_lines(pieces[-1].text, line.text)
            heading_width = heading_width if heading_width == line.width else 0
        previous = line
    return pieces


def _starts_paragraph(previous: Line, line: Line, width: int) -> bool:
    first_word = 2 if is_cjk(line.text.strip()[0]) else len(_FIRST_WORD.match(line.text.strip())[0]) + 1  # type: ignore[index]
    slack = width - previous.width - first_word
    closed = is_closed(previous.text)
    if (closed or previous.width < width * _FULL) and (marker(line.text) is not None or is_bullet(line.text)):
        return True
    if closed:
        return slack >= (6 if CJK.search(line.text) else 1)
    return slack >= max(10, width * 0.25)
