"""Training support for workers (Law 74/2025, Điều 37; Decree 374/2025, Điều 11-13).

Figures are in `parameters/unemployment_training.toml`. `on` is the day of the decision: a file that
had none before 2026 is decided by the new law (Decree, Điều 43 khoản 5). `calendar=None` means
`provisional()`: a plan may reach into a year without a notice, and its deadlines say so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from caunoi_rules.calendar import ONE_DAY, Calendar, provisional
from caunoi_rules.clocks import Deadline, Unit, Window, add_months, window
from caunoi_rules.unemployment.reasons import Reason
from caunoi_rules.unemployment.reasons import day as said_day
from caunoi_rules.unemployment.training_figures import (
    DECREE,
    HALF,
    IN_FORCE,
    LAW,
    figure,
    money,
    said_months,
    term,
    whole_dong,
)

PICKUP_DAYS: Final = 3
"""Working days on the slip (Mẫu 04)."""


class Refusal(StrEnum):
    """Why a worker gets no training support."""

    ENDING = "ENDING"
    CONTRIBUTIONS = "CONTRIBUTIONS"
    LATE = "LATE"
    SITUATION = "SITUATION"
    ONCE = "ONCE"


@dataclass(frozen=True)
class Verdict:
    """Whether a worker may be supported: by which clause of Điều 37 (1, 2, 0 none), and why not."""

    eligible: bool
    clause: int
    codes: tuple[Refusal, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Worker:
    """What Điều 37 asks of a worker who files for training support."""

    filed: date
    benefit: tuple[date, date] | None = None
    """First and last day of the running benefit, None without one."""
    awaiting_benefit: bool = False
    """The benefit has been applied for and not decided (Decree, Điều 12 khoản 1 điểm a)."""
    ended: date | None = None
    """The day the contract ended."""
    lawful: bool = True
    """Neither unlawfully broken by the worker nor left when a pension could be drawn."""
    paid_months: int = 0
    """Months paid in the 36 before the contract ended."""
    barred_by: str = ""
    """What happened within the ten working days (in Vietnamese): a job, the army, …"""
    had_support: bool = False
    """This spell's one course was supported already."""


@dataclass(frozen=True)
class Support:
    """What the fund pays for one worker's course, in đồng."""

    months: Fraction
    """Supported months, in halves, at most six."""
    course_months: Fraction
    """The whole course, odd days counted as half a month or one."""
    tuition: int
    meals: int
    own_part: int
    """Tuition above the ceiling or beyond the supported time, borne by the worker."""
    reasons: tuple[Reason, ...]

    @property
    def total(self) -> int:
        """Tuition and meals."""
        return self.tuition + self.meals


@dataclass(frozen=True)
class MonthPaid:
    """One month of a course: the tuition for the school and the meals for the worker."""

    number: int
    tuition: int
    meals: int
    reason: Reason


@dataclass(frozen=True)
class StartVerdict:
    """Whether a course may begin that day, and between which days it might."""

    allowed: bool
    first: date
    last: date
    reasons: tuple[Reason, ...]


def judge(worker: Worker) -> Verdict:
    """Whether the worker may be supported (Law, Điều 37 khoản 1 and 2).

    >>> judge(Worker(filed=date(2026, 3, 2), ended=date(2026, 1, 31), paid_months=10)).eligible
    True
    """
    if worker.had_support:
        return _refused(Refusal.ONCE, "Mỗi người được hỗ trợ một lần cho một khóa.", 13, 1)
    if worker.awaiting_benefit or _within(worker.benefit, worker.filed):
        said = "Đang hưởng hoặc đang chờ kết quả trợ cấp thất nghiệp khi nộp hồ sơ."
        return Verdict(True, 1, (), (Reason(said, f"{LAW}, Điều 37 khoản 1"),))
    return _judge_without_benefit(worker)


