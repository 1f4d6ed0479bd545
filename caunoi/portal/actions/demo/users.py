"""The accounts through which a newcomer sees each role."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count

from caunoi.accounts.choices import OrgUnitKind, Role
from caunoi.accounts.models import OrgUnit, User
from caunoi.employers.models import Employer
from caunoi.employers.models import Member as EmployerMember
from caunoi.people.models import Person
from caunoi.portal.actions.demo.errors import CannotMakeDemo
from caunoi.training.models import Institution
from caunoi.training.models import Member as SchoolMember
from caunoi.vacancies.models import Vacancy

# Enough adverts to compare, few enough to read: the demo firm is the one nearest to this.
_ADVERTS_TO_SHOW: Final = 8


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
    DemoUser("tu-van", Role.COUNSELLOR, "Tư vấn viên (xem thử)"),
    DemoUser("giam-doc", Role.DIRECTOR, "Giám đốc trung tâm (xem thử)"),
)


def store_users(
    *,
    employers: Sequence[Employer],
    institutions: Sequence[Institution],
    unit_name: str,
    password: str | None,
    on: date,
) -> None:
    """The five accounts, each tied to what it shows; accounts of an earlier demo are kept.

    They are kept because the journal names them, and the journal is never cut.
    """
    users = {each.username: _user(each, password) for each in DEMO_USERS}
    centre, _ = OrgUnit.objects.get_or_create(
        name=unit_name, parent=None, defaults={"kind": OrgUnitKind.CENTRE}
    )
    User.objects.filter(username__in=("tu-van", "giam-doc")).update(org_unit=centre)
    guide = Person.objects.filter(made=True).order_by("id")[0]
    guide.account = users["nguoi-tim-viec"]
    guide.save(update_fields=["account"])
    EmployerMember.objects.create(
        employer=_firm_to_show(employers), user=users["doanh-nghiep"], since=on
    )
    SchoolMember.objects.create(
        institution=_school_to_show(institutions), user=users["truong"], since=on
    )


def _user(each: DemoUser, password: str | None) -> User:
    user = User.objects.filter(username=each.username).first() or User(username=each.username)
    if user.pk and not user.made:
        raise CannotMakeDemo(
            f"Tên đăng nhập «{each.username}» đang có người dùng thật. "
            "Đổi tên tài khoản đó rồi chạy lại."
        )
    user.full_name, user.role, user.made, user.is_active = each.full_name, each.role, True, True
    user.set_password(password)
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
        employers, key=lambda each: (abs(counts.get(each.pk, 0) - _ADVERTS_TO_SHOW), each.pk)
    )


def _school_to_show(institutions: Sequence[Institution]) -> Institution:
    """The school with the most intakes."""
    return (
        Institution.objects.filter(pk__in=[each.pk for each in institutions])
        .annotate(openings=Count("programmes__intakes"))
        .order_by("-openings", "id")[0]
    )
