"""Record evidence, link, suggest, confirm, withdraw."""

from .linking import confirm, link, reject, withdraw
from .recording import NewEvidence, disclose, log_search, record_evidence
from .suggesting import Ranked, keep_suggestions, suggest_evidence

__all__ = [
    "NewEvidence", "Ranked", "confirm", "disclose", "keep_suggestions", "link", "log_search", "record_evidence",
    "reject", "suggest_evidence", "withdraw",
]  # fmt: skip
