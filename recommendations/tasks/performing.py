"""Carrying out one job, whatever happens in it."""

import logging
import traceback
from contextlib import nullcontext

from django.db import OperationalError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from .. import jobs
from ..choices import JobState
from ..exceptions import TrackerError
from ..models import Job
from .kinds import DOING, EXACTLY_ONCE, language_of

logger = logging.getLogger("recommendations.jobs")


def perform(job: Job) -> None:
    """Run a claimed job to its end; a refusal or an error becomes its result.

    A busy database lets it begin anew, ``jobs.ATTEMPTS`` times.
    """
    with translation.override(language_of(job)):
        try:
            with transaction.atomic() if job.kind in EXACTLY_ONCE else nullcontext():
                outcome = DOING[job.kind](job)
                jobs.finish(job, timezone.now(), outcome.state, outcome.summary, file_name=outcome.file_name)
        except TrackerError as refusal:
            errors = [[name, str(message)] for name, message in refusal.errors]
            summary = {"refused": str(refusal), "fields": errors}
            jobs.finish(job, timezone.now(), JobState.FAILED, summary)
        except OperationalError as error:
            logger.warning("job %s: %s", job.pk, error)
            if job.attempts >= jobs.ATTEMPTS:
                jobs.finish(job, timezone.now(), JobState.FAILED, {"refused": _("The database is busy.")})
            else:
                Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(state=JobState.WAITING)
        except jobs.Lost:
            logger.warning("job %s was given to another worker", job.pk)
        except Exception:
            logger.exception("job %s", job.pk)
            summary = {"refused": _("Something went wrong inside. The log of the job says what.")}
            jobs.finish(job, timezone.now(), JobState.FAILED, summary, log=traceback.format_exc())
