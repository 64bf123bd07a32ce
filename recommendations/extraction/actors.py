"""Gives each item its actors: its own, those of its list, its bracket, its container or section, or the addressees."""

import re
from collections.abc import Sequence

from recommendations.extraction import actors_en, actors_zh
from recommendations.extraction.context import BODY, Document, cues
from recommendations.extraction.folding import plain
from recommendations.extraction.items import Draft
from recommendations.extraction.results import ActorName


class Resolver:
    """Aliases to preferred names, spelling folded."""

    def __init__(self, known: Sequence[tuple[str, ...]], language: str) -> None:
        self.language = language
        self.preferred = {self._key(alias): names[0] for names in known if names for alias in names}

    def _key(self, name: str) -> str:
        return "".join(plain(name, self.language).split()).lower().removeprefix("the")

    def __call__(self, name: str) -> str:
        return self.preferred.get(self._key(name), name)


class _Places:
    """Actors by place in the document: of list lead-ins, brackets and headings."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.language = document.language
        self.of_list: dict[int, list[str]] = {}
        self.of_bracket: dict[int, list[str]] = {}
        self.of_heading: dict[int, list[str]] = {}
        self.implied: list[str] = []
        self.folded = plain(document.reading.text, document.language)
        self.of_pronoun: dict[int, list[str]] = {}
        self._read()

    def verbatim(self, name: str) -> str:
        """A name found in the folded text as the document itself spells it."""
        text = self.document.reading.text
        if name in text:
            return name
        at = self.folded.find(name)
        return text[at : at + len(name)] if at >= 0 else name

    def _read(self) -> None:
        lexicon = cues(self.language)
        current: list[str] = []
        last: list[str] = []
        list_line, since, line = -1, 0, -1
        closing = False
        for index, unit in enumerate(self.document.units):
            if closing and unit.zone != "responsible":
                since, closing = index, False
            if unit.zone == "addressee" and self.language == "zh" and not self.implied:
                self.implied = actors_zh.addressees(self.document.reading.text[unit.start : unit.end])
            if unit.heading:
                heading_names = actors_zh.heading_names if self.language == "zh" else actors_en.heading_names
                names = heading_names(lexicon.strip_number(unit.plain))
                if names:
                    self.of_heading[unit.start] = names
                current, since = [], index
                if self.language == "en" and names:
                    current = names
                continue
            if unit.first and unit.line != list_line and not self._continues(index):
                current = []
            if unit.line != line and unit.first:
                own_point = self.language == "en" or self.document.lines[unit.line].style is not None
                line, since = unit.line, index if own_point else since
            if unit.zone == "responsible":
                names = (actors_zh if self.language == "zh" else actors_en).responsible_in(unit.plain)
                for at in range(since, index):
                    known = self.of_bracket.setdefault(at, [])
                    known += [name for name in names if name not in known]
                closing = True
                continue
            if unit.zone != BODY:
                continue
            if unit.table and self._of_row(index):
                continue
            self.of_pronoun[index] = last
            named = self._subjects(unit.plain)
            if named:
                last = named
            led = self._list_lead(unit.plain, last)
            if led:
                current, list_line = led, unit.line
            if current:
                self.of_list[index] = current

    def _of_row(self, index: int) -> bool:
        """A cell that holds nothing but names gives them to its row."""
        units = self.document.units
        cell = units[index]
        names = actors_zh.heading_names(cell.plain) if self.language == "zh" and len(cell.plain) <= 60 else []
        if not names:
            return False
        row = [
            at for at in range(max(0, index - 12), min(len(units), index + 12)) if units[at].line == cell.line
        ]
        for at in row:
            self.of_bracket.setdefault(at, names)
        return True

    def _continues(self, index: int) -> bool:
        """Whether a line goes on with a list its lead-in opened."""
        unit = self.document.units[index]
        line = self.document.lines[unit.line]
        if self.language == "en":
            return (
                line.style is not None
                or cues("en").ENUMERATED.match(unit.plain) is not None
                or unit.plain[:1].islower()
            )
        return cues("zh").ENUMERATED.match(unit.plain) is not None or line.style == 8

    def _subjects(self, words: str) -> list[str]:
        bare = cues(self.language).strip_number(words)
        if self.language == "en":
            return actors_en.subject_of(bare) or []
        for a, b in cues("zh").clauses(bare):
            names = actors_zh.subject_of(bare[a:b])
            if names:
                return names
        return []

    def _list_lead(self, words: str, last: list[str]) -> list[str]:
        """Actors of a sentence that opens a list: “…应做好以下工作：一是…”, “The Agency should:”."""
        if self.language == "en":
            if words.rstrip().endswith(":"):
                bare = cues("en").strip_number(words)
                return actors_en.subject_of(bare) or actors_en.heading_names(bare) or last
            return []
        head, colon, rest = words.partition("：")
        if colon and len(head) < 60 and (not rest.strip() or cues("zh").ENUMERATED.match(rest)):
            return self._subjects(head)
        return []


def _own(draft: Draft, document: Document, before: list[str], places: _Places) -> list[str]:
    """Actors the item's own words name; `before` are those of the clauses before it in its sentence."""
    words = plain(document.reading.text[draft.start : draft.end], document.language)
    if document.language == "zh":
        named = [name for a, b in cues("zh").clauses(words) for name in actors_zh.subject_of(words[a:b])]
        return list(dict.fromkeys(named)) or before or actors_zh.responsible_in(draft.unit.plain)
    names = actors_en.subject_of(cues("en").strip_number(draft.unit.plain if not before else words))
    if names is None:
        return places.of_pronoun.get(draft.index, [])
    return names or before


