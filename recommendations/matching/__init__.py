"""How alike a measure and a passage are, and why. Knows nothing of Django."""

from .encoder import Encoder, NgramEncoder, SentenceEncoder, default_encoder
from .marks import Match, matches
from .passages import Decision, Measure, Passage, cut, measure_text, on_or_after
from .suggesting import Suggestion, suggest

__all__ = [
    "Decision", "Encoder", "Match", "Measure", "NgramEncoder", "Passage", "SentenceEncoder", "Suggestion", "cut",
    "default_encoder", "matches", "measure_text", "on_or_after", "suggest",
]  # fmt: skip
