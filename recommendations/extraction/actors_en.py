"""Who is to act, in English: subjects of should and must, objects of urge and call on, “The Agency should:”."""

import re

from recommendations.extraction import cues_en
from recommendations.extraction.bodies_en import BODY_WORD, NOT_ACTORS, OF, is_actor, names_in
from recommendations.extraction.verbs_en import NOUNS, VERBS

_STOP = frozenset(
    "need needs needed to is are was were will may might can could ought has have had shall did does do not".split()
)


_ASKED_TO = r"(?:encouraged|urged|invited|requested|asked|advised|required|expected|directed|instructed|obliged|ordered|determined|committed)"


_MODAL = (
    r"(?:should|must|need(?:s|ed)? to|ought to|shall|has to|have to|will|could|(?:may|might) (?:also )?(?:wish|want|like) to|would (?:need|have|do well|be well advised) to|"
    r"(?:is|are|was|were|be) (?:\w+ly |also |now )?"
    + _ASKED_TO
    + r" to|(?:has|have) (?:also |now )?(?:agreed|undertaken|committed(?: itself)?|promised|pledged|decided|offered|been (?:\w+ly )?"
    + _ASKED_TO
    + r") to|"
    r"(?:agreed|undertook|promised|pledged|offered|committed) to|(?:is|are) to(?! be\b)|(?:is|are) prohibited from|(?:is|are) in the process of|(?:is|are) (?:also |currently |now |already )?(?:going to|[a-z]{3,12}ing)|(?:intends?|plans?|aims?|undertakes?) to)"
)


_ADVERBIAL = re.compile(r"^(?:.{0,160}?,\s+)(?=(?:the|all|each|every|[A-Z])[^,]{1,90}$)", re.S)


_LEADING = re.compile(
    r"^(?:(?:and|but|therefore|accordingly|also|in addition|finally|first|second|third|moreover|however|furthermore|in particular|where|we|recommends?|that|i)\b[,\s]*)+",
    re.I,
)


_SUBJECT = re.compile(
    r"^(.{2,200}?),?\s+(?:also\s+|therefore\s+|now\s+|urgently\s+|jointly\s+|together\s+|in turn,?\s+)?(?:"
    + _MODAL
    + r")\b\s*(?!have\b)(?:(?:also|now|therefore|not|never|\w+ly),?\s+)?(?P<next>\w+(?:\s+\w+)?)?",
    re.I | re.S,
)


_OBJECT = re.compile(
    r"\b(?:urge[sd]?|call(?:s|ed|ing)? (?:on|upon|for)|commits?|encourage[sd]?|invite[sd]?|request(?:s|ed)?|ask(?:s|ed|ing)?|advise[sd]?|recommend(?:s|ed)?(?: to)?|expect(?:s|ed)?|direct(?:s|ed)|instruct(?:s|ed)|exhort(?:s|ed)?|wants?(?: to see)?|would like|looks? to)\s+(?!that\b)((?:the|all|each|every|both|our)?\s*[^,.;:]{2,90}?)\s+(?:to\s+(?!the\b|be given\b)|given\b|should\b)",
    re.I,
)


_THAT = re.compile(
    r"\b(?:recommend(?:s|ed)?|recommendations?,? including|propose[sd]?|suggest(?:s|ed)?|urge[sd]?|request(?:s|ed)?|ask(?:s|ed)?|demand(?:s|ed)?|direct(?:s|ed)?)\s+(?:that,?\s+|(?=the\s+[A-Z]))(?:(?:by|within|from|in|as|to|for|with)\s[^,]{2,80},\s+)?",
    re.I,
)


_TO_LIST = re.compile(
    r"\b(?:recommend(?:s|ed)?(?: that)?|urge[sd]?|call(?:s|ed)? (?:on|upon)|ask(?:s|ed)?|request(?:s|ed)?|invite[sd]?|commits?|requires?|directs?)\s+((?:the\s+)?[A-Z][^:,;]{1,60}?)(?:\s+(?:should|to|must))?\s*:\s*$"
)


# who is spoken to before a colon (The department: (a) review …; To the Ministry: …)
_HEADED = re.compile(r"(?P<to>(?:To|For) )?((?:[Tt]he )?[A-Za-z][^:.;()]{2,70}):\s+(?=\S)")


