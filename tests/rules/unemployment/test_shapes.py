"""What holds for every history: nothing negative, nothing above what was contributed."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from caunoi_rules.unemployment import procedure
from caunoi_rules.unemployment.duration import duration
from caunoi_rules.unemployment.readings import READINGS, Readings
from caunoi_rules.unemployment.reserve import reserve_after
from tests.rules.unemployment.made import event, history, job, outcome

FIRST = date(2026, 1, 5)
DAYS = st.integers(0, 330).map(lambda n: (FIRST + timedelta(n)).isoformat())
TOLD = st.none() | DAYS
KINDS = ("military", "pension", "emigrate", "fine", "death", "compulsory", "missing", "detained",
         "own_request")  # fmt: skip
EVENTS = st.lists(
    st.builds(job, DAYS, TOLD)
    | st.builds(event, st.sampled_from(KINDS), DAYS, TOLD)
    | st.builds(lambda on: event("refusal", on, good_reason=False), DAYS)
    | st.builds(
        lambda months: {"type": "uncollected", "months": months},
        st.lists(st.integers(1, 12), max_size=12),
    ),
    max_size=4,
)
ANY_READINGS = st.fixed_dictionaries({each.name: st.sampled_from(list(each.choices))
                                      for each in READINGS})  # fmt: skip


@st.composite
def histories(draw):
    filed = FIRST + timedelta(draw(st.integers(0, 120)))
    completed = draw(st.none() | st.integers(0, 20))
    return history(
        draw(st.integers(1, 200)),
        ended=filed - timedelta(draw(st.integers(0, 100))),
        prior_reserve=draw(st.integers(0, 40)),
        dossier={
            "channel": draw(st.sampled_from(["in_person", "online", "post", "proxy"])),
            "filed": filed.isoformat(),
            "completed": None if completed is None else (filed + timedelta(completed)).isoformat(),
        },
        pickup=draw(TOLD),
        notices=draw(st.dictionaries(st.integers(1, 12).map(str), TOLD, max_size=6)),
        notices_default=draw(st.sampled_from(["on_time", "none"])),
        events=draw(EVENTS),
    )


@given(histories(), ANY_READINGS)
def test_months_and_money_add_up_under_every_reading(case, readings):
    found = outcome(case, **readings)
    total = found.counted.total

    assert 0 <= found.reserve.total <= total
    assert found.total_money == found.months_paid * (found.amount or 0)
    assert (found.result == "refused") <= (not found.eligible)
    if found.life and found.plan:
        granted = found.plan.duration.months
        paid, suspended = found.life.months.paid, found.life.months.suspended
        assert not set(paid) & set(suspended)
        assert len(paid) + len(suspended) <= granted <= 12
        assert set(found.life.received) <= set(paid)
        assert set(paid) | set(suspended) == set(range(1, len(paid) + len(suspended) + 1))
        assert found.plan.periods[0].first <= found.life.last <= found.plan.last_day
    else:
        assert found.months_paid == 0
        assert found.reserve.total == total


@given(histories())
def test_every_decision_says_why_with_articles(case):
    found = outcome(case)

    assert len(found.reasons) >= 6
    assert all(each.text and each.article for each in (*found.reasons, *found.readings))


@given(st.dates(date(2024, 1, 1), date(2027, 6, 1)), st.integers(1, 12), st.booleans())
def test_benefit_months_follow_each_other_without_gap_and_none_is_empty(start, months, rolling):
    readings = Readings(anchor_day="rolling" if rolling else "kept")
    found = procedure.periods(start, months, readings=readings)

    assert [each.k for each in found] == list(range(1, months + 1))
    assert found[0].first == start
    for one, following in pairwise(found):
        assert following.first == one.last + timedelta(1)
    assert all(28 <= (each.last - each.first).days + 1 <= 31 for each in found)


@given(st.integers(0, 600))
def test_a_month_more_never_shortens_the_benefit(total):
    less, more = duration(total), duration(total + 1)

    assert less.months <= more.months <= 12
    assert 0 <= less.reserve <= 11
    if 36 <= total <= 144:
        assert less.reserve + 12 * less.months == total


@given(
    st.integers(12, 200),
    st.sampled_from(["", *"abcdđeghiklmn"]),
    st.booleans(),
    st.data(),
)
def test_the_reserve_is_never_negative_and_never_above_what_was_contributed(
    total, cause, reported, data
):
    length = duration(total)
    received = data.draw(st.integers(0, length.months))
    suspended = data.draw(st.integers(0, length.months - received))
    left = length.months - received - suspended
    uncollected = data.draw(st.integers(0, left)) if cause else left  # it ran to its end
    extra = data.draw(st.integers(0, 30))
    found = reserve_after(
        total=total,
        granted=length.months,
        received=received,
        suspended=suspended,
        uncollected=uncollected,
        odd=length.reserve,
        cause=cause,
        reported=reported,
        extra=extra,
    )

    assert 0 <= found.total <= total + extra
    assert min(found.termination, found.uncollected, found.odd) >= 0
    without = reserve_after(
        total=total,
        granted=length.months,
        received=received,
        suspended=suspended,
        uncollected=uncollected,
        odd=length.reserve,
        cause=cause,
        reported=reported,
    )
    assert without.total <= found.total <= without.total + extra
