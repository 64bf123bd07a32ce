"""Store a document with its text and candidates, all or nothing."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from .. import jobs
from ..access import require
from ..choices import Disclosure, DocumentKind, JobKind, Role
from ..dates import PartialDate
from ..exceptions import Invalid
from ..extraction import UnreadableDocument
from ..extraction.extracting import Extraction
from ..extraction.sandbox import extract_in_child
from ..ledger import Stamp, create, lock
from ..models import Actor, Candidate, Document, StoredFile, TextVersion
from ..text import safe_name
from .likeness import alike

REFUSALS: dict[str, Any] = {
    "encrypted": _("The file is protected by a password. Save it without one and try again."),
    "no_text_layer": _("The file holds pictures of pages and no text. Run text recognition on it first."),
    "undecodable": _("The characters of this file cannot be read. Save it as UTF-8 and try again."),
    "doctype": _("The file declares a document type or entities, which is not allowed."),
    "macros": _("The file holds macros. Save it without them and try again."),
    "wrong_type": _("This is not a text, Word, PDF, HTML or Markdown file."),
    "truncated": _("The file is damaged or incomplete."),
    "too_large": _("The file is too large: at most 20 MB, and 100 MB unpacked."),
    "too_many_pages": _(
        "The file has more pages than can be read in 30 seconds, or more than 2,000. Send it in parts."
    ),
    "too_many_paragraphs": _("The file has more than 50,000 paragraphs."),
    "too_many_members": _("The file holds more than 2,000 parts."),
    "timed_out": _("Reading the file took more than 30 seconds."),
    "out_of_memory": _("Reading the file took more memory than allowed."),
    "empty": _("The file holds no text."),
}
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "htm": "text/html",
    "md": "text/markdown",
}


@dataclass(frozen=True)
class NewDocument:
    """What is known about a document besides its bytes; ``published_on`` is a partial date."""

    title: str = ""
    slug: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published_on: str = ""
    date_note: str = ""
    number: str = ""
    kind: str = DocumentKind.OTHER.value
    language: str = ""
    disclosure: str = Disclosure.OPEN.value


@dataclass(frozen=True)
class Incoming:
    """A file that was read and is not stored yet; without ``extraction`` its bytes were stored before."""

    data: bytes
    filename: str
    new: NewDocument
    extraction: Extraction | None = None
    repeated: Sequence[list[dict[str, Any]]] | None = None


def ingest(
    stamp: Stamp, data: bytes, filename: str, new: NewDocument, *, candidates: bool = True
) -> tuple[Document, bool]:
    """Store a document with its text and, if wanted, candidates; the same bytes give the same document.

    Where there are candidates, evidence in it for older recommendations is searched for in the background.
    Returns the document and whether it is new. Raises ``Forbidden``, or ``Invalid`` for a file that cannot
    be read or wrong fields; nothing is stored then.
    """
    return store(stamp, look_into(stamp, data, filename, new, candidates=candidates))


def look_into(
    stamp: Stamp, data: bytes, filename: str, new: NewDocument, *, candidates: bool = True
) -> Incoming:
    """The part of ``ingest`` that takes long and stores nothing; raises what it raises."""
    require(stamp.by, Role.EDITOR)
    if stored(data) is not None:
        return Incoming(data, filename, new)
    _check(new, data)
    try:
        extraction = extract_in_child(data, filename, known_actors=known_names())
    except UnreadableDocument as error:
        raise unreadable(error) from None
    found = [(each.title, each.quote) for each in extraction.recommendations]
    return Incoming(data, filename, new, extraction, alike(found) if candidates else None)


def store(stamp: Stamp, incoming: Incoming) -> tuple[Document, bool]:
    """The document of what came in, and whether it is new: others may have stored the same bytes meanwhile."""
    with transaction.atomic():
        lock()
        if (known := stored(incoming.data)) is not None or incoming.extraction is None:
            return known, False  # type: ignore[return-value]
        document = _store(stamp, incoming.data, incoming.filename, incoming.new, incoming.extraction)
        if incoming.repeated is not None:
            keep_candidates(stamp, document, incoming.extraction, incoming.repeated)
            arguments = {"document": document.slug, "new": True}
            jobs.ask(stamp.by, JobKind.SUGGEST, arguments, stamp.at, key=f"suggest-new-{document.slug}")
    return document, True


def stored(data: bytes) -> Document | None:
    """The document of these bytes, if there is one."""
    return Document.objects.filter(sha256=hashlib.sha256(data).hexdigest()).first()


def known_names() -> list[tuple[str, ...]]:
    """The names of each actor, the preferred one first, for the extraction to recognise."""
    return [(a.name, *a.aliases, *([a.name_en] if a.name_en else [])) for a in Actor.objects.all()]


def unreadable(error: UnreadableDocument) -> Invalid:
    """The refusal of a file, in the user's words, with the reader's code."""
    message = REFUSALS[error.code]
    return Invalid(message, code=f"unreadable-{error.code}", errors=[("file", message)])


def keep_candidates(
    stamp: Stamp, document: Document, extraction: Extraction, repeated: Sequence[list[dict[str, Any]]]
) -> None:
    """Store what was found as pending candidates, containers before what they hold.

    ``repeated`` runs parallel to what was found: the records each may repeat (see ``alike``).
    """
    made: dict[int, Candidate] = {}
    places = [[found.start, found.end] for found in extraction.recommendations]
    for level in ("parent", "child"):
        batch = {
            index: Candidate(
                document=document, text=document.text, start=found.start, end=found.end, quote=found.quote,
                title=found.title[:500], level=found.level, section=list(found.section),
                parent=made.get(found.parent) if found.parent is not None else None,
                actors=[asdict(actor) for actor in found.actors], themes=list(found.themes),
                instruments=[i[:200] for i in found.instruments], places=[p[:200] for p in found.places],
                deadline=(found.deadline or "")[:200], target=(found.target or "")[:300],
                score=round(found.score, 4), reasons=list(found.reasons), alike=repeated[index],
                restates=places[found.restates] if found.restates is not None else [],
            )
            for index, found in enumerate(extraction.recommendations)
            if found.level == level
        }  # fmt: skip
        create(stamp, list(batch.values()), action="find")
        made |= batch


def _store(stamp: Stamp, data: bytes, filename: str, new: NewDocument, extraction: Extraction) -> Document:
    reading = extraction.reading
    extension = filename.rpartition(".")[2].lower()
    file = StoredFile.objects.keep(safe_name(filename), CONTENT_TYPES.get(extension, "text/plain"), data)
    document = Document(
        slug=new.slug or f"document-{file.sha256[:10]}", file=file, sha256=file.sha256,
        title=new.title or first_line(reading.text) or file.name, authors=list(new.authors),
        publisher=new.publisher, published_on=new.published_on, date_note=new.date_note, number=new.number,
        kind=new.kind, language=new.language or reading.language, disclosure=new.disclosure,
        text=keep_text(stamp, file, extraction, 1),
    )  # fmt: skip
    create(stamp, [document], action="store")
    return document


def keep_text(stamp: Stamp, file: StoredFile, extraction: Extraction, number: int) -> TextVersion:
    """Store what the reader made of the file; never changed afterwards."""
    reading = extraction.reading
    return TextVersion.objects.create(
        file=file, number=number, content=reading.text, reader=reading.reader,
        reader_version=reading.reader_version, outline=[asdict(each) for each in extraction.outline],
        spans=[asdict(span) for span in reading.spans], notes=list(reading.notes),
        warnings=list(reading.warnings), created_at=stamp.at,
    )  # fmt: skip


def _check(new: NewDocument, data: bytes) -> None:
    errors: list[tuple[str, Any]] = []
    if len(data) > settings.MAX_UPLOAD_BYTES:
        errors.append(("file", REFUSALS["too_large"]))
    if not data:
        errors.append(("file", REFUSALS["empty"]))
    if new.kind not in DocumentKind.values:
        errors.append(("kind", _("There is no such choice.")))
    if new.disclosure not in Disclosure.values:
        errors.append(("disclosure", _("There is no such choice.")))
    if new.slug and (not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,119}", new.slug)):
        errors.append(("slug", _("Use small letters, digits and hyphens.")))
    elif new.slug and Document.objects.filter(slug=new.slug).exists():
        errors.append(("slug", _("Another document has this name.")))
    for name, limit in (("title", 500), ("publisher", 200), ("number", 100), ("date_note", 500)):
        if len(getattr(new, name)) > limit or "\0" in getattr(new, name):
            errors.append((name, _("At most %(limit)s characters.") % {"limit": limit}))
    try:
        if new.published_on:
            PartialDate.parse(new.published_on)
    except ValueError:
        errors.append(("published_on", _("This is not a date: write 2024, 2024-05 or 2024-05-31.")))
    if errors:
        raise Invalid(_("Some fields are wrong."), errors=errors)


def first_line(text: str) -> str:
    return text.strip().partition("\n")[0].strip()[:500]
