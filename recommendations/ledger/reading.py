"""Reading history: a record's changes, and its state replayed from them."""

import datetime as dt

from django.utils import timezone

from ..dates import PartialDate
from ..models import Change, Record
from ..models.base import State


def changes_of(record: Record) -> list[Change]:
    """Every change of the record, oldest first."""
    kind = record._meta.model_name
    rows = Change.objects.filter(record_type=kind, record_id=record.pk)
    return list(rows.select_related("by").order_by("version"))


def fold(state: State, before: State, after: State) -> State:
    """Apply one change to a state."""
    return {name: value for name, value in state.items() if name not in before} | after


def replay(record: Record, until: dt.datetime | None = None) -> State:
    """The record's state after all its changes, or after those made before ``until``."""
    state: State = {}
    for change in changes_of(record):
        if until is None or change.at < until:
            state = fold(state, change.before_state, change.after_state)
    return state


def end_of_day(date: PartialDate) -> dt.datetime:
    """The first moment after the period, in the configured zone; what came before counts."""
    if date.end == dt.date.max:
        return dt.datetime.max.replace(tzinfo=dt.UTC)
    midnight = dt.datetime.combine(date.end + dt.timedelta(days=1), dt.time())
    return midnight.replace(tzinfo=timezone.get_default_timezone())
