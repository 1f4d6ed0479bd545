"""A benefit moves to another province or comes from one (N374 Điều 20)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction

from caunoi.accounts.models import User
from caunoi.people.models import Person
from caunoi.unemployment.actions.benefits import lock_benefit, lock_months, settle_state
from caunoi.unemployment.choices.benefits import (
    OPEN_TRANSFERS,
    STANDING_BENEFITS,
    BenefitState,
    Direction,
    MonthState,
    NoticeState,
    TransferState,
)
from caunoi.unemployment.models import Benefit, BenefitMonth, Transfer
from caunoi.unemployment.queries.computation import USED
from caunoi_kit.journal.actions import record
from caunoi_kit.ui import formats
from caunoi_rules.calendar import provisional
from caunoi_rules.clocks import Window
from caunoi_rules.unemployment import procedure
from caunoi_rules.unemployment.regimes import Regime, figures
from caunoi_rules.unemployment.transfer import transfer as law

FIRST_TO_MOVE: Final = 2  # one month at least is received before (Điều 20 khoản 1)


class CannotTransfer(Exception):
    """The benefit cannot move so; the message says why and what to do."""


@dataclass(frozen=True)
class Arriving:
    """What the papers of the other province say (Mẫu 21 with the copy of the decision)."""

    province: str
    number: str
    decided_on: date
    unemployed_from: date
    total_months: int
    reserve: int
    amount: int
    months: int
    starts_on: date
    from_k: int
    suspended: tuple[int, ...] = ()
    account_holder: str = ""
    account_number: str = ""
    bank: str = ""
    cash_place: str = ""
    clinic: str = ""


@transaction.atomic
def ask_to_move(
    *,
    benefit: Benefit,
    province: str,
    commune: str,
    why: str,
    clinic: str,
    on: date,
    by: User,
    at: datetime,
) -> Transfer:
    """Take in the request to move (Mẫu 19): at least one month must have been received."""
    locked = lock_benefit(benefit)
    received = sum(
        month.notice_state != NoticeState.MISSED and month.ends_on < on
        for month in lock_months(locked)
    )
    found = law(
        origin=settings.CAUNOI_PROVINCE,
        destination=province,
        requested=on,
        months_received=received,
        running=locked.state in STANDING_BENEFITS,
        regime=_regime(locked),
    )
    if not found.allowed or found.sender_due is None:
        raise CannotTransfer(f"{found.reasons[0].text} ({found.reasons[0].article}).")
    return _begin(
        locked,
        Direction.OUT,
        {"province": province, "commune": commune.strip(), "why": why.strip()}
        | {"clinic": clinic.strip(), "asked_on": on, "due_on": found.sender_due},
        by=by,
        at=at,
    )


@transaction.atomic
def send_away(*, transfer: Transfer, on: date, by: User, at: datetime) -> Transfer:
    """The letters have gone (Mẫu 20, 21): months not noticed yet are the other province's."""
    benefit = lock_benefit(transfer.benefit)
    locked = _lock(transfer)
    if locked.state == TransferState.SENT:
        return locked
    if locked.state != TransferState.ASKED or locked.direction != Direction.OUT:
        raise CannotTransfer(f"Việc chuyển này {locked.get_state_display().lower()}.")
    going = [
        month
        for month in lock_months(benefit)
        if month.state == MonthState.OPEN
        and month.notice_state == NoticeState.WAITING
        and month.ends_on >= locked.asked_on
    ]
    if not going:
        raise CannotTransfer("Không còn tháng hưởng nào để chuyển. Rút đề nghị này.")
    for month in going:
        month.state = MonthState.ELSEWHERE
        month.save(update_fields=["state"])
    locked.state, locked.sent_on, locked.sent_by = TransferState.SENT, on, by
    locked.from_k, locked.stops_on = going[0].k, going[0].starts_on
    locked.save(update_fields=["state", "sent_on", "sent_by", "from_k", "stops_on"])
    benefit.state = BenefitState.MOVED
    benefit.save(update_fields=["state"])
    record("unemployment.transfer.sent", by=by, about=locked, at=at)
    return locked


