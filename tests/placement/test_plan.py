"""What a plan says, and that every figure opens its records."""

from datetime import timedelta

import pytest

from caunoi.placement import queries
from caunoi.placement.queries.plan import contested_vacancies, seats_worth_opening
from caunoi.placement.views.plan_tables import price_words
from caunoi.places.queries import commune_outlines
from caunoi_kit.journal.models import Entry
from caunoi_kit.ui.charts import legend
from tests.accounts.factories import UserFactory
from tests.classifications.factories import CertificateFactory, OccupationFactory
from tests.placement.factories import MORNING, make_run, seeker
from tests.places.factories import CommuneFactory
from tests.training.factories import IntakeFactory, ProgrammeFactory
from tests.vacancies.factories import CertificateDemandFactory, VacancyFactory

pytestmark = pytest.mark.django_db


def market_with_everything():
    """Four people for one position; one vacancy behind a certificate with a class of one seat."""
    for _ in range(4):
        seeker(will_train=True)
    VacancyFactory(title="Thợ may áo", positions=1)
    paper = CertificateFactory()
    behind = VacancyFactory(title="Thợ may da", positions=3)
    CertificateDemandFactory(vacancy=behind, certificate=paper)
    IntakeFactory(programme=ProgrammeFactory(grants=[paper]), seats=1)
    return make_run()


def test_the_figures_of_a_plan_add_up():
    run = market_with_everything()

    page = queries.plan_page(run)

    assert (run.workers, run.positions, run.seats) == (4, 4, 1)
    assert (page.direct, run.placed_by_training, page.unplaced) == (1, 1, 2)
    assert page.unfilled_positions == 2
    assert page.direct + run.placed_by_training + page.unplaced == run.workers
    assert page.intakes_used == 1
    assert 0 <= page.gap_percent <= 100


def test_the_free_positions_are_told_by_what_stands_in_the_way():
    run = market_with_everything()

    page = queries.plan_page(run)

    assert [(line.code, line.positions) for line in page.obstacles] == [("CERTIFICATE", 2)]
    (line,) = page.unfilled
    assert line.why == "4 người chỉ thiếu chứng chỉ: mở lớp"


def test_a_contested_vacancy_and_a_full_class_have_a_price():
    run = market_with_everything()

    assert [one.vacancy.title for one in contested_vacancies(run)] == ["Thợ may áo"]
    assert seats_worth_opening(run).get().price > 1_000


def test_each_list_holds_as_many_lines_as_its_figure_says():
    run = market_with_everything()

    placed = queries.placed_people(run, page=None)
    trained = queries.placed_people(run, page=None, trained=1)
    waiting = queries.unplaced_people(run, page=None)

    assert placed.page.count == run.placed
    assert trained.page.count == run.placed_by_training
    assert waiting.page.count == run.workers - run.placed
    assert {line.fitting for line in waiting.lines} == {1}


def test_vacancies_are_found_by_commune_and_by_obstacle():
    run = market_with_everything()
    behind = queries.plan_page(run).unfilled[0].result.vacancy

    by_place = queries.plan_vacancies(run, page=None, place=behind.place_id)
    by_obstacle = queries.plan_vacancies(run, page=None, obstacle="CERTIFICATE")
    by_nonsense = queries.plan_vacancies(run, page=None, obstacle="HUNGER")

    assert [line.result.vacancy for line in by_place.lines] == [behind]
    assert [line.result.vacancy for line in by_obstacle.lines] == [behind]
    assert by_nonsense.lines == ()


def test_the_map_counts_free_positions_by_commune_and_the_rest_beside():
    inside = CommuneFactory(code="11953", name="Xã Trong Bản Đồ")
    seeker()
    VacancyFactory(place=inside, positions=5, occupation=OccupationFactory(code="2512"))
    VacancyFactory(place=None, positions=3, occupation=OccupationFactory(code="2512"))
    run = make_run()

    page = queries.plan_page(run)

    assert page.communes["11953"].positions == 5
    assert page.elsewhere == 3


def test_the_province_has_an_outline_for_every_commune():
    outlines = commune_outlines("33")

    assert len(outlines.by_code) == 104
    assert all(path.startswith("M") and path.endswith("Z") for path in outlines.by_code.values())
    assert commune_outlines("99").by_code == {}


