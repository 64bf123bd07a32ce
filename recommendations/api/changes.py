"""The ledger as a feed: in commit order, without what its reader may not see."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from ..exceptions import Invalid
from ..feed import page_after
from ..filters import Paging
from .representations import ChangeFeed
from .view import ApiView

MAX_SEQUENCE = 2**63 - 1


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
        body, more = page_after(request.user, after, size)
        params = request.query_params.copy()
        params["after"] = str(body["next_after"])
        following = request.build_absolute_uri(f"?{params.urlencode()}") if more else None
        return Response(body | {"next": following})


def _sequence(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 19 and int(text) <= MAX_SEQUENCE):
        message = _("Give a whole number, 0 or more.")
        raise Invalid(_("Some parameters are wrong."), errors=[("after", message)])
    return int(text)
