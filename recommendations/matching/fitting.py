"""Where the weights of `scoring` and the table of `affinity` come from: logistic regression on judged pairs."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

import numpy as np

from . import scoring
from .affinity import AXES, Affinity, axes_of
from .encoder import Encoder
from .evaluation import JudgedPair, is_quoted
from .folding import fold
from .ngrams import NgramIndex
from .passages import Measure, Passage, measure_text, on_or_after
from .reasons import TRAPS
from .traps import measure_facts

_DOUBTFUL = 0.3
_SURE = 1.5
_RIDGE = 0.1
_TABLE_RIDGE = 10.0
_STEEPEST = -3.0
_STEPS = 7
_KEPT = 0.3


def fit(
    pairs: Iterable[JudgedPair], measures: Sequence[Measure], passages: Sequence[Passage], encoder: Encoder
) -> scoring.Weighing:
    """Fit to the judged measures against every passage they may have.

    What several readers named counts more; passages judged related or baseline count little as counter-examples,
    of those nobody judged a fixed sample stands for all. A trap too rare to be weighed weighs `_STEEPEST` at most.
    """
    judged: defaultdict[Hashable, list[JudgedPair]] = defaultdict(list)
    for pair in pairs:
        judged[pair.recommendation].append(pair)
    own = [measure for measure in measures if measure.key in judged]
    texts = [measure_text(measure.title, measure.quote) for measure in own]
    vectors = encoder.encode(texts)
    passage_vectors = encoder.encode([passage.text for passage in passages])
    side = scoring.PassageSide(passages, passage_vectors, encoder.name, scoring.shipped())
    cosines = NgramIndex([facts.text for facts in side.facts]).cosines([fold(text) for text in texts])
    possible = [
        (row, column)
        for row, measure in enumerate(own)
        for column, passage in enumerate(passages)
        if passage.document != measure.document and on_or_after(passage.date, measure.date)
    ]
    truth, weight = np.zeros(len(possible)), np.full(len(possible), 1 / _KEPT)
    for at, (row, column) in enumerate(possible):
        for pair in judged[own[row].key]:
            if is_quoted(pair, passages[column]):
                truth[at], weight[at] = _worth(pair)
                if truth[at]:
                    break
    sampled = np.random.default_rng(0).random(len(possible)) < _KEPT
    taken = sampled | (weight != 1 / _KEPT)
    rows, columns = np.array(possible).T[:, taken]
    truth, weight = truth[taken], weight[taken]
    looked_at = scoring.Pairs(rows, columns, cosines[rows, columns])
    values, _ = scoring.features(side, [measure_facts(one) for one in own], vectors, looked_at)
    mean, axes = axes_of(np.concatenate([vectors, side.vectors]))
    affinity = Affinity(encoder.name, mean, axes, np.zeros((AXES, AXES), np.float32))
    left, right = affinity.placed(vectors)[rows], affinity.placed(side.vectors)[columns]
    products = (left[:, :, None] * right[:, None, :]).reshape(len(rows), -1)
    found, table, intercept = _regress(values[:, :-1], products, truth, weight)
    weights = dict(zip(scoring.FEATURES, [*found.round(2).tolist(), 1.0], strict=True))
    for trap in TRAPS.keys() & weights:
        weights[trap] = max(weights[trap], _STEEPEST)
    return scoring.Weighing(
        weights,
        round(intercept, 2),
        Affinity(encoder.name, mean, axes, table.reshape(AXES, AXES)),
    )


def _worth(pair: JudgedPair) -> tuple[float, float]:
    """Whether a judged pair is evidence, and how much that counts."""
    named = sum(judgement in ("implements", "partly") for judgement in pair.judgements.values())
    if named:
        return 1.0, _SURE if named > 1 else 1.0
    return 0.0, 1.0 if pair.is_trap else _DOUBTFUL


def _regress(
    values: np.ndarray, products: np.ndarray, truth: np.ndarray, weight: np.ndarray
) -> tuple[np.ndarray, np.ndarray, float]:
    """Ridge logistic regression by Newton's method, the rare class weighted by the root of its rarity."""
    rarity = float(weight.sum() / weight[truth > 0].sum())
    weight = (weight * np.where(truth > 0, rarity**0.5, 1)).astype(np.float32)
    mean, spread = values.mean(0), values.std(0) + 1e-9
    scaled = np.c_[(values - mean) / spread, products, np.ones(len(values))].astype(np.float32)
    count = values.shape[1]
    ridge = np.r_[np.full(count, _RIDGE), np.full(products.shape[1], _TABLE_RIDGE), 0] * weight.sum() / 100
    found = np.zeros(scaled.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-np.clip(scaled @ found, -30, 30)))
        curvature = (scaled * (weight * likely * (1 - likely)).astype(np.float32)[:, None]).T @ scaled
        slope = scaled.T @ (weight * (likely - truth)) + ridge * found
        found -= np.linalg.solve(curvature + np.diag(ridge + 1e-6), slope)
    intercept = found[-1] - (found[:count] * mean / spread).sum() - np.log(rarity**0.5)
    return found[:count] / spread, found[count:-1], float(intercept)
