"""The first ways of many people at once: what a group session shows of each.

As in the three lists, from the market of the latest run, with vacancies and intakes read again;
but in a fixed number of queries, and without the words of why.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from caunoi.people.models import Person
from caunoi.placement.models import RefusedJob
from caunoi.placement.queries.desk import Desk
from caunoi.placement.queries.lists import best_of_each_course, open_intakes, open_vacancies
from caunoi.placement.queries.offers import OtherWay
from caunoi.placement.queries.other_ways import other_ways
from caunoi.placement.queries.registers import monthly_wage, read_workers
from caunoi.placement.queries.snapshot import NoMarket, current_market
from caunoi.training.models import Intake
from caunoi.vacancies.models import Vacancy

HITS_READ: Final = 15  # of each kind: some have closed since the run
JOBS: Final = 3
STUDIES: Final = 2
NO_PROFILE: Final = "Chưa có hồ sơ lao động."


@dataclass(frozen=True)
class NearJob:
    """A vacancy somebody could start now, or after a course."""

    vacancy: Vacancy
    kilometres: float
    wage: tuple[int, int] | None  # đồng a month


@dataclass(frozen=True)
class NearStudy:
    """A course, and the best vacancy it leads to."""

    intake: Intake
    job: NearJob


@dataclass(frozen=True)
class FirstWays:
    """The heads of somebody's three lists; `reason` says why there are none."""

    person: Person
    jobs: tuple[NearJob, ...] = ()
    studies: tuple[NearStudy, ...] = ()
    others: tuple[OtherWay, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class _Hits:
    """Keys of what suits one person, best first, and how far the vacancies are."""

    jobs: list[int]
    studies: list[tuple[int, int]]  # intake, vacancy
    kilometres: dict[int, float]
    others: tuple[OtherWay, ...]


def first_ways(people: Sequence[Person], *, on: date) -> list[FirstWays]:
    """The first jobs, courses and other ways of each, in the order given. About 10 queries."""
    try:
        current = current_market()
    except NoMarket as refusal:
        return [FirstWays(person, reason=str(refusal)) for person in people]
    workers, refused = read_workers([person.pk for person in people], on=on)
    hits = {
        int(key): _hits(Desk(current, workers.take(np.array([row]))))
        for row, key in enumerate(workers.worker_id)
    }
    vacancies, intakes = _still_open(hits.values(), on=on)
    unwanted = set(
        RefusedJob.objects.filter(person__in=list(hits)).values_list("person_id", "vacancy_id")
    )
    found = []
    for person in people:
        if person.pk not in hits:
            why = refused.get(person.pk)
            found.append(FirstWays(person, reason=str(why.label) if why else NO_PROFILE))
            continue
        wanted = {k: one for k, one in vacancies.items() if (person.pk, k) not in unwanted}
        found.append(_ways(person, hits[person.pk], wanted, intakes))
    return found


def _hits(desk: Desk) -> _Hits:
    direct = desk.direct()[:HITS_READ]
    taught = best_of_each_course(desk.taught(), most=HITS_READ)
    ways = desk.kilometres(desk.current.market.vacancies)
    rows = {hit.vacancy for hit in direct} | {hit.vacancy for hit in taught}
    return _Hits(
        [desk.vacancy_key(hit.vacancy) for hit in direct],
        [(desk.course_key(hit.course), desk.vacancy_key(hit.vacancy)) for hit in taught],
        {desk.vacancy_key(row): float(ways[row]) for row in rows},
        other_ways(desk, set()),  # close occupations, which cost a query each, stay out
    )


def _still_open(hits: Iterable[_Hits], *, on: date) -> tuple[dict[int, Vacancy], dict[int, Intake]]:
    hits = list(hits)
    vacancies = open_vacancies({key for each in hits for key in each.kilometres}, on=on)
    return vacancies, open_intakes({key for each in hits for key, _ in each.studies}, on=on)


def _ways(
    person: Person, hits: _Hits, vacancies: dict[int, Vacancy], intakes: dict[int, Intake]
) -> FirstWays:
    def job(key: int) -> NearJob:
        one = vacancies[key]
        wage = monthly_wage(one.wage_min, one.wage_max, one.pay_period)
        return NearJob(one, hits.kilometres[key], wage)

    studies: dict[int, NearStudy] = {}
    for intake, vacancy in hits.studies:
        if intake in intakes and vacancy in vacancies:
            programme = intakes[intake].programme_id
            studies.setdefault(programme, NearStudy(intakes[intake], job(vacancy)))
    return FirstWays(
        person,
        tuple(job(key) for key in hits.jobs if key in vacancies)[:JOBS],
        tuple(studies.values())[:STUDIES],
        hits.others,
    )
