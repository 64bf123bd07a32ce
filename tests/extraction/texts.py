"""Readings made from plain lines, for tests."""

from recommendations.extraction.reading import Reading, Span


def reading_of(text: str, language: str = "zh") -> Reading:
    """A reading with one body span a line; a line with a tab is a row of a table."""
    spans, offset = [], 0
    for line in text.split("\n"):
        spans.append(Span(offset, offset + len(line), "table" if "\t" in line else "body"))
        offset += len(line) + 1
    return Reading(text, tuple(spans), language, (), (), "test", "1")
