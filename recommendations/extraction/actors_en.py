"""Who is to act, in English: subjects of should and must, objects of urge and call on, “The Agency should:”."""

import re

from recommendations.extraction import cues_en

_STOP = frozenset(
    "need needs needed to is are was were will may might can could ought has have had shall did does do not".split()
)
_MODAL = r"(?:should|must|needs? to|ought to|shall|has to|have to|will|could|may wish to|(?:is|are) (?:encouraged|urged|invited|requested|asked|advised|required|expected) to)"
_NOT_ACTORS = re.compile(
    r"\b(?:it|they|there|this|that|these|those|which|what|who|review|guidance|strategy|plan|policy|policies|report|system|act|law|legislation|programme|program|framework|action|actions|rules?|standards?|data|tariffs?|measures?|efforts?|training|"
    r"process|statement|approach|scheme|caps?|evidence|information|funding|bill|code|reviews?|steps?|recommendations?|work|contracts?|criteria|assessment|targets?|support|resources|money|funds?|consideration|attention|priority|decisions?|procedures?|registration)$",
    re.I,
)
_BODY_WORD = re.compile(
    r"\b(?:governments?|departments?|ministr(?:y|ies)|ministers?|secretar(?:y|ies)|agenc(?:y|ies)|authorit(?:y|ies)|commission(?:er)?s?|committees?|councils?|boards?|parliament|congress|office|bank|treasury|states?|part(?:y|ies)|administrat(?:ion|or)s?|director(?:-general)?s?|trusts?|regulators?|police|"
    r"forces?|hospitals?|universit(?:y|ies)|compan(?:y|ies)|operators?|bureau|corporations?|inspectorate|ombudsman|municipalit(?:y|ies)|cit(?:y|ies)|regions?|provinces?|bod(?:y|ies)|employers?|schools?|providers?|leaders|managers|partners|units?|cent(?:re|er)s?|institutes?|organi[sz]ations?|team|members?|countr(?:y|ies)|"
    r"legislature|assembly|chief|officers?|union|owner|owners|landlords?|utilities|platforms?|banks|insurers|chancellor|service|services|canteens|staff|community|industry|sector|nhs|mayor|premier|president|cabinet)\b",
    re.I,
)
_ADVERBIAL = re.compile(r"^(?:.{0,160}?,\s+)(?=(?:the|all|each|every|[A-Z])[^,]{1,90}$)", re.S)
_LEADING = re.compile(
    r"^(?:(?:and|but|therefore|accordingly|also|in addition|finally|first|second|third|moreover|however|furthermore|in particular|where|we|recommends?|that|i)\b[,\s]*)+",
    re.I,
)
_SUBJECT = re.compile(
    r"^(.{2,200}?),?\s+(?:also\s+|therefore\s+|now\s+|urgently\s+|jointly\s+|together\s+|in turn,?\s+)?(?:"
    + _MODAL
    + r")\b\s*(?!have\b)(?:(?:also|now|therefore|actively|urgently),?\s+)?(?P<next>\w+(?:\s+\w+)?)?",
    re.I | re.S,
)
_OBJECT = re.compile(
    r"\b(?:urges?|call(?:s|ing)? (?:on|upon)|encourages?|invites?|requests?|asks?|advises?|recommends?(?: to)?|expects?|want(?:s)? to see)\s+(?!that\b)((?:the|all|each|every|both|our)?\s*[^,.;:]{2,90}?)\s+(?:to\s+(?!the\b)|given\b|should\b)",
    re.I,
)
_THAT = re.compile(
    r"\b(?:recommends?|proposes?|suggests?|urges?|requests?|asks?)\s+that,?\s+(?:(?:by|within|from|in|as|to|for|with)\s[^,]{2,80},\s+)?",
    re.I,
)
_TO_LIST = re.compile(
    r"\b(?:recommends?(?: that)?|urges?|calls? (?:on|upon)|asks?|requests?|invites?)\s+((?:the\s+)?[A-Z][^:,;]{1,60}?)(?:\s+(?:should|to|must))?\s*:\s*$"
)
_REQUIRED = re.compile(r"be\s+(?:required|encouraged|obliged|asked|expected)\b", re.I)
_ISSUE = re.compile(
    r"\b(?:Lead|Responsible(?: body| department| party)?|Owner|Action(?: by)?)\s*[:–-]\s*([A-Z][^.;()\n]{2,80})"
)
_PASSIVE = re.compile(
    r"be\s+(?!required|encouraged|asked|able|responsible|obliged|prepared|ready|expected|asked|clear|more|proactive|transparent|mindful|legally)\w+",
    re.I,
)


