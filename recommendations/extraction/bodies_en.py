"""What names of public and other bodies look like in English, and how a list of them comes apart."""

import re

from recommendations.extraction.verbs_en import NOUNS, VERBS, base

NOT_ACTORS = re.compile(
    r"\b(?:it|they|there|this|that|these|those|which|what|who|review|guidance|strategy|plan|policy|policies|report|system|act|law|legislation|programme|program|framework|action|actions|rules?|standards?|data|tariffs?|measures?|efforts?|training|"
    r"process|statement|approach|scheme|caps?|evidence|information|funding|bill|code|reviews?|steps?|recommendations?|work|contracts?|criteria|assessment|targets?|support|resources|money|funds?|consideration|attention|priority|decisions?|procedures?|registration|principles?|practices|charges?|minutes|tasks?|rights?|fees?|amendments?|analys[ei]s|stud(?:y|ies)|audits?|inquir(?:y|ies)|consultations?|approval|permission|consent|licen[cs]es?|permits?)$",
    re.I,
)


BODY_WORD = re.compile(
    r"\b(?:governments?|departments?|ministr(?:y|ies)|ministers?|secretar(?:y|ies)|agenc(?:y|ies)|authorit(?:y|ies)|commission(?:er)?s?|committees?|councils?|boards?|parliament|congress|office|bank|treasury|states?|part(?:y|ies)|administrat(?:ion|or)s?|director(?:-general)?s?|trusts?|regulators?|police|"
    r"forces?|hospitals?|universit(?:y|ies)|compan(?:y|ies)|operators?|bureau|corporations?|inspectorate|ombudsman|municipalit(?:y|ies)|cit(?:y|ies)|regions?|provinces?|bod(?:y|ies)|employers?|schools?|providers?|leaders|managers|partners|units?|cent(?:re|er)s?|institutes?|organi[sz]ations?|team|members?|countr(?:y|ies)|economies|"
    r"managers?|engineers?|sellers?|retailers?|manufacturers?|clinicians?|practices|prisons?|ports|regulator|executive|watchdog|secretariat|governors?|clerk|farmers|developers?|legislature|assembly|chief|officers?|union|owner|owners|landlords?|utilities|platforms?|banks|insurers|chancellor|service|services|canteens|staff|community|industry|sector|nhs|mayor|representatives?|ombudsmen|envoy|premier|president|cabinet)\b",
    re.I,
)


_ADVERB = re.compile(
    r"^(?:(?:[A-Z][a-z]+ly|Likewise|Moreover|Furthermore|Also|Instead|Overall|Then|Finally)\b,?\s*)+"
)


_FIRST_WORDS = re.compile(r"^(?:(?:\d+[.)]|[a-z][.)]|but|and|so|why|that|whether|yet)\s+)+(?:the\s+)?", re.I)


_NO_NAME = re.compile(
    r"^(?:[Ss]uch|So|Call on|Work with|[a-z]+ing|it|no)\b|:|\b(?:and|or|but|the|of|for|by|to|not|be)$|\d{3,}|%|[?]"
)


_PREPOSED = re.compile(
    r"(?:in|on|at|under|during|by|for|with|within|as|after|before|following|from|to|of|through|since|until|over|given|where|when|if|while|although|once|because|unless)\b",
    re.I,
)


_VERB_INSIDE = re.compile(
    r"\b(?:would|should|may|might|explained|said|noted|considered|believes?|has|have|had|is|are|was|were|agreed|knew|stood|receives?|fell|rose|targets|invites?|recommends?|recommended|urges?|exhorted|gave|intends?|urged|called|asked|told|welcomed|call on|calls on)\b"
)


