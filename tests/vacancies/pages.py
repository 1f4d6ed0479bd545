from caunoi.accounts.choices import Role
from tests.employers.factories import MemberFactory
from tests.vacancies.factories import VacancyFactory

PAGES = {}


def make(made):
    made.vacancy = VacancyFactory(closes_on="2099-12-31")
    MemberFactory(employer=made.vacancy.employer, user=made.users[Role.EMPLOYER])