_OPENS = re.compile(r"(?:[(]?(?:[a-z]|[ivx]{1,4}|\d)[.)]|[a-z])")


# what would be right for somebody to do (It would help if the Board published …)
_WISHED = re.compile(
    r"\b(?:helpful|useful|appropriate|desirable|preferable|sensible|better|time) (?:if|for) ((?:the|each|every|all|both) [^,.;:]{2,80}?) (?:to (?!the\b)|[a-z]{2,12}ed\b|were\b|made\b|gave\b|took\b|set\b|did\b|began\b|kept\b)"
)


_SENTENCE_BEFORE = re.compile(r"^.+(?:[.!?;•]\s+(?=[A-Z])|\s(?=(?:The|Each|Every|All)\s))", re.S)


# a subject with two verbs (Ruritania accepts this recommendation and will …)
_TWO_VERBS = re.compile(
    r"^([^,]{2,60}?),?\s+(?:accepts?|notes?|agrees?|supports?|welcomes?|recogni[sz]es?|acknowledges?|concurs?|believes?|shares?|lacks?|is|are|has|have|[a-z]{3,12}ed)\b(?!\s+(?:by|in|on|for|to)\b).*\band$",
    re.S,
)


# whom a pronoun stands for (Where the Board does not agree, it should …)
_ANTECEDENT = re.compile(
    r"\b(?:where|if|when|while|although|as|since|unless|once|because)\s+((?:the|each|every|an?)\s+[A-Za-z][^,.;]{1,50}?)\s+(?:does|do|is|are|has|have|can|cannot|decides?|wish(?:es)?|considers?|finds?)\b[^.;]*,\s*(?:it|they)$",
    re.I,
)


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


_BY = re.compile(
    r"\bby\s+((?:the|each|every|all) [^,.;]{3,60}?|[A-Z][\w]+)(?=[,.;]|$| (?:with|in|on|at|from|by|to|within|before|after|and)\b)"
)


_TO_BE_DONE = re.compile(r"\b(?:is|are) to be \w+(?:ed|en|wn|ld|pt|un|ade)\b")
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


def _before_verb(words: str) -> tuple[str, str]:
    """The noun phrase before the first verb in its base form or modal, and the verb (the Department improve …)."""
    parts = words.split()
    for at, part in enumerate(parts[1:14], start=1):
        bare = part.strip(",;:.").lower()
        if bare in _STOP:
            return "", ""
        after_body = BODY_WORD.fullmatch(parts[at - 1]) is not None
        base = bare if bare in VERBS else bare.removesuffix("s")
        if (
            bare in ("should", "must", "be")
            or part.islower()
            and base in VERBS
            and (bare == base or after_body)
            and (base not in NOUNS or after_body)
            or bare != base
            and base in VERBS - NOUNS
            and parts[at - 1][0].isupper()
        ):
            return " ".join(parts[:at]).strip(","), " ".join(parts[at : at + 2])
    return "", ""


def _told_to(name: str) -> bool:
    """Whether “NAME to do …” gives a body or a person something to do."""
    if name.startswith(("Mr", "Ms", "Dr", "Prof", "Sir")):
        return True
    words = name.split()
    plain = not any(word.lower() in VERBS - NOUNS or word.lower() in _STOP for word in words)
    named = (
        BODY_WORD.search(OF.split(name, maxsplit=1)[0].split()[-1]) is not None
        or _ROLE.search(name) is not None
    )
    capital = all(word[0].isupper() or word in ("of", "for", "and", "the") for word in words)
    return plain and (named or capital and len(words) > 1 and is_actor(name))


