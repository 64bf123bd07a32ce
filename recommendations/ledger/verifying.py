"""Proving history: the chain, the triggers, and that history, projection and current rows agree."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.apps import apps

from ..models import Change, LedgerHead, Recommendation, RecommendationState, Record
from ..models.base import State
from ..snapshot import snapshot
from .chain import row_hash
from .reading import fold
from .triggers import missing

BATCH = 500


@dataclass(frozen=True)
class Finding:
    """``problem`` names the first bad row, or is empty; ``rows`` and ``head`` describe the chain."""

    ok: bool
    rows: int
    head: str
    problem: str = ""


def verify() -> Finding:
    """Check everything as it stands at one moment, while others write; stops at the first thing that is off."""
    with snapshot():
        head = LedgerHead.objects.get(pk=1)
        rows = 0
        for problem in _problems():
            if isinstance(problem, int):
                rows = problem
            else:
                return Finding(False, rows, head.hash, problem)
    return Finding(True, rows, head.hash)


def _problems() -> Iterator[str | int]:
    for name in missing():
        yield f"trigger {name} is missing"
    yield from _chain()
    for model in apps.get_app_config("recommendations").get_models():
        if issubclass(model, Record) and model is not RecommendationState:
            yield from _records(model)


def _chain() -> Iterator[str | int]:
    previous, count = "0" * 64, 0
    for change in Change.objects.order_by("sequence").iterator(chunk_size=5000):
        count += 1
        if change.sequence != count:
            yield f"sequence {count} is missing before {change}"
        if change.previous_hash != previous or change.hash != row_hash(change):
            yield f"change {change} was altered"
        previous = change.hash
    head = LedgerHead.objects.get(pk=1)
    yield count
    if (head.sequence, head.hash) != (count, previous):
        yield f"the head stands at {head.sequence}, the last change is {count}"


def _records(model: type[Record]) -> Iterator[str]:
    kind = model._meta.model_name
    changes = Change.objects.filter(record_type=kind).order_by("record_id", "version")
    by_record = groupby(changes.iterator(chunk_size=5000), key=lambda change: change.record_id)
    seen = 0
    for batch in _in_batches((pk, list(group)) for pk, group in by_record):
        seen += len(batch)
        pks = [pk for pk, _group in batch]
        current = model.states(pks)
        rows = model._base_manager.filter(pk__in=pks).values_list("pk", "version", "updated_at")
        versions = {pk: (version, updated_at) for pk, version, updated_at in rows}
        projected = _projected(pks) if model is Recommendation else None
        for pk, group in batch:
            state: State = {}
            for number, change in enumerate(group, start=1):
                if change.version != number:
                    yield f"version {number} of {kind} {change.record_key} is missing"
                state = fold(state, change.before_state, change.after_state)
                until = group[number].at if number < len(group) else None
                if projected is not None and projected.pop((pk, number), None) != (change.at, until, state):
                    yield f"the projection of {kind} {change.record_key} v{number} differs from its history"
            if versions.get(pk) != (len(group), group[-1].at) or current.get(pk) != state:
                yield f"{kind} {group[-1].record_key} differs from its history ({group[-1]})"
        for pk, number in projected or ():
            yield f"the projection of {kind} {pk} has a version {number} without history"
    if seen != model._base_manager.count():
        yield f"{model._base_manager.count() - seen} rows of {kind} have no history"


def _projected(pks: list[int]) -> dict[tuple[int, int], tuple[dt.datetime, dt.datetime | None, State]]:
    """Each state with the moments it was valid from and to, by record and version."""
    rows = RecommendationState.objects.filter(recommendation_id__in=pks).values_list(
        "pk", "recommendation_id", "version", "valid_from", "valid_to"
    )
    found = {pk: ((record, version), (start, end)) for pk, record, version, start, end in rows}
    states = RecommendationState.states(list(found))
    return {found[pk][0]: (*found[pk][1], state) for pk, state in states.items()}


def _in_batches(pairs: Iterator[tuple[int, list[Change]]]) -> Iterator[list[tuple[int, list[Change]]]]:
    batch: list[Any] = []
    for pair in pairs:
        batch.append(pair)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
