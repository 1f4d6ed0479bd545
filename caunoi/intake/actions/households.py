"""Households entered on a telephone become rows of the day's upload, once each."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localtime

from caunoi.accounts.models import User
from caunoi.intake.actions.files import CannotTake, stored
from caunoi.intake.actions.files_saving import save_some, start_saving
from caunoi.intake.choices.files import KEEP_DAYS, RowState, Schema, UploadState
from caunoi.intake.models import HouseholdEntry, Upload, UploadRow
from caunoi.intake.queries.files.judging import judge_rows
from caunoi.intake.queries.files.rows import numbers_taken
from caunoi.intake.queries.households import Home, homes_of
from caunoi.people.models import Person
from caunoi.places.models import Place
from caunoi_engine.sheets.rows import Row
from caunoi_kit.journal.actions import record

LIST_WHY: Final = "Lập danh sách hộ để cập nhật tại nhà"
TABLE: Final = '{"sheet": "Nhập trên điện thoại", "columns": [], "rows": 0}'


@transaction.atomic
def read_homes(*, commune: Place, hamlet: str, by: User) -> list[Home]:
    """The households of a hamlet, for the telephone; everybody in them is named."""
    homes = homes_of(commune, hamlet)
    record(
        "intake.known.read",
        by=by,
        about=commune,
        detail={
            "fields": ["person", "profile"],
            "people": [person.pk for home in homes for person in home.people],
            "why": LIST_WHY,
        },
    )
    return homes


@transaction.atomic
def take_household(
    *,
    key: UUID,
    commune: Place,
    rows: Sequence[Row],
    same: Sequence[str],
    taken_at: datetime,
    by: User,
    on: date,
    at: datetime,
) -> tuple[HouseholdEntry, bool]:
    """Keep one household; whether it is new. Sent again with its key it is found, not stored.

    `rows`: members that are new or changed; `same`: keys of members of whom nothing changed.
    Rows are judged beside the register like those of a file: nobody is entered twice. The good
    ones are saved by `save_household`, the others wait for the officer.
    """
    Place.objects.select_for_update().get(pk=commune.pk)
    twice = HouseholdEntry.objects.filter(key=key).select_related("upload").first()
    if twice is not None:
        if twice.commune_id != commune.pk:
            raise CannotTake("Lần nhập này đã gửi cho xã khác. Nhập lại hộ này.")
        return twice, False
    upload = _of_the_day(commune, by, at)
    last = UploadRow.objects.filter(upload=upload).aggregate(last=Max("number"))["last"] or 0
    numbered = [
        Row(
            last + place,
            row.values,
            tuple(replace(fault, cell=str(last + place)) for fault in row.faults),
        )
        for place, row in enumerate(rows, start=1)
    ]
    judged = judge_rows(
        upload, numbered, on=on, letters={}, taken=numbers_taken(upload, without=[])
    )
    UploadRow.objects.bulk_create(
        UploadRow(upload=upload, number=each.number, **stored(each)) for each in judged
    )
    unchanged = _unchanged(upload, commune, same, last + len(numbered))
    entry = HouseholdEntry.objects.create(
        key=key,
        commune=commune,
        upload=upload,
        first_row=last + 1,
        members=len(judged) + unchanged,
        unchanged=not judged,
        taken_at=min(taken_at, at),
        sent_by=by,
        received_at=at,
        made=by.made,
    )
    detail = {"rows": len(judged), "same": unchanged}
    record("intake.household.taken", by=by, about=upload, detail=detail, at=at)
    return entry, True


def save_household(*, entry: HouseholdEntry, by: User, on: date, at: datetime) -> None:
    """Save what is good of a household. Stopped half-way, the background work goes on."""
    try:
        start_saving(upload=entry.upload, by=by, at=at)
    except CannotTake:  # nothing good in it, or being saved already
        return
    while save_some(upload=entry.upload, on=on, at=at):
        pass


def _of_the_day(commune: Place, by: User, at: datetime) -> Upload:
    """The upload that gathers what an officer enters in a day."""
    day = localtime(at).date()
    digest = hashlib.sha256(f"phone {commune.pk} {by.pk} {day}".encode()).hexdigest()
    found = (
        Upload.objects.select_for_update()
        .filter(digest=digest, commune=commune)
        .exclude(state__in=[UploadState.UNDOING, UploadState.UNDONE, UploadState.FORGOTTEN])
        .first()
    )
    if found is not None:
        found.touched_at, found.keep_until = at, day + timedelta(days=KEEP_DAYS)
        found.save(update_fields=["touched_at", "keep_until"])
        return found
    return Upload.objects.create(
        schema=Schema.WORKERS,
        commune=commune,
        name=f"Hộ nhập trên điện thoại {day:%d/%m/%Y}",
        size=0,
        digest=digest,
        state=UploadState.PREVIEW,
        found=TABLE,
        columns={},
        sent_by=by,
        sent_at=at,
        touched_at=at,
        keep_until=day + timedelta(days=KEEP_DAYS),
        made=by.made,
    )


def _unchanged(upload: Upload, commune: Place, keys: Sequence[str], last: int) -> int:
    """Rows of members of whom nothing changed: they count as handed in and write nothing."""
    people = Person.objects.filter(public_id__in=list(keys), place=commune).order_by("pk")
    rows = [
        UploadRow(
            upload=upload,
            number=last + place,
            state=RowState.SAME,
            kept="{}",
            digest=hashlib.sha256(f"same {person.pk}".encode()).hexdigest(),
            person=person,
        )
        for place, person in enumerate(people, start=1)
    ]
    UploadRow.objects.bulk_create(rows)
    return len(rows)
