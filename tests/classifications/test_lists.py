"""What the shipped code lists promise, and what can be asked of them."""

from collections import Counter

import pytest
from django.conf import settings

from caunoi.classifications import choices, queries
from caunoi.classifications.actions import Loaded, load_classifications
from caunoi.classifications.choices import (
    QUALIFICATION_RANKS,
    ExperienceBand,
    Qualification,
    Scheme,
    SkillKind,
)
from caunoi.classifications.imports import reference_lists
from caunoi.classifications.models import (
    Certificate,
    FormCode,
    Industry,
    Occupation,
    OccupationLink,
    OccupationSkill,
    Skill,
)

ISCO_UNITS = 436
# Which of our choices the lines of a field lead to.
CHOICES_OF_FIELD = {
    "GENERAL_EDUCATION": choices.GeneralEducation,
    "QUALIFICATION": choices.Qualification,
    "SEX": choices.Sex,
    "ACTIVITY": choices.ActivityStatus,
    "INACTIVE_REASON": choices.InactiveReason,
    "JOB_STATUS": choices.JobStatus,
    "UNEMPLOYED_FOR": choices.UnemployedFor,
    "UNEMPLOYED_REASON": choices.UnemployedReason,
    "PRIORITY": choices.PriorityGroup,
    "CONTRACT": choices.ContractKind,
    "EXPERIENCE": choices.ExperienceBand,
    "JOB_RANK": choices.JobRank,
    "WORK_PURPOSE": choices.WorkPurpose,
    "SHIFT": choices.Shift,
    "WAGE_KIND": choices.WageKind,
    "WAGE_BAND": choices.WageBand,
    "WORKPLACE": choices.Workplace,
    "LIFT_WEIGHT": choices.LiftWeight,
    "STANDING": choices.Standing,
    "HEARING": choices.Hearing,
    "SIGHT": choices.Sight,
    "HAND_USE": choices.HandUse,
    "TWO_HANDS": choices.TwoHands,
    "PROFICIENCY": choices.Proficiency,
    "FIRM_SIZE": choices.FirmSize,
    "FIRM_KIND": choices.FirmKind,
}
ABILITIES = ["WORKPLACE", "LIFT_WEIGHT", "STANDING", "HEARING", "SIGHT", "HAND_USE", "TWO_HANDS"]


