"""What an indicator is made of."""

from django.db.models import TextChoices


class Unit(TextChoices):
    """In what an indicator counts (đơn vị tính); the label is what is printed."""

    TURNS = "TURNS", "lượt"
    TURNS_PEOPLE = "TURNS_PEOPLE", "lượt người"
    TURNS_WORKERS = "TURNS_WORKERS", "lượt lao động"
    PEOPLE = "PEOPLE", "người"
    WORKERS = "WORKERS", "lao động"
    HOUSEHOLDS = "HOUSEHOLDS", "hộ"
    FAMILIES = "FAMILIES", "gia đình"
    FIRMS = "FIRMS", "doanh nghiệp"
    POSITIONS = "POSITIONS", "vị trí"
    SESSIONS = "SESSIONS", "phiên"
    CONFERENCES = "CONFERENCES", "hội nghị"
    GIFTS = "GIFTS", "suất"
    HOUSES = "HOUSES", "nhà"
    DOCUMENTS = "DOCUMENTS", "văn bản"
    FILES = "FILES", "hồ sơ"
    DONG = "DONG", "đồng"
    PERCENT = "PERCENT", "%"
    POINTS = "POINTS", "điểm %"


class Direction(TextChoices):
    """Which way is better."""

    UP = "UP", "Càng cao càng tốt"
    DOWN = "DOWN", "Càng thấp càng tốt"
    NEITHER = "NEITHER", "Chỉ theo dõi"


class OverUnits(TextChoices):
    """How units make up the whole they belong to."""

    SUM = "SUM", "Cộng"
    RATIO = "RATIO", "Tử số chia mẫu số"
    NONE = "NONE", "Không cộng được"


class OverTime(TextChoices):
    """How months make up a longer span."""

    SUM = "SUM", "Cộng các kỳ"
    LAST = "LAST", "Lấy kỳ cuối"
    DISTINCT = "DISTINCT", "Đếm lại cả kỳ"  # different people: months cannot be added
    NONE = "NONE", "Chỉ có ở đúng kỳ"


class Source(TextChoices):
    """Where its figures come from."""

    DERIVED = "DERIVED", "Tính từ sổ"
    REPORTED = "REPORTED", "Đơn vị báo cáo"
    ESTIMATED = "ESTIMATED", "Ước tính"


class Calendar(TextChoices):
    """Which days a month of it holds (kỳ báo cáo)."""

    CALENDAR = "CALENDAR", "Tháng dương lịch"
    REPORTING = "REPORTING", "Từ ngày 15 đến ngày 14"


class Frequency(TextChoices):
    """The shortest span it is given for."""

    MONTH = "MONTH", "Tháng"
    QUARTER = "QUARTER", "Quý"
    HALF = "HALF", "6 tháng"
    YEAR = "YEAR", "Năm"


class Level(TextChoices):
    """The lowest unit it is given for."""

    COMMUNE = "COMMUNE", "Xã, phường"
    PROVINCE = "PROVINCE", "Tỉnh"


class RelationKind(TextChoices):
    """What must hold between two indicators, unit by unit and period by period."""

    PART_OF = "PART_OF", "là một phần của"  # first <= second
    SUM_OF = "SUM_OF", "cộng thành"  # all firsts of a second add up to it
    NOT_ABOVE = "NOT_ABOVE", "không vượt quá"
