"""Three lists for one person: work now, learn then work, and other ways.

Vacancies and intakes come from the market of the latest run and are read again from the registers
before they are shown, so nothing closed or full appears.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from caunoi.people.models import JobWish, LabourProfile, Person
from caunoi.people.queries import person_of
from caunoi.placement.permissions import is_job_seeker
from caunoi.placement.queries.desk import Desk, Direct, Taught, Wish
from caunoi.placement.queries.dislikes import Dislikes, dislikes_of
from caunoi.placement.queries.list_rules import ListRules, list_rules
from caunoi.placement.queries.offers import (
    CourseOffer,
    JobOffer,
    StudyOffer,
    ThreeLists,
    VacancyFit,
)
from caunoi.placement.queries.other_ways import other_ways
from caunoi.placement.queries.registers import monthly_wage, read_worker
from caunoi.placement.queries.snapshot import NoMarket, current_market
from caunoi.placement.queries.words import Fit, Names, fit_of, names_of, with_changes
from caunoi.training.models import Intake
from caunoi.vacancies.models import Vacancy
from caunoi_engine.matching import (
    Change,
    CourseNear,
    best_courses_for_gap,
    changes_needed,
    explain,
    near_misses,
)

JOBS_SHOWN: Final = 5
STUDIES_SHOWN: Final = 5
HITS_READ: Final = 40  # more than are shown: some have closed since the run
HITS_SIFTED: Final = 600  # when only some of them are wanted
COURSES_FOR_GAP: Final = 3
NEARLY_SHOWN: Final = 3


Keep = Callable[[Vacancy, float], bool]
"""Whether a vacancy, so many kilometres from home, is wanted in the lists."""


def three_lists(person: Person, *, on: date, keep: Keep | None = None) -> ThreeLists:
    """The three lists of one person, and what they only just miss. About 22 queries.

    Jobs and courses that repeat what the person once refused stand after the others and say so.

    With `keep`, only the vacancies it keeps and the courses that lead to them.
    """
    profile = LabourProfile.objects.filter(person=person).first()
    if profile is None:
        return ThreeLists(person, None, reason="Chưa có hồ sơ lao động.")
    wishes = tuple(
        JobWish.objects.filter(profile=profile).select_related("occupation").order_by("rank")
    )
    try:
        current = current_market()
    except NoMarket as refusal:
        return ThreeLists(person, profile, wishes, reason=str(refusal))
    worker, refused = read_worker(person.pk, on=on)
    if refused is not None:
        return ThreeLists(person, profile, wishes, reason=str(refused.label))
    desk = Desk(current, worker)
    direct = desk.direct()
    most = HITS_READ if keep is None else HITS_SIFTED
    chosen = best_of_each_course(desk.taught(), most=most)
    missed = near_misses(desk.index, worker=int(Wish.AS_THEY_ARE), k=HITS_READ)
    rows = [hit.vacancy for hits in (direct[:most], chosen, missed) for hit in hits]
    vacancies = _wanted(desk, rows, keep, on=on)
    intakes = open_intakes([desk.course_key(hit.course) for hit in chosen], on=on)
    jobs = [
        (hit, vacancies[key])
        for hit in direct[:most]
        if (key := desk.vacancy_key(hit.vacancy)) in vacancies
    ]
    dislikes = dislikes_of(person, desk)
    studies = _one_a_programme(desk, chosen, (vacancies, intakes), dislikes)
    shown = {vacancy.pk for _, _, vacancy, _ in studies}
    nearly = [
        (miss.vacancy, vacancies[key])
        for miss in missed
        if (key := desk.vacancy_key(miss.vacancy)) in vacancies
        and key not in shown
        # Nobody knows how far it is: the way is no reason.
        and not (miss.code == "COMMUTE" and vacancies[key].roughly_placed)
    ]
    return ThreeLists(
        person,
        profile,
        wishes,
        jobs=_jobs(desk, jobs, dislikes, list_rules(current.run, vacancies, on=on)),
        studies=_studies(desk, studies),
        nearly=_nearly(desk, nearly[:NEARLY_SHOWN], on=on),
        others=other_ways(desk, {wish.occupation.code for wish in wishes}),
        fitting=len(direct),
        market_day=current.day,
    )


def explain_for(user: Any, vacancy: Vacancy, *, on: date) -> VacancyFit | None:
    """How a vacancy suits the signed-in job seeker; None when nothing can be said."""
    if not is_job_seeker(user):
        return None
    person = person_of(user)
    if person is None:
        return None
    try:
        current = current_market()
    except NoMarket:
        return None
    row = current.vacancy_rows.get(vacancy.pk)
    worker, refused = read_worker(person.pk, on=on)
    if row is None or refused is not None:
        return None
    desk = Desk(current, worker)
    explanation = explain(desk.index, worker=0, vacancy=row)
    names = names_of([explanation])
    fit = fit_of(explanation, names, roughly_placed=vacancy.roughly_placed)
    if not fit.missing:
        return VacancyFit(fit)
    (fit,) = _with_changes(desk, [(row, fit)], names, on=on)
    return VacancyFit(fit, _courses_for(desk, row, on=on))


def _courses_for(desk: Desk, vacancy: int, *, on: date) -> tuple[CourseOffer, ...]:
    """Open intakes that would fill what the person lacks for the vacancy (a row)."""
    gaps = best_courses_for_gap(desk.index, worker=0, vacancy=vacancy, k=COURSES_FOR_GAP)
    intakes = open_intakes([desk.course_key(gap.course) for gap in gaps], on=on)
    ways = desk.kilometres(desk.current.market.courses)
    return tuple(
        CourseOffer(intakes[key], float(ways[gap.course]))
        for gap in gaps
        if (key := desk.course_key(gap.course)) in intakes
    )


def open_vacancies(keys: Iterable[int], *, on: date) -> dict[int, Vacancy]:
    """Of these vacancies the open ones, by key."""
    found = Vacancy.objects.open_on(on).filter(pk__in=list(keys))
    return {one.pk: one for one in found.select_related("employer", "place")}


def open_intakes(keys: Iterable[int], *, on: date) -> dict[int, Intake]:
    """Of these intakes the open ones, by key."""
    found = Intake.objects.open_on(on).filter(pk__in=list(keys))
    return {one.pk: one for one in found.select_related("programme__institution")}


def _wanted(desk: Desk, rows: list[int], keep: Keep | None, *, on: date) -> dict[int, Vacancy]:
    """The vacancies of these rows that are still open, and kept."""
    found = open_vacancies(map(desk.vacancy_key, rows), on=on)
    if keep is None:
        return found
    ways = desk.kilometres(desk.current.market.vacancies)
    far = {desk.vacancy_key(row): float(ways[row]) for row in rows}
    return {key: one for key, one in found.items() if keep(one, far[key])}


def best_of_each_course(taught: Iterable[Taught], *, most: int) -> list[Taught]:
    """A few of the best vacancies of every intake: variety before one intake's long tail."""
    kept: list[Taught] = []
    times: Counter[int] = Counter()
    for hit in taught:
        if times[hit.course] < STUDIES_SHOWN and len(kept) < most:
            times[hit.course] += 1
            kept.append(hit)
    return kept


