"""What Mẫu 34 and 35 of Decree 374/2025 count: every figure is a set of records that opens.

A figure and the list behind it come from the same question, so they cannot differ.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.conf import settings
from django.db.models import Avg, BigIntegerField, Count, Q, QuerySet, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import timezone

from caunoi.classifications.choices import Sex
from caunoi.people.models import Person
from caunoi.places.choices import Level
from caunoi.unemployment.choices import NUMBERED, ClaimState, DecisionKind
from caunoi.unemployment.choices.benefits import Direction, EndCause, Scheme
from caunoi.unemployment.choices.payments import SIGNED_LISTS
from caunoi.unemployment.models import Claim, Decision, PaymentLine, Transfer
from caunoi.unemployment.queries.counselled import counselled
from caunoi_rules.reports import AGE_BANDS, AgeBand, Period, born_between

ALL_AGES: Final = ""
MATRIX: Final = ("granted", "training", "counselled", "firm_workers")
"""Columns of the matrix of Mẫu 34, each with "of whom women"."""


@dataclass(frozen=True)
class Measure:
    """One thing that is counted: which records, on which of their days, and how.

    `how` is "people" (each once), "sum" or "mean" of `of`, an expression over the record.
    """

    key: str
    words: str
    records: Callable[[], QuerySet[Any]]
    day: str
    how: str = "people"
    of: Any = None
    moment: bool = False  # `day` is a moment, not a day
    parts: tuple[str, ...] = ()  # what the list of records fetches with them

    def in_days(self, first: date, last: date) -> QuerySet[Any]:
        """The records of these days, both included."""
        return self.records().filter(self.between(first, last))

    def between(self, first: date, last: date) -> Q:
        """The condition for these days."""
        if not self.moment:
            return Q(**{f"{self.day}__range": (first, last)})
        end = _midnight(last + timedelta(days=1))
        return Q(**{f"{self.day}__gte": _midnight(first), f"{self.day}__lt": end})


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _number(name: str) -> Cast:
    """A whole number out of the snapshot of a decision."""
    return Cast(KT(f"content__{name}"), BigIntegerField())


def _claims() -> QuerySet[Claim]:
    return Claim.objects.exclude(state=ClaimState.DRAFT)


def _claims_from_elsewhere() -> QuerySet[Claim]:
    """People whose permanent home is in another province; who has none written down is not."""
    return _claims().filter(
        Q(person__permanent_place__parent__level=Level.PROVINCE)
        & ~Q(person__permanent_place__parent__code=settings.CAUNOI_PROVINCE)
    )


def _decided(*kinds: str, **more: Any) -> Callable[[], QuerySet[Decision]]:
    return lambda: Decision.objects.filter(kind__in=kinds, state__in=NUMBERED, **more)


def _ended(cause: str) -> Callable[[], QuerySet[Decision]]:
    return _decided(DecisionKind.END, benefit__end_cause=cause)


def _ended_otherwise() -> QuerySet[Decision]:
    named = [EndCause.JOB, EndCause.NO_NOTICE, EndCause.FINE]
    return _decided(DecisionKind.END)().exclude(benefit__end_cause__in=named)


def _moved(direction: str) -> Callable[[], QuerySet[Transfer]]:
    return lambda: Transfer.objects.filter(
        direction=direction, sent_on__isnull=False, withdrawn_on__isnull=True
    )


def _paid() -> QuerySet[PaymentLine]:
    return PaymentLine.objects.filter(
        standing=True, list__state__in=SIGNED_LISTS, scheme=Scheme.UNEMPLOYMENT
    )


_GRANT, _CANCEL, _TRAINING = DecisionKind.GRANT, DecisionKind.CANCEL, DecisionKind.TRAINING
_ALL: Final = (
    Measure("filed", "Người nộp hồ sơ đề nghị hưởng", _claims, "filed_on"),
    Measure(
        "filed_elsewhere",
        "Người thường trú ở tỉnh khác nộp hồ sơ",
        _claims_from_elsewhere,
        "filed_on",
    ),
    Measure("refused", "Người không đủ điều kiện", _decided(DecisionKind.REFUSE), "signed_on"),
    Measure("granted", "Người có quyết định hưởng", _decided(_GRANT), "signed_on"),
    Measure(
        "cancelled", "Người bị huỷ quyết định", _decided(_CANCEL, about__kind=_GRANT), "signed_on"
    ),
    Measure(
        "moved_out", "Người chuyển đi", _moved(Direction.OUT), "sent_on", parts=("benefit__person",)
    ),
    Measure(
        "moved_in", "Người chuyển đến", _moved(Direction.IN), "sent_on", parts=("benefit__person",)
    ),
    Measure("suspended", "Người tạm dừng hưởng", _decided(DecisionKind.SUSPEND), "signed_on"),
    Measure("resumed", "Người tiếp tục hưởng", _decided(DecisionKind.RESUME), "signed_on"),
    Measure("ended", "Người chấm dứt hưởng", _decided(DecisionKind.END), "signed_on"),
    Measure("ended_job", "Người chấm dứt vì có việc làm", _ended(EndCause.JOB), "signed_on"),
    Measure(
        "ended_silent",
        "Người chấm dứt vì ba tháng không thông báo",
        _ended(EndCause.NO_NOTICE),
        "signed_on",
    ),
    Measure("ended_fined", "Người chấm dứt vì bị xử phạt", _ended(EndCause.FINE), "signed_on"),
    Measure("ended_other", "Người chấm dứt vì lý do khác", _ended_otherwise, "signed_on"),
    Measure(
        "paid", "Tiền trợ cấp đã ký chi", _paid, "list__signed_at", "sum", "amount", moment=True
    ),
    Measure(
        "amount_mean",
        "Mức hưởng bình quân theo quyết định",
        _decided(_GRANT),
        "signed_on",
        "mean",
        _number("amount"),
    ),
    Measure(
        "at_cap",
        "Người có mức hưởng tối đa",
        _decided(_GRANT, content__capped=True),
        "signed_on",
    ),
    Measure(
        "months_mean",
        "Số tháng hưởng bình quân theo quyết định",
        _decided(_GRANT),
        "signed_on",
        "mean",
        _number("months"),
    ),
    Measure("training", "Người có quyết định hỗ trợ đào tạo", _decided(_TRAINING), "signed_on"),
    Measure(
        "training_benefit",
        "Người đang hưởng trợ cấp được hỗ trợ đào tạo",
        _decided(_TRAINING, content__on_benefit=True),
        "signed_on",
    ),
    Measure(
        "training_cancelled",
        "Người bị huỷ quyết định hỗ trợ đào tạo",
        _decided(_CANCEL, about__kind=_TRAINING),
        "signed_on",
    ),
    Measure(
        "training_money",
        "Tiền hỗ trợ đào tạo theo quyết định",
        _decided(_TRAINING),
        "signed_on",
        "sum",
        _number("total"),
    ),
    Measure(
        "training_money_benefit",
        "Tiền hỗ trợ đào tạo cho người đang hưởng trợ cấp",
        _decided(_TRAINING, content__on_benefit=True),
        "signed_on",
        "sum",
        _number("total"),
    ),
)
MEASURES: Final[Mapping[str, Measure]] = {one.key: one for one in _ALL}
# Measured by their decisions, but no page makes such decisions yet: a nought would be untrue.
WITHOUT_FILES: Final = frozenset(key for key in MEASURES if key.startswith("training"))
COUNSELLED: Final = "counselled"
COUNSELLED_WORDS: Final = "Người được tư vấn, giới thiệu việc làm"


def is_counted(key: str) -> bool:
    """Whether the software keeps records of that; else the form has an empty cell for the pen."""
    return key == COUNSELLED or (key in MEASURES and key not in WITHOUT_FILES)


def words_of(key: str) -> str:
    """What is counted, as the heading of the list. Raises KeyError for what is not."""
    return COUNSELLED_WORDS if key == COUNSELLED else MEASURES[key].words


def people(
    key: str, days: Period, *, band: str = ALL_AGES, women: bool = False
) -> QuerySet[Person]:
    """Who stands behind a figure: each once, by age on the last day of `days`."""
    if key == COUNSELLED:
        found = counselled(days.first, days.last)
    else:
        measure = MEASURES[key]
        ids = measure.in_days(days.first, days.last).values(_person(measure))
        found = Person.objects.filter(pk__in=ids)
    return found.filter(_of(band, women, days.last))


def figures(keys: tuple[str, ...], days: Period, so_far: Period) -> dict[str, dict[str, Any]]:
    """For each key its value in `days` and `so_far`: one question a key."""
    return {key: _figure(key, days, so_far) for key in keys}


def matrix(key: str, days: Period) -> dict[str, dict[str, int]]:
    """People by age band and, of them, women: {"": {"all": 3, "women": 1}, "30": …}."""
    wanted = {
        f"{kind}_{band}": Count("pk", filter=_of(band, kind == "women", days.last))
        for band in (ALL_AGES, *(each.key for each in AGE_BANDS))
        for kind in ("all", "women")
    }
    found = people(key, days).aggregate(**wanted)
    return {
        band: {kind: found[f"{kind}_{band}"] for kind in ("all", "women")}
        for band in (ALL_AGES, *(each.key for each in AGE_BANDS))
    }


def _figure(key: str, days: Period, so_far: Period) -> dict[str, Any]:
    if key == COUNSELLED:
        return {"now": people(key, days).count(), "so_far": people(key, so_far).count()}
    measure = MEASURES[key]
    now = measure.between(days.first, days.last)
    found = measure.in_days(min(days.first, so_far.first), so_far.last).aggregate(
        now=_value(measure, now),
        so_far=_value(measure, measure.between(so_far.first, so_far.last)),
    )
    empty = None if measure.how == "mean" else 0
    return {span: _plain(found[span], empty) for span in ("now", "so_far")}


def _plain(value: Any, empty: int | None) -> int | float | None:
    if value is None:
        return empty
    return int(value) if value == int(value) else round(float(value), 2)


def _value(measure: Measure, when: Q) -> Any:
    if measure.how == "sum":
        return Sum(measure.of, filter=when)
    if measure.how == "mean":
        return Avg(measure.of, filter=when)
    return Count(_person(measure), filter=when, distinct=True)


def _person(measure: Measure) -> str:
    """The way from a record to the person it is about."""
    return "benefit__person_id" if measure.parts else "person_id"


def _of(band: str, women: bool, on: date) -> Q:
    wanted = Q(pk__isnull=False)
    if band:
        wanted &= _aged(next(each for each in AGE_BANDS if each.key == band), on)
    return wanted & Q(sex=Sex.FEMALE) if women else wanted


def _aged(band: AgeBand, on: date) -> Q:
    after, upto = born_between(band, on)
    wanted = Q(birth_date__isnull=False)
    if after is not None:
        wanted &= Q(birth_date__gt=after)
    return wanted & Q(birth_date__lte=upto) if upto is not None else wanted
