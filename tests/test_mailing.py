"""Reminder mails: at most once, whoever runs how often, whatever dies; what was refused goes out later."""

import datetime as dt
import smtplib
import socket
import socketserver
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core import mail as outbox
from django.core.management import call_command
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from recommendations import desk, ledger
from recommendations.choices import Duty, MailState
from recommendations.desk import mailing
from recommendations.exceptions import StateConflict
from recommendations.models import Contact, Mail, SentReminder
from tests.factories import ActorFactory, RecommendationFactory, stamp

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 22)


@pytest.fixture(autouse=True)
def mailing_on(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PUBLIC_URL = "https://tracker.example.org"


def person(actor: Any, email: str, duty: str = Duty.CONTACT, **more: Any) -> Contact:
    contact = Contact(actor=actor, duty=duty, name="某人", email=email, **more)
    ledger.create(stamp(), [contact])
    return contact


def due(actor: Any, days: int, **more: Any) -> Any:
    return RecommendationFactory(actors=[actor], due_on=(TODAY + dt.timedelta(days=days)).isoformat(), **more)


def send() -> desk.Sent:
    return desk.send_digests(TODAY, timezone.now)


def test_one_digest_an_address_in_its_language_with_links() -> None:
    actor = ActorFactory()
    person(actor, "zh@x.cn"), person(actor, "en@x.cn", language="en")
    late, soon = due(actor, -2, title="第一条\n\r建议"), due(actor, 5)
    assert send() == desk.Sent(sent=2)
    chinese, english = sorted(outbox.outbox, key=lambda each: each.to, reverse=True)
    assert chinese.subject == "您有 2 条建议待办，其中 1 条超期"
    assert english.subject == "2 recommendations await you, 1 of them overdue"
    assert f"https://tracker.example.org/recommendations/{late.ref}/" in chinese.body
    assert "第一条 建议" in chinese.body and "超期 2 天" in chinese.body and soon.ref in chinese.body
    assert "2 days overdue" in english.body
    assert set(Mail.objects.values_list("state", flat=True)) == {MailState.SENT}
    assert send() == desk.Sent() and len(outbox.outbox) == 2


@pytest.mark.parametrize("days", range(-40, 35))
def test_each_day_has_the_occasion_that_has_come(days: int) -> None:
    expected = (
        "escalated" if days < -30
        else "overdue" if days < 0
        else "due-1" if days <= 1
        else "due-7" if days <= 7
        else "due-30" if days <= 30
        else None
    )  # fmt: skip
    actor = ActorFactory()
    person(actor, "c@x.cn")
    due(actor, days)
    found = [item.occasion for digest in desk.digests(TODAY) for item in digest.items]
    assert found == ([expected] if expected else [])


def test_only_people_of_the_lead_and_of_the_time_are_told() -> None:
    actor, other = ActorFactory(), ActorFactory()
    record, second = due(actor, 3), due(actor, 3)
    for number, more in enumerate((
        {}, {"valid_to": "2025"}, {"valid_from": "2027"}, {"valid_to": "2026"}, {"recommendation": record},
    )):  # fmt: skip
        person(actor, f"p{number}@x.cn", **more)
    person(other, "other@x.cn"), person(actor, "chief@x.cn", Duty.LEADER), person(actor, "")
    told = {digest.address: {item.ref for item in digest.items} for digest in desk.digests(TODAY)}
    both = {record.ref, second.ref}
    assert told == {"p0@x.cn": both, "p3@x.cn": both, "p4@x.cn": {record.ref}}


def test_digests_read_only_what_is_due_in_a_fixed_number_of_queries() -> None:
    actor = ActorFactory()
    person(actor, "c@x.cn")

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert desk.digests(TODAY) is not None
        return len(queries)

    due(actor, -5)
    one = count()
    for days in (-50, -3, 0, 4, 20):
        due(actor, days)
    assert count() == one == 5
    desk.mark_sent(desk.digests(TODAY), timezone.now())
    assert desk.digests(TODAY) == []


def test_without_a_server_nothing_is_marked(settings: Any) -> None:
    settings.EMAIL_BACKEND = ""
    actor = ActorFactory()
    person(actor, "c@x.cn"), due(actor, 1)
    with pytest.raises(StateConflict):
        send()
    with pytest.raises(SystemExit):
        call_command("send_reminders")
    assert not SentReminder.objects.exists() and not Mail.objects.exists()


def test_a_dry_run_prints_and_marks_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    actor = ActorFactory()
    person(actor, "c@x.cn")
    record = RecommendationFactory(actors=[actor], due_on=timezone.localdate().isoformat())
    call_command("send_reminders", "--dry-run")
    assert record.ref in capsys.readouterr().out
    assert not Mail.objects.exists() and not outbox.outbox


def test_a_crash_between_sending_and_marking_sends_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    actor = ActorFactory()
    person(actor, "c@x.cn"), due(actor, 1)

    class Killed(BaseException):
        pass

    def send_and_die(self: Any, messages: Any) -> int:
        outbox.outbox.extend(messages)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", send_and_die)
        with pytest.raises(Killed):
            send()
    assert send() == desk.Sent() and len(outbox.outbox) == 1
    later = timezone.now() + mailing.UNFINISHED * 2
    desk.send_digests(TODAY, lambda: later)
    mail = Mail.objects.get()
    assert mail.state == MailState.UNCERTAIN and mail.error and len(outbox.outbox) == 1
    desk.send_again(stamp(), mail)
    assert send() == desk.Sent(sent=1)
    with pytest.raises(StateConflict):
        desk.send_again(stamp(), Mail.objects.get(state=MailState.SENT))


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (smtplib.SMTPRecipientsRefused({"c@x.cn": (550, b"no such user")}), MailState.FAILED),
        (smtplib.SMTPDataError(452, b"full"), MailState.FAILED),
        (smtplib.SMTPServerDisconnected("gone"), MailState.UNCERTAIN),
        (TimeoutError(), MailState.UNCERTAIN),
    ],
)
def test_what_was_refused_is_tried_again_and_what_nobody_knows_is_not(
    error: Exception, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = ActorFactory()
    person(actor, "c@x.cn"), due(actor, 1)

    def refuse(self: Any, messages: Any) -> int:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        send()
    mail = Mail.objects.get()
    assert mail.state == state and type(error).__name__ in mail.error
    assert send() == desk.Sent(sent=int(state == MailState.FAILED))


def test_an_address_that_would_break_the_header_is_refused() -> None:
    actor = ActorFactory()
    contact = person(actor, "c@x.cn")
    due(actor, 1)
    Contact.objects.filter(pk=contact.pk).update(email="c@x.cn\nBcc: all@x.cn")
    assert send() == desk.Sent(failed=1) and not outbox.outbox


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_mail_each_address_once() -> None:
    actors = [ActorFactory() for _number in range(5)]
    for number, actor in enumerate(actors):
        person(actor, f"p{number}@x.cn"), due(actor, 1)
    counts: list[desk.Sent] = []
    gate = threading.Barrier(2)

    def run() -> None:
        gate.wait()
        try:
            counts.append(send())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(message.to[0] for message in outbox.outbox) == [f"p{number}@x.cn" for number in range(5)]
    assert sum(count.sent for count in counts) == 5


class Sink(socketserver.StreamRequestHandler):
    """An SMTP server that takes every message but those to ``refused@``."""

    def handle(self) -> None:
        def say(line: str) -> None:
            self.wfile.write(line.encode() + b"\r\n")

        say("220 sink")
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "RCPT" and "refused@" in line:
                say("550 no such user")
            elif verb == "DATA":
                say("354 go on")
                text = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.taken.append(text.decode())  # type: ignore[attr-defined]
                say("250 taken")
            elif verb == "QUIT":
                say("221 bye")
                return
            else:
                say("250 ok")


@pytest.fixture
def sink(settings: Any) -> Iterator[list[str]]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Sink) as server:
        server.taken = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_SSL = settings.EMAIL_USE_TLS = False
        yield server.taken  # type: ignore[attr-defined]
        server.shutdown()


