"""交办 → 签收, or decline within the set time naming the right body; the desk reassigns."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..access import require
from ..choices import ActorRole, AssignmentState, Role
from ..editing import edit
from ..exceptions import Invalid, StateConflict
from ..ledger import Stamp, Write, create, lock, save, stale
from ..models import Actor, Assignment, Recommendation

OPEN = (AssignmentState.ASSIGNED, AssignmentState.RECEIVED)
ANSWER_DAYS = 5
"""Working days (Monday to Friday) an actor has to receive or decline."""


def working_days_after(day: dt.date, number: int) -> dt.date:
    """The ``number``-th working day after ``day``, Monday to Friday."""
    while number:
        day += dt.timedelta(days=1)
        number -= day.weekday() < 5
    return day


def assign(
    stamp: Stamp,
    recommendations: Sequence[Recommendation],
    actor: Actor,
    *,
    days: int = ANSWER_DAYS,
    reason: str = "",
    seen: Mapping[int, int | None] | None = None,
) -> list[Assignment]:
    """Hand recommendations to an actor, who becomes their lead where it was not; all or none.

    ``seen`` maps a recommendation's primary key to that of the assignment the caller took for the standing
    one (``None``: nobody had it). Raises ``Stale`` where a recommendation was changed since it was read, and
    ``StateConflict`` where one is with the same actor already or was handed over in the meantime.
    """
    require(stamp.by, Role.EDITOR, *recommendations)
    if not 1 <= days <= 60:
        raise Invalid(_("Some fields are wrong."), errors=[("days", _("Give a number from 1 to 60."))])
    answer_by = working_days_after(timezone.localdate(stamp.at), days)
    with transaction.atomic():
        lock()
        stored = Recommendation.objects.in_bulk([each.pk for each in recommendations])
        for recommendation in recommendations:
            if stored[recommendation.pk].version != recommendation.version:
                raise stale(recommendation)
        handed = Assignment.objects.filter(recommendation__in=recommendations, state__in=OPEN)
        for old in handed.select_related("recommendation", "actor"):
            names = {"ref": old.recommendation.ref, "actor": old.actor}
            if old.actor_id == actor.pk:
                raise StateConflict(_("%(ref)s is with this actor already.") % names)
            if seen is not None and seen.get(old.recommendation_id) != old.pk:
                raise StateConflict(_("%(ref)s was handed to %(actor)s in the meantime.") % names)
            save(stamp, [Write(old, "withdraw", {"state": AssignmentState.WITHDRAWN.value}, reason=reason)])
        for recommendation in recommendations:
            _make_lead(stamp, recommendation, actor, reason)
        made = [
            Assignment(recommendation=recommendation, actor=actor, answer_by=answer_by)
            for recommendation in recommendations
        ]
        create(stamp, made, action="assign", reason=reason)
    return made


def standing(recommendations: Sequence[Recommendation]) -> dict[int, int | None]:
    """The assignment each recommendation stands with, by primary keys; ``None`` where nobody has it."""
    handed = Assignment.objects.filter(recommendation__in=recommendations, state__in=OPEN)
    return dict.fromkeys(each.pk for each in recommendations) | dict(
        handed.values_list("recommendation_id", "pk")
    )


def receive(stamp: Stamp, assignment: Assignment) -> Assignment:
    """签收: the actor's people, or the desk for them, say that it arrived."""
    require(stamp.by, Role.EDITOR, assignment.recommendation)
    _standing(assignment, AssignmentState.ASSIGNED)
    save(stamp, [Write(assignment, "receive", {"state": AssignmentState.RECEIVED.value})])
    return assignment


def decline(stamp: Stamp, assignment: Assignment, proposed: Actor | None, reason: str) -> Assignment:
    """Send it back in time, naming the body it belongs to and why."""
    require(stamp.by, Role.EDITOR, assignment.recommendation)
    _standing(assignment, AssignmentState.ASSIGNED)
    errors = []
    if proposed is None or proposed.pk == assignment.actor_id:
        errors.append(("proposed_actor", _("Name the body it belongs to.")))
    if not reason.strip():
        errors.append(("reason", _("Give the reason.")))
    if errors:
        raise Invalid(_("Some fields are wrong."), errors=errors)
    if timezone.localdate(stamp.at) > assignment.answer_by:
        raise StateConflict(_("The time for declining has passed; ask the desk."))
    fields = {"state": AssignmentState.DECLINED.value, "proposed_actor": proposed, "reason": reason}
    save(stamp, [Write(assignment, "decline", fields, reason=reason)])
    return assignment


def reassign(stamp: Stamp, assignment: Assignment, actor: Actor, reason: str = "") -> Assignment:
    """The desk hands a declined or standing assignment to another actor."""
    require(stamp.by, Role.EDITOR, assignment.recommendation)
    if assignment.state == AssignmentState.WITHDRAWN:
        raise StateConflict(_("This assignment was withdrawn."))
    with transaction.atomic():
        withdrawn = {"state": AssignmentState.WITHDRAWN.value}
        save(stamp, [Write(assignment, "withdraw", withdrawn, reason=reason)])
        (made,) = assign(stamp, [assignment.recommendation], actor, reason=reason)
    return made


def _make_lead(stamp: Stamp, recommendation: Recommendation, actor: Actor, reason: str) -> None:
    links = list(recommendation.actor_links.order_by("order").select_related("actor"))
    if any(link.actor_id == actor.pk and link.role == ActorRole.LEAD for link in links):
        return
    others = [
        {"actor": link.actor.slug, "role": ActorRole.SUPPORT.value}
        for link in links
        if link.actor_id != actor.pk and link.role == ActorRole.SUPPORT
    ]
    lead = {"actor": actor.slug, "role": ActorRole.LEAD.value}
    edit(stamp, recommendation, {"actors": [lead, *others]}, reason)


def _standing(assignment: Assignment, state: AssignmentState) -> None:
    if assignment.state != state:
        raise StateConflict(
            _("Somebody decided this already: it is “%(state)s”.")
            % {"state": AssignmentState(assignment.state).label},
            extra={"state": assignment.state},
        )
