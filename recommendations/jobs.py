"""The queue of what runs in the worker: asking, claiming, progress, results.

Rows are in the database, files in ``jobs/`` of the data directory. Progress is a file too: an import is one
transaction, and nobody would see a row change before it ends.
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .choices import JobState
from .models import Account, Job

KEEP_FILES = dt.timedelta(days=14)
"""How long results can be downloaded."""
ATTEMPTS = 3
"""Times a job is begun before one that never ends, because its process died each time, is given up."""
PARTS = ("input", "result", "progress")


class Lost(Exception):
    """The job was given to another worker meanwhile; what this one did for it must not be kept."""


def ask(
    by: Account,
    kind: str,
    arguments: Mapping[str, Any],
    at: dt.datetime,
    *,
    key: str = "",
    delay: dt.timedelta = dt.timedelta(0),
    data: bytes | None = None,
) -> Job:
    """Put a job into the queue, or where one with the same ``key`` still waits put that one off by ``delay``.

    Asked for inside a transaction it begins, if at all, after the transaction has ended.
    """
    job = Job(
        kind=kind, account=by, asked_at=at, ready_at=at + delay, key=key,
        arguments={"language": get_language() or settings.LANGUAGE_CODE, **arguments},
    )  # fmt: skip
    while True:
        waiting = Job.objects.filter(key=key, state=JobState.WAITING) if key else Job.objects.none()
        if key and waiting.update(ready_at=at + delay):
            return waiting.get()
        try:
            with transaction.atomic():
                job.save()
                if data is not None:
                    part(job, "input").write_bytes(data)
            return job
        except IntegrityError:
            continue


def claim(job: Job, now: dt.datetime) -> bool:
    """Take a waiting job; of several workers one succeeds."""
    waiting = Job.objects.filter(pk=job.pk, state=JobState.WAITING, ready_at__lte=now)
    taken = waiting.update(state=JobState.RUNNING, started_at=now, attempts=F("attempts") + 1)
    if taken:
        job.refresh_from_db()
    return bool(taken)


def next_waiting(now: dt.datetime) -> Job | None:
    """The job that waits longest, claimed."""
    for job in Job.objects.filter(state=JobState.WAITING, ready_at__lte=now).order_by("ready_at", "pk")[:10]:
        if claim(job, now):
            return job
    return None


def finish(
    job: Job,
    now: dt.datetime,
    state: str,
    summary: Mapping[str, Any],
    *,
    log: str = "",
    file_name: str = "",
) -> None:
    """Store what came out. Raises ``Lost`` where the job is no longer this worker's."""
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
    if not mine.update(state=state, finished_at=now, summary=dict(summary), log=log, file_name=file_name):
        raise Lost
    job.refresh_from_db()


def give_back(job: Job) -> None:
    """Let a job begin anew that was stopped through no fault of its own."""
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
    mine.update(state=JobState.WAITING, attempts=F("attempts") - 1)


def recover(now: dt.datetime, begun_before: dt.timedelta = dt.timedelta(0)) -> int:
    """Put back what runs though nobody runs it; called by the only worker, between jobs. Returns the number.

    Jobs carried out at once by a server process run too; ``begun_before`` leaves them the time they need.

    What died with its worker too often is given up, so that it cannot take every worker with it.
    """
    running = Job.objects.filter(state=JobState.RUNNING, started_at__lte=now - begun_before)
    running.filter(attempts__gte=ATTEMPTS).update(
        state=JobState.FAILED, finished_at=now, log=_("The worker ended before the job did, each time.")
    )
    count = 0
    for job in running.filter(attempts__lt=ATTEMPTS):
        if job.key and Job.objects.filter(key=job.key, state=JobState.WAITING).exists():
            job.key = ""
        count += running.filter(pk=job.pk).update(state=JobState.WAITING, key=job.key)
    return count


def part(job: Job, name: str) -> Path:
    """Where a file of the job lies; ``name`` is one of ``PARTS``."""
    return directory() / f"{job.pk}.{name}"


def directory() -> Path:
    found = Path(settings.DATA_DIR) / "jobs"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def tell(job: Job, done: int, of: int) -> None:
    """Say how far a running job is; 0 ``of`` where nobody knows the end."""
    part(job, "progress").write_text(f"{done} {of}", encoding="ascii")


def told(job: Job) -> tuple[int, int]:
    """How far a running job said it is: ``(done, of)``."""
    try:
        done, of = part(job, "progress").read_text(encoding="ascii").split()
        return int(done), int(of)
    except (OSError, ValueError):
        return 0, 0


def has_result(job: Job) -> bool:
    return bool(job.file_name) and part(job, "result").exists()


def seen_by(account: Account, everybody: bool) -> QuerySet[Job]:
    """One's own jobs, or everybody's."""
    return Job.objects.all() if everybody else Job.objects.filter(account=account)


def alive(now: dt.datetime) -> bool:
    """Whether a worker has been at work within the last half minute."""
    try:
        return now.timestamp() - (directory() / "worker.alive").stat().st_mtime < 30
    except OSError:
        return False


def mark_alive() -> None:
    (directory() / "worker.alive").touch()


def clear(now: dt.datetime) -> int:
    """Delete files older than ``KEEP_FILES``; the rows stay. Returns the number of files."""
    old = [
        path
        for path in directory().iterdir()
        if path.suffix[1:] in PARTS and path.stat().st_mtime < (now - KEEP_FILES).timestamp()
    ]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
