"""What a monthly notice begins with: the person's own applications, and last month's employers."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from caunoi.people.models import Person
from caunoi.placement.choices import ApplicationState, Origin
from caunoi.placement.models import Application
from caunoi.placement.queries.applications import applications_of
from caunoi.unemployment.choices.benefits import (
    OPEN_TRANSFERS,
    STANDING_BENEFITS,
    ContactResult,
    Direction,
    MonthState,
    NoticeState,
)
from caunoi.unemployment.models import BenefitMonth, JobContact, MonthlyNotice, Transfer
from caunoi.unemployment.models.benefits import MOST_CONTACTS
from caunoi.unemployment.queries.course import course_of
from caunoi_kit.ui import formats

LOOK_BACK: Final = timedelta(days=35)  # a benefit month and the days around it

RESULTS: Final = {
    ApplicationState.SENT: ContactResult.WAITING,
    ApplicationState.SEEN: ContactResult.WAITING,
    ApplicationState.SUITABLE: ContactResult.WAITING,
    ApplicationState.INTERVIEW: ContactResult.INTERVIEW,
    ApplicationState.OFFERED: ContactResult.INTERVIEW,
    ApplicationState.HIRED: ContactResult.TAKEN,
    ApplicationState.REJECTED: ContactResult.NOT_TAKEN,
    ApplicationState.EXPIRED: ContactResult.NOT_TAKEN,
    ApplicationState.WITHDRAWN: ContactResult.DECLINED,
}
"""What an application comes to in the words of the form."""


@dataclass(frozen=True)
class ContactLine:
    """One employer of a notice; `application` when it is one of this site."""

    employer: str
    address: str
    person: str
    position: str
    result: str
    application: int | None = None
    referred: bool = False
    made_on: date | None = None

    @property
    def result_words(self) -> str:
        return ContactResult(self.result).label if self.result else ""


@dataclass(frozen=True)
class NoticePage:
    """What whoever takes a notice sees before it is given."""

    month: BenefitMonth
    applications: tuple[ContactLine, ...]
    before: tuple[ContactLine, ...]
    """The employers of the notice before."""
    why_not: str
    """Why the notice cannot be given today; "" when it can."""
    given: MonthlyNotice | None


def notice_page(month: BenefitMonth, *, on: date) -> NoticePage:
    """A month before its notice is given. Six queries at most."""
    previous = MonthlyNotice.objects.filter(month__benefit=month.benefit_id, month__k__lt=month.k)
    last = previous.order_by("-month__k").first()
    since = last.given_on if last is not None else on - LOOK_BACK
    return NoticePage(
        month=month,
        applications=tuple(application_lines(month.benefit.person, since=since, on=on)),
        before=tuple(contact_line(each) for each in _contacts(last)) if last else (),
        why_not=why_not_today(month, on=on),
        given=MonthlyNotice.objects.filter(month=month).select_related("by").first(),
    )


def application_lines(person: Person, *, since: date, on: date) -> list[ContactLine]:
    """Applications and referrals of somebody that moved since a day, the newest first."""
    moved = Q(made_at__date__gte=since) | Q(state_at__date__gte=since)
    found: QuerySet[Application] = applications_of(person).filter(moved, made_at__date__lte=on)
    return [application_line(each) for each in found[:MOST_CONTACTS]]


def application_line(application: Application) -> ContactLine:
    """An application in the words of the form."""
    vacancy = application.vacancy
    return ContactLine(
        employer=vacancy.employer.name,
        address=vacancy.address or (vacancy.place.name if vacancy.place else "theo tin tuyển"),
        person=vacancy.contact_name or "Bộ phận tuyển dụng",
        position=vacancy.title[:200],
        result=RESULTS[ApplicationState(application.state)],
        application=application.pk,
        referred=application.origin == Origin.REFERRAL,
        made_on=timezone.localtime(application.made_at).date(),
    )


def contact_line(contact: JobContact) -> ContactLine:
    """A stored employer of a notice as plain data."""
    return ContactLine(
        employer=contact.employer_name,
        address=contact.address,
        person=contact.contact,
        position=contact.position,
        result=contact.result,
        application=contact.application_id,
    )


def why_not_today(month: BenefitMonth, *, on: date) -> str:
    """Why the notice of a month cannot be given on a day; "" when it can (N374 Điều 21)."""
    if month.notice_state == NoticeState.GIVEN:
        return "Tháng này đã thông báo rồi. Xem biên nhận ở trang trợ cấp."
    if month.benefit.state not in STANDING_BENEFITS or month.state != MonthState.OPEN:
        return "Tháng này không còn phải thông báo. Xem tình trạng ở trang trợ cấp."
    leaving = Transfer.objects.filter(
        benefit=month.benefit_id, direction=Direction.OUT, state__in=OPEN_TRANSFERS
    )
    if leaving.filter(sent_on__isnull=False).exists():
        return "Đang chuyển nơi hưởng: thông báo với trung tâm nơi chuyển đến."
    course = course_of(month.benefit)
    opens = course.notice_from(next(m for m in course.months if m.pk == month.pk))
    if on < opens:
        return (
            f"Chưa đến ngày thông báo tháng thứ {month.k}. Đến từ {formats.day(opens)} "
            f"đến hết {formats.day(month.window_to)}."
        )
    # Windows of a year without an official calendar are not held against anybody.
    closes = month.window_to if month.confirmed else month.ends_on
    return "" if on <= closes else _too_late(month)


def _too_late(month: BenefitMonth) -> str:
    later = BenefitMonth.objects.filter(benefit=month.benefit_id, k=month.k + 1)
    following = later.exclude(state=MonthState.VOID).first()
    said = f"Đã hết hạn thông báo tháng thứ {month.k} ({formats.day(month.window_to)})."
    if following is None:
        return f"{said} Đây là tháng hưởng cuối, tháng này không được nhận tiền."
    return (
        f"{said} Lần tới: từ {formats.day(following.window_from)} đến hết "
        f"{formats.day(following.window_to)}. Thông báo đúng hạn thì được hưởng tiếp."
    )


def _contacts(notice: MonthlyNotice) -> QuerySet[JobContact]:
    return notice.contacts.order_by("order")


def find_notice(month: BenefitMonth) -> MonthlyNotice | None:
    """The notice of a month with its employers."""
    found = MonthlyNotice.objects.select_related("month__benefit__person", "by")
    return found.prefetch_related("contacts").filter(month=month).first()
