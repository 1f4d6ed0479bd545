"""ClamAV: a file is handed to clamd, which says whether it holds something known to do harm.

The daemon's own way (clamd(8), INSTREAM): the file goes in pieces, each behind its length in four
bytes; an empty piece ends it; one line comes back. One deadline for all of it, and a circuit, so
that a scanner that is down or slow holds nobody up twice (trust C2, G5).
"""

import logging
import struct
import time
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from typing import Final

from caunoi_kit.connectors import circuit
from caunoi_kit.messaging import wire

SYSTEM: Final = "clamav"
PIECE: Final = 1 << 16
LONGEST_ANSWER: Final = 4_096
_OK: Final = b"stream: OK"
_FOUND: Final = b" FOUND"
_ERROR: Final = b" ERROR"

log = logging.getLogger(__name__)


class Verdict(StrEnum):
    """What the scanner said of a file."""

    CLEAN = "CLEAN"
    FOUND = "FOUND"
    UNKNOWN = "UNKNOWN"  # no answer, or none that says either


def scan(content: bytes, *, where: str, at: datetime, seconds: float = wire.SECONDS) -> Verdict:
    """Ask the clamd at `where`, "host:port" or the path of its socket."""
    if circuit.closed_until(SYSTEM, at=at) is not None:
        return Verdict.UNKNOWN
    try:
        answer = _asked(content, where, time.monotonic() + seconds)
    except (OSError, wire.Forbidden) as fault:
        circuit.note_failure(SYSTEM, reason=type(fault).__name__[:20], at=at)
        log.warning("clamd: no answer (%s)", type(fault).__name__)
        return Verdict.UNKNOWN
    if answer.endswith(_FOUND):
        circuit.note_success(SYSTEM)
        log.warning("clamd: %s", answer.decode("ascii", "replace")[:200])
        return Verdict.FOUND
    if answer == _OK:
        circuit.note_success(SYSTEM)
        return Verdict.CLEAN
    if answer.endswith(_ERROR):  # of this file, for instance larger than it takes; others may go
        circuit.note_success(SYSTEM)
    else:
        circuit.note_failure(SYSTEM, reason="answer", at=at)
    log.warning("clamd: an answer that says nothing, %d bytes", len(answer))
    return Verdict.UNKNOWN


def _asked(content: bytes, where: str, deadline: float) -> bytes:
    """The line that comes back. Raises OSError (also past the deadline) and Forbidden."""
    with wire.connect_near(where, seconds=wire.left(deadline)) as line:
        # A scanner that takes no more says why before it hangs up: its line is read all the same.
        with suppress(BrokenPipeError, ConnectionResetError):
            line.sendall(b"zINSTREAM\0")
            for at in range(0, len(content), PIECE):
                piece = content[at : at + PIECE]
                line.settimeout(wire.left(deadline))
                line.sendall(struct.pack("!L", len(piece)) + piece)
            line.settimeout(wire.left(deadline))
            line.sendall(struct.pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
            line.settimeout(wire.left(deadline))
            more = line.recv(LONGEST_ANSWER)
            if not more:
                break
            answer += more
    return answer.rstrip(b"\0\n")
