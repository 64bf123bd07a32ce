"""A passage and a recommendation side by side: each between the sentences around it, what they share marked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.db.models.functions import Greatest, Substr

from ..matching import matches
from ..models import EvidenceLink

MARGIN = 200
"""Characters read on either side of a passage."""
END = re.compile(r"[。！？；!?;\n]|\.(?=\s)")


@dataclass(frozen=True)
class Side:
    """``parts`` are runs of the quote, each with whether the other side has it too."""

    before: str
    parts: list[tuple[str, bool]]
    after: str


def with_surroundings(links: QuerySet[EvidenceLink]) -> QuerySet[EvidenceLink]:
    """The links with the text around both sides, cut out by the database."""

    def window(content: str, start: str, end: str) -> Substr:
        first = Greatest(F(start) - MARGIN, 0)
        return Substr(content, first + 1, F(end) - first + MARGIN)

    return links.annotate(
        asked_window=window("recommendation__text__content", "recommendation__start", "recommendation__end"),
        found_window=window("evidence__document__text__content", "evidence__start", "evidence__end"),
    )


def both_sides(link: EvidenceLink) -> tuple[Side, Side]:
    """The recommendation's side and the passage's, of a link read through ``with_surroundings``."""
    record, piece = link.recommendation, link.evidence
    shared = matches(record.quote, piece.text)
    asked = [(each.measure_start, each.measure_start + each.length) for each in shared]
    found = [(each.passage_start, each.passage_start + each.length) for each in shared]
    return (
        _side(link.asked_window, record.start, record.quote, asked),  # type: ignore[attr-defined]
        _side(link.found_window, piece.start, piece.text, found),  # type: ignore[attr-defined]
    )


def _side(window: str | None, start: int | None, quote: str, spans: Iterable[tuple[int, int]]) -> Side:
    if window is None or start is None:
        return Side("", cut_up(quote, spans), "")
    at = min(start, MARGIN)
    return Side(sentence_before(window[:at]), cut_up(quote, spans), sentence_after(window[at + len(quote) :]))


def cut_up(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The text in runs: those within one of the spans, and those between."""
    found, at = [], 0
    for start, end in sorted(spans):
        start = max(start, at)
        if start < end:
            found += [(text[at:start], False), (text[start:end], True)]
            at = end
    return [(part, shared) for part, shared in [*found, (text[at:], False)] if part]


def sentence_before(text: str) -> str:
    """The last sentence of a text, or what there is of it."""
    ends = [match.end() for match in END.finditer(text.rstrip()) if match.end() < len(text.rstrip()) - 1]
    return text[ends[-1] :].lstrip() if ends else text.lstrip() if len(text) < MARGIN else "…" + text


def sentence_after(text: str) -> str:
    """The first sentence of a text, or what there is of it."""
    blank = len(text) - len(text.lstrip())
    end = END.search(text, blank + 2)
    return text[: end.end()].rstrip() if end else text.rstrip() if len(text) < MARGIN else text + "…"
