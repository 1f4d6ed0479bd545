"""Questions about transfers, money that goes back, and complaints."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from caunoi.places.models import Place
from caunoi.places.queries import provinces
from caunoi.unemployment.choices.benefits import (
    OPEN_COMPLAINTS,
    OPEN_TRANSFERS,
    MonthState,
    RecoveryState,
)
from caunoi.unemployment.models import (
    Benefit,
    Complaint,
    Recovery,
    Repayment,
    Transfer,
    UncollectedMoney,
)


def open_transfers() -> QuerySet[Transfer]:
    """Moves under way, the nearest day first."""
    found = Transfer.objects.filter(state__in=OPEN_TRANSFERS)
    return found.select_related("benefit__person", "benefit__decision").order_by("due_on", "id")


def find_transfer(public_id: UUID) -> Transfer | None:
    """The transfer of an address."""
    found = Transfer.objects.select_related("benefit__person")
    return found.filter(public_id=public_id).first()


def all_provinces(on: date) -> list[Place]:
    """Provinces of a day, for a choice."""
    return list(provinces(on=on).order_by("name"))


def province_names(on: date) -> dict[str, str]:
    """Names of provinces by code."""
    return {each.code: each.name for each in all_provinces(on)}


def cleared_numbers(benefit: Benefit) -> list[int]:
    """Months on signed lists, by number."""
    months = benefit.months.filter(state=MonthState.CLEARED)
    return list(months.order_by("k").values_list("k", flat=True))


def find_uncollected(public_id: UUID) -> UncollectedMoney | None:
    """What social insurance wrote about money nobody fetched."""
    found = UncollectedMoney.objects.select_related("benefit__person", "decision")
    return found.filter(public_id=public_id).first()


def open_recoveries() -> QuerySet[Recovery]:
    """Money that has to come back and has not, the nearest day first."""
    over = [RecoveryState.REPAID, RecoveryState.DROPPED]
    found = Recovery.objects.exclude(state__in=over).annotate(
        person_id=Coalesce("benefit__person_id", "training__person_id")
    )
    return found.select_related("benefit__person", "training__person", "decision").order_by(
        "due_on", "id"
    )


def find_recovery(public_id: UUID) -> Recovery | None:
    """The recovery of an address."""
    found = Recovery.objects.select_related("benefit__person", "training__person", "decision")
    return found.filter(public_id=public_id).first()


def repayments(recovery: Recovery) -> QuerySet[Repayment]:
    """What came back, in order."""
    return recovery.repayments.order_by("paid_on", "id")


def open_complaints() -> QuerySet[Complaint]:
    """Complaints nobody has answered, the nearest day first."""
    found = Complaint.objects.filter(state__in=OPEN_COMPLAINTS)
    return found.select_related("person", "decision").order_by("answer_due", "accept_due", "id")


def find_complaint(public_id: UUID) -> Complaint | None:
    """The complaint of an address."""
    found = Complaint.objects.select_related(
        "person", "decision", "first", "answered_by", "proposer", "approver"
    )
    return found.filter(public_id=public_id).first()
