"""What people type about evidence: a new piece, a decision on a link, a passage and all it bears on, a search."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import choices
from .forms import DateText, PlainTextarea, pick

NARROW = forms.Textarea(attrs={"rows": 2})


class Weight(forms.Form):
    """What a piece of evidence means for a recommendation."""

    stance = forms.ChoiceField(label=_("What it says"), choices=choices.Stance.choices)
    level = forms.ChoiceField(
        label=_("What it proves"), required=False, choices=lambda: pick(choices.EvidenceLevel)
    )
    effective_on = DateText(label=_("True since"))
    reason = PlainTextarea(label=_("Why it counts"), required=False, max_length=5000)


class EvidenceForm(Weight):
    """A piece of evidence and what it means for one recommendation."""

    kind = forms.ChoiceField(label=_("Kind of evidence"), choices=choices.EvidenceKind.choices)
    title = forms.CharField(label=_("Title"), required=False, max_length=500)
    url = forms.CharField(label=_("Web address"), required=False, max_length=1000)
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("Of a web address: the page as you saved it, kept with its SHA-256."),
    )
    document = forms.CharField(
        label=_("Document"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"list": "documents"}),
    )
    passage = PlainTextarea(
        label=_("Passage"),
        required=False,
        max_length=5000,
        help_text=_("Copy it from the document as it stands there."),
    )
    text = PlainTextarea(label=_("Note"), required=False, max_length=5000)
    document_date = DateText(label=_("Date of the evidence"))
    disclosure = forms.TypedChoiceField(
        label=_("Disclosure"), required=False, choices=choices.Disclosure.choices,
        empty_value=choices.Disclosure.OPEN.value,
    )  # fmt: skip

    field_order = ("kind", "title", "url", "file", "document", "passage", "text", "stance", "level",
                   "document_date", "effective_on", "disclosure", "reason")  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "new_evidence_%s")
        super().__init__(*args, **kwargs)


class LinkForm(Weight):
    """A decision on a link."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    action = forms.ChoiceField(
        choices=[(name, name) for name in ("confirm", "reject", "withdraw")], widget=forms.HiddenInput
    )
    stance = forms.ChoiceField(required=False, choices=choices.Stance.choices)


class PassageForm(Weight):
    """A passage of the document, by its place or its words, and what it means for all that are ticked."""

    passage = PlainTextarea(label=_("Passage"), required=False, max_length=5000)
    start = forms.IntegerField(label=_("from character"), required=False, min_value=0, max_value=2**31 - 1)
    end = forms.IntegerField(label=_("to character"), required=False, min_value=0, max_value=2**31 - 1)
    reason = PlainTextarea(label=_("Why it counts"), required=False, max_length=5000, widget=NARROW)


class OwnWeight(Weight):
    """What differs for one of the ticked recommendations; what is left empty is as for all."""

    stance = forms.ChoiceField(
        label=_("What it says"), required=False, choices=lambda: pick(choices.Stance, _("as for all"))
    )
    level = forms.ChoiceField(
        label=_("What it proves"),
        required=False,
        choices=lambda: pick(choices.EvidenceLevel, _("as for all")),
    )
    effective_on = DateText(label=_("True since"), help_text="")
    reason = PlainTextarea(label=_("Why it counts"), required=False, max_length=5000, widget=NARROW)


class SearchForm(forms.Form):
    """A search that was made for evidence."""

    what = PlainTextarea(label=_("What was searched for"), max_length=5000, widget=NARROW)
    where = PlainTextarea(label=_("Where"), max_length=5000, widget=NARROW)
    searched_on = DateText(label=_("When"))
    result = PlainTextarea(label=_("Result"), max_length=5000, widget=NARROW)
