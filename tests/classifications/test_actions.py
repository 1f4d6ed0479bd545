"""Loading code lists."""

import pytest

from caunoi.classifications.actions import (
    CannotLoadClassifications,
    Loaded,
    load_classifications,
)
from caunoi.classifications.models import Occupation, OccupationLink, Skill

pytestmark = pytest.mark.django_db

GROUP = {"scheme": "ISCO08", "code": "7", "level": "1", "parent": "", "name_vi": "Thợ thủ công",
         "name_en": "Craft workers", "name_source": "ours"}  # fmt: skip
SUBGROUP = GROUP | {"code": "72", "level": "2", "parent": "7", "name_vi": "Thợ kim loại"}
VIETNAMESE = GROUP | {"scheme": "VSCO2020", "name_en": "", "name_source": "official"}
LINK = {"vsco2020": "7", "isco08": "7", "same_code": "1"}
SKILL = {"code": "NGHE_HAN", "name": "Hàn hồ quang", "kind": "TRADE"}


def load(**lists) -> Loaded:
    names = (
        "occupations",
        "occupation_links",
        "industries",
        "skills",
        "occupation_skills",
        "certificates",
        "form_codes",
    )
    return load_classifications(**{name: lists.get(name, []) for name in names})


def test_loading_twice_changes_nothing():
    lists = {"occupations": [GROUP, SUBGROUP, VIETNAMESE], "occupation_links": [LINK]}
    assert load(**lists) == Loaded(4, 0)
    assert load(**lists) == Loaded(0, 0)


def test_a_group_may_stand_before_the_group_above_it():
    assert load(occupations=[SUBGROUP, GROUP]).created == 2
    assert Occupation.objects.get(code="72").parent.code == "7"


def test_a_group_without_the_group_above_is_refused_and_nothing_is_kept():
    with pytest.raises(CannotLoadClassifications, match="72"):
        load(occupations=[GROUP | {"code": "8"}, SUBGROUP])
    assert not Occupation.objects.exists()


def test_a_renamed_group_keeps_its_record():
    load(occupations=[GROUP])
    number = Occupation.objects.get(code="7").pk
    assert load(occupations=[GROUP | {"name_vi": "Thợ"}]) == Loaded(0, 1)
    assert Occupation.objects.get(pk=number).name == "Thợ"


def test_a_link_without_a_vietnamese_unit_is_no_link_and_a_repeated_one_counts_once():
    lists = [LINK, LINK | {"vsco2020": ""}, LINK | {"same_code": "0"}]
    load(occupations=[GROUP, VIETNAMESE], occupation_links=lists)
    assert OccupationLink.objects.get().same_code


def test_a_link_to_an_unknown_unit_is_refused():
    with pytest.raises(CannotLoadClassifications, match="9"):
        load(occupations=[GROUP, VIETNAMESE], occupation_links=[LINK | {"isco08": "9"}])


def test_a_usual_skill_that_is_not_in_the_list_is_refused():
    with pytest.raises(CannotLoadClassifications, match="NGHE_BAY"):
        load(
            occupations=[GROUP],
            skills=[SKILL],
            occupation_skills=[{"isco08": "7", "skill": "NGHE_BAY"}],
        )


def test_a_skill_can_be_found_by_its_folded_name_after_loading():
    load(skills=[SKILL])
    assert Skill.objects.get().search_key == "han ho quang"
