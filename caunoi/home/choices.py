"""Words of the working pages."""

from typing import Final

from django.db.models import TextChoices


class Service(TextChoices):
    """Which service a line of somebody's history belongs to (dịch vụ)."""

    COUNTER = "quay", "Tại quầy"
    WORK = "viec-lam", "Việc làm"
    LEARNING = "hoc", "Học nghề"
    BENEFIT = "bhtn", "Bảo hiểm thất nghiệp"
    CONTACT = "lien-lac", "Gọi, nhắn"


class Severity(TextChoices):
    """How much it matters that a check of the registers finds rows (mức độ), as DHIS2 grades it."""

    CRITICAL = "CRITICAL", "Không bao giờ được có"
    SEVERE = "SEVERE", "Phải sửa ngay"
    WARNING = "WARNING", "Nên sửa"
    INFO = "INFO", "Để biết"


OPENED_AGAIN_AFTER: Final = 15 * 60  # seconds without a sign of the page: a new reading then
HERE_FOR: Final = 40  # seconds for which a sign of the page shows somebody as there
