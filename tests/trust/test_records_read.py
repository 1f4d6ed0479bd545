"""No page shows an identity number unasked; whoever sees somebody's record is told of (E5, E8)."""

from http import HTTPStatus

import pytest

from caunoi.accounts.choices import STAFF_ROLES
from caunoi.people.models import Person
from caunoi.people.queries import identity_digest, who_read
from tests.site import NIGHTLY, PAGES, address, client_of

pytestmark = pytest.mark.django_db

NAME = "Nguyễn Thị Được Đọc Tên"
NUMBER = "001190123456"
ASKED_FOR = {"people:number": "asked for by a press of its own, with a reason"}


def page_texts(made, roles):
    """Every page that is read, by one of these roles that may; each page takes the next."""
    for turn, (name, page) in enumerate(PAGES.items()):
        if page.takes_posts or page.for_programs:
            continue
        may = sorted(page.only & roles)
        first = turn % len(may) if may else 0
        for role in (may[first:] + may[:first])[: len(may) if NIGHTLY else 1]:
            answer = client_of(made, role).get(address(name, made))
            if answer.status_code == HTTPStatus.OK and "html" in answer.get("Content-Type", ""):
                yield name, role, answer.content.decode()


def test_no_page_shows_a_number_unasked_and_whoever_reads_a_name_is_told_of(made):
    """One walk for both, because a page is made once for every role that may see it."""
    made.person.full_name = NAME
    made.person.identity_number, made.person.identity_digest = NUMBER, identity_digest(NUMBER)
    made.person.save()
    numbers = {one.identity_number for one in Person.objects.all() if one.identity_number}
    assert NUMBER in numbers
    shown, silent, told = [], [], 0
    before = len(who_read(made.person))
    for name, role, text in page_texts(made, STAFF_ROLES):
        if name not in ASKED_FOR and any(number in text for number in numbers):
            shown.append((name, role))
        after = len(who_read(made.person))
        if NAME in text:
            told += after > before
            silent += [(name, role)] if after == before else []
        before = after
    assert shown == []
    assert silent == []
    assert told > 20
