"""What a Word document's styles say of a paragraph: its names, heading level and list, by inheritance."""

import re
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

_STYLE, _NAME, _BASED_ON, _VALUE, _ID = (
    qn(f"w:{tag}") for tag in ("style", "name", "basedOn", "val", "styleId")
)
_PROPERTIES, _OUTLINE, _NUMBERING, _NUMBER, _DEPTH, _STYLED = (
    qn(f"w:{tag}") for tag in ("pPr", "outlineLvl", "numPr", "numId", "ilvl", "pStyle")
)
_HEADING_NAME = re.compile(r"(?:heading|标题)\s?([1-9])", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|目录)\s?\d", re.IGNORECASE)
_TITLES = ("title", "标题")
_BODY_LEVEL = 9


@dataclass(frozen=True)
class Style:
    """``level`` is a heading's from 1; ``number`` and ``depth`` name a list and its level; ``contents`` a line of one."""

    level: int | None = None
    number: str | None = None
    depth: int | None = None
    contents: bool = False


class Styles:
    """The styles of a document; what a paragraph says itself goes before what its style says."""

    def __init__(self, styles: Element | None) -> None:
        self._elements = (
            {} if styles is None else {style.get(_ID): style for style in styles.iterchildren(_STYLE)}
        )
        self._known: dict[str, Style] = {}

    def of(self, paragraph: Element) -> Style:
        """What holds for a paragraph."""
        properties = paragraph.find(_PROPERTIES)
        if properties is None:
            return Style()
        named = properties.find(_STYLED)
        return _over(_direct(properties), Style() if named is None else self._style(named.get(_VALUE)))

    def _style(self, name: str | None) -> Style:
        chain: list[str] = []
        while name is not None and name in self._elements and name not in self._known and name not in chain:
            chain.append(name)
            based = self._elements[name].find(_BASED_ON)
            name = None if based is None else based.get(_VALUE)
        style = self._known.get(name or "", Style())
        for name in reversed(chain):
            style = self._known[name] = _over(_own(self._elements[name]), style)
        return style


def _over(own: Style, inherited: Style) -> Style:
    return Style(
        inherited.level if own.level is None else own.level,
        own.number or inherited.number,
        inherited.depth if own.depth is None else own.depth,
        own.contents or inherited.contents,
    )


def _own(style: Element) -> Style:
    named = style.find(_NAME)
    name = "" if named is None else named.get(_VALUE, "")
    heading = _HEADING_NAME.match(name)
    level = int(heading[1]) if heading else 1 if name.lower() in _TITLES else None
    properties = style.find(_PROPERTIES)
    own = Style() if properties is None else _direct(properties)
    return Style(
        own.level if own.level is not None else level, own.number, own.depth, bool(_CONTENTS_NAME.match(name))
    )


def _direct(properties: Element) -> Style:
    outline, numbering = properties.find(_OUTLINE), properties.find(_NUMBERING)
    level = _integer(outline)
    number = None if numbering is None else numbering.find(_NUMBER)
    return Style(
        None if level is None else 0 if level >= _BODY_LEVEL else level + 1,
        None if number is None else number.get(_VALUE),
        None if numbering is None else _integer(numbering.find(_DEPTH)),
    )


def _integer(element: Element | None) -> int | None:
    value = None if element is None else element.get(_VALUE)
    return int(value) if value and value.isdecimal() and len(value) < 4 else None
