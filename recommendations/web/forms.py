"""What people type on pages, as text and choices; the rules stay below."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import choices
from ..exceptions import Invalid
from ..models import Account
from ..workflow import Move

SHORT = forms.Textarea(attrs={"rows": 2})
LONG = forms.Textarea(attrs={"rows": 4})
DATE_HELP = _("2026, 2026-05 or 2026-05-31")


class PlainTextarea(forms.CharField):
    """Text with line breaks as the database keeps them."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


class DateText(forms.CharField):
    """A date of any precision; the domain reads it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", DATE_HELP)
        super().__init__(max_length=10, required=False, **kwargs)
        self.widget.attrs.update({"inputmode": "numeric", "class": "date"})


class Lines(PlainTextarea):
    """One entry a line; cleans to a list without repetitions."""

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        if isinstance(value, list):
            return value
        return list(
            dict.fromkeys(line.strip() for line in super().to_python(value).split("\n") if line.strip())
        )

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial or "") != self.to_python(data or "")


def pick(enumeration: Any, blank: Any = "") -> list[tuple[str, Any]]:
    """The choices of an enumeration, after an empty one."""
    return ([] if blank is None else [("", blank or "—")]) + list(enumeration.choices)


def score_of(text: str) -> float:
    """A score from 0 to 1."""
    if not (
        len(text) < 8 and text.isascii() and text.replace(".", "", 1).isdigit() and 0 <= float(text) <= 1
    ):
        raise Invalid(_("Some fields are wrong."), errors=[("score", _("Give a number from 0 to 1."))])
    return float(text)


class MoveForm(forms.Form):
    """What a move may ask for; only the fields of the one move are kept."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    to = forms.CharField(widget=forms.HiddenInput)
    refusal = forms.ChoiceField(label=_("Reason from the list"), required=False)
    reason = PlainTextarea(label=_("Reason or note"), required=False, max_length=5000)
    done = PlainTextarea(label=_("What is done"), required=False, max_length=5000)
    remaining = PlainTextarea(label=_("What remains"), required=False, max_length=5000)
    on = DateText(label=_("As of"))
    due_on = DateText(label=_("Due date"))
    look_again_on = DateText(label=_("Look again on"))
    superseded_by = forms.CharField(label=_("Superseded by (ref)"), required=False, max_length=20)
    evidence = forms.TypedMultipleChoiceField(
        label=_("Evidence relied on"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked means all that is confirmed."),
    )  # fmt: skip

    def __init__(self, move: Move, evidence: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(auto_id=f"id_{move.to}_%s", **kwargs)
        asked = {each.field for each in move.requires}
        kept = {"version", "to", "reason"} | (asked & set(self.fields))
        kept |= {"on"} if move.effect != "close" else set()
        kept |= {"superseded_by"} if move.to == choices.Status.NO_LONGER_RELEVANT else set()
        kept |= {"refusal", "evidence"} if move.to == choices.Status.NOT_IMPLEMENTED else set()
        for name in set(self.fields) - kept:
            del self.fields[name]
        if "refusal" in self.fields:
            self.fields["refusal"].choices = pick(choices.RefusalReason)  # type: ignore[attr-defined]
        if "evidence" in self.fields:
            self.fields["evidence"].choices = evidence  # type: ignore[attr-defined]
            if not evidence:
                del self.fields["evidence"]


class DecisionForm(forms.Form):
    """Verify, return or dispute a report."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    decision = forms.CharField(widget=forms.HiddenInput, max_length=10)
    reason = PlainTextarea(label=_("Reason"), required=False, max_length=5000)


class ProgressForm(forms.Form):
    seen = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    period = DateText(label=_("Period"))
    text = PlainTextarea(label=_("Progress"), max_length=5000)
    problems = PlainTextarea(label=_("Problems"), required=False, max_length=5000)
    next_steps = PlainTextarea(label=_("Next steps"), required=False, max_length=5000)
    pace = forms.ChoiceField(label=_("Pace"), required=False, choices=lambda: pick(choices.Pace))


class RecordFields(forms.Form):
    """The fields a reviewer can set on one candidate or on many."""

    leads = Lines(
        label=_("Lead actors"), required=False, max_length=5000, help_text=_("One a line, the first leads.")
    )
    supports = Lines(
        label=_("Supporting actors"), required=False, max_length=5000, help_text=_("One a line.")
    )
    themes = forms.MultipleChoiceField(label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple)
    due_on = DateText(label=_("Due date"))

    def __init__(self, *args: Any, themes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].choices = themes  # type: ignore[attr-defined]


class ManyForm(RecordFields):
    """What all ticked candidates get."""

    proposed_due = forms.BooleanField(label=_("Set the due date proposed for each"), required=False)


class EditForm(RecordFields):
    """Every field people edit. What it was when the page was read goes along, so only changes are sent."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    summary = PlainTextarea(label=_("Summary"), required=False, max_length=5000, widget=LONG)
    instruments = Lines(label=_("Instruments"), required=False, max_length=5000, help_text=_("One a line."))
    places = Lines(label=_("Places"), required=False, max_length=5000, help_text=_("One a line."))
    priority = forms.ChoiceField(label=_("Priority"), choices=choices.Priority.choices)
    priority_reason = forms.CharField(label=_("Reason for the priority"), required=False, max_length=500)
    horizon = forms.ChoiceField(label=_("Horizon"), choices=choices.Horizon.choices)
    done_test = PlainTextarea(
        label=_("When it counts as done"), required=False, max_length=2000, widget=SHORT
    )
    response = forms.ChoiceField(label=_("Response"), choices=choices.Response.choices)
    response_document = forms.CharField(
        label=_("Responding document"), required=False, max_length=120,
        widget=forms.TextInput(attrs={"list": "documents"}), help_text=_("Its short name in the address."),
    )  # fmt: skip
    response_on = DateText(label=_("Date of the response"))
    response_due_on = DateText(label=_("Response due"))
    satisfaction = forms.ChoiceField(
        label=_("Satisfaction of the proposers"), choices=choices.Satisfaction.choices
    )
    parent = forms.CharField(label=_("Parent (ref)"), required=False, max_length=20)
    external_id = forms.CharField(label=_("External number"), required=False, max_length=100)
    published = forms.BooleanField(label=_("Published: readable without an account"), required=False)
    reason = PlainTextarea(
        label=_("Why you change it"), required=False, max_length=5000, widget=SHORT,
        help_text=_("Needed when the due date moves."),
    )  # fmt: skip

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not account.has_role(choices.Role.REVIEWER):
            del self.fields["published"]
        for name, field in self.fields.items():
            field.show_hidden_initial = name not in ("version", "reason")

    @property
    def wanted(self) -> list[str]:
        """The names of the fields the person changed, beside version and reason."""
        return [name for name in self.changed_data if name not in ("version", "reason")]


class UploadForm(forms.Form):
    """A document and what is known about it; ``file`` alone is enough."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.txt,.html,.htm,.md", "class": "drop"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file holds no text.")},
    )
    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=500,
        help_text=_("Left empty: the first line of the text."),
    )
    kind = forms.ChoiceField(
        label=_("Kind of document"), choices=choices.DocumentKind.choices, initial="other"
    )
    disclosure = forms.TypedChoiceField(
        label=_("Disclosure"), required=False, choices=choices.Disclosure.choices,
        empty_value=choices.Disclosure.OPEN.value,
    )  # fmt: skip
    published_on = DateText(label=_("Date of the document"))
    publisher = forms.CharField(label=_("Publisher"), required=False, max_length=200)
    authors = Lines(label=_("Authors"), required=False, max_length=2000, help_text=_("One a line."))
    number = forms.CharField(label=_("Document number"), required=False, max_length=100)


class CandidateForm(RecordFields):
    """A decision on one candidate, with amendments."""

    action = forms.ChoiceField(choices=[(name, name) for name in ("accept", "reject", "merge", "split")])
    title = forms.CharField(label=_("Title"), required=False, max_length=500, widget=SHORT)
    into = forms.CharField(label=_("Same as (ref)"), required=False, max_length=20)
    cuts = PlainTextarea(label=_("Parts"), required=False, strip=False, max_length=20000)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=2000)
