"""Cuts a recommending English sentence into measures: where another obligation begins, not at every “and”."""

import re

from recommendations.extraction import cues_en
from recommendations.extraction.asked_en import asking, orders, trimmed
from recommendations.extraction.verbs_en import VERBS

_MARK = re.compile(
    r";\s+(?:and\s+|or\s+)?|,\s+(?:and\s+)?(?:(?:also|then)\s+)?|\s+and,?\s+(?:(?:where|if|as|in)\s[^,]{3,25},\s+)?(?:(?:also|then)\s+)?|,\s+while\s+",
    re.I,
)
_POINT = re.compile(r"(?:(?<=[\s,;:])|^)\((?:\d{1,2}|[a-h]|[ivx]{1,4})\)\s+", re.I)
_FIRST_POINTS = ("(1)", "(a)", "(i)")
_LONGEST_LEAD, _LONGEST_ASKING_LEAD = 60, 160
_ASKING_LEAD = re.compile(r"(?:\b(?:to|should|must|shall|that|will)|:)\s*$", re.I)
_NO_LEAD = re.compile(r"\b(?:either|which|both|whether|or)\s*$", re.I)
_GOES_ON = re.compile(r"(?:that|should|must|shall|will|to)\s|by\s+\w+ing\b", re.I)
_ASKS_ANEW = re.compile(
    r"(?:(?:I|we|it|they|the \w+|the \w+ \w+) )?(?:(?:is|are|has|have|was|were|also|further|therefore) )*(?:request(?:s|ed|ing)|ask(?:s|ed|ing)|urg(?:es|ed|ing)|call(?:s|ed|ing) (?:on|upon|for)|recommend(?:s|ed|ing)|encourag(?:es|ed|ing)|invit(?:es|ed|ing)|instruct(?:s|ed|ing)|expects|plans) ",
    re.I,
)
_WISHED_FOR = re.compile(
    r"(?:for |with |of |provide |(?:[^,]{4,40}, )?with )?(?:an?|greater|more|better|improved|increased|proper|new|stronger|research)\s",
    re.I,
)
_SAME_THING = re.compile(
    r"(?!ask|that)\w+ (?:(?:it|them)\b|(?:this|these) (?:to|in|as|for|on)\b)(?! available)", re.I
)
_PASSIVE = re.compile(r"be (?:\w+ly )?\w+(?:ed|en|t)\b", re.I)
_UNFINISHED = re.compile(r"\b(?:should|must|shall|will|to)(?:, [^,]*)?$", re.I)
_ASKS_AGAIN = re.compile(
    r"(?:[\w'-]+\s){1,8}(?:should|must|needs? to|ought to|shall|will|(?:is|are) to|be \w+(?:ed|en|t))\b", re.I
)
_ASKED = re.compile(r"\b(?:will|(?:is|are) to|be \w+(?:ed|en|t))\b", re.I)
_EFFECT = re.compile(
    r"\b(?:so that|would|could|can|may|might|which)\b(?!.*\b(?:should|must|shall)\b)", re.I | re.S
)
_SHORTEST_BEFORE, _SHORTEST_AFTER = 25, 20


def _points(sentence: str) -> list[tuple[int, int]]:
    """Spans of points counted inside the sentence: (1) …, (2) … and (3) …."""
    marks = list(_POINT.finditer(sentence))
    if len(marks) < 2 or marks[0][0].strip().lower() not in _FIRST_POINTS:
        return []
    lead = sentence[: marks[0].start()]
    if len(lead) > (_LONGEST_ASKING_LEAD if _ASKING_LEAD.search(lead) else _LONGEST_LEAD) or _NO_LEAD.search(
        lead
    ):
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(sentence)]
    return [(mark.end(), end) for mark, end in zip(marks, ends, strict=True)]


def _lists_gerunds(before: str) -> bool:
    return (
        re.search(
            r"(?:^|\b(?:by|through|to|on|of|including|recommends?|suggests?)\s+)(?:\w+ly\s+)?\w{3,}ing\b",
            before,
            re.I,
        )
        is not None
    )


def _ends_in_verb(words: str) -> bool:
    """Whether words end in a verb whose object is still to come (collect and analyse the data)."""
    last = re.search(r"\b(to|and|should|must|,) ([A-Za-z-]+)$", words)
    return last is not None and last[2].lower() in VERBS


def _begins_another(before: str, mark: str, after: str) -> bool:
    """Whether another obligation begins after a mark (`;`, `, and`, `,` …)."""
    if mark.startswith(";"):
        return True
    asks = cues_en.MODAL.search(before) or _ASKED.search(before)
    if _UNFINISHED.search(before) or _ends_in_verb(before):
        return False
    if mark != "," and (_ASKS_ANEW.match(after) or _PASSIVE.match(after) and _ASKED.search(before)):
        return True
    if mark == "and" and _WISHED_FOR.match(before) and _WISHED_FOR.match(after) and not asks:
        return True
    if _SAME_THING.match(after):
        return False
    if after.startswith("will ") and " will " not in before:
        return False
    if after.startswith("to ") and orders(before, gerunds=False):
        return False
    if mark != "," and (_GOES_ON.match(after) or _ASKS_AGAIN.match(after) and asks):
        return True
    if mark == "," and after.startswith("that ") and asks:
        return True
    if mark == "," and (
        re.search(r",?\s+and\s", after) is None or len(re.split(",| and ", after, maxsplit=1)[0].split()) < 3
    ):
        return False
    return not _EFFECT.search(before) and orders(after, _lists_gerunds(before))


def english(sentence: str) -> list[tuple[int, int]]:
    """Spans of the measures of a sentence, in order, at least one."""
    points = _points(sentence)
    if points:
        return points
    start, end = trimmed(sentence)
    spans: list[tuple[int, int]] = []
    for mark in _MARK.finditer(sentence, start, end):
        before, after = sentence[start : mark.start()], sentence[mark.end() : end]
        if len(before) < _SHORTEST_BEFORE or len(after) < _SHORTEST_AFTER or mark.start() < start:
            continue
        if _begins_another(before, mark[0].strip().lower(), after):
            spans.append((start, mark.start()))
            start = asking(sentence, mark.end(), end)
    spans.append((start, end))
    return spans
