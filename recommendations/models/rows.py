"""Recommendations as the rows every surface shows, in a fixed number of queries."""

import datetime as dt
from typing import Any

from ..choices import OPEN
from .queries import RecommendationQuerySet, light_of
from .recommendation import RecommendationFields
from .wording import Wording

PLAIN = (
    "ref", "title", "quote", "summary", "level", "status", "reported_status", "verification", "response",
    "rollup", "priority", "priority_reason", "horizon", "done_test", "origin", "external_id", "published",
    "section", "deadline", "target", "proposed_by", "restates", "done", "remaining", "refusal_reason",
    "look_again_on", "signed_off_on", "status_on", "progressed_on", "response_on",
    "response_due_on", "satisfaction", "due_on", "first_due_on", "due_inherited",
    "evidence_count", "children_count", "version", "created_at", "updated_at", "start", "end",
)  # fmt: skip
DATES = (
    "signed_off_on",
    "due_on",
    "first_due_on",
    "response_on",
    "response_due_on",
    "look_again_on",
    "status_on",
    "progressed_on",
)


def for_list(queryset: RecommendationQuerySet) -> RecommendationQuerySet:
    """The queryset with the joins of a row; every list goes through here."""
    return queryset.select_related("parent", "document", "superseded_by", "response_document").defer(
        "document__date_note", "document__authors", "parent__quote", "parent__summary"
    )


def rows(records: list[RecommendationFields], today: dt.date) -> list[dict[str, Any]]:
    """Turn records read through ``for_list`` into the contract's representation (section 4).

    Four more queries, for any number of records: actors, themes, instruments and places, the deployment's words.
    """
    if not records:
        return []
    model = type(records[0])
    pks = [record.pk for record in records]
    links: dict[str, dict[int, list[Any]]] = {
        name: {} for name in ("actors", "themes", "instruments", "places")
    }
    actor_columns = ("actor__slug", "actor__name", "role", "explicit", "inherited")
    for pk, *actor in model.linked("actor_links", pks, *actor_columns):
        keys = ("slug", "name", "role", "explicit", "inherited")
        links["actors"].setdefault(pk, []).append(dict(zip(keys, actor, strict=True)))
    for pk, slug in model.linked("theme_links", pks, "theme__slug"):
        links["themes"].setdefault(pk, []).append(slug)
    for pk, kind, value in model.linked("terms", pks, "kind", "value"):
        links[f"{kind}s"].setdefault(pk, []).append(value)
    wording = Wording.read()
    return [_row(record, links, today, wording) for record in records]


def _row(
    record: RecommendationFields,
    links: dict[str, dict[int, list[Any]]],
    today: dt.date,
    wording: Wording,
) -> dict[str, Any]:
    row = {name: getattr(record, name) for name in PLAIN}
    for name in DATES:
        row[name] = row[name] or None
    document = record.document
    row["document"] = document and {
        "slug": document.slug, "title": document.title, "published_on": document.published_on or None
    }  # fmt: skip
    row["parent"] = record.parent.ref if record.parent else None
    row["superseded_by"] = record.superseded_by.ref if record.superseded_by else None
    row["response_document"] = record.response_document.slug if record.response_document else None
    for name, by_pk in links.items():
        row[name] = by_pk.get(record.pk, [])
    kind = document.kind if document else ""
    row["status_class"] = wording.status_class(kind, record.status)
    row["role_names"] = wording.role_names(kind)
    row["light"] = light_of(record.status, record.due_end, today).value
    row["overdue"] = bool(record.due_end and record.status in OPEN and record.due_end < today)
    row["verification_stale"] = record.verification_stale
    row["anchored"] = record.start is not None
    return row
