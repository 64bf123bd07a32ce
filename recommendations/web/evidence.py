"""Evidence added by hand, and decisions on links."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from .. import evidence
from ..access import get_visible, require, visible_to
from ..choices import Role
from ..exceptions import TrackerError
from ..models import Document, Evidence, EvidenceLink
from .acting import back_to, for_role, from_keys, post_to, refuse, stamp, told, told_off
from .detail import find
from .evidence_forms import EvidenceForm, LinkForm, SearchForm
from .middleware import problem
from .moving import again


@post_to("recommendation")
@for_role(Role.EDITOR)
def add(request: HttpRequest, ref: str) -> HttpResponse:
    """Record a piece of evidence and link it, confirmed by the person who adds it."""
    record = find(request, ref)
    require(request.user, Role.EDITOR, record)  # type: ignore[arg-type]
    form = EvidenceForm(request.POST, request.FILES)
    status = 400
    if form.is_valid():
        documents = visible_to(request.user, Document)  # type: ignore[arg-type]
        document = documents.filter(slug=form.cleaned_data["document"]).first()
        try:
            evidence.add(stamp(request), record, form.cleaned_data | {"document": document})
        except TrackerError as refusal:
            status = refuse(form, refusal)
        else:
            messages.success(request, _("The evidence is stored and confirmed."))
            return redirect(f"{reverse('recommendation', args=[record.ref])}#h-evidence")
    return again(request, ref, {"evidence": form}, status)


@post_to("recommendation")
@for_role(Role.EDITOR)
def later_file(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Store the newer version of a file, or the archived copy of a link, that stands on this record."""
    record = find(request, ref)
    piece = get_visible(request.user, Evidence, pk=pk, links__recommendation=record, kind__in=evidence.FORMS)  # type: ignore[arg-type]
    form = evidence.FORMS[piece.kind](piece, (), request.POST, request.FILES)
    status = 400
    if form.is_valid():
        try:
            form.keep(stamp(request))
        except TrackerError as refusal:
            status = refuse(form, refusal)
        else:
            messages.success(request, form.said)
            return redirect(f"{reverse('recommendation', args=[record.ref])}#h-evidence")
    form.reopen()
    return again(request, ref, {f"file{pk}": form}, status)


@post_to("recommendation")
@for_role(Role.EDITOR)
def log_search(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep a search that was made for evidence on this recommendation."""
    record = find(request, ref)
    form = SearchForm(request.POST)
    status = 400
    if form.is_valid():
        data = form.cleaned_data
        try:
            evidence.log_search(
                stamp(request), data["what"], data["where"], data["searched_on"], data["result"], [record]
            )
        except TrackerError as refusal:
            status = refuse(form, refusal)
        else:
            messages.success(request, _("The search is kept."))
            return redirect(f"{reverse('recommendation', args=[record.ref])}#h-searches")
    return again(request, ref, {"search": form}, status)


@post_to("review")
@for_role(Role.EDITOR)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm, reject or withdraw a link."""
    link = get_visible(request.user, EvidenceLink, pk=pk)  # type: ignore[arg-type]
    form = LinkForm(request.POST)
    status = 400
    if form.is_valid():
        link.version = form.cleaned_data["version"]
        try:
            text = carry_out(request, link, form.cleaned_data)
        except TrackerError as refusal:
            status = refuse(form, refusal)
        else:
            return told(
                request, text, back_to(request) or reverse("recommendation", args=[link.recommendation.ref])
            )
    if from_keys(request):
        return told_off(form, status)
    errors = [("", message) for found in form.errors.values() for message in found]
    return problem(request, status, _("The decision was not stored."), errors, form)


def carry_out(request: HttpRequest, link: EvidenceLink, data: dict[str, Any]) -> str:
    """Do what the form says and return what to tell the person."""
    if data["action"] == "confirm":
        evidence.confirm(
            stamp(request), link, data["stance"], data["level"], data["effective_on"], data["reason"]
        )
        return _("Confirmed as evidence.")
    if data["action"] == "reject":
        evidence.reject(stamp(request), link, data["reason"])
        return _("Rejected.")
    evidence.withdraw(stamp(request), link, data["reason"])
    return _("Withdrawn.")
