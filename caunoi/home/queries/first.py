"""What each role has to do today: their desk, their files, calls, what the law asks."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Q
from django.urls import reverse

from caunoi.accounts.choices import FRONT_OFFICE, Role
from caunoi.accounts.models import User
from caunoi.accounts.permissions import is_counselling_staff
from caunoi.counter.choices import AppointmentState, TicketState
from caunoi.counter.models import Act, Appointment, Desk, Ticket
from caunoi.home.queries.duties import Duty, duties_of
from caunoi.placement.queries.follow_up import calls_due
from caunoi.unemployment.choices import OPEN_CLAIMS, DecisionState
from caunoi.unemployment.models import Claim, Decision

APPROVERS: Final = frozenset({Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT})


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of today's work with its figure and its page."""

    label: str
    figure: int
    url: str
    note: str = ""


@dataclass(frozen=True)
class FirstPage:
    """The first page of a member of staff."""

    desk: Desk | None
    serving: Ticket | None
    acts: int  # noted by this user today
    jobs: tuple[Job, ...]
    duties: tuple[Duty, ...]


def first_page(user: User, *, on: date) -> FirstPage:
    """Everything of the page: a fixed number of queries for each role."""
    desk = Desk.objects.select_related("office").filter(sitting=user).first()
    serving = None
    if desk is not None:
        at_desk = Ticket.objects.filter(
            desk=desk, state__in=[TicketState.CALLED, TicketState.SERVING]
        )
        serving = at_desk.select_related("service", "visit__person").first()
    acts = Act.objects.filter(by=user, on=on, withdrawn_at__isnull=True).count()
    return FirstPage(desk, serving, acts, tuple(_jobs(user, on)), duties_of(user.role, on=on))


def _jobs(user: User, on: date) -> list[Job]:
    jobs = []
    if user.role in FRONT_OFFICE:
        waiting = Ticket.objects.filter(day=on, state=TicketState.WAITING).count()
        coming = Appointment.objects.filter(
            state=AppointmentState.BOOKED, slot__begins_at__date=on
        ).count()
        jobs.append(Job("Người đang chờ", waiting, reverse("counter:desk")))
        jobs.append(Job("Người hẹn đến hôm nay", coming, reverse("counter:book")))
        figures = Claim.objects.filter(state__in=OPEN_CLAIMS).aggregate(
            mine=Count("pk", filter=Q(received_by=user)), all=Count("pk")
        )
        note = f"trong {figures['all']} hồ sơ của trung tâm"
        jobs.append(
            Job("Hồ sơ trợ cấp tôi đang giữ", figures["mine"], reverse("unemployment:claims"), note)
        )
    if user.role in APPROVERS:
        proposed = Decision.objects.filter(state=DecisionState.PROPOSED).exclude(proposed_by=user)
        jobs.append(Job("Văn bản chờ duyệt", proposed.count(), reverse("unemployment:approvals")))
    if is_counselling_staff(user):
        jobs.append(Job("Người cần gọi", calls_due(on=on).count(), reverse("placement:calls")))
    return jobs
