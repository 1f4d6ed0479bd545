"""Asking people who have been away for long whether they still look for work: once a time away."""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from caunoi.people.models import Person
from caunoi.portal.queries.alerts import stop_token
from caunoi.portal.queries.idle import IDLE, KIND, idle_seekers
from caunoi_kit.messaging.actions import send

AT_A_TIME: Final = 100  # a turn, an hour apart: a whole province is not written to in one night


def ask_idle_seekers(*, at: datetime) -> int:
    """Ask the next of them; returns how many were asked. Coming back begins a new time away."""
    keys = list(idle_seekers(at=at).values_list("pk", flat=True)[:AT_A_TIME])
    return sum(_ask(pk, at=at) for pk in keys)


@transaction.atomic
def _ask(person_pk: int, *, at: datetime) -> bool:
    Person.objects.select_for_update(of=("self",)).get(pk=person_pk)
    person = idle_seekers(at=at).filter(pk=person_pk).first()
    if person is None or person.account is None or person.account.last_login is None:
        return False  # came back, was asked by another worker, or took the consent back
    send(
        kind=KIND,
        key=f"{KIND}.{person.pk}.{person.account.last_login:%Y%m%d}",
        subject="Anh/chị còn tìm việc không?",
        text=_text(person),
        phone=person.phone,
        email=person.account.email,
        user=person.account,
        about=person,
        at=at,
    )
    return True


def _text(person: Person) -> str:
    site = settings.CAUNOI_ADDRESS
    return (
        f"Cầu Nối: {IDLE.days} ngày nay anh/chị chưa vào xem việc. Còn tìm thì xem việc hợp ở "
        f"{site}{reverse('placement:my_lists')} Không tìm nữa thì tắt «Đang tìm việc» ở "
        f"{site}{reverse('people:mine')} Dừng tin: "
        f"{site}{reverse('portal:stop', args=[stop_token(person)])}"
    )
