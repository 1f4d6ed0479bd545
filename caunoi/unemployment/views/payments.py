"""Lists of payees: make, check, look at each flagged line, sign by another, send."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.unemployment.actions import payments as actions
from caunoi.unemployment.actions.declarations import keep_declarations
from caunoi.unemployment.actions.looking import look_at_everybody, look_at_list
from caunoi.unemployment.actions.payments import CannotPay
from caunoi.unemployment.choices.payments import (
    SIGNED_LISTS,
    UNSIGNED_LISTS,
    FlagVerdict,
    ListState,
)
from caunoi.unemployment.exports.payments import payment_sheet
from caunoi.unemployment.forms.benefits import DeclarationsForm, FlagForm, MakeListForm, WhyForm
from caunoi.unemployment.imports.declarations import read_declarations
from caunoi.unemployment.models import PaymentFlag, PaymentList
from caunoi.unemployment.permissions.benefits import (
    can_make_lists,
    can_see_benefits,
    can_sign_this,
)
from caunoi.unemployment.queries import payments as asked
from caunoi.unemployment.queries.payment_results import results_of
from caunoi.unemployment.views import benefit_words as shown
from caunoi.unemployment.views import payment_results
from caunoi.unemployment.views.requests import GET_OR_POST, SignedIn
from caunoi_kit.office import sheets
from caunoi_kit.office.sending import file_answer
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Badge, Column, Link, Pair
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER, page_of

LISTS_A_PAGE: Final = 20
FLAG_PAGE: Final = "dau-hieu"
COLUMNS: Final = [
    Column("Danh sách"),
    Column("Hết hạn thông báo đến"),
    Column("Số dòng", figures=True),
    Column("Số tiền (đồng)", figures=True),
    Column("Người lập"),
    Column("Tình trạng"),
]
LINES: Final = [
    Column("Người hưởng"),
    Column("Tháng"),
    Column("Từ ngày – đến ngày"),
    Column("Số tiền (đồng)", figures=True),
    Column("Tính"),
    Column("Kết quả chi"),
]
FLAGS: Final = [Column("Người hưởng"), Column("Dấu hiệu"), Column("Giống ở chỗ"), Column("Xử lý")]
FILES: Final = [Column("Tệp"), Column("Đọc lúc"), Column("Số dòng", figures=True)]


@require_http_methods(GET_OR_POST)
@only(can_see_benefits)
@once
def payments(request: SignedIn) -> HttpResponse:
    """All lists, and the form for a new one."""
    on = timezone.localdate()
    form = MakeListForm(request.POST if request.method == "POST" else None, initial={"until": on})
    made: list[PaymentList] = []
    if can_make_lists(request.user) and shown.sent(
        request,
        form,
        lambda: made.append(
            actions.make_or_find_list(
                until=form.cleaned_data["until"], by=request.user, at=timezone.now()
            )
        ),
        (CannotPay,),
        "Đã lập danh sách. Tiếp theo: đối chiếu với việc làm mới.",
    ):
        return redirect("unemployment:payment_list", public_id=made[0].public_id)
    found = asked.lists()
    page = page_of(request.GET.get(PARAMETER), count=found.count(), size=LISTS_A_PAGE)
    context = {
        "form": form,
        "page": page,
        "columns": COLUMNS,
        "rows": [_row(each) for each in found[page.part]],
        "may_make": can_make_lists(request.user),
        "waiting": asked.payable(until=on).count(),
    }
    return render(request, "unemployment/payments.html", context)


@require_safe
@only(can_see_benefits)
def payment_list(request: SignedIn, public_id: UUID) -> HttpResponse:
    """One list: what stops it, its flags, its lines, the next step."""
    found = look_at_list(
        payments=_list(public_id),
        page=request.GET.get(PARAMETER),
        flag_page=request.GET.get(FLAG_PAGE),
        by=request.user,
    )
    payments, sums = found.payments, found.sums
    results = results_of(found.lines.rows)
    facts = _facts(payments, sums)
    if payments.state in SIGNED_LISTS:
        facts += payment_results.facts(payments)
    context = {
        "found": found,
        "payments": payments,
        "badge": shown.list_badge(payments),
        "facts": facts,
        "flag_columns": FLAGS,
        "flags": [_flag_row(flag) for flag in found.flags.rows],
        "columns": LINES,
        "rows": [
            [
                Link(
                    line.person.full_name,
                    reverse("unemployment:benefit", args=[line.month.benefit.public_id]),
                ),
                f"Tháng thứ {line.month.k}",
                f"{formats.day(line.starts_on)}–{formats.day(line.ends_on)}",
                formats.number(line.amount),
                Badge("good", "check", "Có") if line.standing else Badge("bad", "close", "Không"),
                payment_results.badge(results.get(line.pk)),
            ]
            for line in found.lines.rows
        ],
        "open": payments.state in UNSIGNED_LISTS,
        "signed": payments.state == ListState.SIGNED,
        "has_results": payments.state in SIGNED_LISTS,
        "may_make": can_make_lists(request.user),
        "may_sign": can_sign_this(request.user, payments) and payments.state == ListState.CHECKED,
    }
    return render(request, "unemployment/payment_list.html", context)


@require_POST
@only(can_see_benefits)
@once
def payment_step(request: SignedIn, public_id: UUID, step: str) -> HttpResponse:
    """Check, sign, send or drop a list; each says who may."""
    payments, form = _list(public_id), WhyForm(request.POST)
    told: dict[str, Any] = {"payments": payments, "by": request.user, "at": timezone.now()}
    why = form.cleaned_data["why"] if form.is_valid() else ""
    steps: dict[str, tuple[Any, Any]] = {
        "doi-chieu": (
            lambda: actions.check_list(**told),
            lambda count: f"Đã đối chiếu. {count} dấu hiệu phải xem.",
        ),
        "ky": (lambda: actions.sign_list(**told), "Đã ký. Gửi tệp cho bảo hiểm xã hội."),
        "gui": (lambda: actions.send_list(**told), "Đã ghi gửi bảo hiểm xã hội."),
        "bo": (lambda: actions.drop_list(**told, why=why), "Đã bỏ danh sách."),
    }
    if step not in steps:
        raise Http404
    deed, said = steps[step]
    if step != "ky" and not can_make_lists(request.user):
        messages.error(request, "Chỉ người theo dõi trợ cấp làm được bước này.")
    else:
        shown.done_or_said(request, deed, (CannotPay,), said)
    return redirect("unemployment:payment_list", public_id=public_id)


@require_safe
@only(can_make_lists)
def payment_file(request: SignedIn, public_id: UUID) -> HttpResponse:
    """The list as .xlsx for social insurance; a draft says so in its name."""
    payments = _list(public_id)
    lines = look_at_everybody(payments=payments, by=request.user)
    draft = "" if payments.signed_at else "du-thao-"
    name = f"{draft}chi-tra-{payments.number}-{payments.year}.xlsx"
    return file_answer(payment_sheet(payments, lines), name)


@require_http_methods(GET_OR_POST)
@only(can_make_lists)
@once
def flag(request: SignedIn, public_id: UUID) -> HttpResponse:
    """One flagged line with both sides, and what becomes of it."""
    found = asked.find_flag(public_id)
    if found is None:
        raise Http404
    actions.open_flag(flag=found, by=request.user, at=timezone.now())
    form = FlagForm(request.POST if request.method == "POST" else None)
    if shown.sent(
        request,
        form,
        lambda: actions.decide_flag(
            flag=found,
            verdict=FlagVerdict(form.cleaned_data["verdict"]),
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        ),
        (CannotPay,),
        "Đã ghi xử lý.",
    ):
        return redirect("unemployment:payment_list", public_id=found.line.list.public_id)
    context = {
        "flag": found,
        "form": form,
        "payments": found.line.list,
        "back": reverse("unemployment:payment_list", args=[found.line.list.public_id]),
        "ours": _ours(found),
        "theirs": _theirs(found),
        "law": _law(found),
        "before": asked.earlier_words(found),
        "open": found.line.list.state in UNSIGNED_LISTS,
    }
    return render(request, "unemployment/flag.html", context)


@require_http_methods(GET_OR_POST)
@only(can_make_lists)
@once
def declarations(request: SignedIn) -> HttpResponse:
    """Read a file of new employment; below, the files that were read."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DeclarationsForm(*sent)
    faults: tuple[str, ...] = ()
    if form.is_valid():
        try:
            faults = _read(request, form)
        except sheets.CannotRead as refusal:
            form.add_error("file", str(refusal))
        else:
            if not faults:
                return redirect("unemployment:declarations")
    files = asked.declaration_files()
    page = page_of(request.GET.get(PARAMETER), count=files.count(), size=LISTS_A_PAGE)
    context = {
        "form": form,
        "faults": faults,
        "page": page,
        "columns": FILES,
        "rows": [
            [each.name, formats.moment(each.read_at), formats.number(each.lines)]
            for each in files[page.part]
        ],
    }
    return render(request, "unemployment/declarations.html", context)


