"""Words of the portal's own pages."""

from typing import Final

# What the outbox calls each kind of message; the kinds are what the domains send.
MESSAGE_KINDS: Final[dict[str, str]] = {
    "accounts.code": "Mã đăng nhập",
    "placement.application.sent": "Có hồ sơ mới",
    "placement.application.silent": "Nơi tuyển chưa trả lời",
    "placement.invitation.sent": "Lời mời ứng tuyển",
    "portal.alert": "Báo việc mới",
    "training.class.off": "Lớp không mở",
    "training.class.offered": "Mời vào lớp",
    "training.seat.held": "Giữ chỗ học",
    "vacancies.advert.reviewed": "Kết quả duyệt tin",
    "vacancies.advert.still_open": "Tin còn tuyển không",
}
