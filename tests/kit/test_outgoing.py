"""Whatever the site is told to ask, it connects nowhere it was not told to (trust F5).

Every client of ours is pointed at this machine and at private networks, in every spelling. Sockets
that listen here count who comes; and every connection a Python socket tries is counted too.
"""

import ast
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from caunoi_kit.connectors.population.answers import Busy, Question, WhyBusy
from caunoi_kit.connectors.population.client import Population
from caunoi_kit.messaging import mail, sessions
from caunoi_kit.messaging.channels import email, sms, zalo
from caunoi_kit.messaging.choices import Fault
from caunoi_kit.messaging.models import Message, Token
from caunoi_kit.messaging.secrets import lock_up
from tests.test_architecture import ROOT, python_files

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
HERE = ("127.0.0.1", "localhost", "2130706433", "017700000001", "0177.0.0.1", "0x7f.0.0.1",
        "0x7f000001", "127.1", "0", "[::1]", "[::]", "[::ffff:127.0.0.1]",
        "[0:0:0:0:0:ffff:7f00:1]")  # fmt: skip
PRIVATE = ("169.254.169.254", "[fd00:ec2::254]", "10.0.0.7", "172.16.0.1", "192.168.1.1",
           "100.64.0.1", "[fe80::1]", "[fc00::1]", "[64:ff9b::a00:1]",
           "[2002:7f00:1::]")  # fmt: skip
OTHER = ("file:///etc/passwd", "gopher://127.0.0.1:{port}/_SMTP", "ftp://127.0.0.1:{port}/",
         "dict://127.0.0.1:{port}/x", "unix:/var/run/docker.sock", "//127.0.0.1:{port}/",
         "https://127.0.0.1:{port}@[::1]:{port}/", "https://[bad/", "", "khong")  # fmt: skip


