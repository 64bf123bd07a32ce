"""Later files of stored evidence: a newer version of a file, the archived copy of a link."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ..access import require
from ..choices import EvidenceKind, LinkState, Role
from ..exceptions import Invalid, StateConflict
from ..ledger import Stamp, Write, lock, save, stale
from ..models import Evidence, EvidenceLink, StoredFile
from .linking import link
from .recording import NewEvidence, bears_on, record_evidence


def new_version(
    stamp: Stamp, earlier: Evidence, file: StoredFile, seen: Mapping[int, int], text: str = "", on: str = ""
) -> Evidence:
    """Store ``file`` as the newer version of a file, compared by version, and link it as the earlier one is.

    ``seen`` maps the primary keys of the links that go on to the versions they were read at: the new version has
    their stance, level, date and reason. The earlier one keeps its links, since they say what was seen. Its title,
    level and disclosure go on; ``text`` says what has changed, ``on`` is the date of the evidence (a partial date).
    Raises ``Forbidden``, ``Invalid``, ``Stale``, or ``StateConflict`` where there is a newer version already.
    """
    with transaction.atomic():
        lock()
        current = Evidence.objects.get(pk=earlier.pk)
        new = NewEvidence(
            kind=EvidenceKind.FILE, title=current.title, text=text, file=file, level=current.level,
            document_date=on, effective_on=current.effective_on, disclosure=current.disclosure, replaces=current,
        )  # fmt: skip
        made = record_evidence(stamp, new)
        if current.version != earlier.version:
            raise stale(earlier)
        found = {row.pk: row for row in earlier.links.filter(pk__in=seen).select_related("recommendation")}
        for pk, version in seen.items():
            row = found.get(pk)
            if row is not None and row.version != version:
                row.version = version
                raise stale(row)
            if row is None or row.state != LinkState.CONFIRMED:
                raise Invalid(_("Some fields are wrong."), errors=[("links", _("There is no such choice."))])
            link(stamp, made, [row.recommendation], row.stance, row.reason, row.level, row.effective_on)
    return made


def archive(stamp: Stamp, evidence: Evidence, file: StoredFile) -> None:
    """Keep the archived copy of a link's page, once and for all, compared by version.

    Raises ``Forbidden``, ``Invalid``, ``Stale``, or ``StateConflict`` where there is a copy already.
    """
    require(stamp.by, Role.EDITOR, *bears_on(evidence))
    if evidence.kind != EvidenceKind.LINK:
        raise Invalid(_("Only a link has an archived copy."))
    with transaction.atomic():
        lock()
        if Evidence.objects.filter(pk=evidence.pk).exclude(file=None).exists():
            raise StateConflict(_("There is an archived copy of this link already."))
        save(stamp, [Write(evidence, "edit", {"file": file, "archive_sha256": file.sha256})])


def going_on(pieces: Iterable[Evidence]) -> dict[int, list[EvidenceLink]]:
    """The confirmed links of each piece of evidence, by its primary key, in one query."""
    rows = EvidenceLink.objects.filter(evidence__in=pieces, state=LinkState.CONFIRMED)
    found: dict[int, list[EvidenceLink]] = {}
    for row in rows.select_related("recommendation").order_by("recommendation__ref"):
        found.setdefault(row.evidence_id, []).append(row)
    return found
