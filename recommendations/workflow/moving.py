"""Deciding and storing a move."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ..access import require
from ..choices import ActorRole, EvidenceKind, LinkState, Role, Status, Verification
from ..dates import PartialDate
from ..exceptions import Forbidden, Invalid, MoveRefused, RequirementUnmet, TrackerError
from ..ledger import Stamp, Write, lock, save
from ..models import EvidenceLink, Recommendation, RecommendationActor
from .moves import Facts, Move, MoveRequest, Requirement, allowed, find_move, refusal
from .rollup import rolled_up_write

DATES = ("due_on", "look_again_on", "on")
TEXTS = ("reason", "done", "remaining")


def facts_of(recommendation: Recommendation, request: MoveRequest) -> Facts:
    """Read what the requirements look at."""
    links = EvidenceLink.objects.filter(recommendation=recommendation, state=LinkState.CONFIRMED)
    documented = links.exclude(evidence__kind=EvidenceKind.NOTE)
    leads = RecommendationActor.objects.filter(recommendation=recommendation, role=ActorRole.LEAD)
    document = recommendation.document
    return Facts(
        recommendation,
        request,
        tuple(dict(link) for link in links.values("evidence", "stance", "level", "effective_on")),
        frozenset(documented.values_list("evidence", flat=True)),
        leads.exists(),
        recommendation.searches.exists(),
        document.published_on if document else "",
    )


def unmet(move: Move, facts: Facts) -> list[Requirement]:
    """The requirements of the move that the facts do not meet."""
    return [requirement for requirement in move.requires if not requirement.met(facts)]


def transition(stamp: Stamp, recommendation: Recommendation, request: MoveRequest) -> Recommendation:
    """Move the recommendation, or report the move, as the table says.

    ``recommendation`` is compared by the version it was read with. Raises ``Forbidden``, ``Invalid``,
    ``Stale``, ``MoveRefused`` (``rolled-up`` for parents) or ``RequirementUnmet``, in this order.
    """
    check_role(stamp, recommendation, request.to)
    request = replace(request, **{name: getattr(request, name).strip() for name in TEXTS})
    superseding = _check_shape(recommendation, request)
    with transaction.atomic():
        lock()
        parent = current_parent(recommendation)
        current = Recommendation.objects.get(pk=recommendation.pk)
        if current.version == recommendation.version:
            move = _move(current, request.to)
            facts = facts_of(current, request)
            if missing := unmet(move, facts):
                raise RequirementUnmet(
                    missing[0].text,
                    errors=[(each.field, each.text) for each in missing],
                    extra={"requirements": [each.code for each in missing]},
                )
            fields = _fields(stamp, move, current, request) | superseding
            action = "report" if move.effect == "report" else "move"
        else:
            fields, action = {}, "move"
        store(stamp, Write(recommendation, action, fields, reason=request.reason), parent)
    recommendation.refresh_from_db()
    return recommendation


def check_role(stamp: Stamp, recommendation: Recommendation, to: str) -> None:
    """Raise ``Forbidden`` where the account may not make this move on this record."""
    require(stamp.by, Role.EDITOR, recommendation)
    move = find_move(recommendation.status, to)
    needed = move.role if move else min_role(to)
    if needed == Role.REVIEWER and not stamp.by.has_role(Role.REVIEWER):
        raise Forbidden(_("Only a reviewer may make this move."))


def min_role(to: str) -> Role:
    """The role the table asks for reaching ``to`` from an open status."""
    move = find_move(Status.IN_PROGRESS, to)
    return move.role if move else Role.EDITOR


def current_parent(recommendation: Recommendation) -> Recommendation | None:
    """The parent as it stands now, after ``lock``, so that two children moving at once both count."""
    if recommendation.parent_id is None:
        return None
    return Recommendation.objects.get(pk=recommendation.parent_id)


def store(stamp: Stamp, write: Write, parent: Recommendation | None) -> None:
    """Save the record's write and, where it has a parent, the parent's roll-up."""
    writes = [write]
    if parent is not None and "status" in write.fields:
        children = dict(Recommendation.objects.filter(parent=parent).values_list("pk", "status"))
        children[write.record.pk] = write.fields["status"]
        writes.append(rolled_up_write(parent, children))
    save(stamp, writes)


def refuse_parent(recommendation: Recommendation) -> None:
    """A recommendation with children has no moves of its own."""
    if recommendation.children_count:
        raise MoveRefused(
            _("This recommendation has children; its status follows from theirs."),
            code="rolled-up",
            extra={"allowed": []},
        )


def _move(recommendation: Recommendation, to: str) -> Move:
    refuse_parent(recommendation)
    move = find_move(recommendation.status, to)
    if move is None:
        codes = [each.to.value for each in allowed(recommendation.status)]
        raise MoveRefused(
            _("From “%(from)s” there is no move to “%(to)s”.")
            % {"from": Status(recommendation.status).label, "to": Status(to).label},
            extra={"allowed": codes},
        )
    return move


def _check_shape(recommendation: Recommendation, request: MoveRequest) -> dict[str, Any]:
    errors: list[tuple[str, Any]] = []
    if request.to not in Status.values:
        errors.append(("to", _("There is no such status.")))
    for name in DATES:
        if value := getattr(request, name):
            try:
                PartialDate.parse(value)
            except ValueError as error:
                errors.append((name, str(error)))
    superseding: dict[str, Any] = {}
    if request.superseded_by:
        other = Recommendation.objects.filter(ref=request.superseded_by).first()
        if other is None or other.pk == recommendation.pk:
            errors.append(("superseded_by", _("There is no other recommendation with this ref.")))
        else:
            superseding = {"superseded_by": other}
    if errors:
        raise Invalid(_("Some fields are wrong."), errors=errors)
    return superseding


def _fields(stamp: Stamp, move: Move, recommendation: Recommendation, request: MoveRequest) -> dict[str, Any]:
    fields: dict[str, Any] = {"done": request.done, "remaining": request.remaining, "status_on": request.on}
    if move.effect == "report":
        return fields | {
            "reported_status": move.to.value,
            "verification": Verification.REPORTED.value,
            "reported_by": stamp.by,
            "disputed_by": None,
        }
    closing = move.effect == "close"
    fields |= {
        "status": move.to.value,
        "reported_status": None,
        "verification": Verification.VERIFIED.value if closing else Verification.NONE.value,
        "reported_by": None,
        "disputed_by": None,
        "superseded_by": None,
        "verified_digest": recommendation.digest() if closing else "",
        "signed_off_on": "",
        "look_again_on": request.look_again_on,
        "refusal_reason": (refusal(request.reason) or "") if move.to == Status.NOT_IMPLEMENTED else "",
    }
    if request.due_on and move.to == Status.PLANNED:
        fields |= recommendation.due_fields(request.due_on)
    return fields


def transition_many(
    stamp: Stamp, pairs: Sequence[tuple[Recommendation, MoveRequest]]
) -> list[Recommendation | TrackerError]:
    """Move each on its own, under the same rules; a refusal stands in its place and stops no other."""
    results: list[Recommendation | TrackerError] = []
    for recommendation, request in pairs:
        try:
            results.append(transition(stamp, recommendation, request))
        except TrackerError as error:
            results.append(error)
    return results
