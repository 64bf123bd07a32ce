"""Folding that keeps the length, so that offsets in the folded text are offsets in the text."""

import unicodedata
from functools import cache

from opencc import OpenCC


@cache
def _simplify() -> OpenCC:
    return OpenCC("t2s")


class _Folded(dict[int, str]):
    def __missing__(self, point: int) -> str:
        character = chr(point)
        folded = unicodedata.normalize("NFKC", character).casefold()
        self[point] = folded = folded if len(folded) == 1 else character
        return folded


_folded = _Folded()


def fold(text: str) -> str:
    """`text` with full-width, case and traditional characters folded one by one; `len` stays the same."""
    folded = text.translate(_folded)
    simple = _simplify().convert(folded)
    return simple if len(simple) == len(folded) else folded
