"""ClamAV at the door: asked as clamd is, over a port or a socket, with its faults (C2, G5)."""

import logging
import socket
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caunoi.intake.models import Upload
from caunoi_kit.connectors import circuit, clamav
from caunoi_kit.connectors.clamav import Verdict, scan
from caunoi_kit.messaging import wire
from caunoi_kit.ui.once import fresh_key
from tests.intake.factories import OfficerFactory
from tests.kit.clamd_stand_in import VIRUS, clamd
from tests.kit.hostile_sheets import row, xlsx

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
CLEAN = xlsx(row(1, A="Họ tên", B="Ngày sinh") + row(2, A="An", B="05/03/1990"))
# Where our own look at the first bytes finds nothing: inside a package.
SICK = xlsx(row(1, A="Họ tên"), more={"docProps/app.xml": b"<a>" + VIRUS + b"</a>"})


@pytest.fixture
def scanner():
    with clamd() as found:
        yield found


def test_it_says_what_the_scanner_says(scanner):
    large = b"a" * 3_000_000

    assert scan(CLEAN, where=scanner.where, at=AT) == Verdict.CLEAN
    assert scan(SICK, where=scanner.where, at=AT) == Verdict.FOUND
    assert scan(large, where=scanner.where, at=AT) == Verdict.CLEAN
    assert scan(b"", where=scanner.where, at=AT) == Verdict.CLEAN
    assert scanner.scanned == [CLEAN, SICK, large, b""]


def test_it_asks_at_a_socket_of_this_machine_too(tmp_path):
    with clamd(tmp_path / "clamd.sock") as scanner:
        assert scan(SICK, where=scanner.where, at=AT) == Verdict.FOUND
    assert scan(CLEAN, where=scanner.where, at=AT) == Verdict.UNKNOWN


@pytest.mark.parametrize("fault", ["hang", "drip", "garbage", "silent", "full", "endless"])
def test_a_fault_is_no_answer_and_takes_no_longer_than_the_deadline(scanner, fault):
    scanner.fault = fault
    begun = time.monotonic()

    assert scan(b"a" * 200_000, where=scanner.where, at=AT, seconds=0.4) == Verdict.UNKNOWN
    assert time.monotonic() - begun < 1


def test_a_scanner_that_is_down_is_left_alone_for_a_while_and_then_asked_again(scanner):
    good, scanner.fault = scanner.where, "silent"
    for _ in range(circuit.FAILURES):
        assert scan(CLEAN, where=good, at=AT) == Verdict.UNKNOWN
    asked = len(scanner.scanned)
    scanner.fault = ""

    assert scan(CLEAN, where=good, at=AT + timedelta(seconds=30)) == Verdict.UNKNOWN
    assert len(scanner.scanned) == asked
    assert scan(CLEAN, where=good, at=AT + timedelta(seconds=61)) == Verdict.CLEAN
    assert circuit.state(clamav.SYSTEM).failures == 0


@pytest.mark.parametrize(
    "where", ["203.113.131.1:3310", "[2001:4860:4860::8888]:3310", "127.0.0.1", ":3310", "http://a"]
)
def test_no_file_leaves_for_the_internet_in_the_clear(where, monkeypatch):
    tried = []
    monkeypatch.setattr(socket.socket, "connect", lambda self, to: tried.append(to))

    with pytest.raises(wire.Forbidden):
        wire.connect_near(where)
    assert scan(CLEAN, where=where, at=AT) == Verdict.UNKNOWN
    assert tried == []


def test_nothing_of_a_file_or_its_name_stands_in_the_log(scanner, caplog):
    caplog.set_level(logging.DEBUG)

    scan(SICK, where=scanner.where, at=AT)
    scanner.fault = "garbage"
    scan(CLEAN, where=scanner.where, at=AT)

    assert "Eicar-Test-Signature" in caplog.text
    assert "Họ tên" not in caplog.text


# --- At the page


@pytest.fixture
def drop(settings):
    """What the page says to an officer who drops a file, and how many files are kept then."""
    settings.CAUNOI_DEMO = True
    client = Client()
    client.force_login(OfficerFactory(made=True))

    def drop(content: bytes) -> tuple[str, int]:
        file = SimpleUploadedFile("ds.xlsx", content)
        answer = client.post(
            reverse("intake:files"), {"_once": fresh_key(), "file": file}, follow=True
        )
        return answer.content.decode(), Upload.objects.count()

    return drop


def test_without_a_scanner_files_are_taken_by_their_content_alone(drop):
    assert drop(CLEAN)[1] == 1


def test_a_file_with_a_virus_is_refused_and_never_kept(drop, scanner, settings):
    settings.CAUNOI_CLAMAV = scanner.where

    page, kept = drop(SICK)
    assert "Máy quét thấy vi-rút trong tệp. Tệp không được nhận" in page and kept == 0
    assert scanner.scanned == [SICK]

    assert drop(CLEAN)[1] == 1


@pytest.mark.parametrize("fault", ["garbage", "silent", "down"])
def test_with_a_scanner_that_does_not_answer_nothing_is_taken_and_the_page_says_so(
    drop, scanner, settings, fault
):
    """Whoever set a scanner wants every file scanned: nothing slips by while it is away."""
    scanner.fault = fault
    settings.CAUNOI_CLAMAV = "/khong/co.sock" if fault == "down" else scanner.where

    page, kept = drop(CLEAN)

    assert "Máy quét vi-rút chưa trả lời nên tệp chưa được nhận. Chờ vài phút" in page
    assert kept == 0
