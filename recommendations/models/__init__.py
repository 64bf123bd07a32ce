"""The records, a file per aggregate."""

from .account import Account
from .actor import Actor, ActorQuerySet
from .base import Record
from .candidate import Candidate
from .change import Change, Counter, IdempotentAnswer, LedgerHead
from .document import Document, StoredFile, TextVersion
from .evidence import Evidence, EvidenceLink
from .headline import headline
from .paging import DEFAULT_ORDERING, MAX_SIZE, ORDERINGS, Page, page
from .progress import ProgressReport
from .queries import RecommendationQuerySet, light_of
from .recommendation import (
    Recommendation,
    RecommendationActor,
    RecommendationTerm,
    RecommendationTheme,
    SearchText,
)
from .rows import for_list, rows
from .state import RecommendationState, StateActor, StateTerm, StateTheme, project
from .theme import Theme

__all__ = [
    "DEFAULT_ORDERING", "MAX_SIZE", "ORDERINGS", "Account", "Actor", "ActorQuerySet", "Candidate", "Change", "Counter", "Document", "Evidence",
    "EvidenceLink", "IdempotentAnswer", "LedgerHead", "Page", "ProgressReport", "Recommendation",
    "RecommendationActor", "RecommendationQuerySet", "RecommendationState", "RecommendationTerm",
    "RecommendationTheme", "Record", "SearchText", "StateActor", "StateTerm", "StateTheme", "StoredFile",
    "TextVersion", "Theme", "for_list", "headline", "light_of", "page", "project", "rows",
]  # fmt: skip
