"""The latest plan follows the registers: what is stored is what the engine's live plan says."""

from collections import Counter
from datetime import timedelta
from itertools import count

import numpy as np
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django_tasks_db.models import DBTaskResult

from caunoi.accounts.choices import Role
from caunoi.people.models import LabourProfile
from caunoi.placement.actions import following
from caunoi.placement.choices import ChangeKind, Keeping
from caunoi.placement.models import (
    IntakeResult,
    MatchRun,
    PlanChange,
    PlanMove,
    ToldProposal,
    ToldResult,
    VacancyResult,
)
from caunoi.placement.queries.following import changes_page, followed, has_news
from caunoi.placement.queries.snapshot import current_market
from caunoi.training.models import Intake
from caunoi.vacancies.choices import VacancyState
from caunoi.vacancies.models import Vacancy
from caunoi_engine.matching import make_plan
from caunoi_kit.journal.actions import record
from caunoi_kit.journal.models import Entry
from caunoi_kit.ui.once import fresh_key
from tests.accounts.factories import UserFactory
from tests.classifications.factories import CertificateFactory
from tests.placement.factories import DAY, MORNING, make_run, seeker
from tests.placement.told import tell
from tests.training.factories import IntakeFactory, ProgrammeFactory
from tests.vacancies.factories import CertificateDemandFactory, VacancyFactory

pytestmark = pytest.mark.django_db

NOON = MORNING + timedelta(hours=4)


def follow(*, at=NOON, always=True, on=DAY):
    ticks = count()
    return following.follow_changes(
        on=on, at=at, clock=lambda: float(next(ticks)), tell=lambda words: None, always=always
    )


def fill(vacancy, by=None):
    by = vacancy.free if by is None else by
    Vacancy.objects.filter(pk=vacancy.pk).update(filled=vacancy.filled + by)
    vacancy.refresh_from_db()
    if vacancy.free == 0:
        Vacancy.objects.filter(pk=vacancy.pk).update(state=VacancyState.CLOSED)


def stop(person):
    LabourProfile.objects.filter(person=person).update(looking=False)


def check(run):
    """The stored plan is one on the registers of now, and its figures are its own."""
    run.refresh_from_db()
    market = current_market().market
    people = Counter(run.proposals.values_list("person", flat=True))
    assert max(people.values(), default=0) <= 1
    assert set(people) <= set(market.workers.worker_id.tolist())
    given = Counter(run.proposals.values_list("vacancy", flat=True))
    seated = Counter(run.proposals.exclude(intake=None).values_list("intake", flat=True))
    free = dict(zip(market.vacancies.vacancy_id, market.vacancies.positions, strict=True))
    results = {one.vacancy_id: one for one in VacancyResult.objects.filter(run=run)}
    assert {key: one.free for key, one in results.items()} == free
    assert all(one.given == given[key] <= one.free for key, one in results.items())
    assert set(given) <= set(results)
    classes = {one.intake_id: one for one in IntakeResult.objects.filter(run=run)}
    assert all(one.given == seated[key] <= one.free for key, one in classes.items())
    assert run.placed == len(people)
    assert run.value == sum(run.proposals.values_list("net_value", flat=True)) <= run.upper_bound
    assert run.summary["unfilled_positions"] == run.positions - run.placed
    return run


# --- What follows from what ----------------------------------------------------------------------


def test_a_newcomer_gets_a_place_without_a_run():
    seeker()
    VacancyFactory(positions=2)
    run = make_run()
    person = seeker()

    turn = follow()

    assert (turn.changes, turn.moved) == (1, 1)
    assert check(run).placed == 2
    change = PlanChange.objects.get(run=run)
    assert (change.kind, change.person, change.moved) == (ChangeKind.PERSON_CAME, person, 1)
    assert (run.turns, run.changes, run.followed_at) == (1, 1, NOON)
    assert MatchRun.objects.count() == 1


def test_a_filled_position_sends_its_person_elsewhere_and_says_why():
    person = seeker(wage_min=5_000_000)
    best = VacancyFactory(positions=1, wage_max=15_000_000)
    second = VacancyFactory(positions=1, wage_max=8_000_000)
    run = make_run()
    assert run.proposals.get().vacancy == best
    fill(best)

    follow()

    assert check(run).proposals.get().vacancy == second
    change = PlanChange.objects.get(run=run, kind=ChangeKind.VACANCY_GONE)
    assert (change.vacancy, change.why) == (best, "Vị trí đã đủ người")
    move = PlanMove.objects.get(change=change)
    assert (move.person, move.vacancy_before, move.vacancy) == (person, best, second)


def test_who_stops_looking_leaves_the_place_to_the_next():
    first, last = seeker(experience_months=24), seeker()
    VacancyFactory(positions=1, experience_months=24)
    run = make_run()
    assert run.proposals.get().person == first
    LabourProfile.objects.filter(person=last).update(experience_months=20)
    stop(first)

    follow()

    assert check(run).proposals.get().person == last
    gone = PlanChange.objects.get(run=run, kind=ChangeKind.PERSON_GONE)
    assert gone.why == "Không còn tìm việc"
    assert PlanMove.objects.get(change=gone, person=first).vacancy is None


