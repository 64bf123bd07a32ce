"""Web pages: headings, paragraphs, lists and tables; menus, scripts and hidden parts left out with a warning."""

import re
from collections import Counter
from dataclasses import dataclass

from lxml import etree

from ..limits import MAX_PARAGRAPHS, UnreadableDocument
from ..warning import warning
from .arrange import arrange
from .encoding import decode
from .html_names import BLOCKS, FURNITURE_NAMES, FURNITURE_TAGS, HEADINGS, NOTE_NAMES, REGIONS, SILENT, VOID
from .layout import Block, Draft, join_lines, lowered, raised
from .lists import BULLET, format_number
from .wraps import split_lines

_DECLARED = re.compile(
    rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,200}?encoding)\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE
)
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LIST_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LINKED_SHARE, _MOST_FURNITURE, _MOST_NAMED, _LEAST_LINKS = 0.6, 3_000, 500, 3


@dataclass
class _Region:
    """An element that is open: where its blocks start, and how much of its text is links."""

    tag: str
    kind: str = ""  # furniture, notes, heading, list, table, row, cell, raised, lowered, reference
    start: int = 0
    characters: int = 0
    linked: int = 0
    links: int = 0
    number: int = 0
    form: str = "decimal"
    keeps: bool = False


def read(data: bytes) -> Draft:
    """A web page's blocks in order. Raises ``UnreadableDocument``; fetches nothing."""
    declared = _DECLARED.search(data[:4_096])
    text, warnings = decode(data, declared[1].decode("ascii") if declared else None)
    page = page_of(text)
    draft = Draft("html", page.blocks, page.notes, warnings + page.warnings())
    arrange(draft)
    return draft


def page_of(text: str) -> "Page":
    """What a piece of HTML holds. Raises ``UnreadableDocument`` (doctype, too_many_paragraphs)."""
    if _ENTITY.search(text):
        raise UnreadableDocument("doctype", "The page declares entities of its own, which could hide text.")
    page = Page()
    markup = text.replace("\0", "").encode("utf-8", "replace")
    if markup.strip():
        etree.fromstring(
            markup, etree.HTMLParser(target=page, huge_tree=True, encoding="utf-8", no_network=True)
        )
    return page


