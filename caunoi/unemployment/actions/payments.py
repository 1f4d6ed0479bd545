"""The list of payees: made by one, checked, each flagged line decided, signed by another, sent.

A signed list stays as it is. Rows are locked in one order: list, lines, months.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.unemployment.actions.endings import CannotEnd, Happened, report_end
from caunoi.unemployment.actions.numbers import next_number
from caunoi.unemployment.choices import Series
from caunoi.unemployment.choices.benefits import EndCause, EndSource, JobKind, MonthState
from caunoi.unemployment.choices.payments import (
    SIGNED_LISTS,
    UNSIGNED_LISTS,
    FlagVerdict,
    ListState,
)
from caunoi.unemployment.models import BenefitMonth, PaymentFlag, PaymentLine, PaymentList
from caunoi.unemployment.permissions.benefits import can_make_lists, can_sign_lists
from caunoi.unemployment.queries.payees import Sign, signs
from caunoi.unemployment.queries.payments import Payee, is_stale, payable, payees_of, sums_of
from caunoi_engine.text.folding import fold_yi
from caunoi_kit.journal.actions import record, record_read
from caunoi_kit.ui import formats

AT_A_TIME: Final = 1_000


class CannotPay(Exception):
    """The list cannot go on so; the message says why and what to do."""


@transaction.atomic
def make_list(*, until: date, by: User, at: datetime) -> PaymentList:
    """Put every month that may be paid on a list. The same question twice gives the same list.

    Raises CannotPay when another list waits to be signed, or nobody is to be paid.
    """
    if not can_make_lists(by):
        raise CannotPay("Chỉ người theo dõi trợ cấp được lập danh sách.")
    on = timezone.localtime(at).date()
    number = next_number(Series.PAYMENT, on.year)  # held: two makers come one after the other
    waiting = PaymentList.objects.select_for_update().filter(state__in=UNSIGNED_LISTS).first()
    if waiting is not None:
        if waiting.until == until:
            raise _SameList(waiting)
        raise CannotPay(
            f"Danh sách số {waiting.number}/{waiting.year} chưa ký. Ký hoặc bỏ danh sách đó trước."
        )
    months = payees_of(payable(until=until))
    if not months:
        raise CannotPay(
            f"Không có tháng hưởng nào chưa vào danh sách, hết hạn thông báo đến "
            f"{formats.day(until)}."
        )
    payments = PaymentList.objects.create(
        year=on.year,
        number=number,
        until=until,
        made_by=by,
        made_at=at,
        made=all(month.made for month in months),
    )
    PaymentLine.objects.bulk_create(
        [_line(payments, month) for month in months], batch_size=AT_A_TIME
    )
    record(
        "unemployment.payments.made",
        by=by,
        about=payments,
        detail={"lines": len(months), "until": until.isoformat()},
        at=at,
    )
    return payments


class _SameList(Exception):
    """The list that was asked for is there; nothing is made, no number is taken."""

    def __init__(self, found: PaymentList) -> None:
        self.found = found
        super().__init__()


def make_or_find_list(*, until: date, by: User, at: datetime) -> PaymentList:
    """The unsigned list of that day, made when it is not there. Raises CannotPay."""
    try:
        return make_list(until=until, by=by, at=at)
    except _SameList as same:
        return same.found


@transaction.atomic
def check_list(*, payments: PaymentList, by: User, at: datetime) -> int:
    """Compare every payee with hires, labour profiles and declarations; returns the flags in all.

    May be done again: flags that are there stay with what was decided of them, new ones are added.
    """
    locked = _lock_unsigned(payments)
    known = {
        _key(flag) for flag in PaymentFlag.objects.filter(line__list=locked).select_related("line")
    }
    new = [sign for sign in signs(locked) if _key(sign) not in known]
    PaymentFlag.objects.bulk_create(
        [_flag(sign) for sign in {_key(sign): sign for sign in new}.values()], batch_size=AT_A_TIME
    )
    locked.state, locked.checked_by, locked.checked_at = ListState.CHECKED, by, at
    locked.save(update_fields=["state", "checked_by", "checked_at"])
    count = PaymentFlag.objects.filter(line__list=locked).count()
    record(
        "unemployment.payments.checked",
        by=by,
        about=locked,
        detail={"flags": count, "new": len(new)},
        at=at,
    )
    return count


@transaction.atomic
def open_flag(*, flag: PaymentFlag, by: User, at: datetime) -> PaymentFlag:
    """Somebody looks at a flagged line with both sides; the first look is kept."""
    record_read(
        "unemployment.flag.read",
        about=flag.line.person,
        by=by,
        fields=["full_name", "birth_date", "benefit", "declaration"],
        why="đối chiếu danh sách chi trả",
    )
    if flag.opened_at is None and flag.line.list.state in UNSIGNED_LISTS:
        flag.opened_by, flag.opened_at = by, at
        flag.save(update_fields=["opened_by", "opened_at"])
    return flag


@transaction.atomic
def decide_flag(
    *, flag: PaymentFlag, verdict: FlagVerdict, reason: str, by: User, at: datetime
) -> PaymentFlag:
    """Say what becomes of a flagged line: not now, pay, or pay this month and end the benefit.

    Raises CannotPay for a line nobody has opened, for a payment without a reason, and for a month
    that began after the job did: the law gives no money for it (N374 Điều 19 khoản 4).
    """
    locked_list = _lock_unsigned(flag.line.list)
    locked = (
        PaymentFlag.objects.select_for_update(of=("self",))
        .select_related("line__month__benefit__person")
        .get(pk=flag.pk)
    )
    if locked.opened_at is None:
        raise CannotPay("Mở xem dòng này trước khi xử lý.")
    if verdict != FlagVerdict.STOP and not reason.strip():
        raise CannotPay("Ghi vì sao vẫn chi, ví dụ «đã gọi, không phải người này».")
    if locked.verdict and locked.verdict != verdict and not locked.line.standing:
        raise CannotPay("Dòng này đã dừng, tháng hưởng đang giữ lại. Mở trang trợ cấp để xử lý.")
    line = locked.line
    if verdict == FlagVerdict.LAST:
        _refuse_month_after_job(locked)
    locked.verdict, locked.reason = verdict, reason.strip()[:300]
    locked.decided_by, locked.decided_at = by, at
    locked.save(update_fields=["verdict", "reason", "decided_by", "decided_at"])
    if verdict == FlagVerdict.STOP and line.standing:
        _stop(line, locked)
    if verdict == FlagVerdict.LAST:
        _report_job(locked, by=by, at=at)
    record(
        "unemployment.flag.decided",
        by=by,
        about=locked_list,
        detail={"people": [line.person_id], "verdict": str(verdict)},
        at=at,
    )
    return locked


@transaction.atomic
def sign_list(*, payments: PaymentList, by: User, at: datetime) -> PaymentList:
    """Sign a checked list of somebody else: its months are cleared. Twice is once.

    Raises CannotPay for the maker's own list, with flags nobody decided, or when declarations
    came after the check.
    """
    locked = PaymentList.objects.select_for_update(of=("self",)).get(pk=payments.pk)
    if locked.state in SIGNED_LISTS and locked.signed_by_id == by.pk:
        return locked
    if not can_sign_lists(by):
        raise CannotPay("Chỉ trưởng phòng hoặc giám đốc được ký danh sách.")
    if locked.made_by_id == by.pk:
        raise CannotPay("Người lập không tự ký được. Nhờ người có quyền ký khác.")
    _refuse_unready(locked)
    sums = sums_of(locked)
    locked.state, locked.signed_by, locked.signed_at = ListState.SIGNED, by, at
    locked.payees, locked.total = sums.payees, sums.total
    try:
        with transaction.atomic():
            locked.save(update_fields=["state", "signed_by", "signed_at", "payees", "total"])
            cleared = _clear_months(locked)
    except IntegrityError as error:
        raise CannotPay(
            "Có tháng vừa đổi tình trạng trong lúc ký. Đối chiếu lại rồi ký."
        ) from error
    record(
        "unemployment.payments.signed",
        by=by,
        about=locked,
        detail={"lines": cleared, "total": locked.total},
        at=at,
    )
    return locked


@transaction.atomic
def send_list(*, payments: PaymentList, by: User, at: datetime) -> PaymentList:
    """The signed list has gone to social insurance; noted once."""
    locked = PaymentList.objects.select_for_update(of=("self",)).get(pk=payments.pk)
    if locked.state == ListState.SENT:
        return locked
    if locked.state != ListState.SIGNED:
        raise CannotPay("Danh sách chưa ký nên chưa gửi được.")
    locked.state, locked.sent_by, locked.sent_at = ListState.SENT, by, at
    locked.save(update_fields=["state", "sent_by", "sent_at"])
    record("unemployment.payments.sent", by=by, about=locked, at=at)
    return locked


@transaction.atomic
def drop_list(*, payments: PaymentList, why: str, by: User, at: datetime) -> PaymentList:
    """Drop a list nobody has signed: its months wait for the next one."""
    if not why.strip():
        raise CannotPay("Ghi vì sao bỏ danh sách.")
    if payments.state == ListState.RETURNED:
        return payments
    locked = _lock_unsigned(payments)
    PaymentLine.objects.filter(list=locked, standing=True).update(standing=False)
    locked.state, locked.returned_why = ListState.RETURNED, why.strip()[:300]
    locked.save(update_fields=["state", "returned_why"])
    record("unemployment.payments.dropped", by=by, about=locked, at=at)
    return locked


@transaction.atomic
def release_month(*, month: BenefitMonth, why: str, by: User, at: datetime) -> BenefitMonth:
    """A month that was kept back may be paid after all: it goes on the next list."""
    if not why.strip():
        raise CannotPay("Ghi kết quả xác minh.")
    locked = BenefitMonth.objects.select_for_update().get(pk=month.pk)
    if locked.state == MonthState.OPEN:
        return locked
    if locked.state != MonthState.HELD:
        raise CannotPay(f"Tháng này {locked.get_state_display().lower()}, không có gì để trả lại.")
    locked.state, locked.held_why = MonthState.OPEN, ""
    locked.save(update_fields=["state", "held_why"])
    record(
        "unemployment.month.released",
        by=by,
        about=locked,
        detail={"people": [locked.person_id], "why": why.strip()[:300]},
        at=at,
    )
    return locked


def _line(payments: PaymentList, month: Payee) -> PaymentLine:
    return PaymentLine(
        list=payments,
        month_id=month.key,
        person_id=month.person,
        scheme=month.scheme,
        starts_on=month.starts_on,
        ends_on=month.ends_on,
        amount=month.amount,
        name_key=fold_yi(month.name),
        birth_date=month.born,
        birth_year=month.born.year if month.born else None,
    )


def _flag(sign: Sign) -> PaymentFlag:
    return PaymentFlag(
        line_id=sign.line,
        kind=sign.kind,
        workplace=sign.workplace[:200],
        from_date=sign.from_date,
        why=sign.why[:300],
        declaration_id=sign.declaration,
        application_id=sign.application,
        other_id=sign.other,
    )


def _key(of: Sign | PaymentFlag) -> tuple:
    """What makes two flags of a line the same."""
    if isinstance(of, PaymentFlag):
        return (of.line_id, of.kind, of.declaration_id, of.application_id, of.other_id)
    return (of.line, of.kind, of.declaration, of.application, of.other)


def _lock_unsigned(payments: PaymentList) -> PaymentList:
    locked = PaymentList.objects.select_for_update(of=("self",)).get(pk=payments.pk)
    if locked.state not in UNSIGNED_LISTS:
        raise CannotPay(
            f"Danh sách số {locked.number}/{locked.year} {locked.get_state_display().lower()}, "
            "không sửa được nữa."
        )
    return locked


def _refuse_unready(payments: PaymentList) -> None:
    if payments.state != ListState.CHECKED:
        raise CannotPay("Chưa đối chiếu với việc làm mới. Bấm Đối chiếu trước khi ký.")
    if is_stale(payments):
        raise CannotPay("Có khai báo việc làm mới sau lần đối chiếu. Đối chiếu lại rồi ký.")
    sums = sums_of(payments)
    if sums.undecided:
        raise CannotPay(f"Còn {sums.undecided} dấu hiệu chưa xử lý. Mở từng dòng rồi ký.")
    if not sums.payees:
        raise CannotPay("Danh sách không còn dòng nào được tính. Bỏ danh sách này.")


def _clear_months(payments: PaymentList) -> int:
    """One statement for all months of a signed list."""
    line = PaymentLine.objects.filter(list=payments, month=OuterRef("pk"), standing=True)
    months = BenefitMonth.objects.filter(lines__list=payments, lines__standing=True)
    keys: Sequence[int] = list(months.values_list("pk", flat=True))
    count = 0
    for start in range(0, len(keys), AT_A_TIME):
        part = BenefitMonth.objects.filter(pk__in=keys[start : start + AT_A_TIME])
        count += part.update(state=MonthState.CLEARED, line=Subquery(line.values("pk")[:1]))
    return count


def _stop(line: PaymentLine, flag: PaymentFlag) -> None:
    """The line no longer counts, the month is kept back until it is cleared up."""
    line.standing = False
    line.save(update_fields=["standing"])
    month = BenefitMonth.objects.select_for_update().get(pk=line.month_id)
    month.state = MonthState.HELD
    month.held_why = f"{flag.get_kind_display()}: {flag.workplace or flag.why}"[:300]
    month.save(update_fields=["state", "held_why"])


def _refuse_month_after_job(flag: PaymentFlag) -> None:
    if flag.from_date is None:
        raise CannotPay("Chưa rõ ngày bắt đầu làm việc nên chưa lập chấm dứt được. Xác minh trước.")
    if flag.from_date < flag.line.starts_on:
        raise CannotPay(
            f"Đi làm từ {formats.day(flag.from_date)}, trước khi tháng này bắt đầu. Tháng này "
            "không được chi: chọn «Chưa chi», rồi ghi chấm dứt ở trang trợ cấp."
        )


def _report_job(flag: PaymentFlag, *, by: User, at: datetime) -> None:
    happened = Happened(
        EndCause.JOB,
        flag.from_date or timezone.localtime(at).date(),
        EndSource.CHECK,
        job_kind=JobKind.CONTRACT,
        workplace=flag.workplace,
        note=flag.reason,
    )
    try:
        report_end(benefit=flag.line.month.benefit, happened=happened, by=by, at=at)
    except CannotEnd as refusal:
        raise CannotPay(str(refusal)) from refusal
