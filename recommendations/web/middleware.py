"""What every request gets: an id, no caching of private answers, and pages for refusals and a busy database."""

import logging
import re
import uuid
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import OperationalError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.defaults import page_not_found

from ..exceptions import NotVisible, TrackerError

logger = logging.getLogger("recommendations.requests")
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
HEADINGS = {
    400: _("This request cannot be understood"),
    403: _("This is not yours to do"),
    409: _("This cannot be done now"),
    412: _("Somebody was faster"),
    422: _("Something is missing"),
    503: _("The system is busy"),
}


class RequestMiddleware:
    """Give each request an id (the client's own where it is well-formed) and return it in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        offered = request.headers.get("X-Request-ID", "")
        request.request_id = offered if REQUEST_ID.fullmatch(offered) else uuid.uuid4().hex  # type: ignore[attr-defined]
        response = self.get_response(request)
        response["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]
        known = settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
        if known and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotVisible):
            return page_not_found(request, exception)
        if isinstance(exception, TrackerError):
            if exception.status == 403 and not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
            return problem(request, exception.status, exception.detail, exception.errors)
        if isinstance(exception, OperationalError):
            logger.warning("busy database: %s", exception)
            answer = problem(None, 503, _("The database is busy. Try again in a moment."))
            answer["Retry-After"] = "2"
            return answer
        return None


def problem(
    request: HttpRequest | None, status: int, detail: object, errors: object = (), form: Form | None = None
) -> HttpResponse:
    """A page that says what went wrong in the user's words; without a request it asks no database.

    What was typed into a refused ``form`` stands there to be copied.
    """
    heading = HEADINGS.get(status, HEADINGS[400])
    context = {"code": status, "heading": heading, "detail": detail, "errors": errors, "form": form}
    return HttpResponse(render_to_string("recommendations/problem.html", context, request), status=status)
