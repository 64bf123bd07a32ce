"""The cheap first look: cosine of character n-grams, by an inverted index over the passages."""

from collections.abc import Sequence

import numpy as np

_BUCKETS = 1 << 20
_SIZES = (2, 3)
_COMMON = 0.04
_FEW = 30


def _hashed(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Text number and bucket of every n-gram of folded texts."""
    joined = "\0".join(texts) + "\0"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    ends = codes == 0
    number = np.cumsum(ends) - ends
    rows, buckets = [], []
    for size in _SIZES:
        count = len(codes) - size + 1
        value = np.full(count, size, np.uint64)
        whole = np.ones(count, bool)
        for offset in range(size):
            part = slice(offset, offset + count)
            value = (value * np.uint64(0x9E3779B97F4A7C15)) ^ codes[part]
            whole &= ~ends[part]
        value *= np.uint64(0x9E3779B97F4A7C15)
        rows.append(number[:count][whole])
        buckets.append((value >> np.uint64(44))[whole].astype(np.int64))
    return np.concatenate(rows), np.concatenate(buckets)


class NgramIndex:
    """Passages, indexed once; measures are looked up in blocks."""

    def __init__(self, passages: Sequence[str], every: bool = False) -> None:
        """Index folded passages; n-grams that many of them share are left out unless `every` is set."""
        self._count = len(passages)
        rows, buckets = _hashed(passages)
        pairs = np.unique(buckets * self._count + rows)
        seen = np.bincount(pairs // self._count, minlength=_BUCKETS)
        self._idf = (np.log((1 + self._count) / (1 + seen)) + 1).astype(np.float32)
        length = np.sqrt(np.bincount(rows, self._idf[buckets] ** 2, self._count))
        kept = np.full(len(buckets), True) if every else seen[buckets] <= max(_FEW, _COMMON * self._count)
        order = np.argsort(buckets[kept], kind="stable")
        self._rows = rows[kept][order]
        self._weights = (self._idf[buckets[kept][order]] / np.maximum(length[self._rows], 1e-9)).astype(
            np.float32
        )
        self._starts = np.searchsorted(buckets[kept][order], np.arange(_BUCKETS + 1))

    def cosines(self, texts: Sequence[str]) -> np.ndarray:
        """Likeness of folded texts with every passage: (texts, passages), 0 to 1."""
        rows, buckets = _hashed(texts)
        weights = self._idf[buckets]
        length = np.sqrt(np.bincount(rows, weights.astype(np.float64) ** 2, len(texts)))
        starts = self._starts[buckets]
        counts = self._starts[buckets + 1] - starts
        before = np.cumsum(counts) - counts
        at = np.arange(counts.sum()) + np.repeat(starts - before, counts)
        cells = np.repeat(rows * self._count, counts) + self._rows[at]
        sums = np.bincount(cells, np.repeat(weights, counts) * self._weights[at], len(texts) * self._count)
        return (sums.reshape(len(texts), self._count) / np.maximum(length, 1e-9)[:, None]).astype(np.float32)
