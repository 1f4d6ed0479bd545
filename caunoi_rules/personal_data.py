"""Terms of a person's requests about their own data, and how long benefit files are kept.

Law 91/2025 and Decree 356/2025: an answer in two working days, then the thing itself in so many
days, longer once with the reason told. What the sources do not confirm is marked in the table.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from caunoi_rules import clocks
from caunoi_rules.calendar import Calendar, provisional
from caunoi_rules.clocks import Deadline, Unit
from caunoi_rules.parameters import parameter

TABLE: Final = "personal_data"
_DONE: Final = {
    "see": "Cho xem, đưa bản dữ liệu",
    "correct": "Sửa dữ liệu",
    "delete": "Xoá dữ liệu",
    "restrict": "Hạn chế dùng dữ liệu",
    "withdraw": "Dừng việc đã rút đồng ý",
}
LATER: Final = frozenset({"restrict", "withdraw"})
"""What takes longer when somebody else has to stop too."""


def answer_by(asked_on: date, *, calendar: Calendar | None = None) -> Deadline:
    """The last day to answer a request: what will be done and by when.

    >>> answer_by(date(2026, 11, 20)).day  # a Friday; 24/11 is a day off from 2026
    datetime.date(2026, 11, 25)
    """
    found = parameter(TABLE, "answer_working_days", on=asked_on)
    return clocks.working_days(
        asked_on,
        int(found.value),
        reason="Trả lời yêu cầu về dữ liệu cá nhân",
        article=_law(found.law, found.confirmed),
        calendar=calendar or provisional(),
    )


def done_by(
    right: str, asked_on: date, *, others: bool = False, calendar: Calendar | None = None
) -> Deadline:
    """The last day to do what was asked ("see", "correct", "delete", "restrict", "withdraw").

    `others`: third parties have to stop too.

    >>> done_by("delete", date(2026, 3, 2)).length, done_by("withdraw", date(2026, 3, 2)).length
    (20, 15)
    """
    name = "others_days" if others and right in LATER else f"{right}_days"
    return _days(name, asked_on, asked_on, _DONE[right], calendar)


def extended_to(
    right: str, asked_on: date, due_on: date, *, calendar: Calendar | None = None
) -> Deadline:
    """The last day after the one extension the decree allows."""
    return _days("extension_days", asked_on, due_on, f"{_DONE[right]} (gia hạn)", calendar)


@dataclass(frozen=True)
class Kept:
    """Until when papers have to be kept, and by which article."""

    until: date
    law: str


def benefit_kept(last_on: date) -> Kept:
    """Until when the papers of a benefit are kept, counted from the end of the year they closed.

    >>> benefit_kept(date(2026, 3, 2)).until
    datetime.date(2036, 12, 31)
    """
    found = parameter(TABLE, "benefit_years", on=last_on)
    return Kept(date(last_on.year + int(found.value), 12, 31), _law(found.law, found.confirmed))


def _days(
    name: str, asked_on: date, start: date, reason: str, calendar: Calendar | None
) -> Deadline:
    """From the day after, on to the next working day (Bộ luật Dân sự, Điều 147 and 148)."""
    found = parameter(TABLE, name, on=asked_on)
    known = calendar or provisional()
    last = start + timedelta(int(found.value))
    day = known.next_working(last)
    return Deadline(
        day, reason, _law(found.law, found.confirmed), start, int(found.value), Unit.DAYS,
        confirmed=known.is_confirmed(day), moved_from=last if day != last else None,
    )  # fmt: skip


def _law(law: str, confirmed: bool) -> str:
    return law if confirmed else f"{law} (chưa đối chiếu bản gốc)"
