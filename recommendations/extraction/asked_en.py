"""Where in an English sentence the ask itself begins and ends: behind those who ask and their reasons, before afterthoughts."""

import re

from recommendations.extraction import cues_en
from recommendations.extraction.verbs_en import NOUNS, VERBS, base

_THINGS = frozenset(
    "building housing training planning funding spending lending learning zoning farming fishing shipping testing".split()
)
_WORD = re.compile(r"[A-Za-z-]+")
_OBJECT = re.compile(
    r"\s+(?:the|an?|all|any|its|their|his|her|our|your|each|every|more|better|further|new|to|that|how|whether|on|with|for|from|such|this|these|those|\w+ly)\b",
    re.I,
)
_BACKGROUND = re.compile(
    r"(?:as (?!part|soon|a first|necessary|appropriate)|while|whilst|since|given|although|though|because|despite|in light of|in view of|in the absence of|failing that|against this background)\b[^.;]{2,200}?,\s+"
    r"(?=(?:the|a|an|we|it|its|they|all|each|every|both|any|our|their)\b)",
    re.I,
)
_WISHED = (
    r"(?:should|must|shall|needs? to|ought to|might|could|would|can|may|will|is|are|be|has to|have to)\b"
)
_OPENING = re.compile(
    r"(?:(?:however|further|furthermore|therefore|finally|second|first|also|in addition|in particular|additionally),\s+)?"
    r"(?:in(?! particular)|if|when|where|while|as|at|before|after|by|for|with|without|on|under|over|following|given|although|until|once|rather|building|based|pursuant|subject|through|unless|because|within|during|from)\b"
    r"[^.;–—]{8,240}?,\s+(?!(?:be|or|and|not|to|whether|including)\b)(?=(?:[\w'’“”/()-]+\s+){1,14}?"
    + _WISHED
    + ")",
    re.I,
)
_TOLD = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|not(?:ed|es|ing)|stat(?:ed|es|ing)|argu(?:ed|es|ing)|agree[sd]?|advis(?:ed|es|ing)|warn(?:ed|s)?|add(?:ed|s|ing)|believes?d?|thinks?|consider(?:s|ed)?|stress(?:ed|es)?|underlined?|"
    r"conclude[sd]?|envisages?|indicate[sd]?|means?|submission is|intent of this recommendation is|told \w+|(?:precisely )?the reason|(?:it(?: is|’s|'s| was)|said it was) (?:high )?(?:time|essential|vital|important|crucial|imperative))(?: that| why|,)?\s+(?!that)",
    re.I,
)
_ASKED_OF = re.compile(
    r"\b(?<!\ba )(?<!\ban )(?<!\bthe )(?<!\bof )(?:(?:recommend|suggest|propos|advis|encourag|urg|request|invit|instruct|demand)(?:e?s|e?d|ing|e)?(?: that| for)?|ordered|(?<!what it )(?<!what they )wants?(?: to see)?|appeal(?:s|ed|ing) to|push(?:es|ed|ing) for|look(?:s|ing)? (?:to|for)|favours?|it is (?:essential|vital|important|crucial|imperative) that|call(?:s|ed|ing)? (?:on|upon|for)|(?:is|are|has|have) ask(?:ing|ed)|would support|"
    r"there (?:is|was) (?:nonetheless |still |a )?(?:strong |good )?(?:case|room|scope) for|saw merit in|(?:underscored|stressed|highlighted) the (?:importance|necessity) of|priority should be given to|like to see|think about|recommendations[^,.;]{0,60} include)\s+(?!(?:to|by|in|of|and|that)\b)",
    re.I,
)
_SECOND = re.compile(r".{25}\band(?:\s+\w+){0,5}\s*$", re.I)
_BOUND = re.compile(r"\b(?:will|to|undertak\w+)\b", re.I)
_LONGEST_TELLING = 300
_SHORTEST_ASK = 20
_EFFECT_OF = re.compile(
    r"(?P<ask>\w+ing\s(?:(?!that|which|who)[^,;]){12,160}?)\s+(?:would|could|is|was|can|may|merits?|might|will)\b(?! to\b)",
    re.I,
)
_CELL = re.compile(r"\s+\|\s.*$", re.S)
_BRACKET = re.compile(
    r"[\s.]*(?:\[[^\]]{3,60}\]|\((?:lead|owner|action|recommendation|responsible)\b[^()]{0,60}\))\W*$", re.I
)
_REFERENCE = re.compile(
    r"\s*\((?:paragraphs?|paras?\.?|recommendations?|see|section|chapter|page)\b[^()]{0,60}\)\W*$", re.I
)
_AFTERTHOUGHT = re.compile(
    r"(?:,\s+(?:otherwise|though|although|because|since|even though|as (?:these|this|it|they|existing|the)|saying|arguing|adding|noting|calling|provided that)\s[^,;]*|\s[–—-]\s(?:\w+ing|carried)\b[^;]*)$",
    re.I,
)


def _verb(words: str) -> str | None:
    first = _WORD.match(words)
    return first[0].lower() if first else None


def orders(words: str, gerunds: bool) -> bool:
    """Whether words open with a verb that asks: bare, or its -ing form where the sentence lists such."""
    word = _verb(words)
    if word is None:
        return False
    if word.endswith("ing"):
        return gerunds and word not in _THINGS and bool(base(word))
    if word.endswith("ly"):
        return orders(words[len(word) :].lstrip(), gerunds)
    if word not in VERBS:
        return False
    return word not in NOUNS or _OBJECT.match(words, len(word)) is not None


def asking(sentence: str, start: int, end: int) -> int:
    """Where what is asked begins, behind those who ask for it and the circumstances of asking."""
    obliged = cues_en.MODAL.search(sentence, start, end)
    before = obliged.start() if obliged else end
    for told in _TOLD.finditer(sentence, start, min(before, start + _LONGEST_TELLING)):
        if obliged and end - told.end() >= _SHORTEST_ASK:
            start = told.end()
    asked = _ASKED_OF.search(sentence, start, min(before, start + _LONGEST_TELLING))
    if (
        asked
        and end - asked.end() >= _SHORTEST_ASK
        and not _BOUND.search(sentence, start, asked.start())
        and not _SECOND.search(sentence, start, asked.start())
        and not orders(sentence[start:], gerunds=True)
    ):
        start = asked.end()
    for opening in (_BACKGROUND, _OPENING):
        lead = opening.match(sentence, start, end)
        if lead and end - lead.end() > 30 and not cues_en.MODAL.search(lead[0]):
            start = lead.end()
    return start


def trimmed(sentence: str) -> tuple[int, int]:
    """The span of a sentence without those who ask, the background it opens with, its afterthought and a trailing reference."""
    end = len(sentence)
    for tail in (_CELL, _BRACKET, _REFERENCE):
        left = tail.search(sentence, max(0, end - 90))
        if left and left.start() >= _SHORTEST_ASK:
            end = left.start()
    start = asking(sentence, 0, end)
    effect = _EFFECT_OF.match(sentence, start, end)
    if effect and orders(effect[0], gerunds=True) and not cues_en.MODAL.search(effect[0]):
        return effect.span("ask")
    afterthought = _AFTERTHOUGHT.search(sentence, start, end)
    if afterthought and afterthought.start() - start > 40:
        end = afterthought.start()
    return start, end
