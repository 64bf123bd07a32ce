"""Counts of recommendations, each with the query string that lists its rows."""

from . import sentences
from .counting import BASES, Count, Rate, Statistics, facets, narrowed, statistics
from .reporting import MOST, Entry, Line, Report, report
from .word import WORD, report_word

__all__ = [
    "BASES", "MOST", "WORD", "Count", "Entry", "Line", "Rate", "Report", "Statistics", "facets", "narrowed", "report",
    "report_word", "sentences", "statistics",
]  # fmt: skip
