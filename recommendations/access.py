"""Who may see and do what. Every surface starts from ``visible_to`` and every action from ``require``."""

from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from .choices import Disclosure, LinkState, Role
from .exceptions import Forbidden, NotVisible
from .models import (
    Account,
    Actor,
    Candidate,
    Document,
    Evidence,
    EvidenceLink,
    ProgressReport,
    Recommendation,
    RecommendationActor,
    RecommendationState,
    Theme,
)

User = Account | AnonymousUser
M = TypeVar("M", bound=models.Model)

REFUSALS = {
    Role.VIEWER: _("Sign in to do this."),
    Role.EDITOR: _("This needs the role of an editor."),
    Role.REVIEWER: _("This needs the role of a reviewer."),
    Role.ADMINISTRATOR: _("This needs the role of an administrator."),
}


def has_role(user: User, role: str) -> bool:
    return isinstance(user, Account) and user.has_role(role)


def reads_published(user: User) -> bool:
    """Whether published records are readable for this user at all."""
    return settings.PUBLIC_READ or has_role(user, Role.VIEWER)


def visible_to(user: User, model: type[M]) -> models.QuerySet[M]:
    """The rows of ``model`` that exist for this user; all others do not exist, for any surface."""
    rows = model._default_manager.all()
    if model is Account:
        return rows if has_role(user, Role.ADMINISTRATOR) else rows.none()
    if has_role(user, Role.EDITOR):
        return rows
    if not reads_published(user):
        return rows.none()
    published = Recommendation.objects.filter(published=True)
    if model in (Recommendation, RecommendationState):
        return rows.filter(published=True)
    if model is Document:
        return rows.filter(Exists(published.filter(document=OuterRef("pk"))))
    if model is Evidence:
        shown = EvidenceLink.objects.filter(state=LinkState.CONFIRMED, recommendation__published=True)
        return rows.filter(Exists(shown.filter(evidence=OuterRef("pk")))).filter(_disclosed(""))
    if model is EvidenceLink:
        found = rows.filter(state=LinkState.CONFIRMED, recommendation__published=True)
        return found.filter(_disclosed("evidence__"))
    if model in (Actor, Theme):
        return rows
    if model in (Candidate, ProgressReport):
        return rows.none()
    raise TypeError(f"visible_to does not know {model.__name__}")


def _disclosed(prefix: str) -> Q:
    """Evidence open to the public; a passage of a document that is not open is not either."""
    document = Q(**{f"{prefix}document": None}) | Q(**{f"{prefix}document__disclosure": Disclosure.OPEN})
    return Q(**{f"{prefix}disclosure": Disclosure.OPEN}) & document


def reads_text(user: User, document: Document) -> bool:
    """Whether the user, who sees the document, may also read its text and have its file."""
    return document.disclosure == Disclosure.OPEN or has_role(user, Role.EDITOR)


def get_readable(user: User, slug: str) -> Document:
    """A document whose text and file the user may have, or ``NotVisible`` as for one that never existed."""
    document = get_visible(user, Document, slug=slug)
    if not reads_text(user, document):
        raise NotVisible(_("There is nothing here under this name."))
    return document


def require_opening(account: Account, before: str, after: str) -> None:
    """Any editor may keep something from the public; only a reviewer opens it again. Raises ``Forbidden``."""
    if after == Disclosure.OPEN != before and not account.has_role(Role.REVIEWER):
        raise Forbidden(_("Only a reviewer may open to the public what was kept back."))


def conceal(user: User, rows: list[dict[str, Any]], visible: models.QuerySet[Any]) -> list[dict[str, Any]]:
    """Rows of recommendations without a trace of records that do not exist for this user.

    ``visible`` holds the recommendations, or the past states, that do exist for the user.
    """
    if has_role(user, Role.EDITOR):
        return rows
    refs = {ref for row in rows for ref in (row["parent"], row["superseded_by"], *row["restates"])}
    seen = set(visible.filter(ref__in=refs).values_list("ref", flat=True))
    slugs = {row["response_document"] for row in rows}
    seen_documents = set(visible_to(user, Document).filter(slug__in=slugs).values_list("slug", flat=True))
    parents = [row["ref"] for row in rows if row["children_count"]]
    children: dict[str, dict[str, int]] = {ref: {} for ref in parents}
    grouped = visible.filter(parent__ref__in=parents).order_by("parent__ref", "status")
    for ref, status, count in grouped.values_list("parent__ref", "status").annotate(Count("pk")):
        children[ref][status] = count
    for row in rows:
        for name, known in (("parent", seen), ("superseded_by", seen), ("response_document", seen_documents)):
            row[name] = row[name] if row[name] in known else None
        row["restates"] = [ref for ref in row["restates"] if ref in seen]
        row["rollup"] = children.get(row["ref"]) or None
        row["children_count"] = sum((row["rollup"] or {}).values())
    return rows


def get_visible(user: User, model: type[M], **lookup: Any) -> M:
    """One row, or ``NotVisible`` exactly as for a name that never existed."""
    row = visible_to(user, model).filter(**lookup).first()
    if row is None:
        raise NotVisible(_("There is nothing here under this name."))
    return row


def require(user: User, role: str, *records: Recommendation | None) -> Account:
    """Check the role and, for accounts bound to actors, every named record; return the account.

    Raises ``Forbidden``. A bound account writes only where one of its actors, their parts or their
    predecessors stands on the record; a new record (``None``) is open to unbound accounts only.
    """
    if not isinstance(user, Account) or not user.has_role(role):
        raise Forbidden(REFUSALS[Role(role)])
    bound = list(user.actors.values_list("slug", flat=True))
    if bound and records:
        scope = Actor.objects.within(bound)
        pks = {record.pk for record in records if record is not None}
        mine = RecommendationActor.objects.filter(recommendation__in=pks, actor__in=scope)
        if None in records or pks - set(mine.values_list("recommendation_id", flat=True)):
            raise Forbidden(_("This record does not belong to the actors of your account."))
    return user


def in_scope(user: User) -> Q:
    """The recommendations this editor may write, as a condition (for worklists and buttons)."""
    bound = list(user.actors.values_list("slug", flat=True)) if isinstance(user, Account) else []
    if not bound:
        return Q()
    links = RecommendationActor.objects.filter(actor__in=Actor.objects.within(bound))
    return Q(pk__in=links.values("recommendation_id"))
