from django.db.models import TextChoices


class RunState(TextChoices):
    """Where a matching run stands (tình trạng phương án)."""

    RUNNING = "RUNNING", "Đang tính"
    DONE = "DONE", "Đã tính xong"
    FAILED = "FAILED", "Không tính được"


class ChangeKind(TextChoices):
    """What changed in the registers, for a plan to follow (thay đổi mà phương án theo)."""

    PERSON_GONE = "PERSON_GONE", "Người thôi tìm việc"
    PERSON_CAME = "PERSON_CAME", "Người tìm việc mới"
    PERSON_CHANGED = "PERSON_CHANGED", "Người sửa hồ sơ"
    TOLD = "TOLD", "Lời đã báo đổi"
    VACANCY_GONE = "VACANCY_GONE", "Tin thôi tuyển"
    VACANCY_CAME = "VACANCY_CAME", "Tin mới"
    VACANCY_CHANGED = "VACANCY_CHANGED", "Tin đổi điều kiện"
    POSITIONS_MORE = "POSITIONS_MORE", "Tin thêm chỗ"
    POSITIONS_FEWER = "POSITIONS_FEWER", "Tin bớt chỗ"
    COURSE_GONE = "COURSE_GONE", "Lớp thôi nhận"
    COURSE_CAME = "COURSE_CAME", "Lớp mới"
    COURSE_CHANGED = "COURSE_CHANGED", "Lớp đổi điều kiện"
    SEATS_MORE = "SEATS_MORE", "Lớp thêm ghế"
    SEATS_FEWER = "SEATS_FEWER", "Lớp bớt ghế"
    IMPROVED = "IMPROVED", "Xếp lại cho hợp hơn"


class PolicyState(TextChoices):
    """Where a proposed policy of the match stands (tình trạng chính sách ghép nối)."""

    PROPOSED = "PROPOSED", "Chờ duyệt"
    ACCEPTED = "ACCEPTED", "Đã duyệt"
    REFUSED = "REFUSED", "Không duyệt"
    TAKEN_BACK = "TAKEN_BACK", "Đã rút lại"


class PolicyOrigin(TextChoices):
    """Where a proposed policy comes from."""

    STATED = "STATED", "Người đề nghị nêu"
    LEARNT = "LEARNT", "Học từ kết quả giới thiệu"


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
    LETTER = "LETTER", "Giấy giới thiệu hết hạn"
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


class ApplicationState(TextChoices):
    """Where an application stands (tình trạng hồ sơ ứng tuyển)."""

    SENT = "SENT", "Đã gửi"
    SEEN = "SEEN", "Đã xem"
    SUITABLE = "SUITABLE", "Phù hợp"
    INTERVIEW = "INTERVIEW", "Hẹn phỏng vấn"
    OFFERED = "OFFERED", "Đề nghị nhận việc"
    HIRED = "HIRED", "Nhận việc"
    REJECTED = "REJECTED", "Từ chối"
    WITHDRAWN = "WITHDRAWN", "Đã rút hồ sơ"
    EXPIRED = "EXPIRED", "Hết hạn chờ trả lời"


OPEN_APPLICATIONS = (
    ApplicationState.SENT,
    ApplicationState.SEEN,
    ApplicationState.SUITABLE,
    ApplicationState.INTERVIEW,
    ApplicationState.OFFERED,
)
UNANSWERED = (ApplicationState.SENT, ApplicationState.SEEN)
"""The firm has said nothing yet: looking is no answer."""


class Origin(TextChoices):
    """How an application came about (hồ sơ đến từ đâu)."""

    SELF = "SELF", "Tự ứng tuyển"
    REFERRAL = "REFERRAL", "Trung tâm giới thiệu"
    INVITATION = "INVITATION", "Doanh nghiệp mời"


class Refusal(TextChoices):
    """Why an application ended without a hire (lý do không nhận)."""

    SKILL = "SKILL", "Chưa đủ tay nghề hoặc kinh nghiệm"
    CERTIFICATE = "CERTIFICATE", "Thiếu bằng hoặc chứng chỉ cần có"
    SHIFT = "SHIFT", "Ca làm không hợp"
    WAGE = "WAGE", "Chưa thoả thuận được lương"
    DISTANCE = "DISTANCE", "Nhà quá xa nơi làm"
    NO_ANSWER = "NO_ANSWER", "Không liên lạc được với người ứng tuyển"
    NO_SHOW = "NO_SHOW", "Hẹn phỏng vấn nhưng không đến"
    FULL = "FULL", "Đã tuyển đủ người"
    CLOSED = "CLOSED", "Nơi tuyển đã đóng tin"
    OTHER = "OTHER", "Lý do khác"


class InvitationState(TextChoices):
    """Where an invitation to an interview stands (tình trạng lời mời phỏng vấn)."""

    SENT = "SENT", "Đã mời, chờ trả lời"
    COMING = "COMING", "Sẽ đến"
    DECLINED = "DECLINED", "Không đi"
    CAME = "CAME", "Đã đến"
    NO_SHOW = "NO_SHOW", "Không đến"
    CANCELLED = "CANCELLED", "Đã huỷ"


OPEN_INVITATIONS = (InvitationState.SENT, InvitationState.COMING)


class ReferralState(TextChoices):
    """Where a referral stands (tình trạng giấy giới thiệu).

    Only the first four are stored; the others follow from the application and from what was noted.
    """

    STANDING = "STANDING", "Còn hiệu lực"
    DECLINED = "DECLINED", "Người lao động không nhận"
    EXPIRED = "EXPIRED", "Hết hạn"
    REVOKED = "REVOKED", "Đã thu hồi"
    ARRIVED = "ARRIVED", "Đã đến nơi tuyển"
    HIRED = "HIRED", "Đã được nhận"
    NOT_HIRED = "NOT_HIRED", "Nơi tuyển không nhận"


STORED_REFERRALS = (
    ReferralState.STANDING,
    ReferralState.DECLINED,
    ReferralState.EXPIRED,
    ReferralState.REVOKED,
)


class Dislike(TextChoices):
    """Why somebody does not take a job (lý do người lao động không nhận việc)."""

    WAGE = "WAGE", "Lương"
    DISTANCE = "DISTANCE", "Xa"
    SHIFT = "SHIFT", "Ca làm"
    JOB = "JOB", "Nghề"
    HEALTH = "HEALTH", "Sức khoẻ"
    OTHER = "OTHER", "Khác"


class CallResult(TextChoices):
    """What a call after a hire found out (kết quả gọi hỏi sau khi nhận việc)."""

    STILL = "STILL", "Còn làm"
    LEFT = "LEFT", "Đã nghỉ"
    UNREACHED = "UNREACHED", "Không liên lạc được"


class Leaving(TextChoices):
    """Why somebody left the job they were hired for (lý do nghỉ việc)."""

    WAGE = "WAGE", "Lương"
    DISTANCE = "DISTANCE", "Xa"
    SHIFT = "SHIFT", "Ca làm"
    JOB = "JOB", "Việc không như đã nói"
    HEALTH = "HEALTH", "Sức khoẻ"
    FAMILY = "FAMILY", "Việc nhà"
    DISMISSED = "DISMISSED", "Nơi tuyển cho nghỉ"
    ELSEWHERE = "ELSEWHERE", "Có việc khác"
