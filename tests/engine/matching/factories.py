"""Made markets for the tests: a plain pair that fits, and random markets full of edge cases."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from caunoi_engine.matching import (
    NOT_STATED,
    SHIFTS,
    Courses,
    Market,
    Vacancies,
    Workers,
    example_market,
)

UNITS = ("2431", "5223", "7531", "7533", "8153", "8160", "9329")
MADE_UNITS = tuple(f"{major}{rest:03d}" for major in range(1, 10) for rest in (111, 112, 121, 211))
SKILLS = tuple("abcdefgh")
CERTIFICATES = ("driving", "forklift", "welding")
LAT, LON = 18.0, 106.0
DEGREES_A_KM = 1 / 110.574

WORKER: dict[str, Any] = {
    "worker_id": "W", "lat": LAT, "lon": LON, "occupations": ["7531"], "skills": ["a"],
    "certificates": [], "education": 3, "experience_months": 24, "wage_min": 8_000_000,
    "radius_km": 15.0, "shifts": 1, "will_board": False, "will_train": True, "priority": 0,
}  # fmt: skip
VACANCY: dict[str, Any] = {
    "vacancy_id": "V", "employer_id": "E", "lat": LAT, "lon": LON, "occupation": "7531",
    "positions": 1, "wage_min": 8_000_000, "wage_max": 12_000_000, "education_min": 3,
    "experience_months_min": 12, "skills_required": ["a"], "skills_preferred": [],
    "certificates_required": [], "shifts": 1, "housing": False,
}  # fmt: skip
COURSE: dict[str, Any] = {
    "course_id": "C", "programme_id": "P", "lat": LAT, "lon": LON, "occupation": "7531",
    "seats": 5, "months": 1, "cost_vnd": 1_000_000, "education_min": 0, "skills_taught": ["a"],
    "certificates_granted": [], "boarding": False,
}  # fmt: skip


def columns(plain: dict[str, Any], rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """The plain row, once for each of the rows, changed as they say, as columns."""
    return {name: [row.get(name, value) for row in rows] for name, value in plain.items()}


def market(
    *,
    workers: list[dict[str, Any]],
    vacancies: list[dict[str, Any]],
    courses: list[dict[str, Any]] | None = None,
    related: dict[tuple[str, str], int] | None = None,
) -> Market:
    """A market of plain rows with these changes; ids are numbered unless given."""

    def numbered(prefix: str, name: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{name: f"{prefix}{i:03d}", **row} for i, row in enumerate(rows)]

    def priced(row: dict[str, Any]) -> dict[str, Any]:
        """The lowest wage is no higher than the highest, whatever that is."""
        highest = row.get("wage_max", VACANCY["wage_max"])
        return {"wage_min": min(VACANCY["wage_min"], highest), **row}

    jobs = [priced(row) for row in numbered("V", "vacancy_id", vacancies)]
    return Market(
        Workers.of(**columns(WORKER, numbered("W", "worker_id", workers))),
        Vacancies.of(**columns(VACANCY, jobs)),
        Courses.of(**columns(COURSE, numbered("C", "course_id", courses or []))),
        related or {},
    )


def pair(worker: dict[str, Any] | None = None, vacancy: dict[str, Any] | None = None) -> Market:
    """One worker and one vacancy that fit, but for these changes."""
    return market(workers=[worker or {}], vacancies=[vacancy or {}])


def small(seed: int = 1) -> Market:
    """The made example of the package."""
    return example_market(MADE_UNITS, size="small", seed=seed)


def some_of(names: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), max_size=4)


PLACES = {
    "lat": st.sampled_from([0, 0.4, 3, 9.95, 10, 10.1, 40, 80, 99.9, 100, 100.1, 900]).map(
        lambda km: LAT + km * DEGREES_A_KM
    ),
    "lon": st.floats(-0.3, 0.9).map(lambda degrees: LON + degrees),
}
boarding_limits = st.sampled_from([0, 1, 40, 100, 280])
SHIFT_MASKS = st.integers(1, 2 ** len(SHIFTS) - 1)
WAGES = st.sampled_from([0, 1, 9_999, 8_000_000, 8_004_999, 8_005_000, 12_345_678, 400_000_000])
MONTHS = st.sampled_from([0, 1, 5, 6, 11, 12, 24, 36, 600])
RANKS = st.integers(0, 8)

random_workers = st.fixed_dictionaries(
    {
        **PLACES,
        "occupations": st.lists(st.sampled_from(UNITS), min_size=1, max_size=3),
        "skills": some_of(SKILLS),
        "certificates": some_of(CERTIFICATES),
        "education": RANKS,
        "experience_months": MONTHS,
        "wage_min": WAGES,
        "radius_km": st.sampled_from([0.0, 5.0, 9.99, 10.0, 50.0, 1000.0]),
        "shifts": SHIFT_MASKS,
        "will_board": st.booleans(),
        "will_train": st.booleans(),
    }
)
random_vacancies = st.fixed_dictionaries(
    {
        **PLACES,
        "occupation": st.sampled_from(UNITS),
        "positions": st.integers(1, 3),
        "wage_max": WAGES | st.just(NOT_STATED),
        "education_min": st.integers(0, 4),
        "experience_months_min": MONTHS,
        "skills_required": some_of(SKILLS),
        "skills_preferred": some_of(SKILLS),
        "certificates_required": some_of(CERTIFICATES),
        "shifts": SHIFT_MASKS,
        "housing": st.booleans(),
    }
)
random_courses = st.fixed_dictionaries(
    {
        **PLACES,
        "occupation": st.sampled_from(UNITS),
        "seats": st.integers(1, 2),
        "months": st.integers(0, 12),
        "cost_vnd": st.integers(0, 20_000_000),
        "education_min": st.integers(0, 5),
        "skills_taught": some_of(SKILLS),
        "certificates_granted": some_of(CERTIFICATES),
        "boarding": st.booleans(),
    }
)
related_units = st.dictionaries(
    st.tuples(st.sampled_from(UNITS), st.sampled_from(UNITS)), st.integers(0, 1000), max_size=5
)
random_markets = st.builds(
    lambda workers, vacancies, courses, related: market(
        workers=workers, vacancies=vacancies, courses=courses, related=related
    ),
    st.lists(random_workers, min_size=1, max_size=6),
    st.lists(random_vacancies, min_size=1, max_size=8),
    st.lists(random_courses, max_size=4),
    related_units,
)


def crowded(seed: int, workers: int = 60, vacancies: int = 25) -> Market:
    """Many workers who fit many vacancies with few positions: a plan has to choose."""
    rng = np.random.default_rng(seed)
    skills = [rng.choice(SKILLS, 4, replace=False).tolist() for _ in range(workers + vacancies)]
    return market(
        workers=[
            {
                "occupations": rng.choice(UNITS[2:6], 2).tolist(),
                "skills": skills[i],
                "lat": LAT + rng.uniform(0, 0.2),
                "radius_km": 40.0,
                "wage_min": int(rng.integers(60, 90)) * 100_000,
                "education": int(rng.integers(3, 6)),
            }
            for i in range(workers)
        ],
        vacancies=[
            {
                "occupation": str(rng.choice(UNITS[2:6])),
                "skills_required": skills[workers + j][:3],
                "skills_preferred": skills[workers + j][3:],
                "certificates_required": ["welding"] if j % 4 == 0 else [],
                "lat": LAT + rng.uniform(0, 0.2),
                "positions": int(rng.integers(1, 4)),
            }
            for j in range(vacancies)
        ],
        courses=[
            {
                "occupation": "7531", "seats": 2, "skills_taught": ["a", "b", "c"],
                "certificates_granted": ["welding"] if k % 2 else [], "months": k,
            }
            for k in range(6)
        ],
    )  # fmt: skip
