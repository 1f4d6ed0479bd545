"""Setting name and birth right after the national population database or a card."""

from datetime import date

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.people.actions.register import CannotRegister, check_birth_date, checked_name
from caunoi.people.choices import Verification
from caunoi.people.models import Person
from caunoi.people.queries.register import identity_digest, person_with_identity_number
from caunoi_engine.text.folding import fold
from caunoi_engine.text.names import name_sort_key
from caunoi_kit.journal.actions import record


@transaction.atomic
def correct_identity(
    *, person: Person, name: str, born: date | int | None, by: User, on: date
) -> Person:
    """Take over a name, a birth, or both; what is "" or None stays. To be checked anew.

    A year alone does not replace a day that lies in it. Raises CannotRegister for a birth that
    cannot be.
    """
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    changed = []
    if name:
        locked.full_name = checked_name(name)
        locked.search_key, locked.sort_key = fold(locked.full_name), name_sort_key(locked.full_name)
        changed.append("full_name")
    if isinstance(born, int):
        if locked.birth_date is None or locked.birth_date.year != born:
            locked.birth_date, locked.birth_year_only = date(born, 1, 1), True
            changed.append("birth_date")
    elif born is not None:
        locked.birth_date, locked.birth_year_only = born, False
        changed.append("birth_date")
    if locked.birth_date is not None:
        check_birth_date(locked.birth_date, on=on)
    locked.verification, locked.verified_at = Verification.NOT_YET, None
    locked.save(
        update_fields=[
            "full_name", "search_key", "sort_key", "birth_date", "birth_year_only",
            "verification", "verified_at",
        ]
    )  # fmt: skip
    record("people.person.corrected", by=by, about=locked, detail={"fields": changed})
    return locked


@transaction.atomic
def give_identity_number(*, person: Person, number: str, by: User) -> Person:
    """Write the number of twelve figures of somebody known only by an old card.

    Raises CannotRegister when the file has a number already, or somebody else holds this one.
    """
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if locked.identity_digest is not None:
        raise CannotRegister("Hồ sơ này đã có số định danh. Tải lại trang.")
    if person_with_identity_number(number) is not None:
        raise CannotRegister(
            f"Số ••••{number[-4:]} đang là của một hồ sơ khác: có thể là cùng một người. "
            "Mở trang hồ sơ trùng để gộp."
        )
    locked.identity_number, locked.identity_digest = number, identity_digest(number)
    locked.save(update_fields=["identity_number", "identity_digest"])
    record("people.person.corrected", by=by, about=locked, detail={"fields": ["identity_number"]})
    return locked
