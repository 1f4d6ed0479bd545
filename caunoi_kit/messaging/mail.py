"""The door for e-mail: `settings.EMAIL_BACKEND`, Django's own with a checked connection.

The server may lie in a private network only when `CAUNOI_PRIVATE_HOSTS` names it. The whole
exchange has one deadline, however slowly the server trickles, and its words a greatest size.
"""

import smtplib
import socket
import time
from typing import Any, Final

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend

from caunoi_kit.messaging import wire

SECONDS: Final = 20.0  # from the connection to the last word; servers like to make one wait
MOST_BYTES: Final = 65_536  # of all that the server says
AT_A_TIME: Final = 4_096


class _Words:
    """What the server says, line by line, up to the deadline."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self.sock, self.deadline = sock, deadline
        self.waiting, self.left = b"", MOST_BYTES

    def readline(self, most: int) -> bytes:
        while b"\n" not in self.waiting and len(self.waiting) < most:
            self.sock.settimeout(wire.left(self.deadline))
            piece = self.sock.recv(AT_A_TIME)
            self.left -= len(piece)
            if not piece or self.left < 0:
                break
            self.waiting += piece
        end = self.waiting.find(b"\n") + 1 or len(self.waiting)
        line, self.waiting = self.waiting[:end], self.waiting[end:]
        return line

    def close(self) -> None:
        """The socket is closed by whoever opened it."""


class _Connection(smtplib.SMTP):
    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        self.deadline = time.monotonic() + SECONDS
        return wire.connect(
            host,
            port,
            hosts=[settings.EMAIL_HOST],
            private_hosts=settings.CAUNOI_MESSAGES["private_hosts"],
            seconds=timeout,
        )

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self.file = _Words(self.sock, self.deadline)
        return super().getreply()


class GuardedBackend(EmailBackend):
    """Sends by SMTP with STARTTLS, through the door."""

    @property
    def connection_class(self) -> Any:
        return _Connection
