"""Evidence and its links: recording, linking, confirming, rejecting, withdrawing."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from .. import evidence as desk
from ..access import User, get_visible, has_role, require, visible_to
from ..choices import Role
from ..editing.fields import storable
from ..exceptions import Invalid, NotVisible, Stale, StateConflict
from ..filters import EvidenceFilterSet, EvidenceLinkFilterSet
from ..models import Document, Evidence, EvidenceLink, Recommendation
from ..reasons import in_words
from . import bodies
from .files import FormParser, attachment, file_row, keep_upload
from .idempotency import once
from .problems import not_found
from .rendering import OrjsonParser
from .representations import EvidenceLinkRow, EvidenceRow, listed
from .schema import IDEMPOTENCY_KEY, query_of
from .shapes import Body
from .view import ApiView


class EvidenceList(ApiView):
    parser_classes = (OrjsonParser, FormParser)

    @extend_schema(
        operation_id="list_evidence", parameters=query_of(EvidenceFilterSet), responses=listed(EvidenceRow)
    )
    def get(self, request: Request) -> Response:
        """Evidence, latest first."""
        rows = evidence_rows(request.user)
        return self.listed(EvidenceFilterSet, ("-recorded_at", "-id"), rows, evidence_for_list)

    @extend_schema(
        operation_id="record_evidence",
        parameters=[IDEMPOTENCY_KEY],
        request={
            "application/json": bodies.NewEvidenceBody, "multipart/form-data": bodies.NewEvidenceBody
        },
        responses={201: EvidenceRow},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Record evidence; it bears on nothing until it is linked."""
        require(request.user, Role.EDITOR)
        self.only()
        return once(request, self.record)

    def record(self) -> Response:
        parts = bodies.NewEvidenceBody.read(self.request)
        upload, slug = parts.pop("file", None), parts.pop("document", "")
        document = named(self.request.user, Document, "document", slug=slug) if slug else None
        earlier = parts.pop("replaces", None)
        replaces = named(self.request.user, Evidence, "replaces", pk=earlier) if earlier else None
        with transaction.atomic():
            file = keep_upload(upload) if upload else None
            evidence = desk.record_evidence(
                self.stamp, desk.NewEvidence(**parts, file=file, document=document, replaces=replaces)
            )
        response = Response(evidence_rows(self.request.user)([evidence])[0], 201)
        response["Location"] = self.request.build_absolute_uri(f"{evidence.pk}/")
        return response


class EvidenceDetail(ApiView):
    @extend_schema(operation_id="read_evidence", responses=EvidenceRow)
    def get(self, request: Request, id: int) -> Response:
        """One piece of evidence."""
        get_visible(request.user, Evidence, pk=id)
        self.only()
        found = evidence_for_list(visible_to(request.user, Evidence).filter(pk=id))
        return Response(evidence_rows(request.user)(list(found))[0])


