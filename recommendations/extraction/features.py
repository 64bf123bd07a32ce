"""A sentence in its context as numbers: what the model sees."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from recommendations.extraction.context import BODY, Document, Unit, cues
from recommendations.extraction.sections import AIMS, DESCRIBES, PRESCRIBES, UNKNOWN

MODES = (PRESCRIBES, DESCRIBES, AIMS, UNKNOWN)
_SPEAKS = (
    "asked",
    "action_tag",
    "to_do",
    "resolved",
    "directed",
    "be_done",
    "agent_will",
    "under_way",
    "gerund",
    "dated_row",
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def _uneven(words: str) -> int:
    """How many numbers are no round figures: counts and measurements of what was, hardly ever of what is asked for."""
    count = 0
    for number in _NUMBER.findall(words):
        digits = number.replace(",", "")
        if re.fullmatch(r"(?:19|20)\d\d", digits) or number.startswith("0"):
            continue
        count += (
            "." in digits
            or len(digits.rstrip("0")) >= 3
            or (len(digits) == 2 and digits[1] not in "0258" and digits != "24")
        )
    return count


@lru_cache(maxsize=8192)
def wording(words: str, language: str) -> tuple[float, ...]:
    """What the sentence alone tells, in the order of `WORDING`."""
    lexicon = cues(language)
    bare = lexicon.strip_number(words)
    spans = lexicon.clauses(bare)
    opens = [lexicon.opening_verb(bare[start:end]) is not None for start, end in spans]
    verbs, count = sum(opens), max(1, len(spans))
    flags = {name: float(pattern.search(words) is not None) for name, pattern in lexicon.FLAGS.items()}
    modals = len(lexicon.MODAL.findall(words))
    stats = len(lexicon.FLAGS["statistic"].findall(words))
    pasts = len(lexicon.FLAGS["past"].findall(words))
    # what is asked for in invented English documents is longer than the rest; in real ones it is not
    size, lengths = (len(words), (verbs, count)) if language == "zh" else (0, (0, 0))
    ask = (
        max(flags["suggest"], flags["body_modal"], min(1.0, modals))
        * (1 - flags["quoted_old"])
        * (1 - flags["principle"])
    )
    done = flags["aspect"] if language == "zh" or not (opens and opens[0]) else 0.0
    order = (
        float(bool(opens) and (opens[0] or opens[-1] and lexicon.LATE_ORDER.match(bare) is not None))
        * (1 - done)
        * (1 - flags["definition"])
        * (1 - flags["formula"])
    )
    values = {
        "verb_share": verbs / count,
        "modals": min(modals, 3) / 3,
        "pasts": min(pasts, 4) / 4,
        "statistics": min(stats, 4) / 4,
        "uneven": min(_uneven(words), 3) / 3,
        "ask": ask,
        "order": order,
        "verb_first": float(bool(opens) and opens[0]),
        "verb_last": float(bool(opens) and opens[-1]),
        "verbs": min(lengths[0], 6) / 6,
        "any_verb": float(verbs > 0),
        "clauses": min(lengths[1], 10) / 10,
        "size": min(size, 160) / 160,
        "nominal": float(lexicon.NOMINAL_TAIL.search(words.rstrip("。：:. ")) is not None),
        "quote": float("“" in words or '"' in words),
        "colon": float(words.rstrip()[-1:] in "：:"),
        "question": float(words.rstrip()[-1:] in "？?"),
        "exclaims": float(words.rstrip()[-1:] in "！!"),
        "plain_statement": float(
            verbs == 0 and modals == 0 and not any(flags.get(name) for name in ("suggest", *_SPEAKS))
        ),
        **flags,
    }
    return tuple(values.get(name, 0.0) for name in WORDING)


WORDING = (
    "verb_share",
    "modals",
    "pasts",
    "statistics",
    "uneven",
    "ask",
    "order",
    "verb_first",
    "verb_last",
    "verbs",
    "any_verb",
    "clauses",
    "size",
    "nominal",
    "quote",
    "colon",
    "question",
    "exclaims",
    "plain_statement",
    "suggest",
    "body_modal",
    "by_bodies",
    "future",
    "past",
    "aspect",
    "statistic",
    "growth",
    "problem",
    "reported",
    "quoted_old",
    "aim",
    "lead_in",
    "definition",
    "formula",
    "condition",
    "principle",
    "enumerated",
    "commits",
    "inner_verb",
    "body_verb",
    "sanction",
    "preposed",
    "agent",
    "gerund",
    "asked",
    "action_tag",
    "to_do",
    "resolved",
    "directed",
    "be_done",
    "agent_will",
    "under_way",
    "courtesy",
    "their_view",
    "decided",
    "rule",
    "closed",
    "dated_row",
    "listed",
    "may",
    "result",
    "target",
    "deadline",
    "exhorts",
    "carried",
    "allots",
    "instructs",
    "concrete",
)
_ASKS = [WORDING.index(name) for name in ("verb_share", "order", "ask", "suggest")]
_TELLS = [
    WORDING.index(name)
    for name in ("pasts", "statistics", "uneven", "aspect", "problem", "reported", "growth")
]
_AROUND = _ASKS + _TELLS
_SECTION_TELLS = slice(len(_ASKS), len(_ASKS) + 4)


def _means(values: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Row by row the mean over the rows of the same group."""
    _, inverse = np.unique(groups, return_inverse=True)
    counts = np.bincount(inverse)
    sums = np.stack([np.bincount(inverse, weights=column) for column in values.T], axis=1)
    return (sums / counts[:, None])[inverse]


