"""Verifying, returning and disputing a report, and noticing that a verified status lost its ground."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ..access import require
from ..choices import Role, Stance, Status, Verification
from ..exceptions import Forbidden, Invalid, MoveRefused, RequirementUnmet
from ..ledger import Stamp, Write, lock
from ..models import Recommendation
from .moves import Facts, Move, MoveRequest, Requirement, find_move
from .moving import current_parent, facts_of, refuse_parent, store, unmet

DECISIONS: dict[str, frozenset[Verification]] = {
    "verify": frozenset({Verification.REPORTED, Verification.DISPUTED}),
    "return": frozenset({Verification.REPORTED}),
    "dispute": frozenset({Verification.REPORTED, Verification.VERIFIED}),
}
"""Each decision with the states of verification it can be made from."""


def decide(stamp: Stamp, recommendation: Recommendation, decision: str, reason: str = "") -> Recommendation:
    """Verify, return or dispute what was reported.

    Raises ``Forbidden`` (``four-eyes`` for one's own report or dispute), ``Invalid``, ``Stale``,
    ``MoveRefused`` or ``RequirementUnmet``.
    """
    require(stamp.by, Role.REVIEWER, recommendation)
    if decision not in DECISIONS:
        raise Invalid(
            _("Some fields are wrong."), errors=[("decision", _("Choose verify, return or dispute."))]
        )
    if decision == "verify":
        _four_eyes(stamp, recommendation)
    with transaction.atomic():
        lock()
        parent = current_parent(recommendation)
        current = Recommendation.objects.get(pk=recommendation.pk)
        fields: dict[str, Any] = {}
        if current.version == recommendation.version:
            fields = _fields(stamp, current, decision, reason)
        store(stamp, Write(recommendation, decision, fields, reason=reason), parent)
    recommendation.refresh_from_db()
    return recommendation


def holds(recommendation: Recommendation) -> bool:
    """Whether the evidence requirements of the recommendation's own status are met now."""
    return not _failing(recommendation, recommendation.status)


def weigh(stamp: Stamp, recommendation: Recommendation, evidence: list[dict[str, Any]]) -> dict[str, Any]:
    """The columns that follow from a change of the confirmed links, already stored.

    A baseline is listed and never counted. A verified status whose rule no longer holds becomes disputed.
    """
    counted = [link for link in evidence if link["stance"] != Stance.BASELINE]
    fields: dict[str, Any] = {"evidence": evidence, "evidence_count": len(counted)}
    if recommendation.verification == Verification.VERIFIED and not holds(recommendation):
        fields |= {"verification": Verification.DISPUTED.value, "disputed_by": stamp.by}
    return fields


def _four_eyes(stamp: Stamp, recommendation: Recommendation) -> None:
    disputed = recommendation.verification == Verification.DISPUTED
    if recommendation.reported_by_id == stamp.by.pk or (
        disputed and recommendation.disputed_by_id == stamp.by.pk
    ):
        raise Forbidden(
            _("Another reviewer must verify this: you reported or disputed it."), code="four-eyes"
        )


def _fields(stamp: Stamp, current: Recommendation, decision: str, reason: str) -> dict[str, Any]:
    refuse_parent(current)
    if current.verification not in DECISIONS[decision]:
        possible = [name for name, states in DECISIONS.items() if current.verification in states]
        raise MoveRefused(
            _("This cannot be done while the verification stands at “%(state)s”.")
            % {"state": Verification(current.verification).label},
            extra={"allowed": possible},
        )
    if decision == "verify":
        status = current.reported_status or current.status
        if failing := _failing(current, status):
            raise RequirementUnmet(failing[0].text, errors=[(each.field, each.text) for each in failing])
        return {
            "status": status,
            "reported_status": None,
            "verification": Verification.VERIFIED.value,
            "verified_digest": current.digest(),
            "disputed_by": None,
        }
    if not reason.strip():
        raise RequirementUnmet(_("Give the reason."), errors=[("reason", _("Give the reason."))])
    if decision == "return":
        return {"verification": Verification.RETURNED.value}
    return {"verification": Verification.DISPUTED.value, "disputed_by": stamp.by}


def _failing(recommendation: Recommendation, status: str) -> list[Requirement]:
    move: Move | None = find_move(Status.IN_PROGRESS, status)
    if move is None or move.effect != "report":
        return []
    request = MoveRequest(status, done=recommendation.done, remaining=recommendation.remaining)
    facts: Facts = facts_of(recommendation, request)
    return [each for each in unmet(move, facts) if each.field in ("evidence", "horizon")]
