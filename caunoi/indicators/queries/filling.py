"""Which units somebody fills in forms for, and who answers for a unit."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from caunoi.accounts.choices import FRONT_OFFICE, Role
from caunoi.accounts.models import User
from caunoi.indicators.choices.figures import UnitKind
from caunoi.indicators.models import ReportingForm, ReportingUnit
from caunoi.places.models import Place
from caunoi.training.models import Member
from caunoi.training.queries.school import schools_of

__all__ = ["officers_of", "units_filled_by", "units_noted_by", "units_reporting"]


def units_filled_by(user: User, *, province: Place | None, on: date) -> QuerySet[ReportingUnit]:
    """The units an officer answers for on a day; of staff also the whole province."""
    standing = ReportingUnit.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on
    ).select_related("place", "institution", "org_unit")
    office = user.org_unit
    if user.role == Role.COMMUNE:
        place = office.place_id if office is not None else None
        which = Q(kind=UnitKind.COMMUNE, place=place) if place is not None else Q(pk=None)
    elif user.role == Role.SCHOOL:
        which = Q(kind=UnitKind.SCHOOL, institution__in=schools_of(user).values("id"))
    else:
        which = Q(kind=UnitKind.PROVINCE, place=province)
        if office is not None:
            offices = [key for key in (office.pk, office.parent_id) if key is not None]
            which |= Q(kind=UnitKind.OFFICE, org_unit__in=offices)
    return standing.filter(which).order_by("kind", "code")


def units_noted_by(user: User, *, on: date) -> QuerySet[ReportingUnit]:
    """The units an officer notes happenings for: their own, of the front office all of today."""
    if user.role not in FRONT_OFFICE:
        return units_filled_by(user, province=None, on=on)
    standing = ReportingUnit.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on
    )
    return standing.select_related("place").order_by("name", "code")


def units_reporting(*, on: date) -> QuerySet[ReportingUnit]:
    """Units in force that owe a form, by name."""
    standing = ReportingUnit.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on
    )
    kinds = ReportingForm.objects.order_by().values("unit_kind")
    return standing.filter(kind__in=kinds).order_by("name", "code")


def officers_of(units: Sequence[ReportingUnit]) -> dict[int, list[User]]:
    """Who answers for each unit, by its key; three questions however many units."""
    places = {unit.place_id: unit.pk for unit in units if unit.kind == UnitKind.COMMUNE}
    offices = {unit.org_unit_id: unit.pk for unit in units if unit.org_unit_id is not None}
    schools = {unit.institution_id: unit.pk for unit in units if unit.institution_id is not None}
    found: dict[int, list[User]] = {}
    communes = User.objects.filter(
        role=Role.COMMUNE, is_active=True, org_unit__place__in=list(places)
    ).select_related("org_unit")
    for user in communes.order_by("id"):
        if user.org_unit is not None and user.org_unit.place_id is not None:
            found.setdefault(places[user.org_unit.place_id], []).append(user)
    staff = User.objects.filter(role=Role.HEAD, is_active=True, org_unit__in=list(offices))
    for user in staff.order_by("id"):
        if user.org_unit_id is not None:
            found.setdefault(offices[user.org_unit_id], []).append(user)
    members = Member.objects.filter(
        institution__in=list(schools), until__isnull=True, user__is_active=True
    ).select_related("user")
    for member in members.order_by("id"):
        found.setdefault(schools[member.institution_id], []).append(member.user)
    return found
