"""Counting events: nothing is lost, nobody is counted twice in a span, order does not matter."""

from hypothesis import given
from hypothesis import strategies as st

from caunoi_engine.series.counting import Events, Tally, tally

events = st.lists(
    st.tuples(
        st.integers(1, 40), st.integers(0, 4), st.integers(0, 6), st.integers(0, 10**13)
    ),
    max_size=60,
)  # fmt: skip
spans = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=6)


def slowly(rows, first, last):
    found = {}
    for unit in {unit for day, unit, _, _ in rows if first <= day <= last}:
        here = [row for row in rows if row[1] == unit and first <= row[0] <= last]
        people = {who for _, _, who, _ in here}
        found[unit] = Tally(sum(row[3] for row in here), None if 0 in people else len(people))
    return found


@given(events, spans)
def test_every_span_is_counted_as_by_hand(rows, wanted):
    found = tally(Events.of(rows), wanted)
    assert found == [slowly(rows, first, last) for first, last in wanted]


@given(events)
def test_days_add_up_to_the_whole_and_people_do_not_exceed_their_turns(rows):
    seen = Events.of([(day, unit, who, 1) for day, unit, who, _ in rows])
    (whole,) = tally(seen, [(1, 40)])
    days = tally(seen, [(day, day) for day in range(1, 41)])
    for unit, each in whole.items():
        assert each.total == sum(day[unit].total for day in days if unit in day)
        assert each.people is None or 1 <= each.people <= each.total


def test_without_events_there_is_nothing():
    assert tally(Events.of([]), [(1, 31)]) == [{}]
