"""The applications of one vacancy as its firm works through them (quy trình tuyển)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Count
from django.utils import timezone
from django.utils.crypto import salted_hmac

from caunoi.people.models import Person
from caunoi.placement.choices import OPEN_APPLICATIONS, ApplicationState
from caunoi.placement.models import Application, Invitation
from caunoi.placement.queries.candidates import Candidate, ranked_candidates
from caunoi.placement.queries.exposure import Exposure, exposure_of
from caunoi.placement.queries.invitations import invitations_of, invited_people
from caunoi.vacancies.models import Vacancy
from caunoi_kit.ui.paging import Page, page_of

BOARD_LIMIT: Final = 200  # open applications on a board; the oldest come first
ENDED_SIZE: Final = 20
ENDED: Final = tuple(state for state in ApplicationState if state not in OPEN_APPLICATIONS)


@dataclass(frozen=True)
class Line:
    """One application on the board. Name and telephone are "" once the firm may not see them."""

    application: Application
    name: str
    phone: str
    area: str
    invitation: Invitation | None = None
    maybe_twice: bool = False  # another open application here has the same telephone


@dataclass(frozen=True)
class Board:
    """The open applications of a vacancy by state, how many there are, and those ended."""

    vacancy: Vacancy
    columns: dict[ApplicationState, tuple[Line, ...]]
    counts: dict[ApplicationState, int]
    hidden: int  # open ones beyond the limit
    ended: tuple[Line, ...]
    page: Page
    exposure: Exposure

    @property
    def people(self) -> list[int]:
        """Whose names stand on the page."""
        shown = [line for column in self.columns.values() for line in column]
        return [line.application.person_id for line in (*shown, *self.ended) if line.name]


def board_of(vacancy: Vacancy, *, on: date, page: str | None, all_of_them: bool) -> Board:
    """The board of a vacancy; `all_of_them` for staff of the centre. Eight queries at most."""
    counted = Application.objects.filter(vacancy=vacancy).values_list("state")
    counts = {
        ApplicationState(state): number
        for state, number in counted.annotate(number=Count("id")).order_by("state")
    }
    rows = list(
        Application.objects.open()
        .filter(vacancy=vacancy)
        .select_related("person__place")
        .order_by("made_at", "id")[:BOARD_LIMIT]
    )
    invitations = _invitations(vacancy, rows)
    phones = Counter(row.person.phone for row in rows if row.person.phone)
    lines = [_line(row, on, all_of_them, invitations.get(row.person_id), phones) for row in rows]
    ended_count = sum(counts.get(state, 0) for state in ENDED)
    asked = page_of(page, count=ended_count, size=ENDED_SIZE)
    ended = (
        Application.objects.filter(vacancy=vacancy, state__in=sorted(ENDED))
        .select_related("person__place")
        .order_by("-state_at", "-id")
    )
    open_count = sum(counts.get(state, 0) for state in OPEN_APPLICATIONS)
    return Board(
        vacancy,
        {
            state: tuple(line for line in lines if line.application.state == state)
            for state in OPEN_APPLICATIONS
        },
        counts,
        open_count - len(rows),
        tuple(_line(row, on, all_of_them, None, phones) for row in ended[asked.part]),
        asked,
        exposure_of(vacancy, on=on),
    )


def may_firm_reach(application: Application, *, on: date) -> bool:
    """Whether the firm may see name and telephone now (Luật 91/2025, Điều 25).

    While the application is open and after a hire: yes. Withdrawn: no, at once. After a refusal
    or without an answer: for the set number of days, or for as long as the person agrees.
    """
    if application.is_open or application.state == ApplicationState.HIRED:
        return True
    if application.state == ApplicationState.WITHDRAWN:
        return False
    last = timezone.localtime(application.state_at).date() + timedelta(
        days=settings.CAUNOI_REFUSED_CONTACT_DAYS
    )
    return application.may_keep or on <= last


def as_line(application: Application, *, on: date, all_of_them: bool) -> Line:
    """One application as the firm, or staff of the centre, may see it."""
    return _line(application, on, all_of_them, None, Counter())


@dataclass(frozen=True)
class Appointment:
    """One line of the schedule; no name before a yes, nor once the firm may not see it."""

    invitation: Invitation
    name: str = ""
    phone: str = ""


def schedule_of(vacancy: Vacancy, *, on: date, all_of_them: bool) -> list[Appointment]:
    """Who is invited, in the order of the times. One query."""
    lines = []
    for one in invitations_of(vacancy):
        sent = one.application
        if sent is not None and (all_of_them or may_firm_reach(sent, on=on)):
            lines.append(Appointment(one, one.person.full_name, one.person.phone))
        else:
            lines.append(Appointment(one))
    return lines


@dataclass(frozen=True)
class InvitePage:
    """Whom a firm may invite now: those who applied, and those it may find."""

    vacancy: Vacancy
    applications: tuple[Line, ...]
    candidates: tuple[Candidate, ...]
    keys: dict[int, str]  # person -> what stands for them on the firm's page
    reason: str = ""  # why nobody was found


def invite_page(vacancy: Vacancy, *, on: date, most: int) -> InvitePage:
    """Whom to invite: applicants without an interview first, then the best of the others."""
    invited = invited_people(vacancy)
    open_ones = list(
        Application.objects.open()
        .filter(vacancy=vacancy)
        .exclude(state=ApplicationState.OFFERED)
        .select_related("person__place")
        .order_by("made_at", "id")[:BOARD_LIMIT]
    )
    applied = {one.person_id for one in open_ones}
    lines = tuple(
        _line(one, on, False, None, Counter()) for one in open_ones if one.person_id not in invited
    )
    found = ranked_candidates(vacancy, on=on)
    chosen = tuple(one for one in found.candidates if one.person_id not in invited | applied)[:most]
    keys = {one.person_id: candidate_key(vacancy, one.person_id) for one in chosen}
    return InvitePage(vacancy, lines[:most], chosen, keys, found.reason)


def candidate_key(vacancy: Vacancy, person_id: int) -> str:
    """What stands for a person nobody may know yet: useless for any other vacancy."""
    made = salted_hmac("placement.candidate", f"{vacancy.pk}.{person_id}", algorithm="sha256")
    return made.hexdigest()[:32]


def people_behind(page: InvitePage, keys: Iterable[str]) -> list[Person]:
    """The people these keys stand for, as far as they stand on the page. One query."""
    wanted = set(keys)
    chosen = [person for person, key in page.keys.items() if key in wanted]
    people = Person.objects.select_related("account").in_bulk(chosen)
    return [people[key] for key in chosen if key in people]


def _invitations(vacancy: Vacancy, rows: list[Application]) -> dict[int, Invitation]:
    """The latest invitation of each of these people for this vacancy."""
    found = (
        Invitation.objects.filter(vacancy=vacancy, person__in=[row.person_id for row in rows])
        .select_related("slot")
        .order_by("id")
    )
    return {one.person_id: one for one in found}


def _line(
    application: Application,
    on: date,
    all_of_them: bool,
    invitation: Invitation | None,
    phones: Counter[str],
) -> Line:
    person = application.person
    area = person.place.name if person.place else ""
    reach = all_of_them or may_firm_reach(application, on=on)
    return Line(
        application,
        person.full_name if reach else "",
        person.phone if reach else "",
        area if reach else "",
        invitation,
        phones[person.phone] > 1,
    )
