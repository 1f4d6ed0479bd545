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


# What the journal page says for each event. The event itself is what the domains record.
DEEDS = {
    "accounts.key.given": "Cấp khoá phần mềm",
    "accounts.key.revoked": "Thu hồi khoá phần mềm",
    "accounts.code.entered": "Đăng nhập bằng mã gửi tới điện thoại",
    "accounts.identity.entered": "Đăng nhập bằng tài khoản định danh",
    "accounts.invitation.accepted": "Nhận lời mời",
    "accounts.invitation.made": "Gửi lời mời",
    "accounts.invitation.withdrawn": "Rút lời mời",
    "accounts.reading.alerted": "Báo động: mở hồ sơ của rất nhiều người",
    "accounts.reading.consented": "Đồng ý cho mở tiếp hồ sơ",
    "accounts.role.approved": "Duyệt vai trò của một nhân viên",
    "accounts.role.proposed": "Đề nghị vai trò cho một nhân viên",
    "accounts.role.refused": "Không duyệt vai trò của một nhân viên",
    "accounts.side.changed": "Đổi tài khoản sang bên khác",
    "accounts.tries.alerted": "Rất nhiều lần nhập sai mật khẩu của một tài khoản",
    "accounts.user.first_admin": "Mở tài khoản quản trị đầu tiên từ máy chủ",
    "accounts.user.closed": "Khoá một tài khoản",
    "accounts.user.password_set": "Đặt mật khẩu",
    "accounts.user.second_factor_reset": "Bỏ lớp bảo vệ thứ hai để bật lại",
    "accounts.user.signed_up": "Mở tài khoản bằng điện thoại",
    "agreements.agreement.amended": "Ghi phụ lục của một thoả thuận",
    "agreements.agreement.changed": "Sửa bản thảo thoả thuận",
    "agreements.agreement.drafted": "Soạn một thoả thuận",
    "agreements.agreement.ended": "Kết thúc một thoả thuận",
    "agreements.agreement.signed": "Ghi đã ký một thoả thuận",
    "agreements.file.added": "Tải bản đã ký của một thoả thuận",
    "agreements.file.read": "Mở bản đã ký của một thoả thuận",
    "classifications.loaded": "Nạp danh mục nghề, ngành",
    "counter.plan.agreed": "Ghi một người đồng ý với kế hoạch tìm việc",
    "counter.plan.ended": "Kết thúc một kế hoạch tìm việc",
    "counter.plan.made": "Lập kế hoạch tìm việc của một người",
    "counter.plan.read": "Xem kế hoạch tìm việc của một người",
    "counter.plan.step_added": "Thêm một bước vào kế hoạch tìm việc",
    "counter.plan.step_noted": "Ghi một bước của kế hoạch tìm việc",
    "counter.session.opened": "Mở một buổi tư vấn nhóm",
    "counter.session.people_added": "Thêm người vào buổi tư vấn nhóm",
    "counter.session.read": "Xem người của một buổi tư vấn nhóm",
    "employers.employer.changed": "Sửa thông tin một nơi tuyển",
    "employers.employer.registered": "Đăng ký nơi tuyển người",
    "employers.employer.verified": "Xác minh một nơi tuyển",
    "employers.firm.blocked": "Chặn một nơi tuyển",
    "employers.firm.unblocked": "Bỏ chặn một nơi tuyển",
    "employers.member.joined": "Một người vào nhóm của nơi tuyển",
    "employers.member.lead_given": "Giao người phụ trách của nơi tuyển",
    "employers.member.left": "Một người rời nhóm của nơi tuyển",
    "employers.verification.answered": "Nơi tuyển trả lời điều cần bổ sung",
    "employers.verification.asked": "Đề nghị xác minh nơi tuyển",
    "employers.verification.more_asked": "Yêu cầu nơi tuyển bổ sung",
    "employers.verification.refused": "Không xác minh một nơi tuyển",
    "people.account.linked": "Gắn hồ sơ vào tài khoản",
    "people.consent.given": "Ghi sự đồng ý của một người",
    "people.consent.withdrawn": "Rút sự đồng ý của một người",
    "people.contact.registered": "Ghi hồ sơ sơ bộ của một người",
    "people.data.taken": "Tải dữ liệu của chính mình",
    "people.draft.dropped": "Bỏ một hồ sơ làm dở",
    "people.draft.forgotten": "Xoá hồ sơ làm dở đã cũ",
    "people.draft.kept": "Ghi một trang của hồ sơ làm dở",
    "people.draft.started": "Bắt đầu làm một hồ sơ",
    "people.form.read": "In phiếu đăng ký của một người",
    "people.number.read": "Xem đủ số định danh của một người",
    "people.person.read": "Mở hồ sơ của một người",
    "people.person.registered": "Đăng ký người tìm việc",
    "people.profile.changed": "Sửa hồ sơ của một người",
    "people.profile.made": "Làm xong hồ sơ của một người",
    "people.search.read": "Tìm người",
    "messaging.all.stopped": "Dừng mọi tin nhắn cho một người",
    "messaging.message.resent": "Gửi lại một tin nhắn",
    "messaging.preference.chosen": "Chọn cách nhận tin",
    "placement.application.ended_with_vacancy": "Trả lời các hồ sơ của tin đã đóng",
    "placement.application.expired": "Khép hồ sơ không ai trả lời",
    "placement.application.hired": "Ghi nhận việc",
    "placement.application.hold_released": "Thôi giữ chỗ cho một hồ sơ",
    "placement.application.keeping_set": "Đặt việc nơi tuyển giữ liên hệ",
    "placement.application.moved": "Chuyển bước một hồ sơ ứng tuyển",
    "placement.application.read": "Xem hồ sơ ứng tuyển của một người",
    "placement.application.sent": "Nộp hồ sơ ứng tuyển",
    "placement.application.silence_told": "Báo nơi tuyển chưa trả lời",
    "placement.application.withdrawn": "Rút hồ sơ ứng tuyển",
    "placement.call.noted": "Ghi kết quả gọi hỏi sau nhận việc",
    "placement.calls.people_read": "Xem danh sách gọi hôm nay",
    "placement.candidates.read": "Xem người hợp với một tin",
    "placement.exchange.updated": "Ghi đã cập nhật kết quả lên sàn",
    "placement.invitation.answered": "Trả lời lời mời phỏng vấn",
    "placement.invitation.attended": "Ghi người đến phỏng vấn",
    "placement.invitation.confirmed": "Nói lại là sẽ đến phỏng vấn",
    "placement.invitation.sent": "Mời phỏng vấn",
    "placement.job.refusal_judged": "Ghi ý kiến về lý do từ chối việc",
    "placement.job.refusal_read": "Xem lời từ chối việc của một người",
    "placement.job.refusal_withdrawn": "Bỏ lời từ chối một việc",
    "placement.job.refused": "Ghi một người không nhận việc",
    "placement.commitment.people_read": "Xem người của một dòng cam kết",
    "placement.lists.read": "Xem ba danh sách của một người",
    "placement.order.people_read": "Xem người của một lớp nên mở",
    "placement.pipeline.read": "Xem hồ sơ ứng tuyển của một tin",
    "placement.plan.people_read": "Xem danh sách người của phương án",
    "placement.referral.arrived": "Ghi người được giới thiệu đã đến",
    "placement.referral.expired": "Giấy giới thiệu hết hạn",
    "placement.referral.made": "Lập giấy giới thiệu",
    "placement.referral.read": "Xem giấy giới thiệu của một người",
    "placement.referral.result_noted": "Ghi kết quả giấy giới thiệu",
    "placement.referral.revoked": "Thu hồi giấy giới thiệu",
    "placement.run.done": "Tính xong phương án",
    "placement.run.failed": "Tính phương án không thành",
    "placement.run.started": "Bắt đầu tính phương án",
    "placement.schedule.read": "Xem lịch phỏng vấn của một tin",
    "placement.told.ended": "Rút lại lời đã báo cho một người",
    "placement.told.made": "Ghi đã báo đề xuất cho một người",
    "placement.told.people_read": "Xem người của các lời đã báo",
    "placement.told.read": "Xem lời đã báo cho một người",
    "places.loaded": "Nạp đơn vị hành chính",
    "portal.alerts.stopped": "Dừng báo việc mới",
    "portal.job.saved": "Lưu một việc",
    "portal.search.changed": "Sửa tìm kiếm đã lưu",
    "portal.search.dropped": "Xoá tìm kiếm đã lưu",
    "portal.search.saved": "Lưu tìm kiếm",
    "portal.demo.cleared": "Xoá dữ liệu xem thử",
    "portal.demo.made": "Tạo dữ liệu xem thử",
    "placement.graduates.handed_over": "Giới thiệu người học xong tới nơi tuyển",
    "placement.graduates.read": "Xem người học xong của một lớp",
    "placement.unmet.people_read": "Xem người chỉ thiếu một chứng chỉ hay kỹ năng",
    "training.attendance.noted": "Điểm danh",
    "training.cards.scanned": "Quét thẻ ghi danh",
    "training.certificates.granted": "Cấp chứng chỉ của một lớp",
    "training.class.read": "Xem danh sách lớp",
    "training.enrolment.confirmed": "Ghi danh người đang giữ chỗ",
    "training.enrolment.ended": "Thôi học hoặc bỏ chỗ",
    "training.enrolment.made": "Đăng ký học",
    "training.enrolment.moved_up": "Xếp chỗ cho người đang chờ",
    "training.intake.cancelled": "Thôi mở lớp",
    "training.intake.opened": "Mở lớp",
    "training.intake.people_invited": "Mời người vào lớp",
    "training.intake.seats_changed": "Đổi chỉ tiêu của lớp",
    "training.intake.started": "Khai giảng lớp",
    "training.job_training.set_up": "Ghi hợp đồng đào tạo tại doanh nghiệp",
    "training.lesson.added": "Thêm buổi học",
    "training.lesson.read": "Xem sổ điểm danh",
    "training.order.answered": "Nhận đơn đặt đào tạo",
    "training.order.made": "Gửi đơn đặt đào tạo",
    "training.order.withdrawn": "Rút đơn đặt đào tạo",
    "training.plan.kept": "Ghi kế hoạch tuyển sinh",
    "training.programme.added": "Thêm khoá đào tạo",
    "vacancies.draft.begun": "Bắt đầu viết một tin",
    "vacancies.file.imported": "Nhập tệp tin tuyển dụng",
    "vacancies.needs.received": "Nhận nhu cầu tuyển dụng",
    "vacancies.report.settled": "Xử lý lời báo tin sai",
    "vacancies.vacancy.asked": "Hỏi nơi tuyển còn tuyển không",
    "vacancies.vacancy.changed": "Sửa một tin",
    "vacancies.vacancy.closed": "Đóng một tin",
    "vacancies.vacancy.confirmed": "Nơi tuyển trả lời còn tuyển",
    "vacancies.vacancy.posted": "Đăng một tin",
    "vacancies.vacancy.reported": "Có người báo tin sai",
    "vacancies.vacancy.reviewed": "Trả lời một tin chờ duyệt",
}

