"""An import is taken back, but for what somebody has changed since; old files are emptied."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.intake.actions.duplicates import forget_people
from caunoi.intake.actions.files import CannotTake
from caunoi.intake.actions.files_reports import withdraw_report
from caunoi.intake.actions.population import forget_checks
from caunoi.intake.choices.files import (
    REPORTS,
    UNDO_DAYS,
    UNSAVED,
    WORKING,
    RowState,
    UploadState,
)
from caunoi.intake.models import Upload, UploadContent, UploadRow
from caunoi.intake.queries.files.uploads import can_undo
from caunoi.people.actions.from_files import CannotTakeBack, put_back, take_people_back
from caunoi.people.models import Person
from caunoi.people.queries.told import digest_of, standing_of
from caunoi_kit.journal.actions import record

CHUNK: Final = 200
CHANGED_SINCE: Final = "Hồ sơ đã được sửa sau khi lưu."
LONGEST_NOTE: Final = 200


@transaction.atomic
def start_undo(*, upload: Upload, by: User, at: datetime) -> None:
    """Let a whole import be taken back. Raises CannotTake when it is too old or not saved."""
    locked = Upload.objects.select_for_update().get(pk=upload.pk)
    if not can_undo(locked, at=at):
        raise CannotTake(
            f"Chỉ hoàn tác được tệp đã lưu trong {UNDO_DAYS} ngày. Sửa từng hồ sơ nếu có chỗ sai."
        )
    locked.state, locked.touched_at = UploadState.UNDOING, at
    locked.undone_at, locked.undone_by = at, by
    locked.save(update_fields=["state", "touched_at", "undone_at", "undone_by"])
    record("intake.file.undoing", by=by, about=locked, at=at)


@transaction.atomic
def undo_some(*, upload: Upload, at: datetime) -> int:
    """Take the next saved rows back; how many were looked at, 0 when all are."""
    locked = Upload.objects.select_for_update().get(pk=upload.pk)
    if locked.state != UploadState.UNDOING:
        return 0
    if locked.schema in REPORTS:
        withdraw_report(upload=locked, at=at)
        UploadRow.objects.filter(upload=locked, state=RowState.SAVED).update(state=RowState.UNDONE)
        _finish(locked, at)
        return 0
    rows = list(
        UploadRow.objects.filter(upload=locked, state=RowState.SAVED, note="").order_by("-number")[
            :CHUNK
        ]
    )
    if not rows:
        _finish(locked, at)
        return 0
    keys = [row.person_id for row in rows if row.person_id is not None]
    people = {
        person.pk: person
        for person in Person.objects.select_for_update(of=("self",))
        .filter(pk__in=keys)
        .select_related("profile")
        .order_by("pk")
    }
    untouched = []
    for row in rows:
        person = people.get(row.person_id or 0)
        if person is not None and digest_of(standing_of(person)) == row.after_digest:
            untouched.append((row, person))
        else:
            _stays(row, CHANGED_SINCE)
    _take_back([(row, person) for row, person in untouched if not row.before], locked)
    for row, person in untouched:
        if row.before:
            put_back(person, json.loads(row.before), by=locked.undone_by)
            _undone([row], keep_person=True)
    locked.touched_at = at
    locked.save(update_fields=["touched_at"])
    return len(rows)


@transaction.atomic
def forget_uploads(*, on: date) -> int:
    """Empty files nobody has worked on for long; returns how many. The counts stay."""
    old = list(
        Upload.objects.filter(keep_until__lt=on)
        .exclude(state__in=[*WORKING, UploadState.FORGOTTEN])
        .values_list("pk", flat=True)
    )
    UploadContent.objects.filter(upload__in=old).delete()
    rows = UploadRow.objects.filter(upload__in=old)
    rows.filter(state__in=UNSAVED).update(state=RowState.LEFT_OUT)
    rows.update(kept="{}", before=None, kinds="")
    Upload.objects.filter(pk__in=old).update(state=UploadState.FORGOTTEN, found="{}")
    if old:
        record("intake.file.forgotten", by=None, detail={"files": len(old)})
    return len(old)


def _take_back(made: Sequence[tuple[UploadRow, Person]], upload: Upload) -> None:
    """Remove the people that rows made: all at once, or by halves when one of them is held."""
    if not made:
        return
    try:
        with transaction.atomic():
            _let_go([row for row, _ in made])
            take_people_back([person for _, person in made], by=upload.undone_by)
    except CannotTakeBack as refusal:
        if len(made) == 1:
            _stays(made[0][0], f"Đã có việc khác gắn với người này: {refusal}.")
            return
        half = len(made) // 2
        _take_back(made[:half], upload)
        _take_back(made[half:], upload)


def _let_go(rows: Sequence[UploadRow]) -> None:
    """Our own rows let the people go; those of other files that only saw them too."""
    people = [row.person_id for row in rows if row.person_id is not None]
    _undone(rows, keep_person=False)
    forget_people(keys=people)
    forget_checks(people=people)
    UploadRow.objects.filter(person__in=people).exclude(state=RowState.SAVED).update(person=None)


def _undone(rows: Sequence[UploadRow], *, keep_person: bool) -> None:
    keys = [row.pk for row in rows]
    changed = {"state": RowState.UNDONE, "before": None, "after_digest": ""}
    if not keep_person:
        changed["person"] = None
    UploadRow.objects.filter(pk__in=keys).update(**changed)


def _stays(row: UploadRow, why: str) -> None:
    UploadRow.objects.filter(pk=row.pk).update(note=why[:LONGEST_NOTE])


def _finish(upload: Upload, at: datetime) -> None:
    left = UploadRow.objects.filter(upload=upload, state=RowState.SAVED).count()
    rows = UploadRow.objects.filter(upload=upload)
    undone = rows.filter(state=RowState.UNDONE).count()
    rows.filter(state__in=UNSAVED).update(state=RowState.LEFT_OUT)
    upload.state, upload.touched_at = UploadState.UNDONE, at
    upload.save(update_fields=["state", "touched_at"])
    detail = {"rows": undone, "left": left}
    record("intake.file.undone", by=upload.undone_by, about=upload, detail=detail)
