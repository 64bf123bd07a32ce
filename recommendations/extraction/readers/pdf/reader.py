"""A PDF file as a draft."""

import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ...limits import MAX_PAGES, MAX_SECONDS, UnreadableDocument
from ...warning import warning
from ..arrange import leave_furniture, set_apart
from ..layout import Draft, join_lines
from .columns import Line, lines_of
from .edges import take_running_heads, take_small_print
from .glyphs import Page, read_page
from .paragraphs import Paragraphs

_END_MARK, _END_WITHIN = b"%%EOF", 32_768
_UNREADABLE_SHARE, _UNREADABLE_LEAST, _UNREADABLE_MOST = 0.05, 3, 0.5
_POOR_PAGE = 10
_SHARE_FOR_PAGES = 0.5  # of the time allowed; joining and judging what they hold takes the rest


def read(data: bytes) -> Draft:
    """A PDF's blocks in reading order, each with its page. Raises ``UnreadableDocument``."""
    document = _opened(data)
    try:
        if len(document) > MAX_PAGES:
            raise UnreadableDocument(
                "too_many_pages", f"The PDF has {len(document):,} pages, not {MAX_PAGES:,}."
            )
        pages = list(_pages(document))
        _check_text_layer(pages, document)
    finally:
        document.close()
    draft = Draft("pdf")
    _warn_of_gaps(draft, pages)
    if heads := take_running_heads(pages):
        draft.notes += heads
        draft.warnings.append(warning("heads", "; ".join(heads)[:200]))
    body_size = _body_size(pages)
    chunks: list[list[Line]] = []
    for page in pages:
        chunks += _chunks(page, body_size, draft)
    for number, chunk in enumerate(chunks):
        for line in chunk:
            line.chunk = number
    widths = {page.number: page.width for page in pages}
    draft.blocks = Paragraphs(chunks, body_size, widths).blocks
    leave_furniture(draft)
    set_apart(draft)
    return draft


def _opened(data: bytes) -> pdfium.PdfDocument:
    if _END_MARK not in data[-_END_WITHIN:]:
        raise UnreadableDocument("truncated", "The PDF has no end; it was cut short.")
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
            raise UnreadableDocument("encrypted", "The PDF is protected by a password.") from None
        raise UnreadableDocument("truncated", "The PDF is damaged or incomplete.") from None


def _pages(document: pdfium.PdfDocument) -> Iterator[Page]:
    """Each page is closed after the next is open, so that pdfium keeps the fonts they share."""
    previous: pdfium.PdfPage | None = None
    began = time.process_time()
    for index in range(len(document)):
        if time.process_time() - began > MAX_SECONDS * _SHARE_FOR_PAGES:
            raise UnreadableDocument(
                "too_many_pages",
                f"The PDF has {len(document):,} pages, too many to read in {MAX_SECONDS} seconds; "
                f"there was time for {index:,}. It can be read in parts.",
            )
        try:
            page = document[index]
            yield read_page(page, index + 1)
        except pdfium.PdfiumError:
            raise UnreadableDocument("truncated", f"Page {index + 1} of the PDF is damaged.") from None
        if previous is not None:
            previous.close()
        previous = page


def _check_text_layer(pages: Sequence[Page], document: pdfium.PdfDocument) -> None:
    characters = sum(page.characters for page in pages)
    unreadable = sum(page.unreadable for page in pages)
    if characters <= len(pages) * _POOR_PAGE and (not characters or _has_picture(document)):
        raise UnreadableDocument("no_text_layer", "The PDF holds pictures of text, no text.")
    if unreadable > characters * _UNREADABLE_MOST:
        raise UnreadableDocument("no_text_layer", "The PDF's fonts do not say which characters they show.")


def _has_picture(document: pdfium.PdfDocument) -> bool:
    return any(True for _ in document[0].get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _warn_of_gaps(draft: Draft, pages: Sequence[Page]) -> None:
    for page in pages:
        if page.unreadable > max(_UNREADABLE_LEAST, page.characters * _UNREADABLE_SHARE):
            draft.warnings.append(warning("unreadable", page.number, page.unreadable))
    empty = [str(page.number) for page in pages if not page.characters]
    if empty:
        draft.warnings.append(warning("empty", ", ".join(empty)[:200]))
    if turned := sum(page.turned for page in pages):
        draft.warnings.append(warning("turned", turned))


def _body_size(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for run in page.runs:
            sizes[round(run.size * 2) / 2] += len(run.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _chunks(page: Page, body_size: float, draft: Draft) -> list[list[Line]]:
    chunks = lines_of(page.runs, page.number, page.width)
    notes = [join_lines(*note.split("\n")) for note in take_small_print(chunks, body_size)]
    if notes:
        draft.notes += notes
        draft.warnings.append(warning("page_footnotes", page.number, len(notes)))
        for note in notes:
            _drop_mark(note, chunks)
    return [chunk for chunk in chunks if chunk]


def _drop_mark(note: str, chunks: Sequence[Sequence[Line]]) -> None:
    """Raise the mark of a note that stands bare in the text, so that it is dropped with the others."""
    mark = note.split(" ", 1)[0]
    if not re.fullmatch(r"[①-⑳†‡§]", mark):
        return
    for line in (line for chunk in chunks for line in chunk):
        at = line.text.find(mark)
        if at > 0:
            line.text = line.text[:at] + line.text[at + len(mark) :]
            return
