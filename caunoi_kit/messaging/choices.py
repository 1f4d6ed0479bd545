from django.db.models import TextChoices


class Channel(TextChoices):
    """By which way a message goes (kênh)."""

    ZALO = "ZALO", "Zalo"
    SMS = "SMS", "Tin nhắn SMS"
    EMAIL = "EMAIL", "Thư điện tử"
    PAGE = "PAGE", "Trang xem thử"  # on a demo site nothing leaves the machine


ORDER = (Channel.ZALO, Channel.SMS, Channel.EMAIL)
"""The first way the receiver allows and the installation has is taken."""


class State(TextChoices):
    """How far a message is."""

    WAITING = "WAITING", "Đang chờ gửi"
    SENT = "SENT", "Đã gửi"
    DELIVERED = "DELIVERED", "Đã tới máy"
    FAILED = "FAILED", "Gửi không được"
    SUPPRESSED = "SUPPRESSED", "Không gửi"


class Fault(TextChoices):
    """Why a message did not go, or not yet. A code only: no log holds a number or a text."""

    NONE = "", "Không có lỗi"
    NOT_SET_UP = "NOT_SET_UP", "Kênh chưa cấu hình"
    NO_ADDRESS = "NO_ADDRESS", "Không có số hoặc thư"
    BAD_ADDRESS = "BAD_ADDRESS", "Số hoặc thư không đúng"
    STOPPED = "STOPPED", "Người nhận đã dừng tin"
    TOO_MANY = "TOO_MANY", "Quá nhiều tin cho một số"
    NO_MONEY = "NO_MONEY", "Hết hạn mức tiền trong ngày"
    REFUSED = "REFUSED", "Nhà mạng từ chối"
    BUSY = "BUSY", "Máy chủ kênh đang bận"
    NO_ANSWER = "NO_ANSWER", "Kênh không trả lời"
    UNREADABLE = "UNREADABLE", "Câu trả lời không đọc được"
    TOKEN = "TOKEN", "Mã truy cập Zalo hết hạn"
    FORBIDDEN_HOST = "FORBIDDEN_HOST", "Địa chỉ kênh không được phép"
    TOO_LATE = "TOO_LATE", "Quá hạn, gửi cũng vô ích"
