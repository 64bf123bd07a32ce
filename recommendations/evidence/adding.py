"""Evidence as a form hands it in: a passage found by its words, recorded and linked in one step."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ..choices import EvidenceKind
from ..editing import keep_upload
from ..exceptions import Invalid
from ..ledger import Stamp
from ..models import Document, EvidenceLink, Recommendation
from ..text import hidden
from .linking import link
from .recording import NewEvidence, record_evidence

Span = tuple[int, int]
OF_ALL = ("kind", "title", "level", "document_date", "effective_on", "disclosure")


def add(stamp: Stamp, recommendation: Recommendation, typed: Mapping[str, Any]) -> EvidenceLink:
    """Record new evidence and link it, confirmed by the person who adds it; both or neither.

    ``typed`` holds what ``NewEvidence`` takes, the ``passage`` in its words, an upload as ``file``, and the link's
    ``stance`` and ``reason``; what does not belong to the ``kind`` is left aside. Raises what recording and
    linking raise.
    """
    with transaction.atomic():
        made = record_evidence(stamp, _new(typed))
        (row,) = link(stamp, made, [recommendation], typed["stance"], typed["reason"])
    return row


def _new(typed: Mapping[str, Any]) -> NewEvidence:
    kind, own = typed["kind"], {}
    if kind == EvidenceKind.PASSAGE:
        own = _place(typed["document"], typed["passage"])
    else:
        own["text"] = typed["text"]
    if kind == EvidenceKind.LINK:
        own["url"] = typed["url"]
    if kind in (EvidenceKind.LINK, EvidenceKind.FILE) and typed["file"]:
        own["file"] = keep_upload(typed["file"])
    return NewEvidence(**own, **{name: typed[name] for name in OF_ALL})


def _place(document: Document | None, quote: str) -> dict[str, Any]:
    if document is None or document.text is None:
        raise Invalid(_("Some fields are wrong."), errors=[("document", _("There is no such document."))])
    found = occurrences(document.text.content, quote)
    if not found:
        message = _("This does not stand in the document's text; copy it from the document's page.")
        raise Invalid(_("Some fields are wrong."), errors=[("passage", message)])
    start, end = found[0]
    return {"document": document, "start": start, "end": end}


def occurrences(content: str, quote: str) -> list[Span]:
    """Where the words stand, as they are or else whatever their blanks and line breaks; in their order."""
    found = _spans(content, quote.strip())
    if found:
        return found
    places = [at for at, character in enumerate(content) if _printed(character)]
    spans = _spans("".join(content[at] for at in places), "".join(filter(_printed, quote)))
    return [(places[start], places[end - 1] + 1) for start, end in spans]


def _spans(content: str, quote: str) -> list[Span]:
    found, at = [], content.find(quote) if quote else -1
    while at >= 0:
        found.append((at, at + len(quote)))
        at = content.find(quote, at + len(quote))
    return found


def _printed(character: str) -> bool:
    return not character.isspace() and not hidden(character)
