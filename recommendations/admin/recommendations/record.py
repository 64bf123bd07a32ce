"""The record page: everything about one recommendation, and every action on it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from ... import editing, workflow
from ...access import require
from ...choices import Role, Status
from ...exceptions import Forbidden, MoveRefused, Stale, StateConflict, TrackerError
from ...models import EvidenceLink, Recommendation, Record
from ...models.wording import Wording
from ..base import stamp_of
from ..conflicts import Conflict, OpenedForm, conflict, in_words, put_refusal, rebased, reopened
from ..fields import number
from .desk_forms import FORMS, desk_act
from .evidence_forms import EvidenceForm, LinkForm, ProgressForm
from .moves import ASKED, DecisionForm, MoveForm, move_form
from .reading import record_context
from .record_form import RecordForm, initial_of

if TYPE_CHECKING:
    from .admin import RecommendationAdmin


def record_view(admin: "RecommendationAdmin", request: HttpRequest, record: Recommendation) -> HttpResponse:
    """Show the record; a POST names its action in ``do`` and comes back here, done or refused in words."""
    page = RecordPage(admin, request, record)
    if request.method == "POST":
        done = page.act(request.POST.get("do", ""))
        if done:
            messages.success(request, done)
            return HttpResponseRedirect(request.get_full_path())
    return page.render()


class RecordPage:
    """``bound`` holds the form that was refused, by the name of its panel; ``on_page`` the panels shown."""

    def __init__(self, admin: "RecommendationAdmin", request: HttpRequest, record: Recommendation) -> None:
        self.admin, self.request, self.record = admin, request, record
        self.site = admin.admin_site
        self.bound: dict[str, forms.Form] = {}
        self.on_page: set[str] = {"edit", "evidence"}
        self.told = False
        self.conflict: Conflict | None = None
        self.status = 200

    def act(self, name: str) -> str:
        """Do what was asked and say so; nothing where it was refused."""
        actions: dict[str, Callable[[], str]] = {
            "edit": self._edit, "move": self._move, "decide": self._decide, "evidence": self._evidence,
            "link": self._link, "progress": self._progress,
        }  # fmt: skip
        if name in FORMS:
            return desk_act(self, name)
        if name not in actions:
            self._refuse(400, _("There is no such action."))
            return ""
        return actions[name]()

    def render(self) -> HttpResponse:
        record = self._fresh() if self.status != 200 else self.record
        try:
            require(self.request.user, Role.EDITOR, record)  # type: ignore[arg-type]
            barred = ""
        except Forbidden as refusal:
            barred = str(refusal.detail)
        context = self.site.each_context(self.request) | record_context(self, record)
        context |= {
            "opts": self.admin.opts, "original": record, "title": record.title, "barred": barred,
            "conflict": self.conflict, "back": self.request.GET.get("_changelist_filters", ""),
            "edit_form": self.bound.get("edit") or self._edit_form(record),
            "evidence_form": self.bound.get("evidence") or EvidenceForm(site=self.site),
            "bound": self.bound, "homeless": [form for name, form in self.bound.items() if barred or name not in self.on_page],
        }  # fmt: skip
        context["media"] = self.admin.media + context["edit_form"].media + context["evidence_form"].media
        template = "recommendations_admin/record.html"
        return TemplateResponse(self.request, template, context, status=self.status)

    def shown(self, name: str, form: forms.Form) -> forms.Form:
        """The form of a panel: ``form``, or the one that was refused with what was typed into it.

        Who was told what others did decides on what the page shows now.
        """
        self.on_page.add(name)
        refused = self.bound.get(name)
        if refused is None:
            return form
        if self.told:
            reopened(refused, form)
        return refused

    def _edit(self) -> str:
        form = self._edit_form(self.record, self.request.POST)

        def save() -> None:
            self.record.version = form.opened
            editing.edit(stamp_of(self.request), self.record, form.changes, form.cleaned_data["reason"])

        return _("Saved.") if self.attempt("edit", form, save) else ""

    def _move(self) -> str:
        to = self.request.POST.get("to", "")
        move = workflow.find_move(self.record.status, to)
        if move is None:
            return self._refuse_move(to)
        links = list(self.record.evidence_links.filter(state="confirmed").select_related("evidence"))
        form = move_form(self.record, move, self.site, links, self.request.POST)

        def save() -> None:
            self.record.version = form.cleaned_data["version"]
            workflow.transition(stamp_of(self.request), self.record, form.request)

        if not self.attempt(to, form, save):
            return ""
        label = Status(to).label
        if move.effect == "report":
            return _("Reported as “%(status)s”; another reviewer verifies it.") % {"status": label}
        return _("The status is now “%(status)s”.") % {"status": label}

    def _refuse_move(self, to: str) -> str:
        """Let the workflow say why there is no such move."""
        self.record.version = number(self.request.POST.get("version")) or self.record.version
        if to in ASKED:
            asked = ASKED[Status(to)]
            self.bound[to] = MoveForm(self.request.POST, to=Status(to), asked=asked, site=self.site)
        try:
            workflow.transition(stamp_of(self.request), self.record, workflow.MoveRequest(to))
        except TrackerError as refusal:
            self._refuse(refusal.status, in_words(refusal))
        return ""

    def _decide(self) -> str:
        decision = self.request.POST.get("decision", "")
        form = DecisionForm(self.request.POST, decision=decision)

        def save() -> None:
            self.record.version = form.cleaned_data["version"]
            workflow.decide(stamp_of(self.request), self.record, decision, form.cleaned_data["reason"])

        if not self.attempt(decision, form, save):
            return ""
        return {"verify": _("Verified."), "return": _("Returned.")}.get(decision, _("Disputed."))

    def _evidence(self) -> str:
        form = EvidenceForm(self.request.POST, self.request.FILES, site=self.site)
        if not self.attempt("evidence", form, lambda: form.add_to(stamp_of(self.request), self.record)):
            return ""
        return _("Evidence added.")

    def _link(self) -> str:
        key = number(self.request.POST.get("link"))
        links = EvidenceLink.objects.filter(recommendation=self.record).select_related(
            "evidence", "recommendation"
        )
        link = links.filter(pk=key).first()
        if link is None:
            self._refuse(404, _("There is no such evidence."))
            return ""
        form, decision = LinkForm(self.request.POST, link=link), self.request.POST.get("decision", "")
        act = partial(form.decide, stamp_of(self.request), link, decision)
        if not self.attempt(f"link{link.pk}", form, act, EvidenceLink.objects.get(pk=link.pk)):
            return ""
        done = {"confirm": _("Evidence confirmed."), "reject": _("Evidence rejected.")}
        return done.get(decision, _("Evidence withdrawn."))

    def _progress(self) -> str:
        form = ProgressForm(self.request.POST, self.request.FILES)

        def save() -> None:
            data = dict(form.cleaned_data)
            upload = data.pop("file")
            files = [editing.keep_upload(upload)] if upload else []
            editing.report_progress(stamp_of(self.request), self.record, **data, files=files)

        return _("Progress reported.") if self.attempt("progress", form, save) else ""

    def attempt(
        self, panel: str, form: forms.Form, save: Callable[[], Any], record: Record | None = None
    ) -> bool:
        """Run ``save`` on a valid form; a refusal is put on the form, which the page then shows again.

        ``record`` is what the form's version belongs to, where that is not the page's record.
        """
        self.bound[panel] = form
        if not form.is_valid():
            self._refuse(400, _("Some fields are wrong."))
            return False
        try:
            save()
        except Stale as refusal:
            self.told = True
            self._refuse(refusal.status, refusal.detail)
            self._keep(panel, form, refusal, record or self._fresh())
        except TrackerError as refusal:
            self.told = isinstance(refusal, (StateConflict, MoveRefused))
            self._refuse(refusal.status, in_words(refusal))
            put_refusal(form, refusal)
        return self.status == 200

    def _refuse(self, status: int, why: Any) -> None:
        self.status = status
        messages.error(self.request, _("Not saved. %(why)s") % {"why": why})

    def _keep(self, panel: str, form: forms.Form, refusal: Stale, fresh: Record) -> None:
        """Keep the form with what was typed, over the record as it stands now."""
        if isinstance(form, OpenedForm):
            self.conflict = conflict(fresh, form.opened, form.changed)
            data = rebased(form, self._edit_form(self._fresh()), fresh.version)
            form = self._edit_form(self._fresh(), data)
            form.is_valid()
            self.bound[panel] = form
        else:
            self.conflict = conflict(fresh, form.cleaned_data["version"], [])
        put_refusal(form, refusal)

    def _fresh(self) -> Recommendation:
        return self.admin.get_queryset(self.request).get(pk=self.record.pk)

    def _edit_form(self, record: Recommendation, data: Any = None) -> RecordForm:
        roles = Wording.read().roles(record.document.kind if record.document else "")
        initial, user = initial_of(record), self.request.user
        return RecordForm(data, initial=initial, site=self.site, user=user, roles=roles)
