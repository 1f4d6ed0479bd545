import uuid

from django.conf import settings
from django.db import models
from django.db.models import BigIntegerField, ExpressionWrapper, F, Q
from django.db.models.functions import Coalesce

from caunoi.counter.choices.queue import Deed, TicketChannel, TicketClass, TicketState
from caunoi.counter.models.desks import Desk, Office, Service
from caunoi.people.models import Person

MOST_A_DAY = 2  # tickets that somebody takes at home
AT_A_DESK = (TicketState.CALLED, TicketState.SERVING)
OVER = (TicketState.DONE, TicketState.NO_SHOW, TicketState.LEFT)
BETWEEN_PLACES = 1_024  # places of two tickets lie so far apart: others can be put between them


def place() -> Coalesce:
    """The place of a ticket in its line: of the index and of every question the same."""
    return Coalesce(
        "turn", ExpressionWrapper(F("id") * BETWEEN_PLACES, output_field=BigIntegerField())
    )


class Line(models.Model):
    """The last number given for a service on a day (dãy số). Its row is locked while one is."""

    personal_data = False

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    day = models.DateField("ngày")
    last = models.PositiveIntegerField("số cuối", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "service", "day"], name="one_row_of_numbers_a_service_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"Dãy số {self.pk}"


class Visit(models.Model):
    """Somebody who came, with all they came for (lượt đến). Who it is may stay unknown.

    The telephone number serves the day alone: it is emptied the night after.
    """

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    day = models.DateField("ngày")
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    phone = models.CharField("điện thoại để nhắn", max_length=15, blank=True)
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-day"], name="visits_of_a_person"),
            models.Index(fields=["day"], condition=~Q(phone=""), name="telephones_to_forget"),
        ]

    def __str__(self) -> str:
        return f"Lượt đến {self.pk}"


class Ticket(models.Model):
    """A number in a line (số thứ tự). The number stays while the person is passed on.

    `service` is what the number was given for, `line` the service whose line they stand in now.
    Order is `turn`, or that of the rows where it is empty: never a time (trust H3).
    """

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.UUIDField("số của lần lấy", unique=True)  # the same press gives the same ticket
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="tickets")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    line = models.ForeignKey(Service, models.PROTECT, related_name="+")
    day = models.DateField("ngày")
    number = models.PositiveIntegerField("số")
    rank = models.PositiveSmallIntegerField("diện", choices=TicketClass, default=3)
    ground = models.CharField("lý do ưu tiên (mã)", max_length=12, blank=True)
    turn = models.BigIntegerField("chỗ trong hàng", null=True, blank=True)
    channel = models.CharField("nơi lấy số", max_length=5, choices=TicketChannel)
    # Of tickets taken at home: a keyed hash of who took them, and which of the day it is.
    holder = models.CharField(max_length=64, blank=True)
    nth = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField("tình trạng", max_length=8, choices=TicketState, default="WAITING")
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, blank=True, related_name="+")
    only_desk = models.ForeignKey(Desk, models.PROTECT, null=True, blank=True, related_name="+")
    call = models.BigIntegerField("lượt gọi", null=True, blank=True)
    recalls = models.PositiveSmallIntegerField("số lần gọi lại", default=0)
    note = models.CharField("dặn quầy sau", max_length=300, blank=True)
    taken_at = models.DateTimeField("lấy lúc")
    queued_at = models.DateTimeField("vào hàng lúc")
    called_at = models.DateTimeField("gọi lúc", null=True, blank=True)
    began_at = models.DateTimeField("bắt đầu lúc", null=True, blank=True)
    ended_at = models.DateTimeField("xong lúc", null=True, blank=True)
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "service", "day", "number"],
                name="a_number_of_a_service_is_given_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["day", "holder", "nth"],
                condition=~Q(holder=""),
                name="tickets_taken_at_home_are_counted_by_the_day",
            ),
            models.UniqueConstraint(
                fields=["day", "holder", "service"],
                condition=~Q(holder="") & ~Q(state=TicketState.LEFT),
                name="one_ticket_a_service_and_day_at_home",
            ),
            models.CheckConstraint(
                condition=Q(holder="") | Q(nth__range=(1, MOST_A_DAY), nth__isnull=False),
                name="at_most_two_tickets_a_day_at_home",
            ),
            models.UniqueConstraint(
                fields=["desk"],
                condition=Q(state__in=AT_A_DESK),
                name="a_desk_serves_one_ticket_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=AT_A_DESK) | Q(desk__isnull=False),
                name="a_called_ticket_has_its_desk",
            ),
            models.CheckConstraint(
                condition=~Q(state=TicketState.WAITING) | Q(desk__isnull=True),
                name="a_waiting_ticket_is_at_no_desk",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(TicketState.values)),
                name="a_ticket_has_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(rank__in=sorted(TicketClass.values)), name="a_ticket_has_a_known_class"
            ),
            models.CheckConstraint(
                condition=Q(called_at__isnull=True) | Q(called_at__gte=F("taken_at")),
                name="a_ticket_is_called_after_it_is_taken",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("taken_at")),
                name="a_ticket_ends_after_it_is_taken",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "day", "state"], name="tickets_of_a_day"),
            models.Index(fields=["office", "day", "-call"], name="calls_of_a_day"),
            models.Index(
                F("office"), F("day"), F("line"), F("rank"), place(), F("id"),
                condition=Q(state=TicketState.WAITING),
                name="who_is_first_in_each_line",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Số {self.pk}"

    @property
    def name(self) -> str:
        """What is printed and called: the letter and the number, "A012"."""
        return f"{self.service.letter}{self.number:03d}"

    @property
    def person(self) -> Person | None:
        """Who came, where known."""
        return self.visit.person

    @property
    def is_over(self) -> bool:
        return self.state in OVER


class TicketStep(models.Model):
    """One thing done with a ticket, once and for all: the light journal of the queue.

    The database lets no row be changed or taken away, but those of an office made for trying.

    A line of the chained journal for each would make one after the other wait; the close of a day
    writes one with the sums of these rows. `waited` and `served` are whole seconds.
    """

    personal_data = False

    key = models.UUIDField(null=True, blank=True, unique=True)  # of the press it came from
    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="steps")
    deed = models.CharField("việc", max_length=11, choices=Deed)
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("lúc")
    waited = models.PositiveIntegerField("đã chờ (giây)", null=True, blank=True)
    served = models.PositiveIntegerField("đã làm (giây)", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(deed__in=sorted(Deed.values)), name="a_step_of_a_ticket_is_a_known_one"
            )
        ]
        indexes = [
            models.Index(fields=["ticket", "id"], name="steps_of_a_ticket"),
            models.Index(fields=["deed", "at"], name="steps_by_deed_and_time"),
        ]

    def __str__(self) -> str:
        return f"Bước của số {self.pk}"
