"""延期: asked for before expiry, with a reason and a new date; only approval moves the date."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..access import require
from ..choices import RequestState, Role
from ..dates import PartialDate
from ..editing import edit
from ..exceptions import Forbidden, Invalid, StateConflict
from ..ledger import Stamp, Write, create, lock, save
from ..models import ExtensionRequest, Recommendation


def request_extension(
    stamp: Stamp, recommendation: Recommendation, new_due_on: str, reason: str
) -> ExtensionRequest:
    """Ask for a later due date. Raises ``Invalid``, or ``StateConflict`` once expired or asked already."""
    require(stamp.by, Role.EDITOR, recommendation)
    errors: list[tuple[str, Any]] = []
    try:
        later = PartialDate.parse(new_due_on).end
        if recommendation.due_end and later <= recommendation.due_end:
            errors.append(("new_due_on", _("The new date must be later than the present one.")))
    except ValueError:
        errors.append(("new_due_on", _("This is not a date: write 2024, 2024-05 or 2024-05-31.")))
    if not reason.strip():
        errors.append(("reason", _("Give the reason.")))
    if errors:
        raise Invalid(_("Some fields are wrong."), errors=errors)
    if recommendation.due_end is None or recommendation.due_end < timezone.localdate(stamp.at):
        raise StateConflict(_("An extension is asked for before the due date has passed."))
    request = ExtensionRequest(
        recommendation=recommendation, new_due_on=new_due_on, reason=reason, requested_by=stamp.by
    )
    with transaction.atomic():
        lock()
        if recommendation.extensions.filter(state=RequestState.OPEN).exists():
            raise StateConflict(_("A request for this recommendation awaits a decision already."))
        create(stamp, [request], action="request-extension", reason=reason)
    return request


def approve(stamp: Stamp, request: ExtensionRequest, answer: str = "") -> ExtensionRequest:
    """A reviewer who did not ask agrees; the due date moves, the first one stays.

    Raises ``Stale`` where the recommendation was changed since ``request.recommendation`` was read.
    """
    _deciding(stamp, request)
    with transaction.atomic():
        fields = {"state": RequestState.APPROVED.value, "answer": answer}
        save(stamp, [Write(request, "approve", fields, reason=answer)])
        edit(stamp, request.recommendation, {"due_on": request.new_due_on}, request.reason)
    return request


def refuse(stamp: Stamp, request: ExtensionRequest, answer: str) -> ExtensionRequest:
    """A reviewer says no, and why; the due date stays."""
    _deciding(stamp, request)
    if not answer.strip():
        raise Invalid(_("Some fields are wrong."), errors=[("answer", _("Give the reason."))])
    fields = {"state": RequestState.REFUSED.value, "answer": answer}
    save(stamp, [Write(request, "refuse", fields, reason=answer)])
    return request


def days_slipped(recommendation: Recommendation) -> int:
    """Days between the last days of the first and the current due date."""
    if not recommendation.first_due_on or recommendation.due_end is None:
        return 0
    return (recommendation.due_end - PartialDate.parse(recommendation.first_due_on).end).days


def _deciding(stamp: Stamp, request: ExtensionRequest) -> None:
    require(stamp.by, Role.REVIEWER, request.recommendation)
    if request.requested_by_id == stamp.by.pk:
        raise Forbidden(_("Another reviewer decides on your request."), code="four-eyes")
    if request.state != RequestState.OPEN:
        raise StateConflict(
            _("Somebody decided this already: it is “%(state)s”.")
            % {"state": RequestState(request.state).label},
            extra={"state": request.state},
        )
