"""Webhooks against a real server: in order, signed, as one account may see it, never into the own network."""

import base64
import datetime as dt
import hashlib
import hmac
import http.server
import ipaddress
import json
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from recommendations import editing, ledger, webhooks
from recommendations.choices import Role
from recommendations.exceptions import Forbidden, Invalid
from recommendations.models import Account, Change, LedgerHead, WebhookEndpoint
from recommendations.webhooks import delivering, posting, signing
from tests.factories import AccountFactory, ActorFactory, RecommendationFactory, founder, stamp

pytestmark = pytest.mark.django_db


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server: Any = self.server
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server.taken.append((self.path, dict(self.headers.items()), body))
        self.send_response(server.answers.pop(0) if server.answers else 204)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def receiver(settings: Any) -> Iterator[Any]:
    settings.WEBHOOKS_INTERNAL = True
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        server.taken, server.answers = [], []  # type: ignore[attr-defined]
        server.url = f"http://127.0.0.1:{server.server_port}/hook?a=1"  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def endpoint(url: str, by: Account | None = None, after: int | None = 0) -> tuple[WebhookEndpoint, str]:
    return webhooks.new_endpoint(stamp(), url, by or founder(), after)


def deliver() -> tuple[int, int]:
    return webhooks.deliver_due(timezone.now)


def sequences(receiver: Any) -> list[int]:
    return [row["sequence"] for _p, _h, body in receiver.taken for row in json.loads(body)["results"]]


def test_every_change_arrives_once_in_commit_order_and_signed(
    receiver: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "BATCH", 3)
    record = RecommendationFactory(actors=[ActorFactory()])
    hook, secret = endpoint(receiver.url)
    editing.edit(stamp(), record, {"title": "新"}, "会议决定")
    taken, refused = deliver()
    assert refused == 0 and taken == len(receiver.taken) > 1
    assert sequences(receiver) == list(range(1, Change.objects.count() + 1))
    for path, headers, body in receiver.taken:
        assert path == "/hook?a=1" and headers["Content-Type"] == "application/json"
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        key = base64.b64decode(secret.removeprefix("whsec_"))
        expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        assert headers["webhook-signature"] == f"v1,{expected}"
    assert len({headers["webhook-id"] for _p, headers, _b in receiver.taken}) == taken
    assert deliver() == (0, 0)
    hook.refresh_from_db()
    assert hook.delivered == LedgerHead.objects.get().sequence and hook.delivered_at
    editing.edit(stamp(), record, {"title": "再改"})
    assert deliver() == (1, 0) and sequences(receiver)[-1] == Change.objects.count()


def test_the_body_is_what_changes_shows_the_account(receiver: Any, client: Any) -> None:
    RecommendationFactory(title="公开"), RecommendationFactory(title="机密", published=False)
    viewer = AccountFactory(role=Role.VIEWER)
    endpoint(receiver.url, viewer)
    deliver()
    ((_path, _headers, body),) = receiver.taken
    client.force_login(viewer)
    shown = client.get("/api/v1/changes/?after=0&page_size=200").json()
    assert json.loads(body) == shown
    assert "机密" not in body.decode() and any(row["tombstone"] for row in shown["results"])


def test_secrets_and_addresses_are_in_no_history_editors_read(receiver: Any, client: Any) -> None:
    hook, secret = endpoint(receiver.url)
    renewed = webhooks.renew_secret(stamp(), hook)
    states = "".join(change.before + change.after for change in Change.objects.all())
    assert secret not in states and renewed not in states and renewed != secret
    client.force_login(AccountFactory(role=Role.EDITOR))
    assert receiver.url not in client.get("/api/v1/changes/?page_size=200").content.decode()
    assert ledger.verify().ok


def test_a_refused_message_is_sent_again_unchanged_after_a_pause(receiver: Any) -> None:
    receiver.answers = [500, 302]
    record = RecommendationFactory()
    hook, _secret = endpoint(receiver.url)
    assert deliver() == (0, 1)
    hook.refresh_from_db()
    assert hook.failures == 1 and "500" in hook.last_error and hook.delivered == 0
    assert deliver() == (0, 0), "not before the pause is over"
    editing.edit(stamp(), record, {"title": "新"})
    first = hook.next_try_at
    assert webhooks.deliver_due(lambda: first) == (0, 1), "a redirect is not followed"
    hook.refresh_from_db()
    assert hook.next_try_at - first == 2 * delivering.FIRST_PAUSE
    assert webhooks.deliver_due(lambda: hook.next_try_at) == (2, 0)
    ids = [headers["webhook-id"] for _p, headers, _b in receiver.taken]
    bodies = [body for _p, _h, body in receiver.taken]
    assert ids[0] == ids[1] == ids[2] != ids[3] and bodies[0] == bodies[1] == bodies[2]
    assert {path for path, _h, _b in receiver.taken} == {"/hook?a=1"}
    hook.refresh_from_db()
    assert hook.failures == 0 and hook.last_error == ""


@pytest.mark.parametrize(("status", "tries"), [(410, 1), (503, delivering.GIVE_UP_AFTER)])
def test_one_that_keeps_failing_is_switched_off_with_a_note(receiver: Any, status: int, tries: int) -> None:
    receiver.answers = [status] * 100
    hook, _secret = endpoint(receiver.url)
    now = timezone.now()
    for _try in range(tries + 2):
        webhooks.deliver_due(lambda: now)  # noqa: B023
        now += delivering.LONGEST_PAUSE
    assert len(receiver.taken) == tries
    hook.refresh_from_db()
    assert not hook.active and str(status) in hook.last_error
    change = Change.objects.get(record_type="webhookendpoint", action="switch-off")
    assert str(status) in change.reason and ledger.verify().ok
    receiver.answers = []
    webhooks.change_endpoint(stamp(), hook, {"active": True})
    hook.refresh_from_db()
    assert hook.failures == 0 and webhooks.deliver_due(lambda: now)[1] == 0


