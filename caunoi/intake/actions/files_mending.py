"""Rows are mended in the grid: cells typed anew, proposals taken, doubts settled."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.intake.actions.files import CannotTake, stored
from caunoi.intake.choices.files import (
    KEEP_DAYS,
    REPORT_KINDS,
    UNSAVED,
    RowState,
    UploadState,
    Verdict,
)
from caunoi.intake.models import Upload, UploadRow
from caunoi.intake.queries.files.judging import judge_rows
from caunoi.intake.queries.files.kept import Judged, from_said
from caunoi.intake.queries.files.rows import numbers_taken
from caunoi.intake.queries.files.uploads import letters_of
from caunoi.people.models import Household, Person
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
    said = [
        from_said(row.number, row.state, row.said, row.person_id)
        for row in found.order_by("number")
    ]
    if verdict == Verdict.SAME_HOUSEHOLD:
        _into_households(said, locked)
    for each in said:
        if verdict == Verdict.DIED and each.person is not None:
            each.values["died_on"] = on
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
    judged = judge_rows(
        upload,
        [_bare(row) for row in rows if row.number in stand],
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


def _into_households(rows: Sequence[Judged], upload: Upload) -> None:
    """Give rows the household of the person beside them. Raises CannotTake when one has none."""
    people = Person.objects.in_bulk([row.person for row in rows if row.person is not None])
    homes = Household.objects.in_bulk(
        [each.household_id for each in people.values() if each.household_id is not None]
    )
    for row in rows:
        person = people.get(row.person or 0)
        home = homes.get(person.household_id or 0) if person is not None else None
        if home is None or upload.commune_id != home.place_id:
            raise CannotTake(
                f"Dòng {row.number}: người trong sổ chưa có mã hộ ở xã này. "
                "Chọn «Người khác», hoặc ghi mã hộ cho người đó trước."
            )
        row.values["household_code"] = home.code.partition("-")[2]


def _bare(row: Row) -> Row:
    """The row without faults that are found anew: of places, of spans of days."""
    return Row(
        row.number,
        row.values,
        tuple(
            fault
            for fault in row.faults
            if not fault.kind.startswith("PLACE_") and fault.kind not in REPORT_KINDS
        ),
    )


def _open(upload: Upload, at: datetime) -> Upload:
    locked = Upload.objects.select_for_update().get(pk=upload.pk)
    if locked.state not in MENDABLE:
        raise CannotTake(
            f"Tệp này nay đang ở bước “{locked.get_state_display()}”. Tải lại trang rồi làm tiếp."
        )
    locked.keep_until = timezone.localtime(at).date() + timedelta(days=KEEP_DAYS)
    locked.save(update_fields=["keep_until"])
    return locked
