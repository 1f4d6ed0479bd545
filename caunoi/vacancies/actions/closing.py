"""The end of an advert: hired whom from where, and the question whether it still stands."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.vacancies.choices import HiredFrom, VacancyState
from caunoi.vacancies.models import Vacancy
from caunoi.vacancies.queries.postings import to_ask
from caunoi_kit.journal.actions import record
from caunoi_kit.messaging.actions import send
from caunoi_kit.ui import formats

MOST_HIRED: Final = 100_000
SILENT_DAYS: Final = 14  # an advert stands so long before its firm is asked
ASKED_AGAIN_DAYS: Final = 14
ASKED_A_ROUND: Final = 500


class CannotClose(Exception):
    """The advert cannot be closed like this; the message says why and what to do."""


@transaction.atomic
def close_vacancy(
    *, vacancy: Vacancy, hired: int, hired_from: HiredFrom, by: User, on: date
) -> Vacancy:
    """Close an advert with the number hired and from where; closed once, it stays as it was.

    Raises CannotClose when the figures contradict each other or what the register knows.
    """
    locked = Vacancy.objects.select_for_update().get(pk=vacancy.pk)
    if locked.state == VacancyState.CLOSED:
        return locked
    if locked.state not in {VacancyState.OPEN, VacancyState.PENDING}:
        raise CannotClose("Tin này chưa đăng nên không cần đóng.")
    if not 0 <= hired <= MOST_HIRED:
        raise CannotClose(f"Ghi số người từ 0 đến {formats.number(MOST_HIRED)}.")
    if (hired == 0) != (hired_from == HiredFrom.NOBODY):
        raise CannotClose(
            "Số người nhận được và nguồn chưa khớp nhau. "
            "Nhận 0 người thì chọn «Chưa nhận được ai», ngược lại chọn nguồn."
        )
    if hired < locked.filled:
        raise CannotClose(
            f"Trên hệ thống đã ghi {formats.number(locked.filled)} người được nhận vào tin này. "
            "Ghi số người không ít hơn."
        )
    locked.state, locked.closed_on = VacancyState.CLOSED, on
    locked.hired, locked.hired_from = hired, hired_from
    locked.filled = min(hired, locked.positions)
    locked.save(update_fields=["state", "closed_on", "hired", "hired_from", "filled", "updated_at"])
    record(
        "vacancies.vacancy.closed",
        by=by,
        about=locked,
        detail={"hired": hired, "hired_from": hired_from},
    )
    return locked


@transaction.atomic
def confirm_open(*, vacancy: Vacancy, by: User, on: date) -> Vacancy:
    """The firm says that it still looks for people."""
    locked = Vacancy.objects.select_for_update().get(pk=vacancy.pk)
    if locked.state == VacancyState.OPEN and locked.confirmed_on != on:
        locked.confirmed_on = on
        locked.save(update_fields=["confirmed_on", "updated_at"])
        record("vacancies.vacancy.confirmed", by=by, about=locked)
    return locked


def ask_still_open(*, on: date, at: datetime, address_of: Callable[[Vacancy], str]) -> int:
    """Ask firms of adverts that stand long whether they still hire; returns how many were asked.

    Each advert is a transaction of its own, so a round that is cut off goes on by being run again.
    """
    silent = to_ask(
        on=on,
        posted_before=on - timedelta(days=SILENT_DAYS),
        asked_before=on - timedelta(days=ASKED_AGAIN_DAYS),
    )
    some = list(silent[:ASKED_A_ROUND])
    for vacancy in some:
        _ask(vacancy, on=on, at=at, address=address_of(vacancy))
    return len(some)


@transaction.atomic
def _ask(vacancy: Vacancy, *, on: date, at: datetime, address: str) -> None:
    send(
        kind="vacancies.advert.still_open",
        text=f"Tin «{vacancy.title[:60]}» còn tuyển không? Trả lời tại {address}",
        subject="Tin tuyển dụng còn hiệu lực không?",
        phone=vacancy.contact_phone,
        email=vacancy.employer.email,
        at=at,
        about=vacancy,
        key=f"still-open-{vacancy.pk}-{on:%Y%m%d}",
    )
    vacancy.asked_on = on
    vacancy.save(update_fields=["asked_on"])
    record("vacancies.vacancy.asked", by=None, about=vacancy, at=at)
