"""What every view of the API shares: who asks, lists by keyset, caching of answers."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from knox.auth import TokenAuthentication
from rest_framework import exceptions
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from ..access import reads_published, visible_to
from ..choices import Door
from ..exceptions import Invalid
from ..filters import KnownFilterSet, Paging
from ..ledger import Stamp
from ..models import Page
from .rendering import JsonAlways

PAGING_PARAMS = ("page_size", "cursor")
AsRows = Callable[[list[Any]], list[dict[str, Any]]]
VARY = ("Authorization", "Cookie", "Accept-Language")


class TokenOnly(TokenAuthentication):
    """Knox tokens, whose header may hold bytes that are no text."""

    def authenticate_credentials(self, token: bytes) -> Any:
        if not token.isalnum():
            raise exceptions.AuthenticationFailed(_("This token is not valid."))
        return super().authenticate_credentials(token)


class ApiView(APIView):
    """Reads are public where published records are; every write needs an account."""

    authentication_classes = (TokenOnly, SessionAuthentication)
    content_negotiation_class = JsonAlways

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        readable = request.method in SAFE_METHODS and reads_published(request.user)
        if not (request.user.is_authenticated or readable):
            raise exceptions.NotAuthenticated(_("Sign in to do this."))

    def finalize_response(
        self, request: Request, response: HttpResponseBase, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        response = super().finalize_response(request, response, *args, **kwargs)
        user = getattr(request, "user", None)
        public = request.method in SAFE_METHODS and response.status_code in (200, 304)
        if public and not (user and user.is_authenticated):
            response.headers.setdefault("Cache-Control", "no-cache")
        else:
            response["Cache-Control"] = "private, no-store"
        patch_vary_headers(response, VARY)
        return response

    @property
    def stamp(self) -> Stamp:
        """An act of this request's account, now."""
        return Stamp(self.request.user, timezone.now(), Door.API, self.request.request_id)

    def listed(
        self,
        filterset: type[KnownFilterSet],
        columns: tuple[str, ...],
        as_rows: AsRows,
        narrowed: Callable[[Any], Any],
    ) -> Response:
        """A filtered list of what is visible of the filterset's model."""
        user, params = self.request.user, self.request.query_params
        paging = Paging(params)
        rows = visible_to(user, filterset._meta.model)
        filtered = filterset(params, narrowed(rows), user=user, beside=PAGING_PARAMS)
        found = paging.take(filtered.qs, columns)
        return self.paged(found, as_rows(found.rows))

    def listed_below(self, rows: Any, columns: tuple[str, ...], as_rows: AsRows) -> Response:
        """An unfiltered list of what belongs to one record."""
        self.only(PAGING_PARAMS)
        found = Paging(self.request.query_params).take(rows, columns)
        return self.paged(found, as_rows(found.rows))

    def paged(self, page: Page, rows: Sequence[dict[str, Any]]) -> Response:
        links = {name: self.page_url(getattr(page, name)) for name in ("next", "previous")}
        return Response(links | {"results": rows})

    def page_url(self, cursor: str | None) -> str | None:
        """The absolute address of this list at ``cursor``."""
        if cursor is None:
            return None
        params = self.request.query_params.copy()
        params["cursor"] = cursor
        return self.request.build_absolute_uri(f"?{params.urlencode()}")

    def only(self, names: Sequence[str] = ()) -> None:
        """Refuse every query parameter but ``names``, and each given twice."""
        errors = []
        for name, values in self.request.query_params.lists():
            if name not in names:
                errors.append((name, _("There is no such parameter.")))
            elif len(values) > 1:
                errors.append((name, _("This parameter can be given only once.")))
        if errors:
            raise Invalid(_("Some parameters are wrong."), errors=errors)


def selected(rows: list[dict[str, Any]], fields: Sequence[str]) -> list[dict[str, Any]]:
    """The rows with the fields asked for, all of them where none were named."""
    return [{name: row[name] for name in fields} for row in rows] if fields else rows
