"""Words of the checks against the national population database."""

from datetime import timedelta
from typing import Final

from django.db.models import TextChoices


class Procedure(TextChoices):
    """For what the database is asked (thủ tục): every call names one."""

    LABOUR_REGISTER = "LABOUR_REGISTER", "Thu thập thông tin người lao động"
    JOB_SEEKING = "JOB_SEEKING", "Tư vấn, giới thiệu việc làm"
    UNEMPLOYMENT = "UNEMPLOYMENT", "Giải quyết hưởng trợ cấp thất nghiệp"
    TRAINING = "TRAINING", "Hỗ trợ đào tạo, nâng cao trình độ kỹ năng nghề"


# MaDVC of the public procedures; CAUNOI_POPULATION_PROCEDURES names others and those missing here.
CODES: Final = {
    Procedure.JOB_SEEKING: "1.014746",
    Procedure.TRAINING: "1.014747",
    Procedure.UNEMPLOYMENT: "1.014748",
}


class Outcome(TextChoices):
    """What the database said."""

    MATCH = "MATCH", "Khớp"
    MISMATCH = "MISMATCH", "Có chỗ khác"
    NOT_FOUND = "NOT_FOUND", "Không tìm thấy"


class Decision(TextChoices):
    """What an officer does where the two differ."""

    CORRECTED = "CORRECTED", "Sửa hồ sơ theo CSDL dân cư"
    OURS_STANDS = "OURS_STANDS", "Giữ hồ sơ: CSDL dân cư chưa đúng"


FIELDS: Final = {"name": "Họ và tên", "born": "Ngày sinh", "number": "Số định danh"}
"""The fields that are compared."""

NO_ANSWER: Final = {
    "OFF": "Chưa nối với CSDL dân cư.",
    "BUSY": "CSDL dân cư đang bận.",
    "QUOTA": "Đã dùng hết số lượt hỏi của hôm nay.",
    "CIRCUIT": "CSDL dân cư không trả lời nhiều lần; tạm ngừng hỏi.",
    "LATE": "CSDL dân cư trả lời quá chậm.",
    "AWAY": "Không tới được CSDL dân cư.",
    "REFUSED": "CSDL dân cư từ chối câu hỏi: xem lại quyền, mã thủ tục, mã đơn vị.",
    "GARBLED": "Câu trả lời không đọc được.",
}
"""Why there is no answer yet; the question is put again by itself."""

STOPS_ALL: Final = frozenset({"OFF", "QUOTA", "CIRCUIT", "REFUSED"})
"""After these the turn ends: the next question would fare no better."""

FIRST_WAIT: Final = timedelta(minutes=1)
LONGEST_WAIT: Final = timedelta(hours=1)
CLAIM: Final = timedelta(seconds=60)
"""How long one worker may take for a question before another takes it up."""
NIGHT: Final = (22, 5)
"""From and to which o'clock people are checked unasked."""
BATCH: Final = 200
"""Questions put in line at a time at night."""

CHANGES_EVERY: Final = timedelta(hours=12)
"""How long after the changes were read whole they are asked for again: once a night."""
CHANGES_AGAIN: Final = timedelta(minutes=10)
"""How long after no answer."""
CHANGES_FIRST: Final = timedelta(days=30)
"""How far back the first reading goes."""
CHANGES_PAGES: Final = 20
"""Pages in one turn."""
