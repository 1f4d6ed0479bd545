"""The pages on which people are told and taken back, and that name the policy of a plan."""

from dataclasses import asdict, fields
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caunoi.accounts.choices import Role
from caunoi.placement.actions import runs
from caunoi.placement.choices import Channel, Ending
from caunoi.placement.models import ToldProposal
from caunoi.placement.queries.policy import ARTICLE, OPTION_WORDS, policy_words
from caunoi_engine.matching import Policy
from caunoi_kit.journal.models import Entry
from caunoi_kit.ui.once import FIELD, fresh_key
from tests.accounts.factories import UserFactory
from tests.placement.factories import DAY, MORNING, make_run, seeker
from tests.placement.told import (
    FAR,
    LATER,
    close_vacancy,
    end,
    run_again,
    stop_looking,
    tell,
    tell_all,
)
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(settings, client):
    """Signs a member of staff in; made accounts of a demo site need no second factor."""
    settings.CAUNOI_DEMO = True

    def enter(role=Role.COUNSELLOR):
        user = UserFactory(role=role, made=True)
        client.force_login(user)
        return user

    return enter


@pytest.fixture
def plan():
    """A plan that sends one person to an open vacancy."""
    seeker(person={"full_name": "Phạm Thị Mẫu Hoa", "phone": "0912345678"})
    VacancyFactory(closes_on=FAR)
    return make_run()


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split("<main")[1].split())


def press_told(client, proposal, *, key=None, channel="PHONE", query=""):
    return client.post(
        f"/ket-noi/de-xuat/{proposal.pk}/da-bao/{query}",
        {FIELD: key or fresh_key(), "channel": channel},
    )


def press_end(client, told, *, query="", **sent):
    return client.post(
        f"/ket-noi/loi-da-bao/{told.pk}/rut-lai/{query}", {FIELD: fresh_key(), **sent}
    )


def test_one_tap_on_the_list_notes_that_somebody_was_told(client, staff, plan):
    counsellor = staff()
    people = f"/ket-noi/phuong-an/{plan.pk}/nguoi/"
    assert "Đã báo<span" in text_of(client, people)

    answer = press_told(client, plan.proposals.get(), query="?kenh=tin-nhan", channel="MESSAGE")

    told = ToldProposal.objects.get()
    assert (told.told_by, told.channel) == (counsellor, Channel.MESSAGE)
    assert answer.url == f"{people}?kenh=tin-nhan#nguoi-{told.person_id}"
    shown = text_of(client, answer.url.partition("#")[0])
    assert "Đã ghi: báo cho Phạm Thị Mẫu Hoa (tin nhắn)" in shown
    assert "Rút lại<span" in shown
    assert "Đã báo<span" not in shown


def test_a_double_tap_tells_once(client, staff, plan):
    staff()
    key, proposal = fresh_key(), plan.proposals.get()

    first, second = press_told(client, proposal, key=key), press_told(client, proposal, key=key)

    assert first.url == second.url
    assert ToldProposal.objects.count() == 1


@pytest.mark.parametrize("role", [Role.DEPARTMENT, Role.EMPLOYER, Role.SCHOOL, Role.CLERK])
def test_only_who_talks_with_people_tells_them(client, staff, plan, role):
    told = tell(plan.proposals.get())
    staff(role)

    assert press_told(client, plan.proposals.get()).status_code == 403
    assert press_end(client, told, ending="DECLINED").status_code == 403
    assert ToldProposal.objects.in_force().count() == 1


def test_the_department_sees_who_was_told_and_no_button(client, staff, plan):
    staff(Role.DEPARTMENT)
    people = f"/ket-noi/phuong-an/{plan.pk}/nguoi/"
    assert "chưa báo" in text_of(client, people)

    tell(plan.proposals.get())

    shown = text_of(client, people)
    assert "Đã báo 24/11/2026" in shown
    assert "<form" not in shown
    assert "Rút lại" not in shown


def test_an_older_plan_has_no_button(client, staff, plan):
    staff()
    run_again()

    assert "<form" not in text_of(client, f"/ket-noi/phuong-an/{plan.pk}/nguoi/")


def test_the_list_shows_those_told_or_those_not_yet(client, staff, plan):
    staff()
    other = seeker(person={"full_name": "Lê Văn Mẫu Bình"})
    run = run_again()
    tell(run.proposals.get(person=other))
    people = f"/ket-noi/phuong-an/{run.pk}/nguoi/"

    told, waiting = text_of(client, f"{people}?bao=roi"), text_of(client, f"{people}?bao=chua")

    assert "Mẫu Bình" in told
    assert "Mẫu Bình" not in waiting
    assert "Mẫu Hoa" in waiting
    assert "Mẫu Hoa" not in told


def test_a_channel_that_does_not_exist_tells_nobody(client, staff, plan):
    staff()

    answer = press_told(client, plan.proposals.get(), channel="PIGEON")

    assert "chọn báo qua điện thoại" in text_of(client, answer.url.partition("#")[0])
    assert not ToldProposal.objects.exists()


def test_a_refusal_is_shown_on_the_list(client, staff, plan):
    staff()
    close_vacancy(plan.proposals.get())

    answer = press_told(client, plan.proposals.get())

    assert "Tin tuyển dụng đã đóng" in text_of(client, answer.url.partition("#")[0])


