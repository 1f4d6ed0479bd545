"""`caunoi intake FILE`: a commune's list, or a firm's report, with a receipt of every row."""

import json
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from caunoi.employers.models import Employer
from caunoi.employers.queries.reports import period_due, periods_around
from caunoi.intake.actions.files import CannotTake, keep_rows, receive_upload, use_columns
from caunoi.intake.actions.files_saving import save_some, start_saving
from caunoi.intake.actions.files_undo import undo_some
from caunoi.intake.choices.files import REPORTS, RowState, Schema, UploadState
from caunoi.intake.imports import read_file
from caunoi.intake.imports.uploads import read_upload
from caunoi.intake.models import Upload
from caunoi.intake.queries.files.judging import judge_rows
from caunoi.intake.queries.files.kept import Judged
from caunoi.intake.queries.files.rows import every_row
from caunoi.intake.queries.files.uploads import letters_of_columns, waiting_uploads
from caunoi.places.models import Place
from caunoi.places.queries import commune as commune_with
from caunoi_kit.office.packages import COMMAND
from caunoi_kit.office.sheets import CannotRead
from caunoi_kit.ui import formats

WORDS: Final = (
    (RowState.GOOD, "Tốt, chưa lưu"),
    (RowState.SAVED, "Đã lưu"),
    (RowState.TO_MEND, "Cần sửa"),
    (RowState.DUPLICATE, "Trùng"),
    (RowState.CHANGED, "Đã có nhưng khác"),
    (RowState.SAME, "Đã có, không khác"),
    (RowState.LEFT_OUT, "Bỏ"),
)