def _jobs(
    desk: Desk, hits: list[tuple[Direct, Vacancy]], dislikes: Dislikes, rules: ListRules
) -> tuple[JobOffer, ...]:
    """The first jobs by the rules of lists, those last that repeat what the person said no to."""
    ways = desk.kilometres(desk.current.market.vacancies)
    said = {hit.vacancy: dislikes.against(one, float(ways[hit.vacancy])) for hit, one in hits}
    ordered = sorted(
        hits, key=lambda pair: (len(said[pair[0].vacancy]), rules.rank(pair[1], pair[0].value))
    )
    shown = rules.spread(ordered, JOBS_SHOWN)
    fits, _ = _fits(desk, [(hit.vacancy, None, vacancy) for hit, vacancy in shown])
    return tuple(
        replace(
            _job(desk, (hit.vacancy, vacancy), fit, float(ways[hit.vacancy])),
            disliked=said[hit.vacancy],
        )
        for (hit, vacancy), fit in zip(shown, fits, strict=True)
    )


def _job(desk: Desk, of: tuple[int, Vacancy], fit: Fit, kilometres: float) -> JobOffer:
    """The offer of a vacancy (row and record)."""
    row, vacancy = of
    wage = monthly_wage(vacancy.wage_min, vacancy.wage_max, vacancy.pay_period)
    return JobOffer(vacancy, fit, kilometres, wage, int(desk.current.obstacles.contenders[row]))


