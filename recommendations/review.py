"""Candidates become recommendations: accept, amend, reject, merge, split."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from . import jobs
from .access import require
from .choices import CandidateState, JobKind, Role
from .editing import NewRecommendation, create_recommendations
from .exceptions import Invalid, StateConflict, TrackerError
from .ledger import Stamp, Write, create, save
from .models import Actor, Candidate, Recommendation, Theme
from .text import fold

SETTLE = dt.timedelta(seconds=30)
"""Candidates are accepted one after another; the search for their evidence waits until nobody does."""


def accept(
    stamp: Stamp, candidate: Candidate, changes: Mapping[str, Any] | None = None, reason: str = ""
) -> Recommendation:
    """Make a published recommendation of a candidate, with the reviewer's amendments.

    ``changes`` takes the fields of an edit, and ``level``. Where the candidate's parent was accepted the new
    record becomes its child. Raises ``Forbidden``, ``Invalid`` or ``StateConflict``.
    """
    require(stamp.by, Role.REVIEWER)
    _pending(candidate)
    changes = dict(changes or {})
    level = changes.pop("level", candidate.level)
    actors = resolve_actors(candidate)
    proposed: dict[str, Any] = {
        "title": candidate.title,
        "actors": [actor.slug for actor, _explicit in actors],
        "themes": resolve_themes(candidate),
        "instruments": candidate.instruments,
        "places": candidate.places,
        "published": True,
    }
    if candidate.parent and candidate.parent.recommendation:
        proposed["parent"] = candidate.parent.recommendation.ref
    new = NewRecommendation(
        proposed | changes, candidate.quote, candidate.document, candidate.start, candidate.end, level,
        explicit=frozenset(actor.slug for actor, explicit in actors if explicit),
        extra={
            "section": candidate.section, "deadline": candidate.deadline, "target": candidate.target,
            "restates": _restated(candidate),
        },
    )  # fmt: skip
    with transaction.atomic():
        (recommendation,) = create_recommendations(stamp, [new], action="accept", reason=reason)
        _decide(stamp, candidate, CandidateState.ACCEPTED, "accept", reason, recommendation)
        slug = candidate.document.slug
        arguments = {"document": slug, "new": False}
        jobs.ask(stamp.by, JobKind.SUGGEST, arguments, stamp.at, key=f"suggest-{slug}", delay=SETTLE)
    return recommendation


def accept_many(
    stamp: Stamp,
    candidates: Sequence[Candidate],
    changes: Mapping[str, Any] | None = None,
    proposed_due: bool = False,
) -> list[Recommendation | TrackerError]:
    """Accept each, parents first; a refusal stands in its place and stops no other.

    ``proposed_due`` sets the due date each one's deadline proposes, where it proposes one and ``changes`` has none.
    """
    results: dict[int, Recommendation | TrackerError] = {}
    for candidate in sorted(candidates, key=lambda each: (each.parent_id is not None, each.start)):
        candidate.refresh_from_db()
        try:
            own = {"due_on": candidate.proposed_due} if proposed_due and candidate.proposed_due else {}
            results[candidate.pk] = accept(stamp, candidate, own | dict(changes or {}))
        except TrackerError as refusal:
            results[candidate.pk] = refusal
    return [results[candidate.pk] for candidate in candidates]


def reject(stamp: Stamp, candidate: Candidate, reason: str = "") -> None:
    """Say that the candidate is no recommendation."""
    require(stamp.by, Role.REVIEWER)
    _pending(candidate)
    _decide(stamp, candidate, CandidateState.REJECTED, "reject", reason)


def merge(stamp: Stamp, candidate: Candidate, into: Recommendation, reason: str = "") -> None:
    """Say that the candidate is what an existing recommendation already holds."""
    require(stamp.by, Role.REVIEWER, into)
    _pending(candidate)
    _decide(stamp, candidate, CandidateState.MERGED, "merge", reason, into)


def split(
    stamp: Stamp, candidate: Candidate, cuts: Sequence[tuple[int, int]], reason: str = ""
) -> list[Candidate]:
    """Replace a candidate by several, each with its own range of the text.

    ``cuts`` are ``(start, end)`` in the document's text, inside the candidate, in order, not overlapping.
    """
    require(stamp.by, Role.REVIEWER)
    _pending(candidate)
    edges = [edge for cut in cuts for edge in cut]
    inside = len(cuts) > 1 and edges[0] >= candidate.start and edges[-1] <= candidate.end
    if not inside or edges != sorted(edges) or any(start >= end for start, end in cuts):
        message = _("Give at least two ranges inside the candidate, in order.")
        raise Invalid(message, errors=[("cuts", message)])
    parts = []
    for start, end in cuts:
        quote = candidate.text.content[start:end]
        parts.append(
            Candidate(
                document=candidate.document, text=candidate.text, start=start, end=end, quote=quote,
                title=quote.strip()[:200], level=candidate.level, parent=candidate.parent,
                section=candidate.section, actors=candidate.actors, themes=candidate.themes,
                instruments=[i for i in candidate.instruments if i in quote],
                places=[p for p in candidate.places if p in quote], deadline=candidate.deadline,
                target=candidate.target, score=candidate.score, reasons=candidate.reasons,
                alike=candidate.alike,
            )
        )  # fmt: skip
    with transaction.atomic():
        _decide(stamp, candidate, CandidateState.SPLIT, "split", reason)
        create(stamp, parts, action="split", reason=reason)
    return parts


def _restated(candidate: Candidate) -> list[str]:
    """The ref of the record that came of the earlier candidate this one repeats."""
    if not candidate.restates:
        return []
    start, end = candidate.restates
    earlier = Candidate.objects.filter(document=candidate.document_id, start=start, end=end)
    return list(earlier.exclude(recommendation=None).values_list("recommendation__ref", flat=True)[:1])


def resolve_actors(candidate: Candidate) -> list[tuple[Actor, bool]]:
    """The known actors among the names found, in order, with whether the text names them."""
    known = known_actors()
    found: dict[int, tuple[Actor, bool]] = {}
    for each in candidate.actors:
        actor = known.get(fold(each["name"]))
        if actor:
            found.setdefault(actor.pk, (actor, each["explicit"]))
    return list(found.values())


def known_actors() -> dict[str, Actor]:
    """Every name and alias, folded, with its actor."""
    names: dict[str, Actor] = {}
    for actor in Actor.objects.order_by("pk"):
        for name in (actor.name, actor.name_en, *actor.aliases, *(old["name"] for old in actor.names)):
            if name:
                names.setdefault(fold(name), actor)
    return names


def resolve_themes(candidate: Candidate) -> list[str]:
    """Slugs of the known themes among the names found."""
    slugs = dict(Theme.objects.filter(name__in=candidate.themes).values_list("name", "slug"))
    return [slugs[name] for name in candidate.themes if name in slugs]


def _pending(candidate: Candidate) -> None:
    if candidate.state != CandidateState.PENDING:
        label = CandidateState(candidate.state).label
        raise StateConflict(
            _("Somebody decided this already: it is “%(state)s”.") % {"state": label},
            extra={"state": candidate.state},
        )


def _decide(
    stamp: Stamp,
    candidate: Candidate,
    state: CandidateState,
    action: str,
    reason: str,
    recommendation: Recommendation | None = None,
) -> None:
    fields = {"state": state.value, "recommendation": recommendation}
    save(stamp, [Write(candidate, action, fields, reason=reason)])
