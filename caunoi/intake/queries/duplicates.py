"""Who in the register the lines of a file may be, and records of the register that may be one.

Identity numbers are kept encrypted. Equal ones are found by their digest; only where a name and a
birth already speak for one person are two numbers read, to see whether they differ by a slip or
clearly.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from django.db import connection, models
from django.db.models import Count, Q

from caunoi.intake.choices.duplicates import PairState
from caunoi.intake.models import Merge, Pair
from caunoi.people.models import Person
from caunoi.people.queries import identity_digest
from caunoi.places.models import Succession
from caunoi_engine.linkage import AUTOMATIC, REVIEW, Factor, Known, Record, Register, Scored
from caunoi_engine.text.folding import fold
from caunoi_engine.text.identity import OLD_LENGTH
from caunoi_kit.journal.models import Entry

AT_A_TIME: Final = 400  # lines in one question to the database
MANY: Final = 20_000  # lines from which on the whole register is read once
LOOSE: Final = REVIEW / 30  # below it no likeness of numbers could lift a pair to REVIEW
_COLUMNS: Final = (
    "pk", "full_name", "birth_date", "birth_year_only", "phone", "place__code", "sex",
    "identity_digest", "old_identity_digest",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Same:
    """Who a line of a file is: somebody of the register (`person`, a key) or an earlier line."""

    person: int | None
    row: int | None
    probability: float
    why: str
    automatic: bool


def find_same(rows: Sequence[Record]) -> dict[int, Same]:
    """Of the lines of a file those that are probably somebody known, by their position.

    `Record.place` is the code of a commune of any era. A line is compared with the register first,
    then with the lines before it.
    """
    rows = [replace(row, key=at) for at, row in enumerate(rows)]
    successors, known = successors_of_communes(), _known(rows)
    found = _among_themselves(rows, successors, known)
    register = Register(_candidates(rows), successors=successors, known=known)
    looked_up = register.look_up_all(rows, least=LOOSE)
    for row, best in zip(rows, _numbers_read(register, rows, looked_up), strict=True):
        if best:
            found[row.key] = _same(best, person=best.key)
    return found


def _same(scored: Scored, *, person: int | None = None, row: int | None = None) -> Same:
    sure = scored.probability >= AUTOMATIC
    return Same(person, row, scored.probability, scored.words, automatic=sure)


def _among_themselves(
    rows: Sequence[Record], successors: dict[str, list[str]], known: Known
) -> dict[int, Same]:
    found: dict[int, Same] = {}
    for earlier, scored in Register(rows, successors=successors, known=known).pairs():
        before = found.get(scored.key)
        if before is None or scored.probability > before.probability:
            found[scored.key] = _same(scored, row=earlier)
    return found


def _numbers_read(
    register: Register, rows: Sequence[Record], looked_up: list[list[Scored]]
) -> Iterator[Scored | None]:
    """The best of each line once its number was held against those of the candidates."""
    unread = {
        scored.key
        for row, found in zip(rows, looked_up, strict=True)
        for scored in found
        if row.number and "trùng số định danh" not in scored.words
    }
    numbers = _numbers_of(unread)
    people = {each.key: each for each in _people(numbers, _old_numbers(rows))}
    for row, found in zip(rows, looked_up, strict=True):
        held = [
            register.compare(row, replace(people[each.key], number=numbers[each.key]))
            if row.number and each.key in numbers
            else each
            for each in found
        ]
        best = max(held, key=lambda each: each.probability, default=None)
        yield best if best is not None and best.probability >= REVIEW else None


def _numbers_of(keys: Iterable[int]) -> dict[int, str]:
    """Identity numbers, read one by one: asked only for those that already look alike."""
    found: dict[int, str] = {}
    wanted = sorted(keys)
    for start in range(0, len(wanted), AT_A_TIME):
        some = Person.objects.filter(pk__in=wanted[start : start + AT_A_TIME])
        held = some.exclude(identity_digest=None).values_list("pk", "identity_number")
        found |= {pk: number for pk, number in held if number}
    return found


def _candidates(rows: Sequence[Record]) -> Iterator[Record]:
    """Records that share with some line what they are found by; for a long file everybody."""
    numbers = {identity_digest(row.number): row.number for row in rows if row.number}
    old = _old_numbers(rows)
    if len(rows) >= MANY:
        yield from _records(Person.objects.all(), numbers, old)
        return
    keys: set[int] = set()
    for start in range(0, len(rows), AT_A_TIME):
        some = rows[start : start + AT_A_TIME]
        keys |= _by_values(some, numbers=numbers, old=old) | _by_name_and_birth(some)
    wanted = sorted(keys)
    for start in range(0, len(wanted), AT_A_TIME * 10):
        part = wanted[start : start + AT_A_TIME * 10]
        yield from _records(Person.objects.filter(pk__in=part), numbers, old)


def _old_numbers(rows: Iterable[Record]) -> dict[str, str]:
    return {identity_digest(row.old_number): row.old_number for row in rows if row.old_number}


def _people(keys: Iterable[int], old: dict[str, str]) -> Iterator[Record]:
    """People by key, as many at a time as a database takes."""
    wanted = sorted(keys)
    for start in range(0, len(wanted), AT_A_TIME * 10):
        part = Person.objects.filter(pk__in=wanted[start : start + AT_A_TIME * 10])
        yield from _records(part, {}, old)


def _by_values(rows: Sequence[Record], *, numbers: dict[str, str], old: dict[str, str]) -> set[int]:
    mine = {row.number for row in rows if row.number}
    cards = {row.old_number for row in rows if row.old_number}
    digests = [digest for digest, number in numbers.items() if number in mine]
    old_digests = [digest for digest, number in old.items() if number in cards]
    found: set[int] = set()
    for condition in (
        Q(identity_digest__in=digests),
        Q(old_identity_digest__in=old_digests),
        Q(phone__in={row.phone for row in rows if row.phone}),
    ):
        found |= set(Person.objects.filter(condition).values_list("pk", flat=True))
    return found


# The year, or day and month, of a name without marks; and a day of birth, as written or with day
# and month turned, with the first or last word of the name or its letters in another order.
_NAMED: Final = """WITH v(name, year, monthday) AS (VALUES {rows})
SELECT p.id FROM v JOIN people_person p ON p.search_key = v.name
WHERE p.merged_into_id IS NULL AND (v.year = '' OR p.birth_date IS NULL
  OR substr(CAST(p.birth_date AS text), 1, 4) = v.year
  OR substr(CAST(p.birth_date AS text), 6, 5) = v.monthday)"""
_BORN: Final = """WITH v(born, first, last, letters) AS (VALUES {rows})
SELECT p.id FROM v JOIN people_person p ON p.birth_date = {born}
WHERE p.merged_into_id IS NULL AND (p.search_key LIKE v.first
  OR p.search_key LIKE v.last OR length(p.search_key) = v.letters)"""


def _by_name_and_birth(rows: Sequence[Record]) -> set[int]:
    named, born = set(), set()
    for row in rows:
        words = fold(row.name).split()
        if not words:
            continue
        day = row.birth
        year, monthday = (f"{day:%Y}", f"{day:%m-%d}") if day else ("", "")
        named.add((" ".join(words), year, "" if row.year_only else monthday))
        if day is None or row.year_only:
            continue
        for each in {day, turned(day)}:
            letters = len(" ".join(words))
            born.add((each.isoformat(), f"{words[0]} %", f"% {words[-1]}", letters))
    date_of = "CAST(v.born AS date)" if connection.vendor == "postgresql" else "v.born"
    return _asked(_NAMED, sorted(named), 3) | _asked(_BORN, sorted(born), 4, born=date_of)


def _asked(question: str, values: list[tuple[Any, ...]], width: int, **more: str) -> set[int]:
    if not values:
        return set()
    places = ", ".join([f"({', '.join(['%s'] * width)})"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(question.format(rows=places, **more), [v for row in values for v in row])
        return {key for (key,) in cursor.fetchall()}


def turned(day: date) -> date:
    """Day and month in the other order, where that is a day.

    >>> turned(date(1990, 5, 2)), turned(date(1990, 5, 20))
    (datetime.date(1990, 2, 5), datetime.date(1990, 5, 20))
    """
    return day.replace(day=day.month, month=day.day) if day.day <= 12 else day  # noqa: PLR2004  months


def _records(
    people: models.QuerySet[Person], numbers: dict[str, str], old: dict[str, str]
) -> Iterator[Record]:
    """People as they are compared. A number is told where its digest is one of those asked for;
    an old one that nobody asks for is still another one, and gets a stand-in of nine digits.
    """
    for pk, name, birth, year_only, phone, place, sex, number, card in (
        people.order_by("pk").values_list(*_COLUMNS).iterator(chunk_size=10_000)
    ):
        old_number = (old.get(card) or f"{int(card[:15], 16) % 10**OLD_LENGTH:09d}") if card else ""
        yield Record(
            pk, name, birth, year_only, numbers.get(number or "", ""), old_number, phone,
            place or "", sex,
        )  # fmt: skip


def successors_of_communes() -> dict[str, list[str]]:
    """Of every former commune the codes of those it became."""
    found: dict[str, list[str]] = {}
    for before, after in Succession.objects.order_by("id").values_list("old__code", "new__code"):
        found.setdefault(before, []).append(after)
    return found


def _known(rows: Sequence[Record]) -> Known:
    """How many people the register has, of these names and in every commune."""
    names = sorted({fold(row.name) for row in rows})
    counted: dict[str, int] = {}
    for start in range(0, len(names), AT_A_TIME):
        some = Person.objects.filter(search_key__in=names[start : start + AT_A_TIME])
        counted |= dict(some.values_list("search_key").annotate(many=Count("pk")).order_by())
    places = Person.objects.exclude(place=None).values_list("place__code")
    living = dict(places.annotate(many=Count("pk")).order_by())
    return Known(Person.objects.count(), counted, living)


def pairs_of_the_register() -> Iterator[tuple[int, Scored]]:
    """Records of the register that may be one person, each pair once."""
    register = Register(_records(Person.objects.all(), {}, {}), successors=successors_of_communes())
    found = list(register.pairs(least=LOOSE))
    keys = {key for first, scored in found for key in (first, scored.key)}
    numbers = _numbers_of(keys)
    people = {
        each.key: replace(each, number=numbers.get(each.key, "")) for each in _people(keys, {})
    }
    for first, scored in found:
        both = first in numbers and scored.key in numbers
        held = register.compare(people[first], people[scored.key]) if both else scored
        if held.probability >= REVIEW:
            yield first, held


def words_of(why: Iterable[Factor]) -> list[list[Any]]:
    """Factors as they are kept with a pair."""
    return [[factor.words, factor.weight] for factor in why]


def open_pairs() -> models.QuerySet[Pair]:
    """Pairs to look at, the likeliest first; none with a record that was joined meanwhile."""
    return of_standing_records(Pair.objects.filter(state=PairState.OPEN)).order_by(
        "-probability", "id"
    )


def decided_pairs() -> models.QuerySet[Pair]:
    """Pairs found to be two people, the latest first."""
    found = of_standing_records(Pair.objects.filter(state=PairState.DIFFERENT))
    return found.order_by("-decided_at", "-id")


def of_standing_records(pairs: models.QuerySet[Pair]) -> models.QuerySet[Pair]:
    """Those whose two records both stand, with what the lists show of them."""
    standing = pairs.filter(first__merged_into__isnull=True, second__merged_into__isnull=True)
    return standing.select_related("first__place", "second__place", "decided_by")


def find_pair(public_id: uuid.UUID) -> Pair | None:
    """A pair by the number in addresses, unless one of its records was joined with another."""
    found = of_standing_records(Pair.objects.filter(public_id=public_id))
    sides = ("first", "second")
    places = [f"{side}__{name}" for side in sides for name in ("permanent_place", "household")]
    return found.select_related("first__place", "second__place", "decided_by", *places).first()


def find_merge(public_id: uuid.UUID) -> Merge | None:
    """A merge by the number in addresses."""
    found = Merge.objects.select_related("kept__place", "merged_by", "undone_by")
    return found.filter(public_id=public_id).first()


def last_search() -> datetime | None:
    """When the register was last searched for pairs."""
    lines = Entry.objects.filter(event="intake.pairs.found").order_by("-number")
    return lines.values_list("at", flat=True).first()


def standing_merges() -> models.QuerySet[Merge]:
    """Merges that were not taken back, the latest first."""
    found = Merge.objects.filter(undone_at__isnull=True)
    return found.select_related("kept__place", "merged_by").order_by("-merged_at", "-id")


__all__ = [
    "Same",
    "decided_pairs",
    "find_merge",
    "find_pair",
    "find_same",
    "last_search",
    "open_pairs",
    "pairs_of_the_register",
    "standing_merges",
    "successors_of_communes",
    "words_of",
]
