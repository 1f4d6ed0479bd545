from django.db.models import TextChoices


class InstitutionKind(TextChoices):
    """Loại cơ sở đào tạo."""

    UNIVERSITY = "UNIVERSITY", "Trường đại học"
    COLLEGE = "COLLEGE", "Trường cao đẳng"
    SECONDARY = "SECONDARY", "Trường trung cấp"
    CENTRE = "CENTRE", "Trung tâm giáo dục nghề nghiệp"
    FIRM = "FIRM", "Doanh nghiệp đào tạo tại chỗ"


class TimeOfDay(TextChoices):
    """Buổi học."""

    DAY = "DAY", "Ban ngày"
    EVENING = "EVENING", "Buổi tối"
    WEEKEND = "WEEKEND", "Thứ bảy, chủ nhật"


class IntakeState(TextChoices):
    """Tình trạng khoá tuyển sinh."""

    PLANNED = "PLANNED", "Dự kiến"
    OPEN = "OPEN", "Đang tuyển sinh"
    CLOSED = "CLOSED", "Đã đóng"


class Fund(TextChoices):
    """Ai trả học phí."""

    LEARNER = "LEARNER", "Người học trả"
    STATE = "STATE", "Ngân sách hỗ trợ"
    INSURANCE = "INSURANCE", "Bảo hiểm thất nghiệp hỗ trợ"
    FIRM = "FIRM", "Doanh nghiệp đặt lớp trả"


class EnrolmentState(TextChoices):
    """Where somebody stands with a class (tình trạng ghi danh)."""

    WAITING = "WAITING", "Chờ chỗ"
    HELD = "HELD", "Giữ chỗ"
    ENROLLED = "ENROLLED", "Đã ghi danh"
    LEARNING = "LEARNING", "Đang học"
    GRADUATED = "GRADUATED", "Đã tốt nghiệp"
    LEFT = "LEFT", "Thôi học"


SEATED = frozenset(
    {
        EnrolmentState.HELD,
        EnrolmentState.ENROLLED,
        EnrolmentState.LEARNING,
        EnrolmentState.GRADUATED,
    }
)
"""States that take a seat of the class."""

ENDED = frozenset({EnrolmentState.GRADUATED, EnrolmentState.LEFT})
"""States nobody changes any more."""


class Origin(TextChoices):
    """How somebody came to a class (đến từ đâu)."""

    SELF = "SELF", "Tự đăng ký"
    INVITATION = "INVITATION", "Theo lời mời"
    REFERRAL = "REFERRAL", "Trung tâm giới thiệu"
    SCHOOL = "SCHOOL", "Cơ sở đào tạo ghi"
    CARD = "CARD", "Quét thẻ căn cước"


class LeaveReason(TextChoices):
    """Why somebody no longer is in a class (vì sao thôi)."""

    OWN_WISH = "OWN_WISH", "Người học xin thôi"
    NOT_CONFIRMED = "NOT_CONFIRMED", "Không đến làm thủ tục"
    LAPSED = "LAPSED", "Quá hạn giữ chỗ, chỗ chuyển cho người đang chờ"
    NO_SEAT = "NO_SEAT", "Lớp đã khai giảng mà chưa có chỗ"
    CANCELLED = "CANCELLED", "Lớp không mở"
    STOPPED = "STOPPED", "Bỏ học giữa chừng"
    FAILED = "FAILED", "Không đạt"


class Marking(TextChoices):
    """How presence was noted (cách điểm danh)."""

    CODE = "CODE", "Quét mã"
    HAND = "HAND", "Ghi tay"


class OrderState(TextChoices):
    """Where a firm's training order stands (tình trạng đơn đặt đào tạo)."""

    OPEN = "OPEN", "Đang chờ trường nhận"
    ANSWERED = "ANSWERED", "Đã có lớp"
    CLOSED = "CLOSED", "Đã rút"
