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
        r"(?:government|department|departmental|ministerial|ministry|management|agency|council|board|trust|commission|company|service|hospital|authority)(?:['’]s|s['’])? (?:\w+ )?(?:response|reply)\b|\b(?:response|reply) (?:to|of|from|by)\b|(?:responses?|reply|replies) to (?:the )?(?:report|recommendations)|^response\b|action taken (?:on|report)",
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
        r"strategy|\bplan\b|policy framework|guidelines?\b|guidance|roadmap|circular|directive|memorandum|\bnotice\b|\bpolicy(?: statement)?(?: (?:on|for|of)\b|\W*$)|\bexecutive order\b|playbook|framework|programme of (?:work|measures)|work programme",
    ),
)
_OPENINGS = (
    (
        "summary",
        r"summary of \d+ stakeholders?|stakeholders['’] submissions|^\W*(?:compilation|summary) (?:of information|prepared)",
    ),
    ("news", r"for immediate release|media contact|embargoed"),
    (
        "reply",
        r"^\W*views on (?:the )?conclusions|^\W*(?:the )?(?:government|departmental|management|agency|council) response to the\b|(?:I am|we are|am|I) writ(?:e|ing) (?:in response|to respond|in reply)|thank you for your (?:letter|report|e-?mail)|(?:response|reply) to your (?:letter|report)|(?:welcomes?|grateful to) the (?:\w+ )?(?:committee|commission|auditor|inspector|coroner|ombudsman)[^.]{0,60}\breport\b",
    ),
    (
        "minutes",
        r"\bapologies\b[^.]{0,60}\b(?:received|from|absence)|^\W*in attendance\b|^\W*present\s*:|\bmembers present\b|\bminutes of\b",
    ),
    (
        "proposal",
        r"this is (?:the|our|my) (?:response|submission)|(?:make|making|welcomes? the opportunity to (?:make|submit)) (?:a |this |our )?(?:submission|comments)|cabinet [\w ]{0,30}committee|memorandum (?:for|to) (?:the )?(?:government|cabinet)",
    ),
    ("upr", r"universal periodic review|working group on the|concluding observations|human rights council"),
    (
        "audit-report",
        r"\A[\s\S]{0,300}?(?:accountability office|national audit office|auditor[- ]general|\bGAO\b|inspector general)",
    ),
    (
        "speech",
        r"(?<!dear )\b(?:mr\.?|madam|honou?rable) (?:president|speaker|chair\w*|secretary-general)\b|\bexcellencies\b|ladies and gentlemen|distinguished (?:delegates|guests|members)|my first united nations|inaugural address",
    ),
    (
        "audit-report",
        r"\b(?:this|our) audit\b|audit (?:report|findings|opinion)|comptroller|\bOEI-",
    ),
    ("inquiry-report", r"\binquest\b|\bcoroner\b|commission of inquiry|terms of reference of the inquiry"),
    ("policy-review", r"article iv|economic survey|\A[\s\S]{0,300}?\b(?:imf|oecd)\b"),
    (
        "directive",
        r"memorandum for|to:? heads of|\bhereby (?:issued|directed|ordered)|this (?:memorandum|directive|policy|circular|notice|order) (?:establish|requires|directs|sets|provides|supersedes|applies)",
    ),
)
_ANSWER = re.compile(
    r"^\W*(?:\d[\d.]*\s*)?(?:the )?(?:government|management|agency|department\w*|ministry|council|board|trust|our|we)?(?:['’]s)? ?(?:response|reply)\b",
    re.I,
)
_VOICES = (
    ("upr", 3, r"\bstate party\b|\bstate under review\b|\([A-Z][a-z]+(?: [A-Z][a-z]+)*\);"),
    ("summary", 3, r"\bJS ?\d+\b|\bjoint submission \d+"),
    (
        "summary",
        6,
        (
            r"(?:^|\n|[.;]\s)\s*(?:\d+\.\s+)?(?-i:(?:The )?[A-Z][\w’'-]*(?:[ -](?:of|the|and|for|on|[A-Z(][\w)’'-]*)){0,8}) (?:also |further |then )?"
            r"(?:recommended|urged|called (?:up)?on|encouraged|welcomed|noted|commended|praised|expressed|stated|reported|regretted|(?:was|remained) concerned)\b"
        ),
    ),
    (
        "reply",
        2,
        (
            r"\b(?:accepts|supports|notes|rejects|agrees with|welcomes|(?:we|i) (?:\w+ )?(?:accept|support|agree with)) (?:this|these|the) (?:\w+ )?recommendations?\b|"
            r"(?:^|\n)\W*(?:government|management|agency|department) (?:response|reply)\b"
        ),
    ),
    (
        "inquiry-report",
        3,
        r"\bombudsman\b|(?-i:\b(?:Mr|Mrs|Miss|Ms) [A-Z]\b(?!\w))|\bcoroner\b|\bthe (?:inquiry|inquest|investigation)\b|\bgave evidence\b|\b(?:my|our) terms of reference\b",
    ),
    (
        "policy-review",
        3,
        (
            r"\b(?:the|imf) (?:staff|mission)\b|(?-i:\bStaff) (?:\w+ )?(?:suggested|saw|noted|encouraged|urged|welcome[sd]|proposes|supports?|considers?|recommend\w*)\b|(?:%|\bper ?cent) of GDP\b|\b(?:executive )?directors (?:\w+ )?(?:agreed|noted|welcomed|encouraged|stressed|emphasi[sz]ed|underscored|commended|saw|supported|considered|urged)\b|\bthe authorities\b|"
            r"\barticle iv\b|\bOECD\b"
        ),
    ),
    (
        "audit-report",
        3,
        r"\brecommendations for executive action\b|(?:^|\n)\W*(?:What \w+ (?:found|recommends)|Why \w+ did this)\b|\bgenerally accepted government auditing\b|\bGAO\b|\bauditors?\b|\b(?:the|this|our) audit\b|\bwe audited\b",
    ),
    (
        "proposal",
        2,
        r"\b(?:we|i) submit (?:that\b|to\b)|\b(?:this|our|my) submission\b|\bsubmitters?\b|\bthank you for the opportunity to (?:comment|submit|respond)\b",
    ),
    (
        "directive",
        8,
        r"(?:^|[.;]\s+|, |\band |\n\W*)(?-i:[A-Z][A-Z&]{1,7}|[Tt]he [A-Z]\w+(?: \w+){0,3}|[Aa]gencies|[Dd]epartments)(?:,? (?:and|in|with|working|through|together)\b[^.;]{2,80}?)?,? will (?!not\b|be able|need|have)\w+",
    ),
    (
        "news",
        2,
        r"[”\"’],? (?:(?:\w+ ){1,3})?(?:said|says|told|added|warned)\b|[”\"’],? (?:he|she|they|it) (?:said|says|added)\b|\b(?:said|says|added|comments|commented|told \w+)[:,] ?[“\"‘]|\bsaid in a (?:statement|release)|\b(?:said|says) (?:Dr|Mr|Mrs|Ms|Professor)\b|\bby our \w+|\b(?:a|the) (?:new )?(?:report|study|review) (?:says|said|warns|highlights|calls|recommends|finds|found)\b|\btold (?:reporters|the BBC)|\bspokes(?:man|woman|person)\b|\bon (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\bnews agency\b",
    ),
)
_COMPILED = [(genre, re.compile(pattern, re.I)) for genre, pattern in _TITLES]
_OPENED = [(genre, re.compile(pattern, re.I | re.M)) for genre, pattern in _OPENINGS]
_SPOKEN = [(genre, least, re.compile(pattern, re.I)) for genre, least, pattern in _VOICES]
_OPENING, _VOICED = 1500, 20000
_IN_SERIES = ("summary", "reply")


