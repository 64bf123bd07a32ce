"""The ledger, for reading: who changed what, when, why and by which door."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..choices import Door
from ..feed import ADMINISTRATORS
from ..history import ACTIONS, RECORDS, action_label, entries
from ..models import Account, Change, Recommendation
from .base import LedgerAdmin


class KindFilter(admin.SimpleListFilter):
    title = _("kind of record")
    parameter_name = "record_type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(name, model._meta.verbose_name) for name, model in RECORDS.items()]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Change]:
        return queryset.filter(record_type=self.value()) if self.value() else queryset


class RecordFilter(admin.SimpleListFilter):
    """One record by its key, as the link from its page gives it."""

    title = _("record")
    parameter_name = "record_key"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        key = request.GET.get(self.parameter_name)
        return [(key, key)] if key else []

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Change]:
        return queryset.filter(record_key=self.value()) if self.value() else queryset


class ByFilter(admin.SimpleListFilter):
    title = _("person")
    parameter_name = "by"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(account.username, str(account)) for account in Account.objects.order_by("username")]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Change]:
        return queryset.filter(by__username=self.value()) if self.value() else queryset


class ActionFilter(admin.SimpleListFilter):
    title = _("action")
    parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(ACTIONS.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Change]:
        return queryset.filter(action=self.value()) if self.value() else queryset


class ChangeAdmin(LedgerAdmin):
    list_display = ("sequence", "at", "by", "what", "record", "reason", "by_door")
    list_display_links = ("sequence",)
    list_filter = (KindFilter, RecordFilter, ActionFilter, ByFilter, "at", "door")
    list_select_related = ("by",)
    ordering = ("-sequence",)
    sortable_by = ()
    search_fields = ("record_key__iexact",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Change]:
        rows = super().get_queryset(request)
        if not request.user.has_role("administrator"):  # type: ignore[union-attr]
            rows = rows.exclude(record_type__in=ADMINISTRATORS)
        return rows

    @admin.display(description=_("action"))
    def what(self, change: Change) -> str:
        return action_label(change.action)

    @admin.display(description=_("record"))
    def record(self, change: Change) -> str:
        kind = RECORDS[change.record_type]._meta.verbose_name
        return format_html("{} {}", kind, change.record_key)

    @admin.display(description=_("door"))
    def by_door(self, change: Change) -> str:
        return str(Door(change.door).label)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        """A change has no history: it is history."""
        return self.change_view(request, object_id)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        change = self.get_object(request, object_id)
        if change is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        (entry,) = entries([change])
        target = ""
        if change.record_type == Recommendation._meta.model_name:
            target = reverse("admin:recommendations_recommendation_change", args=[change.record_id])
        context = self.admin_site.each_context(request) | {
            "opts": self.opts, "title": _("Change %(number)s") % {"number": change.sequence}, "change": change,
            "entry": entry, "history": [entry], "record": self.record(change), "target": target,
        }  # fmt: skip
        return TemplateResponse(request, "recommendations_admin/change.html", context)
