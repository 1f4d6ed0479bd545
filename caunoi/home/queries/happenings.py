"""Rows of the domains as lines of one history: what happened, in words of the desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from django.urls import reverse
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.counter.queries.timeline import CounterPast
from caunoi.home.choices import Service
from caunoi.placement.choices import ApplicationState, InvitationState
from caunoi.placement.models import (
    ApplicationStep,
    FollowUp,
    Invitation,
    Referral,
    RefusedJob,
    ToldProposal,
)
from caunoi.placement.queries.referrals import state_of
from caunoi.placement.queries.timeline import PlacementPast
from caunoi.training.choices import EnrolmentState
from caunoi.training.models import Enrolment
from caunoi.unemployment.models import Decision
from caunoi.unemployment.queries.timeline import BenefitPast
from caunoi.vacancies.models import Vacancy
from caunoi_kit.messaging.choices import State
from caunoi_kit.messaging.models import Message
from caunoi_kit.ui import formats

LONGEST_MESSAGE: Final = 120
_STEPS: Final[dict[str, str]] = {
    ApplicationState.SENT: "Nộp hồ sơ ứng tuyển",
    ApplicationState.SEEN: "Nơi tuyển đã xem hồ sơ",
    ApplicationState.SUITABLE: "Nơi tuyển thấy phù hợp",
    ApplicationState.INTERVIEW: "Hẹn phỏng vấn",
    ApplicationState.OFFERED: "Nơi tuyển đề nghị nhận việc",
    ApplicationState.HIRED: "Nhận việc",
    ApplicationState.REJECTED: "Nơi tuyển không nhận",
    ApplicationState.WITHDRAWN: "Rút hồ sơ ứng tuyển",
    ApplicationState.EXPIRED: "Hồ sơ ứng tuyển hết hạn chờ",
}
_INVITED: Final[dict[str, str]] = {
    InvitationState.SENT: "Được mời phỏng vấn, chưa trả lời",
    InvitationState.COMING: "Được mời phỏng vấn, sẽ đến",
    InvitationState.DECLINED: "Được mời phỏng vấn, không đi",
    InvitationState.CAME: "Đã đến phỏng vấn",
    InvitationState.NO_SHOW: "Hẹn phỏng vấn, không đến",
    InvitationState.CANCELLED: "Lời mời phỏng vấn đã huỷ",
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One line: when, which service, what, with which detail, by whom, and where it opens."""

    at: datetime
    service: Service
    what: str
    detail: str = ""
    by: str = ""
    url: str = ""
    dated: bool = False  # only its day is known


