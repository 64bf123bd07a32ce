"""Dates that carry their precision by their length: ``2013``, ``2022-05``, ``2017-07-10``."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

_SHAPE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)


@dataclass(frozen=True)
class PartialDate:
    """A year, a month or a day, with the first and last day it covers (both inclusive)."""

    text: str
    start: dt.date
    end: dt.date

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; raises ``ValueError`` on anything else."""
        match = _SHAPE.fullmatch(text)
        if match is None:
            raise ValueError(f"{text[:40]!r} is not a date: write 2024, 2024-05 or 2024-05-31.")
        year = int(match[1])
        month, day = (int(part) if part else None for part in match.groups()[1:])
        try:
            first = dt.date(year, month or 1, day or 1)
        except ValueError:
            raise ValueError(f"{text!r} is not a date of the calendar.") from None
        if day:
            last = first
        elif month:
            last = first.replace(day=calendar.monthrange(year, month)[1])
        else:
            last = dt.date(year, 12, 31)
        return cls(text, first, last)

    def on_or_after(self, other: "PartialDate") -> bool:
        """Compare at the coarser precision; equality counts as on or after."""
        return self.end >= other.start

    def __str__(self) -> str:
        return self.text
