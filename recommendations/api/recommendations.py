"""Recommendations: the list, one record, making and editing."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from .. import editing
from ..access import User, conceal, get_visible, require, visible_to
from ..choices import Origin, RecommendationLevel, Role
from ..exceptions import Invalid
from ..filters import Listing
from ..models import Document, Recommendation, for_list, rows
from . import bodies
from .conditional import etag_of, is_known, precondition
from .evidence import named
from .idempotency import once
from .problems import not_found
from .representations import RecommendationPart, RecommendationRow, listed
from .schema import AS_OF, FIELDS, IDEMPOTENCY_KEY, IF_MATCH, IF_NONE_MATCH, query_of_recommendations
from .view import ApiView, selected

NAMES = tuple(RecommendationRow().fields)


def row_of(user: User, ref: str) -> dict[str, Any]:
    """The representation of one visible record as it stands."""
    visible = visible_to(user, Recommendation)
    record = for_list(visible.filter(ref=ref)).first()
    if record is None:
        raise not_found()
    return conceal(user, rows([record], timezone.localdate()), visible)[0]


def check_fields(fields: list[str]) -> list[str]:
    """The fields asked for; raises ``Invalid`` for one that no recommendation has."""
    if unknown := [name for name in fields if name not in NAMES]:
        message = _("There is no field %(name)s.") % {"name": unknown[0][:40]}
        raise Invalid(_("Some parameters are wrong."), errors=[("fields", message)])
    return list(dict.fromkeys(fields))


class RecordView(ApiView):
    """A view of one record or of an act on it."""

    def answer(self, ref: str, status: int = 200) -> Response:
        """The record's representation with its entity tag."""
        row = row_of(self.request.user, ref)
        return Response(row, status, headers={"ETag": etag_of(row)})


class RecommendationList(RecordView):
    @extend_schema(
        operation_id="list_recommendations",
        parameters=query_of_recommendations(),
        responses=listed(RecommendationPart),
    )
    def get(self, request: Request) -> Response:
        """Recommendations, filtered, in order, page by page."""
        listing = Listing(request.query_params, request.user, timezone.now())
        fields = check_fields(listing.fields)
        page = listing.page()
        return self.paged(page, selected(page.rows, fields))

    @extend_schema(
        operation_id="create_recommendation",
        parameters=[IDEMPOTENCY_KEY],
        request=bodies.NewRecommendationBody,
        responses={201: RecommendationRow},
    )
    def post(self, request: Request) -> Response:
        """Make a record without a candidate; a quote that is not in the document's text is marked unanchored."""
        require(request.user, Role.EDITOR)
        self.only()
        return once(request, self.create)

    def create(self) -> Response:
        changes = bodies.NewRecommendationBody.read(self.request)
        reason = changes.pop("reason", "")
        slug = changes.pop("document", None)
        document = named(self.request.user, Document, "document", slug=slug) if slug else None
        parts: dict[str, Any] = {
            "quote": changes.pop("quote", ""),
            "document": document,
            "origin": changes.pop("origin", Origin.DOCUMENT if document else Origin.MANUAL),
            "level": changes.pop("level", "")
            or (RecommendationLevel.CHILD if changes.get("parent") else RecommendationLevel.PARENT),
        }
        new = editing.NewRecommendation(changes, **parts)
        (record,) = editing.create_recommendations(self.stamp, [new], reason=reason)
        response = self.answer(record.ref, 201)
        response["Location"] = self.request.build_absolute_uri(f"{record.ref}/")
        return response


class RecommendationDetail(RecordView):
    @extend_schema(
        operation_id="read_recommendation",
        parameters=[FIELDS, AS_OF, IF_NONE_MATCH],
        responses={200: RecommendationPart, 304: None},
    )
    def get(self, request: Request, ref: str) -> Response:
        """One recommendation, now or as it stood at a date."""
        current = row_of(request.user, ref)
        self.only(("fields", "as_of"))
        listing = Listing(request.query_params, request.user, timezone.now())
        fields = check_fields(listing.fields)
        past = self._past(listing, ref)
        row = selected([current if past is None else past], fields)[0]
        if past is not None:
            return Response(row)
        etag = etag_of(row | {"version": current["version"]})
        if is_known(request, etag):
            return Response(status=304, headers={"ETag": etag})
        return Response(row, headers={"ETag": etag})

    def _past(self, listing: Listing, ref: str) -> dict[str, Any] | None:
        if listing.filter.as_of is None:
            return None
        record = for_list(listing.filter.queryset.filter(ref=ref)).first()
        if record is None:
            raise not_found()
        return listing.as_rows([record])[0]

    @extend_schema(
        operation_id="edit_recommendation",
        parameters=[IF_MATCH],
        request=bodies.Patch,
        responses=RecommendationRow,
    )
    def patch(self, request: Request, ref: str) -> Response:
        """Change fields; moving a due date needs a reason."""
        record = get_visible(request.user, Recommendation, ref=ref)
        require(request.user, Role.EDITOR, record)
        self.only()
        changes = bodies.Patch.read(request)
        reason = changes.pop("reason", "")
        with precondition(request, record):
            editing.edit(self.stamp, record, changes, reason)
        return self.answer(ref)
