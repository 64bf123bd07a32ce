"""Synthetic data for benchmarks, stored through the ledger: the same seed gives the same data."""

import datetime as dt
import gc
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from random import Random
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from ..choices import (
    ActorRole,
    Door,
    EvidenceKind,
    LinkState,
    RecommendationLevel,
    Role,
    Verification,
)
from ..editing.creating import CONTEXT, take_numbers
from ..exceptions import Invalid
from ..ledger import Stamp, create
from ..models import (
    Document,
    Evidence,
    EvidenceLink,
    Recommendation,
    StoredFile,
    TextVersion,
    insert_records,
)
from ..workflow import rolled_up_write
from .drafting import Draft, Paper, draft_paper
from .registers import START, store_account, store_actors, store_themes

PERIOD = dt.timedelta(days=480)
"""Everything is recorded from ``START`` on, within this period."""
MAX_DOCUMENTS = 99_999
BATCH = 2000
"""About how many recommendations are recorded at one moment."""


def generate(documents: int, recommendations: int, actors: int, seed: int) -> None:
    """Store that many of each, all or nothing. Raises ``Invalid`` where this seed's data is there already."""
    if Document.objects.filter(slug=_slug(seed, 1)).exists():
        raise Invalid(_("The data of this seed is here already."))
    sizes = [recommendations // documents + (i < recommendations % documents) for i in range(documents)]
    batches = list(_batches(sizes))
    with transaction.atomic(), _no_collection():
        storing = Storing(Random(seed), actors)  # noqa: S311
        for place, numbers in enumerate(batches):
            papers = {
                _slug(seed, i): draft_paper(storing.random, seed * 100_000 + i, sizes[i - 1]) for i in numbers
            }
            storing.store(papers, START + PERIOD * (place + 1) / len(batches))


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without the collector of cycles, which would walk the many live records over and over."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _slug(seed: int, number: int) -> str:
    return f"generated-{seed}-{number:05d}"


def _batches(sizes: Sequence[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    held = 0
    for number, size in enumerate(sizes, start=1):
        batch.append(number)
        held += size + 1
        if held >= BATCH:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


class Storing:
    """The registers everything refers to, and the steps that store a batch of papers."""

    def __init__(self, random: Random, actors: int) -> None:
        self.random = random
        self.reviewer = store_account("generate-data", Role.REVIEWER)
        self.editor = store_account("generate-data-editor", Role.EDITOR)
        stamp = Stamp(self.reviewer, START, Door.COMMAND)
        self.themes = store_themes(stamp)
        self.bodies = store_actors(stamp, actors)
        self.everybody = [actor for bodies in self.bodies.values() for actor in bodies]

    def store(self, papers: dict[str, Paper], at: dt.datetime) -> None:
        stamp = Stamp(self.reviewer, at, Door.COMMAND)
        documents = store_documents(stamp, papers)
        drafts = [(documents[slug], draft) for slug, paper in papers.items() for draft in paper.drafts]
        evidence = self._evidence(stamp, [draft for _document, draft in drafts])
        # The summary a recommendation holds names its links, which can only be stored after it.
        first = (EvidenceLink.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
        link_ids = dict(zip(evidence, count(first)))
        made: dict[int, Recommendation] = {}
        actors: dict[int, list[tuple[int, str, bool, bool]]] = {}
        refs = dict(zip((id(draft) for _document, draft in drafts), take_numbers(len(drafts)), strict=True))
        for level in RecommendationLevel:
            batch = [(doc, each) for doc, each in drafts if (each.parent is None) == (level == "parent")]
            links = []
            for document, draft in batch:
                key = id(draft)
                parent = made[id(draft.parent)] if draft.parent else None
                record = self._record(document, draft, f"R{refs[key]:06d}", parent)
                if key in evidence:
                    record.evidence = [
                        {"link": link_ids[key], "evidence": evidence[key].pk, **vars(draft.standing.proof)}
                    ]
                    record.evidence_count = 1
                if record.verification == Verification.VERIFIED:
                    record.verified_digest = record.digest()
                made[key], actors[key] = record, self._actors(draft, document, actors)
                links.append(self._links(draft, actors[key]))
            create(stamp, [made[id(draft)] for _document, draft in batch], action="accept", links=links)
        rows = [
            EvidenceLink(
                pk=link_ids[id(draft)], evidence=evidence[id(draft)], recommendation=made[id(draft)],
                state=LinkState.CONFIRMED, decided_by=self.reviewer, decided_at=at, **vars(draft.standing.proof),
            )
            for _document, draft in drafts
            if id(draft) in evidence
        ]  # fmt: skip
        create(stamp, rows, action="link")
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [EvidenceLink]):
                cursor.execute(statement)

    def _evidence(self, stamp: Stamp, drafts: Sequence[Draft]) -> dict[int, Evidence]:
        """Evidence for each draft without children that needs some, by the draft's identity."""
        made = {}
        for draft in drafts:
            proof = draft.standing.proof
            if proof and not draft.children:
                made[id(draft)] = Evidence(
                    kind=EvidenceKind.LINK, title=f"{draft.wording.title}：进展通报", recorded_at=stamp.at,
                    url=f"https://www.example.org/notices/{self.random.randrange(10**9)}",
                    text=f"{draft.wording.title}已按期推进。", level=proof.level,
                    document_date=proof.effective_on, effective_on=proof.effective_on,
                )  # fmt: skip
        create(stamp, list(made.values()))
        return made

    def _record(
        self, document: Document, draft: Draft, ref: str, parent: Recommendation | None
    ) -> Recommendation:
        wording, text = draft.wording, document.text
        content = text.content if text else ""
        end = draft.start + len(wording.quote)
        record = Recommendation(
            ref=ref, level=RecommendationLevel.CHILD if parent else RecommendationLevel.PARENT, parent=parent,
            document=document, text=text, start=draft.start, end=end, quote=wording.quote,
            prefix=content[max(0, draft.start - CONTEXT) : draft.start],
            suffix=content[end : end + CONTEXT], section=draft.section, title=wording.title,
            target=wording.target,
        )  # fmt: skip
        fields = dict(draft.standing.fields)
        if draft.children:
            children = {id(child): child.standing.fields["status"] for child in draft.children}
            kept = {
                name: fields[name]
                for name in ("response", "response_on", "priority", "published")
                if name in fields
            }
            fields = kept | rolled_up_write(record, children).fields
        elif draft.standing.reported:
            fields["reported_by"] = self.editor
        if draft.due_on or not parent:
            fields |= record.due_fields(draft.due_on)
        else:
            fields |= record.due_fields(parent.due_on) | {
                "due_inherited": bool(parent.due_on),
                "first_due_on": "",
            }
        for name, value in fields.items():
            setattr(record, name, value)
        return record

    def _actors(
        self, draft: Draft, document: Document, known: dict[int, list[tuple[int, str, bool, bool]]]
    ) -> list[tuple[int, str, bool, bool]]:
        """A lead with up to two supports, or what the parent has."""
        if draft.parent and self.random.random() < 0.5:
            return [(pk, role, explicit, True) for pk, role, explicit, _inherited in known[id(draft.parent)]]
        region = document.publisher.removesuffix("人民政府")
        chosen = [self.random.choice(self.bodies.get(region) or self.everybody)]
        chosen += self.random.choices(self.everybody, k=self.random.choice((0, 0, 1, 2)))
        roles = [ActorRole.LEAD.value, *[ActorRole.SUPPORT.value] * 2]
        pks = dict.fromkeys(actor.pk for actor in chosen)
        return [(pk, role, role == ActorRole.LEAD, False) for pk, role in zip(pks, roles, strict=False)]

    def _links(self, draft: Draft, actors: list[tuple[int, str, bool, bool]]) -> dict[str, Any]:
        root, *parts = self.themes[draft.wording.theme]
        themes = [root] if self.random.random() < 0.3 else [root, self.random.choice(parts)]
        return {
            "actors": actors, "themes": themes, "instruments": draft.wording.instruments,
            "places": draft.wording.places,
        }  # fmt: skip


def store_documents(stamp: Stamp, papers: dict[str, Paper]) -> dict[str, Document]:
    """Files, documents and texts of the papers, by slug."""
    data = {slug: paper.text.encode() for slug, paper in papers.items()}
    files = {
        slug: StoredFile(
            sha256=hashlib.sha256(content).hexdigest(), name=f"{slug}.txt", content_type="text/plain",
            size=len(content), content=content,
        )
        for slug, content in data.items()
    }  # fmt: skip
    insert_records(list(files.values()))
    texts = {
        slug: TextVersion(
            file=files[slug], number=1, content=paper.text, reader="generated", reader_version="1",
            created_at=stamp.at,
        )
        for slug, paper in papers.items()
    }  # fmt: skip
    insert_records(list(texts.values()))
    documents = {
        slug: Document(
            slug=slug, file=files[slug], sha256=files[slug].sha256, text=texts[slug], title=paper.title,
            kind=paper.kind, published_on=paper.published_on, publisher=f"{paper.region}人民政府",
            language=paper.language,
        )
        for slug, paper in papers.items()
    }  # fmt: skip
    create(stamp, list(documents.values()), action="store")
    return documents
