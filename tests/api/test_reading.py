"""What anybody may read."""

from datetime import timedelta

import pytest

from caunoi.classifications.choices import Scheme
from caunoi.portal.actions.search_index import rebuild_search_index
from caunoi.vacancies.choices import VacancyState
from tests.api.conftest import NOON, TODAY
from tests.classifications.factories import OccupationFactory
from tests.training.factories import IntakeFactory
from tests.vacancies.factories import SkillDemandFactory, VacancyFactory

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(minutes=1)


def test_the_search_is_that_of_the_site(register, client):
    found = client.get("/api/v1/search/vacancies", {"q": "thợ hàn"}).json()

    assert [one["title"] for one in found["items"]] == ["Thợ hàn"]
    assert found["total"] == found["pages"] == 1
    assert found["warnings"] == []


def test_a_code_nobody_knows_is_named_and_the_others_count(register, client):
    asked = {"occupation": ["7212", "9999"], "shift": "LA", "offer": "LA", "place": "00000",
             "industry": "VSIC2025_7"}  # fmt: skip
    found = client.get("/api/v1/search/vacancies", asked).json()

    assert [one["title"] for one in found["items"]] == ["Thợ hàn"]
    assert [warning.split(":")[0] for warning in found["warnings"]] == [
        "occupation", "shift", "offer", "place", "industry",
    ]  # fmt: skip
    assert "«9999»" in found["warnings"][0]


def test_a_course_is_found_and_read(register, client):
    found = client.get("/api/v1/search/courses", {"level": "LA"}).json()
    course = client.get(f"/api/v1/courses/{found['items'][0]['id']}").json()

    assert course == found["items"][0]
    assert [one["id"] for one in course["intakes"]] == [register.intake.pk]
    assert found["warnings"] == ["level: không có mã «LA». Bỏ qua mã này."]
    assert client.get("/api/v1/courses/999999").status_code == 404


def test_one_vacancy_names_the_contact_while_it_is_open(register, client):
    where = f"/api/v1/vacancies/{register.sewing.public_id}"
    register.sewing.contact_name = "Phòng nhân sự"
    register.sewing.save()
    open_one = client.get(where).json()
    register.sewing.state = VacancyState.CLOSED
    register.sewing.save()
    closed = client.get(where).json()

    assert open_one["contact"] == {"name": "Phòng nhân sự", "phone": "0912345678"}
    assert open_one["vacancy"]["open"]
    assert closed["contact"] is None
    assert not closed["vacancy"]["open"]


@pytest.mark.parametrize("state", ["DRAFT", "PENDING", "REFUSED"])
def test_what_was_not_published_is_not_found(register, client, state):
    hidden = VacancyFactory(state=state)

    answer = client.get(f"/api/v1/vacancies/{hidden.public_id}")

    assert answer.status_code == 404
    assert answer.json()["message"].startswith("Không có gì ở địa chỉ này")


def test_lists_carry_no_telephone_number(register, client, noon):
    noon.move_to(LATER, tick=False)
    for path in ("vacancies", "vacancies/changes?after=0-0", "search/vacancies"):
        answer = client.get(f"/api/v1/{path}")
        assert register.sewing.title in str(answer.json())
        assert b"0912345678" not in answer.content


def test_occupations_are_read_page_by_page(register, client):
    OccupationFactory(scheme=Scheme.VSCO2020, code="7531", parent=register.groups[1])
    first = client.get("/api/v1/occupations?scheme=VSCO2020&limit=2").json()
    second = client.get(f"/api/v1/occupations?scheme=VSCO2020&after={first['next']}").json()

    assert [one["code"] for one in first["items"] + second["items"]] == ["75", "7531", "81"]
    assert second["next"] is None
    assert client.get("/api/v1/occupations/VSCO2020/7531").json()["parent"] == "75"
    assert client.get("/api/v1/occupations/VSCO2020/00").status_code == 404


@pytest.mark.parametrize(
    ("path", "cost"),
    [
        ("vacancies", 4),
        ("vacancies/changes?after=0-0", 6),
        ("search/vacancies?q=may&occupation=7212&place=00000", 7),
        ("search/courses", 5),
        ("occupations", 1),
    ],
)
def test_an_answer_costs_the_same_however_long(  # noqa: PLR0917  pytest gives fixtures by name
    register, client, noon, django_assert_num_queries, path, cost
):
    SkillDemandFactory(vacancy=register.sewing)
    noon.move_to(LATER, tick=False)
    client.get(f"/api/v1/{path}")  # what is read once and kept
    with django_assert_num_queries(cost):
        few = client.get(f"/api/v1/{path}")
    noon.move_to(NOON, tick=False)
    for number in range(5, 10):
        SkillDemandFactory(vacancy=VacancyFactory(title="Công nhân may"))
        IntakeFactory()
        OccupationFactory(code=f"81{number}0")
    rebuild_search_index(on=TODAY)
    noon.move_to(LATER, tick=False)
    client.get(f"/api/v1/{path}")
    with django_assert_num_queries(cost):
        many = client.get(f"/api/v1/{path}")

    assert len(many.json()["items"]) > len(few.json()["items"]) > 0


def test_without_an_index_the_search_says_so(register, client, settings, tmp_path):
    settings.HOME = tmp_path / "trong"

    answer = client.get("/api/v1/search/vacancies?q=may")

    assert answer.status_code == 503
    assert "/api/v1/vacancies" in answer.json()["message"]
