"""Decisions on histories: each as a line of JSON, or told to a person."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from caunoi_kit.ui.formats import number
from caunoi_rules.calendar import NoCalendar
from caunoi_rules.parameters import NoParameter
from caunoi_rules.unemployment.cases import Case, Fault, Outcome, decide, write_outcome
from caunoi_rules.unemployment.eligibility import REFUSALS
from caunoi_rules.unemployment.ending import CAUSES
from caunoi_rules.unemployment.outcome import Plan
from caunoi_rules.unemployment.readings import Readings
from caunoi_rules.unemployment.reasons import Reason, day

LONGEST_NAME: Final = 40
RESULTS: Final = {
    "refused": "Không được hưởng trợ cấp thất nghiệp",
    "withdrawn": "Người lao động đề nghị không hưởng",
    "cancelled": "Quyết định hưởng bị hủy vì không đến nhận",
    "completed": "Được hưởng trợ cấp thất nghiệp",
    "terminated": "Được hưởng trợ cấp thất nghiệp, chấm dứt trước hạn",
}


class CannotDecide(Exception):
    """The law's figures or calendar do not reach this case; `faults` say what is missing."""

    def __init__(self, fault: Fault) -> None:
        self.faults = (fault,)
        super().__init__(fault.text)


def decided(case: Case, readings: Readings) -> Outcome:
    """The decision on a case. Raises CannotDecide."""
    try:
        return decide(case, readings)
    except (NoCalendar, NoParameter) as missing:
        raise CannotDecide(Fault("", str(missing))) from missing


def as_line(case: Case, readings: Readings, *, why: bool = False) -> str:
    """The decision as one line of JSON. Raises CannotDecide."""
    return _json(write_outcome(decided(case, readings), why=why))


def faults_as_line(line: int, name: str, faults: Sequence[Fault]) -> str:
    """What is wrong with a line, as one line of JSON in the place of its decision."""
    return _json({"id": name, "line": line, "faults": [each._asdict() for each in faults]})


def fault_words(line: int, name: str, faults: Sequence[Fault]) -> str:
    """What is wrong with a line, for a person."""
    shown = "".join(each for each in name if each.isprintable())[:LONGEST_NAME]
    head = f"Dòng {line}" + (f" ({shown})" if shown else "")
    return f"{head}: " + "; ".join(
        f"{each.where}: {each.text}" if each.where else each.text for each in faults
    )


def _json(found: dict[str, Any]) -> str:
    """One line. Half letters that JSON can escape but no file can hold stay escaped."""
    line = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    try:
        line.encode()
    except UnicodeEncodeError:
        return json.dumps(found, separators=(",", ":"))
    return line


def told(outcome: Outcome) -> Iterator[str]:
    """A decision for a person, line by line: what, which months, what is kept, and why."""
    yield RESULTS[outcome.result]
    yield ""
    yield from _facts(outcome)
    if outcome.plan:
        yield from _months(outcome, outcome.plan)
    yield from _steps("Vì sao", outcome.reasons)
    if outcome.used:
        yield from _steps("Cách hiểu đã dùng (đổi bằng --reading)", outcome.readings)
    if outcome.calendar_unconfirmed:
        yield ""
        yield "Lịch nghỉ của một số ngày chưa có thông báo chính thức: các hạn đó có thể đổi."


def _facts(outcome: Outcome) -> Iterator[str]:
    for code in outcome.codes:
        yield f"  Lý do: {REFUSALS[code].label}"
    plan, life = outcome.plan, outcome.life
    if plan:
        amount, length = plan.amount, plan.duration
        first, last = plan.periods[0].first, plan.last_day
        yield f"  Mức hưởng: {number(amount.amount)} đồng một tháng"
        if amount.readings_differ:
            yield f"  Theo mức tối đa của nghị định: {number(amount.decree)} đồng một tháng"
        yield f"  Số tháng theo quyết định: {length.months}, từ {day(first)} đến {day(last)}"
        yield f"  Nhận quyết định: từ {day(plan.pickup.first)} đến {day(plan.pickup.last)}"
    if life:
        if life.end:
            yield (
                f"  Chấm dứt: {day(life.end)}, {CAUSES[life.cause].label[0].lower()}"
                + (CAUSES[life.cause].label[1:])
            )
        yield f"  Đã nhận: {outcome.months_paid} tháng, {number(outcome.total_money)} đồng"
    yield f"  Bảo lưu cho lần sau: {outcome.reserve.total} tháng đóng"
    if outcome.training:
        said = "được hỗ trợ" if outcome.training.eligible else "không được hỗ trợ"
        yield f"  Học nghề: {said}; mức tính {number(outcome.training.total)} đồng"
    if outcome.transfer:
        said = "được chuyển" if outcome.transfer.allowed else "chưa được chuyển"
        yield f"  Chuyển nơi hưởng: {said}"


def _months(outcome: Outcome, plan: Plan) -> Iterator[str]:
    yield ""
    yield "Từng tháng hưởng"
    for period, window in zip(plan.periods, plan.windows, strict=True):
        yield (
            f"  {period.k:>2}. {day(period.first)}–{day(period.last)}, "
            f"thông báo tìm việc {day(window.first)}–{day(window.last)}: "
            f"{_fate(outcome, period.k)}"
        )


def _fate(outcome: Outcome, k: int) -> str:
    life = outcome.life
    if life is None:
        return "không trả"
    if k in life.received:
        return "trả"
    if k in life.months.paid:
        return "chưa nhận tiền"
    return "tạm dừng" if k in life.months.suspended else "đã chấm dứt"


def _steps(title: str, reasons: Sequence[Reason]) -> Iterator[str]:
    yield ""
    yield title
    for each in reasons:
        said = each.text if each.text.endswith(".") else f"{each.text}."
        named = f"({each.article})" in said
        yield f"  - {said}" if named else f"  - {said} [{each.article}]"
