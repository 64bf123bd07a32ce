"""Why a candidate was proposed, in words: a fixed set of templates that interfaces can translate."""

import re
from collections.abc import Callable

TEMPLATES = {
    "ask": "says “{0}”",
    "order": "opens with the verb “{0}”",
    "inner_verb": "asks for an action",
    "suggest": "recommends outright: “{0}”",
    "body_modal": "tells a body what to do: “{0}”",
    "by_bodies": "names who is responsible",
    "deadline": "sets a deadline: “{0}”",
    "target": "sets a target: “{0}”",
    "future": "commits to something still to be done",
    "section": "stands in a prescribing section: “{0}”",
    "over": "a heading over several recommendations",
    "heading": "a heading that names a measure",
    "listed": "one point of a list of what is asked for",
    "around": "the sentences around it recommend as well",
    "model": "worded like recommendations in the labelled documents",
    "clause": "one of several measures in its sentence",
    "restates": "repeats an earlier recommendation",
}


def render(key: str, *parameters: str) -> str:
    """The English phrase of a reason."""
    return TEMPLATES[key].format(*parameters)


_PATTERNS = {
    key: re.compile(re.escape(template).replace(r"\{0\}", "(.*)"), re.S)
    for key, template in TEMPLATES.items()
}


def translate(phrase: str, gettext: Callable[[str], str]) -> str:
    """A rendered phrase in the language of `gettext`, which is given the template; unknown phrases stay as they are."""
    for key, pattern in _PATTERNS.items():
        found = pattern.fullmatch(phrase)
        if found is not None:
            return gettext(TEMPLATES[key]).replace("{0}", found[1] if found.groups() else "")
    return phrase