class EvidenceFile(ApiView):
    @extend_schema(
        operation_id="download_evidence",
        responses={(200, "*/*"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, id: int) -> HttpResponse:
        """The file of a piece of evidence."""
        evidence = get_visible(request.user, Evidence, pk=id)
        self.only()
        if evidence.file is None:
            raise not_found()
        return attachment(evidence.file)


class EvidenceLinkList(ApiView):
    @extend_schema(
        operation_id="list_evidence_links",
        parameters=query_of(EvidenceLinkFilterSet),
        responses=listed(EvidenceLinkRow),
    )
    def get(self, request: Request) -> Response:
        """Links between evidence and recommendations, latest first."""
        return self.listed(EvidenceLinkFilterSet, ("-id",), link_rows(request.user), links_for_list)

    @extend_schema(
        operation_id="link_evidence",
        parameters=[IDEMPOTENCY_KEY],
        request=bodies.NewLink,
        responses={201: EvidenceLinkRow(many=True)},
    )
    def post(self, request: Request) -> Response:
        """Link evidence by hand; the links are confirmed by the account that makes them."""
        require(request.user, Role.EDITOR)
        self.only()
        return once(request, self.link)

    def link(self) -> Response:
        user, data = self.request.user, self.request.data
        require(user, Role.EDITOR, *_named_records(user, data))
        wanted = bodies.NewLink.read(self.request)
        refs = list(dict.fromkeys(wanted.pop("recommendations", [])))
        single = wanted.pop("recommendation", None)
        field = "recommendations" if single is None else "recommendation"
        records = [named(user, Recommendation, field, ref=ref) for ref in ([single] if single else refs)]
        evidence = named(user, Evidence, "evidence", pk=wanted.pop("evidence"))
        made = desk.link(self.stamp, evidence, records, **wanted)
        found = links_for_list(visible_to(user, EvidenceLink).filter(pk__in=[row.pk for row in made]))
        rows = link_rows(user)(sorted(found, key=lambda row: row.pk))
        return Response(rows if single is None else rows[0], 201)


class LinkAction(ApiView):
    """A decision on one link; ``act`` takes the stamp, the link and the validated body."""

    body: type[Body]
    act: Callable[..., EvidenceLink]
    by_its_author = False
    """Whether the editor who made the link may do this as well."""

    def post(self, request: Request, id: int) -> Response:
        link = get_visible(request.user, EvidenceLink, pk=id)
        own = self.by_its_author and link.decided_by_id == request.user.pk
        require(request.user, Role.EDITOR if own else Role.REVIEWER, link.recommendation)
        self.only()
        return once(request, lambda: self.decide(link))

    def decide(self, link: EvidenceLink) -> Response:
        wanted = self.body.read(self.request)
        try:
            type(self).act(self.stamp, link, **wanted)
        except Stale:
            link.refresh_from_db()
            detail = _("Somebody decided this already: it is “%(state)s”.")
            label = link.get_state_display()
            raise StateConflict(detail % {"state": label}, extra={"state": link.state}) from None
        link = links_for_list(visible_to(self.request.user, EvidenceLink)).get(pk=link.pk)
        return Response(link_rows(self.request.user)([link])[0])


def _link_action(operation_id: str, description: str, body: type[Body]) -> Any:
    described = extend_schema(
        operation_id=operation_id,
        description=description,
        parameters=[IDEMPOTENCY_KEY],
        request=body,
        responses=EvidenceLinkRow,
    )
    return extend_schema_view(post=described)


@_link_action("confirm_link", "Take a suggested link as evidence.", bodies.Confirmation)
class ConfirmLink(LinkAction):
    body = bodies.Confirmation
    act = staticmethod(desk.confirm)


@_link_action("reject_link", "Turn a suggestion down.", bodies.Reason)
class RejectLink(LinkAction):
    body = bodies.Reason
    act = staticmethod(desk.reject)


@_link_action("withdraw_link", "Take confirmed evidence back.", bodies.Reason)
class WithdrawLink(LinkAction):
    body = bodies.Reason
    act = staticmethod(desk.withdraw)
    by_its_author = True


def named(user: User, model: Any, field: str, **lookup: Any) -> Any:
    """A visible record named in a body; where there is none the field is wrong."""
    try:
        return get_visible(user, model, **lookup)
    except NotVisible as error:
        raise Invalid(_("Some fields are wrong."), errors=[(field, error.detail)]) from None


def _named_records(user: User, data: Any) -> list[Recommendation]:
    """The visible recommendations a body names, however wrong the rest of it is."""
    values = [data.get("recommendation"), data.get("recommendations")] if isinstance(data, dict) else []
    refs = [ref for value in values for ref in (value if isinstance(value, list) else [value])]
    texts = [ref for ref in refs[:100] if isinstance(ref, str) and storable(ref)]
    return list(visible_to(user, Recommendation).filter(ref__in=texts))


def evidence_for_list(queryset: Any) -> Any:
    return queryset.select_related("file", "document").defer("file__content")


def links_for_list(queryset: Any) -> Any:
    return queryset.select_related(
        "recommendation", "decided_by", "evidence", "evidence__file", "evidence__document"
    ).defer("evidence__file__content", "recommendation__quote", "recommendation__summary")


def evidence_rows(user: User) -> Callable[[list[Evidence]], list[dict[str, Any]]]:
    """Evidence as this account may see it: a document or version that does not exist for it is left out."""

    def as_rows(found: list[Evidence]) -> list[dict[str, Any]]:
        chain = Q(pk__in={each.replaces_id for each in found} - {None}) | Q(replaces__in=found)
        versions = dict(visible_to(user, Evidence).filter(chain).values_list("pk", "replaces_id"))
        newer = {earlier: pk for pk, earlier in versions.items()}
        documents = {each.document_id for each in found} - {None}
        seen = set(visible_to(user, Document).filter(pk__in=documents).values_list("pk", flat=True))
        return [
            _evidence_row(each, each.document_id in seen)
            | {
                "replaces": each.replaces_id if each.replaces_id in versions else None,
                "replaced_by": newer.get(each.pk),
            }
            for each in found
        ]

    return as_rows


def link_rows(user: User) -> Callable[[list[EvidenceLink]], list[dict[str, Any]]]:
    """Links as this account may see them: who decided is for editors."""

    def as_rows(found: list[EvidenceLink]) -> list[dict[str, Any]]:
        inside = has_role(user, Role.EDITOR)
        evidence = evidence_rows(user)([link.evidence for link in found])
        return [_link_row(link, row, inside) for link, row in zip(found, evidence, strict=True)]

    return as_rows


def _evidence_row(evidence: Evidence, with_document: bool) -> dict[str, Any]:
    document = evidence.document if with_document else None
    return {
        "id": evidence.pk,
        "kind": evidence.kind,
        "title": evidence.title,
        "text": evidence.text,
        "url": evidence.url,
        "file": file_row(evidence.file) if evidence.file else None,
        "document": document
        and {"slug": document.slug, "title": document.title, "published_on": document.published_on or None},
        "start": evidence.start if document else None,
        "end": evidence.end if document else None,
        "level": evidence.level or None,
        "document_date": evidence.document_date or None,
        "effective_on": evidence.effective_on or None,
        "recorded_at": evidence.recorded_at,
        "archive_sha256": evidence.archive_sha256 or None,
        "disclosure": evidence.disclosure,
        "version": evidence.version,
    }


def _link_row(link: EvidenceLink, evidence: dict[str, Any], inside: bool) -> dict[str, Any]:
    return {
        "id": link.pk,
        "recommendation": link.recommendation.ref,
        "evidence": evidence,
        "stance": link.stance,
        "state": link.state,
        "level": link.level or None,
        "effective_on": link.effective_on or None,
        "reason": link.reason,
        "score": link.score,
        "reasons": [in_words(reason) for reason in link.reasons],
        "trap": in_words(link.trap) or None,
        "decided_by": link.decided_by.username if inside and link.decided_by else None,
        "decided_at": link.decided_at,
        "version": link.version,
    }
