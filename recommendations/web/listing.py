"""The list of recommendations: the query string is its state."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from .. import choices
from ..access import visible_to
from ..exceptions import Invalid
from ..filters import Listing
from ..models import DEFAULT_ORDERING, Actor, Document, Theme
from .naming import names_of

ORDERS: list[tuple[str, Any]] = [
    ("-created_at", _("Newest first")),
    ("created_at", _("Oldest first")),
    ("-updated_at", _("Last changed first")),
    ("due_on", _("Due first")),
    ("-due_on", _("Due last")),
    ("status", _("Status")),
    ("-status", _("Status, reversed")),
    ("priority", _("Priority")),
    ("document", _("Document and place in it")),
]
CHECKED = (
    ("status", _("Status"), choices.Status),
    ("verification", _("Verification"), choices.Verification),
    ("light", _("Light"), choices.Light),
    ("response", _("Response"), choices.Response),
    ("priority", _("Priority"), choices.Priority),
    ("level", _("Level"), choices.RecommendationLevel),
    ("horizon", _("Horizon"), choices.Horizon),
)
FLAGS = (
    ("has_evidence", _("Evidence"), _("With evidence"), _("Without evidence")),
    ("has_actor", _("Actors"), _("With an actor"), _("Without an actor")),
    (
        "diverges",
        _("Reported status"),
        _("Differs from the official status"),
        _("Same as the official status"),
    ),
)
KEPT = ("instrument", "place", "parent", "reported_status", "origin", "overdue", "has_document", "response_due_before",
        "response_overdue", "satisfaction", "look_again_due", "progress_in", "owes_progress", "updated_since")  # fmt: skip
"""Filters without a field of their own on the page."""
SIZES = (25, 50, 100, 200)
MAX_OPTIONS = 500
FORMATS = (("csv", _("Export CSV")), ("xlsx", _("Export XLSX")))


@require_safe
def recommendations(request: HttpRequest) -> HttpResponse:
    """One page of the list; wrong parameters are named, never ignored."""
    if tidy := without_blanks(request.GET):
        return redirect(f"{reverse('recommendations')}?{tidy}" if tidy != "-" else "recommendations")
    context: dict[str, Any] = {"section": "recommendations", "orders": ORDERS, "sizes": SIZES}
    status = 200
    try:
        listing = Listing(request.GET, request.user, timezone.now())
        page = listing.page()
        context |= {"page": page, "chips": listing.filter.describe(), "as_of": listing.filter.as_of}
        context |= {"ordering": listing.ordering, "page_size": listing.page_size}
        context["names"], _themes = names_of(page.rows)
        context |= {"formats": FORMATS, "exported": of_export(request.GET)}
    except Invalid as refusal:
        status = refusal.status
        context |= {"errors": refusal.errors, "ordering": DEFAULT_ORDERING, "page_size": 50}
    context |= filter_panel(request)
    return render(request, "recommendations/list.html", context, status=status)


def without_blanks(params: QueryDict) -> str:
    """The query string a form would have sent without its empty fields; ``-`` for none, empty if it is so already."""
    if all(value for values in params.lists() for value in values[1]):
        return ""
    kept = QueryDict(mutable=True)
    for name, values in params.lists():
        kept.setlist(name, [value for value in values if value])
    return kept.urlencode() or "-"


def of_export(params: QueryDict) -> str:
    """The query string of all rows of the list, whatever page is shown, with headings the reader knows."""
    kept = params.copy()
    kept["headings"] = get_language() or settings.LANGUAGE_CODE
    for name in ("cursor", "page_size"):
        kept.pop(name, None)
    return kept.urlencode()


def filter_panel(request: HttpRequest) -> dict[str, Any]:
    """What the filter form offers, with what is chosen."""
    params = request.GET
    return {
        "checked": [
            (name, title, [(c.value, c.label, c.value in params.getlist(name)) for c in codes])
            for name, title, codes in CHECKED
        ],
        "flags": [
            (name, title, [("true", yes, params.get(name) == "true"), ("false", no, params.get(name) == "false")])
            for name, title, yes, no in FLAGS
        ],
        "registers": [
            (
                name, title, [(row.slug, str(row), row.slug in params.getlist(name)) for row in rows],
                len(params.getlist(name)) > 1,
            )
            for name, title, rows in _registers(request)
        ],
        "text": {name: params.get(name, "") for name in ("q", "due_after", "due_before", "as_of", "stale_days")},
        "kept": [(n, v) for n in KEPT for v in params.getlist(n)],
    }  # fmt: skip


def _registers(request: HttpRequest) -> list[tuple[str, Any, list[Any]]]:
    actors = list(visible_to(request.user, Actor)[:MAX_OPTIONS])
    documents = visible_to(request.user, Document).only("slug", "title").order_by("-published_on", "slug")
    return [
        ("document", _("Document"), list(documents[:MAX_OPTIONS])),
        ("lead", _("Lead actor"), actors),
        ("actor", _("Any actor, with its parts"), actors),
        ("theme", _("Theme"), list(visible_to(request.user, Theme)[:MAX_OPTIONS])),
    ]
