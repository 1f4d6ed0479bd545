"""Words of pairs and merges, and how each kind of row follows when two records become one."""

from typing import Final

from django.db.models import TextChoices


class PairState(TextChoices):
    """What was decided of two records that may be one person."""

    OPEN = "OPEN", "chờ xem"
    SAME = "SAME", "một người"
    DIFFERENT = "DIFFERENT", "hai người"


class StepKind(TextChoices):
    """What a step of a merge did."""

    MOVED = "MOVED", "chuyển sang hồ sơ giữ lại"
    SET_ASIDE = "SET_ASIDE", "chuyển sang hồ sơ bị gộp"
    VALUES = "VALUES", "đổi giá trị"


# What is chosen when two records differ: its words, and the columns that go together.
FIELDS: Final = {
    "full_name": ("Họ và tên", ("full_name", "search_key", "sort_key")),
    "birth_date": ("Ngày sinh", ("birth_date", "birth_year_only")),
    "sex": ("Giới tính", ("sex",)),
    "died_on": ("Ngày mất", ("died_on",)),
    "identity_number": (
        "Số định danh",
        ("identity_number", "identity_digest", "verification", "verified_at"),
    ),
    "old_identity_digest": ("Số CMND", ("old_identity_digest",)),
    "insurance_number": ("Mã số bảo hiểm xã hội", ("insurance_number",)),
    "phone": ("Điện thoại", ("phone",)),
    "email": ("Thư điện tử", ("email",)),
    "ethnic_group": ("Dân tộc", ("ethnic_group",)),
    "religion": ("Tôn giáo", ("religion",)),
    "permanent_place": ("Nơi thường trú", ("permanent_place_id", "permanent_address")),
    "place": ("Nơi ở hiện tại", ("place_id", "address", "lat", "lon")),
    "household": ("Hộ", ("household_id",)),
}

# Rows of which only one can stand: where the kept record has its own, the other one stays with
# the merged record, as history. For every other kind a clash refuses the merge.
STAYS_BEHIND: Final = frozenset(
    {
        "counter.Act",
        "counter.Attendee",
        "placement.Learner",
        "placement.PlanMove",
        "placement.Proposal",
        "portal.AlertLine",
        "portal.SavedJob",
        "portal.SavedSearch",
        "training.ClassInvitation",
    }
)
# Handled by rules of their own (actions.merging), or ours and about records, not persons.
BY_RULE: Final = frozenset(
    {"people.LabourProfile", "people.Consent", "intake.Pair", "intake.Merge"}
)

# What hangs on a record, in words: shown before two are joined, and when something stays.
HANGS: Final = {
    "people.LabourProfile": "hồ sơ lao động",
    "people.Consent": "đồng ý xử lý dữ liệu",
    "people.DataRequest": "yêu cầu về dữ liệu",
    "people.Person": "hồ sơ đã gộp vào",
    "intake.Check": "lần đối chiếu dân cư",
    "counter.Visit": "lượt đến quầy",
    "counter.Act": "việc đã làm ở quầy",
    "counter.Appointment": "lịch hẹn",
    "counter.ActionPlan": "kế hoạch tìm việc",
    "counter.Attendee": "buổi tư vấn nhóm",
    "placement.Application": "hồ sơ ứng tuyển",
    "placement.Referral": "giấy giới thiệu",
    "placement.Invitation": "lời mời phỏng vấn",
    "placement.Proposal": "dòng của phương án",
    "placement.Learner": "suất học theo phương án",
    "placement.PlanChange": "thay đổi mà phương án đã theo",
    "placement.PlanMove": "đổi hướng theo phương án",
    "placement.ToldProposal": "lời đã báo",
    "placement.RefusedJob": "việc không nhận",
    "training.Enrolment": "lượt ghi danh học",
    "training.ClassInvitation": "lời mời học",
    "unemployment.Claim": "hồ sơ đề nghị trợ cấp",
    "unemployment.Decision": "quyết định trợ cấp",
    "unemployment.Benefit": "đợt hưởng trợ cấp",
    "unemployment.BenefitMonth": "tháng hưởng",
    "unemployment.PaymentLine": "dòng chi trả",
    "unemployment.Complaint": "khiếu nại",
    "unemployment.InsuranceItem": "dòng gửi BHXH",
    "unemployment.TrainingSupport": "hỗ trợ học nghề",
    "portal.SavedSearch": "tìm kiếm đã lưu",
    "portal.SavedJob": "việc đã lưu",
    "portal.AlertLine": "tin việc đã báo",
    "intake.UploadRow": "dòng của tệp nhận",
    "indicators.Happening": "việc được đếm trong số liệu",
}

# What the database says when a merge would break a promise, in words.
BREAKS: Final = {
    "a_person_has_one_running_benefit_of_a_scheme": "cả hai hồ sơ đang hưởng trợ cấp thất nghiệp",
    "a_person_has_a_month_of_a_scheme_once": "cả hai hồ sơ có trợ cấp của cùng một tháng",
    "months_of_a_person_never_overlap": "thời gian hưởng trợ cấp của hai hồ sơ chồng lên nhau",
    "payments_of_a_person_never_overlap": "cả hai hồ sơ được chi trả cho cùng những ngày",
    "a_person_is_paid_a_month_of_a_scheme_once": "cả hai hồ sơ được chi trả cùng một tháng",
    "a_person_has_one_open_claim": "cả hai hồ sơ có đề nghị hưởng trợ cấp chưa xong",
    "a_person_has_one_open_action_plan": "cả hai hồ sơ có kế hoạch tìm việc đang mở",
    "one_open_application_per_person_and_vacancy": "cả hai hồ sơ đang ứng tuyển cùng một tin",
    "one_open_invitation_per_person_and_vacancy": "cả hai hồ sơ được mời phỏng vấn cùng một tin",
    "a_person_is_told_one_thing_at_a_time": "cả hai hồ sơ có lời đã báo chưa trả lời",
    "a_right_is_asked_for_once_at_a_time": "cả hai hồ sơ có yêu cầu cùng loại chưa xong",
    "a_person_is_in_a_class_once": "cả hai hồ sơ ghi danh cùng một lớp",
    "a_job_without_a_letter_is_refused_once": "cả hai hồ sơ không nhận cùng một việc",
}
