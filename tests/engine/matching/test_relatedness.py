"""What the measure of related occupations promises, whatever the links say."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from caunoi_engine.matching.occupations import proximity
from caunoi_engine.matching.relatedness import (
    LEAST_ACROSS,
    LEAST_DIFFERENCE,
    MOST_ACROSS,
    STEP,
    Link,
    Overlap,
    groups_above,
    nearness,
    related_pairs,
    skill_overlap,
)

UNITS = ("1211", "2411", "2423", "3313", "7531", "7533", "8153", "8156", "9321")


@st.composite
def some_links(draw):
    """Links of a few occupations to a few skills, some of them twice."""
    link = st.builds(
        lambda unit, n, skill, essential: Link(f"{unit}.{n}", unit, f"s{skill}", essential),
        st.sampled_from(UNITS),
        st.integers(1, 3),
        st.integers(1, 8),
        st.booleans(),
    )
    return draw(st.lists(link, min_size=1, max_size=60))


@st.composite
def some_groups(draw):
    """Groups above skills and above groups, circles included."""
    names = st.sampled_from([f"s{n}" for n in range(1, 9)] + ["g1", "g2", "g3"])
    groups = st.lists(st.sampled_from(["g1", "g2", "g3"]), max_size=2)
    return draw(st.dictionaries(names, groups, max_size=8))


@st.composite
def some_overlap(draw):
    """Any symmetric overlap of a few units."""
    units = sorted(draw(st.sets(st.sampled_from(UNITS), min_size=1)))
    n = len(units)
    values = st.lists(st.floats(0, 1), min_size=n * n, max_size=n * n)
    shares = np.array(draw(values)).reshape(n, n)
    return Overlap(tuple(units), (shares + shares.T) / 2)


def links_of(**skills_of_unit: str) -> list[Link]:
    """One occupation for each unit, with the skills that its letters name."""
    return [
        Link(unit, unit[1:], skill, essential=True)
        for unit, skills in skills_of_unit.items()
        for skill in skills
    ]


def share(overlap: Overlap, a: str, b: str) -> float:
    return float(overlap.shares[overlap.units.index(a), overlap.units.index(b)])


@given(some_links(), some_groups())
def test_overlap_is_the_same_both_ways_and_lies_between_nothing_and_everything(links, groups):
    overlap = skill_overlap(links, groups)
    assert overlap.units == tuple(sorted({link.unit for link in links}))
    np.testing.assert_allclose(overlap.shares, overlap.shares.T, atol=1e-12)
    assert overlap.shares.min() >= 0
    assert overlap.shares.max() <= 1 + 1e-12


@given(some_links(), some_groups(), st.randoms())
def test_the_order_and_the_repetition_of_links_change_nothing(links, groups, chance):
    shuffled = [*links, links[0]]
    chance.shuffle(shuffled)
    np.testing.assert_array_equal(
        skill_overlap(links, groups).shares, skill_overlap(shuffled, groups).shares
    )


def test_rare_skills_bind_more_than_common_ones():
    # Everybody but 9321 can do "c"; only the two sewing units can do "r".
    overlap = skill_overlap(
        links_of(u8153="rcx", u7533="rcy", u2411="cz", u3313="cw", u9321="v"), {}
    )
    assert share(overlap, "8153", "7533") > 2 * share(overlap, "2411", "3313") > 0


def test_a_skill_that_every_unit_has_tells_nothing():
    overlap = skill_overlap(links_of(u8153="ax", u2411="ay"), {})
    assert share(overlap, "8153", "2411") == 0


def test_units_without_a_common_skill_are_kin_through_the_group_of_their_skills():
    links = links_of(u8153="a", u8156="b", u2411="c")
    assert share(skill_overlap(links, {}), "8153", "8156") == 0
    sewing = {"a": ["sewing"], "b": ["sewing"], "c": ["accounts"]}
    overlap = skill_overlap(links, sewing)
    assert share(overlap, "8153", "8156") > 0
    assert share(overlap, "8153", "2411") == 0


def test_a_useful_skill_binds_less_than_a_necessary_one():
    base = links_of(u8153="x", u7533="y", u2411="z")
    needed = [Link("a", "8153", "s", essential=True), Link("b", "7533", "s", essential=True)]
    useful = [link._replace(essential=False) for link in needed]
    for links in (needed, useful):
        links += [link._replace(occupation=o) for link in base for o in "ab"]
    assert share(skill_overlap(useful, {}), "8153", "7533") < share(
        skill_overlap(needed, {}), "8153", "7533"
    )


def test_groups_that_stand_above_each_other_in_a_circle_are_walked_once():
    assert groups_above("s", {"s": ["a"], "a": ["b"], "b": ["a"]}) == {"a", "b"}


@given(some_overlap())
def test_nearness_is_in_whole_steps_grows_with_overlap_and_is_least_far_apart_in_level(overlap):
    permille = nearness(overlap)
    assert ((permille >= 0) & (permille <= 1000) & (permille % STEP == 0)).all()
    more = nearness(Overlap(overlap.units, np.minimum(overlap.shares + 0.1, 1)))
    assert (more >= permille).all()
    same_level = nearness(Overlap(tuple("7" + u[1:] for u in overlap.units), overlap.shares))
    assert (permille <= same_level).all()


def test_a_worker_and_the_manager_of_the_factory_are_not_near_however_many_skills_they_share():
    everything = np.ones((3, 3))
    assert nearness(Overlap(("1321", "3122", "8156"), everything))[0, 2] < 400


@given(some_overlap())
def test_only_pairs_that_say_more_than_the_tree_are_told_each_once(overlap):
    pairs = related_pairs(overlap)
    assert [pair[:2] for pair in pairs] == sorted({pair[:2] for pair in pairs})
    for a, b, permille in pairs:
        assert a < b
        assert permille in range(0, 1001, STEP)
        if a[0] == b[0]:
            assert abs(permille - proximity(a, b, {})) >= LEAST_DIFFERENCE
        else:
            assert permille >= LEAST_ACROSS


def test_where_skills_are_thin_the_tree_keeps_half_its_say():
    nothing = np.eye(2)
    assert related_pairs(Overlap(("8153", "8156"), nothing)) == [("8153", "8156", 350)]
    assert related_pairs(Overlap(("2431", "2432"), nothing)) == [("2431", "2432", 0)]


def test_across_major_groups_only_the_nearest_units_of_each_are_kept():
    units = tuple(f"{n}" for n in range(7000, 7020)) + tuple(f"{n}" for n in range(8000, 8020))
    shares = np.fromfunction(lambda i, j: 0.9 - np.abs(i - j) / 1000, (40, 40))
    kept = [p for p in related_pairs(Overlap(units, shares)) if p.a[0] != p.b[0]]
    assert len(kept) < 20 * 20
    for unit in units:
        assert sum(unit in pair[:2] for pair in kept) >= MOST_ACROSS
