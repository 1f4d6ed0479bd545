"""What may be kept of a file, told by its content; photographs without their place (C2, C3, C9)."""

import io
from datetime import date, timedelta

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from caunoi_kit.office.opening import open_book
from caunoi_kit.office.remarks import with_remarks
from caunoi_kit.office.sending import foreign_answer
from caunoi_kit.uploads import door, fields
from caunoi_kit.uploads.models import DayOfUploads
from tests.accounts.factories import UserFactory
from tests.kit import hostile_files
from tests.kit.old_sheets import xls
from tests.kit.pictures import BEHIND, PLACE, jpeg, pdf, png
from tests.site import NIGHTLY

EVERY = (fields.SheetField, fields.WordField, fields.TextField, fields.ScanField, fields.PdfField)
DAY = date(2026, 11, 28)
FILES = list(hostile_files.files())


def kept(field: type[forms.FileField], content: bytes, name: str = "a.xlsx") -> SimpleUploadedFile:
    return field(label="Tệp").clean(SimpleUploadedFile(name, content))


def test_there_are_fifty_hostile_files():
    assert len({content for _, content in FILES}) >= 50


@pytest.mark.parametrize("field", EVERY)
def test_no_hostile_file_is_taken_whatever_it_is_called(field):
    taken = []
    for name, content in FILES:
        for called in {name, "a.xlsx", "a.pdf"} if NIGHTLY else {name}:
            try:
                kept(field, content, called)
            except forms.ValidationError as refusal:
                [words] = refusal.messages
                assert words.startswith(("Tệp", "Ảnh")) and words.endswith("."), words
            else:
                taken.append((called, content[:40]))
    assert taken == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ds.xlsm", "có macro. Lưu thành .xlsx rồi tải lại."),
        ("ds.xlsb", "lưu thành .xlsx rồi tải lại."),
        ("tin.doc", "có macro. Lưu thành .xlsx rồi tải lại."),
        ("ds.ods", "có macro. Lưu thành .xlsx rồi tải lại."),
    ],
)
def test_the_advice_says_what_to_do(name, words):
    content = next(content for called, content in FILES if called == name)

    with pytest.raises(forms.ValidationError, match=words):
        kept(fields.SheetField, content, name)


def test_a_file_is_what_it_is_not_what_it_is_called():
    assert kept(fields.ScanField, png(), "ds.xlsx").name == "ds.png"
    assert kept(fields.SheetField, b"a,b\n1,2\n", "anh.jpg").name == "anh.csv"
    assert kept(fields.TextField, "Tuyển thợ may".encode(), "tin.docx").name == "tin.txt"
    assert kept(fields.PdfField, pdf(), "../../x").name == "x.pdf"


@pytest.mark.parametrize("name", hostile_files.NAMES)
def test_names_are_short_and_say_nothing_to_a_machine(name):
    stem, ending = fields.named(name)

    assert 0 < len(stem) <= fields.LONGEST_NAME
    assert len(ending) <= 8
    assert stem.isprintable() and not set(stem) & set('/\\<>:"|?*%')
    assert not stem.startswith(".")


def test_of_a_photograph_only_the_dots_are_kept():
    came = jpeg(place=PLACE, behind=BEHIND)
    assert PLACE in came and Image.open(io.BytesIO(came)).getexif().get_ifd(0x8825)

    content = kept(fields.ScanField, came, "a.jpg").read()

    picture = Image.open(io.BytesIO(content))
    assert PLACE not in content and BEHIND not in content
    assert not picture.getexif() and set(picture.info) <= {"jfif", "jfif_version", "jfif_unit",
                                                           "jfif_density"}  # fmt: skip
    assert picture.size == (30, 40)  # upright, as it was held
    assert picture.getpixel((29, 20)) != picture.getpixel((0, 20))
    clean = kept(fields.ScanField, png(text=PLACE, behind=BEHIND), "a.png").read()
    assert PLACE not in clean and BEHIND not in clean
    assert Image.open(io.BytesIO(clean)).getpixel((5, 5)) == (0, 0, 128)


def test_a_large_photograph_stays_readable():
    content = kept(fields.ScanField, jpeg(size=(4_000, 1_000)), "a.jpg").read()

    assert Image.open(io.BytesIO(content)).size == (3_000, 750)


def test_pdfs_come_back_byte_for_byte():
    """They may be signed."""
    content = pdf(b"<</S/GoTo/D[3 0 R/Fit]>>", trailer=b"/OpenAction 4 0 R")

    assert kept(fields.PdfField, content, "a.pdf").read() == content


def test_of_old_and_linked_workbooks_the_values_are_read_and_nothing_is_fetched():
    linked = hostile_files.fetching_workbook()

    back = with_remarks(linked, name="a.xlsx", sheet="S1", remarks={"A1": "sai"})

    assert open_book(linked, name="a.xlsx").sheets[0].rows == [["Họ tên", "Ngày sinh"]]
    assert open_book(xls([["Họ tên"]]), name="a.xls").sheets[0].rows == [["Họ tên"]]
    assert b"xl/external" in linked and b"xl/external" not in back
    assert open_book(back, name="a.xlsx").sheets[0].rows == [["Họ tên", "Ngày sinh"]]


def test_what_others_sent_in_is_served_to_be_kept_and_can_do_nothing(client):
    answer = foreign_answer(b"<script>", "a.svg")

    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


# --- How much one account may send in


class File:
    def __init__(self, size):
        self.size = size


@pytest.fixture
def few(settings):
    settings.CAUNOI_UPLOADS = {"daily_files": 3, "daily_mb": 2, "monthly_mb": 5}


@pytest.mark.django_db
def test_an_account_may_send_so_much_a_day_and_a_month(few):
    user, other, day = UserFactory(), UserFactory(), DAY

    def sends(*sizes, by=user, on=day):
        return door._weighed(by, [File(size) for size in sizes], on=on)

    assert sends(1_000_000, 900_000) == ""
    assert "Hôm nay" in sends(200_000)
    assert sends(100_000) == ""
    assert "Hôm nay" in sends(1)  # the fourth file
    assert sends(1_000_000, by=other) == ""
    assert sends(2_000_000, on=day + timedelta(days=1)) == ""
    assert "trong 30 ngày" in sends(1_500_000, on=day + timedelta(days=2))
    assert sends(1_500_000, on=day + timedelta(days=30)) == ""
    assert DayOfUploads.objects.get(user=user, day=day).files == 3
    assert door.forget_days(before=day + timedelta(days=1)) == 2


@pytest.mark.django_db
def test_strangers_send_nothing_and_nobody_sends_too_many_at_once():
    from django.contrib.auth.models import AnonymousUser

    assert "Đăng nhập" in door._weighed(AnonymousUser(), [File(1)], on=DAY)
    many = [File(1)] * (door.MOST_AT_ONCE + 1)
    assert "nhiều nhất 20 tệp" in door._weighed(UserFactory(), many, on=DAY)


def test_a_file_that_is_too_large_says_so():
    class Large(SimpleUploadedFile):
        size = 10_000_001

        def __init__(self):
            super().__init__("a.xlsx", b"a,b")
            self.size = 10_000_001

    with pytest.raises(forms.ValidationError, match=r"nặng quá 10 MB\. Chia thành nhiều tệp"):
        fields.SheetField().clean(Large())
