"""The staff's admin: the surface where people work all day."""

from ..models import (
    Account,
    Actor,
    Candidate,
    Change,
    Document,
    Evidence,
    EvidenceLink,
    Recommendation,
    Theme,
)
from .accounts import AccountAdmin
from .candidates import CandidateAdmin
from .changes import ChangeAdmin
from .documents import DocumentAdmin
from .evidence import EvidenceAdmin, EvidenceLinkAdmin
from .recommendations.admin import RecommendationAdmin
from .registers import ActorAdmin, ThemeAdmin
from .site import site

site.register(Recommendation, RecommendationAdmin)
site.register(Candidate, CandidateAdmin)
site.register(EvidenceLink, EvidenceLinkAdmin)
site.register(Evidence, EvidenceAdmin)
site.register(Document, DocumentAdmin)
site.register(Actor, ActorAdmin)
site.register(Theme, ThemeAdmin)
site.register(Account, AccountAdmin)
site.register(Change, ChangeAdmin)

__all__ = ["site"]
