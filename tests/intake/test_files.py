"""A commune's list on its way into the register: looked at, mended, saved, taken back."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from caunoi.intake.actions.files import (
    CannotTake,
    confirm_columns,
    receive_upload,
)
from caunoi.intake.actions.files_mending import decide_rows, keep_mended
from caunoi.intake.actions.files_saving import save_some, start_saving
from caunoi.intake.actions.files_undo import CHANGED_SINCE, forget_uploads, start_undo, undo_some
from caunoi.intake.choices.files import KEEP_DAYS, RowState, Schema, UploadState, Verdict
from caunoi.intake.imports.uploads import accepted_rows, mended_rows, read_upload
from caunoi.intake.models import ColumnMemory, Upload, UploadContent, UploadRow
from caunoi.intake.queries.files.rows import kinds_of, stays_of, with_proposal
from caunoi.intake.queries.files.uploads import counts_of
from caunoi.people.actions.from_files import change_people
from caunoi.people.choices import Verification
from caunoi.people.models import Household, LabourProfile, Person
from caunoi.people.queries.told import Told
from caunoi_kit.journal.models import Entry
from tests.intake.factories import DAY, NOON, OfficerFactory, UploadFactory
from tests.intake.lists import workers
from tests.people.factories import ConsentFactory
from tests.places.factories import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return OfficerFactory()


def sent(officer, content: bytes, **more) -> Upload:
    """A file that an officer dropped; its columns as they were guessed, if they are asked."""
    upload, _ = receive_upload(
        content=content,
        name="danh-sach.xlsx",
        schema=Schema.WORKERS,
        commune=officer.org_unit.place,
        by=officer,
        at=NOON,
        **more,
    )
    read_upload(upload, on=DAY, at=NOON)
    if upload.state == UploadState.COLUMNS:
        guessed = {column["index"]: column["field"] for column in upload.table["columns"]}
        confirm_columns(upload=upload, columns=guessed, answers={}, by=officer, at=NOON)
        upload.refresh_from_db()
        read_upload(upload, on=DAY, at=NOON)
    upload.refresh_from_db()
    return upload


def saved(upload: Upload, by) -> Upload:
    start_saving(upload=upload, by=by, at=NOON)
    while save_some(upload=upload, on=DAY, at=NOON):
        pass
    upload.refresh_from_db()
    return upload


def test_a_list_with_slips_is_looked_at_mended_saved_and_taken_back(officer):
    made = workers(25)
    upload = sent(officer, made.xlsx())

    counts = counts_of(upload)
    assert Person.objects.count() == 0
    assert counts[RowState.TO_MEND] == len(made.lettered) + len(made.nameless)
    assert counts[RowState.DUPLICATE] == len(made.twice)
    assert counts.total() == len(made.rows)

    kind = kinds_of(upload).most_common(1)[0][0]
    pairs = [(row.number, fault.field) for row, fault in with_proposal(upload, kind)]
    assert sorted(number for number, _ in pairs) == made.lettered
    rows = accepted_rows(upload, pairs, on=DAY)
    now = keep_mended(upload=upload, rows=rows, by=officer, on=DAY, at=NOON)
    assert set(now.values()) == {RowState.GOOD}

    rows = mended_rows(upload, {n: {"full_name": "Lê Thị Mới"} for n in made.nameless}, on=DAY)
    keep_mended(upload=upload, rows=rows, by=officer, on=DAY, at=NOON)
    decide_rows(
        upload=upload, numbers=made.twice, verdict=Verdict.LEAVE_OUT, by=officer, on=DAY, at=NOON
    )
    saved(upload, officer)
    people = len(made.rows) - len(made.twice)
    assert counts_of(upload) == {RowState.SAVED: people, RowState.LEFT_OUT: len(made.twice)}
    assert Person.objects.count() == LabourProfile.objects.count() == people
    assert Person.objects.filter(place=officer.org_unit.place).count() == people
    first = Person.objects.get(pk=UploadRow.objects.get(upload=upload, number=4).person_id)
    assert first.full_name == made.rows[0][1]
    assert first.identity_number == made.rows[0][4]
    assert first.birth_date == made.rows[0][2]

    first.phone = "0988888888"  # somebody at the counter corrects it
    first.save()
    used = UploadRow.objects.get(upload=upload, number=6).person
    ConsentFactory(person=used)
    start_undo(upload=upload, by=officer, at=NOON + timedelta(days=30))
    while undo_some(upload=upload, at=NOON):
        pass
    assert set(Person.objects.all()) == {first, used}
    assert stays_of(upload)[0] == (4, CHANGED_SINCE)
    assert stays_of(upload)[1][0] == 6
    assert Household.objects.exclude(pk__in=[first.household_id, used.household_id]).count() == 0


def test_the_same_file_again_touches_nothing_and_a_mended_one_only_what_changed(officer):
    made = workers(12, slips=False)
    upload = saved(sent(officer, made.xlsx()), officer)
    again, new = receive_upload(
        content=made.xlsx(),
        name="x.xlsx",
        schema=Schema.WORKERS,
        commune=officer.org_unit.place,
        by=officer,
        at=NOON,
    )
    before = [p.phone for p in Person.objects.order_by("pk")]
    made.rows[3][5] = "0977777777"
    mended = sent(officer, made.xlsx(title="SỬA"), replaces=upload)

    assert (again == upload) == (not new)
    assert counts_of(mended) == {RowState.SAME: 11, RowState.CHANGED: 1}
    row = UploadRow.objects.get(upload=mended, state=RowState.CHANGED)
    assert row.said["differences"] == [["điện thoại", before[3], "0977777777"]]

    decide_rows(
        upload=mended,
        numbers=[row.number],
        verdict=Verdict.SAME_PERSON,
        by=officer,
        on=DAY,
        at=NOON,
    )
    saved(mended, officer)
    assert [p.phone for p in Person.objects.order_by("pk")] == [
        *before[:3], "0977777777", *before[4:],
    ]  # fmt: skip

    start_undo(upload=mended, by=officer, at=NOON)
    while undo_some(upload=mended, at=NOON):
        pass
    assert [p.phone for p in Person.objects.order_by("pk")] == before


def test_columns_are_asked_once_and_remembered_for_the_commune(officer):
    upload, _ = receive_upload(
        content=workers(3).xlsx(),
        name="a.xlsx",
        schema=Schema.WORKERS,
        commune=officer.org_unit.place,
        by=officer,
        at=NOON,
    )
    read_upload(upload, on=DAY, at=NOON)
    assert upload.state == UploadState.COLUMNS
    assert not UploadRow.objects.filter(upload=upload).exists()
    fields = {column["field"]: column["index"] for column in upload.table["columns"]}
    said = {index: field for field, index in fields.items()} | {fields["phone"]: None}
    with pytest.raises(CannotTake, match="họ và tên"):
        confirm_columns(upload=upload, columns={}, answers={}, by=officer, at=NOON)
    confirm_columns(upload=upload, columns=said, answers={}, by=officer, at=NOON)
    upload.refresh_from_db()
    read_upload(upload, on=DAY, at=NOON)

    second, _ = receive_upload(
        content=workers(4, seed=8).xlsx(),
        name="b.xlsx",
        schema=Schema.WORKERS,
        commune=officer.org_unit.place,
        by=officer,
        at=NOON,
    )
    read_upload(second, on=DAY, at=NOON)

    assert second.state == UploadState.PREVIEW
    assert all("phone" not in row.said["values"] for row in UploadRow.objects.all())
    assert ColumnMemory.objects.count() == 1


def test_who_is_known_under_another_name_or_in_another_commune_is_asked_for(officer):
    made = workers(3, slips=False)
    saved(sent(officer, made.xlsx()), officer)
    elsewhere = OfficerFactory()
    made.rows[0][1], made.rows[0][2] = "Hoàng Khác Hẳn", made.rows[0][2].replace(year=1950)

    upload = sent(elsewhere, made.xlsx(title="XÃ KHÁC"))

    rows = {row.number: row for row in UploadRow.objects.filter(upload=upload)}
    assert {row.state for row in rows.values()} == {RowState.DUPLICATE}
    assert "người khác tên" in rows[4].said["why"]
    assert officer.org_unit.place.name in rows[5].said["why"]
    decide_rows(
        upload=upload, numbers=[5], verdict=Verdict.SAME_PERSON, by=elsewhere, on=DAY, at=NOON
    )
    saved(upload, elsewhere)
    moved = UploadRow.objects.get(upload=upload, number=5).person
    assert moved.place == elsewhere.org_unit.place
    assert Person.objects.count() == 3


def test_what_another_file_entered_meanwhile_is_not_entered_twice(officer):
    made = workers(5, slips=False)
    first = sent(officer, made.xlsx())
    second = sent(officer, made.xlsx(title="BẢN KHÁC"))
    saved(first, officer)

    saved(second, officer)

    assert Person.objects.count() == 5
    assert counts_of(second) == {RowState.SAME: 5}


def test_a_file_that_cannot_be_read_says_why_and_is_not_kept(officer):
    upload = sent(officer, b"<html>not a list</html>")

    assert upload.state == UploadState.REFUSED
    assert upload.why
    assert not UploadContent.objects.exists()


def test_words_of_rows_go_when_nobody_works_on_them_and_the_counts_stay(officer):
    upload = sent(officer, workers(3).xlsx())
    fresh = UploadFactory(keep_until=DAY + timedelta(days=KEEP_DAYS + 1))

    assert forget_uploads(on=DAY + timedelta(days=KEEP_DAYS + 1)) == 1

    upload.refresh_from_db()
    fresh.refresh_from_db()
    assert (upload.state, fresh.state) == (UploadState.FORGOTTEN, UploadState.PREVIEW)
    assert not UploadContent.objects.exists()
    assert counts_of(upload) == {RowState.LEFT_OUT: 3}
    assert {row.kept for row in UploadRow.objects.filter(upload=upload)} == {"{}"}


def test_every_deed_is_in_the_journal_without_any_personal_data(officer):
    made = workers(3, slips=False)
    upload = saved(sent(officer, made.xlsx()), officer)
    start_undo(upload=upload, by=officer, at=NOON)
    while undo_some(upload=upload, at=NOON):
        pass

    events = list(Entry.objects.order_by("number").values_list("event", flat=True))
    assert [event for event in events if event.startswith("intake.")] == [
        "intake.file.received",
        "intake.columns.confirmed",
        "intake.file.looked_at",
        "intake.file.saving",
        "intake.file.saved",
        "intake.file.undoing",
        "intake.file.undone",
    ]
    told = str(list(Entry.objects.values_list("detail", flat=True)))
    assert made.rows[0][1] not in told
    assert made.rows[0][4] not in told


def test_an_old_import_is_not_undone(officer):
    upload = saved(sent(officer, workers(1).xlsx()), officer)

    with pytest.raises(CannotTake, match="30 ngày"):
        start_undo(upload=upload, by=officer, at=NOON + timedelta(days=31))


def test_the_command_tells_everything_of_a_file_and_stores_nothing_until_it_may(tmp_path):
    place = CommuneFactory()
    made, file, receipt = workers(40), tmp_path / "ds.xlsx", tmp_path / "r.json"
    file.write_bytes(made.xlsx())
    options = {"commune": place.code, "receipt": receipt}

    call_command("intake", file, dry_run=True, stdout=StringIO(), **options)
    told = json.loads(receipt.read_text())
    assert not Upload.objects.exists()
    assert told["rows_read"] == 40
    assert told["rows_to_mend"] == len(made.lettered) + len(made.nameless)
    assert [each["row"] for each in told["duplicates"]] == made.twice
    fault = next(each for each in told["to_mend"] if each["row"] == made.lettered[0])
    assert fault["cell"] == f"C{made.lettered[0]}"
    day, month, year = made.rows[made.lettered[0] - 4][2].replace("l", "1").split("/")
    assert fault["proposal"] == f"{year}-{month}-{day}"
    assert {"letter": "B", "field": "full_name"}.items() <= told["columns"][1].items()

    call_command("intake", file, stdout=StringIO(), **options)
    assert Person.objects.count() == json.loads(receipt.read_text())["saved"] == told["good"]
    call_command("intake", file, stdout=StringIO(), **options)
    assert Person.objects.count() == told["good"]


def test_a_name_changed_by_a_file_is_compared_anew(officer):
    made = workers(12, slips=False)
    saved(sent(officer, made.xlsx()), officer)
    Person.objects.update(verification=Verification.MATCH, verified_at=NOON)
    first, second = Person.objects.order_by("pk")[:2]

    change_people(
        [
            (first, Told({"full_name": "Nguyễn Thị Đổi"})),
            (second, Told({"phone": "0977777777"})),
        ],
        by=officer,
        made=False,
    )

    assert Person.objects.get(pk=first.pk).verification == Verification.NOT_YET
    assert Person.objects.get(pk=second.pk).verification == Verification.MATCH
