"""The hash chain: what a row's hash covers and how canonical JSON is written."""

import hashlib
from typing import Any

import orjson

from ..models import Change

COVERED = (
    "sequence", "previous_hash", "record_type", "record_id", "record_key", "version", "action", "before",
    "after", "by_id", "at", "reason", "door", "request_id",
)  # fmt: skip


def canonical(value: Any) -> str:
    """JSON with sorted keys, so that equal values are equal texts on every database."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def row_hash(change: Change) -> str:
    """SHA-256, in hexadecimal, over every column of the row but the hash itself."""
    values = [getattr(change, name) for name in COVERED[:10]]
    values += [change.at.timestamp().__format__(".6f"), change.reason, change.door, change.request_id]
    return hashlib.sha256(canonical(values).encode()).hexdigest()
