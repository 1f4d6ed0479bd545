"""The whole record of somebody: one page, one line in the journal, colleagues seen."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.classifications.choices import PriorityGroup
from caunoi.counter.choices import ActKind
from caunoi.counter.models import Act, Office, Service, Ticket, Visit
from caunoi.home.actions import opening
from caunoi.home.models import Presence
from caunoi.people.actions.parts import change_part
from caunoi.people.choices import Part
from caunoi.people.queries import who_read
from caunoi.people.queries.profile import values_of
from caunoi.placement.actions.refusals import refuse_job
from caunoi.placement.choices import Dislike
from caunoi_kit.journal.models import Entry
from caunoi_kit.ui import editing
from caunoi_kit.ui.once import FIELD, fresh_key
from tests.accounts.factories import UserFactory
from tests.home.factories import ActFactory, PolicyAdviceFactory
from tests.people.factories import PersonFactory
from tests.placement.factories import DAY, MORNING, ApplicationFactory, seeker
from tests.unemployment.factories import ClaimFactory
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db

NOW = MORNING + timedelta(hours=2)


@pytest.fixture(autouse=True)
def demo(settings, tmp_path):
    settings.CAUNOI_DEMO, settings.HOME = True, tmp_path
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def clerk(client):
    user = UserFactory(role=Role.CLERK, made=True, full_name="Nhân viên mẫu")
    client.force_login(user)
    return user


def url(person, **asked):
    address = reverse("home:record", args=[person.public_id])
    return address + "?" + "&".join(f"{k}={v}" for k, v in asked.items())


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split("<main")[1].split())


def press(client, address, **sent):
    return client.post(address, {FIELD: fresh_key(), **sent})


def ticket_at_desk(clerk, person):
    """A ticket of that person, called to the desk at which this clerk sits."""
    office = Office.objects.create(name="Điểm mẫu", opens="07:30", closes="17:00")
    service = Service.objects.create(letter="B", name="Bảo hiểm thất nghiệp", typical_minutes=7)
    desk = office.desks.create(number=4, sitting=clerk, state="OPEN")
    visit = Visit.objects.create(office=office, day=DAY, person=person)
    return Ticket.objects.create(
        key=uuid.uuid4(), visit=visit, office=office, service=service, line=service, day=DAY,
        number=12, channel="KIOSK", state="SERVING", desk=desk, taken_at=NOW - timedelta(minutes=9),
        queued_at=NOW - timedelta(minutes=9), called_at=NOW - timedelta(minutes=1),
    )  # fmt: skip


def test_without_a_ticket_a_reason_is_asked_first_and_nothing_is_shown(client, clerk):
    person = PersonFactory(phone="0912345678")

    text = page(client, url(person))

    assert "Chọn lý do" in text
    assert "0912 345 678" not in text
    assert not Entry.objects.filter(event="people.person.read").exists()


def test_a_ticket_at_ones_own_desk_opens_the_record_at_once(client, clerk):
    person = PersonFactory(phone="0912345678")
    ticket = ticket_at_desk(clerk, person)

    text = page(client, url(person, phieu=ticket.public_id))

    assert "B012 · Bảo hiểm thất nghiệp" in text
    assert "Đã chờ 8 phút" in text
    (line,) = who_read(person)
    assert line.why == "Phục vụ tại quầy, số B012"


def test_a_ticket_at_anothers_desk_or_of_another_person_gives_no_reason(client, clerk):
    person, other = PersonFactory(), PersonFactory()
    ticket = ticket_at_desk(UserFactory(role=Role.CLERK), person)

    assert "Chọn lý do" in page(client, url(person, phieu=ticket.public_id))
    assert "Chọn lý do" in page(client, url(other, phieu=ticket.public_id))
    assert "Chọn lý do" in page(client, url(person, phieu="khong-phai-so"))


def test_one_opening_is_one_line_and_the_person_sees_it(client, clerk, demo):
    person = PersonFactory()
    page(client, url(person, vi="tu-van"))
    page(client, url(person))
    page(client, url(person, loai="hoc"))
    assert [line.why for line in who_read(person)] == ["Tư vấn việc làm"]

    page(client, url(person, vi="dien-thoai"))
    assert len(who_read(person)) == 2

    demo.shift(timedelta(minutes=16))
    client.force_login(clerk)  # the session of staff has ended too
    assert "Chọn lý do" in page(client, url(person))
    page(client, url(person, vi="dien-thoai"))
    assert len(who_read(person)) == 3


def test_all_services_stand_in_one_line_newest_first(client, clerk):
    person = seeker(person={"phone": "0912345678"})
    ActFactory(person=person, kind=ActKind.JOB, at=NOW - timedelta(days=30), note="Hỏi việc may")
    PolicyAdviceFactory(act=ActFactory(person=person, at=NOW - timedelta(days=1)))
    ApplicationFactory(person=person).steps.create(state="SENT", at=NOW - timedelta(days=10))
    ClaimFactory(person=person, begun_at=NOW - timedelta(days=5))
    refuse_job(
        person=person, vacancy=VacancyFactory(), reason=Dislike.DISTANCE, note="", by=clerk,
        at=NOW - timedelta(days=3),
    )  # fmt: skip

    text = page(client, url(person, vi="tu-van"))

    order = [
        "Tư vấn chính sách", "Không nhận việc", "Nộp hồ sơ trợ cấp thất nghiệp",
        "Nộp hồ sơ ứng tuyển", "Hỏi việc may",
    ]  # fmt: skip
    line = text[text.index('<ol class="line"') :]
    places = [line.index(words) for words in order]
    assert places == sorted(places)
    assert (
        "Nộp hồ sơ trợ cấp"
        not in page(client, url(person, loai="viec-lam")).split("</ol>")[0][
            text.index('<ol class="line"') :
        ]
    )


def test_a_long_history_is_paged_without_losing_a_line(client, clerk):
    person = PersonFactory()
    for n in range(70):
        at = NOW - timedelta(hours=n + 1)
        ActFactory(person=person, kind=ActKind.GUIDE, at=at, note=f"dòng {n:02}")
    seen, address = [], url(person, vi="tu-van")
    while address:
        text = page(client, address)
        seen += re.findall(r"dòng \d\d", text[text.index('<ol class="line"') :].split("</ol>")[0])
        older = re.search(r'href="([^"]*truoc=[^"]*)"', text)
        address = older[1].replace("&amp;", "&") if older else ""
    assert seen == [f"dòng {n:02}" for n in range(70)]


def test_what_is_sensitive_is_masked(client, clerk):
    person = seeker(
        person={"identity_number": "034195000123"},
        priority_groups=[PriorityGroup.DISABLED, PriorityGroup.NEAR_POOR],
    )
    text = page(client, url(person, vi="tu-van"))
    assert "034195000123" not in text
    assert "•••• 0123" in text
    assert "Người khuyết tật" not in text
    assert "Được phục vụ trước" in text
    assert "Thuộc hộ cận nghèo" in text
    assert "Chưa đối chiếu" in text


@pytest.mark.parametrize("role", [Role.CLERK, Role.COUNSELLOR, Role.HEAD])
def test_the_page_costs_as_many_queries_with_a_long_history(
    client, django_assert_max_num_queries, role
):
    client.force_login(UserFactory(role=role, made=True))
    person = seeker()
    page(client, url(person, vi="tu-van"))
    with django_assert_max_num_queries(60) as few:
        page(client, url(person))
    for n in range(12):
        ActFactory(person=person, kind=ActKind.GUIDE, at=NOW - timedelta(days=n))
        PolicyAdviceFactory(act=ActFactory(person=person, at=NOW - timedelta(days=n)))
        ApplicationFactory(person=person).steps.create(state="SENT", at=NOW - timedelta(days=n))
    with django_assert_max_num_queries(60) as many:
        page(client, url(person))
    assert len(many) == len(few)


def test_the_page_is_light(client, clerk):
    person = seeker()
    for n in range(60):
        PolicyAdviceFactory(
            act=ActFactory(person=person, at=NOW - timedelta(hours=n)), answer="Trả lời dài. " * 70
        )
    answer = client.get(url(person, vi="tu-van"))
    assert len(answer.content) <= 120_000


def test_colleagues_see_each_other_and_what_the_other_wrote(client, clerk):
    person = seeker()
    colleague = UserFactory(role=Role.COUNSELLOR, made=True, full_name="Đồng nghiệp mẫu")
    opening.keep_open(person=person, why="Tư vấn việc làm", by=colleague, at=NOW)
    text = page(client, url(person, vi="tu-van"))
    assert "Đồng nghiệp mẫu" in text
    number = re.search(r'id="dong-nghiep"[^>]*data-number="(\d+)"', text)[1]
    around = reverse("home:around", args=[person.public_id])

    quiet = client.get(f"{around}?tu={number}").content.decode()
    assert "data-changed" not in quiet

    before = editing.state_of(values_of(person, Part.PERSON))
    values = {**values_of(person, Part.PERSON), "phone": "0987654321"}
    change_part(person=person, part=Part.PERSON, values=values, before=before, by=colleague, on=DAY)

    told = client.get(f"{around}?tu={number}").content.decode()
    assert "data-changed" in told
    assert "Đồng nghiệp mẫu vừa ghi" in told
    assert "Sửa hồ sơ của một người" in told


def test_the_question_who_is_here_writes_nothing_and_reads_little(
    client, clerk, django_assert_num_queries
):
    person = PersonFactory()
    page(client, url(person, vi="tu-van"))
    around = reverse("home:around", args=[person.public_id])
    entries = Entry.objects.count()
    with django_assert_num_queries(7):
        client.get(f"{around}?tu=1")
    assert Entry.objects.count() == entries


def test_who_has_not_opened_the_record_is_told_nothing(client, clerk):
    person = PersonFactory()
    opening.keep_open(person=person, why="x", by=UserFactory(role=Role.CLERK), at=NOW)
    answer = client.get(reverse("home:around", args=[person.public_id]))
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_colleague_who_left_is_not_shown(client, clerk, demo):
    person = PersonFactory()
    opening.keep_open(
        person=person, why="x", by=UserFactory(full_name="Đã đi", role=Role.CLERK), at=NOW
    )
    demo.shift(timedelta(seconds=45))
    assert "Đã đi" not in page(client, url(person, vi="tu-van"))


def test_the_guard_of_readings_stops_the_page(client, settings):
    settings.CAUNOI_DEMO = False
    settings.READING_STOP = 2
    clerk = UserFactory(role=Role.CLERK)
    people = [PersonFactory() for _ in range(3)]
    for person in people[:2]:
        opening.keep_open(person=person, why="x", by=clerk, at=NOW)
    with pytest.raises(Exception, match=r".*") as stopped:
        opening.keep_open(person=people[2], why="x", by=clerk, at=NOW)
    assert type(stopped.value).__name__ == "ReadingStopped"
    assert not Presence.objects.filter(record=people[2].public_id).exists()


def test_an_act_sent_twice_is_one_and_a_mistake_is_taken_back(client, clerk):
    person = seeker()
    ticket = ticket_at_desk(clerk, person)
    address = reverse("home:note_act", args=[person.public_id])
    sent = {FIELD: fresh_key(), "kind": "JOB", "note": "Hỏi việc may", "phieu": ticket.public_id}
    for _ in range(3):
        assert client.post(address, sent)["Location"] == url(person, phieu=ticket.public_id)
    press(client, address, kind="JOB", phieu=ticket.public_id)  # another form, the same visit
    (act,) = Act.objects.all()
    assert (act.person, act.visit, act.on, act.trained) == (person, ticket.visit, DAY, False)
    assert "Hỏi việc may" in page(client, url(person, phieu=ticket.public_id))

    press(client, reverse("home:withdraw_act", args=[act.public_id]), phieu=ticket.public_id)
    act.refresh_from_db()
    assert act.withdrawn_by == clerk
    press(client, address, kind="JOB", phieu=ticket.public_id)
    assert Act.objects.filter(withdrawn_at__isnull=True).count() == 1


def test_a_slip_on_policy_is_written_and_printed(client, clerk):
    person = PersonFactory()
    page(client, url(person, vi="tu-van"))
    address = reverse("home:advise", args=[person.public_id])
    answer = press(client, address, answer="", topics=["LOAN"])
    assert "Ghi điều đã trả lời" in answer.content.decode()

    press(client, address, answer="Vay ở ngân hàng chính sách.", topics=["LOAN", "ABROAD"],
          next_step="Mang giấy đến xã")  # fmt: skip
    act = Act.objects.get()
    assert act.advice.topics == ["LOAN", "ABROAD"]
    paper = client.get(reverse("home:advice_slip", args=[act.public_id]))
    assert paper.content.startswith(b"%PDF")
    assert "Vay ở ngân hàng chính sách" in page(client, url(person))


def test_the_next_step_is_the_file_that_waits(client, clerk):
    person = seeker()
    text = page(client, url(person, vi="tu-van"))
    assert "Xét hồ sơ trợ cấp" not in text
    ClaimFactory(person=person)
    assert "Xét hồ sơ trợ cấp" in page(client, url(person))
