"""Candidates: accept, amend, reject, merge, one by one or many at once."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db.models import QuerySet
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .. import review
from ..access import has_role
from ..choices import CandidateState, RecommendationLevel, Role
from ..exceptions import TrackerError
from ..models import Candidate, Recommendation, RecommendationTheme, TextVersion, Theme
from .base import LedgerAdmin, stamp_of
from .conflicts import put_refusal
from .fields import ActorsField, ManyField, OneOf, PlainTextField, SomeOf, joined

AROUND = 400


class CandidateForm(forms.Form):
    """What the record will hold, as the extraction proposes it and the reviewer amends it."""

    title = forms.CharField(label=_("Title"), max_length=500, widget=AdminTextInputWidget)
    level = forms.ChoiceField(label=_("Level"), choices=RecommendationLevel.choices)
    reason = PlainTextField(label=_("Reason"), required=False)

    def __init__(self, *args: Any, site: admin.AdminSite, candidate: Candidate, **kwargs: Any) -> None:
        actors = review.resolve_actors(candidate)
        themes = Theme.objects.filter(slug__in=review.resolve_themes(candidate))
        roles = ["lead", *("support" for _actor in actors[1:])]
        initial = {
            "title": candidate.title, "level": candidate.level, "themes": list(themes),
            "into": Recommendation.objects.filter(ref__in=[each["ref"] for each in candidate.alike[:1]]).first(),
            "actors": joined([(actor.pk, role) for (actor, _named), role in zip(actors, roles, strict=False)]),
        }  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["actors"] = ActorsField(site, label=_("Actors"), required=False)
        self.fields["themes"] = ManyField(
            Theme.objects.all(), label=_("Themes"), required=False,
            widget=SomeOf(RecommendationTheme._meta.get_field("theme"), site),
        )  # fmt: skip
        self.fields["into"] = forms.ModelChoiceField(
            Recommendation.objects.order_by("ref"), label=_("Merge into"), required=False,
            widget=OneOf(Candidate._meta.get_field("recommendation"), site),
        )  # fmt: skip
        self.order_fields(["title", "level", "actors", "themes", "into", "reason"])

    @property
    def changes(self) -> dict[str, Any]:
        data = self.cleaned_data
        themes = [theme.slug for theme in data["themes"]]
        return {"title": data["title"], "level": data["level"], "actors": data["actors"], "themes": themes}


class CandidateAdmin(LedgerAdmin):
    changed_by = Role.REVIEWER
    list_display = ("title", "document", "level", "shown_score", "state", "recommendation")
    list_filter = ("state", "level", "document")
    list_select_related = ("document", "recommendation")
    search_fields = ("title", "quote")
    ordering = ("document", "start", "pk")

    @admin.display(description=_("score"), ordering="score")
    def shown_score(self, candidate: Candidate) -> str:
        return f"{candidate.score:.2f}"

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        if not has_role(request.user, Role.REVIEWER):
            return {}
        return {
            "accept_selected": (_accept_selected, "accept_selected", _("Accept the selected")),
            "reject_selected": (_reject_selected, "reject_selected", _("Reject the selected")),
        }

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        candidate = self.get_object(request, object_id)
        if candidate is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        form = CandidateForm(request.POST or None, site=self.admin_site, candidate=candidate)
        status = 200
        if request.method == "POST":
            status = self._decide(request, candidate, form)
            if status == 200:
                return HttpResponseRedirect(self._next(candidate))
        context = self.admin_site.each_context(request) | {
            "opts": self.opts, "original": candidate, "title": candidate.title, "form": form,
            "quote": _surroundings(candidate), "media": self.media + form.media,
            "may": candidate.state == CandidateState.PENDING and self.has_change_permission(request),
        }  # fmt: skip
        return TemplateResponse(request, "recommendations_admin/candidate.html", context, status=status)

    def _decide(self, request: HttpRequest, candidate: Candidate, form: CandidateForm) -> int:
        """Do what the button says; the status of the refusal where it may not be done."""
        stamp, decision = stamp_of(request), request.POST.get("decision", "")
        if not form.is_valid():
            return 400
        into, reason = form.cleaned_data["into"], form.cleaned_data["reason"]
        actions: dict[str, Callable[[], Any]] = {
            "accept": lambda: review.accept(stamp, candidate, form.changes, reason),
            "reject": lambda: review.reject(stamp, candidate, reason),
            "merge": lambda: review.merge(stamp, candidate, into, reason),
        }
        said = {"accept": _("Accepted."), "reject": _("Rejected."), "merge": _("Merged.")}
        if decision not in actions or (decision == "merge" and into is None):
            form.add_error(
                "into" if decision == "merge" else None, _("Choose the recommendation it belongs to.")
            )
            return 400
        try:
            actions[decision]()
        except TrackerError as refusal:
            put_refusal(form, refusal)
            return refusal.status
        messages.success(request, said[decision])
        return 200

    def _next(self, candidate: Candidate) -> str:
        """The next pending candidate of the document, else the list."""
        waiting = Candidate.objects.filter(document=candidate.document_id, state=CandidateState.PENDING)
        following = (
            waiting.filter(start__gte=candidate.start)
            .exclude(pk=candidate.pk)
            .order_by("start", "pk")
            .first()
        )
        if following is not None:
            return reverse("admin:recommendations_candidate_change", args=[following.pk])
        return reverse("admin:recommendations_candidate_changelist") + "?state__exact=pending"


def _surroundings(candidate: Candidate) -> dict[str, str]:
    first = max(0, candidate.start - AROUND)
    around = {
        "before": Substr("content", first + 1, max(1, candidate.start - first)),
        "after": Substr("content", candidate.end + 1, AROUND),
    }
    found = TextVersion.objects.filter(pk=candidate.text_id).annotate(**around).values(*around).get()
    before = found["before"] if candidate.start > first else ""
    return {"before": before, "text": candidate.quote, "after": found["after"] or ""}


def _accept_selected(
    model_admin: CandidateAdmin, request: HttpRequest, queryset: QuerySet[Candidate]
) -> None:
    results = review.accept_many(
        stamp_of(request), list(queryset.select_related("parent", "document", "text"))
    )
    refused = [result for result in results if isinstance(result, TrackerError)]
    _tell(request, len(results) - len(refused), refused)


def _reject_selected(
    model_admin: CandidateAdmin, request: HttpRequest, queryset: QuerySet[Candidate]
) -> None:
    refused = []
    candidates = list(queryset)
    for candidate in candidates:
        try:
            review.reject(stamp_of(request), candidate)
        except TrackerError as refusal:
            refused.append(refusal)
    _tell(request, len(candidates) - len(refused), refused)


def _tell(request: HttpRequest, done: int, refused: list[TrackerError]) -> None:
    if done:
        text = ngettext("%(count)d candidate decided.", "%(count)d candidates decided.", done)
        messages.success(request, text % {"count": done})
    for reason in dict.fromkeys(str(refusal.detail) for refusal in refused):
        messages.warning(request, reason)
