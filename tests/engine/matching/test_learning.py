"""Learning from outcomes: the stated weights without any, the true with many, checked by time."""

from dataclasses import fields, replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi_engine.matching import FACTORS, FULL_SCORE, Policy
from caunoi_engine.matching.calibration import calibrate, fit_logistic, measure_quality
from caunoi_engine.matching.learning import (
    BETTER,
    FEW_EARLIER,
    FEW_LATER,
    LEAST_POINTS,
    MOST_POINTS,
    NO_OUTCOMES,
    NO_SPLIT,
    NOT_BETTER,
    Outcomes,
    estimate_weights,
    learn_weights,
    policy_with,
)
from tests.engine.matching.outcomes import (
    FIRST_DAY,
    TRUE,
    fractions_like_referrals,
    made_outcomes,
    outcomes,
)

NONE = Outcomes.of(day=[], fractions=[], hired=[])
STATED = Policy().maxima
SPLIT = date(2026, 8, 1)


def furthest(maxima, true=TRUE):
    """Most points by which a factor is off."""
    return max(abs(found - wanted) for found, wanted in zip(maxima, true, strict=True))


def six_shares():
    """Six whole numbers that sum to 10,000."""
    cuts = st.lists(st.integers(0, FULL_SCORE), min_size=5, max_size=5)
    return cuts.map(lambda five: np.diff([0, *sorted(five), FULL_SCORE]).tolist())


def policy_of(six):
    return Policy(**dict(zip(FACTORS, six, strict=True)))


def rows_of(made, held):
    """The rows of the mask or of the order."""
    columns = {name: column for name, column in made.items() if name != "cluster"}
    return {name: column[held] for name, column in columns.items()}


# --- Between the stated weights and the true ones ------------------------------------------------


@given(six_shares())
def test_without_outcomes_the_weights_are_the_stated_ones_exactly(six):
    assert estimate_weights(NONE, stated=policy_of(six)).maxima == tuple(six)


@pytest.mark.parametrize("seed", range(5))
def test_twenty_thousand_outcomes_tell_the_true_weights_to_five_points_in_a_hundred(seed):
    assert furthest(STATED) == 1_300
    assert furthest(estimate_weights(outcomes(20_000, seed=seed)).maxima) <= 500


def test_a_hundred_thousand_tell_them_to_three():
    assert furthest(estimate_weights(outcomes(100_000)).maxima) <= 300


def test_the_more_outcomes_the_nearer_the_truth():
    def usual_error(n):
        found = [estimate_weights(outcomes(n, seed=seed)).maxima for seed in range(8)]
        return np.abs(np.array(found) - TRUE).mean()

    errors = [usual_error(n) for n in (0, 1_000, 4_000, 16_000, 32_000)]

    assert errors == sorted(errors, reverse=True)
    assert errors[-1] < errors[0] / 6


@settings(max_examples=25)
@given(st.integers(0, 10), st.integers(1, 20_000), st.integers(1, 20_000))
def test_the_stronger_the_prior_the_nearer_the_stated_weights(seed, weaker, stronger):
    rows = outcomes(500, seed=seed)
    weaker, stronger = sorted((weaker, stronger))

    def off_the_prior(worth):
        found = estimate_weights(rows, prior_referrals=worth)
        return np.square(np.array(found.coefficients) - found.slope * np.array(STATED) / 1e4).sum()

    assert off_the_prior(stronger) <= off_the_prior(weaker) + 1e-9


def test_a_prior_beyond_all_doubt_gives_the_stated_weights():
    assert estimate_weights(outcomes(500), prior_referrals=10**9).maxima == STATED


@given(
    st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1), st.booleans()), max_size=12),
    st.floats(0.001, 100),
    st.integers(0, 2**32 - 1),
)
def test_no_coefficients_within_the_bounds_are_likelier_than_those_found(rows, weight, seed):
    design = np.array([(1.0, a, b) for a, b, _ in rows]).reshape(-1, 3)
    hired = np.array([one for _, _, one in rows], np.bool_)
    mean, least = np.array([0.0, 1.0, 2.0]), np.array([-np.inf, 0.0, 0.0])

    def loss(at):
        logits = design @ at
        return np.sum(np.logaddexp(0, logits) - hired * logits) + weight * np.sum((at - mean) ** 2)

    found, _ = fit_logistic(design, hired, mean=mean, precision=2 * weight * np.eye(3), least=least)

    assert (found >= least).all()
    chance = np.random.default_rng(seed)
    for size in (1e-3, 0.1, 3.0):
        for step in size * chance.standard_normal((20, 3)):
            assert loss(np.maximum(found + step, least)) >= loss(found) - 1e-9


