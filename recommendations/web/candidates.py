"""Decisions on candidates: one at a time with amendments, or many at once."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from .. import review
from ..access import get_visible, visible_to
from ..choices import CandidateState, Role
from ..exceptions import Invalid, TrackerError
from ..models import Candidate, Document, Recommendation, Theme
from .acting import back_to, for_role, from_keys, post_to, refuse, stamp, told, told_off
from .forms import CandidateForm, ManyForm, score_of
from .naming import actors_named, theme_choices, with_repeated
from .review import text_around

MOST = 200
"""Candidates decided in one request."""


@require_http_methods(["GET", "HEAD", "POST"])
@for_role(Role.REVIEWER)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """The candidate with room to amend, split or merge it; a plain accept or reject comes from the queue."""
    candidate = get_visible(request.user, Candidate, pk=pk)  # type: ignore[arg-type]
    themes = theme_choices()
    if request.method != "POST":
        return amend(request, candidate, CandidateForm(initial=proposed(candidate), themes=themes), 200)
    form = CandidateForm(request.POST, themes=themes)
    status = 400
    if form.is_valid():
        try:
            text = decide(request, candidate, form.cleaned_data)
        except TrackerError as refusal:
            status = refuse(form, refusal)
        else:
            return told(request, text, back_to(request) or queue_url(candidate))
    if from_keys(request):
        return told_off(form, status)
    return amend(request, candidate, form, status)


def queue_url(candidate: Candidate) -> str:
    return f"{reverse('review')}?document={candidate.document.slug}&at={candidate.start}"


def amend(request: HttpRequest, candidate: Candidate, form: CandidateForm, status: int) -> HttpResponse:
    with_repeated([candidate])
    context = {
        "section": "review", "candidate": candidate, "form": form, "queue": back_to(request) or queue_url(candidate),
        "lines": text_around(request, candidate.document, [candidate]),
        "refs": visible_to(request.user, Recommendation).filter(document=candidate.document)  # type: ignore[arg-type]
        .order_by("position").values_list("ref", "title")[:500],
        "open": candidate.state == CandidateState.PENDING,
    }  # fmt: skip
    return render(request, "recommendations/candidate.html", context, status=status)


def proposed(candidate: Candidate) -> dict[str, Any]:
    """What accepting the candidate as it stands would store, and the due date its deadline proposes, which it would not."""
    actors = [actor.name for actor, _explicit in review.resolve_actors(candidate)]
    return {
        "title": candidate.title, "leads": actors[:1], "supports": actors[1:],
        "themes": review.resolve_themes(candidate), "cuts": candidate.quote,
        "into": candidate.alike[0]["ref"] if candidate.alike else "", "due_on": candidate.proposed_due,
    }  # fmt: skip


def decide(request: HttpRequest, candidate: Candidate, data: Mapping[str, Any]) -> str:
    """Do what the form says and return what to tell the person."""
    action, reason = data["action"], data["reason"]
    if action == "reject":
        review.reject(stamp(request), candidate, reason)
        return _("Rejected.")
    if action == "merge":
        into = visible_to(request.user, Recommendation).filter(ref=data["into"]).first()  # type: ignore[arg-type]
        if into is None:
            message = _("There is no recommendation with this ref.")
            raise Invalid(message, errors=[("into", message)])
        review.merge(stamp(request), candidate, into, reason)
        return _("Merged into %(ref)s.") % {"ref": into.ref}
    if action == "split":
        made = review.split(stamp(request), candidate, cuts_of(candidate, data["cuts"]), reason)
        return ngettext("Split into %(n)s part.", "Split into %(n)s parts.", len(made)) % {"n": len(made)}
    record = review.accept(stamp(request), candidate, amendments(request, data), reason)
    return _("Accepted as %(ref)s.") % {"ref": record.ref}


def cuts_of(candidate: Candidate, text: str) -> list[tuple[int, int]]:
    """Each line of ``text`` found in the candidate's quote, in order, as offsets in the document."""
    found, at = [], 0
    for line in filter(None, (line.strip() for line in text.splitlines())):
        place = candidate.quote.find(line, at)
        if place < 0:
            message = _("“%(line)s” does not stand in the quote after the part before it.") % {
                "line": line[:80]
            }
            raise Invalid(message, errors=[("cuts", message)])
        at = place + len(line)
        found.append((candidate.start + place, candidate.start + at))
    return found


