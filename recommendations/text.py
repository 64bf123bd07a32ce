"""Folding, so that spellings a reader takes for the same compare equal, and the tokens search stands on."""

import re
import unicodedata
from functools import cache

from opencc import OpenCC

UNSTORABLE = "\ufffd"
END = "0000"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_SURROGATES = range(0xD800, 0xE000)
_IDEOGRAPHS = (range(0x2E80, 0x2FE0), range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x33480))


@cache
def _simplified() -> dict[int, str]:
    """Traditional → simplified and unstorable → U+FFFD, a table for `str.translate`.

    Character by character, not by OpenCC's phrases: only then is a part of a text, folded, a part of the
    folded text.
    """
    convert = OpenCC("t2s").convert
    characters = "".join(chr(point) for points in _IDEOGRAPHS for point in points)
    simple = convert("\n".join(characters)).split("\n")
    table = {ord(a): b for a, b in zip(characters, simple, strict=True) if a != b}
    table = {point: b.translate(table) for point, b in table.items()}
    return table | dict.fromkeys((0, *_SURROGATES), UNSTORABLE)


def fold(text: str) -> str:
    """`text` after NFKC, case folding and traditional → simplified characters.

    Idempotent. White space, control and zero-width characters stay: search finds what is written.
    NUL and lone surrogates, which no database stores, become U+FFFD.
    """
    cased = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", cased).translate(_simplified())


class _Codes(dict[str, str]):
    """Character → four letters of base 36 (36⁴ exceeds U+10FFFF), kept once computed."""

    def __missing__(self, character: str) -> str:
        rest, code = ord(character), ""
        for _ in range(4):
            rest, digit = divmod(rest, 36)
            code = _DIGITS[digit] + code
        self[character] = code
        return code


_codes = _Codes()


def text_tokens(folded: str) -> set[str]:
    """Index tokens of a folded field: each character and the next, eight letters; the last has an end mark.

    Both databases see plain words, so punctuation, `%` and `_` are found like any other character.
    """
    codes = [_codes[character] for character in folded]
    return set(map(str.__add__, codes, [*codes[1:], END]))


def word_tokens(folded: str) -> list[str]:
    """Tokens of every field that contains `folded`; for one character the four letters they start with.

    For one or two characters the tokens decide; for more the field has still to be looked at.
    """
    codes = [_codes[character] for character in folded]
    return list(dict.fromkeys(map(str.__add__, codes, codes[1:]))) or codes


BLANKS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
"""Characters that print nothing although Unicode does not class them as controls."""


def hidden(character: str) -> bool:
    """Whether the character changes or leaves no mark on what is read: controls, bidi, zero width."""
    if character in "\r\n\t":
        return False
    return unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp") or character in BLANKS


def spelt(text: object) -> str:
    """The text with each hidden character as its code point, for places that hold no mark-up."""
    return "".join(f"[U+{ord(each):04X}]" if hidden(each) else each for each in str(text))


def safe_name(filename: str) -> str:
    """The last part of a file name without control characters, at most 255 characters."""
    last = re.split(r"[/\\]", filename)[-1]
    kept = "".join(c for c in last if unicodedata.category(c)[0] != "C")
    return kept.strip(". ")[-255:] or "document"
