"""Which items say again what an earlier one said."""

from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz import fuzz

_SHINGLE = 5
_MOST_POSTINGS = 40
_ALIKE = 86.0


def restated(quotes: Sequence[str], parents: Sequence[int | None]) -> list[int | None]:
    """For each quote the index of the earlier one it repeats, or None; an item never restates its own parent.

    Time is linear: only quotes that share rare shingles are compared.
    """
    seen: dict[str, list[int]] = defaultdict(list)
    bare = ["".join(character for character in quote if character.isalnum()).lower() for quote in quotes]
    found: list[int | None] = []
    for index, words in enumerate(bare):
        votes: dict[int, int] = defaultdict(int)
        shingles = {words[at : at + _SHINGLE] for at in range(max(1, len(words) - _SHINGLE + 1))}
        for shingle in shingles:
            for other in seen[shingle]:
                votes[other] += 1
            if len(seen[shingle]) < _MOST_POSTINGS:
                seen[shingle].append(index)
        best = None
        for other in sorted(votes, key=lambda at: (-votes[at], at))[:5]:
            related = parents[index] == other or parents[other] == index
            if not related and len(words) >= 6 and fuzz.ratio(words, bare[other]) >= _ALIKE:
                best = other
                break
        found.append(best)
    return found
