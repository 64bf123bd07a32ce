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
from .reasons import TEMPLATES, TRAPS
from .scoring import Pairs, PassageSide
from .traps import measure_facts
from .why import reasons_for

MOST = 10
_LEAST = 0.002
_WEAK = 0.425
"""A score below which even the first passage of a measure is rather none."""
_TELLING = 1.0
_ENCODED = 200
_LOOKED_UP = 3000


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
    weighing: scoring.Weighing | None = None,
) -> dict[Hashable, list[Suggestion]]:
    """For the key of each measure at most `most` passages, best first, none less likely than `_LEAST`.

    Passages of one document stand together, in its order. Never suggested: a passage dated before the measure,
    one of the measure's own document, one already decided on for the measure. Stored embeddings must come from
    the same encoder; what has none is encoded, of many measures only the likeliest, and where even these are too
    many for an encoder that does not remember, they are compared without meaning.
    """
    result: dict[Hashable, list[Suggestion]] = {measure.key: [] for measure in measures}
    if not passages or not measures:
        return result
    encoder = encoder or default_encoder()
    few = len(measures) <= FEW
    texts = [measure_text(measure.title, measure.quote) for measure in measures] if few else []
    if few:
        measures = [
            replace(measure, embedding=vector)
            for measure, vector in zip(measures, _vectors(measures, texts, encoder), strict=True)
        ]
    at_once = few or encoder.remembers or len(passages) <= _ENCODED
    texts = [passage.text for passage in passages] if at_once else []
    side = PassageSide(
        passages, _vectors(passages, texts, encoder), encoder.name, weighing or scoring.shipped()
    )
    lessons = lessons_of(decisions, encoder)
    pairs = likeliest(measures, side, frozenset((one.measure.key, one.passage.key) for one in decisions))
    rows, numbers = np.unique(pairs.rows, return_inverse=True)
    pairs = Pairs(numbers, pairs.columns, pairs.ngrams)
    likely = [measures[row] for row in rows]
    affordable = encoder.remembers or len(likely) <= _LOOKED_UP
    texts = [measure_text(measure.title, measure.quote) for measure in likely] if affordable else []
    vectors = _vectors(likely, texts, encoder)
    for first in range(0, len(likely), BLOCK):
        last = first + BLOCK
        block = pairs.within(first, last)
        for found in _close_look(likely[first:last], vectors[first:last], side, block, lessons, most):
            result[found.measure.key].append(found)
    return result


def _vectors(compared: Sequence[Measure | Passage], texts: Sequence[str], encoder: Encoder) -> np.ndarray:
    """Embeddings: stored, else computed from `texts` where these are given, else zeros: (compared, dimensions)."""
    stored = {row: one.embedding for row, one in enumerate(compared) if one.embedding is not None}
    missing = [row for row in range(len(texts)) if row not in stored]
    computed = encoder.encode([texts[row] for row in missing])
    vectors = np.zeros((len(compared), computed.shape[1]), np.float32)
    vectors[missing] = computed
    for row, vector in stored.items():
        vectors[row] = vector
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
    odds = scoring.log_odds(values, side.weighing)
    for row, measure in enumerate(measures):
        start, end = np.searchsorted(pairs.rows, [row, row + 1]).tolist()
        columns = pairs.columns[start:end]
        shift, leading = lessons.shift(vectors[row], side.vectors[columns])
        shifted = odds[start:end] + shift
        for rank, at in enumerate(np.argsort(-shifted, kind="stable")[:most].tolist()):
            score = scoring.likelihood(float(shifted[at]))
            if score < _LEAST:
                break
            column = int(columns[at])
            meaning = float(values[start + at, 0])
            reasons = reasons_for(facts[row], side.facts[column], side.manner[column], meaning)
            if values[start + at, -1] >= _TELLING:
                reasons = (*reasons, TEMPLATES["affinity"])
            if side.passages[column].kind == "foreign":
                reasons = (*reasons, TEMPLATES["aside"])
            if leading[at] >= 0:
                reasons = (*reasons, lessons.reason(int(leading[at])))
            trap = traps[start + at] or (TRAPS["weak"] if rank == 0 and score < _WEAK else None)
            yield Suggestion(measure, side.passages[column], score, reasons, trap)