def _judge_without_benefit(worker: Worker) -> Verdict:
    on = max(worker.filed, IN_FORCE)  # filed before, not decided: the new law (Điều 43 khoản 5)
    need = figure("worker_paid_months", on)
    span = figure("worker_paid_within_months", on)
    faults: list[tuple[Refusal, Reason]] = []
    if worker.ended is None or not worker.lawful:
        said = "Việc chấm dứt hợp đồng không thuộc trường hợp được hưởng."
        faults.append((Refusal.ENDING, Reason(said, f"{LAW}, Điều 37 khoản 2 điểm a")))
    if worker.ended is not None and worker.filed > file_by(worker.ended).day:
        said = f"Nộp hồ sơ sau hạn {said_day(file_by(worker.ended).day)}."
        faults.append((Refusal.LATE, Reason(said, file_by(worker.ended).article)))
    if worker.barred_by:
        said = f"Trong thời gian xét hồ sơ: {worker.barred_by}."
        faults.append((Refusal.SITUATION, Reason(said, f"{LAW}, Điều 37 khoản 2 điểm c")))
    if worker.paid_months < need.value:
        said = f"Mới đóng {worker.paid_months} tháng trong {span.value} tháng, cần {need.value}."
        faults.append((Refusal.CONTRIBUTIONS, Reason(said, need.law)))
    if faults:
        codes = tuple(code for code, _ in faults)
        return Verdict(False, 0, codes, tuple(reason for _, reason in faults))
    said = f"Đã đóng {worker.paid_months} tháng trong {span.value} tháng và nộp đúng hạn."
    return Verdict(True, 2, (), (Reason(said, f"{LAW}, Điều 37 khoản 2"),))


def support(
    *,
    months: int,
    odd_days: int = 0,
    on: date,
    study_days: int = 0,
    tuition_course: int | None = None,
    tuition_month: int | None = None,
) -> Support:
    """What is paid for a course of so many months and odd days (Decree, Điều 11).

    Give the school's fee for the course or for a month. `study_days`: days truly attended inside
    the supported time. Raises ValueError for no fee, two fees, or a course of no length.

    >>> done = support(
    ...     months=2, odd_days=0, on=date(2026, 5, 4), study_days=40, tuition_course=5_000_000
    ... )
    >>> done.tuition, done.meals, done.own_part
    (4500000, 2000000, 500000)
    """
    if (tuition_course is None) == (tuition_month is None):
        raise ValueError("the school's fee is for the course or for a month: give one of them")
    course, counted = _counted(months, odd_days, on)
    fee = Fraction(tuition_course) if tuition_course is not None else course * (tuition_month or 0)
    short = months < figure("short_course_under_months", on).value
    ceiling = figure("short_course_max" if short else "month_max", on)
    paid = min(fee, ceiling.value) if short else counted * min(fee / course, ceiling.value)
    tuition, whole_fee = whole_dong(paid), whole_dong(fee)
    meal = figure("meal_day", on)
    said = f"Học phí của cơ sở đào tạo {money(whole_fee)}, mức tối đa {money(ceiling.value)}"
    said += " một khóa." if short else f" một tháng, tính {said_months(counted)} tháng."
    return Support(
        counted, course, tuition, study_days * meal.value, max(0, whole_fee - tuition),
        (
            _length_reason(months, odd_days, counted, on),
            Reason(said, ceiling.law),
            Reason(f"Tiền ăn {money(meal.value)} một ngày thực học, {study_days} ngày.", meal.law),
        ),
    )  # fmt: skip


def monthly_payments(
    *,
    on: date,
    months: int,
    odd_days: int,
    tuition: int,
    study_days: Sequence[int],
) -> tuple[MonthPaid, ...]:
    """The supported tuition by month of the course, with the meals (Decree, Điều 13 khoản 8).

    A month with one day of study is paid, one without is not. The tuition is spread over the
    supported months (a half month gets half); what does not divide goes to the last of them.
    `study_days`: days attended in each month of the course.
    """
    _, counted = _counted(months, odd_days, on)
    weights = [Fraction(1)] * int(counted) + ([HALF] if counted % 1 else [])
    if len(study_days) != len(weights):
        raise ValueError(f"{len(weights)} months are supported, not {len(study_days)}")
    shares = [int(tuition * weight / counted) for weight in weights]
    shares[-1] += tuition - sum(shares)
    meal = figure("meal_day", on)
    lines = []
    for number, (share, attended) in enumerate(zip(shares, study_days, strict=True), start=1):
        said = "Có học ít nhất một ngày trong tháng nên được trả học phí."
        if not attended:
            said = "Không học ngày nào trong tháng nên không được trả học phí."
        reason = Reason(said, f"{DECREE}, Điều 13 khoản 8")
        lines.append(MonthPaid(number, share if attended else 0, attended * meal.value, reason))
    return tuple(lines)


