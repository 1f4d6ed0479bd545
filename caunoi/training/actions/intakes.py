"""Programmes and classes: offered, started, given up."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from caunoi.accounts.models import User
from caunoi.classifications.choices import Qualification
from caunoi.classifications.models import Certificate, Occupation, Skill
from caunoi.training.actions.enrolments import (
    civil_day,
    end_enrolment,
    locked_intake,
    move_up,
)
from caunoi.training.actions.telling import tell
from caunoi.training.choices import (
    EnrolmentState,
    Fund,
    IntakeState,
    LeaveReason,
    OrderState,
    TimeOfDay,
)
from caunoi.training.models import Enrolment, FirmOrder, Institution, Intake, Programme
from caunoi_kit.journal.actions import record
from caunoi_kit.ui import formats

MOST_SEATS = 10_000


class CannotOpenIntake(Exception):
    """The intake cannot be opened; the message is Vietnamese and may be shown."""


class CannotStartClass(Exception):
    """The class cannot start or be given up; the message says why and what to do."""


@transaction.atomic
def add_programme(
    *,
    institution: Institution,
    name: str,
    occupation: Occupation,
    level: Qualification,
    entry_qualification: Qualification,
    months: Decimal,
    fee: int,
    certificates: Iterable[Certificate],
    skills: Iterable[Skill],
    description: str,
    by: User,
) -> Programme:
    """Enter what an institution teaches. Raises CannotOpenIntake when it has one of that name."""
    try:
        with transaction.atomic():
            programme = Programme.objects.create(
                institution=institution,
                name=name.strip(),
                occupation=occupation,
                level=level,
                entry_qualification=entry_qualification,
                months=months,
                fee=fee,
                description=description.strip(),
            )
    except IntegrityError as error:
        raise CannotOpenIntake(
            f"Cơ sở đã có khoá tên “{name.strip()}”. Mở lớp mới cho khoá đó, hoặc đặt tên khác."
        ) from error
    programme.certificates.set(certificates)
    programme.skills.set(skills)
    record("training.programme.added", by=by, about=programme)
    return programme


@transaction.atomic
def open_intake(
    *,
    programme: Programme,
    starts_on: date,
    seats: int,
    minimum: int,
    time_of_day: TimeOfDay,
    by: User | None,
    on: date,
    ends_on: date | None = None,
    address: str = "",
    boarding: bool = False,
    fund: Fund = Fund.LEARNER,
    order: FirmOrder | None = None,
) -> Intake:
    """Offer seats of a programme from a day on; `order` is answered by it.

    Raises CannotOpenIntake when the day is past, the seats make no sense, the same class is
    already offered, or the order has its class.
    """
    _refuse_bad_intake(
        programme, starts_on=starts_on, ends_on=ends_on, seats=seats, minimum=minimum,
        time_of_day=time_of_day, on=on,
    )  # fmt: skip
    intake = Intake.objects.create(
        programme=programme,
        starts_on=starts_on,
        ends_on=ends_on,
        seats=seats,
        minimum=minimum,
        time_of_day=time_of_day,
        address=address.strip(),
        boarding=boarding,
        fund=fund,
        lat=programme.institution.lat,
        lon=programme.institution.lon,
    )
    record("training.intake.opened", by=by, about=intake, detail={"seats": seats})
    if order is not None:
        _answer(order, intake, by=by)
    return intake


def _refuse_bad_intake(
    programme: Programme,
    *,
    starts_on: date,
    ends_on: date | None,
    seats: int,
    minimum: int,
    time_of_day: TimeOfDay,
    on: date,
) -> None:
    if starts_on < on:
        raise CannotOpenIntake(
            f"Ngày khai giảng {starts_on:%d/%m/%Y} đã qua. Chọn từ {on:%d/%m/%Y} trở đi."
        )
    if ends_on is not None and ends_on < starts_on:
        raise CannotOpenIntake(
            f"Ngày bế giảng {ends_on:%d/%m/%Y} trước ngày khai giảng {starts_on:%d/%m/%Y}. "
            "Sửa một trong hai."
        )
    if not 1 <= minimum <= seats:
        raise CannotOpenIntake(
            f"Số người để mở lớp ({minimum}) phải từ 1 đến chỉ tiêu ({seats}). Sửa một trong hai."
        )
    if seats > MOST_SEATS:
        raise CannotOpenIntake(
            f"Một lớp có nhiều nhất {formats.number(MOST_SEATS)} chỗ. Sửa chỉ tiêu."
        )
    same = Intake.objects.filter(programme=programme, starts_on=starts_on, time_of_day=time_of_day)
    if same.exists():
        raise CannotOpenIntake("Lớp cùng ngày, cùng buổi đã mở. Thêm chỉ tiêu cho lớp đó.")


def _answer(order: FirmOrder, intake: Intake, *, by: User | None) -> None:
    locked = FirmOrder.objects.select_for_update().get(pk=order.pk)
    if locked.state != OrderState.OPEN:
        raise CannotOpenIntake(
            "Đơn đặt này đã có lớp hoặc doanh nghiệp đã rút. Mở lớp không kèm đơn."
        )
    locked.state, locked.intake = OrderState.ANSWERED, intake
    locked.save(update_fields=["state", "intake"])
    record("training.order.answered", by=by, about=locked)


@transaction.atomic
def change_seats(*, intake: Intake, seats: int, by: User, at: datetime) -> Intake:
    """Offer more or fewer seats; added ones go to the waiting list at once.

    Raises CannotOpenIntake below what is taken or needed to open.
    """
    locked = locked_intake(intake.pk)
    least = max(locked.taken, locked.minimum)
    if not least <= seats <= MOST_SEATS:
        raise CannotOpenIntake(
            f"Chỉ tiêu phải từ {formats.number(least)} (số đã nhận, số để mở lớp) đến "
            f"{formats.number(MOST_SEATS)}."
        )
    before, locked.seats = locked.seats, seats
    locked.save(update_fields=["seats", "updated_at"])
    record(
        "training.intake.seats_changed", by=by, about=locked, detail={"from": before, "to": seats}
    )
    move_up(locked, at=at)
    return locked


@transaction.atomic
def start_class(*, intake: Intake, by: User, at: datetime) -> int:
    """The class begins: the enrolled learn, and those without papers or seat are let go and told.

    Returns how many learn. Raises CannotStartClass when nobody is enrolled or it has begun.
    """
    locked = locked_intake(intake.pk)
    if locked.state == IntakeState.CLOSED:
        raise CannotStartClass("Lớp này đã khai giảng hoặc đã thôi mở.")
    people = _open_of(locked)
    begin = [each for each in people if each.state == EnrolmentState.ENROLLED]
    if not begin:
        raise CannotStartClass("Chưa ai ghi danh. Ghi danh người học trước, rồi mới khai giảng.")
    for each in begin:
        each.state, each.state_at, each.started_on = EnrolmentState.LEARNING, at, civil_day(at)
    Enrolment.objects.bulk_update(begin, ["state", "state_at", "started_on"])
    for each in people:
        if each.state == EnrolmentState.HELD:
            _let_go(each, locked, LeaveReason.NOT_CONFIRMED, by=by, at=at)
        elif each.state == EnrolmentState.WAITING:
            _let_go(each, locked, LeaveReason.NO_SEAT, by=by, at=at)
    locked.state = IntakeState.CLOSED
    locked.save(update_fields=["state", "updated_at"])
    record("training.intake.started", by=by, about=locked, detail={"learners": len(begin)})
    return len(begin)


@transaction.atomic
def cancel_class(*, intake: Intake, by: User, at: datetime) -> int:
    """The class is not held: everybody in it is let go and told. Returns how many."""
    locked = locked_intake(intake.pk)
    if locked.state == IntakeState.CLOSED:
        raise CannotStartClass("Lớp này đã khai giảng hoặc đã thôi mở.")
    people = _open_of(locked)
    for each in people:
        _let_go(each, locked, LeaveReason.CANCELLED, by=by, at=at)
    locked.state = IntakeState.CLOSED
    locked.save(update_fields=["state", "updated_at"])
    record("training.intake.cancelled", by=by, about=locked, detail={"people": len(people)})
    return len(people)


def _open_of(intake: Intake) -> list[Enrolment]:
    return list(
        Enrolment.objects.open()
        .filter(intake=intake)
        .select_for_update(of=("self",))
        .select_related("person__account")
        .order_by("id")
    )


def _let_go(
    enrolment: Enrolment, intake: Intake, reason: LeaveReason, *, by: User, at: datetime
) -> None:
    end_enrolment(enrolment, intake, reason=reason, by=by, at=at)
    tell(
        enrolment,
        kind="training.class.off",
        text=(
            f"Lớp {intake.programme.name}, khai giảng {formats.day(intake.starts_on)}: "
            f"{reason.label.lower()}. Anh/chị chọn lớp khác, hoặc gọi trung tâm để được giúp."
        ),
        at=at,
    )