def test_a_seat_that_opens_is_used():
    paper = CertificateFactory()
    CertificateDemandFactory(vacancy=VacancyFactory(positions=3), certificate=paper)
    intake = IntakeFactory(programme=ProgrammeFactory(grants=[paper]), seats=1)
    for _ in range(2):
        seeker(will_train=True)
    run = make_run()
    assert run.placed_by_training == 1
    Intake.objects.filter(pk=intake.pk).update(seats=2)

    follow()

    assert check(run).placed_by_training == 2
    change = PlanChange.objects.get(run=run, kind=ChangeKind.SEATS_MORE)
    assert (change.intake, change.units, change.why) == (intake, 1, "Có thêm 1 ghế trống")


def test_mixed_events_leave_the_plan_as_good_as_a_fresh_one():
    people = [seeker(radius_km=10 + n, experience_months=3 * n) for n in range(14)]
    jobs = [VacancyFactory(positions=2, experience_months=4 * n) for n in range(6)]
    run = make_run()
    stop(people[0])
    fill(jobs[0])
    fill(jobs[1], by=1)
    LabourProfile.objects.filter(person=people[3]).update(experience_months=36)
    Vacancy.objects.filter(pk=jobs[2].pk).update(positions=4)
    Vacancy.objects.filter(pk=jobs[3].pk).update(experience_months=6)
    seeker(experience_months=12)
    VacancyFactory(positions=1)

    follow()

    check(run)
    fresh = make_plan(current_market().index, target_gap=0.0)
    assert run.value >= (1 - following.PROMISED_GAP) * fresh.value
    assert run.summary["gap"] <= max(following.PROMISED_GAP, run.summary["whole"]["gap"]) + 1e-9
    kinds = set(PlanChange.objects.filter(run=run).values_list("kind", flat=True))
    assert kinds >= {
        "PERSON_GONE", "PERSON_CAME", "PERSON_CHANGED", "VACANCY_GONE", "VACANCY_CAME",
        "VACANCY_CHANGED", "POSITIONS_MORE", "POSITIONS_FEWER",
    }  # fmt: skip


def test_turn_after_turn_the_changes_are_numbered_on():
    seeker()
    VacancyFactory()
    run = make_run()
    for n in range(3):
        seeker()
        assert follow(at=NOON + timedelta(minutes=n)).changes == 1

    check(run)
    numbers = PlanChange.objects.filter(run=run).order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3]
    assert (run.turns, run.changes, run.placed) == (3, 3, 4)
    assert current_market().run.turns == 3


def test_the_places_of_others_keep_their_rows():
    seeker()
    VacancyFactory(positions=5)
    run = make_run()
    row = run.proposals.get().pk
    seeker()

    follow()

    assert run.proposals.filter(pk=row).exists()


# --- What was told -------------------------------------------------------------------------------


def test_what_a_person_was_told_stays_though_something_better_comes():
    person = seeker(wage_min=5_000_000)
    poor = VacancyFactory(positions=1, wage_max=5_000_000, wage_min=None)
    run = make_run()
    told = tell(run.proposals.get())
    VacancyFactory(positions=1, wage_max=15_000_000)

    follow()

    assert check(run).proposals.get(person=person).vacancy == poor
    assert ToldResult.objects.get(run=run, told=told).keeping == Keeping.KEPT


def test_a_promise_that_cannot_be_kept_stands_in_the_list_to_call():
    seeker()
    vacancy = VacancyFactory(positions=1)
    run = make_run()
    told = tell(run.proposals.get())
    Vacancy.objects.filter(pk=vacancy.pk).update(state=VacancyState.CLOSED)
    VacancyFactory(positions=1)

    follow()

    assert ToldResult.objects.get(run=run, told=told).keeping == Keeping.VACANCY_CLOSED
    told.refresh_from_db()
    assert told.ended_at is None


def test_somebody_told_while_the_plan_is_being_followed_is_not_moved(monkeypatch):
    seeker(wage_min=5_000_000)
    VacancyFactory(positions=1, wage_min=None, wage_max=6_000_000)
    run = make_run()
    VacancyFactory(positions=1, wage_max=15_000_000)
    found = following.find_obstacles

    def told_meanwhile(index, plan):
        tell(run.proposals.get())
        return found(index, plan)

    monkeypatch.setattr(following, "find_obstacles", told_meanwhile)
    before = run.proposals.get()

    turn = follow()

    assert "lượt sau làm tiếp" in turn.reason
    assert run.proposals.get() == before
    assert not PlanChange.objects.exists()


# --- When there is nothing to do -----------------------------------------------------------------


def test_nothing_is_read_while_the_journal_has_no_line_that_matters(django_assert_max_num_queries):
    seeker()
    VacancyFactory()
    run = make_run()
    record("people.person.read", by=None, about=run.proposals.get().person)

    with django_assert_max_num_queries(4):
        assert follow(always=False).changes == 0
    assert not has_news(run)

    record("vacancies.vacancy.closed", by=None, about=run.proposals.get().vacancy)
    assert has_news(run)
    follow(always=False)
    run.refresh_from_db()
    assert not has_news(run)