@pytest.fixture
def listening(monkeypatch) -> Iterator[SimpleNamespace]:
    """Sockets of this machine on one port, and every connection that Python code tried."""
    counted = SimpleNamespace(port=0, came=0, tried=[])
    servers = [socket.create_server(("127.0.0.1", 0))]
    counted.port = servers[0].getsockname()[1]
    servers.append(socket.create_server(("::1", counted.port), family=socket.AF_INET6))
    plain = socket.socket.connect

    def connect(self, address):
        counted.tried.append(address)
        if address[0] not in {"127.0.0.1", "::1"}:
            raise OSError("this test reaches nobody")
        return plain(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    yield counted
    for server in servers:
        server.setblocking(False)
        try:
            server.accept()
            counted.came += 1
        except BlockingIOError:
            pass
        server.close()
    assert counted.came == 0
    assert counted.tried == []


def targets(port: int) -> list[str]:
    plain = [f"{scheme}://{host}:{port}/x" for scheme in ("http", "https")
             for host in (*HERE, *PRIVATE)]  # fmt: skip
    return plain + [each.format(port=port) for each in OTHER]


def message() -> Message:
    return Message(kind="t.news", text="Thử", phone="0912345678", email="a@vidu.vn")


def by_sms(url, settings) -> Fault:
    settings.CAUNOI_MESSAGES["sms"] |= {"url": url, "api_key": "k", "secret_key": "s"}
    return sms.deliver(message()).fault


def by_zalo(url, settings) -> Fault:
    settings.CAUNOI_MESSAGES["zalo"] |= {
        "send_url": url, "token_url": url, "templates": {"t.news": {"id": "7", "fields": {}}},
    }  # fmt: skip
    Token.objects.update_or_create(
        name=zalo.NAME,
        defaults={
            "secret": lock_up({"access": "a", "refresh": "r"}),
            "expires_at": AT + timedelta(days=1),
        },
    )
    return zalo.deliver(message(), at=AT).fault


def by_renewing_zalo(url, settings) -> Fault:
    settings.CAUNOI_MESSAGES["zalo"] |= {"send_url": url, "token_url": url, "refresh_token": "r"}
    Token.objects.all().delete()
    return zalo.deliver(message(), at=AT).fault


def by_mail(url, settings) -> Fault:
    parts = urlsplit(url)
    settings.EMAIL_BACKEND = "caunoi_kit.messaging.mail.GuardedBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = parts.hostname or "", parts.port or 25
    settings.EMAIL_USE_TLS = False
    return email.deliver(message()).fault


@pytest.fixture
def said(settings):
    settings.CAUNOI_MESSAGES = deepcopy(settings.CAUNOI_MESSAGES)
    settings.CAUNOI_MESSAGES["private_hosts"] = []
    return settings


@pytest.mark.parametrize("way", [by_sms, by_zalo, by_renewing_zalo])
def test_no_message_goes_into_this_machine_or_a_private_network(way, said, listening):
    for url in targets(listening.port):
        assert way(url, said) == Fault.FORBIDDEN_HOST, url


def test_no_mail_goes_there_either(said, listening):
    for host in (*HERE, *PRIVATE):
        url = f"smtp://{host}:{listening.port}"
        assert by_mail(url, said) == Fault.FORBIDDEN_HOST, url


def test_nor_does_a_question_about_somebody(said, listening):
    question = Question(
        request_id="1", procedure="x", officer="o", number="034201000123",
        name="Trần Văn Thử", born=1990,
    )  # fmt: skip
    for url in filter(None, targets(listening.port)):  # none at all: «Chưa nối»
        asked = Population(url=url, token="t", service="s", unit="u", daily=10_000)
        with_circuit_closed()
        answer = asked.verify(question, at=AT, same_name=lambda ours, theirs: True)
        assert answer == Busy(WhyBusy.REFUSED, None), url


def with_circuit_closed() -> None:
    from caunoi_kit.connectors.models import Circuit

    Circuit.objects.all().delete()


def test_nor_does_signing_in_at_an_identity_provider(said, listening):
    for url in targets(listening.port):
        said.SOCIALACCOUNT_PROVIDERS = provider_at(url)
        answer = Client().get("/tai-khoan/dinh-danh/dinh-danh/")
        assert answer.url == reverse("account_login"), url


def provider_at(url: str) -> dict:
    app = {
        "provider_id": "dinh-danh", "name": "Thử", "client_id": "c", "secret": "s",
        "settings": {"server_url": url},
    }  # fmt: skip
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def test_a_name_that_changes_its_mind_reaches_nobody_here(said, listening, monkeypatch):
    """Public when first looked up, this machine from then on: each look-up is held against the
    rule, and what was looked up is what is connected to."""
    answers: list[str] = []

    def resolve(host, port, *_, **__):
        if host != "doi.vidu.vn":
            return plain(host, port, *_, **__)
        address = "203.113.131.1" if not answers else "127.0.0.1"
        answers.append(address)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    plain = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    url = f"https://doi.vidu.vn:{listening.port}/"
    for way, where in ((by_sms, url), (by_zalo, url), (by_mail, url)):
        answers.clear()
        assert way(where, said) == Fault.NO_ANSWER
        assert listening.tried == [("203.113.131.1", listening.port)]
        listening.tried.clear()
        assert way(where, said) == Fault.FORBIDDEN_HOST
        assert answers == ["203.113.131.1", "127.0.0.1"]
    said.SOCIALACCOUNT_PROVIDERS = provider_at(url)
    Client().get("/tai-khoan/dinh-danh/dinh-danh/")


# --- a provider that is allowed, and bad


@pytest.fixture
def bad() -> Iterator[SimpleNamespace]:
    """A provider on this machine that sends elsewhere, says too much, or never ends."""
    kept = SimpleNamespace(asked=[], address="", host="127.0.0.1")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            kept.asked.append(self.path)
            if self.path.startswith("/elsewhere"):
                self.send_response(302)
                self.send_header("Location", f"{kept.address}/landed")
                self.end_headers()
            elif self.path.startswith("/huge"):
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"a" * 1_000_000)
            else:
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"{}")

        def do_POST(self):
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.do_GET()

        def log_message(self, *args):
            """Say nothing."""

    server = ThreadingHTTPServer((kept.host, 0), Handler)
    kept.address = f"http://{kept.host}:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield kept
    server.shutdown()
    server.server_close()
    thread.join()


