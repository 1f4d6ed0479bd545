"""Unmet demand: each figure opens the records it counts."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from caunoi.placement.queries import unmet
from caunoi_kit.journal.models import Entry
from caunoi_kit.office import sheets
from tests.accounts.factories import UserFactory
from tests.classifications.factories import CertificateFactory, OccupationFactory
from tests.employers.factories import EmployerFactory, MemberFactory
from tests.placement.factories import DAY, SEWING, make_run, seeker
from tests.places.factories import CommuneFactory
from tests.training.factories import FirmOrderFactory, SchoolMemberFactory
from tests.vacancies.factories import CertificateDemandFactory, VacancyFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME, settings.CAUNOI_DEMO = tmp_path, True
    unmet.current_market.__globals__["forget_market"]()


def vacancy(*, posted_on=DAY - timedelta(days=40), **more):
    place = more.pop("place", None) or CommuneFactory()
    fields = {"positions": 5, "filled": 2, "wage_min": 8_000_000, "wage_max": 9_000_000}
    return VacancyFactory(
        occupation=OccupationFactory(code=SEWING), place=place, posted_on=posted_on,
        closes_on=date(2099, 12, 31), employer=EmployerFactory(place=place), **{**fields, **more},
    )  # fmt: skip


def page(**more):
    return unmet.unmet_page(on=DAY, page=None, by_commune=True, **more)


def test_a_line_counts_what_is_free_and_what_has_stood_long():
    place = CommuneFactory()
    vacancy(place=place, posted_on=date(2026, 10, 5))
    vacancy(place=place, posted_on=date(2026, 10, 30), wage_min=10_000_000, wage_max=None)
    vacancy(place=place, posted_on=date(2026, 10, 30), positions=2, filled=2)
    line = page().lines[0]
    assert (len(line.vacancies), line.unfilled, line.long_unfilled) == (2, 6, 3)
    assert (line.area, line.key.month, line.wage) == (place.name, "2026-10", 8_000_000)


def test_months_and_areas_are_lines_of_their_own():
    vacancy(posted_on=date(2026, 10, 5))
    vacancy(posted_on=date(2026, 11, 5))
    assert len(page().lines) == 2
    assert [line.key.month for line in page(month="2026-11").lines] == ["2026-11"]
    assert page().months == ("2026-11", "2026-10")


def test_the_people_counted_are_those_whom_one_missing_certificate_alone_keeps_off():
    asked = vacancy()
    paper = CertificateFactory()
    CertificateDemandFactory(vacancy=asked, certificate=paper)
    lacks = seeker()
    seeker(certificates=[paper])  # lacks nothing
    seeker(wage_min=50_000_000)  # lacks more than the certificate
    seeker(consents=())  # lets nobody refer them
    make_run()
    line = page().lines[0]
    assert line.lacking == 1
    assert [each.pk for each in unmet.people_lacking(line)] == [lacks.pk]


def test_somebody_who_found_work_meanwhile_is_not_counted():
    asked = vacancy()
    CertificateDemandFactory(vacancy=asked)
    lacks = seeker()
    make_run()
    lacks.profile.looking = False
    lacks.profile.save()
    assert page().lines[0].lacking == 0


def test_firms_that_ordered_training_are_counted_where_they_are():
    asked = vacancy()
    FirmOrderFactory(employer=asked.employer, occupation=asked.occupation, people=12)
    FirmOrderFactory(occupation=asked.occupation)
    line = page().lines[0]
    assert (line.orders, line.ordered) == (1, 12)


def test_without_a_plan_the_figure_of_people_is_missing_and_says_why():
    vacancy()
    found = page()
    assert found.lines[0].lacking is None
    assert "chưa tính phương án" in found.reason


def test_figures_of_people_older_than_a_day_are_marked():
    vacancy()
    seeker()
    run = make_run()
    found = page()
    assert not found.is_stale(run.started_at + timedelta(hours=24))
    assert found.is_stale(run.started_at + timedelta(hours=25))


@pytest.mark.parametrize("many", [2, 15])
def test_the_table_costs_the_same_however_long(many, django_assert_num_queries):
    for _ in range(many):
        CertificateDemandFactory(vacancy=vacancy())
    seeker()
    make_run()
    page()
    with django_assert_num_queries(5):
        page()


# --- Pages ---------------------------------------------------------------------------------------


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(asked):
    where = reverse("placement:unmet_line", args=[SEWING, asked.place_id])
    return f"{where}?theo=xa&thang={asked.posted_on:%Y-%m}"


def test_a_school_sees_the_adverts_of_a_line_but_no_names():
    asked = vacancy()
    CertificateDemandFactory(vacancy=asked)
    lacks = seeker()
    make_run()
    school = client_of(SchoolMemberFactory().user)
    table = school.get(reverse("placement:unmet"), {"theo": "xa"}).content.decode()
    line = school.get(address(asked)).content.decode()
    assert asked.title in line
    assert lacks.full_name not in table + line
    assert not Entry.objects.filter(event="placement.unmet.people_read").exists()


def test_a_counsellor_opens_the_people_and_the_journal_says_so():
    asked = vacancy()
    CertificateDemandFactory(vacancy=asked)
    lacks = seeker()
    make_run()
    answer = client_of(UserFactory(made=True)).get(address(asked))
    assert lacks.full_name in answer.content.decode()
    line = Entry.objects.get(event="placement.unmet.people_read")
    assert line.detail["people"] == [lacks.pk]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_table_comes_as_a_file_with_every_line(kind):
    for _ in range(unmet.PAGE_SIZE + 3):
        vacancy()
    client = client_of(SchoolMemberFactory().user)
    where = reverse("placement:unmet_file", args=[kind])
    answer = client.get(where, {"theo": "xa"})
    rows = sheets.read(answer.content, name=f"a.{kind}")
    assert len(rows) == unmet.PAGE_SIZE + 4
    assert rows[1][0] == SEWING


def test_a_vacancy_without_candidates_becomes_an_order_with_its_figures():
    asked = vacancy()
    own = client_of(MemberFactory(employer=asked.employer).user)
    answer = own.get(reverse("placement:order_training", args=[asked.pk]))
    assert answer.url.endswith(f"?nghe={SEWING}&so=3&luong=8000000")
    other = client_of(MemberFactory().user).get(
        reverse("placement:order_training", args=[asked.pk])
    )
    assert other.status_code == 404
