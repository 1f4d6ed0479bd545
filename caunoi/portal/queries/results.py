"""A page of results: the search, its choices and its cards."""

from dataclasses import dataclass
from datetime import date

from caunoi.accounts.choices import Role
from caunoi.accounts.models import User
from caunoi.people.queries import person_of
from caunoi.portal.queries.cards import course_card, course_cards, vacancy_card, vacancy_cards
from caunoi.portal.queries.choices import Choices, choices_of
from caunoi.portal.queries.index import search_index
from caunoi.portal.queries.searching import MOST_PAGES, PAGE_SIZE, Filters, Searched, search
from caunoi.training.queries import open_intakes
from caunoi.vacancies.queries import VACANCY, open_vacancies
from caunoi_kit.search.index import IndexUnavailable
from caunoi_kit.ui.cards import CourseCard, JobCard


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """What a page of results shows; without an index only the newest entries."""

    cards: list[JobCard] | list[CourseCard]
    searched: Searched | None
    choices: Choices | None
    knows_home: bool  # the visitor's home is known, so "gần tôi" needs no question
    reachable: int = MOST_PAGES * PAGE_SIZE


def results_page(filters: Filters, *, kind: str, user: User | None, on: date) -> ResultsPage:
    """Search and show; while the index is being rebuilt, the newest straight from the database."""
    home = _home_of(user)
    try:
        searched = search(filters, kind=kind, on=on, home=home)
        choices = choices_of(searched)
    except IndexUnavailable:
        return ResultsPage(_newest(kind, on), None, None, home is not None)
    hits = searched.answer.hits
    cards = vacancy_cards(hits, on=on) if kind == VACANCY else course_cards(hits, on=on)
    return ResultsPage(cards, searched, choices, home is not None)


def index_size() -> int | None:
    """Number of documents in the index; None when there is none to read."""
    try:
        return search_index().count()
    except IndexUnavailable:
        return None


def _home_of(user: User | None) -> tuple[float, float] | None:
    """Where the signed-in job seeker lives, so that distances are from there."""
    if user is None or user.role != Role.JOB_SEEKER:
        return None
    person = person_of(user)
    if person is None or person.lat is None or person.lon is None:
        return None
    return person.lat, person.lon


def _newest(kind: str, on: date) -> list[JobCard] | list[CourseCard]:
    if kind == VACANCY:
        return [vacancy_card(each, on=on) for each in open_vacancies(on=on)[:PAGE_SIZE]]
    return [course_card(each, on=on) for each in open_intakes(on=on)[:PAGE_SIZE]]
