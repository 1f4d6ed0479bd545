"""Lists that name people on benefit: the question and its line in the journal are one deed."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from caunoi.accounts.models import User
from caunoi.unemployment.models import (
    Complaint,
    EmployerSupport,
    InsuranceItem,
    InsuranceSending,
    PaymentList,
    PaymentResult,
    Recovery,
    TrainingMonth,
    TrainingSupport,
)
from caunoi.unemployment.queries import payments as asked
from caunoi.unemployment.queries.employer_support import trainees_of
from caunoi.unemployment.queries.insurance import items_of
from caunoi.unemployment.queries.payment_results import uncollected
from caunoi_kit.journal.actions import record, record_read
from caunoi_kit.ui.paging import Page, page_of

PAGE_SIZE = 30


@dataclass(frozen=True)
class Shown:
    """One page of a list."""

    rows: list[Any]
    page: Page


@transaction.atomic
def look(*, rows: QuerySet, person: str, page: str | None, by: User, why: str) -> Shown:
    """A page of rows, each with `person` (a path to the key of the person), noted as read."""
    shown = page_of(page, count=rows.count(), size=PAGE_SIZE)
    found = list(rows[shown.part])
    people = sorted({_reach(row, person) for row in found})
    if people:
        record(
            "unemployment.benefits.read",
            by=by,
            detail={"fields": ["full_name", "benefit"], "people": people, "why": why},
        )
    return Shown(found, shown)


@dataclass(frozen=True)
class PaymentPage:
    """A list of payees: what it comes to, its flags, a page of its lines."""

    payments: PaymentList
    sums: asked.ListSums
    flags: Shown
    lines: Shown


@transaction.atomic
def look_at_list(
    *, payments: PaymentList, page: str | None, flag_page: str | None, by: User
) -> PaymentPage:
    """A list of payees with the names on it."""
    why = "đối chiếu danh sách chi trả"
    flags = asked.flags_of(payments)
    lines = asked.lines_of(payments)
    return PaymentPage(
        payments,
        asked.sums_of(payments),
        look(rows=flags, person="line.person_id", page=flag_page, by=by, why=why),
        look(rows=lines, person="person_id", page=page, by=by, why=why),
    )


@transaction.atomic
def look_at_everybody(*, payments: PaymentList, by: User) -> list[Any]:
    """All lines that count, for the file to social insurance."""
    lines = list(asked.lines_of(payments).filter(standing=True))
    record(
        "unemployment.payments.read",
        by=by,
        about=payments,
        detail={
            "fields": ["full_name", "identity_number", "account_number"],
            "people": [line.person_id for line in lines],
            "why": "tải danh sách chi trả",
        },
    )
    return lines


@transaction.atomic
def look_at_uncollected(*, by: User, why: str) -> list[PaymentResult]:
    """Everybody whose money was not paid, for the file."""
    results = list(uncollected())
    if results:
        record(
            "unemployment.benefits.read",
            by=by,
            detail={
                "fields": ["full_name", "identity_number", "phone", "benefit"],
                "people": sorted({result.line.person_id for result in results}),
                "why": why,
            },
        )
    return results


@transaction.atomic
def look_at_sending(*, sending: InsuranceSending, by: User) -> list[InsuranceItem]:
    """Everybody on a list to social insurance, for the file."""
    items = list(items_of(sending))
    record(
        "unemployment.insurance.read",
        by=by,
        about=sending,
        detail={
            "fields": ["full_name", "identity_number"],
            "people": [item.person_id for item in items],
            "why": "báo bảo hiểm xã hội",
        },
    )
    return items


@transaction.atomic
def look_at_money(*, recovery: Recovery, by: User) -> Recovery:
    """Money that goes back, with the person's name."""
    record_read(
        "unemployment.recovery.read",
        about=recovery.person,
        by=by,
        fields=["full_name", "recovery"],
        why="thu hồi tiền",
    )
    return recovery


@transaction.atomic
def look_at_training(*, support: TrainingSupport, by: User) -> TrainingSupport:
    """A file of training support with the person's name."""
    record_read(
        "unemployment.training.read",
        about=support.person,
        by=by,
        fields=["full_name", "unemployment"],
        why="hỗ trợ đào tạo",
    )
    return support


@transaction.atomic
def look_at_months(*, rows: QuerySet[TrainingMonth], by: User) -> list[TrainingMonth]:
    """Every month of study that waits, for the sheet with numbers and accounts."""
    found = list(rows)
    record(
        "unemployment.benefits.read",
        by=by,
        detail={
            "fields": ["full_name", "identity_number", "account_number"],
            "people": sorted({each.support.person_id for each in found}),
            "why": "tải danh sách tháng học",
        },
    )
    return found


@transaction.atomic
def look_at_trainees(*, support: EmployerSupport, page: str | None, by: User) -> Shown:
    """A page of the workers an employer trains, noted as read."""
    rows = trainees_of(support)
    shown = page_of(page, count=rows.count(), size=PAGE_SIZE)
    found = list(rows[shown.part])
    if found:
        record(
            "unemployment.trainees.read",
            by=by,
            about=support,
            detail={"fields": ["full_name", "birth_date", "sex"], "count": len(found)},
        )
    return Shown(found, shown)


@transaction.atomic
def look_at_complaint(*, complaint: Complaint, by: User) -> Complaint:
    """A complaint with the person's name."""
    record_read(
        "unemployment.complaint.read",
        about=complaint.person,
        by=by,
        fields=["full_name", "complaint"],
        why="giải quyết khiếu nại",
    )
    return complaint


def _reach(row: Any, path: str) -> int:
    for part in path.split("."):
        row = getattr(row, part)
    return int(row)
