"""Which sentences and headings of a document state a recommendation, how sure that is, and why."""

import re
from dataclasses import dataclass

import numpy as np

from recommendations.extraction.context import BODY, Document, Unit, cues
from recommendations.extraction.features import WORDING, Sight, sight_of
from recommendations.extraction.model import Linear, probability
from recommendations.extraction.prior import RULES, Rule, contributions
from recommendations.extraction.reasons import render
from recommendations.extraction.sections import AIMS, DESCRIBES, PRESCRIBES, QUOTING

_BOUND = 4.0
"""How far, in log-odds, the model may correct the rules: invented documents teach it more than holds for real ones."""
_EMPTY_HEADING = {PRESCRIBES: 0.8, DESCRIBES: 0.05, AIMS: 0.05}
_NAMED = re.compile(
    r"\W*(?:key )?(?:recommendation|advice|action|proposal|priority action|measure)\s*(?:no\.?\s*)?\d[\d.]*[a-z]?\s*[:.)–-]\s*\S+\s\S",
    re.I,
)
_LONG_HEADING = {"zh": 34, "en": 60}


@dataclass(frozen=True)
class Judged:
    """A unit with its score (0 to 1), label, kind and reasons."""

    unit: Unit
    score: float
    label: int
    kind: str
    reasons: tuple[str, ...]


def _heading_scores(document: Document, scores: np.ndarray) -> np.ndarray:
    """A heading names a measure when it opens with a verb and what stands under it recommends."""
    lexicon = cues(document.language)
    judged = scores.copy()
    units = document.units
    ends = _ends(document)
    body = np.array([unit.zone == BODY and not unit.heading for unit in units], dtype=np.float64)
    sums, counts = np.concatenate([[0], np.cumsum(scores * body)]), np.concatenate([[0], np.cumsum(body)])
    for index, unit in enumerate(units):
        if not unit.heading or unit.zone != BODY:
            continue
        line = document.lines[unit.line]
        if line.rank == 0:
            judged[index] = 0.0
            continue
        text = lexicon.strip_number(unit.plain)
        opens = [lexicon.opening_verb(text[a:b]) for a, b in lexicon.clauses(text)]
        if document.language == "en":
            named = _NAMED.match(unit.plain) is not None and document.genre not in QUOTING
            verbal = bool(opens and opens[0]) or lexicon.MODAL.search(text) is not None or named
        else:
            preposed = lexicon.FLAGS["preposed"].search(text) is not None
            verbal = (any(opens) or preposed) and not lexicon.NOMINAL_HEADING.search(text.rstrip("。：: "))
        if lexicon.FLAGS["aspect"].search(text) or lexicon.FLAGS["result"].search(text):
            verbal = False
        count = counts[ends[index]] - counts[index + 1]
        under = (sums[ends[index]] - sums[index + 1]) / count if count else _EMPTY_HEADING.get(unit.mode, 0.4)
        judged[index] = (0.02 + 0.96 * min(1.0, under * 1.4)) if verbal else 0.05 * under
        sentence = len(unit.plain) >= _LONG_HEADING[document.language] or unit.plain.endswith(("。", "；"))
        if sentence and count == 0:
            judged[index] = max(judged[index], scores[index])
    return judged


def _ends(document: Document) -> list[int]:
    """For each unit the end of the scope it would have as a heading, in one pass from the back."""
    units, lines = document.units, document.lines
    following: dict[int, int] = {}
    ends = [len(units)] * len(units)
    for index in range(len(units) - 1, -1, -1):
        path = lines[units[index].line].path
        if not units[index].heading:
            continue
        level = path[-1].level if path else 0
        ends[index] = min((at for depth, at in following.items() if depth <= level), default=len(units))
        following = {depth: at for depth, at in following.items() if depth < level} | {level: index}
    return ends


