"""Files that were handed in are read, and their cells read again when an officer mends them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from caunoi.intake.actions.files import keep_rows, refuse_upload, remembered, show_columns
from caunoi.intake.imports import mend_row, read_file
from caunoi.intake.models import Upload, UploadRow
from caunoi.intake.queries.files.kept import Judged, from_said
from caunoi.intake.queries.files.uploads import content_of, heads_of, letters_of
from caunoi_engine.sheets.rows import Fault, Reading, Row, Value
from caunoi_kit.office.opening import look_into
from caunoi_kit.office.packages import PAGE, Limits
from caunoi_kit.office.sheets import CannotRead

GONE = "Nội dung tệp không còn. Tải tệp lên lại."


def read_upload(upload: Upload, *, on: date, at: datetime, limits: Limits = PAGE) -> None:
    """Read a waiting file: to its columns the first time, to its rows once they are known."""
    content = content_of(upload)
    if content is None:
        refuse_upload(upload=upload, why=GONE, at=at)
        return
    try:
        reading = _read(upload, content, on, limits)
        if upload.columns is None and _known_columns(upload, reading):
            reading = _read(upload, content, on, limits)
    except CannotRead as refusal:
        refuse_upload(upload=upload, why=str(refusal), at=at)
        return
    if upload.columns is None or _unanswered(upload, reading):
        show_columns(upload=upload, reading=reading, at=at)
    else:
        upload.save(update_fields=["columns", "answers"])
        keep_rows(upload=upload, reading=reading, on=on, at=at)


def refusal_of(content: bytes, name: str) -> str:
    """Why a file is refused before it is kept and read, "" if it is not."""
    try:
        look_into(content, name=name)
    except CannotRead as refusal:
        return str(refusal)
    return ""


def mended_rows(upload: Upload, typed: Mapping[int, Mapping[str, str]], *, on: date) -> list[Row]:
    """Rows with some cells typed anew, read and checked again as a whole.

    Cells that still say what they said are none; a row without any other is left as it is.
    """
    rows = []
    for row in _rows(upload, typed):
        said = {fault.field: fault.value for fault in row.faults}
        new = {
            field: text for field, text in typed[row.number].items() if text != said.get(field, "")
        }
        if new:
            rows.append(_mended(upload, row.values, new, row.number, on))
    return rows


def accepted_rows(upload: Upload, accepted: Iterable[tuple[int, str]], *, on: date) -> list[Row]:
    """Rows in which the proposals for some fields are taken, checked again as a whole."""
    wanted: dict[int, set[str]] = {}
    for number, field in accepted:
        wanted.setdefault(number, set()).add(field)
    rows = []
    for row in _rows(upload, wanted):
        values = dict(row.values)
        for fault in row.faults:
            if fault.field in wanted[row.number] and fault.proposal is not None:
                values |= _as_proposed(fault)
        rows.append(_mended(upload, values, {}, row.number, on))
    return rows


def _as_proposed(fault: Fault) -> dict[str, Value]:
    """A commune that is proposed stands for itself: the district of old no longer holds."""
    if not fault.kind.startswith("PLACE_"):
        return {fault.field: fault.proposal}
    start = fault.field.removesuffix("commune")
    return {fault.field: fault.proposal, f"{start}district": None, f"{start}province": None}


def _mended(
    upload: Upload, values: Mapping[str, Value], typed: dict[str, str], number: int, on: date
) -> Row:
    return mend_row(
        values,
        typed,
        number=number,
        schema=upload.schema,
        on=on,
        letters=letters_of(upload.table),
    )


def _rows(upload: Upload, numbers: Iterable[int]) -> list[Judged]:
    rows = UploadRow.objects.filter(upload=upload, number__in=list(numbers)).order_by("number")
    return [from_said(row.number, row.state, row.said) for row in rows]


def _read(upload: Upload, content: bytes, on: date, limits: Limits) -> Reading:
    columns = upload.columns
    return read_file(
        content,
        name=upload.name,
        schema=upload.schema,
        on=on,
        columns={int(index): field for index, field in columns.items()} if columns else None,
        answers=upload.answers or None,
        sheet=upload.sheet or None,
        limits=limits,
    )


def _known_columns(upload: Upload, reading: Reading) -> bool:
    """Whether the commune has said before what these columns are; the file takes it over."""
    if memory := remembered(upload, reading):
        upload.columns, upload.answers = memory.columns, memory.answers
        return True
    old = upload.replaces
    heads = heads_of({"columns": [{"head": column.head} for column in reading.columns]})
    if old is not None and old.columns is not None and heads_of(old.table) == heads:
        upload.columns, upload.answers = old.columns, old.answers
        return True
    return False


def _unanswered(upload: Upload, reading: Reading) -> bool:
    return any(question.key not in upload.answers for question in reading.questions)
