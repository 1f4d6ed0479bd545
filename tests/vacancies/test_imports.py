"""Reading files of vacancies: every broken thing is said, none stops the rest."""

import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from caunoi.vacancies.actions.importing.rows import BadRow, RawPosting
from caunoi.vacancies.choices import Rejection
from caunoi.vacancies.imports import CannotRead, read_vacancies, sha256_of

HEADER = "source,id,title,company,salary,location,posted,expires\n"


@pytest.fixture
def file(tmp_path):
    """Write a file of vacancies and give its path."""

    def write(content: str | bytes, name: str = "tin.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def test_a_row_of_csv_comes_out_with_its_line_and_fields(file):
    path = file(HEADER + 'bảng,7,"Thợ may, biết việc",Công ty Mẫu,8 triệu,Hà Nội,,31-12-2026\n')
    (row,) = read_vacancies(path)
    assert row == RawPosting(
        line=2,
        source="bảng",
        id="7",
        title="Thợ may, biết việc",
        company="Công ty Mẫu",
        salary="8 triệu",
        location="Hà Nội",
        expires="31-12-2026",
    )


def test_a_file_without_source_column_is_its_own_source(file):
    path = file("title,company,deadline\nThợ hàn,Xưởng Mẫu,25/11/2026\n", "hoi-viec-lam.csv")
    (row,) = read_vacancies(path)
    assert (row.source, row.expires) == ("hoi-viec-lam", "25/11/2026")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found_from_the_header(file, separator):
    text = "id,title,company\n1,Thợ mộc,Xưởng Mẫu\n".replace(",", separator)
    (row,) = read_vacancies(file(text))
    assert (row.title, row.company) == ("Thợ mộc", "Xưởng Mẫu")


def test_json_lines_are_read_with_lists_numbers_and_nothing(file):
    line = json.dumps({"id": 5, "title": "Phụ bếp", "company": "Quán Mẫu", "quantity": None})
    (row,) = read_vacancies(file(f"\n{line}\n", "tin.jsonl"))
    assert (row.line, row.id, row.quantity) == (2, "5", "")


def test_a_byte_order_mark_is_no_part_of_the_first_column(file):
    (row,) = read_vacancies(file("\ufefftitle,company\nThợ nề,Đội Mẫu\n"))
    assert row.title == "Thợ nề"


def test_utf_16_is_read_too(file):
    (row,) = read_vacancies(file("title,company\nThợ nề,Đội Mẫu\n".encode("utf-16")))
    assert row.company == "Đội Mẫu"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "trống"),
        (" \n\n", "trống"),
        (b"PK\x03\x04xl/", "Excel"),
        ("id,chuc_danh\n1,Thợ may\n", "thiếu cột «title», «company»"),
        ("title,noi_tuyen\n1,Xưởng Mẫu\n", "thiếu cột «company»"),
        (b"title,c\xf4ng ty\nTho may,Xuong Mau\n", "UTF-8"),
    ],
)
def test_a_file_that_is_no_list_of_vacancies_is_refused_with_what_to_do(file, content, words):
    with pytest.raises(CannotRead, match=words):
        list(read_vacancies(file(content)))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CannotRead, match="Không có tệp"):
        sha256_of(tmp_path / "khong-co.csv")
    with pytest.raises(CannotRead, match="thư mục"):
        read_vacancies(tmp_path)


def test_broken_lines_of_json_are_said_by_number_and_the_rest_is_read(file):
    good = json.dumps({"title": "Thợ may", "company": "Xưởng Mẫu"})
    lines = [good, '{"title": "đứt', "[1, 2]", good.replace("may", "m\\u0000y"), good]
    rows = list(read_vacancies(file("\n".join(lines), "tin.jsonl")))
    assert [type(row) for row in rows] == [RawPosting, BadRow, BadRow, BadRow, RawPosting]
    assert [(row.line, row.reason) for row in rows if isinstance(row, BadRow)] == [
        (2, Rejection.BAD_JSON),
        (3, Rejection.BAD_JSON),
        (4, Rejection.NUL_BYTES),
    ]


def test_broken_rows_of_csv_are_said_by_number_and_the_rest_is_read(file):
    content = (
        b"id,title,company\n"
        b"1,Tho may,Xuong Mau\n"
        b"2,Th\xf4 h\xa0n,Xuong Mau\n"  # not UTF-8
        b"3,Tho\x00 moc,Xuong Mau\n"
        b"4,Tho tien,Xuong Mau,thua,o\n"
        b"5," + b"x" * 200_001 + b",Xuong Mau\n"
        b"6,Tho nguoi,Xuong Mau\n"
    )
    rows = list(read_vacancies(file(content)))
    assert [row.id for row in rows if isinstance(row, RawPosting)] == ["1", "6"]
    assert [(row.line, row.reason) for row in rows if isinstance(row, BadRow)] == [
        (3, Rejection.BAD_ENCODING),
        (4, Rejection.NUL_BYTES),
        (5, Rejection.BAD_ROW),
        (6, Rejection.FIELD_TOO_LONG),
    ]


def test_lines_are_counted_as_an_editor_counts_them_when_cells_span_several(file):
    content = 'id,title,company\n1,"Thợ\nmay",Xưởng Mẫu\n2,Thợ hàn,Xưởng Mẫu\n'
    assert [row.line for row in read_vacancies(file(content))] == [2, 4]


def test_a_bad_row_says_where_it_is_and_what_to_do_now():
    words = str(BadRow(12, Rejection.NO_TITLE, "title"))
    assert words == "Dòng 12, cột «title»: Thiếu chức danh. Điền cột «title»."


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.sampled_from([b"", b"{", b"id,title,company\n", b"\xff\xfe", b"\xef\xbb\xbf"]),
    rest=st.binary(max_size=400),
)
@example(start=b"\xff\xfe", rest=b"\x00\xd8x")
@example(start=b"id,title,company\n", rest=b'1,"a\x00')
def test_whatever_the_bytes_are_a_file_is_read_or_refused_in_words(tmp_path, start, rest):
    path = tmp_path / "bat-ky.csv"
    path.write_bytes(start + rest)
    try:
        for row in read_vacancies(path):
            assert isinstance(row, BadRow) or "\0" not in "".join((row.title, row.company))
    except CannotRead as refusal:
        assert "bat-ky.csv" in str(refusal)
