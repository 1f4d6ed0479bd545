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


# What the journal page says for each event. The event itself is what the domains record.
DEEDS = {
    "classifications.loaded": "Nạp danh mục nghề, ngành",
    "employers.employer.registered": "Đăng ký nơi tuyển người",
    "people.consent.given": "Ghi sự đồng ý của một người",
    "people.consent.withdrawn": "Rút sự đồng ý của một người",
    "people.person.registered": "Đăng ký người tìm việc",
    "placement.candidates.read": "Xem người hợp với một tin",
    "placement.lists.read": "Xem ba danh sách của một người",
    "placement.order.people_read": "Xem người của một lớp nên mở",
    "placement.plan.people_read": "Xem danh sách người của phương án",
    "placement.run.done": "Tính xong phương án",
    "placement.run.failed": "Tính phương án không thành",
    "placement.run.started": "Bắt đầu tính phương án",
    "placement.told.ended": "Rút lại lời đã báo cho một người",
    "placement.told.made": "Ghi đã báo đề xuất cho một người",
    "placement.told.people_read": "Xem người của các lời đã báo",
    "placement.told.read": "Xem lời đã báo cho một người",
    "places.loaded": "Nạp đơn vị hành chính",
    "portal.demo.cleared": "Xoá dữ liệu xem thử",
    "portal.demo.made": "Tạo dữ liệu xem thử",
    "training.intake.opened": "Mở lớp",
    "vacancies.file.imported": "Nhập tệp tin tuyển dụng",
}

# What a line of the journal is about, by table.
SUBJECTS = {
    "employers.Employer": "Nơi tuyển",
    "people.Consent": "Sự đồng ý",
    "people.Person": "Người",
    "placement.MatchRun": "Phương án",
    "placement.ToldProposal": "Lời đã báo",
    "placement.TrainingOrder": "Lớp nên mở",
    "training.Intake": "Lớp",
    "vacancies.ImportReceipt": "Lần nhập",
    "vacancies.Vacancy": "Tin",
}
