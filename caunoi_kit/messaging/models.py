"""The outbox: what is to be told to whom, written before anything is sent."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from caunoi_kit.messaging.choices import Channel, Fault, State


class Message(models.Model):
    """One message to one receiver (tin nhắn). It is written in the transaction of what it tells.

    A worker leases the row, sends, and writes what became of it. A worker that dies between the
    two leaves a lease that runs out: the message then goes again (at least once, never lost).
    """

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("loại tin", max_length=60)  # "placement.referral.made"
    key = models.CharField("khoá", max_length=120, null=True, blank=True, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    phone = models.CharField("số điện thoại", max_length=15, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    subject = models.CharField("tiêu đề", max_length=200, blank=True)
    text = models.TextField("nội dung", blank=True)
    data = models.JSONField("ô của mẫu tin Zalo", default=dict, blank=True)
    urgent = models.BooleanField("cần ngay", default=False)  # sign-in codes
    about_model = models.CharField(max_length=100, blank=True)
    about_id = models.CharField(max_length=64, blank=True)

    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.WAITING)
    channel = models.CharField("kênh", max_length=5, choices=Channel, blank=True)
    refused = models.JSONField("kênh đã từ chối", default=list, blank=True)
    fault = models.CharField("lỗi", max_length=14, choices=Fault, blank=True, default="")
    tries = models.PositiveSmallIntegerField("số lần thử", default=0)
    cost = models.PositiveIntegerField("tiền (đồng)", default=0)
    charged_on = models.DateField("tính vào ngày", null=True, blank=True)
    provider_id = models.CharField("mã của nhà mạng", max_length=80, blank=True)

    held = models.BooleanField("giữ lại có chủ ý", default=False)  # quiet hours, limits
    made_at = models.DateTimeField("lúc ghi")
    next_at = models.DateTimeField("lần gửi tới", null=True, blank=True)
    leased_until = models.DateTimeField("đang có máy gửi tới lúc", null=True, blank=True)
    sent_at = models.DateTimeField("lúc gửi xong", null=True, blank=True)
    delivered_at = models.DateTimeField("lúc tới máy", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(State.values)), name="a_message_has_a_known_state"
            ),
            models.CheckConstraint(
                condition=Q(state=State.WAITING, next_at__isnull=False)
                | (~Q(state=State.WAITING) & Q(next_at__isnull=True)),
                name="a_message_waits_for_a_moment_or_not_at_all",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.SENT, State.DELIVERED])
                | (Q(sent_at__isnull=False) & ~Q(channel="")),
                name="what_was_sent_says_when_and_how",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"], condition=Q(state=State.WAITING), name="messages_to_send"
            ),
            models.Index(fields=["phone", "made_at"], name="messages_to_a_number"),
            models.Index(fields=["made_at"], name="messages_by_age"),
            models.Index(fields=["charged_on"], name="messages_by_day_charged"),
            models.Index(fields=["provider_id"], name="messages_by_provider"),
        ]

    def __str__(self) -> str:
        return f"Tin {self.pk} ({self.kind})"  # never the number, never the text


class Preference(models.Model):
    """By which ways a receiver may be told things, and when not (cách nhận tin)."""

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    phone = models.CharField("số điện thoại", max_length=15, blank=True)
    zalo = models.BooleanField("Zalo", default=True)
    sms = models.BooleanField("SMS", default=True)
    email = models.BooleanField("thư điện tử", default=True)
    quiet_from = models.TimeField("yên lặng từ", default="21:00")
    quiet_to = models.TimeField("đến", default="07:00")
    stopped_at = models.DateTimeField("lúc dừng mọi tin", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["phone"], condition=~Q(phone=""), name="one_preference_for_a_number"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(phone=""),
                name="a_preference_is_of_a_user_or_a_number",
            ),
        ]

    def __str__(self) -> str:
        return f"Cách nhận tin {self.pk}"


class Health(models.Model):
    """Whether a way works now: after failures it rests, so that nobody waits for it in vain."""

    personal_data = False

    channel = models.CharField("kênh", max_length=5, choices=Channel, unique=True)
    failures = models.PositiveIntegerField("số lần hỏng liền nhau", default=0)
    open_until = models.DateTimeField("nghỉ tới lúc", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(channel__in=sorted(Channel.values)), name="health_is_of_a_known_channel"
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel}: {self.failures}"


class Token(models.Model):
    """The pair of access and refresh token of Zalo. A refresh token works once."""

    personal_data = False

    name = models.CharField(max_length=20, unique=True)
    secret = models.TextField("cặp mã, đã mã hoá")
    expires_at = models.DateTimeField("hết hạn lúc")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_token_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"Mã truy cập {self.name}"
