"""The numbers of Word's lists, which stand in no paragraph's text: counted and rendered (一、 1. (a) ①)."""

import re
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from .numbering import chinese_number

BULLET = "•"
_PLACE = re.compile(r"%([1-9])")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "chineseLegalSimplified",
    "ideographDigital",
    "japaneseCounting",
    "japaneseDigitalTenThousand",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
}


@dataclass(frozen=True)
class Level:
    """One level of a list: number format as in ECMA-376 17.18.59, text with places such as ``%1.%2``, first number."""

    form: str
    text: str
    start: int


def format_number(number: int, form: str) -> str:
    """A number in one of Word's formats; unknown formats count in decimals."""
    if form in _CHINESE:
        return chinese_number(number)
    if form in {"lowerLetter", "upperLetter"} and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 8 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"}:
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    if form.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(ord("①") + number - 1)
    if form == "ideographTraditional" and 0 < number <= 10:
        return _STEMS[number - 1]
    if form == "ideographZodiac" and 0 < number <= 12:
        return _BRANCHES[number - 1]
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    numeral = ""
    number %= 4000
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        numeral += letters * times
    return numeral


class Lists:
    """The lists of a document. ``label`` counts on: ask once a paragraph, in order."""

    def __init__(self, numbering: Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._shared: dict[str, str] = {}
        self._counters: dict[str, dict[int, int]] = {}
        if numbering is None:
            return
        abstract = {
            item.get(qn("w:abstractNumId")): _levels_of(item) for item in numbering.iter(qn("w:abstractNum"))
        }
        for item in numbering.iter(qn("w:num")):
            name, reference = item.get(qn("w:numId")), item.find(qn("w:abstractNumId"))
            if name is None or reference is None:
                continue
            shared = reference.get(qn("w:val"))
            overrides = _overrides_of(item)
            self._levels[name] = {**abstract.get(shared, {}), **overrides}
            self._shared[name] = name if overrides else shared
            self._restart(name, item, abstract.get(shared, {}))

    def _restart(self, name: str, item: Element, levels: dict[int, Level]) -> None:
        for override in item.iter(qn("w:lvlOverride")):
            start = override.find(qn("w:startOverride"))
            depth = _integer(override.get(qn("w:ilvl")), 0)
            if start is not None and depth in levels and override.find(qn("w:lvl")) is None:
                level = levels[depth]
                self._levels[name][depth] = Level(level.form, level.text, _integer(start.get(qn("w:val")), 1))
                self._shared[name] = name

    def label(self, name: str, depth: int) -> str:
        """The number of the next paragraph of a list at a depth (0 is outermost); empty where it shows none."""
        levels = self._levels.get(name, {})
        level = levels.get(depth)
        if level is None or level.form == "none":
            return ""
        if level.form == "bullet":
            return BULLET
        counters = self._counters.setdefault(self._shared[name], {})
        counters[depth] = counters.get(depth, level.start - 1) + 1
        for deeper in [known for known in counters if known > depth]:
            del counters[deeper]

        def number_at(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            at = levels.get(place, level)
            return format_number(counters.get(place, at.start), at.form)

        return _PLACE.sub(number_at, level.text)


def _levels_of(item: Element) -> dict[int, Level]:
    return {_integer(level.get(qn("w:ilvl")), 0): _level(level) for level in item.iterchildren(qn("w:lvl"))}


def _overrides_of(item: Element) -> dict[int, Level]:
    return {
        _integer(level.get(qn("w:ilvl")), 0): _level(level) for level in item.iterfind(f"*/{qn('w:lvl')}")
    }


def _level(element: Element) -> Level:
    values = {
        tag: child.get(qn("w:val"), "")
        for tag in ("numFmt", "lvlText", "start")
        if (child := element.find(qn(f"w:{tag}"))) is not None
    }
    return Level(values.get("numFmt", "decimal"), values.get("lvlText", ""), _integer(values.get("start"), 1))


def _integer(value: str | None, default: int) -> int:
    return int(value) if value and value.lstrip("-").isdecimal() and len(value) < 7 else default
