"""Reporting without an account: an actor's revocable, expiring link; what comes in waits as a draft."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..access import require
from ..choices import OPEN, Door, ReportState, Role
from ..editing import check_report, standing_account
from ..exceptions import Invalid, NotVisible, StateConflict
from ..ledger import Stamp, Write, create, lock, save
from ..models import Account, Actor, ProgressReport, Recommendation, ReportingLink

MAX_DAYS = 90
HANDED_IN = "reporting-link"


def make_link(stamp: Stamp, actor: Actor, days: int = 30) -> tuple[ReportingLink, str]:
    """Make a link for ``actor``; the token is returned once and kept only as a hash."""
    require(stamp.by, Role.EDITOR)
    if not 1 <= days <= MAX_DAYS:
        raise Invalid(_("Some fields are wrong."), errors=[("days", _("Give a number from 1 to 90."))])
    token = secrets.token_urlsafe(32)
    link = ReportingLink(
        actor=actor, token_sha256=_hash(token), expires_at=stamp.at + dt.timedelta(days=days)
    )
    create(stamp, [link])
    return link, token


def revoke_link(stamp: Stamp, link: ReportingLink) -> None:
    """Make a link useless from now on."""
    require(stamp.by, Role.EDITOR)
    save(stamp, [Write(link, "revoke", {"revoked_at": stamp.at})])


def open_link(token: str, now: dt.datetime) -> tuple[ReportingLink, QuerySet[Recommendation]]:
    """The link of a token and the open recommendations its actor may report on.

    Raises ``NotVisible`` for unknown, expired and revoked tokens alike.
    """
    links = ReportingLink.objects.select_related("actor")
    link = links.filter(token_sha256=_hash(token), revoked_at=None, expires_at__gt=now).first()
    if link is None:
        raise NotVisible(_("There is nothing here under this name."))
    mine = Recommendation.objects.in_actors([link.actor.slug])
    return link, mine.filter(status__in=OPEN, children_count=0)


def hand_in(
    token: str, now: dt.datetime, name: str, rows: Mapping[str, Mapping[str, str]], request_id: str
) -> int:
    """Store drafts, ref → fields of a progress report; all or none. Returns their number."""
    _link, mine = open_link(token, now)
    known = {recommendation.ref: recommendation for recommendation in mine.filter(ref__in=list(rows))}
    if len(known) != len(rows):
        raise NotVisible(_("There is nothing here under this name."))
    if not name.strip() or len(name) > 150:
        raise Invalid(_("Some fields are wrong."), errors=[("name", _("Give your name."))])
    stamp = Stamp(_link_account(), now, Door.LINK, request_id)
    reports = []
    for ref, fields in rows.items():
        check_report(fields)
        reports.append(
            ProgressReport(
                recommendation=known[ref], period=fields["period"], content=fields["text"],
                problems=fields.get("problems", ""), next_steps=fields.get("next_steps", ""),
                pace=fields.get("pace", ""), state=ReportState.DRAFT, submitted_by=name.strip(),
            )
        )  # fmt: skip
    create(stamp, reports, action="hand-in")
    return len(reports)


def file_draft(stamp: Stamp, report: ProgressReport) -> None:
    """The desk takes a draft into the record."""
    require(stamp.by, Role.EDITOR, report.recommendation)
    _draft(report)
    with transaction.atomic():
        lock()
        save(stamp, [Write(report, "file", {"state": ReportState.FILED.value})])
        current = Recommendation.objects.get(pk=report.recommendation_id)
        if report.period > current.progressed_on:
            save(stamp, [Write(current, "progress", {"progressed_on": report.period})])


def discard_draft(stamp: Stamp, report: ProgressReport, reason: str) -> None:
    """The desk sets a draft aside, and says why."""
    require(stamp.by, Role.EDITOR, report.recommendation)
    _draft(report)
    if not reason.strip():
        raise Invalid(_("Some fields are wrong."), errors=[("reason", _("Give the reason."))])
    save(stamp, [Write(report, "discard", {"state": ReportState.DISCARDED.value}, reason=reason)])


def _draft(report: ProgressReport) -> None:
    if report.state != ReportState.DRAFT:
        label = ReportState(report.state).label
        raise StateConflict(_("Somebody decided this already: it is “%(state)s”.") % {"state": label})


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _link_account() -> Account:
    return standing_account(HANDED_IN, Role.EDITOR)
