"""One made market as plain columns of whole numbers, and the right lists for it.

The columns are those of the specification (`caunoi_engine/matching/score.py`): distances in
hectometres, money in đồng, skills with the points each vacancy gives them. No peer has to work
out anything the engine had not to work out as well, and none gets less than the engine has.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching import NOT_STATED, Market, MarketIndex, build_index, example_market
from caunoi_engine.matching import rank_vacancies as our_lists
from caunoi_engine.matching.occupations import proximity_table
from caunoi_engine.matching.score import (
    DONG_PER_WAGE_UNIT,
    experience_min,
    wage_step,
    wage_wish_units,
)

ROOT: Final = Path(__file__).resolve().parent.parent.parent
LIST_LENGTH: Final = 50
USUAL_VACANCIES: Final = 10_000
ANY_WAGE: Final = 2**31 - 1
"""Stands for the wage of a vacancy that states none: it passes the rule and earns no points."""

Ints = NDArray[np.integer[Any]]
Columns = dict[str, Ints]

TABLES: Final = (
    "workers", "wishes", "worker_skills", "vacancies", "vacancy_skills", "near",
    "courses", "contents", "content_skills", "trades", "right",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One market; rows of a table are those of the market. `seed` also draws the samples.

    `workers`, `vacancies`, `courses`: one entry a row. `wishes` (worker, unit), `worker_skills`
    (worker, skill), `vacancy_skills` (vacancy, skill, points, required), `near` (wished, offered,
    points > 0), `trades` (wished, offered: near enough to train for): one entry a pair, by row.
    `contents`: what a course teaches, and `content_skills` (content, skill). `right`: the exact
    lists, `rows` and `scores` of shape (workers, 50), ended by -1 and 0.
    """

    size: str
    seed: int
    workers: Columns
    wishes: Columns
    worker_skills: Columns
    vacancies: Columns
    vacancy_skills: Columns
    near: Columns
    courses: Columns
    contents: Columns
    content_skills: Columns
    trades: Columns
    right: Columns

    def sample(self, most: int) -> Ints:
        """At most so many workers, drawn at random, ascending.

        Fewer beyond 10,000 vacancies, by as much: a slow peer takes about as long at every size.
        """
        n = len(self.workers["x"])
        most = most * USUAL_VACANCIES // max(USUAL_VACANCIES, len(self.vacancies["x"]))
        if most >= n:
            return np.arange(n)
        return np.sort(np.random.default_rng(self.seed).choice(n, most, replace=False))

    def save(self, folder: Path) -> None:
        """Writes the case where `load_case` finds it."""
        arrays = {f"{t}.{c}": a for t in TABLES for c, a in getattr(self, t).items()}
        np.savez(folder / "case.npz", **arrays)


def load_case(folder: Path, size: str, seed: int) -> Case:
    """The case that was saved there."""
    tables: dict[str, Columns] = {name: {} for name in TABLES}
    with np.load(folder / "case.npz") as file:
        for name in file.files:
            table, column = name.split(".")
            tables[table][column] = file[name]
    return Case(size=size, seed=seed, **tables)


def unit_codes() -> list[str]:
    """All unit groups of ISCO-08."""
    with (ROOT / "reference/occupations.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return sorted(r["code"] for r in rows if r["scheme"] == "ISCO08" and r["level"] == "4")


def made_market(size: str, seed: int) -> Market:
    """The market that all peers of this size and seed are measured on."""
    return example_market(unit_codes(), size=size, seed=seed)


def make_case(size: str, seed: int) -> Case:
    """Makes the market, lays it out in columns, and works out the right lists."""
    index = build_index(made_market(size, seed))
    market, policy = index.market, index.policy
    units = sorted({*market.workers.occupations.names, *market.vacancies.occupation,
                    *market.courses.occupation})  # fmt: skip
    place = {unit: i for i, unit in enumerate(units)}
    permille = proximity_table(units, market.related)
    points = policy.occupation * permille // 1000
    points[permille < policy.least_nearness] = 0
    wished, offered = np.nonzero(points)
    trade, taught = np.nonzero(permille >= policy.course_proximity_permille)
    vacancies = [index.vacancy(row) for row in range(len(market.vacancies))]
    skills = _numbered(chain.from_iterable((*v.required, *v.preferred) for v in vacancies))
    certificates = _numbered(chain.from_iterable(v.certificates for v in vacancies))
    ranking = our_lists(index, k=LIST_LENGTH)
    return Case(
        size=size,
        seed=seed,
        near=_narrow(wished=wished, offered=offered, points=points[wished, offered]),
        trades=_narrow(wished=trade, offered=taught),
        right={"rows": ranking.rows, "scores": ranking.scores},
        **_worker_tables(index, place, skills, certificates),
        **_vacancy_tables(index, place, skills, certificates),
        **_course_tables(index, place, skills, certificates),
    )


def _narrow(**columns: Ints) -> Columns:
    return {name: column.astype(np.int32) for name, column in columns.items()}


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(sorted(set(names)))}


