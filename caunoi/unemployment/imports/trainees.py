"""The list of workers of a plan (Mẫu 25, Phụ lục I) out of a sheet or out of typed lines."""

from datetime import date, datetime
from typing import Final

from caunoi.classifications.choices import Sex
from caunoi.unemployment.actions.employer_support import TraineeLine
from caunoi.unemployment.choices.training import TraineeContract
from caunoi_engine.text.folding import fold
from caunoi_kit.office import sheets
from caunoi_kit.ui.typed import CannotRead, read_day

MOST_FAULTS: Final = 50
MOST_LINES: Final = 5_000
HEADS: Final = {
    "full_name": ("ho va ten", "ho ten", "ten"),
    "birth_date": ("ngay sinh", "ngay thang nam sinh", "sinh ngay"),
    "sex": ("nam nu", "gioi tinh", "nam"),
    "book_number": ("so so bhxh", "so so", "ma so bhxh", "so dinh danh"),
    "contract": ("loai hdld", "loai hop dong"),
    "contract_from": ("bat dau hdld", "hop dong tu ngay"),
}
SEXES: Final = {"nam": Sex.MALE, "nu": Sex.FEMALE}
BOOK: Final = 12
LATEST_YEAR: Final = 2030  # years of two digits: nobody here is born later


class CannotUse(Exception):
    """The list cannot be used; `faults` has every reason in Vietnamese."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__(" ".join(faults))


def lines_of_file(content: bytes, *, name: str) -> list[TraineeLine]:
    """The workers of a sheet, columns found by their names. Raises CannotUse."""
    try:
        table = sheets.read(content, name=name)
    except sheets.CannotRead as refusal:
        raise CannotUse([str(refusal)]) from refusal
    for row, cells in enumerate(table[:15]):
        where = _heads([fold(cell).replace("/", " ") for cell in cells])
        if "full_name" in where and len(where) > 1:
            rows = enumerate(table[row + 1 :], row + 2)
            return _lines(
                [
                    (number, {n: _cell(cells, at) for n, at in where.items()})
                    for number, cells in rows
                    if _cell(cells, where["full_name"])
                ]
            )
    raise CannotUse(["Tệp cần cột Họ và tên và Ngày sinh. Thêm tên cột ở dòng đầu rồi tải lại."])


def lines_typed(text: str) -> list[TraineeLine]:
    """Workers typed a line each: name; birth day; sex; number of the book. Raises CannotUse."""
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        parts = [part.strip() for part in line.replace("\t", ";").split(";")]
        if any(parts):
            names = ("full_name", "birth_date", "sex", "book_number")
            rows.append((number, dict(zip(names, parts, strict=False))))
    return _lines(rows)


def _lines(rows: list[tuple[int, dict[str, str]]]) -> list[TraineeLine]:
    found: list[TraineeLine] = []
    faults: list[str] = []
    for number, told in rows:
        try:
            found.append(_line(told))
        except CannotRead as fault:
            faults.append(f"Dòng {number}: {fault}")
    if len(rows) > MOST_LINES:
        faults.append(f"Danh sách có {len(rows)} người, nhiều nhất {MOST_LINES} một khoá.")
    if faults:
        raise CannotUse(faults[:MOST_FAULTS])
    return found


def _line(told: dict[str, str]) -> TraineeLine:
    sex = fold(told.get("sex", ""))
    if sex and sex not in SEXES:
        raise CannotRead(f"«{told['sex']}» không phải nam hoặc nữ.")
    if not told.get("full_name"):
        raise CannotRead("chưa có họ tên.")
    return TraineeLine(
        full_name=" ".join(told["full_name"].split())[:200],
        birth_date=_day(told.get("birth_date", "")),
        sex=SEXES[sex] if sex else "",
        book_number=told.get("book_number", "").removesuffix(".0")[:BOOK],
        contract=_contract(told.get("contract", "")),
        contract_from=_day(told.get("contract_from", "")),
    )


def _contract(text: str) -> str:
    words = fold(text)
    if not words:
        return ""
    if "khong" in words:
        return TraineeContract.INDEFINITE
    return TraineeContract.WORK if "lam viec" in words else TraineeContract.FIXED


def _day(text: str) -> date | None:
    if not text:
        return None
    for form in ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  a day
        except ValueError:
            continue
    return read_day(text, latest_year=LATEST_YEAR)


def _heads(folded: list[str]) -> dict[str, int]:
    where: dict[str, int] = {}
    for what, words in HEADS.items():
        for index, cell in enumerate(folded):
            if index not in where.values() and any(
                cell == word or cell.startswith(f"{word} ") for word in words
            ):
                where[what] = index
                break
    return where


def _cell(cells: list[str], at: int) -> str:
    return cells[at].strip() if at < len(cells) else ""
