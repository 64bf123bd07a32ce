"""Lines of a reading with their role: headings of every numbering style, body, and what stands outside the body."""

import re
from dataclasses import dataclass

from recommendations.extraction.folding import plain
from recommendations.extraction.reading import Reading
from recommendations.extraction.results import Heading
from recommendations.extraction.sections import PRESCRIBES, section_mode
from recommendations.extraction.sentences import split_sentences
from recommendations.extraction.zones import ABSTRACT, REFERENCES, zone_of_line

_ZH = "[一二三四五六七八九十百]"
_ZH_STYLES = (
    (1, re.compile(rf"第(?:{_ZH}{{1,4}}|\d{{1,3}})(?:编|部分|篇)")),
    (2, re.compile(rf"第(?:{_ZH}{{1,4}}|\d{{1,3}})章")),
    (3, re.compile(rf"第(?:{_ZH}{{1,4}}|\d{{1,3}})节")),
    (4, re.compile(rf"{_ZH}{{1,3}}\s?[、．.，](?!是)")),
    (5, re.compile(rf"[（(]\s?{_ZH}{{1,3}}\s?[）)]")),
    (7, re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}(?![\d%])[.、]?\s?(?!\d|[%万亿个年月])")),
    (6, re.compile(r"\d{1,3}\s?[.、．]\s?(?!\d)")),
    (8, re.compile(r"[（(]\s?\d{1,3}\s?[）)]|\d{1,2}[）)]")),
    (9, re.compile(r"[①-⑳]")),
    (6, re.compile(rf"第(?:{_ZH}{{1,5}}|\d{{1,3}})条")),
)
_EN_STYLES = (
    (
        1,
        re.compile(
            r"(?:chapter|part|volume|annex|appendix|section)\s+(?:\d{1,2}|[ivx]{1,5}|[a-z])\b[.:]?", re.I
        ),
    ),
    (
        4,
        re.compile(
            r"(?:key\s+)?(?:recommendation|action|proposal)\s+(?:no\.?\s*)?\d{1,3}(?:\.\d{1,3})?[a-z]?\b[.:)]?",
            re.I,
        ),
    ),
    (7, re.compile(r"\d{1,2}(?:\.\d{1,2}){2,3}\.?\s")),
    (3, re.compile(r"\d{1,2}\.\d{1,2}\.?\s")),
    (2, re.compile(r"(?:\d{1,3}|[IVX]{1,5}|[A-H])[.)]\s")),
    (8, re.compile(r"\((?:[a-z]|[ivx]{1,5}|\d{1,2})\)\s?")),
    (2, re.compile(r"\d{1,2}\s(?=[A-Z])")),
)
_BULLET = re.compile(r"\s*(?:[•●■◆▪·➢◦‣∙□*]|[-–—]{1,2}(?=[\s\u4e00-\u9fff]))\s*")
_UNNUMBERED_RANK = {"zh": 4, "en": 2}
_TOP_WORDS = re.compile(
    r"(?:executive summary|summary|introduction|background|conclusions?|recommendations?|conclusions and recommendations|"
    r"references|bibliography|methodology|foreword|preface|contents|glossary|acknowledge?ments?|next steps|context|findings)\W*$",
    re.I,
)
_SMALL_WORDS = frozenset(
    "a an and the of for to in on by with from at or as its is are per via into over".split()
)


@dataclass(frozen=True)
class Line:
    """A paragraph or heading: offsets, its enumeration, its rank as a heading (None for body) and its zone.

    `head_end` is where a run-in heading ends (the rest of the line is body), else `start`.
    """

    start: int
    end: int
    number_end: int
    rank: int | None
    head_end: int
    zone: str
    style: int | None
    path: tuple[Heading, ...] = ()

    @property
    def is_heading(self) -> bool:
        return self.rank is not None


