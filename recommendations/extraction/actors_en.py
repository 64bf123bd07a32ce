"""Who is to act, in English: subjects of should and must, objects of urge and call on, “The Agency should:”."""

import re

from recommendations.extraction import cues_en
from recommendations.extraction.verbs_en import NOUNS, VERBS

_STOP = frozenset(
    "need needs needed to is are was were will may might can could ought has have had shall did does do not".split()
)
_MODAL = r"(?:should|must|needs? to|ought to|shall|has to|have to|will|could|may wish to|(?:is|are) (?:encouraged|urged|invited|requested|asked|advised|required|expected|directed|instructed|obliged) to|(?:is|are) to(?! be\b)|(?:is|are) prohibited from|(?:is|are) (?:also |currently |now |already )?(?:going to|[a-z]{3,12}ing)|(?:intends?|plans?|aims?|undertakes?) to)"
_NOT_ACTORS = re.compile(
    r"\b(?:it|they|there|this|that|these|those|which|what|who|review|guidance|strategy|plan|policy|policies|report|system|act|law|legislation|programme|program|framework|action|actions|rules?|standards?|data|tariffs?|measures?|efforts?|training|"
    r"process|statement|approach|scheme|caps?|evidence|information|funding|bill|code|reviews?|steps?|recommendations?|work|contracts?|criteria|assessment|targets?|support|resources|money|funds?|consideration|attention|priority|decisions?|procedures?|registration)$",
    re.I,
)
_BODY_WORD = re.compile(
    r"\b(?:governments?|departments?|ministr(?:y|ies)|ministers?|secretar(?:y|ies)|agenc(?:y|ies)|authorit(?:y|ies)|commission(?:er)?s?|committees?|councils?|boards?|parliament|congress|office|bank|treasury|states?|part(?:y|ies)|administrat(?:ion|or)s?|director(?:-general)?s?|trusts?|regulators?|police|"
    r"forces?|hospitals?|universit(?:y|ies)|compan(?:y|ies)|operators?|bureau|corporations?|inspectorate|ombudsman|municipalit(?:y|ies)|cit(?:y|ies)|regions?|provinces?|bod(?:y|ies)|employers?|schools?|providers?|leaders|managers|partners|units?|cent(?:re|er)s?|institutes?|organi[sz]ations?|team|members?|countr(?:y|ies)|"
    r"managers?|engineers?|sellers?|retailers?|manufacturers?|clinicians?|practices|prisons?|ports|regulator|executive|watchdog|secretariat|governors?|clerk|farmers|developers?|legislature|assembly|chief|officers?|union|owner|owners|landlords?|utilities|platforms?|banks|insurers|chancellor|service|services|canteens|staff|community|industry|sector|nhs|mayor|premier|president|cabinet)\b",
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
    + r")\b\s*(?!have\b)(?:(?:also|now|therefore|actively|urgently|not|never),?\s+)?(?P<next>\w+(?:\s+\w+)?)?",
    re.I | re.S,
)
_OBJECT = re.compile(
    r"\b(?:urge[sd]?|call(?:s|ed|ing)? (?:on|upon)|encourage[sd]?|invite[sd]?|request(?:s|ed)?|ask(?:s|ed|ing)?|advise[sd]?|recommend(?:s|ed)?(?: to)?|expect(?:s|ed)?|direct(?:s|ed)|instruct(?:s|ed)|exhort(?:s|ed)?|wants?(?: to see)?|would like|looks? to)\s+(?!that\b)((?:the|all|each|every|both|our)?\s*[^,.;:]{2,90}?)\s+(?:to\s+(?!the\b)|given\b|should\b)",
    re.I,
)
_THAT = re.compile(
    r"\b(?:recommend(?:s|ed)?|propose[sd]?|suggest(?:s|ed)?|urge[sd]?|request(?:s|ed)?|ask(?:s|ed)?|demand(?:s|ed)?|direct(?:s|ed)?)\s+(?:that,?\s+|(?=the\s+[A-Z]))(?:(?:by|within|from|in|as|to|for|with)\s[^,]{2,80},\s+)?",
    re.I,
)
_TO_LIST = re.compile(
    r"\b(?:recommend(?:s|ed)?(?: that)?|urge[sd]?|call(?:s|ed)? (?:on|upon)|ask(?:s|ed)?|request(?:s|ed)?|invite[sd]?)\s+((?:the\s+)?[A-Z][^:,;]{1,60}?)(?:\s+(?:should|to|must))?\s*:\s*$"
)
_ADVERB = re.compile(
    r"^(?:(?:[A-Z][a-z]+ly|Likewise|Moreover|Furthermore|Also|Instead|Overall|Then|Finally)\b,?\s*)+"
)
_FIRST_WORDS = re.compile(r"^(?:(?:\d+[.)]|[a-z][.)]|but|and|so|why|that|whether|yet)\s+)+(?:the\s+)?", re.I)
_NO_NAME = re.compile(r"^(?:[Ss]uch|[a-z]+ing|it|no)\b|:|\b(?:and|or|but|the|of|for|by)$|\d{3,}|%|[?]")
_PREPOSED = re.compile(
    r"(?:in|on|at|under|during|by|for|with|within|as|after|before|following|from|to|of|through|since|until|over|given|where|when|if|while|although|once|because|unless)\b",
    re.I,
)
_VERB_INSIDE = re.compile(
    r"\b(?:would|should|may|might|explained|said|noted|considered|believes?|has|have|had|is|are|was|were|agreed|knew|stood|receives?|fell|rose|targets|invites?|recommends?|recommended|urges?|exhorted|gave|intends?|urged|called|asked|told|welcomed|call on|calls on)\b"
)
_CLAUSE_BEHIND = re.compile(r"\s+(?:which|who|that|before|after|when|where|while|through)\b.*$")
_PERSON_TO = re.compile(
    r"(?:(?i:action)[^:]{0,20}:\s*)?((?:Mr|Mrs|Ms|Dr|Prof|Sir)\.? [A-Z][\w'-]+|(?:[Tt]he |[Aa]ll |[Ee]very )?(?!We |It |They |I |we |it |they )[A-Za-z][\w'-]*(?: (?:of|for|and|[A-Za-z][\w'-]*)){0,5}?) to (?!the\b)(\w+)"
)
_ROLE = re.compile(
    r"\b(?:secretariat|chair|leader|officers?|members|executive|governor|clerk|team|staff|ministers?|regulator|companies|company|landlord)$",
    re.I,
)
_CELL = re.compile(r"\|\s*([A-Z][^|]{2,60}?)\s*(?=\|)")
_REQUIRED = re.compile(r"be\s+(?:required|encouraged|obliged|asked|expected)\b", re.I)
_ISSUE = re.compile(
    r"\b(?:Lead|Responsible(?: body| department| party)?|Owner|Action(?: by)?)\s*[:–-]\s*([A-Z][^.;()\n]{2,80})"
)
_PASSIVE = re.compile(
    r"be\s+(?!required|encouraged|asked|able|responsible|obliged|prepared|ready|expected|asked|clear|more|proactive|transparent|mindful|legally)\w+",
    re.I,
)


