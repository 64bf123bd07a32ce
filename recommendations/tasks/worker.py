"""The worker: one process for each database that takes one job after another and delivers webhooks."""

import datetime as dt
import fcntl
import logging
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from types import FrameType
from typing import IO

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import jobs, webhooks
from ..exceptions import StateConflict
from ..models import Job
from .asking import remind_daily
from .performing import perform

logger = logging.getLogger("recommendations.worker")
PAUSE = 1.0
"""Seconds between two looks into the queue."""
HOUSEKEEPING = 600.0
ABANDONED = dt.timedelta(minutes=10)
"""After so long no server process carries out a job any more: its requests end within a minute."""
LOCK = 0x7265636F
"""Names the worker's lock among PostgreSQL's advisory locks."""


class Stopped(BaseException):
    """Somebody asked the process to end."""


def work(*, parent: int = 0) -> None:
    """Wait until no other worker is there, then do what is asked for until stopped.

    ``parent`` is a process without which the worker ends too.
    """
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    with suppress(Stopped), _alone(wait=True):
        threading.Thread(target=_deliver, daemon=True).start()
        session, cleared = connection.connection, 0.0
        while connection.connection is session:
            if not cleared or time.monotonic() - cleared > HOUSEKEEPING:
                cleared = time.monotonic()
                jobs.clear(timezone.now())
                jobs.recover(timezone.now(), ABANDONED)
                remind_daily(timezone.now())
            if not _next():
                time.sleep(PAUSE)
        # The session that held the lock is gone: whoever starts this process again waits for it anew.
        raise SystemExit(1)


def work_once() -> None:
    """Do what waits, then end. Raises ``StateConflict`` where a worker is running."""
    with _alone(wait=False):
        remind_daily(timezone.now())
        while _next():
            pass
        webhooks.deliver_due(timezone.now)


def _next() -> bool:
    """Do one job; whether there was one."""
    job = jobs.next_waiting(timezone.now())
    if job is None:
        return False
    try:
        perform(job)
    except Stopped:
        _hand_back(job)
        raise
    return True


def _hand_back(job: Job) -> None:
    connection.close()
    with suppress(DatabaseError):
        jobs.give_back(job)


@contextmanager
def _alone(*, wait: bool) -> Iterator[None]:
    """Hold the one lock of this database's worker; the system gives it back when the process dies.

    Raises ``StateConflict`` where another worker holds it and this one does not ``wait``.
    """
    with (jobs.directory() / "worker.lock").open("w") as file:
        take = _take_advisory if connection.vendor == "postgresql" else partial(_take_file, file)
        while not take():
            if not wait:
                raise StateConflict(_("Another worker is running already."))
            time.sleep(PAUSE)
        # There is no other worker, so what stands as running belongs to one that died.
        jobs.recover(timezone.now())
        try:
            yield
        finally:
            if connection.vendor == "postgresql":
                with suppress(DatabaseError), connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _take_file(file: IO[str]) -> bool:
    connection.ensure_connection()
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _take_advisory() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _deliver() -> None:
    """Deliver webhooks beside the jobs, since neither should wait for the other."""
    while True:
        try:
            webhooks.deliver_due(timezone.now)
        except Exception:
            logger.exception("webhooks")
        close_old_connections()
        time.sleep(2 * PAUSE)


def _watch(parent: int) -> None:
    """Show that the worker lives, and end it with the process that started it."""
    while not parent or os.getppid() == parent:
        jobs.mark_alive()
        time.sleep(PAUSE)
    os._exit(1)


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped
