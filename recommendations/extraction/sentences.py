"""Where sentences end, in Chinese and English: quotes, brackets, decimals and abbreviations are kept whole."""

import re

_CLOSERS = "”’」』）)】》\"'"
_ZH_END = "。！？!?；…"
_OPEN = {"（": "）", "(": ")", "《": "》", "【": "】", "〔": "〕"}
_LONGEST_BRACKET = 160

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st no nos art arts sec fig figs vol vs cf etc al inc ltd co corp dept para paras p pp ch "
    "eg ie approx est gov hon jr sr rev gen col sgt jan feb mar apr jun jul aug sep sept oct nov dec "
    "e.g i.e u.s u.k u.n a.m p.m ph.d".split()
)
_EN_STOP = re.compile(r"[.!?]+[\"')\]”’]*(?:\d{1,3}(?=\s)|\[\d{1,3}\])?(?=\s+[\"'(\[“‘•]*[A-Z0-9À-Þ]|\s*$)")
_REFERENCE_AFTER = re.compile(
    r"\s*\((?:(?:paragraphs?|paras?\.?|recommendations?|see|section|chapter|page)\b[^()]{0,60}|[A-Z]{1,4}-?[\d-]{1,12}|\d[\d., -]{0,20})\)\.?",
    re.I,
)
_LAST_WORD = re.compile(r"([A-Za-z][A-Za-z.]{0,14}|\d{1,3})$")


def _is_ideograph(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _chinese_ends(text: str) -> list[int]:
    ends = []
    closing: list[tuple[str, int]] = []
    for index, character in enumerate(text):
        if character in _OPEN:
            closing.append((_OPEN[character], index))
        elif closing and character == closing[-1][0]:
            closing.pop()
        if character not in _ZH_END and not (
            character == "."
            and 0 < index < len(text) - 1
            and _is_ideograph(text[index - 1])
            and _is_ideograph(text[index + 1])
        ):
            continue
        closing = [(bracket, at) for bracket, at in closing if index - at <= _LONGEST_BRACKET]
        if closing:
            continue
        ends.append(index + 1)
    return ends


def _after_closers(text: str, end: int, enders: str) -> int:
    while end < len(text) and (text[end] in _CLOSERS or text[end] in enders):
        end += 1
    return end


def _english_ends(text: str) -> list[int]:
    ends = []
    for stop in _EN_STOP.finditer(text):
        if text[stop.start()] == ".":
            word = _LAST_WORD.search(text, max(0, stop.start() - 16), stop.start())
            if word is not None:
                name = word[1].lower()
                at_front = word.start() < 8 and not text[: word.start()].strip(" ([•-–—*")
                initial = len(name) == 1 and word[1].isalpha() and word[1].isupper()
                counts = name[0].isdigit() and text[max(0, word.start() - 3) : word.start()].endswith(
                    (". ", "? ", ") ")
                )
                if (
                    name in _ABBREVIATIONS
                    or initial
                    or counts
                    or (name[0].isdigit() or len(name) <= 2)
                    and at_front
                ):
                    continue
        after = _REFERENCE_AFTER.match(text, stop.end())
        ends.append(after.end() if after else stop.end())
    return ends


def split_sentences(text: str, language: str) -> list[tuple[int, int]]:
    """Spans of the sentences of one paragraph, white space trimmed; together they cover all of its text."""
    ends = _chinese_ends(text) if language == "zh" else _english_ends(text)
    spans: list[tuple[int, int]] = []
    start = 0
    for end in [*ends, len(text)]:
        if language == "zh":
            end = _after_closers(text, end, _ZH_END)
        if end <= start:
            continue
        piece = text[start:end]
        if piece.strip():
            left = start + len(piece) - len(piece.lstrip())
            spans.append((left, start + len(piece.rstrip())))
        start = end
    return _with_orphans(text, spans)


def _with_orphans(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A piece of hardly a letter or digit (a lone mark, “及”) belongs to the sentence before it."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and sum(map(str.isalnum, text[start:end])) < 2:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
