"""The moves a record can make now, each with its form, its written test and what is still missing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.contrib.admin.sites import AdminSite
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...choices import RefusalReason, Role, Status, Verification
from ...models import Account, EvidenceLink, Recommendation
from ...workflow import DECISIONS, REOPENING, Move, MoveRequest, allowed, facts_of, unmet
from ..fields import PartialDateField, PlainTextField
from .record_form import chooser

ASKED = {
    Status.NOT_STARTED: ("reason", "on"),
    Status.PLANNED: ("reason", "due_on"),
    Status.IN_PROGRESS: ("reason", "on"),
    Status.PARTIALLY_IMPLEMENTED: ("evidence", "done", "remaining", "on"),
    Status.IMPLEMENTED: ("evidence", "done", "on"),
    Status.NOT_IMPLEMENTED: ("refusal", "reason", "evidence"),
    Status.NO_LONGER_RELEVANT: ("reason", "superseded_by"),
    Status.UNABLE_TO_VERIFY: ("reason", "look_again_on"),
}
"""What the form of each move asks for; which of it is needed, the table of moves decides."""
REASONS = {
    Status.NOT_STARTED: _("What was checked"),
    Status.PLANNED: _("The plan that holds it"),
    Status.IN_PROGRESS: _("Progress note"),
    Status.NOT_IMPLEMENTED: _("Details"),
    Status.UNABLE_TO_VERIFY: _("What was searched"),
}
DATED_TODAY = (Status.NOT_STARTED, Status.IN_PROGRESS)
DECISION_LABELS = {"verify": _("Verify"), "return": _("Return"), "dispute": _("Dispute")}


class MoveForm(forms.Form):
    """The form of one move; ``request`` turns it into what the workflow takes."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    to = forms.CharField(widget=forms.HiddenInput)
    refusal = forms.ChoiceField(
        label=_("Reason"), required=False, choices=[("", "—"), *RefusalReason.choices]
    )
    reason = PlainTextField(label=_("Reason"), required=False)
    done = PlainTextField(label=_("What is done"), required=False)
    remaining = PlainTextField(label=_("What remains"), required=False)
    on = PartialDateField(label=_("As of"), required=False)
    due_on = PartialDateField(label=_("Due date"), required=False)
    look_again_on = PartialDateField(label=_("Look again on"), required=False)
    evidence = forms.TypedMultipleChoiceField(
        label=_("Evidence relied on"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, to: Status, asked: Sequence[str], site: AdminSite,
        links: Sequence[EvidenceLink] = (), **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, auto_id=f"id_{to.value}_%s", **kwargs)
        self.fields["superseded_by"] = chooser(
            site, "superseded_by", Recommendation, _("Superseded by"), "ref"
        )
        for name in {*self.fields} - {*asked, "version", "to"}:
            del self.fields[name]
        self.order_fields(["version", "to", *asked])
        if "reason" in self.fields:
            self.fields["reason"].label = REASONS.get(to, _("Reason"))
        if "evidence" in self.fields:
            self.fields["evidence"].choices = [(link.evidence_id, link) for link in links]  # type: ignore[attr-defined]
            if not links:
                del self.fields["evidence"]

    @property
    def request(self) -> MoveRequest:
        data = self.cleaned_data
        refusal = data.get("refusal", "")
        details = data.get("reason", "")
        label = str(RefusalReason(refusal).label) if refusal else ""
        given = {
            name: data[name]
            for name in ("done", "remaining", "due_on", "look_again_on", "on")
            if name in data
        }
        other = data.get("superseded_by")
        return MoveRequest(
            data["to"], reason="：".join(part for part in (label, details) if part),
            evidence=tuple(data.get("evidence", ())), superseded_by=other.ref if other else "", **given,
        )  # fmt: skip


class DecisionForm(forms.Form):
    """Verify, return or dispute a report."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.CharField(widget=forms.HiddenInput)
    reason = PlainTextField(label=_("Reason"), required=False)

    def __init__(self, *args: Any, decision: str, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"id_{decision}_%s", **kwargs)


@dataclass
class Panel:
    """One button: ``barred`` says why this account may not, ``missing`` what the record lacks for it."""

    code: str
    label: str
    test: str
    form: forms.Form
    missing: Sequence[Any] = ()
    barred: str = ""
    opened: bool = False


def move_form(
    record: Recommendation, move: Move, site: AdminSite, links: Sequence[EvidenceLink], data: Any = None
) -> MoveForm:
    """The form of a move on this record, bound where ``data`` is given."""
    asked = ("reason",) if move is REOPENING else ASKED[move.to]
    initial = {"to": move.to.value, "version": record.version}
    if move.to in DATED_TODAY:
        initial["on"] = timezone.localdate().isoformat()
    return MoveForm(data, to=move.to, asked=asked, site=site, links=links, initial=initial)


def move_panels(
    record: Recommendation, user: Account, site: AdminSite, links: Sequence[EvidenceLink]
) -> list[Panel]:
    """A panel for each move the table has from here; none where the status follows from children."""
    if record.children_count:
        return []
    facts = facts_of(record, MoveRequest(""))
    panels = []
    for move in allowed(record.status):
        form = move_form(record, move, site, links)
        lacking = unmet(move, replace(facts, request=MoveRequest(move.to.value)))
        given = {*form.fields} - {"evidence"}
        panels.append(
            Panel(
                move.to.value, _move_label(move), str(move.test), form,
                [each.text for each in lacking if each.field not in given and move.effect != "close"],
                "" if user.has_role(move.role) else str(_("A reviewer makes this move.")),
            )
        )  # fmt: skip
    return panels


def decision_panels(record: Recommendation, user: Account) -> list[Panel]:
    """A panel for each decision open on what was reported."""
    if record.children_count:
        return []
    panels = []
    for decision, states in DECISIONS.items():
        if record.verification not in states:
            continue
        barred = "" if user.has_role(Role.REVIEWER) else str(_("A reviewer decides this."))
        own = record.reported_by_id == user.pk or (
            record.verification == Verification.DISPUTED and record.disputed_by_id == user.pk
        )
        if decision == "verify" and own:
            barred = str(_("You reported or disputed this: another reviewer verifies it."))
        form = DecisionForm(decision=decision, initial={"version": record.version, "decision": decision})
        panels.append(Panel(decision, str(DECISION_LABELS[decision]), "", form, (), barred))
    return panels


def _move_label(move: Move) -> str:
    names = {"status": move.to.label}
    if move is REOPENING:
        return str(_("Reopen: %(status)s") % names)
    return str(_("Report: %(status)s") % names) if move.effect == "report" else str(move.to.label)
