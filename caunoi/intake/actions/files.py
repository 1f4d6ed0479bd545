"""Files handed in: received, their columns confirmed, their rows kept to be looked at."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import PurePath
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.employers.models import Employer
from caunoi.intake.choices.files import (
    KEEP_DAYS,
    OPEN,
    REPORTS,
    UNSAVED,
    WORKING,
    RowState,
    Schema,
    UploadState,
)
from caunoi.intake.models import ColumnMemory, Upload, UploadContent, UploadRow
from caunoi.intake.queries.files.judging import judge_rows
from caunoi.intake.queries.files.kept import Judged, digest_of, kinds_of, to_text
from caunoi.intake.queries.files.uploads import heads_of, letters_of, memory_of, saved_before
from caunoi.places.models import Place
from caunoi_engine.sheets.rows import Reading
from caunoi_engine.text.folding import tidy
from caunoi_kit.inserting import insert_many
from caunoi_kit.journal.actions import record

AT_A_TIME: Final = 1_000
LONGEST_NAME: Final = 120
LONGEST_WHY: Final = 300


class CannotTake(Exception):
    """The file or what was said of it cannot be taken; the message says why and what to do."""


@transaction.atomic
def receive_upload(
    *,
    content: bytes,
    name: str,
    schema: Schema,
    commune: Place | None,
    by: User | None,
    at: datetime,
    replaces: Upload | None = None,
    sheet: str = "",
    employer: Employer | None = None,
    due_before: date | None = None,
    why: str = "",
) -> tuple[Upload, bool]:
    """Keep a file as it came; whether it is new. The same file is open once for a commune.

    `why`: for what it is refused already; then only that is kept.
    """
    digest = hashlib.sha256(content).hexdigest()
    # Two tabs at once: one file. Nobody who enters people of the commune waits for this lock.
    if commune is not None:
        Place.objects.select_for_update(no_key=True).get(pk=commune.pk)
    if employer is not None:
        Employer.objects.select_for_update(no_key=True).get(pk=employer.pk)
    twice = Upload.objects.filter(
        digest=digest, sheet=sheet, commune=commune, schema=schema, employer=employer,
        due_before=due_before, state__in=[*WORKING, *OPEN],
    ).first()  # fmt: skip
    if twice is not None:
        return twice, False
    upload = Upload.objects.create(
        schema=schema,
        commune=commune,
        employer=employer,
        due_before=due_before,
        name=_file_name(name),
        sheet=sheet,
        size=len(content),
        digest=digest,
        state=UploadState.REFUSED if why else UploadState.WAITING,
        why=why[:LONGEST_WHY],
        replaces=replaces,
        sent_by=by,
        sent_at=at,
        touched_at=at,
        keep_until=timezone.localtime(at).date() + timedelta(days=KEEP_DAYS),
        made=by is not None and by.made,
    )
    record("intake.file.received", by=by, about=upload, detail={"size": len(content)}, at=at)
    if why:
        record("intake.file.refused", by=by, about=upload, at=at)
    else:
        UploadContent.objects.create(upload=upload, base64=base64.b64encode(content).decode())
    return upload, True


@transaction.atomic
def refuse_upload(*, upload: Upload, why: str, at: datetime) -> None:
    """The file is no table that can be read: say why; its content goes at once."""
    upload.state, upload.why, upload.touched_at = UploadState.REFUSED, why[:LONGEST_WHY], at
    upload.save(update_fields=["state", "why", "touched_at"])
    UploadContent.objects.filter(upload=upload).delete()
    record("intake.file.refused", by=upload.sent_by, about=upload, at=at)


@transaction.atomic
def show_columns(*, upload: Upload, reading: Reading, at: datetime) -> None:
    """Keep what the columns were taken for, so that an officer looks at them."""
    _keep_table(upload, reading)
    upload.state, upload.touched_at = UploadState.COLUMNS, at
    upload.save(update_fields=["found", "state", "touched_at"])


@transaction.atomic
def use_columns(*, upload: Upload, reading: Reading, at: datetime) -> None:
    """Take the columns as they were guessed: the command on the server asks nobody."""
    upload.columns = {str(column.index): column.field for column in reading.columns}
    upload.state, upload.touched_at = UploadState.WAITING, at
    upload.save(update_fields=["columns", "state", "touched_at"])


@transaction.atomic
def confirm_columns(
    *,
    upload: Upload,
    columns: Mapping[int, str | None],
    answers: Mapping[str, str],
    by: User,
    at: datetime,
) -> None:
    """Note what an officer says of the columns, for this file and the next of the commune.

    Raises CannotTake when two columns are said to be the same, or one that is needed is missing.
    """
    locked = _locked(upload, UploadState.COLUMNS, UploadState.PREVIEW)
    _check_columns(columns)
    locked.columns = {str(index): field for index, field in columns.items()}
    locked.answers, locked.state, locked.touched_at = dict(answers), UploadState.WAITING, at
    locked.save(update_fields=["columns", "answers", "state", "touched_at"])
    if locked.commune_id is not None or locked.employer_id is not None:
        firm = locked.employer is not None
        ColumnMemory.objects.update_or_create(
            commune=None if firm else locked.commune,
            employer=locked.employer,
            schema=locked.schema,
            heads=heads_of(locked.table),
            defaults={
                "columns": locked.columns,
                "answers": locked.answers,
                "confirmed_by": by,
                "confirmed_at": at,
            },
        )
    record("intake.columns.confirmed", by=by, about=locked, at=at)


def keep_rows(*, upload: Upload, reading: Reading, on: date, at: datetime) -> None:
    """Look at every row and keep it; nothing enters the register yet.

    Rows are written some at a time, so that a long file holds nobody up. Killed half-way, the
    file is still waiting to be read, and what was written of it is written anew.
    """
    _keep_table(upload, reading)
    judged = judge_rows(upload, reading.rows, on=on, letters=letters_of(upload.table))
    with transaction.atomic():
        UploadRow.objects.filter(upload=upload).delete()
    for start in range(0, len(judged), AT_A_TIME):
        _write_rows(upload, judged[start : start + AT_A_TIME])
    with transaction.atomic():
        locked = _locked(upload, UploadState.WAITING)
        locked.found, locked.state, locked.touched_at = upload.found, UploadState.PREVIEW, at
        locked.save(update_fields=["found", "state", "touched_at"])
        if locked.replaces is not None:
            _replace(locked.replaces)
        record(
            "intake.file.looked_at", by=upload.sent_by, about=upload, detail={"rows": len(judged)}
        )
    upload.state = UploadState.PREVIEW


@transaction.atomic
def remember_columns(
    *,
    commune: Place,
    heads: Sequence[str],
    fields: Sequence[str | None],
    by: User,
    at: datetime,
) -> None:
    """Note the columns of a list we make ourselves, so that nobody is asked when it comes back."""
    ColumnMemory.objects.update_or_create(
        commune=commune,
        schema=Schema.WORKERS,
        heads=heads_of({"columns": [{"head": head} for head in heads]}),
        defaults={
            "columns": {str(index): field for index, field in enumerate(fields)},
            "confirmed_by": by,
            "confirmed_at": at,
        },
    )


def remembered(upload: Upload, reading: Reading) -> ColumnMemory | None:
    """What the commune said earlier of a form with these heads."""
    if upload.commune_id is None and upload.employer_id is None:
        return None
    return memory_of(upload, heads_of(_table(reading)))


def stored(judged: Judged) -> dict[str, Any]:
    """The columns of `UploadRow` that hold a row."""
    return {
        "state": judged.state,
        "kept": to_text(judged),
        "digest": digest_of(judged.values),
        "identity_digest": judged.identity_digest,
        "kinds": kinds_of(judged.faults) if judged.state == RowState.TO_MEND else "",
        "person_id": judged.person,
    }


def _locked(upload: Upload, *states: UploadState) -> Upload:
    """The file as it stands now. Raises CannotTake when somebody has gone on with it."""
    locked = Upload.objects.select_for_update().get(pk=upload.pk)
    if locked.state not in states:
        raise CannotTake(
            f"Tệp này nay đang ở bước “{locked.get_state_display()}”. Tải lại trang rồi làm tiếp."
        )
    return locked


def _write_rows(upload: Upload, judged: list[Judged]) -> None:
    report = upload.schema in REPORTS  # each is whole: what an earlier one said is said again
    before = {} if report else saved_before(upload, [digest_of(each.values) for each in judged])
    rows = []
    for each in judged:
        columns = stored(each)
        # What an earlier file saved in the same words is not written again: the register may
        # hold something newer by now.
        if columns["digest"] in before and each.state in (RowState.GOOD, RowState.CHANGED):
            columns |= {"state": RowState.SAME, "person_id": before[columns["digest"]]}
        rows.append(UploadRow(upload=upload, number=each.number, reported=report, **columns))
    insert_many(rows)


def _replace(old: Upload) -> None:
    """What is open in a file that came again, mended, is looked after in the new one."""
    UploadRow.objects.filter(upload=old, state__in=UNSAVED).update(state=RowState.LEFT_OUT)
    if old.state in (UploadState.PREVIEW, UploadState.COLUMNS):
        Upload.objects.filter(pk=old.pk).update(state=UploadState.REPLACED)


def _keep_table(upload: Upload, reading: Reading) -> None:
    upload.found = json.dumps(_table(reading), ensure_ascii=False)


def _table(reading: Reading) -> dict[str, Any]:
    return {
        "sheet": reading.sheet,
        "encoding": reading.encoding,
        "head_rows": list(reading.head_rows),
        "columns": [asdict(column) for column in reading.columns],
        "questions": [asdict(question) for question in reading.questions],
        "left_out": [list(each) for each in reading.left_out],
        "rows": len(reading.rows),
        "other_sheets": [list(each) for each in reading.other_sheets],
    }


def _check_columns(columns: Mapping[int, str | None]) -> None:
    said = [field for field in columns.values() if field]
    twice = sorted({field for field in said if said.count(field) > 1})
    if twice:
        raise CannotTake(
            "Có hai cột cùng được chọn là một thông tin. Để một cột, cột kia chọn “Không dùng”."
        )
    if "full_name" not in said and "row_key" not in said:
        raise CannotTake("Chưa cột nào là họ và tên. Chọn cột ghi họ và tên rồi tiếp tục.")


def _file_name(name: str) -> str:
    return tidy(PurePath(name.replace("\\", "/")).name)[:LONGEST_NAME] or "tệp không tên"
