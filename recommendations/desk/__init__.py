"""The follow-up desk's own verbs: hand over, extend, report by link, remind, write letters."""

from .assigning import assign, decline, reassign, receive
from .extending import approve, days_slipped, refuse, request_extension
from .letters import draft_letter, write_letter
from .reminding import Digest, digests, mark_sent
from .reporting import discard_draft, file_draft, hand_in, make_link, open_link, revoke_link

__all__ = [
    "Digest", "approve", "assign", "days_slipped", "decline", "digests", "discard_draft", "draft_letter", "file_draft",
    "hand_in", "make_link", "mark_sent", "open_link", "reassign", "receive", "refuse",
    "request_extension", "revoke_link", "write_letter",
]  # fmt: skip
