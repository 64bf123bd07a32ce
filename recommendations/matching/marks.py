"""Which parts of two texts match."""

from dataclasses import dataclass

from .folding import fold

_EMPTY = frozenset("的和与及等在了为是将对中以其有个上下，。、；：“”‘’（）《》,.;:()'\" -·")
_MOST = 12
_COMPARED = 500
"""Characters of each side that are compared; more would cost too much on hostile text."""


@dataclass(frozen=True)
class Match:
    """The same words at `measure_start` of the measure's quote and `passage_start` of the passage, `length` long."""

    measure_start: int
    passage_start: int
    length: int


def matches(quote: str, text: str) -> tuple[Match, ...]:
    """The longest parts that both share, none overlapping in the quote, in its order; at most a dozen."""
    one, other = fold(quote[:_COMPARED]), fold(text[:_COMPARED])
    places: dict[str, int] = {}
    for at in range(len(other) - 1, -1, -1):
        places[other[at : at + 2]] = at
    found = []
    at = 0
    while at < len(one) - 1:
        match = None if one[at] in _EMPTY else _longest(one, at, other, places)
        if match and _tells(one[at : at + match.length]):
            found.append(match)
            at += match.length
        else:
            at += 1
    longest = sorted(found, key=lambda match: -match.length)[:_MOST]
    return tuple(sorted(longest, key=lambda match: match.measure_start))


def _longest(one: str, at: int, other: str, places: dict[str, int]) -> Match | None:
    first = places.get(one[at : at + 2])
    if first is None:
        return None
    best = (2, first)
    start: int = first
    while start >= 0 and at + best[0] < len(one):
        length = 2
        while one[at + length : at + length + 1] == other[start + length : start + length + 1] != "":
            length += 1
        best = max(best, (length, start), key=lambda pair: pair[0])
        start = other.find(one[at : at + best[0] + 1], start + 1)
    return Match(at, best[1], best[0])


def _tells(part: str) -> bool:
    """Whether a shared part is more than particles and marks; of Latin letters four make a word."""
    content = [character for character in part if character not in _EMPTY]
    latin = sum(character.isascii() for character in content)
    return len(content) - latin >= 2 or latin >= 4
