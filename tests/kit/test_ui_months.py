"""The chart of months: even lines, bars that stand on the floor, the plan where it belongs."""

import re

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from caunoi_kit.ui.months import FLOOR, TOP, Month, Months, axis_lines, draw_months

VALUES = st.lists(st.none() | st.integers(0, 10**9), min_size=1, max_size=12)


def chart(values, *, plan=None, last=None):
    return Months(
        "Theo tháng",
        tuple(
            Month(f"Tháng {at}", f"T{at}", value, str(value), last)
            for at, value in enumerate(values, start=1)
        ),
        plan,
        str(plan),
    )


@given(st.floats(0.01, 1e12))
def test_lines_are_even_few_and_the_top_one_is_above_everything(most):
    lines = axis_lines(most)

    assert lines[0] == 0
    assert lines[-1] >= most * 0.999999
    assert lines[-2] < most
    assert 2 <= len(lines) <= 6


def test_without_figures_there_is_still_an_axis():
    assert axis_lines(0) == [0, 1]
    assert draw_months(chart([None])).bars == []
    assert draw_months(chart([None])).peak is None


@given(VALUES, st.none() | st.integers(1, 10**9))
def test_every_bar_stands_on_the_floor_and_none_rises_above_the_drawing(values, plan):
    drawing = draw_months(chart(values, plan=plan, last=3))

    assert len(drawing.bars) == sum(bool(value) for value in values)
    for path, _ in drawing.bars:
        assert path.endswith(f"V{FLOOR}z")
        assert float(re.match(r"M\S+ \d+V(\S+?)[ah]", path)[1]) >= TOP
    if plan:
        assert TOP <= float(drawing.plan_y) <= FLOOR


def test_months_below_the_plan_look_other_than_those_that_reach_it():
    drawing = draw_months(chart([90, 100, 110], plan=100))

    assert [kind for _, kind in drawing.bars] == ["bar-b", "bar-a", "bar-a"]
    assert drawing.peak[2] == "110"


@pytest.mark.parametrize("plan", [None, 100])
def test_the_figures_stand_in_a_table_too(plan):
    shown = Template("{% load ui %}{% months chart %}").render(
        Context({"chart": chart([90, None], plan=plan, last=3)})
    )

    assert shown.count('<th scope="row">') == 2
    assert ("Kế hoạch 100/tháng" in shown) is bool(plan)
