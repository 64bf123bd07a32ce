"""Blocks of running text: which sentences stop in the middle, and where they go on.

A page or column break cuts a paragraph in two; notes, captions and lines of metadata may stand between.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from .layout import CJK, Block, join_lines
from .numbering import is_item, marker

_CLOSERS = "”’」』）)】》〉\"'□■◆"
_TERMINALS = "。！？!?；;：:…．"
_CUT_AFTER = "，、,（(“‘《〈—–-"
_INNER_END = re.compile(r"[。！？]|[a-zа-я]{3}[.!?] +[A-ZА-Я“]")
_LABEL = re.compile(r"【[^】]{1,20}】|\*{0,2}[^\s:：，。,.;；“(（]{1,8}(?: [A-Za-z]{1,10})?\*{0,2}[:：]")
_ASIDE = re.compile(r"[（(](?:\d|作者|责任编辑|责编|编辑|来源|原标题|记者|本文)")
_LONG, _LONG_LATIN, _LABEL_LINE, _MOST_BETWEEN, _LONGEST_HEADING = 30, 60, 120, 12, 80


def is_closed(text: str) -> bool:
    """Whether a piece ends where a sentence may end."""
    stripped = text.rstrip().rstrip(_CLOSERS)
    return not stripped or stripped[-1] in _TERMINALS or (stripped[-1] == "." and not stripped.endswith(".."))


def has_sentence_end(text: str) -> bool:
    """Whether a sentence ends inside a piece, so that it is running text rather than a heading."""
    return _INNER_END.search(text) is not None


def is_label(text: str) -> bool:
    """Whether a piece starts with a label such as 关键词： or 【Abstract】."""
    return _LABEL.match(text.lstrip()) is not None


def is_open(text: str) -> bool:
    """Whether a piece is running text that stops in the middle of a sentence."""
    text = text.strip()
    if not text or is_closed(text):
        return False
    if has_sentence_end(text):
        return True
    if is_label(text) or marker(text) is not None or is_item(text):
        return False
    return text[-1] in _CUT_AFTER or _runs_on(text)


def _runs_on(text: str) -> bool:
    """Whether a piece is one long Chinese sentence, too long for a heading or caption, without its end."""
    return CJK.match(text[-1]) is not None and len(text) >= _LONGEST_HEADING and text.count("，") >= 2


def continues(text: str) -> bool:
    """Whether a piece can be the rest of a sentence that was cut: no heading, item, label or signature."""
    text = text.strip()
    if not text or marker(text) is not None or is_item(text) or is_label(text) or _ASIDE.match(text):
        return False
    if text[0].islower() or is_closed(text):
        return True
    return len(text) >= (_LONG if CJK.search(text) else _LONG_LATIN)


def mend_breaks(pieces: Sequence[Block]) -> list[Block]:
    """Put cut paragraphs together; what stood in between follows the mended paragraph."""
    mended: list[Block] = []
    taken: set[int] = set()
    for index, piece in enumerate(pieces):
        if index in taken:
            continue
        between: list[Block] = []
        parts, last = [piece.text], index
        while piece.kind == "body" and (rest := _rest_of(parts[-1], pieces, last, taken)) is not None:
            between += [pieces[i] for i in range(last + 1, rest) if i not in taken]
            taken.update(range(last + 1, rest + 1))
            parts.append(pieces[rest].text)
            last = rest
        mended.append(replace(piece, text=join_lines(*parts)) if len(parts) > 1 else piece)
        mended += between
    return mended


def _rest_of(text: str, pieces: Sequence[Block], index: int, taken: set[int]) -> int | None:
    """Where the sentence that ``text`` leaves unfinished goes on, if it does."""
    at_break = False
    for candidate in range(index + 1, min(index + 2 + _MOST_BETWEEN, len(pieces))):
        piece = pieces[candidate]
        at_break = at_break or piece.after_break
        if candidate in taken or _may_interrupt(piece):
            continue
        if not (is_open(text) or (at_break and _may_be_cut(text))):
            return None
        fits = piece.kind == "body" and continues(piece.text) and _same_script(text, piece.text)
        return candidate if fits else None
    return None


def _may_be_cut(text: str) -> bool:
    return not is_closed(text) and not is_label(text) and (marker(text) is None or has_sentence_end(text))


def _may_interrupt(piece: Block) -> bool:
    if piece.kind == "caption":
        return True
    return len(piece.text) <= _LABEL_LINE and is_label(piece.text) and not has_sentence_end(piece.text)


def _same_script(first: str, second: str) -> bool:
    return (CJK.search(first[-_LONG:]) is None) == (CJK.search(second[:_LONG]) is None)
