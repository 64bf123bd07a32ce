"""What is done with one recommendation: moves, decisions on reports, progress; and what hangs on it."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from .. import editing, workflow
from ..access import get_visible, require, visible_to
from ..choices import LinkState, Role, Status
from ..feed import rows_for
from ..models import Change, EvidenceLink, ProgressReport, Recommendation, StoredFile
from . import bodies
from .conditional import precondition
from .evidence import link_rows, links_for_list
from .files import FormParser, attachment, file_row, keep_upload
from .idempotency import once
from .problems import not_found
from .recommendations import RecordView
from .rendering import OrjsonParser
from .representations import ChangeRow, EvidenceLinkRow, ProgressRow, RecommendationRow, listed
from .schema import IDEMPOTENCY_KEY, IF_MATCH, PAGING


class StatusAction(RecordView):
    @extend_schema(
        operation_id="move_recommendation",
        parameters=[IF_MATCH, IDEMPOTENCY_KEY],
        request=bodies.StatusMove,
        responses=RecommendationRow,
    )
    def post(self, request: Request, ref: str) -> Response:
        """Move the status, or report a move that another person verifies."""
        record = get_visible(request.user, Recommendation, ref=ref)
        require(request.user, Role.EDITOR, record)
        self.only()
        return once(request, lambda: self.move(record))

    def move(self, record: Recommendation) -> Response:
        to = self.request.data.get("to") if isinstance(self.request.data, dict) else None
        if to in Status.values:
            workflow.check_role(self.stamp, record, to)
        wanted = bodies.StatusMove.read(self.request)
        wanted["evidence"] = tuple(wanted.get("evidence", ()))
        with precondition(self.request, record):
            workflow.transition(self.stamp, record, workflow.MoveRequest(**wanted))
        return self.answer(record.ref)


class VerificationAction(RecordView):
    @extend_schema(
        operation_id="decide_on_report",
        parameters=[IF_MATCH, IDEMPOTENCY_KEY],
        request=bodies.Decision,
        responses=RecommendationRow,
    )
    def post(self, request: Request, ref: str) -> Response:
        """Verify, return or dispute what was reported."""
        record = get_visible(request.user, Recommendation, ref=ref)
        require(request.user, Role.REVIEWER, record)
        self.only()
        return once(request, lambda: self.decide(record))

    def decide(self, record: Recommendation) -> Response:
        wanted = bodies.Decision.read(self.request)
        with precondition(self.request, record):
            workflow.decide(self.stamp, record, wanted["decision"], wanted.get("reason", ""))
        return self.answer(record.ref)


class ProgressList(RecordView):
    parser_classes = (OrjsonParser, FormParser)

    @extend_schema(operation_id="list_progress", parameters=PAGING, responses=listed(ProgressRow))
    def get(self, request: Request, ref: str) -> Response:
        """Progress reports, latest period first; for editors."""
        record = get_visible(request.user, Recommendation, ref=ref)
        reports = visible_to(request.user, ProgressReport).filter(recommendation=record)
        files = Prefetch("files", StoredFile.objects.defer("content"))
        return self.listed_below(reports.prefetch_related(files), ("-period", "-id"), progress_rows)

    @extend_schema(
        operation_id="report_progress",
        parameters=[IDEMPOTENCY_KEY],
        request={"application/json": bodies.Progress, "multipart/form-data": bodies.Progress},
        responses={201: ProgressRow},
    )
    def post(self, request: Request, ref: str) -> Response:
        """Report progress for a period; needs no move."""
        record = get_visible(request.user, Recommendation, ref=ref)
        require(request.user, Role.EDITOR, record)
        self.only()
        return once(request, lambda: self.report(record))

    def report(self, record: Recommendation) -> Response:
        parts = bodies.Progress.read(self.request)
        uploads = parts.pop("files", ())
        with transaction.atomic():
            files = [keep_upload(upload) for upload in uploads]
            report = editing.report_progress(self.stamp, record, files=files, **parts)
        return Response(progress_rows([report])[0], 201)


class ProgressFile(RecordView):
    @extend_schema(operation_id="download_progress_file", responses={(200, "*/*"): OpenApiTypes.BINARY})
    def get(self, request: Request, ref: str, id: int, sha256: str) -> HttpResponseBase:
        """A file of a progress report; for editors."""
        record = get_visible(request.user, Recommendation, ref=ref)
        report = get_visible(request.user, ProgressReport, pk=id, recommendation=record)
        file = report.files.filter(sha256=sha256).first()
        if file is None:
            raise not_found()
        self.only()
        return attachment(file)


class HistoryList(RecordView):
    @extend_schema(operation_id="list_history", parameters=PAGING, responses=listed(ChangeRow))
    def get(self, request: Request, ref: str) -> Response:
        """Every change of the record, latest first."""
        record = get_visible(request.user, Recommendation, ref=ref)
        changes = Change.objects.filter(record_type="recommendation", record_id=record.pk)
        as_rows = partial(rows_for, request.user)
        return self.listed_below(changes.select_related("by"), ("-version",), as_rows)


class EvidenceOfRecommendation(RecordView):
    @extend_schema(operation_id="list_evidence_of", parameters=PAGING, responses=listed(EvidenceLinkRow))
    def get(self, request: Request, ref: str) -> Response:
        """Evidence linked to the record, confirmed or withdrawn."""
        return self.listed_links(ref, {LinkState.CONFIRMED, LinkState.WITHDRAWN}, ("-id",))

    def listed_links(self, ref: str, states: set[LinkState], columns: tuple[str, ...]) -> Response:
        record = get_visible(self.request.user, Recommendation, ref=ref)
        links = visible_to(self.request.user, EvidenceLink).filter(recommendation=record, state__in=states)
        return self.listed_below(links_for_list(links), columns, link_rows(self.request.user))


class SuggestionsOfRecommendation(EvidenceOfRecommendation):
    @extend_schema(operation_id="list_suggestions_of", parameters=PAGING, responses=listed(EvidenceLinkRow))
    def get(self, request: Request, ref: str) -> Response:
        """Passages the machine proposes as evidence, best first; for editors."""
        return self.listed_links(ref, {LinkState.SUGGESTED}, ("-score", "-id"))


def progress_rows(reports: list[ProgressReport]) -> list[dict[str, Any]]:
    return [
        {
            "id": report.pk,
            "period": report.period,
            "text": report.content,
            "problems": report.problems,
            "next_steps": report.next_steps,
            "pace": report.pace or None,
            "files": [file_row(file) for file in report.files.all()],
            "created_at": report.created_at,
        }
        for report in reports
    ]
