"""Happenings: things counted that no other register holds, entered one by one or as a list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from caunoi.accounts.models import User
from caunoi.indicators.actions.refreshing import refresh_figures
from caunoi.indicators.choices.catalogue import Calendar
from caunoi.indicators.models import Happening, Indicator, ReportingUnit
from caunoi.indicators.queries.happenings import Asked, counted_by
from caunoi_kit.journal.actions import record
from caunoi_rules.periods import Period, period_on

__all__ = [
    "CannotNote",
    "HappeningRow",
    "Noted",
    "add_happenings",
    "count_anew",
    "months_touched",
    "note_list",
    "note_session",
    "read_happenings",
    "undo_happening",
]

BATCH = 1_000
SESSION = "job_sessions"


class CannotNote(Exception):
    """Nothing was noted; the message says why and what to do."""


@dataclass(frozen=True)
class HappeningRow:
    """One happening as it was entered; `amount` in đồng."""

    key: str
    on: date
    quantity: int = 1
    amount: int | None = None
    kind: str = ""
    note: str = ""


@dataclass(frozen=True)
class Noted:
    """How many are new, how many were known already, just so."""

    added: int
    known: int


@transaction.atomic
def add_happenings(
    *,
    indicator: Indicator,
    unit: ReportingUnit,
    rows: Iterable[HappeningRow],
    by: User | None,
    at: datetime,
    made: bool = False,
) -> Noted:
    """Note happenings of a unit. A key that is known counts no second time.

    A known key with other contents stops everything: it is either a slip or another happening.
    """
    given = list(rows)
    _refuse_twice(given)
    known = _known(indicator, unit, [row.key for row in given])
    fresh = []
    for row in given:
        if (kept := known.get(row.key)) is None:
            fresh.append(row)
        elif (kept.on, kept.quantity, kept.amount) != (row.on, row.quantity, row.amount):
            raise CannotNote(
                f"Mã {row.key} của {unit.name} đã ghi ngày {kept.on:%d/%m/%Y} với số lượng "
                f"{kept.quantity}. Nếu là sự việc khác, đặt mã khác; nếu ghi sai, bỏ dòng cũ trước."
            )
    Happening.objects.bulk_create(
        (
            Happening(
                indicator=indicator,
                unit=unit,
                on=row.on,
                key=row.key,
                kind=row.kind,
                quantity=row.quantity,
                amount=row.amount,
                note=row.note,
                entered_by=by,
                entered_at=at,
                made=made,
            )
            for row in fresh
        ),
        batch_size=BATCH,
    )
    if fresh:
        detail = {"added": len(fresh), "known": len(given) - len(fresh)}
        record("indicators.happenings.added", by=by, about=unit, detail=detail)
    return Noted(len(fresh), len(given) - len(fresh))


@transaction.atomic
def note_list(
    *,
    indicator: Indicator,
    rows: Mapping[ReportingUnit, Sequence[HappeningRow]],
    by: User | None,
    at: datetime,
) -> Noted:
    """Note the happenings of many units and count their months anew: all of them or none."""
    added = known = 0
    for unit, said in rows.items():
        noted = add_happenings(indicator=indicator, unit=unit, rows=said, by=by, at=at)
        added, known = added + noted.added, known + noted.known
    if added:
        days = {row.on for said in rows.values() for row in said}
        count_anew(indicator=indicator, days=days, at=at)
    return Noted(added, known)


@transaction.atomic
def note_session(
    *,
    unit: ReportingUnit,
    row: HappeningRow,
    came: Mapping[str, int],
    by: User | None,
    at: datetime,
) -> Noted:
    """Note a session of job exchange: the session itself and, by code of the indicator, how many
    came, each under the key of the session. Nought is no happening.
    """
    said = {SESSION: 1, **{code: many for code, many in came.items() if many}}
    found = {each.code: each for each in Indicator.objects.filter(code__in=said)}
    if unknown := [code for code in said if code not in found]:
        raise CannotNote(
            f"Danh mục chỉ tiêu chưa có «{unknown[0]}». Quản trị chạy «caunoi load-indicators»."
        )
    added = known = 0
    for code, many in said.items():
        noted = add_happenings(
            indicator=found[code], unit=unit, rows=[replace(row, quantity=many)], by=by, at=at
        )
        added, known = added + noted.added, known + noted.known
    if added:
        codes = {each for indicator in found.values() for each in counted_by(indicator)}
        _count_anew(codes, [row.on], at=at)
    return Noted(added, known)


def read_happenings(*, rows: QuerySet[Happening], asked: Asked, by: User) -> QuerySet[Happening]:
    """The list as somebody looks at it: notes may name people, so the journal keeps who read it."""
    code = asked.indicator.code if asked.indicator is not None else ""
    record("indicators.happenings.read", by=by, detail={"indicator": code})
    return rows


@transaction.atomic
def undo_happening(*, happening: Happening, why: str, by: User, at: datetime) -> None:
    """Take a happening out that was noted wrongly and count its month anew. The journal keeps what
    it was and why.
    """
    if not why.strip():
        raise CannotNote("Ghi vì sao bỏ sự việc này, ví dụ: ghi trùng, ghi nhầm xã.")
    kept = (
        Happening.objects.select_for_update(of=("self",))
        .select_related("indicator")
        .get(pk=happening.pk)
    )
    record(
        "indicators.happening.undone",
        by=by,
        about=kept,
        detail={
            "why": why.strip(),
            "key": kept.key,
            "on": f"{kept.on:%Y-%m-%d}",
            "quantity": kept.quantity,
            "amount": kept.amount,
        },
    )
    indicator, day = kept.indicator, kept.on
    kept.delete()
    count_anew(indicator=indicator, days=[day], at=at)


def count_anew(*, indicator: Indicator, days: Iterable[date], at: datetime) -> int:
    """Make the figures anew of the months in which something happened, in either calendar."""
    return _count_anew(counted_by(indicator), days, at=at)


def _count_anew(codes: Iterable[str], days: Iterable[date], *, at: datetime) -> int:
    wanted = sorted(codes)
    return sum(refresh_figures(each, codes=wanted, at=at) for each in months_touched(days))


def months_touched(days: Iterable[date]) -> list[Period]:
    """The months of either calendar that some days lie in, in order."""
    found = {period_on(day, "month", calendar=calendar) for day in days for calendar in Calendar}
    return sorted(found, key=lambda period: (period.first, period.last))


def _refuse_twice(rows: Sequence[HappeningRow]) -> None:
    seen: set[str] = set()
    for row in rows:
        if row.key in seen:
            raise CannotNote(f"Mã {row.key} có hai dòng. Mỗi sự việc một mã; bỏ bớt một dòng.")
        seen.add(row.key)


def _known(indicator: Indicator, unit: ReportingUnit, keys: Sequence[str]) -> dict[str, Happening]:
    found: dict[str, Happening] = {}
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        for each in Happening.objects.filter(indicator=indicator, unit=unit, key__in=part):
            found[each.key] = each
    return found
