"""Reading what became of referrals: one row a referral, Parquet or CSV.

Only the day, the six factors, the outcome and who hires are read. Every other column is ignored
and named. What cannot be used is refused row by row with its reason; the good rows go on.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet
from numpy.typing import NDArray

from caunoi.placement.imports import PROTECTED, SHOWN, Refusal, Why
from caunoi.placement.imports.cells import decoded, holds_text, numbers_of, texts_of, yes_no_of
from caunoi.placement.imports.opening import CannotOpen, open_sheet
from caunoi_engine.matching import FACTORS, Outcomes, Policy
from caunoi_engine.text.folding import fold
from caunoi_kit.ui.formats import number
from caunoi_kit.ui.typed import CannotRead, read_day

DAY, HIRED = "referred_on", "hired"
REFERRAL: Final = "referral_id"
CLUSTERS: Final = ("employer_id", "occupation_code")
"""Rows that share the first of these columns the file has are not independent of each other."""
POINTS: Final = FACTORS
"""Columns of points, as `plan.parquet` holds them."""
SHARES: Final = tuple(f"{factor}_share" for factor in FACTORS)
"""Columns of the share earned of each factor's most, 0 to 1; they outlive a change of policy."""
WHOLE: Final = r"^\d+$"
GUIDE: Final = "docs/learning.md"


class CannotReadOutcomes(Exception):
    """The file cannot be read at all; the message says why, and what to do."""


@dataclass(frozen=True)
class OutcomesRead:
    """The outcomes of a file, and what of it was left out."""

    outcomes: Outcomes
    rows: int  # data rows in the file, good or not
    refused: list[Refusal]  # ignored columns first (`row` None), then rows as in the file

    @property
    def refused_rows(self) -> int:
        """How many rows were left out."""
        return self.rows - len(self.outcomes)

    @property
    def ignored_columns(self) -> list[str]:
        """Columns that had no part, in the order of the file."""
        return [one.column for one in self.refused if one.row is None]


def read_outcomes(path: Path, *, on: date, policy: Policy | None = None) -> OutcomesRead:
    """Reads a `.parquet` or `.csv` file; referrals after the day `on` are refused.

    `policy` is the one under which points were given; shares of the most need none. Raises
    CannotReadOutcomes when the file as a whole is no use.
    """
    what = f"Tệp kết quả giới thiệu ({path.name})"
    try:
        cells, numbers, broken = open_sheet(path, what)
    except CannotOpen as refusal:
        raise CannotReadOutcomes(str(refusal)) from refusal
    factors = _factor_columns(what, cells.column_names)
    sheet = _Sheet(cells, numbers, broken)
    days = sheet.days(what, on)
    hired = sheet.yes_no(HIRED)
    fractions = np.column_stack(
        [
            sheet.points(name, most) if factors == POINTS else sheet.share(name)
            for name, most in zip(factors, (policy or Policy()).maxima, strict=True)
        ]
    )
    sheet.refuse_repeated(REFERRAL)
    clusters = next((name for name in CLUSTERS if name in cells.column_names), None)
    members = None if clusters is None else sheet.texts(clusters)
    sheet.note_other_columns({DAY, HIRED, REFERRAL, clusters, *factors})
    good = ~sheet.bad
    outcomes = Outcomes.of(
        day=days[good],
        fractions=fractions[good],
        hired=hired[good],
        cluster=None if members is None else members[good],
    )
    return OutcomesRead(outcomes, cells.num_rows + len(broken), sheet.refusals())


def _factor_columns(what: str, names: list[str]) -> tuple[str, ...]:
    """The six columns of factors to read; refuses a file that lacks or doubles a column."""
    double = sorted(name for name, times in Counter(names).items() if times > 1)
    if double:
        raise CannotReadOutcomes(f"{what} có hai cột cùng tên {', '.join(double)}. Bỏ bớt một cột.")
    kinds = [kind for kind in (POINTS, SHARES) if set(kind) <= set(names)]
    if len(kinds) == 2:  # noqa: PLR2004  points and shares
        raise CannotReadOutcomes(
            f"{what} có cả cột điểm ({POINTS[0]}, …) lẫn cột phần đạt ({SHARES[0]}, …). "
            "Giữ một trong hai bộ cột."
        )
    begun = kinds[0] if kinds else max((POINTS, SHARES), key=lambda kind: len({*kind} & {*names}))
    missing = [name for name in (DAY, HIRED, *begun) if name not in names]
    if missing:
        raise CannotReadOutcomes(
            f"{what} thiếu cột {', '.join(missing)}. Thêm cột theo tài liệu {GUIDE}."
        )
    return begun


