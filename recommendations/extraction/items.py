"""From judged sentences to recommendations: containers become parents, sentences are cut into measures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recommendations.extraction.clauses import measures
from recommendations.extraction.context import Document, Unit, cues
from recommendations.extraction.folding import plain
from recommendations.extraction.judging import Judged
from recommendations.extraction.model import Linear
from recommendations.extraction.reasons import render
from recommendations.extraction.results import Heading
from recommendations.extraction.sections import AIMS, DESCRIBES, section_mode

_TRAILING = " \t　，。；：、,.;:！!"
_MOST_IN_ONE = 3
_SHORT = 22
_CARRIED_OUT = 2
_SHORTEST_ASK = {"zh": 5, "en": 8}
_MATTER = re.compile(r"就[^，。]{4,30}，")
_BY_WHAT = re.compile(r"按|根据|符合|对照|围绕|结合|达到|针对|依照|采纳")


@dataclass(eq=False)
class Draft:
    """An item under construction; `parent` points to a draft, `unit` is where it stands; `leads` marks containers."""

    start: int
    end: int
    level: str
    unit: Unit
    index: int
    score: float
    reasons: tuple[str, ...]
    parent: "Draft | None" = None
    section: tuple[str, ...] = ()
    leads: bool = False


def _body_start(unit: Unit, language: str) -> int:
    """Where the sentence begins behind its number and connectives."""
    return unit.end - len(cues(language).strip_number(unit.plain))


_AND_NEXT = re.compile(r"[;,]\s*(?:and|or|及|以及)\s*$", re.I)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    joined = _AND_NEXT.search(text, max(start, end - 12), end)
    end = joined.start() if joined else end
    while start < end and text[start] in _TRAILING:
        start += 1
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    if start and text[start - 1] == "“" and text.count("”", start, end) > text.count("“", start, end):
        start -= 1
    return start, end


def _spans(document: Document, unit: Unit, begin: int, cutter: Linear | None) -> list[tuple[int, int]]:
    """Spans of the measures of a recommending sentence from `begin` on."""
    lexicon = cues(document.language)
    matter = _MATTER.match(unit.plain, begin - unit.start)
    lead = lexicon.REPORTING_LEAD.match(unit.plain, matter.end() if matter else begin - unit.start)
    if lead is not None and _BY_WHAT.search(lead[0]):
        lead = None
    if (
        lead is not None
        and unit.end - unit.start - lead.end() > _SHORTEST_ASK[document.language]
        and not unit.plain.rstrip().endswith(":")
    ):
        begin = unit.start + lead.end()
    words = unit.plain[begin - unit.start :]
    spans = []
    for a, b in measures(words, document.language, cutter):
        a += b - a - len(lexicon.strip_number(words[a:b]))
        spans.append(_trim(document.reading.text, begin + a, begin + b))
    return [(a, b) for a, b in spans if b - a >= 4] or [_trim(document.reading.text, begin, unit.end)]


_LIST_BEGINS = re.compile(r"[：](?=\s*(?:一是|一要|一、|（一）|1[.、]|①|首先))")


def _list_start(document: Document, unit: Unit) -> int | None:
    """Where a list begins inside a sentence whose lead-in only announces it (…做好以下工作：一是…)."""
    found = _LIST_BEGINS.search(unit.plain) if document.language == "zh" else None
    return unit.start + found.end() if found else None


def _is_container(unit: Unit, document: Document) -> bool:
    """A sentence opening with an ordinal (一是…), or ending in a colon in English, leads what follows it."""
    if document.language == "en":
        return unit.plain.rstrip().endswith(":")
    return cues("zh").ENUMERATED.match(unit.plain) is not None


def _announces(judged: Sequence[Judged], index: int) -> bool:
    """Whether a short Chinese sentence opens a paragraph whose next sentences carry it out (加快发展数字经济。…)."""
    unit = judged[index].unit
    following = judged[index + 1 : index + 1 + _CARRIED_OUT]
    return (
        unit.first
        and not unit.table
        and unit.end - unit.start <= _SHORT
        and len(cues("zh").clauses(unit.plain)) == 1
        and unit.plain.rstrip().endswith("。")
        and not re.search(r"\d|、", unit.plain)
        and len(following) == _CARRIED_OUT
        and all(one.label and one.unit.line == unit.line for one in following)
    )


def _goes_on(unit: Unit, document: Document) -> bool:
    """Whether a line is a point of the list that an English lead-in (…should:) opened."""
    if document.language == "zh":
        return False
    return (
        document.lines[unit.line].style is not None
        or cues("en").ENUMERATED.match(unit.plain) is not None
        or unit.plain[:1].islower()
    )


class _Builder:
    def __init__(self, document: Document, cutter: Linear | None) -> None:
        self.document = document
        self.cutter = cutter
        self.drafts: list[Draft] = []
        self.heading: Draft | None = None
        self.heading_path: tuple[Heading, ...] = ()
        self.container: Draft | None = None
        self.container_line = -1

    def add(self, draft: Draft) -> Draft:
        self.drafts.append(draft)
        return draft

    def draft(
        self,
        span: tuple[int, int],
        level: str,
        judged: Judged,
        index: int,
        parent: Draft | None,
        *reasons: str,
    ) -> Draft:
        line = self.document.lines[judged.unit.line]
        section = tuple(heading.title for heading in line.path)
        return Draft(
            *span, level, judged.unit, index, judged.score, (*judged.reasons, *reasons), parent, section
        )

    def enter(self, unit: Unit, index: int, judged: Judged) -> None:
        """A heading: a parent when it names a measure, otherwise it ends the parents of its level."""
        line = self.document.lines[unit.line]
        depth = len(self.heading_path)
        if self.heading is not None and line.path[:depth] != self.heading_path:
            self.heading, self.heading_path = None, ()
        self.container = None
        if judged.label:
            start = _body_start(unit, self.document.language)
            span = _trim(self.document.reading.text, start, unit.end)
            if span[1] - span[0] >= 3:
                self.heading = self.add(self.draft(span, "parent", judged, index, None))
                self.heading_path = line.path

    def sentence(self, unit: Unit, index: int, judged: Judged, more_follow: bool, announces: bool) -> None:
        listed = _list_start(self.document, unit)
        begin = _body_start(unit, self.document.language) if listed is None else listed
        spans = _spans(self.document, unit, begin, self.cutter)
        several = (render("clause"),) if len(spans) > 1 else ()
        within = self.container is not None and self.container_line == unit.line
        parent = self.container if within else self.heading
        if announces or self.heading is None and (listed is not None or _is_container(unit, self.document)):
            whole = (spans[0][0], spans[-1][1])
            alone = not more_follow
            quote = whole if alone and len(spans) <= _MOST_IN_ONE else spans[0]
            self.container = self.add(self.draft(quote, "parent", judged, index, None))
            self.container.leads = True
            self.container_line = unit.line
            if len(spans) == 1:
                return
            parent = self.container
        elif parent is None:
            parent = self.container
        if self.document.language == "en" and parent is not None and unit.plain.rstrip().endswith(":"):
            return
        level = "child" if parent is not None else "parent"
        for span in spans:
            self.add(self.draft(span, level, judged, index, parent, *several))


def drafts_of(document: Document, judged: Sequence[Judged], cutter: Linear | None) -> list[Draft]:
    """The items of a document in reading order, parents before their children. `cutter` cuts Chinese sentences."""
    builder = _Builder(document, cutter)
    for index, one in enumerate(judged):
        unit = one.unit
        if unit.heading:
            builder.enter(unit, index, one)
            continue
        path = document.lines[unit.line].path
        if builder.heading is not None and path[: len(builder.heading_path)] != builder.heading_path:
            builder.heading, builder.heading_path = None, ()
        if (
            unit.first
            and builder.container is not None
            and unit.line != builder.container_line
            and not _goes_on(unit, document)
        ):
            builder.container = None
        if not one.label:
            continue
        following = judged[index + 1] if index + 1 < len(judged) else None
        more = (
            following is not None
            and following.unit.line == unit.line
            and bool(following.label)
            and not _is_container(following.unit, document)
        )
        announces = document.language == "zh" and _announces(judged, index)
        builder.sentence(unit, index, one, more, announces)
    return _under_nominal_headings(builder.drafts, document)


_GENERIC = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]+[）)、.]\s*)?(?:关于|从)?.{0,6}?(?:建议|对策|要求|任务|措施|安排|打算|保障|举措|部署|工作|下一步|意见|层面.{0,4}|考虑|方面|步骤|清单|讨论|实施)(?:与.{2,6}|和.{2,6})?$|"
    r"(?:.{0,8}\b)?(?:recommendations?(?: \d+[a-z]?)?|next steps|actions?|action plan|proposals|way forward|conclusions?(?: (?:and/?(?:or)?|or) recommendations)?|list of recommendations|.{2,60} should)[:*†‡ ]*$",
    re.I,
)


_REFERENCE = re.compile(r"[\W\d]*$|.{0,20}[〔\[（(]\d{4}[〕\]）)]\s*第?\d+号\W*$")
_BODY_NAME = re.compile(
    r"[\u4e00-\u9fff]{2,24}(?:厅|局|委|委员会|办公室|政府|研究院|研究所|大学|学院|课题组|调研组)"
)


def _names_no_measure(title: str, document: Document) -> bool:
    """Whether a heading only says what kind of section it opens, or what was done or found."""
    bare = plain(title, document.language).strip(" 。：:")
    if (
        _GENERIC.match(bare)
        or _REFERENCE.match(bare)
        or _BODY_NAME.fullmatch(bare)
        or cues(document.language).FLAGS["aspect"].search(bare)
    ):
        return True
    words = cues(document.language).strip_number(bare)
    return section_mode(words, document.language, False, document.genre) in (AIMS, DESCRIBES) and not any(
        cues(document.language).opening_verb(words[a:b]) for a, b in cues(document.language).clauses(words)
    )


def _under_nominal_headings(drafts: list[Draft], document: Document) -> list[Draft]:
    """Two or more measures standing free under one heading have that heading for their parent, unless it says nothing."""
    free: dict[int, list[Draft]] = {}
    for draft in drafts:
        path = document.lines[draft.unit.line].path
        if draft.parent is None and not draft.leads and not draft.unit.heading and path:
            free.setdefault(path[-1].start, []).append(draft)
    arranged: list[Draft] = []
    made: dict[int, Draft] = {}
    for draft in drafts:
        path = document.lines[draft.unit.line].path
        group = free.get(path[-1].start, []) if path else []
        if draft in group and len(group) >= 2 and not _names_no_measure(path[-1].title, document):
            heading = path[-1]
            if heading.start not in made:
                start = (
                    heading.start
                    + len(heading.title)
                    - len(cues(document.language).strip_number(heading.title))
                )
                span = _trim(document.reading.text, min(start, heading.end - 2), heading.end)
                score = round(sum(one.score for one in group) / len(group), 4)
                made[heading.start] = Draft(
                    *span,
                    "parent",
                    draft.unit,
                    draft.index,
                    score,
                    (render("over"),),
                    None,
                    tuple(above.title for above in path),
                    leads=True,
                )
                arranged.append(made[heading.start])
            draft.parent, draft.level = made[heading.start], "child"
        arranged.append(draft)
    return arranged
