"""What the visitor keeps on the portal, and the outbox."""

from datetime import timedelta
from typing import Final

from caunoi.people.choices import Purpose
from caunoi.people.models import Consent
from caunoi.portal.actions.demo.numbers import made_phone
from caunoi.portal.actions.demo.stage import Stage
from caunoi.portal.models import AlertLine, SavedJob, SavedSearch
from caunoi.portal.queries.saving import job_key, stored
from caunoi.portal.queries.searching import Filters
from caunoi.vacancies.models import Vacancy
from caunoi_kit.messaging.choices import Channel, Fault, State
from caunoi_kit.messaging.models import Message

JOBS, TOLD = 4, 3
SEARCHES: Final = (
    ("Việc từ 8 triệu", "luong=8000000", Filters(pay_at_least=8_000_000), True),
    ("Gần tôi, trong 10 km", "gan_toi=1&km=10", Filters(near_me=True, km=10), True),
    ("May công nghiệp", "q=may", Filters(line="may"), False),
)
# To whom (0 the visitor, others by number), kind, text, state, fault.
MESSAGES: Final = (
    (0, "portal.alert", "Cầu Nối: có 3 việc mới hợp với anh/chị.", State.SENT, ""),
    (0, "placement.invitation.sent", "Có nơi tuyển mời anh/chị phỏng vấn.", State.DELIVERED, ""),
    (0, "training.class.offered", "Một lớp nghề mời anh/chị vào học.", State.SENT, ""),
    (11, "training.seat.held", "Lớp học đã có chỗ cho anh/chị.", State.DELIVERED, ""),
    (12, "placement.application.silent", "Nơi tuyển chưa trả lời hồ sơ.", State.SENT, ""),
    (13, "portal.alert", "Cầu Nối: có 5 việc mới.", State.FAILED, Fault.REFUSED),
    (14, "portal.alert", "Cầu Nối: có 1 việc mới.", State.SUPPRESSED, Fault.STOPPED),
    (15, "training.class.off", "Lớp anh/chị đăng ký không mở.", State.DELIVERED, ""),
    (16, "vacancies.advert.still_open", "Tin còn tuyển không?", State.FAILED, Fault.BUSY),
    (17, "placement.application.sent", "Có một hồ sơ mới.", State.SENT, ""),
)


def store_kept(stage: Stage) -> None:
    """Searches, jobs and alerts of the visitor; a few messages in every state."""
    SavedSearch.objects.bulk_create(
        SavedSearch(
            person=stage.guide,
            name=name,
            address=address,
            filters=stored(filters),
            alerts=alerts,
            newest=Vacancy.objects.order_by("-id").values_list("pk", flat=True)[0],
            made_at=stage.ago(10 - number),
            checked_on=stage.on,
        )
        for number, (name, address, filters, alerts) in enumerate(SEARCHES)
    )
    Consent.objects.get_or_create(
        person=stage.guide,
        purpose=Purpose.MESSAGES,
        withdrawn_at=None,
        defaults={"given_at": stage.ago(10)},
    )
    open_ones = list(
        Vacancy.objects.open_on(stage.on).select_related("employer").order_by("-id")[: JOBS + TOLD]
    )
    SavedJob.objects.bulk_create(
        SavedJob(person=stage.guide, vacancy=each, made_at=stage.ago(number + 1))
        for number, each in enumerate(open_ones[:JOBS])
    )
    lines = {job_key(each): each for each in open_ones[JOBS:]}
    AlertLine.objects.bulk_create(
        AlertLine(person=stage.guide, job_key=key, vacancy=vacancy, told_on=stage.day(-1))
        for key, vacancy in lines.items()
    )
    Message.objects.bulk_create(_message(stage, number) for number in range(len(MESSAGES)))


def _message(stage: Stage, number: int) -> Message:
    to, kind, text, state, fault = MESSAGES[number]
    made_at = stage.ago(0.1 + number / 3)
    message = Message(
        kind=kind,
        key=f"xem-thu/{number}",
        user=stage.users["nguoi-tim-viec"] if to == 0 else None,
        phone=stage.guide.phone if to == 0 else made_phone(to),
        text=text,
        state=state,
        fault=fault,
        made_at=made_at,
        tries=1,
    )
    if state in {State.SENT, State.DELIVERED}:
        message.channel, message.sent_at = Channel.PAGE, made_at + timedelta(seconds=2)
    if state == State.DELIVERED:
        message.delivered_at = made_at + timedelta(seconds=5)
    return message
