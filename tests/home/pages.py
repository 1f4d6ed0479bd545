from datetime import date

from caunoi.accounts.choices import FRONT_OFFICE, Role
from caunoi.people.choices import Right
from caunoi.people.models import DataRequest
from tests.home.factories import ActFactory, PolicyAdviceFactory
from tests.pages import NO_FORM_NUMBER, OK, Page

DAY = date(2026, 11, 24)
FRONT = frozenset(FRONT_OFFICE)
REPORT = frozenset({Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT, Role.ADMIN})


def of_person(made):
    return {"public_id": made.person.public_id}


def of_act(made):
    return {"public_id": made.advised.public_id}


def _post(at):
    return Page(FRONT, at, takes_posts=True, shows=NO_FORM_NUMBER)


PAGES = {
    "home:first": Page(FRONT | {Role.DEPARTMENT}),
    "home:duties": Page(FRONT | {Role.DEPARTMENT}),
    "home:duty": Page(FRONT | {Role.DEPARTMENT}, lambda made: {"key": "ket-qua-len-san"}),
    "home:record": Page(FRONT, of_person),
    "home:around": Page(FRONT, of_person, shows=OK),
    "home:note_act": _post(of_person),
    "home:advise": Page(FRONT, of_person),
    "home:withdraw_act": _post(of_act),
    "home:advice_slip": Page(FRONT, of_act),
    "home:firms": Page(FRONT),
    "home:firm": Page(FRONT, lambda made: {"public_id": made.own_firm.public_id}),
    "home:note_firm_act": _post(lambda made: {"public_id": made.own_firm.public_id}),
    "home:data_requests": Page(FRONT),
    "home:data_request": Page(FRONT, lambda made: {"public_id": made.asked.public_id}),
    "home:ask_for": Page(FRONT, of_person),
    "home:checks": Page(REPORT),
    "home:check": Page(REPORT, lambda made: {"name": "vacancies_open_without_a_place"}),
}


def make(made):
    made.advised = ActFactory(person=made.person)
    PolicyAdviceFactory(act=made.advised)
    made.asked = DataRequest.objects.create(
        person=made.person, right=Right.CORRECT, asked_on=DAY, asked_by=made.users[Role.CLERK],
        answer_due=DAY, done_due=DAY, due_on=DAY,
    )  # fmt: skip
