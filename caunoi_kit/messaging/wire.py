"""The door to the network: one request to a provider, on a short lead (trust F5, G5).

Everything that leaves this machine passes here: HTTP by `ask` and `post`, by `sessions` for a
library that brings requests of its own, by `connect` for mail, and by `connect_near` for a service
of the centre's own machines that speaks without TLS.

Only hosts that the installation names are asked. The address a name leads to is checked at the
moment of connecting, and that very address is used, so a name cannot change its mind in between.
No redirect is followed; the whole exchange has one deadline; the answer has a greatest size.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

import httpcore

SECONDS: Final = 4.5  # for everything: name, connection, TLS, question, answer
MOST_BYTES: Final = 65_536
PORTS: Final = {"https": 443, "http": 80}
TRANSLATED: Final = ipaddress.IPv6Network("64:ff9b::/96")  # an IPv4 address inside IPv6 (NAT64)


class Forbidden(Exception):
    """The address must not be asked; the reason names no secret."""


class NoAnswer(Exception):
    """The other side was slow, silent, unreachable, or said too much."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def post(url: str, **more: Any) -> Answer:
    """POST to `url`; the rest as for `ask`."""
    return ask("POST", url, **more)


def ask(
    method: str,
    url: str,
    *,
    body: bytes = b"",
    headers: Mapping[str, str],
    hosts: Iterable[str],
    private_hosts: Iterable[str] = (),
    seconds: float = SECONDS,
    most_bytes: int = MOST_BYTES,
) -> Answer:
    """Ask `url`, whose host must be one of `hosts`. Raises Forbidden and NoAnswer.

    `private_hosts` may lie in a private network (a gateway in the centre's own rooms) and may be
    asked without TLS; all others must have a public address and TLS.
    """
    private = _is_private(host_of(url), hosts, private_hosts)
    parts = urlsplit(url)
    if parts.scheme not in PORTS or parts.username is not None:
        raise Forbidden("not a plain web address")
    if parts.scheme == "http" and not private:
        raise Forbidden("no TLS")
    backend = _Guarded(private=private, deadline=time.monotonic() + seconds)
    try:
        with (
            httpcore.ConnectionPool(
                ssl_context=ssl.create_default_context(), network_backend=backend
            ) as pool,
            pool.stream(method, url, content=body, headers=list(headers.items())) as response,
        ):
            said = {name.decode().lower(): value.decode() for name, value in response.headers}
            return Answer(response.status, _read(response.iter_stream(), most_bytes), said)
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as fault:
        raise NoAnswer(type(fault).__name__) from None
    except (OSError, ssl.SSLError, UnicodeError) as fault:
        raise NoAnswer(type(fault).__name__) from None


def connect(
    host: str,
    port: int,
    *,
    hosts: Iterable[str],
    private_hosts: Iterable[str] = (),
    seconds: float = SECONDS,
) -> socket.socket:
    """A connection for a protocol other than HTTP, to one of `hosts` as for `ask`.

    Raises Forbidden, and OSError where nobody answers.
    """
    address = _address(host, port, private=_is_private(host, hosts, private_hosts))
    return socket.create_connection((address, port), timeout=seconds)


def connect_near(where: str, *, seconds: float = SECONDS) -> socket.socket:
    """A connection to "host:port" or a socket "/path", both of this machine or the own network.

    For what is said without TLS: a name that leads into the public internet is Forbidden, and so
    is what is no address. Raises OSError where nobody answers.
    """
    if where.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.settimeout(seconds)
            line.connect(where)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = where.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not host or not port.isascii() or not port.isdigit():
        raise Forbidden("not an address")
    found = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)
    addresses = [str(each[4][0]) for each in found]
    if any(is_public(each) for each in addresses):
        raise Forbidden("a public address, and no TLS")
    return socket.create_connection((addresses[0], int(port)), timeout=seconds)


def host_of(url: str) -> str:
    """The host that a configured address names; "" where it is no address."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_private(host: str, hosts: Iterable[str], private_hosts: Iterable[str]) -> bool:
    """Whether this host may lie in a private network; raises when it may not be asked at all."""
    if not host or host.lower() not in {each.lower() for each in hosts}:
        raise Forbidden("host is not in the list")
    return host.lower() in {each.lower() for each in private_hosts}


def _address(host: str, port: int, *, private: bool) -> str:
    """The first address of the name, after all of them were found fit."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(each[4][0]) for each in found]
    if not private and not all(is_public(each) for each in addresses):
        raise Forbidden("the name leads into a private network")
    return addresses[0]


def _read(pieces: Iterable[bytes], most_bytes: int) -> bytes:
    body = b""
    for piece in pieces:
        body += piece
        if len(body) > most_bytes:
            raise NoAnswer("too long")
    return body


class _Guarded(httpcore.NetworkBackend):
    """Connects to checked addresses only, and never past the deadline."""

    def __init__(self, *, private: bool, deadline: float) -> None:
        self.private, self.deadline = private, deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        address = _address(host, port, private=self.private)
        stream = httpcore.SyncBackend().connect_tcp(
            address, port, timeout=left(self.deadline), socket_options=socket_options
        )
        return _Timed(stream, self.deadline)

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        raise Forbidden("no sockets of this machine")


class _Timed(httpcore.NetworkStream):
    """A connection whose every step ends at one deadline: a slow trickle cannot stretch it."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self.stream, self.deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, left(self.deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, left(self.deadline))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        inner = self.stream.start_tls(ssl_context, server_hostname, left(self.deadline))
        return _Timed(inner, self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)


def left(deadline: float) -> float:
    """Seconds to the deadline; raises TimeoutError when there are none."""
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise TimeoutError("deadline")
    return seconds


def is_public(address: str) -> bool:
    """Whether an address lies in the public internet: no loopback, private, link-local or the
    like, however it is written inside IPv6.

    >>> is_public("203.113.131.1"), is_public("10.0.0.7"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    read = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(read, ipaddress.IPv6Address):
        if read in TRANSLATED or read.sixtofour or read.teredo:
            return False  # a tunnel to who knows where
        if read.ipv4_mapped:
            return is_public(str(read.ipv4_mapped))
    return read.is_global and not read.is_multicast
