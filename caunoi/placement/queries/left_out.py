"""Why a row of a register takes no part in a match, in words an officer can act on."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices


class Table(TextChoices):
    """The three registers a match reads."""

    WORKERS = "WORKERS", "Người tìm việc"
    VACANCIES = "VACANCIES", "Tin tuyển dụng"
    INTAKES = "INTAKES", "Khoá học"


class Reason(TextChoices):
    """What a row lacks or contradicts, and what to do about it."""

    NO_CONSENT = "NO_CONSENT", "Chưa đồng ý để trung tâm giới thiệu việc: hỏi lại khi gặp"
    NO_COORDINATES = "NO_COORDINATES", "Chưa có vị trí trên bản đồ: ghi xã, phường rồi lưu lại"
    NO_WISH = "NO_WISH", "Chưa ghi nghề mong muốn: hỏi và ghi ít nhất một nghề"
    NO_OCCUPATION = "NO_OCCUPATION", "Chưa có mã nghề bốn chữ số: chọn nghề gần nhất"
    NO_SHIFT = "NO_SHIFT", "Chưa ghi ca làm được: chọn ít nhất một ca"
    UNKNOWN_SHIFT = "UNKNOWN_SHIFT", "Ca làm ghi mã lạ: chọn lại ca"
    UNKNOWN_SCHOOLING = "UNKNOWN_SCHOOLING", "Trình độ ghi mã lạ: chọn lại trình độ"
    WAGE_TOO_HIGH = "WAGE_TOO_HIGH", "Lương trên một tỷ đồng một tháng: xem lại số tiền"
    WAGE_UPSIDE_DOWN = "WAGE_UPSIDE_DOWN", "Lương từ cao hơn lương đến: sửa lại hai số"


@dataclass(frozen=True)
class LeftOut:
    """One row that was refused: its table, its key there, and why."""

    table: Table
    pk: int
    reason: Reason


@dataclass(frozen=True)
class LeftOutLine:
    """How many rows of a table were refused for one reason, and the first of their keys."""

    table: Table
    reason: Reason
    count: int
    keys: tuple[int, ...]


KEYS_KEPT = 500  # of each reason: enough to work through in a day, small enough to store


def summarise(rows: Iterable[LeftOut]) -> list[dict]:
    """Counts by table and reason for `MatchRun.summary`, most frequent first."""
    rows = list(rows)
    counts = Counter((row.table, row.reason) for row in rows)
    keys: dict[tuple[Table, Reason], list[int]] = {}
    for row in rows:
        kept = keys.setdefault((row.table, row.reason), [])
        if len(kept) < KEYS_KEPT:
            kept.append(row.pk)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [
        {
            "table": str(table.value),
            "reason": str(reason.value),
            "count": count,
            "keys": keys[table, reason],
        }
        for (table, reason), count in ordered
    ]


def read_summary(lines: Iterable[dict]) -> list[LeftOutLine]:
    """The lines that `summarise` stored."""
    return [
        LeftOutLine(
            Table(line["table"]), Reason(line["reason"]), line["count"], tuple(line["keys"])
        )
        for line in lines
    ]
