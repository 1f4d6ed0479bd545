"""Pairs of records that may be one person: found every night, decided once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q

from caunoi.accounts.models import User
from caunoi.intake.choices.duplicates import PairState
from caunoi.intake.models import Merge, Pair
from caunoi.intake.queries.duplicates import pairs_of_the_register, words_of
from caunoi.intake.queries.merging import Hanging, differing, hanging_on
from caunoi.people.models import Person
from caunoi_kit.journal.actions import record, record_read

AT_A_TIME: Final = 1_000
COMPARED: Final = [
    "full_name", "birth_date", "sex", "identity_number", "phone", "place", "address", "household",
]  # fmt: skip


class CannotDecide(Exception):
    """A pair cannot be decided; the message is Vietnamese and may be shown."""


@dataclass(frozen=True)
class Noted:
    """What a night's search changed: pairs that are new, and open ones that are none any more."""

    new: int
    gone: int


def note_pairs(*, at: datetime) -> Noted:
    """Look for pairs in the whole register; what somebody decided stays decided."""
    known = {
        (first, second): (pk, state)
        for pk, first, second, state in Pair.objects.values_list(
            "pk", "first_id", "second_id", "state"
        )
    }
    new, seen = [], set()
    for key, scored in pairs_of_the_register():
        first, second = sorted((key, scored.key))
        seen.add((first, second))
        if (first, second) not in known:
            per_myriad = round(scored.probability * 10_000)
            new.append(
                Pair(
                    first_id=first, second_id=second, probability=per_myriad,
                    why=words_of(scored.why), found_at=at,
                )
            )  # fmt: skip
    gone = [
        pk for pair, (pk, state) in known.items() if state == PairState.OPEN and pair not in seen
    ]
    with transaction.atomic():
        Pair.objects.bulk_create(new, batch_size=AT_A_TIME, ignore_conflicts=True)
        for start in range(0, len(gone), AT_A_TIME):
            some = Pair.objects.filter(pk__in=gone[start : start + AT_A_TIME])
            some.filter(state=PairState.OPEN).delete()
        record("intake.pairs.found", by=None, detail={"new": len(new), "gone": len(gone)})
    return Noted(len(new), len(gone))


@transaction.atomic
def decide_different(*, pair: Pair, by: User, at: datetime) -> Pair:
    """Two people: the pair is not asked about again. Raises CannotDecide where it was decided."""
    locked = Pair.objects.select_for_update().get(pk=pair.pk)
    if locked.state == PairState.SAME:
        raise CannotDecide("Hai hồ sơ này đã được gộp. Muốn tách thì dùng «Tách lại».")
    locked.state, locked.decided_by, locked.decided_at = PairState.DIFFERENT, by, at
    locked.save(update_fields=["state", "decided_by", "decided_at"])
    record("intake.pair.different", by=by, about=locked)
    return locked


@transaction.atomic
def join_household(*, pair: Pair, by: User, at: datetime) -> Pair:
    """Two people of one household: decided as two, and the one without a household joins the other.

    Raises CannotDecide when neither has a household, or each has another one.
    """
    people = list(
        Person.objects.select_for_update()
        .filter(pk__in=[pair.first_id, pair.second_id])
        .order_by("pk")
    )
    homes = {person.household_id for person in people if person.household_id is not None}
    if len(homes) != 1:
        what = "chưa ai có mã hộ" if not homes else "hai người có hai mã hộ khác nhau"
        raise CannotDecide(f"Chưa ghi được cùng hộ: {what}. Sửa mã hộ trong hồ sơ trước.")
    joined = [person for person in people if person.household_id is None]
    for person in joined:
        person.household_id = homes.copy().pop()
        person.save(update_fields=["household"])
    decided = decide_different(pair=pair, by=by, at=at)
    detail = {"people": [person.pk for person in joined]}
    record("intake.pair.one_household", by=by, about=decided, detail=detail)
    return decided


@transaction.atomic
def read_pairs(*, rows: Sequence[Pair | Merge], by: User) -> None:
    """A page of pairs or merges was shown: everybody on it was seen."""
    people = {key for row in rows for key in _people_of(row)}
    if people:
        fields = ["full_name", "birth_date"]
        detail = {"fields": fields, "people": sorted(people), "review": True}
        record("intake.pairs.read", by=by, detail=detail)


def _people_of(row: Pair | Merge) -> tuple[int, int]:
    if isinstance(row, Pair):
        return row.first_id, row.second_id
    return row.kept_id, row.dropped_id


@dataclass(frozen=True)
class Compared:
    """Two records side by side: in which fields they differ, and what hangs on each."""

    pair: Pair
    first: Person
    second: Person
    differing: list[str]
    hanging: list[Hanging]


@transaction.atomic
def read_pair(*, pair: Pair, by: User) -> Compared:
    """Two records side by side, and what hangs on each; both people see who looked."""
    for person in (pair.first, pair.second):
        detail = {"fields": COMPARED, "why": "So hai hồ sơ nghi trùng", "review": True}
        record("intake.pair.read", about=person, by=by, detail=detail)
    hanging = hanging_on(pair.first, pair.second)
    return Compared(pair, pair.first, pair.second, differing(pair.first, pair.second), hanging)


@transaction.atomic
def read_merge(*, merge: Merge, by: User) -> None:
    """A merge was opened: its page names the kept person."""
    record_read(
        "intake.merge.read", about=merge.kept, by=by, fields=["full_name"], why="Xem lần gộp"
    )


def forget_people(*, keys: Sequence[int]) -> None:
    """Take away the pairs of records that are about to be deleted."""
    Pair.objects.filter(Q(first__in=keys) | Q(second__in=keys)).delete()
