"""The digests due now: sent by mail, or copied as text and marked."""

import datetime as dt

from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import desk, jobs
from ..choices import JobKind

SHOWN = 100
"""Digests on the page; what is marked or sent makes room for the others."""


def reminders_view(site: admin.AdminSite, request: HttpRequest) -> HttpResponse:
    today: dt.date = timezone.localdate()
    if request.method == "POST" and "send" in request.POST:
        job = jobs.ask(request.user, JobKind.REMIND, {}, timezone.now(), key="remind")  # type: ignore[arg-type]
        return HttpResponseRedirect(reverse("admin:recommendations_job_change", args=[job.pk]))
    due = desk.digests(today)
    if request.method == "POST":
        chosen = [digest for digest in due if digest.address in request.POST.getlist("address")]
        desk.mark_sent(chosen, timezone.now())
        messages.success(request, _("Marked as sent."))
        return HttpResponseRedirect(request.path)
    context = site.each_context(request) | {
        "title": _("Reminders due"), "digests": [(digest, digest.text(today)) for digest in due[:SHOWN]],
        "more": len(due) - SHOWN, "mailing": bool(settings.EMAIL_BACKEND), "number": len(due),
    }  # fmt: skip
    return TemplateResponse(request, "recommendations_admin/reminders.html", context)
