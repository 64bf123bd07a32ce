"""The projection the ledger keeps: each recommendation as it stood between two changes."""

from typing import ClassVar

from django.db import connection, models

from .links import ActorLinkFields, TermFields, ThemeLinkFields
from .recommendation import (
    Recommendation,
    RecommendationActor,
    RecommendationFields,
    RecommendationTerm,
    RecommendationTheme,
)


class RecommendationState(RecommendationFields):
    """A recommendation from ``valid_from`` (inclusive) until ``valid_to`` (exclusive, null = still).

    ``sequence`` is the change that brought it about.
    """

    UNRECORDED: ClassVar[frozenset[str]] = RecommendationFields.UNRECORDED | {
        "recommendation", "sequence", "valid_from", "valid_to",
    }  # fmt: skip

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="past_states")
    sequence = models.BigIntegerField()
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["recommendation", "version"], name="state_version"),)
        indexes = (
            models.Index(fields=["valid_from", "valid_to"], name="state_period"),
            models.Index(fields=["ref", "valid_from"], name="state_ref"),
            models.Index(fields=["parent", "valid_from"], name="state_parent"),
            models.Index(fields=["created_at", "ref"], name="state_by_created"),
        )


class StateActor(ActorLinkFields):
    state = models.ForeignKey(RecommendationState, models.CASCADE, related_name="actor_links")


class StateTheme(ThemeLinkFields):
    state = models.ForeignKey(RecommendationState, models.CASCADE, related_name="theme_links")


class StateTerm(TermFields):
    state = models.ForeignKey(RecommendationState, models.CASCADE, related_name="terms")


def _columns(model: type[models.Model]) -> list[str]:
    fields = (f for f in model._meta.concrete_fields if not getattr(f, "generated", False))
    return [str(f.column) for f in fields if f.column not in ("id", "recommendation_id")]


def project(pks: list[int]) -> None:
    """Close the open states of the records and copy their current rows as the new ones.

    Runs inside the writing transaction, after the records and their changes are stored.
    """
    record, state, change = (f'"{name}"' for name in (
        Recommendation._meta.db_table, RecommendationState._meta.db_table, "recommendations_change"
    ))  # fmt: skip
    shared = ", ".join(f'"{c}"' for c in _columns(Recommendation))
    source = ", ".join(f'r."{c}"' for c in _columns(Recommendation))
    with connection.cursor() as cursor:
        for at in range(0, len(pks), 500):
            batch = pks[at : at + 500]
            marks = ", ".join(["%s"] * len(batch))
            cursor.execute(
                f"UPDATE {state} SET valid_to = (SELECT updated_at FROM {record} r"
                f" WHERE r.id = recommendation_id) WHERE valid_to IS NULL AND recommendation_id IN ({marks})",
                batch,
            )
            cursor.execute(
                f"INSERT INTO {state} ({shared}, recommendation_id, sequence, valid_from)"
                f" SELECT {source}, r.id, c.sequence, r.updated_at FROM {record} r"
                f" JOIN {change} c ON c.record_type = 'recommendation' AND c.record_id = r.id"
                f" AND c.version = r.version WHERE r.id IN ({marks})",
                batch,
            )
            for links, copies in (
                (RecommendationActor, StateActor),
                (RecommendationTheme, StateTheme),
                (RecommendationTerm, StateTerm),
            ):
                names = ", ".join(f'"{c}"' for c in _columns(links))
                values = ", ".join(f'l."{c}"' for c in _columns(links))
                cursor.execute(
                    f'INSERT INTO "{copies._meta.db_table}" ({names}, state_id)'
                    f' SELECT {values}, s.id FROM "{links._meta.db_table}" l JOIN {state} s'
                    " ON s.recommendation_id = l.recommendation_id AND s.valid_to IS NULL"
                    f" WHERE l.recommendation_id IN ({marks})",
                    batch,
                )
