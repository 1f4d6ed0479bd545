from datetime import timedelta

from django.utils import timezone

from caunoi.accounts.choices import FRONT_OFFICE, Role
from tests.counter.factories import ActionPlanFactory, AttendeeFactory, SessionFactory, StepFactory
from tests.counter.queue_factories import (
    AppointmentFactory,
    DeskFactory,
    OfficeFactory,
    ServiceFactory,
    SlotFactory,
    SlotPlanFactory,
    TicketFactory,
    VisitFactory,
)
from tests.pages import AWAY, COUNSELLING, EVERYBODY, NO_FORM_NUMBER, Page

ADVISING = COUNSELLING - {Role.DEPARTMENT}
SERVING = frozenset(FRONT_OFFICE)
LEADING = frozenset({Role.HEAD, Role.DIRECTOR, Role.ADMIN})


def of_session(made):
    return {"public_id": made.session.public_id}


def of_person(made):
    return {"person_id": made.person.public_id}


def of_plan(made):
    return {"public_id": made.action_plan.public_id}


def _post(at):
    return Page(ADVISING, at, takes_posts=True, shows=NO_FORM_NUMBER)


def of_office(made):
    return {"public_id": made.desk_office.public_id}


def of_desk(made):
    return {"public_id": made.desk.public_id}


def of_ticket(made):
    return {"public_id": made.ticket.public_id}


def of_kiosk(made):
    return {"kiosk_key": made.desk_office.kiosk_key}


def of_service(made):
    return {"office_id": made.desk_office.public_id, "letter": made.desk_service.letter}


def of_appointment(made):
    return {"public_id": made.appointment.public_id}


def _sent(who, at=lambda made: {}):
    return Page(who, at, takes_posts=True, shows=NO_FORM_NUMBER)


PAGES = {
    "counter:services": Page(),
    "counter:take": Page(EVERYBODY, of_service),
    "counter:ticket": Page(EVERYBODY, of_ticket),
    "counter:ticket_news": Page(EVERYBODY, of_ticket),
    "counter:ticket_paper": Page(EVERYBODY, of_ticket),
    "counter:leave": _sent(EVERYBODY, of_ticket),
    "counter:kiosks": Page(),
    "counter:kiosk": Page(EVERYBODY, of_kiosk),
    "counter:kiosk_ticket": Page(EVERYBODY, lambda made: {**of_kiosk(made), **of_ticket(made)}),
    "counter:boards": Page(shows=AWAY),
    "counter:board": Page(EVERYBODY, of_office),
    "counter:board_news": Page(EVERYBODY, of_office),
    "counter:appointment": Page(EVERYBODY, of_appointment),
    "counter:move_appointment": Page(EVERYBODY, of_appointment),
    "counter:cancel_appointment": _sent(EVERYBODY, of_appointment),
    "counter:arrive": _sent(SERVING, of_appointment),
    "counter:book": Page(SERVING),
    "counter:walk_in": Page(SERVING),
    "counter:desk": Page(SERVING),
    "counter:act": _sent(SERVING),
    "counter:arrange": _sent(SERVING),
    "counter:sit": _sent(SERVING, of_desk),
    "counter:head": Page(LEADING),
    "counter:move_people": _sent(LEADING, of_office),
    "counter:tell_later": _sent(LEADING, of_office),
    "counter:close_day": _sent(LEADING, of_office),
    "counter:desk_services": Page(LEADING, of_desk),
    "counter:close_desk": _sent(LEADING, of_desk),
    "counter:history": Page(LEADING),
    "counter:set_up": Page(LEADING),
    "counter:close_times": Page(LEADING, of_office),
    "counter:plan_times": Page(LEADING, of_office),
    "counter:sessions": Page(ADVISING),
    "counter:open_session": Page(ADVISING),
    "counter:session": Page(ADVISING, of_session),
    "counter:add_people": Page(ADVISING, of_session),
    "counter:print_session": Page(ADVISING, of_session),
    "counter:plan": Page(ADVISING, of_person),
    "counter:print_plan": Page(ADVISING, of_person),
    "counter:note_step": _post(lambda made: {**of_plan(made), "order": made.step.order}),
    "counter:agree_plan": _post(of_plan),
    "counter:end_plan": _post(of_plan),
}


def make(made):
    _make_queue(made)
    made.session = SessionFactory()
    AttendeeFactory(session=made.session, person=made.person)
    made.action_plan = ActionPlanFactory(person=made.person)
    made.step = StepFactory(plan=made.action_plan)


def _make_queue(made):
    """An office of today: a clerk with somebody at the desk, others waiting, an appointment."""
    now = timezone.now()  # noqa: TID251  the pages read the clock too
    today = timezone.localtime(now).date()
    made.desk_service = ServiceFactory()
    made.desk_office = OfficeFactory()
    clerk = made.users[Role.CLERK]
    busy = DeskFactory(
        office=made.desk_office, sitting=clerk, state="OPEN", services=[made.desk_service]
    )
    made.desk = DeskFactory(office=made.desk_office, services=[made.desk_service])
    common = {"service": made.desk_service, "taken_at": now, "queued_at": now}
    at_desk, waiting, held = (
        TicketFactory(
            visit=VisitFactory(office=made.desk_office, day=today, person=made.person),
            **common,
            **more,
        )
        for more in (
            {"state": "CALLED", "desk": busy, "called_at": now, "call": 1},
            {},
            {"state": "HELD", "desk": busy, "called_at": now, "call": 0},
        )
    )
    made.ticket, made.ticket_at_desk, made.ticket_held = waiting, at_desk, held
    made.appointment = AppointmentFactory(
        slot=SlotFactory(
            office=made.desk_office,
            service=made.desk_service,
            begins_at=now + timedelta(days=2),
            ends_at=now + timedelta(days=2, minutes=30),
        )
    )
    SlotPlanFactory(office=made.desk_office, service=made.desk_service)