def _voice(text: str) -> str | None:
    """The genre whose way of speaking runs through a text, where nothing names it; excerpts have no title."""
    spoken = {
        genre: count / least
        for genre, least, pattern in _SPOKEN
        if (count := len(pattern.findall(text[:_VOICED]))) >= least
    }
    return max(spoken, key=spoken.__getitem__) if spoken else None


def genre_of(title: str, text: str, headings: Sequence[str]) -> str:
    """One of `sections.GENRES`; `headings` are the document's, without its title."""
    opening, line = text[:_OPENING], text.lstrip().partition("\n")[0].rstrip()
    if line.endswith((".", ".”", '."')) and line.startswith(title):
        title = ""
    first = next((genre for genre, pattern in _COMPILED if pattern.search(title)), None)
    if first in (None, "inquiry-report", "audit-report", "committee-report", "directive"):
        if sum(_ANSWER.match(heading) is not None for heading in headings) >= 2:
            return "reply"
        told = next((genre for genre, pattern in _OPENED if pattern.search(opening)), None)
        if first is None or told in ("reply", "minutes", "news"):
            return told or first or _voice(text) or "other"
    if first == "upr":
        return next(
            (genre for genre, pattern in _OPENED if genre in _IN_SERIES and pattern.search(opening)), first
        )
    return first
