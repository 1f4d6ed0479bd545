"""Words of a benefit after its decision: months, notices, endings, transfers, complaints."""

from typing import Final

from django.db.models import TextChoices


class Scheme(TextChoices):
    """What is paid (chế độ). One month of one scheme is paid to a person once."""

    UNEMPLOYMENT = "UNEMPLOYMENT", "Trợ cấp thất nghiệp"


class BenefitState(TextChoices):
    """Where a benefit stands (tình trạng hưởng)."""

    RUNNING = "RUNNING", "Đang hưởng"
    SUSPENDED = "SUSPENDED", "Đang tạm dừng"
    MOVED = "MOVED", "Đã chuyển đi nơi khác"
    ENDED = "ENDED", "Đã chấm dứt"
    FINISHED = "FINISHED", "Đã hết thời gian hưởng"


STANDING_BENEFITS: Final = (BenefitState.RUNNING, BenefitState.SUSPENDED)
"""A person has at most one benefit in these states."""


class NoticeState(TextChoices):
    """Whether the job-search notice of a month was given (thông báo tìm kiếm việc làm)."""

    WAITING = "WAITING", "Chưa thông báo"
    GIVEN = "GIVEN", "Đã thông báo"
    MISSED = "MISSED", "Không thông báo"
    NOT_NEEDED = "NOT_NEEDED", "Không phải thông báo"


ANSWERED: Final = (NoticeState.GIVEN, NoticeState.NOT_NEEDED)
"""With these a month may be paid."""


class MonthState(TextChoices):
    """What became of the money of a month (tình trạng tháng hưởng)."""

    OPEN = "OPEN", "Chưa duyệt chi"
    CLEARED = "CLEARED", "Đã duyệt chi"
    HELD = "HELD", "Giữ lại để xác minh"
    SUSPENDED = "SUSPENDED", "Tạm dừng, không có tiền"
    VOID = "VOID", "Không hưởng"
    ELSEWHERE = "ELSEWHERE", "Tỉnh khác chi trả"
    UNFETCHED = "UNFETCHED", "Không đến nhận tiền, được bảo lưu"


class NoticeChannel(TextChoices):
    """How a notice came (hình thức thông báo)."""

    COUNTER = "COUNTER", "Tại quầy"
    ONLINE = "ONLINE", "Trực tuyến"


class Situation(TextChoices):
    """How somebody stands who gives a notice (Mẫu 24: tình trạng việc làm hiện nay)."""

    NONE = "NONE", "Không có việc làm"
    TRIAL = "TRIAL", "Đang thử việc hoặc học nghề để làm cho nơi tuyển"
    UNSIGNED = "UNSIGNED", "Có việc nhưng chưa ký hợp đồng"
    OTHER = "OTHER", "Tình trạng khác"


class ContactResult(TextChoices):
    """What came of asking for a job (Mẫu 24: kết quả)."""

    WAITING = "WAITING", "Đang chờ trả lời"
    INTERVIEW = "INTERVIEW", "Được hẹn phỏng vấn"
    NOT_TAKEN = "NOT_TAKEN", "Không được nhận"
    DECLINED = "DECLINED", "Tôi không nhận việc"
    TAKEN = "TAKEN", "Được nhận vào làm"


class EndCause(TextChoices):
    """Why a benefit ends before its time (Luật Việc làm 2025, Điều 41 khoản 4)."""

    JOB = "JOB", "Có việc làm"
    MILITARY = "MILITARY", "Nhập ngũ, vào công an, dân quân thường trực"
    PENSION = "PENSION", "Hưởng lương hưu hằng tháng"
    REFUSALS = "REFUSALS", "Hai lần từ chối việc được giới thiệu"
    NO_NOTICE = "NO_NOTICE", "Ba tháng liền không thông báo tìm việc"
    EMIGRATED = "EMIGRATED", "Ra nước ngoài định cư"
    STUDY = "STUDY", "Đi học trên 12 tháng"
    FINE = "FINE", "Bị phạt vi phạm bảo hiểm thất nghiệp"
    DEATH = "DEATH", "Chết"
    COMPULSORY = "COMPULSORY", "Vào trường giáo dưỡng, cơ sở bắt buộc"
    MISSING = "MISSING", "Toà án tuyên bố mất tích"
    DETAINED = "DETAINED", "Bị tạm giam, chấp hành án tù"
    OWN_REQUEST = "OWN_REQUEST", "Tự đề nghị chấm dứt"


CAUSE_POINTS: Final = {
    EndCause.JOB: "a",
    EndCause.MILITARY: "b",
    EndCause.PENSION: "c",
    EndCause.REFUSALS: "d",
    EndCause.NO_NOTICE: "đ",
    EndCause.EMIGRATED: "e",
    EndCause.STUDY: "g",
    EndCause.FINE: "h",
    EndCause.DEATH: "i",
    EndCause.COMPULSORY: "k",
    EndCause.MISSING: "l",
    EndCause.DETAINED: "m",
    EndCause.OWN_REQUEST: "n",
}
"""The point of Điều 41 khoản 4 each cause stands at; the law engine knows them by these."""