def test_a_disabled_account_receives_nothing(receiver: Any) -> None:
    account = AccountFactory()
    hook, _secret = endpoint(receiver.url, account)
    ledger.save(stamp(), [ledger.Write(account, "edit", {"is_active": False})])
    assert deliver() == (0, 1) and receiver.taken == []
    hook.refresh_from_db()
    assert hook.last_error


def test_two_deliverers_send_one_message(receiver: Any) -> None:
    hook, _secret = endpoint(receiver.url)
    stale = WebhookEndpoint.objects.get(pk=hook.pk)
    now = timezone.now()
    assert delivering._lease(hook, now, False) and not delivering._lease(stale, now, False)
    assert deliver() == (0, 0)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
        "64:ff9b::7f00:1", "2002:7f00:1::", "::ffff:169.254.169.254",
    ],
)  # fmt: skip
def test_no_address_of_the_own_network_is_public(address: str) -> None:
    assert not posting.public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111"])
def test_addresses_of_the_open_internet_are(address: str) -> None:
    assert posting.public(ipaddress.ip_address(address))


def test_nothing_is_sent_into_the_own_network_unless_allowed(
    receiver: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook, _secret = endpoint(receiver.url.replace("127.0.0.1", "localhost"))
    settings.WEBHOOKS_INTERNAL = False
    assert deliver() == (0, 1) and receiver.taken == []
    WebhookEndpoint.objects.filter(pk=hook.pk).update(
        url="https://rebinding.example.org/", next_try_at=timezone.now()
    )

    def both(*args: Any, **kwargs: Any) -> list[Any]:
        return [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", ("127.0.0.1", 443))]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    monkeypatch.setattr(socket, "create_connection", pytest.fail)
    assert deliver() == (0, 1)


def test_the_connection_goes_to_the_address_that_was_checked(receiver: Any, monkeypatch: Any) -> None:
    """The name is not resolved a second time, when it might have changed."""
    real, asked = socket.getaddrinfo, []

    def once(host: str, *args: Any, **kwargs: Any) -> Any:
        asked.append(host)
        return real("127.0.0.1" if host == "hook.example.org" else host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", once)
    endpoint(receiver.url.replace("127.0.0.1", "hook.example.org"))
    assert deliver() == (1, 0)
    assert asked.count("hook.example.org") == 1
    assert receiver.taken[0][1]["Host"].startswith("hook.example.org:")


def test_a_server_that_never_ends_its_answer_is_cut(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.WEBHOOKS_INTERNAL = True
    monkeypatch.setattr(posting, "WHOLE_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:
        stop = threading.Event()

        def drip() -> None:
            taken, _peer = server.accept()
            with taken:
                taken.sendall(b"HTTP/1.1 200 OK\r\n")
                while not stop.wait(0.05):
                    try:
                        taken.sendall(b"X-Slow: 1\r\n")
                    except OSError:
                        return

        thread = threading.Thread(target=drip)
        thread.start()
        with pytest.raises(posting.Undeliverable):
            posting.post(f"http://127.0.0.1:{server.getsockname()[1]}/", b"{}", {})
        stop.set()
        thread.join()


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/", "ftp://example.org/", "https://", "https://a:b@example.org/", "https://x.org/#a",
        "https://example.org:99999/", "https://example.org:0/", "https://[::1/", "https://x.org/a b",
        "https://x.org/\r\nHost: y", "https://x.org/路径", "javascript:alert(1)", "",
    ],
)  # fmt: skip
def test_addresses_that_cannot_be_used_are_refused(url: str) -> None:
    with pytest.raises(Invalid):
        endpoint(url)
    assert not WebhookEndpoint.objects.exists()


def test_only_administrators_keep_webhooks() -> None:
    reviewer = AccountFactory(role=Role.REVIEWER)
    with pytest.raises(Forbidden):
        webhooks.new_endpoint(stamp(reviewer), "https://example.org/", reviewer)
    hook, _secret = endpoint("https://example.org/", after=None)
    assert hook.delivered == LedgerHead.objects.get().sequence - 1
    for act in (
        lambda: webhooks.renew_secret(stamp(reviewer), hook),
        lambda: webhooks.change_endpoint(stamp(reviewer), hook, {"active": False}),
    ):
        with pytest.raises(Forbidden):
            act()


def test_signatures_are_those_of_the_standard() -> None:
    """A message signed by hand, with the key of 24 bytes other libraries make."""
    secret = "whsec_" + base64.b64encode(bytes(range(24))).decode()
    made = signing.headers(secret, "msg_1", 1614265330, b'{"test": 1}')
    by_hand = hmac.new(bytes(range(24)), b'msg_1.1614265330.{"test": 1}', hashlib.sha256).digest()
    assert made["webhook-signature"] == "v1," + base64.b64encode(by_hand).decode()
    assert len(base64.b64decode(signing.new_secret().removeprefix("whsec_"))) == 32


def test_the_command_waits_for_no_pause(receiver: Any, capsys: pytest.CaptureFixture[str]) -> None:
    receiver.answers = [500]
    endpoint(receiver.url)
    with pytest.raises(SystemExit):
        call_command("deliver_webhooks")
    call_command("deliver_webhooks")
    assert "1 messages delivered, 0 refused" in capsys.readouterr().out
    assert timezone.now() < WebhookEndpoint.objects.get().next_try_at + dt.timedelta(minutes=1)
