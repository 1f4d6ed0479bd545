"""Training to order: what a run advises to open is kept, shown in words, and opens its records."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.html import escape

from caunoi.placement import actions, queries
from caunoi.placement.models import Learner, MatchRun, TrainingOrder
from caunoi.placement.queries.orders import orders_of, why_no_order
from caunoi_engine.matching import make_plan
from caunoi_kit.journal.models import Entry
from tests.accounts.factories import UserFactory
from tests.classifications.factories import CertificateFactory
from tests.employers.factories import EmployerFactory
from tests.people.factories import PersonFactory
from tests.placement.factories import DAY, MORNING, make_run, seeker
from tests.training.factories import InstitutionFactory, IntakeFactory, ProgrammeFactory
from tests.vacancies.factories import CertificateDemandFactory, VacancyFactory

pytestmark = pytest.mark.django_db


def wanting_a_class(people=12, positions=20, **programme):
    """People who lack the certificate that two firms want, and a class of it with one seat.

    One of them gets that seat and one position: the others and the rest can only be ordered for.
    """
    for _ in range(people + 1):
        seeker(will_train=True)
    paper = CertificateFactory()
    for name, wanted in (("Công ty Mẫu Lớn", positions - 1), ("Công ty Mẫu Bé", 2)):
        vacancy = VacancyFactory(positions=wanted, employer=EmployerFactory(name=name))
        CertificateDemandFactory(vacancy=vacancy, certificate=paper)
    return IntakeFactory(programme=ProgrammeFactory(grants=[paper], **programme), seats=1)


def test_a_run_keeps_the_class_with_its_people_and_its_positions():
    intake = wanting_a_class()

    run = make_run()

    order = TrainingOrder.objects.get(run=run)
    assert (order.number, order.programme, order.site) == (1, intake.programme, intake)
    assert (order.seats, order.newcomers, order.suitable) == (12, 12, 12)
    assert order.seats <= order.free_positions <= 20
    learners = order.learners.all()
    assert order.gain == sum(learner.gain for learner in learners)
    placed = set(run.proposals.values_list("person", flat=True))
    assert len({learner.person_id for learner in learners} - placed) == 12


def test_a_run_says_what_all_its_classes_bring_together():
    wanting_a_class(people=50, positions=60)

    run = make_run()

    gain = sum(run.orders.values_list("gain", flat=True))
    assert run.summary["orders"] == {"count": 2, "placed_more": 50, "value_more": gain}


def test_never_less_is_told_than_what_the_people_of_the_classes_gain(monkeypatch):
    wanting_a_class()
    # The search is no exact one: at worst it would find nothing for the new seats.
    monkeypatch.setattr(
        actions.orders, "plan_with", lambda index, orders, *, kept: make_plan(index, kept=kept)
    )

    run = make_run()

    order = run.orders.get()
    assert run.summary["orders"] == {"count": 1, "placed_more": 12, "value_more": order.gain}


def test_people_for_whom_there_is_no_seat_are_kept_in_reserve():
    wanting_a_class(people=40, positions=15)

    order = TrainingOrder.objects.get(run=make_run())

    assert (order.seats, order.suitable, order.free_positions) == (15, 40, 15)
    assert order.learners.filter(vacancy__isnull=True).count() == 25


def test_two_orders_of_a_run_share_neither_people_nor_positions():
    wanting_a_class(people=50, positions=60)

    run = make_run()

    seats = Learner.objects.filter(order__run=run, vacancy__isnull=False)
    people = list(seats.values_list("person", flat=True))
    assert [order.seats for order in run.orders.order_by("number")] == [35, 15]
    assert len(people) == len(set(people)) == 50


def test_the_summary_names_firms_and_fee_and_says_where():
    wanting_a_class(fee=2_000_000)

    (summary,) = orders_of(make_run())

    assert set(summary.firms) <= {"Công ty Mẫu Lớn", "Công ty Mẫu Bé"}
    assert summary.firms[0] == "Công ty Mẫu Lớn"
    assert summary.fee == 12 * 2_000_000
    assert not summary.is_elsewhere


def test_a_class_may_be_held_where_another_school_teaches():
    wanting_a_class(institution=InstitutionFactory(lat=20.60))
    other = IntakeFactory(programme=ProgrammeFactory(institution=InstitutionFactory()))

    (summary,) = orders_of(make_run())

    assert summary.order.site == other
    assert summary.is_elsewhere


def test_each_vacancy_of_an_order_stands_with_what_earlier_orders_leave():
    wanting_a_class(people=50, positions=60)
    run = make_run()

    for order in run.orders.order_by("number"):
        found = queries.order_vacancies(order, page=None)
        assert sum(line.free for line in found.lines) == order.free_positions
        assert sum(line.trained for line in found.lines) == order.seats


def test_the_people_of_an_order_stand_with_what_the_plan_gives_them():
    wanting_a_class(people=40, positions=15)
    order = TrainingOrder.objects.get(run=make_run())

    first = queries.order_people(order, page=None)
    last = queries.order_people(order, page="2")

    assert first.page.count == order.suitable
    assert all(line.learner.vacancy and line.now is None for line in first.lines[:15])
    assert all(line.learner.vacancy is None for line in last.lines)


def test_the_questions_cost_the_same_however_large_the_order(django_assert_num_queries):
    wanting_a_class(people=10, positions=10)
    small = make_run()
    wanting_a_class(people=40, positions=60)
    large = make_run(at=MORNING + timedelta(hours=1))
    for run in (small, large):
        order = queries.find_order(run, 1)
        with django_assert_num_queries(2):
            assert all(summary.firms_words and summary.fee for summary in orders_of(run))
        with django_assert_num_queries(3):
            queries.order_people(order, page=None)
        with django_assert_num_queries(4):
            queries.order_vacancies(order, page=None)


def test_why_no_class_is_advised_is_said_with_what_to_do():
    assert "Tính phương án mới" in why_no_order(MatchRun(summary={}))
    done = {"orders": {"count": 0}, "unfilled_positions": 0, "intakes": 3}
    assert "mọi chỗ làm đã có người" in why_no_order(MatchRun(summary=done))
    no_school = {"orders": {"count": 0}, "unfilled_positions": 4, "intakes": 0}
    assert "Thêm khoá học" in why_no_order(MatchRun(summary=no_school))
    no_class = {"orders": {"count": 0}, "unfilled_positions": 4, "intakes": 3}
    assert "cho đủ 10 người" in why_no_order(MatchRun(summary=no_class))


def test_nine_people_are_too_few_for_a_class():
    wanting_a_class(people=9)

    run = make_run()

    assert not run.orders.exists()
    assert "cho đủ 10 người" in queries.plan_page(run).why_no_order


@pytest.mark.parametrize(
    "wrong",
    [
        {"seats": 0, "newcomers": 0},
        {"newcomers": 13},
        {"suitable": 11},
        {"free_positions": 11},
    ],
)
def test_the_database_refuses_an_order_that_cannot_be(wrong):
    intake = IntakeFactory()
    run = MatchRun.objects.create(started_at=MORNING, market_day=DAY)
    right = {"seats": 12, "newcomers": 3, "gain": 9_000, "suitable": 12, "free_positions": 12}
    at = {"run": run, "programme": intake.programme, "site": intake}
    TrainingOrder.objects.create(number=1, **at, **right)
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainingOrder.objects.create(number=2, **at, **(right | wrong))
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainingOrder.objects.create(number=1, **at, **right)


@pytest.mark.parametrize(
    "wrong", [{"gain": 0}, {"gain": 8_001}, {"score": 10_001}, {"vacancy": None}]
)
def test_the_database_refuses_a_seat_that_leads_nowhere_or_gains_nothing(wrong):
    wanting_a_class(people=10)
    order = TrainingOrder.objects.get(run=make_run())
    right = {"vacancy": VacancyFactory(), "score": 8_000, "gain": 500}
    Learner.objects.create(order=order, person=PersonFactory(), **right)
    with pytest.raises(IntegrityError), transaction.atomic():
        Learner.objects.create(order=order, person=PersonFactory(), **(right | wrong))


@pytest.fixture
def director(settings, client):
    settings.CAUNOI_DEMO = True  # made accounts of a demo site need no second factor
    user = UserFactory(role="DIRECTOR", made=True)
    client.force_login(user)
    return user


class TestPages:
    def test_the_plan_shows_the_class_and_opens_its_people_and_its_positions(
        self, client, director
    ):
        wanting_a_class(fee=2_000_000)
        run = make_run()

        page = client.get("/ket-noi/phuong-an/").content.decode()

        assert "với lớp này: thêm 12 người có hướng đi" in page
        assert "Mở 12 ghế" in page
        assert "12 người hợp lớp này" in page
        assert "học phí cả lớp 24 triệu đồng" in page
        assert escape("Công ty Mẫu Lớn") in page
        for part in ("nguoi", "tin"):
            address = f"/ket-noi/phuong-an/{run.pk}/lop/1/{part}/"
            assert address in page
            assert client.get(address).status_code == 200

    def test_a_plan_without_classes_says_why(self, client, director):
        seeker()
        VacancyFactory(positions=1)
        make_run()

        page = client.get("/ket-noi/phuong-an/").content.decode()

        assert "Không lớp nào thêm được việc" in page

    def test_people_in_reserve_are_called_so(self, client, director):
        wanting_a_class(people=12, positions=10)
        run = make_run()

        page = client.get(f"/ket-noi/phuong-an/{run.pk}/lop/1/nguoi/").content.decode()

        assert page.count("dự bị") == 2
        assert "12 người hợp, 10 người có ghế" in page

    def test_reading_the_people_of_a_class_leaves_a_line_with_whom_was_shown(
        self, client, director
    ):
        wanting_a_class()
        run = make_run()

        client.get(f"/ket-noi/phuong-an/{run.pk}/lop/1/nguoi/")

        entry = Entry.objects.get(event="placement.order.people_read")
        order = run.orders.get()
        assert (entry.by, entry.about_id) == (director, str(order.pk))
        assert set(entry.detail["people"]) == set(order.learners.values_list("person", flat=True))

    def test_a_class_that_was_not_advised_is_not_found(self, client, director):
        wanting_a_class()
        run = make_run()

        for part in ("nguoi", "tin"):
            assert client.get(f"/ket-noi/phuong-an/{run.pk}/lop/7/{part}/").status_code == 404
