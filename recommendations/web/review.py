"""The review page: candidates beside their text, suggested evidence, reports awaiting verification."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ..access import get_visible, has_role, visible_to
from ..choices import CandidateState, EvidenceLevel, LinkState, Role, Stance, Verification
from ..exceptions import Invalid
from ..filters import Paging
from ..models import Candidate, Change, Document, EvidenceLink, Page, Recommendation, for_list, rows
from .acting import for_role
from .documents import marks_of
from .forms import ManyForm, pick, score_of
from .marking import heading_levels, lines
from .naming import names_of, theme_choices, with_repeated
from .pairing import MARGIN, both_sides, with_surroundings

TABS = ("candidates", "evidence", "reports")
PARAMS = ("tab", "document", "recommendation", "score", "at", "cursor", "page_size")
DOCUMENT_LIMIT = 100


@require_safe
@for_role(Role.EDITOR)
def review(request: HttpRequest) -> HttpResponse:
    """One of the three tabs; what is decided leaves the list."""
    tab = request.GET.get("tab", TABS[0])
    message = _("There is no such parameter.")
    errors = [(name, message) for name in request.GET if name not in PARAMS]
    if tab not in TABS:
        errors.append(("tab", _("There is no such choice.")))
    if errors:
        raise Invalid(_("Some parameters are wrong."), errors=errors)
    context = {"section": "review", "tab": tab, "may_decide": has_role(request.user, Role.REVIEWER)}  # type: ignore[arg-type]
    context["waiting"] = {
        "candidates": _pending(request).count(),
        "evidence": _suggested(request).count(),
        "reports": _reports(request).count(),
    }
    context |= {"candidates": candidates_tab, "evidence": evidence_tab, "reports": reports_tab}[tab](request)
    return render(request, f"recommendations/review_{tab}.html", context)


def _pending(request: HttpRequest) -> QuerySet[Candidate]:
    return visible_to(request.user, Candidate).filter(state=CandidateState.PENDING)  # type: ignore[arg-type]


def _suggested(request: HttpRequest) -> QuerySet[EvidenceLink]:
    return visible_to(request.user, EvidenceLink).filter(state=LinkState.SUGGESTED)  # type: ignore[arg-type]


def _reports(request: HttpRequest) -> QuerySet[Recommendation]:
    waiting = (Verification.REPORTED, Verification.DISPUTED)
    return visible_to(request.user, Recommendation).filter(verification__in=waiting)  # type: ignore[arg-type]


def _paging(request: HttpRequest, size: int) -> Paging:
    params: QueryDict = request.GET.copy()
    params.setdefault("page_size", str(size))
    return Paging(params)


def candidates_tab(request: HttpRequest) -> dict[str, Any]:
    """The pending candidates of one document in the order of its text, with that text."""
    queue = (
        _pending(request).order_by().values("document__slug", "document__title").annotate(n=Count("pk"))
        .order_by("document__published_on", "document__slug")[:DOCUMENT_LIMIT]
    )  # fmt: skip
    documents = list(queue)
    slug = request.GET.get("document") or (documents[0]["document__slug"] if documents else "")
    if not slug:
        return {"documents": documents, "page": Page([], None, None)}
    document = get_visible(request.user, Document, slug=slug)  # type: ignore[arg-type]
    own = _pending(request).filter(document=document)
    if at := request.GET.get("at"):
        if not (at.isascii() and at.isdigit() and len(at) < 10):
            raise Invalid(_("Some parameters are wrong."), errors=[("at", _("There is no such choice."))])
        own = own.filter(start__gte=int(at))
    page = _paging(request, 20).take(
        own.select_related("document", "parent", "parent__recommendation"), ("start", "pk")
    )
    with_repeated(page.rows)
    return {
        "documents": documents, "document": document, "page": page, "lines": text_around(request, document, page.rows),
        "form": ManyForm(themes=theme_choices(), auto_id="many_%s"),
    }  # fmt: skip


def text_around(request: HttpRequest, document: Document, found: list[Candidate]) -> list[Any]:
    """The lines of the text that the candidates stand in, from the first to the last."""
    if not found or document.text is None:
        return []
    content = document.text.content
    start = content.rfind("\n", 0, max(found[0].start - MARGIN, 0)) + 1
    last = max(candidate.end for candidate in found)
    end = content.find("\n", min(last + MARGIN, len(content)))
    end = len(content) if end < 0 else end
    levels = heading_levels(content, document.text.outline)
    return lines(content, marks_of(request.user, document, start, end), levels, start, end)


def evidence_tab(request: HttpRequest) -> dict[str, Any]:
    """Suggested links, the likeliest first: the recommendation and the passage side by side."""
    links = _suggested(request)
    queue = (
        links.order_by().exclude(evidence__document=None)
        .values("evidence__document__slug", "evidence__document__title").annotate(n=Count("pk"))
        .order_by("-evidence__document__published_on", "evidence__document__slug")[:DOCUMENT_LIMIT]
    )  # fmt: skip
    if ref := request.GET.get("recommendation"):
        links = links.filter(recommendation=get_visible(request.user, Recommendation, ref=ref))  # type: ignore[arg-type]
    if slug := request.GET.get("document"):
        links = links.filter(evidence__document=get_visible(request.user, Document, slug=slug))  # type: ignore[arg-type]
    if score := request.GET.get("score"):
        links = links.filter(score__gte=score_of(score))
    links = links.select_related(
        "recommendation", "recommendation__document", "evidence", "evidence__document"
    )
    page = _paging(request, 50).take(with_surroundings(links), ("-score", "-pk"))
    for link in page.rows:
        link.asked, link.found = both_sides(link)
    return {
        "page": page, "stances": Stance.choices, "levels": pick(EvidenceLevel), "documents": list(queue),
        "ref": ref, "slug": slug, "score": score or "",
    }  # fmt: skip


def reports_tab(request: HttpRequest) -> dict[str, Any]:
    """What was reported or disputed, longest waiting first, with the evidence it rests on."""
    records = for_list(_reports(request)).select_related(
        "parent", "document", "superseded_by", "response_document", "reported_by", "disputed_by"
    )
    page = _paging(request, 20).take(records, ("updated_at", "ref"))
    evidence: dict[int, list[EvidenceLink]] = defaultdict(list)
    confirmed = Q(state=LinkState.CONFIRMED, recommendation__in=page.rows)
    links = visible_to(request.user, EvidenceLink).filter(confirmed).defer("evidence__file__content")  # type: ignore[arg-type]
    for link in links.select_related("evidence__document", "evidence__file", "decided_by"):
        link.document_shown = link.evidence.document_id is not None  # type: ignore[attr-defined]
        evidence[link.recommendation_id].append(link)
    disputes = disputes_of([record for record in page.rows if record.verification == Verification.DISPUTED])
    shown = rows(page.rows, timezone.localdate())
    for record, row in zip(page.rows, shown, strict=True):
        row |= {
            "reported_by": record.reported_by, "disputed_by": record.disputed_by, "links": evidence[record.pk],
            "dispute": disputes.get(record.pk),
            "own": request.user.pk in (record.reported_by_id, record.disputed_by_id),
        }  # fmt: skip
    actors, _themes = names_of(shown)
    return {"page": Page(shown, page.next, page.previous), "actors": actors}


def disputes_of(records: list[Recommendation]) -> dict[int, Change]:
    """The change that made each record disputed."""
    changes = Change.objects.filter(
        record_type=Recommendation._meta.model_name, record_id__in=[r.pk for r in records]
    )
    return {
        change.record_id: change
        for change in changes.select_related("by").order_by("sequence")
        if change.after_state.get("verification") == Verification.DISPUTED
    }
