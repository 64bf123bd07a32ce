"""A better reader makes a new text version; quotes stay, and are found again by quote and context."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import Levenshtein

from ..access import require
from ..choices import CandidateState, Role
from ..exceptions import StateConflict
from ..extraction import READER_VERSION, UnreadableDocument
from ..extraction.sandbox import extract_in_child
from ..ledger import Stamp, Write, save
from ..models import Document
from .storing import keep_text, known_names, unreadable

CONTEXT = 30


@dataclass(frozen=True)
class Reread:
    """``number`` of the new text version (or none where nothing changed), and how many quotes were placed."""

    number: int | None
    anchored: int = 0
    lost: int = 0


def place(content: str, quote: str, prefix: str, suffix: str, near: int) -> tuple[int, int] | None:
    """Where an immutable quote stands in another text: by its context, else by the likest surroundings.

    ``near`` is its old start; ties go to the nearest place. None where the quote does not occur.
    """
    found, at = [], content.find(quote) if quote else -1
    while at >= 0 and len(found) < 1000:
        found.append(at)
        at = content.find(quote, at + 1)

    def distance(start: int) -> tuple[int, int]:
        before = content[max(0, start - len(prefix)) : start]
        after = content[start + len(quote) : start + len(quote) + len(suffix)]
        return Levenshtein.distance(before, prefix) + Levenshtein.distance(after, suffix), abs(start - near)

    best = min(found, key=distance, default=None)
    return None if best is None else (best, best + len(quote))


def reread(stamp: Stamp, document: Document, *, reader_version: str = READER_VERSION) -> Reread:
    """Read a document's bytes again; where the text differs, store it and move every quote over.

    What cannot be found again keeps its quote and loses its place. Raises ``Forbidden``, ``Invalid``, or
    ``StateConflict`` while candidates of the old text await review.
    """
    require(stamp.by, Role.EDITOR)
    old = document.text
    if old is not None and old.reader_version == reader_version:
        return Reread(None)
    if document.candidates.filter(state=CandidateState.PENDING).exists():
        raise StateConflict(_("Decide on the candidates of this document first."))
    try:
        data = bytes(document.file.content)
        extraction = extract_in_child(data, document.file.name, known_actors=known_names())
    except UnreadableDocument as error:
        raise unreadable(error) from None
    if old is not None and old.content == extraction.reading.text:
        return Reread(None)
    with transaction.atomic():
        text = keep_text(stamp, document.file, extraction, document.file.texts.count() + 1)
        writes = [Write(document, "reread", {"text": text})]
        lost = 0
        for record in document.recommendations.exclude(quote=""):
            span = place(text.content, record.quote, record.prefix, record.suffix, record.start or 0)
            start, end = span or (None, None)
            lost += span is None
            fields = {"text": text, "start": start, "end": end}
            if span:
                fields |= {
                    "prefix": text.content[max(0, span[0] - CONTEXT) : span[0]],
                    "suffix": text.content[span[1] : span[1] + CONTEXT],
                }
            writes.append(Write(record, "reanchor", fields))
        for passage in document.evidence.exclude(start=None):
            before, after = _surroundings(old.content if old else "", passage.start or 0, passage.end or 0)
            span = place(text.content, passage.text, before, after, passage.start or 0)
            lost += span is None
            start, end = span or (None, None)
            writes.append(Write(passage, "reanchor", {"start": start, "end": end}))
        save(stamp, writes)
    return Reread(text.number, len(writes) - 1 - lost, lost)


def _surroundings(content: str, start: int, end: int) -> tuple[str, str]:
    return content[max(0, start - CONTEXT) : start], content[end : end + CONTEXT]
