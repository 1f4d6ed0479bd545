"""What the law asks by which day, and the first page of each role."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.home.queries.duties import KINDS, duty_list, duty_page, find_kind
from caunoi.home.queries.duty_kinds import left_of, left_words
from caunoi.people.queries import who_read
from caunoi.placement.choices import ApplicationState
from caunoi.placement.models import ExchangeUpdate, FollowUp
from caunoi.unemployment.choices import ClaimState
from caunoi.unemployment.queries.alerts import undecided
from caunoi_rules.calendar import working_days_between
from caunoi_rules.unemployment import procedure
from tests.accounts.factories import UserFactory
from tests.home.factories import ActFactory
from tests.placement.factories import DAY, MORNING, ApplicationFactory
from tests.unemployment.factories import ClaimFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings, tmp_path):
    settings.CAUNOI_DEMO, settings.HOME = True, tmp_path
    with time_machine.travel(MORNING + timedelta(hours=2), tick=False):
        yield


def duty(key, on=DAY):
    return next(each for each in duty_page(on=on).duties if each.kind.key == key)


def hire():
    return ApplicationFactory(state=ApplicationState.HIRED, hired_on=DAY - timedelta(days=40))


def test_results_for_the_exchange_are_counted_with_those_past_their_day():
    for days in (-2, 0, 5):
        ExchangeUpdate.objects.create(application=hire(), due_on=DAY + timedelta(days=days))
    found = duty("ket-qua-len-san")
    assert (found.count, found.late) == (3, 1)
    assert found.soonest == DAY - timedelta(days=2)
    assert found.left < 0
    assert "20 ngày làm việc" in found.kind.article


def test_the_month_of_following_up_is_a_duty_and_the_call_after_half_a_year_is_none():
    FollowUp.objects.create(application=hire(), days=30, due_on=DAY - timedelta(days=1))
    FollowUp.objects.create(application=hire(), days=180, due_on=DAY - timedelta(days=1))
    assert duty("theo-doi-mot-thang").count == 1


@pytest.mark.parametrize("back", range(5, 40, 3))
def test_a_claim_is_late_exactly_when_its_day_by_law_has_passed(back):
    completed = DAY - timedelta(days=back)
    ClaimFactory(
        filed_on=completed, arrived_on=completed, completed_on=completed, state=ClaimState.RECEIVED
    )
    found = duty("den-han-quyet-dinh")
    due = procedure.decision_due(completed).day
    assert (found.count, found.soonest) == (1, due)
    assert found.late == (1 if due < DAY else 0)
    assert found.left == working_days_between(DAY, due)


def test_a_claim_waiting_elsewhere_stands_in_its_own_list_with_who_holds_it():
    claim = ClaimFactory(state=ClaimState.INSURANCE, state_since=MORNING - timedelta(days=20))
    assert list(undecided()) == [claim]  # asking social insurance stops no clock
    assert duty("nam-o-noi-khac").late == 1
    (line,) = duty_list(find_kind("nam-o-noi-khac"), on=DAY, page=None).lines
    assert (line.person, line.whose) == (claim.person, claim.received_by.full_name)


def test_days_left_are_working_days_and_said_in_words():
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    assert left_of(monday, friday) == 1
    assert left_of(friday, monday) == -1
    assert left_words(3) == "còn 3 ngày làm việc"
    assert left_words(0) == "hạn hôm nay"
    assert left_words(-2) == "trễ 2 ngày làm việc"


def test_a_year_without_a_calendar_and_reports_due_are_told():
    found = duty_page(on=date(2026, 12, 1))
    assert found.missing_year == 2027
    codes = [due.report.code for due, _ in found.reports]
    assert "N352-M01-12" in codes


def test_opening_a_list_is_told_to_its_people(client):
    client.force_login(UserFactory(role=Role.COUNSELLOR, made=True))
    update = ExchangeUpdate.objects.create(application=hire(), due_on=DAY)
    page = client.get(reverse("home:duty", args=["ket-qua-len-san"])).content.decode()
    assert update.application.person.full_name in page
    (line,) = who_read(update.application.person)
    assert line.what == "Xem người của một việc cần làm theo luật"
    assert client.get(reverse("home:duty", args=["khong-co"])).status_code == 404


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_kind_says_article_owner_and_opens_empty(client, kind):
    client.force_login(UserFactory(role=Role.HEAD, made=True))
    assert kind.article
    assert kind.who
    assert kind.roles
    assert client.get(reverse("home:duty", args=[kind.key])).status_code == 200


@pytest.mark.parametrize(
    "role", [Role.CLERK, Role.COUNSELLOR, Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT, Role.ADMIN]
)  # fmt: skip
def test_the_first_page_of_a_role_costs_as_many_queries_with_much_to_do(
    client, django_assert_max_num_queries, role
):
    user = UserFactory(role=role, made=True)
    client.force_login(user)
    client.get(reverse("home:first"))
    with django_assert_max_num_queries(40) as few:
        assert client.get(reverse("home:first")).status_code == 200
    for n in range(5):
        ClaimFactory()
        ActFactory(by=user)
        ExchangeUpdate.objects.create(application=hire(), due_on=DAY + timedelta(days=n))
    with django_assert_max_num_queries(40) as many:
        client.get(reverse("home:first"))
    assert len(few) == len(many)