def _carry(words: np.ndarray, lines: Sequence[int]) -> None:
    """Mark as `carried` what follows an ask in the same paragraph."""
    ask, carried = WORDING.index("ask"), WORDING.index("carried")
    for row in range(1, len(words)):
        if lines[row] == lines[row - 1]:
            words[row, carried] = max(words[row - 1, ask], words[row - 1, carried])


@dataclass(frozen=True)
class Sight:
    """The units of a document in numbers: `words` their wording, `modes` their sections, `around` means of the section
    by cue, `told` whether a heading or lead-in tells the mode, `rows` everything the model weighs; one row a unit."""

    words: np.ndarray
    modes: np.ndarray
    around: dict[str, np.ndarray]
    told: np.ndarray
    rows: np.ndarray


def sight_of(document: Document, units: Sequence[Unit] | None = None) -> Sight:
    """Features of the document's units (or of the same units with their context changed)."""
    units = document.units if units is None else units
    count = len(units)
    words = np.array([wording(unit.plain, document.language) for unit in units]).reshape(count, len(WORDING))
    _carry(words, [unit.line for unit in units])
    few = words[:, _AROUND]
    body = np.array([unit.zone == BODY and not unit.heading for unit in units], dtype=np.float64)
    sections = np.array([unit.section for unit in units])
    share = np.maximum(_means(body[:, None], sections), 1e-3)
    section = _means(few * body[:, None], sections) / share
    paragraph = _means(few, np.array([unit.line for unit in units]))
    overall = np.repeat(((few * body[:, None]).sum(axis=0) / max(1.0, body.sum()))[None], count, axis=0)
    before = np.vstack([np.zeros((1, few.shape[1])), few[:-1]])[:count]
    after = np.vstack([few[1:], np.zeros((1, few.shape[1]))])[:count]
    modes = np.array([[unit.mode == name for name in MODES] for unit in units], dtype=np.float64).reshape(
        count, len(MODES)
    )
    place = np.arange(count) / max(1, count - 1)
    misc = np.column_stack(
        [
            [unit.heading for unit in units],
            [unit.first for unit in units],
            [unit.under_verb for unit in units],
            [unit.table for unit in units],
            place > 0.6,
            place < 0.05,
            place > 0.97,
        ]
    ).astype(np.float64)
    crosses = [words[:, [at]] * modes for at in _AROUND]
    orders = words[:, _ASKS[:2]]
    for column in orders.T:
        crosses += [column[:, None] * words[:, _TELLS], column[:, None] * section[:, _SECTION_TELLS]]
        crosses += [(column * modes[:, -1])[:, None] * section[:, _SECTION_TELLS]]
    around = {WORDING[at]: section[:, place] for place, at in enumerate(_AROUND)}
    rows = np.hstack(
        [words, section, paragraph, before, after, overall[:, : len(_ASKS) + 4], modes, misc, *crosses]
    )
    told = np.array([bool(unit.told) for unit in units], dtype=np.float64)
    return Sight(words, modes, around, told, rows)
