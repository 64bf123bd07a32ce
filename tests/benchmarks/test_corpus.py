"""A corpus of documents on one core and on all of them; figures are printed, answers compared.

BENCH_DOCUMENTS sets the number of documents (1,000 unless set).
"""

import os
import resource
import time
from pathlib import Path

from recommendations.extraction.corpus import cores, extract_each
from recommendations.extraction.results import Extraction

DOCUMENTS = int(os.environ.get("BENCH_DOCUMENTS", "1000"))
TEXTS = sorted((Path(__file__).parents[2] / "fixtures" / "documents").glob("*.txt"))


def test_a_corpus_uses_every_core() -> None:
    counts: list[list[int]] = []
    print()
    for workers in (1, cores()):
        files = [TEXTS[number % len(TEXTS)] for number in range(DOCUMENTS)]
        began, worked = time.perf_counter(), _worked()
        counts.append([])
        for _, found in extract_each(files, workers=workers):
            assert isinstance(found, Extraction)
            counts[-1].append(len(found.recommendations))
        taken = time.perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{DOCUMENTS:,} documents, {workers} at a time: {taken:.1f} s, {DOCUMENTS / taken:.2f} a second, "
            f"{(_worked() - worked) / taken:.2f} cores busy, parent at most {peak} MB"
        )
    assert counts[0] == counts[1]


def _worked() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
