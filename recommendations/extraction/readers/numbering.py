"""Outline markers at the start of a line (一、（一）1. (1) ① 第一章): read as depth and number, written."""

import re

_DIGITS = "零一二三四五六七八九"
_NUMERAL = "[一二三四五六七八九十百零〇]{1,5}"
_MARKERS = (
    re.compile(rf"\s*第\s*({_NUMERAL}|\d{{1,3}})\s*(?:[编篇章]|部分)"),
    re.compile(rf"\s*第\s*({_NUMERAL}|\d{{1,3}})\s*节"),
    re.compile(rf"\s*({_NUMERAL})、"),
    re.compile(rf"\s*[（(]({_NUMERAL})[）)]"),
    re.compile(r"\s*(\d{1,2})(?:[.．](?!\d)|、)"),
    re.compile(r"\s*[（(](\d{1,2})[）)]"),
    re.compile(r"\s*([①-⑳])"),
)
_ITEM = re.compile(
    r"\s*(?:[•●○■□◆◇▪▶►\-–—·*]\s*\S|[（(]?(?:[a-zA-Z]|[ivx]{1,5}|\d{1,3})[)）]|[a-zA-H][.．]\s|\d{1,2}(?:\.\d{1,2}){1,3}\s+[A-Z“]"
    rf"|第\s?(?:{_NUMERAL}|\d{{1,3}})\s?条|(?:Recommendation|Chapter|Section|Annex|Appendix|Article|Principle|Part)\s+[\dA-Z])"
)


def marker(text: str) -> tuple[int, int] | None:
    """Depth (0 is outermost) and number of the outline marker a line starts with, if it has one."""
    for depth, pattern in enumerate(_MARKERS):
        if match := pattern.match(text):
            return depth, _value(match.group(1))
    return None


def is_item(text: str) -> bool:
    """Whether a line starts as an item or heading in a style whose order is not followed: •, (a), 1.2, 第三条."""
    return _ITEM.match(text) is not None


def faults(markers: list[tuple[int, int]]) -> int:
    """How many numbers of an outline do not follow their predecessor, in the order given."""
    current: dict[int, int] = {}
    wrong = 0
    for depth, number in markers:
        if number > 1 and current.get(depth) != number - 1:
            wrong += 1
        current = {known: value for known, value in current.items() if known < depth}
        current[depth] = number
    return wrong


def chinese_number(number: int) -> str:
    """1 to 99 in Chinese numerals (十, 十一, 二十三); larger numbers digit by digit."""
    if not 0 < number < 100:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def _value(numeral: str) -> int:
    if numeral.isdecimal():
        return int(numeral)
    if "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    value = digit = 0
    for character in numeral.replace("〇", "零"):
        if character in "十百":
            value += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS.index(character)
    return value + digit