def test_taking_back_asks_for_the_reason_and_leads_back_to_the_list(client, staff, plan):
    staff()
    told = tell(plan.proposals.get())
    page = f"/ket-noi/loi-da-bao/{told.pk}/rut-lai/?kenh=tai-quay"
    shown = text_of(client, page)
    assert "0912 345 678" in shown
    entry = Entry.objects.get(event="placement.told.read")
    assert entry.about_id == str(told.person_id)

    without = press_end(client, told)
    wordless = press_end(client, told, ending="OTHER")
    done = press_end(client, told, ending="DECLINED", query="?kenh=tai-quay")

    assert "Có 1 chỗ cần sửa" in without.content.decode()
    assert "Chọn một lý do" in without.content.decode()
    assert "Ghi rõ lý do khác" in wordless.content.decode()
    assert done.url == (f"/ket-noi/phuong-an/{plan.pk}/nguoi/?kenh=tai-quay#nguoi-{told.person_id}")
    told.refresh_from_db()
    assert told.ending == Ending.DECLINED
    assert "Lời này không còn:" in text_of(client, page)


def test_the_plan_says_what_it_kept_and_whom_to_call_about_the_rest(client, staff, plan):
    counsellor = staff()
    other = seeker(person={"full_name": "Lê Văn Mẫu Bình"})
    tell_all(run_again())
    lost = ToldProposal.objects.get(person__full_name="Phạm Thị Mẫu Hoa")
    stop_looking(lost)
    run = make_run(at=LATER + timedelta(hours=1))

    shown = text_of(client, "/ket-noi/phuong-an/")

    assert "Lời đã báo không giữ được" in shown
    assert "Giữ nguyên 1 lời đã báo" in shown
    assert "1 / 2" in shown
    assert "Người này không còn tìm việc" in shown
    assert f'href="/ket-noi/nguoi/{lost.person_id}/"' in shown
    assert f'href="/ket-noi/loi-da-bao/{lost.pk}/rut-lai/"' in shown
    assert 'href="tel:0912345678"' in shown
    assert "đã báo 1 người" in shown
    entry = Entry.objects.get(event="placement.told.people_read")
    assert (entry.by, entry.about_id) == (counsellor, str(run.pk))
    assert entry.detail["people"] == [lost.person_id]
    kept = text_of(client, f"/ket-noi/phuong-an/{run.pk}/da-bao/?con=giu")
    assert other.full_name in kept
    assert "Mẫu Hoa" not in kept


def test_who_was_called_leaves_the_list_of_those_to_call(client, staff, plan):
    staff()
    told = tell(plan.proposals.get())
    close_vacancy(plan.proposals.get())
    VacancyFactory(closes_on=FAR)
    run = run_again()
    assert "Mẫu Hoa" in text_of(client, "/ket-noi/phuong-an/")

    end(told, Ending.GONE)

    shown = text_of(client, "/ket-noi/phuong-an/")
    assert "Mẫu Hoa" not in shown
    assert "không còn ai phải gọi" in shown
    listed = text_of(client, f"/ket-noi/phuong-an/{run.pk}/da-bao/?con=khong-giu")
    assert "Đã rút lại 24/11/2026: chỗ làm hoặc lớp học không còn" in listed


def test_a_plan_that_found_no_promise_says_nothing_of_promises(client, staff, plan):
    staff()

    shown = text_of(client, "/ket-noi/phuong-an/")

    assert "chưa báo cho ai" in shown
    assert "Giữ nguyên" not in shown


def test_somebody_told_another_thing_is_marked_on_the_new_plan(client, staff, plan):
    staff()
    tell(plan.proposals.get())
    close_vacancy(plan.proposals.get())
    VacancyFactory(closes_on=FAR)
    run = run_again()

    shown = text_of(client, f"/ket-noi/phuong-an/{run.pk}/nguoi/")

    assert "Đã báo việc khác" in shown
    assert "Đã báo<span" not in shown


@pytest.mark.parametrize(
    "address", ["phuong-an/", "phuong-an/{run}/nguoi/", "phuong-an/{run}/da-bao/"]
)
def test_a_page_costs_as_many_queries_for_many_promises_as_for_few(client, staff, address):
    staff()
    costs = []
    for hour, count in enumerate((3, 17)):
        for _ in range(count):
            seeker()
            VacancyFactory(closes_on=FAR)
        at = MORNING + timedelta(hours=3 * hour)
        tell_all(make_run(at=at), at=at + timedelta(hours=1))
        stop_looking(ToldProposal.objects.order_by("-id").first())
        run = make_run(at=at + timedelta(hours=2))
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/ket-noi/" + address.format(run=run.pk)).status_code == 200
        costs.append(len(queries))

    assert costs[0] == costs[1] <= 30


# --- The policy in force -------------------------------------------------------------------------


def test_a_run_stores_the_policy_it_was_made_by(client, staff):
    seeker()
    VacancyFactory(closes_on=FAR)
    policy = Policy(priority_points=200, priority_article="Điều thử 1", course_month=90)

    run = runs.match_registers(
        by=None, on=DAY, at=MORNING, clock=lambda: 0.0, tell=lambda words: None, policy=policy
    )

    assert run.summary["policy"] == asdict(policy)
    staff()
    shown = text_of(client, "/ket-noi/phuong-an/")
    assert "Chính sách ghép: bớt 90 điểm cho mỗi tháng học (mặc định 80)" in shown
    assert "thêm 200 điểm cho đối tượng ưu tiên (mặc định 0)" in shown
    assert "căn cứ của điểm ưu tiên: Điều thử 1" in shown


def test_the_stated_policy_is_said_in_two_words(client, staff, plan):
    staff()

    assert "Chính sách ghép: theo mặc định" in text_of(client, "/ket-noi/phuong-an/")


def test_every_option_of_the_policy_has_its_words():
    assert OPTION_WORDS.keys() == {field.name for field in fields(Policy)} - {ARTICLE}
    assert all("{}" in words for words in OPTION_WORDS.values())


def test_a_run_of_before_says_nothing_of_its_policy_and_an_unknown_option_is_named():
    assert policy_words(None) == ""
    assert policy_words({"courses_per_worker": 8}) == "courses_per_worker 8"
