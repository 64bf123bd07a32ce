"""What each kind of job does; every rule is below, a job only calls it."""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import desk, jobs
from ..access import require
from ..choices import Door, JobKind, JobState, Role
from ..editing import standing_account
from ..evidence import keep_suggestions, suggest_evidence
from ..exceptions import Invalid
from ..exchange import Result, guard, import_table, stream
from ..exchange.columns import BY_NAME
from ..exchange.exporting import BOM, CHUNK
from ..filters import RecommendationFilter
from ..ledger import Stamp
from ..models import DEFAULT_ORDERING, Document, Job, Recommendation

SHOWN = 100
"""Cells and errors of an import that its page shows; all of them are in its file."""
WORKER = "worker"


@dataclass(frozen=True)
class Outcome:
    """``summary`` is what the page shows; ``file_name`` names the result file, if there is one."""

    state: str = JobState.DONE
    summary: dict[str, Any] = field(default_factory=dict)
    file_name: str = ""


def check(job: Job) -> Outcome:
    return _import(job, dry_run=True)


def apply(job: Job) -> Outcome:
    return _import(job, dry_run=False)


def export(job: Job) -> Outcome:
    """Every row of the list the job was asked for on, as its account may see it now."""
    require(job.account, Role.EDITOR)
    asked, format = job.arguments, job.arguments["format"]
    query = QueryDict(asked["query"])
    filtered = RecommendationFilter(query, job.account, timezone.now(), ("ordering",))
    of = filtered.queryset.count()
    pieces = stream(
        filtered, format, ordering=query.get("ordering", DEFAULT_ORDERING), language=asked["language"]
    )
    unfinished = jobs.directory() / f"{job.pk}.unfinished"
    with unfinished.open("wb") as file:
        for number, piece in enumerate(pieces):
            file.write(piece)
            jobs.tell(job, min(number * CHUNK, of), of)
    unfinished.replace(jobs.part(job, "result"))
    return Outcome(summary={"rows": of}, file_name=f"recommendations.{format}")


def suggest(job: Job) -> Outcome:
    """Evidence for what is new of a document, and, where it is new itself, in it for all that is older."""
    document = Document.objects.select_related("text").get(slug=job.arguments["document"])
    dated = Document.objects.exclude(published_on="").select_related("text")
    new = document.recommendations.exclude(evidence_links__score__isnull=False)
    pairs: list[tuple[QuerySet[Recommendation], QuerySet[Document]]] = [
        (new, dated.filter(published_on__gte=document.published_on[:4]).exclude(pk=document.pk))
    ]
    if job.arguments["new"]:
        others = Recommendation.objects.exclude(document=None).exclude(document=document)
        pairs.append((others, dated.filter(pk=document.pk)))
    stored = 0
    stamp = Stamp(standing_account(WORKER, Role.ADMINISTRATOR), timezone.now(), Door.WORKER)
    for number, (recommendations, documents) in enumerate(pairs if document.published_on else ()):
        jobs.tell(job, number, len(pairs))
        chosen = list(recommendations.only("ref", "quote").order_by("ref"))
        texts = list(documents.order_by("published_on", "slug"))
        if chosen and texts:
            stored += keep_suggestions(stamp, suggest_evidence(chosen, texts))
    return Outcome(summary={"suggestions": stored})


def remind(job: Job) -> Outcome:
    require(job.account, Role.EDITOR)
    sent = desk.send_digests(timezone.localdate(), timezone.now)
    state = JobState.FAILED if sent.failed or sent.uncertain else JobState.DONE
    return Outcome(state, {"sent": sent.sent, "failed": sent.failed, "uncertain": sent.uncertain})


DOING: dict[str, Callable[[Job], Outcome]] = {
    JobKind.CHECK: check,
    JobKind.IMPORT: apply,
    JobKind.EXPORT: export,
    JobKind.SUGGEST: suggest,
    JobKind.REMIND: remind,
}
EXACTLY_ONCE = frozenset({JobKind.IMPORT})
"""Their end is stored in the same transaction as their work."""


def _import(job: Job, *, dry_run: bool) -> Outcome:
    try:
        data = jobs.part(job, "input").read_bytes()
    except OSError:
        raise Invalid(_("The file is no longer there; upload it again.")) from None
    stamp = Stamp(job.account, timezone.now(), Door.IMPORT, f"job-{job.pk}")
    result = import_table(stamp, data, dry_run=dry_run, tell=lambda done, of: jobs.tell(job, done, of))
    _write(job, result)
    summary = {
        "created": result.created, "changed": result.changed, "unchanged": result.unchanged,
        "cells": len(result.changes), "errors": len(result.errors),
        "first_cells": [[c.row, c.ref, _label(c.column), c.before, c.after] for c in result.changes[:SHOWN]],
        "first_errors": [[e.row, _label(e.column), str(e.message)] for e in result.errors[:SHOWN]],
    }  # fmt: skip
    state = JobState.FAILED if result.errors else JobState.DONE
    return Outcome(state, summary, f"import-{job.pk}.csv")


def _write(job: Job, result: Result) -> None:
    """Every error, or every changed cell, as a table."""
    lines: Iterable[tuple[Any, ...]] = (
        ((e.row, _label(e.column), str(e.message)) for e in result.errors)
        if result.errors
        else ((c.row, c.ref, _label(c.column), c.before, c.after) for c in result.changes)
    )
    text = io.StringIO(newline="")
    text.write(BOM)
    writer = csv.writer(text)
    for line in lines:
        writer.writerow([guard(str(cell if cell is not None else "")) for cell in line])
    jobs.part(job, "result").write_text(text.getvalue(), encoding="utf-8", newline="")


def _label(column: str) -> str:
    """What a column is called in the language of the one who asked."""
    return BY_NAME[column].label if column in BY_NAME else column


def language_of(job: Job) -> str:
    return job.arguments.get("language") or settings.LANGUAGE_CODE
