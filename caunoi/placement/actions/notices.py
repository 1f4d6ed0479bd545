"""What people and firms are told about applications: one place for the words.

No text holds more than the reader needs: a person hears the job and the firm, a firm hears that
somebody applied and opens the record here.
"""

from datetime import datetime

from django.conf import settings

from caunoi.placement.choices import ApplicationState, Refusal
from caunoi.placement.models import Application, Invitation
from caunoi.placement.queries.invitations import answer_address
from caunoi.vacancies.models import Vacancy
from caunoi_kit.messaging.actions import send
from caunoi_kit.ui import formats

_NEWS: dict[str, str] = {
    ApplicationState.SUITABLE: "thấy hồ sơ của anh/chị phù hợp",
    ApplicationState.INTERVIEW: "muốn hẹn anh/chị phỏng vấn",
    ApplicationState.OFFERED: "đề nghị nhận anh/chị vào làm",
    ApplicationState.HIRED: "đã nhận anh/chị vào làm",
}


def tell_applicant(application: Application, *, at: datetime) -> None:
    """Tell the person where the application stands now.

    Seen is not told: looking is no answer. Nor is what the person did themselves.
    """
    words = _state_words(application)
    if words:
        kind = f"placement.application.{application.state.lower()}"
        _to_person(application, kind=kind, text=words, at=at, key=application.state)


def tell_of_silence(application: Application, *, at: datetime) -> None:
    """Tell the person that the firm is silent and the centre calls it."""
    _to_person(
        application,
        kind="placement.application.silent",
        text=f"{_job(application.vacancy)} chưa trả lời hồ sơ của anh/chị. "
        "Trung tâm gọi hỏi nơi tuyển. Anh/chị cứ nộp thêm việc khác.",
        at=at,
        key="SILENT",
    )


def tell_firm(application: Application, *, at: datetime) -> None:
    """Tell the firm that there is a new application; the name stands only on our page."""
    vacancy = application.vacancy
    phone = vacancy.contact_phone or vacancy.employer.phone
    send(
        kind="placement.application.sent",
        text=f"Có người ứng tuyển việc {vacancy.title}. "
        "Mở «Tin của tôi» để xem và trả lời trong "
        f"{settings.CAUNOI_SILENCE_WORKING_DAYS} ngày làm việc.",
        at=at,
        phone=phone,
        email=vacancy.employer.email,
        subject=f"Hồ sơ mới: {vacancy.title}",
        about=application,
        key=f"placement.application.sent.{application.pk}",
    )


def tell_invited(invitation: Invitation, *, at: datetime) -> None:
    """Ask somebody to an interview: the answer is given on the page behind the link."""
    send(
        kind="placement.invitation.sent",
        text=f"{_job(invitation.vacancy)} mời anh/chị phỏng vấn. "
        f"Chọn giờ hoặc từ chối: {answer_address(invitation)}",
        at=at,
        phone=invitation.person.phone,
        email=invitation.person.email,
        subject=f"Mời phỏng vấn: {invitation.vacancy.title}",
        user=invitation.person.account,
        about=invitation,
        key=f"placement.invitation.sent.{invitation.pk}",
    )


def remind(invitation: Invitation, *, hours: int, at: datetime) -> None:
    """Remind somebody of an interview, some hours before it."""
    slot = invitation.slot
    if slot is None:
        return
    send(
        kind=f"placement.invitation.before_{hours}h",
        text=f"Nhắc hẹn: {formats.moment(slot.starts_at)}, {_job(invitation.vacancy)}, "
        f"tại {slot.place}. Báo sẽ đến, đổi giờ hoặc không đi: {answer_address(invitation)}",
        at=at,
        phone=invitation.person.phone,
        email=invitation.person.email,
        subject=f"Nhắc hẹn phỏng vấn {formats.moment(slot.starts_at)}",
        user=invitation.person.account,
        about=invitation,
        key=f"placement.invitation.{invitation.pk}.{slot.pk}.{hours}h",
    )


def _state_words(application: Application) -> str:
    job = _job(application.vacancy)
    if news := _NEWS.get(application.state):
        return f"{job} {news}. Xem ở «Hồ sơ đã nộp»."
    if application.state == ApplicationState.REJECTED:
        if application.reason in {Refusal.FULL, Refusal.CLOSED}:
            return f"{job} đã tuyển xong, nên không nhận thêm hồ sơ. Xem việc khác ở Cầu Nối."
        return f"{job} chưa nhận hồ sơ của anh/chị lần này. Xem lý do ở «Hồ sơ đã nộp»."
    if application.state == ApplicationState.EXPIRED:
        return f"{job} không trả lời, hồ sơ của anh/chị đã khép lại. Anh/chị nộp việc khác nhé."
    return ""


def _job(vacancy: Vacancy) -> str:
    return f"{vacancy.employer.name} ({vacancy.title})"


def _to_person(application: Application, *, kind: str, text: str, at: datetime, key: str) -> None:
    person = application.person
    send(
        kind=kind,
        text=text,
        at=at,
        phone=person.phone,
        email=person.email,
        subject=f"Hồ sơ ứng tuyển: {application.vacancy.title}",
        user=person.account,
        about=application,
        key=f"placement.application.{application.pk}.{key}",
    )