def _mask(names: Iterable[str], numbers: dict[str, int]) -> int:
    """Certificates as bits of a signed 64-bit number; those nobody requires are left out."""
    bits = sum(1 << numbers[name] for name in names if name in numbers)
    return bits - 2**64 if bits >= 2**63 else bits


def _pairs(names: tuple[str, ...], rows: Sequence[tuple[int, ...]]) -> Columns:
    """Columns of 32 bits, which is quickest for everybody; masks of certificates need 64."""
    table = np.array(rows, np.int64).reshape(len(rows), len(names))
    return {
        name: table[:, i].astype(np.int64 if name == "certificates" else np.int32)
        for i, name in enumerate(names)
    }


def _worker_tables(
    index: MarketIndex, units: dict[str, int], skills: dict[str, int], certificates: dict[str, int]
) -> dict[str, Columns]:
    people, wishes, known = [], [], []
    for i in range(len(index.market.workers)):
        w = index.worker(i)
        people.append(
            (i, w.x, w.y, w.education, w.experience_months, w.radius, w.wage_min,
             wage_wish_units(w.wage_min), wage_step(w.wage_min, index.policy), w.shifts,
             _mask(w.certificates, certificates), w.will_board, w.will_train)
        )  # fmt: skip
        wishes += [(i, units[unit]) for unit in w.wishes]
        known += [(i, skill) for skill in sorted(skills[s] for s in w.skills if s in skills)]
    names = ("worker", "x", "y", "education", "experience", "radius", "wage", "wage_units", "step",
             "shifts", "certificates", "boards", "trains")  # fmt: skip
    return {
        "workers": _pairs(names, people),
        "wishes": _pairs(("worker", "unit"), wishes),
        "worker_skills": _pairs(("worker", "skill"), known),
    }


def _vacancy_tables(
    index: MarketIndex, units: dict[str, int], skills: dict[str, int], certificates: dict[str, int]
) -> dict[str, Columns]:
    policy, positions = index.policy, index.market.vacancies.positions
    offers = [index.vacancy(row) for row in range(len(positions))]
    columns = _pairs(
        ("vacancy", "x", "y", "unit", "education", "experience", "fewest", "wage", "wage_units",
         "shifts", "certificates", "housing", "positions", "given_required", "given_preferred"),
        [
            (i, v.x, v.y, units[v.occupation], v.education_min, v.experience_months_min,
             experience_min(v.experience_months_min, policy),
             ANY_WAGE if v.wage_max == NOT_STATED else v.wage_max,
             -1 if v.wage_max == NOT_STATED else v.wage_max // DONG_PER_WAGE_UNIT,
             v.shifts, _mask(v.certificates, certificates), v.housing, int(positions[i]),
             0 if v.required else policy.required_skills,
             0 if v.preferred else policy.skills - policy.required_skills)
            for i, v in enumerate(offers)
        ],
    )  # fmt: skip
    asked = [
        (i, skills[skill], points, required)
        for i, v in enumerate(offers)
        for required, named in ((1, v.required), (0, v.preferred))
        for skill, points in named.items()
    ]
    names = ("vacancy", "skill", "points", "required")
    return {"vacancies": columns, "vacancy_skills": _pairs(names, asked)}


def _course_tables(
    index: MarketIndex, units: dict[str, int], skills: dict[str, int], certificates: dict[str, int]
) -> dict[str, Columns]:
    """Intakes; those that teach and certify the same, of what anybody asks, share a content."""
    policy, seats = index.policy, index.market.courses.seats
    contents: dict[tuple[tuple[int, ...], int], int] = {}
    rows = []
    for i in range(len(seats)):
        c = index.course(i)
        taught = tuple(sorted(skills[s] for s in c.skills if s in skills))
        content = (taught, _mask(c.certificates, certificates))
        cost = (
            policy.course_fixed
            + policy.course_month * c.months
            + c.cost_vnd // policy.course_dong_per_point
        )
        rows.append(
            (c.x, c.y, units[c.occupation], c.education_min, c.boarding, cost,
             contents.setdefault(content, len(contents)), int(seats[i]))
        )  # fmt: skip
    names = ("x", "y", "unit", "education", "boarding", "cost", "content", "seats")
    return {
        "courses": _pairs(names, rows),
        "contents": _pairs(("certificates",), [(mask,) for _, mask in contents]),
        "content_skills": _pairs(
            ("content", "skill"), [(i, s) for (taught, _), i in contents.items() for s in taught]
        ),
    }
