"""Word documents: text, lists, tables and footnotes in document order, whatever wraps them."""

import io
from collections.abc import Iterator
from functools import cache

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn as qualified_name
from lxml import etree
from lxml.etree import _Element as Element

from ..limits import UnreadableDocument
from ..warning import warning
from .archive import check_docx
from .arrange import arrange
from .layout import Block, Draft, join_lines, lowered, raised
from .lists import Lists
from .styles import Styles

qn = cache(qualified_name)
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DELETED = {qn("w:del"), qn("w:moveFrom")}
_APART = {
    qn("w:pPr"),
    qn("w:rPr"),
    qn("w:instrText"),
    qn("w:delText"),
    qn("w:rt"),
    qn("w:txbxContent"),
    f"{_ALTERNATE}Fallback",
}
_SAFE_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def read(data: bytes) -> Draft:
    """A Word document's blocks in order. Raises ``UnreadableDocument``."""
    check_docx(data)
    try:
        document = Document(io.BytesIO(data))
        body = document.element.body
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, etree.XMLSyntaxError) as error:
        raise UnreadableDocument("truncated", f"The Word file is damaged or incomplete ({error}).") from None
    if body is None:
        raise UnreadableDocument("empty", "The document holds no text.")
    draft = _Walk(document).draft
    arrange(draft)
    return draft


