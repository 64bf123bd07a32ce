"""Load the five documents with their records, through the same doors a person would use."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from .. import jobs
from ..choices import Door, JobKind, Role, Status
from ..editing import NewRecommendation, create_recommendations, make_account, new_register
from ..evidence import NewEvidence, link, record_evidence
from ..exceptions import Invalid
from ..intake import NewDocument, ingest
from ..ledger import Stamp, Write, save
from ..models import Account, Actor, Document, Evidence, Recommendation, Theme
from ..workflow import MoveRequest, transition

Row = dict[str, Any]
IMPORTER = "demo-import"


def load_demo(fixtures: Path) -> dict[str, int]:
    """Bring in what is missing of the five documents and return how many of each were added.

    Further evidence in them is searched for in the background, and waits as suggestions for a person. Acts as ``demo-import``, an account without a password; running it again changes nothing.
    """

    def rows(name: str) -> list[Row]:
        return json.loads((fixtures / name).read_text(encoding="utf-8"))

    with transaction.atomic():
        stamp = Stamp(_importer(), timezone.now(), Door.COMMAND)
        added = {
            "themes": _add_tree(stamp, Theme, rows("records/themes.json")),
            "actors": _add_tree(stamp, Actor, rows("records/actors.json")),
            "documents": sum(
                _add_document(stamp, fixtures / "documents", row) for row in rows("documents/manifest.json")
            ),
            "recommendations": _add_recommendations(stamp, rows("records/recommendations.json")),
        }
        added["evidence"] = _add_evidence(stamp, rows("records/evidence.json"))
        added["moves"] = sum(_add_move(stamp, row) for row in rows("records/moves.json"))
        if added["documents"]:
            for row in rows("documents/manifest.json"):
                arguments = {"document": row["slug"], "new": False}
                jobs.ask(stamp.by, JobKind.SUGGEST, arguments, stamp.at, key=f"suggest-{row['slug']}")
    return added


def _importer() -> Account:
    found = Account.objects.filter(username=IMPORTER).first()
    return found or make_account(None, IMPORTER, Role.ADMINISTRATOR, None, [], timezone.now())


def _add_tree(stamp: Stamp, model: type[Actor] | type[Theme], rows: Sequence[Row]) -> int:
    known = {row.slug: row for row in model.objects.all()}
    missing = [row for row in rows if row["slug"] not in known]
    for row in missing:
        parent = known[row["parent"]] if row["parent"] else None
        made = model(**{**row, "parent": parent})
        new_register(stamp, made)
        known[row["slug"]] = made
    return len(missing)


def _add_document(stamp: Stamp, folder: Path, row: Row) -> int:
    new = NewDocument(
        title=row["title"], slug=row["slug"], authors=tuple(row["authors"]), publisher=row["publisher"] or "",
        published_on=row["published_on"], date_note=row.get("date_note", ""), kind=row["kind"],
        language=row["language"],
    )  # fmt: skip
    data = (folder / row["file"]).read_bytes()
    _document, is_new = ingest(stamp, data, row["file"], new, candidates=False)
    return int(is_new)


def _add_recommendations(stamp: Stamp, rows: Sequence[Row]) -> int:
    refs = dict(Recommendation.objects.exclude(external_id="").values_list("external_id", "ref"))
    documents = {document.slug: document for document in Document.objects.select_related("text")}
    missing = [row for row in rows if row["key"] not in refs]
    for level in ("parent", "child"):
        batch = [row for row in missing if row["level"] == level]
        items = [_recommendation(row, documents[row["document"]], refs) for row in batch]
        made = create_recommendations(stamp, items, action="import")
        refs |= {row["key"]: record.ref for row, record in zip(batch, made, strict=True)}
    restating = {row["key"]: [refs[key] for key in row["restates"]] for row in missing if row["restates"]}
    records = Recommendation.objects.filter(external_id__in=restating)
    save(stamp, [Write(r, "import", {"restates": restating[r.external_id]}) for r in records])
    return len(missing)


def _recommendation(row: Row, document: Document, refs: dict[str, str]) -> NewRecommendation:
    start, end = locate(document, row["quote"], row["prefix"], row["suffix"])
    changes: Row = {
        "title": row["title"],
        "external_id": row["key"],
        "actors": [{"actor": a["actor"], "role": a["role"]} for a in row["actors"]],
        "themes": row["themes"],
        "instruments": row["instruments"],
        "places": row["places"],
        "published": True,
    }
    if row["parent"]:
        changes["parent"] = refs[row["parent"]]
    return NewRecommendation(
        changes, row["quote"], document, start, end, row["level"],
        explicit=frozenset(a["actor"] for a in row["actors"] if a["explicit"]),
        extra={
            "section": row["section"], "deadline": row["deadline"] or "", "target": row["target"] or "",
            "proposed_by": row["reported_from"] or "",
        },
    )  # fmt: skip


def locate(document: Document, quote: str, prefix: str, suffix: str) -> tuple[int, int]:
    """Find a quote by its context in the document's text; raises ``Invalid`` where it is not there."""
    content = document.text.content if document.text else ""
    at = content.find(prefix + quote + suffix)
    if at < 0:
        raise Invalid(f"The quote “{quote[:40]}…” does not stand in {document.slug}.")
    start = at + len(prefix)
    return start, start + len(quote)


def _add_evidence(stamp: Stamp, rows: Sequence[Row]) -> int:
    documents = {document.slug: document for document in Document.objects.select_related("text")}
    return sum(_add_link(stamp, documents[row["document"]], row) for row in rows)


def _add_link(stamp: Stamp, document: Document, row: Row) -> int:
    start, end = locate(document, row["quote"], row["prefix"], row["suffix"])
    evidence = Evidence.objects.filter(document=document, start=start, end=end).first()
    if evidence and evidence.links.filter(recommendation__external_id=row["recommendation"]).exists():
        return 0
    if evidence is None:
        new = NewEvidence(
            "passage", document=document, start=start, end=end, level=row["level"],
            effective_on=row["effective_on"],
        )  # fmt: skip
        evidence = record_evidence(stamp, new)
    recommendation = Recommendation.objects.select_related("document").get(external_id=row["recommendation"])
    link(stamp, evidence, [recommendation], row["stance"], row["reason"], row["level"], row["effective_on"])
    return 1


def _add_move(stamp: Stamp, row: Row) -> int:
    """What follows from all the evidence on one recommendation, where nobody has assessed it yet."""
    recommendation = Recommendation.objects.get(external_id=row["recommendation"])
    if recommendation.status != Status.NOT_ASSESSED or recommendation.reported_status:
        return 0
    request = MoveRequest(
        row["to"], reason=row["reason"], on=row["on"], done=row.get("done", ""),
        remaining=row.get("remaining", ""),
    )  # fmt: skip
    transition(stamp, recommendation, request)
    return 1
