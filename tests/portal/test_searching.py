from dataclasses import replace

import pytest

from caunoi.classifications.choices import Scheme
from caunoi.portal.queries.choices import choices_of
from caunoi.portal.queries.searching import Filters, search
from caunoi_kit.search.documents import Sort
from tests.classifications.factories import IndustryFactory, OccupationFactory
from tests.portal.conftest import DAY
from tests.training.factories import IntakeFactory
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db

TIEN_HAI = (20.40, 106.50)
TEN_KM_NORTH = (20.49, 106.50)
FORTY_KM_NORTH = (20.76, 106.50)


def found(**filters):
    return search(Filters(**filters), kind="vacancy", on=DAY)


def ids(searched) -> list[int]:
    return [hit.id for hit in searched.answer.hits]


def advert(title="Công nhân may", at=TIEN_HAI, **more):
    return VacancyFactory(title=title, lat=at[0], lon=at[1], **more)


def test_a_commune_is_searched_fifteen_kilometres_around(country, build):
    near, far = advert(at=TEN_KM_NORTH), advert(at=FORTY_KM_NORTH)
    build()
    searched = found(line="may Tiền Hải")
    assert ids(searched) == [near.pk]
    assert searched.understood == ("may", "trong 15 km quanh xã Tiền Hải")
    assert far.pk in ids(found(line="may Tiền Hải 50 km"))


def test_a_province_is_searched_within_its_borders(country, build):
    inside = advert(place=country["tien_hai"])
    advert(place=None)
    build()
    assert ids(found(line="may hưng yên")) == [inside.pk]
    assert ids(found(line="may thái bình")) == [inside.pk], "the former province it lay in"
    assert ids(found(place="cu-342")) == [inside.pk], "the former district it lay in"


def test_the_same_ten_come_first_with_and_without_marks(country, build):
    for title in ("Công nhân may", "Công nhân máy dệt", "May mẫu", "Vận hành máy may"):
        for _ in range(4):
            advert(title)
    build()
    for marked, bare in (("công nhân may", "cong nhan may"), ("vận hành máy", "van hanh may")):
        assert ids(found(line=marked))[:10] == ids(found(line=bare))[:10]


def test_nothing_in_the_circle_widens_it_and_says_so(country, build):
    far = advert(at=FORTY_KM_NORTH)
    build()
    searched = found(line="may Tiền Hải")
    assert ids(searched) == [far.pk]
    assert "trong 60 km" in searched.widened


def test_nothing_in_a_chosen_commune_leads_to_its_neighbourhood(country, build):
    near = advert(at=TEN_KM_NORTH, place=country["dong_hung"])
    build()
    searched = found(place="12970")
    assert ids(searched) == [near.pk]
    assert "trong 15 km quanh xã Tiền Hải" in searched.widened


def test_one_condition_too_many_is_dropped_and_named(country, build):
    job = advert()
    build()
    searched = found(line="may", shifts=("NIGHT",))
    assert ids(searched) == [job.pk]
    assert "ca làm" in searched.widened
    searched = found(line="may trên 90 triệu")
    assert ids(searched) == [job.pk]
    assert "mức lương" in searched.widened


def test_several_conditions_too_many_are_dropped_until_something_answers(country, build):
    job = advert()
    build()
    searched = found(shifts=("NIGHT",), offers=("HOUSING",), pay_at_least=90_000_000)
    assert ids(searched) == [job.pk]


def test_a_trade_in_other_words_is_found_by_its_occupation(country, build):
    cook = advert("Nấu ăn tập thể", occupation=OccupationFactory(code="5120", name="Đầu bếp"))
    advert("Bảo vệ", occupation=OccupationFactory(code="5414", name="Bảo vệ"))
    build()
    searched = found(line="phụ bếp nhà hàng xyzqw")
    assert cook.pk in ids(searched)


