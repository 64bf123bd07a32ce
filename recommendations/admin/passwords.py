"""Passwords: Django's rules, said in words both languages have."""

from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import Account

TEXTS = {
    "password_too_short": _("Use at least %(min_length)s characters."),
    "password_too_similar": _("This is too much like the name of the account."),
    "password_too_common": _("This password is too common."),
    "password_entirely_numeric": _("Do not use digits only."),
}


def check_password(password: str, account: Account) -> None:
    """Raise ``ValidationError`` with every rule the password breaks."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        found = [str(TEXTS.get(each.code, each.message)) % (each.params or {}) for each in error.error_list]
        raise ValidationError(found) from None


class OwnPasswordForm(PasswordChangeForm):
    """A person changes the own password; only that column is saved."""

    def validate_password_for_user(self, user: Account, password_field_name: str = "new_password2") -> None:  # noqa: S107
        if password := self.cleaned_data.get(password_field_name):
            try:
                check_password(password, user)
            except ValidationError as error:
                self.add_error(password_field_name, error)

    def save(self, commit: bool = True) -> Account:
        self.user.set_password(self.cleaned_data["new_password1"])
        self.user.save(update_fields=["password"])
        return self.user
