"""Two people at once: the second keeps what was typed and sees, field by field, what the first changed."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from ..exceptions import TrackerError
from ..history import Line, lines_of
from ..ledger import changes_of
from ..models import Record
from .fields import number


@dataclass(frozen=True)
class Conflict:
    """``lines`` is what others changed since the form was opened; ``both`` names fields changed by both."""

    lines: list[Line]
    both: frozenset[str]


class OpenedForm(forms.BaseForm):
    """A form that knows what its fields held when it was opened, and at which version.

    Each field carries its first value in a hidden one, so that ``changed_data`` is what this person changed.
    """

    NOT_KEPT: tuple[str, ...] = ("version", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_fields()
        for name, field in self.fields.items():
            field.show_hidden_initial = name not in self.NOT_KEPT and not isinstance(field, forms.FileField)
        if self.is_bound:
            self.data = self.data.copy()
            for name, field in self.fields.items():
                initial = self.add_initial_prefix(name)
                if field.show_hidden_initial and initial not in self.data:
                    # Without the key Django would take what was typed for what stood there first.
                    self.data.setlist(initial, [])

    def add_fields(self) -> None:
        """Add fields that only the instance knows."""

    @property
    def opened(self) -> int:
        """The version the form was opened at; 0 where none was sent."""
        return number(self.data.get(self.add_prefix("version"))) or 0

    @property
    def changed(self) -> list[str]:
        """The kept fields this person changed."""
        return [name for name in self.changed_data if name not in self.NOT_KEPT]


def conflict(record: Record, opened: int, typed: list[str]) -> Conflict:
    """What happened to ``record`` after version ``opened``, against the fields ``typed`` by this person."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for change in changes_of(record):
        if change.version > opened:
            for name in {*change.before_state, *change.after_state}:
                before.setdefault(name, change.before_state.get(name))
                after[name] = change.after_state.get(name)
    (lines,) = lines_of([(type(record), before, after)])
    return Conflict(lines, frozenset(typed) & {*before})


def rebased(form: OpenedForm, current: OpenedForm, version: int) -> QueryDict:
    """The data of a stale ``form`` as if it had been opened just now.

    ``current`` is the same form, unbound, over the record as it stands. What this person changed stays as
    typed; everything else follows the record.
    """
    data = form.data.copy()
    changed = set(form.changed)
    for name, field in form.fields.items():
        if not field.show_hidden_initial:
            continue
        values = _raw(current[name])
        data.setlist(form.add_initial_prefix(name), values)
        if name not in changed:
            if isinstance(field, forms.BooleanField) and values != ["True"]:
                data.pop(form.add_prefix(name), None)
            else:
                data.setlist(form.add_prefix(name), values)
    data[form.add_prefix("version")] = str(version)
    return data


def reopened(form: forms.Form, current: forms.Form) -> None:
    """Let a refused ``form`` be sent again: its hidden fields say what those of ``current`` say."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    for field in current.hidden_fields():
        form.data.setlist(field.html_name, _raw(field))  # type: ignore[attr-defined]


def _raw(bound: forms.BoundField) -> list[str]:
    value = bound.value()
    if isinstance(value, (list, tuple)) or hasattr(value, "values_list"):
        return [str(getattr(each, "pk", each)) for each in value]
    return ["" if value is None else str(getattr(value, "pk", value))]


def put_refusal(form: forms.BaseForm, refusal: TrackerError) -> None:
    """Show a refusal at the fields it names; what concerns none of them stands above the form."""
    known = [(name, message) for name, message in refusal.errors if name in form.fields]
    other = [message for name, message in refusal.errors if name not in form.fields]
    if not known and refusal.detail not in other:
        other.insert(0, refusal.detail)
    for name, message in [*known, *((None, message) for message in other)]:
        form.add_error(name, message)


def in_words(refusal: TrackerError) -> str:
    """What was wrong with which field, or the refusal's own sentence."""
    return "；".join(dict.fromkeys(str(message) for _name, message in refusal.errors)) or str(refusal.detail)
