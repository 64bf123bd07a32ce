"""A record's history as a page shows it: who, when, what, why, before and after, by which door."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ..choices import Door
from ..models import Account, Change
from .words import RECORDS, Line, action_label, lines_of

SHORT = 300
"""Characters of a value shown before the reader must unfold the rest."""


@dataclass(frozen=True)
class Entry:
    """One change in words. ``lines`` is empty for a creation, whose values the record itself shows."""

    change: Change
    at: dt.datetime
    by: Account
    what: str
    why: str
    door: str
    lines: list[Line]

    @property
    def long(self) -> bool:
        return any(len(line.before) + len(line.after) > SHORT for line in self.lines)


def entries(changes: Sequence[Change]) -> list[Entry]:
    """The changes in words, in the order given; at most five queries for any number of them."""
    states = [
        (
            RECORDS[change.record_type],
            {} if change.version == 1 else change.before_state,
            {} if change.version == 1 else change.after_state,
        )
        for change in changes
    ]
    return [
        Entry(
            change, change.at, change.by, action_label(change.action), change.reason,
            str(Door(change.door).label), lines,
        )
        for change, lines in zip(changes, lines_of(states), strict=True)
    ]  # fmt: skip