def speaks_itself(sentence: str) -> bool:
    """Whether a sentence is in the first person (We will …)."""
    return _FIRST_PERSON.search(sentence) is not None


_FIRST_PERSON = re.compile(
    r"^(?:\W*[^.;:]{0,80}?[,\s])??\W*(?:we|I)\s+(?:\w+\s+){0,2}?(?:will|shall|would|are|am|aim|plan|intend|have|commit)\b",
    re.I,
)
_OBLIGES = re.compile(
    r"\b(?:should|must|shall|ought|needs? to|recommend|urge|call(?:s|ed)? (?:on|upon)|encourage|invite|request)",
    re.I,
)


def _tidied(name: str) -> str:
    """A name without the adverbial before it and the clause behind it; empty where what is left names nobody."""
    name = _ADVERB.sub("", name.strip(" \"'"))
    if _PREPOSED.match(name):
        _, article, name = name.rpartition(" the ")
        if not article:
            return ""
    name = _FIRST_WORDS.sub("", name)
    if _VERB_INSIDE.search(name) or _NO_NAME.search(name) or _imperative(name):
        return ""
    if any(word in VERBS and word not in NOUNS for word in name.split()[1:]):
        return ""
    return _CLAUSE_BEHIND.sub("", name).strip(" ,\"'")


