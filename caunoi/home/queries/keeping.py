"""What is kept of people, how long, why, and what becomes of it when somebody is erased.

One table for every model that holds personal data, in the order in which rows may go: what hangs
on a row stands before it. `docs/retention.md` is this table for readers; a test holds the two, the
models and the periods of the code together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

from django.db.models import Q

from caunoi.people.models import Person
from caunoi.unemployment.choices import ClaimState


class Fate(Enum):
    """What becomes of the rows of somebody who is erased."""

    DELETE = "xoá cả dòng"
    EMPTY = "xoá chữ và số, dòng còn lại không nói ai"
    STAYS = "còn lại, không nói ai nữa"
    BOUND = "luật bắt giữ"
    OTHER = "không phải dữ liệu của người dân trong sổ"


@dataclass(frozen=True)
class Keeping:
    """One model: how long its rows are kept and what becomes of them."""

    model: str
    words: str
    fate: Fate
    how_long: str
    path: str = ""  # from the row to the person; to the account where `of_account`
    of_account: bool = False
    empty: Mapping[str, Any] = field(default_factory=dict)
    only: Q = field(default_factory=Q)
    closed: str = ""  # of BOUND: the day or moment from which the years count
    period: str = ""  # where the code says how long: "module:NAME"


FOR_THE_SERVICE: Final = "khi còn hồ sơ; xoá khi người dân yêu cầu"
UNTIL_ERASED: Final = "khi còn tài khoản"
BENEFIT: Final = "10 năm từ cuối năm hồ sơ khép lại (Luật Kế toán, Điều 41)"
FIRMS: Final = "theo hồ sơ của đơn vị"
D, E, S, B, O = Fate.DELETE, Fate.EMPTY, Fate.STAYS, Fate.BOUND, Fate.OTHER  # noqa: E741
GONE: Final = "đã xoá"
GONE_EACH: Final = "đã xoá {}"
"""Where no two rows may say the same: the number of the row is put in; what is blank stays so."""
ABOUT_A_CLAIM: Final = "cùng hồ sơ trợ cấp"

KEEPINGS: Final = (
    # The exchange
    Keeping("portal.AlertLine", "việc đã báo", D, FOR_THE_SERVICE, "person"),
    Keeping("portal.SavedJob", "việc đã lưu", D, FOR_THE_SERVICE, "person"),
    Keeping("portal.SavedSearch", "tìm kiếm đã lưu", D, FOR_THE_SERVICE, "person"),
    Keeping("placement.ToldResult", "lời đã báo trong phương án", D, FOR_THE_SERVICE,
            "told__person"),
    Keeping("placement.ToldProposal", "lời đã báo", D, FOR_THE_SERVICE, "person"),
    Keeping("placement.Proposal", "dòng của phương án", D, FOR_THE_SERVICE, "person"),
    Keeping("placement.PlanMove", "đổi hướng theo phương án", D, FOR_THE_SERVICE, "person"),
    Keeping("placement.PlanChange", "thay đổi mà phương án đã theo", E, FOR_THE_SERVICE,
            "person", empty={"why": GONE}),
    Keeping("placement.Learner", "suất học theo phương án", D, FOR_THE_SERVICE, "person"),
    Keeping("placement.RefusedJob", "việc không nhận", E, FOR_THE_SERVICE, "person",
            empty={"note": GONE, "fit": {}}),
    Keeping("placement.Referral", "giấy giới thiệu", E, FOR_THE_SERVICE, "person",
            empty={"fit": {}}),
    Keeping("placement.FollowUp", "cuộc gọi sau khi nhận việc", D, FOR_THE_SERVICE,
            "application__person", only=Q(done_at__isnull=True)),
    Keeping("placement.ExchangeUpdate", "kết quả phải lên sàn", D, FOR_THE_SERVICE,
            "application__person", only=Q(done_at__isnull=True)),
    Keeping("placement.Invitation", "lời mời phỏng vấn", S, FOR_THE_SERVICE, "person"),
    Keeping("placement.ApplicationStep", "bước của hồ sơ ứng tuyển", E, FOR_THE_SERVICE,
            "application__person", empty={"note": ""}),
    Keeping("placement.Application", "hồ sơ ứng tuyển", E,
            "nơi tuyển thấy tên và điện thoại khi hồ sơ còn mở; sau khi từ chối 30 ngày, trừ khi "
            "người dân cho giữ (Luật 91/2025, Điều 25); rút hồ sơ: mất ngay", "person",
            empty={"note": "", "may_keep": False},
            period="django.conf:settings.CAUNOI_REFUSED_CONTACT_DAYS"),
    Keeping("training.ClassInvitation", "lời mời học", D, FOR_THE_SERVICE, "person"),
    Keeping("training.Attendance", "buổi có mặt", S, "theo sổ lớp"),
    Keeping("training.Enrolment", "lượt ghi danh học", E, "theo sổ lớp", "person",
            empty={"certificate_number": GONE_EACH}),
    # The desk
    Keeping("counter.Step", "bước của kế hoạch tìm việc", D, FOR_THE_SERVICE, "plan__person"),
    Keeping("counter.ActionPlan", "kế hoạch tìm việc", D, FOR_THE_SERVICE, "person"),
    Keeping("counter.Attendee", "người dự buổi tư vấn nhóm", S, FOR_THE_SERVICE),
    Keeping("counter.PolicyAdvice", "phiếu tư vấn chính sách", E, FOR_THE_SERVICE,
            "act__person", empty={"answer": GONE, "next_step": ""}),
    Keeping("counter.Act", "việc đã làm ở quầy", E, FOR_THE_SERVICE, "person",
            empty={"note": ""}),
    Keeping("counter.Appointment", "lịch hẹn", E,
            "tên và điện thoại: 30 ngày sau giờ hẹn", "person",
            empty={"name": "", "phone": "", "holder": GONE_EACH},
            only=~Q(state="BOOKED"),
            period="caunoi.home.actions.expiring:APPOINTMENT_DAYS"),
    Keeping("counter.Ticket", "số thứ tự", E, FOR_THE_SERVICE, "visit__person",
            empty={"note": "", "holder": ""}),
    Keeping("counter.Visit", "lượt đến", E, "điện thoại: hết ngày thì xoá", "person",
            empty={"phone": ""}),
    # Collecting
    Keeping("intake.Ruling", "quyết định về chỗ khác với dân cư", D, FOR_THE_SERVICE,
            "answer__check_asked__person"),
    Keeping("intake.CheckAnswer", "trả lời của dữ liệu dân cư", D, FOR_THE_SERVICE,
            "check_asked__person"),
    Keeping("intake.Check", "lần đối chiếu dân cư", D, FOR_THE_SERVICE, "person"),
    Keeping("intake.MergeStep", "bước của lần gộp", D, FOR_THE_SERVICE, "merge__kept"),
    Keeping("intake.Merge", "lần gộp", D, FOR_THE_SERVICE, "kept"),
    Keeping("intake.Pair", "hồ sơ nghi trùng", D, FOR_THE_SERVICE, "first"),
    Keeping("intake.UploadContent", "tệp danh sách", D, "30 ngày sau lần làm cuối",
            "upload__rows__person", period="caunoi.intake.choices.files:KEEP_DAYS"),
    Keeping("intake.UploadRow", "dòng của tệp danh sách", E, "chữ: 30 ngày sau lần làm cuối",
            "person", empty={"kept": "{}", "before": None, "kinds": "", "identity_digest": ""},
            period="caunoi.intake.choices.files:KEEP_DAYS"),
    Keeping("intake.Upload", "tệp nhận", O, "số đếm; nội dung 30 ngày",
            period="caunoi.intake.choices.files:KEEP_DAYS"),
    Keeping("indicators.Happening", "việc được đếm trong số liệu", E, "theo kỳ báo cáo", "person",
            empty={"note": ""}),
    # Unemployment insurance: money of the fund
    Keeping("unemployment.Claim", "hồ sơ đề nghị trợ cấp", B, BENEFIT, "person",
            only=~Q(state=ClaimState.DRAFT), closed="state_since"),
    Keeping("unemployment.Benefit", "đợt hưởng trợ cấp", B, BENEFIT, "person", closed="ends_on"),
    Keeping("unemployment.Decision", "quyết định trợ cấp", B, BENEFIT, "person",
            closed="proposed_at"),
    Keeping("unemployment.BenefitMonth", "tháng hưởng", B, BENEFIT, "person", closed="ends_on"),
    Keeping("unemployment.PaymentLine", "dòng chi trả", B, BENEFIT, "person", closed="ends_on"),
    Keeping("unemployment.TrainingSupport", "hỗ trợ học nghề", B, BENEFIT, "person",
            closed="state_since"),
    Keeping("unemployment.Complaint", "khiếu nại", B, BENEFIT, "person", closed="at"),
    Keeping("unemployment.InsuranceItem", "dòng gửi bảo hiểm xã hội", B, BENEFIT, "person",
            closed="sending__made_at"),
    *(
        Keeping(f"unemployment.{name}", words, B, ABOUT_A_CLAIM)
        for name, words in (
            ("Contribution", "tháng đóng"), ("Paper", "giấy tờ"), ("Circumstance", "tình huống"),
            ("SupplementRequest", "yêu cầu bổ sung"), ("AppointmentSlip", "phiếu hẹn"),
            ("MonthlyNotice", "thông báo tìm việc"), ("JobContact", "nơi đã xin việc"),
            ("EndReport", "việc chấm dứt"), ("Transfer", "chuyển nơi hưởng"),
            ("UncollectedMoney", "tiền không nhận"), ("Recovery", "thu hồi"),
            ("Repayment", "tiền trả lại"), ("PaymentResult", "kết quả chi"),
            ("PaymentFlag", "cờ kiểm tra chi"), ("TrainingMonth", "tháng học"),
        )
    ),
    Keeping("unemployment.TrainingPaper", "giấy tờ học nghề", D,
            "tới khi nộp hồ sơ; sau đó cùng hồ sơ", "draft__account", of_account=True),
    Keeping("unemployment.TrainingDraft", "đơn học nghề làm dở", D, "tới khi nộp hoặc bỏ",
            "account", of_account=True),
    Keeping("unemployment.SentPaper", "giấy tờ gửi qua mạng", B, ABOUT_A_CLAIM),
    Keeping("unemployment.SchoolContract", "hợp đồng của cơ sở đào tạo", O, BENEFIT),
    Keeping("uploads.DayOfUploads", "số đếm tệp tải lên trong ngày", O, "số đếm của tài khoản"),
    Keeping("unemployment.Declaration", "dòng tệp khai báo của bảo hiểm xã hội", O, BENEFIT),
    Keeping("unemployment.EmployerSupport", "hỗ trợ đơn vị", O, BENEFIT),
    Keeping("unemployment.Trainee", "người học của đơn vị", O, BENEFIT),
    # The record itself
    Keeping("people.JobWish", "nguyện vọng", D, FOR_THE_SERVICE, "profile__person"),
    Keeping("people.PersonSkill", "kỹ năng", D, FOR_THE_SERVICE, "profile__person"),
    Keeping("people.PersonCertificate", "chứng chỉ", D, FOR_THE_SERVICE, "profile__person"),
    Keeping("people.LabourProfile", "hồ sơ lao động", D, FOR_THE_SERVICE, "person"),
    Keeping("people.ProfileDraft", "hồ sơ làm dở", D, "30 ngày sau lần sửa cuối", "made_by",
            of_account=True, only=Q(own=True),
            period="caunoi.people.actions.drafts:DRAFT_DAYS"),
    Keeping("people.DataRequest", "yêu cầu về dữ liệu", E, "để chứng minh đã trả lời đúng hạn",
            "person", empty={"words": ""}),
    Keeping("people.Consent", "đồng ý", S, "để chứng minh đã được đồng ý"),
    Keeping("people.Household", "hộ", O, "khi còn người trong hộ"),
    Keeping("people.Person", "người dân", E, FOR_THE_SERVICE),
    # Accounts and messages
    Keeping("home.Presence", "ai đang mở hồ sơ", D, "1 ngày",
            period="caunoi.home.actions.opening:KEPT"),
    Keeping("messaging.Message", "tin nhắn", E, "chữ và số điện thoại: 90 ngày",
            period="caunoi.portal.management.commands.work:MESSAGES_KEPT"),
    Keeping("messaging.Preference", "cách nhận tin", D, UNTIL_ERASED, "user", of_account=True),
    Keeping("accounts.User", "tài khoản", E, UNTIL_ERASED),
    Keeping("accounts.OneTimeCode", "mã đăng nhập", D, "1 ngày",
            period="caunoi.portal.management.commands.work:CODES_KEPT"),
    Keeping("accounts.SignInTry", "lần đăng nhập (băm)", S, "1 ngày; nơi đã vào: 90 ngày",
            period="caunoi.accounts.actions.tries:KNOWN_KEPT"),
    Keeping("accounts.Invitation", "lời mời vào nhóm", O,
            "điện thoại: 30 ngày sau khi hết hạn mà chưa nhận",
            period="caunoi.home.actions.expiring:INVITATION_DAYS"),
    Keeping("accounts.RoleGrant", "giao vai trò nhân viên", O, "theo hồ sơ nhân viên"),
    Keeping("accounts.ReadingConsent", "cho mở nhiều hồ sơ", O, "theo nhật ký"),
    Keeping("accounts.ApiKey", "khoá phần mềm", O, "theo thoả thuận với đơn vị"),
    Keeping("ui.Submission", "dấu đã gửi của biểu mẫu", D, "1 ngày", "user", of_account=True,
            period="caunoi.portal.management.commands.work:SUBMISSIONS_KEPT"),
    Keeping("api.Sending", "biên nhận của phần mềm", O, "90 ngày",
            period="caunoi.portal.management.commands.work:SENDINGS_KEPT"),
    Keeping("journal.Entry", "nhật ký (chỉ có số thứ tự, không có tên)", S,
            "không xoá: chứng cứ ai đã làm gì"),
    # Firms, schools, agreements
    Keeping("vacancies.ScamReport", "báo tin lừa đảo", E,
            "điện thoại người báo: 90 ngày sau khi xử lý", empty={"phone": ""},
            period="caunoi.home.actions.expiring:SCAM_DAYS"),
    Keeping("vacancies.Vacancy", "tin tuyển dụng", O, FIRMS),
    Keeping("vacancies.Review", "lần duyệt tin", O, FIRMS),
    Keeping("employers.Employer", "người sử dụng lao động", O, FIRMS),
    Keeping("employers.Member", "người của nơi tuyển", O, FIRMS),
    Keeping("employers.Verification", "xác minh nơi tuyển", O, FIRMS),
    Keeping("employers.MemberInvitation", "lời mời của nơi tuyển", O, FIRMS),
    Keeping("employers.BlockedFirm", "nơi tuyển bị chặn", O, FIRMS),
    Keeping("employers.LabourLine", "dòng báo cáo 01/PLI (mã hoá)", O, FIRMS),
    Keeping("employers.ForeignWorker", "dòng báo cáo Mẫu 03 (mã hoá)", O, FIRMS),
    Keeping("training.Member", "người của cơ sở đào tạo", O, FIRMS),
    Keeping("agreements.SignedFile", "thoả thuận đã ký", O, FIRMS),
)  # fmt: skip
KEPT: Final = {each.model: each for each in KEEPINGS}

# What is written over the columns of somebody who is erased.
EMPTY_PERSON: Final[dict[str, Any]] = {
    "search_key": "", "sort_key": "", "birth_date": None, "birth_year_only": False, "sex": "",
    "died_on": None, "identity_number": None, "identity_digest": None, "old_identity_digest": "",
    "insurance_number": "", "phone": "", "email": "", "ethnic_group": "", "religion": "",
    "permanent_place": None, "permanent_address": "", "place": None, "address": "", "lat": None,
    "lon": None, "household": None, "account": None, "verification": "NOT_YET",
    "verified_at": None,
}  # fmt: skip
PERSON: Final = Person._meta.label
