"""The hash chain: what a row's hash covers and how canonical JSON is written."""

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson

from ..models import Change

COVERED = (
    "sequence", "previous_hash", "record_type", "record_id", "record_key", "version", "action", "before",
    "after", "by_id", "at", "reason", "door", "request_id",
)  # fmt: skip
AT = COVERED.index("at")


def canonical(value: Any) -> str:
    """JSON with sorted keys, so that equal values are equal texts on every database."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def row_hash(change: Change) -> str:
    """SHA-256, in hexadecimal, over every column of the row but the hash itself."""
    return hash_of(vars(change))


def hash_of(columns: Mapping[str, Any]) -> str:
    """The same of a row that is not stored yet."""
    values = [columns[name] for name in COVERED]
    values[AT] = f"{columns['at'].timestamp():.6f}"
    return hashlib.sha256(canonical(values).encode()).hexdigest()
