from typing import Final

from django.db.models import TextChoices

# By which backend a view signs somebody in once an action has found out who it is:
# `django.contrib.auth.login(request, user, backend=SIGN_IN_BACKEND)`.
SIGN_IN_BACKEND: Final = "allauth.account.auth_backends.AuthenticationBackend"
MOST_TRIES: Final = 5  # wrong entries of one code


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


# Who handles papers and people at the desks of the centre.
FRONT_OFFICE = frozenset({Role.CLERK, Role.COUNSELLOR, Role.HEAD, Role.DIRECTOR, Role.ADMIN})


class ApiScope(TextChoices):
    """What a program may do with a key (việc của khoá phần mềm)."""

    NEEDS = "NEEDS", "Gửi nhu cầu tuyển dụng sáu tháng"
    POSTINGS = "POSTINGS", "Gửi tin tuyển dụng"
    FIGURES = "FIGURES", "Gửi số liệu báo cáo (DHIS2)"


# For whose accounts a key may do each task.
SCOPE_ROLES: Final[dict[str, frozenset[str]]] = {
    ApiScope.NEEDS: frozenset({Role.EMPLOYER}),
    ApiScope.POSTINGS: frozenset({Role.EMPLOYER}),
    ApiScope.FIGURES: frozenset({Role.COMMUNE, Role.SCHOOL, Role.HEAD, Role.DEPARTMENT}),
}
KEY_ROLES: Final = sorted(frozenset[str]().union(*SCOPE_ROLES.values()))


class GrantState(TextChoices):
    """How far a proposal of a staff role is."""

    PROPOSED = "PROPOSED", "Chờ duyệt"
    APPROVED = "APPROVED", "Đã duyệt"
    REFUSED = "REFUSED", "Không duyệt"


class OrgUnitKind(TextChoices):
    """What an office is (loại đơn vị)."""

    DEPARTMENT = "DEPARTMENT", "Sở"
    CENTRE = "CENTRE", "Trung tâm dịch vụ việc làm"
    DIVISION = "DIVISION", "Phòng"
    BRANCH = "BRANCH", "Chi nhánh"
    COMMUNE = "COMMUNE", "Uỷ ban nhân dân xã, phường"
