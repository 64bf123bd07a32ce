"""The cheap look at every pair: which are worth a close one."""

from collections.abc import Hashable, Iterator, Sequence

import numpy as np

from .folding import fold
from .ngrams import NgramIndex
from .passages import Measure, measure_text, on_or_after
from .scoring import Pairs, PassageSide

BLOCK = 500
FEW = 5_000
_PER_PASSAGE = 25
_PER_MEASURE = 100
_CLOSE_LOOKS = 50_000


def likeliest(
    measures: Sequence[Measure], side: PassageSide, decided: frozenset[tuple[Hashable, Hashable]]
) -> Pairs:
    """The best measures of each passage and, as far as there are few measures, the best passages of each.

    Ordered by measure; without pairs that are out of the question (date, own document, decided). Few measures
    (`FEW`) all have embeddings, and meaning counts from the start; for many it would cost more than all the rest.
    """
    count = len(side.passages)
    per_measure = min(_PER_MEASURE, _CLOSE_LOOKS // len(measures), count) if len(measures) <= FEW else 0
    best = _Best(count)
    found: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
    for first, quick, ngrams in _quick_scores(measures, side, decided):
        best.add(first, quick, ngrams)
        if per_measure:
            columns = np.argpartition(-quick, per_measure - 1, axis=1)[:, :per_measure].ravel()
            rows = np.repeat(np.arange(len(quick)), per_measure)
            possible = quick[rows, columns] > -np.inf
            rows, columns = rows[possible], columns[possible]
            found.append((rows + first, columns, ngrams[rows, columns]))
    found.append(best.pairs())
    rows, columns, ngrams = map(np.concatenate, zip(*found, strict=True))
    cells, at = np.unique(rows * count + columns, return_index=True)
    return Pairs(cells // count, cells % count, ngrams[at])


def _quick_scores(
    measures: Sequence[Measure], side: PassageSide, decided: frozenset[tuple[Hashable, Hashable]]
) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
    """By blocks of measures: the first one's number, a quick score of every pair, the likeness by n-grams."""
    index = NgramIndex([facts.text for facts in side.facts])
    passages = {passage.key: column for column, passage in enumerate(side.passages)}
    dates = {measure.date for measure in measures}
    too_early = {date: np.array([not on_or_after(one.date, date) for one in side.passages]) for date in dates}
    documents = np.array([passage.document for passage in side.passages])
    settled: dict[Hashable, list[int]] = {}
    for measure, passage in decided:
        if passage in passages:
            settled.setdefault(measure, []).append(passages[passage])
    for first in range(0, len(measures), BLOCK):
        block = measures[first : first + BLOCK]
        ngrams = index.cosines([fold(measure_text(one.title, one.quote)) for one in block])
        quick = (side.weighing.weights["ngrams"] * ngrams + side.prior).astype(np.float32)
        if len(measures) <= FEW:
            vectors = np.array([one.embedding for one in block], np.float32)
            quick += side.weighing.weights["meaning"] * (vectors @ side.vectors.T)
        for row, one in enumerate(block):
            quick[row, too_early[one.date] | (documents == one.document)] = -np.inf
            quick[row, settled.get(one.key, [])] = -np.inf
        yield first, quick, ngrams


class _Best:
    """The `_PER_PASSAGE` best measures of each passage, of all blocks seen."""

    def __init__(self, passages: int) -> None:
        self._quick = np.full((_PER_PASSAGE, passages), -np.inf, np.float32)
        self._rows = np.zeros((_PER_PASSAGE, passages), np.int64)
        self._ngrams = np.zeros((_PER_PASSAGE, passages), np.float32)

    def add(self, first: int, quick: np.ndarray, ngrams: np.ndarray) -> None:
        """Take in a block whose first measure has the number `first`."""
        few = min(_PER_PASSAGE, len(quick))
        top = np.argpartition(-quick, few - 1, axis=0)[:few]
        merged = np.concatenate([self._quick, np.take_along_axis(quick, top, 0)])
        rows = np.concatenate([self._rows, top + first])
        likeness = np.concatenate([self._ngrams, np.take_along_axis(ngrams, top, 0)])
        kept = np.argpartition(-merged, _PER_PASSAGE - 1, axis=0)[:_PER_PASSAGE]
        self._quick = np.take_along_axis(merged, kept, 0)
        self._rows = np.take_along_axis(rows, kept, 0)
        self._ngrams = np.take_along_axis(likeness, kept, 0)

    def pairs(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Rows, columns and likeness by n-grams."""
        possible = self._quick > -np.inf
        columns = np.broadcast_to(np.arange(self._quick.shape[1]), self._quick.shape)
        return self._rows[possible], columns[possible], self._ngrams[possible]
