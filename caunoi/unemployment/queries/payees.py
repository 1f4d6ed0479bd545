"""Payees against new employment: pairs that may be one person, found set by set (trust B5).

Each question is one pass of the database over the lines of a list. What they give are candidates;
`caunoi_engine.linkage` says of each pair whether it is one person.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import connection
from django.db.models import F

from caunoi.classifications.choices import ActivityStatus
from caunoi.placement.choices import ApplicationState
from caunoi.placement.models import Application
from caunoi.unemployment.choices.benefits import OPEN_REPORTS
from caunoi.unemployment.choices.payments import FlagKind
from caunoi.unemployment.models import Declaration, EndReport, PaymentLine, PaymentList
from caunoi_engine.linkage import Likeness, Somebody, alike, may_be_alike

AT_A_TIME: Final = 500

_UNNAMED: Final = """unemployment_paymentline l
  JOIN unemployment_benefitmonth m ON m.id = l.month_id
  JOIN unemployment_benefit b ON b.id = m.benefit_id"""
_LINES: Final = f"{_UNNAMED} JOIN people_person p ON p.id = l.person_id"
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
_LINE_SIDES: Final = """
SELECT l.id, l.name_key, l.birth_date, p.birth_year_only FROM unemployment_paymentline l
  JOIN people_person p ON p.id = l.person_id WHERE l.list_id = %s AND l.standing"""
_SIDES: Final = "l.id, d.id, d.name_key, d.birth_date, d.birth_year"
_BY_NAME: Final = f"""
SELECT {_SIDES} FROM {_UNNAMED}
  JOIN unemployment_declaration d ON d.name_key = l.name_key AND d.birth_year = l.birth_year
  WHERE {_WHICH}
UNION ALL SELECT {_SIDES} FROM {_UNNAMED}
  JOIN unemployment_declaration d ON d.birth_date = l.birth_date
  WHERE {_WHICH} AND d.name_key <> l.name_key"""  # noqa: S608  as above
_NAMED_TWICE: Final = """
SELECT l.id, o.id, l.name_key, l.birth_date, p.birth_year_only,
  o.name_key, o.birth_date, q.birth_year_only
  FROM unemployment_paymentline l
  JOIN unemployment_paymentline o ON o.name_key = l.name_key AND o.birth_year = l.birth_year
  JOIN people_person p ON p.id = l.person_id
  JOIN people_person q ON q.id = o.person_id
  WHERE l.list_id = %s AND l.standing AND o.standing AND o.person_id <> l.person_id
  AND o.scheme = l.scheme AND o.starts_on <= l.ends_on AND o.ends_on >= l.starts_on"""
# The lines of those days are put together once: line by line it would be each with each.
_INSURED_TWICE: Final = """
WITH days AS (
  SELECT MIN(starts_on) AS first, MAX(ends_on) AS last FROM unemployment_paymentline
  WHERE list_id = %s),
paid AS MATERIALIZED (
  SELECT o.id, o.list_id, o.person_id, o.scheme, o.starts_on, o.ends_on, p.insurance_number
  FROM unemployment_paymentline o JOIN people_person p ON p.id = o.person_id
  WHERE o.standing AND p.insurance_number <> '' AND o.starts_on <= (SELECT last FROM days)
  AND o.ends_on >= (SELECT first FROM days))
SELECT l.id, o.id FROM paid l JOIN paid o ON o.insurance_number = l.insurance_number
  WHERE l.list_id = %s AND o.person_id <> l.person_id AND o.scheme = l.scheme
  AND o.starts_on <= l.ends_on AND o.ends_on >= l.starts_on"""


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
    pairs = [pair for pair in _alike_by_name(payments) if pair not in sure]
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


def _alike_by_name(payments: PaymentList) -> Iterator[tuple[int, int]]:
    """Lines and declarations whose names and births may be one person's.

    Numbers are not looked at: they are encrypted, and read for the few that are left. Most pairs
    share a birthday and nothing else, so each side is made once, and names are looked at first.
    """
    lines = {key: _line(*sides) for key, *sides in _rows(_LINE_SIDES, [payments.pk])}
    told: dict[int, Somebody] = {}
    for line, key, *sides in _rows(_BY_NAME, [payments.pk] * 2):
        one, name = lines[line], sides[0]
        if one.name != name and not _may_be_one_name(one.name, name):
            continue
        if (other := told.get(key)) is None:
            other = told[key] = _as_declared(name, _day(sides[1]), sides[2])
        if may_be_alike(one, other):
            yield line, key


def _may_be_one_name(one: str, other: str) -> bool:
    """Whether two names are worth a closer look: quick, and wider than the engine's own answer.

    A middle name left out leaves both ends, a wrong letter one of them, another order all letters.
    """
    if one[:2] == other[:2] and one[-2:] == other[-2:]:
        return True
    a, b = one.replace(" ", ""), other.replace(" ", "")
    return a[:3] == b[:3] or a[-3:] == b[-3:] or (len(a) == len(b) and sorted(a) == sorted(b))


def _line(name: str, born: date | str | None, year_only: bool) -> Somebody:
    return Somebody(name, _day(born), year_only=bool(year_only))


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
    insured = {(line, other) for line, other in _rows(_INSURED_TWICE, [payments.pk] * 2)}
    named = {
        (line, other)
        for line, other, *sides in _rows(_NAMED_TWICE, [payments.pk])
        if may_be_alike(_line(*sides[:3]), _line(*sides[3:]))
    }
    people = _payees({key for pair in insured | named for key in pair})
    for line, other in sorted(insured | named):
        found = alike(people[line], people[other])
        if found is not None or (line, other) in insured:
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
        rows = Declaration.objects.filter(pk__in=part).values_list(
            "pk", "employer_name", "from_date", "name_key", "birth_date", "birth_year",
            "identity_number",
        )  # fmt: skip
        for key, employer, since, name, born, year, number in rows:
            found[key] = (employer, since, _as_declared(name, born, year, number or ""))
    return found


def _payees(lines: set[int]) -> dict[int, Somebody]:
    """Payees of lines with their numbers: only of those that are needed."""
    found = {}
    for part in _parts(lines):
        rows = PaymentLine.objects.filter(pk__in=part).values_list(
            "pk", "name_key", "birth_date", "person__birth_year_only", "person__identity_number"
        )
        for key, name, born, year_only, number in rows:
            found[key] = Somebody(name, born, year_only=year_only, number=number or "")
    return found


def _parts(keys: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), AT_A_TIME):
        yield ordered[start : start + AT_A_TIME]
