"""Hard-wrapped lines become paragraphs again."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from .flow import is_closed
from .layout import CJK, Block, join_lines
from .numbering import is_item, marker

_LEAST_FULL_LINES, _WIDEST_WRAP = 4, 130
_FULL, _FULL_SHARE, _CLOSED_SHARE = 0.85, 0.4, 0.5
_HEADING_LEAST, _RARE = 0.5, 0.05
_QUANTILES = (0.9, 0.85, 0.8, 0.75, 0.7, 0.65)
_FIRST_WORD = re.compile(r"[^\s\u2e80-\u9fff]+")


def width_of(line: Block) -> int:
    """Columns on a fixed grid: 2 for a full-width character, which UTF-8 writes in three bytes, 1 for ASCII."""
    text = line.text.strip()
    return len(text) + (len(text.encode("utf-8", "replace")) - len(text)) // 2


def indent_of(line: Block) -> int:
    """Columns of white space at the start."""
    lead = line.text[: len(line.text) - len(line.text.lstrip())]
    return sum(2 if character == "\u3000" else 4 if character == "\t" else 1 for character in lead)


def split_lines(text: str) -> list[Block]:
    """The lines of a text that are not empty, with the gaps between them; a form feed starts a page."""
    lines: list[Block] = []
    gap = 0
    sheets = re.sub(r"\r\n?|[\x0b\x85\u2028\u2029]", "\n", text).split("\f")
    for number, sheet in enumerate(sheets, 1):
        page_start = number > 1
        for row in sheet.split("\n"):
            if not row.strip():
                gap += 1
                continue
            page = number if len(sheets) > 1 else None
            lines.append(Block(row, page=page, after_break=page_start, gap=gap))
            gap, page_start = 0, False
    return lines


def wrap_width(lines: Sequence[Block]) -> int | None:
    """The width at which lines were broken, or None where each line is a paragraph of its own.

    Where the widest lines are of another kind (footnotes, tables), the body may be broken at a smaller width,
    which then nearly fills as many lines.
    """
    if len(lines) < _LEAST_FULL_LINES:
        return None
    widths = sorted(width_of(line) for line in lines)
    widest = widths[int(len(widths) * 0.95)] if len(widths) > 20 else widths[-1]
    smaller = {widths[int(len(widths) * share)] for share in _QUANTILES} if len(widths) > 20 else set()
    for width in [widest, *sorted(smaller - {widest}, reverse=True)]:
        full = [
            line for line in lines
            if width * _FULL <= width_of(line) and (width == widest or width_of(line) <= width)
        ]  # fmt: skip
        if width > _WIDEST_WRAP or len(full) < max(_LEAST_FULL_LINES, len(lines) * _FULL_SHARE):
            continue
        if sum(is_closed(line.text) for line in full) <= len(full) * _CLOSED_SHARE:
            return width
        if width == widest:
            return None
    return None


def rhythm_of(lines: Sequence[Block]) -> int:
    """How many empty lines usually stand between two lines."""
    return Counter(line.gap for line in lines[1:]).most_common(1)[0][0] if len(lines) > 1 else 0


def split_title(lines: Sequence[Block], width: int) -> tuple[list[Block], list[Block]]:
    """The narrow lines a hard-wrapped text starts with, lines of one width as one piece; and the rest."""
    title = list(takewhile(lambda line: width_of(line) < width * _FULL and not is_closed(line.text), lines))
    groups: list[list[Block]] = []
    for index, line in enumerate(title):
        if (
            index
            and abs(width_of(line) - width_of(title[index - 1])) <= 2
            and line.gap <= title[index - 1].gap
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_joined(group) for group in groups], list(lines[len(title) :])


def blocks_of(lines: Sequence[Block], width: int, rhythm: int) -> list[list[Block]]:
    """Hard-wrapped lines in the blocks, columns or pages, they were written in.

    A block starts at a form feed, where the rhythm of empty lines breaks, at a lone space that starts a line
    among lines without, or at an empty line that leaves a full line unfinished.
    """
    few = max(3, len(lines) * _RARE)
    rare = sum(line.gap < rhythm for line in lines) <= few
    stray = sum(indent_of(line) == 1 for line in lines) <= few
    blocks: list[list[Block]] = [[]]
    for index, line in enumerate(lines):
        previous = lines[index - 1]
        if index and (
            line.after_break
            or (rhythm > 0 and rare and line.gap < rhythm)
            or (stray and indent_of(line) == 1)
            or (line.gap > rhythm and width_of(previous) >= width * _FULL and not is_closed(previous.text))
        ):
            blocks.append([])
        blocks[-1].append(line)
    return [block for block in blocks if block]


def unwrap(block: Sequence[Block], width: int, rhythm: int) -> list[Block]:
    """The paragraphs of a block of hard-wrapped lines."""
    indents = Counter(indent_of(line) for line in block)
    base = indents.most_common(1)[0][0]
    hanging = 0 < sum(indent_of(line) > base for line in block) <= len(block) * 0.6
    paragraphs: list[list[Block]] = []
    previous: Block | None = None
    heading_width = 0
    for line in block:
        starts = previous is None or line.gap > rhythm or (hanging and indent_of(line) >= base + 2)
        if not starts and previous is not None:
            in_heading = (
                width_of(line) <= heading_width and not is_closed(line.text) and not marker(line.text)
            )
            starts = not in_heading and _starts_paragraph(previous, line, width)
        if starts:
            paragraphs.append([line])
            wraps = width * _HEADING_LEAST <= width_of(line) < width * _FULL
            heading_width = width_of(line) if marker(line.text) and wraps and not is_closed(line.text) else 0
        else:
            paragraphs[-1].append(line)
            heading_width = heading_width if heading_width == width_of(line) else 0
        previous = line
    return [_joined(lines) for lines in paragraphs]


def _joined(lines: Sequence[Block]) -> Block:
    return replace(lines[0], text=join_lines(*(line.text for line in lines)), after_break=False, gap=0)


def _starts_paragraph(previous: Block, line: Block, width: int) -> bool:
    text = line.text.strip()
    word = _FIRST_WORD.match(text)
    slack = width - width_of(previous) - (len(word[0]) + 1 if word else 2)
    closed = is_closed(previous.text)
    if (closed or width_of(previous) < width * _FULL) and (marker(text) is not None or is_item(text)):
        return True
    if closed:
        return slack >= (6 if CJK.search(text) else 1)
    return slack >= max(10, width * 0.25)
