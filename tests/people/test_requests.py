"""What people ask about their own data is answered within the days of the law (trust E9)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.home.queries.duties import duties_of
from caunoi.people.actions import requests as asking
from caunoi.people.choices import OPEN_REQUESTS, Purpose, RequestState, Right
from caunoi.people.models import DataRequest
from caunoi.people.queries import allows
from caunoi.people.queries.requests import open_requests
from caunoi.placement.queries.candidates import ranked_candidates
from caunoi_kit.journal.models import Entry
from caunoi_kit.ui.once import FIELD, fresh_key
from caunoi_rules.calendar import official
from caunoi_rules.personal_data import answer_by, done_by
from tests.accounts.factories import UserFactory
from tests.people.factories import ConsentFactory, LabourProfileFactory, PersonFactory
from tests.placement.factories import seeker
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)  # a Friday; Tuesday after is a day off
DAY = date(2026, 11, 20)
ONE_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def demo(settings):
    settings.CAUNOI_DEMO = True


@pytest.fixture
def account():
    return UserFactory(role=Role.JOB_SEEKER, made=True)


@pytest.fixture
def person(account):
    made = LabourProfileFactory(person=PersonFactory(account=account)).person
    for purpose in Purpose:
        ConsentFactory(person=made, purpose=purpose, given_at=AT - timedelta(days=9))
    return made


def ask(person, by, right=Right.CORRECT, at=AT):
    return asking.ask(person=person, right=right, words="", by=by, at=at)


# --- The clock ------------------------------------------------------------------------------------


def test_an_answer_is_due_in_two_working_days_over_weekends_and_days_off(person, account):
    asked = ask(person, account)
    assert asked.answer_due == asked.due_on == date(2026, 11, 25)
    assert asked.done_due == date(2026, 11, 30)  # ten days, moved to no earlier working day


def test_on_every_day_of_a_year_the_days_are_those_counted_by_hand():
    """The clock of the law beside one that only walks from day to day."""
    calendar, last = official(), date(2026, 11, 25)  # later terms reach into a year without notice
    on = date(2026, 1, 1)
    while on <= last:
        day, left = on, 2
        while left:
            day += ONE_DAY
            left -= calendar.is_working(day)
        assert answer_by(on).day == day
        for right, length in (("see", 10), ("correct", 10), ("delete", 20), ("withdraw", 15)):
            day = on + length * ONE_DAY
            while not calendar.is_working(day):
                day += ONE_DAY
            assert done_by(right, on).day == day
        on += ONE_DAY
    assert done_by("withdraw", DAY, others=True).length == 20


def test_every_term_says_its_article_and_that_it_is_not_confirmed_yet():
    for term in (answer_by(DAY), done_by("delete", DAY)):
        assert "Nghị định 356/2025" in term.article and "chưa đối chiếu" in term.article


def test_what_is_late_stands_in_the_duties_and_before_that_it_does_not(person):
    ask(person, UserFactory(role=Role.CLERK))

    def late(on):
        (duty,) = [d for d in duties_of(Role.CLERK, on=on) if d.kind.key == "yeu-cau-du-lieu"]
        return duty.count, duty.late, duty.left

    assert late(date(2026, 11, 23)) == (1, 0, 1)
    assert late(date(2026, 11, 25)) == (1, 0, 0)
    assert late(date(2026, 11, 26)) == (1, 1, -1)


def test_an_accepted_request_is_due_when_it_has_to_be_done_and_may_be_put_off_once(person):
    by = UserFactory(role=Role.CLERK)
    asked = asking.accept(request=ask(person, by), by=by, on=DAY)
    assert asked.due_on == asked.done_due
    with pytest.raises(asking.CannotAnswer, match="lý do"):
        asking.extend(request=asked, why=" ", by=by, on=DAY)
    later = asking.extend(request=asked, why="Chờ xã xác nhận", by=by, on=DAY)
    assert later.done_due == date(2026, 12, 15)
    with pytest.raises(asking.CannotAnswer, match="một lần"):
        asking.extend(request=asked, why="Nữa", by=by, on=DAY)


def test_what_is_past_its_day_is_not_put_off(person):
    by = UserFactory(role=Role.CLERK)
    asked = ask(person, by)
    with pytest.raises(asking.CannotAnswer, match="quá hạn"):
        asking.extend(request=asked, why="Bận", by=by, on=asked.done_due + timedelta(days=1))


# --- What is asked --------------------------------------------------------------------------------


def test_a_right_is_asked_for_once_at_a_time(person, account):
    assert ask(person, account) == ask(person, account)
    ask(person, account, Right.DELETE)
    assert open_requests().count() == 2


def test_a_refusal_says_why_and_ends_the_request_for_good(person):
    by = UserFactory(role=Role.CLERK)
    asked = ask(person, by)
    with pytest.raises(asking.CannotAnswer, match="điều luật"):
        asking.refuse(request=asked, why="", by=by, on=DAY)
    asking.refuse(request=asked, why="Theo giấy khai sinh thì đúng", by=by, on=DAY)
    with pytest.raises(asking.CannotAnswer, match="khép lại"):
        asking.accept(request=asked, by=by, on=DAY)
    assert ask(person, by) != asked


@pytest.mark.parametrize(
    ("right", "left"), [(Right.RESTRICT, [Purpose.STATISTICS]), (Right.WITHDRAW, [])]
)
def test_what_the_person_stops_stops_at_once(person, account, right, left):
    asked = ask(person, account, right)

    assert (asked.state, asked.answered_on, asked.due_on) == (RequestState.DONE, DAY, None)
    assert [purpose for purpose in Purpose if allows(person, purpose)] == left
    person.profile.refresh_from_db()
    assert not person.profile.looking


def test_stopped_at_the_desk_it_stops_when_the_officer_says_done(person):
    by = UserFactory(role=Role.CLERK)
    asked = ask(person, by, Right.RESTRICT)
    assert asked.state == RequestState.ASKED and allows(person, Purpose.EMPLOYERS)
    asking.finish(request=asked, answer="", by=by, at=AT)
    assert not allows(person, Purpose.EMPLOYERS)


def test_who_stopped_the_use_is_found_by_no_firm():
    somebody = seeker(person={"account": UserFactory(role=Role.JOB_SEEKER)})
    vacancy = VacancyFactory()
    before = ranked_candidates(vacancy, on=DAY).candidates
    ask(somebody, somebody.account, Right.RESTRICT)
    found = ranked_candidates(vacancy, on=DAY).candidates
    assert somebody.pk not in {each.person_id for each in found}
    assert len(found) <= len(before)


def test_the_journal_names_deeds_and_no_words(person, account):
    asking.ask(person=person, right=Right.DELETE, words="QUYT-RIENG", by=account, at=AT)
    (line,) = Entry.objects.filter(event="people.request.asked")
    assert line.detail == {"people": [person.pk], "right": "delete"}


# --- The page -------------------------------------------------------------------------------------


def test_the_person_asks_and_reads_the_days_on_their_own_page(person, account):
    client = Client()
    client.force_login(account)
    url = reverse("people:my_requests")
    assert reverse("people:my_requests") in client.get(reverse("people:mine")).content.decode()

    empty = client.post(url, {FIELD: fresh_key(), "words": "giữ chữ này"})
    assert "giữ chữ này" in empty.content.decode()  # nothing typed is lost
    page = client.post(url, {FIELD: fresh_key(), "right": "delete", "words": ""}, follow=True)

    (asked,) = DataRequest.objects.filter(person=person, state__in=OPEN_REQUESTS)
    shown = page.content.decode()
    assert f"{asked.answer_due:%d/%m/%Y}" in shown and f"{asked.done_due:%d/%m/%Y}" in shown


def test_the_page_costs_the_same_however_much_was_asked(
    person, account, django_assert_num_queries, django_assert_max_num_queries
):
    client = Client()
    client.force_login(account)
    client.get(reverse("people:my_requests"))
    with django_assert_max_num_queries(8) as first:
        client.get(reverse("people:my_requests"))
    for right in (Right.SEE, Right.CORRECT, Right.DELETE):
        ask(person, account, right)
    with django_assert_num_queries(len(first)):
        client.get(reverse("people:my_requests"))
