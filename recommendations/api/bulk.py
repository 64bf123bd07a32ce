"""Moves and edits of many recommendations at once: each row on its own, under the same rules."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BooleanField, CharField, IntegerField, Serializer

from .. import editing, workflow
from ..access import require, visible_to
from ..choices import Role
from ..exceptions import TrackerError
from ..models import Recommendation, for_list, rows
from . import bodies
from .idempotency import once
from .problems import Problem, describe, not_found
from .representations import RecommendationRow
from .schema import IDEMPOTENCY_KEY
from .view import ApiView

Act = Callable[[list[Recommendation], dict[str, Any]], Sequence[Recommendation | TrackerError]]


class BulkRow(Serializer[Any]):
    ref = CharField()
    status = IntegerField(help_text="as the single request would have answered")
    problem = Problem(allow_null=True)
    recommendation = RecommendationRow(allow_null=True)


class BulkResult(Serializer[Any]):
    dry_run = BooleanField()
    done = IntegerField()
    refused = IntegerField()
    results = BulkRow(many=True)


class BulkView(ApiView):
    body: type[bodies.Bulk]

    def begin(self, request: Request, act: Act) -> Response:
        require(request.user, Role.EDITOR)
        self.only()
        return once(request, lambda: self.run(act))  # type: ignore[return-value]

    def run(self, act: Act) -> Response:
        wanted = self.body.read(self.request)
        items, dry_run = wanted.pop("items"), wanted.pop("dry_run", False)
        if not dry_run:
            return self.results(items, act, wanted, dry_run)
        with transaction.atomic():
            preview = self.results(items, act, wanted, dry_run)
            transaction.set_rollback(True)
        return preview

    def results(
        self, items: list[dict[str, Any]], act: Act, wanted: dict[str, Any], dry_run: bool
    ) -> Response:
        user = self.request.user
        refs = [item["ref"] for item in items]
        found = {each.ref: each for each in visible_to(user, Recommendation).filter(ref__in=refs)}
        named = []
        for item in items:
            if record := found.get(item["ref"]):
                # A version to come tells nothing about what was read: it is older than every change.
                record.version = item["version"] if item["version"] <= record.version else 0
                named.append(record)
        outcome = dict(zip((each.ref for each in named), act(named, wanted), strict=True))
        done = [each.pk for each in outcome.values() if isinstance(each, Recommendation)]
        records = list(for_list(visible_to(user, Recommendation).filter(pk__in=done)))
        after = {row["ref"]: row for row in rows(records, timezone.localdate())}
        results = [_result(ref, outcome.get(ref), after.get(ref)) for ref in refs]
        counts = {"done": len(done), "refused": len(refs) - len(done)}
        return Response({"dry_run": dry_run, **counts, "results": results})


class BulkStatus(BulkView):
    body = bodies.BulkStatus

    @extend_schema(
        operation_id="move_many",
        parameters=[IDEMPOTENCY_KEY],
        request=bodies.BulkStatus,
        responses=BulkResult,
    )
    def post(self, request: Request) -> Response:
        """Move many recommendations, each on its own, under the same rules."""
        return self.begin(request, self.move)

    def move(self, records: list[Recommendation], wanted: dict[str, Any]) -> Any:
        wanted["evidence"] = tuple(wanted.get("evidence", ()))
        move = workflow.MoveRequest(**wanted)
        return workflow.transition_many(self.stamp, [(record, move) for record in records])


class BulkEdit(BulkView):
    body = bodies.BulkEdit

    @extend_schema(
        operation_id="edit_many", parameters=[IDEMPOTENCY_KEY], request=bodies.BulkEdit, responses=BulkResult
    )
    def post(self, request: Request) -> Response:
        """Edit many recommendations, each on its own, under the same rules."""
        return self.begin(request, self.edit)

    def edit(self, records: list[Recommendation], wanted: dict[str, Any]) -> Any:
        reason = wanted.pop("reason", "")
        return editing.edit_many(self.stamp, records, wanted, reason)


def _result(
    ref: str, outcome: Recommendation | TrackerError | None, after: dict[str, Any] | None
) -> dict[str, Any]:
    problem = not_found() if outcome is None else outcome if isinstance(outcome, TrackerError) else None
    return {
        "ref": ref,
        "status": problem.status if problem else 200,
        "problem": describe(problem) if problem else None,
        "recommendation": after,
    }