class Page:
    """Receives the parser's events; needs no tree, so that depth costs nothing."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.notes: list[str] = []
        self._left_out: list[list[Block]] = []
        self._silent = self._marks = 0
        self._dropped: Counter[str] = Counter()
        self._open: list[_Region] = []
        self._sinks: list[list[Block]] = [self.blocks]
        self._rows: list[list[list[Block]]] = []
        self._counts: Counter[str] = Counter()
        self._text: list[str] = []
        self._label = ""
        self._gap = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._silent:
            self._silent += tag not in VOID
            return
        if tag in SILENT or (tag not in VOID and _is_hidden(attributes)):
            self._dropped["" if tag not in SILENT else tag] += tag != "head"
            self._silent = 1
            return
        if tag in BLOCKS:
            self._flush()
        if tag in VOID:
            return
        region = _Region(tag, _kind(tag, attributes), len(self._sinks[-1]))
        if region.kind == "cell":
            self._sinks.append([])
        elif region.kind == "row":
            self._rows.append([])
        self._open.append(region)
        self._counts[tag] += 1
        if tag == "ol":
            region.form = _LIST_FORMS.get(attributes.get("type", ""), "decimal")
            start = attributes.get("start", "1")
            region.number = int(start) - 1 if start.isdecimal() and len(start) < 6 else 0
        elif tag == "li":
            self._label = self._next_label()
        elif tag in ("h1", "article", "main"):
            for outer in reversed(self._open):
                if outer.keeps:
                    break
                outer.keeps = True
        elif tag == "a" and attributes.get("href", "").startswith("#") and _refers(attributes, self._open):
            region.kind = "reference"

    def end(self, tag: str) -> None:
        if self._silent:
            self._silent -= tag not in VOID
            return
        if not self._counts[tag]:
            return
        while self._open:
            region = self._open[-1]
            if region.tag in BLOCKS:
                self._flush()
            self._open.pop()
            self._counts[region.tag] -= 1
            self._close(region)
            if region.tag == tag:
                return

    def data(self, text: str) -> None:
        if self._silent:
            return
        kinds = [region.kind for region in self._open[-3:]]
        if "reference" in kinds:
            self._marks += bool(text.strip())
            return
        if self._open:
            length = len(text.strip())
            self._open[-1].characters += length
            if self._counts["a"]:
                self._open[-1].linked += length
        if self._counts["pre"]:
            self._text.append(text)
        else:
            shown = raised(text) if "raised" in kinds else lowered(text) if "lowered" in kinds else text
            self._text.append(shown.replace("\n", " ").replace("\r", " "))

    def comment(self, text: str) -> None:
        """Comments are no text."""

    def close(self) -> "Page":
        while self._open:
            self.end(self._open[-1].tag)
        self._flush()
        if not self.blocks:
            self.blocks = [block for region in self._left_out for block in region]
            self._left_out = []
        return self

    def warnings(self) -> list[str]:
        """What was left out; asked once, it adds the furniture to the notes."""
        left_out = [(name, count) for name, count in sorted(self._dropped.items()) if count]
        warnings = [
            warning("dropped", count, name) if name else warning("hidden", count) for name, count in left_out
        ]
        if self._left_out:
            menus = [
                " | ".join(" ".join(block.text.split()) for block in region) for region in self._left_out
            ]
            self.notes += menus
            warnings.append(warning("menus", "; ".join(menus)[:200]))
        if self._marks:
            warnings.append(warning("footnote_links", self._marks))
        return warnings

    def _flush(self) -> None:
        text, self._text = "".join(self._text), []
        if not text.strip():
            self._gap += self._ends_paragraph()
            return
        if self._counts["pre"]:
            self._sinks[-1].extend(split_lines(text))
            return
        label, self._label = self._label, ""
        heading = next(
            (HEADINGS[region.tag] for region in reversed(self._open[-4:]) if region.tag in HEADINGS), None
        )
        kind = "heading" if heading else "list" if label else "body"
        text = f"{label} {text}" if label else text
        self._sinks[-1].append(Block(text, kind, None, heading, label or None, gap=self._gap))
        self._gap = 0
        if len(self._sinks[-1]) > MAX_PARAGRAPHS:
            raise UnreadableDocument(
                "too_many_paragraphs", f"The page has more than {MAX_PARAGRAPHS:,} paragraphs."
            )

    def _ends_paragraph(self) -> bool:
        return bool(self._open) and self._open[-1].tag == "p"

    def _next_label(self) -> str:
        for region in reversed(self._open[-7:-1]):
            if region.tag == "ol":
                region.number += 1
                return f"{format_number(region.number, region.form)}."
            if region.tag == "ul":
                return BULLET
        return ""

    def _close(self, region: _Region) -> None:
        if self._open:
            outer = self._open[-1]
            region.links += region.tag == "a"
            outer.characters += region.characters
            outer.linked += region.linked
            outer.links += region.links
        if region.tag == "li":
            self._label = ""
        if region.kind == "cell":
            self._close_cell(self._sinks.pop())
        elif region.kind == "row":
            self._close_row(self._rows.pop())
        elif region.kind == "notes":
            sink = self._sinks[-1]
            self.notes += [block.text.replace("↩", "") for block in sink[region.start :]]
            del sink[region.start :]
        elif self._is_furniture(region):
            self._leave_out(region)

    def _is_furniture(self, region: _Region) -> bool:
        if region.tag not in REGIONS or region.keeps or region.characters > _MOST_FURNITURE:
            return False
        if region.kind == "furniture":
            if region.tag not in FURNITURE_TAGS and region.characters > _MOST_NAMED:
                return False
            return not (self._counts["article"] or self._counts["main"]) or region.tag in ("nav", "aside")
        return region.links >= _LEAST_LINKS and region.linked > region.characters * _LINKED_SHARE

    def _leave_out(self, region: _Region) -> None:
        sink = self._sinks[-1]
        if region.start < len(sink):
            self._left_out.append(sink[region.start :])
            del sink[region.start :]
        if self._open:
            self._open[-1].characters -= region.characters
            self._open[-1].linked -= region.linked
            self._open[-1].links -= region.links

    def _close_cell(self, cell: list[Block]) -> None:
        if self._rows:
            self._rows[-1].append(cell)
        else:
            self._sinks[-1].extend(cell)

    def _close_row(self, cells: list[list[Block]]) -> None:
        """A row of data becomes one block; a row that only lays out the page gives its blocks as they are."""
        filled = [cell for cell in cells if cell]
        blocks = [block for cell in filled for block in cell]
        if len(filled) < 2 or any(block.kind in ("heading", "table") for block in blocks):
            self._sinks[-1].extend(blocks)
        else:
            texts = (join_lines(*(block.text for block in cell)) for cell in cells)
            self._sinks[-1].append(Block("\t".join(text.replace("\t", " ") for text in texts), "table"))


def _kind(tag: str, attributes: dict[str, str]) -> str:
    if tag in ("td", "th"):
        return "cell"
    if tag in ("tr", "sup", "sub"):
        return {"tr": "row", "sup": "raised", "sub": "lowered"}[tag]
    names = {name.lower() for key in ("class", "id", "role") for name in attributes.get(key, "").split()}
    if names & NOTE_NAMES:
        return "notes"
    return "furniture" if tag in FURNITURE_TAGS or (tag in REGIONS and names & FURNITURE_NAMES) else ""


def _is_hidden(attributes: dict[str, str]) -> bool:
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style", "")))


def _refers(attributes: dict[str, str], outer: list[_Region]) -> bool:
    return (
        attributes.get("role") == "doc-noteref"
        or "footnote-ref" in attributes.get("class", "")
        or any(region.kind == "raised" for region in outer[-3:])
    )
