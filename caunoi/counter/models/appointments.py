import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from caunoi.counter.choices.queue import AppointmentState, TicketChannel
from caunoi.counter.models.desks import Office, Service
from caunoi.counter.models.tickets import Ticket

COMING = (AppointmentState.BOOKED, AppointmentState.ARRIVED)


class SlotPlan(models.Model):
    """When a service takes appointments, by day of the week (khung hẹn)."""

    personal_data = False

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField("thứ (0 là thứ Hai)")
    begins = models.TimeField("từ giờ")
    ends = models.TimeField("đến giờ")
    minutes = models.PositiveSmallIntegerField("mỗi lượt (phút)", default=30)
    seats = models.PositiveSmallIntegerField("số người một lượt")
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "service", "weekday", "begins"],
                name="appointments_of_a_weekday_are_planned_once",
            ),
            models.CheckConstraint(
                condition=Q(weekday__range=(0, 6), seats__range=(1, 100), minutes__range=(5, 240)),
                name="planned_appointments_have_day_length_and_seats",
            ),
            models.CheckConstraint(
                condition=Q(begins__lt=F("ends")), name="planned_appointments_end_after_they_begin"
            ),
        ]

    def __str__(self) -> str:
        return f"Khung hẹn {self.pk}"


class Closing(models.Model):
    """A time without appointments (ngừng hẹn): a holiday, a meeting, a service that is off."""

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    begins_at = models.DateTimeField("từ lúc")
    ends_at = models.DateTimeField("đến lúc")
    why = models.CharField("lý do", max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(begins_at__lt=F("ends_at")), name="a_closing_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(why=""), name="a_closing_says_why"),
        ]
        indexes = [models.Index(fields=["office", "ends_at"], name="closings_of_an_office")]

    def __str__(self) -> str:
        return f"Ngừng hẹn {self.pk}"


class Slot(models.Model):
    """A time for appointments with its seats (lượt hẹn). `taken` never passes `seats`."""

    personal_data = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    begins_at = models.DateTimeField("bắt đầu lúc")
    ends_at = models.DateTimeField("hết lúc")
    seats = models.PositiveSmallIntegerField("số chỗ")
    taken = models.PositiveSmallIntegerField("đã hẹn", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "service", "begins_at"],
                name="one_time_for_appointments_of_a_service",
            ),
            models.CheckConstraint(
                condition=Q(taken__lte=F("seats")), name="no_more_appointments_than_seats"
            ),
            models.CheckConstraint(
                condition=Q(begins_at__lt=F("ends_at")), name="a_time_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["office", "begins_at"], name="times_of_an_office")]

    def __str__(self) -> str:
        return f"Lượt hẹn {self.pk}"


class Appointment(models.Model):
    """Somebody who will come at a time (lịch hẹn)."""

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.UUIDField("số của lần đặt", unique=True)
    slot = models.ForeignKey(Slot, models.PROTECT, related_name="appointments")
    seat = models.PositiveSmallIntegerField("chỗ")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField("họ và tên", max_length=200, blank=True)
    phone = models.CharField("điện thoại", max_length=15, blank=True)
    holder = models.CharField(max_length=64)  # keyed hash of who it is for
    channel = models.CharField("nơi đặt", max_length=5, choices=TicketChannel)
    state = models.CharField("tình trạng", max_length=9, choices=AppointmentState)
    ticket = models.OneToOneField(
        Ticket, models.PROTECT, null=True, blank=True, related_name="appointment"
    )
    before = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="after"
    )
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    booked_at = models.DateTimeField("đặt lúc")
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "seat"],
                condition=Q(state__in=COMING),
                name="a_seat_of_a_time_is_promised_once",
            ),
            models.UniqueConstraint(
                fields=["service", "holder"],
                condition=Q(state=AppointmentState.BOOKED),
                name="one_appointment_ahead_a_person_and_service",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(AppointmentState.values)),
                name="an_appointment_has_a_known_state",
            ),
            models.CheckConstraint(condition=~Q(holder=""), name="an_appointment_is_for_somebody"),
            models.CheckConstraint(
                condition=~Q(state=AppointmentState.ARRIVED) | Q(ticket__isnull=False),
                name="who_arrived_by_appointment_has_a_ticket",
            ),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="appointments_of_a_person")]

    def __str__(self) -> str:
        return f"Lịch hẹn {self.pk}"