@transaction.atomic
def note_taken(*, transfer: Transfer, on: date, by: User, at: datetime) -> Transfer:
    """The other centre says that it has the person."""
    locked = _lock(transfer)
    if locked.state != TransferState.SENT or locked.direction != Direction.OUT:
        raise CannotTransfer("Chưa gửi giấy giới thiệu nên nơi đến chưa nhận được.")
    locked.state, locked.taken_on = TransferState.DONE, on
    locked.save(update_fields=["state", "taken_on"])
    record("unemployment.transfer.taken", by=by, about=locked, at=at)
    return locked


@transaction.atomic
def withdraw_transfer(*, transfer: Transfer, on: date, by: User, at: datetime) -> Transfer:
    """The person stays after all (Điều 20 khoản 4, 5): what had gone comes back."""
    benefit = lock_benefit(transfer.benefit)
    locked = _lock(transfer)
    if locked.state == TransferState.WITHDRAWN:
        return locked
    if locked.direction != Direction.OUT or locked.state not in OPEN_TRANSFERS:
        raise CannotTransfer("Chỉ rút được khi nơi đến chưa nhận hồ sơ.")
    if locked.state == TransferState.SENT:
        _take_back(benefit, locked.from_k or 1)
    found = law(
        origin=settings.CAUNOI_PROVINCE,
        destination=locked.province,
        requested=locked.asked_on,
        withdrawn=on,
        months_received=1,
        regime=_regime(benefit),
    )
    locked.state, locked.withdrawn_on = TransferState.WITHDRAWN, on
    locked.back_due_on = found.withdraw_due
    locked.save(update_fields=["state", "withdrawn_on", "back_due_on"])
    record("unemployment.transfer.withdrawn", by=by, about=locked, at=at)
    return locked


@transaction.atomic
def receive_transfer(
    *, person: Person, arriving: Arriving, on: date, by: User, at: datetime
) -> Transfer:
    """A benefit of another province goes on here from a month on. One that left us comes back.

    Raises CannotTransfer when the papers contradict themselves or the person draws a benefit here.
    """
    _refuse_nonsense(arriving)
    left = Benefit.objects.filter(person=person, state=BenefitState.MOVED)
    back = left.filter(starts_on=arriving.starts_on, amount=arriving.amount).first()
    if back is not None:
        benefit = lock_benefit(back)
        # One that has arrived there is over on our side.
        benefit.transfers.filter(state=TransferState.SENT).update(state=TransferState.DONE)
        _take_back(benefit, arriving.from_k)
    else:
        benefit = _arrived(person, arriving, by=by, at=at)
    found = law(
        origin=arriving.province,
        destination=settings.CAUNOI_PROVINCE,
        requested=on,
        received=on,
        months_received=max(1, arriving.from_k - 1),
        regime=_regime(benefit),
    )
    if not found.allowed or found.receiver_due is None:
        raise CannotTransfer(f"{found.reasons[0].text} ({found.reasons[0].article}).")
    return _begin(
        benefit,
        Direction.IN,
        {"province": arriving.province, "clinic": arriving.clinic, "asked_on": on}
        | {"due_on": found.receiver_due, "from_k": arriving.from_k},
        by=by,
        at=at,
    )


@transaction.atomic
def ask_payment(*, transfer: Transfer, on: date, by: User, at: datetime) -> Transfer:
    """Social insurance was asked to go on paying (Mẫu 22): the move is done."""
    locked = _lock(transfer)
    if locked.state == TransferState.DONE:
        return locked
    if locked.direction != Direction.IN or locked.state != TransferState.ASKED:
        raise CannotTransfer(f"Việc chuyển này {locked.get_state_display().lower()}.")
    locked.state, locked.sent_on, locked.sent_by = TransferState.DONE, on, by
    locked.save(update_fields=["state", "sent_on", "sent_by"])
    record("unemployment.transfer.arrived", by=by, about=locked, at=at)
    return locked


def _begin(
    benefit: Benefit, direction: Direction, told: dict, *, by: User, at: datetime
) -> Transfer:
    try:
        with transaction.atomic():
            made = Transfer.objects.create(
                benefit=benefit, direction=direction, by=by, at=at, **told
            )
    except IntegrityError as error:
        raise CannotTransfer(
            "Việc hưởng này đang chuyển nơi. Xử lý lần chuyển đó trước."
        ) from error
    record(
        "unemployment.transfer.begun",
        by=by,
        about=made,
        detail={"people": [benefit.person_id], "direction": str(direction)},
        at=at,
    )
    return made


