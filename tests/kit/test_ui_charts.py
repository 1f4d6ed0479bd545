"""Drawings that carry figures: their geometry tells the truth."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi_kit.ui import charts, drawings
from caunoi_kit.ui.cards import Arch

arches = st.integers(1, 8).flatmap(
    lambda total: st.integers(0, total).flatmap(
        lambda met: st.integers(0, total - met).map(lambda filled: Arch(met, total, filled))
    )
)
flows = st.tuples(*[st.integers(0, 100_000)] * 4).map(
    lambda n: charts.Flow(
        people=n[0] + n[1] + n[2], positions=n[0] + n[1] + n[3], direct=n[0], learning=n[1]
    )
)


def test_the_arch_of_four_in_five_is_the_drawing_of_the_look():
    assert drawings.arch_parts(Arch(4, 5)) == [
        ("met", "0 0.06 0.88 0.12 0.88 0.12 0.88 0.12 0.88 20"),
        ("gap", "0 4.06 0.88 20"),
    ]


@given(arches)
def test_an_arch_has_as_many_stones_as_requirements(arch):
    stones = {name: dashes.count("0.88") for name, dashes in drawings.arch_parts(arch)}
    assert stones.get("met", 0) == arch.met
    assert stones.get("fill", 0) == arch.filled
    assert sum(stones.values()) == arch.total


@pytest.mark.parametrize("wrong", [(1, 0, 0), (6, 5, 0), (4, 5, 2), (-1, 5, 0)])
def test_an_arch_cannot_hold_more_than_its_total(wrong):
    with pytest.raises(ValueError, match="arch"):
        Arch(*wrong)


def test_over_eight_requirements_the_arch_is_one_line():
    assert drawings.arch_parts(Arch(6, 12)) == [("met", "0 0 50 100"), ("gap", "0 50 50 100")]


@pytest.mark.parametrize(
    ("percent", "width"),
    [(100, "75"), (117, "87.75"), (133.4, "100"), (900, "100"), (0, "0"), (-5, "0")],
)
def test_a_deck_reaches_its_pier_at_exactly_the_plan(percent, width):
    assert drawings.deck_width(percent, has_plan=True) == width


@given(flows)
def test_a_flow_loses_nobody_and_draws_only_numbers(flow):
    assert flow.direct + flow.learning + flow.waiting == flow.people
    assert flow.direct + flow.learning + flow.open == flow.positions
    drawing = charts.draw_flow(flow)
    assert not re.search(r"nan|inf|e\+|,", f"{drawing.bridge}{drawing.branch}{drawing.box}")
    assert bool(drawing.bridge) == (flow.direct > 0)
    assert bool(drawing.branch) == (flow.learning > 0)


@given(flows)
def test_every_word_of_a_flow_stands_inside_its_drawing_and_on_no_other_word(flow):
    drawing = charts.draw_flow(flow)
    height = float(drawing.box.split()[3])
    left = [*drawing.side_words, *drawing.waiting_words]
    right = [*drawing.side_words, *drawing.open_words]
    middle = [drawing.bridge_words_y] if flow.direct else []
    if flow.learning:
        middle += [drawing.branch_words_y, drawing.classes_y]
    for column in (left, right, middle):
        places = [float(y) for y in column]
        assert all(10 < y < height for y in places)
        assert all(b - a >= charts.LINE - 5 for a, b in pairwise(places))


def test_a_flow_cannot_place_more_people_than_there_are():
    with pytest.raises(ValueError, match="more people"):
        charts.Flow(people=10, positions=5, direct=6, learning=0)


@given(st.lists(st.integers(0, 500), max_size=60))
def test_map_tones_follow_the_figures(values):
    shades = charts.tones(values)
    pairs = sorted(zip(values, shades, strict=True))
    assert [tone for _, tone in pairs] == sorted(shades)
    assert all((tone == 0) == (value == 0) for value, tone in pairs)
    assert all(tone < charts.TONES for tone in shades)
