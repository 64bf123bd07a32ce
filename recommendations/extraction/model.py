"""The judge's model at run time: standardised features into a logistic score; NumPy only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

WEIGHTS = Path(__file__).with_name("weights.npz")


@dataclass(frozen=True)
class Linear:
    """What training adds to the rules: `weights` a feature, standardised by `mean` and `scale`; `bias`; `threshold`."""

    mean: np.ndarray
    scale: np.ndarray
    weights: np.ndarray
    bias: float
    threshold: float

    def corrections(self, rows: np.ndarray) -> np.ndarray:
        """Log-odds to add to those of the rules, one a row."""
        return np.clip((rows - self.mean) / self.scale, -4, 4) @ self.weights + self.bias


def probability(odds: np.ndarray) -> np.ndarray:
    """Probabilities of log-odds."""
    return 1 / (1 + np.exp(-np.clip(odds, -30, 30)))


def fit(
    rows: np.ndarray,
    labels: np.ndarray,
    known: np.ndarray,
    importance: np.ndarray,
    penalty: float,
    near: Linear | None = None,
) -> Linear:
    """Logistic regression on top of `known` log-odds with an L2 `penalty`, by damped Newton steps; deterministic.

    Starting from a model of nearly the same data (`near`) takes fewer steps to the same minimum.
    """
    mean = rows.mean(axis=0)
    scale = rows.std(axis=0)
    scale[scale < 1e-6] = 1e6
    standard = np.clip((rows - mean) / scale, -4, 4)
    design = np.column_stack([standard, np.ones(len(rows))])
    ridge = np.full(design.shape[1], penalty)
    ridge[-1] = 1.0
    weights = np.zeros(design.shape[1])
    if near is not None:
        weights = np.append(near.weights * np.where(scale < 1e5, scale / near.scale, 0.0), near.bias)

    def cost(tried: np.ndarray) -> float:
        odds = known + design @ tried
        return float(
            (importance * (np.logaddexp(0, odds) - labels * odds)).sum() + (ridge * tried**2).sum() / 2
        )

    now = cost(weights)
    for _ in range(25):
        likely = probability(known + design @ weights)
        gradient = design.T @ (importance * (likely - labels)) + ridge * weights
        curvature = (design * (importance * likely * (1 - likely))[:, None]).T @ design + np.diag(ridge)
        step = np.linalg.solve(curvature, gradient)
        while (then := cost(weights - step)) > now + 1e-9:
            step /= 2
        weights, now = weights - step, then
        if np.abs(step).max() < 1e-4:
            break
    return Linear(mean, scale, weights[:-1], float(weights[-1]), 0.5)


class _Shipped(Mapping[str, Linear]):
    """The models that ship with the package (`zh`, `en`, `cut`), read when first needed."""

    @cached_property
    def _models(self) -> dict[str, Linear]:
        with np.load(WEIGHTS) as stored:
            return {
                name: Linear(
                    stored[f"{name}_mean"].astype(np.float64),
                    stored[f"{name}_scale"].astype(np.float64),
                    stored[f"{name}_weights"].astype(np.float64),
                    float(stored[f"{name}_bias"]),
                    float(stored[f"{name}_threshold"]),
                )
                for name in ("zh", "en", "cut")
            }

    def __getitem__(self, name: str) -> Linear:
        return self._models[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._models)

    def __len__(self) -> int:
        return len(self._models)


MODELS = _Shipped()
