"""Asking for imports and exports: small ones are carried out at once, large ones by the worker."""

import datetime as dt
from collections.abc import Mapping
from itertools import islice
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import jobs
from ..access import require
from ..choices import JobKind, JobState, Role
from ..editing import standing_account
from ..exceptions import Forbidden, Invalid, StateConflict
from ..exchange import read_table
from ..models import Account, Job
from .kinds import WORKER
from .performing import perform

IMMEDIATE_ROWS = 2000
"""Imports and exports of at most so many rows need no worker."""


def check_table(by: Account, data: bytes) -> Job:
    """The dry run of an import. Raises ``Forbidden``, and ``Invalid`` for a file that is no table."""
    require(by, Role.EDITOR)
    rows = sum(1 for _line in islice(read_table(data), IMMEDIATE_ROWS + 1))
    return _ask(by, JobKind.CHECK, {}, data, large=rows > IMMEDIATE_ROWS)


def import_checked(by: Account, check: Job) -> Job:
    """Apply the table of a dry run that found no error, once; the one who asked for it does.

    Raises ``Forbidden``, ``StateConflict``, and ``Invalid`` where its file is no longer kept.
    """
    require(by, Role.EDITOR)
    if check.account_id != by.pk:
        raise Forbidden(_("Only who uploaded the table applies it."))
    done = Job.objects.filter(kind=JobKind.IMPORT, arguments__check=check.pk).exclude(state=JobState.FAILED)
    if check.kind != JobKind.CHECK or check.state != JobState.DONE or done.exists():
        raise StateConflict(_("This table was applied already, or its dry run found errors."))
    try:
        data = jobs.part(check, "input").read_bytes()
    except OSError:
        message = _("The file is no longer there; upload it again.")
        raise Invalid(message) from None
    rows = sum(check.summary[name] for name in ("created", "changed", "unchanged"))
    return _ask(by, JobKind.IMPORT, {"check": check.pk}, data, large=rows > IMMEDIATE_ROWS)


def export_list(by: Account, query: QueryDict, format: str) -> Job:
    """Export the rows of a list in the background, in the language of the one who asks."""
    require(by, Role.EDITOR)
    return _ask(by, JobKind.EXPORT, {"query": query.urlencode(), "format": format}, None, large=True)


def remind_daily(now: dt.datetime) -> Job | None:
    """Ask for the day's reminders once it is late enough, where mail is set up and nobody asked today."""
    local = timezone.localtime(now)
    if not settings.EMAIL_BACKEND or settings.REMINDERS_HOUR is None or local.hour < settings.REMINDERS_HOUR:
        return None
    if Job.objects.filter(kind=JobKind.REMIND, asked_at__date=local.date()).exists():
        return None
    worker = standing_account(WORKER, Role.ADMINISTRATOR)
    return jobs.ask(worker, JobKind.REMIND, {}, now, key="remind")


def _ask(by: Account, kind: str, arguments: Mapping[str, Any], data: bytes | None, *, large: bool) -> Job:
    job = jobs.ask(by, kind, arguments, timezone.now(), data=data)
    if not large and jobs.claim(job, timezone.now()):
        perform(job)
        job.refresh_from_db()
    return job
