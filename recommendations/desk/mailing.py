"""Sending the digests: one mail to an address, at most once.

A reminder is a courtesy: told twice a leader loses trust in the desk, told not at all the next occasion tells.
So what is sent is remembered, and committed, before the mail server is asked. What the server refuses is
forgotten again and tried with the next run; where nobody knows (a crash, a connection lost in the middle) the
mail stays marked as uncertain, and only a person sends it again.
"""

import datetime as dt
import smtplib
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import BadHeaderError, EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ..access import require
from ..choices import MailState, Role
from ..exceptions import StateConflict
from ..ledger import Stamp
from ..models import Mail, SentReminder
from .reminding import Digest, digests, reminders_of

UNFINISHED = dt.timedelta(hours=1)
"""After so long a mail still being sent belongs to a run that died."""
REFUSED = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)
Clock = Callable[[], dt.datetime]


@dataclass
class Sent:
    """What a run did, in mails."""

    sent: int = 0
    failed: int = 0
    uncertain: int = 0


def send_digests(today: dt.date, clock: Clock) -> Sent:
    """Mail every digest that is due. Raises ``StateConflict`` where no mail server is set.

    Two runs at once share the work: an address is mailed by the one that remembered it first.
    """
    if not settings.EMAIL_BACKEND:
        raise StateConflict(_("No mail is sent: EMAIL_URL is not set."))
    unfinished = Mail.objects.filter(state=MailState.SENDING, begun_at__lt=clock() - UNFINISHED)
    unfinished.update(state=MailState.UNCERTAIN, finished_at=clock(), error=_("The run ended in the middle."))
    count = Sent()
    connection, opened = get_connection(fail_silently=False), False
    try:
        for digest in digests(today):
            mail = _remember(digest, today, clock())
            if mail is None:
                continue
            try:
                if not opened:
                    connection.open()
                    opened = True
            except (OSError, smtplib.SMTPException) as error:
                _forget(mail, error, clock())
                count.failed += 1
                break
            state = _send(mail, connection, clock)
            count.sent += state == MailState.SENT
            count.failed += state == MailState.FAILED
            count.uncertain += state == MailState.UNCERTAIN
            if state == MailState.UNCERTAIN:
                connection, opened = get_connection(fail_silently=False), False
    finally:
        connection.close()
    return count


def send_again(stamp: Stamp, mail: Mail) -> None:
    """Let the next run tell what an uncertain mail was to tell. Raises ``StateConflict`` for any other."""
    require(stamp.by, Role.EDITOR)
    uncertain = Mail.objects.filter(pk=mail.pk, state=MailState.UNCERTAIN)
    with transaction.atomic():
        if not uncertain.update(state=MailState.FAILED):
            raise StateConflict(_("Only a mail of which nobody knows whether it arrived is sent again."))
        SentReminder.objects.filter(mail=mail).delete()


def _remember(digest: Digest, today: dt.date, now: dt.datetime) -> Mail | None:
    """Store mail and reminders before anything is sent; none where another run was faster."""
    mail = Mail(
        address=digest.address, subject=digest.subject(today), text=digest.text(today), begun_at=now
    )  # fmt: skip
    rows = reminders_of(digest, now)
    try:
        with transaction.atomic():
            mail.save()
            for row in rows:
                row.mail = mail
            SentReminder.objects.bulk_create(rows, batch_size=500)
    except IntegrityError:
        return None
    return mail


def _send(mail: Mail, connection: BaseEmailBackend, clock: Clock) -> str:
    try:
        validate_email(mail.address)
        EmailMessage(mail.subject, mail.text, None, [mail.address], connection=connection).send()
    except (ValidationError, BadHeaderError, UnicodeError, *REFUSED) as error:
        _forget(mail, error, clock())
        return MailState.FAILED
    except (OSError, smtplib.SMTPException) as error:
        state, text = MailState.UNCERTAIN, f"{type(error).__name__}: {error}"
    else:
        state, text = MailState.SENT, ""
    Mail.objects.filter(pk=mail.pk).update(state=state, finished_at=clock(), error=text)
    return state


def _forget(mail: Mail, error: Exception, now: dt.datetime) -> None:
    """Nothing was sent: the next run tells it."""
    with transaction.atomic():
        SentReminder.objects.filter(mail=mail).delete()
        text = f"{type(error).__name__}: {error}"
        Mail.objects.filter(pk=mail.pk).update(state=MailState.FAILED, finished_at=now, error=text)
