from datetime import date

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.training.choices import TimeOfDay
from caunoi.training.models import Intake, Programme
from caunoi_kit.journal.actions import record


class CannotOpenIntake(Exception):
    """The intake cannot be opened; the message is Vietnamese and may be shown."""


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
) -> Intake:
    """Offer seats of a programme from a day on.

    Raises CannotOpenIntake when the day is past, the seats make no sense, or the same class is
    already offered.
    """
    if starts_on < on:
        raise CannotOpenIntake(
            f"Ngày khai giảng {starts_on:%d/%m/%Y} đã qua. Chọn từ {on:%d/%m/%Y} trở đi."
        )
    if not 1 <= minimum <= seats:
        raise CannotOpenIntake(
            f"Số người để mở lớp ({minimum}) phải từ 1 đến chỉ tiêu ({seats}). Sửa một trong hai."
        )
    same = Intake.objects.filter(programme=programme, starts_on=starts_on, time_of_day=time_of_day)
    if same.exists():
        raise CannotOpenIntake("Lớp cùng ngày, cùng buổi đã mở. Thêm chỉ tiêu cho lớp đó.")
    intake = Intake.objects.create(
        programme=programme,
        starts_on=starts_on,
        seats=seats,
        minimum=minimum,
        time_of_day=time_of_day,
        lat=programme.institution.lat,
        lon=programme.institution.lon,
    )
    record("training.intake.opened", by=by, about=intake, detail={"seats": seats})
    return intake