def _read(request: SignedIn, form: DeclarationsForm) -> tuple[str, ...]:
    """Keep what a file says; the lines that could not be read are given back."""
    file = form.cleaned_data["file"]
    read = read_declarations(file.read(), name=file.name, latest_year=timezone.localdate().year)
    _, new = keep_declarations(
        name=file.name,
        digest=read.digest,
        lines=read.lines,
        refused=read.refused,
        by=request.user,
        at=timezone.now(),
    )
    n = formats.number
    if not new:
        messages.warning(request, "Tệp này đã đọc rồi, không ghi thêm gì.")
    elif read.refused:
        messages.warning(
            request, f"Đã đọc {n(len(read.lines))} dòng; {n(read.refused)} dòng không đọc được."
        )
    else:
        messages.success(request, f"Đã đọc {n(len(read.lines))} dòng khai báo việc làm.")
    return read.faults


def _list(public_id: UUID) -> PaymentList:
    found = asked.find_list(public_id)
    if found is None:
        raise Http404
    return found


def _name(payments: PaymentList) -> str:
    return f"Số {payments.number}/{payments.year}"


def _row(payments: Any) -> list[Any]:
    return [
        Link(_name(payments), reverse("unemployment:payment_list", args=[payments.public_id])),
        formats.day(payments.until),
        formats.number(payments.count),
        formats.number(payments.sum or 0),
        payments.made_by.full_name,
        shown.list_badge(payments),
    ]


