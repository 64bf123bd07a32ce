"""What reviewers decided moves what resembles it: up where they confirmed, down where they rejected."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .encoder import Encoder
from .passages import Decision, measure_text
from .reasons import TEMPLATES

_MEASURES_ALIKE = 0.2
_PASSAGES_ALIKE = 0.3
_SHARPNESS = 4
_STEP = 2.0
_VERY_PAIR = 0.98
_SETTLED = 10.0
_LATEST = 500


@dataclass(frozen=True)
class Lessons:
    """Vectors of both sides of each decision, and its direction: 1 confirmed, -1 rejected."""

    decisions: Sequence[Decision]
    measures: np.ndarray
    passages: np.ndarray
    directions: np.ndarray

    def shift(self, measure: np.ndarray, passages: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """What is added to the log-odds of a measure's passages, and the decision that weighs most in each.

        A decision weighs as much as both sides are alike, 0 to 1, where passages must be nearly the same; one on the
        very pair weighs `_SETTLED`. The first tells most: the odds move by `_STEP` times the logarithm of their sum.
        """
        if not len(self.decisions):
            return np.zeros(len(passages)), np.full(len(passages), -1)
        alike = _likeness(self.passages @ passages.T, _PASSAGES_ALIKE) ** _SHARPNESS
        weight = _likeness(self.measures @ measure, _MEASURES_ALIKE)[:, None] * alike
        weight[weight > _VERY_PAIR] = _SETTLED
        total = (self.directions[:, None] * weight).sum(0)
        leading = np.where(weight.max(0) > 0.05, weight.argmax(0), -1)
        return _STEP * np.sign(total) * np.log1p(np.abs(total)), leading

    def reason(self, decision: int) -> str:
        """What a decision taught, in words."""
        one = self.decisions[decision]
        return TEMPLATES["confirmed" if one.confirmed else "rejected"].format(one.measure.title)


def _likeness(cosines: np.ndarray, least: float) -> np.ndarray:
    return np.clip((cosines - least) / (1 - least), 0, 1)


def lessons_of(decisions: Sequence[Decision], encoder: Encoder) -> Lessons:
    """Prepare the latest decisions, given in the order they were made."""
    latest = decisions[-_LATEST:]
    texts = [measure_text(one.measure.title, one.measure.quote) for one in latest]
    return Lessons(
        latest,
        encoder.encode(texts),
        encoder.encode([one.passage.text for one in latest]),
        np.array([1 if one.confirmed else -1 for one in latest]),
    )
