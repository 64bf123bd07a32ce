"""The desk's acts on the record page: hand over, receive, decline, extend, file drafts, log a search."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.sites import AdminSite
from django.contrib.admin.widgets import AdminTextInputWidget
from django.utils.translation import gettext_lazy as _

from ... import desk, evidence
from ...choices import AssignmentState, ReportState, RequestState
from ...desk.assigning import ANSWER_DAYS
from ...exceptions import NotVisible
from ...ledger import Stamp
from ...models import Actor, Assignment, ExtensionRequest, ProgressReport, Recommendation
from ..base import stamp_of
from ..fields import OneOf, PartialDateField, PlainTextField

if TYPE_CHECKING:
    from .record import RecordPage


def actor_field(site: AdminSite, label: Any, *, required: bool = True) -> forms.ModelChoiceField:
    widget = OneOf(Assignment._meta.get_field("actor"), site)
    return forms.ModelChoiceField(Actor.objects.all(), label=label, required=required, widget=widget)


class DeskForm(forms.Form):
    """A form of one act; ``act`` raises what the act raises."""

    NAME = ""

    def __init__(self, *args: Any, site: AdminSite, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"id_{self.NAME}_%s", **kwargs)
        self.add_fields(site)

    def add_fields(self, site: AdminSite) -> None:
        """Add fields that need the site."""

    def act(self, stamp: Stamp, record: Recommendation) -> None:
        raise NotImplementedError


class ComparedForm(DeskForm):
    """An act that changes the record, compared by the version the form was opened at."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class AssignForm(ComparedForm):
    """Hand the record to an actor, with so many working days to receive or decline."""

    NAME = "assign"
    days = forms.IntegerField(
        label=_("Working days to answer"), min_value=1, max_value=60, initial=ANSWER_DAYS
    )
    reason = PlainTextField(label=_("Note"), required=False)

    def add_fields(self, site: AdminSite) -> None:
        self.fields["actor"] = actor_field(site, _("Actor"))
        self.order_fields(["actor"])

    def act(self, stamp: Stamp, record: Recommendation) -> None:
        data = self.cleaned_data
        desk.assign(
            stamp, [record], data["actor"], days=data["days"], reason=data["reason"], seen={record.pk: None}
        )


class ReceiveForm(ComparedForm):
    NAME = "receive"
    assignment = forms.IntegerField(widget=forms.HiddenInput)
    assignment_version = forms.IntegerField(widget=forms.HiddenInput)

    def act(self, stamp: Stamp, record: Recommendation) -> None:
        desk.receive(stamp, self.assignment_of(record))

    def assignment_of(self, record: Recommendation) -> Assignment:
        """The assignment as it was when the form was opened."""
        found: Assignment = _of(record, Assignment, self.cleaned_data["assignment"])
        found.version = self.cleaned_data["assignment_version"]
        return found


class DeclineForm(ReceiveForm):
    """Send it back, naming the body it belongs to."""

    NAME = "decline"
    reason = PlainTextField(label=_("Reason"), required=False)

    def add_fields(self, site: AdminSite) -> None:
        self.fields["proposed_actor"] = actor_field(site, _("The right body"), required=False)
        self.order_fields(["proposed_actor"])

    def act(self, stamp: Stamp, record: Recommendation) -> None:
        data = self.cleaned_data
        desk.decline(stamp, self.assignment_of(record), data["proposed_actor"], data["reason"])


class ReassignForm(ReceiveForm):
    NAME = "reassign"
    reason = PlainTextField(label=_("Note"), required=False)

    def add_fields(self, site: AdminSite) -> None:
        self.fields["actor"] = actor_field(site, _("Actor"))
        self.order_fields(["actor"])

    def act(self, stamp: Stamp, record: Recommendation) -> None:
        data = self.cleaned_data
        desk.reassign(stamp, self.assignment_of(record), data["actor"], data["reason"])


class ExtensionForm(ComparedForm):
    NAME = "extend"
    new_due_on = PartialDateField(label=_("New due date"))
    reason = PlainTextField(label=_("Reason"), required=False)

    def act(self, stamp: Stamp, record: Recommendation) -> None:
        desk.request_extension(stamp, record, self.cleaned_data["new_due_on"], self.cleaned_data["reason"])


