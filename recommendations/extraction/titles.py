"""A short title in the document's own words: the measure without its lead-in and its purpose."""

import re

from recommendations.extraction import cues_en, cues_zh
from recommendations.extraction.clauses import PURPOSE
from recommendations.extraction.folding import plain

_LONGEST = {"zh": 40, "en": 120}
_ASKING = re.compile(
    r"^(?:[^，。；]{0,20}?(?:应当|应该|应|须|必须|需要|需|要)(?![求对用急点素]))?(?:建议|可以|可|还|也|更|积极|切实|进一步)*(?=[\u4e00-\u9fff])"
)
_EN_ASKING = re.compile(
    r"^(?:.{0,120}?\b(?:recommends?|urges?|proposes?)\b(?: that)?,?\s+|.{0,160}?\b(?:should|must|needs? to|ought to|shall|is (?:urged|invited|encouraged) to)\b\s+(?:also\s+|therefore\s+|now\s+)?)",
    re.I | re.S,
)


_LEAD_IN = re.compile(
    r"(?:根据|按照|按|依托|围绕|立足|利用|充分利用|发挥|充分发挥|坚持|结合|针对|借助|聚焦|面向|认真贯彻|贯彻|以|在|对)"
)


def _asked(clause: str) -> tuple[int, str | None]:
    """Where the clause's own verb phrase begins, behind subject and modal, and its verb."""
    asking = _ASKING.match(clause)
    begin = asking.end() if asking else 0
    return begin, cues_zh.opening_verb(clause[begin:])


def _chinese(quote: str) -> str:
    folded = plain(quote, "zh")
    spans = cues_zh.clauses(folded)
    asked = [_asked(folded[a:b]) for a, b in spans]
    heads = [k for k, (begin, verb) in enumerate(asked) if verb]
    means = [
        k
        for k in heads
        if asked[k][1] not in PURPOSE and not _LEAD_IN.match(folded[spans[k][0] + asked[k][0] :])
    ]
    if not spans or not heads:
        return quote.strip(" ，,。；;：:")
    first = last = (means or heads)[0]
    while last + 1 in means and spans[last + 1][1] - spans[first][0] <= _LONGEST["zh"]:
        last += 1
    title = quote[spans[first][0] + asked[first][0] : spans[last][1]].strip(" ，,。；;：:")
    return title if len(title) >= 4 else quote


def title_of(quote: str, language: str) -> str:
    """A part of `quote`, at most 40 characters in Chinese and 120 in English (there cut at a word, with an ellipsis)."""
    if language == "zh":
        title = _chinese(quote)
        return title if len(title) <= _LONGEST["zh"] else title[: _LONGEST["zh"] - 1] + "…"
    asking = _EN_ASKING.match(quote)
    rest = quote[asking.end() :] if asking and len(quote) - asking.end() > 20 else cues_en.strip_number(quote)
    rest = rest.strip()
    title = rest[:1].upper() + rest[1:]
    if len(title) <= _LONGEST["en"]:
        return title
    return title[: _LONGEST["en"] - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"
