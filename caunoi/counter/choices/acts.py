"""What is done for somebody at the counter, by the rows of the official report."""

from typing import Final

from django.db.models import TextChoices


class ActKind(TextChoices):
    """A service given at the counter (hoạt động tư vấn), by the rows of NĐ 352/2025 PL III Mẫu 01.

    Only what leaves no record of its own is an act: a referral, an enrolment, a claim or a hire is
    counted from its own record, so that nothing is ever counted twice.
    """

    JOB = "JOB", "Tư vấn việc làm"
    POLICY = "POLICY", "Tư vấn chính sách"
    TRAINING = "TRAINING", "Tư vấn đào tạo, kỹ năng nghề"
    BENEFIT = "BENEFIT", "Tư vấn bảo hiểm thất nghiệp"
    EMPLOYER = "EMPLOYER", "Tư vấn người sử dụng lao động"
    GUIDE = "GUIDE", "Hướng dẫn, trả lời câu hỏi"


# What counts as counselling in the report; guiding somebody to the right desk does not.
COUNSELLING_KINDS: Final = (
    ActKind.JOB,
    ActKind.POLICY,
    ActKind.TRAINING,
    ActKind.BENEFIT,
    ActKind.EMPLOYER,
)
FOR_PEOPLE: Final = tuple(kind for kind in ActKind if kind != ActKind.EMPLOYER)


class PolicyTopic(TextChoices):
    """What somebody wants to know of the law (chính sách được hỏi)."""

    BENEFIT = "BENEFIT", "Bảo hiểm thất nghiệp"
    TRAINING_AID = "TRAINING_AID", "Hỗ trợ học nghề"
    LOAN = "LOAN", "Vay vốn tạo việc làm"
    CONTRACT = "CONTRACT", "Hợp đồng, tiền lương, giờ làm"
    INSURANCE = "INSURANCE", "Bảo hiểm xã hội, y tế"
    ABROAD = "ABROAD", "Đi làm việc ở nước ngoài"
    YOUTH = "YOUTH", "Bộ đội xuất ngũ, thanh niên"
    DISABLED = "DISABLED", "Người khuyết tật"
    OTHER = "OTHER", "Khác"
