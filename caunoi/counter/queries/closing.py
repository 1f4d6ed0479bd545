"""The sums of one day."""

from datetime import date

from django.db.models import Count

from caunoi.counter.models import Office, Ticket


def day_sums(office: Office, *, day: date) -> dict[str, int]:
    """How many numbers were given that day, and what became of them."""
    found = Ticket.objects.filter(office=office, day=day).values("state").annotate(n=Count("pk"))
    by_state = {row["state"].lower(): row["n"] for row in found.order_by("state")}
    return {"tickets": sum(by_state.values()), **by_state}