def _take_back(benefit: Benefit, from_k: int) -> None:
    for month in lock_months(benefit):
        if month.k >= from_k and month.state == MonthState.ELSEWHERE:
            month.state = MonthState.OPEN
            month.save(update_fields=["state"])
    benefit.state = BenefitState.RUNNING
    benefit.save(update_fields=["state"])
    settle_state(benefit)


def _refuse_nonsense(arriving: Arriving) -> None:
    if arriving.province == settings.CAUNOI_PROVINCE:
        raise CannotTransfer("Nơi chuyển đi phải là tỉnh, thành phố khác.")
    if not FIRST_TO_MOVE <= arriving.from_k <= arriving.months:
        raise CannotTransfer(
            "Phải đã hưởng ít nhất một tháng và còn ít nhất một tháng. Xem lại giấy giới thiệu."
        )
    if any(k >= arriving.from_k for k in arriving.suspended):
        raise CannotTransfer("Tháng đã tạm dừng phải trước tháng bắt đầu hưởng ở đây.")


def _arrived(person: Person, arriving: Arriving, *, by: User, at: datetime) -> Benefit:
    readings = USED
    periods = procedure.periods(arriving.starts_on, arriving.months, readings=readings)
    try:
        with transaction.atomic():
            benefit = Benefit.objects.create(
                outside_number=arriving.number.strip(),
                outside_on=arriving.decided_on,
                outside_province=arriving.province,
                person=person,
                unemployed_from=arriving.unemployed_from,
                total_months=arriving.total_months,
                months_granted=arriving.months,
                reserve_at_start=arriving.reserve,
                amount=arriving.amount,
                starts_on=arriving.starts_on,
                ends_on=periods[-1].last,
                account_holder=arriving.account_holder,
                account_number=arriving.account_number,
                bank=arriving.bank,
                cash_place=arriving.cash_place,
                clinic=arriving.clinic,
                opened_at=at,
                opened_by=by,
                made=person.made,
            )
            BenefitMonth.objects.bulk_create(_months(benefit, arriving, periods))
    except IntegrityError as error:
        raise CannotTransfer(
            "Người này có lần hưởng khác ở đây trùng thời gian "
            f"{formats.day(arriving.starts_on)}–{formats.day(periods[-1].last)}. Xem lại hồ sơ."
        ) from error
    suspended = benefit.months.filter(k__in=arriving.suspended)
    suspended.update(state=MonthState.SUSPENDED)
    return benefit


def _months(
    benefit: Benefit, arriving: Arriving, periods: Sequence[procedure.Period]
) -> list[BenefitMonth]:
    first = periods[0].first
    # Month 1 was noticed there, when the decision was fetched.
    pickup = Window(first, first, "", "")
    windows = procedure.notice_windows(periods, pickup, readings=USED)
    law_words = figures(Regime.NEW).law("notice_wd")
    made = []
    for period, window in zip(periods, windows, strict=True):
        here, silent = period.k >= arriving.from_k, period.k in arriving.suspended
        if here:
            state, notice = MonthState.OPEN, NoticeState.WAITING
        elif silent:
            state, notice = MonthState.OPEN, NoticeState.MISSED
        else:
            state, notice = MonthState.ELSEWHERE, NoticeState.NOT_NEEDED
        made.append(
            BenefitMonth(
                benefit=benefit,
                person_id=benefit.person_id,
                scheme=benefit.scheme,
                k=period.k,
                starts_on=period.first,
                ends_on=period.last,
                window_from=window.first,
                window_to=window.last,
                window_law=law_words,
                confirmed=provisional().is_confirmed(window.last),
                amount=benefit.amount,
                pay_due=procedure.pay_due(window.last).day,
                state=state,
                notice_state=notice,
            )
        )
    return made


def _lock(transfer: Transfer) -> Transfer:
    found = Transfer.objects.select_related("benefit__person")
    return found.select_for_update(of=("self",)).get(pk=transfer.pk)


def _regime(benefit: Benefit) -> Regime:
    return Regime.OLD if benefit.old_law else Regime.NEW