# What a line of the journal is about, by table.
SUBJECTS = {
    "messaging.Message": "Tin nhắn",
    "messaging.Preference": "Cách nhận tin",
    "portal.SavedSearch": "Tìm kiếm đã lưu",
    "accounts.ApiKey": "Khoá phần mềm",
    "accounts.Invitation": "Lời mời",
    "accounts.ReadingConsent": "Sự đồng ý mở tiếp",
    "accounts.RoleGrant": "Vai trò",
    "accounts.User": "Tài khoản",
    "agreements.Agreement": "Thoả thuận",
    "counter.ActionPlan": "Kế hoạch tìm việc",
    "counter.Session": "Buổi tư vấn nhóm",
    "employers.BlockedFirm": "Chặn",
    "employers.Employer": "Nơi tuyển",
    "people.Consent": "Sự đồng ý",
    "people.Person": "Người",
    "people.ProfileDraft": "Hồ sơ làm dở",
    "placement.Application": "Hồ sơ ứng tuyển",
    "placement.ExchangeUpdate": "Kết quả trên sàn",
    "placement.FollowUp": "Cuộc gọi sau nhận việc",
    "placement.Invitation": "Lời mời phỏng vấn",
    "placement.MatchRun": "Phương án",
    "placement.Referral": "Giấy giới thiệu",
    "placement.RefusedJob": "Việc không nhận",
    "placement.ToldProposal": "Lời đã báo",
    "placement.TrainingOrder": "Lớp nên mở",
    "training.Enrolment": "Ghi danh",
    "training.EnrolmentPlan": "Kế hoạch tuyển sinh",
    "training.FirmOrder": "Đơn đặt đào tạo",
    "training.Intake": "Lớp",
    "training.JobTrainingContract": "Hợp đồng đào tạo tại doanh nghiệp",
    "training.Lesson": "Buổi học",
    "training.Programme": "Khoá đào tạo",
    "vacancies.ImportReceipt": "Lần nhập",
    "vacancies.NeedReceipt": "Biên nhận nhu cầu",
    "vacancies.ScamReport": "Lời báo tin sai",
    "vacancies.Vacancy": "Tin",
}
