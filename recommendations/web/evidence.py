"""Evidence added by hand, and decisions on links."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from .. import evidence
from ..access import get_visible, require, visible_to
from ..choices import EvidenceKind, Role
from ..exceptions import Invalid, TrackerError
from ..models import Document, EvidenceLink, StoredFile
from .acting import back_to, for_role, from_keys, post_to, refuse, stamp, told, told_off
from .detail import find
from .evidence_forms import EvidenceForm, LinkForm, SearchForm
from .middleware import problem
from .moving import again
from .passages import occurrences


@post_to("recommendation")
@for_role(Role.EDITOR)
def add(request: HttpRequest, ref: str) -> HttpResponse:
    """Record a piece of evidence and link it, confirmed by the person who adds it."""
    record = find(request, ref)
    require(request.user, Role.EDITOR, record)  # type: ignore[arg-type]
    form = EvidenceForm(request.POST, request.FILES)
    status = 400
    if form.is_valid():
        data = form.cleaned_data
        try:
            with transaction.atomic():
                made = evidence.record_evidence(stamp(request), new_evidence(request, data))
                evidence.link(stamp(request), made, [record], data["stance"], data["reason"])
        except TrackerError as refusal:
            status = refuse(form, refusal)
        else:
            messages.success(request, _("The evidence is stored and confirmed."))
            return redirect(f"{reverse('recommendation', args=[record.ref])}#h-evidence")
    return again(request, ref, {"evidence": form}, status)


def new_evidence(request: HttpRequest, data: dict[str, Any]) -> evidence.NewEvidence:
    """The form as the domain takes it: only what belongs to its kind."""
    kind = data["kind"]
    own: dict[str, Any] = {}
    if kind == EvidenceKind.PASSAGE:
        own = passage(request, data["document"], data["passage"])
    elif kind == EvidenceKind.LINK:
        own = {"url": data["url"]}
    if kind in (EvidenceKind.LINK, EvidenceKind.FILE) and (file := data["file"]):
        if file.size > settings.MAX_UPLOAD_BYTES:
            text = _("The file is too large: at most 20 MB, and 100 MB unpacked.")
            raise Invalid(text, errors=[("file", text)])
        name = file.name.replace("\0", "")
        own["file"] = StoredFile.objects.keep(name, "application/octet-stream", file.read())
    if kind != EvidenceKind.PASSAGE:
        own["text"] = data["text"]
    shared = ("kind", "title", "level", "document_date", "effective_on", "disclosure")
    return evidence.NewEvidence(**own, **{name: data[name] for name in shared})


def passage(request: HttpRequest, slug: str, quote: str) -> dict[str, Any]:
    """Where the quote stands in a document this person may see."""
    document = visible_to(request.user, Document).filter(slug=slug).first()  # type: ignore[arg-type]
    if document is None or document.text is None:
        raise Invalid(_("Some fields are wrong."), errors=[("document", _("There is no such document."))])
    found = occurrences(document.text.content, quote)
    if not found:
        message = _("This does not stand in the document's text; copy it from the document's page.")
        raise Invalid(_("Some fields are wrong."), errors=[("passage", message)])
    start, end = found[0]
    return {"document": document, "start": start, "end": end}


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
