"""Markdown: CommonMark with tables and footnotes; what is HTML inside goes to the HTML reader."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..limits import MAX_PARAGRAPHS, UnreadableDocument
from ..warning import warning
from .arrange import arrange
from .encoding import decode
from .html import page_of
from .layout import Block, Draft, join_lines
from .lists import BULLET

_NOTE = re.compile(r"^\[\^([^\]\s]{1,40})\]:[ \t]*(.*(?:\n(?: {4}|\t).*)*)", re.MULTILINE)
_MARK = re.compile(r"\[\^[^\]\s]{1,40}\]")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n((?:(?!---[ \t]*$).*\n){1,60})---[ \t]*(?:\n|\Z)", re.MULTILINE)
_TOO_DEEP = re.compile(r"^([>*+\- \t]{40})[>*+\- \t]+", re.MULTILINE)
_MOST_NESTING, _MOST_BRACKETS = 60, 5_000


def read(data: bytes) -> Draft:
    """A Markdown file's blocks in order. Raises ``UnreadableDocument``."""
    text, warnings = decode(data)
    draft = Draft("markdown", warnings=warnings)
    text = _take_apart(text.replace("\r\n", "\n").replace("\r", "\n"), draft)
    parser = MarkdownIt("commonmark", {"maxNesting": _MOST_NESTING}).enable("table")
    if text.count("[") > _MOST_BRACKETS:  # looking for links takes time that grows with their square
        parser.disable(["link", "image"])
        draft.warnings.append(warning("brackets"))
    _Walk(draft).over(parser.parse(text))
    arrange(draft)
    return draft


def _take_apart(text: str, draft: Draft) -> str:
    if front := _FRONT_MATTER.match(text):
        draft.notes.append(front[1])
        draft.warnings.append(warning("front_matter"))
        text = text[front.end() :]
    draft.notes += [f"{note[1]} {note[2]}" for note in _NOTE.finditer(text)]
    text, marks = _MARK.subn("", _NOTE.sub("", text))
    if marks:
        draft.warnings.append(warning("marks", marks))
    text, flattened = _TOO_DEEP.subn(r"\1", text)
    if flattened:
        draft.warnings.append(warning("flattened", flattened))
    return text


class _Walk:
    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._lists: list[int | None] = []
        self._label = ""
        self._level: int | None = None
        self._row: list[str] | None = None

    def over(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            self._take(token)
            if len(self._draft.blocks) > MAX_PARAGRAPHS:
                raise UnreadableDocument(
                    "too_many_paragraphs", f"There are more than {MAX_PARAGRAPHS:,} paragraphs."
                )

    def _take(self, token: Token) -> None:
        kind = token.type
        if kind == "inline":
            self._add_all(_lines_of(token.children or []))
        elif kind in ("fence", "code_block"):
            self._add_all(token.content.split("\n"))
        elif kind == "html_block":
            page = page_of(token.content)
            self._draft.blocks += page.blocks
            self._draft.notes += page.notes
            self._draft.warnings += page.warnings()
        elif kind == "heading_open":
            self._level = int(token.tag[1:])
        elif kind == "heading_close":
            self._level = None
        elif kind == "ordered_list_open":
            self._lists.append(int(token.attrGet("start") or 1))
        elif kind == "bullet_list_open":
            self._lists.append(None)
        elif kind in ("ordered_list_close", "bullet_list_close"):
            self._lists.pop()
        elif kind == "list_item_open":
            number = self._lists[-1]
            self._label = BULLET if number is None else f"{number}{token.markup}"
            self._lists[-1] = None if number is None else number + 1
        elif kind == "list_item_close":
            self._label = ""
        elif kind == "tr_open":
            self._row = []
        elif kind == "tr_close" and self._row is not None:
            self._draft.blocks.append(Block("\t".join(self._row), "table"))
            self._row = None

    def _add_all(self, lines: Sequence[str]) -> None:
        if self._row is not None:
            self._row.append(join_lines(*(line.replace("\t", " ") for line in lines)))
            return
        for line in lines:
            if not line.strip():
                continue
            label, self._label = self._label, ""
            kind = "heading" if self._level else "list" if label else "body"
            text = f"{label} {line}" if label else line
            self._draft.blocks.append(Block(text, kind, None, self._level, label or None))


def _lines_of(children: Sequence[Token]) -> list[str]:
    """The text of an inline token: soft breaks joined, hard breaks kept as separate lines."""
    lines: list[list[str]] = [[""]]
    for child in children:
        if child.type == "softbreak":
            lines[-1].append("")
        elif child.type == "hardbreak" or (
            child.type == "html_inline" and child.content.lower().startswith("<br")
        ):
            lines.append([""])
        elif child.type != "html_inline":
            lines[-1][-1] += child.content
    return [join_lines(*pieces) for pieces in lines]
