"""JSON in and out by orjson, which refuses NaN, lone surrogates, bad UTF-8 and nesting beyond 1,024."""

from collections.abc import Mapping
from typing import Any, BinaryIO

import orjson
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request


def dump(data: Any) -> bytes:
    """UTF-8 JSON, not escaped to ASCII; times in UTC with ``Z``."""
    return orjson.dumps(data, default=_plain, option=orjson.OPT_UTC_Z)


def _plain(value: Any) -> Any:
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(type(value).__name__)


class OrjsonRenderer(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        return b"" if data is None else dump(data)


class OrjsonParser(BaseParser):
    """Raises ``ParseError`` for what is not JSON, ``RequestDataTooBig`` beyond the configured size."""

    media_type = "application/json"

    def parse(
        self,
        stream: BinaryIO,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        data = stream.read(limit + 1)
        if len(data) > limit:
            raise RequestDataTooBig
        try:
            return orjson.loads(data)
        except orjson.JSONDecodeError as error:
            detail = _("The body is not JSON: %(problem)s") % {"problem": error}
            raise ParseError(detail) from None


class JsonAlways(BaseContentNegotiation):
    """Answer in the view's one format, whatever ``Accept`` says."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        kind = request.content_type.partition(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == kind), None)

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type
