"""Cuts a recommending English sentence into measures: where another obligation begins, not at every “and”."""

import re

from recommendations.extraction import cues_en
from recommendations.extraction.verbs_en import NOUNS, VERBS

_MARK = re.compile(
    r";\s+(?:and\s+|or\s+)?|,\s+(?:and\s+)?(?:(?:also|then)\s+)?|\s+and\s+(?:(?:also|then)\s+)?|,\s+while\s+",
    re.I,
)
_POINT = re.compile(r"(?:(?<=[\s,;:])|^)\((?:\d{1,2}|[a-h]|[ivx]{1,4})\)\s+", re.I)
_FIRST_POINTS = ("(1)", "(a)", "(i)")
_LONGEST_LEAD, _LONGEST_ASKING_LEAD = 60, 160
_ASKING_LEAD = re.compile(r"(?:\b(?:to|should|must|shall|that|will)|:)\s*$", re.I)
_NO_LEAD = re.compile(r"\b(?:either|which|both|whether|or)\s*$", re.I)
_GOES_ON = re.compile(r"(?:that|should|must|to)\s|by\s+\w+ing\b", re.I)
_ASKS_AGAIN = re.compile(
    r"(?:[\w'-]+\s){1,8}(?:should|must|needs? to|ought to|shall|will|(?:is|are) to|be \w+(?:ed|en|t))\b", re.I
)
_ASKED = re.compile(r"\b(?:will|(?:is|are) to|be \w+(?:ed|en|t))\b", re.I)
_EFFECT = re.compile(
    r"\b(?:so that|would|could|can|may|might|which)\b(?!.*\b(?:should|must|shall)\b)", re.I | re.S
)
_THINGS = frozenset(
    "building housing training planning funding spending lending learning zoning farming fishing shipping testing".split()
)
_WORD = re.compile(r"[A-Za-z-]+")
_OBJECT = re.compile(
    r"\s+(?:the|an?|all|any|its|their|his|her|our|your|each|every|more|better|further|new|to|that|how|whether|on|with|for|from|such|this|these|those|\w+ly)\b",
    re.I,
)
_SHORTEST_BEFORE, _SHORTEST_AFTER = 25, 20
_BACKGROUND = re.compile(
    r"(?:as (?!part|soon|a first|necessary|appropriate)|while|whilst|since|given|although|though|because|despite|in light of|in view of|in the absence of|failing that|against this background)\b[^.;]{2,200}?,\s+"
    r"(?=(?:the|a|an|we|it|its|they|all|each|every|both|any|our|their)\b)",
    re.I,
)
_REFERENCE = re.compile(
    r"\s*\((?:paragraphs?|paras?\.?|recommendations?|see|section|chapter|page)\b[^()]{0,60}\)\W*$", re.I
)
_AFTERTHOUGHT = re.compile(r",\s+(?:otherwise|though|although|because|since|even though)\s[^,;]*$", re.I)


def _verb(words: str) -> str | None:
    first = _WORD.match(words)
    return first[0].lower() if first else None


def _base(word: str) -> str:
    """The verb of an -ing form, as far as the list knows it."""
    stem = word[:-3]
    candidates = (stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem)
    return next((one for one in candidates if one in VERBS), "")


def _orders(words: str, gerunds: bool) -> bool:
    """Whether words open with a verb that asks: bare, or its -ing form where the sentence lists such."""
    word = _verb(words)
    if word is None:
        return False
    if word.endswith("ing"):
        return gerunds and word not in _THINGS and bool(_base(word))
    if word.endswith("ly"):
        return _orders(words[len(word) :].lstrip(), gerunds)
    if word not in VERBS:
        return False
    return word not in NOUNS or _OBJECT.match(words, len(word)) is not None


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


def _begins_another(before: str, mark: str, after: str) -> bool:
    """Whether another obligation begins after a mark (`;`, `, and`, `,` …)."""
    if mark.startswith(";"):
        return True
    asks = cues_en.MODAL.search(before) or _ASKED.search(before)
    if mark != "," and (_GOES_ON.match(after) or _ASKS_AGAIN.match(after) and asks):
        return True
    if mark == "," and after.startswith("that ") and re.search(r"\bthat ", before):
        return True
    if mark == "," and (
        re.search(r",?\s+and\s", after) is None or len(re.split(",| and ", after, maxsplit=1)[0].split()) < 3
    ):
        return False
    return not _EFFECT.search(before) and _orders(after, _lists_gerunds(before))


def trimmed(sentence: str) -> tuple[int, int]:
    """The span of a sentence without the background it opens with, its afterthought and a trailing reference."""
    background = _BACKGROUND.match(sentence)
    start = background.end() if background and len(sentence) - background.end() > 30 else 0
    reference = _REFERENCE.search(sentence, max(start, len(sentence) - 90))
    end = reference.start() if reference else len(sentence)
    afterthought = _AFTERTHOUGHT.search(sentence, start, end)
    if afterthought and afterthought.start() - start > 40:
        end = afterthought.start()
    return start, end


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
            start = mark.end()
    spans.append((start, end))
    return spans
