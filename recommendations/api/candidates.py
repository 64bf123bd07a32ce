"""Candidates: what the extraction found, and a reviewer's decisions on it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from .. import review
from ..access import get_visible, require, visible_to
from ..choices import CandidateState, Role
from ..exceptions import Stale, StateConflict
from ..filters import CandidateFilterSet
from ..models import Candidate, Recommendation
from ..reasons import in_words
from . import bodies
from .evidence import named
from .idempotency import once
from .recommendations import RecordView
from .representations import CandidateRow, RecommendationRow, listed
from .schema import IDEMPOTENCY_KEY, query_of
from .view import ApiView


class CandidateList(ApiView):
    @extend_schema(
        operation_id="list_candidates",
        parameters=query_of(CandidateFilterSet),
        responses=listed(CandidateRow),
    )
    def get(self, request: Request) -> Response:
        """What the extraction found, in the order of the text; for editors."""
        return self.listed(CandidateFilterSet, ("document_id", "start", "id"), candidate_rows, for_list)


class CandidateDetail(ApiView):
    @extend_schema(operation_id="read_candidate", responses=CandidateRow)
    def get(self, request: Request, id: int) -> Response:
        """One candidate; for editors."""
        get_visible(request.user, Candidate, pk=id)
        self.only()
        return Response(candidate_row(self, id))


class CandidateAction(RecordView):
    """A decision on one candidate; a candidate decided in the meantime is a conflict of its state."""

    def begin(self, request: Request, id: int) -> Response:
        candidate = get_visible(request.user, Candidate, pk=id)
        require(request.user, Role.REVIEWER)
        self.only()
        return once(request, lambda: self.guarded(candidate))  # type: ignore[return-value]

    def guarded(self, candidate: Candidate) -> Response:
        try:
            return self.decide(candidate)
        except Stale:
            candidate.refresh_from_db()
            label = CandidateState(candidate.state).label
            raise StateConflict(
                _("Somebody decided this already: it is “%(state)s”.") % {"state": label},
                extra={"state": candidate.state},
            ) from None

    def decide(self, candidate: Candidate) -> Response:
        raise NotImplementedError


class AcceptCandidate(CandidateAction):
    @extend_schema(
        operation_id="accept_candidate",
        parameters=[IDEMPOTENCY_KEY],
        request=bodies.Acceptance,
        responses={201: RecommendationRow},
    )
    def post(self, request: Request, id: int) -> Response:
        """Make a published recommendation of a candidate, with amendments."""
        return self.begin(request, id)

    def decide(self, candidate: Candidate) -> Response:
        changes = bodies.Acceptance.read(self.request)
        reason = changes.pop("reason", "")
        record = review.accept(self.stamp, candidate, changes, reason)
        return self.answer(record.ref, 201)


class RejectCandidate(CandidateAction):
    @extend_schema(
        operation_id="reject_candidate",
        parameters=[IDEMPOTENCY_KEY],
        request=bodies.Reason,
        responses=CandidateRow,
    )
    def post(self, request: Request, id: int) -> Response:
        """Say that a candidate is no recommendation."""
        return self.begin(request, id)

    def decide(self, candidate: Candidate) -> Response:
        review.reject(self.stamp, candidate, **bodies.Reason.read(self.request))
        return Response(candidate_row(self, candidate.pk))


class MergeCandidate(CandidateAction):
    @extend_schema(
        operation_id="merge_candidate",
        parameters=[IDEMPOTENCY_KEY],
        request=bodies.Merge,
        responses=CandidateRow,
    )
    def post(self, request: Request, id: int) -> Response:
        """Say that a recommendation already holds what the candidate says."""
        return self.begin(request, id)

    def decide(self, candidate: Candidate) -> Response:
        wanted = bodies.Merge.read(self.request)
        into = named(self.request.user, Recommendation, "into", ref=wanted["into"])
        review.merge(self.stamp, candidate, into, wanted["reason"])
        return Response(candidate_row(self, candidate.pk))


class SplitCandidate(CandidateAction):
    @extend_schema(
        operation_id="split_candidate",
        parameters=[IDEMPOTENCY_KEY],
        request=bodies.Split,
        responses={201: CandidateRow(many=True)},
    )
    def post(self, request: Request, id: int) -> Response:
        """Replace a candidate by several, each with its own range of the text."""
        return self.begin(request, id)

    def decide(self, candidate: Candidate) -> Response:
        wanted = bodies.Split.read(self.request)
        cuts = [(start, end) for start, end in wanted["cuts"]]
        parts = review.split(self.stamp, candidate, cuts, wanted["reason"])
        found = visible_to(self.request.user, Candidate).filter(pk__in=[part.pk for part in parts])
        return Response(candidate_rows(list(for_list(found).order_by("start"))), 201)


def for_list(queryset: Any) -> Any:
    return queryset.select_related("document", "recommendation").defer(
        "recommendation__quote", "recommendation__summary"
    )


def candidate_row(view: ApiView, id: int) -> dict[str, Any]:
    found = for_list(visible_to(view.request.user, Candidate).filter(pk=id))
    return candidate_rows(list(found))[0]


def candidate_rows(candidates: list[Candidate]) -> list[dict[str, Any]]:
    return [
        {
            "id": each.pk,
            "document": each.document.slug,
            "start": each.start,
            "end": each.end,
            "quote": each.quote,
            "title": each.title,
            "level": each.level,
            "parent": each.parent_id,
            "section": each.section,
            "actors": each.actors,
            "themes": each.themes,
            "instruments": each.instruments,
            "places": each.places,
            "deadline": each.deadline or None,
            "proposed_due_on": each.proposed_due or None,
            "target": each.target or None,
            "score": each.score,
            "reasons": [in_words(reason) for reason in each.reasons],
            "alike": each.alike,
            "restates": each.restates,
            "state": each.state,
            "recommendation": each.recommendation.ref if each.recommendation else None,
            "version": each.version,
        }
        for each in candidates
    ]
