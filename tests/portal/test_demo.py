"""What the made province holds; made once for the tests of this file."""

import hashlib

import pytest
from stdnum.vn import mst

from caunoi.accounts.choices import Role
from caunoi.accounts.models import User
from caunoi.employers.models import Employer
from caunoi.employers.models import Member as EmployerMember
from caunoi.people.choices import Purpose
from caunoi.people.models import Consent, JobWish, LabourProfile, Person, PersonSkill
from caunoi.placement.choices import Channel
from caunoi.placement.models import ToldProposal
from caunoi.portal.actions.demo import DEMO_USERS, CannotMakeDemo, clear_demo
from caunoi.training.models import Institution, Intake, Programme
from caunoi.training.models import Member as SchoolMember
from caunoi.vacancies.models import SkillDemand, Vacancy
from caunoi_engine.province import TINY
from caunoi_kit.journal.models import Entry
from tests.portal.tiny_demo import DAY, NOW, make_tiny

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

MODELS = (Person, LabourProfile, JobWish, Employer, Vacancy, Institution, Programme, Intake)


def digest() -> str:
    """One number for all made rows, whatever their primary keys."""
    rows = [
        list(Person.objects.order_by("id").values_list("full_name", "birth_date", "lat", "lon")),
        list(LabourProfile.objects.order_by("id").values_list("qualification", "wage_min")),
        list(PersonSkill.objects.order_by("id").values_list("skill__code")),
        list(Vacancy.objects.order_by("id").values_list("title", "positions", "wage_min")),
        list(SkillDemand.objects.order_by("id").values_list("skill__code", "required")),
        list(Intake.objects.order_by("id").values_list("programme__name", "starts_on", "seats")),
    ]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def test_a_demo_has_exactly_the_counts_of_its_scale():
    assert Person.objects.count() == LabourProfile.objects.count() == TINY.workers
    assert Employer.objects.count() == TINY.firms
    assert Vacancy.objects.open_on(DAY).count() == TINY.vacancies
    assert sum(each.free for each in Vacancy.objects.open_on(DAY)) == TINY.positions
    assert Intake.objects.open_on(DAY).count() == TINY.intakes
    assert sum(each.free for each in Intake.objects.all()) == TINY.seats


def test_everything_is_marked_as_made_and_bears_no_number_of_a_person():
    for model in (Person, Employer, Vacancy, Institution, Programme, Intake, User):
        assert not model.objects.exclude(made=True).exists()
    assert not Person.objects.exclude(phone__startswith="0200", email="").exists()
    assert not Employer.objects.exclude(phone__startswith="0200", email="").exists()
    numbers = Person.objects.exclude(identity_digest=None).values_list("identity_number", flat=True)
    assert {number[:3] for number in numbers} == {"000"}  # a province there is not
    for code in Employer.objects.exclude(tax_code=None).values_list("tax_code", flat=True):
        assert not mst.is_valid(code)


def test_every_code_is_one_that_the_registers_know():
    for model in MODELS:
        for record in model.objects.all():
            record.clean_fields()


def test_the_same_seed_fills_the_database_the_same_way():
    first = digest()
    clear_demo(at=NOW)
    make_tiny()
    assert digest() == first
    clear_demo(at=NOW)
    make_tiny(seed=5)
    assert digest() != first


def test_everybody_lets_the_centre_help_and_most_let_firms_find_them():
    centre = Consent.objects.filter(purpose=Purpose.CENTRE, withdrawn_at=None).count()
    firms = Consent.objects.filter(purpose=Purpose.EMPLOYERS, withdrawn_at=None).count()
    assert centre == TINY.workers
    assert 0.6 * TINY.workers < firms < TINY.workers


def test_the_job_seeker_of_the_demo_has_work_at_once_and_a_course_that_opens_more():
    profile = LabourProfile.objects.get(person__account__username="nguoi-tim-viec")
    first, second = profile.wishes.order_by("rank")
    assert profile.will_train
    assert not profile.certificates.exists()
    assert profile.occupation == second.occupation
    courses = Programme.certificates.through.objects.filter(
        programme__occupation=first.occupation, programme__intakes__starts_on__gt=DAY
    )
    assert courses.exists()


def test_firm_and_school_of_the_demo_have_something_to_show():
    member = EmployerMember.objects.get(user__username="doanh-nghiep")
    assert Vacancy.objects.filter(employer=member.employer).count() >= 2
    school = SchoolMember.objects.get(user__username="truong").institution
    assert Intake.objects.filter(programme__institution=school).exists()


def test_there_is_one_account_for_each_role_shown():
    assert {user.role for user in User.objects.filter(made=True, is_active=True)} == {
        Role.JOB_SEEKER,
        Role.EMPLOYER,
        Role.SCHOOL,
        Role.COMMUNE,
        Role.CLERK,
        Role.COUNSELLOR,
        Role.HEAD,
        Role.DIRECTOR,
    }


def test_a_second_demo_is_refused_until_the_first_is_taken_out():
    with pytest.raises(CannotMakeDemo, match="--reset"):
        make_tiny()
    assert clear_demo(at=NOW) == TINY.workers
    make_tiny()


def test_taking_out_leaves_the_accounts_and_nothing_else_made():
    ToldProposal.objects.create(
        person=Person.objects.first(), vacancy=Vacancy.objects.first(), channel=Channel.PHONE,
        told_at=NOW, told_by=User.objects.first(),
    )  # fmt: skip
    clear_demo(at=NOW)
    for model in (*MODELS, ToldProposal):
        assert not model.objects.exists()
    accounts = User.objects.filter(is_active=True).values_list("username", flat=True)
    assert set(accounts) == {each.username for each in DEMO_USERS}


def test_making_and_taking_out_stand_in_the_journal():
    clear_demo(at=NOW)
    made, cleared = Entry.objects.filter(event__startswith="portal.demo").order_by("number")
    assert made.detail == {"scale": "tiny", "seed": 1}
    assert cleared.detail == {"people": TINY.workers}
