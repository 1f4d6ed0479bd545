"""Questions about what became of the money of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from caunoi.unemployment.choices.payments import Paid
from caunoi.unemployment.models import (
    PaymentLine,
    PaymentList,
    PaymentResult,
    PaymentResultFile,
)
from caunoi_rules.unemployment import procedure
from caunoi_rules.unemployment.regimes import Regime


@dataclass(frozen=True)
class Listed:
    """A line that counts, as far as a file of results must name it."""

    key: int
    person: int
    digest: str
    insurance: str
    name_key: str
    k: int
    starts_on: date
    amount: int


@dataclass(frozen=True)
class ResultSums:
    """How many lines were paid, how many not, of how many no word has come; the money of each."""

    paid: int
    paid_money: int
    unpaid: int
    unpaid_money: int
    silent: int


def listed(payments: PaymentList) -> list[Listed]:
    """The lines of a list that count. Nothing encrypted is read."""
    rows = PaymentLine.objects.filter(list=payments, standing=True).values_list(
        "pk",
        "person_id",
        "person__identity_digest",
        "person__insurance_number",
        "name_key",
        "month__k",
        "starts_on",
        "amount",
    )
    return [
        Listed(key, person, digest or "", insurance, name, month, starts_on, amount)
        for key, person, digest, insurance, name, month, starts_on, amount in rows
    ]


def latest_results(payments: PaymentList) -> dict[int, PaymentResult]:
    """The latest result of each line that has one."""
    found = PaymentResult.objects.filter(line__list=payments, standing=True)
    return {each.line_id: each for each in found}


def results_of(lines: Sequence[PaymentLine]) -> dict[int, PaymentResult]:
    """The latest results of the lines of a page."""
    keys = [line.pk for line in lines]
    found = PaymentResult.objects.filter(line__in=keys, standing=True)
    return {each.line_id: each for each in found}


def result_sums(payments: PaymentList) -> ResultSums:
    """What is known of the money of a list. Two queries."""
    said = PaymentResult.objects.filter(line__list=payments, standing=True)
    paid, unpaid = Q(paid=Paid.PAID), Q(paid=Paid.UNPAID)
    sums = said.aggregate(
        yes=Count("pk", filter=paid),
        yes_money=Sum("line__amount", filter=paid),
        no=Count("pk", filter=unpaid),
        no_money=Sum("line__amount", filter=unpaid),
    )
    lines = PaymentLine.objects.filter(list=payments, standing=True).count()
    return ResultSums(
        paid=sums["yes"],
        paid_money=sums["yes_money"] or 0,
        unpaid=sums["no"],
        unpaid_money=sums["no_money"] or 0,
        silent=lines - sums["yes"] - sums["no"],
    )


def result_files(payments: PaymentList) -> QuerySet[PaymentResultFile]:
    """The files that were read of a list, the latest first."""
    found = PaymentResultFile.objects.filter(list=payments).select_related("read_by")
    return found.order_by("-read_at", "-id")


def uncollected() -> QuerySet[PaymentResult]:
    """Lines whose money lies there: not paid by the latest word, the oldest first."""
    found = PaymentResult.objects.filter(standing=True, paid=Paid.UNPAID)
    return found.select_related(
        "line__person", "line__list", "line__month__benefit__decision"
    ).order_by("on", "line__person__sort_key", "id")


def given_up_after(result: PaymentResult) -> date:
    """The last day to fetch the money: three months after the last day of the benefit."""
    benefit = result.line.month.benefit
    regime = Regime.OLD if benefit.old_law else Regime.NEW
    return procedure.uncollected_limit(benefit.ends_on, regime=regime).day
