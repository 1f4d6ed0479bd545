import uuid
from string import ascii_uppercase

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from caunoi.counter.choices.queue import DeskState

SHORTEST_VISIT, LONGEST_VISIT = 1, 240  # minutes


class Office(models.Model):
    """A place where people are served at desks (điểm tiếp): the centre, a branch."""

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(
        "accounts.OrgUnit", models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField("tên điểm tiếp", max_length=200, unique=True)
    address = models.CharField("địa chỉ", max_length=300, blank=True)
    opens = models.TimeField("giờ mở cửa")
    closes = models.TimeField("giờ đóng cửa")
    is_open = models.BooleanField("đang dùng", default=True)
    # Stands in the address of its machines: only who knows it takes tickets as a machine.
    kiosk_key = models.UUIDField(default=uuid.uuid4, unique=True)
    calls = models.BigIntegerField("số lượt gọi", default=0)  # the order of calls, not their time
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="an_office_of_desks_has_a_name"),
            models.CheckConstraint(
                condition=Q(opens__lt=F("closes")), name="an_office_opens_before_it_closes"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Service(models.Model):
    """What people come for (dịch vụ): its letter begins their number."""

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    letter = models.CharField("chữ cái", max_length=1, unique=True)
    name = models.CharField("tên dịch vụ", max_length=100, unique=True)
    typical_minutes = models.PositiveSmallIntegerField("thường mất (phút)")
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    is_open = models.BooleanField("đang dùng", default=True)
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(letter__in=list(ascii_uppercase)), name="a_service_has_a_letter"
            ),
            models.CheckConstraint(
                condition=Q(typical_minutes__range=(SHORTEST_VISIT, LONGEST_VISIT)),
                name="a_visit_takes_one_minute_to_four_hours",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} · {self.name}"


class Desk(models.Model):
    """A desk of an office (quầy): which services, who sits there, whether it calls."""

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="desks")
    number = models.PositiveSmallIntegerField("số quầy")
    services = models.ManyToManyField(Service, related_name="+")
    sitting = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField("tình trạng", max_length=6, choices=DeskState, default="CLOSED")
    # How many calls in a row went to those who go first (caunoi_engine.queues.choosing).
    ahead = models.PositiveSmallIntegerField(default=0)
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "number"], name="desks_of_an_office_are_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["sitting"],
                condition=Q(sitting__isnull=False),
                name="nobody_sits_at_two_desks",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(DeskState.values)), name="a_desk_has_a_known_state"
            ),
            models.CheckConstraint(
                condition=Q(state=DeskState.CLOSED, sitting__isnull=True)
                | (~Q(state=DeskState.CLOSED) & Q(sitting__isnull=False)),
                name="somebody_sits_at_a_desk_unless_it_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"Quầy {self.number}"