class _Walk:
    def __init__(self, document: WordDocument) -> None:
        self.draft = Draft("docx")
        self._lists = Lists(self._part(document, RELATIONSHIP_TYPE.NUMBERING))
        self._styles = Styles(self._part(document, RELATIONSHIP_TYPE.STYLES))
        self._deleted = self._marks = 0
        self._contents: list[str] = []
        gap = 0
        for element in self._blocks(document.element.body):
            blocks = self._block(element)
            if blocks:
                blocks[0].gap, gap = gap, 0
            else:
                gap += 1
            self.draft.blocks += blocks
        self._take_notes(document)
        self._warn(document)

    def _blocks(self, parent: Element) -> Iterator[Element]:
        """Paragraphs and tables under an element, out of content controls and tracked moves as well."""
        for child in parent.iterchildren(tag=etree.Element):
            if child.tag in (qn("w:p"), qn("w:tbl")):
                yield child
            elif child.tag in _DELETED:
                self._deleted += 1
            elif child.tag not in _APART:
                yield from self._blocks(child)

    def _block(self, element: Element) -> list[Block]:
        return self._table(element) if element.tag == qn("w:tbl") else self._paragraph(element)

    def _paragraph(self, paragraph: Element) -> list[Block]:
        style = self._styles.of(paragraph)
        text = self._text(paragraph)
        if style.contents:
            self._contents.append(text)
            return []
        level = style.level or None
        label = self._lists.label(style.number, style.depth or 0) if style.number and text.strip() else ""
        kind = "heading" if level else "list" if label else "body"
        lines = [line for line in text.split("\n") if line.strip()]
        blocks = [Block(line, kind, level=level) for line in lines]
        if blocks and label:
            blocks[0] = Block(f"{label} {lines[0]}", kind, level=level, number=label)
        for box in _text_boxes(paragraph):
            for element in self._blocks(box):
                blocks += self._block(element)
        return blocks

    def _table(self, table: Element) -> list[Block]:
        rows = [
            [
                list(self._blocks(cell))
                for cell in row.iterdescendants(qn("w:tc"))
                if _owner(cell, "w:tr") is row
            ]
            for row in table.iterdescendants(qn("w:tr"))
            if _owner(row, "w:tbl") is table
        ]
        if all(len(cells) <= 1 for cells in rows):
            return [
                block
                for cells in rows
                for cell in cells
                for element in cell
                for block in self._block(element)
            ]
        return [Block("\t".join(map(self._cell, cells)), "table") for cells in rows]

    def _cell(self, elements: list[Element]) -> str:
        texts = (block.text.replace("\t", " ") for element in elements for block in self._block(element))
        return join_lines(*texts)

    def _text(self, element: Element) -> str:
        """The text of a paragraph as shown: tracked deletions, field codes and hidden text left out."""
        parts: list[str] = []
        for child in element.iterchildren(tag=etree.Element):
            tag = child.tag
            if tag in _DELETED:
                self._deleted += 1
            elif tag == qn("w:r"):
                parts.append(self._run(child))
            elif tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
                self._marks += 1
            elif tag in (qn("w:t"), f"{_MATH}t"):
                parts.append(child.text or "")
            elif tag in (qn("w:br"), qn("w:cr")):
                parts.append("\n")
            elif tag in (qn("w:tab"), qn("w:ptab")):
                parts.append(" ")
            elif tag == qn("w:noBreakHyphen"):
                parts.append("-")
            elif tag not in _APART:
                parts.append(self._text(child))
        return "".join(parts)

    def _run(self, run: Element) -> str:
        properties = run.find(qn("w:rPr"))
        text = self._text(run)
        if properties is None:
            return text
        hidden = properties.find(qn("w:vanish"))
        if hidden is not None and hidden.get(qn("w:val")) not in ("0", "false"):
            self._deleted += bool(text.strip())
            return ""
        position = properties.find(qn("w:vertAlign"))
        value = "" if position is None else position.get(qn("w:val"))
        return raised(text) if value == "superscript" else lowered(text) if value == "subscript" else text

    def _part(self, document: WordDocument, relationship: str) -> Element | None:
        for related in document.part.rels.values():
            if related.reltype == relationship and not related.is_external:
                try:
                    return etree.fromstring(related.target_part.blob, _SAFE_PARSER)
                except etree.XMLSyntaxError as error:
                    raise UnreadableDocument("truncated", f"The Word file is damaged ({error}).") from None
        return None

    def _take_notes(self, document: WordDocument) -> None:
        for relationship, tag in (
            (RELATIONSHIP_TYPE.FOOTNOTES, "w:footnote"),
            (RELATIONSHIP_TYPE.ENDNOTES, "w:endnote"),
        ):
            part = self._part(document, relationship)
            for note in () if part is None else part.iter(qn(tag)):
                if note.get(qn("w:type"), "normal") != "normal":
                    continue
                if text := self._cell(list(self._blocks(note))):
                    self.draft.notes.append(f"{note.get(qn('w:id'))} {text}")

    def _warn(self, document: WordDocument) -> None:
        warnings = self.draft.warnings
        if self.draft.notes or self._marks:
            warnings.append(warning("word_footnotes", len(self.draft.notes), self._marks))
        if self._contents:
            self.draft.notes += self._contents
            warnings.append(warning("contents", len(self._contents)))
        if self._deleted:
            warnings.append(warning("deleted", self._deleted))
        edges = {
            text
            for relationship in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
            for related in document.part.rels.values()
            if related.reltype == relationship
            and not related.is_external
            and (text := "".join(etree.fromstring(related.target_part.blob, _SAFE_PARSER).itertext()).strip())
        }
        if edges:
            warnings.append(warning("edges", "; ".join(sorted(edges))[:200]))
        comments = self._part(document, RELATIONSHIP_TYPE.COMMENTS)
        if comments is not None and (count := sum(1 for _ in comments.iter(qn("w:comment")))):
            warnings.append(warning("comments", count))


def _owner(element: Element, tag: str) -> Element | None:
    return next(element.iterancestors(qn(tag)), None)


def _text_boxes(paragraph: Element) -> Iterator[Element]:
    for box in paragraph.iterdescendants(qn("w:txbxContent")):
        outer = (ancestor.tag for ancestor in box.iterancestors())
        if f"{_ALTERNATE}Fallback" not in outer and _owner(box, "w:p") is paragraph:
            yield box
