"""What is odd about figures."""

from django.db.models import TextChoices


class UnusualKind(TextChoices):
    """Sorts of odd figures, in the order in which they are looked at."""

    RELATION = "RELATION", "Không khớp nhau"
    TWO_VALUES = "TWO_VALUES", "Hai giá trị"
    JUMP = "JUMP", "Tăng, giảm mạnh"
    LATE = "LATE", "Nộp muộn"
