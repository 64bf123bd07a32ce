"""The one writer of history: compare-and-set on version, one change per record and transaction, chained."""

from .reading import changes_of, end_of_day, replay
from .triggers import install, missing
from .verifying import Finding, verify
from .writing import Stamp, Write, create, lock, save, stale

__all__ = [
    "Finding", "Stamp", "Write", "changes_of", "create", "end_of_day", "install", "lock", "missing", "replay",
    "save", "stale", "verify",
]  # fmt: skip
