"""Plain text: hard wraps, columns, page breaks, footnotes and furniture put right by rule."""

from .encoding import decode
from .layout import Block, Draft


def read(data: bytes) -> Draft:
    """A text file's blocks in reading order. Raises ``UnreadableDocument``."""
    text, warnings = decode(data)
    return Draft("txt", [Block(line) for line in text.splitlines() if line.strip()], [], warnings)
