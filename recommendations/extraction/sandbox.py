"""Reading and extraction in a child process with limits on time and memory, so that no file can hurt the caller.

The child is this module run as a program: it gets a line of JSON and the file's bytes, and answers in JSON.
"""

import dataclasses
import json
import logging
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from .extracting import extract
from .limits import MAX_MEMORY_BYTES, MAX_SECONDS, UnreadableDocument
from .reading import Reading, read
from .results import Extraction

logger = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parents[2]
_MODULE = "recommendations.extraction.sandbox"
_ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",
    "PYTHONUTF8": "1",
}
_CRASHED = {signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE}


def read_in_child(data: bytes, filename: str) -> Reading:
    """As ``read``, in a child process. Raises ``UnreadableDocument``, also timed_out and out_of_memory."""
    return _rebuild(Reading, _run({"filename": filename, "extract": False}, data))


def extract_in_child(
    data: bytes, filename: str, *, known_actors: Sequence[tuple[str, ...]] = ()
) -> Extraction:
    """As ``extract(read(…))``, both in one child process. Raises ``UnreadableDocument`` as ``read_in_child``."""
    request = {"filename": filename, "extract": True, "known_actors": [list(names) for names in known_actors]}
    return _rebuild(Extraction, _run(request, data))


def _run(request: dict[str, Any], data: bytes) -> Any:
    environment = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    child = subprocess.Popen(  # noqa: S603 - our own module, no input in the command
        [sys.executable, "-m", _MODULE],
        cwd=_ROOT,
        env=environment | _ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with child:
        try:
            answer, errors = child.communicate(
                json.dumps(request).encode() + b"\n" + data, timeout=MAX_SECONDS
            )
        except subprocess.TimeoutExpired:
            child.kill()
            raise UnreadableDocument("timed_out", f"Reading took more than {MAX_SECONDS} seconds.") from None
    if child.returncode:
        raise _refusal_for(child.returncode, errors)
    result = json.loads(answer)
    if refusal := result.get("refused"):
        raise UnreadableDocument(*refusal)
    return result["result"]


def _refusal_for(returncode: int, errors: bytes) -> UnreadableDocument:
    logger.warning("A reader died with status %s: %s", returncode, errors[-2_000:].decode(errors="replace"))
    if returncode == -signal.SIGXCPU:
        return UnreadableDocument("timed_out", f"Reading took more than {MAX_SECONDS} seconds.")
    if returncode < 0 and -returncode not in _CRASHED:
        return UnreadableDocument("out_of_memory", "Reading took more memory than is allowed.")
    return UnreadableDocument("truncated", "The file is damaged so that it cannot be read.")


def _rebuild(kind: Any, value: Any) -> Any:
    """A dataclass, tuple or plain value from what JSON made of it."""
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return kind(**{name: _rebuild(hints[name], part) for name, part in value.items()})
    if get_origin(kind) is tuple:
        kinds = get_args(kind)
        if kinds[-1] is Ellipsis:
            return tuple(_rebuild(kinds[0], part) for part in value)
        return tuple(_rebuild(part_kind, part) for part_kind, part in zip(kinds, value, strict=True))
    if get_origin(kind) in (Union, UnionType) and value is not None:
        return _rebuild(next(part for part in get_args(kind) if part is not type(None)), value)
    return value


def _limit_resources() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _answer(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    try:
        reading = read(data, request["filename"])
        if not request["extract"]:
            return {"result": dataclasses.asdict(reading)}
        known_actors = [tuple(names) for names in request["known_actors"]]
        return {"result": dataclasses.asdict(extract(reading, known_actors=known_actors))}
    except UnreadableDocument as refusal:
        return {"refused": [refusal.code, refusal.detail]}
    except MemoryError:
        return {"refused": ["out_of_memory", "Reading took more memory than is allowed."]}


def main() -> None:
    """The child: one request on standard input, one answer on standard output."""
    _limit_resources()
    request = json.loads(sys.stdin.buffer.readline())
    answer = _answer(request, sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main()
