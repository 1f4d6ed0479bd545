"""Payees against new employment: pairs that may be one person, found set by set (trust B5).

Each question is one pass of the database over the lines of a list. What they give are candidates;
`caunoi_engine.linkage` says of each pair whether it is one person.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection
from django.db.models import F

from caunoi.classifications.choices import ActivityStatus
from caunoi.people.models import Person
from caunoi.placement.choices import ApplicationState
from caunoi.placement.models import Application
from caunoi.unemployment.choices.benefits import OPEN_REPORTS
from caunoi.unemployment.choices.payments import FlagKind
from caunoi.unemployment.models import Declaration, EndReport, PaymentLine, PaymentList
from caunoi_engine.linkage import Likeness, Somebody, alike, may_be_alike

AT_A_TIME: Final = 500

_LINES: Final = """unemployment_paymentline l
  JOIN people_person p ON p.id = l.person_id
  JOIN unemployment_benefitmonth m ON m.id = l.month_id
  JOIN unemployment_benefit b ON b.id = m.benefit_id"""
_WHICH: Final = """l.list_id = %s AND l.standing
  AND d.from_date > b.unemployed_from AND d.from_date <= l.ends_on"""

_BY_NUMBER: Final = f"""
SELECT l.id, d.id, 'NUMBER' FROM {_LINES}
  JOIN unemployment_declaration d ON d.identity_digest = p.identity_digest
  WHERE {_WHICH} AND p.identity_digest IS NOT NULL
UNION SELECT l.id, d.id, 'NUMBER' FROM {_LINES}
  JOIN unemployment_declaration d ON d.identity_digest = p.old_identity_digest
  WHERE {_WHICH} AND p.old_identity_digest <> ''
UNION SELECT l.id, d.id, 'INSURANCE' FROM {_LINES}
  JOIN unemployment_declaration d ON d.insurance_number = p.insurance_number
  WHERE {_WHICH} AND p.insurance_number <> ''"""  # noqa: S608  our own words, no value in them
_SIDES: Final = """l.id, d.id, l.name_key, l.birth_date, p.birth_year_only,
  d.name_key, d.birth_date, d.birth_year"""
_BY_NAME: Final = f"""
SELECT {_SIDES} FROM {_LINES}
  JOIN unemployment_declaration d ON d.name_key = l.name_key AND d.birth_year = l.birth_year
  WHERE {_WHICH}
UNION ALL SELECT {_SIDES} FROM {_LINES}
  JOIN unemployment_declaration d ON d.birth_date = l.birth_date
  WHERE {_WHICH} AND d.name_key <> l.name_key"""  # noqa: S608  as above
_TWICE: Final = """
SELECT l.id, o.id FROM unemployment_paymentline l
  JOIN unemployment_paymentline o ON o.name_key = l.name_key AND o.birth_year = l.birth_year
  WHERE l.list_id = %s AND l.standing AND o.standing AND o.person_id <> l.person_id
  AND o.scheme = l.scheme AND o.starts_on <= l.ends_on AND o.ends_on >= l.starts_on
