"""What machines log, for reading: mails, and jobs with their progress, results and errors."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from .. import desk, jobs
from ..access import has_role
from ..choices import JobKind, JobState, MailState, Role
from ..exceptions import TrackerError
from ..models import Job, Mail
from ..tasks import import_checked
from .base import LedgerAdmin, stamp_of
from .conflicts import in_words

OPEN = (JobState.WAITING, JobState.RUNNING)


class LogAdmin(LedgerAdmin):
    """Rows nobody edits and no history holds."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return HttpResponseRedirect(
            reverse(f"admin:recommendations_{self.opts.model_name}_change", args=[object_id])
        )

    @admin.display(description=_("state"), ordering="state")
    def shown_state(self, row: Any) -> str:
        choice = type(row)._meta.get_field("state").choices and row.get_state_display()
        tone = (JobState if isinstance(row, Job) else MailState)(row.state).tone
        return format_html('<span class="pill tone-{}">{}</span>', tone, choice)


class JobAdmin(LogAdmin):
    """One's own jobs; an administrator sees everybody's."""

    list_display = ("what", "account", "asked_at", "shown_state", "finished_at", "outcome")
    list_filter = ("state", "kind")
    list_select_related = ("account",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Job]:
        return jobs.seen_by(request.user, has_role(request.user, Role.ADMINISTRATOR))  # type: ignore[arg-type]

    def get_urls(self) -> list[URLPattern]:
        guard = self.admin_site.admin_view
        name = "recommendations_job_file"
        return [path("<int:pk>/file/", guard(partial(_file, self)), name=name), *super().get_urls()]

    @admin.display(description=_("kind of job"), ordering="kind")
    def what(self, job: Job) -> str:
        return job.get_kind_display()

    @admin.display(description=_("result"))
    def outcome(self, job: Job) -> str:
        return "，".join(f"{label} {number}" for label, number in figures(job))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        job = self.get_object(request, object_id)
        if job is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if request.method == "POST":
            try:
                made = import_checked(request.user, job)  # type: ignore[arg-type]
            except TrackerError as refusal:
                messages.error(request, in_words(refusal))
                made = job
            return HttpResponseRedirect(reverse("admin:recommendations_job_change", args=[made.pk]))
        done, of = jobs.told(job) if job.state == JobState.RUNNING else (0, 0)
        applied = Job.objects.filter(kind=JobKind.IMPORT, arguments__check=job.pk).first()
        mine = job.account_id == request.user.pk
        applicable = job.kind == JobKind.CHECK and job.state == JobState.DONE and mine and not applied
        context = self.admin_site.each_context(request) | {
            "opts": self.opts, "title": job.get_kind_display(), "job": job, "open": job.state in OPEN, "done": done,
            "of": of, "tone": JobState(job.state).tone, "figures": figures(job), "has_result": jobs.has_result(job),
            "nobody": job.state == JobState.WAITING and not jobs.alive(timezone.now()),
            "applied": applied, "applicable": applicable and bool(job.summary.get("cells")),
            "log": job.log if has_role(request.user, Role.ADMINISTRATOR) else "", "kept": jobs.KEEP_FILES.days,
            "media": self.media,
        }  # fmt: skip
        return TemplateResponse(request, "recommendations_admin/job.html", context)


LABELS = {
    "rows": _("rows"), "created": _("new"), "changed": _("changed"), "unchanged": _("unchanged"),
    "errors": _("errors"), "suggestions": _("new suggestions"), "sent": _("mails sent"), "failed": _("failed"),
    "uncertain": _("uncertain"),
}  # fmt: skip


def figures(job: Job) -> list[tuple[Any, int]]:
    """The numbers of a job's result with their names."""
    return [(label, job.summary[name]) for name, label in LABELS.items() if name in job.summary]


def _file(model_admin: JobAdmin, request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The result as an attachment."""
    job = model_admin.get_queryset(request).filter(pk=pk).first()
    if job is None or not jobs.has_result(job):
        raise Http404
    file = jobs.part(job, "result").open("rb")
    return FileResponse(file, as_attachment=True, filename=job.file_name)  # type: ignore[return-value]


class MailAdmin(LogAdmin):
    """Every digest mailed, with its text; where nobody knows whether it arrived a person decides."""

    list_display = ("address", "subject", "begun_at", "shown_state", "finished_at", "error")
    list_filter = ("state", "begun_at")
    search_fields = ("address",)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {"again": (_again, "again", _("Send again with the next run"))}

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        mail = self.get_object(request, object_id)
        if mail is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts, "title": mail.subject, "mail": mail, "tone": MailState(mail.state).tone,
            "media": self.media,
        }  # fmt: skip
        return TemplateResponse(request, "recommendations_admin/mail.html", context)


def _again(model_admin: MailAdmin, request: HttpRequest, queryset: QuerySet[Mail]) -> None:
    try:
        for mail in queryset:
            desk.send_again(stamp_of(request), mail)
    except TrackerError as refusal:
        messages.error(request, in_words(refusal))
    else:
        messages.success(request, _("The next run sends it again."))
