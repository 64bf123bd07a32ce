"""Documents come in: stored, read, searched for recommendations; read again when the reader gets better."""

from .anchoring import Reread, place, reread
from .storing import NewDocument, ingest

__all__ = ["NewDocument", "Reread", "ingest", "place", "reread"]
