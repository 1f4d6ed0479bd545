"""Rows of a file shown to staff: the question and its line in the journal are one deed."""

from collections.abc import Iterable
from typing import Final

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.intake.models import Upload, UploadRow
from caunoi.intake.queries.files.kept import Judged
from caunoi.intake.queries.files.known import known_workers
from caunoi.intake.queries.files.rows import judged_of
from caunoi.people.models import Person
from caunoi.places.models import Place
from caunoi_kit.journal.actions import record

LIST_WHY: Final = "Lập danh sách để xã cập nhật"
WHY: Final = "Xem tệp xã gửi"


@transaction.atomic
def read_rows(*, upload: Upload, rows: Iterable[UploadRow], by: User) -> list[Judged]:
    """Rows as they are shown; people of the register that stand beside them are named."""
    judged = judged_of(rows)
    if judged:
        people = [each.person for each in judged if each.person is not None]
        record(
            "intake.rows.read",
            by=by,
            about=upload,
            detail={
                "fields": sorted({name for each in judged for name in each.values}),
                "rows": [each.number for each in judged],
                "people": people,
                "why": WHY,
            },
        )
    return judged


@transaction.atomic
def read_known(*, commune: Place, by: User) -> list[Person]:
    """The workers of a commune, for the list of the next round; everybody in it is named."""
    people = list(known_workers(commune))
    record(
        "intake.known.read",
        by=by,
        about=commune,
        detail={
            "fields": ["person", "profile"],
            "people": [person.pk for person in people],
            "why": LIST_WHY,
        },
    )
    return people
