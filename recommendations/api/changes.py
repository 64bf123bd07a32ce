"""The ledger as a feed: in commit order, without what its reader may not see."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from ..access import User, has_role, visible_to
from ..choices import Role
from ..exceptions import Invalid
from ..filters import Paging
from ..models import Change, LedgerHead, RecommendationState
from .representations import ChangeFeed, RecommendationRow
from .view import ApiView

RELATIONS = {"parent", "superseded_by", "response_document", "restates", "rollup", "children_count"}
PUBLIC = frozenset(RecommendationRow().fields) - RELATIONS
"""What the public may see of a recommendation's history: its representation without what tells of others."""
MAX_SEQUENCE = 2**63 - 1


def rows_for(user: User, changes: list[Change]) -> list[dict[str, Any]]:
    """Changes as this account may see them, tombstones for the others.

    An editor sees everything but accounts, which are an administrator's. Anybody else sees what happened
    to recommendations while they were published, if they still are, and neither who nor why; a tombstone
    names the record only where it was public once.
    """
    if has_role(user, Role.ADMINISTRATOR):
        return [_full(change) for change in changes]
    if has_role(user, Role.EDITOR):
        return [_tombstone(c) if c.record_type == "account" else _full(c) for c in changes]
    sequences = [change.sequence for change in changes]
    states = RecommendationState.objects.filter(sequence__in=sequences)
    shown = set(
        visible_to(user, RecommendationState)
        .filter(sequence__in=sequences, recommendation__published=True)
        .values_list("sequence", flat=True)
    )
    once_public = set(
        visible_to(user, RecommendationState)
        .filter(recommendation__in=states.values("recommendation"))
        .values_list("recommendation_id", flat=True)
    )
    return [
        _public(change)
        if change.sequence in shown
        else _tombstone(
            change, named=change.record_type == "recommendation" and change.record_id in once_public
        )
        for change in changes
    ]


class ChangeList(ApiView):
    @extend_schema(
        operation_id="list_changes",
        parameters=[
            OpenApiParameter("after", {"type": "integer", "minimum": 0}, description="a sequence number"),
            OpenApiParameter("page_size", {"type": "integer", "minimum": 1, "maximum": 200}),
        ],
        responses=ChangeFeed,
    )
    def get(self, request: Request) -> Response:
        """The ledger in commit order; what the reader may not see comes as a tombstone."""
        self.only(("after", "page_size"))
        after = _sequence(request.query_params.get("after", "0"))
        size = Paging(request.query_params).page_size
        found = list(
            Change.objects.filter(sequence__gt=after).select_related("by").order_by("sequence")[: size + 1]
        )
        more, found = len(found) > size, found[:size]
        next_after = found[-1].sequence if found else after
        params = request.query_params.copy()
        params["after"] = str(next_after)
        return Response(
            {
                "next": request.build_absolute_uri(f"?{params.urlencode()}") if more else None,
                "previous": None,
                "results": rows_for(request.user, found),
                "next_after": next_after,
                "epoch": str(LedgerHead.objects.get(pk=1).epoch),
            }
        )


def _sequence(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 19 and int(text) <= MAX_SEQUENCE):
        message = _("Give a whole number, 0 or more.")
        raise Invalid(_("Some parameters are wrong."), errors=[("after", message)])
    return int(text)


def _full(change: Change) -> dict[str, Any]:
    return _row(change, change.before_state, change.after_state) | {
        "by": change.by.username,
        "reason": change.reason,
        "door": change.door,
        "request_id": change.request_id,
    }


def _public(change: Change) -> dict[str, Any]:
    before, after = change.before_state, change.after_state
    if "published" in after:
        before = {}
    return _row(change, *({n: v for n, v in each.items() if n in PUBLIC} for each in (before, after)))


def _row(change: Change, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {
        "sequence": change.sequence,
        "record_type": change.record_type,
        "record": change.record_key,
        "version": change.version,
        "action": change.action,
        "before": before,
        "after": after,
        "by": None,
        "at": change.at,
        "reason": None,
        "door": None,
        "request_id": None,
        "tombstone": False,
    }


def _tombstone(change: Change, named: bool = False) -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(_row(change, {}, {}))
    known = {"sequence": change.sequence, "before": {}, "after": {}, "tombstone": True}
    return empty | known | ({"record_type": change.record_type, "record": change.record_key} if named else {})
