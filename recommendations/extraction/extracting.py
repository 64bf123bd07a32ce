"""The way in: a reading becomes an outline, judged sentences and recommendations."""

import re
from collections.abc import Mapping, Sequence

from recommendations.extraction.actors import assign_actors
from recommendations.extraction.context import Document, document_of
from recommendations.extraction.folding import plain
from recommendations.extraction.items import Draft, drafts_of
from recommendations.extraction.judging import judge
from recommendations.extraction.model import MODELS, Linear
from recommendations.extraction.outline import outline_of
from recommendations.extraction.reading import Reading
from recommendations.extraction.reasons import render
from recommendations.extraction.restating import restated
from recommendations.extraction.results import (
    ActorName,
    Extraction,
    FoundRecommendation,
    Heading,
    Sentence,
    Value,
)
from recommendations.extraction.themes import themes_of
from recommendations.extraction.titles import title_of
from recommendations.extraction.values import DEADLINES, values_of

__all__ = [
    "ActorName",
    "Extraction",
    "FoundRecommendation",
    "Heading",
    "Sentence",
    "Value",
    "as_json",
    "extract",
]


def extract(
    reading: Reading,
    *,
    known_actors: Sequence[tuple[str, ...]] = (),
    models: Mapping[str, Linear] | None = None,
) -> Extraction:
    """Find the recommendations of a reading.

    `known_actors` holds one tuple of names a known actor, the preferred name first, aliases after it. `models`
    (`zh`, `en`, `cut`) default to those shipped.
    """
    document = document_of(reading)
    models = MODELS if models is None else models
    judged = judge(document, models[document.language])
    sentences = tuple(
        Sentence(one.unit.start, one.unit.end, one.label, one.score, one.kind) for one in judged
    )
    drafts = drafts_of(document, judged, models.get("cut"))
    return Extraction(
        reading,
        outline_of(document.lines),
        sentences,
        _recommendations(drafts, document, known_actors),
        tuple(reading.warnings),
    )


def _recommendations(
    drafts: Sequence[Draft], document: Document, known_actors: Sequence[tuple[str, ...]]
) -> tuple[FoundRecommendation, ...]:
    places = {id(draft): index for index, draft in enumerate(drafts)}
    actors = assign_actors(drafts, document, known_actors)
    quotes = [document.reading.text[draft.start : draft.end] for draft in drafts]
    earlier = restated(quotes, [places[id(draft.parent)] if draft.parent else None for draft in drafts])
    found = []
    for index, draft in enumerate(drafts):
        words = plain(quotes[index], document.language)
        values = values_of(words, draft.start, document.language)
        by_kind = {
            kind: tuple(dict.fromkeys(value.text for value in values if value.kind == kind))
            for kind in ("instrument", "place", "deadline", "target")
        }
        deadline = next(iter(by_kind["deadline"]), None) or _deadline_beside(draft, document)
        reasons = draft.reasons if earlier[index] is None else (*draft.reasons, render("restates"))
        found.append(
            FoundRecommendation(
                start=draft.start,
                end=draft.end,
                quote=quotes[index],
                title=title_of(quotes[index], document.language),
                level=draft.level,
                parent=places[id(draft.parent)] if draft.parent else None,
                section=draft.section,
                actors=actors[index],
                themes=themes_of(words, draft.section[-1] if draft.section else "", document.language),
                instruments=by_kind["instrument"],
                places=by_kind["place"],
                deadline=deadline,
                target="；".join(by_kind["target"]) or None,
                score=draft.score,
                reasons=reasons,
                values=values,
                restates=earlier[index],
            )
        )
    return tuple(found)


def _deadline_beside(draft: Draft, document: Document) -> str | None:
    """The deadline that a cell of the row, or a line of its own below the point (完成时限：…), gives to a measure."""
    pattern = DEADLINES[document.language]
    if draft.unit.table:
        near = document.units[max(0, draft.index - 12) : draft.index + 12]
        cells = [unit for unit in near if unit.line == draft.unit.line and pattern.fullmatch(unit.plain)]
        return document.reading.text[cells[0].start : cells[0].end] if cells else None
    for unit in document.units[draft.index + 1 : draft.index + 8]:
        if unit.heading or unit.section != draft.unit.section:
            return None
        found = _TIMED.match(unit.plain) if unit.zone == "responsible" else None
        if found is not None:
            return document.reading.text[unit.start + found.end() : unit.end].strip(" 。；")
    return None


_TIMED = re.compile(
    r"[（(]?(?:完成|办结|整改)(?:时限|时间|期限)[：:]\s*|(?:target implementation date|target date|timeline|timescale|due date)\s*[:–-]\s*",
    re.I,
)


def as_json(extraction: Extraction, file: str) -> dict:
    """The object `extract --json` prints for a document (interface.md, section 2)."""
    return {
        "file": file,
        "language": extraction.reading.language,
        "text": extraction.reading.text,
        "sentences": [
            {
                "start": sentence.start,
                "end": sentence.end,
                "label": sentence.label,
                "score": sentence.score,
                "kind": sentence.kind,
            }
            for sentence in extraction.sentences
        ],
        "recommendations": [
            {
                "start": found.start,
                "end": found.end,
                "quote": found.quote,
                "title": found.title,
                "level": found.level,
                "parent": found.parent,
                "section": list(found.section),
                "actors": [{"name": actor.name, "explicit": actor.explicit} for actor in found.actors],
                "themes": list(found.themes),
                "instruments": list(found.instruments),
                "places": list(found.places),
                "deadline": found.deadline,
                "target": found.target,
                "score": found.score,
                "reasons": list(found.reasons),
            }
            for found in extraction.recommendations
        ],
        "warnings": list(extraction.warnings),
    }