UNION SELECT l.id, o.id FROM unemployment_paymentline l
  JOIN people_person p ON p.id = l.person_id
  JOIN people_person q ON q.insurance_number = p.insurance_number AND q.id <> p.id
  JOIN unemployment_paymentline o ON o.person_id = q.id
  WHERE l.list_id = %s AND l.standing AND o.standing AND p.insurance_number <> ''
  AND o.scheme = l.scheme AND o.starts_on <= l.ends_on AND o.ends_on >= l.starts_on"""


@dataclass(frozen=True)
class Sign:
    """Why one line has to be looked at."""

    line: int
    kind: FlagKind
    workplace: str = ""
    from_date: date | None = None
    why: str = ""
    declaration: int | None = None
    application: int | None = None
    other: int | None = None


def signs(payments: PaymentList) -> Iterator[Sign]:
    """Everything that speaks against the lines of a list."""
    yield from _declared(payments)
    yield from _hired(payments)
    yield from _registered(payments)
    yield from _ending(payments)
    yield from _twice(payments)


def _declared(payments: PaymentList) -> Iterator[Sign]:
    """Lines for which social insurance was told of new employment."""
    sure = {(line, told): kind for line, told, kind in _rows(_BY_NUMBER, [payments.pk] * 3)}
    pairs = [
        (line, told)
        for line, told, *sides in _rows(_BY_NAME, [payments.pk] * 2)
        if (line, told) not in sure and may_be_alike(*_two(sides))
    ]
    told = _declarations({pair[1] for pair in (*sure, *pairs)})
    for (line, key), kind in sure.items():
        name, since = told[key][:2]
        yield Sign(line, FlagKind(kind), name, since, _SURE[kind], declaration=key)
    people = _payees({pair[0] for pair in pairs})
    for line, key in pairs:
        name, since, somebody = told[key]
        if (found := alike(people[line], somebody)) is not None:
            kind = _KINDS[found.likeness]
            yield Sign(line, kind, name, since, found.why, declaration=key)


def _two(sides: list[Any]) -> tuple[Somebody, Somebody]:
    """The two records of a row, without their numbers: those are encrypted and read for few."""
    name, born, year_only, other, other_born, year = sides
    return (
        Somebody(name, _day(born), year_only=bool(year_only)),
        _as_declared(other, _day(other_born), year),
    )


def _day(stored: date | str | None) -> date | None:
    """SQLite hands out days as texts."""
    return date.fromisoformat(stored) if isinstance(stored, str) else stored


def _as_declared(name: str, born: date | None, year: int | None, number: str = "") -> Somebody:
    birth = born or (date(year, 1, 1) if year else None)
    return Somebody(name, birth, year_only=born is None, number=number)


_SURE: Final = {"NUMBER": "trùng số định danh", "INSURANCE": "trùng mã số bảo hiểm xã hội"}
_KINDS: Final = {
    Likeness.NUMBER: FlagKind.NUMBER,
    Likeness.SAME: FlagKind.NAME,
    Likeness.NEAR: FlagKind.NEAR,
}


def _hired(payments: PaymentList) -> Iterator[Sign]:
    hired = Application.objects.filter(
        state=ApplicationState.HIRED,
        person__in=_people(payments),
    ).values_list("pk", "person_id", "hired_on", "vacancy__employer__name")
    lines = _dates(payments)
    for key, person, since, employer in hired:
        for line, unemployed, last in lines.get(person, ()):
            if since is not None and unemployed < since <= last:
                yield Sign(
                    line, FlagKind.HIRED, employer[:200], since, "nhận việc qua trung tâm",
                    application=key,
                )  # fmt: skip


def _registered(payments: PaymentList) -> Iterator[Sign]:
    lines = _standing(payments).filter(person__profile__activity=ActivityStatus.EMPLOYED)
    for line in lines.values_list("pk", flat=True):
        yield Sign(line, FlagKind.REGISTERED, why="hồ sơ lao động ghi đang có việc làm")


def _ending(payments: PaymentList) -> Iterator[Sign]:
    open_ends = EndReport.objects.filter(
        state__in=OPEN_REPORTS, benefit__months__lines__list=payments
    )
    rows = open_ends.filter(benefit__months__lines__standing=True).values_list(
        "benefit__months__lines", "workplace", "effective_on", "benefit__months__lines__list"
    )
    for line, workplace, since, of_list in rows:
        if of_list == payments.pk:
            yield Sign(line, FlagKind.ENDING, workplace, since, "đang xử lý chấm dứt")


def _twice(payments: PaymentList) -> Iterator[Sign]:
    """Lines whose payee may be the payee of another line under another record."""
    pairs = {(line, other) for line, other in _rows(_TWICE, [payments.pk] * 2)}
    people = _payees({key for pair in pairs for key in pair})
    for line, other in sorted(pairs):
        found = alike(people[line], people[other])
        if found is not None or people[line].name != people[other].name:
            why = found.why if found else "trùng mã số bảo hiểm xã hội"
            yield Sign(line, FlagKind.TWICE, why=why, other=other)


def _rows(sql: str, values: list[int]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _standing(payments: PaymentList):
    return PaymentLine.objects.filter(list=payments, standing=True)


def _people(payments: PaymentList):
    return _standing(payments).values("person_id")


def _dates(payments: PaymentList) -> dict[int, list[tuple[int, date, date]]]:
    found: dict[int, list[tuple[int, date, date]]] = {}
    rows = _standing(payments).values_list(
        "person_id", "pk", F("month__benefit__unemployed_from"), "ends_on"
    )
    for person, line, unemployed, last in rows:
        found.setdefault(person, []).append((line, unemployed, last))
    return found


def _declarations(keys: set[int]) -> dict[int, tuple[str, date, Somebody]]:
    found = {}
    for part in _parts(keys):
        for each in Declaration.objects.filter(pk__in=part):
            somebody = _as_declared(
                each.name_key, each.birth_date, each.birth_year, each.identity_number or ""
            )
            found[each.pk] = (each.employer_name, each.from_date, somebody)
    return found


def _payees(lines: set[int]) -> dict[int, Somebody]:
    found = {}
    for part in _parts(lines):
        for line in PaymentLine.objects.filter(pk__in=part).select_related("person"):
            found[line.pk] = _somebody(line, line.person)
    return found


def _somebody(line: PaymentLine, person: Person) -> Somebody:
    return Somebody(
        line.name_key,
        line.birth_date,
        year_only=person.birth_year_only,
        number=person.identity_number or "",
    )


def _parts(keys: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), AT_A_TIME):
        yield ordered[start : start + AT_A_TIME]
