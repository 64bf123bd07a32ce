"""History in plain words, for every surface that shows it."""

from .entries import ACTIONS, RECORDS, Entry, action_label, entries, history_of
from .words import Line, lines_of

__all__ = [
    "ACTIONS", "RECORDS", "Entry", "Line", "action_label", "entries", "history_of", "lines_of",
]  # fmt: skip
