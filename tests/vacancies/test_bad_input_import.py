"""`caunoi import-vacancies` on what no board would send."""

import json

import pytest
from django.core.management import CommandError, call_command

from caunoi.vacancies.imports import CannotRead, read_vacancies
from caunoi.vacancies.models import Vacancy
from tests.classifications.factories import OccupationFactory
from tests.places.factories import ProvinceFactory

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256))


@pytest.fixture
def file(tmp_path):
    def write(content, name="tin.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.mark.parametrize(
    "content",
    [
        PNG,
        "title,company\nThợ may,Công ty Mẫu\n".encode("utf-16-le"),
        "title,company\nThợ may,Công ty Mẫu\n".encode("utf-16-be"),
        b"title,com\0pany\nTho may,Cong ty Mau\n",
        b"%PDF-1.7\n" + bytes(range(256)),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    ],
)
def test_what_is_no_text_is_refused_as_a_whole(file, content):
    with pytest.raises(CannotRead, match=r"tin\.csv"):
        list(read_vacancies(file(content)))


def test_text_of_utf_16_without_its_mark_is_told_what_it_is(file):
    content = "title,company\nThợ may,Công ty Mẫu\n".encode("utf-16-le")
    with pytest.raises(CannotRead, match="UTF-16 thiếu dấu đầu tệp"):
        list(read_vacancies(file(content)))


def test_an_object_in_a_cell_is_no_text(file):
    line = json.dumps({"title": {"a": 1}, "company": ["Công ty", {"b": 2}]})
    (row,) = read_vacancies(file(line, "tin.jsonl"))
    assert (row.title, row.company) == ("", "Công ty, ")


@pytest.fixture
def ground(db):
    """One province and one occupation: enough to take vacancies in."""
    ProvinceFactory()
    OccupationFactory()


@pytest.mark.django_db
def test_before_the_official_lists_are_loaded_nothing_is_taken_in(file):
    with pytest.raises(CommandError, match="load-places"):
        call_command("import_vacancies", file("title,company\nThợ may,Công ty Mẫu\n"))
    assert not Vacancy.objects.exists()


@pytest.mark.usefixtures("ground")
def test_a_file_without_rows_and_one_without_a_good_row_fail_in_words(file):
    with pytest.raises(CommandError, match="chỉ có dòng tên cột"):
        call_command("import_vacancies", file("title,company\n"))
    with pytest.raises(CommandError, match="không có dòng nào nhập được"):
        call_command("import_vacancies", file("title,company\n,Công ty Mẫu\n"))


@pytest.mark.usefixtures("ground")
def test_hostile_cells_are_stored_as_the_text_they_are_or_refused_row_by_row(file):
    hostile = [
        {"title": "<script>alert(1)</script>"},
        {"title": "Thợ may", "salary": "-5 triệu"},
        {"title": "Thợ hàn", "salary": "9" * 60 + " triệu"},
        {"title": "Thợ điện", "quantity": "9" * 400},
        {"title": "Thợ mộc", "posted": "31/12/9999", "expires": "31/02/2026"},
        {"title": "Thợ nề", "experience": "9" * 60},
        {"title": "x" * 300_000},
        {"title": "Thợ\0sơn"},
        {"title": "\ud800"},
        {"title": "Thợ sơn", "location": "Sao Hoả" * 5_000},
    ]
    rows = [json.dumps({"company": "Công ty Mẫu", "id": str(n), **row})
            for n, row in enumerate(hostile)]  # fmt: skip

    call_command("import_vacancies", file("\n".join(rows), "tin.jsonl"))

    kept = set(Vacancy.objects.values_list("title", flat=True))
    assert kept == {
        "<script>alert(1)</script>", "Thợ hàn", "Thợ điện", "Thợ mộc", "Thợ nề", "Thợ sơn",
    }  # fmt: skip


@pytest.mark.parametrize("day", ["31/12/9999", "01/01/0001", "31/02/2026", "hôm kia", ""])
def test_a_day_that_cannot_be_is_refused_before_the_file_is_read(file, day):
    with pytest.raises(CommandError, match="--on"):
        call_command("import_vacancies", file("title,company\n"), f"--on={day}")