def _names(words: str) -> list[str]:
    words = re.sub(r"\s+", " ", words).strip(" ,")
    words = re.sub(r"\s*\([^()]{1,60}\)", "", words)
    if not words or len(words.split()) > 16:
        return []
    kept = re.sub(
        r"\b(Secretary of State for|Ministry of|Department of|Department for|Minister of|Minister for|Committee on|Commission on|Office of|Office for|Board of|Bank of)((?: [A-Z][\w'’-]*|, [A-Z][\w'’-]*| and [A-Z][\w'’-]*)+)",
        lambda found: (
            found[0].replace(", ", "\x01").replace(" and ", "\x02")
            if found[0].count(" and ") == 1 and not re.search(r"and (?:the |HM|[A-Z]{2,})", found[0])
            else found[0]
        ),
        words,
    )
    names = []
    for part in re.split(
        r",\s+(?:and\s+)?|\s+and\s+(?=the\b|[A-Z]|all\b|other\b|local\b)|\s+(?:together|along|in (?:consultation|partnership|collaboration|cooperation)) with\s+",
        kept,
    ):
        name = re.sub(
            r"^(?:the|both|its|their|our|each of the)\s+",
            "",
            part.replace("\x01", ", ").replace("\x02", " and ").strip(),
            flags=re.I,
        ).strip(" ,")
        if name and len(name.split()) <= 12:
            names.append(name)
    return names


def _is_actor(name: str) -> bool:
    if sum(word[0].isupper() for word in name.split() if word[0].isalpha()) >= 2:
        return True
    if _NOT_ACTORS.search(name) and not re.search(r"\b(?:service|services|support)$", name, re.I):
        return False
    if _BODY_WORD.search(name):
        return True
    return bool(re.fullmatch(r"[A-Z][\w&'’.-]*(?:\s+(?:of|for|and|the|[A-Z][\w&'’.-]*)){0,7}", name)) or bool(
        re.search(r"\b[A-Z]{2,}\b", name)
    )


def _before_verb(words: str) -> tuple[str, str]:
    """The noun phrase before the first verb in its base form or modal, and the verb (the Department improve …)."""
    parts = words.split()
    for at, part in enumerate(parts[1:14], start=1):
        bare = part.strip(",;:.").lower()
        if bare in _STOP:
            return "", ""
        after_body = _BODY_WORD.fullmatch(parts[at - 1]) is not None
        if (
            bare in ("should", "must", "be")
            or part.islower()
            and bare in cues_en.VERBS
            and (bare not in cues_en.NOUNS or after_body)
        ):
            return " ".join(parts[:at]).strip(","), " ".join(parts[at : at + 2])
    return "", ""


def subject_of(sentence: str) -> list[str] | None:
    """Actors a sentence (folded, without its number) names as those who act; None where a pronoun stands for them."""
    lead = responsible_in(sentence)
    listed = _TO_LIST.search(sentence)
    if listed is not None:
        return [name for name in _names(listed[1]) if _is_actor(name)]
    asked = _OBJECT.search(sentence)
    if asked is not None:
        names = [name for name in _names(asked[1]) if _is_actor(name)]
        if names:
            return names + lead
    that = _THAT.search(sentence)
    phrase, verb = _before_verb(
        sentence[that.end() :] if that else re.sub(r"^that\s+", "", sentence, flags=re.I)
    )
    names = [name for name in _names(phrase) if _is_actor(name) or _REQUIRED.match(verb)] if phrase else []
    if (
        that is not None
        or names
        and verb.split()[0] not in ("should", "must", "be", "not")
        and _BODY_WORD.search(phrase)
    ):
        return (names if not _PASSIVE.match(verb) else []) + lead
    found = _SUBJECT.match(sentence)
    if found is None:
        return lead
    words = _LEADING.sub("", found[1].strip())
    adverbial = _ADVERBIAL.match(words)
    if adverbial is not None and len(words[adverbial.end() :]) > 2 and not _list_of_bodies(words):
        words = words[adverbial.end() :]
    words = re.sub(
        r"^(?:by|within|from|in|as|to|for|with|at|before|after)\s[^,]{2,80},\s+", "", words, flags=re.I
    )
    words = re.sub(r"^.*\bthat\s+", "", words)
    if re.fullmatch(r"(?:it|they|he|she|we|i)", words.strip(), re.I):
        return None
    if _PASSIVE.match(found["next"] or ""):
        by = re.search(r"\bby\s+(the [^,.;]{3,60}?|[A-Z][\w]+)(?=[,.;]|$)", sentence)
        return ([name for name in _names(by[1]) if _is_actor(name)] if by else []) + lead
    required = _REQUIRED.match(found["next"] or "") is not None
    return [
        name
        for name in _names(words)
        if _is_actor(name) or required and len(name.split()) <= 8 and not _NOT_ACTORS.search(name)
    ] + lead


def responsible_in(words: str) -> list[str]:
    """Actors of “Owner: Department for Energy”."""
    found = _ISSUE.search(words)
    return [name for name in _names(found[1]) if _is_actor(name)] if found else []


def _list_of_bodies(words: str) -> bool:
    return all(_is_actor(name) for name in _names(words)) and "," in words


def heading_names(heading: str) -> list[str]:
    """Actors of “The Agency should:”, “To the Ministry of Health:”."""
    bare = heading.strip(" :")
    found = re.match(r"(?:recommendations? )?(?:to|for)\s+(?:the\s+)?([A-Z].{2,80})$", bare) or re.match(
        r"(?:the\s+)?(.{2,80}?)\s+(?:should|must)$", bare, re.I
    )
    return [name for name in _names(found[1]) if _is_actor(name)] if found else []
