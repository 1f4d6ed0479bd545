"""What people have been found and what they plan: in words, and on paper."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings

from caunoi.counter.choices import TicketClass
from caunoi.counter.models import Session, Ticket
from caunoi.counter.queries import PlanPage
from caunoi.people.models import Person
from caunoi.placement.queries.groups import FirstWays, NearJob, NearStudy
from caunoi.placement.queries.offers import OtherWay
from caunoi.placement.queries.words import lower_first
from caunoi_kit.office import pdf, qr
from caunoi_kit.ui import formats

OTHER_WAYS: Final = {
    "WIDER": "Đi làm xa hơn, đến {} km",
    "BOARDING": "Ở lại chỗ ở của nơi làm",
    "TRAINING": "Học thêm một khoá nghề",
}
OTHERS_PRINTED: Final = 2


def job_words(job: NearJob) -> str:
    """Where, how far and for how much: "Công ty Mẫu, cách nhà 3 km, 8-11 triệu"."""
    vacancy = job.vacancy
    low, high = job.wage or (None, None)
    where = formats.distance(job.kilometres)
    if vacancy.roughly_placed and vacancy.place is not None:
        where = vacancy.place.name
    return ", ".join((vacancy.employer.name, where, formats.wage_short(low, high)))


def study_words(study: NearStudy) -> str:
    """Which school, from when, and the work it leads to."""
    intake, job = study.intake, study.job
    return (
        f"{intake.programme.institution.name}, khai giảng {formats.day(intake.starts_on)}; "
        f"rồi làm {lower_first(job.vacancy.title)} ở {job.vacancy.employer.name}"
    )


def way_words(way: OtherWay) -> str:
    """What to change, and what that adds."""
    title = OTHER_WAYS[way.kind].format(way.kilometres)
    return f"{title}: thêm {formats.number(way.positions)} chỗ làm"


def session_paper(session: Session, ways: Sequence[FirstWays], *, on: date) -> bytes:
    """A page for everybody of a session, with the heads of their three lists."""
    data = {
        "title": f"Ba hướng cho từng người: {session.name}",
        "unit": settings.CAUNOI_UNIT_NAME,
        "place_day": formats.official_day(session.held_on),
        "session": session.name,
        "day": formats.day(on),
        "help_line": settings.CAUNOI_HELP_LINE,
        "people": [_sheet(each) for each in ways],
    }
    return pdf.render("counter/session.typ", data, dated=on)


def ticket_paper(ticket: Ticket, *, address: str, at: datetime) -> bytes:
    """A number on a strip of 80 mm, with the code of its page. No name stands on it."""
    data = {
        "title": f"Số {ticket.name}",
        "office": ticket.office.name,
        "number": ticket.name,
        "service": ticket.line.name,
        "rank": ticket.get_rank_display() if ticket.rank != TicketClass.ORDINARY else "",
        "taken": formats.moment(ticket.taken_at),
        "printed": formats.moment(at),
        "qr": qr.svg(address, label=""),
    }
    return pdf.render("counter/ticket.typ", data)


def plan_paper(page: PlanPage, *, on: date) -> bytes:
    """The plan of action on A4, for both to sign."""
    plan = page.plan
    if plan is None:
        raise ValueError("there is no plan to print")
    data = {
        "title": "Kế hoạch tìm việc",
        "unit": settings.CAUNOI_UNIT_NAME,
        "place_day": formats.official_day(on),
        "facts": _facts(page.person),
        "rows": [
            (
                str(number),
                step.what,
                formats.day(step.due_on),
                formats.day(step.done_at) if step.done_at else "",
            )
            for number, step in enumerate(page.steps, start=1)
        ],
        "agreed": formats.day(plan.agreed_at) if plan.agreed_at else "",
        "person": page.person.full_name,
        "made_by": plan.made_by.full_name,
    }
    return pdf.render("counter/plan.typ", data, dated=on)


def _sheet(ways: FirstWays) -> dict[str, Any]:
    return {
        "facts": _facts(ways.person),
        "reason": ways.reason,
        "jobs": [(job.vacancy.title, job_words(job)) for job in ways.jobs],
        "studies": [(each.intake.programme.name, study_words(each)) for each in ways.studies],
        "others": [way_words(way) for way in ways.others[:OTHERS_PRINTED]],
    }


def _facts(person: Person) -> list[tuple[str, str]]:
    facts = [("Họ và tên", person.full_name)]
    if person.birth_date:
        facts.append(("Ngày sinh", formats.day(person.birth_date)))
    if person.place is not None:
        facts.append(("Nơi ở", person.place.name))
    return facts
