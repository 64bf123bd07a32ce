"""A parent's status follows from its children's."""

from collections import Counter
from collections.abc import Mapping

from ..choices import CLOSED, Status
from ..ledger import Write
from ..models import Recommendation

FURTHEST = (
    Status.PARTIALLY_IMPLEMENTED,
    Status.IN_PROGRESS,
    Status.PLANNED,
    Status.NOT_STARTED,
    Status.NOT_ASSESSED,
)


def roll_up(counts: Mapping[str, int]) -> Status:
    """The status of a parent whose children stand at ``counts`` (status code → number)."""
    present = {Status(code) for code, number in counts.items() if number}
    present -= {Status.NO_LONGER_RELEVANT}
    if not present:
        return Status.NO_LONGER_RELEVANT
    if present == {Status.IMPLEMENTED}:
        return Status.IMPLEMENTED
    if present <= CLOSED:
        for code in (Status.IMPLEMENTED, Status.NOT_IMPLEMENTED):
            if code in present:
                return Status.PARTIALLY_IMPLEMENTED if code is Status.IMPLEMENTED else code
        return Status.UNABLE_TO_VERIFY
    if Status.IMPLEMENTED in present:
        return Status.PARTIALLY_IMPLEMENTED
    return next(code for code in FURTHEST if code in present)


def rolled_up_write(parent: Recommendation, children: Mapping[int, str]) -> Write:
    """The write that brings ``parent`` in step with its children (primary key → status).

    Without children the parent keeps its status and loses its distribution.
    """
    counts = Counter(children.values())
    fields: dict[str, object] = {
        "children_count": len(children),
        "rollup": dict(sorted(counts.items())) or None,
    }
    if children:
        fields |= {"status": roll_up(counts).value, "reported_status": None}
    return Write(parent, "roll-up", fields)