def start_of(day: date) -> datetime:
    """The moment a civil day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))


def of_counter(past: CounterPast) -> Iterator[Happening]:
    """Tickets, acts, appointments, sessions for groups, steps of plans that are done."""
    for ticket in past.tickets:
        desk = f", quầy {ticket.desk.number}" if ticket.desk else ""
        detail = f"Số {ticket.name}{desk}. {ticket.get_state_display()}"
        yield Happening(ticket.taken_at, Service.COUNTER, f"Đến vì: {ticket.service.name}", detail)
    for act in past.acts:
        advice = getattr(act, "advice", None)
        detail = advice.answer if advice is not None else act.note
        url = reverse("home:advice_slip", args=[act.public_id]) if advice is not None else ""
        yield Happening(act.at, Service.COUNTER, act.get_kind_display(), detail, _name(act.by), url)
    for booked in past.appointments:
        when = formats.moment(booked.slot.begins_at)
        detail = f"{booked.service.name}, {when}. {booked.get_state_display()}"
        yield Happening(booked.booked_at, Service.COUNTER, "Đặt lịch hẹn", detail)
    for attended in past.sessions:
        session = attended.session
        yield _on(session.held_on, Service.COUNTER, "Dự tư vấn nhóm", session.name)
    for step in past.steps:
        at = step.done_at or start_of(step.due_on)
        yield Happening(at, Service.WORK, "Làm xong một bước của kế hoạch", step.what)


def of_placement(past: PlacementPast, *, on: date) -> Iterator[Happening]:
    """Referrals, applications and what became of them, interviews, refusals, calls."""
    yield from (_referral(row, on) for row in past.referrals)
    yield from (_step(row) for row in past.steps)
    yield from (_invitation(row) for row in past.invitations)
    yield from (_refusal(row) for row in past.refusals)
    yield from (_call(row) for row in past.calls)
    yield from (_told(row) for row in past.told)


def of_training(enrolments: list[Enrolment]) -> Iterator[Happening]:
    """Classes asked for, begun, finished or left."""
    for row in enrolments:
        name = row.intake.programme.name
        school = row.intake.programme.institution.name
        yield Happening(
            row.made_at, Service.LEARNING, "Đăng ký học", f"{name}, {school}", _name(row.made_by)
        )
        if row.started_on:
            yield _on(row.started_on, Service.LEARNING, "Vào học", name)
        if row.graduated_on:
            number = f", chứng chỉ số {row.certificate_number}" if row.certificate_number else ""
            yield _on(row.graduated_on, Service.LEARNING, "Học xong", f"{name}{number}")
        elif row.state == EnrolmentState.LEFT:
            why = row.get_left_because_display()
            yield Happening(row.state_at, Service.LEARNING, "Thôi học", f"{name}: {why}")


def of_benefit(past: BenefitPast) -> Iterator[Happening]:
    """Claims, what was asked for, and decisions, each with its page."""
    for claim in past.claims:
        url = reverse("unemployment:claim", args=[claim.public_id])
        begun = "Nộp hồ sơ trợ cấp thất nghiệp" if claim.number else "Soạn hồ sơ trợ cấp"
        detail = f"{claim}. {claim.get_state_display()}"
        yield Happening(claim.begun_at, Service.BENEFIT, begun, detail, _name(claim.begun_by), url)
        if claim.withdrawn_on:
            yield _on(claim.withdrawn_on, Service.BENEFIT, "Rút hồ sơ trợ cấp", str(claim), url)
    for asked in past.supplements:
        url = reverse("unemployment:claim", args=[asked.claim.public_id])
        yield _on(asked.asked_on, Service.BENEFIT, "Yêu cầu bổ sung giấy tờ", asked.what, url)
        if asked.answered_on:
            yield _on(asked.answered_on, Service.BENEFIT, "Đã bổ sung giấy tờ", asked.what, url)
    for decision in past.decisions:
        yield from _decision(decision)
    for notice in past.notices:
        url = reverse("unemployment:benefit", args=[notice.month.benefit.public_id])
        detail = f"Tháng hưởng thứ {notice.month.k}, {notice.get_channel_display().lower()}"
        yield Happening(
            notice.given_at, Service.BENEFIT, "Thông báo tìm việc", detail, _name(notice.by), url
        )
    for month in past.missed:
        url = reverse("unemployment:benefit", args=[month.benefit.public_id])
        detail = f"Tháng hưởng thứ {month.k}"
        yield _on(month.window_to, Service.BENEFIT, "Không thông báo tìm việc", detail, url)
    for line in past.payments:
        url = reverse("unemployment:benefit", args=[line.month.benefit.public_id])
        at = line.list.signed_at or start_of(line.starts_on)
        detail = f"Tháng hưởng thứ {line.month.k}: {formats.money(line.amount)}"
        yield Happening(at, Service.BENEFIT, "Duyệt chi trợ cấp", detail, url=url)
    for ending in past.endings:
        url = reverse("unemployment:benefit", args=[ending.benefit.public_id])
        detail = f"{ending.get_cause_display()}. {ending.get_state_display()}"
        what = "Ghi lý do chấm dứt hưởng"
        yield Happening(ending.at, Service.BENEFIT, what, detail, _name(ending.by), url)


def of_messages(messages: list[Message]) -> Iterator[Happening]:
    """What the person was told by message, and whether it arrived."""
    for row in messages:
        text = " ".join(row.text.split())
        short = text if len(text) <= LONGEST_MESSAGE else f"{text[:LONGEST_MESSAGE]}…"
        state = str(State(row.state).label).lower()
        yield Happening(row.made_at, Service.CONTACT, f"Tin nhắn ({state})", short)


def _referral(row: Referral, on: date) -> Happening:
    return Happening(
        row.made_at,
        Service.WORK,
        f"Giới thiệu việc làm, giấy {row.number:02}/{row.year}",
        f"{_job(row.vacancy)}. {state_of(row, on=on).label}",
        _name(row.made_by),
        reverse("placement:referral", args=[row.public_id]),
    )


def _step(row: ApplicationStep) -> Happening:
    application = row.application
    detail = _job(application.vacancy)
    if row.state == ApplicationState.HIRED and application.hired_on:
        detail += f", từ ngày {formats.day(application.hired_on)}"
    elif row.reason:
        detail += f". {row.get_reason_display()}"
    return Happening(row.at, Service.WORK, _STEPS[row.state], detail, _name(row.by))


def _invitation(row: Invitation) -> Happening:
    when = f", {formats.moment(row.slot.starts_at)}" if row.slot else ""
    return Happening(row.sent_at, Service.WORK, _INVITED[row.state], f"{_job(row.vacancy)}{when}")


def _refusal(row: RefusedJob) -> Happening:
    detail = f"{_job(row.vacancy)}. {row.get_reason_display()}"
    if row.justified is False:
        detail += ". Không có lý do chính đáng"
    return Happening(
        row.at, Service.WORK, "Không nhận việc", detail, _name(row.by),
        reverse("placement:refusal", args=[row.public_id]),
    )  # fmt: skip


def _call(row: FollowUp) -> Happening:
    detail = f"{row.get_result_display()}: {_job(row.application.vacancy)}"
    if row.reason:
        detail += f". {row.get_reason_display()}"
    at = row.done_at or start_of(row.due_on)
    return Happening(at, Service.CONTACT, "Gọi hỏi sau nhận việc", detail, _name(row.done_by))


def _told(row: ToldProposal) -> Happening:
    return Happening(
        row.told_at, Service.CONTACT, f"Báo đề xuất ({row.get_channel_display().lower()})",
        _job(row.vacancy), _name(row.told_by),
    )  # fmt: skip


def _decision(row: Decision) -> Iterator[Happening]:
    kind = row.get_kind_display()
    url = reverse("unemployment:claim", args=[row.claim.public_id]) if row.claim else ""
    if row.approved_at:
        yield Happening(
            row.approved_at, Service.BENEFIT, f"{kind} số {row.symbol}", row.get_state_display(),
            _name(row.approved_by), url,
        )  # fmt: skip
    else:
        yield Happening(
            row.proposed_at, Service.BENEFIT, f"Trình: {kind[0].lower()}{kind[1:]}",
            row.get_state_display(), _name(row.proposed_by), url,
        )  # fmt: skip
    if row.collected_on:
        yield _on(row.collected_on, Service.BENEFIT, "Đến nhận quyết định", row.symbol, url)
    if row.cancelled_on:
        yield _on(row.cancelled_on, Service.BENEFIT, "Huỷ quyết định", row.symbol, url)


def _on(day: date, service: Service, what: str, detail: str, url: str = "") -> Happening:
    return Happening(start_of(day), service, what, detail, url=url, dated=True)


def _job(vacancy: Vacancy) -> str:
    return f"{vacancy.title}, {vacancy.employer.name}"


def _name(user: User | None) -> str:
    return user.full_name if user is not None else ""
