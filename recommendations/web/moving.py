"""Moves, decisions on reports, and progress, as people send them from a recommendation's page."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ..choices import RefusalReason, Role
from ..editing import report_progress
from ..editing.progress import filed_reports
from ..exceptions import MoveRefused, Stale, StateConflict, TrackerError
from ..models import Recommendation
from ..workflow import MOVES, MoveRequest, decide, find_move, transition
from .acting import back_to, for_role, from_keys, post_to, refuse, stamp, told, told_off
from .detail import evidence_of, find, move_form, show
from .forms import DecisionForm, MoveForm, ProgressForm


@post_to("recommendation")
@for_role(Role.EDITOR)
def move(request: HttpRequest, ref: str) -> HttpResponse:
    """Make or report a move; a refusal comes back on the page with what was typed."""
    record = find(request, ref)
    to = request.POST.get("to", "")
    chosen = find_move(record.status, to)
    if chosen is None:
        return no_such_move(request, record, to)
    form = move_form(chosen, record, evidence_of(request.user, record)["confirmed"], request.POST)  # type: ignore[arg-type]
    status, stale = 400, None
    if form.is_valid():
        record.version = form.cleaned_data["version"]
        try:
            transition(stamp(request), record, asked(form))
        except Stale as refusal:
            status, stale = refusal.status, refusal
        except TrackerError as refusal:
            status = refuse(form, refusal)
        else:
            text = (
                _("The report waits for a reviewer.")
                if chosen.effect == "report"
                else _("The status is set.")
            )
            messages.success(request, text)
            return redirect("recommendation", record.ref)
    return again(request, ref, {to: form, "stale": stale}, status)


def no_such_move(request: HttpRequest, record: Recommendation, to: str) -> HttpResponse:
    """Let the workflow say why; what was typed into a move that others have closed meanwhile is shown."""
    record.version = version_of(request)
    forms: dict[str, Any] = {}
    if move := next((each for each in MOVES if each.to == to), None):
        forms[to] = move_form(move, record, [], request.POST)
    try:
        transition(stamp(request), record, MoveRequest(to))
    except (MoveRefused, Stale) as refusal:
        return again(request, record.ref, forms | {"stale": refusal}, refusal.status)
    return redirect("recommendation", record.ref)


def asked(form: MoveForm) -> MoveRequest:
    """The form as the workflow takes it; a reason from the list stands before the words."""
    data = dict(form.cleaned_data)
    del data["version"]
    if listed := data.pop("refusal", ""):
        data["reason"] = "：".join(filter(None, [str(RefusalReason(listed).label), data["reason"]]))
    return MoveRequest(**data | {"evidence": tuple(data.get("evidence", ()))})


@post_to("recommendation")
@for_role(Role.REVIEWER)
def verify(request: HttpRequest, ref: str) -> HttpResponse:
    """Verify, return or dispute; from the review page it goes back there."""
    record = find(request, ref)
    form = DecisionForm(request.POST)
    status, stale = 400, None
    if form.is_valid():
        record.version = form.cleaned_data["version"]
        try:
            decide(stamp(request), record, form.cleaned_data["decision"], form.cleaned_data["reason"])
        except Stale as refusal:
            status, stale = refusal.status, refusal
        except TrackerError as refusal:
            status = refuse(form, refusal)
        else:
            to = back_to(request) or reverse("recommendation", args=[record.ref])
            return told(request, _("The decision is stored."), to)
    if from_keys(request):
        if stale:
            form.add_error(None, stale.detail)
        return told_off(form, status)
    return again(request, ref, {"decision": form, "stale": stale}, status)


@post_to("recommendation")
@for_role(Role.EDITOR)
def progress(request: HttpRequest, ref: str) -> HttpResponse:
    """Add a progress report."""
    record = find(request, ref)
    form = ProgressForm(request.POST)
    status = 400
    if form.is_valid():
        try:
            report_progress(stamp(request), record, **form.cleaned_data)
        except StateConflict as refusal:
            status = refuse(form, refusal)
            form.data = form.data.copy()
            form.data["seen"] = filed_reports(record)
        except TrackerError as refusal:
            status = refuse(form, refusal)
        else:
            messages.success(request, _("The progress report is stored."))
            return redirect("recommendation", record.ref)
    return again(request, ref, {"progress": form}, status)


def again(request: HttpRequest, ref: str, forms: dict[str, Any], status: int) -> HttpResponse:
    """The page as it stands now, with the refused form on it, ready to be sent once more."""
    record = find(request, ref)
    for form in filter(None, (forms[name] for name in forms if name != "stale")):
        if "version" in form.fields:
            form.data = form.data.copy()
            form.data["version"] = record.version
    return show(request, record, forms, status)


def version_of(request: HttpRequest) -> int:
    """The version the person saw; 0, which no record has, where none was sent."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
