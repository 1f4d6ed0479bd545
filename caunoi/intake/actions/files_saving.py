"""Good rows enter the register, a few at a time: killed anywhere, the rest goes on as before."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from django.db import IntegrityError, connection, transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.intake.actions.files import CannotTake, stored
from caunoi.intake.actions.files_reports import save_lines, send_report
from caunoi.intake.choices.files import KEEP_DAYS, REPORTS, RowState, UploadState
from caunoi.intake.models import Upload, UploadRow
from caunoi.intake.queries.files.judging import judge_again
from caunoi.intake.queries.files.kept import Judged, from_said
from caunoi.intake.queries.files.told import told_of
from caunoi.people.actions.from_files import change_people, enter_people
from caunoi.people.models import Person
from caunoi.people.queries.told import digest_of, standing_of
from caunoi_kit.journal.actions import record

CHUNK: Final = 500
TRIES: Final = 3


@transaction.atomic
def start_saving(*, upload: Upload, by: User | None, at: datetime) -> None:
    """Let the good rows of a file be saved. Raises CannotTake when there is none."""
    locked = Upload.objects.select_for_update().get(pk=upload.pk)
    if locked.state not in (UploadState.PREVIEW, UploadState.SAVED):
        raise CannotTake(
            f"Tệp này nay đang ở bước “{locked.get_state_display()}”. Tải lại trang để xem."
        )
    good = UploadRow.objects.filter(upload=locked, state=RowState.GOOD).count()
    if not good:
        raise CannotTake("Không có dòng tốt nào để lưu. Sửa các dòng cần sửa trước.")
    locked.state, locked.saved_at, locked.saved_by = UploadState.SAVING, at, by
    locked.touched_at, locked.keep_until = (
        at,
        timezone.localtime(at).date() + timedelta(days=KEEP_DAYS),
    )
    locked.save(update_fields=["state", "saved_at", "saved_by", "touched_at", "keep_until"])
    record("intake.file.saving", by=by, about=locked, detail={"rows": good}, at=at)


def save_some(*, upload: Upload, on: date, at: datetime) -> int:
    """Save the next good rows; how many were looked at, 0 when the file is done.

    Each call is one transaction: its rows are in the register with their mark, or not at all.
    """
    for left in reversed(range(TRIES)):
        try:
            return _save_chunk(upload, on, at)
        except IntegrityError:  # another file entered one of these people in the same moment
            if not left:
                raise
    raise AssertionError("unreachable")


@transaction.atomic
def _save_chunk(upload: Upload, on: date, at: datetime) -> int:
    locked = Upload.objects.select_for_update().get(pk=upload.pk)
    if locked.state != UploadState.SAVING:
        return 0
    rows = list(
        UploadRow.objects.filter(upload=locked, state=RowState.GOOD).order_by("number")[:CHUNK]
    )
    if not rows:
        _finish(locked, at)
        return 0
    by_number = {row.number: row for row in rows}
    said = [from_said(row.number, row.state, row.said, row.person_id) for row in rows]
    if locked.schema in REPORTS:
        save_lines(upload=locked, rows=rows, said=said, at=at)
        return len(rows)
    judged = judge_again(said, commune=locked.commune)  # the register may have gone on since
    ready = [each for each in judged if each.state == RowState.GOOD]
    for each in judged:
        if each.state != RowState.GOOD:
            UploadRow.objects.filter(pk=by_number[each.number].pk).update(**stored(each))
    new = [each for each in ready if each.person is None]
    known = [each for each in ready if each.person is not None]
    _enter(locked, new, by_number)
    _change(locked, known, by_number)
    locked.touched_at = at
    locked.save(update_fields=["touched_at"])
    return len(rows)


def _enter(upload: Upload, new: list[Judged], rows: Mapping[int, UploadRow]) -> None:
    told = [told_of(each.values, each.places, upload.commune) for each in new]
    people = enter_people(told, by=upload.saved_by, made=upload.made)
    _mark({rows[each.number].pk: person for each, person in zip(new, people, strict=True)})


def _change(upload: Upload, known: list[Judged], rows: Mapping[int, UploadRow]) -> None:
    if not known:
        return
    meant = {each.number: each.person for each in known if each.person is not None}
    locked = Person.objects.select_for_update(of=("self",)).filter(pk__in=meant.values())
    people = {person.pk: person for person in locked.select_related("profile").order_by("pk")}
    for number, key in meant.items():
        row = rows[number]
        row.before = json.dumps(standing_of(people[key]), ensure_ascii=False)
        row.save(update_fields=["before"])
    change_people(
        [
            (people[meant[each.number]], told_of(each.values, each.places, upload.commune))
            for each in known
        ],
        by=upload.saved_by,
        made=upload.made,
    )
    _mark({rows[number].pk: people[key] for number, key in meant.items()})


def _mark(people_of: Mapping[int, Person]) -> None:
    """Rows that are saved lead to their person, with a digest of what stands now."""
    if not people_of:
        return
    prefetch_related_objects(list(people_of.values()), "profile")  # of those that have none
    # One prepared statement: bulk_update writes a CASE of hundreds of lines, ten times slower.
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE intake_uploadrow SET person_id = %s, state = %s, after_digest = %s"
            " WHERE id = %s",
            [
                (person.pk, RowState.SAVED.value, digest_of(standing_of(person)), row)
                for row, person in people_of.items()
            ],
        )


def _finish(upload: Upload, at: datetime) -> None:
    if upload.schema in REPORTS:
        send_report(upload=upload, at=at)
    upload.state, upload.touched_at = UploadState.SAVED, at
    upload.save(update_fields=["state", "touched_at"])
    rows = UploadRow.objects.filter(upload=upload, state=RowState.SAVED).count()
    record("intake.file.saved", by=upload.saved_by, about=upload, detail={"rows": rows})
