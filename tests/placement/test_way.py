"""How the work lies from home: words and a sketch on the letter, from our own points only."""

import pytest

from caunoi.placement.queries.way import DIRECTIONS, direction_of, way_of
from caunoi.placement.views.referral_words import paper, way_words
from tests.placement.factories import seeker
from tests.placement.test_referrals import refer
from tests.places.factories import CommuneFactory
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db


def commune(name, lat, lon):
    return CommuneFactory(name=name, lat=lat, lon=lon)


@pytest.fixture
def letter():
    person = seeker(person={"place": commune("Xã Nhà", 20.4, 106.3)})
    work = commune("Xã Việc", 20.5, 106.3)
    return refer(person, VacancyFactory(place=work, lat=20.5, lon=106.3))


@pytest.mark.parametrize(
    ("east", "north", "name"),
    [(0, 1, "bắc"), (1, 1, "đông bắc"), (1, 0, "đông"), (0, -1, "nam"), (-2, -2, "tây nam"),
     (-1, 0.1, "tây"), (-0.1, 1, "bắc")],
)  # fmt: skip
def test_directions_have_the_names_people_use(east, north, name):
    assert direction_of(east, north) == name
    assert len(DIRECTIONS) == 8


def test_the_way_is_told_in_kilometres_and_direction(letter):
    way = way_of(letter)

    assert way_words(way) == "từ Xã Nhà về phía bắc, đường thẳng 11 km"
    assert way.home.y > way.work.y  # north is up
    assert way.home.x == pytest.approx(way.work.x)
    assert all(0 < side < 1 for dot in (way.home, way.work) for side in (dot.x, dot.y))


def test_communes_about_are_named_where_their_names_cover_nothing(
    letter, django_assert_num_queries
):
    commune("Xã Bên", 20.45, 106.38)
    commune("Xã Sát Nhà", 20.401, 106.301)
    commune("Xã Xa Lắm", 21.5, 107.5)

    with django_assert_num_queries(1):
        way = way_of(letter)

    assert [dot.name for dot in way.around] == ["Xã Bên"]


def test_many_communes_about_leave_the_sketch_readable(letter, django_assert_num_queries):
    for number in range(30):
        commune(f"Xã Số {number}", 20.40 + number % 6 * 0.02, 106.2 + number // 6 * 0.05)

    with django_assert_num_queries(1):
        around = way_of(letter).around

    assert 1 < len(around) <= 7


def test_where_a_place_is_not_known_nothing_is_drawn_and_the_letter_prints(letter):
    assert paper(letter).startswith(b"%PDF")
    letter.person.place = None

    assert way_of(letter) is None
    assert paper(letter).startswith(b"%PDF")


def test_at_home_there_is_no_way_to_draw():
    home = commune("Xã Nhà", 20.4, 106.3)
    person = seeker(person={"place": home})

    assert way_of(refer(person, VacancyFactory(place=home, lat=20.4, lon=106.3))) is None
