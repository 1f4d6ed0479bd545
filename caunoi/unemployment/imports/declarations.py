"""A sheet of new employment declared to social insurance, read line by line."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from caunoi.unemployment.actions.declarations import Declared
from caunoi_engine.text.folding import fold, tidy
from caunoi_kit.office import sheets
from caunoi_kit.ui.typed import CannotRead, read_day

# A column is known by words that its head holds, without marks; the first that fits counts.
HEADS: Final = {
    "name": ("ho va ten", "ho ten", "nguoi lao dong"),
    "birth": ("ngay sinh", "nam sinh", "ngay thang nam sinh"),
    "number": ("so dinh danh", "cccd", "can cuoc", "cmnd", "dinh danh"),
    "insurance": ("ma so bhxh", "so so bhxh", "ma so bao hiem", "bhxh"),
    "employer": ("don vi", "noi lam viec", "cong ty", "doanh nghiep"),
    "since": ("tu ngay", "tu thang", "bat dau", "ngay hop dong", "thoi diem"),
}
NEEDED: Final = ("name", "employer", "since")
WORDS: Final = {"name": "họ tên", "employer": "đơn vị", "since": "từ ngày"}
MOST_FAULTS: Final = 50
MONTHS: Final = 12
_YEAR = re.compile(r"(19|20)\d{2}")
_MONTH = re.compile(r"(\d{1,2})\s*/\s*((?:19|20)\d{2})")


@dataclass(frozen=True)
class Read:
    """A file as it was read: its lines, and what could not be, each in a sentence."""

    digest: str
    lines: tuple[Declared, ...]
    faults: tuple[str, ...]
    refused: int


def read_declarations(content: bytes, *, name: str, latest_year: int) -> Read:
    """The lines of an .xlsx or CSV file. Raises `sheets.CannotRead` when columns are missing."""
    rows = sheets.read(content, name=name)
    at, columns = _head(rows, name)
    lines: list[Declared] = []
    faults: list[str] = []
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        cells = {part: row[i] if i < len(row) else "" for part, i in columns.items()}
        try:
            lines.append(_line(number, cells, latest_year))
        except CannotRead as refusal:
            faults.append(f"Dòng {number}: {refusal}")
    digest = hashlib.sha256(content).hexdigest()
    return Read(digest, tuple(lines), tuple(faults[:MOST_FAULTS]), len(faults))


def _head(rows: list[list[str]], name: str) -> tuple[int, dict[str, int]]:
    """The row of the heads, which may stand below a title, and where each column is."""
    best: dict[str, int] = {}
    for at, row in enumerate(rows[:15]):
        found: dict[str, int] = {}
        for i, cell in enumerate(row):
            key = fold(cell)
            part = next(
                (
                    p
                    for p, words in HEADS.items()
                    if p not in found and any(w in key for w in words)
                ),
                None,
            )
            if part is not None:
                found[part] = i
        if all(part in found for part in NEEDED):
            return at, found
        best = max(best, found, key=len)
    missing = ", ".join(WORDS[part] for part in NEEDED if part not in best)
    raise sheets.CannotRead(
        f"Tệp {name} thiếu cột {missing}. Ghi tên cột ở dòng đầu, ví dụ «Họ tên», «Ngày sinh», "
        "«Số định danh», «Đơn vị», «Từ ngày»."
    )


def _line(number: int, cells: dict[str, str], latest_year: int) -> Declared:
    name, employer = tidy(cells.get("name", "")), tidy(cells.get("employer", ""))
    if not name:
        raise CannotRead("chưa có họ tên.")
    if not employer:
        raise CannotRead("chưa có đơn vị.")
    birth, year = _birth(cells.get("birth", ""), latest_year)
    digits = "".join(c for c in cells.get("number", "") if c.isdigit())
    insurance = "".join(c for c in cells.get("insurance", "") if c.isdigit())
    return Declared(
        row=number,
        full_name=name,
        birth_date=birth,
        birth_year=year,
        number=digits if len(digits) in (9, 12) else "",
        insurance_number=insurance[-10:],
        employer=employer,
        from_date=_since(cells["since"], latest_year),
    )


def _birth(text: str, latest_year: int) -> tuple[date | None, int | None]:
    cleaned = text.strip()
    if not cleaned:
        return None, None
    if _YEAR.fullmatch(cleaned):
        return None, int(cleaned)
    found = read_day(cleaned, latest_year=latest_year)
    return found, found.year


def _since(text: str, latest_year: int) -> date:
    cleaned = text.strip()
    if match := _MONTH.fullmatch(cleaned):
        month, year = int(match[1]), int(match[2])
        if not 1 <= month <= MONTHS:
            raise CannotRead(f"không có tháng {month}.")
        return date(year, month, 1)
    return read_day(cleaned, latest_year=latest_year + 1)
