"""Training that keeps jobs: support for employers (Law 74/2025, Điều 42; Decree 374, Điều 22-26).

Figures are in `parameters/unemployment_training.toml`. Money in đồng.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from caunoi_rules.calendar import Calendar
from caunoi_rules.clocks import Deadline, Unit
from caunoi_rules.unemployment.reasons import Reason
from caunoi_rules.unemployment.training import counted_odd_days, length_of, month_end
from caunoi_rules.unemployment.training_figures import (
    DECREE,
    figure,
    money,
    said_months,
    term,
    whole_dong,
)


class Cause(StrEnum):
    """Why jobs are at risk (Decree, Điều 22 khoản 1)."""

    RESTRUCTURING = "RESTRUCTURING"
    ECONOMIC = "ECONOMIC"
    DISASTER = "DISASTER"
    RELOCATION = "RELOCATION"


CAUSES: Final = {
    Cause.RESTRUCTURING: ("Thay đổi cơ cấu, công nghệ", "a"),
    Cause.ECONOMIC: ("Lý do kinh tế", "b"),
    Cause.DISASTER: ("Thiên tai, hỏa hoạn, địch họa, dịch bệnh nguy hiểm", "c"),
    Cause.RELOCATION: ("Di dời hoặc thu hẹp địa điểm theo quyết định", "d"),
}
NEED_COMMUNE: Final = frozenset({Cause.ECONOMIC, Cause.DISASTER})
"""Causes that the chairman of the commune confirms."""
MANY: Final = 200
"""From this many workers the share of workers to be cut no longer opens the support."""


class Refusal(StrEnum):
    """Why an employer gets no support."""

    CUT = "CUT"
    CAUSE = "CAUSE"
    CONFIRMATION = "CONFIRMATION"
    CONTRIBUTIONS = "CONTRIBUTIONS"
    PLAN = "PLAN"
    ONCE = "ONCE"
    LATE = "LATE"


@dataclass(frozen=True)
class Employer:
    """What an employer shows when filing."""

    filed: date
    workforce: int
    """Workers it employs: which threshold applies."""
    insured: int
    """Of them in unemployment insurance: what the share is taken of."""
    cut: int
    """Insured workers that are cut or at risk."""
    cause: Cause | None
    months_paid: int
    """Months paid in full in the 24 up to the month before filing, or that month itself if paid."""
    keep_months: int
    """How long the plan keeps the jobs (form 25)."""
    arose: date | None = None
    """The day it came to be in the situation, None when not told: the filing term is not judged."""
    commune_confirmed: bool = False
    had_support: bool = False


@dataclass(frozen=True)
class Verdict:
    """Whether an employer may be supported, and every reason why not."""

    eligible: bool
    codes: tuple[Refusal, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Course:
    """One course for so many workers; `monthly_fee` is the school's fee, đồng a worker a month."""

    first: date
    last: date
    people: int
    monthly_fee: int


@dataclass(frozen=True)
class Support:
    """What the fund pays the employer for one course."""

    months: Fraction
    """Supported months, in halves, at most six."""
    per_person: int
    amount: int
    own_part: int
    """Cost above the ceiling or beyond the supported time, borne by the employer."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Settlement:
    """What is left after a course, and by when it is paid back."""

    surplus: int
    decide_by: Deadline
    reasons: tuple[Reason, ...]


class Leaving(StrEnum):
    """How a trained worker's contract ended (Decree, Điều 25)."""

    EMPLOYER_RIGHT = "EMPLOYER_RIGHT"
    DISMISSED = "DISMISSED"
    WORKER_RIGHT = "WORKER_RIGHT"
    WORKER_UNLAWFUL = "WORKER_UNLAWFUL"
    OTHER = "OTHER"


