"""Gives each item its actors: its own, those of its list, its bracket, its container or section, or those addressed.

The rules follow the reference annotation. `explicit` is true where the measure's sentence names the actor, or what
contains the measure does (its parent, the lead-in of its list, the heading above, the bracket of its point).
A measure without a subject of its own goes back to its container's actors, not to those of the sentence before;
only where no container names anybody does the sentence before it, in the same paragraph, imply them. Else the bodies
the whole document addresses are implied (`addressed`).
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from recommendations.extraction import actors_en, actors_zh, duties_zh
from recommendations.extraction.actors_zh import is_partner
from recommendations.extraction.addressed import addressed_by
from recommendations.extraction.bodies_zh import is_own, needs_modal
from recommendations.extraction.context import BODY, Document, Unit, cues
from recommendations.extraction.duties import Duties
from recommendations.extraction.folding import plain
from recommendations.extraction.items import Draft
from recommendations.extraction.results import ActorName

# official names and their usual short forms, the longer first
_SHORT = (
    ("人民政府", "政府"), ("委员会", "委"), ("发展改革", "发改"), ("人力资源社会保障", "人社"), ("住房城乡建设", "住建"),
    ("工业信息化", "工信"), ("卫生健康", "卫健"), ("市场监督管理", "市场监管"), ("文化旅游", "文旅"), ("应急管理", "应急"),
    ("医疗保障", "医保"), ("城市管理", "城管"), ("国有资产监督管理", "国资"), ("教育体育", "教体"), ("退役军人事务", "退役军人"),
    ("金融监督管理", "金融监管"), ("林业草原", "林草"), ("机构编制", "编"), ("中国人民银行", "人民银行"),
)  # fmt: skip


class Resolver:
    """Names as the text has them to preferred names: by alias, spelling folded, else by the usual short form (发改委)."""

    def __init__(self, known: Sequence[tuple[str, ...]], language: str) -> None:
        self.language = language
        self.preferred = {self._key(alias): names[0] for names in known if names for alias in names}
        short: dict[str, set[str]] = {}
        for names in known:
            for alias in names:
                short.setdefault(self._short(alias), set()).add(names[0])
        self.by_short = {key: next(iter(names)) for key, names in short.items() if len(names) == 1}

    def _key(self, name: str) -> str:
        return "".join(plain(name, self.language).split()).lower().removeprefix("the")

    def _short(self, name: str) -> str:
        key = re.sub(r"(?<=..)和(?=..)", "", self._key(name))
        for official, usual in _SHORT:
            key = key.replace(official, usual)
        return key

    def __call__(self, name: str) -> str:
        return self.preferred.get(self._key(name)) or self.by_short.get(self._short(name), name)


class _Places:
    """Actors by place in the document: of sentences, list lead-ins, brackets and headings."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.language = document.language
        self.rules = actors_zh if document.language == "zh" else actors_en
        self.of_unit: dict[int, list[tuple[int, int, list[str]]]] = {}
        self.of_list: dict[int, list[str]] = {}
        self.of_bracket: dict[int, list[str]] = {}
        self.of_heading: dict[int, list[str]] = {}
        self.of_pronoun: dict[int, list[str]] = {}
        self.before: dict[int, list[str]] = {}
        self.list_style: int | None = None
        self.folded = plain(document.reading.text, document.language)
        self._read()
        told = [found[0][2] for index, found in self.of_unit.items() if self._obliges(index)]
        told += self.of_bracket.values()
        self.addressed, self.named = addressed_by(document, told)

    def _obliges(self, index: int) -> bool:
        return self.language == "zh" or actors_en.obliges(self.document.units[index].plain)

    def verbatim(self, name: str) -> str:
        """A name found in the folded text as the document itself spells it."""
        text = self.document.reading.text
        if name in text:
            return name
        at = self.folded.find(name)
        return text[at : at + len(name)] if at >= 0 else name

    def _read(self) -> None:
        current: list[str] = []
        last: list[str] = []
        list_line = -1
        duties = Duties(self.document, self.of_bracket)
        for index, unit in enumerate(self.document.units):
            if duties.take(index):
                continue
            if unit.heading:
                names = self._heading(unit)
                if names:
                    self.of_heading[unit.start] = names
                current = names if self.language == "en" else []
                continue
            if unit.first and unit.line != list_line:
                goes_on = self._continues(index)
                current = current if goes_on else []
                self.list_style = self.document.lines[unit.line].style if goes_on else None
            if unit.zone != BODY:
                continue
            if unit.table and self._of_row(index):
                continue
            self.of_pronoun[index] = last
            self._read_sentence(index)
            named = self.of_unit[index][0][2] if index in self.of_unit else []
            if named:
                last = named
            led = self._list_lead(unit.plain, last)
            if led:
                current, list_line = led, unit.line
            if current:
                self.of_list[index] = current

    def _heading(self, unit: Unit) -> list[str]:
        """Actors a heading gives to what stands under it; a signature, the publisher of the title, is none."""
        names = self.rules.heading_names(cues(self.language).strip_number(unit.plain))
        signs = not unit.plain.rstrip().endswith((":", "：")) and len(names) == 1
        if self.language == "zh" and signs and names[0] in self.folded[:200]:
            names = []
        return names or (duties_zh.responsible_in(unit.plain) if self.language == "zh" else [])

    def of_title(self, words: str) -> list[str]:
        """Actors of a heading that is itself an item: its subject, or the bracket behind it."""
        if self.language == "zh":
            return actors_zh.subject_of(words) or duties_zh.responsible_in(words)
        return actors_en.subject_of(words) or []

    def _read_sentence(self, index: int) -> None:
        """Subjects of a unit; a part behind a semicolon has those before it, the next sentence of the paragraph implies them."""
        unit = self.document.units[index]
        if self.language == "zh":
            found = actors_zh.subjects_in(unit.plain)
        else:
            names = actors_en.subject_of(cues("en").strip_number(unit.plain))
            found = [(0, len(unit.plain), names)] if names else []
        if found:
            self.of_unit[index] = [(unit.start + a, unit.start + b, names) for a, b, names in found]
        elif index and self.document.units[index - 1].line == unit.line:
            previous = self.document.units[index - 1]
            carried = self.of_unit[index - 1][-1][2] if index - 1 in self.of_unit else None
            if carried and self.language == "zh" and previous.plain.rstrip().endswith(("；", "，")):
                self.of_unit[index] = [(unit.start, unit.start, carried)]
            else:
                told = carried if carried and self._obliges(index - 1) else []
                self.before[index] = told

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
        if cues("zh").ENUMERATED.match(unit.plain) is not None or line.style == 8:
            return True
        before = self.document.units[index - 1].plain.rstrip()
        return line.style is not None and (before.endswith("：") or line.style == self.list_style)

    def _list_lead(self, words: str, last: list[str]) -> list[str]:
        """Actors of a sentence that opens a list: “…应做好以下工作：一是…”, “The Agency should:”."""
        if self.language == "en":
            return actors_en.list_lead(words, last)
        head, colon, rest = words.partition("：")
        if colon and len(head) < 60 and (not rest.strip() or cues("zh").ENUMERATED.match(rest)):
            return next((names for _, _, names in actors_zh.subjects_in(head)), [])
        return []

    def own(self, draft: Draft) -> list[str]:
        """Actors of the item's own sentence: of the clauses in it that name some, else of the last one before it."""
        clauses = self.of_unit.get(draft.index, [])
        if self.language == "en":
            return self._own_en(draft, clauses)
        within = [names for start, end, names in clauses if start < draft.end and end > draft.start]
        if within:
            more = [name for names in within[1:] for name in names if not needs_modal(name)]
            named = list(dict.fromkeys([*within[0], *more]))
            if not is_partner(self.folded[draft.start : draft.end]):
                return named
            lead = next((names for _, end, names in clauses if end <= draft.start), None)
            context = lead or self.of_list.get(draft.index) or (self.addressed if self.named else [])
            return list(dict.fromkeys([*context, *named]))
        ahead = [names for start, _, names in clauses if start < draft.start]
        if ahead:
            return ahead[-1]
        trailing = [
            names
            for start, end, names in clauses
            if start >= draft.end and actors_zh.charges_all(self.folded[start:end])
        ]
        if trailing:
            return trailing[0]
        behind = duties_zh.responsible_in(self.folded[draft.start : draft.unit.end])
        row = self.document.lines[draft.unit.line]
        return (
            behind
            or duties_zh.responsible_in(draft.unit.plain)
            or duties_zh.cell_names(self.folded[row.start : row.end])
        )

    def _own_en(self, draft: Draft, clauses: list[tuple[int, int, list[str]]]) -> list[str]:
        words = cues("en").strip_number(self.folded[draft.start : draft.end])
        sentence = cues("en").strip_number(draft.unit.plain)
        named = actors_en.subject_of(words)
        if named is None or actors_en.subject_of(sentence) is None:
            speaks = actors_en.speaks_itself(words) or actors_en.speaks_itself(sentence)
            return [] if speaks else self.of_pronoun.get(draft.index, [])
        return named or (clauses[0][2] if clauses else [])