class Command(BaseCommand):
    help = (
        "Nhập danh sách người lao động, hoặc báo cáo của đơn vị, từ tệp .xlsx, .xls, .ods, .csv. "
        "Bị ngắt giữa chừng thì chạy lại cùng tệp: làm tiếp chỗ dở."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", metavar="TỆP")
        parser.add_argument("--dry-run", action="store_true", help="Chỉ xem trước, không lưu gì.")
        parser.add_argument("--commune", metavar="MÃ", help="Mã xã, phường gửi tệp (5 chữ số).")
        parser.add_argument(
            "--schema", default=Schema.WORKERS, choices=Schema.values, help="Tệp ghi gì."
        )
        parser.add_argument("--employer", metavar="MST", help="Đơn vị gửi báo cáo.")
        parser.add_argument(
            "--due", type=date.fromisoformat, metavar="NGÀY",
            help="Kỳ 01/PLI: phải gửi trước ngày nào, ví dụ 2026-12-05. Không ghi: kỳ gần nhất.",
        )  # fmt: skip
        parser.add_argument("--receipt", type=Path, metavar="TỆP", help="Ghi biên nhận JSON.")
        parser.add_argument(
            "--waiting", action="store_true", help="Làm tiếp các tệp đang đọc, lưu, hoàn tác dở."
        )

    def handle(
        self,
        *args: Any,
        file: Path | None,
        dry_run: bool,
        commune: str | None,
        schema: str,
        employer: str | None,
        due: date | None,
        receipt: Path | None,
        waiting: bool,
        **options: Any,
    ) -> None:
        if waiting:
            go_on()
            return
        if file is None:
            raise CommandError("Thiếu tên tệp. Ví dụ: caunoi intake danh-sach.xlsx --dry-run")
        started, on = perf_counter(), timezone.localdate()
        about = _about(Schema(schema), commune, employer, due, on)
        content = _content(file)
        try:
            reading = read_file(content, name=file.name, schema=schema, on=on, limits=COMMAND)
        except CannotRead as refusal:
            raise CommandError(str(refusal)) from refusal
        number = ""
        rows: Iterable[Judged]
        if dry_run:
            letters = letters_of_columns(reading.columns)
            rows = judge_rows(Upload(**about), reading.rows, on=on, letters=letters)
        elif about["schema"] in REPORTS and about["employer"] is None:
            raise CommandError("Thiếu đơn vị gửi báo cáo: thêm --employer và mã số thuế.")
        else:
            upload = _kept(content, file.name, reading, about, on)
            reading = replace(reading, rows=())  # a long file is not held twice while it is saved
            _saved(upload)
            rows, number = every_row(upload), _number(upload)
        told, counts = _receipt(reading, rows)
        if number:
            told["number"] = number
            self.stdout.write(f"Số nhận {number}")
        told["seconds"] = round(perf_counter() - started, 2)
        if receipt is not None:
            _write(receipt, told)
        self._print(file.name, reading, counts, dry_run=dry_run, seconds=told["seconds"])

    def _print(
        self, name: str, reading: Any, counts: Counter[str], *, dry_run: bool, seconds: float
    ) -> None:
        n = formats.number
        lines = [
            f"{'Xem trước' if dry_run else 'Biên nhận'} {name} ({formats.number(seconds)} giây)"
        ]
        lines.append(f"  Đọc                {n(counts.total()):>9}")
        lines += [f"  {words:<19}{n(counts[state]):>9}" for state, words in WORDS if counts[state]]
        unknown = [column.letter for column in reading.columns if column.field is None]
        if unknown:
            lines.append(f"  Cột không dùng: {', '.join(unknown)}")
        if reading.encoding:
            lines.append(f"  Bảng mã: {reading.encoding}")
        self.stdout.write("\n".join(lines))


def go_on() -> None:
    """Go on with every file whose turn it is; `caunoi work` does it every second."""
    for upload in waiting_uploads():
        if upload.state == UploadState.WAITING:
            read_upload(upload, on=timezone.localdate(), at=timezone.now())
        elif upload.state == UploadState.SAVING:
            _save(upload)
        else:
            while undo_some(upload=upload, at=timezone.now()):
                pass


def _save(upload: Upload) -> None:
    while save_some(upload=upload, on=timezone.localdate(), at=timezone.now()):
        pass


def _about(
    schema: Schema, commune: str | None, employer: str | None, due: date | None, on: date
) -> dict[str, Any]:
    """What a file is of: a commune, or a firm and the period of its report."""
    about: dict[str, Any] = {"schema": schema, "commune": _commune(commune, on)}
    if schema not in REPORTS:
        return about
    about["employer"] = Employer.objects.filter(tax_code=employer).first() if employer else None
    if employer and about["employer"] is None:
        raise CommandError(f"Không có đơn vị nào mang mã số thuế {employer}.")
    if schema == Schema.LABOUR_USE:
        period = period_due(due) if due is not None else periods_around(on)[0]
        if period is None:
            raise CommandError(f"Không có báo cáo nào phải gửi trước ngày {due:%d/%m/%Y}.")
        about["due_before"] = period.before
    return about


def _number(upload: Upload) -> str:
    """The number on the receipt of the report a file became."""
    upload.refresh_from_db()
    report = upload.labour_report or upload.foreign_report
    return report.number if report is not None else ""


def _kept(content: bytes, name: str, reading: Any, about: dict[str, Any], on: date) -> Upload:
    """The file with its rows looked at; one that was left half-way is taken up where it is."""
    at = timezone.now()
    upload, _ = receive_upload(content=content, name=name, by=None, at=at, **about)
    if upload.state in (UploadState.WAITING, UploadState.COLUMNS):
        use_columns(upload=upload, reading=reading, at=at)
        keep_rows(upload=upload, reading=reading, on=on, at=at)
    return upload


def _saved(upload: Upload) -> None:
    """Save the good rows of a file, or the rest of them."""
    if upload.state != UploadState.SAVING:
        try:
            start_saving(upload=upload, by=None, at=timezone.now())
        except CannotTake:
            pass  # no good row, or all saved before: the receipt says so
    _save(upload)


def _commune(code: str | None, on: date) -> Place | None:
    if code is None:
        return None
    try:
        return commune_with(code, on=on)
    except Place.DoesNotExist as error:
        raise CommandError(f"Không có xã, phường nào mang mã {code}.") from error


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise CommandError(f"Không mở được {file}: {fault.strerror}.") from fault


def _receipt(reading: Any, rows: Iterable[Judged]) -> tuple[dict[str, Any], Counter[str]]:
    """Everything about the rows: counts, each fault, each duplicate, the columns."""
    counts: Counter[str] = Counter()
    to_mend: list[dict[str, Any]] = []
    duplicates: list[dict[str, Any]] = []
    for row in rows:
        counts[row.state] += 1
        to_mend += [_fault(row, fault) for fault in row.faults]
        if row.state == RowState.DUPLICATE:
            duplicates.append({"row": row.number, "reason": row.why})
    told = {
        "rows_read": counts.total(),
        "good": counts[RowState.GOOD] + counts[RowState.SAVED],
        "saved": counts[RowState.SAVED],
        "changed": counts[RowState.CHANGED],
        "same": counts[RowState.SAME],
        "to_mend": to_mend,
        "rows_to_mend": counts[RowState.TO_MEND],
        "duplicates": duplicates,
        "encoding": reading.encoding,
        "sheet": reading.sheet,
        "head_rows": list(reading.head_rows),
        "columns": [
            {"letter": c.letter, "head": c.head, "field": c.field, "sure": c.sure, "why": c.why}
            for c in reading.columns
        ],
        "questions": [question.words for question in reading.questions],
        "left_out": [{"row": number, "reason": why} for number, why in reading.left_out],
    }
    return told, counts


def _fault(row: Judged, fault: Any) -> dict[str, Any]:
    return {
        "row": row.number,
        "cell": fault.cell,
        "field": fault.field,
        "value": fault.value,
        "kind": fault.kind,
        "reason": fault.message,
        "proposal": _plain(fault.proposal),
        "stops": fault.stops,
    }


def _write(path: Path, told: dict[str, Any]) -> None:
    """The receipt names people: only its owner reads it."""
    handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(told, out, ensure_ascii=False, indent=1)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
