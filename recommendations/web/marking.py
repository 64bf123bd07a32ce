"""A document's text as lines of segments, with marks over ranges of it. Knows no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

PART = 60_000
"""Characters of text on one page; a part ends at the end of a line where there is one."""


@dataclass(frozen=True)
class Mark:
    """A range worth showing; ``key`` becomes its id on the page, ``tone`` its colour family."""

    start: int
    end: int
    key: str
    url: str
    title: str
    kind: str
    tone: str = "neutral"


@dataclass(frozen=True)
class Segment:
    """A run of text under the same marks: ``mark`` the innermost, ``begins`` and ``ends`` those at its edges."""

    text: str
    mark: Mark | None
    begins: tuple[Mark, ...] = ()
    ends: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Line:
    """A paragraph, or a heading where ``level`` is set (1 outermost)."""

    start: int
    level: int | None
    segments: tuple[Segment, ...]


def parts(content: str) -> list[tuple[int, int]]:
    """Cut the text into ranges of about ``PART`` characters."""
    found, at = [], 0
    while at < len(content):
        end = min(at + PART, len(content))
        if end < len(content):
            end = content.rfind("\n", at, end) + 1 or end
        found.append((at, end))
        at = end
    return found or [(0, 0)]


def heading_levels(content: str, outline: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """Level by start of the headings that are lines of their own; one that runs into its paragraph is none."""
    whole = (each for each in outline if content[each["end"] : each["end"] + 1] in ("", "\n"))
    return {each["start"]: each["level"] + 1 for each in whole}


def lines(
    content: str, marks: Sequence[Mark], levels: Mapping[int, int], start: int = 0, end: int | None = None
) -> list[Line]:
    """The lines of ``content[start:end]``; ``levels`` maps the start of a heading to its level."""
    end = len(content) if end is None else end
    waiting = sorted((m for m in marks if m.end > start and m.start < end), key=lambda m: (-m.start, m.end))
    active: list[Mark] = []
    found = []
    while start < end:
        stop = content.find("\n", start, end)
        stop = end if stop < 0 else stop
        while waiting and waiting[-1].start < stop:
            active.append(waiting.pop())
        if stop > start:
            found.append(Line(start, levels.get(start), _segments(content, active, start, stop)))
        active = [mark for mark in active if mark.end > stop]
        start = stop + 1
    return found


def _segments(content: str, active: Sequence[Mark], start: int, stop: int) -> tuple[Segment, ...]:
    edges = {start, stop}
    for mark in active:
        edges |= {max(mark.start, start), min(mark.end, stop)}
    cuts = sorted(edges)
    found = []
    for left, right in pairwise(cuts):
        over = [mark for mark in active if mark.start <= left and mark.end >= right]
        inner = min(over, key=lambda mark: mark.end - mark.start, default=None)
        begins = tuple(mark for mark in over if mark.start == left)
        ends = tuple(sorted((m for m in over if m.end == right), key=lambda m: -m.start))
        found.append(Segment(content[left:right], inner, begins, ends))
    return tuple(found)
