from django.db.models import TextChoices


class RunState(TextChoices):
    """Where a matching run stands (tình trạng phương án)."""

    RUNNING = "RUNNING", "Đang tính"
    DONE = "DONE", "Đã tính xong"
    FAILED = "FAILED", "Không tính được"


class Channel(TextChoices):
    """How somebody was told (báo qua)."""

    PHONE = "PHONE", "Điện thoại"
    COUNTER = "COUNTER", "Tại quầy"
    MESSAGE = "MESSAGE", "Tin nhắn"


class Ending(TextChoices):
    """Why what somebody was told holds no longer (vì sao rút lại lời đã báo)."""

    STARTED = "STARTED", "Đã nhận việc hoặc vào học như đã báo"
    DECLINED = "DECLINED", "Người này không nhận"
    ELSEWHERE = "ELSEWHERE", "Người này đã có việc khác"
    GONE = "GONE", "Chỗ làm hoặc lớp học không còn; đã gọi nói lại"
    MISTAKE = "MISTAKE", "Ghi nhầm, chưa báo"
    OTHER = "OTHER", "Lý do khác"


class Keeping(TextChoices):
    """What a run made of one told proposal: kept, or why that could not be.

    The first reason that applies is told: the person's own, the vacancy's, the intake's.
    """

    KEPT = "KEPT", "Giữ nguyên"
    KEPT_UNFIT = "KEPT_UNFIT", "Giữ nguyên, nhưng nay có điều không hợp"
    NOT_LOOKING = "NOT_LOOKING", "Người này không còn tìm việc"
    NO_CONSENT = "NO_CONSENT", "Người này đã rút sự đồng ý để trung tâm giới thiệu việc"
    PERSON_UNFINISHED = "PERSON_UNFINISHED", "Hồ sơ người này thiếu thông tin để ghép"
    VACANCY_CLOSED = "VACANCY_CLOSED", "Tin tuyển dụng đã đóng"
    VACANCY_EXPIRED = "VACANCY_EXPIRED", "Tin tuyển dụng đã hết hạn"
    NO_POSITION = "NO_POSITION", "Nơi tuyển không còn chỗ trống cho người này"
    VACANCY_UNFINISHED = "VACANCY_UNFINISHED", "Tin tuyển dụng thiếu thông tin để ghép"
    INTAKE_CLOSED = "INTAKE_CLOSED", "Lớp học đã thôi tuyển sinh"
    INTAKE_BEGUN = "INTAKE_BEGUN", "Lớp học đã khai giảng"
    NO_SEAT = "NO_SEAT", "Lớp học không còn ghế cho người này"
    INTAKE_UNFINISHED = "INTAKE_UNFINISHED", "Lớp học thiếu thông tin để ghép"
    TOLD_MEANWHILE = "TOLD_MEANWHILE", "Báo trong lúc máy đang tính: phương án này chưa biết đến"


KEPT_ANYHOW = frozenset({Keeping.KEPT, Keeping.KEPT_UNFIT})
