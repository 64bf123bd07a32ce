"""What stands in a text without belonging to it: buttons, page numbers, captions, another article's tail."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from .flow import continues, is_closed, is_open
from .layout import Block
from .numbering import marker

_SITE = re.compile(
    r"(?:(?:文字放大|文字缩小|字体|字号|大中小|【?打印(?:本页)?】?|【?关闭(?:窗口|本页)?】?|分享到?|扫一扫|收藏|返回顶部"
    r"|返回首页|微信|微博|上一篇|下一篇|点击查看更多|Print this page|Share this(?: page)?"
    r"|Skip to (?:main )?content|Back to top)"
    r"[\s:：|/·>,，]*)+",
    re.IGNORECASE,
)
_IMAGE_NAME = re.compile(
    r"[A-Za-z]{0,4}\d{12,40}(?:[_-]\d{1,5})*(?:\.\w{3,4})?|\S{1,80}\.(?:jpe?g|png|gif|bmp|webp)",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(
    r"[-—–·.\s]{0,6}(?:第\s{0,3}|page\s{1,3})?(\d{1,4})(?:\s{0,3}页)?"
    r"(?:\s{0,3}(?:/|of|共)\s{0,3}\d{1,4}\s{0,3}页?)?[-—–·.\s]{0,6}",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r".{1,80}?(?:[.…·]\s?){4,40}\s{0,3}\d{1,4}")
_CAPTION = re.compile(
    r"(?:图|表|Figure|Fig\.|Table)\s{0,2}\d{1,3}(?:[-.–]\d{1,3})?(?:[\s:：.．]|$)", re.IGNORECASE
)
_CREDIT = re.compile(r"(?:摄|供图|图片来源[:：]\S{1,30}|Photo(?:graph)? by .{1,40})[）)]?$")
_ARTICLE_END = re.compile(r"[□■◆●▲]$|^[（(]?(?:责任编辑|责编)\s?[:：]?")
_SITE_LINE, _CAPTION_LINE, _RUNNING_HEAD, _CONTENTS_LINE = 60, 120, 40, 200
_FOREIGN_PIECES, _REPEATS = 12, 3


def is_caption(text: str) -> bool:
    """Whether a line is the caption of a picture or table."""
    return len(text) <= _CAPTION_LINE and bool(_CREDIT.search(text) or _CAPTION.match(text))


def is_page_number(text: str) -> bool:
    """Whether a line holds nothing but a page number."""
    return _PAGE_NUMBER.fullmatch(text.strip()) is not None


def mark_captions(pieces: Sequence[Block]) -> list[Block]:
    """The same pieces, captions named as such."""
    return [
        replace(piece, kind="caption") if piece.kind == "body" and is_caption(piece.text.strip()) else piece
        for piece in pieces
    ]


def take_furniture(pieces: Sequence[Block]) -> tuple[list[Block], list[str]]:
    """The flow without site furniture, lines of contents, running heads and page numbers; and these."""
    heads = _running_heads(pieces)
    numbers = _page_numbers(pieces)
    flow: list[Block] = []
    left_out: list[str] = []
    after_break = False
    for index, piece in enumerate(pieces):
        after_break = after_break or piece.after_break
        text = piece.text.strip()
        if (
            index in numbers
            or index in heads
            or (len(text) <= _SITE_LINE and _SITE.fullmatch(text))
            or _IMAGE_NAME.fullmatch(text)
            or (len(text) < _CONTENTS_LINE and _CONTENTS.fullmatch(text))
        ):
            left_out.append(text)
        else:
            flow.append(replace(piece, after_break=True) if after_break else piece)
            after_break = False
    return (flow, left_out) if flow else (list(pieces), [])


def take_foreign_article(pieces: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The flow without the tail of another article that interrupts a sentence; and that tail.

    It starts with a number that follows nothing here, ends with an editor's line or an end mark, and the
    interrupted sentence goes on after it.
    """
    flow = list(pieces)
    seen: set[tuple[int, int]] = set()
    for start in range(1, len(flow)):
        numbered, before = marker(flow[start].text), flow[start - 1]
        if (earlier := marker(before.text)) is not None:
            seen.add(earlier)
        if numbered is None or numbered[1] == 1 or before.kind != "body" or not is_open(before.text):
            continue
        if (numbered[0], numbered[1] - 1) in seen:
            continue
        ends = [
            index
            for index in range(start, min(start + _FOREIGN_PIECES, len(flow)))
            if _ARTICLE_END.search(flow[index].text.strip())
        ]
        if not ends:
            continue
        end = ends[0] + 1
        if end < len(flow) and _ARTICLE_END.search(flow[end].text.strip()):
            end += 1
        after = [piece for piece in flow[end : end + _FOREIGN_PIECES] if piece.kind != "caption"]
        if after and continues(after[0].text):
            return flow[:start] + flow[end:], flow[start:end]
    return flow, []


def _running_heads(pieces: Sequence[Block]) -> set[int]:
    """Short lines next to a page break that recur, whatever numbers they carry."""
    starts = {0, *(index for index, piece in enumerate(pieces) if piece.after_break)}
    ends = {len(pieces) - 1, *(index - 1 for index in starts if index)}
    edges = [
        index
        for index in sorted(starts | ends)
        if pieces
        and len(pieces[index].text) <= _RUNNING_HEAD
        and not is_closed(pieces[index].text)
        and marker(pieces[index].text) is None
    ]
    shapes = Counter(re.sub(r"\d+", "#", pieces[index].text.strip()) for index in edges)
    return {index for index in edges if shapes[re.sub(r"\d+", "#", pieces[index].text.strip())] >= _REPEATS}


def _page_numbers(pieces: Sequence[Block]) -> set[int]:
    """Lines of a number alone that count up through the text by one, at least three of them."""
    found = [
        (index, int(match[1]))
        for index, piece in enumerate(pieces)
        if (match := _PAGE_NUMBER.fullmatch(piece.text.strip()))
    ]
    runs: set[int] = set()
    run: list[int] = []
    for position, (index, number) in enumerate(found):
        run = [*run, index] if position and number == found[position - 1][1] + 1 else [index]
        if len(run) >= _REPEATS:
            runs.update(run)
    return runs
