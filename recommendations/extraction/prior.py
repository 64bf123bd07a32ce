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
        ("ask_order", "ask order", 0.0, 0.0, 0.0, -1.6),
        ("suggest", "suggest !quoted_old", 0.8, 1.0, 1.0, 1.0),
        ("suggest_done", "suggest aspect !quoted_old !reported", 1.6, 1.0, 0.8, 1.8),
        ("suggest_news", "suggest !quoted_old genre:news", 0.6, 2.4, 0.6, 1.0),
        ("ask_news", "ask reported genre:news", 0.4, 1.8, 0.4, 0.8),
        ("directed", "directed concrete !exhorts", 0.6, 1.0, 0.4, 1.0),
        ("directed_news", "directed concrete genre:news", 0.4, 1.0, 0.4, 0.6),
        ("slogan_news", "ask !concrete genre:news", -0.6, -0.8, -0.4, -0.6),
        ("order_status", "order !future genre:status", 0.0, -2.5, 0.0, -2.5),
        ("law_duty", "body_modal genre:law", 0.6, 0.8, 2.4, 0.8),
        ("law_other", "!body_modal genre:law", -1.6, -1.6, -1.6, -1.6),
        ("agent_minutes", "agent genre:minutes", 1.0, 1.0, 0.5, 1.0),
        ("deadline_minutes", "deadline !pasts genre:minutes", 1.2, 0.8, 0.4, 1.0),
        ("in_minutes", "plain_statement genre:minutes !pasts", 0.8, 0.0, 0.0, 0.4),
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
        ("order_in_review", "order told !ask !commits", 0.0, -1.8, -0.6, 0.0),
        ("reports_around", "order around:statistics", -0.6, -1.0, -1.0, -4.0),
        ("past_around", "order around:pasts", -1.0, -1.5, -1.0, -5.0),
        ("done", "aspect", -2.6, -2.4, -1.0, -2.6),
        ("past", "pasts !commits", -1.6, -2.0, -1.0, -2.4),
        ("uneven", "uneven !commits", -0.8, -2.2, -0.6, -2.2),
        ("result", "result !ask !commits", -1.4, -1.6, -0.6, -1.8),
        ("growth", "growth !commits", -0.8, -1.2, -0.6, -1.2),
        ("problem", "problem !order !ask !commits", -1.2, -1.2, -0.6, -1.4),
        ("problem_modal", "problem ask !order !suggest", -1.0, -1.6, -0.5, -1.0),
        ("reported", "reported !suggest", -0.8, -1.0, -0.5, -1.0),
        ("quoted_old", "quoted_old !commits", -2.6, -3.0, -1.5, -2.8),
        ("aim", "aim !ask", -1.4, -1.4, -1.0, -1.4),
        ("lead_in", "lead_in", -2.4, -2.0, -1.5, -2.2),
        ("announces", "lead_in colon", -2.0, -1.5, -1.0, -1.5),
        ("formula", "formula", -3.5, -3.0, -2.0, -3.5),
        ("definition", "definition", -2.4, -2.0, -1.5, -2.4),
        ("condition", "condition !order", -1.2, -1.2, -0.8, -1.2),
        ("principle", "principle", -0.8, -1.2, -2.0, -1.4),
        ("question", "question", -2.5, -2.5, -2.0, -2.5),
        ("exclaims", "exclaims", -2.0, -2.0, -2.0, -2.0),
        ("statement", "plain_statement !commits !allots", -2.2, -2.0, -1.5, -2.2),
        ("statement_target", "plain_statement target deadline", 1.2, 0.0, 0.0, 0.3),
        ("colon", "colon", -1.2, -1.2, -1.0, -1.2),
        ("asked_of_us", "ask !commits !instructs genre:reply", -1.0, -2.0, -1.0, -2.0),
        ("commits", "commits !aspect genre:reply", 1.0, 3.6, 0.0, 3.6),
        ("allots", "allots !pasts !aspect", 1.6, 0.2, 0.2, 0.8),
        ("allots_reply", "allots !pasts !aspect genre:reply", 0.8, 1.6, 0.2, 1.6),
        ("allots_approval", "allots !pasts !aspect genre:approval", 1.0, 2.0, 0.2, 2.0),
        ("instructs", "instructs", 1.0, 2.0, 0.5, 1.0),
        ("ask_circular", "ask !past genre:circular", 0.4, 1.4, 0.2, 0.8),
        ("carried", "carried order !pasts", 0.4, 1.6, 0.3, 0.8),
        ("commits_approval", "commits !aspect genre:approval", 1.0, 2.0, 0.0, 1.6),
        ("commits_told", "commits !aspect", 0.8, 2.3, 0.0, 1.8),
        ("exhorts", "exhorts", -2.0, -2.0, -1.0, -2.0),
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
        ("listed_point", "enumerated told plain_statement !past !statistic", 4.0, 0.0, 0.0, 0.0),
        ("among_asks", "ask around:ask", 0.6, 0.8, 0.4, 1.6),
        ("may", "may !past", 2.2, 0.2, 0.0, 0.4),
        ("gerund", "gerund !past !reported !ask", 2.4, 0.4, 0.0, 2.2),
        ("asked_summary", "asked genre:summary", 6.0, 7.5, 5.0, 7.5),
        ("asked_summary_and", "asked quoted_old genre:summary", 1.5, 2.4, 1.0, 2.4),
        ("ask_summary", "ask !rule genre:summary", 0.5, 2.0, 1.0, 2.5),
        ("asked_review", "asked genre:policy-review", 2.0, 4.5, 2.0, 5.0),
        ("asked_review_old", "asked quoted_old genre:policy-review", 2.0, 2.0, 1.0, 2.0),
        ("asked_news", "asked genre:news", 2.0, 3.5, 2.0, 3.5),
        ("asked_other", "asked genre:other", 1.0, 1.6, 0.5, 1.8),
        ("ask_news", "ask !rule !past genre:news", 1.0, 1.6, 0.5, 1.2),
        ("asked_news_old", "asked quoted_old genre:news", 2.6, 3.0, 2.0, 2.8),
        ("told_news", "ask reported !rule genre:news", 3.4, 3.6, 1.0, 3.6),
        ("asked_own", "asked genre:proposal", 2.0, 2.4, 1.0, 3.0),
        ("reported_own", "reported genre:proposal", 1.2, 1.4, 0.8, 1.4),
        ("dated_row", "dated_row !closed genre:directive", 3.4, 3.0, 1.5, 3.4),
        ("asked", "asked", 0.6, 0.2, 0.0, 0.6),
        ("action_tag", "action_tag !closed", 2.0, 5.0, 2.0, 4.5),
        ("resolved", "resolved", 1.5, 2.0, 0.5, 2.0),
        ("resolved_inquiry", "resolved genre:inquiry-report", 2.0, 3.0, 1.0, 3.0),
        ("decided_inquiry", "decided genre:inquiry-report", -3.0, -4.0, -2.0, -4.0),
        ("resolved_minutes", "resolved !closed genre:minutes", 2.0, 4.5, 2.0, 4.0),
        ("to_do", "to_do !order !closed", 3.5, 2.5, 1.5, 3.2),
        ("directed", "directed !rule !past", 3.6, 1.0, 0.5, 1.8),
        ("be_done", "be_done !past", 3.6, 0.5, 0.5, 1.0),
        ("agent_will_reply", "agent_will genre:reply", 2.0, 4.4, 1.5, 4.0),
        ("agent_will_plan", "agent_will genre:directive", 2.8, 1.8, 0.6, 2.8),
        ("agent_will_agreed", "agent_will genre:inquiry-report", 2.0, 0.5, 0.0, 1.8),
        ("will_be_plan", "under_way genre:directive", 1.2, 0.3, 0.0, 0.8),
        ("agent_will_minutes", "agent_will genre:minutes", 2.0, 3.0, 1.0, 3.0),
        ("promised", "agent_will reported genre:audit-report", 3.0, 4.5, 1.5, 4.0),
        ("promised_work", "under_way reported !agent_will genre:audit-report", 2.5, 3.8, 1.0, 3.4),
        ("order_to_us", "order !commits genre:reply", -2.0, -2.5, -2.0, -2.5),
        ("agent_will", "agent_will", 0.8, 0.4, 0.0, 0.4),
        ("under_way", "under_way !agent_will genre:reply", 2.0, 3.8, 1.0, 3.6),
        ("courtesy", "courtesy", -14.0, -14.0, -14.0, -14.0),
        ("rule", "rule !suggest", -2.4, -2.0, -1.0, -2.4),
        ("their_view", "their_view genre:policy-review", -5.0, -4.0, -3.0, -5.0),
        ("conceded", "their_view !agent_will genre:audit-report", -6.0, -5.0, -3.0, -7.0),
        ("duty_told", "directed !ask genre:audit-report", -1.5, -1.5, -1.0, -1.8),
        ("closed", "closed", -4.0, -4.0, -3.0, -4.0),
        ("gerund_review", "gerund genre:policy-review", 0.5, 2.0, 0.0, 2.4),
        ("may_review", "may !past genre:policy-review", 0.4, 2.0, 0.0, 3.2),
        ("ask_review", "ask genre:policy-review", 0.0, 0.8, 0.0, 1.0),
        ("order", "order", 4.2, 1.8, 1.5, 3.6),
        ("by_bodies", "by_bodies any_verb", 1.5, 0.8, 0.8, 1.0),
        ("deadline", "deadline any_verb", 0.4, 0.2, 0.0, 0.3),
        ("future", "future !order", 0.4, -0.2, -0.5, 0.0),
        ("done", "aspect !ask !order", -1.6, -1.6, -1.0, -1.6),
        ("past", "pasts !ask !order", -1.6, -1.8, -1.0, -1.8),
        ("past_ask", "pasts ask", -0.6, -2.0, -1.0, -1.4),
        ("done_ask", "aspect ask !suggest", -0.2, -1.8, -1.0, -0.4),
        ("uneven", "uneven", -0.8, -1.4, -0.6, -1.2),
        ("result", "result !ask", -0.8, -1.0, -0.5, -1.0),
        ("growth", "growth !ask", -0.8, -1.0, -0.6, -1.0),
        ("problem", "problem !ask !order !gerund", -1.4, -1.4, -0.8, -1.4),
        ("reported", "reported !suggest", -1.4, -1.6, -1.0, -1.6),
        ("quoted_old", "quoted_old", -2.6, -3.0, -2.0, -2.8),
        ("lead_in", "lead_in !body_modal", -3.0, -2.6, -2.0, -2.6),
        ("opens_list", "colon !ask !resolved !directed", -1.8, -1.6, -1.0, -1.6),
        ("formula", "formula", -2.4, -2.4, -2.0, -2.4),
        ("definition", "definition !ask", -1.8, -1.8, -1.5, -1.8),
        ("condition", "condition !ask !order", -0.8, -0.8, -0.6, -0.8),
        ("principle", "principle", -2.6, -3.0, -2.0, -2.8),
        ("question", "question", -3.0, -3.0, -2.0, -3.0),
        ("question_ask", "question ask", -4.0, -4.0, -2.0, -4.0),
        ("aim", "aim !ask !order", -1.0, -1.0, -0.8, -1.0),
        ("statement", "plain_statement", -1.2, -1.0, -0.8, -1.0),
        ("asked_of_us", "ask genre:reply", -6.0, -5.0, -3.0, -5.0),
        ("suggested_to_us", "suggest genre:reply", -4.0, -4.0, -3.0, -4.0),
        ("commits", "commits !agent_will !under_way genre:reply", 3.5, 3.8, 1.5, 3.6),
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
