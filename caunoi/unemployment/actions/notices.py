"""The monthly job-search notice (Mẫu 24): taken at the counter, or given by the person online."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.placement.models import Application
from caunoi.unemployment.actions.benefits import lock_benefit
from caunoi.unemployment.actions.numbers import next_number
from caunoi.unemployment.choices import Series
from caunoi.unemployment.choices.benefits import (
    MonthState,
    NoticeChannel,
    NoticeState,
)
from caunoi.unemployment.models import BenefitMonth, JobContact, MonthlyNotice
from caunoi.unemployment.models.benefits import MOST_CONTACTS
from caunoi.unemployment.queries.notices import (
    ContactLine,
    NoticePage,
    application_line,
    notice_page,
    why_not_today,
)
from caunoi_kit.journal.actions import record, record_read
from caunoi_rules.notices import Contact, lacks


class CannotNotify(Exception):
    """The notice does not count or cannot be given; the message says why and what to do."""


class IncompleteNotice(CannotNotify):
    """The notice is not filled in wholly, so it does not count (N374 Điều 21 khoản 4)."""

    def __init__(self, missing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(" ".join(missing))


@transaction.atomic
def read_notice_page(*, month: BenefitMonth, by: User, on: date) -> NoticePage:
    """A month before its notice is taken at the counter, with the person's name."""
    page = notice_page(month, on=on)
    record_read(
        "unemployment.notice.read",
        about=month.person,
        by=by,
        fields=["full_name", "benefit", "applications"],
        why="nhận thông báo tìm việc",
    )
    return page


@transaction.atomic
def give_notice(
    *,
    month: BenefitMonth,
    contacts: Sequence[ContactLine],
    applications: Sequence[int] = (),
    situation: str,
    situation_words: str = "",
    channel: NoticeChannel,
    by: User,
    at: datetime,
) -> MonthlyNotice:
    """Take the notice of a month. Given once; a second one finds the first.

    `applications` are keys of the person's own, which stand in the notice as they are now; others
    are left out. Raises CannotNotify outside the window, IncompleteNotice when something the form
    asks for is not there.
    """
    on = timezone.localtime(at).date()
    lock_benefit(month.benefit)
    locked = _lock_month(month)
    if (before := MonthlyNotice.objects.filter(month=locked).first()) is not None:
        return before
    if reason := why_not_today(locked, on=on):
        raise CannotNotify(reason)
    lines = _with_applications(locked, contacts, applications)
    missing = lacks(
        [_told(line) for line in lines], situation=situation, words=situation_words, on=on
    )
    if missing:
        raise IncompleteNotice([reason.text for reason in missing])
    notice = MonthlyNotice.objects.create(
        month=locked,
        year=on.year,
        number=next_number(Series.NOTICE, on.year),
        given_on=on,
        given_at=at,
        channel=channel,
        by=by,
        situation=situation,
        situation_words=situation_words.strip(),
    )
    JobContact.objects.bulk_create(_stored(notice, lines))
    locked.notice_state = NoticeState.GIVEN
    locked.save(update_fields=["notice_state"])
    record(
        "unemployment.notice.given",
        by=by,
        about=notice,
        detail={"people": [locked.person_id], "month": locked.k, "channel": str(channel)},
        at=at,
    )
    return notice


@transaction.atomic
def move_windows(
    *, months: Sequence[BenefitMonth], first: date, last: date, by: User, at: datetime
) -> int:
    """Set other days of notice, as a signed decision says (N374 Điều 21 khoản 2: disaster).

    Only months that still wait, or were missed and not suspended, are moved. Returns how many.
    """
    moved = 0
    for month in months:
        locked = _lock_month(month)
        missed = locked.notice_state == NoticeState.MISSED and locked.state == MonthState.OPEN
        if locked.notice_state != NoticeState.WAITING and not missed:
            continue
        if locked.moved_from is None:
            locked.moved_from = locked.window_to
        locked.window_from, locked.window_to = first, last
        locked.notice_state = NoticeState.WAITING
        locked.save(update_fields=["moved_from", "window_from", "window_to", "notice_state"])
        moved += 1
    record("unemployment.notice.moved", by=by, detail={"months": moved}, at=at)
    return moved


def _lock_month(month: BenefitMonth) -> BenefitMonth:
    found = BenefitMonth.objects.select_related("benefit__person")
    return found.select_for_update(of=("self",)).get(pk=month.pk)


def _with_applications(
    month: BenefitMonth, contacts: Sequence[ContactLine], applications: Sequence[int]
) -> list[ContactLine]:
    """The ticked applications first, read again: nobody tells us what they came to."""
    own = Application.objects.filter(pk__in=applications, person=month.person_id)
    own = own.select_related("vacancy__employer", "vacancy__place").order_by("-made_at", "-id")
    ticked = [application_line(each) for each in own]
    known = {line.application for line in ticked}
    others = [line for line in contacts if line.application not in known or not line.application]
    return (ticked + others)[:MOST_CONTACTS]


def _told(line: ContactLine) -> Contact:
    return Contact(line.employer, line.address, line.person, line.position, line.result)


def _stored(notice: MonthlyNotice, lines: Sequence[ContactLine]) -> list[JobContact]:
    return [
        JobContact(
            notice=notice,
            order=order,
            employer_name=line.employer.strip()[:200],
            address=line.address.strip()[:300],
            contact=line.person.strip()[:200],
            position=line.position.strip()[:200],
            result=line.result,
            application_id=line.application,
        )
        for order, line in enumerate(lines, start=1)
    ]
