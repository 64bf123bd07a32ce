"""Many documents at once: a child process each, as many at a time as there are cores, answers in the order asked for."""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from .limits import MAX_FILE_BYTES, UnreadableDocument
from .results import Extraction
from .sandbox import extract_in_child


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def extract_each(
    files: Iterable[Path], *, workers: int | None = None, known_actors: Sequence[tuple[str, ...]] = ()
) -> Iterator[tuple[Path, Extraction | UnreadableDocument | OSError]]:
    """Extract each file in its own limited child; yield, in order, what was found or why it could not be read.

    `workers` children run at a time (one a core unless given), and no more than twice as many results wait to be
    taken, so that memory does not grow with the number of files.
    """
    workers = workers or cores()

    def extracted(path: Path) -> Extraction | UnreadableDocument | OSError:
        try:
            with path.open("rb") as file:
                data = file.read(MAX_FILE_BYTES + 1)
            return extract_in_child(data, path.name, known_actors=known_actors)
        except (OSError, UnreadableDocument) as refusal:
            return refusal

    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[tuple[Path, Future[Extraction | UnreadableDocument | OSError]]] = deque()
        for path in files:
            waiting.append((path, pool.submit(extracted, path)))
            if len(waiting) >= 2 * workers:
                first, found = waiting.popleft()
                yield first, found.result()
        for path, found in waiting:
            yield path, found.result()
