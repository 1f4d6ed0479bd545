"""What social insurance paid of a list: our own sheet sent back filled in, or a sheet like it."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from caunoi.unemployment.actions.payment_results import Told
from caunoi.unemployment.choices.payments import Paid
from caunoi_engine.text.folding import fold, tidy
from caunoi_kit.office import sheets
from caunoi_kit.ui.typed import CannotRead, read_day

# A column is known by words that its head holds, without marks; the first that fits counts.
HEADS: Final = {
    "number": ("so dinh danh", "cccd", "can cuoc", "cmnd"),
    "insurance": ("ma so bhxh", "so so bhxh", "ma so bao hiem"),
    "name": ("ho va ten", "ho ten"),
    "why": ("ly do",),
    "on": ("ngay chi", "ngay tra", "ngay chuyen"),
    "paid": ("ket qua", "da chi", "tinh trang chi"),
    "amount": ("so tien",),
    "k": ("thang huong",),
    "since": ("tu ngay",),
}
NEEDED: Final = ("paid", "on")
WORDS: Final = {"paid": "Kết quả", "on": "Ngày chi"}
HEAD_ROWS: Final = 15  # the head may stand below a title
# What stands under "Kết quả", folded; nothing there: social insurance has not said yet.
YES: Final = frozenset({"da chi", "da tra", "da nhan", "da chuyen", "roi", "co", "x"})
NO: Final = frozenset(
    {"chua chi", "chua tra", "chua nhan", "khong chi", "khong nhan", "chua", "khong", "tra lai"}
)
_NUMBER: Final = re.compile(r"\D+")


@dataclass(frozen=True)
class Read:
    """A file as it was read: its lines, those without a word yet, what could not be read."""

    digest: str
    lines: tuple[Told, ...]
    silent: int
    faults: tuple[str, ...]


def read_results(content: bytes, *, name: str, on: date) -> Read:
    """The lines of an .xlsx or CSV file. Raises `sheets.CannotRead` when columns are missing."""
    rows = sheets.read(content, name=name)
    at, columns = _head(rows, name)
    lines: list[Told] = []
    faults: list[str] = []
    silent = 0
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        cells = {part: row[i] if i < len(row) else "" for part, i in columns.items()}
        if not cells["paid"]:
            silent += 1
            continue
        try:
            lines.append(_line(number, cells, on))
        except CannotRead as refusal:
            faults.append(f"Dòng {number}: {refusal}")
    return Read(hashlib.sha256(content).hexdigest(), tuple(lines), silent, tuple(faults))


def _head(rows: list[list[str]], name: str) -> tuple[int, dict[str, int]]:
    """The row of the heads, and where each column is."""
    best: dict[str, int] = {}
    for at, row in enumerate(rows[:HEAD_ROWS]):
        found: dict[str, int] = {}
        for i, cell in enumerate(row):
            key = fold(cell)
            for part, words in HEADS.items():
                if any(word in key for word in words):
                    found.setdefault(part, i)
                    break
        if all(part in found for part in NEEDED) and {"number", "insurance", "name"} & {*found}:
            return at, found
        best = max(best, found, key=len)
    missing = ", ".join(f"«{WORDS[part]}»" for part in NEEDED if part not in best)
    raise sheets.CannotRead(
        f"Tệp {name} thiếu cột {missing or '«Số định danh», «Mã số BHXH» hoặc «Họ và tên»'}. "
        "Dùng tệp danh sách chi trả đã tải ở đây, điền ba cột cuối rồi tải lên."
    )


def _line(row: int, cells: dict[str, str], on: date) -> Told:
    said = fold(cells["paid"]).strip(" .")
    if said not in YES | NO:
        raise CannotRead(f"cột Kết quả ghi «{cells['paid'][:30]}». Ghi «Đã chi» hoặc «Chưa chi».")
    day = _day(cells["on"], on, paid=said in YES)
    why = tidy(cells.get("why", ""))[:300]
    if said in NO and not why:
        raise CannotRead("chưa chi nhưng không ghi lý do.")
    k = _NUMBER.sub("", cells.get("k", ""))
    money = _NUMBER.sub("", cells.get("amount", ""))
    return Told(
        row=row,
        number=_NUMBER.sub("", cells.get("number", "")),
        insurance=_NUMBER.sub("", cells.get("insurance", ""))[-10:],
        name=tidy(cells.get("name", "")),
        k=int(k) if k else None,
        since=read_day(since, latest_year=on.year) if (since := cells.get("since", "")) else None,
        amount=int(money) if money else None,
        paid=Paid.PAID if said in YES else Paid.UNPAID,
        on=day,
        why=why if said in NO else "",
    )


def _day(text: str, on: date, *, paid: bool) -> date:
    """The day of payment; who was not paid may go without: then it is the day of the file."""
    if not text and not paid:
        return on
    if not text:
        raise CannotRead("đã chi nhưng không ghi ngày chi.")
    day = read_day(text, latest_year=on.year)
    if day > on:
        raise CannotRead(f"ngày chi {day:%d/%m/%Y} chưa đến.")
    return day
