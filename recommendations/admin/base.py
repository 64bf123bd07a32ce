"""What every list and form of the admin shares: rights by role, capped lists, writing through the ledger."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin, ShowFacets
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from ..access import has_role
from ..choices import Door, Role
from ..exceptions import Stale, TrackerError
from ..ledger import Stamp
from ..models import Record
from .conflicts import Conflict, OpenedForm, conflict, put_refusal, rebased
from .fields import LinesField, ManyField, OneOf, PlainTextField, SomeOf, number

COUNT_CAP = 1000
"""Rows counted at most; beyond, lists say “1000+”."""
DEEPEST = 10_000


def stamp_of(request: HttpRequest) -> Stamp:
    return Stamp(request.user, timezone.now(), Door.ADMIN, request.request_id)  # type: ignore[arg-type, attr-defined]


def capped_count(rows: models.QuerySet[Any]) -> int:
    """How many rows there are, counting no further than one past the cap."""
    return rows.order_by()[: COUNT_CAP + 1].count()


def shown_count(number: int) -> str:
    return f"{COUNT_CAP}+" if number > COUNT_CAP else str(number)


class CappedList(ChangeList):
    """A list that never counts all its rows: a page more is there when one row more was found."""

    def get_results(self, request: HttpRequest) -> None:
        self.page_num = min(max(self.page_num, 1), DEEPEST)
        start = (self.page_num - 1) * self.list_per_page
        found = list(self.queryset[start : start + self.list_per_page + 1])
        self.result_list = found[: self.list_per_page]
        self.has_next = len(found) > self.list_per_page
        whole = start + len(self.result_list)
        counted = self.has_next or (start and not found)
        self.result_count = capped_count(self.queryset) if counted else whole
        self.count_text = shown_count(self.result_count) if counted else str(whole)
        self.first, self.last = start + bool(self.result_list), whole
        self.previous_query = self.get_query_string({PAGE_VAR: self.page_num - 1}) if start else ""
        self.next_query = self.get_query_string({PAGE_VAR: self.page_num + 1}) if self.has_next else ""
        self.full_result_count = None
        self.show_full_result_count = False
        self.show_admin_actions = bool(self.result_list)
        self.can_show_all = False
        self.multi_page = self.has_next or start > 0


class LedgerAdmin(ModelAdmin):
    """A model whose every write is an action of a lower layer; nothing is deleted, nothing logged twice.

    ``viewed_by``, ``added_by`` and ``changed_by`` name the weakest role; none means nobody.
    """

    viewed_by: Role = Role.EDITOR
    added_by: Role | None = None
    changed_by: Role | None = None
    list_per_page = 50
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    change_list_template = "recommendations_admin/change_list.html"
    change_form_template = "recommendations_admin/change_form.html"
    formfield_overrides = {
        models.JSONField: {"form_class": LinesField},
        models.TextField: {"form_class": PlainTextField},
        models.ManyToManyField: {"form_class": ManyField},
    }

    def has_module_permission(self, request: HttpRequest) -> bool:
        return has_role(request.user, self.viewed_by)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return has_role(request.user, self.viewed_by)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.added_by is not None and has_role(request.user, self.added_by)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.changed_by is not None and has_role(request.user, self.changed_by)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return CappedList

    def response_action(
        self, request: HttpRequest, queryset: models.QuerySet[Any], **newer: Any
    ) -> HttpResponse | None:
        """Django's, for rows that can exist, also those that left the list's filter since it was opened.

        `newer` are arguments that versions of Django after 5.2 pass.
        """
        if all(number(key) for key in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            every = request.POST.get("select_across", "") not in ("", "0")
            return super().response_action(
                request, queryset if every else self.get_queryset(request), **newer
            )
        messages.error(request, _("There is nothing here under this name."))
        return None

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The ledger is the log."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The ledger is the log."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The record's rows of the ledger."""
        record = self.get_object(request, object_id)
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        query = urlencode({"record_type": self.opts.model_name, "record_key": record.key})
        return HttpResponseRedirect(f"{reverse('admin:recommendations_change_changelist')}?{query}")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        if field is not None and db_field.name in self.autocomplete_fields:
            widget = SomeOf if db_field.many_to_many else OneOf
            field.widget = widget(db_field, self.admin_site, choices=field.widget.choices)
        return field


class RegisterForm(OpenedForm, forms.ModelForm):
    """The form of a register; ``refusal`` is why the write of the same data was refused."""

    version = forms.IntegerField(label=_("Version"), widget=forms.HiddenInput, required=False)
    refusal: TrackerError | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version if self.instance.pk else ""

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.refusal is not None:
            put_refusal(self, self.refusal)

    @property
    def links(self) -> dict[str, Any]:
        """The changed many-to-many fields, as ``set_links`` takes them."""
        return {name: list(self.cleaned_data[name]) for name in self.changed if name in self._many}

    @property
    def changes(self) -> dict[str, Any]:
        """The changed columns."""
        return {name: self.cleaned_data[name] for name in self.changed if name not in self._many}

    @property
    def _many(self) -> set[str]:
        return {field.name for field in self._meta.model._meta.many_to_many}


class RegisterAdmin(LedgerAdmin):
    """A register edited in Django's own form; ``add_record`` and ``change_record`` do the writing."""

    form = RegisterForm
    add_record: Callable[..., Any]
    change_record: Callable[..., Any]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if not self.has_change_permission(request, obj) and obj is not None:
            return fieldsets
        name, options = fieldsets[0]
        fields = [field for field in options["fields"] if field != "version"]
        return [(name, options | {"fields": [*fields, "version"]}), *fieldsets[1:]]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """Django's view; where the write is refused the form comes back with what was typed and why."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except TrackerError as refusal:
            request.refusal = refusal  # type: ignore[attr-defined]
            context = dict(extra_context or {})
            if isinstance(refusal, Stale) and object_id:
                context["conflict"] = self._rebase(request, object_id)
            response = super().changeform_view(request, object_id, form_url, context)
            response.status_code = refusal.status
            return response

    def _rebase(self, request: HttpRequest, object_id: str) -> Conflict:
        record: Record = self.get_object(request, object_id)  # type: ignore[assignment]
        form_class = self.get_form(request, record, change=True)
        form = form_class(request.POST, instance=type(record)._base_manager.get(pk=record.pk))
        opened, typed = form.opened, form.changed
        request.POST = rebased(form, form_class(instance=record), record.version)  # type: ignore[assignment]
        return conflict(record, opened, typed)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            record = type(obj)._base_manager.get(pk=obj.pk)
            record.version = form.opened
            self.change_record(request, record, form)
        else:
            self.add_record(request, obj, form)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Links are written together with their record."""

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        self.message_user(request, _("Saved."))
        return HttpResponseRedirect(request.path)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        self.message_user(request, _("Saved."))
        return HttpResponseRedirect(
            reverse(f"admin:recommendations_{self.opts.model_name}_change", args=[obj.pk])
        )
