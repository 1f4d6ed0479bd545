"""The menu is data: which links each role sees, in which order. Pages never ask the menu."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from caunoi.accounts.choices import FRONT_OFFICE, STAFF_ROLES, Role
from caunoi.accounts.models import User


@dataclass(frozen=True)
class Link:
    """One entry; `group` is the heading it stands under behind «Thêm»."""

    label: str
    route: str
    roles: frozenset[str] | None = None  # None: everybody, signed in or not
    group: str = "Việc khác"

    def shown_to(self, role: str | None) -> bool:
        return self.roles is None or role in self.roles


CENTRE = frozenset({Role.COUNSELLOR, Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT, Role.ADMIN})
APPROVERS = frozenset({Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT, Role.ADMIN})
REVIEWERS = CENTRE - {Role.DEPARTMENT}

PORTAL = "Cổng việc làm"

BENEFIT_DESKS = frozenset({Role.CLERK, Role.COUNSELLOR, Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT})

LINKS = (
    Link("Hôm nay", "home:first", CENTRE | {Role.CLERK}, group="Việc của tôi"),
    Link("Việc cần làm", "home:duties", CENTRE | {Role.CLERK}, group="Việc của tôi"),
    Link("Tìm việc", "portal:home", group=PORTAL),
    Link("Khoá học", "portal:courses", group=PORTAL),
    Link("Lấy số", "counter:services", group=PORTAL),
    Link("Thị trường", "portal:market", group=PORTAL),
    Link("Số liệu công khai", "indicators:public", group=PORTAL),
    Link("Hợp với tôi", "placement:my_lists", frozenset({Role.JOB_SEEKER}), group="Của tôi"),
    Link(
        "Hồ sơ đã nộp", "placement:my_applications", frozenset({Role.JOB_SEEKER}), group="Của tôi"
    ),
    Link("Hồ sơ của tôi", "people:mine", frozenset({Role.JOB_SEEKER}), group="Của tôi"),
    Link("Tìm người", "people:search", FRONT_OFFICE, group="Người tìm việc"),
    Link(
        "Thu thập",
        "intake:files",
        FRONT_OFFICE | {Role.COMMUNE, Role.DEPARTMENT},
        group="Người tìm việc",
    ),
    Link(
        "Đợt thu thập",
        "intake:campaigns",
        FRONT_OFFICE | {Role.COMMUNE, Role.DEPARTMENT},
        group="Người tìm việc",
    ),
    Link("Yêu cầu về dữ liệu", "home:data_requests", FRONT_OFFICE, group="Người tìm việc"),
    Link("Hồ sơ nghi trùng", "intake:pairs", FRONT_OFFICE, group="Người tìm việc"),
    Link(
        "Đối chiếu dân cư",
        "intake:population",
        FRONT_OFFICE | {Role.COMMUNE, Role.DEPARTMENT},
        group="Người tìm việc",
    ),
    Link("Báo cáo lao động", "intake:my_reports", frozenset({Role.EMPLOYER}), group="Tuyển người"),
    Link(
        "Báo cáo của đơn vị",
        "intake:reports",
        FRONT_OFFICE | {Role.DEPARTMENT},
        group="Nơi tuyển",
    ),
    Link("Tin của tôi", "placement:my_vacancies", frozenset({Role.EMPLOYER}), group="Tuyển người"),
    Link("Đăng tin", "vacancies:post", frozenset({Role.EMPLOYER}), group="Tuyển người"),
    Link("Khoá của tôi", "training:my_courses", frozenset({Role.JOB_SEEKER}), group="Của tôi"),
    Link("Đặt đào tạo", "training:my_orders", frozenset({Role.EMPLOYER}), group="Tuyển người"),
    Link("Lớp của tôi", "training:classes", frozenset({Role.SCHOOL}), group="Đào tạo"),
    Link("Lớp theo phương án", "placement:my_intakes", frozenset({Role.SCHOOL}), group="Đào tạo"),
    Link("Nhu cầu chưa đáp ứng", "placement:unmet", CENTRE | {Role.SCHOOL}, group="Đào tạo"),
    Link("Phương án", "placement:plan", CENTRE, group="Kết nối"),
    Link("Chính sách ghép", "placement:policy", CENTRE, group="Kết nối"),
    Link(
        "Học từ kết quả",
        "placement:lesson",
        frozenset({Role.HEAD, Role.DIRECTOR, Role.ADMIN, Role.DEPARTMENT}),
        group="Kết nối",
    ),
    Link("Gọi hôm nay", "placement:calls", CENTRE, group="Người tìm việc"),
    Link("Quầy", "counter:desk", FRONT_OFFICE, group="Quầy"),
    Link("Lấy số giúp", "counter:walk_in", FRONT_OFFICE, group="Quầy"),
    Link("Lịch hẹn", "counter:book", FRONT_OFFICE, group="Quầy"),
    Link(
        "Tổng quan quầy",
        "counter:head",
        frozenset({Role.HEAD, Role.DIRECTOR, Role.ADMIN}),
        group="Quầy",
    ),
    Link("Bảo hiểm thất nghiệp", "unemployment:claims", BENEFIT_DESKS, group="Thất nghiệp"),
    Link(
        "Duyệt trợ cấp",
        "unemployment:approvals",
        frozenset({Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT}),
        group="Thất nghiệp",
    ),
    Link("Người hưởng trợ cấp", "unemployment:benefits", BENEFIT_DESKS, group="Thất nghiệp"),
    Link("Thông báo tìm việc", "unemployment:notices", BENEFIT_DESKS, group="Thất nghiệp"),
    Link("Danh sách chi trả", "unemployment:payments", BENEFIT_DESKS, group="Thất nghiệp"),
    Link("Hỗ trợ đào tạo", "unemployment:training_list", BENEFIT_DESKS, group="Thất nghiệp"),
    Link("Hỗ trợ đơn vị", "unemployment:supports", BENEFIT_DESKS, group="Thất nghiệp"),
    Link("Gửi BHXH", "unemployment:insurance_lists", BENEFIT_DESKS, group="Thất nghiệp"),
    Link("Trợ cấp của tôi", "unemployment:mine", frozenset({Role.JOB_SEEKER}), group="Của tôi"),
    Link("Tư vấn nhóm", "counter:sessions", REVIEWERS, group="Người tìm việc"),
    Link("Chưa trả lời", "placement:silent", CENTRE, group="Người tìm việc"),
    Link(
        "Báo cáo thất nghiệp",
        "unemployment:reports",
        frozenset({Role.CLERK, Role.COUNSELLOR, Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT}),
        group="Thất nghiệp",
    ),
    Link("Biểu mẫu thất nghiệp", "unemployment:forms", group=PORTAL),
    Link("Đã lưu", "portal:saved", frozenset({Role.JOB_SEEKER}), group="Của tôi"),
    Link("Thoả thuận", "agreements:list", CENTRE, group="Nơi tuyển"),
    Link("Làm được theo thoả thuận", "placement:commitments", CENTRE, group="Nơi tuyển"),
    Link("Duyệt tin", "vacancies:waiting", REVIEWERS, group="Nơi tuyển"),
    Link(
        "Nhu cầu",
        "vacancies:needs_sum",
        REVIEWERS | {Role.CLERK, Role.DEPARTMENT},
        group="Nơi tuyển",
    ),
    Link(
        "Tin nhắn",
        "portal:outbox",
        frozenset({Role.HEAD, Role.DIRECTOR, Role.ADMIN}),
        group="Điều hành",
    ),
    Link("Đơn vị của tôi", "employers:my_firms", frozenset({Role.EMPLOYER}), group="Tuyển người"),
    Link(
        "Nộp số liệu",
        "indicators:owed",
        FRONT_OFFICE | {Role.DEPARTMENT, Role.COMMUNE, Role.SCHOOL},
        group="Số liệu",
    ),
    Link("Duyệt số liệu", "indicators:approvals", APPROVERS, group="Số liệu"),
    Link(
        "Số liệu bất thường",
        "indicators:unusual",
        APPROVERS | {Role.COUNSELLOR},
        group="Số liệu",
    ),
    Link(
        "Sự việc",
        "indicators:happenings",
        FRONT_OFFICE | {Role.DEPARTMENT, Role.COMMUNE, Role.SCHOOL},
        group="Số liệu",
    ),
    Link(
        "Báo cáo định kỳ",
        "indicators:receipts",
        FRONT_OFFICE | {Role.DEPARTMENT},
        group="Điều hành",
    ),
    Link("Số liệu", "indicators:home", CENTRE, group="Số liệu"),
    Link("Kế hoạch năm", "indicators:plans", CENTRE - {Role.COUNSELLOR}, group="Số liệu"),
    Link(
        "Kế hoạch được giao",
        "indicators:unit_plan",
        frozenset({Role.COMMUNE, Role.SCHOOL}),
        group="Số liệu",
    ),
    Link(
        "Báo cáo dịch vụ",
        "indicators:services",
        frozenset({Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT, Role.ADMIN}),
        group="Điều hành",
    ),
    Link(
        "Báo cáo",
        "indicators:reports",
        frozenset({Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT, Role.ADMIN}),
        group="Điều hành",
    ),
    Link(
        "Văn bản đã ký",
        "documents:register",
        frozenset({Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT, Role.ADMIN}),
        group="Điều hành",
    ),
    Link(
        "Rà soát dữ liệu",
        "home:checks",
        frozenset({Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT, Role.ADMIN}),
        group="Điều hành",
    ),
    Link("Tìm nơi tuyển", "home:firms", FRONT_OFFICE, group="Nơi tuyển"),
    Link("Xác minh đơn vị", "employers:queue", FRONT_OFFICE, group="Nơi tuyển"),
    Link("Nhân viên", "accounts:staff", frozenset({Role.DIRECTOR, Role.ADMIN}), group="Điều hành"),
    Link("Khoá phần mềm", "accounts:keys", frozenset({Role.ADMIN}), group="Điều hành"),
    Link("Mở nhiều hồ sơ", "accounts:readers", frozenset({Role.HEAD}), group="Điều hành"),
    Link("Nhật ký", "accounts:journal", frozenset({Role.ADMIN, Role.AUDITOR}), group="Điều hành"),
    Link("Bảo vệ hai lớp", "mfa_index", STAFF_ROLES),
)

# What each role sees at once; the rest stands behind «Thêm», in groups. Four words and «Thêm» are
# one row of a telephone, two at most (docs/look.md).
FIRST: dict[str | None, tuple[str, ...]] = {
    None: ("portal:home", "portal:courses", "portal:market"),
    Role.JOB_SEEKER: ("portal:home", "placement:my_lists", "placement:my_applications"),
    Role.EMPLOYER: ("placement:my_vacancies", "vacancies:post"),
    Role.SCHOOL: ("training:classes", "placement:my_intakes"),
    Role.COMMUNE: ("intake:files", "indicators:owed", "intake:campaigns", "portal:home"),
    Role.CLERK: ("home:first", "counter:desk", "people:search", "unemployment:claims"),
    Role.COUNSELLOR: ("home:first", "people:search", "placement:calls", "vacancies:waiting"),
    Role.HEAD: ("home:first", "people:search", "unemployment:approvals", "placement:plan"),
    Role.DIRECTOR: ("home:first", "indicators:home", "placement:plan", "agreements:list"),
    Role.DEPARTMENT: (
        "home:first",
        "indicators:home",
        "placement:plan",
        "unemployment:approvals",
    ),
    Role.ADMIN: ("home:first", "accounts:staff", "accounts:journal"),
}
MOST_WITHOUT_MORE = 4  # as few links as this need no «Thêm»


def menu(request: HttpRequest) -> dict:
    """Template context: the links this visitor sees and the names every page prints."""
    user = getattr(request, "user", None)
    role = user.role if user is not None and user.is_authenticated else None
    match = request.resolver_match
    here = match.view_name if match else ""
    shown = [link for link in LINKS if link.shown_to(role)]
    first = _first(shown, role)
    return {
        "nav": [_entry(link, here) for link in first],
        "nav_more": _groups([link for link in shown if link not in first], here),
        "unit_name": settings.CAUNOI_UNIT_NAME,
        "help_line": settings.CAUNOI_HELP_LINE,
        "demo": settings.CAUNOI_DEMO,
        "identity_provider": settings.IDENTITY_PROVIDER,
        "identity_name": identity_name(),
    }


def _first(shown: list[Link], role: str | None) -> list[Link]:
    """The links that stand in the row itself, in the order of `FIRST`."""
    if len(shown) <= MOST_WITHOUT_MORE:
        return shown
    by_route = {link.route: link for link in shown}
    first = [by_route[route] for route in FIRST.get(role, ()) if route in by_route]
    return first or shown[: MOST_WITHOUT_MORE - 1]


def _groups(links: list[Link], here: str) -> list[dict]:
    """The other links under their headings, in the order of `LINKS`."""
    groups: dict[str, list[dict]] = {}
    for link in links:
        groups.setdefault(link.group, []).append(_entry(link, here))
    return [
        {"name": name, "links": groups[name]}
        for name in sorted(groups, key=lambda name: name == PORTAL)  # what is one's own first
    ]


def _entry(link: Link, here: str) -> dict:
    return {"label": link.label, "url": _address(link.route), "current": link.route == here}


@cache
def _address(route: str) -> str:
    """Every page prints some forty links, whose addresses never change while the site runs."""
    return reverse(route)


def identity_name() -> str:
    """What the identity provider is called, "" where none is set up."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return apps[0]["name"] if apps else ""


def display_name(user: User) -> str:
    """How the sign-in pages name a user."""
    return user.full_name
