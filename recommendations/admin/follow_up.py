"""The desk's queues and registers: assignments, extensions, contacts, links, letters, names of classes and roles."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from .. import desk
from ..choices import Role
from ..editing import edit_register, new_register
from ..exceptions import TrackerError
from ..models import Contact, Letter, ReportingLink
from .base import LedgerAdmin, RegisterAdmin, RegisterForm, stamp_of
from .conflicts import put_refusal
from .fields import PartialDateField
from .recommendations.desk_forms import actor_field


class QueueAdmin(LedgerAdmin):
    """A queue whose items are decided on the page of their record."""

    list_display_links = None
    list_filter = ("state",)
    list_select_related = ("recommendation",)
    search_fields = ("recommendation__ref", "recommendation__title")

    @admin.display(description=_("recommendation"))
    def opened(self, row: Any) -> str:
        address = reverse("admin:recommendations_recommendation_change", args=[row.recommendation_id])
        record = row.recommendation
        return format_html(
            '<a href="{}#desk"><span class="ref">{}</span> {}</a>', address, record.ref, record.title
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        address = reverse("admin:recommendations_recommendation_change", args=[row.recommendation_id])
        return HttpResponseRedirect(f"{address}#desk")


class AssignmentAdmin(QueueAdmin):
    list_display = ("opened", "actor", "state", "answer_by", "proposed_actor", "reason")
    list_select_related = ("recommendation", "actor", "proposed_actor")


class ExtensionAdmin(QueueAdmin):
    list_display = ("opened", "present", "new_due_on", "reason", "requested_by", "state", "answer")
    list_select_related = ("recommendation", "requested_by")

    @admin.display(description=_("due date"))
    def present(self, row: Any) -> str:
        return row.recommendation.due_on


class DraftAdmin(QueueAdmin):
    """Progress reports; those handed in by link wait here for the desk."""

    list_display = ("opened", "period", "content", "problems", "pace", "state", "submitted_by")
    list_filter = ("state", "pace", "period")


class DeskRegister(RegisterAdmin):
    added_by = changed_by = Role.EDITOR

    def add_record(self, request: HttpRequest, record: Any, form: RegisterForm) -> None:
        new_register(stamp_of(request), record, form.links)

    def change_record(self, request: HttpRequest, record: Any, form: RegisterForm) -> None:
        edit_register(stamp_of(request), record, form.changes, form.links)


class ContactForm(RegisterForm):
    valid_from = PartialDateField(label=_("From"), required=False)
    valid_to = PartialDateField(label=_("Until"), required=False)

    class Meta:
        model = Contact
        exclude = ()


class ContactAdmin(DeskRegister):
    form = ContactForm
    list_display = ("name", "actor", "duty", "phone", "email", "recommendation", "valid_from", "valid_to")
    list_filter = ("duty",)
    list_select_related = ("actor", "recommendation")
    search_fields = ("name", "phone", "email")
    autocomplete_fields = ("actor", "recommendation")
    fields = (
        "actor",
        "recommendation",
        "duty",
        "name",
        "phone",
        "email",
        "language",
        "valid_from",
        "valid_to",
    )


class StatusClassAdmin(DeskRegister):
    viewed_by = added_by = changed_by = Role.ADMINISTRATOR
    list_display = ("label", "status", "document_kind")
    fields = ("document_kind", "status", "label")


class RoleNameAdmin(DeskRegister):
    viewed_by = added_by = changed_by = Role.ADMINISTRATOR
    list_display = ("label", "role", "document_kind")
    fields = ("document_kind", "role", "label")


class LinkForm(forms.Form):
    days = forms.IntegerField(label=_("Days until it expires"), min_value=1, max_value=90, initial=30)

    def __init__(self, *args: Any, site: admin.AdminSite, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actor"] = actor_field(site, _("Actor"))
        self.order_fields(["actor"])


class ReportingLinkAdmin(LedgerAdmin):
    """Made here, shown once, revoked from the list."""

    added_by = Role.EDITOR
    list_display = ("actor", "created_at", "expires_at", "revoked_at")
    list_display_links = None
    list_select_related = ("actor",)
    search_fields = ("actor__name",)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {"revoke": (_revoke, "revoke", _("Revoke the selected"))}

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = LinkForm(request.POST or None, site=self.admin_site)
        context: dict[str, Any] = {"form": form, "opts": self.opts, "title": _("New reporting link")}
        if request.method == "POST" and form.is_valid():
            try:
                link, token = desk.make_link(
                    stamp_of(request), form.cleaned_data["actor"], form.cleaned_data["days"]
                )
                context |= {"link": link, "token": token}
            except TrackerError as refusal:
                put_refusal(form, refusal)
        context |= self.admin_site.each_context(request) | {"media": self.media + form.media}
        return TemplateResponse(request, "recommendations_admin/reporting_link.html", context)


def _revoke(model_admin: ReportingLinkAdmin, request: HttpRequest, queryset: QuerySet[ReportingLink]) -> None:
    for link in queryset.filter(revoked_at=None):
        desk.revoke_link(stamp_of(request), link)
    messages.success(request, _("Revoked."))


class LetterAdmin(LedgerAdmin):
    """The log of letters; they are written from rows chosen in the list of recommendations."""

    list_display = ("number", "kind", "actor", "created_at", "download")
    list_display_links = None
    list_filter = ("kind",)
    list_select_related = ("actor", "file")
    search_fields = ("number", "actor__name")

    @admin.display(description=_("file"))
    def download(self, letter: Letter) -> str:
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:file", args=[letter.file_id]), letter.file.name
        )
