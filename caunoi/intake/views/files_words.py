"""Files, their rows and their faults in the words and figures the pages show."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.urls import reverse

from caunoi.intake.choices.files import REPORTS, UNDECIDED, RowState, UploadState
from caunoi.intake.models import Upload
from caunoi.intake.queries.files.kept import Judged
from caunoi.intake.queries.files.rows import stays_of
from caunoi.intake.queries.files.uploads import Open
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import Badge, Column, Link, Pair, Task

FILES: Final = [
    Column("Tệp"),
    Column("Xã, phường"),
    Column("Nhận lúc"),
    Column("Người gửi"),
    Column("Tình trạng"),
]
ROWS: Final = [
    Column("Dòng", figures=True),
    Column("Họ và tên"),
    Column("Ngày sinh"),
    Column("Giới tính"),
    Column("Số định danh"),
    Column("Điện thoại"),
    Column("Nơi ở"),
    Column("Lưu ý"),
]
_BADGES: Final[dict[str, Badge]] = {
    UploadState.WAITING: Badge("info", "clock", "Đang đọc"),
    UploadState.COLUMNS: Badge("warn", "list", "Chờ xem cột"),
    UploadState.PREVIEW: Badge("warn", "edit", "Chờ lưu"),
    UploadState.SAVING: Badge("info", "clock", "Đang lưu"),
    UploadState.SAVED: Badge("good", "check", "Đã lưu"),
    UploadState.UNDOING: Badge("info", "clock", "Đang hoàn tác"),
    UploadState.UNDONE: Badge("warn", "close", "Đã hoàn tác"),
    UploadState.REFUSED: Badge("bad", "close", "Không đọc được"),
    UploadState.REPLACED: Badge("info", "next", "Đã có tệp sửa"),
    UploadState.FORGOTTEN: Badge("info", "lock", "Đã xoá nội dung"),
}
# What each state of rows means and where its rows are worked on.
_COUNTS: Final = (
    (RowState.GOOD, "tốt", "chưa lưu"),
    (RowState.TO_MEND, "cần sửa", "lỗi ở một hay nhiều ô"),
    (RowState.DUPLICATE, "trùng", "cần nói rõ là ai"),
    (RowState.CHANGED, "đã có nhưng khác", "xem chỗ khác rồi nhận"),
    (RowState.SAME, "đã có, không khác", "không phải làm gì"),
    (RowState.SAVED, "đã lưu", "có trong sổ"),
    (RowState.LEFT_OUT, "bỏ", "không lưu"),
    (RowState.UNDONE, "đã hoàn tác", "không còn trong sổ"),
)
ALWAYS: Final = (RowState.GOOD, *UNDECIDED)
SEXES: Final = {"MALE": "Nam", "FEMALE": "Nữ"}


def upload_badge(upload: Upload) -> Badge:
    """How far a file is."""
    return _BADGES[upload.state]


def file_row(upload: Upload) -> list[Any]:
    """A file in the list."""
    return [
        Link(upload.name, reverse("intake:upload", args=[upload.public_id])),
        whose(upload),
        formats.moment(upload.sent_at),
        upload.sent_by.full_name if upload.sent_by else "từ máy chủ",
        upload_badge(upload),
    ]


def whose(upload: Upload) -> str:
    """The firm or commune a file is of."""
    if upload.employer is not None:
        return upload.employer.name
    return upload.commune.name if upload.commune else "nhiều xã"


def save_words(upload: Upload, good: int) -> str:
    """What the button says that stores the good rows."""
    if upload.schema in REPORTS:
        return f"Gửi báo cáo {formats.number(good)} người"
    return f"Lưu {formats.number(good)} dòng tốt vào sổ"


def back_of(upload: Upload) -> Link:
    """Where a file is listed: the page of its firm, or the commune's."""
    if upload.schema in REPORTS and upload.employer is not None:
        url = reverse("intake:firm_reports", args=[upload.employer.public_id])
        return Link("Báo cáo lao động", url)
    return Link("Thu thập thông tin", reverse("intake:files"))


def receipt_url(upload: Upload) -> str:
    """The receipt of the report a file became; empty while there is none."""
    if upload.state not in (UploadState.SAVED, UploadState.UNDONE):
        return ""
    if upload.labour_report is not None:
        return reverse("intake:receipt", args=["lao-dong", upload.labour_report.public_id])
    if upload.foreign_report is not None:
        return reverse("intake:receipt", args=["nuoc-ngoai", upload.foreign_report.public_id])
    return ""


def open_task(each: Open) -> Task:
    """A file with something left to do."""
    upload, n = each.upload, formats.number
    if upload.state == UploadState.COLUMNS:
        word = "Chờ xem cột"
    elif each.undecided:
        word = f"{n(each.undecided)} dòng cần xem"
    else:
        word = f"{n(each.good)} dòng chờ lưu"
    of = f" · {whose(upload)}" if upload.commune or upload.employer else ""
    label = f"{upload.name}{of}, giữ đến {formats.day(upload.keep_until)}"
    return Task(
        label, reverse("intake:upload", args=[upload.public_id]), Badge("warn", "edit", word)
    )


