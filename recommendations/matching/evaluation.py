"""How good suggestions are, measured on judged pairs."""

import json
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from .folding import fold
from .ngrams import NgramIndex
from .passages import Measure, Passage, measure_text, on_or_after

EVIDENCE = frozenset({"implements", "partly"})


@dataclass(frozen=True)
class JudgedPair:
    """What a reader made of a passage for a recommendation.

    `judgement` is implements, partly, related, baseline or trap; `trap` its kind (see `reasons.TRAPS`);
    `split` is tune or held_out, one for all pairs of a recommendation.
    """

    recommendation: str
    document: str
    quote: str
    judgement: str
    split: str
    trap: str | None = None


@dataclass(frozen=True)
class Quality:
    """Share of the evidence among the first 5 and 10 of its measure; mean reciprocal rank of each measure's first."""

    recall_at_5: float
    recall_at_10: float
    mean_reciprocal_rank: float
    evidence: int
    measures: int


def read_pairs(lines: Iterable[str]) -> list[JudgedPair]:
    """Judged pairs from JSON lines; TypeError or ValueError where one is malformed."""
    return [JudgedPair(**json.loads(line)) for line in lines if line.strip()]


def is_quoted(pair: JudgedPair, passage: Passage) -> bool:
    """Whether a passage is the judged one, part of it or around it, white space aside."""
    one, other = ("".join(fold(text).split()) for text in (pair.quote, passage.text))
    return pair.document == passage.document and (one in other or other in one)


def quality(ranked: Mapping[Hashable, Sequence[Passage]], pairs: Iterable[JudgedPair]) -> Quality:
    """Measure rankings, keyed like the pairs' recommendations."""
    ranks = defaultdict(list)
    for pair in pairs:
        if pair.judgement in EVIDENCE:
            passages = ranked.get(pair.recommendation, ())
            rank = next((at for at, one in enumerate(passages, 1) if is_quoted(pair, one)), 0)
            ranks[pair.recommendation].append(rank)
    every = [rank for found in ranks.values() for rank in found]
    first = [min(filter(None, found), default=0) for found in ranks.values()]
    return Quality(
        sum(0 < rank <= 5 for rank in every) / max(len(every), 1),
        sum(0 < rank <= 10 for rank in every) / max(len(every), 1),
        sum(1 / rank for rank in first if rank) / max(len(first), 1),
        len(every),
        len(first),
    )


def by_tfidf(
    measures: Sequence[Measure], passages: Sequence[Passage], most: int = 10
) -> dict[Hashable, list[Passage]]:
    """The baseline: plain cosine of character n-grams, under the same rule of dates."""
    cosines = NgramIndex([fold(one.text) for one in passages], every=True).cosines(
        [fold(measure_text(one.title, one.quote)) for one in measures]
    )
    ranked: dict[Hashable, list[Passage]] = {}
    for row, one in enumerate(measures):
        later = [
            column
            for column, passage in enumerate(passages)
            if passage.document != one.document and on_or_after(passage.date, one.date)
        ]
        best = sorted(later, key=lambda column: -cosines[row, column])[:most]
        ranked[one.key] = [passages[column] for column in best]
    return ranked
