"""What can be read off one text without understanding it: subjects, places, instruments, how it speaks."""

import re
from collections import defaultdict
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
_DAY = re.compile(r"\d[年月日]")
_ONCE_DONE = re.compile(r"(?:计划|预计|力争)完成|(?:建成|竣工|落实|实施|投产|使用|开通)(?:生效)?[以之]?后")
_URGES = tuple(lexicon.URGES.split())


class Words:
    """Lists of the lexicon, looked up together in one pass over a text."""

    def __init__(self, lists: Mapping[str, str]) -> None:
        """Take each list by its name."""
        self._single: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self._double: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, listed in lists.items():
            for entry in listed.split():
                word = entry.replace("_", " ")
                word = f" {word}" if word.isascii() else word
                (self._single if len(word) == 1 else self._double)[word[:2]].append((word, name))

    def found(self, folded: str) -> dict[str, list[str]]:
        """The different words of each list that a folded text holds; lists without one are left out."""
        text = f" {folded}"
        pairs = {text[at : at + 2] for at in range(len(text))} & self._double.keys()
        words: defaultdict[str, list[str]] = defaultdict(list)
        for pair in pairs:
            for word, name in self._double[pair]:
                if word in text:
                    words[name].append(word)
        for character in self._single.keys() & set(text):
            for word, name in self._single[character]:
                words[name].append(word)
        return words


_CUES = ("REPORTS", "BACKGROUND", "PLANS", "DONE", "PROPOSES", "LASTING", "SPEAKS", "OPPOSITES")
_COLUMN = {name: column for column, name in enumerate(lexicon.SUBJECTS)}
_SUBJECTS = Words(lexicon.SUBJECTS)
_INSTRUMENTS = Words(
    {
        f"{family}:{kind}": named
        for family, kinds in lexicon.INSTRUMENTS.items()
        for kind, named in kinds.items()
    }
)
_DIRECTIONS = Words(lexicon.DIRECTIONS)
_MANNER = Words({name: getattr(lexicon, name) for name in _CUES})


@dataclass(frozen=True)
class Facts:
    """A folded text and what it speaks of.

    `subjects` is 0 or 1 for each of the lexicon's, `words` the words that say so; instruments are `family:kind`;
    directions are of the lexicon; `opposite` is a word of suspending or abolishing, else empty.
    """

    text: str
    subjects: np.ndarray
    words: dict[str, list[str]]
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
    dated: int
    dates: tuple[str, ...]


def subjects_of(words: Iterable[str]) -> np.ndarray:
    """0 or 1 for each subject of the lexicon, from the names of those found."""
    row = np.zeros(len(_COLUMN), np.float32)
    row[[_COLUMN[name] for name in words]] = 1
    return row


def subject_words(folded: str) -> dict[str, list[str]]:
    """The words found of each subject in a folded text."""
    return _SUBJECTS.found(folded)


def facts_of(text: str, places: Iterable[str] = (), instruments: Iterable[str] = ()) -> Facts:
    """Read a text; places and instruments known from elsewhere are added."""
    folded = fold(text)
    words = subject_words(folded)
    opposites = _MANNER.found(folded).get("OPPOSITES", [""])
    return Facts(
        folded,
        subjects_of(words),
        words,
        places_in(" ".join((folded, *map(fold, places)))),
        frozenset(_INSTRUMENTS.found(" ".join((folded, *map(fold, instruments))))),
        frozenset(_DIRECTIONS.found(folded)),
        max(opposites, key=len).strip(),
    )


def manner_of(folded: str, kind: str) -> Manner:
    """How a passage of the given kind (see `Passage`) speaks."""
    words = _MANNER.found(_ONCE_DONE.sub("", folded))
    cues = {name: len(words.get(name, ())) for name in _CUES}
    return Manner(
        min(cues["REPORTS"], 4),
        min(len(_NUMBER.findall(folded)), 3),
        min(cues["BACKGROUND"], 2),
        kind in ("recommendation", "aim") or cues["PROPOSES"] > 0 and not cues["DONE"],
        cues["PLANS"] > 0 and not cues["DONE"],
        cues["SPEAKS"] > 0,
        folded.startswith(_URGES) and not cues["DONE"] and cues["REPORTS"] < 2,
        cues["LASTING"] > 0,
        min(len(_DAY.findall(folded)), 3),
        tuple("-".join(part.zfill(2) for part in parts if part) for parts in _DATE.findall(folded)),
    )
