"""What social insurance has to be told and was not: one question for each kind of list."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet

from caunoi.people.models import Person
from caunoi.unemployment.choices import NUMBERED, ClaimState, DecisionKind, DecisionState
from caunoi.unemployment.choices.benefits import (
    Direction,
    InsuranceList,
    NoticeState,
    TransferState,
)
from caunoi.unemployment.models import (
    BenefitMonth,
    Decision,
    InsuranceItem,
    InsuranceSending,
    TrainingMonth,
    Transfer,
)
from caunoi_kit.ui import formats
from caunoi_rules.unemployment import procedure

ARTICLES: Final = {
    InsuranceList.UNCOLLECTED: "Nghị định 374/2025/NĐ-CP, Điều 16 khoản 3",
    InsuranceList.NO_NOTICE: "Nghị định 374/2025/NĐ-CP, Điều 21 khoản 5",
    InsuranceList.SUSPENDED: "Nghị định 374/2025/NĐ-CP, Điều 17",
    InsuranceList.RESUMED: "Nghị định 374/2025/NĐ-CP, Điều 18",
    InsuranceList.ENDED: "Nghị định 374/2025/NĐ-CP, Điều 19 khoản 3",
    InsuranceList.CANCELLED: "Nghị định 374/2025/NĐ-CP, Điều 16 khoản 3",
    InsuranceList.RESERVED: "Nghị định 374/2025/NĐ-CP, Điều 16 khoản 4",
    InsuranceList.MOVED_OUT: "Nghị định 374/2025/NĐ-CP, Điều 20 khoản 2, Mẫu 20",
    InsuranceList.MOVED_IN: "Nghị định 374/2025/NĐ-CP, Điều 20 khoản 3, Mẫu 22",
    InsuranceList.TRAINING: "Nghị định 374/2025/NĐ-CP, Điều 13 khoản 3, Mẫu 05",
    InsuranceList.NO_TRAINING: "Nghị định 374/2025/NĐ-CP, Điều 13 khoản 5, Mẫu 08",
    InsuranceList.STUDY_MONEY: "Nghị định 374/2025/NĐ-CP, Điều 13 khoản 8",
}
_DECIDED: Final = {
    InsuranceList.SUSPENDED: DecisionKind.SUSPEND,
    InsuranceList.RESUMED: DecisionKind.RESUME,
    InsuranceList.ENDED: DecisionKind.END,
    InsuranceList.CANCELLED: DecisionKind.CANCEL,
    InsuranceList.RESERVED: DecisionKind.RESERVE,
    InsuranceList.TRAINING: DecisionKind.TRAINING,
    InsuranceList.NO_TRAINING: DecisionKind.CANCEL,
}


@dataclass(frozen=True)
class Due:
    """Somebody social insurance has to be told of."""

    kind: InsuranceList
    person: Person
    what: str
    """In words: number of the decision, month, province."""
    since: date | None
    due_on: date | None
    decision: Decision | None = None
    month: BenefitMonth | None = None
    transfer: Transfer | None = None
    study_month: TrainingMonth | None = None


@dataclass(frozen=True)
class Outstanding:
    """One kind of list: how many wait, the nearest day, and the list that went last."""

    kind: InsuranceList
    article: str
    count: int
    due_on: date | None
    last: InsuranceSending | None


def outstanding(*, on: date) -> list[Outstanding]:
    """Every kind of list with what waits in it. Three queries a kind."""
    latest = {
        kind: InsuranceSending.objects.filter(kind=kind).order_by("-made_at", "-id").first()
        for kind in InsuranceList
    }
    return [
        Outstanding(
            kind,
            ARTICLES[kind],
            waiting(kind, on=on).count(),
            _first_due(kind, on),
            latest[kind],
        )
        for kind in InsuranceList
    ]


def waiting(kind: InsuranceList, *, on: date) -> QuerySet:
    """Rows of whatever a list is about that were not told yet, the oldest first."""
    if kind == InsuranceList.NO_NOTICE:
        missed = BenefitMonth.objects.filter(notice_state=NoticeState.MISSED, window_to__lt=on)
        missed = missed.select_related("benefit__person", "benefit__decision", "person")
        return missed.exclude(_told(kind, "month")).order_by("window_to", "id")
    if kind == InsuranceList.UNCOLLECTED:
        left = Decision.objects.filter(
            Q(claim__state=ClaimState.UNCOLLECTED),
            kind=DecisionKind.GRANT,
            state=DecisionState.APPROVED,
            insurance_told_on__isnull=True,
        )
        left = left.select_related("person", "claim")
        return left.exclude(_told(kind, "decision")).order_by("window_last", "id")
    if kind in {InsuranceList.MOVED_OUT, InsuranceList.MOVED_IN}:
        direction = Direction.OUT if kind == InsuranceList.MOVED_OUT else Direction.IN
        moved = Transfer.objects.filter(direction=direction, sent_on__isnull=False)
        moved = moved.exclude(state=TransferState.WITHDRAWN).select_related("benefit__person")
        return moved.exclude(_told(kind, "transfer")).order_by("sent_on", "id")
    if kind == InsuranceList.STUDY_MONEY:
        studied = TrainingMonth.objects.filter(
            listed_on__isnull=False, study_days__gt=0, paid_on__isnull=True
        ).select_related("support__person")
        return studied.exclude(_told(kind, "study_month")).order_by("pay_due", "id")
    decided = Decision.objects.filter(kind=_DECIDED[kind], state__in=NUMBERED)
    if kind in {InsuranceList.CANCELLED, InsuranceList.NO_TRAINING}:
        decided = decided.filter(training__isnull=kind == InsuranceList.CANCELLED)
    decided = decided.select_related("person", "benefit", "month", "about")
    return decided.exclude(_told(kind, "decision")).order_by("signed_on", "id")


def due_lines(kind: InsuranceList, rows: QuerySet) -> list[Due]:
    """Those rows as lines of a list."""
    return [_LINES[kind](kind, row) for row in rows]


def sendings() -> QuerySet[InsuranceSending]:
    """Lists that were made, the newest first."""
    found = InsuranceSending.objects.select_related("made_by", "sent_by")
    return found.order_by("-year", "-number")


def find_sending(public_id: UUID) -> InsuranceSending | None:
    """The list of an address."""
    found = InsuranceSending.objects.select_related("made_by", "sent_by")
    return found.filter(public_id=public_id).first()


def items_of(sending: InsuranceSending) -> QuerySet[InsuranceItem]:
    """The lines of a list in the order of names."""
    found = sending.items.select_related(
        "person",
        "decision__benefit__decision",
        "decision__about",
        "decision__month",
        "month__benefit__decision",
        "transfer__benefit__decision",
        "study_month__support__person",
    )
    return found.order_by("person__sort_key", "id")


def counts_by_day() -> QuerySet:
    """Lists a day, for the report."""
    return InsuranceSending.objects.values("kind").annotate(lists=Count("pk")).order_by("kind")


def _told(kind: InsuranceList, column: str) -> Exists:
    return Exists(InsuranceItem.objects.filter(kind=kind, **{column: OuterRef("pk")}))


def _first_due(kind: InsuranceList, on: date) -> date | None:
    first = waiting(kind, on=on).first()
    return _LINES[kind](kind, first).due_on if first is not None else None


def _of_month(kind: InsuranceList, month: BenefitMonth) -> Due:
    return Due(
        kind,
        month.person,
        f"Tháng hưởng thứ {month.k}",
        month.starts_on,
        procedure.inform_due(month.window_to).day,
        month=month,
    )


def _of_decision(kind: InsuranceList, decision: Decision) -> Due:
    since, due = decision.signed_on, None
    if kind == InsuranceList.UNCOLLECTED and decision.window_last is not None:
        due = procedure.inform_not_collected_due(decision.window_last).day
    words = f"Quyết định số {decision.symbol}"
    if day := decision.content.get("from_day"):
        since = date.fromisoformat(day)
    return Due(kind, decision.person, words, since, due, decision=decision)


def _of_transfer(kind: InsuranceList, transfer: Transfer) -> Due:
    words = f"Từ tháng hưởng thứ {transfer.from_k}"
    return Due(
        kind,
        transfer.benefit.person,
        words,
        transfer.stops_on or transfer.asked_on,
        transfer.due_on,
        transfer=transfer,
    )


def _of_study_month(kind: InsuranceList, month: TrainingMonth) -> Due:
    words = (
        f"Tháng học thứ {month.number}, {month.study_days} ngày: học phí "
        f"{formats.money(month.tuition)}, tiền ăn {formats.money(month.meals)}"
    )
    return Due(kind, month.support.person, words, month.starts_on, month.pay_due, study_month=month)


_LINES: Final[dict[InsuranceList, Callable[[InsuranceList, Model], Due]]] = {
    kind: _of_decision for kind in InsuranceList
} | {
    InsuranceList.NO_NOTICE: _of_month,  # type: ignore[dict-item]
    InsuranceList.MOVED_OUT: _of_transfer,  # type: ignore[dict-item]
    InsuranceList.MOVED_IN: _of_transfer,  # type: ignore[dict-item]
    InsuranceList.STUDY_MONEY: _of_study_month,  # type: ignore[dict-item]
}


def as_line(item: InsuranceItem) -> Due:
    """A stored line in the same words as when it waited."""
    kind = InsuranceList(item.kind)
    return _LINES[kind](kind, item.decision or item.month or item.transfer or item.study_month)  # type: ignore[arg-type]