def length_of(first: date, last: date) -> tuple[int, int]:
    """Whole months and odd days of a course from its first to its last day, both studied.

    >>> length_of(date(2015, 3, 5), date(2015, 5, 15))  # the example of Circular 28/2015
    (2, 11)
    """
    if last < first:
        raise ValueError(f"the course ends before it begins: {first} to {last}")
    whole, end = 0, first - ONE_DAY
    while (following := month_end(first, whole + 1)) <= last:
        whole, end = whole + 1, following
    return whole, (last - end).days


def month_end(first: date, number: int) -> date:
    """The last day of a month of a course, counted as a benefit month is (Decree, Điều 15 khoản 2).

    >>> month_end(date(2026, 3, 31), 1), month_end(date(2026, 3, 5), 1)
    (datetime.date(2026, 4, 30), datetime.date(2026, 4, 4))
    """
    same = add_months(first, number)
    return same if same.day < first.day else same - ONE_DAY


def judge_start(
    course_first: date,
    *,
    decided: date,
    benefit_last: date | None = None,
    catch_up: bool = False,
    calendar: Calendar | None = None,
) -> StartVerdict:
    """Whether a course may begin that day (Decree, Điều 13 khoản 3).

    `benefit_last`: the last day of the benefit by its decision, None without one. `catch_up`: the
    school promises to teach what was missed, for a course that is running already.
    """
    running = figure("running_course_months", max(decided, IN_FORCE))
    earliest = add_months(decided, -running.value) if catch_up else decided
    limit = start_by(decided=decided, benefit_last=benefit_last, calendar=calendar)
    if course_first > limit.day:
        said = f"Khóa khai giảng {said_day(course_first)}, sau hạn {said_day(limit.day)}."
    elif course_first >= decided:
        said = f"Khóa khai giảng {said_day(course_first)}, không quá hạn {said_day(limit.day)}."
    elif course_first >= earliest:
        said = f"Khóa đang học, khai giảng {said_day(course_first)}, cơ sở đào tạo bảo đảm dạy bù."
    elif catch_up:
        said = (
            f"Khóa khai giảng {said_day(course_first)}, trước quyết định quá {running.value} tháng."
        )
    else:
        said = (
            f"Khóa khai giảng {said_day(course_first)}, trước quyết định, chưa có cam kết dạy bù."
        )
    allowed = earliest <= course_first <= limit.day
    return StartVerdict(allowed, earliest, limit.day, (Reason(said, limit.article),))


def file_by(ended: date, *, calendar: Calendar | None = None) -> Deadline:
    """The last day to file for a worker without a benefit."""
    reason = "Nộp hồ sơ hỗ trợ đào tạo, kể từ ngày chấm dứt hợp đồng"
    return term("worker_file_months", ended, reason, unit=Unit.MONTHS, calendar=calendar)


def test_last_day(completed: date, *, calendar: Calendar | None = None) -> Deadline:
    """The last of the days in which a job, the army, … bars a worker without a benefit."""
    reason = "Xét tình trạng việc làm, kể từ ngày nộp đủ hồ sơ"
    return term("worker_test_wd", completed, reason, calendar=calendar)


def decision_due(completed: date, *, calendar: Calendar | None = None) -> Deadline:
    """The last day to put the decision to the head of the department."""
    reason = "Trình quyết định hỗ trợ đào tạo, kể từ ngày nhận đủ hồ sơ"
    return term("decision_wd", completed, reason, calendar=calendar)


