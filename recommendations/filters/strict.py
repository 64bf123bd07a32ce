"""Filters that never ignore anything: an unknown or doubled parameter or a wrong value is an error."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import django_filters
from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from ..dates import PartialDate
from ..exceptions import Invalid

MAX_VALUES = 50


class PartialDateField(forms.CharField):
    """Cleans to a ``PartialDate``, or none."""

    def clean(self, value: Any) -> PartialDate | None:
        text = super().clean(value)
        try:
            return PartialDate.parse(text) if text else None
        except ValueError:
            message = _("This is not a date: write 2024, 2024-05 or 2024-05-31.")
            raise forms.ValidationError(message) from None


class MomentField(forms.CharField):
    """Cleans an ISO 8601 date or time to an aware ``datetime``, or none."""

    def clean(self, value: Any) -> dt.datetime | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            moment = parse_datetime(text.replace(" ", "+"))
            if moment is None:
                moment = dt.datetime.combine(PartialDate.parse(text).start, dt.time())
            if moment.tzinfo is None:
                moment = timezone.make_aware(moment)
            return moment.astimezone(dt.UTC)
        except (ValueError, OverflowError):
            raise forms.ValidationError(_("This is not a time: write 2024-05-31T08:00:00Z.")) from None


class ListField(forms.Field):
    """Cleans a repeated parameter to a list of distinct non-empty texts out of ``choices``, if given."""

    widget = forms.SelectMultiple

    def __init__(self, *, choices: Sequence[tuple[str, Any]] | None = None, **kwargs: Any) -> None:
        self.codes = None if choices is None else {code for code, _label in choices}
        super().__init__(**kwargs)
        if choices is not None:
            self.widget.choices = choices

    def clean(self, value: Any) -> list[str]:
        values = list(dict.fromkeys(v for v in value or () if v))
        if len(values) > MAX_VALUES:
            raise forms.ValidationError(_("Too many values."))
        for each in values:
            if "\0" in each or (self.codes is not None and each not in self.codes):
                raise forms.ValidationError(_("There is no such choice."))
        return values


class FlagField(forms.ChoiceField):
    """Cleans ``true`` / ``false`` to a boolean, or none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=[("", "—"), ("true", _("Yes")), ("false", _("No"))], **kwargs)

    def clean(self, value: Any) -> bool | None:
        text = super().clean(value)
        return None if text == "" else text == "true"


class ManyFilter(django_filters.Filter):
    """A repeatable parameter: any of its values."""

    field_class = ListField
    repeatable = True


class FlagFilter(django_filters.Filter):
    field_class = FlagField


class DateFilter(django_filters.Filter):
    field_class = PartialDateField


class MomentFilter(django_filters.Filter):
    field_class = MomentField


class NumberFilter(django_filters.Filter):
    """A whole number from 0 to 36,500."""

    field_class = forms.IntegerField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=0, max_value=36500, **kwargs)


class TextFilter(django_filters.Filter):
    field_class = forms.CharField


class SlugsFilter(ManyFilter):
    """A repeatable parameter whose values name visible rows; an unknown name is an error."""

    def __init__(self, *args: Any, rows: str, **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(*args, **kwargs)


class StrictFilterSet(django_filters.FilterSet):
    """A FilterSet that refuses what it does not know.

    ``beside`` names parameters of the list itself (page size, cursor …) that are read elsewhere.
    """

    def __init__(self, data: QueryDict, queryset: Any, *, beside: Sequence[str] = ()) -> None:
        super().__init__(data, queryset)
        errors: list[tuple[str, Any]] = []
        for name, values in data.lists():
            if name in beside:
                continue
            if name not in self.filters:
                errors.append((name, _("There is no such parameter.")))
            elif len(values) > 1 and not getattr(self.filters[name], "repeatable", False):
                errors.append((name, _("This parameter can be given only once.")))
        if not errors and not self.form.is_valid():
            errors = [(name, message) for name, messages in self.form.errors.items() for message in messages]
        if errors:
            raise Invalid(_("Some parameters are wrong."), errors=errors)

    @property
    def given(self) -> dict[str, Any]:
        """The parameters that are set, cleaned."""
        return {n: v for n, v in self.form.cleaned_data.items() if v not in (None, "", [])}
