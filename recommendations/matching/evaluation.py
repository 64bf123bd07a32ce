"""How good suggestions are, measured on judged pairs."""

import json
import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from zlib import crc32

from .folding import fold
from .ngrams import NgramIndex
from .passages import Measure, Passage, measure_text, on_or_after

EVIDENCE = frozenset({"implements", "partly"})
TWO = ("first", "second")
"""The readers whose agreement counts; each judged all five documents without the other."""
PARTS = 5
_TELLING = 10
_SENTENCES = re.compile(r"[。；！？;!?]")


@dataclass(frozen=True)
class JudgedPair:
    """What readers made of a passage for a recommendation.

    `judgements` is implements, partly, related, baseline or trap, by reader; `trap` its kind (see `reasons.TRAPS`)
    where a reader named one.
    """

    recommendation: Hashable
    document: str
    quote: str
    judgements: Mapping[str, str]
    trap: str | None = None

    @property
    def part(self) -> int:
        """The fifth it is left out with: one for a parent and all its children."""
        return crc32(str(self.recommendation).partition("-C")[0].encode()) % PARTS

    @property
    def by_both(self) -> bool:
        """Whether both of the `TWO` readers named it as evidence."""
        return all(self.judgements.get(reader) in EVIDENCE for reader in TWO)

    @property
    def by_either(self) -> bool:
        """Whether one of the `TWO` readers named it as evidence."""
        return any(self.judgements.get(reader) in EVIDENCE for reader in TWO)

    @property
    def is_evidence(self) -> bool:
        """Whether any reader named it as evidence."""
        return not EVIDENCE.isdisjoint(self.judgements.values())

    @property
    def is_trap(self) -> bool:
        """Whether a reader named it as a trap, and none as evidence."""
        return "trap" in self.judgements.values() and not self.is_evidence


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
    """Whether a passage is the judged one, around it, or has a sentence of it; white space aside."""
    if pair.document != passage.document:
        return False
    quote, text = _bare(pair.quote), _bare(passage.text)
    return quote in text or text in quote or any(one in text for one in _sentences(quote))


@cache
def _bare(text: str) -> str:
    return "".join(fold(text).split())


@cache
def _sentences(bare: str) -> tuple[str, ...]:
    return tuple(one for one in _SENTENCES.split(bare) if len(one) >= _TELLING)


def quality(ranked: Mapping[Hashable, Sequence[Passage]], evidence: Iterable[JudgedPair]) -> Quality:
    """Measure rankings, keyed like the recommendations of the pairs that should be found."""
    ranks = defaultdict(list)
    for pair in evidence:
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
