from django.db.models import TextChoices


class Role(TextChoices):
    """What a user does here (vai trò). One role a user: rights are read from it."""

    JOB_SEEKER = "JOB_SEEKER", "Người tìm việc"
    EMPLOYER = "EMPLOYER", "Người sử dụng lao động"
    SCHOOL = "SCHOOL", "Cơ sở đào tạo"
    COMMUNE = "COMMUNE", "Cán bộ xã"
    CLERK = "CLERK", "Nhân viên tiếp nhận"
    COUNSELLOR = "COUNSELLOR", "Tư vấn viên"
    HEAD = "HEAD", "Trưởng phòng"
    DIRECTOR = "DIRECTOR", "Giám đốc trung tâm"
    DEPARTMENT = "DEPARTMENT", "Sở"
    INSPECTOR = "INSPECTOR", "Thanh tra"
    AUDITOR = "AUDITOR", "Kiểm tra nhật ký"
    ADMIN = "ADMIN", "Quản trị"


STAFF_ROLES = frozenset(Role) - {Role.JOB_SEEKER, Role.EMPLOYER, Role.SCHOOL}


class OrgUnitKind(TextChoices):
    """What an office is (loại đơn vị)."""

    DEPARTMENT = "DEPARTMENT", "Sở"
    CENTRE = "CENTRE", "Trung tâm dịch vụ việc làm"
    DIVISION = "DIVISION", "Phòng"
    BRANCH = "BRANCH", "Chi nhánh"
    COMMUNE = "COMMUNE", "Uỷ ban nhân dân xã, phường"
