"""The pages of group sessions and plans, and what they print."""

import re
import zlib
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from caunoi.accounts.choices import Role
from caunoi.counter.models import ActionPlan, Session
from caunoi.counter.queries import session_page, whole_session
from caunoi.people.choices import Purpose
from caunoi.people.models import Person
from caunoi.placement.actions.refusals import refuse_job
from caunoi.placement.choices import Dislike
from caunoi.placement.queries import three_lists
from caunoi_kit.journal.models import Entry
from caunoi_kit.office import sheets
from caunoi_kit.ui.once import FIELD, fresh_key
from tests.accounts.factories import UserFactory
from tests.counter.factories import AttendeeFactory, SessionFactory, StepFactory
from tests.people.factories import PersonFactory
from tests.placement.factories import DAY, MORNING, make_run, seeker
from tests.placement.test_lists import course_market
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db

FAR = date(2099, 12, 31)


@pytest.fixture(autouse=True)
def demo(settings, tmp_path):
    settings.CAUNOI_DEMO, settings.HOME = True, tmp_path
    with time_machine.travel(MORNING + timedelta(hours=2)):
        yield


@pytest.fixture
def counsellor(client):
    user = UserFactory(role=Role.COUNSELLOR, made=True)
    client.force_login(user)
    return user


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split("<main")[1].split())


def press(client, address, **sent):
    return client.post(address, {FIELD: fresh_key(), **sent})


def of(session, tail=""):
    return f"/tu-van/buoi/{session.public_id}/{tail}"


