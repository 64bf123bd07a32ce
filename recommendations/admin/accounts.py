"""Accounts: role, actors, whether active, password. Only administrators see them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..choices import Role
from ..editing import edit_register, new_register
from ..models import Account
from .base import RegisterAdmin, RegisterForm, stamp_of
from .passwords import check_password


class AccountForm(RegisterForm):
    NOT_KEPT = (*RegisterForm.NOT_KEPT, "new_password")

    new_password = forms.CharField(
        label=_("New password"), required=False, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "vTextField"}),
        help_text=_("Leave empty to keep it. Without a password the account cannot sign in."),
    )  # fmt: skip

    def clean_new_password(self) -> str:
        password = self.cleaned_data["new_password"]
        if password:
            check_password(password, self.instance)
        return password

    @property
    def changes(self) -> dict[str, Any]:
        found = super().changes
        if password := self.cleaned_data["new_password"]:
            found["password"] = make_password(password)
        return found


class AccountAdmin(RegisterAdmin):
    form = AccountForm
    viewed_by = added_by = changed_by = Role.ADMINISTRATOR
    list_display = ("username", "display_name", "role", "active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("username", "display_name")
    autocomplete_fields = ("actors",)
    fields = ("username", "display_name", "email", "role", "actors", "is_active", "new_password")

    @admin.display(description=_("active"), ordering="is_active")
    def active(self, account: Account) -> str:
        return str(_("Yes") if account.is_active else _("No"))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "email":
            field.widget = AdminTextInputWidget(attrs={"type": "email"})
        return field

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The name stands in history: it never changes."""
        return ("username",) if obj is not None else ()

    def add_record(self, request: HttpRequest, record: Account, form: AccountForm) -> None:
        record.password = make_password(form.cleaned_data["new_password"] or None)
        new_register(stamp_of(request), record, {"actors": list(form.cleaned_data["actors"])})

    def change_record(self, request: HttpRequest, record: Account, form: AccountForm) -> None:
        edit_register(stamp_of(request), record, form.changes, form.links)
