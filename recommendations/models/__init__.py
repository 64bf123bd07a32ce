"""The records, a file per aggregate."""

from .account import Account
from .actor import Actor, ActorQuerySet
from .base import Record
from .candidate import Candidate
from .change import Change, Counter, IdempotentAnswer, LedgerHead
from .desk import (
    Assignment,
    Contact,
    ExtensionRequest,
    Letter,
    LetterTemplate,
    ReportingLink,
    RoleName,
    SavedView,
    SentReminder,
    StatusClass,
)
from .document import Document, StoredFile, TextVersion
from .embedding import Embedding
from .evidence import Evidence, EvidenceLink, SearchLog
from .headline import headline
from .inserting import insert, insert_records
from .jobs import Job, Mail
from .paging import DEFAULT_ORDERING, MAX_SIZE, ORDERINGS, Page, page
from .progress import ProgressReport
from .queries import RecommendationQuerySet, light_of
from .recommendation import (
    Recommendation,
    RecommendationActor,
    RecommendationTerm,
    RecommendationTheme,
)
from .rows import for_list, rows
from .search_text import SearchText
from .state import RecommendationState, StateActor, StateTerm, StateTheme, project
from .theme import Theme
from .webhook import WebhookEndpoint

__all__ = [
    "DEFAULT_ORDERING",
    "MAX_SIZE",
    "ORDERINGS",
    "Account",
    "Actor",
    "ActorQuerySet",
    "Assignment",
    "Candidate",
    "Change",
    "Contact",
    "Counter",
    "Document",
    "Embedding",
    "Evidence",
    "EvidenceLink",
    "ExtensionRequest",
    "IdempotentAnswer",
    "Job",
    "LedgerHead",
    "Letter",
    "LetterTemplate",
    "Mail",
    "Page",
    "ProgressReport",
    "Recommendation",
    "RecommendationActor",
    "RecommendationQuerySet",
    "RecommendationState",
    "RecommendationTerm",
    "RecommendationTheme",
    "Record",
    "ReportingLink",
    "RoleName",
    "SavedView",
    "SearchLog",
    "SearchText",
    "SentReminder",
    "StateActor",
    "StateTerm",
    "StateTheme",
    "StatusClass",
    "StoredFile",
    "TextVersion",
    "Theme",
    "WebhookEndpoint",
    "for_list",
    "headline",
    "insert",
    "insert_records",
    "light_of",
    "page",
    "project",
    "rows",
]  # fmt: skip
