"""A file's bytes become a ``Reading``: its text in reading order, and where each line of it came from."""

from collections.abc import Callable
from dataclasses import dataclass

from .limits import MAX_FILE_BYTES, MAX_PARAGRAPHS, UnreadableDocument
from .readers import docx, html, markdown, pdf, txt
from .readers.language import language_of
from .readers.layout import Draft, tidy
from .readers.sniffing import kind_of

READER_VERSION = "3"
_READERS: dict[str, Callable[[bytes], Draft]] = {
    "txt": txt.read,
    "docx": docx.read,
    "pdf": pdf.read,
    "html": html.read,
    "markdown": markdown.read,
}


@dataclass(frozen=True)
class Span:
    """A line of the stored text and where it came from. Offsets are code points in ``Reading.text``."""

    start: int
    end: int
    kind: str  # body, heading, table, caption, list, foreign (part of another article)
    page: int | None = None  # from 1
    level: int | None = None  # of a heading, where the format says so
    number: str | None = None  # of a list item, where the format keeps it outside the text


@dataclass(frozen=True)
class Reading:
    """What a reader made of a file.

    ``text`` is in reading order, hard wraps joined, one paragraph or heading a line; ``spans`` has one span a
    line, in order. ``notes`` are footnotes and page furniture taken out of the flow; ``warnings`` are English
    sentences on what was left out or repaired. ``language`` is an ISO 639 code.
    """

    text: str
    spans: tuple[Span, ...]
    language: str
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    reader: str
    reader_version: str


def read(data: bytes, filename: str) -> Reading:
    """Read a document of any kind; of ``filename`` only the extension counts. Raises ``UnreadableDocument``."""
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableDocument(
            "too_large", f"The file has {len(data):,} bytes; the limit is {MAX_FILE_BYTES:,}."
        )
    return _compose(_READERS[kind_of(data, filename)](data))


def _compose(draft: Draft) -> Reading:
    if len(draft.blocks) > MAX_PARAGRAPHS:
        raise UnreadableDocument("too_many_paragraphs", f"There are more than {MAX_PARAGRAPHS:,} paragraphs.")
    lines: list[str] = []
    spans: list[Span] = []
    offset = 0
    for block in draft.blocks:
        line = "\t".join(map(tidy, block.text.split("\t"))) if block.kind == "table" else tidy(block.text)
        if not line.strip():
            continue
        lines.append(line)
        spans.append(Span(offset, offset + len(line), block.kind, block.page, block.level, block.number))
        offset += len(line) + 1
    if not lines:
        raise UnreadableDocument("empty", "The document holds no text.")
    text = "\n".join(lines)
    notes = tuple(filter(None, map(tidy, draft.notes)))
    language = language_of(text)
    return Reading(text, tuple(spans), language, notes, tuple(draft.warnings), draft.reader, READER_VERSION)
