"""What can be read off one text without understanding it: subjects, places, instruments, how it speaks."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from . import lexicon
from .folding import fold
from .places import places_in

_NUMBER = re.compile(
    r"\d[\d.,]{0,20}多?(?:亿|万|个|项|%|公里|家|条|批|届|余|轮|吨|立方| million| billion| percent)"
)
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)(?:年(?:([01]?\d)月(?:([0-3]?\d)日)?)?)?")


class Words:
    """Lists of the lexicon, looked up together in one pass over a text."""

    def __init__(self, lists: Mapping[str, str]) -> None:
        """Take each list by its name."""
        self._by_start: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, listed in lists.items():
            for entry in listed.split():
                word = entry.replace("_", " ")
                word = f" {word}" if word.isascii() else word
                self._by_start[word[:2]].append((word, name))

    def _matches(self, folded: str) -> dict[tuple[str, str], None]:
        text = f" {folded}"
        found: dict[tuple[str, str], None] = {}
        for at in range(len(text)):
            for start in (text[at], text[at : at + 2]):
                for entry in self._by_start.get(start, ()):
                    if text.startswith(entry[0], at):
                        found[entry] = None
        return found

    def counted(self, folded: str) -> Counter[str]:
        """How many different words of each list a folded text holds."""
        return Counter(name for _, name in self._matches(folded))

    def found(self, folded: str) -> dict[str, str]:
        """The first word found of each list that has one in a folded text."""
        return {name: word for word, name in reversed(self._matches(folded))}


_SUBJECTS = Words(lexicon.SUBJECTS)
_INSTRUMENTS = Words(
    {
        f"{family}:{kind}": named
        for family, kinds in lexicon.INSTRUMENTS.items()
        for kind, named in kinds.items()
    }
)
_DIRECTIONS = Words(lexicon.DIRECTIONS)
_OPPOSITES = Words({"": lexicon.OPPOSITES})
_CUES = Words(
    {
        name: getattr(lexicon, name)
        for name in ("REPORTS", "BACKGROUND", "PLANS", "DONE", "PROPOSES", "LASTING", "SPEAKS")
    }
)
_URGES = tuple(lexicon.URGES.split())
_ONCE_DONE = re.compile(r"(?:建成|竣工|落实|实施|投产|使用|开通)(?:生效)?[以之]?后")
_COLUMN = {name: column for column, name in enumerate(lexicon.SUBJECTS)}


@dataclass(frozen=True)
class Facts:
    """A folded text and what it speaks of.

    `subjects` is 0 or 1 for each of the lexicon's; instruments are `family:kind`; directions are of the lexicon;
    `opposite` is its first word of suspending or abolishing, else empty.
    """

    text: str
    subjects: np.ndarray
    places: frozenset[str]
    instruments: frozenset[str]
    directions: frozenset[str]
    opposite: str


@dataclass(frozen=True)
class Manner:
    """How a passage speaks: numbers of different cues, bounded; `dates` are those it names, as precise as it is."""

    reports: int
    numbers: int
    background: int
    proposes: bool
    plans: bool
    speaks: bool
    urges: bool
    lasts: bool
    dates: tuple[str, ...]


def subjects_of(folded: str) -> np.ndarray:
    """0 or 1 for each subject of the lexicon."""
    row = np.zeros(len(_COLUMN), np.float32)
    row[[_COLUMN[name] for name in _SUBJECTS.counted(folded)]] = 1
    return row


def subject_words(folded: str) -> dict[str, str]:
    """The first word found of each subject in a folded text."""
    return _SUBJECTS.found(folded)


def facts_of(text: str, places: Iterable[str] = (), instruments: Iterable[str] = ()) -> Facts:
    """Read a text; places and instruments known from elsewhere are added."""
    folded = fold(text)
    return Facts(
        folded,
        subjects_of(folded),
        places_in(" ".join((folded, *map(fold, places)))),
        frozenset(_INSTRUMENTS.counted(" ".join((folded, *map(fold, instruments))))),
        frozenset(_DIRECTIONS.counted(folded)),
        _OPPOSITES.found(folded).get("", "").strip(),
    )


def manner_of(folded: str, kind: str) -> Manner:
    """How a passage of the given kind (see `Passage`) speaks."""
    cues = _CUES.counted(_ONCE_DONE.sub("", folded))
    return Manner(
        min(cues["REPORTS"], 4),
        min(len(_NUMBER.findall(folded)), 3),
        min(cues["BACKGROUND"], 2),
        kind in ("recommendation", "aim") or bool(cues["PROPOSES"]) and not cues["DONE"],
        bool(cues["PLANS"]) and not cues["DONE"],
        bool(cues["SPEAKS"]),
        folded.startswith(_URGES) and not cues["DONE"] and not cues["REPORTS"] > 1,
        bool(cues["LASTING"]),
        tuple("-".join(part.zfill(2) for part in parts if part) for parts in _DATE.findall(folded)),
    )
