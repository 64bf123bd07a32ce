"""Editing recommendations; children inherit actors and due date until they have their own."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ..access import require
from ..choices import Role
from ..exceptions import Forbidden, RequirementUnmet, TrackerError
from ..ledger import Stamp, Write, lock, save, stale
from ..models import Recommendation, RecommendationActor
from ..workflow import rolled_up_write
from .fields import Checked, check_changes

ActorRows = list[tuple[int, str, bool, bool]]
"""``(actor id, role, named in the text, inherited)`` in order."""


def edit(
    stamp: Stamp, recommendation: Recommendation, changes: Mapping[str, Any], reason: str = ""
) -> Recommendation:
    """Change fields of one recommendation, and what its children inherit.

    ``recommendation`` is compared by the version it was read with. Raises ``Forbidden``, ``Invalid``,
    ``Stale`` or ``RequirementUnmet`` (moving a due date needs a reason).
    """
    require(stamp.by, Role.EDITOR, recommendation)
    checked = check_changes(changes, recommendation)
    published = checked.fields.get("published", recommendation.published)
    if published != recommendation.published and not stamp.by.has_role(Role.REVIEWER):
        raise Forbidden(_("Only a reviewer may publish a record or take it back."))
    moved = checked.fields.get("due_on", recommendation.due_on) != recommendation.due_on
    if moved and recommendation.due_on and not recommendation.due_inherited and not reason.strip():
        if not Recommendation.objects.filter(pk=recommendation.pk, version=recommendation.version).exists():
            raise stale(recommendation)
        text = _("Moving a due date needs a reason.")
        raise RequirementUnmet(text, errors=[("reason", text)])
    with transaction.atomic():
        lock()
        old_parent = recommendation.parent
        fields, links = decide(recommendation, checked)
        save(stamp, [Write(recommendation, "edit", fields, links, reason)])
        if {"due_on", "actors"} & {*fields, *links} and recommendation.children_count:
            pass_on(stamp, recommendation)
        if "parent" in fields and fields["parent"] != old_parent:
            settle(stamp, [p for p in (old_parent, fields["parent"]) if p])
    recommendation.refresh_from_db()
    return recommendation


def edit_many(
    stamp: Stamp, recommendations: Sequence[Recommendation], changes: Mapping[str, Any], reason: str = ""
) -> list[Recommendation | TrackerError]:
    """Edit each on its own, under the same rules; a refusal stands in its place and stops no other."""
    results: list[Recommendation | TrackerError] = []
    for recommendation in recommendations:
        try:
            results.append(edit(stamp, recommendation, changes, reason))
        except TrackerError as refusal:
            results.append(refusal)
    return results


def decide(recommendation: Recommendation, checked: Checked) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns and links that follow from what was asked, inheritance included."""
    fields, links = dict(checked.fields), dict(checked.links)
    parent = fields.get("parent", recommendation.parent)
    if "actors" in links:
        named = set(
            RecommendationActor.objects.filter(recommendation=recommendation, explicit=True)
            .values_list("actor_id", flat=True)
        )  # fmt: skip
        links["actors"] = [(actor.pk, role, actor.pk in named, False) for actor, role in links["actors"]]
    if ("actors" in links and not links["actors"]) or (
        "parent" in fields and "actors" not in links and not _own_actors(recommendation)
    ):
        links["actors"] = inherited_actors(parent)
    if "due_on" in fields:
        if fields["due_on"] != recommendation.due_on or recommendation.due_inherited:
            fields |= recommendation.due_fields(fields["due_on"])
        else:
            del fields["due_on"]
    has_own = fields.get("due_on", recommendation.due_on) and not fields.get(
        "due_inherited", recommendation.due_inherited
    )
    if ("due_on" in fields or "parent" in fields) and not has_own:
        fields |= inherited_due(recommendation, parent)
    return fields, links


def inherited_actors(parent: Recommendation | None) -> ActorRows:
    """The parent's actors as a child without its own carries them."""
    rows = RecommendationActor.objects.filter(recommendation=parent).order_by("order") if parent else ()
    return [(row.actor_id, row.role, row.explicit, True) for row in rows]


def inherited_due(recommendation: Recommendation, parent: Recommendation | None) -> dict[str, Any]:
    """The due date columns of a child without its own date."""
    fields = recommendation.due_fields(parent.due_on if parent else "")
    return fields | {
        "due_inherited": bool(parent and parent.due_on),
        "first_due_on": recommendation.first_due_on,
    }


def pass_on(stamp: Stamp, parent: Recommendation) -> None:
    """Give the parent's actors and due date to every child that has none of its own."""
    actors = inherited_actors(parent)
    writes = []
    for child in Recommendation.objects.filter(parent=parent).order_by("pk"):
        links = {} if _own_actors(child) else {"actors": actors}
        fields = {} if child.due_on and not child.due_inherited else inherited_due(child, parent)
        writes.append(Write(child, "inherit", fields, links))
    save(stamp, writes)


def settle(stamp: Stamp, parents: Sequence[Recommendation]) -> None:
    """Bring parents in step after children came or went."""
    for pk in sorted({parent.pk for parent in parents}):
        parent = Recommendation.objects.get(pk=pk)
        children = dict(Recommendation.objects.filter(parent=parent).values_list("pk", "status"))
        save(stamp, [rolled_up_write(parent, children)])


def _own_actors(recommendation: Recommendation) -> bool:
    return RecommendationActor.objects.filter(recommendation=recommendation, inherited=False).exists()
