"""Record evidence, give it later files, link, suggest, confirm, withdraw."""

from .adding import add, occurrences
from .files import archive, new_version
from .forms import FORMS, LaterFile, later_files
from .linking import confirm, link, reject, withdraw
from .recording import NewEvidence, disclose, log_search, record_evidence
from .suggesting import Ranked, keep_suggestions, suggest_evidence

__all__ = [
    "FORMS", "LaterFile", "NewEvidence", "Ranked", "add", "archive", "confirm", "disclose", "keep_suggestions",
    "later_files", "link", "log_search", "new_version", "occurrences", "record_evidence", "reject",
    "suggest_evidence", "withdraw",
]  # fmt: skip
