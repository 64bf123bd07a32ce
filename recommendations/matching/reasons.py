"""Why a passage was suggested, and what may be wrong with it, in words that interfaces can translate."""

import re
from collections.abc import Callable

TEMPLATES = {
    "meaning": "close in meaning ({0} %)",
    "named": "names “{0}”",
    "subjects": "speaks of the same: {0}",
    "places": "about the same place: {0}",
    "actors": "names who is responsible: {0}",
    "reports": "reports what was done",
    "figures": "gives figures",
    "affinity": "such passages were evidence for such recommendations before",
    "aside": "stands in another article of the same file",
    "confirmed": "resembles what a reviewer confirmed for “{0}”",
    "rejected": "resembles what a reviewer rejected for “{0}”",
}
TRAPS = {
    "opposite": "may report the opposite: “{0}”",
    "repeated": "asks for it again instead of reporting",
    "plan": "a plan, not yet a fact",
    "direction": "may go in another direction",
    "instrument": "may be another instrument than {0}",
    "unnamed": "does not name what is asked for: {0}",
    "place": "about another place: {0}",
    "earlier": "reports what was before the recommendation ({0})",
    "weak": "the nearest there is, yet likely no evidence",
}
_PATTERNS = {
    template: re.compile(re.escape(template).replace(r"\{0\}", "(.*)"), re.S)
    for template in (*TEMPLATES.values(), *TRAPS.values())
}


def translate(phrase: str, gettext: Callable[[str], str]) -> str:
    """A reason or trap in the language of `gettext`, which is given the template; other phrases stay as they are."""
    for template, pattern in _PATTERNS.items():
        if found := pattern.fullmatch(phrase):
            return gettext(template).format(*found.groups())
    return phrase