def test_rows_left_out_are_listed_by_number_not_by_name():
    seeker()
    VacancyFactory()
    nowhere = seeker(person={"nowhere": True, "full_name": "Phạm Thị Mẫu Hoa"})
    run = make_run()

    page = queries.left_out_page(run, table="WORKERS", reason="NO_COORDINATES", page=None)

    assert page.rows == ((nowhere.pk, f"Hồ sơ số {nowhere.pk}"),)
    assert queries.left_out_page(run, table="WORKERS", reason="NO_WISH", page=None) is None
    assert queries.left_out_page(run, table="X", reason="NO_WISH", page=None) is None


def test_an_older_plan_stays_readable():
    first = market_with_everything()
    second = make_run(at=MORNING + timedelta(hours=1))

    assert queries.latest_run() == second
    assert queries.unplaced_people(first, page=None).page.count == 2
    assert queries.plan_page(second).before == first


def test_the_plan_page_costs_the_same_however_large_the_plan(django_assert_num_queries):
    run = market_with_everything()
    with django_assert_num_queries(11):
        queries.plan_page(run)
    for _ in range(12):
        seeker()
        VacancyFactory(positions=3)
    run = make_run(at=MORNING + timedelta(hours=1))
    with django_assert_num_queries(11):
        queries.plan_page(run)


@pytest.fixture
def director(settings):
    settings.CAUNOI_DEMO = True  # made accounts of a demo site need no second factor
    return UserFactory(role="DIRECTOR", made=True)


class TestPages:
    def test_every_page_of_a_plan_opens(self, client, director):
        run = market_with_everything()
        seeker(person={"nowhere": True})
        client.force_login(director)
        for address in (
            "",
            f"{run.pk}/",
            f"{run.pk}/nguoi/",
            f"{run.pk}/nguoi/?hoc=1",
            f"{run.pk}/nguoi/?tin=abc",
            f"{run.pk}/chua-co-cho/",
            f"{run.pk}/tin/?loai=con-trong",
            f"{run.pk}/tin/?loai=nhieu-nguoi-muon",
            f"{run.pk}/tin/?vi-sao=CERTIFICATE",
            f"{run.pk}/khoa/",
            f"{run.pk}/khoa/?loai=co-nguoi&trang=99",
            "cac-lan-tinh/",
        ):
            assert client.get(f"/ket-noi/phuong-an/{address}").status_code == 200, address

    def test_the_certificate_is_told_in_plain_words(self, client, director):
        market_with_everything()
        client.force_login(director)

        page = client.get("/ket-noi/phuong-an/").content.decode()

        assert "Không phương án nào hơn phương án này quá 0" in page

    def test_without_a_plan_the_page_says_how_to_get_one(self, client, director):
        client.force_login(director)

        page = client.get("/ket-noi/phuong-an/").content.decode()

        assert "Chưa có phương án" in page
        assert "Tính phương án mới" in page

    def test_reading_people_of_a_plan_leaves_a_line_with_whom_was_shown(self, client, director):
        run = market_with_everything()
        client.force_login(director)

        client.get(f"/ket-noi/phuong-an/{run.pk}/nguoi/?hoc=1")

        entry = Entry.objects.get(event="placement.plan.people_read")
        trained = run.proposals.get(intake__isnull=False)
        assert (entry.by, entry.detail["people"]) == (director, [trained.person_id])

    def test_what_no_run_left_out_is_not_found(self, client, director):
        run = market_with_everything()
        client.force_login(director)

        address = f"/ket-noi/phuong-an/{run.pk}/chua-ghep-duoc/WORKERS/NO_WISH/"
        assert client.get(address).status_code == 404


def test_the_legend_of_the_map_says_from_how_many_to_how_many():
    assert legend([0, 1, 4, 9], [0, 1, 1, 4], "chỗ") == ("0 chỗ", "1–4 chỗ", "", "", "9 chỗ")


def test_what_one_more_position_is_worth_is_said_out_of_a_hundred():
    assert price_words(9_460) == "lợi 95/100"
    assert price_words(3) == "lợi 1/100"