def _facts(payments: PaymentList, sums: asked.ListSums) -> list[Pair]:
    told = [
        Pair("Số dòng được tính", formats.number(sums.payees)),
        Pair("Tổng số tiền", formats.money(sums.total)),
        Pair("Dòng dừng lại", formats.number(sums.stopped)),
        Pair("Dấu hiệu", formats.number(sums.flags), note=f"còn {sums.undecided} chưa xử lý"),
        Pair("Người lập", payments.made_by.full_name, note=formats.moment(payments.made_at)),
    ]
    if payments.checked_at and payments.checked_by:
        by = payments.checked_by.full_name
        told.append(Pair("Đối chiếu", by, note=formats.moment(payments.checked_at)))
    if payments.signed_at and payments.signed_by:
        by = payments.signed_by.full_name
        told.append(Pair("Người ký", by, note=formats.moment(payments.signed_at)))
    if payments.sent_at and payments.sent_by:
        by = payments.sent_by.full_name
        told.append(Pair("Gửi bảo hiểm xã hội", by, note=formats.moment(payments.sent_at)))
    return told


def _flag_row(each: PaymentFlag) -> list[Any]:
    url = reverse("unemployment:flag", args=[each.public_id])
    verdict: Any = Badge("warn", "clock", "Chưa xử lý")
    if each.verdict:
        stop = each.verdict == FlagVerdict.STOP
        verdict = Badge("bad" if stop else "good", "close" if stop else "check", _verdict(each))
    return [
        Link(each.line.person.full_name, url),
        each.get_kind_display(),
        each.why,
        verdict,
    ]


def _verdict(each: PaymentFlag) -> str:
    return each.get_verdict_display()


def _ours(found: PaymentFlag) -> list[Pair]:
    person, month = found.line.person, found.line.month
    return [
        Pair("Họ tên", person.full_name),
        Pair("Ngày sinh", _day(person.birth_date)),
        Pair("Số định danh", _number(person.identity_number)),
        Pair("Điện thoại", formats.phone(person.phone)),
        Pair("Tháng hưởng", f"Tháng thứ {month.k}", note=shown.period(month)),
        Pair("Số tiền", formats.money(found.line.amount)),
    ]


def _theirs(found: PaymentFlag) -> list[Pair]:
    told = [Pair("Dấu hiệu", found.get_kind_display(), note=found.why)]
    if (declared := found.declaration) is not None:
        born = _day(declared.birth_date) if declared.birth_date else str(declared.birth_year or "")
        told += [
            Pair("Họ tên trong khai báo", declared.full_name),
            Pair("Ngày sinh", born or "không ghi"),
            Pair("Số định danh", _number(declared.identity_number)),
            Pair("Tệp", declared.file.name, note=f"dòng {declared.row}"),
        ]
    if (other := found.other) is not None:
        told += [
            Pair("Dòng kia", other.person.full_name),
            Pair("Ngày sinh", _day(other.person.birth_date)),
            Pair("Số định danh", _number(other.person.identity_number)),
        ]
    if found.workplace:
        told.append(Pair("Nơi làm việc", found.workplace))
    if found.from_date:
        told.append(Pair("Làm việc từ", formats.day(found.from_date)))
    return told


def _law(found: PaymentFlag) -> str:
    """What the law makes of a job that began then."""
    if found.from_date is None:
        return ""
    if found.from_date < found.line.starts_on:
        return (
            "Việc bắt đầu trước tháng này. Nếu đúng người thì tháng này không được chi "
            "(Nghị định 374/2025 Điều 19 khoản 4)."
        )
    return (
        "Việc bắt đầu trong tháng này. Nếu đúng người thì tháng này vẫn chi cả tháng, "
        "rồi chấm dứt (Nghị định 374/2025 Điều 19 khoản 4)."
    )


def _day(value: date | None) -> str:
    return formats.day(value) if value else "không ghi"


def _number(number: str | None) -> str:
    return formats.masked(number) if number else "không ghi"
