"""Recommendations in the admin: the list, the record page, many at once."""

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from ...access import visible_to
from ...choices import Role
from ...models import Recommendation
from ..base import LedgerAdmin
from ..exchanging import export_view
from .changelist import RecommendationList
from .columns import COLUMNS, COOKIE, YEAR, chosen_columns
from .letters import letter_view
from .new import new_view
from .printing import print_view
from .record import record_view
from .together import KINDS, together_view
from .views import views_of, views_view


class RecommendationAdmin(LedgerAdmin):
    added_by = Role.EDITOR
    changed_by = Role.EDITOR
    search_fields = ("ref",)
    change_list_template = "recommendations_admin/recommendation_list.html"
    actions = tuple(KINDS)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Recommendation]:
        return visible_to(request.user, Recommendation)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[RecommendationList]:
        return RecommendationList

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[QuerySet[Recommendation], bool]:
        """For autocomplete: a ref, or words of title, quote and summary."""
        term = search_term.strip()
        if not term:
            return queryset.order_by("-created_at", "-ref"), False
        if queryset.filter(ref__iexact=term).exists():
            return queryset.filter(ref__iexact=term), False
        try:
            return queryset.search(term).order_by("-created_at", "-ref"), False
        except ValueError:
            return queryset.none(), False

    def get_urls(self) -> list[URLPattern]:
        guard, name = self.admin_site.admin_view, "recommendations_recommendation_{}".format
        return [
            path("together/", guard(partial(together_view, self)), name=name("together")),
            path("letter/", guard(partial(letter_view, self)), name=name("letter")),
            path("export/", guard(partial(export_view, self)), name=name("export")),
            path("print/", guard(partial(print_view, self)), name=name("print")),
            path("views/", guard(partial(views_view, self)), name=name("views")),
            *super().get_urls(),
        ]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        offered = {
            name: (_ask_together, name, kind.label)
            for name, kind in KINDS.items()
            if request.user.has_role(kind.role)  # type: ignore[union-attr]
        }
        return offered | {"letter": (_ask_letter, "letter", _("Write a letter"))}

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        here = urlencode({"_changelist_filters": request.GET.urlencode()}) if request.GET else ""
        context = {
            "title": self.opts.verbose_name_plural,
            "all_columns": COLUMNS,
            "here": here,
            "views": views_of(request),
        }
        response = super().changelist_view(request, context | dict(extra_context or {}))
        if isinstance(response, TemplateResponse) and (changelist := response.context_data.get("cl")):  # type: ignore[union-attr]
            response.context_data["media"] += changelist.media  # type: ignore[index]
            if changelist.refusal is not None:
                response.status_code = changelist.refusal.status
        if "columns" in request.GET:
            chosen = ".".join(column.name for column in chosen_columns(request))
            response.set_cookie(COOKIE, chosen, max_age=YEAR, samesite="Lax", httponly=True)
        return response

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        record = self.get_object(request, object_id)
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return record_view(self, request, record)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return new_view(self, request)


def _ask_letter(admin: RecommendationAdmin, request: HttpRequest, queryset: Any) -> HttpResponse:
    return letter_view(admin, request, queryset)


def _ask_together(admin: RecommendationAdmin, request: HttpRequest, queryset: Any) -> HttpResponse:
    return together_view(admin, request, queryset)
