"""Pages of a long list."""

from hypothesis import given
from hypothesis import strategies as st

from caunoi_kit.ui.paging import page_of

counts = st.integers(min_value=0, max_value=5_000)
asked = st.one_of(st.none(), st.text(max_size=20), st.integers(-5, 400).map(str))


@given(counts, st.integers(1, 60))
def test_the_pages_together_are_the_list(count, size):
    things = list(range(count))
    last = page_of(None, count=count, size=size).last
    pages = [things[page_of(str(n), count=count, size=size).part] for n in range(1, last + 1)]
    assert [thing for page in pages for thing in page] == things


@given(asked, counts)
def test_any_address_gives_a_page_that_exists(asked, count):
    page = page_of(asked, count=count)
    assert 1 <= page.number <= page.last
    assert 0 <= page.start <= page.stop <= count or count == 0


@given(counts, st.integers(1, 300))
def test_the_offered_numbers_hold_first_last_and_here_without_hiding_a_single_page(count, wanted):
    page = page_of(str(wanted), count=count)
    numbers = [n for n in page.numbers if n]
    assert {1, page.number, page.last} <= set(numbers)
    assert numbers == sorted(set(numbers))
    for before, gap, after in zip(page.numbers, page.numbers[1:], page.numbers[2:], strict=False):
        assert gap is not None or after - before > 2


def test_a_page_number_of_a_million_digits_costs_nothing_and_gives_the_last_page():
    assert page_of("9" * 1_000_000, count=100).number == 5
