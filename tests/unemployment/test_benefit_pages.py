"""Pages of benefits and lists of payees: they open, they work, their cost is fixed."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.unemployment.choices.benefits import MonthState, NoticeState
from caunoi.unemployment.choices.payments import FlagVerdict, ListState
from caunoi.unemployment.models import Benefit, PaymentFlag, PaymentList
from caunoi_kit.ui.access import IDENTITY_LEVEL, LEVEL_TWO
from caunoi_kit.ui.once import fresh_key
from tests.accounts.factories import UserFactory
from tests.people.factories import PersonFactory
from tests.unemployment import pages_benefits
from tests.unemployment.lives import at, clerk, month, notice, running

pytestmark = pytest.mark.django_db
WINDOW = date(2026, 4, 20)  # the second month's notice of a benefit that began on 17 March


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.CAUNOI_DEMO = True


def signed_in(user):
    user.made = True
    user.save(update_fields=["made"])
    client = Client()
    client.force_login(user)
    return client


def post(client, name, *args, **values):
    return client.post(reverse(name, args=args), {"_once": fresh_key(), **values})


def address(name, made):
    return reverse(name, kwargs=pages_benefits.PAGES[name].at(made))


class Made:
    """What `pages_benefits.make` fills."""


@pytest.fixture
def made():
    found = Made()
    found.file = PersonFactory()
    pages_benefits.make(found)
    return found


def test_every_page_opens_for_a_head(made):
    client, broken = signed_in(UserFactory(role=Role.HEAD)), []
    for name, page in pages_benefits.PAGES.items():
        if page.takes_posts or page.only == pages_benefits.SEEKER:
            continue
        answer = client.get(address(name, made))
        if answer.status_code != 200:
            broken.append((name, answer.status_code))
    assert broken == []


def test_a_notice_is_taken_with_one_screen(time_machine):
    time_machine.move_to(at(WINDOW))
    benefit = running()
    client = signed_in(clerk())
    found = client.get(reverse("unemployment:notices"), {"q": benefit.person.full_name})
    assert found.url == reverse("unemployment:notice", args=[month(benefit, 2).public_id])
    told = {"employer_1": "Công ty A", "address_1": "Bến Mẫu", "person_1": "Chị Hoa"}
    told |= {"position_1": "Thợ may", "result_1": "WAITING", "situation": "NONE"}
    lacking = post(client, "unemployment:notice", month(benefit, 2).public_id, situation="NONE")
    assert "ít nhất 1 đơn vị" in lacking.content.decode()
    post(client, "unemployment:notice", month(benefit, 2).public_id, **told)
    assert month(benefit, 2).notice_state == NoticeState.GIVEN


def test_a_person_gives_the_own_notice_and_nobody_elses(time_machine):
    time_machine.move_to(at(WINDOW))
    user = UserFactory(role=Role.JOB_SEEKER)
    benefit, other = running(person=PersonFactory(account=user)), running()
    client = signed_in(user)
    session = client.session
    session[IDENTITY_LEVEL] = LEVEL_TWO
    session.save()
    assert client.get(reverse("unemployment:my_benefit")).status_code == 200
    told = {"employer_1": "Công ty A", "address_1": "Bến Mẫu", "person_1": "Chị Hoa"}
    told |= {"position_1": "Thợ may", "result_1": "WAITING", "situation": "NONE"}
    strange = post(client, "unemployment:my_notice", month(other, 2).public_id, **told)
    assert strange.status_code == 404
    post(client, "unemployment:my_notice", month(benefit, 2).public_id, **told)
    given = month(benefit, 2).notice
    assert (given.channel, given.by) == ("ONLINE", user)


def test_a_list_goes_through_every_step_by_two_hands(made):
    payments, flag = made.payment_list, made.payment_flag
    maker = signed_in(payments.made_by)
    page = maker.get(reverse("unemployment:flag", args=[flag.public_id]))
    assert "Việc bắt đầu" in page.content.decode()
    post(maker, "unemployment:flag", flag.public_id, verdict=FlagVerdict.KEEP, reason="Đã gọi hỏi")
    assert PaymentFlag.objects.get().verdict == FlagVerdict.KEEP
    post(maker, "unemployment:payment_step", payments.public_id, "ky")
    assert PaymentList.objects.get().state == ListState.CHECKED
    post(
        signed_in(UserFactory(role=Role.HEAD)), "unemployment:payment_step", payments.public_id,
        "ky",
    )  # fmt: skip
    assert PaymentList.objects.get().state == ListState.SIGNED
    post(maker, "unemployment:payment_step", payments.public_id, "gui")
    assert PaymentList.objects.get().state == ListState.SENT
    assert month(made.benefit, 1).state == MonthState.CLEARED


@pytest.mark.parametrize(
    "name", ["unemployment:benefits", "unemployment:payments", "unemployment:payment_list"]
)
def test_the_cost_of_a_page_does_not_grow(made, name, django_assert_max_num_queries):
    client = signed_in(UserFactory(role=Role.HEAD))
    with django_assert_max_num_queries(60) as few:
        client.get(address(name, made))
    for _ in range(5):
        notice(running(), 1)
    assert Benefit.objects.count() > 5
    with django_assert_max_num_queries(len(few)):
        client.get(address(name, made))