def assign_actors(
    drafts: Sequence[Draft], document: Document, known: Sequence[tuple[str, ...]]
) -> list[tuple[ActorName, ...]]:
    """The actors of each draft, leads first."""
    resolve = Resolver(known, document.language)
    places = _Places(document)
    found: dict[int, tuple[ActorName, ...]] = {}
    carried: dict[int, list[str]] = {}
    for draft in drafts:
        if draft.unit.heading:
            names = (
                actors_zh.subject_of(draft.unit.plain)
                if document.language == "zh"
                else actors_en.subject_of(draft.unit.plain) or []
            )
        else:
            names = _own(draft, document, carried.get(draft.index, []), places)
            carried[draft.index] = names
        names = names or places.of_bracket.get(draft.index, []) or places.of_list.get(draft.index, [])
        if not names and draft.parent is not None and id(draft.parent) in found:
            found[id(draft)] = found[id(draft.parent)]
            continue
        if not names:
            path = document.lines[draft.unit.line].path
            names = next(
                (places.of_heading[h.start] for h in reversed(path) if h.start in places.of_heading), []
            )
        actors = [ActorName(resolve(places.verbatim(name)), True) for name in names] or [
            ActorName(resolve(name), False) for name in places.implied
        ]
        found[id(draft)] = tuple(dict.fromkeys(actors))
    _fill_parents(drafts, found)
    return [found[id(draft)] for draft in drafts]


def _fill_parents(drafts: Sequence[Draft], found: dict[int, tuple[ActorName, ...]]) -> None:
    """A container that names nobody has the actors its measures name, where these agree on who leads."""
    below: dict[int, list[tuple[ActorName, ...]]] = {}
    for draft in drafts:
        if draft.parent is not None:
            below.setdefault(id(draft.parent), []).append(
                tuple(actor for actor in found[id(draft)] if actor.explicit)
            )
    for draft in drafts:
        lists = [names for names in below.get(id(draft), []) if names]
        agree = len({names[0] for names in lists}) == 1 and 2 * len(lists) >= len(below[id(draft)])
        if lists and agree and not any(actor.explicit for actor in found[id(draft)]):
            found[id(draft)] = tuple(dict.fromkeys(name for names in lists for name in names))


def clean(name: str) -> str:
    """A name as it is compared: without articles, brackets and white space."""
    return re.sub(r"[（(][^（）()]*[）)]|\s", "", name).lower().removeprefix("the")
