"""Adverts of a blocked firm leave the search and the match at once (trust F7)."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.employers.actions import block_firm, lift_block
from caunoi.placement.queries.applications import why_not_apply
from caunoi.places.models import Place
from caunoi.portal.actions.search_index import rebuild_search_index, refresh_search_index
from caunoi.portal.queries.index import held_versions
from caunoi.vacancies.models import Vacancy
from caunoi.vacancies.queries import VACANCY, open_vacancies
from tests.accounts.factories import UserFactory
from tests.employers.factories import EmployerFactory
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 28)
AT = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
TAX = "0100109106"


def block(tax_code=TAX, phone=""):
    return block_firm(
        tax_code=tax_code, phone=phone, name="Ví Dụ", reason="Thu tiền",
        by=UserFactory(role=Role.HEAD), at=AT,
    )  # fmt: skip


def firms():
    """A firm, its branch, one known by no tax code, and another."""
    return [
        VacancyFactory(employer=EmployerFactory(tax_code=code, place=None), place=None)
        for code in (TAX, f"{TAX}-001", None, "0101243150")
    ]


def test_a_blocked_firm_has_no_open_advert_until_the_block_is_lifted():
    own, *others = firms()
    made = block()
    assert set(open_vacancies(on=DAY)) == set(others)
    own.refresh_from_db()
    assert own.state == "OPEN", "nothing of it is lost"

    lift_block(block=made, by=made.made_by, at=AT)
    assert set(open_vacancies(on=DAY)) == {own, *others}


def test_an_advert_of_a_blocked_firm_takes_no_application_by_its_own_address(client):
    vacancy = firms()[0]
    assert not why_not_apply(vacancy, on=DAY)

    block()

    assert "ngừng đăng tin" in why_not_apply(vacancy, on=DAY)
    page = client.get(reverse("portal:vacancy", args=[vacancy.pk, "tin"]), follow=True)
    assert "Ứng tuyển" not in page.content.decode().split("<main")[1]


def test_a_blocked_telephone_takes_no_advert_of_others_away():
    adverts = firms()
    block(tax_code="", phone="0912345678")
    assert set(open_vacancies(on=DAY)) == set(adverts)


def test_the_search_forgets_a_blocked_firm_and_finds_it_again():
    own, *_ = firms()
    rebuild_search_index(on=DAY)
    assert (VACANCY, own.pk) in held_versions()

    made = block()
    assert refresh_search_index(on=DAY).removed == 1
    assert (VACANCY, own.pk) not in held_versions()

    lift_block(block=made, by=made.made_by, at=AT)
    refresh_search_index(on=DAY)
    assert (VACANCY, own.pk) in held_versions()


def test_asking_for_blocked_firms_costs_no_query_more(django_assert_num_queries):
    firms()
    block()
    with django_assert_num_queries(1):
        assert len(Vacancy.objects.open_on(DAY)) == 3
    assert Place.objects.count() == 0
