"""Rows are mended in the grid: cells typed anew, proposals taken, doubts settled."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.intake.actions.files import CannotTake, stored
from caunoi.intake.choices.files import KEEP_DAYS, UNSAVED, RowState, UploadState, Verdict
from caunoi.intake.models import Upload, UploadRow
from caunoi.intake.queries.files.judging import judge
from caunoi.intake.queries.files.kept import from_said
from caunoi.intake.queries.files.rows import numbers_taken
from caunoi.intake.queries.files.uploads import letters_of
from caunoi_engine.sheets.rows import Row
from caunoi_kit.journal.actions import record

MENDABLE: Final = (UploadState.PREVIEW, UploadState.SAVED)


@transaction.atomic
def keep_mended(
    *, upload: Upload, rows: Sequence[Row], by: User, on: date, at: datetime
) -> dict[int, RowState]:
    """Keep rows that were mended and read again; what each is now, by number."""
    locked = _open(upload, at)
    now = _judge_anew(locked, rows, {}, on=on)
    record("intake.rows.mended", by=by, about=locked, detail={"rows": sorted(now)[:1_000]}, at=at)
    return now


@transaction.atomic
def decide_rows(
    *,
    upload: Upload,
    numbers: Iterable[int],
    verdict: Verdict,
    by: User,
    on: date,
    at: datetime,
) -> dict[int, RowState]:
    """Settle who rows are about, or leave them out; what each is now, by number."""
    locked = _open(upload, at)
    found = UploadRow.objects.select_for_update().filter(
        upload=locked, number__in=list(numbers), state__in=UNSAVED
    )
    said = [from_said(row.number, row.state, row.said) for row in found.order_by("number")]
    rows = [Row(each.number, each.values, each.faults) for each in said]
    now = _judge_anew(locked, rows, {row.number: verdict for row in rows}, on=on)
    record(
        "intake.rows.decided",
        by=by,
        about=locked,
        detail={"rows": sorted(now)[:1_000], "verdict": verdict},
        at=at,
    )
    return now


def _judge_anew(
    upload: Upload, rows: Sequence[Row], verdicts: Mapping[int, str], *, on: date
) -> dict[int, RowState]:
    numbers = [row.number for row in rows]
    stand = {
        row.number: row
        for row in UploadRow.objects.select_for_update()
        .filter(upload=upload, number__in=numbers, state__in=UNSAVED)
        .order_by("number")
    }
    said_before = {n: row.said.get("verdict", "") for n, row in stand.items()}
    judged = judge(
        [_bare(row) for row in rows if row.number in stand],
        commune=upload.commune,
        on=on,
        letters=letters_of(upload.table),
        taken=numbers_taken(upload, without=numbers),
        verdicts=said_before | dict(verdicts),
    )
    for each in judged:
        for name, value in stored(each).items():
            setattr(stand[each.number], name, value)
        stand[each.number].save()
    return {each.number: each.state for each in judged}


def _bare(row: Row) -> Row:
    """The row without faults of places: those are found anew."""
    return Row(
        row.number,
        row.values,
        tuple(fault for fault in row.faults if not fault.kind.startswith("PLACE_")),
    )


def _open(upload: Upload, at: datetime) -> Upload:
    locked = Upload.objects.select_for_update().get(pk=upload.pk)
    if locked.state not in MENDABLE:
        raise CannotTake(
            f"Tệp này nay đang ở bước “{locked.get_state_display()}”. Tải lại trang rồi làm tiếp."
        )
    locked.keep_until = at.date() + timedelta(days=KEEP_DAYS)
    locked.save(update_fields=["keep_until"])
    return locked
