"""One POST to an address that somebody typed: nothing inside the own network unless allowed, no redirects."""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

CONNECT_SECONDS = 5.0
WHOLE_SECONDS = 15.0
PORTS = {"https": 443, "http": 80}
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
"""IPv6 addresses behind which any IPv4 address may lie."""


class Undeliverable(Exception):
    """Why a message did not arrive, in words for the administrator."""


def parse(url: str) -> SplitResult:
    """The parts of an address that may be posted to. Raises ``ValueError`` with the reason."""
    try:
        parts = urlsplit(url)
        port, host = parts.port, (parts.hostname or "").encode("idna")
    except ValueError:
        raise ValueError(_("This is not an address.")) from None
    rest = f"{parts.path}?{parts.query}"
    if not host or port == 0 or not all(" " < character < "\x7f" for character in rest):
        raise ValueError(_("This is not an address."))
    if parts.scheme != "https" and not (settings.WEBHOOKS_INTERNAL and parts.scheme == "http"):
        raise ValueError(_("The address must begin with https://."))
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise ValueError(_("Give host and path only, without a user name and without “#”."))
    return parts


def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Send ``body`` and return the status of the answer, whose content is not read.

    The name is resolved once, every address it has is checked, and the connection goes to the checked one.
    Raises ``Undeliverable``.
    """
    try:
        parts = parse(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError as error:
        raise Undeliverable(str(error)) from None
    port = parts.port or PORTS[parts.scheme]
    connection = _Pinned(host, port, resolve(host, port), secure=parts.scheme == "https")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    limit = threading.Timer(WHOLE_SECONDS, connection.cut)
    limit.start()
    try:
        connection.request("POST", target, body, {**headers, "Content-Type": "application/json"})
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Undeliverable(f"{type(error).__name__}: {error}"[:300]) from None
    finally:
        limit.cancel()
        connection.close()
    if connection.late:
        raise Undeliverable(_("The answer took too long."))
    return status


def resolve(host: str, port: int) -> Address:
    """The address of a host. Raises ``Undeliverable`` where any of its addresses is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise Undeliverable(_("The host is not found: %(error)s") % {"error": error}) from None
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if not settings.WEBHOOKS_INTERNAL and not all(public(address) for address in addresses):
        raise Undeliverable(_("The host lies in a private network; deliveries there are not allowed."))
    return addresses[0]


def public(address: Address) -> bool:
    """Whether the address is one of the open internet, and holds no other address inside that is not."""
    if isinstance(address, ipaddress.IPv6Address):
        inside = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if any(each is not None for each in inside):
            return all(public(each) for each in inside if each is not None)
        if any(address in network for network in TRANSLATED):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


class _Pinned(http.client.HTTPConnection):
    """A connection to one address, whatever the name resolves to by now."""

    def __init__(self, host: str, port: int, address: Address, *, secure: bool) -> None:
        super().__init__(host, port, timeout=CONNECT_SECONDS)
        if secure:
            self.default_port = PORTS["https"]
        self.address, self.secure, self.late = address, secure, False

    def connect(self) -> None:
        self.sock = socket.create_connection((str(self.address), self.port), self.timeout)
        if self.secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)

    def cut(self) -> None:
        """End a conversation that takes too long as a whole."""
        self.late = True
        try:
            if self.sock is not None:
                self.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
