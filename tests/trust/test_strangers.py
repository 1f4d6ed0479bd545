"""What belongs to somebody else looks like what is not there (trust E2, E3).

A second job seeker, employer and school, each with things of their own, ask for every address of
the rights matrix that names a thing of the first ones.
"""

import re
import uuid
from http import HTTPStatus

import pytest
from django.urls import reverse

from caunoi.accounts.choices import Role
from tests.accounts.factories import UserFactory
from tests.employers.factories import MemberFactory
from tests.people.factories import LabourProfileFactory, PersonFactory
from tests.site import PAGES, address, client_of
from tests.training.factories import SchoolMemberFactory

pytestmark = pytest.mark.django_db

OUTSIDE = (Role.JOB_SEEKER, Role.EMPLOYER, Role.SCHOOL)
NOT_OWNED = {
    "placement:apply": "a published vacancy",
    "placement:apply_as_new": "a published vacancy",
    "placement:apply_with_code": "a published vacancy",
    "portal:keep_job": "a published vacancy",
    "training:join": "a published course",
    "people:edit_mine": "the address names a part of one's own profile, not a person",
    "people:my_paper": "the address names a form, not a person",
    "unemployment:my_notice": (
        "every address sends to the proof of identity first; with it tests/unemployment/"
        "test_benefit_pages.py asks for somebody else's"
    ),
    "placement:unmet_file": "the address names a kind of file; the lines hide small counts",
}
CHANGING = re.compile(rb'(value="[^"]*"|href="[^"]*"|content="[^"]*"|\d+)')


@pytest.fixture
def second(made):
    """Others of the same roles, who own something too."""
    users = {role: UserFactory(role=role, made=True) for role in OUTSIDE}
    LabourProfileFactory(person=PersonFactory(account=users[Role.JOB_SEEKER]))
    MemberFactory(user=users[Role.EMPLOYER])
    SchoolMemberFactory(user=users[Role.SCHOOL])
    made.users = {**made.users, **users}
    return made


def names_a_thing(name: str, made) -> bool:
    return bool({"pk", "public_id"} & PAGES[name].at(made).keys())


def nowhere(name: str, made) -> str:
    """The same address of a thing that does not exist."""
    kwargs = PAGES[name].at(made)
    return reverse(name, kwargs=kwargs | {
        key: 404_404 if key == "pk" else uuid.uuid4()
        for key in kwargs.keys() & {"pk", "public_id"}
    })  # fmt: skip


def test_a_thing_of_somebody_else_is_as_missing_as_one_that_is_not_there(second):
    wrong, asked = [], 0
    for role in OUTSIDE:
        client = client_of(second, role)
        for name, page in PAGES.items():
            private = role in page.only and None not in page.only and name not in NOT_OWNED
            if not private or not names_a_thing(name, second):
                continue
            for method in ("GET", "POST"):
                theirs = client.generic(method, address(name, second))
                none = client.generic(method, nowhere(name, second))
                asked += 1
                same = CHANGING.sub(b"", theirs.content) == CHANGING.sub(b"", none.content)
                if theirs.status_code != none.status_code or not same:
                    wrong.append((name, role, method, theirs.status_code, none.status_code))
                if method == "GET" and theirs.status_code not in {
                    HTTPStatus.NOT_FOUND,
                    HTTPStatus.METHOD_NOT_ALLOWED,
                }:
                    wrong.append((name, role, method, theirs.status_code))
    assert wrong == []
    assert asked > 20


def test_every_missing_thing_is_a_page_that_says_so(made):
    """The API knows programs by their key, not people by their session: tests/api asks it."""
    wrong = []
    for name, page in PAGES.items():
        if not names_a_thing(name, made) or page.takes_posts or name.startswith("api:"):
            continue
        role = None if None in page.only else min(page.only)
        answer = client_of(made, role).get(nowhere(name, made))
        away = answer.status_code == HTTPStatus.FOUND and page.shows_strangers == HTTPStatus.FOUND
        if answer.status_code != HTTPStatus.NOT_FOUND and not away:
            wrong.append((name, role, answer.status_code))
    assert wrong == []