@pytest.fixture(scope="module")
def _lists(django_db_setup, django_db_blocker):
    """The shipped lists, taken out again at the end."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        load_classifications(**reference_lists())
        yield
        transaction.set_rollback(True)


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_lists")]


def unit(code: str) -> Occupation:
    return queries.isco_unit(code)


# --- What is there ---------------------------------------------------------------------------


def test_loading_the_shipped_lists_again_changes_nothing():
    assert load_classifications(**reference_lists()) == Loaded(0, 0)


def test_every_international_unit_group_is_there_with_a_vietnamese_name():
    units = queries.isco_units()
    assert units.count() == ISCO_UNITS
    assert not units.filter(name="").exists()


def test_a_group_lies_under_the_group_its_code_begins_with():
    for group in Occupation.objects.exclude(parent=None).select_related("parent"):
        assert group.code.startswith(group.parent.code), group.code
        assert (group.parent.scheme, group.parent.level) == (group.scheme, group.level - 1)


def test_links_go_from_a_vietnamese_to_an_international_unit():
    ends = OccupationLink.objects.values_list("vsco__scheme", "isco__scheme").distinct()
    assert set(ends) == {(Scheme.VSCO2020, Scheme.ISCO08)}


def test_the_industry_list_of_2007_has_its_five_full_levels():
    levels = Counter(
        Industry.objects.filter(scheme=Scheme.VSIC2007).values_list("level", flat=True)
    )
    assert levels == {1: 21, 2: 88, 3: 242, 4: 437, 5: 640}


def test_the_industry_list_of_2025_has_four_levels_and_22_sections():
    rows = Industry.objects.filter(scheme=Scheme.VSIC2025)
    assert Counter(rows.values_list("level", flat=True)) == {1: 22, 2: 87, 3: 259, 4: 495}
    sections = queries.industry_sections(Scheme.VSIC2025)
    assert "".join(section.code for section in sections) == "ABCDEFGHIJKLMNOPQRSTUV"


def test_an_industry_lies_under_the_one_above_it_in_its_own_edition():
    for row in Industry.objects.exclude(parent=None).select_related("parent"):
        assert (row.parent.scheme, row.parent.level) == (row.scheme, row.level - 1), row.code
        assert row.level == 2 or row.code.startswith(row.parent.code), row.code


def test_every_usual_skill_belongs_to_an_international_unit_group():
    ends = OccupationSkill.objects.values_list("occupation__scheme", "occupation__level").distinct()
    assert set(ends) == {(Scheme.ISCO08, queries.UNIT_LEVEL)}


def test_there_are_eleven_soft_skills_as_on_the_form_and_each_leads_to_a_skill():
    codes = set(queries.form_codes("N352_01", "SOFT_SKILL").values_list("code", flat=True))
    soft = set(Skill.objects.filter(kind=SkillKind.SOFT).values_list("code", flat=True))
    assert codes == soft
    assert len(soft) == 11


def test_the_matching_engine_has_room_for_all_certificates():
    assert 40 <= Certificate.objects.count() <= 64


def test_driving_licences_of_2025_name_the_class_they_replaced():
    names = dict(Certificate.objects.filter(code__startswith="GPLX").values_list("code", "name"))
    assert "trước 2025: FC" in names["GPLX_CE"]
    assert "trước 2025: B1, B2" in names["GPLX_B"]


# --- Forms -----------------------------------------------------------------------------------


def test_every_line_of_a_form_leads_to_a_code_of_its_list():
    for line in FormCode.objects.filter(field__in=CHOICES_OF_FIELD):
        assert line.code in CHOICES_OF_FIELD[line.field].values, str(line)


def test_every_line_of_a_form_names_its_source():
    assert not FormCode.objects.filter(source="").exists()


@pytest.mark.parametrize(
    ("form", "lines"), [("TT01_01", 8), ("N318", 9), ("N352_01", 8), ("N374_33", 6)]
)
def test_each_form_has_its_own_number_of_qualifications_and_none_of_ours_is_lost(form, lines):
    rows = queries.form_codes(form, "QUALIFICATION")
    assert len({row.form_code for row in rows}) == lines
    assert {row.code for row in rows} == set(Qualification.values)


def test_the_seven_abilities_are_asked_alike_of_seeker_and_vacancy():
    for field in ABILITIES:
        seeker, vacancy = (
            [(row.label, row.code) for row in queries.form_codes(form, field)]
            for form in ("N352_01A", "N352_03A")
        )
        assert seeker == vacancy != []
        assert {code for _, code in seeker} == set(CHOICES_OF_FIELD[field].values)


@pytest.mark.parametrize("form", ["TT01_02", "N352_03"])
def test_the_21_sections_of_the_forms_are_sections_of_the_industry_list(form):
    rows = queries.form_codes(form, "INDUSTRY_SECTION")
    sections = queries.industry_sections(Scheme.VSIC2007)
    assert [row.code for row in rows] == [section.code for section in sections]


def test_what_a_form_says_is_read_by_number_or_by_words():
    read = queries.code_from_form
    assert read("TT01_01", "QUALIFICATION", "8") == Qualification.MASTER
    assert read("TT01_01", "QUALIFICATION", " trên  DAI HOC ") == Qualification.MASTER
    assert read("N374_33", "QUALIFICATION", "8đ") == Qualification.COLLEGE
    assert read("N374_33", "QUALIFICATION", "8e") == Qualification.BACHELOR
    assert read("TT01_01", "QUALIFICATION", "Thần đồng") is None
    assert read("TT01_01", "QUALIFICATION", "") is None


def test_a_form_coarser_than_our_list_still_has_a_line_to_tick():
    assert queries.code_on_form("N318", "QUALIFICATION", Qualification.DOCTOR).form_code == "9"
    assert queries.code_on_form("N352_01", "PRIORITY", "NEAR_POOR").form_code == "3"
    assert queries.code_on_form("TT01_01", "PRIORITY", "DISCHARGED_SOLDIER") is None


def test_54_ethnic_groups_are_found_by_name_other_name_or_code():
    groups = queries.form_codes(*queries.ETHNIC_GROUPS)
    assert [group.form_code for group in groups] == [f"{n:02d}" for n in range(1, 55)]
    for group in groups:
        assert queries.ethnic_code(group.label) == queries.ethnic_code(group.code) == group.code


@pytest.mark.parametrize(
    ("written", "code"),
    [("Cao Lan", "15"), ("SÁN CHÍ", "15"), ("mèo", "08"), ("H'Mông", "08"), ("khmer", "05"),
     ("Tày", "02"), ("Kinh", "01"), ("Việt", "01"), ("Người Sao Hỏa", None), ("", None)],
)  # fmt: skip
def test_names_of_ethnic_groups_vary_and_unknown_ones_are_not_guessed(written, code):
    assert queries.ethnic_code(written) == code


# --- Questions -------------------------------------------------------------------------------


def test_the_vietnamese_unit_of_an_international_one_is_the_first_link():
    first = OccupationLink.objects.order_by("position").select_related("isco", "vsco").first()
    assert queries.vsco_of(first.isco) == first.vsco


def test_an_international_unit_without_a_vietnamese_one_gives_none():
    linked = OccupationLink.objects.values("isco")
    lonely = queries.isco_units().exclude(pk__in=linked).first()
    assert lonely is not None
    assert queries.vsco_of(lonely) is None


def test_a_vietnamese_unit_leads_back_to_an_international_one():
    link = OccupationLink.objects.filter(same_code=True).select_related("isco", "vsco").first()
    assert queries.isco_of(link.vsco) == link.isco


def test_the_usual_skills_of_sewing_machine_operators_are_about_sewing():
    skills = [skill.name for skill in queries.skills_of(unit("8153"))]
    assert "May máy vắt sổ" in skills


def test_skills_and_certificates_are_found_without_marks_and_in_any_order_of_words():
    assert "Hàn TIG" in [skill.name for skill in queries.find_skills("tig han")]
    assert [skill.name for skill in queries.find_skills("tieng han", kind=SkillKind.LANGUAGE)] == [
        "Tiếng Hàn"
    ]
    assert [paper.code for paper in queries.find_certificates("xe nang")] == ["LAI_XE_NANG"]


# --- Choices ---------------------------------------------------------------------------------


def test_every_qualification_has_a_rank_and_the_ranks_run_from_0_to_8():
    assert set(QUALIFICATION_RANKS) == set(Qualification)
    assert {each.rank for each in Qualification} == set(range(9))


def test_ranks_never_fall_along_the_list():
    ranks = [each.rank for each in Qualification]
    assert ranks == sorted(ranks)


def test_experience_bands_begin_where_the_one_before_ends():
    floors = [band.min_months for band in ExperienceBand]
    assert floors == sorted(set(floors))


def test_no_list_has_a_code_that_is_too_long_for_a_form_line():
    longest = FormCode._meta.get_field("code").max_length
    for each in CHOICES_OF_FIELD.values():
        assert all(len(code) <= longest for code in each.values), each.__name__


def test_the_reference_folder_holds_every_list():
    missing = [
        name for name in reference_lists() if not (settings.REFERENCE / f"{name}.csv").exists()
    ]
    assert missing == []
