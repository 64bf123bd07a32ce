"""How far brackets and lines reach that say who is responsible (（市财政局负责）, 牵头单位：…, Owner: …)."""

import re

from recommendations.extraction import actors_en, duties_zh
from recommendations.extraction.context import Document

_POINT = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,3}[.．、](?!\d)|[①-⑳])"
)


class Duties:
    """Brackets and lines that say who is responsible, and how far they reach; names go to `of_bracket` by unit.

    A bracket reaches back over its point; a line of its own (牵头单位：…) over the run of equally numbered points before it,
    or forward over the measures where these stand behind it (责任单位：… 整改措施：…).
    """

    def __init__(self, document: Document, of_bracket: dict[int, list[str]]) -> None:
        self.document = document
        self.language = document.language
        self.rules = duties_zh if document.language == "zh" else actors_en
        self.of_bracket = of_bracket
        self.floor = self.block = self.point = 0
        self.closing = False
        self.ahead: list[str] = []
        self.depth = 0

    def take(self, index: int) -> bool:
        """Whether a unit says who is responsible; its names then go to the units it is about."""
        unit = self.document.units[index]
        says = unit.zone == "responsible" or self.language == "zh" and duties_zh.is_duty(unit.plain)
        if self.closing and not says:
            self.floor = self.block = self.point = index
            self.closing = False
        if unit.heading and not says:
            self.block = self.point = index
            if len(self.document.lines[unit.line].path) <= self.depth:
                self.ahead = []
        elif self._opens_point(index):
            self.point = index
        if not says:
            self._take_leading(index)
            if self.ahead:
                self.of_bracket.setdefault(index, self.ahead)
            return False
        self._give(index, self.rules.responsible_in(unit.plain))
        self.closing = True
        return True

    def _take_leading(self, index: int) -> None:
        """A bracket at the head of a sentence belongs to the point before it."""
        unit = self.document.units[index]
        end = duties_zh.leading_bracket(unit.plain) if self.language == "zh" else 0
        if end:
            self._give(index, duties_zh.responsible_in(unit.plain[:end]))
            self.floor = self.block = self.point = index

    def _give(self, index: int, names: list[str]) -> None:
        unit = self.document.units[index]
        bracket = self.language == "en" or unit.plain.lstrip()[:1] in "（(【[〔" or not unit.first
        if not bracket and self._measures_follow(index):
            self.ahead = list(dict.fromkeys([*(self.ahead if self.closing else []), *names]))
            self.depth = len(self.document.lines[unit.line].path)
            return
        self.ahead = []
        for at in range(self.point if bracket else min(self.block, self._run_before(index)), index):
            known = self.of_bracket.setdefault(at, [])
            known += [name for name in names if name not in known]

    def _measures_follow(self, index: int) -> bool:
        """Whether the measures a duty line is about are announced behind it, before the next duty of another problem."""
        units = self.document.units
        if any(
            duties_zh.announces_measures(unit.plain) for unit in units[max(self.floor, index - 12) : index]
        ):
            return False
        for unit in units[index + 1 : index + 12]:
            if duties_zh.announces_measures(unit.plain):
                return True
            if unit.heading and unit.section != units[index].section:
                return False
        return False

    def _run_before(self, index: int) -> int:
        """Where the run of equally numbered lines begins that stands right before a duty line."""
        units, lines = self.document.units, self.document.lines
        at, start, style = index - 1, index, None
        while at >= self.floor:
            line = lines[units[at].line]
            if units[at].zone != "responsible":
                if line.style is None or style not in (None, line.style):
                    break
                start, style = at, line.style
            at -= 1
        return start

    def _opens_point(self, index: int) -> bool:
        """Whether a numbered point begins with a unit; brackets behind it reach back no further."""
        unit = self.document.units[index]
        if unit.first and (self.language == "en" or self.document.lines[unit.line].style is not None):
            return True
        return self.language == "zh" and _POINT.match(unit.plain) is not None
