"""A server that speaks as clamd does (INSTREAM) and knows one virus, with faults to order."""

import io
import socket
import socketserver
import struct
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VIRUS = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!"
MOST = 30_000_000  # StreamMaxLength


class Scanner:
    """What the stand-in was handed, and how it misbehaves."""

    def __init__(self) -> None:
        self.where = ""
        self.scanned: list[bytes] = []
        self.fault = ""  # hang, drip, garbage, silent, full, endless

    def verdict(self, content: bytes) -> bytes:
        self.scanned.append(content)
        found = VIRUS in content or any(VIRUS in part for part in _parts(content))
        return b"stream: Eicar-Test-Signature FOUND" if found else b"stream: OK"


def _parts(content: bytes) -> Iterator[bytes]:
    """A scanner looks into packages."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        package = zipfile.ZipFile(io.BytesIO(content))
        yield from (package.read(name) for name in package.namelist())


@contextmanager
def clamd(path: Path | None = None) -> Iterator[Scanner]:
    """A scanner at a port of this machine, or at the socket `path`."""
    scanner = Scanner()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            command = b""
            while not command.endswith(b"\0"):
                if not (letter := self.rfile.read(1)):
                    return
                command += letter
            if command != b"zINSTREAM\0":
                self.wfile.write(b"UNKNOWN COMMAND\0")
                return
            content = b""
            while size := struct.unpack("!L", self.rfile.read(4))[0]:
                content += self.rfile.read(size)
                if scanner.fault == "full" or len(content) > MOST:
                    self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                    return
            self._answer(scanner.verdict(content))

        def _answer(self, answer: bytes) -> None:
            match scanner.fault:
                case "hang":
                    time.sleep(1.5)
                case "drip":
                    for letter in answer * 4:
                        self.wfile.write(bytes([letter]))
                        self.wfile.flush()
                        time.sleep(0.05)
                case "garbage":
                    self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n\0")
                case "endless":
                    self.wfile.write(b"a" * 100_000)
                case "silent":
                    return
                case _:
                    self.wfile.write(answer + b"\0")

        def finish(self) -> None:
            try:
                super().finish()
            except OSError:
                pass  # whoever asked has gone

    class Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
        allow_reuse_address = True
        daemon_threads = True
        address_family = socket.AF_UNIX if path else socket.AF_INET

        def handle_error(self, request, client_address) -> None:
            """Whoever asked has gone."""

    server = Server(str(path) if path else ("127.0.0.1", 0), Handler)  # type: ignore[arg-type]
    scanner.where = str(path) if path else f"127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield scanner
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
