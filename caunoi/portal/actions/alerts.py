"""Telling people of new jobs that their saved searches find: once a day, each job once."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from caunoi.accounts.models import User
from caunoi.people.actions import withdraw_consent
from caunoi.people.choices import Purpose
from caunoi.people.models import Person
from caunoi.people.queries import allows
from caunoi.portal.models import AlertLine, SavedSearch
from caunoi.portal.queries.alerts import NewJob, new_jobs, people_to_tell, stop_token
from caunoi.portal.queries.saving import saved_searches_of
from caunoi_kit.journal.actions import record
from caunoi_kit.messaging.actions import send, stop_all

KIND: Final = "portal.alert"
LINES: Final = 3  # jobs named in a message; the page has them all
LONGEST_TITLE: Final = 40


def tell_new_jobs(*, on: date, clock: Callable[[], datetime]) -> int:
    """Tell everybody whose searches were not looked at today; returns how many were told.

    One transaction a person: the lines, the message and the day are written together, so that
    whoever is killed in between leaves nobody told twice and nobody forgotten.
    Raises `IndexUnavailable`; the next turn goes on where this one stopped.
    """
    told = 0
    for pk in list(people_to_tell(on=on).values_list("pk", flat=True)):
        told += _tell(pk, on=on, at=clock())
    return told


@transaction.atomic
def _tell(person_pk: int, *, on: date, at: datetime) -> bool:
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_pk)
    due = SavedSearch.objects.filter(person=person, alerts=True, checked_on__lt=on)
    searches = list(due.order_by("id"))
    if not searches or not allows(person, Purpose.MESSAGES):
        return False  # another worker was faster, or the consent was taken back
    jobs = new_jobs(person, searches, on=on)
    AlertLine.objects.bulk_create(
        AlertLine(
            person=person, job_key=job.key, vacancy=job.vacancy, places=job.places, told_on=on
        )
        for job in jobs
    )
    due.update(checked_on=on)
    if not jobs:
        return False
    send(
        kind=KIND,
        key=f"{KIND}.{person.pk}.{on:%Y%m%d}",
        subject=f"{len(jobs)} việc mới theo tìm kiếm của anh/chị",
        text=_text(person, jobs),
        data={"so_viec": str(len(jobs)), "viec": _line(jobs[0])[:80]},
        phone=person.phone,
        email=person.account.email if person.account else "",
        user=person.account,
        about=person,
        at=at,
    )
    return True


def _text(person: Person, jobs: list[NewJob]) -> str:
    lines = [_line(job) for job in jobs[:LINES]]
    if len(jobs) > LINES:
        lines.append(f"và {len(jobs) - LINES} việc khác")
    site = settings.CAUNOI_ADDRESS
    return (
        f"Cầu Nối: {len(jobs)} việc mới theo tìm kiếm của anh/chị. {'; '.join(lines)}. "
        f"Xem: {site}{reverse('portal:saved')} "
        f"Dừng tin: {site}{reverse('portal:stop', args=[stop_token(person)])}"
    )


def _line(job: NewJob) -> str:
    title = job.vacancy.title
    short = title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"
    return f"{short} ({job.places} nơi)" if job.places > 1 else short


@transaction.atomic
def stop_alerts(*, person: Person, everything: bool, by: User | None, at: datetime) -> None:
    """No more new jobs for this person; with `everything` no message but codes they ask for.

    The saved searches stay; only their alerts end.
    """
    stopped = saved_searches_of(person).filter(alerts=True).update(alerts=False)
    if everything:
        stop_all(at=at, by=by, user=person.account, phone=person.phone)
        withdraw_consent(person=person, purpose=Purpose.MESSAGES, by=by, at=at)
    record(
        "portal.alerts.stopped",
        by=by,
        about=person,
        detail={"searches": stopped, "everything": everything},
    )