def test_a_new_day_is_followed_though_nobody_wrote_anything():
    seeker()
    VacancyFactory(closes_on=DAY)
    VacancyFactory()
    run = make_run()

    follow(always=False, on=DAY + timedelta(days=1))

    change = PlanChange.objects.get(run=run)
    assert change.why == "Tin tuyển dụng đã hết hạn"
    assert check(run).market_day == DAY + timedelta(days=1)


def test_too_many_changes_ask_for_a_whole_run(monkeypatch):
    seeker()
    VacancyFactory()
    run = make_run()
    monkeypatch.setattr(following, "MOST_CHANGES", 1)
    for _ in range(2):
        seeker()

    turn = follow()

    assert turn.reason.startswith("Có 2 thay đổi cùng lúc")
    run.refresh_from_db()
    assert run.turns == 0


def test_the_turn_is_a_line_of_the_journal():
    seeker()
    VacancyFactory()
    run = make_run()
    seeker()

    follow()

    run.refresh_from_db()
    entry = Entry.objects.get(event="placement.run.followed")
    assert entry.detail == {"changes": 1, "moved": 1, "gap": run.summary["gap"]}
    assert entry.about_id == str(run.pk)


def test_the_command_follows_and_says_so(capsys):
    with pytest.raises(CommandError, match="Chưa có phương án nào"):
        call_command("match", live=True, on="24/11/2026")
    seeker()
    VacancyFactory()
    make_run()
    seeker()

    call_command("match", live=True, on="24/11/2026")

    said = capsys.readouterr().out
    assert "1 thay đổi, 1 người đổi hướng; 1 thay đổi từ lần tính đủ" in said
    assert "2 / 2 người có hướng đi" in said


# --- What the pages ask --------------------------------------------------------------------------


def test_the_page_of_changes_costs_the_same_however_many(django_assert_num_queries):
    for _ in range(3):
        seeker()
    VacancyFactory(positions=9)
    run = make_run()
    assert followed(run) is None
    for _ in range(4):
        seeker()
    follow()
    run.refresh_from_db()

    with django_assert_num_queries(3):
        page = changes_page(run, page=None)
    assert [len(line.moves) for line in page.lines] == [1, 1, 1, 1]
    with django_assert_num_queries(2):
        found = followed(run)
    assert (found.changes, found.moved) == (4, 4)
    assert found.kinds == (("Người tìm việc mới", 4),)
    assert np.isclose(run.summary["gap"], 1 - run.value / run.upper_bound)


class TestPages:
    @pytest.fixture
    def head(self, client, settings):
        settings.CAUNOI_DEMO = True  # made accounts of a demo site need no second factor
        user = UserFactory(role=Role.HEAD, made=True)
        client.force_login(user)
        return user

    def test_the_page_of_the_plan_says_how_far_it_has_come(self, client, head):
        seeker()
        VacancyFactory(positions=3)
        make_run()
        assert "đổi theo" in client.get("/ket-noi/phuong-an/").content.decode()
        seeker()
        follow()

        page = client.get("/ket-noi/phuong-an/").content.decode()

        assert "1 thay đổi từ lần tính đủ" in page
        assert "1 người tìm việc mới; 1 người đổi hướng" in page
        assert "lúc tính đủ là" in page

    def test_the_changes_are_listed_with_their_reasons_and_the_reading_is_noted(self, client, head):
        person = seeker(wage_min=5_000_000)
        best = VacancyFactory(positions=1, wage_max=15_000_000, title="Tổ trưởng may")
        VacancyFactory(positions=1, wage_max=8_000_000, title="Thợ may")
        run = make_run()
        fill(best)
        follow()

        page = client.get(f"/ket-noi/phuong-an/{run.pk}/thay-doi/?doi=1").content.decode()

        assert "Vị trí đã đủ người" in page
        assert "Tổ trưởng may → Thợ may" in page
        entry = Entry.objects.get(event="placement.run.changes_read")
        assert (entry.by, entry.detail["people"]) == (head, [person.pk])

    def test_a_turn_is_asked_for_and_done_beside_the_server(self, client, head):
        seeker()
        VacancyFactory()
        make_run()
        key = fresh_key()
        answer = client.post("/ket-noi/phuong-an/cap-nhat/", {"_once": key})
        assert answer.url == "/ket-noi/phuong-an/"
        assert DBTaskResult.objects.filter(task_path__endswith="follow_plan").count() == 1

    def test_a_place_that_is_another_one_now_is_not_told(self, client, head):
        seeker(wage_min=5_000_000)
        best = VacancyFactory(positions=1, wage_max=15_000_000)
        VacancyFactory(positions=1, wage_max=8_000_000)
        run = make_run()
        shown = run.proposals.get().pk
        fill(best)
        follow()

        answer = client.post(
            f"/ket-noi/de-xuat/{shown}/da-bao/", {"_once": fresh_key(), "channel": "PHONE"}
        )

        assert answer.url == "/ket-noi/phuong-an/"
        assert "vừa cập nhật" in client.get(answer.url).content.decode()
        assert not ToldProposal.objects.exists()
