"""The messages: SOAP 1.1, elements of QCVN 109:2017/BTTTT (namespace dancu/1.0).

Names of operations and codes of results are not public; ours stand here, in one place, to be set
right when the technical document of the exchange is at hand.
"""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from lxml import etree  # type: ignore[import-untyped]

from caunoi_kit.connectors.population.answers import LENGTHS, Citizen, Name, Question

SOAP: Final = "http://schemas.xmlsoap.org/soap/envelope/"
DC: Final = "http://www.mic.gov.vn/dancu/1.0"
CHECK, HOUSEHOLD, CHANGES = "XacNhanThongTinCongDan", "TraCuuHoGiaDinh", "ThayDoiThongTinCongDan"

# MaKetQua of an answer.
OK, DIFFERS, NOT_FOUND, BUSY, QUOTA, REFUSED = "00", "01", "02", "10", "11", "20"

_FIELDS: Final = {
    "HoVaTen": "name", "NgayThangNamSinh": "born", "SoDinhDanh": "number", "SoCMND": "number",
}  # fmt: skip
_SEX: Final = {"1": "MALE", "2": "FEMALE"}
OLD_NUMBER: Final = 9  # digits


class NoAnswer(ValueError):
    """What came back is no message of this exchange."""


class TooLong(ValueError):
    """A value is longer than the exchange takes; the message names the element."""


def envelope(operation: str, values: Iterable[tuple[str, str]]) -> bytes:
    """A SOAP message with one operation and its values, in order."""
    root = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP, "dc": DC})
    body = etree.SubElement(root, f"{{{SOAP}}}Body")
    asked = etree.SubElement(body, f"{{{DC}}}{operation}")
    for name, value in values:
        if len(value) > LENGTHS.get(name, 4000):
            raise TooLong(name)
        etree.SubElement(asked, f"{{{DC}}}{name}").text = value
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def head(question: Question, *, service: str, unit: str) -> list[tuple[str, str]]:
    """What every question says of itself and of the person asked about."""
    number = "SoCMND" if len(question.number) == OLD_NUMBER else "SoDinhDanh"
    return [
        ("MaYeuCau", question.request_id),
        ("MaDVC", question.procedure),
        ("MaTichHop", service),
        ("MaDonVi", unit),
        ("MaCanBo", question.officer),
        (number, question.number),
        ("HoVaTen", unicodedata.normalize("NFC", question.name)),
        ("NgayThangNamSinh", _said_birth(question.born)),
    ]


def _said_birth(born: date | int) -> str:
    return f"{born:04d}" if isinstance(born, int) else born.isoformat()


class Message:
    """A read answer: its code, the fields that differ, the people in it."""

    def __init__(self, content: bytes, operation: str) -> None:
        root = _parse(content)
        found = root.find(f".//{{{DC}}}{operation}Response")
        if root.tag != f"{{{SOAP}}}Envelope" or found is None:
            raise NoAnswer("no answer in the message")
        self._root = found
        self.request_id = self._text("MaYeuCau")
        self.code = self._text("MaKetQua")
        if not self.code:
            raise NoAnswer("no MaKetQua")

    @property
    def differing(self) -> frozenset[str]:
        """Our names of the fields that the database says differ."""
        return frozenset(
            _FIELDS[name] for name in self._text("TruongKhac").split() if name in _FIELDS
        )

    @property
    def citizens(self) -> tuple[Citizen, ...]:
        """The people of the collection."""
        return tuple(_citizen(each) for each in self._root.iter(f"{{{DC}}}CongDan"))

    @property
    def as_of(self) -> datetime | None:
        """The moment the data stand for."""
        collection = self._root.find(f".//{{{DC}}}CongdanCollection")
        said = collection.get("ThoiDiemDuLieu", "") if collection is not None else ""
        try:
            moment = datetime.fromisoformat(said)
        except ValueError:
            return None
        return moment if moment.tzinfo else None

    @property
    def next_page(self) -> int | None:
        """The page to ask for next."""
        page = self._text("TrangSau")
        return int(page) if page.isdigit() else None

    def _text(self, name: str) -> str:
        return _text(self._root, name)


def _parse(content: bytes) -> etree._Element:
    """The tree of a message; entities, DTDs and the network are shut out."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise NoAnswer("a DTD is no part of a message")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as fault:
        raise NoAnswer("not well-formed") from fault
    if root.getroottree().docinfo.doctype:  # in another encoding the bytes did not show it
        raise NoAnswer("a DTD is no part of a message")
    return root


def _text(element: etree._Element, path: str) -> str:
    """The text at a path, composed (NFC): some sources write decomposed marks."""
    found = element.find("/".join(f"{{{DC}}}{name}" for name in path.split("/")))
    text = "" if found is None or found.text is None else found.text
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _citizen(element: etree._Element) -> Citizen:
    return Citizen(
        number=_text(element, "SoDinhDanh"),
        old_number=_text(element, "SoCMND"),
        name=Name(*(_text(element, f"HoVaTen/{part}") for part in ("Ho", "ChuDem", "Ten"))),
        born=_birth(element),
        sex=_SEX.get(_text(element, "GioiTinh"), ""),
        ethnic_group=_text(element, "DanToc/Ma") or _text(element, "DanToc"),
        permanent_place=_text(element, "ThuongTru/MaDonViHanhChinh"),
        permanent_address=_text(element, "ThuongTru/ChiTiet"),
        place=_text(element, "NoiOHienTai/MaDonViHanhChinh"),
        address=_text(element, "NoiOHienTai/ChiTiet"),
        head_number=_text(element, "ChuHo/SoDinhDanh"),
        relation=_text(element, "ChuHo/QuanHe"),
    )


def _birth(element: etree._Element) -> date | int | None:
    """The day of birth; the year alone where no day is known, as with many older people."""
    day = _text(element, "NgayThangNamSinh/NgayThangNam")
    year = _text(element, "NgayThangNamSinh/Nam")
    try:
        return date.fromisoformat(day[:10])
    except ValueError:
        return int(year) if year.isdigit() else int(day[:4]) if day[:4].isdigit() else None
