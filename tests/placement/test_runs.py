"""Making a plan from the registers and keeping it."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import numpy as np
import pytest
from django.db import connection

from caunoi.placement import actions, queries
from caunoi.placement.choices import RunState
from caunoi.placement.models import IntakeResult, MatchRun, Proposal, VacancyResult
from caunoi.placement.queries.registers import read_registers
from caunoi.placement.queries.snapshot import NoMarket, load_snapshot, pack, snapshot_path, unpack
from caunoi_kit.cluster import CannotUseCluster
from caunoi_kit.journal.models import Entry
from tests.accounts.factories import UserFactory
from tests.classifications.factories import CertificateFactory
from tests.placement.factories import DAY, MORNING, make_run, seeker
from tests.training.factories import IntakeFactory, ProgrammeFactory
from tests.vacancies.factories import CertificateDemandFactory, VacancyFactory

pytestmark = pytest.mark.django_db


def lines(run):
    return list(run.proposals.order_by("id").values_list("person", "vacancy", "intake", "score"))


def test_a_plan_gives_somebody_the_position_that_fits():
    person, vacancy = seeker(), VacancyFactory(positions=2)

    run = make_run()

    assert run.state == RunState.DONE
    assert (run.workers, run.positions, run.placed) == (1, 2, 1)
    proposal = Proposal.objects.get(run=run)
    assert (proposal.person, proposal.vacancy, proposal.intake) == (person, vacancy, None)
    result = VacancyResult.objects.get(run=run)
    assert (result.free, result.given, result.contenders) == (2, 1, 1)


def test_a_plan_sends_somebody_through_the_course_that_grants_what_is_missing():
    paper = CertificateFactory()
    CertificateDemandFactory(vacancy=VacancyFactory(), certificate=paper)
    intake = IntakeFactory(programme=ProgrammeFactory(grants=[paper]))
    seeker(will_train=True)

    run = make_run()

    assert (run.placed, run.placed_by_training) == (1, 1)
    proposal = Proposal.objects.get(run=run)
    assert proposal.intake == intake
    assert proposal.net_value < proposal.score
    assert IntakeResult.objects.get(run=run).given == 1


def test_nobody_gets_two_places_and_no_vacancy_more_people_than_are_free():
    for n in range(12):
        seeker(radius_km=5 + n)
    for positions in (1, 2, 4):
        VacancyFactory(positions=positions)

    run = make_run()

    people = Counter(run.proposals.values_list("person", flat=True))
    given = Counter(run.proposals.values_list("vacancy", flat=True))
    assert run.placed == 7
    assert max(people.values()) == 1
    assert all(given[r.vacancy_id] == r.given <= r.free for r in VacancyResult.objects.all())


def test_the_certificate_bounds_every_plan():
    for _ in range(5):
        seeker()
    VacancyFactory(positions=3)

    run = make_run()

    assert run.value == sum(run.proposals.values_list("net_value", flat=True))
    assert run.value <= run.upper_bound
    assert run.summary["gap"] == pytest.approx(1 - run.value / run.upper_bound)


def test_the_same_registers_give_the_same_plan():
    for n in range(8):
        seeker(experience_months=n)
        VacancyFactory(positions=1, wage_max=8_000_000 + n * 500_000, wage_min=None)

    assert lines(make_run()) == lines(make_run(at=MORNING + timedelta(hours=1)))


def test_what_was_left_out_is_counted_by_reason():
    seeker()
    VacancyFactory()
    nowhere = [seeker(person={"nowhere": True}).pk for _ in range(2)]

    run = make_run()

    assert run.summary["left_out"] == [
        {"table": "WORKERS", "reason": "NO_COORDINATES", "count": 2, "keys": nowhere}
    ]


def test_a_run_leaves_its_lines_in_the_journal():
    seeker()
    VacancyFactory()

    run = make_run()

    events = Entry.objects.order_by("number").values_list("event", "about_id")
    assert list(events) == [
        ("placement.run.started", str(run.pk)),
        ("placement.run.done", str(run.pk)),
    ]


def test_a_market_with_one_side_empty_gives_a_failed_run_that_says_so():
    seeker()

    with pytest.raises(actions.CannotMatch, match="Không có tin tuyển dụng"):
        make_run()

    run = MatchRun.objects.get()
    assert run.state == RunState.FAILED
    assert "Thêm tin rồi tính lại" in run.summary["reason"]
    assert Entry.objects.order_by("number").last().event == "placement.run.failed"


def test_a_run_that_breaks_off_is_closed_as_failed_and_the_error_is_not_hidden(settings, tmp_path):
    seeker()
    VacancyFactory()
    in_the_way = tmp_path / "home"
    in_the_way.write_text("a file where the folder should be")
    settings.HOME = in_the_way

    with pytest.raises(NotADirectoryError):
        make_run()

    run = MatchRun.objects.get()
    assert run.state == RunState.FAILED
    assert "NotADirectoryError" in run.summary["reason"]
    assert not Proposal.objects.exists()


def test_a_run_that_loses_its_cluster_says_so_in_words_an_officer_understands():
    seeker()
    VacancyFactory()

    def lost(index):
        raise CannotUseCluster("Mất tiến trình của cụm. Chạy lại không có --cluster.")

    with pytest.raises(CannotUseCluster):
        actions.match_registers(
            by=None, on=DAY, at=MORNING, clock=lambda: 0.0, tell=str, share_out=lost
        )

    run = MatchRun.objects.get()
    assert run.state == RunState.FAILED
    assert run.summary["reason"] == "Mất tiến trình của cụm. Chạy lại không có --cluster."


def test_no_two_runs_at_the_same_time():
    by = UserFactory()
    actions.start_run(by=by, on=DAY, at=MORNING)

    with pytest.raises(actions.CannotMatch, match="đang được tính"):
        actions.start_run(by=by, on=DAY, at=MORNING + timedelta(minutes=5))


def test_a_run_that_has_stalled_for_half_an_hour_is_given_up():
    stalled = actions.start_run(by=None, on=DAY, at=MORNING)

    fresh = actions.start_run(by=None, on=DAY, at=MORNING + timedelta(minutes=31))

    stalled.refresh_from_db()
    assert (stalled.state, fresh.state) == (RunState.FAILED, RunState.RUNNING)


def test_a_run_given_up_is_not_computed_after_all():
    run = actions.start_run(by=None, on=DAY, at=MORNING)
    actions.fail_run(run=run, reason="thử")

    done = actions.compute_announced_run(run_id=run.pk, clock=lambda: 0.0, tell=print)

    assert done is None
    assert not Proposal.objects.exists()


def test_a_snapshot_gives_back_the_market_it_was_made_of():
    seeker(wishes=["8153", "7531"])
    seeker(certificates=[CertificateFactory()])
    VacancyFactory()
    IntakeFactory()
    market = read_registers(on=DAY).market

    again = unpack(pack(market))

    assert again.workers.worker_id.tolist() == market.workers.worker_id.tolist()
    assert again.workers.occupations.row(0) == ["8153", "7531"]
    assert again.workers.certificates.row(1) == market.workers.certificates.row(1)
    assert np.array_equal(again.vacancies.wage_max, market.vacancies.wage_max)
    assert again.courses.course_id.tolist() == market.courses.course_id.tolist()


@pytest.mark.parametrize("damage", ["missing", "cut short", "not ours"])
def test_a_damaged_snapshot_says_what_to_do(damage):
    seeker()
    VacancyFactory()
    path = snapshot_path(make_run().pk)
    if damage == "missing":
        path.unlink()
    else:
        whole = path.read_bytes()
        path.write_bytes(whole[:200] if damage == "cut short" else b"hello")

    with pytest.raises(NoMarket, match="tính lại phương án"):
        load_snapshot(path)


def test_only_the_newest_snapshots_are_kept():
    seeker()
    VacancyFactory()
    runs = [make_run(at=MORNING + timedelta(hours=n)) for n in range(5)]

    kept = [snapshot_path(run.pk).exists() for run in runs]

    assert kept == [False, False, True, True, True]


def test_live_lists_move_to_the_newer_run_by_themselves():
    seeker()
    VacancyFactory()
    first = make_run()
    assert queries.current_market().run == first

    second = make_run(at=MORNING + timedelta(hours=1))

    assert queries.current_market().run == second


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one writer in at a time by itself"
)
@pytest.mark.django_db(transaction=True)
def test_of_two_who_ask_at_the_same_moment_one_gets_a_run():
    gate = Barrier(4)

    def ask(number):
        connection.ensure_connection()
        gate.wait()
        try:
            actions.start_run(by=None, on=DAY, at=MORNING + timedelta(seconds=number))
        except actions.CannotMatch:
            return "refused"
        finally:
            connection.close()
        return "started"

    with ThreadPoolExecutor(4) as pool:
        answers = Counter(pool.map(ask, range(4)))

    assert answers == {"started": 1, "refused": 3}
