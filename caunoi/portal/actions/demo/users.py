"""The accounts through which a newcomer sees each role."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.contrib.auth.hashers import make_password
from django.db.models import Count

from caunoi.accounts.choices import OrgUnitKind, Role
from caunoi.accounts.models import OrgUnit, User
from caunoi.classifications.choices import Sex
from caunoi.employers.models import Employer
from caunoi.employers.models import Member as EmployerMember
from caunoi.people.models import Person
from caunoi.people.queries import identity_digest
from caunoi.portal.actions.demo.errors import CannotMakeDemo
from caunoi.portal.actions.demo.numbers import made_identity_number
from caunoi.training.models import Institution
from caunoi.training.models import Member as SchoolMember
from caunoi.vacancies.models import Vacancy

# Enough adverts to compare, few enough to read: the demo firm is the one nearest to this.
_ADVERTS_TO_SHOW: Final = 8
BORN: Final = 1990  # of somebody whose birth date is not known


@dataclass(frozen=True, slots=True)
class DemoUser:
    """An account of a demo site."""

    username: str
    role: Role
    full_name: str


DEMO_USERS: Final = (
    DemoUser("nguoi-tim-viec", Role.JOB_SEEKER, "Người tìm việc (xem thử)"),
    DemoUser("doanh-nghiep", Role.EMPLOYER, "Doanh nghiệp (xem thử)"),
    DemoUser("truong", Role.SCHOOL, "Cơ sở đào tạo (xem thử)"),
    DemoUser("can-bo-xa", Role.COMMUNE, "Cán bộ xã (xem thử)"),
    DemoUser("can-bo-quay", Role.CLERK, "Cán bộ quầy (xem thử)"),
    DemoUser("tu-van", Role.COUNSELLOR, "Tư vấn viên (xem thử)"),
    DemoUser("truong-phong", Role.HEAD, "Trưởng phòng (xem thử)"),
    DemoUser("giam-doc", Role.DIRECTOR, "Giám đốc trung tâm (xem thử)"),
)

AT_THE_CENTRE: Final = ("can-bo-quay", "tu-van", "truong-phong", "giam-doc")


def store_users(
    *,
    employers: Sequence[Employer],
    institutions: Sequence[Institution],
    unit_name: str,
    password: str | None,
    on: date,
) -> tuple[dict[str, User], Person, Employer, Institution]:
    """The accounts, each tied to what it shows; accounts of an earlier demo are kept.

    They are kept because the journal names them, and the journal is never cut. Returns them with
    the person, the firm and the school that the visitor is.
    """
    hashed = make_password(password)  # slow by design, and the same for all of them
    users = {each.username: _user(each, hashed) for each in DEMO_USERS}
    centre, _ = OrgUnit.objects.get_or_create(
        name=unit_name, parent=None, defaults={"kind": OrgUnitKind.CENTRE}
    )
    User.objects.filter(username__in=AT_THE_CENTRE).update(org_unit=centre)
    guide = _guide(users["nguoi-tim-viec"])
    _put_in_commune(users["can-bo-xa"], guide)
    firm, school = _firm_to_show(employers), _school_to_show(institutions)
    EmployerMember.objects.create(employer=firm, user=users["doanh-nghiep"], lead=True, since=on)
    SchoolMember.objects.create(institution=school, user=users["truong"], since=on)
    for username, phone in (
        ("nguoi-tim-viec", guide.phone), ("doanh-nghiep", firm.phone), ("truong", school.phone)
    ):  # fmt: skip
        users[username].phone = phone
        users[username].save(update_fields=["phone"])
    return users, guide, firm, school


def _put_in_commune(user: User, guide: Person) -> None:
    """The officer works for the commune of the job seeker whom the visitor is."""
    if guide.place is None:
        return
    unit, _ = OrgUnit.objects.get_or_create(
        name=f"Uỷ ban nhân dân {guide.place.name} (xem thử)",
        parent=None,
        defaults={"kind": OrgUnitKind.COMMUNE, "place": guide.place},
    )
    user.org_unit = unit
    user.save(update_fields=["org_unit"])


def _guide(user: User) -> Person:
    """The person the visitor is as a job seeker, with an identity number of nobody."""
    guide = Person.objects.filter(made=True).select_related("profile", "place").order_by("id")[0]
    born = guide.birth_date.year if guide.birth_date else BORN
    number = made_identity_number(1, born=born, male=guide.sex == Sex.MALE)
    guide.account = user
    guide.identity_number, guide.identity_digest = number, identity_digest(number)
    guide.save(update_fields=["account", "identity_number", "identity_digest"])
    return guide


def _user(each: DemoUser, hashed: str) -> User:
    user = User.objects.filter(username=each.username).first() or User(username=each.username)
    if user.pk and not user.made:
        raise CannotMakeDemo(
            f"Tên đăng nhập «{each.username}» đang có người dùng thật. "
            "Đổi tên tài khoản đó rồi chạy lại."
        )
    user.full_name, user.role, user.made, user.is_active = each.full_name, each.role, True, True
    user.password = hashed
    user.save()
    return user


def _firm_to_show(employers: Sequence[Employer]) -> Employer:
    counts = dict(
        Vacancy.objects.filter(employer__in=employers)
        .values_list("employer")
        .annotate(adverts=Count("id"))
        .order_by("employer")
    )
    return min(
        employers,
        key=lambda each: (
            each.verified_at is None,
            abs(counts.get(each.pk, 0) - _ADVERTS_TO_SHOW),
            each.pk,
        ),
    )


def _school_to_show(institutions: Sequence[Institution]) -> Institution:
    """The school with the most intakes."""
    return (
        Institution.objects.filter(pk__in=[each.pk for each in institutions])
        .annotate(openings=Count("programmes__intakes"))
        .order_by("-openings", "id")[0]
    )
