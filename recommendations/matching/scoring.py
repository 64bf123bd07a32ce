"""What speaks for and against a pair, as numbers, and how much each counts."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

import numpy as np

from .affinity import Affinity, learnt
from .facts import Facts, Manner, facts_of, manner_of, subject_words, subjects_of
from .folding import fold
from .passages import Passage
from .places import places_in
from .traps import MeasureFacts, trap_of

# From `fitting.fit` on fixtures/labelled/evidence_pairs.jsonl.
WEIGHTS = {
    "meaning": 6.43,
    "context": 2.11,
    "ngrams": 7.26,
    "neighbours": 3.75,
    "precise": 1.9,
    "titled": 2.62,
    "here": 0.43,
    "reports": 0.23,
    "usual": -0.06,
    "numbers": 0.33,
    "dates": 0.1,
    "places": 0.32,
    "background": -0.95,
    "achievement": -0.38,
    "plain": -0.38,
    "recommends": -0.64,
    "caption": 0.89,
    "abstract": -2.59,
    "reported": -0.04,
    "problem": -0.11,
    "length": 0.29,
    "opposite": -3.0,
    "repeated": -1.82,
    "plan": -1.36,
    "direction": -2.04,
    "instrument": -1.44,
    "unnamed": -0.53,
    "place": -1.08,
    "earlier": -3.0,
    "affinity": 1.0,
}
INTERCEPT = -8.97
_TYPICAL_MEANING = 0.35
_TYPICAL_SUBJECTS = 0.3
_KINDS = {
    "achievement": "achievement", "plain": "background", "recommends": "recommendation", "caption": "caption",
    "abstract": "abstract", "reported": "reported", "problem": "problem",
}  # fmt: skip
MANNERS = ("reports", "usual", "numbers", "dates", "places", "background", *_KINDS, "length")
FEATURES = tuple(WEIGHTS)
_COLUMN = {name: column for column, name in enumerate(FEATURES)}


@dataclass(frozen=True)
class Weighing:
    """How much each of `FEATURES` counts, in log-odds, the intercept, and the affinity they were fitted with."""

    weights: Mapping[str, float]
    intercept: float
    affinity: Affinity


@cache
def shipped() -> Weighing:
    """The one that comes with the program."""
    return Weighing(WEIGHTS, INTERCEPT, learnt())


@dataclass(frozen=True)
class Pairs:
    """Numbers of a measure (`rows`) and a passage (`columns`), ordered by row, and how alike they are by n-grams."""

    rows: np.ndarray
    columns: np.ndarray
    ngrams: np.ndarray

    def within(self, first: int, last: int) -> "Pairs":
        """Those of the rows from `first` up to `last`, counted from `first`."""
        start, end = np.searchsorted(self.rows, [first, last])
        return Pairs(self.rows[start:end] - first, self.columns[start:end], self.ngrams[start:end])


class PassageSide:
    """Passages read once: facts, manner, and the subjects of what stands around them."""

    def __init__(
        self, passages: Sequence[Passage], vectors: np.ndarray, encoder: str, weighing: Weighing
    ) -> None:
        """Take passages in reading order and their vectors, (passages, dimensions), by the encoder of that name."""
        self.passages = passages
        self.vectors = vectors
        self.weighing = weighing
        self.affinity = weighing.affinity if encoder == weighing.affinity.encoder else None
        self.facts: list[Facts] = [_placed(facts_of(passage.text), passage.heading) for passage in passages]
        self.manner: list[Manner] = []
        for facts, passage in zip(self.facts, passages, strict=True):
            manner = manner_of(facts.text, passage.kind)
            if manner.urges and self.manner and self.manner[-1].speaks:
                manner = replace(manner, proposes=True, speaks=True)
            self.manner.append(manner)

    @cached_property
    def subjects(self) -> np.ndarray:
        """Subjects of each passage: (passages, subjects)."""
        return np.array([facts.subjects for facts in self.facts])

    @cached_property
    def context(self) -> np.ndarray:
        """Subjects of each passage and of its heading."""
        headings = {passage.heading: None for passage in self.passages}
        subjects = {heading: subjects_of(subject_words(fold(heading))) for heading in headings}
        return np.maximum(self.subjects, [subjects[passage.heading] for passage in self.passages])

    @cached_property
    def rarity(self) -> np.ndarray:
        """Weight of each subject: the rarer among the passages, the more it tells."""
        share = (self.subjects.sum(0) + 1) / (len(self.passages) + 20)
        return np.log(1 / np.minimum(share, 0.9)).astype(np.float32)

    @cached_property
    def manners(self) -> np.ndarray:
        """How each passage speaks: (passages, `MANNERS`).

        `usual` is the mean of `reports` in its document: where everything reports, the cue says little.
        """
        numbers = np.unique([passage.document for passage in self.passages], return_inverse=True)[1]
        reports = np.array([manner.reports for manner in self.manner], np.float32)
        usual = np.bincount(numbers, reports) / np.bincount(numbers)
        return np.array(
            [
                (
                    manner.reports,
                    usual[number],
                    manner.numbers,
                    manner.dated,
                    min(len(facts.places), 4),
                    manner.background,
                    *(passage.kind == kind for kind in _KINDS.values()),
                    math.log(len(passage.text)),
                )
                for manner, facts, passage, number in zip(
                    self.manner, self.facts, self.passages, numbers, strict=True
                )
            ],
            np.float32,
        )

    @cached_property
    def prior(self) -> np.ndarray:
        """What speaks for a passage whatever the measure: (passages,), in units of the score."""
        weights = [self.weighing.weights[name] for name in MANNERS]
        repeats = np.array([manner.proposes for manner in self.manner])
        return self.manners @ np.array(weights, np.float32) + self.weighing.weights["repeated"] * repeats

    @cached_property
    def neighbours(self) -> tuple[np.ndarray, np.ndarray]:
        """The passages before and after each one in its document; itself where there is none."""
        documents = [passage.document for passage in self.passages]
        own = np.arange(len(documents))
        before, after = own.copy(), own.copy()
        for at in range(1, len(documents)):
            if documents[at] == documents[at - 1]:
                before[at], after[at - 1] = at - 1, at
        return before, after


def features(
    side: PassageSide, measures: Sequence[MeasureFacts], vectors: np.ndarray, pairs: Pairs
) -> tuple[np.ndarray, list[str | None]]:
    """What speaks for and against each pair, (pairs, `FEATURES`), and the trap it may be, in words.

    `vectors` are the measures' embeddings, a row of zeros where there is none: taken for neither near nor far.
    """
    rows, columns = pairs.rows, pairs.columns
    weighted = np.array([one.facts.subjects for one in measures]) * side.rarity
    total = weighted.sum(1) + side.rarity.mean()
    common = weighted @ side.subjects.T
    shared = common / total[:, None]
    around = weighted @ side.context.T / total[:, None]
    unknown = ~weighted.any(1)
    shared[unknown] = around[unknown] = _TYPICAL_SUBJECTS
    precise = common / ((side.subjects * side.rarity).sum(1) + side.rarity.mean())
    titles = np.array([one.titled for one in measures]) * side.rarity
    titled = titles @ side.subjects.T / (titles.sum(1) + side.rarity.mean())[:, None]
    before, after = side.neighbours
    result = np.zeros((len(rows), len(FEATURES)), np.float32)
    known = np.any(vectors, axis=1)[rows] & np.any(side.vectors, axis=1)[columns]
    near, far = vectors[rows[known]], side.vectors[columns[known]]
    result[:, _COLUMN["meaning"]] = _TYPICAL_MEANING
    result[known, _COLUMN["meaning"]] = np.einsum("ij,ij->i", near, far)
    result[:, _COLUMN["context"]] = around[rows, columns]
    result[:, _COLUMN["ngrams"]] = pairs.ngrams
    result[:, _COLUMN["neighbours"]] = (shared[rows, before[columns]] + shared[rows, after[columns]]) / 2
    result[:, _COLUMN["precise"]] = precise[rows, columns]
    result[:, _COLUMN["titled"]] = titled[rows, columns]
    result[:, _COLUMN[MANNERS[0]] : _COLUMN[MANNERS[-1]] + 1] = side.manners[columns]
    if side.affinity is not None:
        result[known, _COLUMN["affinity"]] = side.affinity.of_pairs(near, far)
    described: list[str | None] = []
    for pair, (row, column) in enumerate(zip(rows.tolist(), columns.tolist(), strict=True)):
        result[pair, _COLUMN["here"]] = not measures[row].places.isdisjoint(side.facts[column].places)
        trap = trap_of(measures[row], side.facts[column], side.manner[column])
        if trap is not None:
            result[pair, _COLUMN[trap[0]]] = 1
        described.append(trap and trap[1])
    return result, described


def _placed(facts: Facts, heading: str) -> Facts:
    """Facts with the places of the heading, where the text itself names none."""
    return facts if facts.places else replace(facts, places=places_in(fold(heading)))


def log_odds(values: np.ndarray, weighing: Weighing) -> np.ndarray:
    """How likely each pair is evidence, as log-odds: (pairs,)."""
    return values @ np.array([weighing.weights[name] for name in FEATURES]) + weighing.intercept


def likelihood(odds: float) -> float:
    """Log-odds as a number from 0 to 1, four digits."""
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))), 4)
