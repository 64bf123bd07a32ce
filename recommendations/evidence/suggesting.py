"""Passages of later documents proposed as evidence; a proposal changes no status."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from ..access import require
from ..choices import EvidenceKind, LinkState, Role, Stance
from ..extraction.extracting import extract
from ..ledger import Stamp, create
from ..matching import Decision, Measure, Passage, Suggestion, cut, default_encoder, suggest
from ..models import Document, Evidence, EvidenceLink, Recommendation
from .remembering import RememberingEncoder

KEEP_FROM = 0.1
"""Score from which a suggestion is stored for review; weaker ones are only printed."""
BATCH = 500
DECISIONS = 2000
"""The latest decisions of reviewers that teach the ranking."""


@dataclass(frozen=True)
class Ranked:
    """The suggestions for one recommendation, best first."""

    recommendation: Recommendation
    suggestions: list[Suggestion]


def suggest_evidence(
    recommendations: Sequence[Recommendation], documents: Sequence[Document]
) -> list[Ranked]:
    """Rank passages of ``documents`` for each recommendation that has a document of its own.

    At most ten for each, none dated before the recommendation, none decided on already; reviewers' earlier
    decisions change the ranking.
    """
    measures = list(measures_of(recommendations))
    passages = [passage for document in documents for passage in passages_of(document)]
    encoder = RememberingEncoder(default_encoder())
    found = suggest(measures, passages, encoder=encoder, decisions=decisions_of(recommendations))
    return [Ranked(each, found.get(each.pk, [])) for each in recommendations]


def keep_suggestions(stamp: Stamp, ranked: Iterable[Ranked]) -> int:
    """Store the good ones as suggested links, each pair once; returns how many are new."""
    require(stamp.by, Role.EDITOR)
    wanted = [
        (each.recommendation, suggestion)
        for each in ranked
        for suggestion in each.suggestions
        if suggestion.score >= KEEP_FROM
    ]
    documents = {
        d.slug: d for d in Document.objects.filter(slug__in={s.passage.document for _r, s in wanted})
    }
    with transaction.atomic():
        evidence = _evidence_of(stamp, documents, [suggestion.passage for _r, suggestion in wanted])
        known = set(
            EvidenceLink.objects.filter(recommendation__in=[r for r, _s in wanted])
            .values_list("evidence_id", "recommendation_id")
        )  # fmt: skip
        links = [
            EvidenceLink(
                evidence=piece, recommendation=recommendation, stance=Stance.SUPPORTS,
                state=LinkState.SUGGESTED, score=round(suggestion.score, 4),
                reasons=list(suggestion.reasons), trap=suggestion.trap or "",
            )
            for recommendation, suggestion in wanted
            if ((piece := evidence[suggestion.passage.key]).pk, recommendation.pk) not in known
        ]  # fmt: skip
        create(stamp, links, action="suggest")
    return len(links)


def measures_of(recommendations: Sequence[Recommendation]) -> Iterator[Measure]:
    """Recommendations as the matching compares them; those without a dated document are left out."""
    for at in range(0, len(recommendations), BATCH):
        pks = [each.pk for each in recommendations[at : at + BATCH]]
        actors: dict[int, list[str]] = {}
        terms: dict[tuple[int, str], list[str]] = {}
        for pk, name in Recommendation.linked("actor_links", pks, "actor__name"):
            actors.setdefault(pk, []).append(name)
        for pk, kind, value in Recommendation.linked("terms", pks, "kind", "value"):
            terms.setdefault((pk, kind), []).append(value)
        dated = Recommendation.objects.filter(pk__in=pks).exclude(document=None)
        rows = dated.exclude(document__published_on="").order_by("pk").values_list(
            "pk", "quote", "title", "section",
            "document__published_on", "document__slug", "document__title",
        )  # fmt: skip
        for pk, quote, title, section, published_on, slug, heading in rows:
            yield Measure(
                key=pk, quote=quote, title=title, date=published_on, document=slug,
                actors=tuple(actors.get(pk, ())), places=tuple(terms.get((pk, "place"), ())),
                instruments=tuple(terms.get((pk, "instrument"), ())), scope=" ".join((heading, *section)),
            )  # fmt: skip


def passages_of(document: Document) -> Iterable[Passage]:
    """The passages of a document's current text; none where it has no date."""
    text = document.text
    if text is None or not document.published_on:
        return ()
    sentences = (
        (each.start, each.end, each.kind) for each in extract(text.reading(document.language)).sentences
    )
    return cut(text.content, sentences, document.slug, document.published_on)


def decisions_of(recommendations: Sequence[Recommendation]) -> list[Decision]:
    """What was confirmed and rejected lately, to learn from, and what was rejected for these.

    A confirmed passage may be ranked again, since it is the best there is; a rejected one is not.
    """
    decided = EvidenceLink.objects.filter(evidence__kind=EvidenceKind.PASSAGE, decided_by__isnull=False)
    recent = list(decided.order_by("-decided_at").values_list("pk", flat=True)[:DECISIONS])
    links = EvidenceLink.objects.filter(pk__in=recent)
    if len(recommendations) <= BATCH:
        links |= EvidenceLink.objects.filter(recommendation__in=recommendations, state=LinkState.REJECTED)
    links = links.select_related("evidence__document", "recommendation")
    measures = {each.key: each for each in measures_of([link.recommendation for link in links])}
    found = []
    for link in links:
        piece, document = link.evidence, link.evidence.document
        if link.recommendation_id in measures and document and piece.start is not None:
            confirmed = link.state == LinkState.CONFIRMED and link.stance in (Stance.SUPPORTS, Stance.PARTIAL)
            key = link.pk if confirmed else (document.slug, piece.start, piece.end)
            passage = Passage(
                key, piece.text, piece.start, piece.end or piece.start, document.slug, document.published_on
            )
            found.append(Decision(measures[link.recommendation_id], passage, confirmed))
    return found


def _evidence_of(
    stamp: Stamp, documents: dict[str, Document], passages: Iterable[Passage]
) -> dict[object, Evidence]:
    """One piece of evidence for each passage, made where there is none."""
    known = {
        (piece.document.slug, piece.start, piece.end): piece
        for piece in Evidence.objects.filter(document__in=documents.values()).select_related("document")
        if piece.document
    }
    missing = {
        passage.key: Evidence(
            kind=EvidenceKind.PASSAGE, title=documents[passage.document].title, text=passage.text,
            document=documents[passage.document], start=passage.start, end=passage.end,
            document_date=passage.date, recorded_at=stamp.at,
        )
        for passage in passages
        if passage.key not in known
    }  # fmt: skip
    create(stamp, list(missing.values()), action="suggest")
    return known | missing
