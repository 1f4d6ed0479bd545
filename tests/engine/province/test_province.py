import hashlib
from collections import Counter
from datetime import timedelta
from math import cos, hypot, radians

import pytest

from caunoi_engine.province import PROVINCE, SMALL, TINY, make_firms, make_people, make_schools
from caunoi_engine.province.catalogue import RANKS, TRAINED_PERCENT
from caunoi_engine.province.chance import KM_PER_DEGREE

SCALES = pytest.mark.parametrize("scale", [TINY, SMALL])


def km(one, other) -> float:
    east = (one.lon - other.lon) * cos(radians(one.lat))
    return KM_PER_DEGREE * hypot(one.lat - other.lat, east)


def digest(catalogue, scale, seed, day) -> str:
    """One number for a whole province."""
    parts = (
        make_firms(catalogue, scale=scale, seed=seed, on=day),
        make_schools(catalogue, scale=scale, seed=seed, on=day),
        list(make_people(catalogue, workers=scale.workers, seed=seed, on=day)),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


@pytest.fixture(scope="module")
def people(catalogue, day):
    return list(make_people(catalogue, workers=6_000, seed=5, on=day))


@pytest.fixture(scope="module")
def vacancies(catalogue, day):
    return [
        each
        for firm in make_firms(catalogue, scale=SMALL, seed=5, on=day)
        for each in firm.vacancies
    ]


def test_the_same_seed_makes_the_same_province_byte_for_byte(catalogue, day):
    assert digest(catalogue, SMALL, 1, day) == digest(catalogue, SMALL, 1, day)


def test_another_seed_makes_another_province(catalogue, day):
    assert digest(catalogue, TINY, 1, day) != digest(catalogue, TINY, 2, day)


def test_more_workers_are_the_same_ones_and_some_more(catalogue, day):
    few = list(make_people(catalogue, workers=20, seed=1, on=day))
    assert list(make_people(catalogue, workers=50, seed=1, on=day))[:20] == few


@pytest.mark.parametrize("scale", [TINY, SMALL, PROVINCE])
def test_free_positions_and_seats_are_exactly_those_of_the_scale(catalogue, day, scale):
    firms = make_firms(catalogue, scale=scale, seed=3, on=day)
    vacancies = [each for firm in firms for each in firm.vacancies]
    assert (len(firms), len(vacancies)) == (scale.firms, scale.vacancies)
    assert sum(each.positions - each.filled for each in vacancies) == scale.positions
    programmes = [
        each
        for school in make_schools(catalogue, scale=scale, seed=3, on=day)
        for each in school.programmes
    ]
    intakes = [intake for each in programmes for intake in each.intakes]
    assert (len(programmes), len(intakes)) == (scale.programmes, scale.intakes)
    assert sum(each.seats - each.taken for each in intakes) == scale.seats


def test_sexes_follow_the_labour_force(catalogue, people):
    women = sum(each.sex == "FEMALE" for each in people) / len(people)
    assert abs(women - catalogue.shares.women) < 0.03


def test_the_trained_share_follows_the_statistics_office(people):
    trained = sum(RANKS[each.qualification] >= RANKS["SHORT_CERTIFICATE"] for each in people)
    # Those too young for what they drew are untrained, so the share lies a little below.
    assert TRAINED_PERCENT - 5 < 100 * trained / len(people) < TRAINED_PERCENT + 2


def test_everybody_is_of_working_age_and_old_enough_for_their_paper(people, day):
    for each in people:
        age = (day - each.birth_date).days / 365.25
        assert 16 <= age < 62
        assert not (RANKS[each.qualification] >= RANKS["BACHELOR"] and age < 22)
        assert each.experience_months <= max(0, age - 18) * 12


def test_older_women_are_called_thi_more_often(people, day):
    def share(first: int, last: int) -> float:
        names = [
            each.full_name.split()
            for each in people
            if each.sex == "FEMALE" and first <= (day - each.birth_date).days / 365.25 < last
        ]
        return sum("Thị" in name for name in names) / len(names)

    assert share(43, 62) > share(29, 42) > share(16, 27)


def test_everybody_lives_within_the_commune_or_next_to_it(catalogue, people):
    communes = {each.code: each for each in catalogue.communes}
    for each in people:
        home = communes[each.commune]
        assert km(each, home) <= home.area_km2**0.5


def test_wishes_are_one_to_three_different_occupations(people):
    for each in people:
        wished = [code for code, _ in each.wishes]
        assert 1 <= len(wished) == len(set(wished)) <= 3


def test_nobody_has_a_skill_or_a_paper_twice(people):
    for each in people:
        papers = [code for code, _ in each.certificates]
        assert len(papers) == len(set(papers))
        assert len(each.skills) == len(set(each.skills))


def test_wage_wishes_are_near_what_the_wished_work_pays(catalogue, people):
    titles = {each.title: each for each in catalogue.titles if each.pay_period == "MONTH"}
    for each in people:
        wish = titles.get(each.wishes[0][1])
        if wish and each.wage_min and each is not people[0]:
            assert 0.75 * wish.wage_low <= each.wage_min <= 1.2 * wish.wage_low


def test_some_wish_for_work_that_needs_a_paper_they_lack(catalogue, people):
    needs = {each.title: set(each.certificates) for each in catalogue.titles}
    lacking = [
        each
        for each in people
        if each.will_train and needs[each.wishes[0][1]] - {code for code, _ in each.certificates}
    ]
    assert len(lacking) > 0.03 * len(people)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_first_worker_has_jobs_at_once_and_jobs_that_a_course_nearby_opens(
    catalogue, day, seed
):
    guide = next(make_people(catalogue, workers=1, seed=seed, on=day))
    near = [
        vacancy
        for firm in make_firms(catalogue, scale=SMALL, seed=seed, on=day)
        if km(guide, firm) <= guide.radius_km
        for vacancy in firm.vacancies
    ]
    (aim, _), (trade, _) = guide.wishes
    opener = catalogue.opener
    at_once = [each for each in near if each.occupation == trade and not each.certificates]
    opened = [
        each
        for each in near
        if each.occupation == aim and set(each.certificates) <= set(opener.certificates)
    ]
    taught = [
        programme
        for school in make_schools(catalogue, scale=SMALL, seed=seed, on=day)
        if km(guide, school) <= guide.radius_km * 1.5
        for programme in school.programmes
        if programme.name == opener.name
    ]
    assert at_once and opened and taught
    assert guide.will_train and not guide.certificates and guide.open_to_employers


def test_wages_run_upward_and_deadlines_lie_ahead(vacancies, day):
    for each in vacancies:
        assert (each.wage_min is None) == (each.wage_max is None)
        assert each.wage_min is None or each.wage_min < each.wage_max
        assert each.posted_on <= day < each.closes_on
        assert 0 <= each.filled < each.positions


def test_most_positions_are_in_factories_as_in_the_delta(catalogue, vacancies):
    factory = {"garment", "footwear", "electronics", "food", "mechanics", "electrical", "plastics"}
    families = {each.title: each.family for each in catalogue.titles}
    positions = Counter({True: 0, False: 0})
    for each in vacancies:
        family = families[each.title.partition(" – đợt ")[0]]
        positions[family in factory] += each.positions
    assert positions[True] > positions[False]


def test_firms_and_schools_say_in_their_names_that_they_are_made(catalogue, day):
    firms = make_firms(catalogue, scale=SMALL, seed=1, on=day)
    schools = make_schools(catalogue, scale=SMALL, seed=1, on=day)
    assert all("Ví Dụ" in each.name for each in firms)
    assert all("Mẫu" in each.name or "Ví Dụ" in each.name for each in schools)
    assert len({each.name for each in (*firms, *schools)}) == len(firms) + len(schools)


@SCALES
def test_intakes_of_a_programme_open_on_different_days_from_tomorrow(catalogue, day, scale):
    for school in make_schools(catalogue, scale=scale, seed=2, on=day):
        for programme in school.programmes:
            days = [each.starts_on for each in programme.intakes]
            assert len(days) == len(set(days))
            assert all(start > day for start in days)
            assert all(1 <= each.minimum <= each.seats for each in programme.intakes)


@SCALES
def test_a_school_teaches_nothing_twice(catalogue, day, scale):
    for school in make_schools(catalogue, scale=scale, seed=2, on=day):
        names = [each.name for each in school.programmes]
        assert len(names) == len(set(names))


def test_moving_the_day_moves_every_date_and_nothing_else(catalogue, day):
    later = day + timedelta(days=7)
    now, then = (make_firms(catalogue, scale=TINY, seed=1, on=on) for on in (day, later))
    for before, after in zip(now, then, strict=True):
        for old, new in zip(before.vacancies, after.vacancies, strict=True):
            assert new.closes_on - old.closes_on == timedelta(days=7)
            assert (new.title, new.positions, new.wage_min) == (
                old.title,
                old.positions,
                old.wage_min,
            )
