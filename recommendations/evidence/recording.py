"""Evidence as records, and the log of searches for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..access import require, require_opening
from ..choices import Disclosure, EvidenceKind, EvidenceLevel, Role
from ..dates import PartialDate
from ..exceptions import Invalid, StateConflict
from ..ledger import Stamp, Write, create, lock, save
from ..models import Document, Evidence, Recommendation, SearchLog, StoredFile

MAX_PASSAGE = 5000
"""Characters of a document's text that one piece of evidence may hold."""


@dataclass(frozen=True)
class NewEvidence:
    """What a person hands in; which fields are needed follows from ``kind``. Dates are partial dates.

    ``file`` is the evidence itself or, of a link, the archived copy of its page; the address is never fetched.
    ``replaces`` is the file's earlier version.
    """

    kind: str
    title: str = ""
    text: str = ""
    url: str = ""
    file: StoredFile | None = None
    document: Document | None = None
    start: int | None = None
    end: int | None = None
    level: str = ""
    document_date: str = ""
    effective_on: str = ""
    disclosure: str = Disclosure.OPEN.value
    replaces: Evidence | None = None


def record_evidence(stamp: Stamp, new: NewEvidence) -> Evidence:
    """Store a piece of evidence; it bears on nothing until it is linked.

    A passage takes its text, title and date from the document. A new version leaves the links of the earlier one
    as they are, since they say what was seen. Raises ``Forbidden``, ``Invalid``, or ``StateConflict`` where there
    is a newer version already.
    """
    require(stamp.by, Role.EDITOR, *(bears_on(new.replaces) if new.replaces else ()))
    errors: list[tuple[str, Any]] = []
    text, title, document_date = new.text, new.title, new.document_date
    if new.kind not in EvidenceKind.values:
        errors.append(("kind", _("There is no such choice.")))
    elif new.kind == EvidenceKind.PASSAGE:
        content = new.document.text.content if new.document and new.document.text else ""
        start, end = new.start or 0, new.end or 0
        if not (0 <= start < end <= len(content)) or end - start > MAX_PASSAGE:
            errors.append(("start", _("Select a passage of the document's text.")))
        elif new.document is not None:
            text = content[start:end]
            title = title or new.document.title
            document_date = document_date or new.document.published_on
    elif new.kind == EvidenceKind.LINK:
        try:
            URLValidator(schemes=["http", "https"])(new.url)
        except ValidationError:
            errors.append(("url", _("Give a web address that begins with http:// or https://.")))
    elif new.kind == EvidenceKind.FILE and new.file is None:
        errors.append(("file", _("Choose a file.")))
    elif new.kind == EvidenceKind.NOTE and not text.strip():
        errors.append(("text", _("Write the note.")))
    if new.level and new.level not in EvidenceLevel.values:
        errors.append(("level", _("There is no such choice.")))
    if new.disclosure not in Disclosure.values:
        errors.append(("disclosure", _("There is no such choice.")))
    if new.replaces is not None:
        files = new.kind == EvidenceKind.FILE == new.replaces.kind
        if not files or (new.file and new.file == new.replaces.file):
            errors.append(("replaces", _("Only another file can be a new version of a file.")))
    errors += date_errors({"document_date": new.document_date, "effective_on": new.effective_on})
    title = title or new.url or (new.file.name if new.file else "") or text[:80]
    if len(title) > 500 or len(new.url) > 1000:
        errors.append(("title", _("At most %(limit)s characters.") % {"limit": 500}))
    if errors:
        raise Invalid(_("Some fields are wrong."), errors=errors)
    passage = new.kind == EvidenceKind.PASSAGE
    evidence = Evidence(
        kind=new.kind, title=title, text=text, url=new.url, file=new.file, document=new.document,
        start=new.start if passage else None, end=new.end if passage else None, level=new.level,
        document_date=document_date, effective_on=new.effective_on, disclosure=new.disclosure,
        recorded_at=stamp.at, replaces=new.replaces,
        archive_sha256=new.file.sha256 if new.file and new.kind == EvidenceKind.LINK else "",
    )  # fmt: skip
    with transaction.atomic():
        lock()
        if new.replaces is not None and new.replaces.replaced_by.exists():
            raise StateConflict(_("There is a newer version of this file already."))
        create(stamp, [evidence])
    return evidence


def bears_on(evidence: Evidence) -> QuerySet[Recommendation]:
    """The recommendations it is linked to, whatever was decided on the links."""
    return Recommendation.objects.filter(evidence_links__evidence=evidence)


def disclose(stamp: Stamp, evidence: Evidence, disclosure: str, reason: str = "") -> None:
    """Say whether the public may see a piece of evidence, compared by its version.

    Raises ``Forbidden`` (opening it again is a reviewer's), ``Invalid`` or ``Stale``.
    """
    account = require(stamp.by, Role.EDITOR, *bears_on(evidence))
    if disclosure not in Disclosure.values:
        raise Invalid(_("Some fields are wrong."), errors=[("disclosure", _("There is no such choice."))])
    require_opening(account, evidence.disclosure, disclosure)
    save(stamp, [Write(evidence, "edit", {"disclosure": disclosure}, reason=reason)])


def log_search(
    stamp: Stamp, what: str, where: str, on: str, result: str, recommendations: Sequence[Recommendation]
) -> SearchLog:
    """Keep what was searched, where, when (a partial date) and with what result, for many records at once."""
    require(stamp.by, Role.EDITOR, *recommendations)
    errors = date_errors({"searched_on": on})
    for name, value in (("what", what), ("where", where), ("searched_on", on), ("result", result)):
        if not value.strip() or len(value) > MAX_PASSAGE:
            errors.append((name, _("Fill this in.")))
    if not recommendations:
        errors.append(("recommendations", _("Select at least one recommendation.")))
    if errors:
        raise Invalid(_("Some fields are wrong."), errors=errors)
    log = SearchLog(what=what, where=where, searched_on=on, result=result)
    create(stamp, [log], links=[{"recommendations": list(recommendations)}])
    return log


def date_errors(dates: dict[str, str]) -> list[tuple[str, Any]]:
    """An error for each named value that is neither empty nor a partial date."""
    errors: list[tuple[str, Any]] = []
    for name, value in dates.items():
        try:
            if value:
                PartialDate.parse(value)
        except ValueError:
            errors.append((name, _("This is not a date: write 2024, 2024-05 or 2024-05-31.")))
    return errors
