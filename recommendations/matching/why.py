"""The reasons for a suggestion, in words."""

from .facts import Facts, Manner
from .marks import matches
from .reasons import TEMPLATES
from .traps import MeasureFacts

_CLOSE = 0.5
_NAME = 4
_SHOWN = 3


def reasons_for(measure: MeasureFacts, facts: Facts, manner: Manner, meaning: float) -> tuple[str, ...]:
    """What speaks for a passage, the most telling first; `meaning` is the cosine of the two embeddings."""
    said = []
    shared = max(matches(measure.facts.text, facts.text), key=lambda match: match.length, default=None)
    if shared is not None and shared.length >= _NAME:
        said.append(("named", facts.text[shared.passage_start : shared.passage_start + shared.length]))
    if meaning >= _CLOSE:
        said.append(("meaning", str(round(100 * meaning))))
    common = facts.words.keys() & measure.facts.words.keys()
    if words := sorted(
        {max(facts.words[subject], key=len).strip() for subject in common}, key=len, reverse=True
    ):
        said.append(("subjects", ", ".join(words[:_SHOWN])))
    if places := facts.places & measure.places:
        said.append(("places", ", ".join(sorted(places))))
    if actors := [name for name in measure.actors if name in facts.text]:
        said.append(("actors", ", ".join(actors[:_SHOWN])))
    if manner.reports and not manner.proposes:
        said.append(("reports", ""))
    if manner.numbers:
        said.append(("figures", ""))
    return tuple(TEMPLATES[key].format(parameter) for key, parameter in said)
