"""Footnotes that stand in the text: taken out of the flow, and their marks out of the sentences."""

import re
from collections.abc import Sequence
from dataclasses import replace

from .layout import Block

_CIRCLED = "①-⑳㉑-㉟㊱-㊿"
_SUPERSCRIPT = "⁰¹²³⁴-⁹"
_NOTE = re.compile(
    rf"\s*(?P<caret>\^?)\[?(?P<mark>[{_CIRCLED}]|[{_SUPERSCRIPT}]{{1,3}}|(?<=\^)\d{{1,3}}|(?<=\^\[)\d{{1,3}}"
    r"|[*＊](?![*＊]))\]?\s*(?=\S)"
)
_CITES = re.compile(
    r"参见|详见|转引自|载《|《[^》]{1,60}》|https?://|www\.|第\s*\d+(?:[-–—]\d+)?\s*[页期版]|\[[A-Z]\]"
    r"|\bpp?\.|\bibid\b|\bSee\b|См\.|作者(?:根据|为|系)",
    re.IGNORECASE,
)
_MARK = re.compile(
    rf"\^\[?(?P<caret>[{_CIRCLED}]|\d{{1,3}})\]?"
    rf"|(?P<raised>[{_SUPERSCRIPT}]{{1,3}}(?:[,，][{_SUPERSCRIPT}]{{1,3}})*)"
)
_BEFORE_RAISED = re.compile(
    r"(?:[\u3400-\u9fff。，、；：！？”’）》」】.,;:!?)\"]|(?P<word>[A-Za-zÀ-ÿ]{2,}))$"
)
_UNITS = frozenset(("km", "cm", "mm", "dm", "hm", "nm", "ft", "in", "yd", "mi"))
_AFTER_SENTENCE = "。！？”’）》」】"
_STARRED = re.compile(r"(?<=[\w）)])[*＊]$")
_SHORT_LINE = 40


def take_footnotes(pieces: Sequence[Block]) -> tuple[list[Block], list[str], int]:
    """The flow without footnotes, the footnotes in order, and how many marks were dropped from the flow.

    A line is a footnote when it starts with a mark that the text before refers to, or with a mark and cites.
    The piece after footnotes is marked as following a page break.
    """
    flow: list[Block] = []
    notes: list[str] = []
    dropped = 0
    pending: set[str] = set()
    page_start = 0
    in_notes = False
    for piece in pieces:
        match = _NOTE.match(piece.text) if piece.kind == "body" else None
        if match and (
            match["caret"]
            or match["mark"] in pending
            or (match["mark"] not in "*＊" and _CITES.search(piece.text))
        ):
            pending.discard(match["mark"])
            notes.append(f"{match['mark']} {piece.text[match.end() :]}")
            dropped += _drop_bare(flow, page_start, match["mark"])
            in_notes = True
            continue
        if in_notes:
            page_start, in_notes = len(flow), False
            piece = replace(piece, after_break=True)
        text, marks = without_marks(piece.text)
        pending.update(marks)
        dropped += len(marks)
        flow.append(replace(piece, text=text) if marks else piece)
    return flow, notes, dropped


def without_marks(text: str) -> tuple[str, list[str]]:
    """A text without its footnote marks (^①, raised digits after a word), and the marks."""
    marks: list[str] = []
    parts: list[str] = []
    end = 0
    for match in _MARK.finditer(text):
        before = text[max(0, match.start() - 8) : match.start()]
        if match["caret"] and match["caret"].isdigit() and before[-1:].isalnum() and before[-1:].isascii():
            continue
        if match["raised"] and not _may_bear_mark(before):
            continue
        parts.append(text[end : match.start()])
        end = match.end()
        marks.append(match["caret"] or match["raised"])
    text = "".join(parts) + text[end:]
    if len(text) <= _SHORT_LINE and (starred := _STARRED.search(text)):
        marks.append(starred.group())
        text = text[: starred.start()]
    return text, marks


def _may_bear_mark(before: str) -> bool:
    """Whether raised digits after this text are a footnote's mark, and not a power (km², R², CO²)."""
    match = _BEFORE_RAISED.search(before)
    word = match["word"] if match else None
    return match is not None and (word is None or not (word in _UNITS or (word.isupper() and len(word) < 3)))


def _drop_bare(flow: list[Block], start: int, mark: str) -> int:
    """Drop a circled mark that stands bare after a sentence or quotation of the page; 1 if there was one."""
    for piece in reversed(flow[start:]):
        at = piece.text.rfind(mark)
        if at > 0 and piece.text[at - 1] in _AFTER_SENTENCE:
            piece.text = piece.text[:at] + piece.text[at + len(mark) :]
            return 1
    return 0