def test_the_stated_error_is_the_one_repeated_samples_have():
    true = policy_of(STATED)  # the prior is right, so nothing but chance is off
    found = [estimate_weights(outcomes(20_000, seed=s, weights=STATED)) for s in range(40)]

    off = np.array([one.maxima for one in found]) - true.maxima
    ratio = np.sqrt(np.square(off).mean(axis=0)) / np.mean([one.spread for one in found], axis=0)

    assert (ratio > 0.6).all()
    assert (ratio < 1.25).all()


# --- Whole points within bounds ------------------------------------------------------------------

FRACTION = st.sampled_from([0.0, 0.25, 0.5, 1.0]) | st.floats(0, 1)
ROW = st.tuples(st.integers(0, 60), st.tuples(*[FRACTION] * 6), st.booleans())


def some_outcomes():
    """A few outcomes of any kind, none among them."""

    def made(rows):
        return Outcomes.of(
            day=[FIRST_DAY + day for day, _, _ in rows],
            fractions=[fractions for _, fractions, _ in rows],
            hired=[hired for _, _, hired in rows],
        )

    return st.lists(ROW, max_size=40).map(made)


@settings(max_examples=150, deadline=None)
@given(some_outcomes(), six_shares(), st.sampled_from([1, 30, 1_000]))
def test_whatever_happened_the_weights_are_a_policy_within_the_bounds(rows, six, worth):
    found = estimate_weights(rows, stated=policy_of(six), prior_referrals=worth)

    assert sum(found.maxima) == FULL_SCORE
    for points, stated in zip(found.maxima, six, strict=True):
        assert min(LEAST_POINTS, stated) <= points <= max(MOST_POINTS, stated)
    assert np.isfinite(found.spread).all()
    assert policy_with(found.maxima, policy_of(six)).maxima == found.maxima


def test_a_factor_that_foretells_nothing_keeps_the_least():
    useless = (3_500, 3_000, 0, 1_000, 1_500, 1_000)
    found = estimate_weights(outcomes(60_000, weights=useless, slope=8.0))
    assert found.maxima[FACTORS.index("education")] < 500
    against = estimate_weights(
        outcomes(60_000, weights=(4_000, 4_000, -2_000, 1_500, 1_500, 1_000))
    )
    assert against.maxima[FACTORS.index("education")] == LEAST_POINTS


