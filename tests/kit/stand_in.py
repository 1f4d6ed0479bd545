"""Real servers that stand in for the providers, with their faults: busy, silent, garbage, late."""

import json
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs


class Provider:
    """What a stand-in was asked, and what it is to answer: the next of `answers`, else success."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict, dict]] = []  # path, headers, body
        self.answers: list[object] = []
        self.tokens = ["access-1", "access-2", "access-3"]
        self.refreshes = 0
        self.lock = threading.Lock()
        self.address = ""

    def bodies(self, path: str = "") -> list[dict]:
        return [body for where, _, body in self.asked if where.startswith(path)]


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            is_json = "json" in self.headers.get("Content-Type", "")
            body = (
                json.loads(raw) if is_json else {k: v[0] for k, v in parse_qs(raw.decode()).items()}
            )
            with provider.lock:
                provider.asked.append((self.path, dict(self.headers), body))
                number = len(provider.asked)
                fault = provider.answers.pop(0) if provider.answers else None
            self._answer("pair" if self.path == "/token" else fault, number)

        def _answer(self, fault: object, number: int) -> None:
            good = {"error": 0, "data": {"msg_id": f"zalo-{number}"}}
            if self.path == "/sms":
                good = {"CodeResult": "100", "SMSID": f"sms-{number}"}
            if fault == "hang":
                time.sleep(3)
            elif fault == "drip":
                self._drip()
            elif fault == "away":
                self.send_response(302)
                self.send_header("Location", provider.address + "/elsewhere")
                self.end_headers()
            elif isinstance(fault, int):
                self._say(fault, {})
            elif fault == "pair":
                self._say(200, self._new_pair())
            else:
                bodies = {"garbage": "<html>", "huge": "a" * 200_000, None: good}
                self._say(200, fault if isinstance(fault, dict) else bodies[fault])

        def _new_pair(self) -> dict:
            provider.refreshes += 1
            access = provider.tokens[provider.refreshes - 1]
            return {
                "access_token": access,
                "refresh_token": f"next-{access}",
                "expires_in": "90000",
            }

        def _say(self, status: int, body: object) -> None:
            said = body.encode() if isinstance(body, str) else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def _drip(self) -> None:
            """One byte of a header now and then: each read is in time, the whole never ends."""
            try:
                for letter in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 40:
                    self.wfile.write(bytes([letter]))
                    self.wfile.flush()
                    time.sleep(0.1)
            except OSError:
                pass

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def served() -> Iterator[Provider]:
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(provider))
    server.daemon_threads = True
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def sending_to_a_stand_in(settings: Any) -> Iterator[Provider]:
    """SMS and Zalo of the site set up to talk to a provider on this machine."""
    said = deepcopy(settings.CAUNOI_MESSAGES)
    with served() as one:
        said["private_hosts"] = ["127.0.0.1"]
        said["sms"] |= {"url": f"{one.address}/sms", "api_key": "k", "secret_key": "s"}
        settings.CAUNOI_MESSAGES = said
        yield one


class _Mail(socketserver.StreamRequestHandler):
    """As much of SMTP as a sending client speaks."""

    def handle(self) -> None:
        self.wfile.write(b"220 stand-in\r\n")
        while line := self.rfile.readline():
            word = line.strip().upper()
            if word.startswith(b"DATA"):
                self.wfile.write(b"354 go on\r\n")
                letter = b""
                while (part := self.rfile.readline()) not in (b".\r\n", b""):
                    letter += part
                self.server.letters.append(letter.decode())
            if word.startswith(b"RCPT") and b"NOBODY@" in word:
                self.wfile.write(b"550 no such box\r\n")
            elif word.startswith(b"QUIT"):
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 ok\r\n")


@contextmanager
def mail_server() -> Iterator[socketserver.ThreadingTCPServer]:
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Mail)
    server.daemon_threads, server.letters = True, []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
