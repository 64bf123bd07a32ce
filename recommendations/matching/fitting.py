"""Where the weights of `scoring` come from: logistic regression on judged pairs."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

import numpy as np

from . import scoring
from .encoder import Encoder
from .evaluation import EVIDENCE, JudgedPair, is_quoted
from .folding import fold
from .ngrams import NgramIndex
from .passages import Measure, Passage, measure_text, on_or_after
from .traps import measure_facts

_DOUBTFUL = 0.3
_RIDGE = 0.1
_STEEPEST = -3.0
_STEPS = 30


def fit(
    pairs: Iterable[JudgedPair], measures: Sequence[Measure], passages: Sequence[Passage], encoder: Encoder
) -> tuple[dict[str, float], float]:
    """Weights and intercept for `scoring`, from the judged measures against every passage they may have.

    Passages judged related or baseline count little as counter-examples, those nobody judged fully. A trap too
    rare to be weighed weighs `_STEEPEST` at most.
    """
    judged: defaultdict[Hashable, list[JudgedPair]] = defaultdict(list)
    for pair in pairs:
        judged[pair.recommendation].append(pair)
    own = [measure for measure in measures if measure.key in judged]
    texts = [measure_text(measure.title, measure.quote) for measure in own]
    side = scoring.PassageSide(passages, encoder.encode([passage.text for passage in passages]))
    cosines = NgramIndex([facts.text for facts in side.facts]).cosines([fold(text) for text in texts])
    possible = [
        (row, column)
        for row, measure in enumerate(own)
        for column, passage in enumerate(passages)
        if passage.document != measure.document and on_or_after(passage.date, measure.date)
    ]
    rows, columns = np.array(possible).T
    looked_at = scoring.Pairs(rows, columns, cosines[rows, columns])
    values, _ = scoring.features(side, [measure_facts(one) for one in own], encoder.encode(texts), looked_at)
    truth, weight = np.zeros(len(rows)), np.ones(len(rows))
    for at, (row, column) in enumerate(possible):
        for pair in judged[own[row].key]:
            if is_quoted(pair, passages[column]):
                truth[at] = pair.judgement in EVIDENCE
                weight[at] = 1 if truth[at] or pair.judgement == "trap" else _DOUBTFUL
    found, intercept = _regress(values.astype(float), truth, weight)
    bounded = np.maximum(found, _STEEPEST).round(2).tolist()
    return dict(zip(scoring.FEATURES, bounded, strict=True)), round(intercept, 2)


def _regress(values: np.ndarray, truth: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, float]:
    """Ridge logistic regression by Newton's method, the rare class weighted by the root of its rarity."""
    rarity = len(truth) / truth.sum()
    weight = weight * np.where(truth > 0, rarity**0.5, 1)
    mean, spread = values.mean(0), values.std(0) + 1e-9
    scaled = np.c_[(values - mean) / spread, np.ones(len(values))]
    ridge = np.r_[np.full(values.shape[1], _RIDGE), 0] * weight.sum() / 100
    found = np.zeros(scaled.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-scaled @ found))
        curvature = (scaled * (weight * likely * (1 - likely))[:, None]).T @ scaled + np.diag(ridge + 1e-6)
        found -= np.linalg.solve(curvature, scaled.T @ (weight * (likely - truth)) + ridge * found)
    intercept = found[-1] - (found[:-1] * mean / spread).sum() - np.log(rarity**0.5)
    return found[:-1] / spread, float(intercept)