def test_a_factor_that_is_everything_is_held_at_the_most():
    found = estimate_weights(outcomes(60_000, weights=(FULL_SCORE, 0, 0, 0, 0, 0))).maxima
    assert found[0] == MOST_POINTS
    assert furthest(found[1:], [(FULL_SCORE - MOST_POINTS) // 5] * 5) < 150


def test_a_factor_the_stated_policy_leaves_out_stays_out():
    stated = policy_of((3_800, 3_000, 0, 1_000, 1_200, 1_000))
    earned = fractions_like_referrals(5_000, np.random.default_rng(1))
    earned[:, FACTORS.index("education")] = 0
    assert estimate_weights(outcomes(5_000, fractions=earned), stated=stated).maxima[2] == 0


@given(six_shares(), st.integers(0, 8))
def test_new_weights_leave_the_fraction_earned_by_schooling_what_it_was(six, surplus_ranks):
    new = policy_with(six, Policy())
    if new.education < 800:
        return  # a step of whole points cannot follow a small factor closely

    def fraction(policy):
        return max(0, policy.education - policy.education_step * surplus_ranks) / policy.education

    assert abs(fraction(new) - fraction(Policy())) <= 0.005


# --- Degenerate outcomes -------------------------------------------------------------------------


def all_alike(hired):
    made = made_outcomes(400)
    return Outcomes.of(**{**made, "hired": np.full(400, hired)})


@pytest.mark.parametrize("hired", [True, False])
def test_where_all_or_none_were_hired_the_stated_weights_are_kept(hired):
    lesson = learn_weights(all_alike(hired))
    assert (lesson.verdict, lesson.recommended) == (FEW_EARLIER, Policy())
    assert furthest(lesson.learnt.maxima, STATED) < 200
    chance = lesson.calibration.chance(np.array([7_000]))[0]
    assert (chance > 0.99) if hired else (chance < 0.01)
    assert lesson.check.learnt.auc is None


def test_a_single_outcome_moves_hardly_anything():
    one = Outcomes.of(day=[date(2026, 3, 2)], fractions=[[1, 0.5, 1, 1, 0.4, 0]], hired=[True])
    lesson = learn_weights(one)
    assert (lesson.verdict, lesson.split, lesson.check) == (NO_SPLIT, None, None)
    assert furthest(lesson.learnt.maxima, STATED) < 20


def test_without_outcomes_there_is_a_lesson_and_it_says_so():
    lesson = learn_weights(NONE)
    assert (lesson.verdict, lesson.recommended, lesson.learnt) == (NO_OUTCOMES, Policy(), Policy())


def test_a_factor_that_never_changes_keeps_its_share_of_what_the_score_foretells():
    earned = fractions_like_referrals(20_000, np.random.default_rng(1))
    earned[:, FACTORS.index("wage")] = 1
    found = estimate_weights(outcomes(20_000, fractions=earned, weights=STATED))
    assert abs(found.maxima[FACTORS.index("wage")] - 1_000) < 150


def test_points_that_lower_the_chance_are_not_learnt():
    lesson = learn_weights(outcomes(8_000, level=3.0, slope=-6.0))
    assert lesson.recommended == Policy()
    assert lesson.calibration.slope == 0


def test_a_prior_worth_nothing_is_refused():
    with pytest.raises(ValueError, match="at least 1"):
        estimate_weights(NONE, prior_referrals=0)


GOOD = {"day": [date(2026, 3, 2)], "fractions": [[1, 0.5, 1, 1, 0.4, 0]], "hired": [True]}


@pytest.mark.parametrize(
    ("column", "cells", "said"),
    [
        ("fractions", [[1, np.nan, 1, 1, 1, 1]], "from 0 to 1"),
        ("fractions", [[1, -0.1, 1, 1, 1, 1]], "from 0 to 1"),
        ("fractions", [[1, 1.1, 1, 1, 1, 1]], "from 0 to 1"),
        ("fractions", [[1, np.inf, 1, 1, 1, 1]], "from 0 to 1"),
        ("fractions", [[1, 1, 1]], "1 x 6"),
        ("fractions", [], "1 x 6"),
        ("hired", [1], "True and False only"),
        ("hired", [True, False], "1 rows"),
        ("day", [None], "none of them missing"),
        ("cluster", ["a", "b"], "1 rows"),
    ],
)
def test_impossible_outcomes_are_refused_by_name(column, cells, said):
    with pytest.raises(ValueError, match=said):
        Outcomes.of(**{**GOOD, column: cells})


# --- One order, and nothing about a person -------------------------------------------------------


def test_the_order_of_the_rows_changes_nothing():
    made = made_outcomes(3_000, firms=40, firm_spread=0.8)
    firms = np.array(made["cluster"])
    order = np.random.default_rng(5).permutation(3_000)
    first = learn_weights(Outcomes.of(**made))
    again = learn_weights(Outcomes.of(**rows_of(made, order), cluster=firms[order]))
    assert first == again


def test_outcomes_hold_a_day_six_fractions_a_result_and_who_hires_and_no_more():
    assert [field.name for field in fields(Outcomes)] == ["day", "fractions", "hired", "cluster"]


# --- Checked by time -----------------------------------------------------------------------------


def test_what_happens_later_has_no_part_in_what_is_learnt():
    made = made_outcomes(6_000)
    late = made["day"] >= np.datetime64(SPLIT)
    otherwise = {**made, "hired": made["hired"] ^ late}  # every later outcome turned round

    lesson = learn_weights(Outcomes.of(**made), split=SPLIT)
    turned = learn_weights(Outcomes.of(**otherwise), split=SPLIT)

    assert lesson.estimate == turned.estimate
    assert lesson.earlier == turned.earlier
    assert lesson.check != turned.check


@pytest.mark.parametrize("split", [None, SPLIT])
def test_all_that_is_learnt_from_lies_before_all_that_is_checked_on(split):
    lesson = learn_weights(outcomes(6_000), split=split)
    assert lesson.earlier.last < lesson.split <= lesson.later.first
    assert lesson.earlier.outcomes + lesson.later.outcomes == 6_000


def test_without_a_day_of_split_the_later_part_is_about_three_tenths():
    lesson = learn_weights(outcomes(6_000))
    assert lesson.later.outcomes / 6_000 == pytest.approx(0.3, abs=0.01)


def test_if_nearly_all_were_referred_on_the_first_day_the_rest_is_the_later_part():
    made = made_outcomes(300)
    made["day"] = np.where(np.arange(300) < 290, FIRST_DAY, FIRST_DAY + 1)
    lesson = learn_weights(Outcomes.of(**made))
    assert (lesson.earlier.outcomes, lesson.later.outcomes) == (290, 10)
    assert lesson.verdict == FEW_LATER


def test_true_changes_are_recommended_and_they_foretell_better():
    lesson = learn_weights(outcomes(20_000, firms=300, firm_spread=0.5))
    check = lesson.check
    assert (lesson.verdict, lesson.recommended) == (BETTER, lesson.learnt)
    assert check.learnt.log_loss < check.stated.log_loss < check.rate_only.log_loss
    assert check.learnt.brier < check.stated.brier < check.rate_only.brier
    assert check.learnt.auc > check.stated.auc > check.rate_only.auc == 0.5
    assert check.gain.low > 0


def test_where_the_stated_weights_are_true_they_are_kept():
    verdicts = [learn_weights(outcomes(2_000, seed=s, weights=STATED)).verdict for s in range(40)]
    assert verdicts.count(BETTER) <= 2
    assert set(verdicts) <= {BETTER, NOT_BETTER}


def test_copies_of_an_outcome_in_one_cluster_make_nothing_surer():
    made = made_outcomes(1_500)
    ten = {name: np.repeat(column, 10, axis=0) for name, column in made.items()}
    original = np.repeat(np.arange(1_500), 10)

    def width(rows):
        gain = learn_weights(rows, split=SPLIT, prior_referrals=1_000).check.gain
        return gain.high - gain.low

    apart, together = width(Outcomes.of(**ten)), width(Outcomes.of(**ten, cluster=original))

    assert together / apart == pytest.approx(np.sqrt(10), rel=0.15)


def test_choosing_people_by_score_alone_leaves_the_weights_true():
    rng = np.random.default_rng(1)
    earned = fractions_like_referrals(120_000, rng)
    best = np.argsort(-(earned @ np.array(STATED)))[:20_000]
    assert furthest(estimate_weights(outcomes(20_000, fractions=earned[best])).maxima) <= 700


def test_choosing_people_for_what_the_file_lacks_bends_the_weights_as_the_guide_warns():
    rng = np.random.default_rng(1)
    earned, liked = fractions_like_referrals(120_000, rng), rng.standard_normal(120_000)
    best = np.argsort(-(earned @ np.array(STATED) + 1_000 * liked))[:20_000]
    chance = 1 / (1 + np.exp(5 - 6 * earned @ np.array(TRUE) / 1e4 - liked))
    rows = Outcomes.of(
        day=made_outcomes(20_000)["day"],
        fractions=earned[best],
        hired=(rng.random(120_000) < chance)[best],
    )
    found = estimate_weights(rows)
    assert furthest(found.maxima) > 2_000
    assert furthest(found.maxima) > 2 * max(found.spread)  # and the stated error does not show it


# --- The chance of a hire ------------------------------------------------------------------------


@pytest.mark.parametrize("level", [-7.0, -5.0, -3.5])
def test_foretold_chances_are_off_by_less_than_two_points_in_a_hundred(level):
    quality = learn_weights(outcomes(60_000, level=level)).check.learnt
    assert quality.calibration_error < 0.02
    assert max(abs(group.foretold - group.hired) for group in quality.groups) < 0.05
    assert [group.foretold for group in quality.groups] == sorted(
        group.foretold for group in quality.groups
    )


@given(st.lists(st.tuples(st.integers(0, FULL_SCORE), st.booleans()), max_size=60))
def test_more_points_never_mean_less_chance(rows):
    curve = calibrate(np.array([s for s, _ in rows]), np.array([h for _, h in rows], np.bool_))
    chances = curve.chance(np.arange(0, FULL_SCORE + 1, 500))
    assert (np.diff(chances) >= 0).all()
    assert ((chances >= 0) & (chances <= 1)).all()


@given(st.lists(st.tuples(st.sampled_from([0.1, 0.2, 0.5, 0.9]), st.booleans()), min_size=1))
def test_the_measures_are_what_their_definitions_say(rows):
    chances, hired = np.array([c for c, _ in rows]), np.array([h for _, h in rows])
    quality = measure_quality(chances, hired)
    pairs = [(y > n) + (y == n) / 2 for y in chances[hired] for n in chances[~hired]]
    happened = [c if h else 1 - c for c, h in rows]
    assert quality.brier == pytest.approx(np.mean([(1 - p) ** 2 for p in happened]))
    assert quality.log_loss == pytest.approx(np.mean([-np.log(p) for p in happened]))
    assert quality.auc == (pytest.approx(np.mean(pairs)) if pairs else None)
    assert sum(group.outcomes for group in quality.groups) == quality.outcomes == len(rows)


def test_equal_chances_stand_in_one_group():
    chances = np.repeat([0.2, 0.6], [37, 63])
    groups = measure_quality(chances, np.arange(100) % 2 == 0).groups
    assert [group.outcomes for group in groups] == [37, 63]


def test_nothing_cannot_be_measured():
    with pytest.raises(ValueError, match="no outcomes"):
        measure_quality(np.array([]), np.array([], np.bool_))


def test_a_certainty_that_fails_costs_much_but_not_infinitely():
    assert 20 < measure_quality(np.array([1.0]), np.array([False])).log_loss < 30


def test_the_other_figures_of_the_policy_stay():
    stated = replace(Policy(), distance_half_km=20)
    assert learn_weights(outcomes(500), stated=stated).learnt.distance_half_km == 20
