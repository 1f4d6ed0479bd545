"""Happenings: one key counts once, by form and by file; taken out with a reason; the command."""

import json
from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from caunoi.indicators.actions.happenings import (
    CannotNote,
    HappeningRow,
    add_happenings,
    months_touched,
    undo_happening,
)
from caunoi.indicators.choices.catalogue import Source
from caunoi.indicators.models import Correction, Figure, Happening, Submission, Total
from caunoi_kit.journal.models import Entry as JournalEntry
from caunoi_kit.ui.once import FIELD, fresh_key
from tests.indicators.collecting_factories import AT, collecting, indicator

pytestmark = pytest.mark.django_db

GIFTS = "Mã,Ngày,Đơn vị,Số lượng,Số tiền,Ghi chú\n"


@pytest.fixture(autouse=True)
def demo(settings):
    settings.CAUNOI_DEMO = True
    with time_machine.travel(AT + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def made():
    place = collecting()
    place.gifts = indicator("qua-tang", "Suất quà", source=Source.DERIVED, query="happenings")
    indicator("tien-qua-tang", "Tiền quà", source=Source.DERIVED, query="happenings:qua-tang")
    return place


@pytest.fixture
def run(tmp_path, made):
    def command(name, text, **options):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        receipt = tmp_path / "bien-nhan.json"
        call_command("figures", str(file), receipt=receipt, **options)
        return json.loads(receipt.read_text())

    return command


def add(made, *rows, unit=None):
    return add_happenings(
        indicator=made.gifts, unit=unit or made.unit, rows=rows, by=made.officer, at=AT
    )


def gifts(made):
    figure = Figure.objects.filter(indicator=made.gifts, first=date(2026, 10, 1), unit=made.unit)
    return figure.values_list("value", flat=True).first()


def test_a_key_counts_once_and_again_is_known():
    made = collecting()
    made.gifts = made.jobs
    row = HappeningRow("QT-1", date(2026, 10, 5), quantity=3, amount=900_000)

    assert add(made, row).added == 1
    assert (add(made, row).added, add(made, row).known) == (0, 1)
    assert add(made, row, unit=made.units[1]).added == 1


def test_a_known_key_with_other_contents_stops_everything(made):
    add(made, HappeningRow("QT-1", date(2026, 10, 5), quantity=3))

    with pytest.raises(CannotNote, match="đã ghi ngày 05/10/2026 với số lượng 3"):
        add(
            made,
            HappeningRow("QT-2", date(2026, 10, 5)),
            HappeningRow("QT-1", date(2026, 10, 5), quantity=4),
        )
    assert Happening.objects.count() == 1


def test_a_list_with_a_key_twice_is_refused(made):
    with pytest.raises(CannotNote, match="QT-1 có hai dòng"):
        add(made, HappeningRow("QT-1", date(2026, 10, 5)), HappeningRow("QT-1", date(2026, 10, 6)))


def test_one_taken_out_leaves_its_reason_in_the_journal(made):
    add(made, HappeningRow("QT-1", date(2026, 10, 5), quantity=3))
    found = Happening.objects.get()
    with pytest.raises(CannotNote, match="vì sao bỏ"):
        undo_happening(happening=found, why=" ", by=made.officer, at=AT)

    undo_happening(happening=found, why="Ghi trùng", by=made.officer, at=AT)

    assert not Happening.objects.exists()
    kept = JournalEntry.objects.get(event="indicators.happening.undone")
    assert (kept.detail["why"], kept.detail["key"]) == ("Ghi trùng", "QT-1")


def test_the_months_of_both_calendars_are_counted_anew():
    months = [month.code for month in months_touched([date(2026, 10, 20)])]

    assert months == ["2026-10", "2026-11"]


def test_a_happening_noted_on_the_page_becomes_a_figure(client, made):
    client.force_login(made.officer)
    said = {
        FIELD: fresh_key(),
        "indicator": "qua-tang",
        "unit": made.unit.code,
        "on": "5/10/2026",
        "key": "QT-1",
        "quantity": "1.200",
        "amount": "360 triệu",
    }

    answer = client.post(reverse("indicators:new_happening"), said)

    assert answer.status_code == 302
    found = Happening.objects.get()
    assert (found.quantity, found.amount) == (1_200, 360_000_000)
    assert gifts(made) == 1_200
    page = client.get(reverse("indicators:happenings")).content.decode()
    assert "360.000.000 đ" in page


def test_a_happening_of_tomorrow_is_refused(client, made):
    client.force_login(made.officer)
    said = {FIELD: fresh_key(), "indicator": "qua-tang", "unit": made.unit.code, "on": "5/12/2026"}

    page = client.post(reverse("indicators:new_happening"), said).content.decode()

    assert "còn chưa tới" in page
    assert "Mỗi sự việc cần một mã riêng" in page


def test_a_list_uploaded_says_every_fault_and_keeps_nothing(client, made):
    client.force_login(made.approver)
    text = GIFTS + f"1,05/10/2026,{made.unit.code},2,abc,\n1,31/02/2026,X0,0,5,\n"

    page = client.post(
        reverse("indicators:happenings_file"),
        {
            FIELD: fresh_key(),
            "indicator": "qua-tang",
            "file": SimpleUploadedFile("qua.csv", text.encode()),
        },
    ).content.decode()

    assert "Chưa lưu gì: tệp còn 4 chỗ cần sửa" in page
    for cell in ("E2", "B3", "C3", "D3"):
        assert f">{cell}<" in page
    assert not Happening.objects.exists()


def test_a_commune_sees_and_takes_out_its_own_only(client, made):
    add(made, HappeningRow("QT-1", date(2026, 10, 5)), unit=made.units[1])
    client.force_login(made.officer)

    assert "QT-1" not in client.get(reverse("indicators:happenings")).content.decode()
    other = reverse("indicators:undo_happening", args=[Happening.objects.get().public_id])
    assert client.get(other).status_code == 403


def test_the_command_notes_a_list_once(made, run):
    text = GIFTS + f"1,05/10/2026,{made.unit.code},12.000,3,5 tỷ\n".replace("3,5 tỷ", '"3,5 tỷ",')
    told = run("qua.csv", text, happenings="qua-tang")
    assert (told["stored"], told["added"]) == (True, 1)
    assert gifts(made) == 12_000

    told = run("qua.csv", text, happenings="qua-tang")
    assert (told["added"], told["known"]) == (0, 1)


def test_the_command_keeps_values_with_their_bounds_and_again_changes_nothing(made, run):
    text = (
        "Đơn vị;Chỉ tiêu;Kỳ;Giá trị\n"
        f"{made.whole.code};viec-lam-moi;2023;25.953\n"
        f"{made.whole.code};tien-qua;2023;trên 6,96 tỷ\n"
        f"{made.whole.code};giam-ngheo;2023;4,87\n"
    )
    told = run("2023.csv", text, username=made.approver.username)
    assert (told["added"], told["faults"]) == (3, [])

    money = Figure.objects.get(indicator__code="tien-qua")
    assert (money.value, money.bound) == (6_960_000_000, "OVER")
    assert Total.objects.get(indicator=made.jobs).value == 25_953
    assert run("2023.csv", text)["known"] == 3


def test_another_value_needs_a_reason_and_leaves_a_trail(made, run):
    text = "Đơn vị,Chỉ tiêu,Kỳ,Giá trị\n{},viec-lam-moi,2023,{}\n"
    run("a.csv", text.format(made.whole.code, 100))

    with pytest.raises(CommandError, match="đã có 100, tệp ghi 120"):
        run("a.csv", text.format(made.whole.code, 120))
    run(
        "a.csv",
        text.format(made.whole.code, 120),
        username=made.approver.username,
        why="Số chính thức",
    )

    assert (Correction.objects.get().before, Figure.objects.get().value) == (100, 120)


def test_a_file_of_values_says_all_that_is_wrong(made, run):
    text = (
        "Đơn vị,Chỉ tiêu,Kỳ,Giá trị\n"
        "X0,viec-lam-moi,2023,5\n"
        f"{made.unit.code},khong-co,2023,5\n"
        f"{made.unit.code},viec-lam-moi,2023Q9,5\n"
        f"{made.unit.code},viec-lam-moi,2023,mười\n"
        f"{made.unit.code},viec-lam-moi,2023,5\n"
        f"{made.unit.code},viec-lam-moi,2023,6\n"
    )

    with pytest.raises(CommandError, match=r"Chưa lưu gì: tệp a\.csv có 5 lỗi"):
        run("a.csv", text)

    assert not Figure.objects.exists()


def test_the_command_hands_in_a_form_of_all_units(made, run):
    heads = ",".join(["Mã đơn vị", "Việc làm mới", "Đi làm ở nước ngoài (người)"])
    rows = "".join(f"{unit.code},{100 + at},gần 20\n" for at, unit in enumerate(made.units))

    told = run("xa.csv", f"{heads}\n{rows}", form="xa-thang", period="2026-10")

    assert (told["units"], told["owing"], told["sent"]) == (2, 2, 2)
    assert set(Submission.objects.values_list("state", flat=True)) == {"SENT"}
    assert Total.objects.get(indicator=made.jobs, first=date(2026, 10, 1)).value == 201
    again = run("xa.csv", f"{heads}\n{rows}", form="xa-thang", period="2026-10")
    assert (again["sent"], len(again["same"])) == (0, 2)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"form": "khong-co", "period": "2026-10"}, "Không có biểu nào"),
        ({"form": "xa-thang"}, "Thiếu --period"),
        ({"form": "xa-thang", "period": "2026"}, "nộp theo tháng"),
        ({"happenings": "khong-co"}, "Không có chỉ tiêu nào"),
        ({"username": "ai-do"}, "Không có tài khoản"),
        ({"unit": "X0"}, "Không có đơn vị báo cáo nào"),
    ],
)
def test_the_command_says_what_is_wrong_with_its_words(made, run, options, told):
    with pytest.raises(CommandError, match=told):
        run("a.csv", "Đơn vị,Chỉ tiêu\n", **options)
