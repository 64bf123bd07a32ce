"""How pages act: who may come in, the stamp of a change, and refusals put into forms."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ..access import require
from ..choices import Door
from ..exceptions import TrackerError
from ..ledger import Stamp

PLAIN = "text/plain; charset=utf-8"
View = Callable[..., HttpResponse]


def for_role(role: str) -> Callable[[View], View]:
    """Send strangers to the sign-in page; raise ``Forbidden`` for accounts with a weaker role."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                back = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
                return redirect_to_login(back)
            require(request.user, role)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def post_to(page: str) -> Callable[[View], View]:
    """For addresses that only act: whoever merely opens one, as after a refused form, is led to its page.

    ``page`` names the page; it takes ``ref`` where the address does.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def posted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method in ("GET", "HEAD"):
                return redirect(page, **{name: kwargs[name] for name in ("ref",) if name in kwargs})
            return require_POST(view)(request, *args, **kwargs)

        return posted

    return decorate


def stamp(request: HttpRequest) -> Stamp:
    """The stamp of a change made on a page, now, by the signed-in account."""
    return Stamp(request.user, timezone.now(), Door.PAGE, request.request_id)  # type: ignore[arg-type, attr-defined]


def refuse(form: Form, refusal: TrackerError) -> int:
    """Put a refusal where the person typed; return its HTTP status."""
    for field, message in refusal.errors:
        form.add_error(field if field in form.fields else None, message)
    if not refusal.errors:
        form.add_error(None, refusal.detail)
    return refusal.status


def told(request: HttpRequest, text: str, to: str) -> HttpResponse:
    """Say what was done: in plain words to the review page's keys, else as a notice on the page ``to``."""
    if from_keys(request):
        return HttpResponse(text, content_type=PLAIN)
    messages.success(request, text)
    return redirect(to)


def told_off(form: Form, status: int) -> HttpResponse:
    """Why the form was refused, in plain words for the review page's keys."""
    words = [str(message) for errors in form.errors.values() for message in errors]
    return HttpResponse(" ".join(words), status=status, content_type=PLAIN)


def from_keys(request: HttpRequest) -> bool:
    """Whether the review page's script sends this in the background."""
    return request.headers.get("X-Requested-With") == "fetch"


def back_to(request: HttpRequest) -> str:
    """Where the form said to return to, if that is a page of ours."""
    url = request.POST.get("next", "")
    return url if url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure()) else ""
