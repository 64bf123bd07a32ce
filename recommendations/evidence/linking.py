"""Link evidence to recommendations; confirm, reject and withdraw links."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ..access import require
from ..choices import EvidenceLevel, LinkState, Role, Stance
from ..dates import PartialDate
from ..exceptions import Invalid, StateConflict
from ..ledger import Stamp, Write, create, lock, save
from ..models import Evidence, EvidenceLink, Recommendation
from ..workflow import weigh
from .recording import date_errors


def link(
    stamp: Stamp,
    evidence: Evidence,
    recommendations: Sequence[Recommendation],
    stance: str,
    reason: str = "",
    level: str = "",
    effective_on: str = "",
) -> list[EvidenceLink]:
    """Link by hand; the links are confirmed by that person.

    Level and date fall back to the evidence's own. Raises ``Forbidden``, ``Invalid``, or ``StateConflict``
    where a pair is linked already and not rejected or withdrawn.
    """
    require(stamp.by, Role.EDITOR, *recommendations)
    level, effective_on = level or evidence.level, effective_on or evidence.effective_on
    _check_decision(stance, level, effective_on, evidence, recommendations)
    decided = {
        "stance": stance, "state": LinkState.CONFIRMED.value, "level": level, "effective_on": effective_on,
        "reason": reason, "decided_by": stamp.by, "decided_at": stamp.at,
    }  # fmt: skip
    made = []
    with transaction.atomic():
        lock()
        links = evidence.links.filter(recommendation__in=recommendations)
        known = {row.recommendation_id: row for row in links}
        for recommendation in recommendations:
            old = known.get(recommendation.pk)
            if old is None:
                row = EvidenceLink(evidence=evidence, recommendation=recommendation, **decided)
                create(stamp, [row], action="link", reason=reason)
            elif old.state == LinkState.CONFIRMED:
                raise StateConflict(
                    _("This evidence is linked to %(ref)s already.") % {"ref": recommendation.ref}
                )
            else:
                row = old
                save(stamp, [Write(row, "link", decided, reason=reason)])
            made.append(row)
        _settle(stamp, recommendations, "link", reason)
    return made


def confirm(
    stamp: Stamp, row: EvidenceLink, stance: str, level: str = "", effective_on: str = "", reason: str = ""
) -> EvidenceLink:
    """A reviewer takes a suggested link as evidence, with stance, level and date."""
    require(stamp.by, Role.REVIEWER, row.recommendation)
    level, effective_on = level or row.evidence.level, effective_on or row.evidence.effective_on
    _check_decision(stance, level, effective_on, row.evidence, [row.recommendation])
    fields = {"stance": stance, "level": level, "effective_on": effective_on}
    return _decide(stamp, row, {LinkState.SUGGESTED}, LinkState.CONFIRMED, "confirm", fields, reason)


def reject(stamp: Stamp, row: EvidenceLink, reason: str = "") -> EvidenceLink:
    """A reviewer turns a suggestion down; it is remembered."""
    require(stamp.by, Role.REVIEWER, row.recommendation)
    return _decide(stamp, row, {LinkState.SUGGESTED}, LinkState.REJECTED, "reject", {}, reason)


def withdraw(stamp: Stamp, row: EvidenceLink, reason: str) -> EvidenceLink:
    """Take confirmed evidence back: by a reviewer, or by the editor who linked it."""
    own = row.decided_by_id == stamp.by.pk
    require(stamp.by, Role.EDITOR if own else Role.REVIEWER, row.recommendation)
    if not reason.strip():
        raise Invalid(_("Some fields are wrong."), errors=[("reason", _("Give the reason."))])
    return _decide(stamp, row, {LinkState.CONFIRMED}, LinkState.WITHDRAWN, "withdraw", {}, reason)


def _decide(
    stamp: Stamp,
    row: EvidenceLink,
    origins: set[LinkState],
    state: LinkState,
    action: str,
    fields: dict[str, Any],
    reason: str,
) -> EvidenceLink:
    if row.state not in origins:
        raise StateConflict(
            _("Somebody decided this already: it is “%(state)s”.") % {"state": LinkState(row.state).label},
            extra={"state": row.state},
        )
    decided = {"state": state.value, "decided_by": stamp.by, "decided_at": stamp.at, "reason": reason}
    with transaction.atomic():
        lock()
        save(stamp, [Write(row, action, fields | decided, reason=reason)])
        _settle(stamp, [row.recommendation], action, reason)
    return row


def _settle(stamp: Stamp, recommendations: Sequence[Recommendation], action: str, reason: str) -> None:
    """Bring each recommendation's summary of evidence, and its verification, in step with its links."""
    for pk in sorted({recommendation.pk for recommendation in recommendations}):
        current = Recommendation.objects.get(pk=pk)
        links = current.evidence_links.filter(state=LinkState.CONFIRMED).order_by("pk")
        summary = [
            {"link": link, "evidence": evidence, "stance": stance, "level": level, "effective_on": effective}
            for link, evidence, stance, level, effective in links.values_list(
                "pk", "evidence_id", "stance", "level", "effective_on"
            )
        ]
        save(stamp, [Write(current, f"{action}-evidence", weigh(stamp, current, summary), reason=reason)])
    for recommendation in recommendations:
        recommendation.refresh_from_db()


def _check_decision(
    stance: str, level: str, effective_on: str, evidence: Evidence, recommendations: Sequence[Recommendation]
) -> None:
    errors = date_errors({"effective_on": effective_on})
    if stance not in Stance.values:
        errors.append(("stance", _("There is no such choice.")))
    if level and level not in EvidenceLevel.values:
        errors.append(("level", _("There is no such choice.")))
    dates = [
        effective_on or evidence.document_date,
        *(r.document and r.document.published_on for r in recommendations),
    ]
    if not errors and stance not in (Stance.BASELINE, Stance.RELATED) and dates[0]:
        effective = PartialDate.parse(dates[0])
        if any(since and not effective.on_or_after(PartialDate.parse(since)) for since in dates[1:]):
            errors.append(("stance", _("What is earlier than the recommendation can only be a baseline.")))
    if errors:
        raise Invalid(_("Some fields are wrong."), errors=errors)
