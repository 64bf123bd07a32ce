"""One report, many recommendations: a passage of a document as evidence for all it bears on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import evidence
from ..access import in_scope, visible_to
from ..choices import EvidenceKind, LinkState, Stance
from ..dates import PartialDate
from ..exceptions import Invalid, TrackerError
from ..filters import RecommendationFilter
from ..ledger import Stamp
from ..models import (
    DEFAULT_ORDERING,
    ORDERINGS,
    Document,
    Evidence,
    EvidenceLink,
    Recommendation,
    for_list,
    rows,
)
from .evidence_forms import OwnWeight, PassageForm

SHOWN = 40
"""Recommendations offered beside those that are ticked."""
HINTS = 500
MOST = 200
"""Recommendations linked in one go."""
WEIGHT = ("stance", "reason", "level", "effective_on")
Span = tuple[int, int]


@dataclass(frozen=True)
class Panel:
    """The form beside the text; ``rows`` are recommendations with ``ticked``, ``hint``, ``linked`` and ``own``."""

    form: PassageForm
    rows: list[dict[str, Any]]
    q: str
    wrong: list[str]


def span_of(content: str, data: Mapping[str, Any]) -> Span:
    """The passage meant: by its words where some are given, the place deciding among several; else by its place.

    Raises ``Invalid`` where there is none, or more than one and no place.
    """
    start, end, quote = data["start"], data["end"], data["passage"]
    if not quote.strip():
        if start is not None and end is not None and start < end <= len(content):
            return start, end
        raise _not_a_passage(_("Select a passage of the text, or paste one."))
    found = evidence.occurrences(content, quote)
    if not found:
        raise _not_a_passage(_("These words do not stand in the text."))
    if start is None and len(found) > 1:
        raise _not_a_passage(_("These words stand more than once: select them in the text, or paste more."))
    return min(found, key=lambda span: abs(span[0] - (start or 0)))


def _not_a_passage(message: str) -> Invalid:
    return Invalid(_("Some fields are wrong."), errors=[("passage", message)])


def asked(content: str, params: QueryDict) -> Span | None:
    """The passage that the parameters mean, if they mean one."""
    form = PassageForm(params)
    form.is_valid()
    given = {"start": None, "end": None, "passage": ""} | form.cleaned_data
    try:
        return span_of(content, given)
    except Invalid:
        return None


def opened(content: str, params: QueryDict) -> PassageForm:
    """The form as it opens: with the passage that the address names, if any."""
    initial: dict[str, Any] = {"stance": Stance.SUPPORTS}
    if span := asked(content, params):
        initial |= {"start": span[0], "end": span[1], "passage": content[span[0] : span[1]]}
    return PassageForm(initial=initial)


def panel(
    request: HttpRequest,
    document: Document,
    params: QueryDict,
    form: PassageForm | None = None,
    refused: Mapping[str, TrackerError] | None = None,
) -> Panel:
    """The form with the recommendations that ``params`` search for, those ticked in them first."""
    content = document.text.content if document.text else ""
    q, wrong, span = params.get("q", ""), [], asked(content, params)
    ticked = params.getlist("recommendation")[:MOST]
    try:
        found = offered(request, document, q)
    except Invalid as refusal:
        found, wrong = Recommendation.objects.none(), [str(message) for _name, message in refusal.errors]
    shown = _rows(request, document, found, span, ticked)
    for row in shown:
        row["own"] = OwnWeight(
            params if row["ticked"] else None, prefix=row["ref"], auto_id=f"{row['ref']}-%s"
        )
        row["refused"] = (refused or {}).get(row["ref"])
        row["differs"] = any(params.get(f"{row['ref']}-{name}") for name in WEIGHT)
    return Panel(form or opened(content, params), shown, q, wrong)


def offered(request: HttpRequest, document: Document, q: str) -> Any:
    """The recommendations this editor may link that match the search and are not later than the document."""
    asked = QueryDict(mutable=True)
    if q:
        asked["q"] = q
    found = RecommendationFilter(asked, request.user, timezone.now()).queryset
    found = found.filter(in_scope(request.user)).exclude(document=document)
    if document.published_on:
        # As text, a date of any precision is at most this day exactly where its first day is.
        last = PartialDate.parse(document.published_on).end.isoformat()
        found = found.filter(Q(document=None) | Q(document__published_on__lte=last))
    return found


def _rows(
    request: HttpRequest, document: Document, found: Any, span: Span | None, ticked: Sequence[str]
) -> list[dict[str, Any]]:
    links = visible_to(request.user, EvidenceLink).select_related("evidence")
    here = links.filter(evidence__document=document, evidence__kind=EvidenceKind.PASSAGE)
    hints: dict[int, EvidenceLink] = {}
    suggested = list(here.filter(state=LinkState.SUGGESTED).order_by("-score", "pk")[:HINTS])
    for link in sorted(suggested, key=lambda each: not _touches(each, span)):
        hints.setdefault(link.recommendation_id, link)
    kept = list(for_list(visible_to(request.user, Recommendation)).filter(ref__in=ticked))  # type: ignore[arg-type]
    likely = list(for_list(found).filter(pk__in=hints).exclude(ref__in=ticked))
    likely = sorted(likely, key=lambda record: list(hints).index(record.pk))[:SHOWN]
    others = for_list(found).exclude(pk__in=hints).exclude(ref__in=ticked)
    others = others.order_by(*ORDERINGS[DEFAULT_ORDERING])[: SHOWN - len(likely)]
    records = [*kept, *likely, *others]
    linked: set[int] = set()
    if span:
        there = here.filter(state=LinkState.CONFIRMED, evidence__start__lt=span[1], evidence__end__gt=span[0])
        linked = set(there.values_list("recommendation", flat=True))
    shown = rows(records, timezone.localdate())
    for record, row in zip(records, shown, strict=True):
        row |= {"ticked": row["ref"] in ticked, "hint": hints.get(record.pk), "linked": record.pk in linked}
    return shown


def _touches(link: EvidenceLink, span: Span | None) -> bool:
    start, end = link.evidence.start, link.evidence.end
    return span is not None and start is not None and end is not None and start < span[1] and end > span[0]


def chosen(
    request: HttpRequest, form: PassageForm
) -> tuple[list[tuple[Recommendation, dict[str, Any]]], bool]:
    """The ticked recommendations, each with its weight, and whether all that was typed makes sense."""
    valid = form.is_valid()
    refs = dict.fromkeys(request.POST.getlist("recommendation"))
    records = list(visible_to(request.user, Recommendation).filter(ref__in=list(refs)[:MOST]))
    if not records or len(records) < len(refs):
        form.add_error(
            None, _("Tick what the passage bears on.") if not refs else _("There is no such choice.")
        )
        valid = False
    found = []
    for record in records:
        own = OwnWeight(request.POST, prefix=record.ref)
        valid &= own.is_valid()
        if valid:
            weight = {name: own.cleaned_data[name] or form.cleaned_data[name] for name in WEIGHT}
            found.append((record, weight))
    return found, valid


def link_all(
    stamp: Stamp, document: Document, span: Span, chosen: Sequence[tuple[Recommendation, Mapping[str, Any]]]
) -> dict[str, TrackerError]:
    """Link the passage to each recommendation with its own weight, all or none; why not, by ref.

    A passage that is a piece of evidence already, as a suggestion is, is used again.
    """
    refused: dict[str, TrackerError] = {}
    with transaction.atomic():
        known = Evidence.objects.filter(
            kind=EvidenceKind.PASSAGE, document=document, start=span[0], end=span[1]
        ).first()
        piece = known or evidence.record_evidence(
            stamp,
            evidence.NewEvidence(EvidenceKind.PASSAGE, document=document, start=span[0], end=span[1]),
        )
        for record, weight in chosen:
            try:
                evidence.link(stamp, piece, [record], **{name: weight[name] for name in WEIGHT})
            except TrackerError as refusal:
                refused[record.ref] = refusal
        if refused:
            transaction.set_rollback(True)
    return refused
