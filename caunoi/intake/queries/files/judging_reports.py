"""Rows of the reports of firms: good, to be mended, or twice. They mean nobody of the register."""

from collections.abc import Iterable, Mapping

from caunoi.intake.choices.files import RowState, Schema, Verdict
from caunoi.intake.queries.files.kept import Judged
from caunoi.people.queries import identity_digest
from caunoi_engine.sheets.rows import Fault, Row, Value

# Days of which the second may not lie before the first, with what they are called together.
SPANS = (
    ("insured_from", "insured_to", "tham gia BHXH"),
    ("fixed_from", "fixed_to", "hợp đồng xác định thời hạn"),
    ("other_from", "other_to", "hợp đồng khác"),
    ("hard_from", "hard_to", "nghề nặng nhọc"),
    ("work_from", "work_to", "thời gian làm việc"),
    ("permit_issued_on", "permit_expires_on", "giấy phép lao động"),
    ("passport_issued_on", "passport_expires_on", "hộ chiếu"),
)


def judge_report(
    rows: Iterable[Row],
    *,
    schema: str,
    letters: Mapping[str, str],
    taken: Mapping[str, int] | None = None,
    verdicts: Mapping[int, str] | None = None,
) -> list[Judged]:
    """Look at every row of a report: days the wrong way round, one worker twice."""
    judged = []
    first, said = dict(taken or {}), verdicts or {}
    for row in rows:
        each = Judged(row.number, row.values, (*row.faults, *_spans(row, letters)))
        each.verdict = said.get(row.number, "")
        each.identity_digest = _digest(row.values, schema)
        if each.verdict == Verdict.LEAVE_OUT:
            each.state = RowState.LEFT_OUT
        elif each.stops:
            each.state = RowState.TO_MEND
        elif each.identity_digest:
            number = first.setdefault(each.identity_digest, each.number)
            if number != each.number:
                each.state = RowState.DUPLICATE
                each.why = f"Số giấy tờ này đã có ở dòng {number} của tệp."
        judged.append(each)
    return judged


def _digest(values: Mapping[str, Value], schema: str) -> str:
    """By what a worker is told apart: identity number, or passport of a foreigner."""
    field = "passport_number" if schema == Schema.FOREIGN_WORKERS else "identity_number"
    number = str(values.get(field) or "")
    return identity_digest(number) if number else ""


def _spans(row: Row, letters: Mapping[str, str]) -> Iterable[Fault]:
    for start, end, words in SPANS:
        begun, ended = row.values.get(start), row.values.get(end)
        known = begun is not None and ended is not None
        if known and type(begun) is type(ended) and ended < begun:  # type: ignore[operator]
            yield Fault(
                f"{letters.get(end, '')}{row.number}", end, _words(ended), "DAYS_REVERSED",
                f"Ngày kết thúc {words} đứng trước ngày bắt đầu. Sửa một trong hai ngày.",
            )  # fmt: skip


def _words(value: Value) -> str:
    return f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else str(value)
