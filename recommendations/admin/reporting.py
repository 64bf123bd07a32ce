"""Reporting without an account: the page behind an actor's link; what comes in waits as a draft."""

from django.contrib.admin.sites import AdminSite
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import desk
from ..choices import Pace
from ..exceptions import TrackerError
from .conflicts import in_words

MOST = 200
"""Rows of the page."""
TEXTS = ("text", "problems", "next_steps", "pace")


def refuse_nul(request: HttpRequest) -> None:
    """NUL, which no person types and no database holds, goes no further than the door."""
    for data in (request.GET, request.POST):
        if any("\0" in value for _name, values in data.lists() for value in values):
            raise BadRequest(_("The request holds a character that cannot be stored."))


def report_view(site: AdminSite, request: HttpRequest, token: str) -> HttpResponse:
    """The open items of the link's actor, and a place to say what was done. Raises ``NotVisible``."""
    refuse_nul(request)
    now = timezone.now()
    link, items = desk.open_link(token, now)
    records = list(items.order_by("due_first", "ref")[:MOST])
    period = request.POST.get("period", "").strip() or timezone.localdate(now).strftime("%Y-%m")
    typed = {
        record.ref: {
            name: request.POST.get(f"{name}-{record.ref}", "").replace("\r\n", "\n") for name in TEXTS
        }
        for record in records
    }
    said, refusal, status = None, "", 200
    if request.method == "POST":
        rows = {ref: {"period": period, **cells} for ref, cells in typed.items() if any(cells.values())}
        try:
            said = desk.hand_in(token, now, request.POST.get("name", ""), rows, request.request_id)  # type: ignore[attr-defined]
        except TrackerError as refused:
            refusal, status = in_words(refused), refused.status
    context = site.each_context(request) | {
        "title": _("Monthly progress"), "subtitle": link.actor, "period": period, "said": said, "refusal": refusal,
        "rows": [(record, typed[record.ref]) for record in records], "paces": Pace.choices,
        "name": request.POST.get("name", ""), "is_nav_sidebar_enabled": False,
    }  # fmt: skip
    return TemplateResponse(request, "recommendations_admin/report.html", context, status=status)
