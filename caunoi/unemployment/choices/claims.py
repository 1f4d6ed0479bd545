"""Words of a claim and its decisions. Codes of the law's data format stand beside the labels."""

from typing import Final

from django.db.models import IntegerChoices, TextChoices


class ClaimState(TextChoices):
    """How far a claim is (tình trạng hồ sơ)."""

    DRAFT = "DRAFT", "Đang soạn"
    SENT = "SENT", "Chờ tiếp nhận"
    RECEIVED = "RECEIVED", "Đã tiếp nhận"
    SUPPLEMENT = "SUPPLEMENT", "Chờ bổ sung giấy tờ"
    INSURANCE = "INSURANCE", "Chờ bảo hiểm xã hội"
    PROPOSED = "PROPOSED", "Chờ duyệt"
    APPROVED = "APPROVED", "Chờ đến nhận quyết định"
    UNCOLLECTED = "UNCOLLECTED", "Quá hạn nhận, chờ huỷ"
    COLLECTED = "COLLECTED", "Đã nhận quyết định"
    REFUSED = "REFUSED", "Không được hưởng"
    WITHDRAWN = "WITHDRAWN", "Đã rút hồ sơ"
    CANCELLED = "CANCELLED", "Đã huỷ quyết định"


# A person has one claim that is not over yet.
OPEN_CLAIMS: Final = (
    ClaimState.DRAFT,
    ClaimState.SENT,
    ClaimState.RECEIVED,
    ClaimState.SUPPLEMENT,
    ClaimState.INSURANCE,
    ClaimState.PROPOSED,
    ClaimState.APPROVED,
    ClaimState.UNCOLLECTED,
)
# What is counted, and what the decision rests on, may still be changed.
IN_THE_HANDS_OF_CLERKS: Final = (
    ClaimState.DRAFT,
    ClaimState.SENT,
    ClaimState.RECEIVED,
    ClaimState.SUPPLEMENT,
    ClaimState.INSURANCE,
)
# Papers may still come over the network.
TAKES_SENT_PAPERS: Final = (
    ClaimState.SENT,
    ClaimState.RECEIVED,
    ClaimState.SUPPLEMENT,
    ClaimState.INSURANCE,
)
# A claim that has got this far was complete one day.
COMPLETE_CLAIMS: Final = (
    ClaimState.PROPOSED,
    ClaimState.APPROVED,
    ClaimState.UNCOLLECTED,
    ClaimState.COLLECTED,
    ClaimState.REFUSED,
    ClaimState.CANCELLED,
)


class FilingChannel(TextChoices):
    """By which way a claim came (cách nộp; N374 Đ.14)."""

    IN_PERSON = "IN_PERSON", "Nộp trực tiếp"
    ONLINE = "ONLINE", "Nộp qua mạng"
    POST = "POST", "Gửi bưu điện"
    PROXY = "PROXY", "Người khác nộp thay"


class WhyNotInPerson(TextChoices):
    """Why somebody may file by post or through another (N374 Đ.14 khoản 2)."""

    SICK = "SICK", "Ốm đau"
    MATERNITY = "MATERNITY", "Thai sản"
    ACCIDENT = "ACCIDENT", "Tai nạn"
    DISASTER = "DISASTER", "Thiên tai, dịch bệnh"


class EndedContract(TextChoices):
    """The contract that ended (loại hợp đồng)."""

    INDEFINITE = "INDEFINITE", "Không xác định thời hạn"
    FIXED_GE12 = "FIXED_GE12", "Từ đủ 12 tháng trở lên"
    FIXED_1_12 = "FIXED_1_12", "Từ đủ 1 tháng đến dưới 12 tháng"
    SEASONAL_3_12 = "SEASONAL_3_12", "Theo mùa vụ, từ 3 đến dưới 12 tháng (luật cũ)"
    WORK_CONTRACT = "WORK_CONTRACT", "Hợp đồng làm việc"


class Termination(TextChoices):
    """How the contract ended (lý do chấm dứt)."""

    EXPIRY = "EXPIRY", "Hết hạn hợp đồng"
    AGREEMENT = "AGREEMENT", "Hai bên thoả thuận"
    LAWFUL_UNILATERAL = "LAWFUL_UNILATERAL", "Người lao động đơn phương, đúng luật"
    UNLAWFUL_UNILATERAL = "UNLAWFUL_UNILATERAL", "Người lao động đơn phương, trái luật"
    RESTRUCTURING = "RESTRUCTURING", "Thay đổi cơ cấu, công nghệ, lý do kinh tế"
    DISMISSAL = "DISMISSAL", "Bị sa thải hoặc buộc thôi việc"
    PENSION_ELIGIBLE = "PENSION_ELIGIBLE", "Nghỉ khi đã đủ điều kiện hưởng lương hưu"
    PENSION_DRAWING = "PENSION_DRAWING", "Đang hưởng lương hưu (luật cũ)"


