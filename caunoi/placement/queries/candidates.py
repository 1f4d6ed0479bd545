"""Whom a vacancy suits, without saying who they are, and what each of its demands costs."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from caunoi.people.choices import Purpose
from caunoi.people.models import Consent, LabourProfile, Person
from caunoi.placement.queries.snapshot import CurrentMarket, NoMarket, current_market
from caunoi.placement.queries.words import DemandLine, Fit, demand_lines, fit_of, names_of
from caunoi.vacancies.choices import VacancyState
from caunoi.vacancies.models import Vacancy
from caunoi_engine.matching import explain, rank_workers_for, what_if
from caunoi_engine.text.names import masked_name
from caunoi_kit.ui.paging import Page, page_of

CANDIDATES_RANKED: Final = 500  # nobody reads further
PAGE_SIZE: Final = 20


@dataclass(frozen=True)
class Candidate:
    """Somebody who fits: initials and commune only. `person_id` is for staff and the journal."""

    person_id: int
    initials: str
    area: str
    fit: Fit
    available_on: date | None
    open_to_employers: bool


@dataclass(frozen=True)
class CandidatePage:
    """One page of the people a vacancy suits. `reason` says why there is none."""

    vacancy: Vacancy
    candidates: tuple[Candidate, ...] = ()
    page: Page | None = None
    fitting: int = 0  # people of the latest run whom it suits
    demands: tuple[DemandLine, ...] = ()
    market_day: date | None = None
    reason: str = ""


def ranked_candidates(
    vacancy: Vacancy, *, on: date, page: str | None = None, all_of_them: bool = False
) -> CandidatePage:
    """The people a vacancy suits, best first, one page.

    Only those whose consent to be found by employers is in force now, unless `all_of_them`
    (counselling staff). About 10 queries.
    """
    if not is_open(vacancy, on=on):
        return CandidatePage(vacancy, reason="Tin đã đóng, hết hạn hoặc đã tuyển đủ người.")
    try:
        current = current_market()
    except NoMarket as refusal:
        return CandidatePage(vacancy, reason=str(refusal))
    row = current.vacancy_rows.get(vacancy.pk)
    if row is None:
        return CandidatePage(
            vacancy,
            market_day=current.day,
            reason="Tin này đăng sau lần tính gần nhất, hoặc chưa có mã nghề và vị trí.",
        )
    rows, _ = rank_workers_for(current.index, vacancy=row, k=CANDIDATES_RANKED)
    keys = [int(key) for key in current.market.workers.worker_id[rows]]
    allowed = _referable(keys)
    if not all_of_them:
        allowed &= _consenting(keys, Purpose.EMPLOYERS)
    ranked = [(row, key) for row, key in zip(rows.tolist(), keys, strict=True) if key in allowed]
    asked = page_of(page, count=len(ranked), size=PAGE_SIZE)
    question = what_if(current.index, vacancy=row)
    return CandidatePage(
        vacancy,
        _candidates(current, vacancy, ranked[asked.part]),
        asked,
        question.feasible_now,
        tuple(demand_lines(question.feasible_now, question.dropped)),
        current.day,
    )


def is_open(vacancy: Vacancy, *, on: date) -> bool:
    """Whether people may still apply on that day."""
    return vacancy.state == VacancyState.OPEN and vacancy.closes_on >= on and vacancy.free > 0


def _referable(keys: list[int]) -> set[int]:
    """Of these people those who still look for work and let the centre refer them."""
    looking = LabourProfile.objects.filter(person_id__in=keys, looking=True)
    return set(looking.values_list("person_id", flat=True)) & _consenting(keys, Purpose.CENTRE)


def _consenting(keys: list[int], purpose: Purpose) -> set[int]:
    """Of these people those whose consent to the purpose is in force now."""
    consents = Consent.objects.filter(person__in=keys, purpose=purpose, withdrawn_at__isnull=True)
    return set(consents.values_list("person_id", flat=True))


def _candidates(
    current: CurrentMarket, vacancy: Vacancy, ranked: list[tuple[int, int]]
) -> tuple[Candidate, ...]:
    its_row = current.vacancy_rows[vacancy.pk]
    keys = [key for _, key in ranked]
    people = Person.objects.select_related("place", "profile").in_bulk(keys)
    found_by_employers = _consenting(keys, Purpose.EMPLOYERS)
    explanations = [explain(current.index, worker=row, vacancy=its_row) for row, _ in ranked]
    names = names_of(explanations)
    return tuple(
        Candidate(
            person_id=key,
            initials=masked_name(people[key].full_name),
            area=_area(people[key]),
            fit=fit_of(explanation, names, roughly_placed=vacancy.roughly_placed),
            available_on=people[key].profile.available_on,
            open_to_employers=key in found_by_employers,
        )
        for (_, key), explanation in zip(ranked, explanations, strict=True)
    )


def _area(person: Person) -> str:
    return person.place.name if person.place else ""
