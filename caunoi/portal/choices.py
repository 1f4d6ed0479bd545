"""Words of the portal's own pages."""

from typing import Final

# What the outbox calls each kind of message; the kinds are what the domains send.
MESSAGE_KINDS: Final[dict[str, str]] = {
    "accounts.code": "Mã đăng nhập",
    "counter.appointment.booked": "Đã đặt lịch hẹn",
    "counter.appointment.reminder": "Nhắc lịch hẹn",
    "counter.ticket.later": "Báo có thể đến sau",
    "employers.member": "Mời vào nhóm của nơi tuyển",
    "employers.verification.decided": "Kết quả xác minh nơi tuyển",
    "placement.application.expired": "Hồ sơ hết hạn chờ trả lời",
    "placement.application.hired": "Được nhận vào làm",
    "placement.application.interview": "Hẹn phỏng vấn",
    "placement.application.offered": "Đề nghị nhận việc",
    "placement.application.rejected": "Nơi tuyển không nhận",
    "placement.application.sent": "Có hồ sơ mới",
    "placement.application.silent": "Nơi tuyển chưa trả lời",
    "placement.application.suitable": "Hồ sơ phù hợp",
    "placement.invitation.before_24h": "Nhắc phỏng vấn trước một ngày",
    "placement.invitation.before_2h": "Nhắc phỏng vấn trước 2 giờ",
    "placement.invitation.sent": "Lời mời ứng tuyển",
    "placement.referral.announced": "Báo nơi tuyển có người đến",
    "placement.referral.made": "Giấy giới thiệu",
    "portal.alert": "Báo việc mới",
    "portal.idle": "Hỏi còn tìm việc không",
    "training.class.off": "Lớp không mở",
    "training.class.offered": "Mời vào lớp",
    "training.seat.held": "Giữ chỗ học",
    "training.seat.lapsed": "Hết hạn giữ chỗ học",
    "unemployment.claim.cancelled": "Quyết định trợ cấp đã huỷ",
    "unemployment.claim.ready": "Quyết định trợ cấp đã có",
    "unemployment.claim.received": "Đã tiếp nhận hồ sơ trợ cấp",
    "unemployment.claim.refused": "Hồ sơ trợ cấp đã có trả lời",
    "unemployment.claim.supplement": "Cần bổ sung hồ sơ trợ cấp",
    "vacancies.advert.reviewed": "Kết quả duyệt tin",
    "vacancies.advert.still_open": "Tin còn tuyển không",
}