class _Sheet:
    """The cells of a file while they are read, and what was found wrong with them."""

    def __init__(self, cells: pa.Table, numbers: list[int], broken: dict[int, str]) -> None:
        self.cells, self.numbers, self.size = cells, numbers, cells.num_rows
        self.found = [_refusal(n, "", "", why) for n, why in broken.items()]
        self.bad = np.zeros(self.size, np.bool_)
        named = REFERRAL in cells.column_names and holds_text(cells.schema.field(REFERRAL).type)
        self.ids = texts_of(self._column(REFERRAL)) if named else np.full(self.size, "", object)

    def refusals(self) -> list[Refusal]:
        """What was left out: columns first, then rows in the order of the file."""
        return sorted(self.found, key=lambda one: (one.row is not None, one.row or 0))

    def _column(self, name: str) -> pa.ChunkedArray:
        return decoded(self.cells.column(name))

    def _refuse(self, mask: NDArray[np.bool_], column: str, why: str | Why) -> None:
        """Refuses the rows of the mask; `why` is a reason, or makes one from the row's index."""
        for i in np.flatnonzero(mask).tolist():
            reason = why if isinstance(why, str) else why(i)
            self.found.append(_refusal(self.numbers[i], str(self.ids[i] or ""), column, reason))
        self.bad |= mask

    def days(self, what: str, on: date) -> NDArray[np.datetime64]:
        """Days of referral; a column of dates, or of texts as people write days."""
        cells = self._column(DAY)
        kind = cells.type
        if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
            days = np.asarray(pc.cast(cells, pa.date32(), safe=False), "datetime64[D]")
            self._refuse(np.isnat(days), DAY, "ô trống")
        elif pa.types.is_string(kind) or pa.types.is_large_string(kind):
            days = self._written_days(texts_of(cells), on)
        else:
            raise CannotReadOutcomes(
                f"{what}: cột {DAY} không phải ngày. Ghi ngày/tháng/năm, ví dụ 02/03/2026."
            )
        late = days > np.datetime64(on, "D")
        self._refuse(late, DAY, lambda i: f"ngày {days[i].item():%d/%m/%Y} chưa tới")
        return days

    def _written_days(self, texts: NDArray[np.object_], on: date) -> NDArray[np.datetime64]:
        meaning: dict[str, np.datetime64] = {}
        wrong: dict[str, str] = {"": "ô trống"}
        for text in {text or "" for text in texts} - {""}:
            try:
                meaning[text] = np.datetime64(read_day(text, latest_year=on.year), "D")
            except CannotRead as refusal:
                wrong[text] = f"{_quoted(text)}: {refusal}"
        unread = np.array([(text or "") in wrong for text in texts], np.bool_)
        self._refuse(unread, DAY, lambda i: wrong[texts[i] or ""])
        nothing = np.datetime64("NaT", "D")
        return np.array([meaning.get(text, nothing) for text in texts], "datetime64[D]")

    def yes_no(self, name: str) -> NDArray[np.bool_]:
        """Yes or no; an outcome that is not known yet is no outcome."""
        cells = self._column(name)
        values, readable, absent = yes_no_of(cells)
        self._refuse(absent, name, "chưa có kết quả")
        self._refuse(
            ~absent & ~readable, name, lambda i: f"{_shown(cells, i)} không phải có hoặc không"
        )
        return values > 0

    def points(self, name: str, most: int) -> NDArray[np.float64]:
        """Whole points from 0 to `most`, as a share of it."""
        cells = self._column(name)
        values, usable = self._numbers(name, cells)
        broken = usable & (values != np.floor(values))
        if pa.types.is_string(cells.type) or pa.types.is_large_string(cells.type):
            # "1.200" is a number of points to some and one point and a fifth to others.
            plain = pc.match_substring_regex(pc.utf8_trim_whitespace(cells), WHOLE)
            broken = usable & ~np.asarray(pc.fill_null(plain, False)) & (values >= 0)
        self._refuse(
            broken, name, lambda i: f"{_shown(cells, i)} phải là số nguyên, không có dấu chấm"
        )
        usable &= ~broken
        beyond = usable & ~((values >= 0) & (values <= most))
        self._refuse(
            beyond, name, lambda i: f"{_shown(cells, i)} ngoài khoảng 0 đến {number(most)} điểm"
        )
        return np.where(usable & ~beyond, values, 0) / max(most, 1)

    def share(self, name: str) -> NDArray[np.float64]:
        """Numbers from 0 to 1; text may have a decimal comma."""
        cells = self._column(name)
        if pa.types.is_string(cells.type) or pa.types.is_large_string(cells.type):
            cells = pc.replace_substring(cells, ",", ".")
        values, usable = self._numbers(name, cells)
        beyond = usable & ~((values >= 0) & (values <= 1))
        self._refuse(beyond, name, lambda i: f"{_shown(cells, i)} ngoài khoảng 0 đến 1")
        return np.where(usable & ~beyond, values, 0)

    def _numbers(
        self, name: str, cells: pa.ChunkedArray
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        values, readable, absent = numbers_of(cells)
        self._refuse(absent, name, "ô trống")
        self._refuse(
            ~absent & ~readable, name, lambda i: f"{_shown(cells, i)} không phải một con số"
        )
        return values, readable

    def texts(self, name: str) -> NDArray[np.object_]:
        """Text in every row."""
        if not holds_text(self._column(name).type):
            self._refuse(np.ones(self.size, np.bool_), name, "không phải chữ")
            return np.full(self.size, "", object)
        found = texts_of(self._column(name))
        self._refuse(np.array([not text for text in found], np.bool_), name, "ô trống")
        return found

    def refuse_repeated(self, name: str) -> None:
        """A referral counts once; empty cells are no numbers of referrals."""
        first: dict[Any, int] = {}
        for i, text in enumerate(self.ids):
            first.setdefault(text, i)
        again = np.array([bool(t) and first[t] != i for i, t in enumerate(self.ids)], np.bool_)
        self._refuse(again, name, lambda i: f"trùng mã với dòng {self.numbers[first[self.ids[i]]]}")

    def note_other_columns(self, used: set[str | None]) -> None:
        """Names every column that had no part."""
        for name in self.cells.column_names:
            if name in used:
                continue
            if fold(name).replace(" ", "_") in PROTECTED:
                why = "việc học trọng số không được biết điều này về một người; cột đã bị bỏ qua"
            else:
                why = "cột không dùng khi học trọng số; đã bị bỏ qua"
            self.found.append(_refusal(None, "", name, why))


def _refusal(row: int | None, identifier: str, column: str, reason: str) -> Refusal:
    return Refusal("outcomes", row, identifier, column, reason)


def _quoted(text: Any) -> str:
    return f"«{str(text)[:SHOWN]}»"


def _shown(cells: pa.ChunkedArray, i: int) -> str:
    return _quoted(cells[i].as_py())
