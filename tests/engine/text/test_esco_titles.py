"""Which English labels become titles of the lexicon."""

from hypothesis import given
from hypothesis import strategies as st

from caunoi_engine.text.occupations.esco_titles import Labels, title_phrases

UNITS = ("2411", "2431", "3322", "7212", "9321")


def phrases(*occupations: Labels, taken: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    return dict(title_phrases(occupations, units=set(UNITS), taken=set(taken)))


def test_every_plain_preferred_label_is_taken_and_other_labels_only_of_office_work():
    found = phrases(
        Labels("2431", "brand manager", ("brand owner",)),
        Labels("7212", "welder", ("mig welder",)),
    )
    assert found == {"brand manager": ("2431",), "brand owner": ("2431",), "welder": ("7212",)}


def test_labels_too_long_too_short_or_with_strange_signs_are_left_out():
    found = phrases(
        Labels("2411", "head of cost accounting", ("cost", "cost (senior)", "café owner")),
        Labels("9321", "sex", ()),
    )
    assert found == {}


def test_letter_case_and_blanks_do_not_make_another_phrase():
    assert phrases(Labels("2431", " Brand  Manager ", ())) == {"brand manager": ("2431",)}


def test_a_phrase_of_our_own_lexicon_and_a_unit_outside_isco_are_left_out():
    found = phrases(
        Labels("2431", "brand manager", ()),
        Labels("9999", "other manager", ()),
        taken=("brand manager",),
    )
    assert found == {}


def test_the_unit_whose_preferred_label_it_is_comes_first_and_one_other_follows():
    found = phrases(
        Labels("3322", "sales agent", ()),
        Labels("2431", "x y", ("sales agent",)),
        Labels("2411", "x z", ("sales agent",)),
    )
    assert found["sales agent"] == ("3322", "2411")


def test_a_label_that_is_equally_the_name_of_three_units_is_left_out():
    same = ("sales agent",)
    assert "sales agent" in phrases(*(Labels(u, "x y", same) for u in UNITS[:2]))
    assert "sales agent" not in phrases(*(Labels(u, "x y", same) for u in UNITS[:3]))


@given(
    st.lists(
        st.builds(
            Labels,
            st.sampled_from(UNITS),
            st.sampled_from(["sales agent", "brand manager", "welder"]),
            st.lists(st.sampled_from(["sales agent", "brand owner"])).map(tuple),
        )
    ),
    st.randoms(),
)
def test_the_order_of_the_file_changes_nothing(occupations, chance):
    shuffled = list(occupations)
    chance.shuffle(shuffled)
    assert phrases(*occupations) == phrases(*shuffled)
    assert list(phrases(*occupations)) == sorted(phrases(*occupations))
