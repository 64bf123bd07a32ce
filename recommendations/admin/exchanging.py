"""Tables in and out of the desk; small ones at once, large ones as jobs."""

from typing import TYPE_CHECKING

from django import forms
from django.contrib.admin.sites import AdminSite
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    QueryDict,
    StreamingHttpResponse,
)
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..exceptions import Invalid, TrackerError
from ..exchange import FORMATS, stream
from ..filters import RecommendationFilter
from ..models import DEFAULT_ORDERING
from ..tasks import IMMEDIATE_ROWS, check_table, export_list
from .conflicts import put_refusal
from .recommendations.changelist import asked_for

if TYPE_CHECKING:
    from .recommendations.admin import RecommendationAdmin


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("Table"),
        help_text=_("CSV or XLSX, at most 20 MB; nothing is stored before you have seen it."),
    )


def import_view(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Take a table and show what it would change."""
    form, status = ImportForm(request.POST or None, request.FILES or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                job = check_table(request.user, form.cleaned_data["file"].read())  # type: ignore[arg-type]
            except TrackerError as refusal:
                status = refusal.status
                put_refusal(form, refusal)
            else:
                return HttpResponseRedirect(reverse("admin:recommendations_job_change", args=[job.pk]))
    context = site.each_context(request) | {"form": form, "title": _("Import a table"), "media": form.media}
    return TemplateResponse(request, "recommendations_admin/import.html", context, status=status)


def export_view(admin: "RecommendationAdmin", request: HttpRequest) -> HttpResponseBase:
    """The rows of the list that was shown, in the reader's words."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    query = asked_for(QueryDict(request.POST.get("list", "").encode("utf-8", "replace")))
    format, language = request.POST.get("format", ""), get_language()
    if format not in ("csv", "xlsx"):
        raise Invalid(_("There is no such format."))
    found = RecommendationFilter(query, request.user, timezone.now(), ("ordering",))
    if found.queryset.order_by()[: IMMEDIATE_ROWS + 1].count() > IMMEDIATE_ROWS:
        job = export_list(request.user, query, format)  # type: ignore[arg-type]
        return HttpResponseRedirect(reverse("admin:recommendations_job_change", args=[job.pk]))
    pieces = stream(found, format, ordering=query.get("ordering", DEFAULT_ORDERING), language=language)
    answer = StreamingHttpResponse(pieces, content_type=FORMATS[format][0])
    answer["Content-Disposition"] = f'attachment; filename="recommendations.{format}"'
    return answer
