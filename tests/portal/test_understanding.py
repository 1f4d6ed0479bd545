import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caunoi.portal.queries.understanding import place_typed, understand
from tests.portal.conftest import DAY
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db

TITLES = (
    "Công nhân may",
    "Kế toán tổng hợp",
    "Nhân viên kế toán",
    "Bảo vệ",
    "Lái xe tải",
    "Nhân viên văn phòng",
    "Kỹ sư điện",
    "Nấu ăn tập thể",
    "Thợ điện nước",
    "Nhân viên bán hàng",
)


@pytest.fixture
def adverts(country, build):
    for title in TITLES:
        VacancyFactory(title=title, place=country["tien_hai"])
    build()


def words(line: str) -> str:
    return " ".join(understand(line, on=DAY).words)


def test_a_line_is_a_trade_a_place_and_a_wage(adverts):
    read = understand("may Tiền Hải trên 8tr", on=DAY)
    assert read.words == ("may",)
    assert read.place.label == "xã Tiền Hải"
    assert read.pay_at_least == 8_000_000
    assert read.warnings == ()


@pytest.mark.parametrize(
    ("marked", "bare"),
    [
        ("kế toán Thái Bình trên 8 triệu", "ke toan thai binh tren 8 trieu"),
        ("bảo vệ ở Tiền Hải", "bao ve o tien hai"),
        ("lái xe tải Tiền Hải", "lai xe tai tien hai"),
        ("nhân viên bán hàng ca ngày", "nhan vien ban hang ca ngay"),
        ("công nhân may, không cần kinh nghiệm", "cong nhan may khong can kinh nghiem"),
    ],
)
def test_a_line_reads_the_same_without_marks(adverts, marked, bare):
    with_marks, without = understand(marked, on=DAY), understand(bare, on=DAY)
    assert with_marks.words == without.words
    assert with_marks.place == without.place
    assert with_marks.offers == without.offers
    assert with_marks.shifts == without.shifts


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("cn may", "công nhân may"),
        ("nvvp", "nhân viên văn phòng"),
        ("ks điện", "kỹ sư điện"),
        ("kĩ sư điện", "kỹ sư điện"),
        ("ketoan", "kế toán"),
        ("kees toans", "kế toán"),
        ("ke61 toan1", "kế toán"),
        ("BẢO VỆ", "bảo vệ"),
        ("ba\u0309o ve\u0323\u0302", "bảo vệ"),
        ("tìm việc làm kế toán", "kế toán"),
        ("việc may", "may"),
        ("bảo vệ Tiền Hải", "bảo vệ"),
        ("lai xe tai tai tien hai", "lái xe tải"),
    ],
)
def test_words_of_a_trade_are_recognised(adverts, line, meant):
    assert words(line) == meant


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("may xã Tiền Hải", "xã Tiền Hải"),
        ("may ở Tiền Hải, Thái Bình", "xã Tiền Hải"),
        ("may huyện Tiền Hải", "huyện Tiền Hải (cũ)"),
        ("may tỉnh Thái Bình", "tỉnh Thái Bình (cũ)"),
        ("may hưng yên", "tỉnh Hưng Yên"),
        ("bac ninh may", "tỉnh Bắc Ninh"),
        ("may quanh ân thi 10 km", "xã Ân Thi"),
    ],
)
def test_places_of_both_eras_are_recognised(adverts, line, label):
    read = understand(line, on=DAY)
    assert read.place is not None
    assert read.place.label == label
    assert read.words == ("may",)


def test_marks_that_were_typed_must_be_those_of_the_place(adverts):
    assert place_typed("Ân Thi", on=DAY).label == "xã Ân Thi"
    assert understand("ẩn thí", on=DAY).place is None


def test_an_unknown_word_is_named_and_left_aside(adverts):
    read = understand("kế toán xyzqw", on=DAY)
    assert read.words == ("kế", "toán")
    assert read.left_aside == ("xyzqw",)


def test_an_unknown_place_is_named_and_left_aside(adverts):
    read = understand("kế toán ở Lung Tung", on=DAY)
    assert read.words == ("kế", "toán")
    assert read.place is None
    assert "Không rõ nơi «Lung Tung»" in read.warnings[0]


@pytest.mark.parametrize(
    ("line", "pay"),
    [
        ("may 8-10 triệu", 8_000_000),
        ("may từ 7,5tr trở lên", 7_500_000),
        ("may lương 9 triệu rưỡi", 9_500_000),
        ("may 300k/ngày", 7_800_000),
        ("may 50k/giờ", 10_400_000),
        ("may 3 kim", None),
    ],
)
def test_a_wage_is_read_by_the_month(adverts, line, pay):
    read = understand(line, on=DAY)
    assert read.pay_at_least == pay
    assert read.words[:1] == ("may",)


@pytest.mark.parametrize(
    ("line", "shifts", "offers", "near"),
    [
        ("bảo vệ ca đêm có ký túc xá", ("NIGHT",), ("HOUSING",), False),
        ("may giờ hành chính chưa có kinh nghiệm", ("DAY",), ("NO_EXPERIENCE",), False),
        ("bảo vệ gần nhà", (), (), True),
        ("nấu ăn bán thời gian", ("PART_TIME",), (), False),
        ("nấu ăn", (), (), False),
    ],
)
def test_conditions_are_read_from_fixed_phrases(adverts, line, shifts, offers, near):
    read = understand(line, on=DAY)
    assert (read.shifts, read.offers, read.near_me) == (shifts, offers, near)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(line=st.text(max_size=250))
def test_no_line_is_refused(adverts, line):
    read = understand(line, on=DAY)
    assert all(read.words)


def test_a_very_long_line_is_cut_not_refused(adverts):
    assert len(understand("may " * 5_000, on=DAY).words) <= 12
