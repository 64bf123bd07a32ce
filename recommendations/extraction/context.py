"""Sentences and headings of a document with what surrounds them: zone, section, what the section is for."""

import re
from dataclasses import dataclass
from types import ModuleType

from recommendations.extraction import cues_en, cues_zh
from recommendations.extraction.duties_zh import BARE_DUTY
from recommendations.extraction.folding import plain
from recommendations.extraction.outline import Line, lines_of, units_of
from recommendations.extraction.reading import Reading
from recommendations.extraction.sections import (
    DESCRIBES,
    PRESCRIBES,
    QUOTING,
    UNKNOWN,
    genre_of,
    list_mode,
    own_question,
    section_mode,
)

BODY = "body"
_DEFAULTS = {
    "directive": PRESCRIBES,
    "reply": DESCRIBES,
    "rectification": DESCRIBES,
    "work-report": DESCRIBES,
    "circular": DESCRIBES,
    "news": DESCRIBES,
    "status": DESCRIBES,
    "audit-report": DESCRIBES,
}
_ZH_DEFAULTS = _DEFAULTS | {"minutes": PRESCRIBES}
_ADVISES = re.compile(r"\brecommendations\W*$", re.I)
_UNTOLD = {("en", "audit-report"), ("en", "news")}
_RESPONSIBLE = {
    "zh": re.compile(
        r"\s*[（(【\[〔](?=[^（）()]{2,160}[）)】\]〕]?[。；]?\s*$)(?=.{0,160}(?:负责|牵头|配合|责任单位|责任部门|参与|按职责分工|主办|协办))"
    ),
    "en": re.compile(
        r"\s*\(?(?:lead|owner|responsible(?: body| department| party| authority)?|action(?: by)?|responsibility|target date|timeline|timescale|due date|milestones?|budget|priority|status)\s*[:–-]\s(?!.{2,60} to [a-z]).{2,120}$",
        re.I,
    ),
}


@dataclass(frozen=True)
class Unit:
    """A sentence or heading. `plain` is folded, of the same length; `mode` is what its place is for.

    `told` is the heading or lead-in that says so, and `section` the start of the innermost heading (-1: none).
    """

    start: int
    end: int
    plain: str
    heading: bool
    line: int
    zone: str
    mode: str
    told: str
    section: int
    first: bool
    under_verb: bool
    table: bool


@dataclass(frozen=True)
class Document:
    """A reading cut into lines and units, with its language (`zh` or `en`) and genre."""

    reading: Reading
    language: str
    genre: str
    lines: tuple[Line, ...]
    units: tuple[Unit, ...]


def cues(language: str) -> ModuleType:
    """The cue module of a language."""
    return cues_zh if language == "zh" else cues_en


def _title(reading: Reading, lines: tuple[Line, ...]) -> str:
    parts: list[str] = []
    for line in lines[:8]:
        content = reading.text[line.start : line.end].strip()
        if line.is_heading and line.style is None and line.zone == BODY and len(parts) < 3:
            parts.append(content)
        elif len(content) > 60:
            break
    first = reading.text[lines[0].start : lines[0].end].strip() if lines else ""
    return " ".join(parts) or ("" if first.endswith(("。", "；")) else first[:120])


class _Modes:
    """What each heading is for, computed once."""

    def __init__(self, language: str, genre: str) -> None:
        self.language = language
        self.genre = genre
        self.known: dict[int, str | None] = {}

    def of(self, line: Line) -> tuple[str | None, str, int, bool]:
        """Mode told by the headings above a line, the heading that tells it and its depth, and whether the innermost
        opens with a verb."""
        mode, told, depth = None, "", 0
        for at, heading in enumerate(line.path, start=1):
            if heading.start not in self.known:
                words = cues(self.language).strip_number(plain(heading.title, self.language))
                verbal = cues(self.language).opening_verb(words) is not None
                self.known[heading.start] = section_mode(words, self.language, verbal, self.genre)
            if self.known[heading.start] is not None:
                mode, told, depth = self.known[heading.start], heading.title, at
        verb = False
        if line.path:
            verb = cues(self.language).opening_verb(plain(line.path[-1].title, self.language)) is not None
        return mode, told, depth, verb


def _idle(told: tuple[str, str], mode: str | None, inherited: bool) -> bool:
    """Whether a lead-in is too weak to make a prescribing section describe."""
    return not inherited and mode == PRESCRIBES and told[0] == DESCRIBES and not own_question(told[1])


def document_of(reading: Reading) -> Document:
    """The units of a reading in order, each with its place."""
    language = "zh" if reading.language == "zh" else "en"
    lines = lines_of(reading)
    folded = plain(reading.text, language)
    headings = [folded[line.start : line.end] for line in lines if line.is_heading]
    title = plain(_title(reading, lines), language)
    genre = genre_of(title, folded, language, headings)
    modes = _Modes(language, genre)
    default = (
        UNKNOWN
        if (language, genre) in _UNTOLD
        else (_ZH_DEFAULTS if language == "zh" else _DEFAULTS).get(genre, UNKNOWN)
    )
    if language == "en" and genre not in QUOTING and _ADVISES.search(title):
        default = PRESCRIBES
    if genre == "work-report" and "工作报告" in title and not any(modes.of(line)[0] for line in lines):
        default = UNKNOWN
    units: list[Unit] = []
    run: tuple[str, str] | None = None
    run_depth = 0
    seen_heading = False
    for index, line in enumerate(lines):
        mode, told, depth, under_verb = modes.of(line)
        if line.is_heading or line.head_end > line.start:
            seen_heading = seen_heading or line.style is not None
            if run is not None and (len(line.path) <= run_depth or run[0] == DESCRIBES):
                run = None
        local = run
        for place, (start, end, heading) in enumerate(units_of(reading, line)):
            words = folded[start:end]
            zone = line.zone
            duty = (
                _RESPONSIBLE[language].match(words) or language == "zh" and BARE_DUTY.fullmatch(words.strip())
            )
            if zone == BODY and not heading and duty:
                zone = "responsible"
            inherited = local is run and mode is not None and depth > run_depth
            if local is not None and not inherited and not _idle(local, mode, local is run):
                here, why = local
            elif mode is not None:
                here, why = mode, told
            elif default == PRESCRIBES and not (seen_heading or run):
                here, why = UNKNOWN, ""
            else:
                here, why = default, ""
            units.append(
                Unit(
                    start,
                    end,
                    words,
                    heading,
                    index,
                    zone,
                    here,
                    why.strip()[:60],
                    line.path[-1].start if line.path else -1,
                    place == 0,
                    under_verb,
                    reading.spans[index].kind == "table",
                )
            )
            if heading or zone != BODY:
                continue
            own = list_mode(words, language)
            if own is not None:
                local = own, words
                if own == PRESCRIBES or own == DESCRIBES and end >= line.end - 1:
                    run, run_depth = local, len(line.path)
    return Document(reading, language, genre, lines, tuple(units))