_CLAUSE_BEHIND = re.compile(
    r"\s+(?:lacks|remains|faces|continues|which|who|that|before|after|when|where|while|through)\b.*$"
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
    """Whether what looks like a name is an order (Ask the Leader, Wind down the measures) or an activity (Giving the authority …)."""
    first, _, rest = name.partition(" ")
    if base(first.lower()) and not rest[:1].isupper():
        return True
    return (
        first.lower() in VERBS - NOUNS
        and re.match(r"(?:the|a|an|all|its|their|me|up|down|out|in|on)\b", rest) is not None
    )


# the end of one body's name before “and” and another, both in small letters (the government and social partners)
_BODIES_AND = re.compile(
    r"\b((?i:governments?|authorities|agencies|departments?|ministr(?:y|ies)|regulators?|companies|operators|employers|councils?|municipalities|universities|trusts?)) and (?=(?:[a-z-]+ ){0,2}(?:partners|governments?|authorities|agenc(?:y|ies)|departments?|ministr(?:y|ies)|regulators?|inspectorates?|companies|operators|employers|unions|councils?|municipalities|institutions|trusts?|police)\b)"
)


_WITH = re.compile(
    r",?\s+(?:working (?:closely )?with|with (?:the )?(?:support|help|assistance) (?:of|from)|in (?:close )?(?:consultation|coordination|co-ordination|partnership|collaboration|cooperation|co-operation|concert|conjunction) with|together with|along with|alongside)\s+"
)


def names_in(words: str) -> list[str]:
    words = re.sub(r"\s+", " ", words).strip(" ,")
    words = _WITH.sub(", ", re.sub(r"\s*\([^()]{1,60}\)", "", words))
    if not words or len(words.split()) > 16:
        return []
    kept = _BODIES_AND.sub(r"\1, ", words)
    kept = re.sub(
        r"\b(Secretary (?:of State |of )?for|Secretary of|Ministry of|Department of|Department for|Minister of|Minister for|Committee on|Commission on|Office of|Office for|Board of|Bank of)((?: [A-Z][\w'’-]*|, [A-Z][\w'’-]*| and [A-Z][\w'’-]*)+)",
        lambda found: (
            found[0].replace(", ", "\x01").replace(" and ", "\x02")
            if found[0].count(" and ") == 1 and not re.search(r"and (?:the |HM|[A-Z]{2,})", found[0])
            else found[0]
        ),
        kept,
    )
    names = []
    for part in re.split(
        r",\s+(?:and\s+)?|\s+and/or\s+(?:where appropriate\s+)?|\s+and\s+(?:where appropriate\s+)?(?=the\b|[A-Z]|all\b|other\b|local\b)|\s+(?:following consultation with|after consulting)\s+",
        kept,
    ):
        name = re.sub(
            r"^(?:both (?:the )?|the|its|their|our|each of the)\s*\b",
            "",
            part.replace("\x01", ", ").replace("\x02", " and ").strip(),
            flags=re.I,
        ).strip(" ,")
        name = _tidied(name)
        if name and len(name.split()) <= 12:
            names.append(name)
    return names


_THINGS = re.compile(
    r"(?:^task \w+|\b(?:act|bill|law|code|plan|policy|strategy|principles?|practices|rights?|charges?|minutes|fees?|amendments?|rules|standards|guidelines))$",
    re.I,
)


OF = re.compile(
    r"\s(?:of|for|from|in|on|to|with|at|by|across|within|under|among|covered|responsible for|that|who)\s"
)


def is_actor(name: str) -> bool:
    head = OF.split(name, maxsplit=1)[0]
    if sum(word[0].isupper() for word in head.split() if word[0].isalpha()) >= 2:
        return _THINGS.search(head) is None
    if NOT_ACTORS.search(name) and not re.search(r"\b(?:service|services|support)$", name, re.I):
        return False
    if BODY_WORD.search(head) or len(name) > 1 and name.isupper():
        return NOT_ACTORS.search(head) is None
    return bool(re.fullmatch(r"[A-Z][\w&'’.-]*(?:\s+(?:of|for|and|the|[A-Z][\w&'’.-]*)){0,7}", name)) or bool(
        re.search(r"\b[A-Z]{2,}\b", name)
    )
