"""Trains the judge's models from labelled documents and writes the weights that ship with the package."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from recommendations.extraction.cutting import train_cuts
from recommendations.extraction.context import BODY, UNKNOWN, document_of
from recommendations.extraction.features import sight_of
from recommendations.extraction.labelled import LabelledDocument
from recommendations.extraction.model import Linear, fit, probability
from recommendations.extraction.prior import contributions

PENALTY = 60.0
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
            positive[sentence.start: sentence.end] = 1
    covered = np.concatenate([[0], np.cumsum(positive)])
    labels = np.array([
        covered[unit.end] - covered[unit.start] >= max(min(_LEAST_OVERLAP, unit.end - unit.start), 0.3 * (unit.end - unit.start))
        for unit in document.units
    ], dtype=np.float64)
    judged = np.array([unit.zone == BODY and not unit.heading for unit in document.units])
    told = sight_of(document)
    blind = sight_of(document, [replace(unit, mode=UNKNOWN) for unit in document.units])
    return Example(
        labelled.slug, labelled.genre, document.language,
        told.rows, contributions(told, document.language, document.genre).sum(axis=1),
        blind.rows, contributions(blind, document.language, document.genre).sum(axis=1),
        labels, judged, tuple(unit.plain for unit in document.units),
    )


def train(examples: Iterable[Example], *, penalty: float = PENALTY, blindness: float = 0.4) -> Linear:
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
    return fit(np.vstack(rows), np.concatenate(labels), np.concatenate(known), np.concatenate(weights), penalty)


def predictions(model: Linear, example: Example) -> np.ndarray:
    """Scores of an example's units; what the model does not judge is 0."""
    return probability(example.known + model.corrections(example.rows)) * example.judged


def left_out(examples: Sequence[Example], groups: Sequence[str], *, penalty: float = PENALTY) -> list[np.ndarray]:
    """Scores of every example by a model that saw nothing of its group (its own slug, or its genre)."""
    scores: dict[str, np.ndarray] = {}
    for group in dict.fromkeys(groups):
        inside = [e for e, own in zip(examples, groups, strict=True) if own == group]
        model = train([e for e, own in zip(examples, groups, strict=True) if own != group], penalty=penalty)
        scores |= {example.slug: predictions(model, example) for example in inside}
    return [scores[example.slug] for example in examples]


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
    """The models that ship: the judges of both languages and the cutter of Chinese sentences."""
    examples = [example_of(document) for document in documents]
    models = {
        language: train([example for example in examples if example.language == language]) for language in ("zh", "en")
    }
    models["cut"] = train_cuts([document for document in documents if document.language == "zh"])
    return models
