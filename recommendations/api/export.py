"""The list as a file: the same query, streamed."""

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from ..exceptions import Invalid
from ..exchange import FORMATS, stream
from ..filters import Listing
from .schema import query_of_recommendations
from .view import ApiView

LANGUAGES = ("zh-hans", "en")


class Export(ApiView):
    """``headings`` gives headings and codes in the words of a language; without it they are codes."""

    @extend_schema(
        operation_id="export_recommendations",
        parameters=[
            *query_of_recommendations(),
            OpenApiParameter("extension", {"type": "string", "enum": list(FORMATS)}, OpenApiParameter.PATH),
            OpenApiParameter("headings", {"type": "string", "enum": list(LANGUAGES)}),
        ],
        responses={(200, "*/*"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, extension: str) -> StreamingHttpResponse:
        """Every row of the query as CSV, XLSX or JSON lines, at one moment."""
        params = request.query_params
        asked = Listing(params, request.user, timezone.now(), beside=("headings",))
        language = params.get("headings")
        if len(params.getlist("headings")) > 1 or language not in (None, *LANGUAGES):
            message = _("There is no such choice.")
            raise Invalid(_("Some parameters are wrong."), errors=[("headings", message)])
        pieces = stream(asked.filter, extension, ordering=asked.ordering, language=language)
        answer = StreamingHttpResponse(pieces, content_type=FORMATS[extension][0])
        answer["Content-Disposition"] = f'attachment; filename="recommendations.{extension}"'
        return answer
