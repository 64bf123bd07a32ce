"""Bytes of a text file become characters."""

from ..limits import UnreadableDocument


def decode(data: bytes) -> tuple[str, list[str]]:
    """The text and warnings on how it was decoded. Raises ``UnreadableDocument`` (undecodable)."""
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        raise UnreadableDocument("undecodable", "The text is in no encoding that could be recognised.") from None
