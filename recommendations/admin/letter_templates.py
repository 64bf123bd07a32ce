"""Word templates of letters: uploaded, checked, one in use for each kind."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from .. import desk
from ..choices import LetterKind, Role
from ..exceptions import TrackerError
from ..models import LetterTemplate
from .base import LedgerAdmin, stamp_of
from .conflicts import in_words, put_refusal


class TemplateForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of letter"), choices=LetterKind.choices)
    name = forms.CharField(label=_("Name"), max_length=100, widget=AdminTextInputWidget)
    file = forms.FileField(label=_("Word file"), help_text=_("A docx of at most 5 MB, without macros."))


class LetterTemplateAdmin(LedgerAdmin):
    added_by = Role.EDITOR
    list_display = ("name", "kind", "used", "created_at", "download")
    list_display_links = None
    list_filter = ("kind", "in_use")
    list_select_related = ("file",)
    change_list_template = "recommendations_admin/letter_templates.html"

    def get_urls(self) -> list[URLPattern]:
        guard = self.admin_site.admin_view
        name = "recommendations_lettertemplate_built_in"
        return [path("built-in/", guard(_built_in), name=name), *super().get_urls()]

    @admin.display(description=_("in use"), ordering="in_use")
    def used(self, template: LetterTemplate) -> str:
        return str(_("Yes") if template.in_use else _("No"))

    @admin.display(description=_("file"))
    def download(self, template: LetterTemplate) -> str:
        address = reverse("admin:file", args=[template.file_id])
        return format_html('<a href="{}">{}</a>', address, template.file.name)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {
            "use": (partial(_use, used=True), "use", _("Write letters from this template")),
            "rest": (partial(_use, used=False), "rest", _("Go back to the built-in form")),
        }

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:recommendations_lettertemplate_changelist"))

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form, status = TemplateForm(request.POST or None, request.FILES or None), 200
        if request.method == "POST":
            status = 400
            if form.is_valid():
                data, file = form.cleaned_data, form.cleaned_data["file"]
                try:
                    desk.keep_template(stamp_of(request), data["kind"], data["name"], file.name, file.read())
                except TrackerError as refusal:
                    status = refusal.status
                    put_refusal(form, refusal)
                else:
                    messages.success(request, _("Kept; letters of this kind are written from it now."))
                    return HttpResponseRedirect(reverse("admin:recommendations_lettertemplate_changelist"))
        context = self.admin_site.each_context(request) | {
            "form": form, "opts": self.opts, "title": _("New letter template"), "media": self.media + form.media,
            "letter": desk.LETTER, "row": desk.ROW,
        }  # fmt: skip
        return TemplateResponse(request, "recommendations_admin/letter_template.html", context, status=status)


def _built_in(request: HttpRequest) -> HttpResponse:
    """The built-in form, to begin from."""
    headers = {"Content-Disposition": 'attachment; filename="letter-template.docx"'}
    return HttpResponse(desk.built_in(), desk.WORD, headers=headers)


def _use(
    model_admin: LetterTemplateAdmin,
    request: HttpRequest,
    queryset: QuerySet[LetterTemplate],
    *,
    used: bool,
) -> None:
    try:
        for template in queryset.order_by("pk"):
            desk.use_template(stamp_of(request), template, used=used)
    except TrackerError as refusal:
        messages.error(request, in_words(refusal))
    else:
        messages.success(request, _("Saved."))
