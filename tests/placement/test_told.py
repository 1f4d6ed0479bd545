"""What a person was told is never silently changed: noting it, keeping it, taking it back."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from caunoi.placement.actions import runs
from caunoi.placement.actions.told import CannotEnd, CannotTell, kept_words
from caunoi.placement.choices import KEPT_ANYHOW, Channel, Ending, Keeping
from caunoi.placement.models import Proposal, ToldProposal, ToldResult
from caunoi.placement.queries.told import told_figures
from caunoi_kit.journal.models import Entry
from tests.accounts.factories import UserFactory
from tests.classifications.factories import CertificateFactory
from tests.placement.factories import DAY, MORNING, make_run, seeker
from tests.placement.told import (
    CHANGES,
    LATER,
    NOON,
    UNFINISHED,
    end,
    run_again,
    stop_looking,
    tell,
    tell_all,
)
from tests.training.factories import IntakeFactory, ProgrammeFactory
from tests.vacancies.factories import CertificateDemandFactory, VacancyFactory

pytestmark = pytest.mark.django_db


def place(run, person):
    """Where a plan sends somebody: vacancy and intake."""
    return run.proposals.values_list("vacancy", "intake").get(person=person)


def keeping(run, told):
    return Keeping(ToldResult.objects.get(run=run, told=told).keeping)


# --- Noting it -----------------------------------------------------------------------------------


def test_what_somebody_was_told_is_noted_with_who_when_and_how():
    person, vacancy, by = seeker(), VacancyFactory(), UserFactory()
    run = make_run()

    told = tell(run.proposals.get(), channel=Channel.COUNTER, by=by)

    assert (told.person, told.vacancy, told.intake) == (person, vacancy, None)
    assert (told.channel, told.told_by, told.told_at) == (Channel.COUNTER, by, NOON)
    entry = Entry.objects.get(event="placement.told.made")
    assert (entry.by, entry.about_id) == (by, str(told.pk))
    assert entry.detail == {"people": [person.pk], "run": run.pk, "channel": "COUNTER"}


def test_told_the_same_again_nothing_changes():
    seeker()
    VacancyFactory()
    proposal = make_run().proposals.get()
    first = tell(proposal)

    again = tell(proposal, channel=Channel.MESSAGE, at=LATER)

    assert again == first
    assert again.channel == Channel.PHONE
    assert Entry.objects.filter(event="placement.told.made").count() == 1


def test_nobody_is_told_two_things_at_once():
    person = seeker()
    VacancyFactory()
    told = tell(make_run().proposals.get())
    ToldProposal.objects.filter(pk=told.pk).update(vacancy=VacancyFactory(closed=True))

    with pytest.raises(CannotTell, match="đã được báo việc khác ngày 24/11/2026"):
        tell(run_again().proposals.get(person=person))


def test_the_database_keeps_one_promise_a_person():
    seeker()
    VacancyFactory()
    told = tell(make_run().proposals.get())
    told.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        told.save(force_insert=True)


@pytest.mark.parametrize(
    "wrong",
    [{"ending": "DECLINED"}, {"ended_at": LATER}, {"note": "x"}, {"ended_at": MORNING}],
)
def test_the_database_takes_no_half_end(wrong):
    seeker()
    VacancyFactory()
    told = tell(make_run().proposals.get())
    if "ended_at" in wrong and wrong["ended_at"] < NOON:
        wrong = {**wrong, "ending": "DECLINED", "ended_by": told.told_by}

    with pytest.raises(IntegrityError), transaction.atomic():
        ToldProposal.objects.filter(pk=told.pk).update(**wrong)


def test_only_the_latest_plan_is_told():
    seeker()
    VacancyFactory()
    old = make_run()
    run_again()

    with pytest.raises(CannotTell, match="phương án mới hơn"):
        tell(old.proposals.get())

    assert not ToldProposal.objects.exists()


def test_no_more_people_are_told_than_there_are_positions():
    for _ in range(3):
        seeker()
    vacancy = VacancyFactory(positions=3)
    proposals = list(make_run().proposals.order_by("id"))
    tell(proposals[0])
    vacancy.filled = 1
    vacancy.save()
    tell(proposals[1])

    with pytest.raises(CannotTell, match="không còn chỗ trống"):
        tell(proposals[2])


def test_a_promise_the_plan_could_not_keep_takes_no_position_from_others():
    seeker()
    VacancyFactory(positions=1)
    stop_looking(tell(make_run().proposals.get()))
    person = seeker()

    told = tell(run_again().proposals.get(), at=LATER)

    assert told.person == person


@pytest.fixture
def through_a_course():
    """A proposal that leads through a course; others keep both sides of the market open."""
    paper = CertificateFactory()
    vacancy = VacancyFactory()
    CertificateDemandFactory(vacancy=vacancy, certificate=paper)
    IntakeFactory(programme=ProgrammeFactory(grants=[paper]))
    person = seeker(will_train=True, experience_months=60)
    VacancyFactory(experience_months=600)  # suits nobody
    seeker(experience_months=0, certificates=[paper])
    return make_run().proposals.select_related("vacancy", "intake__programme").get(person=person)


@pytest.mark.parametrize(("change", "reason"), CHANGES)
def test_nobody_is_told_what_is_not_there_any_more(through_a_course, change, reason):
    change(through_a_course)

    with pytest.raises(CannotTell, match=str(reason.label)):
        tell(Proposal.objects.get(pk=through_a_course.pk))

    assert not ToldProposal.objects.exists()


# --- Taking it back ------------------------------------------------------------------------------


def test_what_was_told_is_taken_back_with_a_reason():
    person = seeker()
    VacancyFactory()
    told = tell(make_run().proposals.get())

    ended = end(told, Ending.OTHER, "  chờ giấy khám  ")

    assert (ended.ending, ended.note, ended.ended_at) == (Ending.OTHER, "chờ giấy khám", LATER)
    entry = Entry.objects.get(event="placement.told.ended")
    assert entry.detail == {"people": [person.pk], "reason": "OTHER"}
    assert not ToldProposal.objects.in_force().exists()


def test_what_was_ended_stays_as_it_was_ended():
    seeker()
    VacancyFactory()
    told = tell(make_run().proposals.get())
    end(told, Ending.STARTED)

    again = end(told, Ending.MISTAKE)

    assert again.ending == Ending.STARTED
    assert Entry.objects.filter(event="placement.told.ended").count() == 1


@pytest.mark.parametrize("note", ["", "   "])
def test_another_reason_is_written_down(note):
    seeker()
    VacancyFactory()
    told = tell(make_run().proposals.get())

    with pytest.raises(CannotEnd, match="Ghi rõ lý do"):
        end(told, Ending.OTHER, note)

    assert ToldProposal.objects.in_force().exists()


# --- Keeping it ----------------------------------------------------------------------------------


@pytest.mark.parametrize("is_told", [False, True])
def test_a_better_vacancy_does_not_move_somebody_who_was_told(is_told):
    person = seeker()
    VacancyFactory(wage_min=7_000_000, wage_max=7_000_000)
    first = make_run()
    if is_told:
        tell(first.proposals.get())
    VacancyFactory(wage_min=20_000_000, wage_max=20_000_000)

    second = run_again()

    assert (place(second, person) == place(first, person)) is is_told


@pytest.mark.parametrize("is_told", [False, True])
def test_a_better_candidate_does_not_take_a_promised_position(is_told):
    told_one = seeker(experience_months=12)
    VacancyFactory(positions=1, experience_months=24)
    first = make_run()
    if is_told:
        tell(first.proposals.get())
    seeker(experience_months=24)

    second = run_again()

    assert second.placed == 1
    assert second.proposals.filter(person=told_one).exists() is is_told


def test_the_way_through_a_course_is_kept_too(through_a_course):
    told = tell(through_a_course)
    paper = through_a_course.intake.programme.certificates.get()
    near = IntakeFactory(programme=ProgrammeFactory(grants=[paper], fee=0))

    run = run_again()

    assert place(run, told.person) == (told.vacancy_id, told.intake_id)
    assert told.intake_id != near.pk
    assert keeping(run, told) == Keeping.KEPT


@pytest.mark.parametrize(("change", "reason"), CHANGES + UNFINISHED)
def test_what_cannot_be_kept_is_said_with_the_reason_and_stays_in_force(
    through_a_course, change, reason
):
    told = tell(through_a_course)
    change(through_a_course)

    run = run_again()

    assert keeping(run, told) == reason
    assert ToldProposal.objects.in_force().get() == told
    assert place_or_none(run, told) != (told.vacancy_id, told.intake_id)
    assert run.summary["gap"] >= 0


def place_or_none(run, told):
    return run.proposals.filter(person=told.person).values_list("vacancy", "intake").first()


def test_a_promise_is_kept_even_when_the_demands_have_risen_and_that_is_said():
    seeker()
    vacancy = VacancyFactory()
    told = tell(make_run().proposals.get())
    CertificateDemandFactory(vacancy=vacancy)
    seeker()

    run = run_again()

    assert keeping(run, told) == Keeping.KEPT_UNFIT
    assert place(run, told.person) == (vacancy.pk, None)
    assert told_figures(run).unfit == 1


def test_of_too_many_promises_those_told_first_are_kept():
    for _ in range(3):
        seeker()
    vacancy = VacancyFactory(positions=3)
    proposals = list(make_run().proposals.order_by("-id"))
    told = [tell(one, at=NOON + timedelta(minutes=n)) for n, one in enumerate(proposals)]
    vacancy.positions = 2
    vacancy.save()

    run = run_again()

    assert [keeping(run, one) for one in told] == [
        Keeping.KEPT,
        Keeping.KEPT,
        Keeping.NO_POSITION,
    ]
    assert run.placed == 2


def test_what_is_told_while_a_plan_is_computed_is_not_lost(monkeypatch):
    person = seeker()
    VacancyFactory(wage_min=7_000_000, wage_max=7_000_000)
    first = make_run()
    VacancyFactory(wage_min=20_000_000, wage_max=20_000_000)
    advise = runs.advise_classes

    def meanwhile(calculation):
        tell(first.proposals.get())
        return advise(calculation)

    with monkeypatch.context() as patched:
        patched.setattr(runs, "advise_classes", meanwhile)
        second = run_again()
    third = make_run(at=LATER + timedelta(hours=1))

    told = ToldProposal.objects.get()
    assert keeping(second, told) == Keeping.TOLD_MEANWHILE
    assert keeping(third, told) == Keeping.KEPT
    assert place(third, person) == place(first, person)


@pytest.mark.parametrize("is_told", [False, True])
def test_no_class_is_advised_for_people_who_would_break_a_promise_for_it(is_told):
    for _ in range(12):
        seeker(will_train=True)
    VacancyFactory(positions=12, wage_min=7_000_000, wage_max=7_000_000)
    first = make_run()
    if is_told:
        tell_all(first)
    paper = CertificateFactory()
    better = VacancyFactory(positions=30, wage_min=20_000_000, wage_max=20_000_000)
    CertificateDemandFactory(vacancy=better, certificate=paper)
    IntakeFactory(programme=ProgrammeFactory(grants=[paper], fee=0, months=1), seats=1)

    second = run_again()

    assert second.orders.exists() is not is_told
    assert (second.summary["orders"]["value_more"] > 0) is not is_told


def test_what_was_taken_back_binds_no_plan():
    person = seeker()
    VacancyFactory(wage_min=7_000_000, wage_max=7_000_000)
    first = make_run()
    end(tell(first.proposals.get()))
    better = VacancyFactory(wage_min=20_000_000, wage_max=20_000_000)

    second = run_again()

    assert place(second, person) == (better.pk, None)
    assert not ToldResult.objects.exists()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_everything_told_is_either_the_same_in_the_next_plan_or_said_to_be_lost(seed):
    chance = random.Random(seed)
    for _ in range(14):
        seeker(experience_months=chance.randrange(48))
    vacancies = [VacancyFactory(positions=chance.randint(1, 4)) for _ in range(5)]
    first = make_run()
    told = tell_all(first)
    for vacancy in vacancies[:3]:
        vacancy.filled = chance.randint(0, vacancy.positions)
        vacancy.save()
    for one in chance.sample(told, 3):
        stop_looking(one)
    for _ in range(4):
        seeker(experience_months=60)
        VacancyFactory(wage_max=30_000_000)

    second = run_again()

    assert ToldResult.objects.filter(run=second).count() == len(told) >= 10
    for one in told:
        same = place_or_none(second, one) == (one.vacancy_id, one.intake_id)
        assert same is (keeping(second, one) in KEPT_ANYHOW)
    figures = told_figures(second)
    assert figures.all == len(told)
    assert figures.kept > 0 < figures.lost


def test_a_run_says_how_much_of_what_was_told_it_kept():
    seeker()
    seeker()
    VacancyFactory()
    first, second = tell_all(make_run())
    stop_looking(second)
    said = []

    runs.match_registers(by=None, on=DAY, at=LATER, clock=lambda: 0.0, tell=said.append)

    assert "Giữ nguyên 1 lời đã báo; 1 lời không giữ được: xem trang phương án" in said
    end(first)
    end(second)
    runs.match_registers(by=None, on=DAY, at=LATER, clock=lambda: 0.0, tell=said.append)
    assert sum("lời đã báo" in line for line in said) == 1


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one writer in at a time by itself"
)
@pytest.mark.django_db(transaction=True)
def test_of_many_who_tell_somebody_at_the_same_moment_one_makes_the_note():
    seeker()
    VacancyFactory()
    proposal = make_run().proposals.select_related("run").get()
    people = [UserFactory() for _ in range(4)]
    gate = Barrier(4)

    def at_once(by):
        connection.ensure_connection()
        gate.wait()
        try:
            return tell(proposal, by=by).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        noted = set(pool.map(at_once, people))

    assert noted == {ToldProposal.objects.get().pk}
    assert Entry.objects.filter(event="placement.told.made").count() == 1


def test_nothing_told_is_nothing_said():
    seeker()
    VacancyFactory()
    assert not ToldResult.objects.filter(run=make_run()).exists()
    assert kept_words(runs.told_in_market(runs.read_registers(on=DAY).market, on=DAY)) == ""
