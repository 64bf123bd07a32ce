"""Which language a text is in: by script, and by the commonest words where the script is Latin."""

import re
from collections import Counter

_SAMPLE = 200_000
_SCRIPTS = {
    "ja": re.compile(r"[\u3040-\u30ff]"),
    "ko": re.compile(r"[\uac00-\ud7af]"),
    "zh": re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f]"),
}
_COMMON_WORDS = {
    "en": {"the", "of", "and", "to", "in", "that", "for", "is", "be", "should"},
    "fr": {"le", "la", "les", "des", "et", "du", "une", "que", "dans", "pour"},
    "es": {"el", "los", "las", "y", "del", "una", "que", "para", "por", "con"},
    "de": {"der", "die", "das", "und", "den", "zu", "von", "ist", "mit", "für"},
    "pt": {"os", "uma", "que", "para", "com", "do", "da", "em", "não", "ao"},
}
_LETTERS_A_WORD = 5


def language_of(text: str) -> str:
    """ISO 639 code of the main language of ``text``; ``und`` where there is nothing to go by."""
    sample = text[:_SAMPLE]
    counts = {script: len(pattern.findall(sample)) for script, pattern in _SCRIPTS.items()}
    counts["latin"] //= _LETTERS_A_WORD // 2
    if counts["ja"] * 10 > counts["zh"] > 0 or counts["ja"] > counts["zh"]:
        counts["ja"] += counts["zh"]
    script = max(counts, key=lambda name: counts[name])
    if not counts[script]:
        return "und"
    if script != "latin":
        return script
    words = Counter(re.findall(r"[^\W\d_]+", sample.lower()))
    scores = {language: sum(words[word] for word in common) for language, common in _COMMON_WORDS.items()}
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] else "en"
