"""A record without a candidate: from a letter, a meeting, by hand, or a passage of a document."""

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ...choices import Origin, RecommendationLevel
from ...editing import NewRecommendation, create_recommendations
from ...exceptions import TrackerError
from ...models import Document, Recommendation
from ...models.wording import Wording
from ..base import stamp_of
from ..conflicts import put_refusal
from ..fields import OneOf, PlainTextField
from .record_form import RecordForm

if TYPE_CHECKING:
    from .admin import RecommendationAdmin

START = {"origin": Origin.LETTER, "level": RecommendationLevel.PARENT, "priority": "none",
         "horizon": "one_off", "response": "none"}  # fmt: skip


class NewForm(RecordForm):
    """The fields of a record and where it comes from."""

    version = None  # type: ignore[assignment]
    reason = None  # type: ignore[assignment]
    origin = forms.ChoiceField(label=_("Origin"), choices=Origin.choices)
    level = forms.ChoiceField(label=_("Level"), choices=RecommendationLevel.choices)
    quote = PlainTextField(
        label=_("Quote"), required=False, help_text=_("Word for word, as the source has it.")
    )

    def add_fields(self) -> None:
        super().add_fields()
        widget = OneOf(Recommendation._meta.get_field("document"), self.site)
        rows = Document.objects.order_by("slug")
        self.fields["document"] = forms.ModelChoiceField(
            rows, label=_("Document"), required=False, widget=widget
        )
        self.order_fields(
            ["origin", "document", "quote", "title", "summary", "external_id", "level", "parent", "actors"]
        )

    @property
    def new(self) -> NewRecommendation:
        own = ("origin", "level", "quote", "document")
        changes = {name: value for name, value in self.changes.items() if name not in own}
        return NewRecommendation(
            changes | {"title": self.cleaned_data["title"]}, **{n: self.cleaned_data[n] for n in own}
        )


def new_view(admin: "RecommendationAdmin", request: HttpRequest) -> HttpResponse:
    """Ask for the fields, create the record, and go to its page."""
    if not admin.has_add_permission(request):
        raise PermissionDenied
    site, user = admin.admin_site, request.user
    roles = Wording.read().roles("")
    form = NewForm(request.POST or None, initial=START, site=site, user=user, roles=roles)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                (record,) = create_recommendations(stamp_of(request), [form.new])
            except TrackerError as refusal:
                status = refusal.status
                put_refusal(form, refusal)
            else:
                messages.success(request, _("Saved."))
                return HttpResponseRedirect(
                    reverse("admin:recommendations_recommendation_change", args=[record.pk])
                )
    context = site.each_context(request) | {
        "form": form, "opts": admin.opts, "title": _("New recommendation"), "media": admin.media + form.media,
    }  # fmt: skip
    return TemplateResponse(request, "recommendations_admin/new.html", context, status=status)
