"""Reading the match files: workers, vacancies, courses, related occupations; Parquet or CSV.

What cannot be used is refused row by row, with the reason in words an officer can act on; the
good rows go on. Only a file that cannot be read at all stops the reading.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
from numpy.typing import NDArray

from caunoi.placement.imports.cells import (
    decoded,
    holds_lists,
    holds_text,
    lists_of,
    numbers_of,
    texts_of,
    yes_no_of,
)
from caunoi.placement.imports.opening import CannotOpen, open_sheet
from caunoi.placement.queries.reference import unit_codes
from caunoi_engine.matching import (
    CERTIFICATE_LIMIT,
    EDUCATION_RANKS,
    NOT_STATED,
    SHIFTS,
    Courses,
    Lists,
    Market,
    Vacancies,
    Workers,
)
from caunoi_engine.text.folding import fold
from caunoi_kit.ui.formats import number

LIST_MARK: Final = "|"
"""Between the entries of a list column in CSV."""
SHIFT_MARKS: Final = "|,"
MOST_WISHES: Final = 3
SAME_OCCUPATION: Final = 1_000  # permille of nearness
LARGEST_NUMBER: Final = 2_000_000_000
MOST_PLACES: Final = 100_000
"""Positions of one vacancy, seats of one course: more is another column that slipped in."""
LATITUDES, LONGITUDES = (6, 24), (102, 118)
"""Việt Nam with its islands, in degrees: what lies outside is a slip, often lat and lon swapped."""
SHOWN: Final = 40
"""Characters of a wrong cell that are repeated to the reader."""

Why = Callable[[int], str]

FILES: Final = {
    "workers": "người tìm việc",
    "vacancies": "việc làm trống",
    "courses": "khoá học",
    "related": "nghề gần nhau",
}
PROTECTED: Final = {
    "sex", "gender", "gioi_tinh", "age", "tuoi", "birth_date", "birth_year", "ngay_sinh",
    "nam_sinh", "ethnicity", "dan_toc", "religion", "ton_giao", "disability", "khuyet_tat",
    "health", "suc_khoe", "marital_status", "hon_nhan",
}  # fmt: skip
"""Columns that must have no part in a match; they are named in the report when they appear."""


class CannotReadMarket(Exception):
    """A file cannot be read at all; the message says which, why, and what to do."""


@dataclass(frozen=True)
class Refusal:
    """A row, or a column (`row` is None), that was left out, and why."""

    table: str
    row: int | None  # data row of the file, the first is 1
    identifier: str
    column: str
    reason: str


@dataclass(frozen=True)
class Column:
    """One column of a match file."""

    name: str
    kind: str  # "id", "text", "occupation", "whole", "real", "yes_no", "list", "shifts"
    least: float = 0
    most: float = LARGEST_NUMBER
    optional: bool = False
    """The file may lack the column, and a cell may be empty."""
    default: Any = None


def _places() -> tuple[Column, Column]:
    return (
        Column("lat", "real", *LATITUDES),
        Column("lon", "real", *LONGITUDES),
    )


RANK: Final = EDUCATION_RANKS - 1
COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    "workers": (
        Column("worker_id", "id"),
        *_places(),
        Column("occupations", "list"),
        Column("skills", "list", optional=True),
        Column("certificates", "list", optional=True),
        Column("education", "whole", 0, RANK),
        Column("experience_months", "whole", optional=True, default=0),
        Column("wage_min", "whole", optional=True, default=0),
        Column("radius_km", "real", 0, 3_000),
        Column("shifts", "shifts"),
        Column("will_board", "yes_no", optional=True, default=False),
        Column("will_train", "yes_no", optional=True, default=False),
        Column("priority", "whole", 0, 1, optional=True, default=0),
    ),
    "vacancies": (
        Column("vacancy_id", "id"),
        Column("employer_id", "text"),
        *_places(),
        Column("occupation", "occupation"),
        Column("positions", "whole", 1, MOST_PLACES),
        Column("wage_min", "whole", optional=True, default=NOT_STATED),
        Column("wage_max", "whole", optional=True, default=NOT_STATED),
        Column("education_min", "whole", 0, RANK, optional=True, default=0),
        Column("experience_months_min", "whole", optional=True, default=0),
        Column("skills_required", "list", optional=True),
        Column("skills_preferred", "list", optional=True),
        Column("certificates_required", "list", optional=True),
        Column("shifts", "shifts"),
        Column("housing", "yes_no", optional=True, default=False),
    ),
    "courses": (
        Column("course_id", "id"),
        Column("programme_id", "text"),
        *_places(),
        Column("occupation", "occupation"),
        Column("seats", "whole", 1, MOST_PLACES),
        Column("months", "whole", 0, 120),
        Column("cost_vnd", "whole", optional=True, default=0),
        Column("education_min", "whole", 0, RANK, optional=True, default=0),
        Column("skills_taught", "list", optional=True),
        Column("certificates_granted", "list", optional=True),
        Column("boarding", "yes_no", optional=True, default=False),
    ),
    "related": (
        Column("occupation_a", "occupation"),
        Column("occupation_b", "occupation"),
        Column("permille", "whole", 0, SAME_OCCUPATION),
    ),
}


def read_market(
    *,
    workers: Path,
    vacancies: Path,
    courses: Path | None = None,
    related: Path | None = None,
    occupations: Collection[str] | None = None,
) -> tuple[Market, list[Refusal]]:
    """Reads the files (`.parquet` or `.csv`) and says which rows and columns it left out.

    `occupations` are the unit codes that exist; by default those of the national reference list.
    Raises CannotReadMarket when a file as a whole is no use.
    """
    known = frozenset(unit_codes() if occupations is None else occupations)
    refused: list[Refusal] = []

    def read(table: str, path: Path) -> dict[str, Any]:
        sheet = _Sheet(table, *_read_rows(table, path))
        columns = sheet.read(known)
        refused.extend(sheet.refusals())
        return columns

    people = Workers.of(**read("workers", workers))
    jobs = Vacancies.of(**read("vacancies", vacancies))
    training = Courses.none() if courses is None else Courses.of(**read("courses", courses))
    near = {} if related is None else _both_ways(**read("related", related))
    required = len(np.unique(jobs.certificates_required.codes))
    if required > CERTIFICATE_LIMIT:
        raise CannotReadMarket(
            f"Tệp việc làm trống đòi {required} loại chứng chỉ khác nhau; một lần ghép phân biệt "
            f"được nhiều nhất {CERTIFICATE_LIMIT} loại. Gộp các cách viết của cùng một chứng chỉ "
            "trong cột certificates_required rồi chạy lại."
        )
    return Market(people, jobs, training, near), refused


def _both_ways(
    occupation_a: Sequence[str], occupation_b: Sequence[str], permille: NDArray[np.int64]
) -> dict[tuple[str, str], int]:
    """Nearness by pair; a file says each pair once, and it counts both ways."""
    one_way = dict(
        zip(zip(occupation_a, occupation_b, strict=True), permille.tolist(), strict=True)
    )
    return one_way | {(b, a): nearness for (a, b), nearness in one_way.items()}


# --- From a file to a table of cells -------------------------------------------------------------


def _read_rows(table: str, path: Path) -> tuple[pa.Table, list[int], list[Refusal]]:
    """The cells of a file, the number of each row in it, and rows that are not even rows."""
    what = f"Tệp {FILES[table]} ({path.name})"
    try:
        cells, numbers, broken = open_sheet(path, what)
    except CannotOpen as refusal:
        raise CannotReadMarket(str(refusal)) from refusal
    _check_columns(table, what, cells.schema)
    if not cells.num_rows and not broken:
        raise CannotReadMarket(f"{what} chỉ có dòng tên cột, không có dòng nào dưới đó.")
    return cells, numbers, [Refusal(table, n, "", "", why) for n, why in broken.items()]


def _check_columns(table: str, what: str, schema: pa.Schema) -> None:
    names = schema.names
    double = sorted(name for name, times in Counter(names).items() if times > 1)
    if double:
        raise CannotReadMarket(f"{what} có hai cột cùng tên {', '.join(double)}. Bỏ bớt một cột.")
    missing = [c.name for c in COLUMNS[table] if not c.optional and c.name not in names]
    if missing:
        raise CannotReadMarket(
            f"{what} thiếu cột {', '.join(missing)}. Thêm cột theo tài liệu docs/match-files.md."
        )
    strange = [c.name for c in COLUMNS[table] if c.name in names and not _fits(c, schema)]
    if strange:
        raise CannotReadMarket(
            f"{what}: cột {', '.join(strange)} không phải chữ hay danh sách chữ. "
            "Lưu lại cột theo tài liệu docs/match-files.md."
        )


def _fits(column: Column, schema: pa.Schema) -> bool:
    """Whether the cells can be read as what the column holds; of numbers, row by row decides."""
    kind = schema.field(column.name).type
    if column.kind in ("list", "shifts"):
        return holds_lists(kind)
    return column.kind not in ("id", "text", "occupation") or holds_text(kind)


# --- From cells to columns -----------------------------------------------------------------------


class _Sheet:
    """One table while it is read: its cells, and what was found wrong with them."""

    def __init__(
        self, table: str, cells: pa.Table, numbers: list[int], broken: list[Refusal]
    ) -> None:
        self.table, self.cells, self.numbers = table, cells, numbers
        self.size = cells.num_rows
        self.found, self.bad = broken, np.zeros(self.size, np.bool_)
        self.ids = texts_of(cells.column(COLUMNS[table][0].name))

    def read(self, known: frozenset[str]) -> dict[str, Any]:
        """The columns of the rows that can be used."""
        columns = {column.name: self._column(column, known) for column in COLUMNS[self.table]}
        if self.table == "vacancies":
            self._check_wages(columns)
        if self.table == "related":
            self._check_pairs(columns)
        self._note_other_columns()
        good = np.flatnonzero(~self.bad)
        return {
            name: values.take(good) if isinstance(values, Lists) else values[good]
            for name, values in columns.items()
        }

    def refusals(self) -> list[Refusal]:
        """What was left out: columns first, then rows in the order of the file."""
        return sorted(self.found, key=lambda one: (one.row is not None, one.row or 0))

    def _column(self, column: Column, known: frozenset[str]) -> Any:
        if column.name not in self.cells.column_names:
            cells = pa.nulls(self.size)
        else:
            cells = decoded(self.cells.column(column.name))
        if column.kind == "list":
            return self._list(column, cells, known)
        if column.kind == "shifts":
            return self._shifts(column, cells)
        if column.kind in ("id", "text", "occupation"):
            return self._text(column, cells, known)
        return self._number(column, cells)

    def _refuse(self, mask: NDArray[np.bool_], column: str, why: str | Why) -> None:
        """Refuses the rows of the mask; `why` is a reason, or makes one from the row's index."""
        for i in np.flatnonzero(mask).tolist():
            reason = why if isinstance(why, str) else why(i)
            identifier = str(self.ids[i] or "")
            self.found.append(Refusal(self.table, self.numbers[i], identifier, column, reason))
        self.bad |= mask

    def _text(self, column: Column, cells: pa.ChunkedArray, known: frozenset[str]) -> Any:
        texts = texts_of(cells)
        empty = np.array([not text for text in texts], np.bool_)
        self._refuse(empty, column.name, "ô trống")
        nul = np.array(["\0" in (text or "") for text in texts], np.bool_)
        self._refuse(nul, column.name, "có ký tự không đọc được (NUL)")
        if column.kind == "occupation":
            strange = np.array([text not in known for text in texts], np.bool_) & ~empty
            self._refuse(strange, column.name, lambda i: _unknown_occupation([texts[i]]))
        if column.kind == "id":
            first: dict[str, int] = {}
            for i, text in enumerate(texts):
                first.setdefault(text, i)
            again = np.array([first[text] != i for i, text in enumerate(texts)], np.bool_)
            self._refuse(
                again & ~empty,
                column.name,
                lambda i: f"trùng mã với dòng {self.numbers[first[texts[i]]]}",
            )
        return texts

    def _number(self, column: Column, cells: pa.ChunkedArray) -> NDArray[Any]:
        reader = yes_no_of if column.kind == "yes_no" else numbers_of
        values, readable, absent = reader(cells)
        if not column.optional:
            self._refuse(absent, column.name, "ô trống")

        def shown(i: int) -> str:
            return f"«{str(cells[i].as_py())[:SHOWN]}»"

        def out_of_range(i: int) -> str:
            return f"{shown(i)} ngoài khoảng {number(column.least)} đến {number(column.most)}"

        given = ~absent
        unreadable = "có hoặc không" if column.kind == "yes_no" else "một con số"
        self._refuse(
            given & ~readable, column.name, lambda i: f"{shown(i)} không phải {unreadable}"
        )
        given &= readable
        if column.kind == "whole":
            broken = given & (values != np.floor(values))
            self._refuse(broken, column.name, lambda i: f"{shown(i)} phải là số nguyên")
        inside = (values >= column.least) & (values <= column.most)
        self._refuse(given & ~inside, column.name, out_of_range)
        usable = given & inside
        kind: Any = {"whole": np.int64, "real": np.float64, "yes_no": np.bool_}[column.kind]
        return np.where(usable, values, column.default or 0).astype(kind)

    def _list(self, column: Column, cells: pa.ChunkedArray, known: frozenset[str]) -> Lists:
        lists = lists_of(cells, LIST_MARK)
        self._refuse(
            _any_in_row(lists, ["\0" in name for name in lists.names]),
            column.name, "có ký tự không đọc được (NUL)",
        )  # fmt: skip
        if column.name == "occupations":
            counts = np.diff(lists.offsets)
            self._refuse(counts == 0, column.name, "chưa ghi nghề muốn làm")
            self._refuse(counts > MOST_WISHES, column.name, f"quá {MOST_WISHES} nghề muốn làm")
            strange = _any_in_row(lists, [name not in known for name in lists.names])
            self._refuse(
                strange,
                column.name,
                lambda i: _unknown_occupation([n for n in lists.row(i) if n not in known]),
            )
        return lists

    def _shifts(self, column: Column, cells: pa.ChunkedArray) -> NDArray[np.int32]:
        lists = lists_of(cells, SHIFT_MARKS)
        strange = _any_in_row(lists, [name not in SHIFTS for name in lists.names])
        self._refuse(np.diff(lists.offsets) == 0, column.name, "ô trống")
        self._refuse(strange, column.name, f"chỉ dùng {', '.join(SHIFTS)}")
        bit = [1 << SHIFTS.index(name) if name in SHIFTS else 0 for name in lists.names]
        masks = np.zeros(self.size, np.int32)
        rows = np.repeat(np.arange(self.size), np.diff(lists.offsets))
        np.bitwise_or.at(masks, rows, np.array([*bit, 0], np.int32)[lists.codes])
        return masks

    def _check_wages(self, columns: dict[str, Any]) -> None:
        low, high = columns["wage_min"], columns["wage_max"]
        high[(high == NOT_STATED) & (low != NOT_STATED)] = low[
            (high == NOT_STATED) & (low != NOT_STATED)
        ]
        self._refuse(
            low > high, "wage_min", lambda i: f"lương thấp nhất {low[i]} cao hơn {high[i]}"
        )

    def _check_pairs(self, columns: dict[str, Any]) -> None:
        couples = zip(columns["occupation_a"], columns["occupation_b"], strict=True)
        pairs = [frozenset(couple) for couple in couples]
        alone = np.array([len(pair) == 1 for pair in pairs], np.bool_)
        self._refuse(alone, "occupation_b", "trùng với occupation_a")
        first = {pair: i for i, pair in reversed(list(enumerate(pairs)))}
        again = np.array([first[pair] != i for i, pair in enumerate(pairs)], np.bool_)
        self._refuse(
            again & ~alone,
            "occupation_b",
            lambda i: f"cặp nghề đã có ở dòng {self.numbers[first[pairs[i]]]}",
        )

    def _note_other_columns(self) -> None:
        used = {column.name for column in COLUMNS[self.table]}
        for name in self.cells.column_names:
            if name in used:
                continue
            if fold(name).replace(" ", "_") in PROTECTED:
                why = "việc ghép không được biết điều này về một người; cột đã bị bỏ qua"
            else:
                why = "cột không dùng khi ghép; đã bị bỏ qua"
            self.found.append(Refusal(self.table, None, "", name, why))


def _unknown_occupation(codes: list[str]) -> str:
    return f"mã nghề «{', '.join(codes)[:SHOWN]}» không có trong danh mục (4 chữ số, ISCO-08)"


def _any_in_row(lists: Lists, flags: list[bool]) -> NDArray[np.bool_]:
    """Rows in which any entry has its flag set."""
    hits = np.append(np.array(flags, np.bool_), False)[lists.codes]
    totals = np.concatenate(([0], np.cumsum(hits)))
    return np.asarray(totals[lists.offsets[1:]] > totals[lists.offsets[:-1]])
