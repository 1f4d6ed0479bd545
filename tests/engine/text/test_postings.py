"""A posting's free text is read into the fields of a vacancy. All postings are made up."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi_engine.text.occupations import OccupationCoder
from caunoi_engine.text.postings import Education, PostingReader

REFERENCE = Path(__file__).parents[3] / "reference"


def rows(name):
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


READER = PostingReader.from_rows(
    provinces=rows("provinces.csv"), districts=rows("districts_before.csv")
)


def salary(text):
    reading = READER.read(text)
    return reading.salary_min, reading.salary_max


def provinces(text):
    return set(READER.read(text).provinces.before)


SALARIES = [
    # the field of a board, with and without its label
    ("Thợ mộc\nMức lương: 8 - 12 triệu", 8_000_000, 12_000_000),
    ("Thợ mộc\nMức lương\n8 - 12 triệu", 8_000_000, 12_000_000),
    ("Thợ mộc\n8 - 12 triệu\nThái Bình", 8_000_000, 12_000_000),
    ("Thợ mộc Lương: 8tr-12tr Địa điểm: Thái Bình", 8_000_000, 12_000_000),
    ("Thợ mộc\nLương: 8.000.000 - 12.000.000đ", 8_000_000, 12_000_000),
    ("Thợ mộc\nThu nhập: 8 - 12", 8_000_000, 12_000_000),
    ("Thợ mộc\nMức lương: Từ 8 triệu", 8_000_000, None),
    ("Thợ mộc\nMức lương: Trên 8 triệu", 8_000_000, None),
    ("Thợ mộc\nMức lương: Tới 20 triệu", None, 20_000_000),
    ("Thợ mộc\nMức lương: Lên đến 15 VND", None, 15_000_000),
    ("Thợ mộc\nMức lương: 2000 - 3000 nghìn/tuần", 8_666_666, 13_000_000),
    ("Thợ mộc\nLương: 150 k /sp", None, None),
    ("Thợ mộc\nMức lương: 15M", 15_000_000, 15_000_000),
    ("Thợ mộc\nMức lương: Thoả thuận", None, None),
    ("Thợ mộc\nMức lương: Cạnh tranh", None, None),
    ("Lập trình viên\nLương: $700-1000", 18_200_000, 26_000_000),
    ("Lập trình viên\nLương: up to 2k USD", None, 52_000_000),
    ("Lập trình viên\nLương: 900 - 1500", 23_400_000, 39_000_000),
    # other periods become a month
    ("Phục vụ\nLương: 25k - 30k /giờ", 5_200_000, 6_240_000),
    ("Thợ xây\nLương: 400.000đ/ngày", 10_400_000, 10_400_000),
    ("Quản đốc\nLương: 240 - 360 triệu/năm", 20_000_000, 30_000_000),
    ("Phục vụ\nLương: 5 - 8 triệu /giờ", 5_000_000, 8_000_000),
    # the field is surer than the title, total income surer than base pay
    ("Bán hàng (thu nhập đến 30 triệu)\nMức lương: 8 - 15 triệu", 8_000_000, 15_000_000),
    ("Bán hàng - Thu nhập 8 - 15 triệu", 8_000_000, 15_000_000),
    ("Bán hàng\nLương cứng 7tr + hoa hồng, thu nhập 15-20tr", 15_000_000, 20_000_000),
    ("May\nLương cơ bản: 5 triệu\nTổng thu nhập: 9 - 12 triệu", 9_000_000, 12_000_000),
    ("May\nLương CB 5.310.000đ + phụ cấp => thu nhập 9-12tr", 9_000_000, 12_000_000),
    ("Bảo vệ, lương tháng 7 triệu rưỡi", 7_500_000, 7_500_000),
    ("Công nhân thu nhập từ 8 đến 12 triệu đồng/người/tháng", 8_000_000, 12_000_000),
    # what is no pay
    ("Bán hàng\nThưởng 5 triệu mỗi quý, phụ cấp 730k, cơm trưa 30.000đ", None, None),
    ("Tư vấn khóa học, học phí 12 triệu", None, None),
    ("Đi làm việc nước ngoài, chi phí 90 triệu đồng", None, None),
    ("Số lượng: 15\nLiên hệ: 0912345678", None, None),
]


@pytest.mark.parametrize(("text", "low", "high"), SALARIES)
def test_pay_is_read_in_dong_a_month(text, low, high):
    assert salary(text) == (low, high)


def test_a_caller_may_bring_the_rates_of_the_day():
    reader = PostingReader.from_rows(provinces=[], rates={"VND": 1, "USD": 25_000, "JPY": 160})
    assert reader.read("Kỹ sư\nLương: 1,000 USD").salary_min == 25_000_000


YEARS = [
    ("Kinh nghiệm: 1 năm", 1),
    ("Kinh nghiệm: 2 - 5 năm kinh nghiệm", 2),
    ("Kinh nghiệm: Trên 5 năm", 5),
    ("Kinh nghiệm: Dưới 1 năm", 0),
    ("Kinh nghiệm: Không yêu cầu", 0),
    ("Kinh nghiệm\nChưa có kinh nghiệm", 0),
    ("Kinh nghiệm: 0,5 năm", 0.5),
    ("Số năm kinh nghiệm: 3", 3),
    ("- Có ít nhất 2 năm kinh nghiệm đứng máy", 2),
    ("- Kinh nghiệm lái xe nâng tối thiểu một năm", 1),
    ("- Đã làm ở vị trí tương đương từ 6 tháng - 1 năm", 0.5),
    ("- Không cần kinh nghiệm, được đào tạo", 0),
    ("- ko yêu cầu kinh nghiệm", 0),
    ("- At least 3 years of experience in sales", 3),
    ("- Tuổi từ 20 đến 35, thử việc 2 tháng", None),
    ("- Công ty chúng tôi có hơn 15 năm kinh nghiệm trong ngành dệt", None),
    ("- Cần 2 nam có kinh nghiệm bốc xếp", None),
]


@pytest.mark.parametrize(("line", "years"), YEARS)
def test_the_least_experience_is_read_in_years(line, years):
    assert READER.read(f"Thợ vận hành máy\n{line}").min_years == years


SCHOOLING = [
    ("Học vấn: Cử nhân", "dai_hoc"),
    ("Bằng cấp\nCao đẳng", "cao_dang"),
    ("Trình độ: Trung cấp - Nghề", "trung_cap"),
    ("Học vấn: Trung học", "thpt"),
    ("Trình độ: Lao động phổ thông", "khong_yeu_cau"),
    ("Bằng cấp: Không yêu cầu", "khong_yeu_cau"),
    ("Trình độ văn hóa: 12/12\nTrình độ chuyên môn: Cao đẳng", "cao_dang"),
    ("- Tốt nghiệp Cao đẳng/Đại học ngành điện", "cao_dang"),
    ("- Tốt nghiệp Đại học, Cao đẳng hoặc Trung cấp", "trung_cap"),
    ("- Tốt nghiệp THPT trở lên, ưu tiên Cao đẳng", "thpt"),
    ("- Học hết cấp 3 trở lên", "thpt"),
    ("- Không yêu cầu bằng cấp", "khong_yeu_cau"),
    ("- Tốt nghiệp THCS trở lên", "khong_yeu_cau"),
    ("- TN CĐ/ĐH chuyên ngành kế toán", "cao_dang"),
    ("- Bachelor's degree in accounting", "dai_hoc"),
    ("- Biết CI/CD, Docker", None),
    ("- Giảng dạy tại trường đại học", None),
    ("- Trình độ tiếng Nhật N3", None),
]


@pytest.mark.parametrize(("line", "level"), SCHOOLING)
def test_the_lowest_schooling_accepted_is_read(line, level):
    assert READER.read(f"Nhân viên\n{line}").min_education == level


def test_schooling_is_ranked_from_none_to_university():
    ranks = [level.rank for level in Education]
    assert ranks == sorted(ranks) == list(range(5))


COUNTS = [
    ("Số lượng: 05 người", 5),
    ("Số lượng tuyển\n2", 2),
    ("SL: 10", 10),
    ("Số lượng cần tuyển: 02 (hai) người", 2),
    ("Số lượng: 2 nam, 3 nữ", 5),
    ("Số lượng: 5 người (2 nam, 3 nữ)", 5),
    ("Số lượng: 2-3 người", 3),
    ("Số lượng: một người", 1),
    ("Công ty cần tuyển gấp 50 công nhân may", 50),
    ("Tuyển 5 nam, 3 nữ", 8),
    ("Chúng tôi đang tìm kiếm 03 thợ cơ khí", 3),
    ("Tuyển dụng 1.000 lao động", 1_000),
    ("Số lượng: không giới hạn", None),
    ("Kiểm tra số lượng hàng hóa 3 lần mỗi ngày", None),
    ("Quản lý đội ngũ 20 nhân viên", None),
    ("Tuyển 40 nhân sự/tháng cho các chi nhánh", None),
]


@pytest.mark.parametrize(("line", "count"), COUNTS)
def test_the_number_of_people_wanted_is_read(line, count):
    assert READER.read(f"Nhân viên\n{line}").quantity == count


PLACES = [
    ("Địa điểm: Bình Dương", {"74"}),
    ("Nơi làm việc\nHà Nội, Hồ Chí Minh", {"01", "79"}),
    ("Địa điểm: Hà Nội & 2 nơi khác", {"01"}),
    ("Địa điểm: TP.HCM", {"79"}),
    ("Làm việc tại Sài Gòn", {"79"}),
    ("Khu vực: HN", {"01"}),
    ("Địa điểm: Thành phố Đà Lạt", {"68"}),
    ("Địa điểm: Thủ Dầu Một", {"74"}),
    ("Làm việc tại KCN VSIP Bắc Ninh", {"27"}),
    ("Địa điểm: 12 Điện Biên Phủ, Quận 3", {"79"}),
    ("Địa điểm: 7 đường Hòa Bình, quận Hải Châu, Đà Nẵng", {"48"}),
    ("Địa điểm: Bà Rịa - Vũng Tàu", {"77"}),
    ("Số 5 Trần Phú, thành phố Thái Bình, tỉnh Thái Bình", {"34"}),
    ("Lam viec tai Hai Phong", {"31"}),
    ("Địa điểm: Dĩ An, TP.HCM (Bình Dương cũ)", {"74"}),
    ("Địa điểm:\n- HN: 12 Nguyễn Trãi\n- HCM: 5 Lê Lợi", {"01", "79"}),
    ("Công ty Cổ phần Hà Nội Xanh\nĐịa điểm: Hưng Yên", {"33"}),
    ("Công ty Cổ phần Hà Nội Xanh", set()),
    ("Quản lý nhân sự của xưởng, thiết bị đa năng", set()),
    ("Sẵn sàng đi công tác Hà Nội, Đà Nẵng", set()),
    ("Địa điểm: toàn quốc", set()),
]


@pytest.mark.parametrize(("line", "codes"), PLACES)
def test_the_provinces_of_the_workplace_are_read(line, codes):
    assert provinces(f"Nhân viên kho\n{line}") == codes


def test_a_province_has_its_code_of_both_eras():
    read = READER.read("Thợ may\nĐịa điểm: Thái Bình, Hưng Yên, Hà Nội").provinces
    assert read.before == ("34", "33", "01")
    assert read.after == ("33", "01")


TITLES = [
    ("Thợ hàn 3G\nMức lương: 12 triệu", "Thợ hàn 3G"),
    ("Vị trí tuyển dụng: Kế toán trưởng\nSố lượng: 1", "Kế toán trưởng"),
    ("TUYỂN DỤNG\nLái xe nâng\nTại Hải Phòng", "Lái xe nâng"),
    ("Công ty TNHH Gỗ Xanh\nThợ mộc", "Thợ mộc"),
    ("Mức lương: 8 triệu\nThợ mộc", "Thợ mộc"),
    ("Thợ mộc Mức lương: 8 triệu Địa điểm: Hà Nam", "Thợ mộc"),
    ("Công ty Gỗ Xanh cần tuyển thợ mộc. Lương 8 triệu", "thợ mộc"),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_the_title_is_found_wherever_the_layout_puts_it(text, title):
    assert READER.read(text).title == title


def test_the_title_is_coded_when_a_coder_is_given():
    coder = OccupationCoder.from_rows(
        occupations=rows("occupations.csv"),
        links=rows("occupation_links.csv"),
        lexicon=rows("title_lexicon.csv"),
    )
    reader = PostingReader.from_rows(provinces=rows("provinces.csv"), coder=coder)
    assert reader.read("Thợ hàn 3G\nLương: 12 triệu").isco08 == "7212"
    assert reader.read("").isco08 is None


MEANT = "Thợ may\nLương: 8 - 10 triệu\nKinh nghiệm: 2 năm\nĐịa điểm: Hưng Yên"


def test_every_field_shows_the_words_it_was_read_from():
    reading = READER.read(MEANT)
    shown = {field: MEANT[span.start : span.end] for field, span in reading.evidence.items()}
    assert shown == {
        "title": "Thợ may",
        "salary": "8 - 10 triệu",
        "min_years": "2 năm",
        "province_codes": "Hưng Yên",
    }


@pytest.mark.parametrize(
    "written",
    [
        "Thơ\u0323 may\nLương: 8 - 10 triệu",
        "<p>Thợ may</p><p>L&#432;&#417;ng:&nbsp;8 &ndash; 10 tri&ecirc;&#803;u</p>",
        "Thợ may\r\n\tＬương： ８ － １０ triệu",
        "THỢ MAY\x00\nLƯƠNG: 8 — 10 TRIỆU",
        "\U0001d413\U0001d421ợ may\n• Lương: 8 \u2013 10 triệu \U0001f525",
    ],
)
def test_pay_is_found_under_any_encoding_and_shown_where_it_stood(written):
    reading = READER.read(written)
    assert (reading.salary_min, reading.salary_max) == (8_000_000, 10_000_000)
    span = reading.evidence["salary"]
    assert written[span.start] in "8\uff18"


ODD = ["", " ", "\x00", "\ud800", "&", "&#x110000;", "<<<>>>", ":" * 5_000, "9" * 5_000, "İ" * 99]


@pytest.mark.parametrize("text", ODD)
def test_a_text_that_says_nothing_is_read_as_nothing(text):
    reading = READER.read(text)
    assert reading.salary_min is reading.salary_max is reading.min_years is None
    assert reading.min_education is reading.quantity is None
    assert reading.provinces.before == ()


def test_a_text_of_a_million_letters_is_read():
    assert READER.read(MEANT + "\n" + "rất dài " * 130_000).salary_max == 10_000_000


@given(st.text(max_size=400))
def test_no_text_breaks_the_reader_and_all_evidence_lies_inside_it(text):
    for span in READER.read(text).evidence.values():
        assert 0 <= span.start <= span.end <= len(text)


WORDS = st.sampled_from(
    "Lương|thu nhập|:|-|10|triệu|kinh nghiệm|năm|số lượng|\n|(|/|Hà Nội|quận 1|đại học|tuyển|từ|$"
    "|&nbsp;|tr|%|2.000.000|<br>|0,5|tới|không yêu cầu|học vấn|địa điểm".split("|")
)


@given(st.lists(WORDS, max_size=40))
def test_no_order_of_the_words_of_postings_breaks_the_reader(words):
    for written in (" ".join(words), "".join(words)):
        reading = READER.read(written)
        if reading.salary_min is not None and reading.salary_max is not None:
            assert reading.salary_min <= reading.salary_max


TENTHS = st.integers(min_value=10, max_value=2_000)  # 1,0 to 200,0 million
LAYOUTS = [
    "{title}\nMức lương: {pay}\nĐịa điểm: Hưng Yên\n{body}",
    "{title}\nThu nhập\n{pay}\nNơi làm việc\nHưng Yên\n{body}",
    "{title}\n{pay}\nHưng Yên\n{body}",
    "{title} Lương: {pay} Địa điểm: Hưng Yên Mô tả: {body}",
    "{title} | Lương: {pay} | Hưng Yên",
    "{title}\n{body}\n- Mức lương: {pay}",
]
BODY = "Thưởng chuyên cần 500.000đ, phụ cấp xăng xe 300k. Đứng máy 8 tiếng một ngày."


def million(tenths):
    return f"{tenths // 10},{tenths % 10}" if tenths % 10 else str(tenths // 10)


@given(
    layout=st.sampled_from(LAYOUTS),
    ends=st.tuples(TENTHS, TENTHS).map(sorted),
    shape=st.sampled_from(
        ["{a} - {b} triệu", "{a}tr - {b}tr", "Từ {a} đến {b} triệu", "{a}-{b}tr"]
    ),
)
def test_a_span_of_pay_printed_in_any_layout_is_read_back(layout, ends, shape):
    low, high = ends
    pay = shape.format(a=million(low), b=million(high))
    text = layout.format(title="Thợ đứng máy dệt", pay=pay, body=BODY)
    assert salary(text) == (low * 100_000, high * 100_000)


@given(layout=st.sampled_from(LAYOUTS), tenths=TENTHS)
def test_an_open_end_of_pay_is_read_back_as_open(layout, tenths):
    for shape, bounds in (("Từ {} triệu", (1, None)), ("Tới {} triệu", (None, 1))):
        pay = shape.format(million(tenths))
        text = layout.format(title="Thợ đứng máy dệt", pay=pay, body=BODY)
        expected = tuple(bound and tenths * 100_000 for bound in bounds)
        assert salary(text) == expected


@given(st.sampled_from(rows("provinces.csv")), st.sampled_from(["", "tỉnh ", "Tại "]))
def test_every_old_province_is_read_by_its_name_with_marks(row, before):
    bare = row["name_before"].removeprefix("Tỉnh ").removeprefix("Thành phố ")
    read = READER.read(f"Thợ may\nĐịa điểm: {before}{bare}").provinces
    assert read.before == (row["code_before"],)
    assert read.after == (row["code_after"],)
