"""The machine's reasons in the reader's language: why a candidate was found, why a passage is proposed."""

from django.utils.translation import gettext, gettext_noop

from .extraction.reasons import translate as of_extraction
from .matching.reasons import translate as of_matching

# Extraction and matching know no Django; their templates are named here for the catalogue (a test compares).
NAMED = (
    gettext_noop("says “{0}”"),
    gettext_noop("opens with the verb “{0}”"),
    gettext_noop("asks for an action"),
    gettext_noop("recommends outright: “{0}”"),
    gettext_noop("tells a body what to do: “{0}”"),
    gettext_noop("names who is responsible"),
    gettext_noop("sets a deadline: “{0}”"),
    gettext_noop("sets a target: “{0}”"),
    gettext_noop("commits to something still to be done"),
    gettext_noop("stands in a prescribing section: “{0}”"),
    gettext_noop("a heading over several recommendations"),
    gettext_noop("a heading that names a measure"),
    gettext_noop("one point of a list of what is asked for"),
    gettext_noop("the sentences around it recommend as well"),
    gettext_noop("worded like recommendations in the labelled documents"),
    gettext_noop("one of several measures in its sentence"),
    gettext_noop("repeats an earlier recommendation"),
    gettext_noop("close in meaning ({0} %)"),
    gettext_noop("names “{0}”"),
    gettext_noop("speaks of the same: {0}"),
    gettext_noop("about the same place: {0}"),
    gettext_noop("names who is responsible: {0}"),
    gettext_noop("reports what was done"),
    gettext_noop("gives figures"),
    gettext_noop("such passages were evidence for such recommendations before"),
    gettext_noop("stands in another article of the same file"),
    gettext_noop("resembles what a reviewer confirmed for “{0}”"),
    gettext_noop("resembles what a reviewer rejected for “{0}”"),
    gettext_noop("may report the opposite: “{0}”"),
    gettext_noop("asks for it again instead of reporting"),
    gettext_noop("a plan, not yet a fact"),
    gettext_noop("may go in another direction"),
    gettext_noop("may be another instrument than {0}"),
    gettext_noop("does not name what is asked for: {0}"),
    gettext_noop("about another place: {0}"),
    gettext_noop("reports what was before the recommendation ({0})"),
    gettext_noop("the nearest there is, yet likely no evidence"),
)


def in_words(phrase: str) -> str:
    """A reason or trap in the active language; a phrase of no known template stays as it is."""
    found = of_extraction(phrase, gettext)
    return found if found != phrase else of_matching(phrase, gettext)
