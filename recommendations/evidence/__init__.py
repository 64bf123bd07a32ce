"""Record evidence, link, suggest, confirm, withdraw."""

from .linking import confirm, link, reject, suggest_links, withdraw
from .recording import NewEvidence, log_search, record_evidence

__all__ = [
    "NewEvidence", "confirm", "link", "log_search", "record_evidence", "reject", "suggest_links", "withdraw",
]  # fmt: skip
