"""Recommendations which a document that comes in seems to repeat."""

from collections.abc import Sequence
from itertools import islice
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from ..models import Recommendation
from ..text import fold

ALIKE_FROM = 80
"""Share of equal characters, in per cent, from which two quotes or titles are said to be alike."""
MOST = 3
LEAST_TITLE = 10
"""Characters of a title that says enough to be compared: 加强组织领导 stands in every document."""
BLOCK = 5_000


def alike(found: Sequence[tuple[str, str]]) -> list[list[dict[str, Any]]]:
    """For each ``(title, quote)`` at most ``MOST`` records, the most alike first.

    A record is ``{"ref", "score"}``, its score between 0 and 1. Every stored recommendation is compared.
    """
    if not found:
        return []
    titles, quotes = ([fold(text) for text in column] for column in zip(*found, strict=True))
    titles = [title if len(title) >= LEAST_TITLE else "" for title in titles]
    best: list[list[tuple[float, str]]] = [[] for _each in found]
    others = Recommendation.objects.order_by("pk")
    rows = others.values_list("ref", "title", "quote").iterator(chunk_size=BLOCK)
    while block := list(islice(rows, BLOCK)):
        refs, their_titles, their_quotes = zip(*block, strict=True)
        scores = np.maximum(
            _compared(quotes, [fold(text) for text in their_quotes]),
            _compared(titles, [fold(text) for text in their_titles]),
        )
        for row, column in zip(*np.nonzero(scores), strict=True):
            best[row].append((float(scores[row, column]) / 100, refs[column]))
    return [
        [
            {"ref": ref, "score": round(score, 2)}
            for score, ref in sorted(each, key=lambda s: (-s[0], s[1]))[:MOST]
        ]
        for each in best
    ]


def _compared(mine: Sequence[str], others: Sequence[str]) -> np.ndarray:
    """Per cent of each pair, nought below ``ALIKE_FROM`` or where either is empty: (mine, others)."""
    scores = process.cdist(mine, others, scorer=fuzz.ratio, score_cutoff=ALIKE_FROM, dtype=np.uint8)
    empty = np.array([not text for text in mine])
    scores[empty] = 0
    return scores
