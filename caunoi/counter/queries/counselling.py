"""Questions about group sessions and plans of action."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet

from caunoi.counter.models import ActionPlan, Attendee, Session, Step
from caunoi.people.models import Person
from caunoi.placement.queries.groups import FirstWays, first_ways
from caunoi_kit.ui.paging import Page, page_of

PEOPLE_A_PAGE = 20


@dataclass(frozen=True)
class SessionPage:
    """One session with a page of its people, each with the heads of their three lists."""

    session: Session
    page: Page
    ways: list[FirstWays]

    @property
    def people(self) -> list[int]:
        """Whom the page shows."""
        return [each.person.pk for each in self.ways]


@dataclass(frozen=True)
class PlanPage:
    """Somebody's open plan of action with its steps in order; none when nothing is planned."""

    person: Person
    plan: ActionPlan | None

    @property
    def steps(self) -> list[Step]:
        return list(self.plan.steps.all()) if self.plan else []


def sessions() -> QuerySet[Session]:
    """Sessions with how many people they have, the latest first. Names nobody."""
    found = Session.objects.select_related("made_by").annotate(people=Count("attendees"))
    return found.order_by("-held_on", "-id")


def find_session(public_id: UUID) -> Session | None:
    """The session of an address."""
    return Session.objects.select_related("made_by").filter(public_id=public_id).first()


def session_page(session: Session, *, page: str | None, on: date) -> SessionPage:
    """One page of the people of a session."""
    attending = _attending(session)
    shown = page_of(page, count=attending.count(), size=PEOPLE_A_PAGE)
    return SessionPage(session, shown, first_ways(_people(attending[shown.part]), on=on))


def whole_session(session: Session, *, on: date) -> list[FirstWays]:
    """All people of a session, for the papers."""
    return first_ways(_people(_attending(session)), on=on)


def find_person(public_id: UUID) -> Person | None:
    """The person of an address."""
    return Person.objects.select_related("place").filter(public_id=public_id).first()


def find_plan(public_id: UUID) -> ActionPlan | None:
    """The plan of an address, ended or not."""
    found = ActionPlan.objects.select_related("person__place", "made_by")
    return _with_steps(found).filter(public_id=public_id).first()


def plan_page(person: Person) -> PlanPage:
    """The open plan of somebody."""
    found = ActionPlan.objects.select_related("made_by").filter(person=person)
    return PlanPage(person, _with_steps(found).filter(ended_at__isnull=True).first())


def _attending(session: Session) -> QuerySet[Attendee]:
    found = session.attendees.select_related("person__place")
    return found.order_by("order")


def _people(attending: QuerySet[Attendee]) -> list[Person]:
    return [each.person for each in attending]


def _with_steps(plans: QuerySet[ActionPlan]) -> QuerySet[ActionPlan]:
    return plans.prefetch_related(Prefetch("steps", Step.objects.order_by("order")))
