"""Documents: the list, the text with its recommendations marked, and the upload."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from ..access import get_visible, has_role, reads_text, visible_to
from ..choices import CandidateState, EvidenceKind, LinkState, Role
from ..exceptions import Invalid, TrackerError
from ..intake import NewDocument, ingest
from ..models import Candidate, Document, EvidenceLink, Recommendation, headline, page
from .acting import for_role, from_keys, refuse, stamp
from .evidence_forms import PassageForm
from .forms import UploadForm
from .marking import Mark, heading_levels, lines, parts
from .passages import Panel, chosen, link_all, panel, span_of

PAGE = 50
HEADLINE = ("status", "reported_status", "verification", "response")


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """The documents this person may see, newest first, with how many recommendations each holds."""
    rows = visible_to(request.user, Document).select_related("file").defer("file__content")  # type: ignore[arg-type]
    try:
        found = page(rows, ("-published_on", "-slug"), request.GET.get("cursor"), PAGE)
    except ValueError as error:
        raise Invalid(str(error), errors=[("cursor", str(error))]) from None
    shown = visible_to(request.user, Recommendation).filter(document__in=[d.pk for d in found.rows])  # type: ignore[arg-type]
    counts: dict[int, dict[str, int]] = {}
    for pk, status, number in shown.order_by().values_list("document", "status").annotate(n=Count("pk")):
        counts.setdefault(pk, {})[status] = number
    waiting = visible_to(request.user, Candidate).filter(state=CandidateState.PENDING)  # type: ignore[arg-type]
    pending = dict(waiting.order_by().values_list("document").annotate(n=Count("pk")))
    for each in found.rows:
        each.counts = counts.get(each.pk, {})
        each.total = sum(each.counts.values())
        each.pending = pending.get(each.pk, 0)
    context = {"section": "documents", "page": found, "may_upload": has_role(request.user, Role.EDITOR)}  # type: ignore[arg-type]
    return render(request, "recommendations/documents.html", context)


@require_safe
def document(request: HttpRequest, slug: str) -> HttpResponse:
    """One part of the text; ``at`` picks the part that holds an offset, ``part`` a part by its number.

    With ``weigh`` an editor gets the form that links a passage, ``start`` to ``end``, as evidence.
    """
    found = get_visible(request.user, Document, slug=slug)  # type: ignore[arg-type]
    weighing = "weigh" in request.GET and has_role(request.user, Role.EDITOR)  # type: ignore[arg-type]
    return show(request, found, request.GET, panel(request, found, request.GET) if weighing else None)


def show(
    request: HttpRequest, found: Document, params: QueryDict, beside: Panel | None, status: int = 200
) -> HttpResponse:
    """The part of the text that ``params`` ask for, with a form beside it where one is open.

    Where the text is not for this reader, only the document's description.
    """
    if not reads_text(request.user, found):  # type: ignore[arg-type]
        return render(request, "recommendations/document.html", {"section": "documents", "document": found})
    content = found.text.content if found.text else ""
    ranges = parts(content)
    number = _part(params, ranges)
    start, end = ranges[number]
    marks = marks_of(request.user, found, start, end)
    outline = found.text.outline if found.text else []
    levels = heading_levels(content, outline)
    for heading in outline:
        heading["part"] = next((i for i, (_a, b) in enumerate(ranges) if heading["start"] < b), 0)
    context = {
        "section": "documents", "document": found, "text": found.text, "outline": outline,
        "lines": lines(content, marks, levels, start, end), "marks": marks,
        "part": number, "parts": len(ranges), "panel": beside, "readable": True,
        "may_review": has_role(request.user, Role.EDITOR),  # type: ignore[arg-type]
        "pending": visible_to(request.user, Candidate)  # type: ignore[arg-type]
        .filter(document=found, state=CandidateState.PENDING).count(),
    }  # fmt: skip
    return render(request, "recommendations/document.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_role(Role.EDITOR)
def passage(request: HttpRequest, slug: str) -> HttpResponse:
    """Link one passage to all ticked recommendations, or search for more; the script reads only the rows."""
    found = get_visible(request.user, Document, slug=slug)  # type: ignore[arg-type]
    if request.method != "POST":
        if from_keys(request):
            beside = panel(request, found, request.GET)
            return render(request, "recommendations/_weigh_rows.html", {"panel": beside})
        return redirect(f"{reverse('document', args=[slug])}?weigh=1")
    form, refused, status = PassageForm(request.POST), {}, 200
    if request.POST.get("action") != "search":
        status = 400
        rows, valid = chosen(request, form)
        if valid:
            try:
                span = span_of(found.text.content if found.text else "", form.cleaned_data)
                refused = link_all(stamp(request), found, span, rows)
            except TrackerError as refusal:
                status = refuse(form, refusal)
            else:
                if not refused:
                    n = len(rows)
                    text = ngettext("The passage is linked to %(n)s recommendation.",
                                    "The passage is linked to %(n)s recommendations.", n) % {"n": n}  # fmt: skip
                    messages.success(request, text)
                    return redirect(
                        f"{reverse('document', args=[slug])}?at={span[0]}&weigh=1#passage-{span[0]}"
                    )
                status = next(iter(refused.values())).status
                form.add_error(None, _("Nothing was stored: look at the recommendations marked below."))
    else:
        form = PassageForm(initial=request.POST.dict())
    return show(request, found, request.POST, panel(request, found, request.POST, form, refused), status)


def _part(params: QueryDict, ranges: list[tuple[int, int]]) -> int:
    values = {name: params.get(name, "") for name in ("at", "part")}
    if any(text and not (text.isascii() and text.isdigit() and len(text) < 10) for text in values.values()):
        raise Http404
    if values["at"]:
        at = int(values["at"])
        return next((i for i, (_start, end) in enumerate(ranges) if at < end), len(ranges) - 1)
    number = int(values["part"] or 1) - 1
    if not 0 <= number < len(ranges):
        raise Http404
    return number


def marks_of(user: Any, found: Document, start: int, end: int) -> list[Mark]:
    """Recommendations, pending candidates and confirmed passages within a range of the text, as far as visible."""
    marks = []
    overlapping = {"start__lt": end, "end__gt": start}
    records = visible_to(user, Recommendation).filter(document=found, text=found.text_id, **overlapping)
    for row in records.order_by("start").values("ref", "title", "start", "end", "level", *HEADLINE):
        text, tone = headline(row)
        url = reverse("recommendation", args=[row["ref"]])
        title = f"{row['ref']} {row['title']} · {text}"
        marks.append(Mark(row["start"], row["end"], row["ref"], url, title, row["level"], tone))
    waiting = visible_to(user, Candidate).filter(
        document=found, text=found.text_id, state=CandidateState.PENDING, **overlapping
    )
    for pk, title, left, right in waiting.values_list("pk", "title", "start", "end"):
        url = f"{reverse('review')}?document={found.slug}&at={left}#c{pk}"
        marks.append(
            Mark(left, right, f"c{pk}", url, _("Candidate: %(title)s") % {"title": title}, "candidate")
        )
    return marks + passages_of(user, found, start, end)


def passages_of(user: Any, found: Document, start: int, end: int) -> list[Mark]:
    """Confirmed and suggested passages within a range; a suggested one leads to the form that links it."""
    links = visible_to(user, EvidenceLink).filter(
        state__in=(LinkState.CONFIRMED, LinkState.SUGGESTED), evidence__kind=EvidenceKind.PASSAGE,
        evidence__document=found, evidence__start__lt=end, evidence__end__gt=start,
    )  # fmt: skip
    places: dict[tuple[int, int], dict[str, list[tuple[str, str]]]] = {}
    columns = ("evidence__start", "evidence__end", "state", "recommendation__ref", "recommendation__title")
    for left, right, state, ref, name in links.order_by("pk").values_list(*columns):
        places.setdefault((left, right), {}).setdefault(state, []).append((ref, name))
    marks = []
    for (left, right), states in places.items():
        said = "; ".join(f"{ref} {name}" for ref, name in states.get(LinkState.CONFIRMED, ()))
        if said:
            ref = states[LinkState.CONFIRMED][0][0]
            url = f"{reverse('recommendation', args=[ref])}#h-evidence"
            title = _("Evidence for %(records)s") % {"records": said}
            marks.append(Mark(left, right, f"passage-{left}", url, title, "passage"))
        else:
            number = len(states[LinkState.SUGGESTED])
            title = ngettext("Suggested as evidence for %(n)s recommendation",
                             "Suggested as evidence for %(n)s recommendations", number) % {"n": number}  # fmt: skip
            url = f"{reverse('document', args=[found.slug])}?weigh=1&at={left}&start={left}&end={right}#passage-{left}"
            marks.append(Mark(left, right, f"passage-{left}", url, title, "suggestion"))
    return marks


@require_http_methods(["GET", "HEAD", "POST"])
@for_role(Role.EDITOR)
def upload(request: HttpRequest) -> HttpResponse:
    """Store a document and look at what was found; a file that cannot be read is refused in plain words."""
    form = UploadForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            data = dict(form.cleaned_data)
            file = data.pop("file")
            try:
                if file.size > settings.MAX_UPLOAD_BYTES:
                    text = _("The file is too large: at most 20 MB, and 100 MB unpacked.")
                    raise Invalid(text, errors=[("file", text)])
                new = NewDocument(**data | {"authors": tuple(data["authors"])})
                stored, created = ingest(stamp(request), file.read(), file.name, new)
            except TrackerError as refusal:
                status = refuse(form, refusal)
            else:
                if not created:
                    messages.warning(request, _("This file was stored before: here it is."))
                    return redirect("document", stored.slug)
                messages.success(request, _("The document is stored. Decide on what was found in it."))
                return redirect(f"{reverse('review')}?document={stored.slug}")
    return render(
        request, "recommendations/upload.html", {"section": "documents", "form": form}, status=status
    )
