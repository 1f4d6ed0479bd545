"""Estimates: entering one, approving it, and giving way to the real figure.

WAITING → APPROVED or REFUSED; APPROVED → REPLACED by what the unit reports, or WITHDRAWN. Whoever
entered an estimate does not approve it. A reported figure is never overwritten.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from caunoi.accounts.models import User
from caunoi.indicators.actions.totals import add_up
from caunoi.indicators.choices.catalogue import Source
from caunoi.indicators.choices.figures import EstimateState
from caunoi.indicators.models import Estimate, Figure, Indicator, ReportingUnit, Submission
from caunoi.indicators.queries.catalogue import definition_on
from caunoi.indicators.queries.entries import Entry, entry_of, entry_words
from caunoi.indicators.queries.estimates import kinds_estimated, reported_in, waiting_in
from caunoi_kit.journal.actions import record
from caunoi_kit.ui import formats

__all__ = [
    "CannotEstimate",
    "OwnEstimate",
    "Said",
    "approve_estimate",
    "come_back",
    "enter_estimate",
    "give_way",
    "refuse_estimate",
    "withdraw_estimate",
]

ANOTHER = "Thay bằng ước tính mới"
LIVE = (EstimateState.WAITING, EstimateState.APPROVED)
Cell = tuple[int, int, date, date]  # keys of indicator and unit, first and last day


class CannotEstimate(Exception):
    """Nothing was changed; the message says why and what to do now."""


class OwnEstimate(CannotEstimate):
    """Whoever entered an estimate does not approve it."""


@dataclass(frozen=True)
class Said:
    """What was entered. low, high: the ends of the interval, in last decimals like the value."""

    entry: Entry
    method: str
    low: int | None = None
    high: int | None = None
    source: str = ""


@transaction.atomic
def enter_estimate(
    *,
    indicator: Indicator,
    unit: ReportingUnit,
    first: date,
    last: date,
    said: Said,
    by: User | None,
    at: datetime,
) -> Estimate:
    """Note an estimate for a cell nobody has reported; it counts once somebody else approves it."""
    definition = definition_on(indicator, last)
    if definition.source == Source.DERIVED:
        raise CannotEstimate(
            f"«{definition.short_name}» phần mềm tính từ sổ, không ước tính. Sửa hồ sơ gốc nếu "
            "số sai."
        )
    if unit.kind not in kinds_estimated(indicator, definition):
        raise CannotEstimate(
            f"«{definition.short_name}» không do {unit.get_kind_display().lower()} báo cáo. Chọn "
            "đơn vị báo cáo chỉ tiêu này."
        )
    _refuse_interval(said)
    _refuse_reported(indicator, unit, first, last)
    if waiting_in(indicator, unit, first, last) is not None:
        raise CannotEstimate(
            f"{unit.name} đã có một ước tính chờ duyệt cho kỳ này. Duyệt hoặc bỏ ước tính đó trước."
        )
    estimate = Estimate.objects.create(
        indicator=indicator,
        unit=unit,
        first=first,
        last=last,
        value=said.entry.value,
        bound=said.entry.bound,
        low=said.low,
        high=said.high,
        method=said.method.strip(),
        source=said.source.strip(),
        state=EstimateState.WAITING,
        entered_at=at,
        entered_by=by,
    )
    record("indicators.estimate.entered", by=by, about=estimate)
    return estimate


@transaction.atomic
def approve_estimate(*, estimate: Estimate, by: User, at: datetime) -> Estimate:
    """Put an estimate to use: its figure counts, marked, until the real one comes."""
    kept = _waiting(estimate)
    if kept.entered_by_id == by.pk:
        raise OwnEstimate(
            "Anh/chị đã ghi ước tính này nên không tự duyệt. Nhờ một người khác có quyền duyệt."
        )
    _refuse_reported(kept.indicator, kept.unit, kept.first, kept.last)
    for earlier in _in_cell(kept).filter(state=EstimateState.APPROVED):
        _close(earlier, EstimateState.WITHDRAWN, why=ANOTHER, by=by, at=at)
    # What registers counted stood in for the unit; the estimate knows more.
    _figures_in(kept).filter(Q(estimated=True) | Q(origin=Source.DERIVED)).delete()
    _put(kept, at=at)
    kept.state, kept.decided_at, kept.decided_by = EstimateState.APPROVED, at, by
    kept.save(update_fields=["state", "decided_at", "decided_by"])
    record("indicators.estimate.approved", by=by, about=kept)
    _count_anew([kept])
    return kept


@transaction.atomic
def refuse_estimate(*, estimate: Estimate, why: str, by: User, at: datetime) -> Estimate:
    """Say no to an estimate, with the reason."""
    kept = _waiting(estimate)
    if kept.entered_by_id == by.pk:
        raise OwnEstimate(
            "Anh/chị đã ghi ước tính này: chọn «Bỏ ước tính» nếu không cần nữa, người khác duyệt."
        )
    _close(kept, EstimateState.REFUSED, why=why, by=by, at=at)
    record("indicators.estimate.refused", by=by, about=kept, detail={"why": why.strip()})
    return kept


@transaction.atomic
def withdraw_estimate(*, estimate: Estimate, why: str, by: User, at: datetime) -> Estimate:
    """Take an estimate out of use, with the reason; its figure counts no longer."""
    kept = _locked(estimate)
    if kept.state not in LIVE:
        raise CannotEstimate(_why_over(kept))
    counted = kept.state == EstimateState.APPROVED
    _close(kept, EstimateState.WITHDRAWN, why=why, by=by, at=at)
    record("indicators.estimate.withdrawn", by=by, about=kept, detail={"why": why.strip()})
    if counted:
        _figures_in(kept).filter(estimated=True).delete()
        _count_anew([kept])
    return kept


def give_way(figures: Iterable[Figure], *, at: datetime, by: User | None) -> int:
    """Real figures have come: estimates in their cells stay as a trail and count no longer.

    Sums are the caller's, who counts the cells anew. Says how many estimates gave way.
    """
    real = {_cell(each): each for each in figures}
    replaced = 0
    for estimate in _live_of(real):
        figure = real.get(_cell(estimate))
        if figure is None:
            continue
        _figures_in(estimate).filter(estimated=True).delete()
        estimate.state, estimate.real_value = EstimateState.REPLACED, figure.value
        estimate.replaced_at, estimate.replaced_by = at, figure.submission
        estimate.save(update_fields=["state", "real_value", "replaced_at", "replaced_by"])
        record("indicators.estimate.replaced", by=by, about=estimate)
        replaced += 1
    return replaced


def come_back(submission: Submission, *, at: datetime) -> int:
    """A form no longer counts: the approved estimates it had replaced are in use again."""
    found = _with_names().filter(replaced_by=submission, state=EstimateState.REPLACED)
    back = 0
    for estimate in found.order_by("id"):
        estimate.state = (
            EstimateState.WAITING if estimate.decided_at is None else EstimateState.APPROVED
        )
        if _in_cell(estimate).filter(state=estimate.state).exists():
            continue  # another one was entered meanwhile
        estimate.real_value = estimate.replaced_at = estimate.replaced_by = None
        estimate.save(update_fields=["state", "real_value", "replaced_at", "replaced_by"])
        if estimate.state == EstimateState.APPROVED:
            _put(estimate, at=at)
        back += 1
    return back


def _with_names():
    return Estimate.objects.select_related("indicator", "unit__place")


def _locked(estimate: Estimate) -> Estimate:
    return _with_names().select_for_update(of=("self",)).get(pk=estimate.pk)


def _waiting(estimate: Estimate) -> Estimate:
    kept = _locked(estimate)
    if kept.state != EstimateState.WAITING:
        raise CannotEstimate(_why_over(kept))
    return kept


def _live_of(cells: Iterable[Cell]) -> list[Estimate]:
    cells = list(cells)
    found = Estimate.objects.select_for_update(of=("self",)).filter(
        state__in=LIVE,
        indicator__in={cell[0] for cell in cells},
        unit__in={cell[1] for cell in cells},
        last__in={cell[3] for cell in cells},
    )
    return list(found.order_by("id")) if cells else []


def _cell(what: Figure | Estimate) -> Cell:
    return what.indicator_id, what.unit_id, what.first, what.last


def _figures_in(estimate: Estimate):
    return Figure.objects.filter(
        indicator=estimate.indicator_id,
        unit=estimate.unit_id,
        first=estimate.first,
        last=estimate.last,
    )


def _in_cell(estimate: Estimate):
    others = Estimate.objects.exclude(pk=estimate.pk).select_for_update()
    return others.filter(
        indicator=estimate.indicator_id,
        unit=estimate.unit_id,
        first=estimate.first,
        last=estimate.last,
    ).order_by("id")


def _put(estimate: Estimate, *, at: datetime) -> None:
    Figure.objects.create(
        indicator=estimate.indicator,
        unit=estimate.unit,
        first=estimate.first,
        last=estimate.last,
        value=estimate.value,
        bound=estimate.bound,
        origin=Source.ESTIMATED,
        estimated=True,
        definition=definition_on(estimate.indicator, estimate.last),
        taken_at=at,
    )


def _close(estimate: Estimate, state: EstimateState, *, why: str, by: User, at: datetime) -> None:
    if not why.strip():
        raise CannotEstimate("Ghi lý do, để người ghi ước tính hiểu vì sao.")
    estimate.state, estimate.state_why = state, why.strip()
    estimate.decided_at, estimate.decided_by = at, by
    estimate.save(update_fields=["state", "state_why", "decided_at", "decided_by"])


def _count_anew(estimates: Sequence[Estimate]) -> None:
    for each in estimates:
        add_up([each.indicator], first=each.first, last=each.last, places=[each.unit.place])


def _refuse_interval(said: Said) -> None:
    if not said.method.strip():
        raise CannotEstimate("Ghi cách ước tính: từ số nào, theo cách nào.")
    value, low, high = said.entry.value, said.low, said.high
    if said.entry.upper is not None:
        raise CannotEstimate("Ghi một số ở ô giá trị; khoảng ghi ở ô thấp nhất và cao nhất.")
    if (low is not None and low > value) or (high is not None and high < value):
        raise CannotEstimate("Giá trị phải nằm giữa số thấp nhất và số cao nhất. Xem lại ba số.")


def _refuse_reported(indicator: Indicator, unit: ReportingUnit, first: date, last: date) -> None:
    figure = reported_in(indicator, unit, first, last)
    if figure is not None:
        raise CannotEstimate(
            f"{unit.name} đã báo cáo {entry_words(entry_of(figure), figure.definition)} cho kỳ "
            f"{formats.day(first)}–{formats.day(last)}. Số đã báo cáo không thay bằng ước tính."
        )


def _why_over(estimate: Estimate) -> str:
    why = f", vì: {estimate.state_why}" if estimate.state_why else ""
    return (
        f"Ước tính này {estimate.get_state_display().lower()}{why}. Ghi một ước tính mới nếu cần."
    )
