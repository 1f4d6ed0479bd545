"""The expected minute: what the engine says of the lines as they stand."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from django.db.models import Avg, Count
from django.utils.timezone import localtime

from caunoi.counter.choices import Deed
from caunoi.counter.models import Desk, Office, Service, Ticket, TicketStep
from caunoi.counter.models.tickets import AT_A_DESK
from caunoi.counter.queries import lines
from caunoi_engine.queues import Desk as OpenDesk
from caunoi_engine.queues import Waiting, expect, service_minutes

PAST: Final = timedelta(days=28)
SERVED: Final = (Deed.FINISHED, Deed.TRANSFERRED)
FRESH: Final = 5.0  # seconds: so old may a guess be
DAY_FRESH: Final = 600.0  # seconds: so old may the figures of the last weeks be


@dataclass(frozen=True)
class Outlook:
    """The lines of an office at a moment.

    minutes: until a ticket is called, by its key; nothing for a line without an open desk.
    new: until somebody who comes now is called, by service. before: how many are called before a
    ticket by the desks that serve its line. before_new: the same for somebody who comes now, by
    service. waiting: how many wait, by service.
    """

    at: datetime
    minutes: Mapping[int, int]
    new: Mapping[int, int]
    before: Mapping[int, int]
    before_new: Mapping[int, int]
    waiting: Mapping[int, int]


_kept: dict[int, Outlook] = {}
_past: dict[int, tuple[datetime, dict[int, tuple[int, float]]]] = {}
_lock = Lock()


def outlook(office: Office, *, at: datetime) -> Outlook:
    """The outlook of an office, at most `FRESH` seconds old."""
    found = _kept.get(office.pk)
    if found is None or not 0 <= (at - found.at).total_seconds() < FRESH:
        found = _kept[office.pk] = fresh_outlook(office, at=at)
    return found


def forget_outlooks() -> None:
    """For tests: nothing is kept."""
    _kept.clear()
    _past.clear()


def fresh_outlook(office: Office, *, at: datetime) -> Outlook:
    """The outlook of this very moment. Six queries, however long the lines."""
    day = localtime(at).date()
    people = [
        Waiting(*row)
        for row in lines.in_line(office, day=day).values_list("id", "line_id", "rank", "place")
    ]
    minutes = minutes_of(office, at=at)
    desks = list(lines.open_desks(office))
    guess = expect(people, _open(desks, minutes, at=at), minutes)
    waiting: dict[int, int] = defaultdict(int)
    for one in people:
        waiting[one.service] += 1
    shared = _sharing(desks)
    return Outlook(
        at,
        {key: round(value) for key, value in guess.minutes.items()},
        {key: round(value) for key, value in guess.new.items()},
        _before(people, guess.minutes, shared),
        {service: sum(waiting[each] for each in rows) for service, rows in shared.items()},
        dict(waiting),
    )


def _sharing(desks: list[Desk]) -> dict[int, set[int]]:
    """For each service, all services of the open desks that serve it: their people come between."""
    shared: dict[int, set[int]] = defaultdict(set)
    for desk in desks:
        services = {each.pk for each in desk.services.all()}
        for service in services:
            shared[service] |= services
    return dict(shared)


def _before(
    people: list[Waiting], minutes: Mapping[int, float], shared: Mapping[int, set[int]]
) -> dict[int, int]:
    """How many are called before each; who has no desk counts those of the own line."""
    called: dict[int, int] = defaultdict(int)
    before: dict[int, int] = {}
    never = float("inf")
    for one in sorted(people, key=lambda each: (minutes.get(each.key, never), each.place)):
        rows = shared.get(one.service, {one.service})
        before[one.key] = sum(called[service] for service in rows)
        called[one.service] += 1
    return before


def minutes_of(office: Office, *, at: datetime) -> dict[int, float]:
    """Mean minutes of a visit by service: belief, last weeks and today together."""
    day = localtime(at).date()
    today: dict[int, list[float]] = defaultdict(list)
    steps = TicketStep.objects.filter(
        ticket__office=office, ticket__day=day, deed__in=SERVED, served__isnull=False
    )
    for service, seconds in steps.values_list("service_id", "served"):
        today[service].append((seconds or 0) / 60)
    past = _past_of(office, at=at)
    return {
        service: service_minutes(
            typical, past=past.get(service, (0, 0.0)), today=today.get(service, ())
        )
        for service, typical in Service.objects.values_list("pk", "typical_minutes")
    }


def _past_of(office: Office, *, at: datetime) -> dict[int, tuple[int, float]]:
    """Number and mean minutes of visits of the last weeks, by service; asked for rarely."""
    kept = _past.get(office.pk)
    if kept and 0 <= (at - kept[0]).total_seconds() < DAY_FRESH:
        return kept[1]
    day = localtime(at).date()
    rows = (
        TicketStep.objects.filter(
            ticket__office=office,
            ticket__day__lt=day,
            ticket__day__gte=day - PAST,
            deed__in=SERVED,
            served__isnull=False,
        )
        .values("service")
        .annotate(n=Count("pk"), mean=Avg("served"))
        .order_by("service")
    )
    found = {row["service"]: (row["n"], float(row["mean"]) / 60) for row in rows}
    with _lock:
        _past[office.pk] = (at, found)
    return found


def _open(desks: list[Desk], minutes: Mapping[int, float], *, at: datetime) -> list[OpenDesk]:
    """The open desks with the minutes until each is free."""
    now = {
        row["desk_id"]: row
        for row in Ticket.objects.filter(
            desk__in=[desk.pk for desk in desks], state__in=AT_A_DESK
        ).values("desk_id", "line_id", "called_at", "began_at")
    }
    found = []
    for desk in desks:
        busy = 0.0
        if row := now.get(desk.pk):
            since = row["began_at"] or row["called_at"] or at
            passed = (at - since).total_seconds() / 60
            usual = minutes.get(row["line_id"], 0.0)
            # Whoever is here longer than usual will stay a while yet.
            busy = max(usual - passed, usual / 3)
        found.append(OpenDesk(frozenset(each.pk for each in desk.services.all()), busy, desk.ahead))
    return found