def _number(line: str, language: str) -> tuple[int | None, int]:
    offset = len(line) - len(line.lstrip())
    for rank, style in _ZH_STYLES if language == "zh" else _EN_STYLES:
        match = style.match(line, offset)
        if match is not None:
            while match.end() < len(line) and line[match.end()] in " \t　":
                return rank, len(line) - len(line[match.end() :].lstrip())
            return rank, match.end()
    bullet = _BULLET.match(line)
    return (None, bullet.end()) if bullet else (None, offset)


_TELLS_ALL = re.compile(
    r"\d+(?:[.,]\d+)?\s?(?:%|％|[个万亿元年月日户人名家处套亩米条批座])|^(?:由|请|对[^，]{2,30}给予|各[^，]{1,12}[要应])|应当|不得|一律|负责"
)


def _zh_heading(line: str, rank: int | None, number_end: int) -> tuple[bool, int]:
    """Whether a line is a heading, and where its run-in heading ends (0: none)."""
    body = line[number_end:].rstrip()
    if rank is None:
        unpunctuated = bool(body) and body[-1] not in "。；，：、,;:!！.”）…" and number_end == 0
        if body.endswith(("”", "）")):
            unpunctuated = number_end == 0
        return unpunctuated and 2 <= len(body) <= 40 and not re.search("[。；]", body), 0
    if (
        body.endswith("。")
        and len(body) <= 31
        and "。" not in body[:-1]
        and "；" not in body
        and body.count("，") <= 1
    ):
        return True, 0
    if body and body[-1] not in "。；，、":
        short = len(body) <= 50 and "。" not in body and not (body[-1] == "：" and len(body) > 24)
        if short and not re.search("[一二三]是", body):
            return True, 0
    first = re.match(r"[^。！？：；]{2,45}(?:。|：(?=.{20}))", body)
    if first and len(body) > first.end() + 3 and not re.match(r"(?:因此|但|这|我们)", body):
        ends_with_colon = first[0].endswith("：")
        words = first[0][:-1]
        if ends_with_colon and (len(words) > 24 or re.search("以下|如下|建议|要|应|提出|指出|包括", words)):
            return False, 0
        if re.match(r"[一二三四五六七八九十]是", words) or _TELLS_ALL.search(words):
            return False, 0
        return False, number_end + first.end()
    return False, 0


def _en_heading(line: str, rank: int | None, number_end: int, following: str) -> bool:
    body = line[number_end:].strip().lstrip("–—- ")
    if not body:
        return rank is not None
    words = body.split()
    if (
        body[-1] in ".;,!?"
        or len(words) > 16
        or len(body) > 120
        or not (body[0].isupper() or body[0] in "“\"'‘" or rank == 4)
    ):
        return False
    if rank is None and number_end or re.search(r"[a-z]\.\s", body):
        return False
    if body[-1] == ":":
        return len(words) <= 6 and not re.search(r"\b(?:should|must|recommends?|urges?|will)\b", body)
    if _TOP_WORDS.match(body) or body.isupper():
        return True
    if rank == 8 or (rank is None and re.match(r"\d", body)):
        return False
    capitals = sum(1 for word in words if word[0].isupper() or word.lower() in _SMALL_WORDS)
    return bool(following) and (
        rank is not None or capitals >= len(words) - 1 or len(words) <= 8 or len(following) > 2 * len(body)
    )


def _rank(line: str, language: str, rank: int | None, level: int | None) -> int:
    if rank is not None:
        return rank
    if level is not None:
        return min(level, 9)
    return _UNNUMBERED_RANK[language]