def pages_in(pdf):
    """How many pages a PDF has; the objects that say so are packed."""
    packed = re.findall(rb"/ObjStm.*?stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    objects = b"".join([pdf, *map(zlib.decompress, packed)])
    return len(re.findall(rb"/Type\s*/Page\b", objects))


def test_from_an_empty_list_to_a_paper_for_everybody(client, counsellor):
    VacancyFactory(title="Thợ may áo", closes_on=FAR)
    known = seeker(person={"full_name": "Phạm Thị Mẫu Hoa", "phone": "0912345678"})
    make_run()
    assert "Chưa có buổi nào" in page(client, "/tu-van/")

    opened = press(client, "/tu-van/buoi-moi/", name="Bộ đội xuất ngũ", held_on="28/11/2026")
    session = Session.objects.get()
    assert opened["Location"] == of(session, "them/")
    added = press(
        client, of(session, "them/"),
        lines="Phạm Thị Mẫu Hoa, 0912345678\nTrần Văn Mẫu, 0987654321",
    )  # fmt: skip
    assert added["Location"] == of(session)

    text = page(client, of(session))
    assert "Việc ngay: Thợ may áo." in text
    assert f"/ket-noi/nguoi/{known.pk}/" in text
    assert "Chưa xếp được việc: Chưa có hồ sơ lao động." in text
    paper = client.get(of(session, "tat-ca.pdf"))
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    assert Entry.objects.filter(event="counter.session.read").count() == 2


def test_faulty_lines_stay_in_the_box_with_their_numbers(client, counsellor):
    session = SessionFactory()

    answer = press(client, of(session, "them/"), lines="Trần Văn Mẫu, 0987654321\nChỉ Có Tên")

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Dòng 2: Không rõ là ai." in text
    assert answer.context["form"]["lines"].value() == "Chỉ Có Tên"
    assert session.attendees.count() == 1


def test_too_many_lines_are_refused_and_all_of_them_stay(client, counsellor):
    session = SessionFactory()
    lines = "\n".join(f"Mẫu, 09{n:08}" for n in range(201))

    answer = press(client, of(session, "them/"), lines=lines)

    assert "Chia thành nhiều buổi" in answer.content.decode()
    assert answer.context["form"]["lines"].value() == lines


def test_a_sheet_of_names_is_read_past_its_head_and_running_numbers(client, counsellor):
    session = SessionFactory()
    columns = [sheets.Column("TT"), sheets.Column("Họ tên"), sheets.Column("Điện thoại")]
    file = sheets.write(
        columns, [("1", "Trần Văn Mẫu", "0987654321"), ("2", "Lê Văn Mẫu", "0912345678")],
        title="Danh sách",
    )  # fmt: skip

    answer = press(client, of(session, "them/"), file=SimpleUploadedFile("ten.xlsx", file))

    assert answer.status_code == 302, answer.content.decode()
    names = session.attendees.order_by("order").values_list("person__full_name", flat=True)
    assert list(names) == ["Trần Văn Mẫu", "Lê Văn Mẫu"]


def test_a_file_that_is_no_sheet_says_so_and_what_was_typed_stays(client, counsellor):
    session = SessionFactory()

    answer = press(
        client, of(session, "them/"), lines="Trần Văn Mẫu, 0987654321",
        file=SimpleUploadedFile("ten.xlsx", b"PK\x03\x04 hong"),
    )  # fmt: skip

    assert answer.context["form"].errors["file"]
    assert answer.context["form"]["lines"].value() == "Trần Văn Mẫu, 0987654321"
    assert not Person.objects.exists()


def test_the_group_page_says_what_the_three_lists_say(client, counsellor):
    person, vacancy, intake = course_market()
    worker = seeker()
    hidden = seeker(consents=[Purpose.EMPLOYERS])
    job, unwanted = VacancyFactory(title="Thợ may", closes_on=FAR), VacancyFactory(closes_on=FAR)
    make_run()
    refuse_job(
        person=worker, vacancy=unwanted, reason=Dislike.WAGE, note="", by=counsellor, at=MORNING
    )
    session = SessionFactory()
    for each in (person, worker, hidden):
        AttendeeFactory(session=session, person=each)

    learner, worked, left_out = whole_session(session, on=DAY)

    lists = three_lists(person, on=DAY)
    assert [j.vacancy for j in learner.jobs] == [offer.vacancy for offer in lists.jobs]
    assert [s.intake for s in learner.studies] == [offer.intake for offer in lists.studies]
    assert learner.studies[0].intake == intake
    assert learner.studies[0].job.vacancy == vacancy
    assert {way.kind for way in learner.others} <= {way.kind for way in lists.others}
    assert [j.vacancy for j in worked.jobs] == [job]
    assert left_out.jobs == ()
    assert "Chưa đồng ý" in left_out.reason


def test_a_session_costs_as_many_queries_with_twenty_people(django_assert_num_queries):
    VacancyFactory(closes_on=FAR)
    session = SessionFactory()
    AttendeeFactory(session=session, person=seeker())
    make_run()
    session_page(session, page=None, on=DAY)  # the market of the run is read into memory once
    with django_assert_num_queries(12):
        session_page(session, page=None, on=DAY)
    for _ in range(19):
        AttendeeFactory(session=session, person=seeker())
    with django_assert_num_queries(12):
        assert len(session_page(session, page=None, on=DAY).ways) == 20


def test_a_long_session_has_pages(client, counsellor):
    session = SessionFactory()
    last = [AttendeeFactory(session=session) for _ in range(21)][-1].person

    assert last.full_name not in page(client, of(session))
    assert last.full_name in page(client, of(session) + "?trang=2")


def test_the_paper_has_one_page_a_person(client, counsellor):
    session = SessionFactory()
    sizes = []
    for people in (1, 3):
        while session.attendees.count() < people:
            AttendeeFactory(session=session)
        pdf = client.get(of(session, "tat-ca.pdf")).content
        sizes.append(pages_in(pdf))
    assert sizes == [1, 3]


def test_an_empty_session_has_no_paper(client, counsellor):
    assert client.get(of(SessionFactory(), "tat-ca.pdf")).status_code == 404
    assert client.get(f"/tu-van/buoi/{uuid4()}/").status_code == 404


def test_a_plan_is_made_agreed_done_and_printed(client, counsellor):
    person = PersonFactory()
    address = f"/tu-van/nguoi/{person.public_id}/ke-hoach/"
    assert address in page(client, f"/ket-noi/nguoi/{person.pk}/")
    assert "Chưa có kế hoạch" in page(client, address)

    answer = press(client, address, what="Gọi nơi tuyển", due_on="30/11/2026")
    assert answer["Location"] == address
    plan = ActionPlan.objects.get()
    base = f"/tu-van/ke-hoach/{plan.public_id}/"
    assert "Chưa hỏi đồng ý" in page(client, address)
    press(client, base + "dong-y/")
    press(client, base + "buoc/1/", done="1")

    text = page(client, address)
    assert "Đã đồng ý" in text
    assert "Xong</span> 24/11/2026" in text
    paper = client.get(f"/tu-van/nguoi/{person.public_id}/ke-hoach.pdf")
    assert paper.content.startswith(b"%PDF")
    press(client, base + "ket-thuc/")
    assert "Chưa có kế hoạch" in page(client, address)
    assert client.get(f"/tu-van/nguoi/{person.public_id}/ke-hoach.pdf").status_code == 404
    assert Entry.objects.filter(event="counter.plan.read", about_id=str(person.pk)).count() >= 5


def test_what_was_typed_of_a_step_stays_after_an_error(client, counsellor):
    address = f"/tu-van/nguoi/{PersonFactory().public_id}/ke-hoach/"

    answer = press(client, address, what="Gọi nơi tuyển", due_on="32/13/2026")

    assert answer.context["form"]["what"].value() == "Gọi nơi tuyển"
    assert answer.context["form"].errors["due_on"]
    assert not ActionPlan.objects.exists()


def test_an_ended_plan_says_so_when_a_button_of_an_old_page_is_pressed(client, counsellor):
    step = StepFactory()
    base = f"/tu-van/ke-hoach/{step.plan.public_id}/"
    press(client, base + "ket-thuc/")

    answer = client.post(
        f"{base}buoc/{step.order}/", {FIELD: fresh_key(), "done": "1"}, follow=True
    )

    assert "Kế hoạch này đã kết thúc" in answer.content.decode()
    step.refresh_from_db()
    assert step.done_at is None


def test_the_department_sees_no_way_to_the_plan(client):
    client.force_login(UserFactory(role=Role.DEPARTMENT, made=True))
    person = PersonFactory()

    assert "ke-hoach" not in page(client, f"/ket-noi/nguoi/{person.pk}/")


def test_the_plan_page_costs_as_many_queries_with_ten_steps(
    client, counsellor, django_assert_max_num_queries
):
    step = StepFactory(order=1)
    address = f"/tu-van/nguoi/{step.plan.person.public_id}/ke-hoach/"
    page(client, address)
    with django_assert_max_num_queries(100) as one:
        page(client, address)
    for order in range(2, 11):
        StepFactory(plan=step.plan, order=order)
    with django_assert_max_num_queries(len(one)) as ten:
        page(client, address)
    assert len(ten) == len(one)


def test_the_list_of_sessions_costs_as_many_queries_with_twenty(
    client, counsellor, django_assert_max_num_queries
):
    AttendeeFactory()
    page(client, "/tu-van/")
    with django_assert_max_num_queries(100) as one:
        page(client, "/tu-van/")
    for _ in range(19):
        AttendeeFactory()
    with django_assert_max_num_queries(len(one)) as twenty:
        page(client, "/tu-van/")
    assert len(twenty) == len(one)
