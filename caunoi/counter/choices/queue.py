"""Words of the queue: classes, states, ways in."""

from django.db.models import IntegerChoices, TextChoices


class TicketClass(IntegerChoices):
    """Who goes first; the numbers are those of `caunoi_engine.queues.Rank`."""

    PRIORITY = 1, "Ưu tiên"
    APPOINTMENT = 2, "Có hẹn"
    ORDINARY = 3, "Thường"


class TicketChannel(TextChoices):
    """Where a ticket was taken (nơi lấy số)."""

    HOME = "HOME", "Lấy ở nhà"
    KIOSK = "KIOSK", "Máy lấy số"
    DESK = "DESK", "Nhân viên lấy giúp"


class TicketState(TextChoices):
    """How far somebody with a ticket is."""

    WAITING = "WAITING", "Đang chờ"
    CALLED = "CALLED", "Đã gọi"
    SERVING = "SERVING", "Đang làm"
    HELD = "HELD", "Tạm giữ"
    DONE = "DONE", "Xong"
    NO_SHOW = "NO_SHOW", "Gọi không có mặt"
    LEFT = "LEFT", "Trả số"


class DeskState(TextChoices):
    """Whether a desk calls people (tình trạng quầy)."""

    OPEN = "OPEN", "Đang mở"
    PAUSED = "PAUSED", "Tạm dừng"
    CLOSED = "CLOSED", "Đóng"


class Deed(TextChoices):
    """What was done with a ticket (bước)."""

    CALLED = "CALLED", "Gọi"
    RECALLED = "RECALLED", "Gọi lại"
    BEGUN = "BEGUN", "Bắt đầu làm"
    HELD = "HELD", "Tạm giữ"
    RESUMED = "RESUMED", "Làm tiếp"
    TRANSFERRED = "TRANSFERRED", "Chuyển"
    NO_SHOW = "NO_SHOW", "Không có mặt"
    BACK = "BACK", "Trở lại hàng"
    FINISHED = "FINISHED", "Xong"
    LEFT = "LEFT", "Trả số"
    CLOSED = "CLOSED", "Hết ngày"


class AppointmentState(TextChoices):
    """How far an appointment is (lịch hẹn)."""

    BOOKED = "BOOKED", "Đã hẹn"
    ARRIVED = "ARRIVED", "Đã đến"
    MOVED = "MOVED", "Đã đổi giờ"
    CANCELLED = "CANCELLED", "Đã huỷ"
    MISSED = "MISSED", "Không đến"
