"""Reminders of forms: soon due, and late; each officer once per form, period and stage."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.indicators.models import ReportingUnit
from caunoi.indicators.queries.filling import officers_of
from caunoi.indicators.queries.standings import to_remind
from caunoi.indicators.queries.submissions import Owed
from caunoi_kit.journal.actions import record
from caunoi_kit.messaging.actions import send
from caunoi_kit.messaging.models import Message
from caunoi_kit.ui import formats

__all__ = ["remind_of_forms"]

SOON: Final = timedelta(days=3)  # before the due day
LATE: Final = (1, 7)  # days after it: told then, and once more
Address = Callable[[Owed], str]


@transaction.atomic
def remind_of_forms(*, on: date, at: datetime, address_of: Address) -> int:
    """Write to the officers of units that owe a form soon or already; how many messages are new.

    A message has a key of form, unit, period, stage and officer: run again it writes nothing.
    """
    asked = [
        (owed, stage) for owed in to_remind(on=on, soon=on + SOON) if (stage := _stage(owed, on))
    ]
    if not asked:
        return 0
    officers = officers_of(_units([owed for owed, _ in asked]))
    keys: dict[str, tuple[Owed, str, User]] = {}
    for owed, stage in asked:
        for officer in officers.get(owed.unit.pk, ()):
            keys[_key(owed, stage, officer)] = (owed, stage, officer)
    known = set(Message.objects.filter(key__in=list(keys)).values_list("key", flat=True))
    fresh = [(key, *said) for key, said in keys.items() if key not in known]
    for key, owed, stage, officer in fresh:
        send(
            kind="indicators.form.due" if stage == "due" else "indicators.form.late",
            text=_words(owed, stage, on, address_of(owed)),
            at=at,
            user=officer,
            phone=officer.phone,
            email=officer.email,
            subject=f"Nhắc nộp: {owed.form.name}",
            about=owed.unit,
            key=key,
        )
    if fresh:
        record("indicators.forms.reminded", by=None, detail={"written": len(fresh)})
    return len(fresh)


def _units(owed: Sequence[Owed]) -> list[ReportingUnit]:
    return list({each.unit.pk: each.unit for each in owed}.values())


def _stage(owed: Owed, on: date) -> str:
    """ "due", "late-1", "late-7"; "" when nobody is reminded yet."""
    if on <= owed.due_on:
        return "due" if owed.due_on - on <= SOON else ""
    late = (on - owed.due_on).days
    passed = [days for days in LATE if days <= late]
    return f"late-{passed[-1]}" if passed else ""


def _key(owed: Owed, stage: str, officer: User) -> str:
    period = f"{owed.period.first:%Y%m%d}-{owed.period.last:%Y%m%d}"
    return f"form-{owed.form.pk}-{owed.unit.pk}-{period}-{stage}-{officer.pk}"


def _words(owed: Owed, stage: str, on: date, address: str) -> str:
    what = f"{owed.form.name}, {owed.unit.name}, {owed.period.words}"
    if stage == "due":
        return f"{what}: hạn nộp {formats.day(owed.due_on)}. Ghi số tại {address}"
    late = formats.number((on - owed.due_on).days)
    return f"{what}: quá hạn {late} ngày, chưa nộp. Ghi số tại {address}"
