"""What Mẫu 34 and 35 of Decree 374/2025 count: every figure is a set of records that opens.

A figure and the list behind it come from the same question, so they cannot differ.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.conf import settings
from django.db.models import Avg, BigIntegerField, Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import timezone

from caunoi.classifications.choices import Sex
from caunoi.people.models import Person
from caunoi.places.choices import Level
from caunoi.unemployment.choices import NUMBERED, ClaimState, DecisionKind
from caunoi.unemployment.choices.benefits import Direction, EndCause, Scheme
from caunoi.unemployment.choices.payments import SIGNED_LISTS
from caunoi.unemployment.choices.training import RecoverWhy, SupportDecisionKind
from caunoi.unemployment.models import (
    Claim,
    Decision,
    PaymentLine,
    SupportDecision,
    Trainee,
    TrainingMonth,
    Transfer,
)
from caunoi.unemployment.queries.counselled import counselled
from caunoi_rules.periods import Period
from caunoi_rules.reports import AGE_BANDS, AgeBand, born_between

ALL_AGES: Final = ""
MATRIX: Final = ("granted", "training", "counselled", "firm_workers")
"""Columns of the matrix of Mẫu 34, each with "of whom women"."""


@dataclass(frozen=True)
class Measure:
    """One thing that is counted: which records, on which of their days, and how.

    `how` is "people" (each once), "sum" or "mean" of `of`, an expression over the record. Records
    about employers open as they are: decisions, or the workers of a plan.
    """

    key: str
    words: str
    records: Callable[[], QuerySet[Any]]
    day: str
    how: str = "people"
    of: Any = None
    moment: bool = False  # `day` is a moment, not a day
    # The way from a record to whom it is about; "" counts the records themselves.
    who: str = "person_id"

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


def _training_paid() -> QuerySet[TrainingMonth]:
    return TrainingMonth.objects.filter(paid_on__isnull=False)


def _training_paid_on_benefit() -> QuerySet[TrainingMonth]:
    """Who drew the benefit when the support was decided."""
    drawn = Decision.objects.filter(
        kind=DecisionKind.TRAINING, state__in=NUMBERED, content__on_benefit=True
    )
    return _training_paid().filter(support__in=drawn.values("training"))


def _of_firms(kind: str, **more: Any) -> Callable[[], QuerySet[SupportDecision]]:
    return lambda: SupportDecision.objects.filter(kind=kind, state__in=NUMBERED, **more)


def _trainees() -> QuerySet[Trainee]:
    """Workers of plans that were granted, with the day of the decision."""
    granted = _of_firms(SupportDecisionKind.GRANT)().filter(support=OuterRef("support"))
    signed = Subquery(granted.order_by("pk").values("signed_on")[:1])
    return Trainee.objects.annotate(decided_on=signed).filter(decided_on__isnull=False)


_FIRM: Final = "support__employer_id"
_GRANT, _CANCEL, _TRAINING = DecisionKind.GRANT, DecisionKind.CANCEL, DecisionKind.TRAINING
_BACK: Final = SupportDecisionKind.RECOVER


def _firm(
    key: str, words: str, kind: str, how: str = "people", of: Any = None, **more: Any
) -> Measure:
    return Measure(key, words, _of_firms(kind, **more), "signed_on", how, of, who=_FIRM)


_FIRMS: Final = (
    _firm("firms", "Đơn vị được hỗ trợ", SupportDecisionKind.GRANT),
    Measure("firm_workers", "Lao động được đào tạo qua đơn vị", _trainees, "decided_on", who="pk"),
    _firm("firms_cancelled", "Đơn vị huỷ quyết định hỗ trợ", SupportDecisionKind.CANCEL),
    _firm(
        "firms_cancelled_workers", "Lao động bị huỷ hỗ trợ", SupportDecisionKind.CANCEL,
        "sum", F("workers"),
    ),
    _firm(
        "firms_unneeded", "Đơn vị bị thu hồi do không có nhu cầu", _BACK, why=RecoverWhy.UNNEEDED
    ),
    _firm(
        "firms_unneeded_workers", "Lao động không được hỗ trợ do đơn vị không có nhu cầu", _BACK,
        "sum", F("workers"), why=RecoverWhy.UNNEEDED,
    ),
    _firm(
        "firms_unkept", "Đơn vị bị thu hồi do không duy trì việc làm", _BACK, why=RecoverWhy.UNKEPT
    ),
    _firm(
        "firms_unkept_workers", "Lao động không được duy trì việc làm", _BACK,
        "sum", F("workers"), why=RecoverWhy.UNKEPT,
    ),
    _firm("firms_money", "Tiền hỗ trợ đơn vị", SupportDecisionKind.GRANT, "sum", F("amount")),
    _firm(
        "firms_money_cancelled", "Tiền theo quyết định huỷ", SupportDecisionKind.CANCEL,
        "sum", F("amount"),
    ),
    _firm("firms_money_back", "Tiền bị thu hồi của đơn vị", _BACK, "sum", F("amount")),
    _firm(
        "firms_money_unneeded", "Tiền bị thu hồi do không có nhu cầu", _BACK,
        "sum", F("amount"), why=RecoverWhy.UNNEEDED,
    ),
    _firm(
        "firms_money_unkept", "Tiền bị thu hồi do không duy trì việc làm", _BACK,
        "sum", F("amount"), why=RecoverWhy.UNKEPT,
    ),
)  # fmt: skip
_ALL: Final = (
    Measure("filed", "Người nộp hồ sơ đề nghị hưởng", _claims, "filed_on"),
    Measure(
        "filed_elsewhere",
        "Người thường trú ở tỉnh khác nộp hồ sơ",
        _claims_from_elsewhere,
        "filed_on",
    ),
    Measure(
        "refused",
        "Người không đủ điều kiện",
        _decided(DecisionKind.REFUSE, training__isnull=True),
        "signed_on",
    ),
    Measure("granted", "Người có quyết định hưởng", _decided(_GRANT), "signed_on"),
    Measure(
        "cancelled", "Người bị huỷ quyết định", _decided(_CANCEL, about__kind=_GRANT), "signed_on"
    ),
    Measure(
        "moved_out", "Người chuyển đi", _moved(Direction.OUT), "sent_on", who="benefit__person_id"
    ),
    Measure(
        "moved_in", "Người chuyển đến", _moved(Direction.IN), "sent_on", who="benefit__person_id"
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
        "Tiền hỗ trợ đào tạo đã chi",
        _training_paid,
        "paid_on",
        "sum",
        F("tuition") + F("meals"),
        who="support__person_id",
    ),
    Measure(
        "training_money_benefit",
        "Tiền hỗ trợ đào tạo đã chi cho người đang hưởng trợ cấp",
        _training_paid_on_benefit,
        "paid_on",
        "sum",
        F("tuition") + F("meals"),
        who="support__person_id",
    ),
    *_FIRMS,
)
MEASURES: Final[Mapping[str, Measure]] = {one.key: one for one in _ALL}
COUNSELLED: Final = "counselled"
COUNSELLED_WORDS: Final = "Người được tư vấn, giới thiệu việc làm"


def is_counted(key: str) -> bool:
    """Whether the software counts that; else the form has an empty cell for the pen."""
    return key == COUNSELLED or key in MEASURES


def is_mean(key: str) -> bool:
    """Whether a figure is a mean: there may be nothing to take it of."""
    return key in MEASURES and MEASURES[key].how == "mean"


def words_of(key: str) -> str:
    """What is counted, as the heading of the list. Raises KeyError for what is not."""
    return COUNSELLED_WORDS if key == COUNSELLED else MEASURES[key].words


def is_of_people(key: str) -> bool:
    """Whether the list behind a figure names people of the register; else decisions or trainees."""
    return key == COUNSELLED or not MEASURES[key].who.startswith((_FIRM, "pk"))


def behind(key: str, days: Period, *, band: str = ALL_AGES, women: bool = False) -> QuerySet[Any]:
    """What stands behind a figure: people each once, by age on the last day of `days`.

    Behind a figure of employers stand their decisions, or the workers of their plans by age.
    """
    measure = MEASURES.get(key)
    if measure is None:
        found: QuerySet[Any] = counselled(days.first, days.last)
    elif measure.who == _FIRM:
        return measure.in_days(days.first, days.last)
    elif measure.who == "pk":
        found = measure.in_days(days.first, days.last)
    else:
        ids = measure.in_days(days.first, days.last).values(measure.who)
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
    found = behind(key, days).aggregate(**wanted)
    return {
        band: {kind: found[f"{kind}_{band}"] for kind in ("all", "women")}
        for band in (ALL_AGES, *(each.key for each in AGE_BANDS))
    }


def _figure(key: str, days: Period, so_far: Period) -> dict[str, Any]:
    if key == COUNSELLED:
        return {"now": behind(key, days).count(), "so_far": behind(key, so_far).count()}
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
    return Count(measure.who, filter=when, distinct=True)


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
