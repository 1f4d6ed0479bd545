"""Reports of employers are begun, filled, sent and withdrawn."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.classifications.choices import ContractKind, Sex
from caunoi.employers.choices import ContractGroup, ReportState
from caunoi.employers.models import (
    Employer,
    ForeignReport,
    ForeignWorker,
    LabourChange,
    LabourLine,
    LabourReport,
)
from caunoi.employers.queries.reports import (
    COUNTS,
    ReportPeriod,
    counts_of_lines,
    faults_of_counts,
    foreign_counts,
    notice_from,
    report_before,
)
from caunoi_kit.journal.actions import record

AT_A_TIME: Final = 500
OVER: Final = 35
LONGEST_WHY: Final = 300
LONGEST_NATION: Final = 60

Said = Mapping[str, Any]
"""What a row says: field of `labour_use` or `foreign_workers` → text, day, year or đồng."""


class CannotReport(Exception):
    """The report cannot be taken; `fields` says of which field why."""

    def __init__(self, message: str, fields: Mapping[str, str] | None = None) -> None:
        self.fields = dict(fields or {})
        super().__init__(message)


@transaction.atomic
def begin_labour_report(
    *, employer: Employer, period: ReportPeriod, by: User | None, at: datetime
) -> LabourReport:
    """A report that is filled from a file: nobody sees it before it is sent."""
    return LabourReport.objects.create(
        employer=employer,
        due_before=period.before,
        first=period.first,
        last=period.last,
        state=ReportState.DRAFT,
        by_file=True,
        sent_by=by,
        made=employer.made,
    )


@transaction.atomic
def add_labour_lines(*, report: LabourReport, rows: Sequence[tuple[int, Said]]) -> None:
    """Lines of workers: number of the row and what it says."""
    LabourLine.objects.bulk_create(
        (_labour_line(report, number, said) for number, said in rows), batch_size=AT_A_TIME
    )


@transaction.atomic
def send_labour_report(*, report: LabourReport, by: User | None, at: datetime) -> LabourReport:
    """The report stands: counted from its lines, the earlier one of the period gives way."""
    locked = _locked_report(report)
    for name, value in counts_of_lines(locked).items():
        setattr(locked, name, value)
    return _send(locked, by=by, at=at)


@transaction.atomic
def send_labour_counts(
    *,
    employer: Employer,
    period: ReportPeriod,
    counts: Mapping[str, int],
    by: User,
    at: datetime,
) -> LabourReport:
    """A report by form: the counts of 01/PLI alone.

    Raises CannotReport with every count that does not add up.
    """
    if wrong := faults_of_counts(counts):
        raise CannotReport("Các số chưa khớp nhau. Sửa các ô được nêu rồi gửi lại.", wrong)
    Employer.objects.select_for_update().get(pk=employer.pk)
    report = LabourReport(
        employer=employer,
        due_before=period.before,
        first=period.first,
        last=period.last,
        state=ReportState.DRAFT,
        made=employer.made,
        **{name: counts[name] for name in COUNTS},
    )
    report.save()
    return _send(report, by=by, at=at)


@transaction.atomic
def withdraw_labour_report(*, report: LabourReport, by: User | None, at: datetime) -> None:
    """A report is taken back with its lines; the one it replaced stands again."""
    locked = _locked_report(report)
    LabourLine.objects.filter(report=locked).delete()
    was = locked.state
    locked.state = ReportState.WITHDRAWN
    locked.save(update_fields=["state"])
    earlier = LabourReport.objects.filter(
        employer=locked.employer_id, due_before=locked.due_before, state=ReportState.REPLACED
    ).order_by("-sent_at", "-id")
    if was == ReportState.SENT and (back := earlier.first()) is not None:
        back.state = ReportState.SENT
        back.save(update_fields=["state"])
    record("employers.report.withdrawn", by=by, about=locked, at=at)


@transaction.atomic
def begin_foreign_report(
    *, employer: Employer, on: date, by: User | None, at: datetime
) -> ForeignReport:
    """A list of foreign workers that is filled from a file."""
    return ForeignReport.objects.create(
        employer=employer, on=on, state=ReportState.DRAFT, sent_by=by, made=employer.made
    )


@transaction.atomic
def add_foreign_workers(*, report: ForeignReport, rows: Sequence[tuple[int, Said]]) -> None:
    """Lines of foreign workers: number of the row and what it says."""
    ForeignWorker.objects.bulk_create(
        (
            ForeignWorker(
                report=report,
                number=number,
                woman=said.get("sex") == Sex.FEMALE,
                nationality=str(said.get("nationality") or "")[:LONGEST_NATION],
                post=str(said.get("position") or ""),
                permit_until=_day(said.get("permit_expires_on")),
                said=_text(said),
            )
            for number, said in rows
        ),
        batch_size=AT_A_TIME,
    )


@transaction.atomic
def send_foreign_report(*, report: ForeignReport, by: User | None, at: datetime) -> ForeignReport:
    """The list stands; the employer's earlier one gives way."""
    Employer.objects.select_for_update().get(pk=report.employer_id)
    locked = ForeignReport.objects.select_for_update().get(pk=report.pk)
    for name, value in foreign_counts(locked).items():
        setattr(locked, name, value)
    ForeignReport.objects.filter(employer=locked.employer_id, state=ReportState.SENT).exclude(
        pk=locked.pk
    ).update(state=ReportState.REPLACED)
    locked.state, locked.sent_at, locked.sent_by = ReportState.SENT, at, by
    locked.save()
    record("employers.report.sent", by=by, about=locked, at=at, detail={"workers": locked.total})
    return locked