LEAVINGS: Final = {
    Leaving.EMPLOYER_RIGHT: ("Đơn vị đơn phương chấm dứt đúng luật", 1),
    Leaving.DISMISSED: ("Người lao động bị sa thải", 2),
    Leaving.WORKER_RIGHT: ("Người lao động đơn phương chấm dứt đúng luật", 3),
    Leaving.WORKER_UNLAWFUL: ("Người lao động đơn phương chấm dứt trái luật", 4),
    Leaving.OTHER: ("Trường hợp khác, kể cả không bố trí được việc làm", 0),
}
"""Label and clause of Điều 25 that frees the employer from paying back (0: none)."""


def judge(employer: Employer, *, calendar: Calendar | None = None) -> Verdict:
    """Whether an employer may be supported (Decree, Điều 22 and Điều 26 khoản 2).

    >>> shop = Employer(date(2026, 5, 4), 150, 140, 42, Cause.RESTRUCTURING, 24, 12)
    >>> judge(shop).eligible
    True
    """
    on = employer.filed
    need = cut_needed(employer.workforce, employer.insured, on=on)
    paid, keep = figure("employer_paid_months", on), figure("keep_jobs_months", on)
    span = figure("employer_paid_within_months", on)
    in_law = f"{DECREE}, Điều 22"
    faults: list[tuple[Refusal, str, str]] = []
    if employer.had_support:
        faults.append((Refusal.ONCE, "Đã được hỗ trợ một lần.", f"{in_law} khoản 2"))
    if employer.cut < need:
        said = f"Phải cắt giảm {employer.cut} lao động, cần từ {need}."
        faults.append((Refusal.CUT, said, f"{in_law} khoản 1"))
    if employer.cause is None:
        faults.append((Refusal.CAUSE, "Không thuộc lý do luật định.", f"{in_law} khoản 1"))
    elif employer.cause in NEED_COMMUNE and not employer.commune_confirmed:
        label, point = CAUSES[employer.cause]
        said = f"{label}: chưa có xác nhận của Chủ tịch Ủy ban nhân dân cấp xã."
        faults.append((Refusal.CONFIRMATION, said, f"{in_law} khoản 1 điểm {point}"))
    if employer.months_paid < paid.value:
        said = f"Đóng đủ {employer.months_paid} tháng trong {span.value} tháng, cần {paid.value}."
        faults.append((Refusal.CONTRIBUTIONS, said, paid.law))
    if employer.keep_months < keep.value:
        said = f"Phương án giữ việc làm {employer.keep_months} tháng, cần từ {keep.value}."
        faults.append((Refusal.PLAN, said, keep.law))
    limit = None if employer.arose is None else file_by(employer.arose, calendar=calendar)
    if limit is not None and employer.filed > limit.day:
        faults.append((Refusal.LATE, f"Nộp hồ sơ muộn. {limit.words}", limit.article))
    if faults:
        codes = tuple(code for code, _, _ in faults)
        return Verdict(False, codes, tuple(Reason(said, law) for _, said, law in faults))
    said = f"Phải cắt giảm {employer.cut} lao động (cần từ {need}), đủ các điều kiện."
    return Verdict(True, (), (Reason(said, in_law),))


