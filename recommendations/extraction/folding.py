"""Spellings made equal one character for one, so that offsets stay what they are."""

from functools import cache

from opencc import OpenCC

_IDEOGRAPHS = (range(0x3400, 0xA000), range(0xF900, 0xFB00))
_PUNCTUATION = {
    ",": "，",
    ";": "；",
    ":": "：",
    "?": "？",
    "!": "！",
    "(": "（",
    ")": "）",
    "．": ".",
    "﹒": ".",
}


@cache
def _simplified() -> dict[int, str]:
    convert = OpenCC("t2s").convert
    characters = "".join(chr(point) for points in _IDEOGRAPHS for point in points)
    simple = convert("\n".join(characters)).split("\n")
    return {ord(a): b for a, b in zip(characters, simple, strict=True) if a != b and len(b) == 1}


@cache
def _chinese() -> dict[int, str]:
    wide = {0xFF10 + digit: chr(0x30 + digit) for digit in range(10)}
    wide |= {0xFF21 + letter: chr(0x41 + letter) for letter in range(26)}
    wide |= {0xFF41 + letter: chr(0x61 + letter) for letter in range(26)}
    return _simplified() | wide | {ord(a): b for a, b in _PUNCTUATION.items()} | {ord("％"): "%", 0x3000: " "}


_ENGLISH = {
    ord("’"): "'",
    ord("‘"): "'",
    ord("“"): '"',
    ord("”"): '"',
    ord("–"): "-",
    ord("—"): "-",
    0xA0: " ",
}


def plain(text: str, language: str) -> str:
    """`text` as the rules see it, of the same length: simplified characters, one width, one kind of quote."""
    return text.translate(_chinese() if language == "zh" else _ENGLISH)
