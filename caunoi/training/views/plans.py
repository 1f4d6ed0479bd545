"""Enrolment plan against actual, and training on the job."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from caunoi.classifications.choices import Qualification
from caunoi.training import actions
from caunoi.training.forms import ContractForm, PlanForm
from caunoi.training.permissions import can_set_up_job_training, runs_schools
from caunoi.training.queries import school
from caunoi.training.queries.plans import YearLine, YearPage, year_page
from caunoi.training.views.signed_in import SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Column, Link
from caunoi_kit.ui.once import once

COLUMNS = (
    Column("Trình độ"),
    Column("Kế hoạch", figures=True),
    Column("Đã tuyển", figures=True),
    Column("% kế hoạch", figures=True),
    Column("Nông thôn (kế hoạch)", figures=True),
    Column("Nông thôn (đã tuyển)", figures=True),
    Column("Tốt nghiệp (kế hoạch)", figures=True),
    Column("Đã tốt nghiệp", figures=True),
)
CONTRACT_COLUMNS = (
    Column("Hợp đồng"),
    Column("Doanh nghiệp"),
    Column("Hết hạn"),
    Column("Số người", figures=True),
    Column("Kinh phí", figures=True),
)
YEARS_BACK = 3


@require_http_methods(["GET", "HEAD", "POST"])
@only(runs_schools)
@once
def plan(request: SignedIn) -> HttpResponse:
    """A year by level: planned and done; below it the form to state a plan."""
    on = timezone.localdate()
    year = _year(request.GET.get("nam", ""), on=on)
    schools = school.schools_of(request.user)
    form = PlanForm(request.POST if request.method == "POST" else None, schools=schools)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            actions.keep_plan(
                **{**asked, "level": Qualification(asked["level"])}, year=year, by=request.user
            )
        except actions.CannotPlan as refusal:
            form.add_error("rural_learners", str(refusal))
        else:
            messages.success(request, f"Đã ghi kế hoạch năm {year}.")
            return redirect(f"{reverse('training:plan')}?nam={year}")
    page = year_page(schools, year=year)
    context = {
        "form": form,
        "year": year,
        "years": [
            Link(str(each), f"?nam={each}", each == year)
            for each in range(on.year - YEARS_BACK, on.year + 2)
        ],
        "columns": COLUMNS,
        "rows": _rows(page),
        "contract_columns": CONTRACT_COLUMNS,
        "contracts": _contracts(page),
        "may_contract": can_set_up_job_training(request.user),
    }
    return render(request, "training/plan.html", context)


def _year(text: str, *, on: date) -> int:
    """The year asked for, if it is one of those offered."""
    offered = {str(each): each for each in range(on.year - YEARS_BACK, on.year + 2)}
    return offered.get(text, on.year)


def _rows(page: YearPage) -> list[list[Any]]:
    rows = [_row(str(line.level.label), line) for line in page.lines]
    return [*rows, _row("Cộng", page.total)] if rows else []


def _row(name: str, line: YearLine) -> list[Any]:
    n = formats.number
    return [
        name,
        n(line.planned),
        n(line.enrolled),
        formats.percent(line.percent) if line.percent is not None else "chưa có kế hoạch",
        n(line.planned_rural),
        n(line.rural),
        n(line.planned_graduates),
        n(line.graduates),
    ]


def _contracts(page: YearPage) -> list[list[Any]]:
    return [
        [
            each.number,
            each.institution.name,
            formats.day(each.ends_on),
            formats.number(each.learners),
            formats.money_short(each.amount),
        ]
        for each in page.contracts
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_set_up_job_training)
@once
def job_training(request: SignedIn) -> HttpResponse:
    """Enter a contract by which a firm trains on the job."""
    form = ContractForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        asked = dict(form.cleaned_data)
        employer = school.employer_with_tax_code(asked.pop("tax_code"))
        if employer is None:
            form.add_error(
                "tax_code",
                "Không có doanh nghiệp nào mang mã số thuế này. Đăng ký doanh nghiệp trước.",
            )
        else:
            try:
                actions.set_up_job_training(employer=employer, by=request.user, **asked)
            except actions.CannotPlan as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, f"Đã ghi hợp đồng đào tạo với {employer.name}.")
                return redirect("training:plan")
    return render(request, "training/job_training.html", {"form": form})
