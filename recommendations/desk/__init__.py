"""The follow-up desk's own verbs: hand over, extend, report by link, remind, write letters."""

from .assigning import assign, decline, reassign, receive
from .extending import approve, days_slipped, refuse, request_extension
from .filling import LETTER, ROW
from .forms import built_in
from .letters import LONGEST_BODY, draft_letter, write_letter
from .mailing import Sent, send_again, send_digests
from .reminding import Digest, digests, mark_sent
from .reporting import discard_draft, file_draft, hand_in, make_link, open_link, revoke_link
from .templates import WORD, keep_template, use_template

__all__ = [
    "LETTER", "LONGEST_BODY", "ROW", "WORD", "Digest", "Sent", "approve", "assign", "built_in", "days_slipped", "decline", "digests", "discard_draft", "draft_letter", "file_draft",
    "hand_in", "keep_template", "make_link", "mark_sent", "open_link", "reassign", "receive", "refuse",
    "request_extension", "revoke_link", "send_again", "send_digests", "use_template", "write_letter",
]  # fmt: skip
