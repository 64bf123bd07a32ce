"""Evidence and its links: for reading, and for deciding on suggestions."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..choices import LinkState, Role
from ..evidence import FORMS, disclose, later_files
from ..exceptions import Stale, StateConflict, TrackerError
from ..history import entries
from ..ledger import changes_of
from ..models import Evidence, EvidenceLink, Record
from .base import LedgerAdmin, stamp_of
from .conflicts import Conflict, conflict, put_refusal, reopened
from .recommendations.evidence_forms import DisclosureForm, LinkForm


class EvidenceAdmin(LedgerAdmin):
    """Evidence is added on the page of the record it bears on."""

    list_display = (
        "title", "kind", "level", "document_date", "effective_on", "document", "disclosure", "recorded_at",
    )  # fmt: skip
    list_filter = ("kind", "level", "disclosure")
    list_select_related = ("document",)
    search_fields = ("title", "text", "url")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        evidence = self.get_object(request, object_id)
        if evidence is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        initial = {"version": evidence.version, "disclosure": evidence.disclosure}
        form, later = DisclosureForm(initial=initial), later_files([evidence]).get(evidence.pk)
        status, told, homeless = 200, None, None
        if request.method == "POST" and request.POST.get("do") == "file" and evidence.kind in FORMS:
            sent = FORMS[evidence.kind](self.get_object(request, object_id), (), request.POST, request.FILES)  # type: ignore[arg-type]
            status = _attempt(request, sent, partial(sent.keep, stamp_of(request)), sent.said)
            sent.reopen()
            if status == Stale.status:
                told = conflict(evidence, sent.cleaned_data["opened"], [])
            later, homeless = (sent, None) if later else (None, sent)
        elif request.method == "POST":
            form = DisclosureForm(request.POST, initial=initial)
            status = _attempt(request, form, partial(self._disclose, request, evidence, form), _("Saved."))
            if status == Stale.status:
                told = _told(form, DisclosureForm(initial=initial), evidence)
        if request.method == "POST" and status == 200:
            return HttpResponseRedirect(request.path)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts, "original": evidence, "title": evidence.title, "form": form, "conflict": told,
            "later": later, "homeless": homeless,
            "newer": evidence.replaced_by.select_related("file").defer("file__content").first(),
            "links": evidence.links.select_related("recommendation", "decided_by"),
            "history": entries(list(reversed(changes_of(evidence)))),
        }  # fmt: skip
        return TemplateResponse(request, "recommendations_admin/evidence.html", context, status=status)

    @staticmethod
    def _disclose(request: HttpRequest, evidence: Evidence, form: forms.Form) -> None:
        piece = Evidence.objects.get(pk=evidence.pk)
        piece.version = form.cleaned_data["version"]
        disclose(stamp_of(request), piece, form.cleaned_data["disclosure"], form.cleaned_data["reason"])


class EvidenceLinkAdmin(LedgerAdmin):
    list_display = (
        "shown_recommendation",
        "shown_evidence",
        "stance",
        "level",
        "state",
        "shown_score",
        "decided_by",
    )
    list_filter = ("state", "stance", "level")
    list_select_related = ("recommendation", "evidence", "decided_by")
    search_fields = ("recommendation__ref", "recommendation__title", "evidence__title")
    ordering = ("state", "-score", "pk")
    sortable_by = ("shown_score",)

    @admin.display(description=_("recommendation"))
    def shown_recommendation(self, link: EvidenceLink) -> str:
        return f"{link.recommendation.ref} {link.recommendation.title}"

    @admin.display(description=_("evidence"))
    def shown_evidence(self, link: EvidenceLink) -> str:
        return link.evidence.title

    @admin.display(description=_("score"), ordering="score")
    def shown_score(self, link: EvidenceLink) -> str:
        return "" if link.score is None else f"{link.score:.2f}"

    def get_queryset(self, request: HttpRequest) -> QuerySet[EvidenceLink]:
        return (
            super()
            .get_queryset(request)
            .select_related("recommendation", "recommendation__document", "evidence")
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        link = self.get_object(request, object_id)
        if link is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        form, status, told = LinkForm(request.POST or None, link=link), 200, None
        if request.method == "POST":
            status = self._decide(request, link, form)
            if status == 200:
                return HttpResponseRedirect(self._next(link))
        link = self.get_object(request, object_id)
        decisions = self._decisions(request, link)  # type: ignore[arg-type]
        if status in (Stale.status, StateConflict.status):
            told = _told(form, LinkForm(link=link), link)  # type: ignore[arg-type]
        context = self.admin_site.each_context(request) | {
            "opts": self.opts, "original": link, "title": _("Suggested evidence"), "form": form,
            "decisions": decisions, "homeless": not decisions, "conflict": told, "history": entries(list(reversed(changes_of(link)))),  # type: ignore[arg-type]
        }  # fmt: skip
        return TemplateResponse(request, "recommendations_admin/evidence_link.html", context, status=status)

    def _decide(self, request: HttpRequest, link: EvidenceLink, form: LinkForm) -> int:
        act = partial(form.decide, stamp_of(request), link, request.POST.get("decision", ""))
        return _attempt(request, form, act, _("Saved."))

    @staticmethod
    def _decisions(request: HttpRequest, link: EvidenceLink) -> list[tuple[str, Any]]:
        reviewer = request.user.has_role(Role.REVIEWER)  # type: ignore[union-attr]
        if link.state == LinkState.SUGGESTED and reviewer:
            return [("confirm", _("Confirm")), ("reject", _("Reject"))]
        if link.state == LinkState.CONFIRMED and (reviewer or link.decided_by_id == request.user.pk):
            return [("withdraw", _("Withdraw"))]
        return []

    def _next(self, link: EvidenceLink) -> str:
        """The next suggestion, best first, else the list."""
        following = EvidenceLink.objects.filter(state=LinkState.SUGGESTED).order_by("-score", "pk").first()
        if following is not None:
            return reverse("admin:recommendations_evidencelink_change", args=[following.pk])
        return reverse("admin:recommendations_evidencelink_changelist")


def _attempt(request: HttpRequest, form: forms.Form, act: Callable[[], Any], said: Any) -> int:
    """Run ``act`` on a valid form and say so; a refusal is put on the form. Returns the HTTP status."""
    if not form.is_valid():
        return 400
    try:
        act()
    except TrackerError as refusal:
        put_refusal(form, refusal)
        return refusal.status
    messages.success(request, said)
    return 200


def _told(form: forms.Form, current: forms.Form, record: Record) -> Conflict:
    """What others did since the form was opened; the form can be sent again."""
    opened = form.cleaned_data["version"]
    reopened(form, current)
    return conflict(record, opened, [])
