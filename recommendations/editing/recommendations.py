"""Editing recommendations; children inherit actors and due date until they have their own."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
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
    (result,) = edit_many(stamp, [recommendation], changes, reason)
    if isinstance(result, TrackerError):
        raise result
    recommendation.refresh_from_db()
    return recommendation


def edit_many(
    stamp: Stamp, recommendations: Sequence[Recommendation], changes: Mapping[str, Any], reason: str = ""
) -> list[Recommendation | TrackerError]:
    """Change the same fields of each; see ``edit_each``."""
    return edit_each(stamp, [(recommendation, changes, reason) for recommendation in recommendations])


def edit_each(
    stamp: Stamp, asked: Sequence[tuple[Recommendation, Mapping[str, Any], str]]
) -> list[Recommendation | TrackerError]:
    """Change each as ``edit`` does, in one transaction; ``asked`` holds records with their changes and reason.

    A refusal stands in its record's place and stops no other; what was changed is read anew. Children
    inherit after every record has its own values, so that a parent and its children can be changed together.
    """
    results: dict[int, Recommendation | TrackerError] = {}
    old_parents: dict[int, Recommendation | None] = {}
    edited: list[tuple[Recommendation, Write]] = []
    with transaction.atomic():
        lock()
        recommendations = [recommendation for recommendation, _changes, _reason in asked]
        pks = [recommendation.pk for recommendation in recommendations]
        versions = dict(Recommendation.objects.filter(pk__in=pks).values_list("pk", "version"))
        prefetch_related_objects(recommendations, "parent", "actor_links")
        free = _all_in_scope(stamp, recommendations)
        seen: Mapping[str, Any] | None = None
        for recommendation, changes, reason in asked:
            try:
                if not free:
                    require(stamp.by, Role.EDITOR, recommendation)
                if (
                    changes is not seen or "parent" in changes
                ):  # the one field whose check looks at the record
                    checked, seen = check_changes(changes, recommendation), changes
                _check(stamp, recommendation, checked, reason, versions.get(recommendation.pk))
            except TrackerError as refusal:
                results[recommendation.pk] = refusal
                continue
            old_parents[recommendation.pk] = recommendation.parent if "parent" in checked.fields else None
            fields, links = decide(recommendation, checked)
            edited.append((recommendation, Write(recommendation, "edit", fields, links, reason)))
        save(stamp, [write for _recommendation, write in edited])
        moved: list[Recommendation | None] = []
        inherited = {"due_on", "actors"}
        pass_on(
            stamp,
            [r for r, write in edited if inherited & {*write.fields, *write.links} and r.children_count],
        )
        for recommendation, write in edited:
            if "parent" in write.fields and write.fields["parent"] != old_parents[recommendation.pk]:
                moved += [old_parents[recommendation.pk], write.fields["parent"]]
        settle(stamp, [parent for parent in moved if parent])
    results |= Recommendation.objects.in_bulk([recommendation.pk for recommendation, _write in edited])
    return [results[pk] for pk in pks]


def _all_in_scope(stamp: Stamp, recommendations: Sequence[Recommendation]) -> bool:
    """Whether the account may edit each of them; who may edit some is asked for each."""
    try:
        require(stamp.by, Role.EDITOR, *recommendations)
    except Forbidden:
        return False
    return True


def _check(
    stamp: Stamp, recommendation: Recommendation, checked: Checked, reason: str, version: int | None
) -> None:
    """Raise what ``edit`` raises about one record; ``version`` is the stored one."""
    published = checked.fields.get("published", recommendation.published)
    if published != recommendation.published and not stamp.by.has_role(Role.REVIEWER):
        raise Forbidden(_("Only a reviewer may publish a record or take it back."))
    if version != recommendation.version:
        raise stale(recommendation)
    moved = checked.fields.get("due_on", recommendation.due_on) != recommendation.due_on
    if moved and recommendation.due_on and not recommendation.due_inherited and not reason.strip():
        text = _("Moving a due date needs a reason.")
        raise RequirementUnmet(text, errors=[("reason", text)])


def decide(recommendation: Recommendation, checked: Checked) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns and links that follow from what was asked, inheritance included."""
    fields, links = dict(checked.fields), dict(checked.links)
    parent = fields.get("parent", recommendation.parent)
    if "actors" in links:
        named = {link.actor_id for link in recommendation.actor_links.all() if link.explicit}
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


def pass_on(stamp: Stamp, parents: Sequence[Recommendation]) -> None:
    """Give the parents' actors and due dates to all their children that have none of their own."""
    by_pk = {parent.pk: parent for parent in parents}
    actors: dict[int, ActorRows] = {pk: [] for pk in by_pk}
    for link in RecommendationActor.objects.filter(recommendation__in=by_pk).order_by("order"):
        actors[link.recommendation_id].append((link.actor_id, link.role, link.explicit, True))
    writes = []
    children = Recommendation.objects.filter(parent__in=by_pk).prefetch_related("actor_links")
    for child in children.order_by("pk"):
        pk = child.parent_id or 0
        links = {} if _own_actors(child) else {"actors": actors[pk]}
        fields = {} if child.due_on and not child.due_inherited else inherited_due(child, by_pk[pk])
        writes.append(Write(child, "inherit", fields, links))
    save(stamp, writes)


def settle(stamp: Stamp, parents: Sequence[Recommendation]) -> None:
    """Bring parents in step after children came or went."""
    for pk in sorted({parent.pk for parent in parents}):
        parent = Recommendation.objects.get(pk=pk)
        children = dict(Recommendation.objects.filter(parent=parent).values_list("pk", "status"))
        save(stamp, [rolled_up_write(parent, children)])


def _own_actors(recommendation: Recommendation) -> bool:
    return not all(link.inherited for link in recommendation.actor_links.all())
