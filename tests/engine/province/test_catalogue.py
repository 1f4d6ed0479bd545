"""The shipped lists a province is made from."""

from caunoi_engine.province.catalogue import LEAST_POPULATION, MOST_POPULATION, RANKS
from tests.engine.province.conftest import rows


def test_there_are_at_least_120_different_titles(catalogue):
    titles = [each.title for each in catalogue.titles]
    assert len(titles) == len(set(titles)) >= 120


def test_titles_and_courses_use_only_codes_of_the_code_lists(catalogue):
    units = {row["code"] for row in rows("occupations.csv") if row["scheme"] == "ISCO08"}
    skills = {row["code"] for row in rows("skills.csv")}
    certificates = {row["code"] for row in rows("certificates.csv")}
    for each in catalogue.titles:
        assert each.occupation in units
        assert skills.issuperset((*each.skills_required, *each.skills_preferred)), each.title
        assert certificates.issuperset(each.certificates), each.title
        assert each.family in catalogue.families
        assert each.qualification in RANKS
        assert 0 < each.wage_low < each.wage_high
    for course in catalogue.syllabuses:
        assert course.occupation in units
        assert skills.issuperset(course.skills), course.name
        assert certificates.issuperset(course.certificates), course.name


def test_industries_of_firms_are_in_the_list_of_2025(catalogue):
    known = {row["code"] for row in rows("industries.csv") if row["scheme"] == "VSIC2025"}
    assert {each.industry for each in catalogue.families.values() if each.weight} <= known


def test_every_paper_that_trades_without_a_degree_ask_for_is_granted_by_a_course(catalogue):
    granted = {code for course in catalogue.syllabuses for code in course.certificates}
    asked = {
        code
        for each in catalogue.titles
        if each.rank <= RANKS["ELEMENTARY"]
        for code in each.certificates
    }
    assert asked <= granted


def test_populations_of_communes_have_no_gaps_and_no_slips(catalogue):
    assert len(catalogue.communes) == 104
    assert all(
        LEAST_POPULATION <= each.population <= MOST_POPULATION for each in catalogue.communes
    )
