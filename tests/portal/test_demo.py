import hashlib
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from stdnum.vn import mst

from caunoi.accounts.choices import Role
from caunoi.accounts.models import User
from caunoi.classifications.choices import Scheme
from caunoi.classifications.models import Certificate, Industry, Occupation, Skill
from caunoi.classifications.queries import reference_rows
from caunoi.employers.models import Employer
from caunoi.employers.models import Member as EmployerMember
from caunoi.people.choices import Purpose
from caunoi.people.models import Consent, JobWish, LabourProfile, Person, PersonSkill
from caunoi.placement.choices import Channel
from caunoi.placement.models import ToldProposal
from caunoi.places.choices import NEW_ERA_FROM, Level
from caunoi.places.models import Place
from caunoi.portal.actions.demo import DEMO_USERS, CannotMakeDemo, clear_demo, make_demo
from caunoi.portal.imports import read_demo_files
from caunoi.portal.queries.index import search_index
from caunoi.training.models import Institution, Intake, Programme
from caunoi.training.models import Member as SchoolMember
from caunoi.vacancies.models import SkillDemand, Vacancy
from caunoi_engine.province import TINY
from caunoi_kit.journal.models import Entry
from tests.accounts.factories import UserFactory
from tests.people.factories import PersonFactory
from tests.places.factories import ProvinceFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 24)
PASSWORD = "mot-mat-khau"
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
MODELS = (Person, LabourProfile, JobWish, Employer, Vacancy, Institution, Programme, Intake)


@pytest.fixture(scope="module")
def files():
    return read_demo_files(settings.REFERENCE)


@pytest.fixture
def ground():
    """The communes of one province and the code lists, as the loaders leave them."""
    province = ProvinceFactory()
    Place.objects.bulk_create(
        Place(
            level=Level.COMMUNE,
            code=row["code"],
            name=row["name"],
            kind=row["kind"],
            parent=province,
            valid_from=NEW_ERA_FROM,
            lat=row["lat"] or None,
            lon=row["lon"] or None,
            area_km2=row["area_km2"] or None,
            population=row["population"] or None,
        )
        for row in reference_rows("communes_after.csv")
        if row["province_code"] == "33"
    )
    Occupation.objects.bulk_create(
        Occupation(scheme=Scheme.ISCO08, code=row["code"], level=4, name=row["name_vi"])
        for row in reference_rows("occupations.csv")
        if (row["scheme"], row["level"]) == ("ISCO08", "4")
    )
    Industry.objects.bulk_create(
        Industry(scheme=Scheme.VSIC2025, code=row["code"], level=4, name=row["name_vi"])
        for row in reference_rows("industries.csv")
        if (row["scheme"], row["level"]) == ("VSIC2025", "4")
    )
    for model, file in ((Skill, "skills.csv"), (Certificate, "certificates.csv")):
        model.objects.bulk_create(
            model(code=row["code"], name=row["name"]) for row in reference_rows(file)
        )


@pytest.fixture
def make(files, ground):
    """Make a tiny province; what a test cares about is said by name."""

    def _make(*, seed: int = 1, password: str | None = PASSWORD):
        return make_demo(
            files=files,
            scale="tiny",
            seed=seed,
            province="33",
            unit_name="Trung tâm mẫu",
            password=password,
            on=DAY,
            at=NOW,
        )

    return _make


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


def test_a_demo_has_exactly_the_counts_of_its_scale(make):
    make()
    assert Person.objects.count() == LabourProfile.objects.count() == TINY.workers
    assert Employer.objects.count() == TINY.firms
    assert Vacancy.objects.open_on(DAY).count() == TINY.vacancies
    assert sum(each.free for each in Vacancy.objects.open_on(DAY)) == TINY.positions
    assert Intake.objects.open_on(DAY).count() == TINY.intakes
    assert sum(each.free for each in Intake.objects.all()) == TINY.seats


def test_everything_is_marked_as_made_and_bears_no_number_of_a_person(make):
    make()
    for model in (Person, Employer, Vacancy, Institution, Programme, Intake, User):
        assert not model.objects.exclude(made=True).exists()
    assert not Person.objects.exclude(phone__startswith="0200", email="").exists()
    assert not Employer.objects.exclude(phone__startswith="0200", email="").exists()
    numbers = Person.objects.exclude(identity_digest=None).values_list("identity_number", flat=True)
    assert {number[:3] for number in numbers} == {"000"}  # a province there is not
    for code in Employer.objects.exclude(tax_code=None).values_list("tax_code", flat=True):
        assert not mst.is_valid(code)


def test_every_code_is_one_that_the_registers_know(make):
    make()
    for model in MODELS:
        for record in model.objects.all():
            record.clean_fields()


