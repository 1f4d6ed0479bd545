"""How long people waited and were served, over a time."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Avg, Count, F, Max, Q, QuerySet
from django.db.models.functions import ExtractHour

from caunoi.counter.choices import Deed
from caunoi.counter.models import Office, Ticket, TicketStep


@dataclass(frozen=True)
class Figure:
    """A row of a table: what, how many, mean and longest in minutes."""

    name: str
    count: int
    mean: float
    longest: float


@dataclass(frozen=True)
class History:
    """The figures of an office over a time."""

    waits_by_hour: list[Figure]
    served_by_service: list[Figure]
    served_by_desk: list[Figure]
    tickets: int
    no_shows: int
    no_shows_by_service: list[tuple[str, int, int]]  # name, no-shows, tickets
    by_day: list[tuple[date, int]]


def history(office: Office, *, first: date, last: date) -> History:
    """Waits by hour of the day, minutes by service and desk, who was not there. Six queries."""
    steps = TicketStep.objects.filter(
        ticket__office=office, ticket__day__gte=first, ticket__day__lte=last
    )
    tickets = Ticket.objects.filter(office=office, day__gte=first, day__lte=last)
    served = steps.filter(deed__in=(Deed.FINISHED, Deed.TRANSFERRED), served__isnull=False)
    by_service = list(
        tickets.values("service__name", "service__order")
        .annotate(n=Count("pk"), gone=Count("pk", filter=Q(state="NO_SHOW")))
        .order_by("service__order", "service__name")
    )
    by_day: dict[date, int] = defaultdict(int)
    for row in tickets.values("day").annotate(n=Count("pk")).order_by("day"):
        by_day[row["day"]] = row["n"]
    return History(
        _figures(
            steps.filter(deed=Deed.CALLED, waited__isnull=False)
            .annotate(what=ExtractHour("at"))
            .values("what"),
            "waited",
            lambda hour: f"{hour} giờ",
        ),
        _figures(served.values(what=F("service__name")), "served", str),
        _figures(
            served.filter(desk__isnull=False).values(what=F("desk__number")),
            "served",
            lambda number: f"Quầy {number}",
        ),
        sum(row["n"] for row in by_service),
        sum(row["gone"] for row in by_service),
        [(row["service__name"], row["gone"], row["n"]) for row in by_service],
        sorted(by_day.items()),
    )


def _figures(rows: QuerySet[Any, Any], column: str, words: Callable[[Any], str]) -> list[Figure]:
    found = rows.annotate(n=Count("pk"), mean=Avg(column), most=Max(column)).order_by("what")
    return [
        Figure(words(row["what"]), row["n"], float(row["mean"]) / 60, row["most"] / 60)
        for row in found
    ]
