"""How figures come in and how sure they are."""

from django.db.models import TextChoices


class Bound(TextChoices):
    """How exactly a figure is known; the label is the word printed before it."""

    EXACT = "EXACT", ""
    OVER = "OVER", "trên"
    NEARLY = "NEARLY", "gần"
    ABOUT = "ABOUT", "khoảng"
    AT_LEAST = "AT_LEAST", "ít nhất"  # of targets


class SubmissionState(TextChoices):
    """How far a form of a unit is: the five states of an approval."""

    OPEN = "OPEN", "Đang nhập"
    SENT = "SENT", "Đã nộp"
    RETURNED = "RETURNED", "Trả lại để sửa"
    APPROVED = "APPROVED", "Đã duyệt"
    LOCKED = "LOCKED", "Đã khoá"


class UnitKind(TextChoices):
    """Who answers for figures (loại đơn vị báo cáo)."""

    COMMUNE = "COMMUNE", "Xã, phường"
    SCHOOL = "SCHOOL", "Cơ sở đào tạo"
    OFFICE = "OFFICE", "Cơ quan, trung tâm"
    PROVINCE = "PROVINCE", "Cả tỉnh"


class Missing(TextChoices):
    """What a total says while some of its units have no figure."""

    SHOW = "SHOW", "Cộng số đã có, ghi còn thiếu mấy đơn vị"
    HOLD = "HOLD", "Chưa tính khi còn thiếu"


class EstimateState(TextChoices):
    """How far an estimate is. While it is in use its figure counts."""

    WAITING = "WAITING", "Chờ duyệt"
    APPROVED = "APPROVED", "Đang dùng"
    REFUSED = "REFUSED", "Không duyệt"
    REPLACED = "REPLACED", "Đã có số thật"
    WITHDRAWN = "WITHDRAWN", "Đã bỏ"


class Stand(TextChoices):
    """How far a form is for a period over all units that owe it."""

    WAITING = "WAITING", "Có biểu chờ duyệt"
    MISSING = "MISSING", "Quá hạn, còn thiếu"
    RUNNING = "RUNNING", "Chưa tới hạn"
    FULL = "FULL", "Đã nộp đủ"
