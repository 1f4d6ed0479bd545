"""The public labour market pages: true sums, no small cell, a fixed cost."""

import csv
import io
from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse

from caunoi.people.choices import Purpose
from caunoi.placement.choices import ApplicationState, Origin
from caunoi.placement.models import Application
from caunoi.portal.queries.market import market
from caunoi_kit.office import sheets
from tests.accounts.factories import UserFactory
from tests.classifications.factories import OccupationFactory
from tests.employers.factories import EmployerFactory
from tests.placement.factories import DAY, MORNING, seeker
from tests.places.factories import CommuneFactory
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db
COUNTED = (Purpose.CENTRE, Purpose.STATISTICS)
SEWING, WELDING, TEACHING = "8153", "7212", "2341"


@pytest.fixture(autouse=True)
def _fresh_hour(settings):
    settings.CAUNOI_PROVINCE = "33"
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def communes():
    OccupationFactory(code="8", level=1, name="Thợ máy")
    OccupationFactory(code="81", level=2, name="Thợ vận hành máy")
    OccupationFactory(code="7", level=1, name="Thợ thủ công")
    OccupationFactory(code="2", level=1, name="Nhà chuyên môn")
    return CommuneFactory(name="Xã A"), CommuneFactory(name="Xã B")


def people(count, trade, commune, consents=COUNTED):
    for _ in range(count):
        seeker(wishes=(trade,), consents=consents, person={"place": commune})


def test_people_are_counted_by_their_first_wish_when_they_let_us(communes):
    people(12, SEWING, communes[0])
    people(3, SEWING, communes[0], consents=(Purpose.CENTRE,))
    seeker(wishes=(SEWING,), consents=COUNTED, person={"place": communes[0]}, looking=False)

    assert market(trade="", area="", on=DAY).whole.seekers == 12
    assert market(trade=SEWING, area="", on=DAY).whole.seekers == 12


def test_a_small_cell_is_hidden_and_so_is_what_would_give_it_away(communes):
    people(12, SEWING, communes[0])
    people(2, SEWING, communes[1])
    people(15, WELDING, communes[0])
    people(11, WELDING, communes[1])

    seen = {
        (line.code, area): line.seekers
        for area in ("", communes[0].code, communes[1].code)
        for line in market(trade="", area=area, on=DAY).lines
    }
    assert seen["8", communes[1].code] is None  # two people
    hidden = {cell for cell, count in seen.items() if count is None}
    for trade in ("7", "8"):
        assert sum((trade, commune.code) in hidden for commune in communes) != 1
    for commune in communes:
        assert sum((trade, commune.code) in hidden for trade in ("7", "8")) != 1


def test_a_trade_taken_apart_gives_no_small_part_away(communes):
    people(12, SEWING, communes[0])
    people(4, "8131", communes[0])

    whole = market(trade="8", area="", on=DAY)
    parts = market(trade="81", area="", on=DAY)

    assert whole.whole.seekers == 16
    assert [line.seekers for line in parts.lines] == [None, None]


def test_below_the_major_groups_people_are_not_told_apart_by_commune(communes):
    people(12, SEWING, communes[0])

    found = market(trade=SEWING, area=communes[0].code, on=DAY)

    assert found.whole.seekers is None
    assert not found.counts_people


def test_a_wage_needs_five_adverts_of_three_firms(communes):
    firms = EmployerFactory.create_batch(3)
    for firm in (*firms, firms[0]):
        VacancyFactory(employer=firm, wage_min=8_000_000, wage_max=10_000_000)
    assert market(trade=SEWING, area="", on=DAY).whole.wages is None

    cache.clear()
    VacancyFactory(employer=firms[0], wage_min=12_000_000, wage_max=12_000_000)
    found = market(trade=SEWING, area="", on=DAY).whole

    assert found.wages == (9_000_000, 9_000_000, 9_000_000, 5)
    assert (found.adverts, found.positions) == (5, 50)


def test_time_to_fill_is_the_median_of_ten_hires_and_unknown_before(communes):
    vacancy = VacancyFactory(posted_on=date(2026, 11, 1))
    for day in range(1, 11):
        Application.objects.create(
            person=seeker(), vacancy=vacancy, origin=Origin.SELF, state=ApplicationState.HIRED,
            made_at=MORNING, state_at=MORNING, hired_on=date(2026, 11, 1 + day),
        )  # fmt: skip
        cache.clear()
        known = market(trade="", area="", on=DAY).whole.fill_days
        assert known == (6 if day == 10 else None)


def test_months_count_what_was_posted_also_what_has_closed_since(communes):
    VacancyFactory(posted_on=date(2026, 10, 5), closed=True, positions=4)
    VacancyFactory(posted_on=date(2025, 12, 1), closes_on=date(2025, 12, 31), positions=3)
    VacancyFactory(posted_on=date(2025, 11, 30), closes_on=date(2025, 12, 31), positions=90)

    months = market(trade="8", area="", on=DAY).months

    assert [months[0].first, months[-1].first] == [date(2025, 12, 1), date(2026, 11, 1)]
    assert [month.positions for month in months] == [3, *[0] * 9, 4, 0]


@pytest.mark.parametrize("asked", [{"nghe": "9999"}, {"xa": "0"}, {"nghe": "8'--"}])
def test_what_is_no_trade_or_commune_is_not_found(client, communes, asked):
    assert client.get(reverse("portal:market"), asked).status_code == 404


def test_the_file_hides_what_the_page_hides(client, communes):
    people(12, SEWING, communes[0])
    people(4, "8131", communes[0])

    page = client.get(reverse("portal:market"), {"nghe": "81"}).content.decode()
    text = client.get(reverse("portal:market_file", args=["csv"]), {"nghe": "81"}).content
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
    book = client.get(reverse("portal:market_file", args=["xlsx"]), {"nghe": "81"}).content

    assert "ẩn" in page
    assert [row["Người tìm việc"] for row in rows] == ["16", "", ""]
    assert len(sheets.read(book, name="x.xlsx")) == 4


def test_the_page_costs_the_same_however_large_the_market(
    client, communes, django_assert_max_num_queries
):
    costs = []
    for more in (1, 20):
        people(more, SEWING, communes[0])
        VacancyFactory.create_batch(more)
        cache.clear()
        with django_assert_max_num_queries(12) as spent:
            client.get(reverse("portal:market"))
        costs.append(len(spent))
    assert costs[0] == costs[1]


def test_no_name_reaches_the_page(client, communes):
    people(12, SEWING, communes[0])
    client.force_login(UserFactory())

    page = client.get(reverse("portal:market")).content.decode()

    assert "Mẫu" not in page.split("<main")[1].replace("Xã Mẫu", "")
