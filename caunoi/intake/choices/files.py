"""Words about files that are handed in."""

from typing import Final

from django.db.models import TextChoices


class Schema(TextChoices):
    """What the rows of a file are (loại danh sách); the codes are those of `imports.SCHEMAS`."""

    WORKERS = "workers", "Người lao động (Mẫu 01b)"
    LABOUR_USE = "labour_use", "Sử dụng lao động (01/PLI)"
    FOREIGN_WORKERS = "foreign_workers", "Lao động nước ngoài (Mẫu 03)"


REPORTS: Final = (Schema.LABOUR_USE, Schema.FOREIGN_WORKERS)
"""Lists that a firm hands in; their rows become lines of a report, not people."""


class UploadState(TextChoices):
    """How far a file is. In WAITING, SAVING and UNDOING it is the machine's turn."""

    WAITING = "WAITING", "Đang đọc"
    COLUMNS = "COLUMNS", "Chờ xem cột"
    PREVIEW = "PREVIEW", "Chờ lưu"
    SAVING = "SAVING", "Đang lưu"
    SAVED = "SAVED", "Đã lưu"
    UNDOING = "UNDOING", "Đang hoàn tác"
    UNDONE = "UNDONE", "Đã hoàn tác"
    REFUSED = "REFUSED", "Không đọc được"
    REPLACED = "REPLACED", "Đã có tệp sửa"
    FORGOTTEN = "FORGOTTEN", "Đã xoá nội dung"


class RowState(TextChoices):
    """What becomes of a row (tình trạng dòng)."""

    GOOD = "GOOD", "Tốt"
    TO_MEND = "TO_MEND", "Cần sửa"
    DUPLICATE = "DUPLICATE", "Trùng"
    CHANGED = "CHANGED", "Đã có nhưng khác"
    SAME = "SAME", "Đã có, không khác"
    SAVED = "SAVED", "Đã lưu"
    LEFT_OUT = "LEFT_OUT", "Bỏ"
    UNDONE = "UNDONE", "Đã hoàn tác"


class Verdict(TextChoices):
    """What an officer says of a row that may be somebody known."""

    SAME_PERSON = "cung-nguoi", "Cùng một người: cập nhật"
    ANOTHER = "nguoi-khac", "Người khác: thêm mới"
    SAME_HOUSEHOLD = "cung-ho", "Người khác, cùng hộ: thêm mới"
    DIED = "da-mat", "Người trong sổ đã mất"
    LEAVE_OUT = "bo", "Bỏ dòng này"


SETTLED: Final = frozenset({Verdict.SAME_PERSON, Verdict.DIED})
"""Verdicts by which a row means the person of the register beside it."""
APART: Final = frozenset({Verdict.ANOTHER, Verdict.SAME_HOUSEHOLD})
"""Verdicts by which it means somebody else."""

PLACE_KINDS: Final = {
    "PLACE_ELSEWHERE": "Ghi nơi ở là xã khác",
    "PLACE_SEVERAL": "Xã cũ nay chia nhiều xã",
    "PLACE_UNKNOWN": "Không thấy xã, phường",
    "PLACE_MISSING": "Chưa ghi xã, phường",
}
"""Kinds of faults that the register of places finds, in words."""

WORKING: Final = (UploadState.WAITING, UploadState.SAVING, UploadState.UNDOING)
"""States in which work goes on by itself."""
OPEN: Final = (UploadState.COLUMNS, UploadState.PREVIEW, UploadState.SAVED)
"""States in which an officer may work on the rows."""
UNDECIDED: Final = (RowState.TO_MEND, RowState.DUPLICATE, RowState.CHANGED)
"""Rows that wait for an officer."""
UNSAVED: Final = (*UNDECIDED, RowState.GOOD)

REPORT_KINDS: Final = {"DAYS_REVERSED": "Ngày kết thúc đứng trước ngày bắt đầu"}
"""Kinds of faults of reports of firms, in words."""

UNDO_DAYS: Final = 30
"""Days after saving in which an import can be undone."""
KEEP_DAYS: Final = 30
"""Days after the last work on a file until its content and the words of its rows are emptied."""
