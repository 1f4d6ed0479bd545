"""Training support, recovery and contributions: what holds for every figure."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from caunoi_rules.calendar import is_working_day, provisional
from caunoi_rules.parameters import NoParameter, load
from caunoi_rules.unemployment import (
    contribution_rates,
    employer_training,
    recovery,
    training,
)
from caunoi_rules.unemployment.employer_training import Cause, Course, Employer, Leaving
from caunoi_rules.unemployment.recovery import Fault, PaidMonth
from caunoi_rules.unemployment.training import Refusal, Worker
from caunoi_rules.wages import Region, minimum_wage

ON = date(2026, 5, 4)
DAYS = st.dates(date(2026, 1, 1), date(2026, 9, 1))
FEES = st.integers(0, 20_000_000)
LENGTHS = st.tuples(st.integers(0, 14), st.integers(0, 30)).filter(any)


# --- Workers --------------------------------------------------------------------------------------


@given(LENGTHS, FEES, st.integers(0, 180))
def test_support_never_passes_its_ceilings(length, fee, study_days):
    months, odd = length
    done = training.support(
        months=months, odd_days=odd, on=ON, study_days=study_days, tuition_course=fee
    )

    assert 0 <= done.tuition <= fee
    assert done.tuition + done.own_part == fee
    assert done.months <= 6
    assert done.months % Fraction(1, 2) == 0
    assert done.meals == 50_000 * study_days
    assert done.total == done.tuition + done.meals
    if months < 3:
        assert done.tuition == min(fee, 4_500_000)
    else:
        assert done.tuition <= 1_500_000 * done.months


@given(LENGTHS, FEES, FEES)
def test_a_dearer_course_never_gets_less(length, fee, more):
    def paid(tuition):
        return training.support(
            months=length[0], odd_days=length[1], on=ON, tuition_course=tuition
        ).tuition

    assert paid(fee) <= paid(fee + more)


@given(st.integers(3, 6), st.integers(0, 1_500_000))
def test_a_monthly_fee_under_the_ceiling_is_paid_whole(months, fee):
    assert training.support(months=months, on=ON, tuition_month=fee).tuition == months * fee
    assert training.support(months=months, on=ON, tuition_month=fee).own_part == 0


@given(DAYS, st.integers(0, 400))
def test_the_length_of_a_course_is_every_day_of_it(first, days):
    last = first + timedelta(days)
    months, odd = training.length_of(first, last)
    counted = (training.month_end(first, months) - first).days + 1 if months else 0

    assert counted + odd == days + 1
    assert training.month_end(first, months + 1) > last
    assert 0 <= odd <= 30


@pytest.mark.parametrize(
    ("fee", "why"),
    [({}, "give one"), ({"tuition_course": 1, "tuition_month": 1}, "give one")],
)
def test_a_fee_is_for_the_course_or_for_a_month(fee, why):
    with pytest.raises(ValueError, match=why):
        training.support(months=2, on=ON, **fee)


def test_a_course_has_a_length_and_an_order():
    with pytest.raises(ValueError, match="at least a day"):
        training.support(months=0, on=ON, tuition_course=1)
    with pytest.raises(ValueError, match="not negative"):
        training.counted_odd_days(-1, on=ON)
    with pytest.raises(ValueError, match="ends before"):
        training.length_of(date(2026, 3, 2), date(2026, 3, 1))
    with pytest.raises(ValueError, match="2 months"):
        training.monthly_payments(on=ON, months=2, odd_days=0, tuition=1, study_days=[1])


@given(LENGTHS, st.integers(0, 9_000_000))
def test_the_months_of_a_course_add_up_to_the_tuition(length, tuition):
    months, odd = length
    counted = training.support(months=months, odd_days=odd, on=ON, tuition_course=1).months
    attended = [1] * (int(counted) + (counted % 1 > 0))
    lines = training.monthly_payments(
        on=ON, months=months, odd_days=odd, tuition=tuition, study_days=attended
    )

    assert sum(line.tuition for line in lines) == tuition
    assert all(line.tuition >= 0 for line in lines)


@given(
    st.builds(
        Worker,
        filed=DAYS,
        ended=DAYS,
        lawful=st.booleans(),
        paid_months=st.integers(0, 36),
        barred_by=st.sampled_from(["", "có việc làm"]),
        had_support=st.booleans(),
        awaiting_benefit=st.booleans(),
    )
)
def test_a_verdict_always_says_why(worker):
    verdict = training.judge(worker)

    assert verdict.reasons
    assert verdict.eligible == (not verdict.codes)
    assert verdict.eligible == (verdict.clause > 0)
    assert all(reason.text and "Điều" in reason.article for reason in verdict.reasons)
    if worker.had_support:
        assert verdict.codes == (Refusal.ONCE,)


@given(DAYS, st.integers(-60, 200), st.booleans())
def test_a_course_starts_between_its_first_and_its_last_day(decided, away, catch_up):
    first = decided + timedelta(away)
    verdict = training.judge_start(first, decided=decided, catch_up=catch_up)

    assert verdict.allowed == (verdict.first <= first <= verdict.last)
    assert verdict.reasons[0].text
    if verdict.allowed:
        assert training.judge_start(first, decided=decided, catch_up=True).allowed


# --- Employers ------------------------------------------------------------------------------------


@given(st.integers(1, 3000), st.floats(0, 1))
@example(199, 0.5)
@example(200, 0.5)
@example(1000, 0.02)
@example(1001, 0.02)
def test_the_threshold_is_what_the_decree_says_in_other_words(workforce, share):
    insured = int(workforce * share)
    needed = employer_training.cut_needed(workforce, insured, on=ON)

    if workforce > 1000:
        assert needed == 100
    elif workforce >= 200:
        assert needed == 50
    else:
        assert needed == next(
            cut for cut in range(insured + 31) if cut >= 30 or 10 * cut >= 3 * insured
        )


@given(DAYS, st.integers(0, 300), st.integers(1, 500), st.integers(0, 3_000_000))
def test_employer_support_never_passes_its_ceilings(first, days, people, fee):
    course = Course(first, first + timedelta(days), people, fee)
    done = employer_training.support(course, on=ON)

    assert done.months <= 6
    assert done.per_person <= 1_000_000 * done.months
    assert done.amount == people * done.per_person
    assert done.own_part >= 0


@given(DAYS, st.integers(0, 200), st.data())
def test_a_leaver_is_never_paid_more_months_than_the_course(first, days, data):
    course = Course(first, first + timedelta(days), 1, 1_000_000)
    last_day = first + timedelta(data.draw(st.integers(0, days)))

    months = employer_training.months_of_a_leaver(course, last_day, on=ON)

    assert 0 < months <= employer_training.support(course, on=ON).months


def test_a_leaver_studied_inside_the_course():
    course = Course(date(2026, 3, 2), date(2026, 5, 1), 1, 1)
    with pytest.raises(ValueError, match="outside"):
        employer_training.months_of_a_leaver(course, date(2026, 5, 2), on=ON)


@given(
    st.builds(
        Employer,
        filed=DAYS,
        workforce=st.integers(1, 2000),
        insured=st.integers(1, 2000),
        cut=st.integers(0, 200),
        cause=st.sampled_from([*Cause, None]),
        months_paid=st.integers(0, 24),
        keep_months=st.integers(0, 24),
        arose=st.none() | st.dates(date(2025, 6, 1), date(2026, 9, 1)),
        commune_confirmed=st.booleans(),
        had_support=st.booleans(),
    )
)
def test_an_employer_is_told_every_reason(employer):
    verdict = employer_training.judge(employer)

    assert verdict.eligible == (not verdict.codes)
    assert len(verdict.reasons) == max(1, len(verdict.codes))
    assert len(set(verdict.codes)) == len(verdict.codes)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_only_a_surplus_is_recovered(received, spent):
    done = employer_training.settle(received=received, spent=spent, reported=ON)

    assert done.surplus == max(0, received - spent)
    assert done.decide_by.day > ON


@given(st.lists(st.tuples(st.sampled_from(list(Leaving)), st.integers(0, 6_000_000))))
def test_what_is_paid_back_has_a_reason_each(leavings):
    amount, reasons = employer_training.repay_for(leavings)

    assert amount == sum(paid for how, paid in leavings if how is Leaving.OTHER)
    assert len(reasons) == len(leavings)


# --- Recovery -------------------------------------------------------------------------------------

MONTHS = st.lists(
    st.builds(
        PaidMonth,
        number=st.integers(1, 12),
        first=DAYS,
        amount=st.integers(0, 26_550_000),
        due=st.integers(0, 26_550_000),
        suspended=st.booleans(),
    ),
    max_size=12,
)


@given(MONTHS, st.none() | DAYS, st.booleans(), st.sampled_from(list(Fault)))
def test_no_more_is_recovered_than_was_paid_and_each_line_says_why(months, ended, never, fault):
    found = recovery.overpaid(months, ended=ended, never_due=never, fault=fault)

    assert found.amount == sum(line.amount for line in found.lines)
    assert 0 <= found.amount <= sum(month.amount for month in months)
    assert all(line.amount > 0 and line.reason.article for line in found.lines)
    assert bool(found.reasons) == bool(found.amount)
    if never:
        assert found.amount == sum(month.amount for month in months)
    if found.amount:
        assert found.reasons[-1].article == recovery.COLLECTORS[fault][1]


@given(st.integers(0, 10**8), st.integers(0, 10**8), st.integers(0, 10**8), st.integers(0, 10**8))
def test_training_money_is_recovered_by_kind(paid, due, meals, meals_due):
    tuition, food, reasons = recovery.training_overpaid(
        tuition_paid=paid, tuition_due=due, meals_paid=meals, meals_due=meals_due
    )

    assert (tuition, food) == (max(0, paid - due), max(0, meals - meals_due))
    assert len(reasons) == (tuition > 0) + (food > 0)


# --- Contributions --------------------------------------------------------------------------------


@given(st.integers(0, 300_000_000), st.sampled_from(list(Region)), DAYS, st.integers(0, 23))
def test_contributions_follow_the_wage_up_to_the_ceiling(wage, region, on, unpaid):
    done = contribution_rates.contribution(wage=wage, region=region, on=on, unpaid_days=unpaid)
    ceiling = 20 * minimum_wage(region, on).month

    if unpaid >= 14:
        assert (done.base, done.worker, done.employer) == (0, 0, 0)
    else:
        assert done.base == min(wage, ceiling)
        assert done.capped == (wage > ceiling)
        assert abs(100 * done.worker - done.base) <= 50
        assert done.worker == done.employer == done.state_most
    assert done.reasons


@given(st.dates(date(2015, 6, 1), date(2021, 9, 1)) | DAYS)
def test_rates_are_read_on_a_working_day_of_the_half_year(on):
    day = contribution_rates.exchange_day(on)

    assert is_working_day(day, calendar=provisional())
    assert (day.month <= 6) == (on.month <= 6)
    assert day.year == on.year


def test_an_average_needs_a_rate():
    with pytest.raises(ValueError, match="at least one bank"):
        contribution_rates.wage_in_dong(Decimal(1000), [], on=ON)
    amount, reason = contribution_rates.wage_in_dong(Decimal("1000.50"), [Decimal(26000)], on=ON)
    assert amount == 26_013_000
    assert "05/01/2026" in reason.text


# --- Figures --------------------------------------------------------------------------------------


def test_every_figure_has_words_a_day_and_an_article():
    for name, entry in load("unemployment_training").items():
        assert entry["about"], name
        days = [row["from"] for row in entry["values"]]
        assert days == sorted(set(days)), name
        for row in entry["values"]:
            assert row["law"], name
            assert isinstance(row.get("confirmed", True), bool), name


def test_a_figure_that_is_not_known_is_not_guessed():
    with pytest.raises(NoParameter):
        training.support(months=2, on=date(2014, 1, 1), tuition_course=1)


def test_every_deadline_says_its_article_and_is_a_working_day():
    day = date(2026, 3, 2)
    made = [
        training.file_by(day), training.test_last_day(day), training.decision_due(day),
        training.withdraw_due(day), training.start_by(decided=day),
        training.book_to_insurance_due(day), training.school_list_due(day), training.pay_due(day),
        recovery.repay_due(day), contribution_rates.sue_by(day),
        *(
            getattr(employer_training, name)(day)
            for name in dir(employer_training)
            if name.endswith(("_due", "_by")) and name != "cut_needed"
        ),
    ]  # fmt: skip

    assert len(made) == 22
    for due in made:
        assert is_working_day(due.day, calendar=provisional())
        assert due.article in due.words
        assert due.day > day
