"""Words of the monthly list of payees and of its check against new employment."""

from typing import Final

from django.db.models import TextChoices


class ListState(TextChoices):
    """Where a list of payees stands (tình trạng danh sách chi trả)."""

    MADE = "MADE", "Mới lập"
    CHECKED = "CHECKED", "Đã đối chiếu"
    SIGNED = "SIGNED", "Đã ký"
    SENT = "SENT", "Đã gửi bảo hiểm xã hội"
    RETURNED = "RETURNED", "Đã bỏ"


SIGNED_LISTS: Final = (ListState.SIGNED, ListState.SENT)
UNSIGNED_LISTS: Final = (ListState.MADE, ListState.CHECKED)


class FlagKind(TextChoices):
    """Why a line of the list has to be looked at (dấu hiệu)."""

    NUMBER = "NUMBER", "Có khai báo việc làm, trùng số định danh"
    INSURANCE = "INSURANCE", "Có khai báo việc làm, trùng mã số bảo hiểm"
    NAME = "NAME", "Có khai báo việc làm, trùng họ tên và ngày sinh"
    NEAR = "NEAR", "Có khai báo việc làm, gần trùng họ tên và ngày sinh"
    HIRED = "HIRED", "Đã được nhận việc qua trung tâm"
    REGISTERED = "REGISTERED", "Hồ sơ lao động ghi đang có việc làm"
    TWICE = "TWICE", "Có thể là một người có hai hồ sơ"
    ENDING = "ENDING", "Đang xử lý chấm dứt"


class FlagVerdict(TextChoices):
    """What was decided of a flagged line (xử lý)."""

    STOP = "STOP", "Chưa chi, xác minh"
    KEEP = "KEEP", "Vẫn chi"
    LAST = "LAST", "Chi tháng này, rồi chấm dứt"


STAYING: Final = (FlagVerdict.KEEP, FlagVerdict.LAST)


class Paid(TextChoices):
    """What social insurance tells of a line of a sent list (kết quả chi trả)."""

    PAID = "PAID", "Đã chi"
    UNPAID = "UNPAID", "Chưa chi"
