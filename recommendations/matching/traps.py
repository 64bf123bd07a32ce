"""Pairs that look like evidence and are likely not."""

import re
from dataclasses import dataclass

import numpy as np

from . import lexicon
from .facts import Facts, Manner, Words, facts_of, subject_words, subjects_of
from .folding import fold
from .passages import Measure, measure_text, on_or_after
from .places import near, places_in
from .reasons import TRAPS

_WAYS = (("in", "out"), ("out", "in"), ("import", "export"), ("export", "import"), ("less", "more"))
_INSTITUTED = tuple(lexicon.INSTITUTED.split())
_OUTWARD = Words({"outward": lexicon.OUTWARD})
_ASKED = Words({asked: asked for asked in lexicon.SPECIFIC})
_SPOKEN = Words(lexicon.SPECIFIC)
_USED = re.compile("(?:研究|利用|运用|借助|依托|参与|发挥)[^,、;]{0,12}$")


@dataclass(frozen=True)
class MeasureFacts:
    """A measure read once.

    `title` is folded, `titled` its subjects (see `Facts.subjects`), `specific` what it asks for by name: the key in
    the lexicon and the word; `places` are its own or, where it has none and
    looks inward, those of its scope.
    """

    facts: Facts
    title: str
    titled: np.ndarray
    specific: dict[str, str]
    date: str
    places: frozenset[str]
    actors: tuple[str, ...]
    instruments: tuple[str, ...]


def measure_facts(measure: Measure) -> MeasureFacts:
    """Read what a measure says and what the caller knows of it."""
    text, title = measure_text(measure.title, measure.quote), fold(measure.title)
    facts = facts_of(text, measure.places, measure.instruments)
    places = facts.places
    if not places and not _OUTWARD.found(fold(text + measure.scope)):
        places = places_in(fold(measure.scope))
    return MeasureFacts(
        facts,
        title,
        subjects_of(subject_words(title)),
        {asked: max(words, key=len).strip() for asked, words in _ASKED.found(title).items()},
        measure.date,
        places,
        tuple(map(fold, measure.actors)),
        tuple(fold(name.strip("“”\"'")) for name in measure.instruments),
    )


def is_elsewhere(measure: MeasureFacts, facts: Facts) -> bool:
    """Whether both name places and none has to do with one of the other."""
    return bool(measure.places and facts.places) and not near(measure.places, facts.places)


def is_earlier(measure: MeasureFacts, manner: Manner) -> bool:
    """Whether every date the passage names is before the measure's, and nothing says that it lasts."""
    return (
        bool(manner.dates)
        and not manner.lasts
        and not any(on_or_after(one, measure.date) for one in manner.dates)
    )


def missed_instruments(measure: MeasureFacts, facts: Facts) -> list[str]:
    """What is asked for and not named, or the kinds that are named instead; empty where the instrument may be it.

    An institution is asked for where the title has the word and does not only study or use it, not where the quote names
    it by the way.
    """
    if any(len(name) > 3 and name in facts.text for name in measure.instruments):
        return []
    families = {kind.partition(":")[0] for kind in measure.facts.instruments}
    asked = {
        word: name
        for name in measure.instruments
        for word in _INSTITUTED
        if word in name and word in measure.title and not _USED.search(measure.title.partition(word)[0])
    }
    if asked and not any(word in facts.text for word in asked):
        return sorted(set(asked.values()))
    rivals = {kind for kind in facts.instruments if kind.partition(":")[0] in families}
    if not rivals or rivals & measure.facts.instruments:
        return []
    return list(measure.instruments) or sorted(measure.facts.instruments)


def turns(measure: MeasureFacts, facts: Facts) -> bool:
    """Whether the measure goes one way only, and the passage only the other."""
    return any(
        {one, other} & measure.facts.directions == {one} and {one, other} & facts.directions == {other}
        for one, other in _WAYS
    )


def unnamed(measure: MeasureFacts, facts: Facts) -> list[str]:
    """What the title asks for by name, where the passage speaks of none of it."""
    if not measure.specific or measure.specific.keys() & _SPOKEN.found(facts.text).keys():
        return []
    return sorted(measure.specific.values())


def trap_of(measure: MeasureFacts, facts: Facts, manner: Manner) -> tuple[str, str] | None:
    """The kind of trap (see `TRAPS`) and its description, or None; the gravest first."""
    if facts.opposite and not measure.facts.opposite:
        return _trap("opposite", facts.opposite)
    if manner.proposes:
        return _trap("repeated")
    if manner.plans:
        return _trap("plan")
    if turns(measure, facts):
        return _trap("direction")
    if missed := missed_instruments(measure, facts):
        return _trap("instrument", ", ".join(missed))
    if missed := unnamed(measure, facts):
        return _trap("unnamed", ", ".join(missed))
    if is_elsewhere(measure, facts):
        return _trap("place", ", ".join(sorted(facts.places)))
    if is_earlier(measure, manner):
        return _trap("earlier", max(manner.dates))
    return None


def _trap(kind: str, *parameters: str) -> tuple[str, str]:
    return kind, TRAPS[kind].format(*parameters)
