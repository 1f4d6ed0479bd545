"""Questions about lists of payees: who may be paid, what a list holds, what still stops it."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from caunoi.unemployment.choices import NUMBERED, DecisionKind
from caunoi.unemployment.choices.benefits import (
    ANSWERED,
    BenefitState,
    MonthState,
    Scheme,
)
from caunoi.unemployment.choices.payments import UNSIGNED_LISTS, FlagVerdict, ListState
from caunoi.unemployment.models import (
    BenefitMonth,
    Decision,
    DeclarationFile,
    PaymentFlag,
    PaymentLine,
    PaymentList,
)
from caunoi.unemployment.queries.benefits import missed_before

PAYABLE_BENEFITS: Final = (
    BenefitState.RUNNING,
    BenefitState.SUSPENDED,
    BenefitState.ENDED,
    BenefitState.FINISHED,
)


@dataclass(frozen=True)
class ListSums:
    """What a list comes to: lines that count, their money, lines stopped, flags by what became."""

    payees: int
    total: int
    stopped: int
    flags: int
    undecided: int
    stale: bool
    """New declarations came after the check."""

    @property
    def ready(self) -> bool:
        """Whether it may be signed, as far as the flags go."""
        return not self.undecided and not self.stale and self.payees > 0


def payable(*, until: date) -> QuerySet[BenefitMonth]:
    """Months that may be paid and stand on no list: noticed, open, not waiting to be resumed.

    Those whose notice window ends by `until`. A month after one without notice waits for the signed
    decision that the benefit goes on.
    """
    resumed = Decision.objects.filter(
        month=OuterRef("pk"), kind=DecisionKind.RESUME, state__in=NUMBERED
    )
    listed = PaymentLine.objects.filter(month=OuterRef("pk"), standing=True)
    found = BenefitMonth.objects.filter(
        state=MonthState.OPEN,
        notice_state__in=ANSWERED,
        window_to__lte=until,
        benefit__state__in=PAYABLE_BENEFITS,
        benefit__scheme=Scheme.UNEMPLOYMENT,
    )
    found = found.filter(~missed_before() | Exists(resumed) | Q(notice_state=ANSWERED[1]))
    return found.exclude(Exists(listed)).order_by("window_to", "id")


@dataclass(frozen=True)
class Payee:
    """A month to be paid and whose it is: what a line keeps. No number is read, none is needed."""

    key: int
    person: int
    scheme: str
    starts_on: date
    ends_on: date
    amount: int
    name: str
    born: date | None
    made: bool


def payees_of(months: QuerySet[BenefitMonth]) -> list[Payee]:
    """The months of a list with their payees, in their order."""
    columns = (
        "pk", "person_id", "scheme", "starts_on", "ends_on", "amount", "person__full_name",
        "person__birth_date", "benefit__made",
    )  # fmt: skip
    return [Payee(*row) for row in months.values_list(*columns)]


def lists() -> QuerySet[PaymentList]:
    """Lists of payees with how many lines count and what they come to, the newest first."""
    standing = Q(lines__standing=True)
    found = PaymentList.objects.select_related("made_by", "signed_by")
    return found.annotate(
        count=Count("lines", filter=standing), sum=Sum("lines__amount", filter=standing)
    ).order_by("-year", "-number")


def find_list(public_id: UUID) -> PaymentList | None:
    """The list of an address."""
    found = PaymentList.objects.select_related("made_by", "checked_by", "signed_by", "sent_by")
    return found.filter(public_id=public_id).first()


def unsigned_list() -> PaymentList | None:
    """The one list that is not signed yet."""
    return PaymentList.objects.filter(state__in=UNSIGNED_LISTS).first()


def sums_of(payments: PaymentList) -> ListSums:
    """What a list comes to. Three queries."""
    lines = PaymentLine.objects.filter(list=payments).aggregate(
        payees=Count("pk", filter=Q(standing=True)),
        total=Sum("amount", filter=Q(standing=True)),
        stopped=Count("pk", filter=Q(standing=False)),
    )
    flags = PaymentFlag.objects.filter(line__list=payments).aggregate(
        flags=Count("pk"), undecided=Count("pk", filter=Q(verdict=""))
    )
    return ListSums(
        payees=lines["payees"],
        total=lines["total"] or 0,
        stopped=lines["stopped"],
        flags=flags["flags"],
        undecided=flags["undecided"],
        stale=payments.state in UNSIGNED_LISTS and is_stale(payments),
    )


def is_stale(payments: PaymentList) -> bool:
    """Whether declarations came that the check of a list did not know."""
    if payments.checked_at is None:
        return False
    return DeclarationFile.objects.filter(read_at__gt=payments.checked_at).exists()


def lines_of(payments: PaymentList, *, flagged: bool | None = None) -> QuerySet[PaymentLine]:
    """The lines of a list in the order of names; only flagged ones, or only the others."""
    lines = PaymentLine.objects.filter(list=payments).select_related(
        "person", "month__benefit__decision"
    )
    if flagged is not None:
        has_flag = Exists(PaymentFlag.objects.filter(line=OuterRef("pk")))
        lines = lines.filter(has_flag if flagged else ~has_flag)
    return lines.order_by("person__sort_key", "id")


def flags_of(payments: PaymentList) -> QuerySet[PaymentFlag]:
    """The flags of a list, those without a word first."""
    found = PaymentFlag.objects.filter(line__list=payments)
    return found.select_related("line__person", "line__month", "decided_by").order_by(
        "verdict", "line__person__sort_key", "id"
    )


def find_flag(public_id: UUID) -> PaymentFlag | None:
    """The flag of an address with both sides of the comparison."""
    found = PaymentFlag.objects.select_related(
        "line__list__made_by",
        "line__person",
        "line__month__benefit__decision",
        "declaration__file",
        "application__vacancy__employer",
        "other__person",
        "other__list",
        "opened_by",
        "decided_by",
    )
    return found.filter(public_id=public_id).first()


def stopped_lines(payments: PaymentList) -> set[int]:
    """Lines that a word on one of their flags stops."""
    stop = PaymentFlag.objects.filter(line__list=payments, verdict=FlagVerdict.STOP)
    return set(stop.values_list("line_id", flat=True))


def month_of_list(payments: PaymentList) -> date:
    """The month a list is called by."""
    return payments.until.replace(day=1)


def lists_without_sending() -> QuerySet[PaymentList]:
    """Signed lists that were not sent."""
    return lists().filter(state=ListState.SIGNED)


def earlier_words(flag: PaymentFlag) -> QuerySet[PaymentFlag]:
    """What was said before of this person and the same workplace."""
    before = PaymentFlag.objects.filter(line__person=flag.line.person_id, workplace=flag.workplace)
    before = before.exclude(verdict="").exclude(pk=flag.pk)
    return before.select_related("decided_by", "line__list").order_by("-decided_at", "-id")[:3]


def declaration_files() -> QuerySet[DeclarationFile]:
    """Files of new employment that were read, the latest first."""
    return DeclarationFile.objects.order_by("-read_at", "-id")
