"""What outcomes of referrals teach about the weights: for whoever answers for them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from caunoi.placement.actions.lessons import LessonNow, learn_from_referrals, propose_lesson
from caunoi.placement.actions.policies import CannotPropose
from caunoi.placement.forms.policies import LessonForm
from caunoi.placement.permissions import can_make_plans, can_see_lessons
from caunoi.placement.queries.lesson import FACTOR_WORDS, conclusion
from caunoi.placement.views.plan_tables import Table
from caunoi.placement.views.policy_words import calibration_chart
from caunoi.placement.views.signed_in import SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Column, Pair
from caunoi_kit.ui.once import once


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_see_lessons)
@once
def lesson(request: SignedIn) -> HttpResponse:
    """The stated weights beside what outcomes say; proposing the learnt ones."""
    on, may = timezone.localdate(), can_make_plans(request.user)
    form = LessonForm(request.POST if request.method == "POST" else None, initial={"starts_on": on})
    if may and form.is_valid():
        try:
            made = propose_lesson(**form.cleaned_data, by=request.user, on=on, at=timezone.now())
        except CannotPropose as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã gửi đề nghị. Một trưởng phòng hoặc giám đốc khác duyệt.")
            return redirect("placement:policy_proposal", pk=made.pk)
    now = learn_from_referrals(on=on)
    check = now.lesson.check
    context = {
        "now": now,
        "conclusion": conclusion(now.lesson),
        "grounds": _grounds(now),
        "missing": _missing(now),
        "weights": _weights(now),
        "measures": _measures(now),
        "chart": calibration_chart(_groups(now)) if check else None,
        "groups": _group_table(now),
        "form": form,
        "may_propose": may and now.is_recommended,
    }
    return render(request, "placement/lesson.html", context)


def _grounds(now: LessonNow) -> list[Pair]:
    n, found = formats.number, now.found
    outcomes = found.outcomes
    facts = [
        Pair(
            "Kết quả dùng được",
            n(len(outcomes)),
            note=f"gồm {n(outcomes.hires)} được nhận, {n(len(outcomes) - outcomes.hires)} không",
        ),
        Pair("Chờ nơi tuyển trả lời", n(found.waiting), note="chưa có kết quả thì chưa tính"),
    ]
    if found.without_shares:
        facts.append(
            Pair(
                "Không dùng được",
                n(found.without_shares),
                note="giấy lập khi chưa ghi các phần điểm, hoặc người chưa ghép được",
            )
        )
    if now.lesson.split is not None:
        facts.append(
            Pair("Học trước ngày, kiểm từ ngày", formats.day(now.lesson.split),
                 note="phần sau không được dùng để học")
        )  # fmt: skip
    return facts


def _missing(now: LessonNow) -> str:
    """How many outcomes are missing before anything can be said; "" when there are enough."""
    hires, others = now.found.missing_hires, now.found.missing_others
    if not (hires or others):
        return ""
    n = formats.number
    parts = [
        f"{n(count)} {words}"
        for count, words in ((hires, "người được nhận"), (others, "lượt không nhận"))
        if count
    ]
    return (
        f"Còn thiếu ít nhất {' và '.join(parts)} mới so sánh được: mỗi phần học và kiểm cần 30 "
        "người được nhận và 30 lượt không. Ghi kết quả của giấy giới thiệu để có thêm."
    )


def _weights(now: LessonNow) -> Table:
    n, one = formats.number, now.lesson
    rows = [
        [FACTOR_WORDS[name], n(before), n(after), _signed(after - before), f"± {n(spread, 0)}"]
        for name, before, after, spread in zip(
            FACTOR_WORDS, one.stated.maxima, one.learnt.maxima, one.estimate.spread, strict=True
        )
    ]
    heads = ("Đang dùng", "Kết quả cho thấy", "Đổi", "Sai số")
    return Table([Column("Phần của điểm"), *(Column(head, figures=True) for head in heads)], rows)


def _signed(change: int) -> str:
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return f"{sign}{formats.number(abs(change))}"


def _measures(now: LessonNow) -> Table | None:
    check = now.lesson.check
    if check is None:
        return None
    three = (check.rate_only, check.stated, check.learnt)
    names = {
        "log_loss": "Mất mát log (nhỏ là tốt)",
        "brier": "Sai số bình phương (nhỏ là tốt)",
        "auc": "Xếp đúng thứ tự (0,5 là đoán mò, 1 là luôn đúng)",
        "calibration_error": "Xác suất lệch so với thật (nhỏ là tốt)",
    }
    heads = ("Chỉ biết tỷ lệ chung", "Trọng số đang dùng", "Trọng số học được")
    rows: list[list[Any]] = [
        [
            words,
            *(
                "chưa rõ" if (value := getattr(one, name)) is None else formats.number(value, 4)
                for one in three
            ),
        ]
        for name, words in names.items()
    ]
    return Table([Column("Thước đo"), *(Column(head, figures=True) for head in heads)], rows)


def _groups(now: LessonNow) -> Any:
    check = now.lesson.check
    if check is None:
        return ()
    return (check.learnt if now.is_recommended else check.stated).groups


def _group_table(now: LessonNow) -> Table:
    heads = ("Lượt", "Đoán được nhận", "Thật sự được nhận")
    return Table(
        [Column("Nhóm, từ khó đến dễ"), *(Column(head, figures=True) for head in heads)],
        [
            [
                str(at),
                formats.number(one.outcomes),
                formats.percent(100 * one.foretold),
                formats.percent(100 * one.hired),
            ]
            for at, one in enumerate(_groups(now), start=1)
        ],
    )