@transaction.atomic
def withdraw_foreign_report(*, report: ForeignReport, by: User | None, at: datetime) -> None:
    """A list is taken back with its lines; the one it replaced stands again."""
    Employer.objects.select_for_update().get(pk=report.employer_id)
    locked = ForeignReport.objects.select_for_update().get(pk=report.pk)
    ForeignWorker.objects.filter(report=locked).delete()
    was = locked.state
    locked.state = ReportState.WITHDRAWN
    locked.save(update_fields=["state"])
    earlier = ForeignReport.objects.filter(
        employer=locked.employer_id, state=ReportState.REPLACED
    ).order_by("-sent_at", "-id")
    if was == ReportState.SENT and (back := earlier.first()) is not None:
        back.state = ReportState.SENT
        back.save(update_fields=["state"])
    record("employers.report.withdrawn", by=by, about=locked, at=at)


@transaction.atomic
def tell_change(
    *,
    employer: Employer,
    on: date,
    before: int,
    came: int,
    left: int,
    why: str,
    by: User,
    at: datetime,
) -> LabourChange:
    """An employer tells of many workers more or less.

    Raises CannotReport when it is fewer than the law asks about, or more left than there were.
    """
    least = notice_from(on=on)
    words = " ".join(why.split())[:LONGEST_WHY]
    if left > before + came:
        raise CannotReport("Số giảm nhiều hơn số đang có.", {"left": "Sửa số giảm."})
    if max(came, left) < least:
        raise CannotReport(
            f"Chỉ phải thông báo khi tăng hoặc giảm từ {least} lao động. Không cần gửi.",
            {"came": f"Tăng hoặc giảm phải từ {least} lao động."},
        )
    if not words:
        raise CannotReport("Ghi lý do chủ yếu.", {"why": "Ghi lý do chủ yếu."})
    change = LabourChange.objects.create(
        employer=employer,
        on=on,
        before=before,
        came=came,
        left=left,
        after=before + came - left,
        why=words,
        sent_by=by,
        sent_at=at,
        made=employer.made,
    )
    detail = {"came": came, "left": left}
    record("employers.change.told", by=by, about=change, at=at, detail=detail)
    return change


def _send(report: LabourReport, *, by: User | None, at: datetime) -> LabourReport:
    LabourReport.objects.filter(
        employer=report.employer_id, due_before=report.due_before, state=ReportState.SENT
    ).exclude(pk=report.pk).update(state=ReportState.REPLACED)
    earlier = report_before(report.employer, report.due_before)
    report.before = earlier.total if earlier is not None else None
    report.state, report.sent_at, report.sent_by = ReportState.SENT, at, by
    report.save()
    record("employers.report.sent", by=by, about=report, at=at, detail={"workers": report.total})
    return report


def _locked_report(report: LabourReport) -> LabourReport:
    """The report, behind the lock of its employer: two sent at once, one stands."""
    Employer.objects.select_for_update().get(pk=report.employer_id)
    return LabourReport.objects.select_for_update().select_related("employer").get(pk=report.pk)


def _labour_line(report: LabourReport, number: int, said: Said) -> LabourLine:
    born = said.get("birth_date")
    return LabourLine(
        report=report,
        number=number,
        woman=said.get("sex") == Sex.FEMALE,
        born=born.year if isinstance(born, date) else born,
        over_35=_age(born, report.last) > OVER,
        insured=_insured(said, report.last),
        job_group=str(said.get("job_group") or ""),
        contract=_contract(said),
        said=_text(said),
    )


def _age(born: Any, on: date) -> int:
    """Completed years; of a year of birth alone the years since."""
    if isinstance(born, date):
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return on.year - born if isinstance(born, int) else 0


def _insured(said: Said, on: date) -> bool:
    ended = _day(said.get("insured_to"))
    begun = said.get("insured_from") or said.get("insurance_number")
    return bool(begun) and (ended is None or ended > on)


def _contract(said: Said) -> str:
    """The kind of contract: by its days, else by its words."""
    for field, group in (
        ("indefinite_from", ContractGroup.INDEFINITE),
        ("fixed_from", ContractGroup.FIXED),
        ("other_from", ContractGroup.OTHER),
    ):
        if said.get(field):
            return group
    words = {
        ContractKind.INDEFINITE: ContractGroup.INDEFINITE,
        ContractKind.UNDER_12_MONTHS: ContractGroup.FIXED,
        ContractKind.FROM_12_TO_36_MONTHS: ContractGroup.FIXED,
        ContractKind.NONE: ContractGroup.OTHER,
    }
    kind = str(said.get("contract_kind") or "")
    return words[ContractKind(kind)] if kind in ContractKind.values else ""


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else None


def _text(said: Said) -> str:
    plain = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in said.items()
        if value not in (None, "")
    }
    return json.dumps(plain, ensure_ascii=False)
