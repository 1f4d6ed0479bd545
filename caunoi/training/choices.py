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
