"""Plain text."""

from .arrange import arrange
from .encoding import decode
from .layout import Draft
from .wraps import split_lines


def read(data: bytes) -> Draft:
    """A text file's blocks in reading order. Raises ``UnreadableDocument``."""
    text, warnings = decode(data)
    draft = Draft("txt", split_lines(text), warnings=warnings)
    arrange(draft)
    return draft
