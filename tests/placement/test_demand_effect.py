"""How many people fit an advert that is being written, and what each demand costs."""

from datetime import date

import pytest
from django.urls import reverse

from caunoi.placement.queries import forget_market
from caunoi.placement.queries.candidates import ranked_candidates
from caunoi.placement.queries.demand_effect import effect_of_demands
from caunoi.placement.views.effect import headline
from caunoi.vacancies.choices import VacancyState
from tests.classifications.factories import CertificateFactory
from tests.employers.factories import MemberFactory
from tests.placement.factories import DAY, make_run, seeker
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db

LATER = date(2099, 12, 31)
WELDING = "7212"


@pytest.fixture(autouse=True)
def market(settings, tmp_path):
    """A home of its own for the market, and none kept from the test before."""
    settings.HOME = tmp_path
    forget_market()
    yield
    forget_market()


def people(count, **options):
    return [seeker(**options) for _ in range(count)]


def draft(**options):
    return VacancyFactory(state=VacancyState.DRAFT, closes_on=LATER, **options)


def published(**options):
    return VacancyFactory(closes_on=LATER, **options)


def test_a_draft_counts_the_same_people_as_the_plan_would():
    people(7)
    sent = published()
    make_run()

    effect = effect_of_demands(draft(employer=sent.employer))

    assert effect.fitting == ranked_candidates(sent, on=DAY, all_of_them=True).fitting == 7
    assert effect.near == 7


def test_a_demand_says_how_many_it_costs():
    people(8)
    published()
    vacancy = draft()
    vacancy.certificates.create(certificate=CertificateFactory())
    make_run()

    effect = effect_of_demands(vacancy)

    assert effect.fitting == 0
    assert [(one.people, one.more) for one in effect.effects] == [(8, 8)]
    assert "chứng chỉ" in effect.effects[0].words


@pytest.mark.parametrize("count", [0, 1, 4])
def test_fewer_than_five_people_are_never_told_as_a_figure(count):
    people(count)
    seeker(wishes=[WELDING])
    published()
    vacancy = draft()
    make_run()

    effect = effect_of_demands(vacancy)

    assert headline(effect) == "Hiện có dưới 5 người hợp."
    assert effect.effects == ()


def test_without_a_plan_a_trade_or_a_place_it_says_what_is_missing():
    assert "phương án" in effect_of_demands(draft()).reason
    assert "nghề" in effect_of_demands(draft(occupation=None)).reason
    assert "nơi làm" in effect_of_demands(draft(nowhere=True)).reason


def test_the_page_costs_the_same_for_few_and_many_people(client, django_assert_max_num_queries):
    published()
    vacancy = draft()
    member = MemberFactory(employer=vacancy.employer)
    client.force_login(member.user)
    address = reverse("placement:demand_effect", args=[vacancy.public_id])
    counts = []
    for more in (6, 20):
        people(more)
        make_run()
        forget_market()
        with django_assert_max_num_queries(14) as asked:
            page = client.get(address).content.decode()
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert "Hiện có 26 người hợp" in page


def test_the_part_is_no_whole_page_and_names_nobody(client):
    everybody = people(6)
    published()
    vacancy = draft()
    make_run()
    client.force_login(MemberFactory(employer=vacancy.employer).user)

    part = client.get(
        reverse("placement:demand_effect", args=[vacancy.public_id]), headers={"HX-Request": "true"}
    ).content.decode()

    assert "<html" not in part
    assert not [one for one in everybody if one.full_name in part]


def test_another_firms_draft_is_counted_for_nobody(client):
    client.force_login(MemberFactory().user)

    answer = client.get(reverse("placement:demand_effect", args=[draft().public_id]))

    assert answer.status_code == 404
