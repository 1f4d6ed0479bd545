"""Yearly enrolment plans, and firms that train on the job."""

from datetime import date

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.classifications.choices import Qualification
from caunoi.employers.models import Employer
from caunoi.training.choices import InstitutionKind
from caunoi.training.models import EnrolmentPlan, Institution, JobTrainingContract
from caunoi_kit.journal.actions import record


class CannotPlan(Exception):
    """The plan or contract cannot be kept; the message says why and what to do."""


@transaction.atomic
def keep_plan(
    *,
    institution: Institution,
    year: int,
    level: Qualification,
    learners: int,
    rural_learners: int,
    graduates: int,
    by: User,
) -> EnrolmentPlan:
    """State what an institution means to train in a year; stated again, it replaces the first."""
    if rural_learners > learners:
        raise CannotPlan(
            f"Lao động nông thôn ({rural_learners}) nhiều hơn tổng tuyển mới ({learners}). "
            "Sửa một trong hai."
        )
    plan, _ = EnrolmentPlan.objects.update_or_create(
        institution=institution,
        year=year,
        level=level,
        defaults={
            "learners": learners,
            "rural_learners": rural_learners,
            "graduates": graduates,
        },
    )
    record("training.plan.kept", by=by, about=plan, detail={"learners": learners})
    return plan


@transaction.atomic
def set_up_job_training(
    *,
    employer: Employer,
    number: str,
    signed_on: date,
    ends_on: date,
    learners: int,
    amount: int,
    by: User,
) -> JobTrainingContract:
    """Enter a contract by which a firm trains on the job; the firm becomes an institution once.

    Raises CannotPlan when the firm has no place on the map, the dates run backward, or the
    contract is there already.
    """
    if ends_on < signed_on:
        raise CannotPlan("Ngày hết hạn trước ngày ký. Sửa một trong hai.")
    if employer.place is None or employer.lat is None or employer.lon is None:
        raise CannotPlan("Doanh nghiệp chưa có địa chỉ trên bản đồ. Ghi địa chỉ trước.")
    institution, _ = Institution.objects.get_or_create(
        employer=employer,
        kind=InstitutionKind.FIRM,
        defaults={
            "name": employer.name,
            "search_key": employer.search_key,
            "place": employer.place,
            "address": employer.address,
            "lat": employer.lat,
            "lon": employer.lon,
            "phone": employer.phone,
        },
    )
    if JobTrainingContract.objects.filter(institution=institution, number=number.strip()).exists():
        raise CannotPlan(f"Hợp đồng số {number.strip()} đã có. Kiểm tra số hợp đồng.")
    contract = JobTrainingContract.objects.create(
        institution=institution,
        number=number.strip(),
        signed_on=signed_on,
        ends_on=ends_on,
        learners=learners,
        amount=amount,
    )
    record("training.job_training.set_up", by=by, about=contract)
    return contract
