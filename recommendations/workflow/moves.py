"""The table of moves: to, from, who, and what each requires. Surfaces read it, nobody repeats it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..choices import CLOSED, OPEN, EvidenceLevel, Horizon, RefusalReason, Role, Stance, Status
from ..dates import PartialDate
from ..models import Recommendation

PROVING_LEVELS = frozenset({EvidenceLevel.ACTION.value, EvidenceLevel.OUTCOME.value})


@dataclass(frozen=True)
class MoveRequest:
    """What a person sends with a move. ``evidence`` holds ids of evidence; dates are partial dates."""

    to: str
    reason: str = ""
    evidence: tuple[int, ...] = ()
    done: str = ""
    remaining: str = ""
    due_on: str = ""
    superseded_by: str = ""
    look_again_on: str = ""
    on: str = ""


@dataclass(frozen=True)
class Facts:
    """What requirements look at, read before anything is decided.

    ``links`` are the confirmed links that count, each ``{"evidence", "stance", "level", "effective_on"}``;
    ``documented`` holds the ids of confirmed evidence that rests on a document, link or file;
    ``since`` is the recommendation's own date, empty where it is not known.
    """

    recommendation: Recommendation
    request: MoveRequest
    links: tuple[dict[str, Any], ...] = ()
    documented: frozenset[int] = frozenset()
    has_lead: bool = False
    search_logged: bool = False
    since: str = ""


@dataclass(frozen=True)
class Requirement:
    """``met`` decides on facts; ``text`` tells the person what is needed; ``field`` names the input."""

    code: str
    field: str
    text: Any
    met: Callable[[Facts], bool]


@dataclass(frozen=True)
class Move:
    """``effect`` is ``at_once``, ``report`` (another person verifies) or ``close`` (verified at once)."""

    to: Status
    origins: frozenset[Status]
    role: Role
    effect: str
    test: Any
    requires: tuple[Requirement, ...]


def counted(facts: Facts) -> list[dict[str, Any]]:
    """The confirmed links the person relies on: those named, or all."""
    named = facts.request.evidence
    return [link for link in facts.links if not named or link["evidence"] in named]


def _proves_partly(facts: Facts) -> bool:
    good = {Stance.SUPPORTS, Stance.PARTIAL}
    return any(link["stance"] in good and link.get("level") in PROVING_LEVELS for link in counted(facts))


def _effective(link: dict[str, Any], since: str) -> bool:
    if not link.get("effective_on"):
        return False
    return not since or PartialDate.parse(link["effective_on"]).on_or_after(PartialDate.parse(since))


def _proves_fully(facts: Facts) -> bool:
    return any(
        link["stance"] == Stance.SUPPORTS
        and link.get("level") in PROVING_LEVELS
        and _effective(link, facts.since)
        for link in counted(facts)
    )


def _uncontradicted(facts: Facts) -> bool:
    return not any(link["stance"] == Stance.CONTRADICTS for link in facts.links)


def _noted(facts: Facts) -> bool:
    request = facts.request
    return bool((request.reason or request.done) and request.on) or bool(facts.recommendation.progressed_on)


def _dated(facts: Facts) -> bool:
    due = facts.request.due_on or facts.recommendation.due_on
    return bool(due) or facts.recommendation.horizon == Horizon.CONTINUING


def refusal(reason: str) -> RefusalReason | None:
    """The list entry a reason names by its code or label, else ``other``; none where nothing is said."""
    text = reason.strip()
    for entry in RefusalReason:
        if entry is not RefusalReason.OTHER and text.lower().startswith(
            (entry.value, str(entry.label).lower())
        ):
            return entry
    head, _colon, rest = text.replace("：", ":").partition(":")
    bare = head.strip().lower() in (RefusalReason.OTHER.value, str(RefusalReason.OTHER.label).lower())
    return None if not text or (bare and not rest.strip()) else RefusalReason.OTHER


def _refused(facts: Facts) -> bool:
    return refusal(facts.request.reason) is not None or bool(facts.documented & set(facts.request.evidence))


REASON = Requirement("reason", "reason", _("Give the reason."), lambda f: bool(f.request.reason))
KNOWN_EVIDENCE = Requirement(
    "confirmed-evidence", "evidence",
    _("Every piece of evidence named must be confirmed for this recommendation."),
    lambda f: set(f.request.evidence) <= {link["evidence"] for link in f.links},
)  # fmt: skip
UNCONTRADICTED = Requirement(
    "not-contradicted", "evidence",
    _("Confirmed evidence contradicts this; withdraw it or choose another status."), _uncontradicted,
)  # fmt: skip

MOVES: tuple[Move, ...] = (
    Move(
        Status.NOT_STARTED, frozenset({Status.NOT_ASSESSED, Status.PLANNED}), Role.EDITOR, "at_once",
        _("Somebody looked and found that nothing has been begun."),
        (
            Requirement("checked", "reason", _("Say what was checked."), lambda f: bool(f.request.reason)),
            Requirement("checked-on", "on", _("Give the date of the check."), lambda f: bool(f.request.on)),
        ),
    ),
    Move(
        Status.PLANNED, frozenset({Status.NOT_ASSESSED, Status.NOT_STARTED}), Role.EDITOR, "at_once",
        _("A named plan holds it, with a date or as continuing work."),
        (
            Requirement("plan", "reason", _("Name the plan."), lambda f: bool(f.request.reason)),
            Requirement(
                "due-date", "due_on", _("Give a due date, or set the horizon to continuing."), _dated
            ),
        ),
    ),
    Move(
        Status.IN_PROGRESS, OPEN, Role.EDITOR, "at_once",
        _("A lead actor is at work, and a dated note says on what."),
        (
            Requirement("lead-actor", "actors", _("Name a lead actor first."), lambda f: f.has_lead),
            Requirement("progress-note", "reason", _("Give a progress note and its date."), _noted),
        ),
    ),
    Move(
        Status.PARTIALLY_IMPLEMENTED, OPEN, Role.EDITOR, "report",
        _("Evidence of action or outcome shows a part done; what remains is known."),
        (
            KNOWN_EVIDENCE,
            Requirement(
                "evidence", "evidence", _("Confirmed evidence of an action or outcome is needed."),
                _proves_partly,
            ),
            UNCONTRADICTED,
            Requirement("done", "done", _("Say what is done."), lambda f: bool(f.request.done)),
            Requirement("remaining", "remaining", _("Say what remains."), lambda f: bool(f.request.remaining)),
        ),
    ),
    Move(
        Status.IMPLEMENTED, OPEN, Role.EDITOR, "report",
        _("Evidence that supports it, of action or outcome, true on or after the recommendation's date."),
        (
            KNOWN_EVIDENCE,
            Requirement(
                "evidence", "evidence",
                _("Confirmed evidence that supports it is needed: an action or outcome, true since a date"
                  " on or after the recommendation's."),
                _proves_fully,
            ),
            UNCONTRADICTED,
            Requirement(
                "not-continuing", "horizon", _("Continuing work is never finished: change the horizon first."),
                lambda f: f.recommendation.horizon != Horizon.CONTINUING,
            ),
        ),
    ),
    Move(
        Status.NOT_IMPLEMENTED, OPEN, Role.REVIEWER, "close",
        _("It was refused or proved not feasible, for a stated reason."),
        (
            Requirement(
                "refusal", "reason",
                _("Give a reason from the list, or name confirmed evidence of the refusal."), _refused,
            ),
        ),
    ),
    Move(
        Status.NO_LONGER_RELEVANT, OPEN, Role.REVIEWER, "close",
        _("Its object is gone or something else took its place."), (REASON,),
    ),
    Move(
        Status.UNABLE_TO_VERIFY, OPEN, Role.REVIEWER, "close",
        _("A search was made and nothing shows what became of it."),
        (
            Requirement("searched", "reason", _("Say what was searched."), lambda f: bool(f.request.reason) or f.search_logged),
            Requirement(
                "look-again", "look_again_on", _("Give a date to look again."),
                lambda f: bool(f.request.look_again_on),
            ),
        ),
    ),
)  # fmt: skip
REOPENING = Move(
    Status.IN_PROGRESS, CLOSED, Role.REVIEWER, "at_once",
    _("Closed too early, or the facts have changed."), (REASON,),
)  # fmt: skip


def find_move(origin: str, to: str) -> Move | None:
    """The move from ``origin`` to ``to``, or none where the table has none."""
    return next((m for m in (*MOVES, REOPENING) if m.to == to and origin in m.origins), None)


def allowed(origin: str) -> list[Move]:
    """The moves the table has from ``origin``, in its order."""
    return [m for m in (*MOVES, REOPENING) if origin in m.origins]


def tests() -> dict[str, Any]:
    """The written test of each status."""
    return {Status.NOT_ASSESSED.value: _("Nobody has looked yet.")} | {m.to.value: m.test for m in MOVES}