def amendments(request: HttpRequest, data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that were sent, as an edit takes them; a plain accept sends none."""
    changes: dict[str, Any] = {}
    if data.get("title"):
        changes["title"] = data["title"]
    if data["leads"] or data["supports"]:
        changes["actors"] = actors_named(data["leads"], data["supports"])
    elif "leads" in request.POST and "title" in request.POST:
        changes["actors"] = []
    if data["themes"] or "title" in request.POST:
        changes["themes"] = data["themes"]
    if data["due_on"]:
        changes["due_on"] = data["due_on"]
    return changes


@post_to("review")
@for_role(Role.REVIEWER)
def many(request: HttpRequest) -> HttpResponse:
    """Accept all of a document above a score, or accept or reject those ticked; actors, themes and due date for all."""
    known = visible_to(request.user, Candidate)  # type: ignore[arg-type]
    action = request.POST.get("action")
    if action == "above":
        document = get_visible(request.user, Document, slug=request.POST.get("document", ""))  # type: ignore[arg-type]
        pending = known.filter(state=CandidateState.PENDING, document=document)
        found = pending.filter(score__gte=score_of(request.POST.get("score", "")))
    else:
        found = known.filter(
            pk__in=[
                int(pk)
                for pk in request.POST.getlist("ids")
                if pk.isascii() and pk.isdigit() and len(pk) < 18
            ]
        )
    chosen = list(
        found.select_related("document", "text", "parent", "parent__recommendation").order_by("start", "pk")[
            :MOST
        ]
    )
    if action == "reject":
        results = [refused(request, candidate) for candidate in chosen]
    elif action in ("accept", "above"):
        changes = shared(request)
        proposed_due = changes.pop("proposed_due", False)
        results = review.accept_many(stamp(request), chosen, changes, proposed_due)
    else:
        raise Invalid(_("Some fields are wrong."), errors=[("action", _("There is no such choice."))])
    tell(request, results)
    return redirect(back_to(request) or "review")


def shared(request: HttpRequest) -> dict[str, Any]:
    """What all chosen candidates get; fields left empty keep what was found for each. ``proposed_due`` is a choice."""
    form = ManyForm(
        request.POST, themes=[(slug, slug) for slug in Theme.objects.values_list("slug", flat=True)]
    )
    if not form.is_valid():
        errors = [(name, message) for name, found in form.errors.items() for message in found]
        raise Invalid(_("Some fields are wrong."), errors=errors)
    data = form.cleaned_data
    changes: dict[str, Any] = {
        name: data[name] for name in ("themes", "due_on", "proposed_due") if data[name]
    }
    if data["leads"] or data["supports"]:
        changes["actors"] = actors_named(data["leads"], data["supports"])
    return changes


def refused(request: HttpRequest, candidate: Candidate) -> TrackerError | None:
    try:
        review.reject(stamp(request), candidate, request.POST.get("reason", "")[:2000])
    except TrackerError as refusal:
        return refusal
    return None


def tell(request: HttpRequest, results: list[Any]) -> None:
    """How many were decided, and why the others were not."""
    failed = [result for result in results if isinstance(result, TrackerError)]
    done = len(results) - len(failed)
    text = ngettext("%(n)s candidate decided.", "%(n)s candidates decided.", done) % {"n": done}
    messages.success(request, text)
    for message in sorted({f"{each} {' '.join(str(m) for _f, m in each.errors)}" for each in failed})[:5]:
        messages.error(request, message)
