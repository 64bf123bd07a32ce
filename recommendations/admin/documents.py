"""Documents: upload through the intake, description, text version, warnings, the original."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..choices import CandidateState, Disclosure, DocumentKind, Role
from ..editing import edit_register
from ..exceptions import TrackerError
from ..intake import NewDocument, ingest
from ..models import Document
from .base import RegisterAdmin, RegisterForm, stamp_of
from .conflicts import put_refusal
from .fields import LinesField, PartialDateField


class DocumentForm(RegisterForm):
    published_on = PartialDateField(required=False)


class UploadForm(forms.Form):
    """A file and what is known about it; what is left empty is read from the file."""

    file = forms.FileField(label=_("File"))
    title = forms.CharField(label=_("Title"), max_length=500, required=False, widget=AdminTextInputWidget)
    authors = LinesField(label=_("Authors"), required=False, help_text=_("One a line."))
    publisher = forms.CharField(
        label=_("Publisher"), max_length=200, required=False, widget=AdminTextInputWidget
    )
    published_on = PartialDateField(label=_("Date of the document"), required=False)
    number = forms.CharField(
        label=_("Document number"), max_length=100, required=False, widget=AdminTextInputWidget
    )
    kind = forms.ChoiceField(
        label=_("Kind of document"), choices=DocumentKind.choices, initial=DocumentKind.OTHER
    )
    disclosure = forms.TypedChoiceField(
        label=_("Disclosure"), required=False, choices=Disclosure.choices,
        empty_value=Disclosure.OPEN.value,
    )  # fmt: skip

    @property
    def new(self) -> NewDocument:
        data = {name: value for name, value in self.cleaned_data.items() if name != "file"}
        return NewDocument(**data | {"authors": tuple(data["authors"])})


class DocumentAdmin(RegisterAdmin):
    form = DocumentForm
    added_by = changed_by = Role.EDITOR
    list_display = ("title", "published_on", "kind", "publisher", "number", "disclosure", "version")
    list_filter = ("kind", "disclosure")
    search_fields = ("title", "slug", "number")
    ordering = ("-published_on", "slug")
    fields = (
        "title",
        "authors",
        "publisher",
        "published_on",
        "date_note",
        "number",
        "kind",
        "language",
        "disclosure",
    )
    change_form_template = "recommendations_admin/document.html"

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if "published_on" in form.base_fields:
            form.base_fields["published_on"].label = Document._meta.get_field("published_on").verbose_name
        return form

    def change_record(self, request: HttpRequest, record: Document, form: RegisterForm) -> None:
        edit_register(stamp_of(request), record, form.changes, form.links)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        document = self.get_object(request, object_id)
        context = dict(extra_context or {})
        if document is not None:
            pending = document.candidates.filter(state=CandidateState.PENDING).count()
            recommendations = document.recommendations.count()
            context |= {"pending": pending, "recommendations": recommendations, "text": document.text}
        return super().change_view(request, object_id, form_url, context)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form, status = UploadForm(request.POST or None, request.FILES or None), 200
        if request.method == "POST":
            status = 400
            if form.is_valid():
                upload = form.cleaned_data["file"]
                try:
                    document, created = ingest(stamp_of(request), upload.read(), upload.name, form.new)
                except TrackerError as refusal:
                    status = refusal.status
                    put_refusal(form, refusal)
                else:
                    said = _("Stored and read.") if created else _("This file is stored already; here it is.")
                    messages.success(request, said)
                    return HttpResponseRedirect(
                        reverse("admin:recommendations_document_change", args=[document.pk])
                    )
        context = self.admin_site.each_context(request) | {
            "form": form, "opts": self.opts, "title": _("Upload a document"), "media": self.media + form.media,
        }  # fmt: skip
        return TemplateResponse(request, "recommendations_admin/upload.html", context, status=status)
