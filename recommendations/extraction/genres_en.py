"""What kind of document an English text is, told from its title, its opening and its headings."""

import re
from collections.abc import Sequence

_TITLES = (
    (
        "reply",
        r"views on (?:the )?conclusions|voluntary commitments|comments by the (?:state|government) (?:on|concerning)",
    ),
    (
        "summary",
        r"stakeholders?['’]?s?['’]? (?:submissions|information|contributions)|summary of (?:other )?(?:stakeholder|submissions|information)|compilation (?:of|prepared)",
    ),
    (
        "status",
        r"progress report|follow-?up (?:of|to|on|report|review)|implementation of (?:the|its|our)|status of|response tracker|update on (?:the )?(?:implementation|progress)",
    ),
    (
        "minutes",
        r"\bminutes\b|(?:notes?|record|summary) of (?:the |a )?(?:\w+ )?meeting|meeting (?:notes?|record|summary)",
    ),
    ("upr", r"universal periodic review|working group on the|concluding observations"),
    (
        "proposal",
        r"\bsubmissions?\b(?! on )?.{0,40}\b(?:review|inquiry|consultation|bill|discussion paper|to the|on)\b|response to (?:the |a )?.{0,80}\b(?:consultation|engagement|green paper|discussion paper|call for (?:evidence|views))|open letter|\bobjections?\b|planning application|(?:comments|views|evidence) (?:on|to) the|(?:response|reply) to .{0,80}(?:application|draft|scheme|proposals?)\b|petition|cabinet (?:paper|submission|memorandum)|memorandum (?:for|to) (?:the )?(?:government|cabinet)|office of the minister|\bpolicy brief\b|\bmanifesto\b|\bbriefing\b",
    ),
    (
        "reply",
        r"(?:government|department|departmental|ministerial|ministry|management|agency|council|board|trust|commission|company|service|hospital|authority)(?:['’]s|s['’])? (?:\w+ )?(?:response|reply)\b|\b(?:response|reply) (?:to|of|from|by)\b|responses? to (?:the )?(?:report|recommendations)|^response\b|action taken (?:on|report)",
    ),
    ("news", r"press release|news release|media release|for immediate release|\bnews\b|\bbulletin\b"),
    (
        "work-report",
        r"annual report|report to congress\b|year in review|\bachievements\b|annual (?:review|accounts)|performance report|\d{4} report\b",
    ),
    (
        "audit-report",
        r"\baudit|report to congressional|comptroller|value for money|\bgao\b|gao-|inspector general",
    ),
    (
        "policy-review",
        r"policy review|economic survey|article iv|imf staff|staff (?:report|appraisal)|selected issues|executive board|\boecd\b|country report|territorial review|peer review|environmental performance",
    ),
    ("committee-report", r"committee|select committee|house of|session \d{4}"),
    (
        "inquiry-report",
        r"inquiry|commission of|coroner|inquest|investigation|independent review|royal commission|ombudsman|prevent(?:ion of)? future deaths",
    ),
    (
        "speech",
        r"\bspeech\b|\baddress (?:by|to)|\bremarks\b|keynote|national statement|statement (?:by|to|at)",
    ),
    (
        "directive",
        r"strategy|\bplan\b|policy framework|guidelines?\b|guidance|roadmap|circular|directive|memorandum|\bnotice\b|\bpolicy\b|\bexecutive order\b|playbook|framework|programme of (?:work|measures)|work programme",
    ),
)
_OPENINGS = (
    ("summary", r"summary of \d+ stakeholders?|stakeholders['’] submissions"),
    ("news", r"for immediate release|media contact|embargoed"),
    (
        "reply",
        r"(?:I am|we are|am|I) writ(?:e|ing) (?:in response|to respond|in reply)|thank you for your (?:letter|report|e-?mail)|(?:response|reply) to your (?:letter|report)|(?:welcomes?|grateful to) the (?:\w+ )?(?:committee|commission|auditor|inspector|coroner|ombudsman)[^.]{0,60}\breport\b",
    ),
    (
        "minutes",
        r"\bapologies\b[^.]{0,60}\b(?:received|from|absence)|\bin attendance\b|^\W*present\s*:|\bmembers present\b|\bminutes of\b",
    ),
    (
        "proposal",
        r"this is (?:the|our|my) (?:response|submission)|(?:make|making|welcomes? the opportunity to (?:make|submit)) (?:a |this |our )?(?:submission|comments)|cabinet [\w ]{0,30}committee|memorandum (?:for|to) (?:the )?(?:government|cabinet)",
    ),
    ("upr", r"universal periodic review|working group on the|concluding observations|human rights council"),
    (
        "speech",
        r"\b(?:mr\.?|madam|honou?rable) (?:president|speaker|chair\w*|secretary-general)\b|\bexcellencies\b|ladies and gentlemen|distinguished (?:delegates|guests|members)|my first united nations|inaugural address",
    ),
    ("audit-report", r"\baudit\b|comptroller|value for money|\bgao-|\bOEI-|inspector general"),
    ("inquiry-report", r"\binquest\b|\bcoroner\b|commission of inquiry|terms of reference of the inquiry"),
    ("policy-review", r"article iv|\bimf\b|\boecd\b|economic survey"),
    (
        "directive",
        r"memorandum for|to:? heads of|\bhereby (?:issued|directed|ordered)|this (?:memorandum|directive|policy|circular|notice|order) (?:establish|requires|directs|sets|provides|supersedes|applies)",
    ),
)
_ANSWER = re.compile(
    r"^\W*(?:\d[\d.]*\s*)?(?:the )?(?:government|management|agency|department\w*|ministry|council|board|trust|our|we)?(?:['’]s)? ?(?:response|reply)\b",
    re.I,
)
_COMPILED = [(genre, re.compile(pattern, re.I)) for genre, pattern in _TITLES]
_OPENED = [(genre, re.compile(pattern, re.I | re.M)) for genre, pattern in _OPENINGS]


def genre_of(title: str, opening: str, headings: Sequence[str]) -> str:
    """One of `sections.GENRES`; `headings` are the document's, without its title."""
    first = next((genre for genre, pattern in _COMPILED if pattern.search(title)), None)
    if first in (None, "inquiry-report", "audit-report", "committee-report", "directive"):
        if sum(_ANSWER.match(heading) is not None for heading in headings) >= 2:
            return "reply"
        told = next((genre for genre, pattern in _OPENED if pattern.search(opening)), None)
        if first is None or told in ("reply", "minutes", "news"):
            return told or first or "other"
    return first or "other"