def assign_actors(
    drafts: Sequence[Draft], document: Document, known: Sequence[tuple[str, ...]]
) -> list[tuple[ActorName, ...]]:
    """The actors of each draft, leads first."""
    resolve = Resolver(known, document.language)
    places = _Places(document)
    found: dict[int, tuple[ActorName, ...]] = {}
    for draft in drafts:
        names = places.of_title(draft.unit.plain) if draft.unit.heading else places.own(draft)
        names = names or places.of_bracket.get(draft.index, []) or places.of_list.get(draft.index, [])
        above = found.get(id(draft.parent), ()) if draft.parent is not None else ()
        if not names and any(actor.explicit for actor in above):
            found[id(draft)] = above
            continue
        if not names:
            path = document.lines[draft.unit.line].path
            names = next(
                (places.of_heading[h.start] for h in reversed(path) if h.start in places.of_heading), []
            )
        if not names and document.language == "zh":
            names = actors_zh.moved_in(places.folded[draft.start : draft.end])
        if document.genre == "work-report" and all(is_own(name) for name in names):
            names = []
        elif places.named and (not names or names == ["我们"] and document.genre == "reply"):
            names = places.addressed
        implied = (
            places.addressed if draft.unit.heading else places.before.get(draft.index) or places.addressed
        )
        actors = [ActorName(resolve(places.verbatim(name)), bool(names)) for name in names or implied]
        found[id(draft)] = tuple(dict.fromkeys(actors))
    _fill_parents(drafts, found)
    return [found[id(draft)] for draft in drafts]


def _fill_parents(drafts: Sequence[Draft], found: dict[int, tuple[ActorName, ...]]) -> None:
    """A container that names nobody has the actors its measures name, where these agree on who leads; a heading implies them."""
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
            found[id(draft)] = tuple(
                dict.fromkeys(
                    replace(name, explicit=not draft.unit.heading) for names in lists for name in names
                )
            )


def clean(name: str) -> str:
    """A name as it is compared: without articles, brackets and white space."""
    return re.sub(r"[（(][^（）()]*[）)]|\s", "", name).lower().removeprefix("the")
