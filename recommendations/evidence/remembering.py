"""An encoder that keeps what it computed, so that a text is encoded once however often it is compared."""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from ..matching import Encoder
from ..models import Embedding

FRESH = 5000
"""Texts encoded at most in one call, about ten seconds; the rest stay without meaning until another call."""
BATCH = 500


class RememberingEncoder:
    """Another encoder and the stored embeddings of its name; what it has not computed yet comes as zeros."""

    remembers = True

    def __init__(self, encoder: Encoder) -> None:
        self.name = encoder.name
        self._encoder = encoder

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        digests = [
            blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest() for text in texts
        ]
        wanted = dict(zip(digests, texts, strict=True))
        known = self._stored(list(wanted))
        missing = [digest for digest in wanted if digest not in known][:FRESH]
        fresh = self._encoder.encode([wanted[digest] for digest in missing])
        Embedding.objects.bulk_create(
            [
                Embedding(encoder=self.name, digest=digest, vector=vector.astype(np.float16).tobytes())
                for digest, vector in zip(missing, fresh, strict=True)
            ],
            batch_size=BATCH,
            ignore_conflicts=True,
        )
        known |= dict(zip(missing, fresh, strict=True))
        vectors = np.zeros((len(texts), fresh.shape[1]), np.float32)
        for row, digest in enumerate(digests):
            if digest in known:
                vectors[row] = known[digest]
        return vectors

    def _stored(self, digests: Sequence[str]) -> dict[str, np.ndarray]:
        found: dict[str, np.ndarray] = {}
        for at in range(0, len(digests), BATCH):
            rows = Embedding.objects.filter(encoder=self.name, digest__in=digests[at : at + BATCH])
            for digest, vector in rows.values_list("digest", "vector"):
                found[digest] = np.frombuffer(vector, np.float16).astype(np.float32)
        return found
