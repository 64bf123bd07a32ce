"""Every refusal as ``application/problem+json`` (RFC 9457)."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import IntegrityError, OperationalError
from django.http import Http404, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.serializers import CharField, IntegerField, Serializer

from ..exceptions import NotVisible, StateConflict, TrackerError

logger = logging.getLogger("recommendations.api")

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = "2"
"""Seconds after which a client may try again when the database is busy."""
TITLES: dict[int, Any] = {
    400: _("The request is wrong"),
    401: _("Sign in first"),
    403: _("Not allowed"),
    404: _("Not found"),
    405: _("This method is not possible here"),
    409: _("Not possible in the present state"),
    412: _("Changed in the meantime"),
    413: _("Too large"),
    415: _("This kind of content is not accepted"),
    422: _("A requirement is not met"),
    428: _("Say which version you mean"),
    503: _("Busy"),
}
CODES = {
    401: "not-authenticated",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    413: "too-large",
    415: "unsupported-media-type",
}


class PreconditionRequired(TrackerError):
    """A write to a versioned record came without its version (428)."""

    code = "precondition-required"
    status = 428


class KeyReused(TrackerError):
    """An ``Idempotency-Key`` came again with another request (422)."""

    code = "idempotency-key-reused"
    status = 422


class FieldError(Serializer[Any]):
    field = CharField()
    message = CharField()


class Problem(Serializer[Any]):
    """RFC 9457; beside these members it may hold what a client can act on (``allowed``, ``version`` …).

    ``instance`` and ``request_id`` are left out where a problem stands for one row of many.
    """

    type = CharField()
    code = CharField()
    title = CharField()
    status = IntegerField()
    detail = CharField()
    instance = CharField(required=False)
    request_id = CharField(required=False)
    errors = FieldError(many=True)


class TooLarge(TrackerError):
    """A body or a file is larger than allowed (413)."""

    code = "too-large"
    status = 413


def handle(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """DRF's exception handler; none for what nobody foresaw, which Django then logs and answers."""
    problem, headers = _read(error)
    if problem is None:
        return None
    return respond(problem, context["request"], headers)


def respond(problem: TrackerError, request: Any, headers: Mapping[str, str] | None = None) -> Response:
    body = describe(problem) | {
        "instance": escape_uri_path(request.path),
        "request_id": request.request_id,
    }
    return Response(body, status=problem.status, headers=headers, content_type=MEDIA_TYPE)


def describe(problem: TrackerError) -> dict[str, Any]:
    """The members of a problem that do not depend on the request."""
    return dict(problem.extra) | {
        "type": f"urn:problem:{problem.code}",
        "code": problem.code,
        "title": TITLES.get(problem.status) or HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": str(problem),
        "errors": [{"field": field, "message": str(message)} for field, message in problem.errors],
    }


def _read(error: Exception) -> tuple[TrackerError | None, dict[str, str]]:
    if isinstance(error, TrackerError):
        return error, {}
    if isinstance(error, OperationalError):
        logger.warning("busy database: %s", error)
        detail = _("The database is busy. Try again in a moment.")
        return _problem(503, detail, "busy"), {"Retry-After": RETRY_AFTER}
    if isinstance(error, Http404 | exceptions.NotFound):
        return not_found(), {}
    if isinstance(error, exceptions.ValidationError):
        return _problem(400, _("Some fields are wrong."), "invalid", _flat(error.detail)), {}
    if isinstance(error, exceptions.APIException):
        headers = {}
        if auth_header := getattr(error, "auth_header", None):
            headers["WWW-Authenticate"] = auth_header
        code = CODES.get(error.status_code, "invalid")
        return _problem(error.status_code, error.detail, code), headers
    if isinstance(error, RequestDataTooBig):
        return TooLarge(_("The body is too large.")), {}
    if isinstance(error, IntegrityError):
        logger.warning("lost a race: %s", error)
        return StateConflict(_("Somebody stored the same at this moment. Look at it and try again.")), {}
    if isinstance(error, PermissionDenied):
        return _problem(403, _("This is not allowed."), "forbidden"), {}
    if isinstance(error, SuspiciousOperation | MultiPartParserError | UnreadablePostError):
        return _problem(400, _("The body cannot be read."), "invalid"), {}
    return None, {}


def not_found() -> NotVisible:
    return NotVisible(_("There is nothing here under this name."))


def _problem(
    status: int, detail: Any, code: str, errors: list[tuple[str, Any]] | None = None
) -> TrackerError:
    problem = TrackerError(detail, code=code, errors=errors or ())
    problem.status = status
    return problem


def _flat(detail: Any, path: str = "") -> list[tuple[str, Any]]:
    """DRF's nested messages as pairs of a dotted field path and a message."""
    if isinstance(detail, Mapping):
        found = []
        for name, inner in detail.items():
            below = path if name == "non_field_errors" else f"{path}.{name}".lstrip(".")
            found += _flat(inner, below)
        return found
    if isinstance(detail, list):
        nested = any(isinstance(inner, Mapping | list) for inner in detail)
        return [
            pair
            for place, inner in enumerate(detail)
            for pair in _flat(inner, f"{path}.{place}".lstrip(".") if nested else path)
        ]
    return [(path or "body", detail)]
