"""The report in sentences, for the page and the Word document alike, in the active language."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..dates import PartialDate
from .counting import Count
from .reporting import Line, Report

NAMED = 5
"""Bodies named in a sentence at most."""


def period_words(period: PartialDate) -> str:
    """A day, month or year as people write it."""
    if len(period.text) == 10:
        return date_format(period.start, "DATE_FORMAT")
    if len(period.text) == 7:
        return date_format(period.start, "YEAR_MONTH_FORMAT")
    return _("Year %(year)s") % {"year": period.text}


def title(report: Report) -> str:
    return _("Report on the state of recommendations, %(period)s") % {"period": period_words(report.month)}


def standing_for(report: Report) -> str:
    """The day the numbers stand for, in words."""
    return _("As of %(day)s") % {"day": date_format(report.today, "DATE_FORMAT")}


def scope(report: Report) -> list[str]:
    """What the report was narrowed to, one filter each."""
    colon = _(": ")
    return [f"{chip.label}{colon}{chip.text}" for chip in report.chips if chip.name != "as_of"]


def overall(report: Report) -> list[str]:
    """How things stand: what is followed, answered, implemented, late."""
    whole = report.whole
    parents, children = (count.number for count in whole.level)
    said = [
        _(
            "%(total)s recommendations are followed: %(parents)s named recommendations and %(children)s"
            " measures."
        )
        % {"total": whole.total.number, "parents": parents, "children": children},
        _(
            "%(answered)s are answered, a response rate of %(rate)s; %(accepted)s of them are accepted in"
            " whole or in part. %(late)s responses are overdue."
        )
        % {
            "answered": whole.answered.number, "rate": whole.response_rate.percent,
            "accepted": whole.accepted.number, "late": whole.unanswered.number,
        },
        _("%(number)s are implemented as verified, an implementation rate of %(rate)s.")
        % {"number": whole.implemented.number, "rate": whole.implementation_rate.percent},
    ]  # fmt: skip
    gap = whole.claimed.number - whole.implemented.number
    if gap > 0:
        text = _("As reported it would be %(number)s, or %(rate)s: %(gap)s still have to be verified.")
        said.append(text % {"number": whole.claimed.number, "rate": whole.claimed_rate.percent, "gap": gap})
    said.append(
        _("%(overdue)s are overdue, %(soon)s fall due within 30 days, %(disputed)s are disputed.")
        % {"overdue": whole.overdue.number, "soon": whole.soon.number, "disputed": whole.disputed.number}
    )
    said.append(
        _("For this period %(reported)s have a progress report and %(owing)s owe one.")
        % {"reported": report.progressed.number, "owing": whole.owing.number}
    )
    satisfied, basically, not_satisfied, _none = (count.number for count in whole.satisfaction)
    if rated := satisfied + basically + not_satisfied:
        text = _(
            "The proposers rated %(rated)s responses: %(good)s satisfied, %(fair)s basically satisfied,"
            " %(bad)s not satisfied."
        )
        said.append(text % {"rated": rated, "good": satisfied, "fair": basically, "bad": not_satisfied})
    return said


def concerns(report: Report) -> list[str]:
    """Which bodies have most that is overdue, owed or disputed; nothing where there is nothing."""
    asked = (
        (_("Most overdue: %(bodies)s."), lambda line: line.overdue),
        (_("Most without a progress report this period: %(bodies)s."), lambda line: line.owing),
        (_("Most disputed: %(bodies)s."), lambda line: line.disputed),
    )
    found = []
    for text, count in asked:
        worst = _worst([(line, count(line)) for line in report.leads])
        if worst:
            found.append(text % {"bodies": "、".join(worst)})
    return found


def footnote(report: Report) -> str:
    """How the lines of the bodies add up."""
    said = _("A recommendation with several lead actors counts for each of them.")
    if report.leaderless:
        text = _("%(number)s recommendations without a lead actor are not in this table.")
        said += " " + text % {"number": report.leaderless}
    return said


def _worst(pairs: Sequence[tuple[Line, Count]]) -> list[str]:
    held = sorted((pair for pair in pairs if pair[1].number), key=lambda pair: -pair[1].number)
    return [
        _("%(body)s (%(number)s)") % {"body": line.label, "number": count.number}
        for line, count in held[:NAMED]
    ]
