"""Word files with placeholders in double braces: which are in them, and filling them in.

A placeholder is found whatever runs Word has split it over; what stands in its place takes the formatting of
its first character. A table row that holds a placeholder of ``ROW`` is repeated for each recommendation.
"""

import copy
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from docx import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from ..exceptions import Invalid
from ..extraction import UnreadableDocument
from ..extraction.readers.archive import check_docx

LETTER = ("文种", "文号", "单位", "日期", "正文", "件数")
ROW = ("序号", "编号", "建议", "原文", "来源文件", "配合单位", "期限", "落实情况", "类别")
MAX_BYTES = 5 * 1024 * 1024
PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_FETCHING = re.compile(r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK)\b", re.IGNORECASE)
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ACTIVE = ("activex", "embeddings/", "oleobject")
_HYPERLINK = "/hyperlink"
_P, _T, _TR, _BR = qn("w:p"), qn("w:t"), qn("w:tr"), qn("w:br")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def check_template(data: bytes) -> None:
    """Raise ``Invalid``, naming what is wrong, for a file from which no letter may be written."""
    problems: list[Any] = []
    try:
        if len(data) > MAX_BYTES:
            raise UnreadableDocument("too_large", "")
        check_docx(data)
        problems += _reaching_out(data)
        word = WordDocument(io.BytesIO(data))
    except UnreadableDocument as error:
        message = _("This Word file cannot be used: %(reason)s") % {"reason": _REASONS[error.code]}
        raise Invalid(message, errors=[("file", message)]) from None
    except (KeyError, ValueError, etree.XMLSyntaxError):
        message = _("This Word file cannot be used: %(reason)s") % {"reason": _REASONS["wrong_type"]}
        raise Invalid(message, errors=[("file", message)]) from None
    known, unknown, outside = {*LETTER, *ROW}, set[str](), set[str]()
    for paragraph in _paragraphs(word):
        text = _text(paragraph)
        names = PLACEHOLDER.findall(text)
        unknown |= set(names) - known
        if _row_of(paragraph) is None:
            outside |= set(names) & set(ROW)
        rest = PLACEHOLDER.sub("", text)
        if "{{" in rest or "}}" in rest:
            problems.append(_("Braces that do not match: %(text)s") % {"text": text[:60]})
    problems += [_("There is no placeholder “%(name)s”.") % {"name": name} for name in sorted(unknown)]
    problems += [
        _("“%(name)s” belongs into a table row, which is repeated.") % {"name": name}
        for name in sorted(outside)
    ]
    if problems:
        raise Invalid(_("Some fields are wrong."), errors=[("file", problem) for problem in problems])


def fill(template: bytes, values: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> bytes:
    """The letter: ``values`` for placeholders of ``LETTER``, for each of ``rows`` those of ``ROW``."""
    word = WordDocument(io.BytesIO(template))
    repeated: dict[Any, None] = {}
    single = []
    for paragraph in _paragraphs(word):
        single.append((paragraph, _row_of(paragraph)))
        if set(PLACEHOLDER.findall(_text(paragraph))) & set(ROW):
            repeated[_row_of(paragraph)] = None
    for paragraph, row in single:
        if row not in repeated:
            _fill(paragraph, values)
    for row in repeated:
        for item in rows:
            made = copy.deepcopy(row)
            row.addprevious(made)
            for paragraph in list(made.iter(_P)):
                if _row_of(paragraph) is made:
                    _fill(paragraph, {**values, **item})
        row.getparent().remove(row)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _reaching_out(data: bytes) -> Iterator[Any]:
    """What would make Word run or fetch something when the letter is opened."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if any(part in name.lower() for part in _ACTIVE):
                yield _("The file holds an embedded object: %(name)s") % {"name": name}
            if name.endswith(".rels"):
                for node in etree.fromstring(archive.read(name)):
                    if node.get("TargetMode") == "External" and not node.get("Type", "").endswith(_HYPERLINK):
                        yield _("The file fetches something from outside: %(name)s") % {
                            "name": node.get("Target")
                        }
            elif name.startswith("word/") and name.endswith(".xml"):
                tree = etree.fromstring(archive.read(name))
                codes = " ".join(
                    [*("".join(node.itertext()) for node in tree.iter(qn("w:instrText"))),
                     *(node.get(qn("w:instr"), "") for node in tree.iter(qn("w:fldSimple")))]
                )  # fmt: skip
                if _FETCHING.search(codes):
                    yield _("The file holds a field that fetches something: %(name)s") % {
                        "name": codes.strip()[:60]
                    }


def _paragraphs(word: Any) -> Iterator[Any]:
    """Every paragraph of the body, its tables and text boxes, of headers and footers."""
    yield from word.element.body.iter(_P)
    for relation in word.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(("/header", "/footer")):
            yield from relation.target_part.element.iter(_P)


def _texts(paragraph: Any) -> list[Any]:
    """The pieces of text of this paragraph, without those of paragraphs inside it (text boxes)."""
    return [node for node in paragraph.iter(_T) if next(node.iterancestors(_P)) is paragraph]


def _text(paragraph: Any) -> str:
    return "".join(node.text or "" for node in _texts(paragraph))


def _row_of(paragraph: Any) -> Any:
    return next(paragraph.iterancestors(_TR), None)


def _fill(paragraph: Any, values: Mapping[str, str]) -> None:
    """Put values in; a paragraph that is one placeholder is repeated for each line of its value."""
    alone = PLACEHOLDER.fullmatch(_text(paragraph).strip())
    if alone is None:
        _put(paragraph, values)
        return
    *lines, last = values.get(alone[1], "").split("\n")
    for line in lines:
        made = copy.deepcopy(paragraph)
        paragraph.addprevious(made)
        _put(made, {alone[1]: line})
    _put(paragraph, {alone[1]: last})


def _put(paragraph: Any, values: Mapping[str, str]) -> None:
    nodes = _texts(paragraph)
    pieces = [node.text or "" for node in nodes]
    for match in reversed(list(PLACEHOLDER.finditer("".join(pieces)))):
        at, value = 0, _UNWRITABLE.sub("", values.get(match[1], ""))
        for index, piece in enumerate(pieces):
            first, last = match.start() - at, match.end() - at
            at += len(piece)
            if first < len(piece) and last > 0:
                begun = value if first >= 0 else ""
                pieces[index] = piece[: max(first, 0)] + begun + piece[max(last, 0) :]
    for node, piece in zip(nodes, pieces, strict=True):
        _write(node, piece)


def _write(node: Any, text: str) -> None:
    """Spaces are kept, line breaks become those of Word."""
    node.text, *others = text.split("\n")
    node.set(_SPACE, "preserve")
    for line in reversed(others):
        more = node.makeelement(_T)
        more.text = line
        more.set(_SPACE, "preserve")
        node.addnext(more)
        node.addnext(node.makeelement(_BR))


_REASONS: dict[str, Any] = {
    "encrypted": _("it is protected by a password."),
    "macros": _("it holds macros."),
    "doctype": _("it declares a document type or entities."),
    "wrong_type": _("it is not a Word document (docx)."),
    "truncated": _("it is damaged or incomplete."),
    "too_large": _("it is too large."),
    "too_many_members": _("it is too large."),
    "too_many_paragraphs": _("it is too large."),
}
