"""Documents come in: stored, read, searched for recommendations; read again when the reader gets better."""

from .anchoring import Reread, place, reread
from .storing import Incoming, NewDocument, ingest, look_into, store

__all__ = ["Incoming", "NewDocument", "Reread", "ingest", "look_into", "place", "reread", "store"]