def withdraw_due(completed: date, *, calendar: Calendar | None = None) -> Deadline:
    """The last day to hand in form 07."""
    reason = "Đề nghị không hưởng hỗ trợ đào tạo (Mẫu 07), kể từ ngày nhận đủ hồ sơ"
    return term("withdraw_wd", completed, reason, calendar=calendar)


def pickup_window(first_day: date, *, calendar: Calendar | None = None) -> Window:
    """The three working days printed on the slip, from the first of them."""
    return window(
        first_day,
        PICKUP_DAYS,
        reason="Nhận kết quả theo phiếu hẹn (Mẫu 04)",
        article=f"{DECREE}, Điều 13 khoản 2",
        calendar=calendar or provisional(),
        count_first_day=True,
    )


def start_by(
    *, decided: date, benefit_last: date | None = None, calendar: Calendar | None = None
) -> Deadline:
    """The last day on which the course may begin."""
    reason = "Bắt đầu học, kể từ ngày ban hành quyết định"
    if benefit_last is not None:
        reason = "Bắt đầu học, kể từ ngày hết thời hạn hưởng trợ cấp"
    since = benefit_last or decided
    return term("start_within_months", since, reason, unit=Unit.MONTHS, calendar=calendar)


def book_to_insurance_due(last_pickup: date, *, calendar: Calendar | None = None) -> Deadline:
    """When a book nobody fetched goes to the social insurance."""
    reason = "Chuyển sổ bảo hiểm xã hội không người nhận, kể từ ngày hết hạn trả kết quả"
    return term("book_days", last_pickup, reason, unit=Unit.DAYS, calendar=calendar)


def school_list_due(last_study_day: date, *, calendar: Calendar | None = None) -> Deadline:
    """When the school's list of a month is due."""
    reason = "Cơ sở đào tạo gửi danh sách, kể từ ngày học cuối của tháng"
    return term("school_list_wd", last_study_day, reason, calendar=calendar)


def pay_due(list_received: date, *, calendar: Calendar | None = None) -> Deadline:
    """When the social insurance pays tuition and meals."""
    reason = "Chi trả học phí và tiền ăn, kể từ ngày nhận danh sách"
    return term("training_pay_wd", list_received, reason, calendar=calendar)


def counted_odd_days(odd_days: int, *, on: date) -> Fraction:
    """Odd days as part of a month: none, half a month, or one.

    >>> [str(counted_odd_days(n, on=date(2026, 5, 4))) for n in (0, 1, 14, 15, 30)]
    ['0', '1/2', '1/2', '1', '1']
    """
    if odd_days < 0:
        raise ValueError(f"odd days are not negative: {odd_days}")
    if odd_days == 0:
        return Fraction(0)
    return HALF if odd_days <= figure("half_month_up_to_days", on).value else Fraction(1)


def _counted(months: int, odd_days: int, on: date) -> tuple[Fraction, Fraction]:
    """The length of the course in counted months, and how much of it is supported."""
    course = months + counted_odd_days(odd_days, on=on)
    if course <= 0:
        raise ValueError("a course lasts at least a day")
    return course, min(course, Fraction(figure("max_months", on).value))


def _length_reason(months: int, odd_days: int, counted: Fraction, on: date) -> Reason:
    said = f"Khóa học {months} tháng"
    if odd_days:
        part = counted_odd_days(odd_days, on=on)
        said += f" và {odd_days} ngày lẻ (tính {'nửa' if part == HALF else 'một'} tháng)"
    return Reason(
        f"{said}, được hỗ trợ {said_months(counted)} tháng.", figure("max_months", on).law
    )


def _within(span: tuple[date, date] | None, day: date) -> bool:
    return span is not None and span[0] <= day <= span[1]


def _refused(code: Refusal, said: str, article: int, clause: int) -> Verdict:
    reason = Reason(said, f"{DECREE}, Điều {article} khoản {clause}")
    return Verdict(False, 0, (code,), (reason,))
