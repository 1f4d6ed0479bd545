"""The site's search for other programs: the same index, the same understanding of a line."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from caunoi.classifications.choices import Qualification, Scheme, Shift
from caunoi.classifications.queries import industry_sections, isco_units
from caunoi.portal.queries.labels import OFFER_WORDS, place_label
from caunoi.portal.queries.searching import MOST_PAGES, PAGE_SIZE, Filters, search
from caunoi.training.choices import TimeOfDay
from caunoi.training.queries import COURSE
from caunoi.training.queries.feed import CourseRecord, courses_of_intakes
from caunoi.vacancies.queries import VACANCY
from caunoi.vacancies.queries.feed import VacancyRecord, records_of


@dataclass(frozen=True, kw_only=True)
class FoundBy:
    """What the search made of the question."""

    total: int
    page: int
    pages: int
    understood: list[str]  # parts of the line that became conditions
    warnings: list[str]  # codes and words that were left aside, each named
    widened: str  # what was given up because nothing answered to all of it


@dataclass(frozen=True, kw_only=True)
class FoundVacancies(FoundBy):
    """A page of vacancies, the best first."""

    items: list[VacancyRecord]


@dataclass(frozen=True, kw_only=True)
class FoundCourses(FoundBy):
    """A page of courses, the best first; each with all its intakes one may join."""

    items: list[CourseRecord]


def found_vacancies(filters: Filters, *, on: date) -> FoundVacancies:
    """Search vacancies. Raises `IndexUnavailable`."""
    by, hits = _search(filters, VACANCY, [str(one) for one in Shift.values], on)
    return FoundVacancies(**vars(by), items=records_of(hits, on=on))


def found_courses(filters: Filters, *, on: date) -> FoundCourses:
    """Search courses. Raises `IndexUnavailable`."""
    by, hits = _search(filters, COURSE, [str(one) for one in TimeOfDay.values], on)
    return FoundCourses(**vars(by), items=courses_of_intakes(hits, on=on))


def _search(filters: Filters, kind: str, times: list[str], on: date) -> tuple[FoundBy, list[int]]:
    known, warnings = _known(filters, times)
    searched = search(known, kind=kind, on=on)
    total = searched.answer.total
    if searched.asks_home:
        warnings.append("«gần tôi» cần biết nơi ở: gửi home. Bỏ qua.")
    by = FoundBy(
        total=total,
        page=filters.page,
        pages=min(MOST_PAGES, -(-total // PAGE_SIZE)),
        understood=list(searched.understood),
        warnings=[*warnings, *searched.warnings],
        widened=searched.widened,
    )
    return by, [hit.id for hit in searched.answer.hits]


def _known(filters: Filters, times: list[str]) -> tuple[Filters, list[str]]:
    """The filters without codes nobody knows, and a warning for each of those."""
    warnings: list[str] = []
    keep = _Keeper(warnings)
    units = isco_units().filter(code__in=filters.trades).values_list("code", flat=True)
    known = replace(
        filters,
        trades=keep("occupation", filters.trades, set(units).__contains__),
        shifts=keep("shift", filters.shifts, times.__contains__),
        offers=keep("offer", filters.offers, OFFER_WORDS.__contains__),
        place="".join(keep("place", _one(filters.place), lambda code: bool(place_label(code)))),
        section="".join(keep("industry", _one(filters.section), _is_section)),
        level="".join(keep("level", _one(filters.level), Qualification.values.__contains__)),
    )
    return known, warnings


@dataclass(frozen=True)
class _Keeper:
    """Keeps the known codes of a filter and names the others."""

    warnings: list[str]

    def __call__(
        self, name: str, codes: Iterable[str], is_known: Callable[[str], bool]
    ) -> tuple[str, ...]:
        codes = tuple(codes)
        unknown = [code for code in codes if not is_known(code)]
        self.warnings.extend(f"{name}: không có mã «{code}». Bỏ qua mã này." for code in unknown)
        return tuple(code for code in codes if code not in unknown)


def _one(code: str) -> tuple[str, ...]:
    return (code,) if code else ()


def _is_section(code: str) -> bool:
    scheme, _, letter = code.partition("_")
    if scheme not in {Scheme.VSIC2007, Scheme.VSIC2025}:
        return False
    return industry_sections(Scheme(scheme)).filter(code=letter).exists()
