"""One recommendation: where it stands, on what evidence, and what may be done next."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ..access import User, conceal, get_visible, has_role, reads_text, require, visible_to
from ..choices import LinkState, Role, Status
from ..dates import PartialDate
from ..editing.progress import filed_reports
from ..evidence import later_files
from ..exceptions import Forbidden, Invalid, NotVisible
from ..ledger import end_of_day
from ..models import (
    Document,
    Evidence,
    EvidenceLink,
    ProgressReport,
    Recommendation,
    RecommendationState,
    TextVersion,
    for_list,
    rows,
)
from ..text import spelt
from ..workflow import DECISIONS, Move, MoveRequest, Requirement, allowed, facts_of
from .evidence_forms import EvidenceForm, SearchForm
from .forms import DecisionForm, MoveForm, ProgressForm
from .naming import names_of

WINDOW = 400
"""Characters of the text read on either side of a quote, to show its paragraph."""
MAX_CHILDREN = 200


@dataclass(frozen=True)
class Need:
    """A requirement of a move: met already, or to be met by a field of the form, or elsewhere first."""

    requirement: Requirement
    met: bool
    in_form: bool


@dataclass(frozen=True)
class Offer:
    """A move the person may look at: its form, what it needs, and whether role and facts allow it."""

    move: Move
    form: MoveForm
    needs: list[Need]
    permitted: bool

    @property
    def blocked(self) -> bool:
        return any(not need.met and not need.in_form for need in self.needs)


@dataclass(frozen=True)
class Context:
    """The quote with the rest of its paragraph; ``cut_before`` and ``cut_after`` where that goes on."""

    before: str
    quote: str
    after: str
    cut_before: bool
    cut_after: bool


@require_safe
def recommendation(request: HttpRequest, ref: str) -> HttpResponse:
    """The record as it stands, or with ``as_of`` as it stood."""
    unknown = set(request.GET) - {"as_of"}
    if unknown:
        message = _("There is no such parameter.")
        raise Invalid(_("Some parameters are wrong."), errors=[(name, message) for name in sorted(unknown)])
    return show(request, find(request, ref))


def find(request: HttpRequest, ref: str) -> Recommendation:
    """The record as the person sees it; ``NotVisible`` as for a name that never existed."""
    return get_visible(request.user, Recommendation, ref=ref)  # type: ignore[arg-type]


def show(
    request: HttpRequest, record: Recommendation, forms: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page of the record; ``forms`` holds forms that were refused, by the name of what was tried."""
    user: User = request.user  # type: ignore[assignment]
    as_of = past_date(request)
    visible = visible_to(user, Recommendation)
    current = past_state(user, record, as_of) if as_of else for_list(visible).get(pk=record.pk)
    shown = visible_to(user, RecommendationState).at(end_of_day(as_of)) if as_of else visible  # type: ignore[attr-defined]
    (row,) = conceal(user, rows([current], as_of.end if as_of else timezone.localdate()), shown)
    children = visible.filter(parent=record).order_by("position", "ref")
    child_rows = rows(list(for_list(children)[:MAX_CHILDREN]), timezone.localdate()) if not as_of else []
    actors, themes = names_of([row, *child_rows])
    context = {
        "readable": bool(current.document and reads_text(user, current.document)),
        "section": "recommendations", "record": current, "row": row, "as_of": as_of, "actors": actors,
        "themes": themes, "children": child_rows, "context": context_of(user, current),
        "parent": visible.filter(pk=current.parent_id).first(),
        "superseded_by": visible.filter(pk=current.superseded_by_id).first(),
        "response_document": visible_to(user, Document).filter(pk=current.response_document_id).first(),
        "axes": [(_("Response"), "response"), (_("Status"), "status"), (_("Verification"), "verification")],
    }  # fmt: skip
    if not as_of:
        context |= evidence_of(user, record)
        context["kept_back"] = record.evidence_count - len(context["confirmed"])
        context |= actions_for(user, record, context["confirmed"], dict(forms or {}))
        if has_role(user, Role.EDITOR):
            context["searches"] = record.searches.all()[:50]
        context["progress"] = visible_to(user, ProgressReport).filter(recommendation=record)[:50]
    return render(request, "recommendations/detail.html", context, status=status)


def past_date(request: HttpRequest) -> PartialDate | None:
    text = request.GET.get("as_of") if request.method in ("GET", "HEAD") else None
    try:
        return PartialDate.parse(text) if text else None
    except ValueError:
        message = _("This is not a date: write 2024, 2024-05 or 2024-05-31.")
        raise Invalid(message, errors=[("as_of", message)]) from None


def past_state(user: User, record: Recommendation, as_of: PartialDate) -> RecommendationState:
    """The record at the end of the period; ``NotVisible`` where it did not exist or was not public then."""
    states = visible_to(user, RecommendationState).filter(recommendation=record)
    found = for_list(states.at(end_of_day(as_of))).first()  # type: ignore[attr-defined]
    if found is None:
        raise NotVisible(_("There is nothing here under this name."))
    return found