class AnswerForm(ComparedForm):
    """A reviewer's answer to a request for an extension; the button says which."""

    NAME = "answer"
    request = forms.IntegerField(widget=forms.HiddenInput)
    answer = PlainTextField(label=_("Answer"), required=False)

    def act(self, stamp: Stamp, record: Recommendation) -> None:
        found = _of(record, ExtensionRequest, self.cleaned_data["request"])
        act = desk.approve if self.data.get("decision") == "approve" else desk.refuse
        act(stamp, found, self.cleaned_data["answer"])


class DraftForm(DeskForm):
    """A report that came by a link: take it into the record or set it aside."""

    NAME = "draft"
    report = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason"), required=False, widget=AdminTextInputWidget)

    def act(self, stamp: Stamp, record: Recommendation) -> None:
        report = _of(record, ProgressReport, self.cleaned_data["report"])
        if self.data.get("decision") == "file":
            desk.file_draft(stamp, report)
        else:
            desk.discard_draft(stamp, report, self.cleaned_data["reason"])


class SearchForm(DeskForm):
    NAME = "search"
    what = PlainTextField(label=_("What was searched for"))
    where = PlainTextField(label=_("Where it was searched"))
    searched_on = PartialDateField(label=_("Date of the search"))
    result = PlainTextField(label=_("Result"))

    def act(self, stamp: Stamp, record: Recommendation) -> None:
        data = self.cleaned_data
        evidence.log_search(stamp, data["what"], data["where"], data["searched_on"], data["result"], [record])


FORMS: dict[str, tuple[Callable[..., Any], Any]] = {
    "assign": (AssignForm, _("Handed over.")),
    "receive": (ReceiveForm, _("Received.")),
    "decline": (DeclineForm, _("Declined.")),
    "reassign": (ReassignForm, _("Handed over.")),
    "extend": (ExtensionForm, _("Extension requested; the date moves when a reviewer approves it.")),
    "answer": (AnswerForm, _("Answered.")),
    "draft": (DraftForm, _("Decided.")),
    "search": (SearchForm, _("Search logged.")),
}
"""Each act with its form and what is said when it is done."""


def desk_act(page: "RecordPage", name: str) -> str:
    """Do what was asked and say so; nothing where it was refused."""
    make, said = FORMS[name]
    form = make(page.request.POST, site=page.site)

    def act() -> None:
        page.record.version = form.cleaned_data.get("version", page.record.version)
        form.act(stamp_of(page.request), page.record)

    return str(said) if page.attempt(name, form, act) else ""


def desk_context(page: "RecordPage", record: Recommendation, today: Any) -> dict[str, Any]:
    """The assignment, the extension and the searches of the record, with a form for each act open now."""
    assignments = list(record.assignments.select_related("actor", "proposed_actor"))
    standing = next((a for a in assignments if a.state != AssignmentState.WITHDRAWN), None)
    extensions = list(record.extensions.select_related("requested_by"))
    open_request = next((e for e in extensions if e.state == RequestState.OPEN), None)
    initial: dict[str, dict[str, Any]] = {}
    if standing is None:
        initial["assign"] = {}
    else:
        key = {"assignment": standing.pk, "assignment_version": standing.version}
        initial["reassign"] = key | {"actor": standing.proposed_actor_id}
        if standing.state == AssignmentState.ASSIGNED:
            initial |= {"receive": key, "decline": key}
    if open_request:
        initial["answer"] = {"request": open_request.pk}
    elif record.due_end and record.due_end >= today and not record.due_inherited:
        initial["extend"] = {}
    initial["search"] = {"searched_on": today.isoformat()}
    acts = {}
    for name, values in initial.items():
        form = FORMS[name][0](site=page.site, initial={"version": record.version} | values)
        acts[name] = page.shown(name, form)
    return {
        "acts": acts, "assignment": standing, "assignments": assignments, "extensions": extensions,
        "extension": open_request, "slipped": desk.days_slipped(record), "searches": list(record.searches.all()),
    }  # fmt: skip


def drafts_of(page: "RecordPage", reports: list[ProgressReport]) -> list[tuple[ProgressReport, Any]]:
    """The reports that stand or wait, each with a form where it waits."""
    found = []
    for report in reports:
        form = (
            DraftForm(site=page.site, initial={"report": report.pk})
            if report.state == ReportState.DRAFT
            else None
        )
        if report.state != ReportState.DISCARDED:
            found.append((report, form))
    return found


def _of(record: Recommendation, model: Any, pk: int) -> Any:
    """A row of this record, and of no other; what it changes in the record is compared with ``record``."""
    found = model.objects.filter(recommendation=record, pk=pk).first()
    if found is None:
        raise NotVisible(_("There is nothing here under this name."))
    found.recommendation = record
    return found
