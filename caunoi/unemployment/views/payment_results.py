"""What social insurance paid: files of results read back, and money that lies uncollected."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.unemployment.actions.looking import look, look_at_uncollected
from caunoi.unemployment.actions.payment_results import CannotKeepResults, keep_results
from caunoi.unemployment.choices.payments import SIGNED_LISTS, Paid
from caunoi.unemployment.exports.payments import uncollected_sheet
from caunoi.unemployment.forms.benefits import ResultsForm
from caunoi.unemployment.imports.payment_results import read_results
from caunoi.unemployment.models import PaymentList, PaymentResult, PaymentResultFile
from caunoi.unemployment.permissions.benefits import can_make_lists, can_see_benefits
from caunoi.unemployment.queries import payment_results as asked
from caunoi.unemployment.queries.payments import find_list
from caunoi.unemployment.views import benefit_words as shown
from caunoi.unemployment.views.requests import GET_OR_POST, SignedIn
from caunoi_kit.office import sheets
from caunoi_kit.office.sending import file_answer
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Badge, Column, Link, Pair
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER, page_of

FILES_A_PAGE: Final = 20
MOST_FAULTS: Final = 100
FILES: Final = [
    Column("Tệp"),
    Column("Đọc lúc"),
    Column("Người đọc"),
    Column("Số dòng ghi được", figures=True),
]
UNPAID: Final = [
    Column("Người hưởng"),
    Column("Tháng hưởng"),
    Column("Số tiền (đồng)", figures=True),
    Column("Chưa chi vì"),
    Column("Ngày báo"),
    Column("Còn nhận được đến"),
    Column("Danh sách"),
]
WHY: Final = "theo dõi tiền chưa nhận"


@require_http_methods(GET_OR_POST)
@only(can_make_lists)
@once
def payment_results(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Read a file of results of one list; every wrong line is said at once."""
    payments = find_list(public_id)
    if payments is None:
        raise Http404
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ResultsForm(*sent)
    faults: tuple[str, ...] = ()
    if form.is_valid():
        try:
            _keep(request, payments, form)
        except sheets.CannotRead as refusal:
            form.add_error("file", str(refusal))
        except CannotKeepResults as refusal:
            form.add_error("file", str(refusal))
            faults = refusal.faults
        else:
            return redirect("unemployment:payment_results", public_id=public_id)
    files = asked.result_files(payments)
    page = page_of(request.GET.get(PARAMETER), count=files.count(), size=FILES_A_PAGE)
    context = {
        "form": form,
        "payments": payments,
        "faults": faults[:MOST_FAULTS],
        "more": max(0, len(faults) - MOST_FAULTS),
        "facts": facts(payments),
        "signed": payments.state in SIGNED_LISTS,
        "page": page,
        "columns": FILES,
        "rows": [_file_row(each) for each in files[page.part]],
    }
    return render(request, "unemployment/payment_results.html", context)


@require_safe
@only(can_see_benefits)
def unpaid(request: SignedIn) -> HttpResponse:
    """Money of sent lists that was not paid, with why and until when it can be fetched."""
    on = timezone.localdate()
    found = look(
        rows=asked.uncollected(),
        person="line.person_id",
        page=request.GET.get(PARAMETER),
        by=request.user,
        why=WHY,
    )
    context = {
        "page": found.page,
        "columns": UNPAID,
        "rows": [_unpaid_row(each, on) for each in found.rows],
        "may_load": can_make_lists(request.user),
    }
    return render(request, "unemployment/unpaid.html", context)


@require_safe
@only(can_make_lists)
def unpaid_file(request: SignedIn) -> HttpResponse:
    """The uncollected money as .xlsx."""
    on = timezone.localdate()
    results = look_at_uncollected(by=request.user, why=WHY)
    return file_answer(uncollected_sheet(results, on=on), f"tien-chua-nhan-{on:%Y-%m-%d}.xlsx")


def facts(payments: PaymentList) -> list[Pair]:
    """What is known of the money of a list."""
    sums = asked.result_sums(payments)
    n = formats.number
    return [
        Pair("Đã chi", f"{n(sums.paid)} dòng", note=formats.money(sums.paid_money)),
        Pair("Chưa chi", f"{n(sums.unpaid)} dòng", note=formats.money(sums.unpaid_money)),
        Pair("Chưa có kết quả", f"{n(sums.silent)} dòng"),
    ]


def badge(result: PaymentResult | None) -> Badge | str:
    """What became of the money of a line, in a word."""
    if result is None:
        return ""
    if result.paid == Paid.PAID:
        return Badge("good", "check", f"Đã chi {formats.day(result.on)}")
    return Badge("bad", "close", f"Chưa chi: {result.why}")


def _keep(request: SignedIn, payments: PaymentList, form: ResultsForm) -> None:
    file = form.cleaned_data["file"]
    read = read_results(file.read(), name=file.name, on=timezone.localdate())
    kept = keep_results(
        payments=payments,
        name=file.name,
        digest=read.digest,
        told=read.lines,
        faults=read.faults,
        by=request.user,
        at=timezone.now(),
    )
    n = formats.number
    if not kept.new:
        messages.warning(request, "Kết quả trong tệp này đã ghi rồi, không ghi thêm gì.")
        return
    said = f"Đã ghi kết quả của {n(kept.new)} dòng."
    if read.silent:
        said += f" {n(read.silent)} dòng để trống, chưa có kết quả."
    messages.success(request, said)


def _file_row(each: PaymentResultFile) -> list[Any]:
    return [
        each.name,
        formats.moment(each.read_at),
        each.read_by.full_name,
        formats.number(each.lines),
    ]


def _unpaid_row(each: PaymentResult, on: date) -> list[Any]:
    line, until = each.line, asked.given_up_after(each)
    last = formats.day(until)
    payments = line.list
    return [
        Link(
            line.person.full_name,
            reverse("unemployment:benefit", args=[line.month.benefit.public_id]),
        ),
        f"Tháng thứ {line.month.k}, {shown.period(line.month)}",
        formats.number(line.amount),
        each.why,
        formats.day(each.on),
        Badge("bad", "warn", f"Quá hạn {last}") if until < on else last,
        Link(
            f"Số {payments.number}/{payments.year}",
            reverse("unemployment:payment_list", args=[payments.public_id]),
        ),
    ]
