"""Who waits, in which order, and at which desks; the plain tuples the engine takes."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.counter.choices import DeskState, TicketState
from caunoi.counter.models import Desk, Office, Service, Ticket, TicketStep
from caunoi.counter.models.tickets import AT_A_DESK, BETWEEN_PLACES, place
from caunoi_engine.queues import Waiting, choose
from caunoi_rules.queues import PriorityGround, priority_grounds, priority_of

_PLACE: Final = f"COALESCE({{0}}.turn, {{0}}.id * {BETWEEN_PLACES})"
# One question for every line and class of a desk. Its words follow the index
# who_is_first_in_each_line; the office's row is locked while it is asked.
_FIRST: Final = f"""
    SELECT t.id, t.line_id, t.rank, {_PLACE.format("t")}
    FROM (
        SELECT (
            SELECT u.id FROM counter_ticket u
            WHERE u.office_id = %s AND u.day = %s AND u.line_id = s.service_id AND u.rank = r.rank
            AND u.state = 'WAITING' AND (u.only_desk_id IS NULL OR u.only_desk_id = %s){{passed}}
            ORDER BY {_PLACE.format("u")}, u.id LIMIT 1
        ) AS id
        FROM counter_desk_services s
        CROSS JOIN (SELECT 1 AS rank UNION ALL SELECT 2 UNION ALL SELECT 3) r
        WHERE s.desk_id = %s
    ) f
    JOIN counter_ticket t ON t.id = f.id"""  # noqa: S608  of our own words only


def offices() -> QuerySet[Office]:
    """Offices in use, by name."""
    return Office.objects.filter(is_open=True).order_by("name", "id")


def find_office(public_id: UUID) -> Office | None:
    """The office of an address."""
    return Office.objects.filter(public_id=public_id, is_open=True).first()


def office_of_kiosk(key: UUID) -> Office | None:
    """The office whose machines have this key."""
    return Office.objects.filter(kiosk_key=key, is_open=True).first()


def services_of(office: Office) -> QuerySet[Service]:
    """What an office offers: open services that a desk of it serves."""
    served = Desk.services.through.objects.filter(desk__office=office).values("service")
    return Service.objects.filter(is_open=True, pk__in=served).order_by("order", "letter")


def find_service(office: Office, letter: str) -> Service | None:
    """The service of a letter, where this office offers it."""
    return services_of(office).filter(letter=letter).first()


def find_ticket(public_id: UUID) -> Ticket | None:
    """The ticket of an address."""
    return (
        Ticket.objects.select_related("service", "line", "office", "desk", "visit__person")
        .filter(public_id=public_id)
        .first()
    )


def ticket_shown(public_id: UUID) -> Ticket | None:
    """The ticket a page showed, alone: who acts on it reads it again under a lock."""
    return Ticket.objects.filter(public_id=public_id).first()


def find_desk(public_id: UUID) -> Desk | None:
    """The desk of an address."""
    return Desk.objects.select_related("office", "sitting").filter(public_id=public_id).first()


def desk_of(user: User) -> Desk | None:
    """Where somebody sits, with the office."""
    return Desk.objects.select_related("office").filter(sitting=user).first()


def seat_of(user: User) -> Desk | None:
    """The same desk alone: an act locks the office before it looks at it."""
    return Desk.objects.filter(sitting=user).first()


def desks_of(office: Office) -> QuerySet[Desk]:
    """The desks of an office with who sits there and what they serve, by number."""
    found = office.desks.select_related("sitting", "office").prefetch_related("services")
    return found.order_by("number")


def in_line(office: Office, *, day: date) -> QuerySet[Any]:
    """Tickets that wait, by arrival: `place` is the order of a sequence, never a time."""
    waiting = Ticket.objects.filter(office=office, day=day, state=TicketState.WAITING)
    return waiting.annotate(place=place()).order_by("place", "id")


def counts_by(field: str, waiting: QuerySet[Any]) -> dict[Any, int]:
    """How many of those who wait, by a field of theirs."""
    return dict(waiting.order_by().values_list(field).annotate(n=Count("pk")))


def callable_at(desk: Desk, *, day: date) -> QuerySet[Any]:
    """Whom a desk may call."""
    mine = Q(only_desk__isnull=True) | Q(only_desk=desk)
    return in_line(desk.office, day=day).filter(mine, line__in=desk.services.all())


def next_at(desk: Desk, *, day: date, without: Sequence[int] = ()) -> int | None:
    """The key of the ticket this desk calls next by the rule of the engine.

    The engine chooses between the first of each class in each line of the desk: with the index
    these are as many rows, however long the lines.
    """
    passed = "".join(f" AND u.id <> {int(key)}" for key in without)
    with connection.cursor() as cursor:
        cursor.execute(_FIRST.format(passed=passed), [desk.office_id, day, desk.pk, desk.pk])
        found = choose((Waiting(*row) for row in cursor.fetchall()), ahead=desk.ahead)
    return found.key if found else None


def current_at(desk: Desk) -> Ticket | None:
    """The ticket that is at a desk now, with who came. Its office is left alone: every call writes
    that row anew, and reading it costs more the more calls there were.
    """
    found = _at(desk).select_related("service", "line", "visit__person").first()
    if found is not None:
        found.desk = desk
    return found


def at_desk(desk: Desk) -> Ticket | None:
    """The same ticket alone, for whoever only ends it."""
    return _at(desk).first()


def _at(desk: Desk) -> QuerySet[Ticket]:
    return Ticket.objects.filter(desk=desk, state__in=AT_A_DESK)


def was_done(key: UUID) -> bool:
    """Whether the press with this number has taken effect."""
    return TicketStep.objects.filter(key=key).exists()


def open_desks(office: Office) -> QuerySet[Desk]:
    """Desks that call people now."""
    return desks_of(office).filter(state=DeskState.OPEN)


def grounds() -> tuple[PriorityGround, ...]:
    """Why somebody goes first here: of the grounds of the law, those of the house rules."""
    return priority_grounds(tuple(settings.CAUNOI_PRIORITY_GROUNDS))


def ground_of(ticket_person: object | None, *, at: datetime) -> str:
    """The code of the ground that somebody's record shows; "" for none."""
    if ticket_person is None:
        return ""
    profile = getattr(ticket_person, "profile", None)
    found = priority_of(
        born=getattr(ticket_person, "birth_date", None),
        groups=profile.priority_groups if profile else (),
        on=timezone.localtime(at).date(),
        codes=tuple(settings.CAUNOI_PRIORITY_GROUNDS),
    )
    return found.code if found else ""


def all_services() -> QuerySet[Service]:
    """Services in use, whether a desk serves them or not."""
    return Service.objects.filter(is_open=True).order_by("order", "letter")