def test_nobody_is_sent_on_from_one_address_to_another(said, bad):
    said.CAUNOI_MESSAGES["private_hosts"] = [bad.host]
    url = f"{bad.address}/elsewhere"
    for way in (by_sms, by_zalo, by_renewing_zalo):
        way(url, said)
    said.SOCIALACCOUNT_PROVIDERS = provider_at(f"{url}/.well-known/openid-configuration")
    assert Client().get("/tai-khoan/dinh-danh/dinh-danh/").url == reverse("account_login")
    assert len(bad.asked) == 4
    assert not any("landed" in path for path in bad.asked)


def test_an_answer_of_the_identity_provider_has_a_greatest_size(bad):
    session = sessions.guarded(hosts=[bad.host], private_hosts=[bad.host])
    assert session.get(f"{bad.address}/good").json() == {}
    with pytest.raises(sessions.CannotAsk, match="too long"):
        session.get(f"{bad.address}/huge")


def test_a_proxy_in_the_environment_is_not_asked(bad, monkeypatch, listening):
    monkeypatch.setenv("HTTPS_PROXY", bad.address)
    monkeypatch.setenv("HTTP_PROXY", bad.address)
    session = sessions.guarded(hosts=["10.0.0.7"], private_hosts=[])
    with pytest.raises(sessions.CannotAsk):
        session.get("https://10.0.0.7/")
    assert bad.asked == []


@pytest.mark.parametrize("words", [b"2", b"220 x\r\n", b"220-" + b"a" * 500 + b"\r\n"])
def test_a_mail_server_that_never_comes_to_an_end_is_left(words, said, monkeypatch):
    """It drips letters, goes silent, or talks for ever: the deadline is one for all of it."""
    monkeypatch.setattr(mail, "SECONDS", 0.5)
    server = socket.create_server(("127.0.0.1", 0))

    def talk() -> None:
        line, _ = server.accept()
        with line, suppress(OSError):
            for _ in range(400):
                line.sendall(words)
                time.sleep(0.01)

    thread = threading.Thread(target=talk)
    thread.start()
    said.CAUNOI_MESSAGES["private_hosts"] = ["127.0.0.1"]
    begun = time.monotonic()
    fault = by_mail(f"smtp://127.0.0.1:{server.getsockname()[1]}", said)
    assert fault in {Fault.NO_ANSWER, Fault.BUSY, Fault.REFUSED}
    assert time.monotonic() - begun < 3
    thread.join()
    server.close()


# --- and nobody goes round the door

OPENS_CONNECTIONS = {
    "socket", "ssl", "smtplib", "http.client", "urllib.request", "ftplib", "imaplib", "poplib",
    "telnetlib", "nntplib", "xmlrpc", "xmlrpc.client", "asyncio", "httpx", "httpcore", "requests",
    "aiohttp", "urllib3", "websockets", "django.core.mail", "django.core.mail.backends.smtp",
}  # fmt: skip
DOORS = {
    "caunoi_kit/messaging/wire.py": {"socket", "ssl", "httpcore"},
    "caunoi_kit/messaging/sessions.py": {"requests"},
    "caunoi_kit/messaging/mail.py": {"socket", "smtplib", "django.core.mail.backends.smtp"},
    # Writes a letter and reads what smtplib raised; the connection is that of `mail`.
    "caunoi_kit/messaging/channels/email.py": {"smtplib", "django.core.mail"},
    # Other processes of ours, at addresses the operator starts them on (docs/scaling.md).
    "caunoi_kit/cluster/__init__.py": {"socket"},
}


def test_nothing_but_the_door_opens_connections():
    found = {}
    for path in python_files():
        names = set(_imported(ast.parse(path.read_text()))) & OPENS_CONNECTIONS
        if names:
            found[str(path.relative_to(ROOT))] = names
    assert found == DOORS


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from (alias.name, alias.name.split(".")[0])
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, node.module.split(".")[0])
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
