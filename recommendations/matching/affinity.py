"""Which meanings go together: what recommendations of one kind were shown by passages of another.

Two texts may be evidence for one another without being alike (a port asked for, a mail exchange opened). The table
says, for each pair of directions in the space of embeddings, how much that speaks for a pair; `fitting` fills it.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

AXES = 32
_FILE = Path(__file__).with_name("affinity.npz")


@dataclass(frozen=True)
class Affinity:
    """`encoder` names what made the embeddings; `mean` (dimensions,), `axes` (AXES, dimensions), `table` (AXES, AXES)."""

    encoder: str
    mean: np.ndarray
    axes: np.ndarray
    table: np.ndarray

    def placed(self, vectors: np.ndarray) -> np.ndarray:
        """Embeddings on the axes: (texts, AXES)."""
        return (vectors - self.mean) @ self.axes.T

    def of_pairs(self, measures: np.ndarray, passages: np.ndarray) -> np.ndarray:
        """What speaks for each pair of rows, in log-odds."""
        return np.einsum("ij,ij->i", self.placed(measures) @ self.table, self.placed(passages))

    def save(self, file: Path = _FILE) -> None:
        """Write it where `learnt` reads it."""
        arrays = {name: getattr(self, name).astype(np.float16) for name in ("mean", "axes", "table")}
        np.savez(file, encoder=np.array(self.encoder), **arrays)


def axes_of(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and the `AXES` directions in which embeddings differ most, scaled to a spread of one over all."""
    mean = vectors.mean(0)
    axes = np.linalg.svd(vectors - mean, full_matrices=False)[2][:AXES]
    return mean, axes / ((vectors - mean) @ axes.T).std()


@cache
def learnt() -> Affinity:
    """The one that comes with the program."""
    with np.load(_FILE, allow_pickle=False) as stored:
        mean, axes, table = (stored[name].astype(np.float32) for name in ("mean", "axes", "table"))
        return Affinity(str(stored["encoder"]), mean, axes, table)
