from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Presence(models.Model):
    """Who has somebody's record open now (đang mở hồ sơ): one row a user and person, overwritten.

    It is no journal: it only tells colleagues of each other, and lets one opening be journalled
    once however often its page is asked for anew. It names the person by the number in addresses,
    so that it holds nobody back who is to be erased; signs older than a day are deleted.
    """

    personal_data = True

    record = models.UUIDField("hồ sơ (số trong địa chỉ)")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    why = models.CharField("lý do mở", max_length=120)
    opened_at = models.DateTimeField("mở lúc")
    seen_at = models.DateTimeField("còn mở lúc")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "user"], name="a_user_has_a_record_open_once"
            ),
            models.CheckConstraint(
                condition=Q(seen_at__gte=F("opened_at")), name="a_record_is_seen_after_it_is_opened"
            ),
        ]

    def __str__(self) -> str:
        return f"Đang mở {self.pk}"


class IntegrityRun(models.Model):
    """The catalogue of checks asked of the whole database once (lần rà soát dữ liệu)."""

    personal_data = False

    started_at = models.DateTimeField("bắt đầu lúc")
    ended_at = models.DateTimeField("xong lúc", null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )  # empty: nightly

    def __str__(self) -> str:
        return f"Lần rà soát {self.pk}"


class IntegrityFinding(models.Model):
    """How one check came out in a run. It keeps counts; the rows are asked anew when opened."""

    personal_data = False

    run = models.ForeignKey(IntegrityRun, models.PROTECT, related_name="+")
    check_name = models.CharField("điều kiểm tra", max_length=80)
    value = models.PositiveIntegerField("số dòng sai")
    percent = models.DecimalField("phần trăm", max_digits=7, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "check_name"], name="a_check_comes_out_once_in_a_run"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_name} của lần {self.run_id}"
