from typing import Final

from django.db.models import TextChoices

from caunoi.classifications.choices import (
    ActivityStatus,
    ExperienceBand,
    InactiveReason,
    JobStatus,
)


class SocialInsurance(TextChoices):
    """Tham gia bảo hiểm xã hội (NĐ 318/2025 mục 11)."""

    NONE = "NONE", "Không tham gia"
    VOLUNTARY = "VOLUNTARY", "Tự nguyện"
    COMPULSORY = "COMPULSORY", "Bắt buộc"


class Verification(TextChoices):
    """Đối chiếu với Cơ sở dữ liệu quốc gia về dân cư."""

    NOT_YET = "NOT_YET", "Chưa đối chiếu"
    MATCH = "MATCH", "Khớp"
    MISMATCH = "MISMATCH", "Có chỗ khác"
    NOT_FOUND = "NOT_FOUND", "Không tìm thấy"


class Purpose(TextChoices):
    """Mục đích xử lý dữ liệu mà người dân đồng ý hoặc không (Luật 91/2025)."""

    CENTRE = "CENTRE", "Trung tâm tư vấn, giới thiệu việc làm cho tôi"
    EMPLOYERS = "EMPLOYERS", "Doanh nghiệp được tìm thấy tôi"
    STATISTICS = "STATISTICS", "Dùng vào thống kê, không nêu tên"
    MESSAGES = "MESSAGES", "Nhắn cho tôi khi có việc hợp"


class Situation(TextChoices):
    """What somebody says they do now, in their own terms; the official codes follow from it."""

    UNEMPLOYED = "UNEMPLOYED", "Đang thất nghiệp"
    EMPLOYED = "EMPLOYED", "Đang đi làm, muốn đổi việc"
    SELF_EMPLOYED = "SELF_EMPLOYED", "Đang tự làm, buôn bán, làm ruộng"
    STUDYING = "STUDYING", "Đang đi học"
    HOUSEWORK = "HOUSEWORK", "Ở nhà nội trợ"
    OTHER = "OTHER", "Khác (nghỉ hưu, nghỉ ốm…)"


# Each situation as the official forms code it: activity, reason of inactivity, status in the job.
OFFICIAL_SITUATIONS: Final[dict[str, tuple[str, str, str]]] = {
    Situation.UNEMPLOYED: (ActivityStatus.UNEMPLOYED, "", ""),
    Situation.EMPLOYED: (ActivityStatus.EMPLOYED, "", JobStatus.WAGE_EARNER),
    Situation.SELF_EMPLOYED: (ActivityStatus.EMPLOYED, "", JobStatus.SELF_EMPLOYED),
    Situation.STUDYING: (ActivityStatus.INACTIVE, InactiveReason.STUDYING, ""),
    Situation.HOUSEWORK: (ActivityStatus.INACTIVE, InactiveReason.HOUSEWORK, ""),
    Situation.OTHER: (ActivityStatus.INACTIVE, InactiveReason.OTHER, ""),
}


class Experience(TextChoices):
    """Years in a trade, in the bands of NĐ 352 form 01a."""

    NONE = "NONE", "Chưa từng"
    UNDER_1_YEAR = "UNDER_1_YEAR", "Dưới 1 năm"
    FROM_1_TO_2_YEARS = "FROM_1_TO_2_YEARS", "1–2 năm"
    FROM_2_TO_5_YEARS = "FROM_2_TO_5_YEARS", "2–5 năm"
    OVER_5_YEARS = "OVER_5_YEARS", "Trên 5 năm"

    @property
    def months(self) -> int:
        """The months a band stands for: its floor, so that nobody is made out more skilled."""
        return ExperienceBand(self.value).min_months


class Part(TextChoices):
    """A part of a profile that is shown and changed as one (phần của hồ sơ)."""

    PERSON = "nguoi", "Bản thân"
    WORK = "viec", "Công việc"
    SCHOOLING = "hoc", "Học vấn và kỹ năng"
    WISHES = "muon", "Mong muốn"
    ABILITIES = "suc-khoe", "Sức khoẻ và ưu tiên"


class ReadingReason(TextChoices):
    """Why staff open somebody's record; the person reads it (lý do mở hồ sơ)."""

    COUNTER = "quay", "Phục vụ tại quầy"
    COUNSELLING = "tu-van", "Tư vấn việc làm"
    PHONE = "dien-thoai", "Trả lời qua điện thoại"
    CHECKING = "kiem-tra", "Kiểm tra, sửa dữ liệu"


class Right(TextChoices):
    """What somebody may ask about their own data (Luật 91/2025): quyền của người có dữ liệu."""

    SEE = "see", "Xem và nhận bản dữ liệu về mình"
    CORRECT = "correct", "Sửa dữ liệu sai hoặc thiếu"
    DELETE = "delete", "Xoá dữ liệu về mình"
    RESTRICT = "restrict", "Tạm không dùng dữ liệu của tôi"
    WITHDRAW = "withdraw", "Rút mọi đồng ý đã cho"


class RequestState(TextChoices):
    """How far a request is (tình trạng yêu cầu)."""

    ASKED = "ASKED", "Chờ trả lời"
    ACCEPTED = "ACCEPTED", "Đã nhận, đang làm"
    DONE = "DONE", "Đã xong"
    REFUSED = "REFUSED", "Không làm được"


OPEN_REQUESTS: Final = (RequestState.ASKED, RequestState.ACCEPTED)
ERASED_NAME: Final = "Người đã xoá dữ liệu"

# What was opened, as the person reads it; other events are told in the words of the journal.
READ_WORDS: Final[dict[str, str]] = {
    "people.person.read": "Mở hồ sơ",
    "people.number.read": "Xem đủ số định danh",
    "people.form.read": "In phiếu đăng ký",
    "people.search.read": "Thấy trong danh sách tìm kiếm",
    "people.request.read": "Xem yêu cầu về dữ liệu",
}