def subject_of(sentence: str) -> list[str] | None:
    """Actors a sentence (folded, without its number) names as those who act; None where a pronoun stands for them."""
    lead = responsible_in(sentence)
    person = _PERSON_TO.match(sentence)
    if person is not None and person[2] in VERBS and _told_to(person[1]):
        return names_in(person[1])
    headed = _HEADED.match(sentence)
    if headed is not None and (headed["to"] or _OPENS.match(sentence, headed.end())):
        names = names_in(headed[2])
        if names and all(BODY_WORD.search(name) for name in names):
            return names
    listed = _TO_LIST.search(sentence)
    if listed is not None:
        return [name for name in names_in(listed[1]) if is_actor(name)]
    asked, that = _OBJECT.search(sentence), _THAT.search(sentence)
    phrase, verb = _before_verb(sentence)
    orders = (
        bool(verb)
        and verb.split()[0] in VERBS
        and " " in phrase
        and not phrase.endswith("s")
        and is_actor(phrase.split(" ", 1)[-1])
    )
    if asked is not None and not orders and (that is None or asked.start() <= that.start()):
        names = [name for name in names_in(asked[1]) if is_actor(name)]
        if names:
            return names + lead
    wished = _WISHED.search(sentence)
    if wished is not None:
        return [name for name in names_in(wished[1]) if is_actor(name)] + lead
    phrase, verb = _before_verb(
        sentence[that.end() :] if that else re.sub(r"^that\s+", "", sentence, flags=re.I)
    )
    names = [name for name in names_in(phrase) if is_actor(name) or _REQUIRED.match(verb)] if phrase else []
    if (
        that is not None
        or names
        and verb.split()[0] not in ("should", "must", "be", "not")
        and BODY_WORD.search(phrase)
    ):
        return (names if not _PASSIVE.match(verb) else []) + lead
    found = _SUBJECT.match(sentence)
    if found is None:
        by = _BY.search(sentence) if _TO_BE_DONE.search(sentence) else None
        return ([name for name in names_in(by[1]) if is_actor(name)] if by else []) + lead
    words = _LEADING.sub("", found[1].strip())
    adverbial = _ADVERBIAL.match(words)
    if adverbial is not None and len(words[adverbial.end() :]) > 2 and not _list_of_bodies(words):
        words = words[adverbial.end() :]
    words = re.sub(
        r"^(?:by|within|from|in|as|to|for|with|at|before|after)\s[^,]{2,80},\s+", "", words, flags=re.I
    )
    words = re.sub(r"^.*\bthat\s+", "", words)
    words = _SENTENCE_BEFORE.sub("", words)
    two_verbs = _TWO_VERBS.match(words)
    words = two_verbs[1] if two_verbs else words
    if re.fullmatch(r"(?:it|they|he|she|we|i)", words.strip(), re.I):
        return None
    if re.search(r"[\s,](?:it|they|he|she|we|I)$", words):
        before = _ANTECEDENT.search(found[1])
        return [name for name in names_in(before[1]) if is_actor(name)] if before else []
    if _PASSIVE.match(found["next"] or ""):
        by = _BY.search(sentence)
        return ([name for name in names_in(by[1]) if is_actor(name)] if by else []) + lead
    required = _REQUIRED.match(found["next"] or "") is not None
    return [
        name
        for name in names_in(words)
        if is_actor(name) or required and len(name.split()) <= 8 and not NOT_ACTORS.search(name)
    ] + lead


def responsible_in(words: str) -> list[str]:
    """Actors of “Owner: Department for Energy” and of the cells of a row (… | Highways Agency | 2026)."""
    found = _ISSUE.search(words)
    if found is not None:
        return [name for name in names_in(found[1]) if is_actor(name)]
    return [name for cell in _CELL.finditer(words) for name in names_in(cell[1]) if BODY_WORD.search(name)]


def obliges(sentence: str) -> bool:
    """Whether a sentence tells somebody what to do, rather than what will or may happen."""
    return _OBLIGES.search(sentence) is not None


def _list_of_bodies(words: str) -> bool:
    return all(is_actor(name) for name in names_in(words)) and "," in words


def heading_names(heading: str) -> list[str]:
    """Actors of “The Agency should:”, “To the Ministry of Health:”."""
    bare = heading.strip(" :")
    found = re.match(r"(?:recommendations? )?(?:to|for)\s+(?:the\s+)?([A-Z].{2,80})$", bare) or re.match(
        r"(?:the\s+)?(.{2,80}?)\s+(?:should|must)$", bare, re.I
    )
    return [name for name in names_in(found[1]) if is_actor(name)] if found else []


def list_lead(words: str, last: list[str]) -> list[str]:
    """Actors of a sentence that opens a list (“The Agency should:”); `last` are those named before it."""
    if not words.rstrip().endswith(":"):
        return []
    bare = cues_en.strip_number(words)
    return subject_of(bare) or heading_names(bare) or last