def _nearly(desk: Desk, hits: list[tuple[int, Vacancy]], *, on: date) -> tuple[JobOffer, ...]:
    """Vacancies (row and record) that one thing keeps from fitting, with what would change it."""
    if not hits:
        return ()
    ways = desk.kilometres(desk.current.market.vacancies)
    fits, names = _fits(desk, [(row, None, vacancy) for row, vacancy in hits])
    told = _with_changes(
        desk, [(row, fit) for (row, _), fit in zip(hits, fits, strict=True)], names, on=on
    )
    return tuple(
        _job(desk, hit, fit, float(ways[hit[0]])) for hit, fit in zip(hits, told, strict=True)
    )


def _with_changes(desk: Desk, pairs: list[tuple[int, Fit]], names: Names, *, on: date) -> list[Fit]:
    """The fits with vacancies (rows), saying what would change; full classes are not counted."""
    changes = [changes_needed(desk.index, worker=0, vacancy=row) for row, _ in pairs]
    near = {
        course.course
        for change in (one for several in changes for one in several)
        for courses in (change.courses, *(lack.courses for lack in change.lacks))
        for course in courses
    }
    keys = {row: desk.course_key(row) for row in near}
    is_open = set(open_intakes(keys.values(), on=on)) if near else set()

    def still(courses: Sequence[CourseNear]) -> tuple[CourseNear, ...]:
        return tuple(course for course in courses if keys[course.course] in is_open)

    def fresh(change: Change) -> Change:
        lacks = tuple(replace(lack, courses=still(lack.courses)) for lack in change.lacks)
        return replace(change, lacks=lacks, courses=still(change.courses))

    radius_km = float(desk.worker.radius_km[0])
    return [
        with_changes(fit, map(fresh, several), names, radius_km=radius_km)
        for (_, fit), several in zip(pairs, changes, strict=True)
    ]


Study = tuple[Taught, Intake, Vacancy, tuple[str, ...]]
"""A way through a course, and what the person once refused that the work after it repeats."""


def _one_a_programme(
    desk: Desk,
    hits: list[Taught],
    still_open: tuple[dict[int, Vacancy], dict[int, Intake]],
    dislikes: Dislikes,
) -> list[Study]:
    """Of every programme its best open intake with the best open vacancy it leads to.

    Work that repeats what the person said no to counts as worse; a programme that leads to nothing
    else stands after the others.
    """
    vacancies, intakes = still_open
    ways = desk.kilometres(desk.current.market.vacancies)
    best: dict[int, Study] = {}
    for hit in hits:
        intake = intakes.get(desk.course_key(hit.course))
        vacancy = vacancies.get(desk.vacancy_key(hit.vacancy))
        if intake is None or vacancy is None:
            continue
        said = dislikes.against(vacancy, float(ways[hit.vacancy]))
        before = best.get(intake.programme_id)
        if before is None or len(said) < len(before[3]):
            best[intake.programme_id] = (hit, intake, vacancy, said)
    return sorted(best.values(), key=lambda study: len(study[3]))[:STUDIES_SHOWN]


def _studies(desk: Desk, hits: list[Study]) -> tuple[StudyOffer, ...]:
    ways = desk.kilometres(desk.current.market.courses)
    fits, _ = _fits(desk, [(hit.vacancy, hit.course, vacancy) for hit, _, vacancy, _ in hits])
    opened = Counter(hit.course for hit in desk.taught())
    return tuple(
        StudyOffer(
            intake,
            vacancy,
            fit,
            monthly_wage(vacancy.wage_min, vacancy.wage_max, vacancy.pay_period),
            opened[hit.course] - 1,
            float(ways[hit.course]),
            disliked=said,
        )
        for (hit, intake, vacancy, said), fit in zip(hits, fits, strict=True)
    )


def _fits(desk: Desk, pairs: list[tuple[int, int | None, Vacancy]]) -> tuple[list[Fit], Names]:
    """How the person fits vacancies (row and record), each perhaps after a course (row)."""
    explanations = [explain(desk.index, worker=0, vacancy=v, course=c) for v, c, _ in pairs]
    names = names_of(explanations)
    fits = [
        fit_of(explanation, names, roughly_placed=vacancy.roughly_placed)
        for explanation, (_, _, vacancy) in zip(explanations, pairs, strict=True)
    ]
    return fits, names
