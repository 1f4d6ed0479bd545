"""Who may open which page, and asking for a plan."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from caunoi.accounts.choices import Role
from caunoi.placement import actions
from caunoi.placement.choices import RunState
from caunoi.placement.models import MatchRun
from caunoi_kit.journal.models import Entry
from caunoi_kit.ui.once import FIELD, fresh_key
from tests.accounts.factories import UserFactory
from tests.placement.factories import MORNING, make_run, seeker
from tests.training.factories import IntakeFactory, ProgrammeFactory, SchoolMemberFactory
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(settings):
    """Makes members of staff; made accounts of a demo site need no second factor."""
    settings.CAUNOI_DEMO = True
    return lambda role: UserFactory(role=role, made=True)


def open_vacancy():
    return VacancyFactory(closes_on="2099-12-31")


def test_a_job_seeker_finds_three_columns(client):
    user = UserFactory(role=Role.JOB_SEEKER)
    seeker(person={"account": user, "full_name": "Phạm Thị Mẫu Hoa"})
    vacancy = open_vacancy()
    make_run()
    client.force_login(user)

    page = client.get("/ket-noi/viec-hop-voi-toi/").content.decode()

    assert "Chào chị Hoa" in page
    assert vacancy.title in page
    for heading in ("Việc làm ngay", "Học rồi làm", "Khác"):
        assert f"{heading}</h2>" in page


def test_a_job_seeker_without_a_record_is_told_what_to_do(client):
    client.force_login(UserFactory(role=Role.JOB_SEEKER))

    page = client.get("/ket-noi/viec-hop-voi-toi/").content.decode()

    assert "mang căn cước đến trung tâm" in page


def test_a_job_seeker_without_a_plan_is_sent_to_the_search(client):
    user = UserFactory(role=Role.JOB_SEEKER)
    seeker(person={"account": user})
    client.force_login(user)

    page = client.get("/ket-noi/viec-hop-voi-toi/").content.decode()

    assert "chưa tính phương án" in page
    assert "/viec-lam/" in page


def test_a_counsellor_opening_somebodys_lists_is_noted(client, staff):
    person = seeker()
    open_vacancy()
    make_run()
    counsellor = staff(Role.COUNSELLOR)
    client.force_login(counsellor)

    response = client.get(f"/ket-noi/nguoi/{person.pk}/")

    assert response.status_code == 200
    entry = Entry.objects.get(event="placement.lists.read")
    assert (entry.by, entry.about_id) == (counsellor, str(person.pk))


def test_nobody_is_noted_for_somebody_who_does_not_exist(client, staff):
    client.force_login(staff(Role.COUNSELLOR))

    assert client.get("/ket-noi/nguoi/404404/").status_code == 404
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "viec-hop-voi-toi/",
        "nguoi/1/",
        "tin-cua-toi/",
        "tin/1/ung-vien/",
        "phuong-an/",
        "phuong-an/cac-lan-tinh/",
        "phuong-an/1/",
        "phuong-an/1/nguoi/",
        "phuong-an/1/chua-co-cho/",
        "phuong-an/1/tin/",
        "phuong-an/1/khoa/",
        "phuong-an/1/chua-ghep-duoc/WORKERS/NO_WISH/",
    ],
)
def test_visitors_without_an_account_are_sent_to_sign_in(client, address):
    response = client.get(f"/ket-noi/{address}")

    assert response.status_code == 302
    assert "next=%2Fket-noi%2F" in response.url


@pytest.mark.parametrize("role", [Role.JOB_SEEKER, Role.EMPLOYER, Role.SCHOOL, Role.CLERK])
@pytest.mark.parametrize("address", ["phuong-an/", "phuong-an/cac-lan-tinh/", "nguoi/1/"])
def test_plans_and_people_are_for_counselling_staff(client, staff, role, address):
    client.force_login(staff(role))

    assert client.get(f"/ket-noi/{address}").status_code == 403


def ask_for_a_plan(client, key=None):
    return client.post("/ket-noi/phuong-an/tinh/", {FIELD: key or fresh_key()})


def test_a_director_asks_for_a_plan_and_it_is_queued(client, staff):
    client.force_login(staff(Role.DIRECTOR))

    response = ask_for_a_plan(client)

    run = MatchRun.objects.get()
    assert (run.state, run.by.role) == (RunState.RUNNING, Role.DIRECTOR)
    assert response.url == f"/ket-noi/phuong-an/{run.pk}/"
    assert DBTaskResult.objects.get().args_kwargs["args"] == [run.pk]
    assert "Xem đã xong chưa" in client.get(response.url).content.decode()


def test_a_queued_plan_is_computed_by_the_worker(client, staff):
    seeker()
    open_vacancy()
    client.force_login(staff(Role.HEAD))
    ask_for_a_plan(client)
    run = MatchRun.objects.get()

    actions.compute_announced_run(run_id=run.pk, clock=lambda: 0.0, tell=lambda words: None)

    run.refresh_from_db()
    assert (run.state, run.placed) == (RunState.DONE, 1)


def test_a_double_tap_asks_for_one_plan(client, staff):
    client.force_login(staff(Role.DIRECTOR))
    key = fresh_key()

    first, second = ask_for_a_plan(client, key), ask_for_a_plan(client, key)

    assert first.url == second.url
    assert MatchRun.objects.count() == DBTaskResult.objects.count() == 1


def test_asking_again_while_one_is_computed_says_so(client, staff):
    client.force_login(staff(Role.DIRECTOR))
    ask_for_a_plan(client)

    response = client.post("/ket-noi/phuong-an/tinh/", {FIELD: fresh_key()}, follow=True)

    assert "đang được tính" in response.content.decode()
    assert MatchRun.objects.count() == 1


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.DEPARTMENT, Role.EMPLOYER])
def test_only_those_who_lead_ask_for_a_plan(client, staff, role):
    client.force_login(staff(role))

    assert ask_for_a_plan(client).status_code == 403
    assert not MatchRun.objects.exists()


def test_a_failed_run_tells_its_reason(client, staff):
    seeker()
    with pytest.raises(actions.CannotMatch):
        make_run()
    client.force_login(staff(Role.DIRECTOR))

    page = client.get(f"/ket-noi/phuong-an/{MatchRun.objects.get().pk}/").content.decode()

    assert "Không có tin tuyển dụng nào đang mở" in page


@pytest.mark.parametrize(
    "address",
    [
        "nguoi/{person}/",
        "tin/{vacancy}/ung-vien/",
        "phuong-an/",
        "phuong-an/{run}/nguoi/",
        "phuong-an/{run}/chua-co-cho/",
        "phuong-an/{run}/tin/",
        "phuong-an/{run}/khoa/",
        "phuong-an/cac-lan-tinh/",
    ],
)
def test_a_page_costs_as_many_queries_for_thirty_as_for_three(client, staff, address):
    client.force_login(staff(Role.DIRECTOR))
    costs = []
    for hour in range(2):
        people = [seeker() for _ in range(3 if not hour else 27)]
        vacancies = [open_vacancy() for _ in range(3 if not hour else 27)]
        IntakeFactory(programme=ProgrammeFactory())
        for vacancy in vacancies[:2]:
            vacancy.positions = 1
            vacancy.save()
        run = make_run(at=MORNING + timedelta(hours=hour))
        opened = address.format(person=people[0].pk, vacancy=vacancies[0].pk, run=run.pk)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/ket-noi/{opened}").status_code == 200
        costs.append(len(queries))

    assert costs[0] == costs[1] <= 30


def test_a_school_sees_its_coming_classes_and_who_hires_afterwards(client):
    member = SchoolMemberFactory()
    programme = ProgrammeFactory(institution=member.institution, name="Hàn mẫu")
    IntakeFactory(programme=programme, starts_on="2099-01-05", seats=20, taken=3, minimum=10)
    IntakeFactory(programme=ProgrammeFactory(name="Lớp của nơi khác"), starts_on="2099-01-05")
    VacancyFactory(occupation=programme.occupation, positions=7, closes_on="2099-12-31")
    client.force_login(member.user)

    shown = client.get("/ket-noi/lop-cua-toi/").content.decode()

    assert "Hàn mẫu" in shown
    assert "Còn thiếu 7 người" in shown
    assert "7 chỗ" in shown
    assert "Lớp của nơi khác" not in shown


def test_only_a_school_opens_the_page_of_schools(client):
    client.force_login(UserFactory(role=Role.EMPLOYER))
    assert client.get("/ket-noi/lop-cua-toi/").status_code == 403