def cut_needed(workforce: int, insured: int, *, on: date) -> int:
    """How many workers must be cut or at risk: 30% or 30 under 200 workers, else 50 or 100.

    >>> [cut_needed(n, n, on=date(2026, 5, 4)) for n in (50, 100, 150, 199, 200, 1000, 1001)]
    [15, 30, 30, 30, 50, 50, 100]
    """
    steps = figure("cut_workers", on).value
    need: int = max(step for step in steps if step[0] <= workforce)[1]
    if workforce >= MANY:
        return need
    share = -(-insured * figure("cut_percent", on).value // 100)  # rounded up: "từ 30%"
    return min(need, share)


def support(course: Course, *, on: date) -> Support:
    """What is paid for a course (Decree, Điều 23 khoản 1 and 2).

    >>> example_18 = Course(date(2015, 3, 5), date(2015, 5, 15), 100, 600_000)  # Circular 28/2015
    >>> support(example_18, on=date(2015, 5, 20)).amount
    150000000
    """
    whole, odd = length_of(course.first, course.last)
    full = whole + counted_odd_days(odd, on=on)
    most = figure("employer_max_months", on)
    counted = min(full, Fraction(most.value))
    ceiling = figure("employer_month_max", on)
    per_month = min(course.monthly_fee, ceiling.value)
    per_person = whole_dong(counted * per_month)
    cost = whole_dong(full * course.monthly_fee) * course.people
    amount = per_person * course.people
    length = f"Khóa học {whole} tháng" + (f" và {odd} ngày lẻ" if odd else "")
    length += f", được hỗ trợ {said_months(counted)} tháng."
    level = f"Học phí {money(course.monthly_fee)} một tháng, tối đa {money(ceiling.value)}."
    reasons = (Reason(length, most.law), Reason(level, ceiling.law))
    return Support(counted, per_person, amount, cost - amount, reasons)


def months_of_a_leaver(course: Course, last_study_day: date, *, on: date) -> Fraction:
    """Months paid for a worker who left during the course lawfully (Decree, Điều 23 khoản 3).

    A begun month counts whole; in the odd days of the course under 15 days count half a month.

    >>> course = Course(date(2026, 3, 2), date(2026, 5, 20), 1, 1_000_000)  # 2 months and 19 days
    >>> months_of_a_leaver(course, date(2026, 4, 2), on=date(2026, 6, 1))
    Fraction(2, 1)
    >>> months_of_a_leaver(course, date(2026, 5, 8), on=date(2026, 6, 1))  # 7 of the odd days
    Fraction(5, 2)
    """
    if not course.first <= last_study_day <= course.last:
        raise ValueError("the last day of study lies outside the course")
    whole, _ = length_of(course.first, course.last)
    most = Fraction(figure("employer_max_months", on).value)
    if whole == 0 or last_study_day > month_end(course.first, whole):
        done, odd = length_of(course.first, last_study_day)
        return min(done + counted_odd_days(odd, on=on), most)
    done, odd = length_of(course.first, last_study_day)
    return min(Fraction(done + (odd > 0)), most)


def settle(
    *, received: int, spent: int, reported: date, calendar: Calendar | None = None
) -> Settlement:
    """What is recovered after the accounts (Decree, Điều 26 khoản 7)."""
    surplus = max(0, received - spent)
    due = surplus_decision_due(reported, calendar=calendar)
    said = f"Đã nhận {money(received)}, quyết toán {money(spent)}, còn dư {money(surplus)}."
    return Settlement(surplus, due, (Reason(said, due.article),))


def repay_for(leavings: Iterable[tuple[Leaving, int]]) -> tuple[int, tuple[Reason, ...]]:
    """What is paid back for workers whose jobs were not kept (Decree, Điều 25; Điều 26 khoản 10).

    Each pair: how the contract ended, and what was paid for that worker.

    >>> repay_for([(Leaving.OTHER, 2_500_000), (Leaving.DISMISSED, 2_500_000)])[0]
    2500000
    """
    amount, reasons = 0, []
    for leaving, paid in leavings:
        label, clause = LEAVINGS[leaving]
        if clause:
            said = f"{label}: không phải hoàn trả {money(paid)}."
            reasons.append(Reason(said, f"{DECREE}, Điều 25 khoản {clause}"))
        else:
            amount += paid
            said = f"{label}: hoàn trả toàn bộ {money(paid)}."
            reasons.append(Reason(said, f"{DECREE}, Điều 25; Điều 26 khoản 10"))
    return amount, tuple(reasons)


def file_by(arose: date, *, calendar: Calendar | None = None) -> Deadline:
    """The last day to file, from the day the employer came to be in the situation."""
    reason = "Đơn vị nộp hồ sơ, kể từ ngày thuộc đối tượng được hỗ trợ"
    return term("employer_file_months", arose, reason, unit=Unit.MONTHS, calendar=calendar)


def insurance_confirms_by(asked: date, *, calendar: Calendar | None = None) -> Deadline:
    """When the social insurance confirms that contributions were paid."""
    reason = "Bảo hiểm xã hội xác nhận đóng đủ, kể từ ngày nhận đề nghị"
    return term("employer_bhxh_confirm_wd", asked, reason, calendar=calendar)


def commune_confirms_by(asked: date, *, calendar: Calendar | None = None) -> Deadline:
    """When the chairman of the commune confirms the cause."""
    reason = "Chủ tịch Ủy ban nhân dân cấp xã xác nhận, kể từ ngày nhận đề nghị"
    return term("employer_commune_confirm_wd", asked, reason, calendar=calendar)


def decision_due(completed: date, *, calendar: Calendar | None = None) -> Deadline:
    """The last day to put the decision (form 27) to the head of the department."""
    reason = "Trình quyết định hỗ trợ đơn vị, kể từ ngày nhận đủ hồ sơ"
    return term("employer_decision_wd", completed, reason, calendar=calendar)


def transfer_due(decision_received: date, *, calendar: Calendar | None = None) -> Deadline:
    """When the social insurance transfers the whole support."""
    reason = "Bảo hiểm xã hội chuyển kinh phí, kể từ ngày nhận quyết định"
    return term("employer_transfer_wd", decision_received, reason, calendar=calendar)


def school_due(money_received: date, *, calendar: Calendar | None = None) -> Deadline:
    """When the employer passes the money on to the school."""
    reason = "Đơn vị chuyển kinh phí cho cơ sở đào tạo, kể từ ngày nhận tiền"
    return term("employer_school_wd", money_received, reason, calendar=calendar)


def settle_due(course_last: date, *, calendar: Calendar | None = None) -> Deadline:
    """When accounts and report are due."""
    reason = "Quyết toán và báo cáo kết quả, kể từ ngày kết thúc khóa học"
    return term("employer_settle_days", course_last, reason, unit=Unit.DAYS, calendar=calendar)


def surplus_decision_due(reported: date, *, calendar: Calendar | None = None) -> Deadline:
    """When the recovery of a surplus (form 29) is put to the head of the department."""
    reason = "Trình quyết định thu hồi kinh phí còn dư, kể từ ngày nhận báo cáo"
    return term("surplus_decision_wd", reported, reason, calendar=calendar)


def repay_due(decision_received: date, *, calendar: Calendar | None = None) -> Deadline:
    """When the employer pays back."""
    reason = "Đơn vị hoàn trả kinh phí, kể từ ngày nhận quyết định thu hồi"
    return term("employer_repay_wd", decision_received, reason, calendar=calendar)


def renounce_decision_due(told: date, *, calendar: Calendar | None = None) -> Deadline:
    """When cancelling (form 31) or recovering (form 29) is put, after form 30 came in."""
    reason = "Trình hủy hoặc thu hồi, kể từ ngày nhận thông báo không có nhu cầu (Mẫu 30)"
    return term("renounce_wd", told, reason, calendar=calendar)


def job_lost_report_due(contract_ended: date, *, calendar: Calendar | None = None) -> Deadline:
    """When the employer reports a trained worker whose job was not kept (form 32)."""
    reason = "Đơn vị báo không giữ được việc làm (Mẫu 32), kể từ ngày chấm dứt hợp đồng"
    return term("job_lost_report_wd", contract_ended, reason, calendar=calendar)


def job_lost_decision_due(told: date, *, calendar: Calendar | None = None) -> Deadline:
    """When the recovery for that worker is put to the head of the department."""
    reason = "Trình quyết định thu hồi, kể từ ngày nhận thông báo của đơn vị"
    return term("job_lost_decision_wd", told, reason, calendar=calendar)
