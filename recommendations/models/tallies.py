"""Counting recommendations, or past states of them, in a few grouped queries."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from django.db import connections
from django.db.models import Case, Count, Value, When

from ..dates import PartialDate
from .actor import Actor
from .queries import RecommendationQuerySet
from .theme import Theme


class Combination(NamedTuple):
    """Values of the axes that occur together, and in how many records."""

    status: str
    reported_status: str | None
    verification: str
    response: str
    priority: str
    level: str
    light: str
    evident: bool
    number: int


def combinations(records: RecommendationQuerySet, today: dt.date) -> list[Combination]:
    """Every combination of the axes among the records; one query."""
    evident = Case(When(evidence_count__gt=0, then=Value(True)), default=Value(False))
    axes = Combination._fields[:-1]
    grouped = records.with_light(today).annotate(evident=evident).order_by().values(*axes)
    return [Combination(*row) for row in grouped.annotate(number=Count("pk")).values_list(*axes, "number")]


class Standing(NamedTuple):
    """What the report counts of records that have it in common; ``owner`` is the id of a document or a lead."""

    owner: int | None
    status: str
    reported_status: str | None
    verification: str
    response: str
    satisfaction: str
    level: str
    light: str
    owes: bool
    unanswered: bool
    number: int


def standings(
    records: RecommendationQuerySet, today: dt.date, period: PartialDate, owner: str
) -> list[Standing]:
    """Every combination among the records by ``owner``, ``document`` or ``lead``; one query.

    ``owes``: without a progress report for ``period``; ``unanswered``: its response is overdue. By ``lead``
    a record counts once for each actor that leads it.
    """
    name = {"document": "document", "lead": "actor_links__actor"}[owner]
    if owner == "lead":
        records = records.filter(actor_links__role="lead")
    flags = {"owes": records.owing(period), "unanswered": records.late_response(today)}
    marked = records.with_light(today).annotate(
        **{flag: Case(When(rule, then=Value(True)), default=Value(False)) for flag, rule in flags.items()}
    )
    axes = (name, *Standing._fields[1:-1])
    grouped = marked.order_by().values(*axes).annotate(number=Count("pk"))
    return [Standing(*row) for row in grouped.values_list(*axes, "number")]


def by_document(records: RecommendationQuerySet) -> dict[int, int]:
    """Records of each document, by its id."""
    grouped = records.order_by().exclude(document=None).values("document")
    return dict(grouped.annotate(number=Count("pk")).values_list("document", "number"))


def by_lead(records: RecommendationQuerySet) -> dict[int, int]:
    """Records each actor leads, by the actor's id."""
    relation = records.model._meta.get_field("actor_links")
    links = relation.related_model._default_manager.filter(role="lead")
    grouped = links.filter(**{f"{relation.field.attname}__in": records.order_by().values("pk")}).values(
        "actor"
    )
    return dict(grouped.annotate(number=Count("pk")).values_list("actor", "number"))


def by_actor(records: RecommendationQuerySet) -> dict[int, int]:
    """Records of each actor, its parts and predecessors, in any role."""
    return _within(records, "actor_links", "actor_id", Actor.edges())


def by_theme(records: RecommendationQuerySet) -> dict[int, int]:
    """Records of each theme and its descendants."""
    return _within(records, "theme_links", "theme_id", Theme.edges())


def _within(
    records: RecommendationQuerySet, links: str, target: str, edges: Sequence[tuple[str, str, str]]
) -> dict[int, int]:
    """Distinct records for each whole, through whatever part of it they are linked to."""
    connection = connections[records.db]
    quote = connection.ops.quote_name
    relation = records.model._meta.get_field(links)
    table, owner = relation.related_model._meta.db_table, relation.field.column
    edge = " UNION ALL ".join(
        f"SELECT {quote(part)} AS part, {quote(whole)} AS whole FROM {quote(source)}"
        for source, part, whole in edges
    )
    chosen, params = records.order_by().values("pk").query.sql_with_params()
    sql = (
        f"WITH RECURSIVE edge(part, whole) AS ({edge}), reach(whole, part) AS ("
        f"SELECT {quote(target)}, {quote(target)} FROM (SELECT DISTINCT {quote(target)} FROM {quote(table)}) AS used"
        " UNION SELECT edge.whole, reach.part FROM reach JOIN edge ON edge.part = reach.whole"
        " WHERE edge.whole IS NOT NULL)"
        f" SELECT reach.whole, COUNT(DISTINCT links.{quote(owner)}) FROM {quote(table)} AS links"
        f" JOIN reach ON reach.part = links.{quote(target)} WHERE links.{quote(owner)} IN ({chosen})"
        " GROUP BY reach.whole"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return dict(cursor.fetchall())