def _kind(unit: Unit, label: int, flags: dict[str, float]) -> str:
    if unit.zone != BODY:
        return unit.zone
    if unit.heading:
        return "heading"
    if label:
        return "recommendation"
    if unit.mode == AIMS or flags["principle"]:
        return "aim"
    if flags["problem"] and not flags["aspect"]:
        return "problem"
    if flags["quoted_old"] or flags["reported"]:
        return "reported"
    return "achievement" if flags["aspect"] or flags["past"] and flags["statistic"] else "background"


_SHOWN = {
    "ask": "MODAL",
    "suggest": "suggest",
    "body_modal": "body_modal",
    "deadline": "deadline",
    "target": "target",
}
_SAID = {
    **dict.fromkeys(("order", "verb_share"), "order"),
    **dict.fromkeys(
        "any_verb inner_verb body_verb preposed sanction agent allots gerund asked action_tag dated_row resolved to_do directed be_done".split(),
        "inner_verb",
    ),
    **dict.fromkeys(("commits", "future", "agent_will", "under_way"), "future"),
    **dict.fromkeys(("body_modal", "instructs"), "body_modal"),
    **dict.fromkeys(("suggest", "may"), "suggest"),
    **{cue: cue for cue in ("ask", "by_bodies", "deadline", "target")},
    **dict.fromkeys(("listed", "enumerated"), "listed"),
    "carried": "around",
}
"""The reason that a rule gives, by its first cue."""


def said(rule: Rule) -> str:
    """The key of the reason a rule gives; empty where it has none to show."""
    if any(cue.startswith("around:") for cue in rule.cues):
        return "around"
    return _SAID.get(rule.cues[0], "") if rule.cues else ""


def _reasons(unit: Unit, document: Document, shares: np.ndarray, correction: float) -> tuple[str, ...]:
    lexicon = cues(document.language)
    rules = RULES[document.language]
    spoken: dict[str, str] = {}
    for at in np.argsort(-shares)[:5]:
        key = said(rules[at])
        if shares[at] < 0.4 or not key or key in spoken:
            continue
        if key in _SHOWN:
            pattern = lexicon.MODAL if key == "ask" else lexicon.FLAGS[_SHOWN[key]]
            found = pattern.search(unit.plain) or lexicon.FLAGS["suggest"].search(unit.plain)
            if found is not None:
                spoken[key] = render(
                    key,
                    document.reading.text[unit.start + found.start() : unit.start + found.end()].strip(
                        "，,：:"
                    ),
                )
        elif key == "order":
            text = lexicon.strip_number(unit.plain)
            verbs = [verb for a, b in lexicon.clauses(text) if (verb := lexicon.opening_verb(text[a:b]))]
            if verbs:
                spoken[key] = render("order", verbs[0])
        else:
            spoken[key] = render(key)
    if unit.mode == PRESCRIBES and unit.told:
        spoken["section"] = render("section", re.sub(r"\s+", " ", unit.told)[:40])
    if correction > 0.7 or not spoken:
        spoken["model"] = render("model")
    return tuple(spoken.values())


def scores_of(document: Document, sight: Sight, model: Linear) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scores of the units, what each rule contributed, and the model's corrections."""
    shares = contributions(sight, document.language, document.genre)
    corrections = _BOUND * np.tanh(model.corrections(sight.rows) / _BOUND)
    scores = probability(shares.sum(axis=1) + corrections)
    judged = np.array([unit.zone == BODY for unit in document.units], dtype=np.float64)
    return scores * judged, shares, corrections


def judge(document: Document, model: Linear) -> list[Judged]:
    """Every unit of a document judged, in order."""
    if not document.units:
        return []
    sight = sight_of(document)
    scores, shares, corrections = scores_of(document, sight, model)
    scores = _heading_scores(document, scores)
    judged = []
    for index, unit in enumerate(document.units):
        label = int(scores[index] >= model.threshold)
        flags = dict(zip(WORDING, sight.words[index], strict=True))
        reasons: tuple[str, ...] = ()
        if label:
            reasons = (
                (render("heading"),)
                if unit.heading
                else _reasons(unit, document, shares[index], corrections[index])
            )
        judged.append(Judged(unit, round(float(scores[index]), 4), label, _kind(unit, label, flags), reasons))
    return judged
