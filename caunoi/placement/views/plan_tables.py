"""The tables of a plan, as the kit draws them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from caunoi.placement.models import IntakeResult, MatchRun, VacancyResult
from caunoi.placement.queries import LeftOutLine, LeftOutPage, PeoplePage, UnfilledLine
from caunoi.placement.queries.left_out import Table as Register
from caunoi.placement.queries.offers import length_words
from caunoi.placement.queries.plan import persons_worth
from caunoi.placement.views.cards import vacancy_url
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import Column, Link


@dataclass(frozen=True)
class Table:
    """Columns and rows of one table."""

    columns: list[Column]
    rows: list[list[Any]]


def contested(run: MatchRun, results: Iterable[VacancyResult]) -> Table:
    """Vacancies many people want, and what one more position would give."""
    return Table(
        [
            Column("Việc"),
            Column("Nơi tuyển"),
            Column("Chỗ", figures=True),
            Column("Người hợp", figures=True),
            Column("Thêm một chỗ thì"),
        ],
        [
            [
                Link(one.vacancy.title, vacancy_url(one.vacancy)),
                one.vacancy.employer.name,
                formats.number(one.free),
                formats.number(one.contenders),
                price_words(one.price),
            ]
            for one in results
        ],
    )


def unfilled(run: MatchRun, lines: Iterable[UnfilledLine]) -> Table:
    """Vacancies with free positions, and why."""
    return Table(
        [
            Column("Việc"),
            Column("Nơi tuyển"),
            Column("Còn trống", figures=True),
            Column("Người hợp", figures=True),
            Column("Vì sao còn trống"),
        ],
        [
            [
                Link(line.result.vacancy.title, vacancy_url(line.result.vacancy)),
                line.result.vacancy.employer.name,
                formats.number(line.unfilled),
                formats.number(line.result.contenders),
                line.why or "Chưa rõ",
            ]
            for line in lines
        ],
    )


def vacancies(run: MatchRun, lines: Iterable[UnfilledLine]) -> Table:
    """Vacancies with what the plan gives them; the figure given opens the people."""
    return Table(
        [
            Column("Việc"),
            Column("Nơi tuyển"),
            Column("Chỗ", figures=True),
            Column("Đã xếp", figures=True),
            Column("Người hợp", figures=True),
            Column("Ghi chú"),
        ],
        [
            [
                Link(line.result.vacancy.title, vacancy_url(line.result.vacancy)),
                line.result.vacancy.employer.name,
                formats.number(line.result.free),
                _people_link(run, line.result.given, tin=line.result.vacancy_id),
                Link(
                    formats.number(line.result.contenders),
                    reverse("placement:candidates", args=[line.result.vacancy_id]),
                ),
                line.why or _price_note(line.result.price),
            ]
            for line in lines
        ],
    )


def intakes(run: MatchRun, results: Iterable[IntakeResult]) -> Table:
    """Intakes with their learners and what one more seat would give."""
    return Table(
        [
            Column("Khoá học"),
            Column("Nơi học"),
            Column("Khai giảng"),
            Column("Ghế", figures=True),
            Column("Đã xếp", figures=True),
            Column("Thêm một ghế thì"),
        ],
        [
            [
                Link(
                    one.intake.programme.name,
                    reverse("portal:course", args=[one.intake.programme_id]),
                ),
                f"{one.intake.programme.institution.name} ({length_words(one.intake)})",
                formats.day(one.intake.starts_on),
                formats.number(one.free),
                _people_link(run, one.given, khoa=one.intake_id),
                price_words(one.price) if one.price else "không thêm được gì",
            ]
            for one in results
        ],
    )


def unplaced_people(found: PeoplePage) -> Table:
    """People without a place, and how many vacancies would suit them."""
    return Table(
        [Column("Người"), Column("Nơi ở"), Column("Việc hợp", figures=True), Column("Vì sao")],
        [
            [
                Link(
                    line.person.full_name,
                    reverse("placement:person_lists", args=[line.person.pk]),
                ),
                line.person.place_name,
                formats.number(line.fitting),
                "Chỗ đã xếp cho người hợp hơn" if line.fitting else "Chưa đủ điều kiện việc nào",
            ]
            for line in found.lines
        ],
    )


def left_out(run: MatchRun, lines: Iterable[LeftOutLine]) -> Table:
    """What could not take part, by register and reason."""
    return Table(
        [Column("Sổ"), Column("Vì sao, và làm gì"), Column("Số dòng", figures=True)],
        [
            [
                str(line.table.label),
                str(line.reason.label),
                Link(
                    formats.number(line.count),
                    reverse("placement:plan_left_out", args=[run.pk, line.table, line.reason]),
                ),
            ]
            for line in lines
        ],
    )


def left_out_rows(found: LeftOutPage) -> Table:
    """The rows themselves, each with its page where it has one."""
    return Table(
        [Column("Dòng"), Column("Số", figures=True)],
        [[_row_link(found.line.table, key, name), formats.number(key)] for key, name in found.rows],
    )


def price_words(price: int) -> str:
    """What one more position or seat is worth: "lợi 62/100", where 100 is a person in work that
    suits them wholly."""
    return f"lợi {formats.number(max(1, round(100 * persons_worth(price))))}/100"


def _price_note(price: int) -> str:
    return f"thêm một chỗ thì {price_words(price)}" if price else ""


def _row_link(register: Register, key: int, name: str) -> Link | str:
    if register is Register.WORKERS:
        return Link(name, reverse("placement:person_lists", args=[key]))
    return name


def _people_link(run: MatchRun, count: int, **chosen: int) -> Link | str:
    if not count:
        return "0"
    url = f"{reverse('placement:plan_people', args=[run.pk])}?{urlencode(chosen)}"
    return Link(formats.number(count), url)
