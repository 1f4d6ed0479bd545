from datetime import UTC, date, datetime
from http import HTTPStatus

from caunoi.accounts.choices import Role
from caunoi.vacancies.actions import receive_needs
from caunoi.vacancies.choices import NeedChannel, ReportReason, VacancyState
from caunoi.vacancies.models import ScamReport
from tests.employers.factories import MemberFactory
from tests.pages import NO_FORM_NUMBER, Page
from tests.vacancies.factories import VacancyFactory, form_group

CENTRE = frozenset({Role.CLERK, Role.COUNSELLOR, Role.HEAD, Role.DIRECTOR, Role.ADMIN})
POSTING = CENTRE | {Role.EMPLOYER}
REVIEWING = CENTRE - {Role.CLERK}
MORNING = datetime(2026, 11, 9, 2, 0, tzinfo=UTC)


def of_firm(made):
    return {"public_id": made.vacancy.public_id}


PAGES = {
    "vacancies:post": Page(POSTING),
    "vacancies:assist": Page(POSTING, takes_posts=True),
    "vacancies:read_old": Page(POSTING, takes_posts=True),
    "vacancies:mine": Page(frozenset({Role.EMPLOYER}), shows=HTTPStatus.MOVED_PERMANENTLY),
    "vacancies:posting": Page(POSTING, of_firm),
    "vacancies:edit": Page(POSTING, of_firm),
    "vacancies:repost": Page(POSTING, of_firm, takes_posts=True, shows=NO_FORM_NUMBER),
    "vacancies:close": Page(POSTING, of_firm),
    "vacancies:still_open": Page(POSTING, of_firm, takes_posts=True, shows=NO_FORM_NUMBER),
    "vacancies:report": Page(at=of_firm),
    "vacancies:reported": Page(),
    "vacancies:waiting": Page(REVIEWING),
    "vacancies:review": Page(REVIEWING, lambda made: {"public_id": made.waiting.public_id}),
    "vacancies:settle": Page(REVIEWING, lambda made: {"public_id": made.report.public_id}),
    "vacancies:needs": Page(POSTING),
    "vacancies:need_file": Page(POSTING, takes_posts=True, shows=NO_FORM_NUMBER),
    "vacancies:need_template": Page(POSTING),
    "vacancies:need_receipt": Page(POSTING, lambda made: {"public_id": made.receipt.public_id}),
    "vacancies:needs_sum": Page(CENTRE | {Role.DEPARTMENT}),
}


def make(made):
    made.vacancy = VacancyFactory(closes_on=date(2099, 12, 31))
    MemberFactory(employer=made.vacancy.employer, user=made.users[Role.EMPLOYER])
    made.waiting = VacancyFactory(
        employer=made.vacancy.employer,
        closes_on=date(2099, 12, 31),
        state=VacancyState.PENDING,
        sent_at=MORNING,
    )
    made.report = ScamReport.objects.create(
        vacancy=made.vacancy, reason=ReportReason.MONEY, at=MORNING
    )
    form_group("81")
    made.receipt = receive_needs(
        lines=[{"reference": "1", "occupation": "81", "quantity": 5, "half_year": "2027-01"}],
        md5="0" * 32,
        channel=NeedChannel.GRID,
        allowed=lambda firm: True,
        by=made.users[Role.EMPLOYER],
        at=MORNING,
        employer=made.vacancy.employer,
    )
