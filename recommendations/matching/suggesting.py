"""Passages that may be evidence for measures: a cheap look at every pair, a close one at the likeliest."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from . import scoring
from .candidates import BLOCK, FEW, likeliest
from .encoder import Encoder, default_encoder
from .learning import Lessons, lessons_of
from .marks import Match, matches
from .passages import Decision, Measure, Passage, measure_text
from .scoring import Pairs, PassageSide
from .traps import measure_facts
from .why import reasons_for

MOST = 10
_LEAST = 0.005


@dataclass(frozen=True)
class Suggestion:
    """A passage that may be evidence for a measure: `score` 0 to 1, reasons and trap in words (see `reasons`)."""

    measure: Measure
    passage: Passage
    score: float
    reasons: tuple[str, ...]
    trap: str | None

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """The parts that quote and passage share."""
        return matches(self.measure.quote, self.passage.text)


def suggest(
    measures: Sequence[Measure],
    passages: Sequence[Passage],
    *,
    encoder: Encoder | None = None,
    decisions: Sequence[Decision] = (),
    most: int = MOST,
) -> dict[Hashable, list[Suggestion]]:
    """For the key of each measure at most `most` passages, best first, none less likely than `_LEAST`.

    Passages of one document stand together, in its order. Never suggested: a passage dated before the measure,
    one of the measure's own document, one already decided on for the measure. Stored embeddings must come from
    the same encoder; measures without one are encoded where there are few (`candidates.FEW`), else compared without meaning.
    """
    result: dict[Hashable, list[Suggestion]] = {measure.key: [] for measure in measures}
    if not passages or not measures:
        return result
    encoder = encoder or default_encoder()
    if len(measures) <= FEW:
        measures = _embedded(measures, encoder)
    texts = [passage.text for passage in passages]
    if decisions or any(measure.embedding is not None for measure in measures):
        vectors = encoder.encode(texts)
    else:
        vectors = np.zeros((len(texts), 0), np.float32)
    side = PassageSide(passages, vectors)
    lessons = lessons_of(decisions, encoder)
    pairs = likeliest(measures, side, frozenset((one.measure.key, one.passage.key) for one in decisions))
    rows, numbers = np.unique(pairs.rows, return_inverse=True)
    pairs = Pairs(numbers, pairs.columns, pairs.ngrams)
    likely = [measures[row] for row in rows]
    vectors = _vectors(likely, vectors.shape[1])
    for first in range(0, len(likely), BLOCK):
        last = first + BLOCK
        block = pairs.within(first, last)
        for found in _close_look(likely[first:last], vectors[first:last], side, block, lessons, most):
            result[found.measure.key].append(found)
    return result


def _embedded(measures: Sequence[Measure], encoder: Encoder) -> list[Measure]:
    """The measures, those without an embedding given one."""
    missing = [row for row, measure in enumerate(measures) if measure.embedding is None]
    result = list(measures)
    vectors = encoder.encode([measure_text(measures[row].title, measures[row].quote) for row in missing])
    for row, vector in zip(missing, vectors, strict=True):
        result[row] = replace(measures[row], embedding=vector)
    return result


def _vectors(measures: Sequence[Measure], dimensions: int) -> np.ndarray:
    """Embeddings, zeros where there is none: (measures, dimensions), float32."""
    vectors = np.zeros((len(measures), dimensions), np.float32)
    for row, measure in enumerate(measures):
        if measure.embedding is not None:
            vectors[row] = measure.embedding
    return vectors


def _close_look(
    measures: Sequence[Measure],
    vectors: np.ndarray,
    side: PassageSide,
    pairs: Pairs,
    lessons: Lessons,
    most: int,
) -> Iterator[Suggestion]:
    """The `most` best pairs of each measure, best first."""
    facts = [measure_facts(measure) for measure in measures]
    values, traps = scoring.features(side, facts, vectors, pairs)
    odds = scoring.log_odds(values)
    for row, measure in enumerate(measures):
        start, end = np.searchsorted(pairs.rows, [row, row + 1]).tolist()
        columns = pairs.columns[start:end]
        shift, leading = lessons.shift(vectors[row], side.vectors[columns])
        shifted = odds[start:end] + shift
        for at in np.argsort(-shifted, kind="stable")[:most].tolist():
            score = scoring.likelihood(float(shifted[at]))
            if score < _LEAST:
                break
            column = int(columns[at])
            meaning = float(values[start + at, 0])
            reasons = reasons_for(facts[row], side.facts[column], side.manner[column], meaning)
            if leading[at] >= 0:
                reasons = (*reasons, lessons.reason(int(leading[at])))
            yield Suggestion(measure, side.passages[column], score, reasons, traps[start + at])
