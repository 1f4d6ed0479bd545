"""Questions about applications: places left, what a person sent, what may still be sent."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from caunoi.employers.models import Employer
from caunoi.people.models import Person
from caunoi.placement.choices import OPEN_APPLICATIONS, OPEN_INVITATIONS, ApplicationState
from caunoi.placement.models import Application, ApplicationStep, Invitation
from caunoi.vacancies.choices import VacancyState
from caunoi.vacancies.models import Vacancy


def positions_free(vacancy: Vacancy, *, on: date) -> int:
    """Positions nobody has taken and none is held for: positions − filled − open holds.

    To decide by it, lock the vacancy first.
    """
    held = Application.objects.filter(vacancy=vacancy).holding(on).count()
    return vacancy.positions - vacancy.filled - held


def why_not_apply(vacancy: Vacancy, *, on: date) -> str:
    """Why nobody can apply for a vacancy on that day; "" when they can."""
    if vacancy.state != VacancyState.OPEN:
        return "Tin này đã đóng. Xem các việc cùng nghề ở cuối trang tin."
    if vacancy.closes_on < on:
        return "Tin này đã hết hạn nhận hồ sơ. Xem các việc cùng nghề ở cuối trang tin."
    if vacancy.free <= 0:
        return "Nơi tuyển đã nhận đủ người. Xem các việc cùng nghề ở cuối trang tin."
    if Employer.objects.barred().filter(pk=vacancy.employer_id).exists():
        return "Trung tâm đã ngừng đăng tin của nơi tuyển này. Xem các việc cùng nghề."
    return ""


def standing_application(person: Person, vacancy: Vacancy) -> Application | None:
    """The application of this person for this vacancy that still counts: open, or hired."""
    return (
        Application.objects.filter(
            person=person,
            vacancy=vacancy,
            state__in=[*sorted(OPEN_APPLICATIONS), ApplicationState.HIRED],
        )
        .order_by("-made_at", "-id")
        .first()
    )


def applications_of(person: Person) -> QuerySet[Application]:
    """What somebody applied for, the newest first, with all that the list shows."""
    return (
        Application.objects.filter(person=person)
        .select_related("vacancy__employer", "vacancy__place")
        .order_by("-made_at", "-id")
    )


def find_application(public_id: UUID) -> Application | None:
    """An application with its person, vacancy and employer."""
    found = Application.objects.select_related(
        "person__place", "person__account", "vacancy__employer", "vacancy__place"
    )
    return found.filter(public_id=public_id).first()


def steps_of(application: Application) -> QuerySet[ApplicationStep]:
    """What became of an application, in order."""
    return application.steps.order_by("at", "id")


def open_invitation_of(application: Application) -> Invitation | None:
    """The invitation to an interview this application waits for or will go to."""
    return (
        Invitation.objects.select_related("slot")
        .filter(application=application, state__in=sorted(OPEN_INVITATIONS))
        .order_by("-id")
        .first()
    )


def applications_per_vacancy(keys: Iterable[int]) -> dict[int, int]:
    """How many people applied for each of these vacancies and did not withdraw. One query."""
    counted = (
        Application.objects.filter(vacancy__in=list(keys))
        .exclude(state=ApplicationState.WITHDRAWN)
        .values("vacancy")
        .annotate(number=Count("id"))
        .order_by("vacancy")
    )
    return {row["vacancy"]: row["number"] for row in counted}


def open_applications_per_vacancy(keys: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Of each of these vacancies: open applications, and those among them not yet answered."""
    rows = (
        Application.objects.open()
        .filter(vacancy__in=list(keys))
        .values("vacancy", "state")
        .annotate(number=Count("id"))
        .order_by("vacancy", "state")
    )
    found: dict[int, tuple[int, int]] = {}
    for row in rows:
        every, new = found.get(row["vacancy"], (0, 0))
        is_new = row["state"] == ApplicationState.SENT
        found[row["vacancy"]] = (every + row["number"], new + row["number"] * is_new)
    return found
