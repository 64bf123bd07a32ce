"""Trains the judge's models from labelled documents and writes the weights that ship with the package."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from recommendations.extraction.context import BODY, document_of
from recommendations.extraction.cutting import train_cuts
from recommendations.extraction.features import sight_of
from recommendations.extraction.labelled import LabelledDocument, LabelledItem, LabelledSentence
from recommendations.extraction.model import Linear, fit
from recommendations.extraction.prior import contributions
from recommendations.extraction.reading import Reading
from recommendations.extraction.sections import UNKNOWN

PENALTY = {"zh": 60.0, "en": 2000.0}
_LEAST_OVERLAP = 3


@dataclass(frozen=True)
class Example:
    """A document as the model sees it: a row a unit, its label, and which units the model judges at all."""

    slug: str
    genre: str
    language: str
    rows: np.ndarray
    known: np.ndarray
    blind_rows: np.ndarray
    blind_known: np.ndarray
    labels: np.ndarray
    judged: np.ndarray
    texts: tuple[str, ...]


def example_of(labelled: LabelledDocument) -> Example:
    """Features and labels of a document; a unit is positive when it overlaps a positive sentence."""
    document = document_of(labelled.reading)
    positive = np.zeros(len(labelled.reading.text) + 1)
    for sentence in labelled.sentences:
        if sentence.label:
            positive[sentence.start : sentence.end] = 1
    covered = np.concatenate([[0], np.cumsum(positive)])
    labels = np.array(
        [
            covered[unit.end] - covered[unit.start]
            >= max(min(_LEAST_OVERLAP, unit.end - unit.start), 0.3 * (unit.end - unit.start))
            for unit in document.units
        ],
        dtype=np.float64,
    )
    judged = np.array([unit.zone == BODY and not unit.heading for unit in document.units])
    told = sight_of(document)
    blind = sight_of(document, [replace(unit, mode=UNKNOWN) for unit in document.units])
    return Example(
        labelled.slug,
        labelled.genre,
        document.language,
        told.rows,
        contributions(told, document.language, document.genre).sum(axis=1),
        blind.rows,
        contributions(blind, document.language, document.genre).sum(axis=1),
        labels,
        judged,
        tuple(unit.plain for unit in document.units),
    )


def train(
    examples: Iterable[Example],
    *,
    penalty: float,
    blindness: float = 0.4,
    near: Linear | None = None,
) -> Linear:
    """One language's model; a long document weighs less a sentence than a short one.

    Each document counts a second time, with weight `blindness`, as if no heading told what its sections are for:
    the model then learns to tell it from the sentences around.
    """
    rows, known, labels, weights = [], [], [], []
    for example in examples:
        size = int(example.judged.sum())
        if not size:
            continue
        weight = min(1.0, (60 / size) ** 0.5)
        rows += [example.rows[example.judged], example.blind_rows[example.judged]]
        known += [example.known[example.judged], example.blind_known[example.judged]]
        labels += [example.labels[example.judged]] * 2
        weights += [np.full(size, weight), np.full(size, weight * blindness)]
    return fit(
        np.vstack(rows), np.concatenate(labels), np.concatenate(known), np.concatenate(weights), penalty, near
    )


def without(
    documents: Sequence[LabelledDocument],
    examples: Sequence[Example],
    group: str,
    key: Callable,
    near: Mapping[str, Linear] | None = None,
) -> dict[str, Linear]:
    """The models, of the languages the group has, trained on everything but the documents whose `key(document)` is `group`.

    `near` are models of all documents, which only save steps.
    """
    kept = [place for place, document in enumerate(documents) if key(document) != group]
    needed = {document.language for document in documents if key(document) == group}
    needed = needed or {document.language for document in documents}
    models = {
        language: train(
            [examples[place] for place in kept if examples[place].language == language],
            penalty=PENALTY[language],
            near=near[language] if near else None,
        )
        for language in sorted(needed)
    }
    if "zh" in needed:
        models["cut"] = train_cuts([documents[place] for place in kept if documents[place].language == "zh"])
    return models


def write(models: dict[str, Linear], path: Path) -> None:
    """Store the models of both languages in one compressed file."""
    arrays = {}
    for language, model in models.items():
        for name in ("mean", "scale", "weights"):
            arrays[f"{language}_{name}"] = getattr(model, name).astype(np.float32)
        arrays[f"{language}_bias"] = np.float64(model.bias)
        arrays[f"{language}_threshold"] = np.float64(model.threshold)
    np.savez_compressed(path, **arrays)


def train_models(documents: Sequence[LabelledDocument]) -> dict[str, Linear]:
    """The models that ship: the judges of both languages (`zh`, `en`) and the cutter of Chinese sentences (`cut`)."""
    return without(
        documents, [example_of(document) for document in documents], "", lambda document: document.slug
    )


def from_review(
    slug: str, reading: Reading, accepted: Iterable[tuple[int, int]], rejected: Iterable[tuple[int, int]]
) -> LabelledDocument:
    """A reviewed document as training data: what overlaps an accepted quote is positive, the rest is not.

    Rejected quotes are negative even where an accepted one touches their sentence. Offsets are those of the reading's text.
    """
    yes, no = list(accepted), list(rejected)
    sentences = []
    for unit in document_of(reading).units:

        def touches(spans: list[tuple[int, int]], start: int = unit.start, end: int = unit.end) -> bool:
            return any(a < end and start < b for a, b in spans)

        sentences.append(
            LabelledSentence(
                unit.start,
                unit.end,
                reading.text[unit.start : unit.end],
                int(touches(yes) and not touches(no)),
                unit.heading,
            )
        )
    items = tuple(LabelledItem(reading.text[a:b], "child", None, (), start=a, end=b) for a, b in sorted(yes))
    language = "zh" if reading.language == "zh" else "en"
    return LabelledDocument(slug, "reviewed", language, False, "review", reading, tuple(sentences), items)
