"""Storing a change: the record by compare-and-set, then its row of history, in one transaction."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from .. import search
from ..exceptions import Stale
from ..models import Account, Change, LedgerHead, Recommendation, Record, insert, insert_records, project
from ..models.base import State
from .chain import canonical, hash_of
from .reading import changes_of

SEARCHED = {"title", "quote", "summary"}


@dataclass(frozen=True)
class Stamp:
    """Who acts, when, by which door and in which request."""

    by: Account
    at: dt.datetime
    door: str
    request_id: str = ""


@dataclass(frozen=True)
class Write:
    """New values for one record, compared against the version ``record`` was read with.

    ``fields`` maps model fields to Python values; ``links`` maps link names to what ``set_links`` takes.
    """

    record: Record
    action: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    links: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


def lock() -> LedgerHead:
    """Wait until no other transaction writes, and keep it so until this one ends; return the chain's head.

    ``create`` and ``save`` begin with it. A transaction that reads what its writes depend on, or writes
    more than once, calls it first: whoever held rows and then waited for the head could block another that
    holds the head and waits for the rows.
    """
    return LedgerHead.objects.select_for_update().get(pk=1)


def create(
    stamp: Stamp,
    records: Sequence[Record],
    *,
    action: str = "create",
    reason: str = "",
    links: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Insert new records of one model as version 1; ``links`` runs parallel to ``records``."""
    if not records:
        return
    model = type(records[0])
    with transaction.atomic():
        head = lock()
        for record in records:
            record.version = 1
            record.created_at = record.updated_at = stamp.at
        insert_records(records)
        if links:
            model.add_links({r.pk: dict(each) for r, each in zip(records, links, strict=True) if each})
        for at in range(0, len(records), 5000):
            pks = [record.pk for record in records[at : at + 5000]]
            states = model.states(pks)
            _append(head, stamp, [(model, pk, 1, stamp.at, action, reason, {}, states[pk]) for pk in pks])
            _follow(model, pks, {pk: set(states[pk]) for pk in pks})


def save(stamp: Stamp, writes: Sequence[Write]) -> list[int]:
    """Apply the writes, all or none, and return the sequences of the changes.

    A write that changes nothing leaves no trace. Raises ``Stale`` when a record is no longer at the version
    it was read with. On success each record carries its new values and version.
    """
    rows = []
    touched: dict[type[Record], dict[int, set[str]]] = defaultdict(dict)
    with transaction.atomic():
        head = lock()
        by_model: dict[type[Record], list[Write]] = defaultdict(list)
        for write in writes:
            by_model[type(write.record)].append(write)
        for model, group in by_model.items():
            pks = [write.record.pk for write in group]
            before = model.states(pks)
            for write in group:
                _compare_and_set(stamp, write)
            model.set_links({w.record.pk: dict(w.links) for w in group if w.links})
            after = model.states(pks)
            for write in group:
                record = write.record
                changed = _difference(before[record.pk], after[record.pk])
                times = max(stamp.at, record.updated_at)
                if not any(changed):
                    model._base_manager.filter(pk=record.pk).update(
                        version=record.version, updated_at=record.updated_at
                    )
                    continue
                rows.append(
                    (model, record.pk, record.version + 1, times, write.action, write.reason, *changed)
                )
                touched[model][record.pk] = {*changed[0], *changed[1]}
        sequences = _append(head, stamp, rows)
        for model, names in touched.items():
            _follow(model, list(names), names)
    for write in writes:
        if write.record.pk in touched[type(write.record)]:
            for name, value in write.fields.items():
                setattr(write.record, name, value)
            write.record.version += 1
            write.record.updated_at = max(stamp.at, write.record.updated_at)
    return sequences


def _compare_and_set(stamp: Stamp, write: Write) -> None:
    record = write.record
    changed = (
        type(record)
        ._base_manager.filter(pk=record.pk, version=record.version)
        .update(**write.fields, version=record.version + 1, updated_at=max(stamp.at, record.updated_at))
    )
    if changed != 1:
        raise stale(record)


def stale(record: Record) -> Stale:
    """Say what happened to ``record`` since it was read: current version, who, when, which fields."""
    later = [c for c in changes_of(record) if c.version > record.version]
    last = later[-1] if later else None
    names = sorted({name for c in later for name in (*c.before_state, *c.after_state)})
    return Stale(
        _("%(who)s changed this record in the meantime (version %(version)s). Look at it and try again.")
        % {"who": last.by if last else "?", "version": last.version if last else "?"},
        extra={
            "version": last.version if last else None,
            "changed_by": last.by.username if last else None,
            "changed_at": last.at.isoformat() if last else None,
            "changed_fields": names,
        },
    )


def _difference(before: State, after: State) -> tuple[State, State]:
    names = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    return (
        {name: before[name] for name in names if name in before},
        {name: after[name] for name in names if name in after},
    )


def _append(head: LedgerHead, stamp: Stamp, rows: Sequence[tuple[Any, ...]]) -> list[int]:
    """Number, chain and insert the rows."""
    if not rows:
        return []
    keys: dict[tuple[type[Record], int], str] = {}
    for model in {row[0] for row in rows}:
        pks = [row[1] for row in rows if row[0] is model]
        for pk, key in model._base_manager.filter(pk__in=pks).values_list("pk", model.KEY):
            keys[model, pk] = str(key)
    changes: list[dict[str, Any]] = []
    for model, pk, version, at, action, reason, before, after in rows:
        change = {
            "sequence": head.sequence + 1, "record_type": model._meta.model_name, "record_id": pk,
            "record_key": keys[model, pk], "version": version, "action": action,
            "before": canonical(before), "after": canonical(after), "by_id": stamp.by.pk, "at": at,
            "reason": str(reason), "door": str(stamp.door), "request_id": stamp.request_id,
            "previous_hash": head.hash,
        }  # fmt: skip
        change["hash"] = hash_of(change)
        head.sequence, head.hash, head.at = change["sequence"], change["hash"], at
        changes.append(change)
    insert(Change, list(changes[0]), [list(change.values()) for change in changes])
    head.save()
    return [change["sequence"] for change in changes]


def _follow(model: type[Record], pks: list[int], names: Mapping[int, set[str]]) -> None:
    """Keep the projection and the search index in step with changed recommendations."""
    if model is not Recommendation:
        return
    project(pks)
    reworded = [pk for pk in pks if names[pk] & SEARCHED]
    texts = Recommendation.objects.filter(pk__in=reworded).values_list("pk", "title", "quote", "summary")
    search.index(connection, ((pk, *search.entry(*rest)) for pk, *rest in texts))