def test_a_real_server_takes_the_mails_and_one_refused_address_stops_no_other(sink: list[str]) -> None:
    actor = ActorFactory()
    for name in ("a", "refused", "z"):
        person(actor, f"{name}@x.cn")
    due(actor, 1)
    assert send() == desk.Sent(sent=2, failed=1)
    assert len(sink) == 2 and all("=?utf-8?" in text and "\nTo: " in text for text in sink)
    assert "550" in Mail.objects.get(state=MailState.FAILED).error
    assert send() == desk.Sent(failed=1)


def test_a_server_that_is_not_there_is_said_and_tried_again(settings: Any, sink: list[str]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT, there = free.getsockname()[1], settings.EMAIL_PORT
    actor = ActorFactory()
    person(actor, "c@x.cn"), due(actor, 1)
    assert send() == desk.Sent(failed=1) and "Refused" in Mail.objects.get().error
    settings.EMAIL_PORT = there
    assert send() == desk.Sent(sent=1) and len(sink) == 1


def test_the_text_to_copy_is_in_the_language_of_the_address() -> None:
    actor = ActorFactory()
    person(actor, "c@x.cn", language="en"), due(actor, 1)
    (digest,) = desk.digests(TODAY)
    with translation.override("zh-hans"):
        assert "1 days left" in digest.text(TODAY)
    assert django_settings.LANGUAGE_CODE == "zh-hans"
