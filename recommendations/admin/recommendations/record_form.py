"""The fields of a recommendation that people edit."""

from typing import Any

from django import forms
from django.contrib.admin.sites import AdminSite
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    AdminTextInputWidget,
)
from django.utils.translation import gettext_lazy as _

from ...choices import Horizon, Priority, Response, Role, Satisfaction
from ...models import Account, Document, Recommendation, RecommendationTheme, Theme
from ..conflicts import OpenedForm
from ..fields import (
    ActorsField,
    LinesField,
    ManyField,
    OneOf,
    PartialDateField,
    PlainTextField,
    SomeOf,
    joined,
)


class RecordForm(OpenedForm, forms.Form):
    """``changes`` is what ``editing.edit`` takes: only what this person changed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=500, widget=AdminTextInputWidget)
    summary = PlainTextField(label=_("Summary"), max_length=5000, required=False)
    priority = forms.ChoiceField(label=_("Priority"), choices=Priority.choices)
    priority_reason = forms.CharField(
        label=_("Reason for the priority"), max_length=500, required=False, widget=AdminTextInputWidget
    )
    horizon = forms.ChoiceField(label=_("Horizon"), choices=Horizon.choices)
    done_test = PlainTextField(label=_("When it counts as done"), max_length=2000, required=False)
    instruments = LinesField(label=_("Instruments"), required=False, help_text=_("One a line."))
    places = LinesField(label=_("Places"), required=False, help_text=_("One a line."))
    external_id = forms.CharField(
        label=_("External number"), max_length=100, required=False, widget=AdminTextInputWidget
    )
    response = forms.ChoiceField(label=_("Response"), choices=Response.choices)
    response_on = PartialDateField(label=_("Date of the response"), required=False)
    response_due_on = PartialDateField(label=_("Response due"), required=False)
    satisfaction = forms.ChoiceField(label=_("Satisfaction of the proposers"), choices=Satisfaction.choices)
    due_on = PartialDateField(label=_("Due date"), required=False)
    reason = forms.CharField(
        label=_("Reason for moving the due date"), required=False,
        widget=AdminTextareaWidget(attrs={"rows": 1}),
        help_text=_("Needed only when a due date is moved."),
    )  # fmt: skip
    published = forms.BooleanField(label=_("Published"), required=False)

    def __init__(
        self, *args: Any, site: AdminSite, user: Account, roles: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        self.site, self.user, self.roles = site, user, roles
        super().__init__(*args, **kwargs)

    def add_fields(self) -> None:
        site, fields = self.site, self.fields
        fields["actors"] = ActorsField(site, label=_("Actors"), required=False)
        fields["actors"].widget.roles = self.roles  # type: ignore[attr-defined]
        fields["themes"] = ManyField(
            Theme.objects.all(), label=_("Themes"), required=False,
            widget=SomeOf(RecommendationTheme._meta.get_field("theme"), site),
        )  # fmt: skip
        fields["parent"] = chooser(site, "parent", Recommendation, _("Parent"), "ref")
        fields["response_document"] = chooser(
            site, "response_document", Document, _("Responding document"), "slug"
        )
        if not self.user.has_role(Role.REVIEWER):
            del self.fields["published"]

    @property
    def changes(self) -> dict[str, Any]:
        found = {}
        for name in self.changed:
            value = self.cleaned_data[name]
            if name == "themes":
                value = [theme.slug for theme in value]
            elif name in ("parent", "response_document"):
                value = value.key if value else ""
            found[name] = value
        return found


def chooser(site: AdminSite, name: str, model: Any, label: Any, order: str) -> forms.ModelChoiceField:
    """A field with autocomplete over the named relation of a recommendation."""
    widget = OneOf(Recommendation._meta.get_field(name), site)
    return forms.ModelChoiceField(model.objects.order_by(order), label=label, required=False, widget=widget)


def initial_of(record: Recommendation) -> dict[str, Any]:
    """What the form shows for the record as it stands."""
    actors = Recommendation.linked("actor_links", [record.pk], "actor_id", "role")
    themes = Recommendation.linked("theme_links", [record.pk], "theme_id")
    terms = list(Recommendation.linked("terms", [record.pk], "kind", "value"))
    plain = (
        "version", "title", "summary", "priority", "priority_reason", "horizon", "done_test", "external_id",
        "response", "response_on", "response_due_on", "satisfaction", "due_on", "published",
    )  # fmt: skip
    return {name: getattr(record, name) for name in plain} | {
        "actors": joined([(actor, role) for _pk, actor, role in actors]),
        "themes": [theme for _pk, theme in themes],
        "instruments": [value for _pk, kind, value in terms if kind == "instrument"],
        "places": [value for _pk, kind, value in terms if kind == "place"],
        "parent": record.parent_id,
        "response_document": record.response_document_id,
    }
