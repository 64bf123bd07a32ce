"""The staff's admin: the surface where people work all day."""

from .. import models
from .accounts import AccountAdmin
from .candidates import CandidateAdmin
from .changes import ChangeAdmin
from .documents import DocumentAdmin
from .evidence import EvidenceAdmin, EvidenceLinkAdmin
from .follow_up import (
    AssignmentAdmin,
    ContactAdmin,
    DraftAdmin,
    ExtensionAdmin,
    LetterAdmin,
    ReportingLinkAdmin,
    RoleNameAdmin,
    StatusClassAdmin,
)
from .letter_templates import LetterTemplateAdmin
from .logs import JobAdmin, MailAdmin
from .recommendations.admin import RecommendationAdmin
from .registers import ActorAdmin, ThemeAdmin
from .site import site
from .webhooks import WebhookEndpointAdmin

site.register(models.Recommendation, RecommendationAdmin)
site.register(models.Assignment, AssignmentAdmin)
site.register(models.ExtensionRequest, ExtensionAdmin)
site.register(models.ProgressReport, DraftAdmin)
site.register(models.Letter, LetterAdmin)
site.register(models.LetterTemplate, LetterTemplateAdmin)
site.register(models.ReportingLink, ReportingLinkAdmin)
site.register(models.Candidate, CandidateAdmin)
site.register(models.EvidenceLink, EvidenceLinkAdmin)
site.register(models.Evidence, EvidenceAdmin)
site.register(models.Document, DocumentAdmin)
site.register(models.Actor, ActorAdmin)
site.register(models.Contact, ContactAdmin)
site.register(models.Theme, ThemeAdmin)
site.register(models.StatusClass, StatusClassAdmin)
site.register(models.RoleName, RoleNameAdmin)
site.register(models.Account, AccountAdmin)
site.register(models.WebhookEndpoint, WebhookEndpointAdmin)
site.register(models.Job, JobAdmin)
site.register(models.Mail, MailAdmin)
site.register(models.Change, ChangeAdmin)

__all__ = ["site"]
