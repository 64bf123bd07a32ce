"""Accounts: who may come in, in which role, and for which actors."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import Role
from .actor import Actor
from .base import Record

RANK = {role: rank for rank, role in enumerate(Role)}


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=username)


class Account(AbstractBaseUser, Record):
    """A person or a program. ``actors`` empty means: not limited to any."""

    KEY = "username"
    UNRECORDED: ClassVar[frozenset[str]] = Record.UNRECORDED | {"password", "last_login"}
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    username = models.CharField(
        _("account name"), max_length=150, unique=True, validators=[UnicodeUsernameValidator()]
    )
    display_name = models.CharField(_("display name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.VIEWER)
    is_active = models.BooleanField(_("active"), default=True)
    actors = models.ManyToManyField(Actor, verbose_name=_("actors"), blank=True, related_name="accounts")

    objects = AccountManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ("username",)

    def __str__(self) -> str:
        return self.display_name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:  # type: ignore[override]
        """Django itself saves only ``password`` and ``last_login``, which history does not hold."""
        if not set(kwargs.get("update_fields") or {"?"}) <= {"password", "last_login"}:
            super().save(*args, **kwargs)
        models.Model.save(self, *args, **kwargs)

    def has_role(self, role: str) -> bool:
        """Whether the account is active and holds ``role`` or a stronger one."""
        return self.is_active and RANK[Role(self.role)] >= RANK[Role(role)]

    @property
    def is_staff(self) -> bool:
        return self.has_role(Role.EDITOR)

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.has_role(Role.ADMINISTRATOR)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff
