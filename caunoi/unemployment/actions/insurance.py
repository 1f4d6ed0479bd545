"""Lists to social insurance: everybody of a kind who was not told yet, once."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.unemployment.actions.numbers import next_number
from caunoi.unemployment.choices import Series
from caunoi.unemployment.choices.benefits import InsuranceList
from caunoi.unemployment.models import Decision, InsuranceItem, InsuranceSending
from caunoi.unemployment.permissions.benefits import may_send
from caunoi.unemployment.queries.insurance import due_lines, waiting
from caunoi_kit.journal.actions import record


class CannotSend(Exception):
    """There is no such list to make or send; the message says why and what to do."""


@transaction.atomic
def make_sending(*, kind: InsuranceList, by: User, at: datetime) -> InsuranceSending:
    """Put everybody who waits on one list. Each is on a list of a kind once, by constraint."""
    on = timezone.localtime(at).date()
    lines = due_lines(kind, waiting(kind, on=on))
    if not lines:
        raise CannotSend(f"«{kind.label}»: không có ai chưa báo. Hôm nay không phải gửi.")
    sending = InsuranceSending.objects.create(
        kind=kind,
        year=on.year,
        number=next_number(Series.INSURANCE, on.year),
        count=len(lines),
        made_by=by,
        made_at=at,
        made=all(line.person.made for line in lines),
    )
    try:
        with transaction.atomic():
            InsuranceItem.objects.bulk_create(
                InsuranceItem(
                    sending=sending,
                    kind=kind,
                    person=line.person,
                    decision=line.decision,
                    month=line.month,
                    transfer=line.transfer,
                    study_month=line.study_month,
                    due_on=line.due_on,
                )
                for line in lines
            )
    except IntegrityError as error:
        raise CannotSend("Có người vừa lập danh sách này. Mở lại trang để xem.") from error
    record(
        "unemployment.insurance.listed",
        by=by,
        about=sending,
        detail={"people": [line.person.pk for line in lines], "list": str(kind)},
        at=at,
    )
    return sending


@transaction.atomic
def mark_sent(*, sending: InsuranceSending, by: User, at: datetime) -> InsuranceSending:
    """The list has gone to social insurance; noted once.

    A list of money is signed off by a head or the director who did not make it. Raises CannotSend.
    """
    locked = InsuranceSending.objects.select_for_update(of=("self",)).get(pk=sending.pk)
    if locked.sent_at is not None:
        return locked
    if locked.kind == InsuranceList.STUDY_MONEY and not may_send(by, locked):
        raise CannotSend(
            "Danh sách tiền do trưởng phòng hoặc giám đốc ký gửi, không phải người lập. "
            "Nhờ người có quyền ký khác."
        )
    locked.sent_at, locked.sent_by = at, by
    locked.save(update_fields=["sent_at", "sent_by"])
    if locked.kind == InsuranceList.UNCOLLECTED:
        on = timezone.localtime(at).date()
        told = locked.items.values("decision")
        Decision.objects.filter(pk__in=told, insurance_told_on__isnull=True).update(
            insurance_told_on=on
        )
    record("unemployment.insurance.sent", by=by, about=locked, at=at)
    return locked
