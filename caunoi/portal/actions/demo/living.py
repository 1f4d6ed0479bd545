"""What became of the benefits of the scene: noticed, missed, suspended, ended, listed, paid."""

from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from caunoi.portal.actions.demo.stage import Stage
from caunoi.unemployment.actions.benefits import close_windows
from caunoi.unemployment.actions.decisions import approve
from caunoi.unemployment.actions.declarations import Declared, keep_declarations
from caunoi.unemployment.actions.endings import Happened, propose_end, report_end
from caunoi.unemployment.actions.insurance import make_sending
from caunoi.unemployment.actions.notices import give_notice
from caunoi.unemployment.actions.payments import (
    CannotPay,
    check_list,
    decide_flag,
    make_list,
    open_flag,
    sign_list,
)
from caunoi.unemployment.actions.reports import save_report
from caunoi.unemployment.actions.standing import propose_suspensions
from caunoi.unemployment.choices import DecisionKind
from caunoi.unemployment.choices.benefits import (
    STANDING_BENEFITS,
    ContactResult,
    EndCause,
    InsuranceList,
    NoticeChannel,
    NoticeState,
    Situation,
)
from caunoi.unemployment.choices.payments import FlagVerdict
from caunoi.unemployment.models import Benefit, BenefitMonth, Decision, PaymentFlag
from caunoi.unemployment.queries.benefits import to_suspend
from caunoi.unemployment.queries.insurance import waiting
from caunoi.unemployment.queries.notices import ContactLine
from caunoi_rules.reports import month_before

ASKED: Final = ContactLine(
    "Công ty May Ví Dụ", "Bến Mẫu", "Bộ phận tuyển dụng", "Thợ may", ContactResult.WAITING.value
)
FEWEST: Final = 3  # benefits that the scene needs


def store_lives(stage: Stage) -> None:
    """The visitor's benefit runs; of the others one is suspended, one has ended."""
    benefits = list(
        Benefit.objects.filter(made=True, state__in=STANDING_BENEFITS)
        .select_related("person")
        .order_by("starts_on", "id")
    )
    if len(benefits) < FEWEST:
        return
    silent, ending = benefits[0], benefits[1]
    for benefit in benefits:
        _notice(stage, benefit, but_last=benefit == silent)
    close_windows(on=stage.on)
    propose_suspensions(
        months=to_suspend().filter(benefit=silent), by=stage.counsellor, at=stage.at
    )
    for decision in Decision.objects.filter(benefit=silent, kind=DecisionKind.SUSPEND):
        approve(decision=decision, by=stage.users["giam-doc"], at=stage.at)
    _end(stage, ending)
    _pay(stage)
    save_report(
        period=month_before(stage.on),
        words={"assessment": "Số liệu tạo để xem thử."},
        by=stage.users["truong-phong"],
        at=stage.at,
    )
    if waiting(InsuranceList.NO_NOTICE, on=stage.on).exists():
        make_sending(kind=InsuranceList.NO_NOTICE, by=stage.counsellor, at=stage.at)


def _notice(stage: Stage, benefit: Benefit, *, but_last: bool) -> None:
    """Notices of all months whose window has closed; perhaps not of the last of them."""
    closed = benefit.months.filter(
        notice_state=NoticeState.WAITING, window_to__lt=stage.on
    ).order_by("k")
    months = list(closed)
    for month in months[:-1] if but_last else months:
        _give(stage, BenefitMonth.objects.select_related("benefit__person").get(pk=month.pk))


def _give(stage: Stage, month: BenefitMonth) -> None:
    give_notice(
        month=month,
        contacts=[ASKED],
        situation=Situation.NONE,
        channel=NoticeChannel.COUNTER,
        by=stage.counsellor,
        at=_morning(month.window_to),
    )


def _end(stage: Stage, benefit: Benefit) -> None:
    """Somebody joins the army and says so the same day."""
    day = stage.on - timedelta(days=2)
    if not benefit.starts_on <= day <= benefit.ends_on:
        return
    happened = Happened(EndCause.MILITARY, day, told_on=day, paper="Lệnh gọi nhập ngũ")
    report = report_end(benefit=benefit, happened=happened, by=stage.counsellor, at=stage.at)
    decision = propose_end(report=report, by=stage.counsellor, at=stage.at)
    approve(decision=decision, by=stage.users["giam-doc"], at=stage.at)


def _pay(stage: Stage) -> None:
    """A list that was signed a month ago, and one that waits with a flag on it."""
    then = stage.on - timedelta(days=30)
    by, head = stage.counsellor, stage.users["giam-doc"]
    try:
        made = make_list(until=then, by=by, at=_morning(then))
    except CannotPay:  # nobody had given notice then
        pass
    else:
        check_list(payments=made, by=by, at=_morning(then))
        for flag in PaymentFlag.objects.filter(line__list=made):
            open_flag(flag=flag, by=by, at=_morning(then))
            decide_flag(
                flag=flag,
                verdict=FlagVerdict.KEEP,
                reason="Đã gọi hỏi, chưa đi làm",
                by=by,
                at=_morning(then),
            )
        sign_list(payments=made, by=head, at=_morning(then))
    month = BenefitMonth.objects.filter(
        notice_state=NoticeState.GIVEN, line=None, benefit__made=True, window_to__lte=stage.on
    )
    found = month.select_related("person").order_by("-starts_on", "id").first()
    if found is None:
        return
    person = found.person
    born = person.birth_date
    line = Declared(
        2, person.full_name, born, born.year if born else None, "", "", "Công ty Mới Ví Dụ",
        found.starts_on + timedelta(days=3),
    )  # fmt: skip
    keep_declarations(
        name="khai-bao-vi-du.xlsx",
        digest=f"demo-{stage.on:%Y%m%d}",
        lines=[line],
        refused=0,
        by=by,
        at=stage.at - timedelta(minutes=5),
    )
    check_list(payments=make_list(until=stage.on, by=by, at=stage.at), by=by, at=stage.at)


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