def _imperative(name: str) -> bool:
    """Whether what looks like a name is an order (Ask the Leader, Wind down the measures)."""
    first, _, rest = name.partition(" ")
    return (
        first.lower() in VERBS - NOUNS
        and re.match(r"(?:the|a|an|all|its|their|me|up|down|out|in|on)\b", rest) is not None
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
        r",\s+(?:and\s+)?|\s+and/or\s+(?:where appropriate\s+)?|\s+and\s+(?:where appropriate\s+)?(?=the\b|[A-Z]|all\b|other\b|local\b)|\s+(?:together|along|in (?:consultation|partnership|collaboration|cooperation|conjunction)|following consultation|after consulting) (?:with\s+)?",
        kept,
    ):
        name = re.sub(
            r"^(?:the|both|its|their|our|each of the)\s+",
            "",
            part.replace("\x01", ", ").replace("\x02", " and ").strip(),
            flags=re.I,
        ).strip(" ,")
        name = _tidied(name)
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
        base = bare if bare in VERBS else bare.removesuffix("s")
        if (
            bare in ("should", "must", "be")
            or part.islower()
            and base in VERBS
            and (bare == base or after_body)
            and (base not in NOUNS or after_body)
        ):
            return " ".join(parts[:at]).strip(","), " ".join(parts[at : at + 2])
    return "", ""


def _told_to(name: str) -> bool:
    """Whether “NAME to do …” gives a body or a person something to do."""
    if name.startswith(("Mr", "Ms", "Dr", "Prof", "Sir")):
        return True
    words = name.split()
    plain = not any(word.lower() in VERBS - NOUNS or word.lower() in _STOP for word in words)
    named = _BODY_WORD.search(words[-1]) is not None or _ROLE.search(name) is not None
    capital = all(word[0].isupper() or word in ("of", "for", "and", "the") for word in words)
    return plain and (named or capital and len(words) > 1 and _is_actor(name))


def subject_of(sentence: str) -> list[str] | None:
    """Actors a sentence (folded, without its number) names as those who act; None where a pronoun stands for them."""
    lead = responsible_in(sentence)
    person = _PERSON_TO.match(sentence)
    if person is not None and person[2] in VERBS and _told_to(person[1]):
        return _names(person[1])
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
    """Actors of “Owner: Department for Energy” and of the cells of a row (… | Highways Agency | 2026)."""
    found = _ISSUE.search(words)
    if found is not None:
        return [name for name in _names(found[1]) if _is_actor(name)]
    return [name for cell in _CELL.finditer(words) for name in _names(cell[1]) if _BODY_WORD.search(name)]


def obliges(sentence: str) -> bool:
    """Whether a sentence tells somebody what to do, rather than what will or may happen."""
    return _OBLIGES.search(sentence) is not None


def _list_of_bodies(words: str) -> bool:
    return all(_is_actor(name) for name in _names(words)) and "," in words


def heading_names(heading: str) -> list[str]:
    """Actors of “The Agency should:”, “To the Ministry of Health:”."""
    bare = heading.strip(" :")
    found = re.match(r"(?:recommendations? )?(?:to|for)\s+(?:the\s+)?([A-Z].{2,80})$", bare) or re.match(
        r"(?:the\s+)?(.{2,80}?)\s+(?:should|must)$", bare, re.I
    )
    return [name for name in _names(found[1]) if _is_actor(name)] if found else []


def list_lead(words: str, last: list[str]) -> list[str]:
    """Actors of a sentence that opens a list (“The Agency should:”); `last` are those named before it."""
    if not words.rstrip().endswith(":"):
        return []
    bare = cues_en.strip_number(words)
    return subject_of(bare) or heading_names(bare) or last
