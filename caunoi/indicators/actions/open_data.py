"""Figures that come in as a dataValueSet of DHIS2: kept as forms of the units that report.

What a program sends goes the way of what is typed: the same forms, rights, states and refusals.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.indicators.actions.submissions import (
    CannotHandIn,
    open_submission,
    save_figures,
    send,
)
from caunoi.indicators.choices.catalogue import Unit
from caunoi.indicators.models import Definition, FormLine, Indicator, ReportingForm, ReportingUnit
from caunoi.indicators.permissions.collecting import can_fill
from caunoi.indicators.queries.catalogue import definition_on
from caunoi.indicators.queries.entries import Entry
from caunoi.indicators.queries.open_data import period_of_dhis2
from caunoi.indicators.queries.submissions import values_of_submission
from caunoi_kit.journal.actions import record
from caunoi_rules.periods import Period, period_of

KINDS: Final = {"month": "MONTH", "quarter": "QUARTER", "half": "HALF", "year": "YEAR"}
MAY_FALL: Final = frozenset({Unit.PERCENT, Unit.POINTS})


class Strategy(StrEnum):
    """What may be written: new figures, changes of known ones, or both."""

    CREATE_AND_UPDATE = "CREATE_AND_UPDATE"
    CREATE = "CREATE"
    UPDATE = "UPDATE"


@dataclass(frozen=True)
class DataValue:
    """One value as it was sent, with what the set said for all of them filled in."""

    element: str
    period: str
    unit: str
    value: str


@dataclass(frozen=True)
class Conflict:
    """Why a value was not taken: which one, and what to do."""

    object: str
    value: str


@dataclass
class Summary:
    """What became of a set."""

    imported: int = 0
    updated: int = 0
    ignored: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    sent: int = 0  # forms handed in

    def refuse(self, sent: DataValue, why: str) -> None:
        """Count a value as ignored and say why."""
        self.ignored += 1
        self.conflicts.append(Conflict(f"{sent.element} {sent.unit} {sent.period}".strip(), why))


@dataclass(frozen=True)
class _Spot:
    """A form of a unit for a period."""

    form: ReportingForm
    unit: ReportingUnit
    period: Period


@transaction.atomic
def take_values(
    values: Sequence[DataValue],
    *,
    by: User,
    at: datetime,
    on: date,
    strategy: Strategy = Strategy.CREATE_AND_UPDATE,
    hand_in: bool = False,
    dry_run: bool = False,
) -> Summary:
    """Keep what can be kept, form by form; a form that refuses loses its values only.

    `hand_in` sends the forms as they then stand, with gaps. `dry_run` says what would become of
    the set and keeps nothing.
    """
    summary = Summary()
    book = _Book(values)
    spots: dict[_Spot, dict[str, tuple[DataValue, Entry]]] = defaultdict(dict)
    for sent in values:
        try:
            spot, entry = book.read(sent, by=by, on=on)
        except CannotHandIn as refusal:
            summary.refuse(sent, str(refusal))
            continue
        if sent.element in spots[spot]:
            summary.refuse(sent, "Chỉ tiêu này có hai số cho một đơn vị và kỳ. Chỉ gửi một số.")
            continue
        spots[spot][sent.element] = sent, entry
    for spot, found in spots.items():
        if found:
            _keep(spot, found, summary, strategy=strategy, hand_in=hand_in, by=by, at=at)
    detail = {
        "imported": summary.imported,
        "updated": summary.updated,
        "ignored": summary.ignored,
    }
    if dry_run:
        transaction.set_rollback(True)
    else:
        record("indicators.data_values.taken", by=by, detail=detail)
    return summary


def _keep(
    spot: _Spot,
    found: Mapping[str, tuple[DataValue, Entry]],
    summary: Summary,
    *,
    strategy: Strategy,
    hand_in: bool,
    by: User,
    at: datetime,
) -> None:
    try:
        with transaction.atomic():
            form = open_submission(form=spot.form, unit=spot.unit, period=spot.period)
            held = values_of_submission(form)
            wanted = {
                code: entry
                for code, (_, entry) in found.items()
                if entry != held[code] and _may(strategy, known=held[code] is not None)
            }
            if wanted:
                save_figures(submission=form, values=wanted, by=by, at=at)
            if hand_in:
                send(submission=form, by=by, at=at, gaps=True)
                summary.sent += 1
    except CannotHandIn as refusal:
        for sent, _ in found.values():
            summary.refuse(sent, str(refusal))
        return
    new = sum(held[code] is None for code in wanted)
    summary.imported += new
    summary.updated += len(wanted) - new
    summary.ignored += len(found) - len(wanted)


def _may(strategy: Strategy, *, known: bool) -> bool:
    if strategy == Strategy.CREATE_AND_UPDATE:
        return True
    return known == (strategy == Strategy.UPDATE)


class _Book:
    """The indicators, units and forms that the values of a set name. Four queries."""

    def __init__(self, values: Sequence[DataValue]) -> None:
        codes = {each.element for each in values}
        self._indicators = {
            each.code: each
            for each in Indicator.objects.filter(code__in=codes).prefetch_related("definitions")
        }
        units = ReportingUnit.objects.filter(code__in={each.unit for each in values})
        self._units = {
            each.code: each for each in units.select_related("org_unit", "institution", "place")
        }
        self._forms: dict[str, list[ReportingForm]] = defaultdict(list)
        lines = FormLine.objects.filter(indicator__code__in=codes)
        for line in lines.select_related("form", "indicator").order_by("form__code", "order"):
            self._forms[line.indicator.code].append(line.form)
        self._definitions: dict[tuple[str, date], Definition] = {}

    def read(self, sent: DataValue, *, by: User, on: date) -> tuple[_Spot, Entry]:
        """Where a value belongs, and what it is. Raises CannotHandIn."""
        indicator, unit = self._indicators.get(sent.element), self._units.get(sent.unit)
        period = period_of_dhis2(sent.period)
        if indicator is None:
            raise CannotHandIn(f"Không có chỉ tiêu mã {sent.element}. Xem mã ở danh mục chỉ tiêu.")
        if unit is None:
            raise CannotHandIn(f"Không có đơn vị báo cáo mã {sent.unit}. Ví dụ mã đúng: X12454.")
        if period is None or period.first > on:
            raise CannotHandIn("Kỳ chưa đúng hoặc chưa tới. Viết như 202611, 2026Q4, 2026S1, 2026.")
        if not can_fill(by, unit):
            raise CannotHandIn(f"Tài khoản của khoá này không báo cáo thay {unit.name}.")
        for form in self._forms[sent.element]:
            if form.unit_kind == unit.kind and form.frequency == KINDS.get(period.kind):
                own = period_of(period.code, calendar=str(form.calendar))
                return _Spot(form, unit, own), self._entry(sent, indicator, own.last)
        raise CannotHandIn(
            f"Không biểu nào của {unit.get_kind_display().lower()} hỏi chỉ tiêu này theo kỳ "
            "như vậy. Xem kỳ của biểu."
        )

    def _entry(self, sent: DataValue, indicator: Indicator, day: date) -> Entry:
        key = (indicator.code, day)
        if key not in self._definitions:
            self._definitions[key] = definition_on(indicator, day)
        definition = self._definitions[key]
        try:
            number = Decimal(sent.value)
            value = number.scaleb(definition.decimals)
        except InvalidOperation:
            raise CannotHandIn("Giá trị không phải số. Viết như 1200 hoặc 4.87.") from None
        if not value.is_finite() or abs(value) >= Decimal(10) ** 18:
            raise CannotHandIn("Giá trị quá lớn hoặc không phải số.")
        if value != value.to_integral_value():
            raise CannotHandIn(f"Chỉ tiêu này có nhiều nhất {definition.decimals} chữ số lẻ.")
        if value < 0 and definition.unit not in MAY_FALL:
            raise CannotHandIn("Số liệu này không thể âm.")
        return Entry(int(value))
