"""What only the sender knows is asked once a column; other sheets of a file are offered."""

import io
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from caunoi.intake.choices.files import RowState, UploadState
from caunoi.intake.models import Upload
from caunoi.intake.queries.files.uploads import counts_of
from caunoi.people.models import LabourProfile
from tests.intake.factories import OfficerFactory
from tests.intake.test_file_pages import client_of, guessed, send

pytestmark = pytest.mark.django_db
HEADS = ("Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Trình độ CMKT", "Tình trạng việc làm")
NAMES = ("Lê Thị Lan", "Trần Thị Mai", "Phạm Thị Nga", "Vũ Thị Yến", "Bùi Thị Hạnh", "Đỗ Thị Thu")


@pytest.fixture
def officer(settings):
    settings.CAUNOI_DEMO = True
    return OfficerFactory(made=True)


def book(*sheets: tuple[str, int], numbers=(1, 4, 5, 8, 6, 7)) -> bytes:
    """Sheets of six women each, whose qualification is a bare number."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    day = made.add_format({"num_format": "dd/mm/yyyy"})
    for name, start in sheets:
        sheet = made.add_worksheet(name)
        sheet.write_row(0, 0, HEADS)
        for at, person in enumerate(NAMES):
            born = date(1980 + at, 5, 13)
            sheet.write(at + 1, 0, f"{person} {name[-1]}")
            sheet.write_datetime(at + 1, 1, born, day)
            identity = f"0331{born.year % 100:02}{start + at:06}"
            sheet.write_row(at + 1, 2, ["Nữ", identity, numbers[at], "Có việc làm"])
    made.close()
    return out.getvalue()


def dropped(client, content, name="a.xlsx") -> Upload:
    send(client, reverse("intake:files"), file=SimpleUploadedFile(name, content))
    return Upload.objects.latest("pk")


def test_codes_written_as_numbers_are_one_question_and_the_answer_is_remembered(officer):
    client = client_of(officer)
    upload = dropped(client, book(("Thôn A", 1)))

    [question] = upload.table["questions"]
    assert question["key"] == "qualification:NUMBERS"
    assert [code for code, _ in question["choices"]] == ["TT01_01", "N318", "N352_01", "NONE"]
    send(client, reverse("intake:columns", args=[upload.public_id]), **guessed(upload),
         **{"hoi-0": "TT01_01"})  # fmt: skip
    assert counts_of(upload) == {RowState.GOOD: 6}
    send(client, reverse("intake:save", args=[upload.public_id]))
    by_name = dict(LabourProfile.objects.values_list("person__full_name", "qualification"))
    assert by_name["Trần Thị Mai A"] == "ELEMENTARY"
    assert by_name["Vũ Thị Yến A"] == "MASTER"

    again = dropped(client, book(("Thôn B", 101)), "b.xlsx")
    assert again.state == UploadState.PREVIEW
    assert counts_of(again)[RowState.TO_MEND] == 0


def test_whoever_says_that_it_is_no_form_mends_row_by_row(officer):
    client = client_of(officer)
    upload = dropped(client, book(("Thôn A", 1)))

    send(client, reverse("intake:columns", args=[upload.public_id]), **guessed(upload),
         **{"hoi-0": "NONE"})  # fmt: skip

    assert counts_of(upload) == {RowState.TO_MEND: 6}


def test_a_number_that_no_form_has_is_not_asked_about(officer):
    client = client_of(officer)
    upload = dropped(client, book(("Thôn A", 1), numbers=(1, 4, 5, 8, 6, 17)))
    assert upload.table["questions"] == []


def test_the_other_sheets_of_a_file_are_offered_and_read_one_by_one(officer):
    client = client_of(officer)
    upload = dropped(client, book(("Thôn A", 1), ("Thôn B", 101), ("Thôn C", 201)))
    send(client, reverse("intake:columns", args=[upload.public_id]), **guessed(upload),
         **{"hoi-0": "TT01_01"})  # fmt: skip
    here = reverse("intake:upload", args=[upload.public_id])
    assert "Tệp còn 2 trang tính khác" in client.get(here).content.decode()

    send(client, reverse("intake:sheet", args=[upload.public_id]), trang="Thôn C")

    third = Upload.objects.latest("pk")
    assert (third.sheet, third.state) == ("Thôn C", UploadState.PREVIEW)
    assert counts_of(third) == {RowState.GOOD: 6}
    page = client.get(here).content.decode()
    assert page.count("Đọc trang này") == 1
    assert "Đã đọc: xem" in page
    answer = send(client, reverse("intake:sheet", args=[upload.public_id]), trang="Thôn Z")
    assert answer.status_code == 302
    assert Upload.objects.count() == 2
