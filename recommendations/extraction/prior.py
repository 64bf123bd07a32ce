"""What is known of policy prose before any training: how much each cue speaks for or against, by kind of section.

The trained model starts from these log-odds and only corrects them.
"""

from dataclasses import dataclass

import numpy as np

from recommendations.extraction.features import WORDING, Sight


@dataclass(frozen=True)
class Rule:
    """`weights` are log-odds where the section prescribes, describes, sets aims, or does not tell (the order of `features.MODES`).

    The rule applies by the product of its cues; a cue `!name` is its absence, `around:name` the mean of the section,
    `genre:name` the document's genre, `told` that a heading or lead-in
    says what the section is for.
    """

    name: str
    cues: tuple[str, ...]
    weights: tuple[float, float, float, float]


def _rules(*rows: tuple[str, str, float, float, float, float]) -> tuple[Rule, ...]:
    return tuple(
        Rule(name, tuple(cues.split()), (prescribes, describes, aims, unknown))
        for name, cues, prescribes, describes, aims, unknown in rows
    )


RULES = {
    "zh": _rules(
        ("base", "", -1.2, -3.2, -3.0, -2.8),
        ("ask", "ask", 3.6, 2.4, 0.6, 3.6),
        ("suggest", "suggest !quoted_old", 0.8, 1.0, 1.0, 1.0),
        ("body_modal", "body_modal !quoted_old", 0.6, 0.8, 1.0, 0.8),
        ("order", "order", 3.0, 0.6, 0.8, 2.6),
        ("verb_share", "verb_share", 1.2, 0.3, 0.2, 1.4),
        ("verb_in_clause", "any_verb !order", 1.0, 0.2, 0.0, 0.6),
        ("by_bodies", "by_bodies any_verb", 1.2, 0.4, 0.5, 1.0),
        ("inner_verb", "inner_verb !order !ask", 2.4, 0.0, 0.0, 0.6),
        ("body_verb", "body_verb !order !ask", 1.8, -0.2, 0.0, 0.4),
        ("sanction", "sanction !problem", 2.4, 0.6, 0.4, 1.6),
        ("agent", "agent !aspect", 2.6, 1.6, 0.5, 3.0),
        ("preposed", "preposed !order !ask", 1.6, 0.0, 0.0, 0.8),
        ("in_directive", "plain_statement genre:directive", 1.0, 0.0, 0.0, 0.4),
        ("deadline", "deadline any_verb", 0.8, 0.1, -0.3, 0.4),
        ("target", "target any_verb", 0.6, -0.3, -0.6, 0.0),
        ("future", "future any_verb", 1.2, 1.4, 0.0, 1.0),
        ("order_in_review", "order told !ask", 0.0, -1.8, -0.6, 0.0),
        ("reports_around", "order around:statistics", -0.6, -1.0, -1.0, -4.0),
        ("past_around", "order around:pasts", -1.0, -1.5, -1.0, -5.0),
        ("done", "aspect", -2.6, -2.4, -1.0, -2.6),
        ("past", "pasts", -1.6, -2.0, -1.0, -2.4),
        ("uneven", "uneven", -0.8, -2.2, -0.6, -2.2),
        ("result", "result !ask", -1.4, -1.6, -0.6, -1.8),
        ("growth", "growth", -0.8, -1.2, -0.6, -1.2),
        ("problem", "problem !order !ask", -1.2, -1.2, -0.6, -1.4),
        ("problem_modal", "problem ask !order", -1.0, -1.6, -0.5, -1.0),
        ("reported", "reported !suggest", -0.8, -1.0, -0.5, -1.0),
        ("quoted_old", "quoted_old", -2.6, -3.0, -1.5, -2.8),
        ("aim", "aim !ask", -1.4, -1.4, -1.0, -1.4),
        ("lead_in", "lead_in", -2.4, -2.0, -1.5, -2.2),
        ("formula", "formula", -3.5, -3.0, -2.0, -3.5),
        ("definition", "definition", -2.4, -2.0, -1.5, -2.4),
        ("condition", "condition !order", -1.2, -1.2, -0.8, -1.2),
        ("principle", "principle", -0.8, -1.2, -2.0, -1.4),
        ("question", "question", -2.5, -2.5, -2.0, -2.5),
        ("exclaims", "exclaims", -2.0, -2.0, -2.0, -2.0),
        ("statement", "plain_statement", -2.2, -2.0, -1.5, -2.2),
        ("statement_target", "plain_statement target deadline", 1.2, 0.0, 0.0, 0.3),
        ("colon", "colon", -1.2, -1.2, -1.0, -1.2),
        ("asked_of_us", "ask !commits genre:reply", -1.0, -2.0, -1.0, -2.0),
        ("commits", "commits any_verb genre:reply", 1.0, 3.6, 0.0, 3.6),
    ),
    "en": _rules(
        ("base", "", -1.8, -3.2, -3.0, -2.8),
        ("suggest", "suggest !quoted_old !reported", 4.0, 4.2, 2.5, 4.2),
        ("suggest_reported", "suggest reported !quoted_old", 2.5, 1.6, 1.0, 2.0),
        ("body_modal", "body_modal !quoted_old !reported", 3.6, 2.0, 1.5, 3.4),
        ("body_modal_reported", "body_modal reported", 1.0, -0.6, -0.5, 0.0),
        ("ask", "ask !reported", 3.0, 1.4, 0.8, 3.4),
        ("subjunctive", "body_verb !ask !past !order", 3.4, -0.3, 0.0, 0.2),
        ("listed", "listed", 5.0, 0.0, 0.5, 1.5),
        ("may", "may !past", 2.2, 0.2, 0.0, 0.4),
        ("order", "order", 4.2, 1.8, 1.5, 3.6),
        ("by_bodies", "by_bodies any_verb", 1.5, 0.8, 0.8, 1.0),
        ("deadline", "deadline any_verb", 0.4, 0.2, 0.0, 0.3),
        ("future", "future !order", 0.4, -0.2, -0.5, 0.0),
        ("done", "aspect !ask !order", -1.6, -1.6, -1.0, -1.6),
        ("past", "pasts !ask !order", -1.6, -1.8, -1.0, -1.8),
        ("past_ask", "pasts ask", -1.2, -2.0, -1.0, -1.8),
        ("done_ask", "aspect ask !suggest", -0.4, -1.8, -1.0, -0.8),
        ("uneven", "uneven", -0.8, -1.4, -0.6, -1.2),
        ("result", "result !ask", -0.8, -1.0, -0.5, -1.0),
        ("growth", "growth !ask", -0.8, -1.0, -0.6, -1.0),
        ("problem", "problem !ask !order", -1.4, -1.4, -0.8, -1.4),
        ("reported", "reported !suggest", -1.4, -1.6, -1.0, -1.6),
        ("quoted_old", "quoted_old", -2.6, -3.0, -2.0, -2.8),
        ("lead_in", "lead_in !body_modal", -1.8, -1.6, -1.0, -1.6),
        ("formula", "formula", -2.4, -2.4, -2.0, -2.4),
        ("definition", "definition !suggest", -1.8, -1.8, -1.5, -1.8),
        ("condition", "condition !ask !order", -0.8, -0.8, -0.6, -0.8),
        ("principle", "principle", -2.6, -3.0, -2.0, -2.8),
        ("question", "question", -3.0, -3.0, -2.0, -3.0),
        ("aim", "aim !ask !order", -1.0, -1.0, -0.8, -1.0),
        ("statement", "plain_statement", -1.2, -1.0, -0.8, -1.0),
        ("asked_of_us", "ask genre:reply", -6.0, -5.0, -3.0, -5.0),
        ("suggested_to_us", "suggest genre:reply", -4.0, -4.0, -3.0, -4.0),
        ("commits", "commits genre:reply", 4.5, 4.0, 2.0, 4.0),
        ("commits_in_plan", "future genre:directive", 2.4, 0.5, 0.0, 0.6),
    ),
}


def contributions(sight: Sight, language: str, genre: str) -> np.ndarray:
    """Log-odds each rule contributes to each unit: rows are units, columns the language's `RULES`."""
    columns = []
    for rule in RULES[language]:
        strength = np.ones(len(sight.words))
        for cue in rule.cues:
            if cue == "told":
                strength = strength * sight.told
            elif cue.startswith("genre:"):
                strength = strength * float(cue[6:] == genre)
            elif cue.startswith("around:"):
                strength = strength * sight.around[cue[7:]]
            elif cue.startswith("!"):
                strength = strength * (1 - sight.words[:, WORDING.index(cue[1:])])
            else:
                strength = strength * sight.words[:, WORDING.index(cue)]
        columns.append(strength * (sight.modes @ np.array(rule.weights)))
    return np.stack(columns, axis=1)