@pytest.mark.parametrize(
    "line", ["phi hành gia", "xyzqw", "zzz ở Nơi Nào ca đêm trên 99 triệu", "?"]
)
def test_there_is_no_dead_end_while_anything_is_open(country, build, line):
    advert()
    build()
    searched = found(line=line)
    assert searched.answer.total > 0
    assert searched.widened or searched.warnings or line == "?", "what was left aside is said"


def test_nothing_open_is_said_plainly(country, build):
    build()
    assert found(line="may").answer.total == 0


def test_near_me_without_a_home_asks_for_it(country, build):
    advert()
    build()
    assert found(line="may gần tôi").asks_home
    assert not found(line="may gần tôi", home="Tiền Hải").asks_home
    known = search(Filters(near_me=True), kind="vacancy", on=DAY, home=TIEN_HAI)
    assert not known.asks_home
    assert known.answer.hits[0].km == pytest.approx(0.0, abs=0.01)


def test_a_home_nobody_knows_is_named(country, build):
    advert()
    build()
    assert "«Lung Tung»" in found(near_me=True, home="Lung Tung").warnings[0]


def test_the_form_overrules_the_line(country, build):
    advert(at=FORTY_KM_NORTH)
    near = advert(at=TEN_KM_NORTH, wage_min=5_000_000, wage_max=6_000_000)
    build()
    assert found(line="may Tiền Hải trên 8tr", pay_at_least=0).answer.hits[0].id == near.pk
    assert found(line="may Tiền Hải", km=float("inf")).answer.total == 2


def test_every_count_is_what_the_choice_gives(country, build):
    for number in range(12):
        advert(
            shifts=["DAY"] if number % 2 else ["NIGHT"],
            housing=number % 3 == 0,
            experience_months=0 if number % 4 else 12,
            wage_min=(5 + number) * 1_000_000,
            wage_max=(6 + number) * 1_000_000,
            place=country["tien_hai"] if number % 2 else country["dong_hung"],
        )
    build()
    filters = Filters(line="may")
    choices = choices_of(search(filters, kind="vacancy", on=DAY))
    for name, group in (("shifts", choices.shifts), ("offers", choices.offers)):
        for choice in group:
            assert found(line="may", **{name: (choice.value,)}).answer.total == choice.count
    for choice in choices.pays:
        narrowed = replace(filters, pay_at_least=int(choice.value))
        assert search(narrowed, kind="vacancy", on=DAY).answer.total == choice.count
    for _, group in choices.places:
        for choice in group:
            assert found(line="may", place=choice.value).answer.total == choice.count
    assert {heading for heading, _ in choices.places} == {
        "Tỉnh, thành phố",
        "Xã, phường",
        "Huyện, tỉnh trước 01/07/2025",
    }


def test_pay_by_the_day_and_hour_sorts_by_the_month(country, build):
    monthly = advert(wage_min=8_000_000, wage_max=8_000_000)
    daily = advert(wage_min=400_000, wage_max=400_000, pay_period="DAY")
    hourly = advert(wage_min=30_000, wage_max=30_000, pay_period="HOUR")
    piece = advert(wage_min=3_000, wage_max=3_000, pay_period="PRODUCT")
    build()
    assert ids(found(sort=Sort.PAY)) == [daily.pk, monthly.pk, hourly.pk, piece.pk]


def test_courses_and_vacancies_do_not_mix(country, build):
    job = advert()
    course = IntakeFactory(programme__name="May công nghiệp")
    build()
    assert ids(found(line="may")) == [job.pk]
    courses = search(Filters(line="may"), kind="course", on=DAY)
    assert ids(courses) == [course.pk]


def test_an_industry_is_named_by_the_edition_it_was_coded_in(country, build):
    section = IndustryFactory(code="K", level=1, name="Hoạt động viễn thông", parent=None)
    IndustryFactory(scheme=Scheme.VSIC2007, code="K", level=1, name="Tài chính", parent=None)
    advert(employer__industry=IndustryFactory(code="6110", parent=section))
    build()
    choices = choices_of(found())
    assert [(each.label, each.count) for each in choices.sections] == [("Hoạt động viễn thông", 1)]
    assert found(section=choices.sections[0].value).answer.total == 1
