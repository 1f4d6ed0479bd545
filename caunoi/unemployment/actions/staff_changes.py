"""Notices of staff changes that employers send (Mẫu 33)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.employers.actions.reports import tell_change
from caunoi.employers.models import Employer
from caunoi.employers.queries.reports import changes_of, notice_from
from caunoi.unemployment.models import StaffChange
from caunoi_kit.journal.actions import record


class CannotNoteChange(Exception):
    """The notice does not hold together; the message says why and what to do."""


@transaction.atomic
def note_staff_change(
    *,
    employer: Employer,
    received_on: date,
    before: Sequence[int],
    after: Sequence[int],
    left: int,
    came: int,
    paused: int,
    why: str,
    by: User,
    at: datetime,
) -> StaffChange:
    """A notice of staff changes came (Mẫu 33). Twice a day finds the first."""
    if before[0] - left + came != after[0]:
        raise CannotNoteChange(
            f"Đầu kỳ {before[0]}, giảm {left}, tăng {came} thì cuối kỳ là "
            f"{before[0] - left + came}, không phải {after[0]}. Xem lại thông báo."
        )
    made, new = StaffChange.objects.get_or_create(
        employer=employer,
        received_on=received_on,
        defaults={
            "before": list(before),
            "after": list(after),
            "left": left,
            "came": came,
            "paused": paused,
            "why": why.strip(),
            "by": by,
            "at": at,
        },
    )
    if new:
        record("unemployment.staff_change.received", by=by, about=made)
        _tell_reports(made, by=by, at=at)
    return made


def _tell_reports(notice: StaffChange, *, by: User, at: datetime) -> None:
    """The page where the firm reports is told too, so that it asks for no second notice."""
    known = changes_of(notice.employer).filter(on=notice.received_on)
    if max(notice.left, notice.came) < notice_from(on=notice.received_on) or known.exists():
        return
    tell_change(
        employer=notice.employer,
        on=notice.received_on,
        before=notice.before[0],
        came=notice.came,
        left=notice.left,
        why=notice.why or "Theo Mẫu 33",
        by=by,
        at=at,
    )