def counts(upload: Upload, found: Mapping[str, int], *, may_open: bool) -> list[Pair]:
    """How many rows are good, to be mended, doubtful; each opens its rows."""
    shown = []
    before_saving = upload.state == UploadState.PREVIEW
    for state, words, note in _COUNTS:
        number = found.get(state, 0)
        if not number and not (before_saving and state in ALWAYS):
            continue
        url = rows_url(upload, state) if may_open and number else ""
        shown.append(Pair(words[0].upper() + words[1:], formats.number(number), note=note, url=url))
    return shown


def rows_url(upload: Upload, state: str) -> str:
    """Where the rows of a state are seen and worked on."""
    if state == RowState.TO_MEND:
        return reverse("intake:grid", args=[upload.public_id])
    if state in (RowState.DUPLICATE, RowState.CHANGED):
        return reverse("intake:doubts", args=[upload.public_id, state.lower()])
    return reverse("intake:rows", args=[upload.public_id, state.lower()])


def progress(upload: Upload, found: Mapping[str, int]) -> dict[str, Any]:
    """How far saving or undoing is: a share and words."""
    saved, n = found.get(RowState.SAVED, 0), formats.number
    if upload.state == UploadState.SAVING:
        all_rows = saved + found.get(RowState.GOOD, 0)
        words = f"Đã lưu {n(saved)} trong {n(all_rows)} dòng."
        return {"percent": 100 * saved / max(all_rows, 1), "words": words}
    if upload.state == UploadState.UNDOING:
        undone = found.get(RowState.UNDONE, 0)
        words = f"Đã hoàn tác {n(undone)} trong {n(undone + saved)} dòng."
        return {"percent": 100 * undone / max(undone + saved, 1), "words": words}
    return {"percent": 0, "words": "Đang đọc tệp. Tệp 5.000 dòng mất vài giây."}


def facts(upload: Upload, table: Mapping[str, Any]) -> list[Pair]:
    """What is known of a file."""
    sent = upload.sent_by.full_name if upload.sent_by else "từ máy chủ"
    told = [
        Pair("Đơn vị" if upload.employer else "Xã, phường", whose(upload)),
        Pair("Người gửi", sent, note=formats.moment(upload.sent_at)),
    ]
    if table.get("sheet"):
        rows = f"{formats.number(table.get('rows', 0))} dòng"
        told.append(Pair("Trang tính", table["sheet"], note=rows))
    if table.get("encoding"):
        told.append(Pair("Bảng mã", table["encoding"]))
    if upload.saved_at:
        by = upload.saved_by.full_name if upload.saved_by else "từ máy chủ"
        told.append(Pair("Lưu", by, note=formats.moment(upload.saved_at)))
    if upload.undone_at and upload.undone_by:
        by = upload.undone_by.full_name
        told.append(Pair("Hoàn tác", by, note=formats.moment(upload.undone_at)))
    told.append(Pair("Giữ nội dung đến", formats.day(upload.keep_until)))
    return told


def columns_table(
    table: Mapping[str, Any],
    specs: Sequence[Any],
    said: Mapping[int, str | None] | None,
) -> list[dict[str, Any]]:
    """The columns of a file, what each was taken for, and what else it may be."""
    shown = []
    for column in table.get("columns", ()):
        chosen = said.get(column["index"]) if said is not None else column["field"]
        options = [(spec.code, spec.label) for spec in specs]
        if column["field"] and column["field"] not in dict(options):
            options.insert(0, (column["field"], _label(column["field"], specs)))
        samples = column["samples"]
        if column["field"] == "identity_number":
            samples = [formats.masked(sample) for sample in samples]
        shown.append({**column, "samples": samples, "chosen": chosen or "", "options": options})
    return shown


def _label(field: str, specs: Sequence[Any]) -> str:
    """The words of a field; of a column of ticks also what an x in it means."""
    name, _, code = field.partition("=")
    spec = next((spec for spec in specs if spec.code == name), None)
    if spec is None:
        return field
    words = next((word for word, each in spec.codes.items() if each == code), code)
    return f"{spec.label}: {words}" if code else spec.label


def row_cells(row: Judged, places: Mapping[int, str]) -> list[str]:
    """A row as it stands in a list; the identity number masked."""
    values = row.values
    number = str(values.get("identity_number") or "")
    return [
        formats.number(row.number),
        str(values.get("full_name") or ""),
        value_words(values.get("birth_date")),
        SEXES.get(str(values.get("sex") or ""), ""),
        formats.masked(number) if number else "",
        formats.phone(str(values.get("phone") or "")) if values.get("phone") else "",
        places.get(row.places.get("place", 0), ""),
        " ".join(fault.message for fault in row.faults),
    ]


def value_words(value: Any) -> str:
    """A value as it is typed and read."""
    if isinstance(value, date):
        return formats.day(value)
    return "" if value is None else str(value)


def stays(upload: Upload) -> list[tuple[str, str]]:
    """Rows that could not be taken back, and why."""
    return [(formats.number(number), note) for number, note in stays_of(upload)]


def field_words(specs: Sequence[Any], field: str, value: Any) -> str:
    """A value of a field as it is typed and read: a code by its words."""
    spec = next((spec for spec in specs if spec.code == field), None)
    if spec is None or not spec.codes or not isinstance(value, str):
        return value_words(value)
    words: dict[str, str] = {}
    for word, code in spec.codes.items():
        words.setdefault(code, word)
    return ", ".join(words.get(code, code) for code in value.split(","))
