"""A real HTTP server that stands in for the population database, with its faults."""

import threading
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from lxml import etree

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
DC = "http://www.mic.gov.vn/dancu/1.0"
PAGE = 2  # records of a page of changes


class Database:
    """The citizens, what was asked, and the faults that come next.

    A fault is "late", "busy", "quota", "garbage", "doctype", "other", a status, or None.
    """

    def __init__(self) -> None:
        self.citizens: dict[str, dict[str, str]] = {}
        self.asked: list[dict[str, str]] = []
        self.answers: dict[str, bytes] = {}  # by MaYeuCau: the same number gets the same answer
        self.faults: list[Any] = []
        self.late_seconds = 1.0
        self.lock = threading.Lock()
        self.url = ""

    def add(self, number: str, name: str, born: str, **more: str) -> None:
        """`born` is a day or a year; `more` may hold old, household, place, changed."""
        self.citizens[number] = {"number": number, "name": name, "born": born, **more}

    def answer(self, operation: str, said: dict[str, str]) -> bytes:
        """The message for one question; a number that was answered gets the same bytes again."""
        key = said["MaYeuCau"]
        with self.lock:
            if key not in self.answers:
                self.answers[key] = getattr(self, f"_{operation}")(said)
            return self.answers[key]

    def _XacNhanThongTinCongDan(self, said: dict[str, str]) -> bytes:
        found = self._find(said)
        if found is None:
            return _message("XacNhanThongTinCongDan", said, "02")
        return _message("XacNhanThongTinCongDan", said, "00", [found])

    def _TraCuuHoGiaDinh(self, said: dict[str, str]) -> bytes:
        found = self._find(said)
        if found is None:
            return _message("TraCuuHoGiaDinh", said, "02")
        house = found.get("household", "")
        together = [one for one in self.citizens.values() if one.get("household", "") == house]
        return _message("TraCuuHoGiaDinh", said, "00", together)

    def _ThayDoiThongTinCongDan(self, said: dict[str, str]) -> bytes:
        changed = sorted(
            (one for one in self.citizens.values() if one.get("changed", "") > said["TuThoiDiem"]),
            key=lambda one: one["changed"],
        )
        page = int(said["Trang"])
        part = changed[(page - 1) * PAGE : page * PAGE]
        more = str(page + 1) if len(changed) > page * PAGE else ""
        return _message("ThayDoiThongTinCongDan", said, "00", part, TrangSau=more)

    def _find(self, said: dict[str, str]) -> dict[str, str] | None:
        if "SoDinhDanh" in said:
            return self.citizens.get(said["SoDinhDanh"])
        return next(
            (one for one in self.citizens.values() if one.get("old") == said["SoCMND"]), None
        )


def _message(
    operation: str,
    said: dict[str, str],
    code: str,
    citizens: list[dict[str, str]] = (),
    **more: str,
) -> bytes:
    root = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP, "dc": DC})
    answer = etree.SubElement(
        etree.SubElement(root, f"{{{SOAP}}}Body"), f"{{{DC}}}{operation}Response"
    )
    for name, value in {"MaYeuCau": said["MaYeuCau"], "MaKetQua": code, **more}.items():
        _put(answer, name, value)
    collection = _put(answer, "CongdanCollection")
    collection.set("ThoiDiemDuLieu", "2026-11-28T08:00:00+07:00")
    collection.set("SoCongDan", str(len(citizens)))
    for one in citizens:
        _put_citizen(collection, one)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _put_citizen(collection: Any, one: dict[str, str]) -> None:
    citizen = _put(collection, "CongDan")
    _put(citizen, "SoDinhDanh", one["number"])
    if one.get("old"):
        _put(citizen, "SoCMND", one["old"])
    name, words = _put(citizen, "HoVaTen"), one["name"].split()
    parts = (words[0], " ".join(words[1:-1]), words[-1])
    for tag, value in zip(("Ho", "ChuDem", "Ten"), parts, strict=True):
        _put(name, tag, unicodedata.normalize(one.get("form", "NFC"), value))
    if one["born"]:
        birth = _put(citizen, "NgayThangNamSinh")
        _put(birth, "Nam" if len(one["born"]) == len("1950") else "NgayThangNam", one["born"])
    home = _put(citizen, "ThuongTru")
    _put(home, "MaDonViHanhChinh", one.get("place", ""))
    _put(_put(citizen, "ChuHo"), "QuanHe", one.get("relation", ""))


def _put(parent: Any, name: str, text: str = "") -> Any:
    element = etree.SubElement(parent, f"{{{DC}}}{name}")
    element.text = text
    return element


def _handler(database: Database) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked = etree.fromstring(raw).find(f"{{{SOAP}}}Body")[0]
            operation = etree.QName(asked).localname
            said = {etree.QName(each).localname: each.text or "" for each in asked}
            with database.lock:
                database.asked.append({"operation": operation, **said})
                fault = database.faults.pop(0) if database.faults else None
            if isinstance(fault, int):
                return self._say(fault, b"")
            if fault in ("busy", "quota"):
                return self._say(
                    200, _message(operation, said, {"busy": "10", "quota": "11"}[fault])
                )
            if fault == "garbage":
                return self._say(200, b"<html>")
            if fault == "doctype":
                return self._say(200, b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
            if fault == "other":
                return self._say(200, _message(operation, {**said, "MaYeuCau": "another"}, "02"))
            body = database.answer(operation, said)
            if fault == "late":
                time.sleep(database.late_seconds)
            return self._say(200, body)

        def _say(self, status: int, body: bytes) -> None:
            try:
                self.send_response(status)
                self.send_header("Content-Type", "text/xml; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                pass  # the asker has hung up, as after a late answer

        def log_message(self, *args: object) -> None:
            pass

    return Handler


@contextmanager
def standing_in() -> Iterator[Database]:
    """The database on a port of its own for as long as the block lasts."""
    database = Database()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(database))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    database.url = f"http://127.0.0.1:{server.server_port}/dancu"
    try:
        yield database
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
