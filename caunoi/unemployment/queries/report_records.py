"""The records behind a figure of a report, of the people on one page."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from caunoi.placement.models import Referral
from caunoi.unemployment.models import (
    Claim,
    Decision,
    PaymentLine,
    SupportDecision,
    Trainee,
    TrainingMonth,
    Transfer,
)
from caunoi.unemployment.queries.report_figures import COUNSELLED, MEASURES, is_of_people
from caunoi_rules.periods import Period

MOST_RECORDS: Final = 2_000


@dataclass(frozen=True)
class RecordLine:
    """One record: what it is, its day, and where it opens (`what`, `public_id`; "" nowhere)."""

    words: str
    on: date
    what: str
    public_id: str
    amount: int | None = None


def records_of(key: str, days: Period, people: Iterable[Any]) -> dict[int, list[RecordLine]]:
    """By person the records that count in `days`: one question for the whole page."""
    ids = [each.pk for each in people]
    found: dict[int, list[RecordLine]] = defaultdict(list)
    if key == COUNSELLED:
        letters = Referral.objects.filter(person__in=ids, made_on__range=(days.first, days.last))
        for letter in letters.order_by("made_on")[:MOST_RECORDS]:
            found[letter.person_id].append(_of_referral(letter))
        return found
    measure = MEASURES[key]
    if not is_of_people(key):
        return {each.pk: [_of_firm(each)] for each in people}
    where = f"{measure.who.removesuffix('_id')}__in"
    rows = measure.in_days(days.first, days.last).filter(**{where: ids})
    if measure.who.startswith("benefit"):
        rows = rows.select_related("benefit")
    elif measure.who.startswith("support"):
        rows = rows.select_related("support")
    elif measure.moment:
        rows = rows.select_related("list", "month__benefit")
    for row in rows.order_by(measure.day, "pk")[:MOST_RECORDS]:
        person, line = _line(row)
        found[person].append(line)
    return found


def _line(row: Any) -> tuple[int, RecordLine]:
    if isinstance(row, Claim):
        return row.person_id, RecordLine(str(row), _day(row.filed_on), "claim", str(row.public_id))
    if isinstance(row, Decision):
        return row.person_id, RecordLine(
            f"{row.get_kind_display()} số {row.symbol}",
            _day(row.signed_on),
            "decision",
            str(row.public_id),
            row.content.get("amount"),
        )
    if isinstance(row, Transfer):
        words = f"{row.get_direction_display()} ngày gửi giấy"
        return row.benefit.person_id, RecordLine(
            words, _day(row.sent_on), "benefit", str(row.benefit.public_id)
        )
    if isinstance(row, PaymentLine):
        words = f"Tháng hưởng thứ {row.month.k}, {row.list}"
        return row.person_id, RecordLine(
            words, row.starts_on, "benefit", str(row.month.benefit.public_id), row.amount
        )
    if isinstance(row, TrainingMonth):
        words = f"Tháng học thứ {row.number}, {row.support}"
        return row.support.person_id, RecordLine(
            words,
            _day(row.paid_on),
            "training",
            str(row.support.public_id),
            row.tuition + row.meals,
        )
    raise TypeError(f"{type(row).__name__} is not a record of a report")


def _of_firm(row: SupportDecision | Trainee) -> RecordLine:
    """A decision about an employer, or a worker of its plan: both open the employer's file."""
    if isinstance(row, Trainee):
        words = f"{row.course.trade}, {row.support.employer.name}"
        return RecordLine(words, row.course.first, "support", str(row.support.public_id))
    return RecordLine(
        f"{row.get_kind_display()} số {row.symbol}, {row.workers} lao động",
        _day(row.signed_on),
        "support",
        str(row.support.public_id),
        row.amount,
    )


def _of_referral(letter: Referral) -> RecordLine:
    return RecordLine(str(letter), letter.made_on, "", "")


def _day(day: date | None) -> date:
    if day is None:
        raise TypeError("a record that counts has its day")
    return day
