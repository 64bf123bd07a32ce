"""The way in: a reading becomes an outline, judged sentences and recommendations."""

from collections.abc import Sequence

from recommendations.extraction.reading import Reading
from recommendations.extraction.results import (
    ActorName,
    Extraction,
    FoundRecommendation,
    Heading,
    Sentence,
    Value,
)

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


def extract(reading: Reading, *, known_actors: Sequence[tuple[str, ...]] = ()) -> Extraction:
    """Find the recommendations of a reading.

    `known_actors` holds one tuple of names a known actor, the preferred name first, aliases after it.
    """
    return Extraction(reading=reading, warnings=tuple(reading.warnings))


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