def context_of(user: User, record: Any) -> Context:
    """The quote in its paragraph, cut to ``WINDOW`` characters; bare where that is not for the user's eyes."""
    quote = record.quote
    if record.text_id is None or record.start is None or not reads_text(user, record.document):
        return Context("", quote, "", False, False)
    first = max(record.start - WINDOW, 0)
    length = record.end + WINDOW - first
    window = TextVersion.objects.filter(pk=record.text_id).values_list(
        Substr("content", first + 1, length), flat=True
    )
    text = window[0]
    before, after = text[: record.start - first], text[record.end - first :]
    paragraph_before, paragraph_after = before.rpartition("\n")[2], after.partition("\n")[0]
    return Context(
        paragraph_before, quote, paragraph_after,
        bool(first) and paragraph_before == before, len(after) == WINDOW and paragraph_after == after,
    )  # fmt: skip


def evidence_of(user: User, record: Recommendation) -> dict[str, list[EvidenceLink]]:
    """The visible links, by what was decided on them."""
    links = visible_to(user, EvidenceLink).filter(recommendation=record).order_by("-pk")
    found = list(
        links.select_related("evidence", "evidence__document", "evidence__file", "decided_by")
        .defer("evidence__file__content")
    )  # fmt: skip
    known = set(
        visible_to(user, Document)
        .filter(pk__in={link.evidence.document_id for link in found})
        .values_list("pk", flat=True)
    )
    chain = Q(replaces__in={link.evidence_id for link in found})
    chain |= Q(pk__in={link.evidence.replaces_id for link in found})
    versions = visible_to(user, Evidence).filter(chain).select_related("file").defer("file__content")
    by_key = {version.pk: version for version in versions}
    newer = {version.replaces_id: version for version in versions}
    for link in found:
        link.document_shown = link.evidence.document_id in known  # type: ignore[attr-defined]
        link.newer = newer.get(link.evidence_id)  # type: ignore[attr-defined]
        link.earlier = by_key.get(link.evidence.replaces_id)  # type: ignore[attr-defined]
    return {
        "confirmed": [link for link in found if link.state == LinkState.CONFIRMED],
        "suggested": sorted(
            (link for link in found if link.state == LinkState.SUGGESTED), key=lambda link: -(link.score or 0)
        ),
        "set_aside": [link for link in found if link.state in (LinkState.REJECTED, LinkState.WITHDRAWN)],
    }


def actions_for(
    user: User, record: Recommendation, confirmed: list[EvidenceLink], forms: dict[str, Any]
) -> dict[str, Any]:
    """What this person may do with the record; nothing for readers and for other bodies' editors."""
    try:
        account = require(user, Role.EDITOR, record)
    except Forbidden:
        return {"may_edit": False}
    decisions = [name for name, states in DECISIONS.items() if record.verification in states]
    own = account.pk in (record.reported_by_id, record.disputed_by_id)
    offered = [] if record.children_count else offers(account, record, confirmed, forms)
    decisions = decisions if has_role(user, Role.REVIEWER) and not record.children_count else []
    placed = {"stale", "progress", "evidence", "search", *(offer.move.to.value for offer in offered)}
    placed |= {"decision"} if decisions else set()
    files = later_files(link.evidence for link in confirmed)
    for link in confirmed:
        name = f"file{link.evidence_id}"
        link.later = link.evidence_id in files and (forms.get(name) or files[link.evidence_id])  # type: ignore[attr-defined]
        placed |= {name} if link.later else set()  # type: ignore[attr-defined]
    return {
        "may_edit": True,
        "is_reviewer": has_role(user, Role.REVIEWER),
        "offers": offered,
        "decisions": decisions,
        "homeless": [form for name, form in forms.items() if name not in placed],
        "own_report": own,
        "decision_form": forms.get("decision") or DecisionForm(initial={"version": record.version}),
        "progress_form": forms.get("progress") or ProgressForm(initial={"seen": filed_reports(record)}),
        "evidence_form": forms.get("evidence") or EvidenceForm(),
        "search_form": forms.get("search")
        or SearchForm(initial={"searched_on": timezone.localdate().isoformat()}),
        "stale": forms.get("stale"),
    }


def offers(
    account: Any, record: Recommendation, confirmed: list[EvidenceLink], forms: Mapping[str, Any]
) -> list[Offer]:
    """Every move the table has from here, with what is missing."""
    facts = facts_of(record, MoveRequest(""))
    found = []
    for move in allowed(record.status):
        form = forms.get(move.to.value) or move_form(move, record, confirmed)
        now = dataclasses.replace(facts, request=MoveRequest(move.to.value))
        needs = [
            Need(each, each.met(now), each.field in form.fields and each.field != "evidence")
            for each in move.requires
        ]
        found.append(Offer(move, form, needs, account.has_role(move.role)))
    return found


def move_form(
    move: Move, record: Recommendation, confirmed: list[EvidenceLink], data: Any = None
) -> MoveForm:
    initial = {
        "version": record.version, "to": move.to.value, "done": record.done, "remaining": record.remaining,
        "due_on": record.due_on, "on": timezone.localdate().isoformat() if move.to != Status.PLANNED else "",
    }  # fmt: skip
    evidence = [(link.evidence_id, spelt(link.evidence.title)) for link in confirmed]
    return MoveForm(move, evidence, initial=initial, data=data)