def test_the_same_seed_fills_the_database_the_same_way(make):
    make(seed=4)
    first = digest()
    clear_demo(at=NOW)
    make(seed=4)
    assert digest() == first
    clear_demo(at=NOW)
    make(seed=5)
    assert digest() != first


def test_everybody_lets_the_centre_help_and_most_let_firms_find_them(make):
    make()
    centre = Consent.objects.filter(purpose=Purpose.CENTRE, withdrawn_at=None).count()
    firms = Consent.objects.filter(purpose=Purpose.EMPLOYERS, withdrawn_at=None).count()
    assert centre == TINY.workers
    assert 0.6 * TINY.workers < firms < TINY.workers


def test_the_job_seeker_of_the_demo_has_work_at_once_and_a_course_that_opens_more(make):
    make()
    profile = LabourProfile.objects.get(person__account__username="nguoi-tim-viec")
    first, second = profile.wishes.order_by("rank")
    assert profile.will_train
    assert not profile.certificates.exists()
    assert profile.occupation == second.occupation
    courses = Programme.certificates.through.objects.filter(
        programme__occupation=first.occupation, programme__intakes__starts_on__gt=DAY
    )
    assert courses.exists()


def test_firm_and_school_of_the_demo_have_something_to_show(make):
    make()
    member = EmployerMember.objects.get(user__username="doanh-nghiep")
    assert Vacancy.objects.filter(employer=member.employer).count() >= 2
    school = SchoolMember.objects.get(user__username="truong").institution
    assert Intake.objects.filter(programme__institution=school).exists()


def test_there_is_one_account_for_each_role_shown(make):
    make()
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


def test_without_a_password_nobody_signs_in_by_one(make):
    make(password=None)
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_a_database_with_a_real_person_is_refused_and_left_as_it_was(make):
    person = PersonFactory()
    with pytest.raises(CannotMakeDemo, match="1 người thật"):
        make()
    with pytest.raises(CannotMakeDemo, match="1 người thật"):
        clear_demo(at=NOW)
    assert list(Person.objects.all()) == [person]
    assert not Vacancy.objects.exists()


def test_a_second_demo_is_refused_until_the_first_is_taken_out(make):
    make()
    with pytest.raises(CannotMakeDemo, match="--reset"):
        make()
    assert clear_demo(at=NOW) == TINY.workers
    make()


def test_taking_out_leaves_the_accounts_and_nothing_else_made(make):
    make()
    ToldProposal.objects.create(
        person=Person.objects.first(), vacancy=Vacancy.objects.first(), channel=Channel.PHONE,
        told_at=NOW, told_by=User.objects.first(),
    )  # fmt: skip
    clear_demo(at=NOW)
    for model in (*MODELS, ToldProposal):
        assert not model.objects.exists()
    accounts = User.objects.filter(is_active=True).values_list("username", flat=True)
    assert set(accounts) == {each.username for each in DEMO_USERS}


def test_an_account_of_somebody_real_is_never_taken_over(make):
    real = UserFactory(username="tu-van")
    with pytest.raises(CannotMakeDemo, match="tu-van"):
        make()
    real.refresh_from_db()
    assert not real.made


def test_making_and_taking_out_stand_in_the_journal(make):
    make(seed=9)
    clear_demo(at=NOW)
    made, cleared = Entry.objects.filter(event__startswith="portal.demo").order_by("number")
    assert made.detail == {"scale": "tiny", "seed": 9}
    assert cleared.detail == {"people": TINY.workers}


def test_a_province_that_is_not_loaded_is_refused(files):
    with pytest.raises(CannotMakeDemo, match="load-places"):
        make_demo(
            files=files,
            scale="tiny",
            seed=1,
            province="33",
            unit_name="Trung tâm mẫu",
            password=None,
            on=DAY,
            at=NOW,
        )


def test_the_command_refuses_makes_and_makes_anew(settings, tmp_path):
    settings.CAUNOI_DEMO, settings.HOME = True, tmp_path
    somebody = PersonFactory()
    with pytest.raises(CommandError, match="người thật"):
        call_command("demo", scale="tiny", stdout=StringIO())

    somebody.delete()
    assert "  nguoi-tim-viec" in said_by_the_command()
    assert User.objects.get(username="nguoi-tim-viec").has_usable_password()
    assert search_index().count() == TINY.vacancies + TINY.intakes

    settings.CAUNOI_DEMO = False
    said = said_by_the_command("--reset", seed=2)
    assert "Đã xoá dữ liệu xem thử cũ (60 người)." in said
    assert Person.objects.count() == TINY.workers
    # Outside a demo site nobody is told a password, and there is none.
    assert "  nguoi-tim-viec" not in said
    assert not User.objects.get(username="nguoi-tim-viec").has_usable_password()


def said_by_the_command(*options, **others):
    out = StringIO()
    call_command("demo", *options, scale="tiny", stdout=out, **others)
    return out.getvalue()
