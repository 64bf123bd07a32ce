"""The list on paper: all rows of its filters with the chosen columns, on A3 landscape."""

from copy import copy
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .admin import RecommendationAdmin

MOST = 1000
"""Rows on paper at most; the export has them all."""


def print_view(admin: "RecommendationAdmin", request: HttpRequest) -> HttpResponse:
    """The rows of the list's address, as far as ``MOST``, without anything to click."""
    whole = copy(admin)
    whole.list_per_page = MOST
    changelist = whole.get_changelist_instance(request)
    context = admin.admin_site.each_context(request) | {
        "title": _("Register of recommendations"), "cl": changelist, "opts": admin.opts, "most": MOST,
        "now": timezone.localtime(), "back": request.GET.urlencode(), "has_filters": False,
    }  # fmt: skip
    refusal = changelist.refusal  # type: ignore[attr-defined]
    template = "recommendations_admin/recommendation_print.html"
    return TemplateResponse(request, template, context, status=refusal.status if refusal else 200)
