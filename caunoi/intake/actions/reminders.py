"""Firms late with their reports are reminded, each at most once a day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.employers.models import Employer
from caunoi.employers.queries.reports import ReportPeriod
from caunoi.intake.queries.reminders import REMINDED, Lateness, answering, lateness_of
from caunoi_kit.journal.actions import record
from caunoi_kit.messaging.actions import send
from caunoi_kit.messaging.models import Message


@dataclass(frozen=True)
class Reminded:
    """How many firms were written to, were written to that day before, or have no address."""

    firms: int
    before: int
    nobody: int


@transaction.atomic
def remind_firms(
    *,
    firms: Sequence[Employer],
    period: ReportPeriod | None,
    by: User | None,
    on: date,
    at: datetime,
    address_of: Callable[[Employer], str],
) -> Reminded:
    """Write to whoever acts for firms that are late, or to the address the firm gave.

    A firm that is late with nothing is passed over; nobody gets two messages about one firm on
    one day. `by` is None for the nightly work, `address_of` gives the page where a firm reports.
    """
    late = lateness_of(firms, period, on=on)
    people = answering([each.firm for each in late])
    written = before = nobody = 0
    for each in late:
        keys = _keys(each.firm, people.get(each.firm.pk, []), on)
        if not keys:
            nobody += 1
        elif Message.objects.filter(key__in=keys).exists():
            before += 1
        else:
            written += 1
            for key, who in keys.items():
                _write(each, who, key=key, at=at, address=address_of(each.firm))
    if written:
        record(
            "intake.reports.urged",
            by=by,
            about=late[0].firm if len(late) == 1 else None,
            detail={"firms": written, "before": before, "nobody": nobody},
            at=at,
        )
    return Reminded(written, before, nobody)


def _keys(firm: Employer, people: Sequence[User], on: date) -> dict[str, User | None]:
    """A key for each message of the day; the firm's own address only where nobody acts for it."""
    if people:
        return {f"report-{firm.pk}-{each.pk}-{on:%Y%m%d}": each for each in people}
    return {f"report-{firm.pk}-{on:%Y%m%d}": None} if firm.phone or firm.email else {}


def _write(each: Lateness, who: User | None, *, key: str, at: datetime, address: str) -> None:
    addressed = who if who is not None else each.firm
    send(
        kind=REMINDED,
        text=f"{_words(each)} Gửi tại {address}",
        at=at,
        user=who,
        phone=addressed.phone,
        email=addressed.email,
        subject=f"Nhắc báo cáo lao động: {each.firm.name}",
        about=each.firm,
        key=key,
    )


def _words(each: Lateness) -> str:
    words = []
    if each.period is not None:
        words.append(
            f"{each.firm.name} chưa gửi báo cáo sử dụng lao động (01/PLI) {each.period.words}, "
            f"hạn cuối {each.period.last_day:%d/%m/%Y}."
        )
    if each.foreign_on is not None:
        words.append(
            f"Danh sách lao động nước ngoài của {each.firm.name} ngày {each.foreign_on:%d/%m/%Y} "
            f"có {each.permits_ended} giấy phép đã hết hạn: gửi lại danh sách mới."
        )
    return " ".join(words)
