"""Bytes of a policy document in, its text and recommendations out. Knows nothing of Django."""

from .limits import UnreadableDocument
from .reading import READER_VERSION, Reading, Span, read

__all__ = ["READER_VERSION", "Reading", "Span", "UnreadableDocument", "read"]
