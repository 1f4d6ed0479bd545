"""What a school sees of itself: its programmes, classes, and the orders it could answer."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from caunoi.classifications.choices import Scheme
from caunoi.classifications.models import Certificate, Occupation, Skill
from caunoi.employers.models import Employer
from caunoi.training.choices import EnrolmentState, IntakeState, OrderState
from caunoi.training.models import FirmOrder, Institution, Intake, Programme
from caunoi.training.permissions import employers_of, schools_within

PAST: Final = timedelta(days=365)  # classes that began longer ago are not listed
UNIT_GROUP: Final = 4  # level, and number of digits


@dataclass(frozen=True)
class OrderLine:
    """An order of a firm, with the programmes of the asking school that teach the trade."""

    order: FirmOrder
    programmes: tuple[Programme, ...]


def schools_of(user: Any) -> QuerySet[Institution]:
    """The institutions a user may act for, by name."""
    return Institution.objects.filter(schools_within(user)).distinct().order_by("name", "id")


def programmes_of(user: Any) -> QuerySet[Programme]:
    """What these institutions teach."""
    return (
        Programme.objects.filter(institution__in=schools_of(user).values("id"))
        .select_related("institution", "occupation")
        .order_by("institution__name", "name", "id")
    )


def classes_of(user: Any, *, on: date) -> QuerySet[Intake]:
    """Their classes of the last year and the coming ones, the soonest of the coming ones first.

    Each carries `waiting`, the length of its waiting list.
    """
    return (
        Intake.objects.filter(
            programme__institution__in=schools_of(user).values("id"), starts_on__gte=on - PAST
        )
        .select_related("programme__institution", "programme__occupation")
        .annotate(waiting=Count("enrolments", filter=Q(enrolments__state=EnrolmentState.WAITING)))
        .order_by("state", "starts_on", "id")
    )


def coming_classes(programme: Programme, *, on: date) -> QuerySet[Intake]:
    """Classes of a programme one may ask for: full ones too, since they have a waiting list."""
    return (
        Intake.objects.filter(programme=programme, state=IntakeState.OPEN, starts_on__gte=on)
        .select_related("programme__institution__place")
        .annotate(waiting=Count("enrolments", filter=Q(enrolments__state=EnrolmentState.WAITING)))
        .order_by("starts_on", "id")
    )


def open_orders(user: Any, *, on: date) -> list[OrderLine]:
    """Orders no school has answered, the soonest first. Two queries."""
    orders = list(
        FirmOrder.objects.filter(state=OrderState.OPEN, starts_on__gte=on)
        .select_related("employer", "occupation")
        .order_by("starts_on", "id")
    )
    teaching: dict[int, list[Programme]] = {}
    trades = {order.occupation_id for order in orders}
    for programme in programmes_of(user).filter(occupation__in=trades):
        teaching.setdefault(programme.occupation_id, []).append(programme)
    return [OrderLine(order, tuple(teaching.get(order.occupation_id, ()))) for order in orders]


def find_order(public_id: Any) -> FirmOrder | None:
    """An order by its public number."""
    orders = FirmOrder.objects.select_related("employer", "occupation", "intake__programme")
    return orders.filter(public_id=public_id).first()


def orders_of_employers(employers: list[int]) -> QuerySet[FirmOrder]:
    """The orders of some firms, the latest first."""
    return (
        FirmOrder.objects.filter(employer__in=employers)
        .select_related("occupation", "employer", "intake__programme__institution")
        .order_by("-made_on", "-id")
    )


def trades() -> QuerySet[Occupation]:
    """Unit groups of occupations, by name."""
    return Occupation.objects.filter(scheme=Scheme.ISCO08, level=UNIT_GROUP).order_by(
        "name", "code"
    )


def trade_of(code: str) -> Occupation | None:
    """The unit group of a code."""
    return trades().filter(code=code[:UNIT_GROUP]).first()


def employers_to_order_for(user: Any) -> QuerySet[Employer]:
    """The firms a user may order training for, by name."""
    return Employer.objects.filter(pk__in=employers_of(user)).order_by("name", "id")


def employer_with_tax_code(tax_code: str) -> Employer | None:
    """The firm of a tax code."""
    return Employer.objects.select_related("place").filter(tax_code=tax_code.strip()).first()


def certificates() -> QuerySet[Certificate]:
    """All certificates, by name."""
    return Certificate.objects.order_by("name", "id")


def skills() -> QuerySet[Skill]:
    """All skills, by name."""
    return Skill.objects.order_by("name", "id")


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last day of a shorter month.

    >>> months_after(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise ValueError(f"no such month: {year}-{month + 1}")
