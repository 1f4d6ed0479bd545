"""Pages of a commune's list: dropped, its columns seen, mended, saved."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.intake.choices.files import RowState, UploadState
from caunoi.intake.models import Upload, UploadContent, UploadRow
from caunoi.intake.queries.files.uploads import counts_of
from caunoi.people.models import Person
from caunoi_kit.journal.models import Entry
from caunoi_kit.ui.once import fresh_key
from tests.accounts.factories import UserFactory
from tests.intake.factories import OfficerFactory, UploadFactory
from tests.intake.lists import workers
from tests.kit import hostile_sheets

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(settings):
    settings.CAUNOI_DEMO = True
    return OfficerFactory(made=True)


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(client, where, **fields):
    return client.post(where, {"_once": fresh_key(), **fields})


def dropped(client, made, name="danh-sach.xlsx") -> Upload:
    answer = send(
        client, reverse("intake:files"), file=SimpleUploadedFile(name, made.xlsx(title=name))
    )
    upload = Upload.objects.latest("pk")
    assert answer["Location"] == reverse("intake:upload", args=[upload.public_id])
    return upload


def guessed(upload) -> dict[str, str]:
    return {f"cot-{c['index']}": c["field"] or "" for c in upload.table["columns"]}


def test_a_list_is_dropped_mended_in_the_grid_saved_and_undone(officer):
    client, made = client_of(officer), workers(25)
    upload = dropped(client, made)
    page = client.get(reverse("intake:upload", args=[upload.public_id])).content.decode()
    assert "Các cột có đúng không?" in page

    send(client, reverse("intake:columns", args=[upload.public_id]), **guessed(upload))
    page = client.get(reverse("intake:upload", args=[upload.public_id])).content.decode()
    assert "Xem trước: chưa lưu gì vào sổ" in page
    grid = reverse("intake:grid", args=[upload.public_id])
    page = client.get(grid).content.decode()
    assert "có chữ cái lẫn trong ngày" in page

    send(client, f"{grid}?loai=DAY_LETTERS", nhan="tat-ca")
    send(client, grid, **{f"o-{made.nameless[0]}-full_name": "lê thị mới"})
    doubts = reverse("intake:doubts", args=[upload.public_id, "duplicate"])
    send(client, doubts, la=f"{made.twice[0]}:bo")
    assert counts_of(upload) == {RowState.GOOD: 24, RowState.LEFT_OUT: 1}

    send(client, reverse("intake:save", args=[upload.public_id]))
    assert Person.objects.filter(full_name="Lê Thị Mới", made=True).count() == 1
    page = client.get(reverse("intake:upload", args=[upload.public_id])).content.decode()
    assert "Biên nhận" in page
    assert "Hoàn tác cả tệp" in page

    send(client, reverse("intake:undo", args=[upload.public_id]))
    upload.refresh_from_db()
    assert upload.state == UploadState.UNDONE
    assert not Person.objects.exists()
    assert Entry.objects.filter(event="intake.rows.read", by=officer).exists()


def test_what_cannot_be_mended_stays_in_its_cell(officer):
    client, made = client_of(officer), workers(12)
    upload = dropped(client, made)
    send(client, reverse("intake:columns", args=[upload.public_id]), **guessed(upload))
    grid = reverse("intake:grid", args=[upload.public_id])

    send(client, grid, **{f"o-{made.lettered[0]}-birth_date": "ba mươi tết"})

    page = client.get(grid).content.decode()
    assert 'value="ba mươi tết"' in page


def test_another_communes_file_is_as_one_that_never_was(officer):
    foreign = UploadFactory()
    client = client_of(officer)

    for name in ("upload", "grid", "remarks"):
        answer = client.get(reverse(f"intake:{name}", args=[foreign.public_id]))
        assert answer.status_code == 404
    assert send(client, reverse("intake:save", args=[foreign.public_id])).status_code == 404
    assert foreign.name not in client.get(reverse("intake:files")).content.decode()


def test_the_department_sees_how_far_a_commune_is_and_no_row(settings, officer):
    upload = UploadFactory()
    UploadRow.objects.create(upload=upload, number=4, state=RowState.GOOD, digest="0")
    client = client_of(UserFactory(role=Role.DEPARTMENT, made=True))

    page = client.get(reverse("intake:upload", args=[upload.public_id])).content.decode()

    assert "Tốt" in page
    assert "Lưu 1 dòng" not in page
    assert client.get(reverse("intake:grid", args=[upload.public_id])).status_code == 403


def test_an_officer_without_a_commune_is_told_what_to_do(settings):
    settings.CAUNOI_DEMO = True
    client = client_of(UserFactory(role=Role.COMMUNE, made=True))

    assert "Nhờ quản trị viên" in client.get(reverse("intake:files")).content.decode()


def test_the_list_of_the_next_round_comes_back_with_what_changed_and_asks_nothing(officer):
    from caunoi_kit.office import sheets

    client, made = client_of(officer), workers(6, slips=False)
    upload = dropped(client, made)
    send(client, reverse("intake:columns", args=[upload.public_id]), **guessed(upload))
    send(client, reverse("intake:save", args=[upload.public_id]))
    known = client.get(reverse("intake:known"))
    rows = sheets.read(known.content, name="a.xlsx")
    assert made.rows[0][4] not in str(rows)
    rows[2][13], rows[2][14] = rows[2][13], "Lái xe nâng"

    columns = [sheets.Column(name) for name in rows[0]]
    content = sheets.write(columns, rows[1:], title="Danh sách lao động")
    send(client, reverse("intake:files"), file=SimpleUploadedFile("dot-sau.xlsx", content))

    again = Upload.objects.latest("pk")
    assert again.state == UploadState.PREVIEW
    assert counts_of(again) == {RowState.SAME: 5, RowState.CHANGED: 1}


def test_a_large_bomb_is_refused_while_its_sender_waits_and_is_not_kept(officer):
    content = {name: file for name, file, _ in hostile_sheets.files()}["million-rows"]
    client = client_of(officer)
    where = reverse("intake:files")
    answer = send(client, where, file=SimpleUploadedFile("to.xlsx", content))

    upload = Upload.objects.get()
    assert (upload.state, upload.size) == (UploadState.REFUSED, len(content))
    assert not UploadContent.objects.exists()
    assert "dòng" in client.get(answer.headers["Location"]).content.decode()
    events = Entry.objects.filter(event__startswith="intake.file.").order_by("id")
    assert [each.event for each in events] == ["intake.file.received", "intake.file.refused"]
