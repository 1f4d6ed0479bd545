"""What `caunoi work` does for classes by itself: a seat nobody came for goes to who waits for it.

Each class is its own transaction; what was done once is not done again.
"""

from datetime import date, datetime
from typing import Final

from django.db import transaction

from caunoi.training.actions.enrolments import (
    civil_day,
    end_enrolment,
    locked_intake,
    move_up,
    why_not_join,
)
from caunoi.training.actions.telling import tell
from caunoi.training.choices import LeaveReason
from caunoi.training.models import Enrolment, Intake
from caunoi.training.queries.holds import classes_with_lapsed_seats
from caunoi_kit.ui import formats

AT_A_TIME: Final = 200  # classes a turn; the next turn does the rest


def lapse_seats(*, at: datetime) -> int:
    """Give held seats whose time has run out to the waiting list. Returns how many.

    Only as many as people wait for: where nobody waits, a late comer still finds the seat.
    """
    classes = classes_with_lapsed_seats(on=civil_day(at))
    return sum(_lapse_in(intake, at=at) for intake in classes[:AT_A_TIME])


@transaction.atomic
def _lapse_in(intake: Intake, *, at: datetime) -> int:
    locked = locked_intake(intake.pk)
    on = civil_day(at)
    if why_not_join(locked, on=on):
        return 0
    waiting = Enrolment.objects.waiting().filter(intake=locked).count() - locked.free
    lapsed = list(
        Enrolment.objects.lapsed(on)
        .filter(intake=locked)
        .select_for_update(of=("self",))
        .select_related("person__account")[: max(0, waiting)]
    )
    for each in lapsed:
        last = each.held_until
        end_enrolment(each, locked, reason=LeaveReason.LAPSED, by=None, at=at)
        tell(each, kind="training.seat.lapsed", text=_words(locked, last or on), at=at)
    move_up(locked, at=at)
    return len(lapsed)


def _words(intake: Intake, last: date) -> str:
    return (
        f"Lớp {intake.programme.name}: chỗ giữ cho anh/chị đến hết ngày {formats.day(last)} đã "
        "chuyển cho người đang chờ. Nếu vẫn muốn học, anh/chị đăng ký lại để vào danh sách chờ."
    )
