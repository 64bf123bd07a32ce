"""What a deployment calls its statuses and roles, by kind of document; every surface asks here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from django.db.models import F, Value

from ..choices import ActorRole
from .desk import RoleName, StatusClass


@dataclass(frozen=True)
class Wording:
    """Labels by ``(axis, kind of document, code)``; the empty kind stands for all without their own."""

    labels: Mapping[tuple[str, str, str], str]

    @classmethod
    def read(cls) -> Self:
        """All labels; one query."""
        classes = StatusClass.objects.values_list(Value("status"), "document_kind", "status", "label")
        roles = RoleName.objects.values_list(Value("role"), "document_kind", F("role"), "label")
        return cls({(axis, kind, code): label for axis, kind, code, label in classes.union(roles, all=True)})

    def status_class(self, kind: str, status: str) -> str:
        """The class of a status (A/B/C/D, 甲/乙/丙) for records of a kind of document; empty where it has none."""
        return self._label("status", kind, status)

    def role_names(self, kind: str) -> dict[str, str]:
        """What roles are called (牵头/配合, 主办/协办), without those that keep their usual name."""
        found = {role.value: self._label("role", kind, role) for role in ActorRole}
        return {role: name for role, name in found.items() if name}

    def roles(self, kind: str) -> list[tuple[str, str]]:
        """The roles as choices, under the names they have for a kind of document."""
        names = self.role_names(kind)
        return [(role.value, names.get(role, str(role.label))) for role in ActorRole]

    def _label(self, axis: str, kind: str, code: str) -> str:
        return self.labels.get((axis, kind, code)) or self.labels.get((axis, "", code), "")
