"""Divides the clauses of a sentence among measures so that most measures are found, as far as can be expected."""

from collections.abc import Sequence

import numpy as np

_SURELY, _HARDLY = 0.97, 0.03
_WIDEST = 6
_COST = 0.18  # of a measure more, in measures found: cutting too often costs the reader as well
_SHARE = 0.6


def _worth(shared: int, own: int, real: int) -> float:
    """What a proposed span is worth where the real measure is another: found when most of either lies in the other,
    half found when it holds most of the measure, or the two together are mostly one.
    """
    return (
        0.7 * (shared >= _SHARE * max(own, real))
        + 0.15 * (shared >= _SHARE * real)
        + 0.15 * (2 * shared >= _SHARE * (own + real))
    )


def divide(clauses: Sequence[tuple[int, int]], cuts: np.ndarray) -> list[tuple[int, int]]:
    """Spans of the measures: `cuts[k]` is the probability that a measure begins at clause k + 1.

    Every way of dividing is weighed by the measures it would find, each possible measure by its probability.
    """
    atoms, likely = _joined(clauses, cuts)
    count = len(atoms)
    begins = [1.0, *likely, 1.0]
    real: list[tuple[int, int, float]] = []
    for first in range(count):
        whole = begins[first]
        for behind in range(first + 1, min(count, first + _WIDEST) + 1):
            if whole * begins[behind] > 0.01:
                real.append((first, behind, whole * begins[behind]))
            whole *= 1 - begins[behind]
    best, came_from = [0.0] + [-np.inf] * count, [0] * (count + 1)
    for first in range(count):
        for behind in range(first + 1, min(count, first + _WIDEST) + 1):
            start, end = atoms[first][0], atoms[behind - 1][1]
            worth = best[first] - _COST
            for one, other, chance in real:
                if one < behind and other > first:
                    a, b = atoms[one][0], atoms[other - 1][1]
                    worth += chance * _worth(min(end, b) - max(start, a), end - start, b - a)
            if worth > best[behind]:
                best[behind], came_from[behind] = worth, first
    spans, behind = [], count
    while behind:
        spans.append((atoms[came_from[behind]][0], atoms[behind - 1][1]))
        behind = came_from[behind]
    return spans[::-1]


def _joined(
    clauses: Sequence[tuple[int, int]], cuts: np.ndarray
) -> tuple[list[tuple[int, int]], list[float]]:
    """Clauses with those that hardly begin a measure joined to the one before; how likely each of the rest begins one."""
    atoms, likely = [clauses[0]], []
    for clause, chance in zip(clauses[1:], cuts.tolist(), strict=True):
        if chance < _HARDLY:
            atoms[-1] = (atoms[-1][0], clause[1])
        else:
            atoms.append(clause)
            likely.append(1.0 if chance > _SURELY else chance)
    return atoms, likely
