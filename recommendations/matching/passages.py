"""What is compared: passages of documents, measures that were recommended, and what is said about a pair."""

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

LONGEST = 300
SHORTEST = 6
_OPENING = 30
UNUSED_KINDS = frozenset({"metadata", "reference", "footnote", "toc"})
_HAN = re.compile(r"[\u3400-\u9fff]")
_CLAUSE_END = re.compile(r"[;；。!?！？]|[,，、]")


@dataclass(frozen=True)
class Passage:
    """A sentence, or a group of clauses, of a document: at most `LONGEST` characters.

    `start` and `end` are offsets in the document's text, `date` is a year, month or day; `kind` is what the
    extraction says of the sentence; `heading` the heading it stands under; `embedding` that of its text, if stored.
    """

    key: Hashable
    text: str
    start: int
    end: int
    document: str
    date: str
    kind: str = "background"
    heading: str = ""
    embedding: np.ndarray | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Measure:
    """A recommendation. `scope` names the document and section it stands in: where nothing else tells the place.

    `embedding` is `Encoder.encode([measure_text(...)])[0]`, stored by the caller (float16 will do), or None.
    """

    key: Hashable
    quote: str
    title: str
    date: str
    document: str
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    scope: str = ""
    embedding: np.ndarray | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Decision:
    """What a reviewer made of a passage suggested for a measure."""

    measure: Measure
    passage: Passage
    confirmed: bool


def measure_text(title: str, quote: str) -> str:
    """The text a measure is compared by."""
    return f"{title}。{quote}" if title not in quote else quote


def on_or_after(later: str, earlier: str) -> bool:
    """Whether one date is not before another: at the coarser precision, equality counts as on or after."""
    shared = min(len(later), len(earlier))
    return later[:shared] >= earlier[:shared]


def cut(text: str, sentences: Iterable[tuple[int, int, str]], document: str, date: str) -> Iterator[Passage]:
    """Passages of a document's text, from its sentences `(start, end, kind)` in order.

    Headings are not passages but head those that follow; a short sentence that opens a paragraph goes with the
    next one, long sentences are cut where clauses end. A part of another article counts where it is in the
    document's own script. The key of a passage is `(document, start, end)`.
    """
    heading = ""
    chinese = _is_chinese(text)
    for start, end, kind in _joined(text, sentences):
        if kind == "heading":
            heading = text[start:end].strip()
        elif kind not in UNUSED_KINDS and (kind != "foreign" or _is_chinese(text[start:end]) == chinese):
            for a, b in _pieces(text, start, end):
                if b - a >= SHORTEST:
                    yield Passage((document, a, b), text[a:b], a, b, document, date, kind, heading)


def _is_chinese(text: str) -> bool:
    return 10 * len(_HAN.findall(text)) >= 3 * len(text)


def _joined(text: str, sentences: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    held: tuple[int, int, str] | None = None
    for start, end, kind in sentences:
        if held is not None:
            same_line = "\n" not in text[held[1] : start]
            if same_line and kind != "heading" and end - held[0] <= LONGEST:
                start = held[0]
            else:
                yield held
            held = None
        opens = end - start <= _OPENING and text[:start].rstrip(" \u3000")[-1:] in ("", "\n")
        if opens and kind not in UNUSED_KINDS and kind != "heading":
            held = start, end, kind
        else:
            yield start, end, kind
    if held is not None:
        yield held


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        strong = weak = 0
        for mark in _CLAUSE_END.finditer(text, start, start + LONGEST):
            if mark[0] in ",，、":
                weak = mark.end()
            else:
                strong = mark.end()
        at = (
            strong
            if strong - start > LONGEST // 3
            else weak
            if weak - start > LONGEST // 3
            else start + LONGEST
        )
        yield start, at
        start = at
    if start < end:
        yield start, end
