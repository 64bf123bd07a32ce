"""Bytes of a policy document in, its text and recommendations out. Knows nothing of Django."""

from .extracting import extract
from .limits import UnreadableDocument
from .reading import READER_VERSION, Reading, Span, read
from .results import Extraction

__all__ = ["READER_VERSION", "Extraction", "Reading", "Span", "UnreadableDocument", "extract", "read"]
