"""Form fields of the admin: partial dates, lists a line each, actors in order."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib.admin.sites import AdminSite
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    AdminTextInputWidget,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.utils.translation import gettext_lazy as _

from ..choices import ActorRole
from ..dates import PartialDate
from ..models import Actor, RecommendationActor

WRITTEN_DATE = re.compile(r"([0-9]{4})(?:[-./年]([0-9]{1,2})(?:[-./月]([0-9]{1,2}))?)?[日月年]?", re.ASCII)


def number(text: str | None) -> int | None:
    """A primary key or version as sent by a form; none for anything no database could hold."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


class PlainTextField(forms.CharField):
    """Text of several lines; line ends are those of the stored text, so that an untouched field is unchanged."""

    widget = AdminTextareaWidget(attrs={"rows": 3})

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class PartialDateField(forms.CharField):
    """A date of any precision as text; takes 2024年5月, 2024.5 and 2024/5/31 as staff paste them."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"placeholder": "2024-05-31", "class": "vDateText", "autocomplete": "off"}
        super().__init__(widget=AdminTextInputWidget(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> str:
        text = "".join(super().to_python(value).split())
        match = WRITTEN_DATE.fullmatch(text)
        if match:
            text = "-".join(part.zfill(2) for part in match.groups() if part)
        return text

    def validate(self, value: str) -> None:
        super().validate(value)
        try:
            if value:
                PartialDate.parse(value)
        except ValueError:
            message = _("This is not a date: write 2024, 2024-05 or 2024-05-31.")
            raise forms.ValidationError(message) from None


class LinesField(forms.CharField):
    """A list of short texts, one a line."""

    widget = AdminTextareaWidget(attrs={"rows": 2})

    def __init__(self, *, encoder: Any = None, decoder: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(str(each) for each in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        lines = value if isinstance(value, list) else (value or "").splitlines()
        return list(dict.fromkeys(line.strip() for line in lines if line.strip()))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)


class DatedNamesField(LinesField):
    """Former and later names, one a line: name | from | to."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        rows = [each if isinstance(each, str) else self._line(each) for each in value]
        return super().prepare_value(rows)

    @staticmethod
    def _line(entry: Mapping[str, str]) -> str:
        return " | ".join((entry["name"], entry.get("from") or "", entry.get("to") or "")).rstrip(" |")

    def to_python(self, value: Any) -> list[Any]:  # type: ignore[override]
        lines = [line if isinstance(line, str) else self._line(line) for line in super_lines(value)]
        entries = []
        for line in dict.fromkeys(line.strip() for line in lines if line.strip()):
            name, *dates = (part.strip() for part in line.replace("｜", "|").split("|"))
            try:
                given = [str(PartialDate.parse(date)) if date else "" for date in dates]
            except ValueError:
                given = ["", "", ""]
            if not name or len(given) > 2:
                raise forms.ValidationError(_("Write each name as: name | from | to."))
            entries.append({"name": name} | dict(zip(("from", "to"), given, strict=False)))
        return entries


def super_lines(value: Any) -> list[Any]:
    return value if isinstance(value, list) else (value or "").splitlines()


class OneOf(AutocompleteSelect):
    """Django's, which fails where it must show again what could never be a key."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        return super().optgroups(name, [key for key in value if number(str(key))], attr)


class SomeOf(AutocompleteSelectMultiple):
    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        return super().optgroups(name, [key for key in value if number(str(key))], attr)


class ManyField(forms.ModelMultipleChoiceField):
    """Refuses what could never be a key before the database is asked."""

    def _check_values(self, value: Any) -> Any:
        for each in value:
            if not number(str(getattr(each, "pk", each))):
                message = self.error_messages["invalid_pk_value"]
                raise forms.ValidationError(message, code="invalid_pk_value", params={"pk": "?"})
        return super()._check_values(value)  # type: ignore[misc]


class ActorRows(forms.Widget):
    """A row for each actor with its role, in order, and rows to add more.

    The value is one text, ``"12:lead 15:support"`` with the actors' primary keys.
    """

    template_name = "recommendations_admin/widgets/actors.html"
    EMPTY_ROWS = 2

    def __init__(self, admin_site: AdminSite) -> None:
        super().__init__()
        field = RecommendationActor._meta.get_field("actor")
        self.roles = ActorRole.choices
        self.select = OneOf(field, admin_site, attrs={"class": "actor-name"})
        self.select.choices = forms.ModelChoiceField(Actor.objects.all(), required=False).choices

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        pairs = split_pairs(value) + [("", "")] * self.EMPTY_ROWS
        base = context["widget"]["attrs"].get("id", f"id_{name}")
        context["widget"]["rows"] = [
            {
                "select": self.select.render(f"{name}_id", pk or None, {"id": f"{base}_{place}"}),
                "role": role or (ActorRole.LEAD if place == 0 else ActorRole.SUPPORT),
                "number": place + 1,
            }
            for place, (pk, role) in enumerate(pairs)
        ]
        context["widget"]["roles"] = self.roles
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        if name in data:
            return data[name]
        rows = zip(data.getlist(f"{name}_id"), data.getlist(f"{name}_role"), strict=False)
        return " ".join(f"{pk}:{role}" for pk, role in rows if pk)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}_id" not in data

    @property
    def media(self) -> forms.Media:
        return self.select.media + forms.Media(js=["recommendations/admin/actors.js"])


def split_pairs(value: str | None) -> list[tuple[str, str]]:
    """``"12:lead 15:support"`` as pairs."""
    return [(pk, role) for pk, _colon, role in (part.partition(":") for part in (value or "").split())]


class ActorsField(forms.Field):
    """Cleans to ``[{"actor": slug, "role": role}]``; its initial value is the widget's text."""

    def __init__(self, admin_site: AdminSite, **kwargs: Any) -> None:
        super().__init__(widget=ActorRows(admin_site), **kwargs)

    def clean(self, value: Any) -> list[dict[str, str]]:
        pairs = split_pairs(super().clean(value))
        keys = [number(pk) for pk, _role in pairs]
        slugs = dict(Actor.objects.filter(pk__in=[key for key in keys if key]).values_list("pk", "slug"))
        if len(slugs) != len(pairs):
            raise forms.ValidationError(_("Give each actor once."))
        return [
            {"actor": slugs[key], "role": role} for key, (_pk, role) in zip(keys, pairs, strict=True) if key
        ]


def joined(pairs: Sequence[tuple[int, str]]) -> str:
    """The text of ``ActorRows`` for ``(primary key, role)`` pairs."""
    return " ".join(f"{pk}:{role}" for pk, role in pairs)