def lines_of(reading: Reading) -> tuple[Line, ...]:
    """The lines of a reading in order, each with the path of headings above it."""
    language = "zh" if reading.language == "zh" else "en"
    text = plain(reading.text, language)
    spans = [(span.start, span.end, span) for span in reading.spans]
    lines: list[Line] = []
    stack: list[tuple[int, Heading]] = []
    zone, title_seen, before_body = "body", False, True
    nested, last_rank, last_told, since_heading = False, -1, None, 9
    list_open = lead_before = False
    item_style: int | None = None
    for index, (start, end, span) in enumerate(spans):
        line = text[start:end]
        following = text[spans[index + 1][0] : spans[index + 1][1]] if index + 1 < len(spans) else ""
        style, number_end = _number(line, language)
        own = zone_of_line(line, language, span.kind, index, len(spans))
        head_end = 0
        since_heading += 1
        list_open = language == "en" and (lead_before or list_open and (style is not None or number_end > 0))
        if own is not None or span.kind == "table":
            heading = False
        elif span.kind == "heading":
            heading = True
        elif language == "zh":
            heading, head_end = _zh_heading(line, style, number_end)
            beside = style == item_style or bool(following) and _number(following, language)[0] == style
            if heading and style is not None and beside and line.rstrip().endswith("。"):
                heading = False
            item_style = item_style if style is None else None if heading or head_end else style
        else:
            heading = not (list_open and style is not None) and _en_heading(
                line, style, number_end, following
            )
        lead_before = line.rstrip().endswith(":") and not heading
        rank: int | None = None
        if heading or head_end:
            rank = _rank(line, language, style, span.level if span.kind == "heading" else None)
            if (
                language == "en"
                and rank == _UNNUMBERED_RANK["en"]
                and style is None
                and span.kind != "heading"
            ):
                bare_now = line[number_end:].strip()
                told = section_mode(bare_now, language, False)
                under = nested or last_told == PRESCRIBES or since_heading == 0 and last_rank == rank
                nested = told is None and under
                last_rank, last_told = rank, told if told is not None or not nested else last_told
                rank += nested
            elif rank <= _UNNUMBERED_RANK["en"]:
                nested, last_rank, last_told = False, rank, None
            since_heading = -1
            name = line[:head_end] if head_end else line
            if not title_seen and style is None and index < 6 and not head_end:
                rank, title_seen = 0, True
            bare = name[number_end:].strip()
            zone = "reference" if REFERENCES.match(bare) else "abstract" if ABSTRACT.match(bare) else "body"
            while stack and stack[-1][0] >= rank:
                stack.pop()
            depth = 0 if rank == 0 else len([1 for at, _ in stack if at > 0]) + 1
            shown = reading.text[start : start + len(name)].strip()
            stack.append((rank, Heading(start, start + len(name), shown, depth)))
            before_body = before_body and rank == 0
        if own == "abstract":
            zone = "abstract"
        elif own in ("keywords",) or zone == "abstract" and before_body is False and heading:
            zone = "body"
        lines.append(
            Line(
                start,
                end,
                start + number_end,
                rank if heading else None,
                start + head_end,
                zone if own is None else "metadata" if own == "keywords" else own,
                style,
                tuple(heading for at, heading in stack if at > 0),
            )
        )
    return tuple(lines)


def outline_of(lines: tuple[Line, ...]) -> tuple[Heading, ...]:
    """The headings of a document in order, run-in headings included."""
    seen: dict[int, Heading] = {}
    for line in lines:
        for heading in line.path:
            seen.setdefault(heading.start, heading)
    return tuple(seen[start] for start in sorted(seen))


def units_of(reading: Reading, line: Line) -> list[tuple[int, int, bool]]:
    """(start, end, is a heading) of the units of a line: the heading, or the sentences after a run-in heading.

    The cells of a table row are sentences of their own.
    """
    if line.is_heading:
        return [(line.start, line.end, True)]
    language = "zh" if reading.language == "zh" else "en"
    units = [(line.start, line.head_end, True)] if line.head_end > line.start else []
    at = line.head_end
    for cell in reading.text[line.head_end : line.end].split("\t"):
        units += [(at + start, at + end, False) for start, end in split_sentences(cell, language)]
        at += len(cell) + 1
    return units
