"""The one label a list shows, computed from the three axes."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from ..choices import Response, Status, Verification


def headline(row: Mapping[str, Any]) -> tuple[str, str]:
    """``(text, tone)`` for a row holding ``status``, ``reported_status``, ``verification`` and ``response``.

    What waits for somebody comes first: a report, a return, a dispute; then the official status; an answer
    from the addressee shows only where nobody has assessed yet. The text is in the active language.
    """
    status = Status(row["status"])
    claimed = Status(row["reported_status"] or status)
    verification = Verification(row["verification"])
    if verification is Verification.REPORTED:
        return _("Reported “%(status)s”, awaiting verification") % {"status": claimed.label}, "info"
    if verification is Verification.RETURNED:
        return _("Report of “%(status)s” returned") % {"status": claimed.label}, "warning"
    if verification is Verification.DISPUTED:
        return _("“%(status)s” disputed") % {"status": claimed.label}, "bad"
    if verification is Verification.VERIFIED:
        return _("Verified: %(status)s") % {"status": status.label}, status.tone
    response = Response(row["response"])
    if status is Status.NOT_ASSESSED and response is not Response.NONE:
        text = _("%(response)s, not yet assessed") % {"response": response.label}
        return text, "warning" if response is Response.NOT_ACCEPTED else "info"
    return str(status.label), status.tone
