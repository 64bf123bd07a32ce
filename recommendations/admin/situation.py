"""The report on the state of affairs (办理情况报告): a page to read, print and take away as a Word document."""

from typing import Any

from django import forms
from django.contrib.admin.sites import AdminSite
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from ..choices import RecommendationLevel
from ..dates import PartialDate
from ..exceptions import Invalid
from ..filters import RecommendationFilter
from ..models import Actor, Document, Recommendation, RecommendationActor
from ..statistics import MOST, WORD, Report, report, report_word, sentences
from .recommendations.changelist import KeySelect

BESIDE = ("month", "office")
OFFICE = 100


def situation_view(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The report over the list's filters; ``month`` is the period, ``office`` who reports."""
    context = site.each_context(request) | {"title": _("Report"), "most": MOST}
    try:
        found = asked_for(request)
    except Invalid as refusal:
        context |= {"refusal": refusal} | _form(site, request.GET)
        return TemplateResponse(
            request, "recommendations_admin/situation.html", context, status=refusal.status
        )
    page = reverse("recommendations") if found.as_of else _list()
    context |= _form(site, request.GET) | {
        "report": found, "list": page, "office": office_of(request), "query": request.GET.urlencode(),
        "heading": sentences.title(found), "standing": sentences.standing_for(found),
        "scope": sentences.scope(found), "overall": sentences.overall(found),
        "concerns": sentences.concerns(found), "footnote": sentences.footnote(found),
    }  # fmt: skip
    return TemplateResponse(request, "recommendations_admin/situation.html", context)


def situation_word_view(request: HttpRequest) -> HttpResponse:
    """The same report as a Word document."""
    found = asked_for(request)
    answer = HttpResponse(report_word(found, office_of(request)), WORD)
    name = f"{sentences.title(found)}.docx"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


def asked_for(request: HttpRequest) -> Report:
    """The report the address asks for; raises ``Invalid``."""
    now = timezone.now()
    filters = RecommendationFilter(_filled(request.GET), request.user, now, BESIDE)  # type: ignore[arg-type]
    text = request.GET.get("month") or timezone.localdate(now).strftime("%Y-%m")
    try:
        month = PartialDate.parse(text)
    except ValueError:
        message = _("This is not a date: write 2024, 2024-05 or 2024-05-31.")
        raise Invalid(_("Some parameters are wrong."), errors=[("month", message)]) from None
    return report(filters, month)


def _filled(params: QueryDict) -> QueryDict:
    """What the form sends empty is not asked for."""
    found = QueryDict(mutable=True)
    for name, values in params.lists():
        if any(values):
            found.setlist(name, values)
    return found


def office_of(request: HttpRequest) -> str:
    return request.GET.get("office", "").strip()[:OFFICE]


def _list() -> str:
    return reverse("admin:recommendations_recommendation_changelist")


def _form(site: AdminSite, params: QueryDict) -> dict[str, Any]:
    """What the form at the head shows: filters by name, and the rest carried along."""
    widgets, media = [], forms.Media()
    for name, label, owner, relation, model in (
        ("document", _("Document"), Recommendation, "document", Document),
        ("actor", _("Actor, with its parts and predecessors"), RecommendationActor, "actor", Actor),
    ):
        keys = params.getlist(name)
        chosen = [(row.key, str(row)) for row in model.objects.filter(slug__in=keys)]
        select = KeySelect(owner._meta.get_field(relation), site, choices=chosen)
        select.is_required = False
        media += select.media
        widgets.append((f"id_{name}", label, select.render(name, keys, {"id": f"id_{name}"})))
    named = ("document", "actor", "level", "as_of", *BESIDE)
    return {
        "widgets": widgets, "media": media, "levels": RecommendationLevel.choices,
        "values": {name: params.get(name, "") for name in ("level", "as_of", *BESIDE)},
        "month": params.get("month") or timezone.localdate().strftime("%Y-%m"),
        "kept": [(name, v) for name, values in params.lists() if name not in named for v in values if v],
    }  # fmt: skip
