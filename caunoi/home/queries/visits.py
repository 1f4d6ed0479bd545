"""Why somebody is here today: the ticket they took, and the acts noted meanwhile."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from caunoi.accounts.models import User
from caunoi.counter.models import Act, Ticket, Visit
from caunoi.counter.models.tickets import AT_A_DESK
from caunoi.counter.queries.timeline import acts_of_today, ticket_of_today
from caunoi.people.models import Person

BENEFIT_WORDS = ("thất nghiệp", "bhtn", "trợ cấp", "thông báo việc làm", "tìm việc hằng tháng")


@dataclass(frozen=True)
class Today:
    """The ticket of today, if there is one, with what was noted for the person today."""

    ticket: Ticket | None
    acts: tuple[Act, ...]

    @property
    def for_benefit(self) -> bool:
        """Whether the ticket is for unemployment insurance, as the service is called here."""
        if self.ticket is None:
            return False
        name = self.ticket.service.name.lower()
        return any(word in name for word in BENEFIT_WORDS)

    @property
    def waited_minutes(self) -> int | None:
        """From taking the ticket to being called."""
        if self.ticket is None or self.ticket.called_at is None:
            return None
        return max(0, int((self.ticket.called_at - self.ticket.taken_at).total_seconds() // 60))


def today_of(person: Person, *, ticket: str, on: date) -> Today:
    """The ticket of an address, or the one somebody holds today; and the acts of the day."""
    found = ticket_of_today(person, ticket=_uuid(ticket), on=on)
    return Today(found, tuple(acts_of_today(person, on=on)))


def why_of(person: Person, *, ticket: str, by: User, on: date) -> str:
    """The reason a ticket gives for opening the record: they stand at this officer's desk.

    "" for a ticket of somebody else or of nobody known, of another day or desk: then one is asked.
    """
    key = _uuid(ticket)
    found = ticket_of_today(person, ticket=key, on=on) if key is not None else None
    if found is None or found.state not in AT_A_DESK or found.visit.person_id != person.pk:
        return ""
    if found.desk is None or found.desk.sitting_id != by.pk:
        return ""
    return f"Phục vụ tại quầy, số {found.name}"


def visit_for(person: Person, *, ticket: str, on: date) -> Visit | None:
    """The visit under which an act for this person is noted: that of their ticket."""
    key = _uuid(ticket)
    found = ticket_of_today(person, ticket=key, on=on) if key is not None else None
    return found.visit if found is not None else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
