"""Adding evidence and progress on the record page, and deciding on links."""

from typing import Any

from django import forms
from django.contrib.admin.sites import AdminSite
from django.contrib.admin.widgets import AdminTextInputWidget, AdminURLFieldWidget
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ... import evidence
from ...choices import Disclosure, EvidenceKind, EvidenceLevel, Pace, Stance
from ...exceptions import Invalid
from ...ledger import Stamp
from ...models import Document, Evidence, EvidenceLink, Recommendation
from ..fields import OneOf, PartialDateField, PlainTextField

EXISTING = "existing"
LEVELS = [("", "—"), *EvidenceLevel.choices]


class EvidenceForm(forms.Form):
    """New evidence of any kind, or evidence recorded before, weighed for one record."""

    kind = forms.ChoiceField(
        label=_("Kind of evidence"), widget=forms.RadioSelect, initial=EvidenceKind.LINK,
        choices=[*EvidenceKind.choices, (EXISTING, _("Recorded before"))],
    )  # fmt: skip
    passage = PlainTextField(
        label=_("Passage"),
        required=False,
        strip=False,
        help_text=_("Copied from the document, word for word."),
    )
    url = forms.CharField(label=_("Address"), max_length=1000, required=False, widget=AdminURLFieldWidget)
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("Of a web address: the page as you saved it, kept with its SHA-256."),
    )
    text = PlainTextField(label=_("Note"), required=False)
    title = forms.CharField(label=_("Title"), max_length=500, required=False, widget=AdminTextInputWidget)
    stance = forms.ChoiceField(label=_("Stance"), choices=Stance.choices)
    level = forms.ChoiceField(label=_("Level of evidence"), choices=LEVELS, required=False)
    effective_on = PartialDateField(label=_("True since"), required=False)
    document_date = PartialDateField(label=_("Date of the evidence"), required=False)
    disclosure = forms.TypedChoiceField(
        label=_("Disclosure"), required=False, choices=Disclosure.choices,
        empty_value=Disclosure.OPEN.value,
    )  # fmt: skip
    reason = forms.CharField(label=_("Remark"), required=False, widget=AdminTextInputWidget)

    FOR = {"document": "passage", "passage": "passage", "url": "link", "file": "file", "text": "note",
           "known": EXISTING}  # fmt: skip

    def __init__(self, *args: Any, site: AdminSite, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_evidence_%s", **kwargs)
        pairs = (
            ("document", Document.objects.order_by("slug"), Evidence, "document", _("Document")),
            ("known", Evidence.objects.all(), EvidenceLink, "evidence", _("Evidence")),
        )
        for name, rows, owner, relation, label in pairs:
            widget = OneOf(owner._meta.get_field(relation), site)
            self.fields[name] = forms.ModelChoiceField(rows, label=label, required=False, widget=widget)
        first = ("kind", "document", "passage", "url", "file", "text", "known")
        self.order_fields([*first, *(name for name in self.fields if name not in first)])

    def add_to(self, stamp: Stamp, record: Recommendation) -> None:
        """Record and link it, both or neither. Raises what ``recommendations.evidence`` raises."""
        data = self.cleaned_data
        if data["kind"] != EXISTING:
            evidence.add(stamp, record, data)
        elif data["known"] is None:
            raise Invalid(_("Some fields are wrong."), errors=[("known", _("Choose the evidence."))])
        else:
            weight = {name: data[name] for name in ("stance", "reason", "level", "effective_on")}
            evidence.link(stamp, data["known"], [record], **weight)


class DisclosureForm(forms.Form):
    """Whether the public may see a piece of evidence."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    disclosure = forms.ChoiceField(label=_("Disclosure"), choices=Disclosure.choices)
    reason = forms.CharField(label=_("Reason"), required=False, widget=AdminTextInputWidget)


class ProgressForm(forms.Form):
    """A progress report; needs no move of the status."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    period = PartialDateField(label=_("Period"))
    text = PlainTextField(label=_("Progress"), max_length=5000)
    problems = PlainTextField(label=_("Problems"), max_length=5000, required=False)
    next_steps = PlainTextField(label=_("Next steps"), max_length=5000, required=False)
    pace = forms.ChoiceField(label=_("Pace"), required=False, choices=[("", "—"), *Pace.choices])
    file = forms.FileField(label=_("Attachment"), required=False)

    def __init__(self, *args: Any, seen: int = 0, **kwargs: Any) -> None:
        initial = {"seen": seen, "period": timezone.localdate().strftime("%Y-%m")}
        super().__init__(*args, auto_id="id_progress_%s", initial=initial, **kwargs)


class LinkForm(forms.Form):
    """Confirm, reject or withdraw one link; the list it came from names the state it was seen in."""

    link = forms.IntegerField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    stance = forms.ChoiceField(label=_("Stance"), choices=Stance.choices, required=False)
    level = forms.ChoiceField(label=_("Level of evidence"), choices=LEVELS, required=False)
    effective_on = PartialDateField(label=_("True since"), required=False)
    reason = forms.CharField(label=_("Reason"), required=False, widget=AdminTextInputWidget)

    def __init__(self, *args: Any, link: EvidenceLink, **kwargs: Any) -> None:
        initial = {
            "link": link.pk, "version": link.version, "stance": link.stance,
            "level": link.level or link.evidence.level,
            "effective_on": link.effective_on or link.evidence.effective_on,
        }  # fmt: skip
        super().__init__(*args, auto_id=f"id_link{link.pk}_%s", initial=initial, **kwargs)

    def decide(self, stamp: Stamp, link: EvidenceLink, decision: str) -> None:
        """Raises what ``recommendations.evidence`` raises."""
        data = self.cleaned_data
        link.version = data["version"]
        if decision == "confirm":
            weight = {name: data[name] for name in ("stance", "level", "effective_on", "reason")}
            evidence.confirm(stamp, link, **weight)
        elif decision == "reject":
            evidence.reject(stamp, link, data["reason"])
        elif decision == "withdraw":
            evidence.withdraw(stamp, link, data["reason"])
        else:
            raise Invalid(_("There is no such action."))