class Payout(TextChoices):
    """How the money is paid."""

    ACCOUNT = "ACCOUNT", "Vào tài khoản ngân hàng"
    CASH = "CASH", "Tiền mặt tại bảo hiểm xã hội cơ sở"


class Region(IntegerChoices):
    """Region of the minimum wage where somebody worked."""

    I = 1, "Vùng I"  # noqa: E741 - the name in the decree
    II = 2, "Vùng II"
    III = 3, "Vùng III"
    IV = 4, "Vùng IV"


class ContributionStatus(TextChoices):
    """What happened to the contribution of these months (tình trạng đóng)."""

    PAID = "PAID", "Đã đóng"
    SICK_MATERNITY14 = "SICK_MATERNITY14", "Nghỉ ốm, thai sản từ 14 ngày"
    UNPAID_LEAVE14 = "UNPAID_LEAVE14", "Nghỉ không lương từ 14 ngày"
    SUSPENDED14 = "SUSPENDED14", "Tạm hoãn hợp đồng từ 14 ngày"
    EMPLOYER_ARREARS = "EMPLOYER_ARREARS", "Đơn vị nợ, chưa xác nhận"


class ContributionSource(TextChoices):
    """Where a row of contributions was read."""

    BOOK = "BOOK", "Gõ theo sổ bảo hiểm"
    FILE = "FILE", "Đọc từ tệp"
    INSURANCE = "INSURANCE", "Bảo hiểm xã hội trả lời"
    PERSON = "PERSON", "Người lao động khai"


class PaperKind(TextChoices):
    """A paper of the claim (thành phần hồ sơ; N374 Đ.14 khoản 1)."""

    REQUEST = "REQUEST", "Đề nghị hưởng trợ cấp thất nghiệp (Mẫu 10)"
    TERMINATION = "TERMINATION", "Giấy tờ chấm dứt hợp đồng"
    BOOK = "BOOK", "Sổ bảo hiểm xã hội"
    IDENTITY = "IDENTITY", "Căn cước"
    WHY_NOT_IN_PERSON = "WHY_NOT_IN_PERSON", "Giấy xác nhận lý do không đến nộp được"


class SentPaperKind(TextChoices):
    """A paper sent over the network with a claim; no picture of an identity card is asked for."""

    TERMINATION = "TERMINATION", "Giấy tờ chấm dứt hợp đồng"
    BOOK = "BOOK", "Sổ bảo hiểm xã hội"
    OTHER = "OTHER", "Giấy tờ khác"


class PaperState(TextChoices):
    """Whether the centre has what a paper says."""

    KNOWN = "KNOWN", "Đã biết sẵn"
    HANDED_IN = "HANDED_IN", "Đã nộp"
    MISSING = "MISSING", "Còn thiếu"


class CircumstanceKind(TextChoices):
    """What within ten working days rules the benefit out (L74 Đ.38 khoản 4)."""

    JOB = "JOB", "Có việc làm đóng bảo hiểm xã hội bắt buộc"
    MILITARY = "MILITARY", "Thực hiện nghĩa vụ quân sự, công an, dân quân thường trực"
    STUDY = "STUDY", "Đi học trên 12 tháng"
    COMPULSORY = "COMPULSORY", "Vào cơ sở giáo dục, cai nghiện bắt buộc, trường giáo dưỡng"
    DETAINED = "DETAINED", "Bị tạm giam hoặc đi tù"
    EMIGRATE = "EMIGRATE", "Ra nước ngoài định cư"
    DEATH = "DEATH", "Chết"


class CircumstanceSource(TextChoices):
    """Who said so."""

    PERSON = "PERSON", "Người lao động báo"
    INSURANCE = "INSURANCE", "Bảo hiểm xã hội báo"
    CENTRE = "CENTRE", "Trung tâm ghi nhận"


class Series(TextChoices):
    """A book of numbers, one count a year (sổ số)."""

    CLAIM = "CLAIM", "Sổ hồ sơ"
    SLIP = "SLIP", "Sổ phiếu hẹn"
    SUPPLEMENT = "SUPPLEMENT", "Sổ phiếu yêu cầu bổ sung"
    DECISION = "DECISION", "Sổ quyết định"
    NOTICE = "NOTICE", "Sổ thông báo tìm việc"
    PAYMENT = "PAYMENT", "Sổ danh sách chi trả"
    INSURANCE = "INSURANCE", "Sổ danh sách gửi bảo hiểm xã hội"
    TRAINING = "TRAINING", "Sổ hồ sơ hỗ trợ đào tạo"
    EMPLOYER = "EMPLOYER", "Sổ hồ sơ hỗ trợ đơn vị"