class JobKind(TextChoices):
    """What makes somebody count as in work (N374 Điều 19 khoản 1 điểm a)."""

    CONTRACT = "CONTRACT", "Hợp đồng lao động hoặc hợp đồng làm việc"
    APPOINTMENT = "APPOINTMENT", "Quyết định tuyển dụng hoặc bổ nhiệm"
    BUSINESS = "BUSINESS", "Chủ hộ kinh doanh hoặc doanh nghiệp"
    OVERSEAS = "OVERSEAS", "Đi làm việc ở nước ngoài"


class EndSource(TextChoices):
    """How the centre learnt of an ending (biết từ đâu)."""

    PERSON = "PERSON", "Người lao động báo (Mẫu 17)"
    CHECK = "CHECK", "Đối chiếu danh sách chi trả"
    CENTRE = "CENTRE", "Trung tâm phát hiện"
    NOTICES = "NOTICES", "Theo dõi thông báo hằng tháng"


class ReportState(TextChoices):
    """Where the ending of a benefit stands (tình trạng xử lý chấm dứt)."""

    OPEN = "OPEN", "Chờ lập tờ trình"
    PROPOSED = "PROPOSED", "Chờ ký quyết định"
    DONE = "DONE", "Đã có quyết định"
    DROPPED = "DROPPED", "Thôi xử lý"


OPEN_REPORTS: Final = (ReportState.OPEN, ReportState.PROPOSED)


class Direction(TextChoices):
    """Which way a benefit moves (chiều chuyển)."""

    OUT = "OUT", "Chuyển đi"
    IN = "IN", "Chuyển đến"


class TransferState(TextChoices):
    """Where a transfer stands (tình trạng chuyển nơi hưởng)."""

    ASKED = "ASKED", "Đã nhận đề nghị"
    SENT = "SENT", "Đã gửi giấy giới thiệu"
    DONE = "DONE", "Đã chuyển xong"
    WITHDRAWN = "WITHDRAWN", "Đã rút"


OPEN_TRANSFERS: Final = (TransferState.ASKED, TransferState.SENT)


class RecoveryState(TextChoices):
    """Where the return of money stands (tình trạng thu hồi)."""

    OPEN = "OPEN", "Chờ lập tờ trình"
    PROPOSED = "PROPOSED", "Chờ ký quyết định"
    DECIDED = "DECIDED", "Chờ trả tiền"
    REPAID = "REPAID", "Đã trả đủ"
    DROPPED = "DROPPED", "Thôi thu hồi"


class ComplaintLevel(TextChoices):
    """Who answers a complaint (lần khiếu nại)."""

    FIRST = "FIRST", "Lần đầu, giám đốc trung tâm giải quyết"
    SECOND = "SECOND", "Lần hai, giám đốc Sở Nội vụ giải quyết"


class ComplaintState(TextChoices):
    """Where a complaint stands (tình trạng khiếu nại)."""

    RECEIVED = "RECEIVED", "Mới nhận"
    ACCEPTED = "ACCEPTED", "Đã thụ lý"
    ANSWERED = "ANSWERED", "Đã giải quyết"
    REFUSED = "REFUSED", "Không thụ lý"
    WITHDRAWN = "WITHDRAWN", "Đã rút đơn"


OPEN_COMPLAINTS: Final = (ComplaintState.RECEIVED, ComplaintState.ACCEPTED)


class Finding(TextChoices):
    """What was found of a complaint (kết luận)."""

    RIGHT = "RIGHT", "Khiếu nại đúng"
    PARTLY = "PARTLY", "Khiếu nại đúng một phần"
    WRONG = "WRONG", "Khiếu nại sai"


class InsuranceList(TextChoices):
    """What is told to social insurance (danh sách gửi bảo hiểm xã hội)."""

    UNCOLLECTED = "UNCOLLECTED", "Không đến nhận quyết định"
    NO_NOTICE = "NO_NOTICE", "Không thông báo tìm việc"
    SUSPENDED = "SUSPENDED", "Tạm dừng hưởng"
    RESUMED = "RESUMED", "Tiếp tục hưởng"
    ENDED = "ENDED", "Chấm dứt hưởng"
    CANCELLED = "CANCELLED", "Huỷ quyết định hưởng"
    RESERVED = "RESERVED", "Bảo lưu do không nhận tiền"
    MOVED_OUT = "MOVED_OUT", "Chuyển đi, dừng chi trả"
    MOVED_IN = "MOVED_IN", "Chuyển đến, tiếp tục chi trả"
    TRAINING = "TRAINING", "Hỗ trợ đào tạo"
    NO_TRAINING = "NO_TRAINING", "Huỷ hỗ trợ đào tạo"
    STUDY_MONEY = "STUDY_MONEY", "Học phí, tiền ăn của tháng học"
