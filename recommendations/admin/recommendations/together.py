"""Many at once: choose, preview under the real rules, one reason, and a result for each row."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.sites import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from ... import desk, editing, workflow
from ...choices import Priority, RefusalReason, Response, Role, Satisfaction, Status
from ...desk.assigning import ANSWER_DAYS, standing
from ...exceptions import TrackerError
from ...history import Line, lines_of
from ...ledger import Stamp
from ...models import Recommendation, RecommendationTheme, Theme
from ..base import COUNT_CAP, stamp_of
from ..fields import ActorsField, ManyField, PartialDateField, PlainTextField, SomeOf, number
from .desk_forms import actor_field

if TYPE_CHECKING:
    from .admin import RecommendationAdmin

Result = Recommendation | TrackerError
Seen = Mapping[int, int | None]
"""The assignment each record stood with when it was chosen, by primary keys."""


def each(act: Callable[[Recommendation], Recommendation], records: Sequence[Recommendation]) -> list[Result]:
    """Act on each on its own; a refusal stands in its place and stops no other."""
    results: list[Result] = []
    for record in records:
        try:
            results.append(act(record))
        except TrackerError as refusal:
            results.append(refusal)
    return results


class EditForm(forms.Form):
    """What is left empty stays as it is in each record."""

    due_on = PartialDateField(label=_("Due date"), required=False)
    response = forms.ChoiceField(label=_("Response"), required=False, choices=[("", "—"), *Response.choices])
    response_due_on = PartialDateField(label=_("Response due"), required=False)
    satisfaction = forms.ChoiceField(
        label=_("Satisfaction of the proposers"), required=False, choices=[("", "—"), *Satisfaction.choices]
    )
    priority = forms.ChoiceField(label=_("Priority"), required=False, choices=[("", "—"), *Priority.choices])
    reason = PlainTextField(
        label=_("Reason"), required=False, help_text=_("Needed where a due date is moved.")
    )

    def __init__(self, *args: Any, site: AdminSite, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actors"] = ActorsField(site, label=_("Actors"), required=False)
        self.fields["themes"] = ManyField(
            Theme.objects.all(), label=_("Themes"), required=False,
            widget=SomeOf(RecommendationTheme._meta.get_field("theme"), site),
        )  # fmt: skip
        self.order_fields(["actors", "due_on", "themes"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.changes:
            raise forms.ValidationError(_("Fill in what is to change."))
        return cleaned

    @property
    def changes(self) -> dict[str, Any]:
        plain = ("actors", "due_on", "response", "response_due_on", "satisfaction", "priority")
        found = {name: self.cleaned_data.get(name) for name in plain}
        found["themes"] = [theme.slug for theme in self.cleaned_data.get("themes") or ()]
        return {name: value for name, value in found.items() if value}

    def apply(self, stamp: Stamp, records: Sequence[Recommendation]) -> list[Result]:
        return editing.edit_many(stamp, records, self.changes, self.cleaned_data["reason"])


class MoveForm(forms.Form):
    """One move for all; which fields it needs, the table of moves says for each row."""

    to = forms.ChoiceField(
        label=_("Status"), choices=[(s.value, s.label) for s in Status if s != Status.NOT_ASSESSED]
    )
    refusal = forms.ChoiceField(
        label=_("Reason for refusing"), required=False, choices=[("", "—"), *RefusalReason.choices]
    )
    reason = PlainTextField(label=_("Reason or note"), required=False)
    on = PartialDateField(label=_("As of"), required=False)
    due_on = PartialDateField(label=_("Due date"), required=False)
    look_again_on = PartialDateField(label=_("Look again on"), required=False)
    done = PlainTextField(label=_("What is done"), required=False)
    remaining = PlainTextField(label=_("What remains"), required=False)

    def __init__(self, *args: Any, site: AdminSite, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def apply(self, stamp: Stamp, records: Sequence[Recommendation]) -> list[Result]:
        data = dict(self.cleaned_data)
        refusal = data.pop("refusal")
        if refusal:
            label = str(RefusalReason(refusal).label)
            data["reason"] = "：".join(part for part in (label, data["reason"]) if part)
        move = workflow.MoveRequest(**data)
        return workflow.transition_many(stamp, [(record, move) for record in records])


class DecideForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("verify", _("Verify")), ("return", _("Return")), ("dispute", _("Dispute"))],
    )
    reason = PlainTextField(label=_("Reason"), required=False)

    def __init__(self, *args: Any, site: AdminSite, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def apply(self, stamp: Stamp, records: Sequence[Recommendation]) -> list[Result]:
        decision, reason = self.cleaned_data["decision"], self.cleaned_data["reason"]
        return each(lambda record: workflow.decide(stamp, record, decision, reason), records)


class AssignForm(forms.Form):
    """Hand all to one actor, who becomes their lead; ``seen`` is who had each when it was chosen."""

    seen: Seen
    days = forms.IntegerField(
        label=_("Working days to answer"), min_value=1, max_value=60, initial=ANSWER_DAYS
    )
    reason = PlainTextField(label=_("Note"), required=False)

    def __init__(self, *args: Any, site: AdminSite, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actor"] = actor_field(site, _("Actor"))
        self.order_fields(["actor"])

    def apply(self, stamp: Stamp, records: Sequence[Recommendation]) -> list[Result]:
        actor, days, reason = (self.cleaned_data[name] for name in ("actor", "days", "reason"))

        def assign(record: Recommendation) -> Recommendation:
            desk.assign(stamp, [record], actor, days=days, reason=reason, seen=self.seen)
            return record

        return each(assign, records)


@dataclass(frozen=True)
class Kind:
    label: Any
    role: Role
    form: Callable[..., Any]


KINDS = {
    "edit": Kind(_("Edit together"), Role.EDITOR, EditForm),
    "move": Kind(_("Move together"), Role.EDITOR, MoveForm),
    "assign": Kind(_("Hand over together"), Role.EDITOR, AssignForm),
    "decide": Kind(_("Verify together"), Role.REVIEWER, DecideForm),
}


@dataclass(frozen=True)
class Row:
    """One record: what changes in it, or why it is refused; ``item`` is how the form names it."""

    record: Recommendation
    item: str
    lines: list[Line]
    refusal: str = ""


def together_view(admin: "RecommendationAdmin", request: HttpRequest, selected: Any = None) -> HttpResponse:
    """``selected`` is the rows chosen in the list; later steps carry them as items."""
    if request.method != "POST":
        raise PermissionDenied
    name = request.POST.get("action", "")
    kind = KINDS.get(name)
    if kind is None or not request.user.has_role(kind.role):  # type: ignore[union-attr]
        raise PermissionDenied
    step = request.POST.get("step", "") if selected is None else ""
    records, seen = _chosen(selected) if selected is not None else _posted(admin, request)
    form = kind.form(request.POST if step else None, site=admin.admin_site)
    context = admin.admin_site.each_context(request) | {
        "opts": admin.opts, "title": kind.label, "form": form, "action": name, "back": request.GET.urlencode(),
        "media": admin.media + form.media,
    }  # fmt: skip
    if len(records) > COUNT_CAP:
        context["too_many"] = COUNT_CAP
        return TemplateResponse(request, "recommendations_admin/together.html", context, status=400)
    form.seen = seen
    if not step or not form.is_valid():
        context["rows"] = [Row(record, _item(record, seen), []) for record in records]
        return TemplateResponse(request, "recommendations_admin/together.html", context)
    fingerprint = _fingerprint(form, records)
    if step == "save" and request.POST.get("previewed") == fingerprint:
        results = _run(form, stamp_of(request), records, keep=True)
        context |= {"results": results, "summary": _summary(results, _("%(n)s saved"))}
    else:
        found = _run(form, stamp_of(request), records, keep=False)
        context |= {
            "rows": found,
            "previewed": fingerprint,
            "summary": _summary(found, _("%(n)s will change")),
        }
    return TemplateResponse(request, "recommendations_admin/together.html", context)


def _chosen(selected: Any) -> tuple[list[Recommendation], Seen]:
    records = list(selected[: COUNT_CAP + 1])
    return records, standing(records)


def _posted(admin: "RecommendationAdmin", request: HttpRequest) -> tuple[list[Recommendation], Seen]:
    """The rows as they were seen; what is not visible is left out."""
    versions, assignments = {}, {}
    for item in request.POST.getlist("item"):
        ref, version, assignment = (*item.split(":", 2), "", "")[:3]
        if known := number(version):
            versions[ref], assignments[ref] = known, number(assignment)
    found = {record.ref: record for record in admin.get_queryset(request).filter(ref__in=versions)}
    records = [found[ref] for ref in versions if ref in found]
    for record in records:
        record.version = versions[record.ref]
    return records, {record.pk: assignments[record.ref] for record in records}


def _item(record: Recommendation, seen: Seen) -> str:
    """How a form names a record, the version it was seen at and the assignment it stood with then."""
    return f"{record.ref}:{record.version}:{seen.get(record.pk) or ''}"


def _run(form: Any, stamp: Stamp, records: Sequence[Recommendation], *, keep: bool) -> list[Row]:
    """Apply the form to the records and tell what came of each; without ``keep`` nothing stays."""
    pks = [record.pk for record in records]
    items = [_item(record, form.seen) for record in records]
    with nullcontext() if keep else transaction.atomic():
        before = Recommendation.states(pks)
        results = form.apply(stamp, records)
        after = Recommendation.states(pks)
        if not keep:
            transaction.set_rollback(True)
    differences = [
        (
            Recommendation,
            {name: value for name, value in before[pk].items() if after[pk].get(name) != value},
            {name: value for name, value in after[pk].items() if before[pk].get(name) != value},
        )
        for pk in pks
    ]
    return [
        Row(record, item, lines, str(result.detail) if isinstance(result, TrackerError) else "")
        for record, item, result, lines in zip(records, items, results, lines_of(differences), strict=True)
    ]


def _summary(rows: Sequence[Row], changed: Any) -> str:
    refused = sum(bool(row.refusal) for row in rows)
    same = sum(not row.lines and not row.refusal for row in rows)
    parts = [changed % {"n": len(rows) - refused - same}]
    parts += [_("%(n)s unchanged") % {"n": same}] if same else []
    parts += [_("%(n)s refused") % {"n": refused}] if refused else []
    return "，".join(str(part) for part in parts)


def _fingerprint(form: forms.Form, records: Sequence[Recommendation]) -> str:
    """What was previewed: saving anything else shows a preview first."""
    asked = [(name, [str(each) for each in value] if hasattr(value, "__iter__") else value)
             for name, value in sorted(form.cleaned_data.items())]  # fmt: skip
    chosen = [(record.ref, record.version) for record in records]
    return hashlib.sha256(repr((asked, chosen)).encode("utf-8", "replace")).hexdigest()
