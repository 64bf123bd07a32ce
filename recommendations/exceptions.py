"""What can go wrong, in the domain's words. Each carries the code and the HTTP status of the contract."""

from collections.abc import Mapping, Sequence
from typing import Any


class TrackerError(Exception):
    """Base of every refusal.

    ``detail`` is a (lazy) sentence for the user, ``errors`` a sequence of ``(field, message)``,
    ``extra`` JSON-ready facts a client can act on.
    """

    code = "error"
    status = 400

    def __init__(
        self,
        detail: Any,
        *,
        code: str | None = None,
        errors: Sequence[tuple[str, Any]] = (),
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code or self.code
        self.errors = tuple(errors)
        self.extra = dict(extra or {})

    def __str__(self) -> str:
        return str(self.detail)


class NotVisible(TrackerError):
    """The record does not exist for this account (404)."""

    code = "not-found"
    status = 404


class Forbidden(TrackerError):
    """The account's role or actors do not allow the action (403)."""

    code = "forbidden"
    status = 403


class Invalid(TrackerError):
    """The shape or a code of the input is wrong (400); ``errors`` names the fields."""

    code = "invalid"
    status = 400


class Stale(TrackerError):
    """Somebody changed the record since it was read (412).

    ``extra`` holds ``version`` (current), ``changed_by``, ``changed_at`` and ``changed_fields``.
    """

    code = "stale"
    status = 412


class MoveRefused(TrackerError):
    """The table has no such move from here (409); ``extra['allowed']`` lists those it has."""

    code = "move-refused"
    status = 409


class StateConflict(TrackerError):
    """A link or candidate was already decided, or the action does not fit the record's state (409)."""

    code = "conflict"
    status = 409


class RequirementUnmet(TrackerError):
    """A move's requirement is not met (422); ``errors`` names what is missing."""

    code = "requirement-unmet"
    status = 422


class LedgerBroken(TrackerError):
    """History does not verify; the message names the first bad row."""

    code = "ledger-broken"
    status = 500
