"""Numbers of papers: given at signing, without gap and without twin; names of offices by day."""

import io
import threading
from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from caunoi.accounts.choices import OrgUnitKind, Role
from caunoi.accounts.models import OrgUnit
from caunoi.documents.actions import (
    CannotSign,
    CannotWithdraw,
    draft_document,
    name_office,
    sign_document,
    withdraw_document,
)
from caunoi.documents.choices import DocumentKind, DocumentState
from caunoi.documents.models import Document, Letterhead
from caunoi.documents.queries import (
    head_of,
    letterhead_on,
    missing_numbers,
    numbered,
    out_of_order,
    usual_head,
)
from tests.accounts.factories import UserFactory
from tests.documents.factories import DepartmentFactory, DraftFactory, LetterheadFactory
from tests.places.factories import ProvinceFactory

TODAY = date(2026, 11, 28)
pytestmark = pytest.mark.django_db


def sign(document, on=TODAY, by=None):
    return sign_document(
        document=document,
        write=lambda numbered: f"Số {numbered}".encode(),
        by=by or UserFactory(role=Role.DEPARTMENT),
        on=on,
    )


@pytest.mark.parametrize(
    ("day", "name", "code"),
    [
        (date(2023, 12, 31), "Sở Lao động - Thương binh và Xã hội", "SLĐTBXH"),
        (date(2025, 2, 28), "Sở Lao động - Thương binh và Xã hội", "SLĐTBXH"),
        (date(2025, 3, 1), "Sở Nội vụ", "SNV"),
    ],
)
def test_an_office_bears_the_name_of_the_day(day, name, code):
    unit = DepartmentFactory()
    assert name_office(unit=unit, province="Tỉnh Tuyên Quang", by=None) == 2
    head = head_of(letterhead_on(unit, day))
    assert (head.name, head.code, head.place_name) == (name, code, "Tuyên Quang")
    assert head.parent == "Ủy ban nhân dân tỉnh Tuyên Quang"
    assert usual_head(OrgUnitKind.DEPARTMENT, province="Tỉnh Tuyên Quang", on=day).name == name


def test_names_given_by_hand_stay():
    head = LetterheadFactory(name="Sở của tỉnh tự đặt")
    assert name_office(unit=head.unit, province="Tỉnh Mẫu", by=None) == 0


def test_a_number_is_given_at_signing_and_the_file_bears_it():
    signed = sign(DraftFactory())
    signed.refresh_from_db()
    assert str(signed) == "1/BC-SNV"
    assert bytes(signed.file) == "Số 1/BC-SNV".encode()
    assert signed.state == DocumentState.SIGNED


def test_numbers_follow_each_other_and_begin_anew_with_year_kind_and_office():
    one = DraftFactory()
    unit = one.unit
    signed = [sign(one), sign(DraftFactory(unit=unit)), sign(DraftFactory(unit=unit))]
    assert [each.number for each in signed] == [1, 2, 3]
    assert sign(DraftFactory(unit=unit, kind=DocumentKind.PLAN)).number == 1
    assert sign(DraftFactory()).number == 1
    assert sign(DraftFactory(unit=unit), on=date(2027, 1, 1)).number == 1
    assert [each.number for each in numbered(unit, "BC", 2026)] == [1, 2, 3]
    assert missing_numbers(unit, "BC", 2026) == out_of_order(unit, "BC", 2026) == []


def test_a_withdrawn_paper_keeps_its_number_and_says_why():
    first = sign(DraftFactory())
    boss = UserFactory(role=Role.DIRECTOR)
    with pytest.raises(CannotWithdraw, match="lý do"):
        withdraw_document(document=first, why=" ", by=boss)
    gone = withdraw_document(document=first, why="Sai số liệu mục I.", by=boss)
    assert (gone.state, gone.number) == (DocumentState.WITHDRAWN, 1)
    assert sign(DraftFactory(unit=first.unit)).number == 2
    with pytest.raises(CannotWithdraw):
        withdraw_document(document=gone, why="lần nữa", by=boss)


def test_who_drafted_does_not_sign():
    boss = UserFactory(role=Role.DIRECTOR)
    with pytest.raises(CannotSign, match="không tự ký"):
        sign(DraftFactory(drafted_by=boss), by=boss)


@pytest.mark.parametrize("role", [Role.HEAD, Role.COUNSELLOR, Role.ADMIN])
def test_only_directors_and_the_department_sign(role):
    with pytest.raises(CannotSign, match="Chỉ giám đốc"):
        sign(DraftFactory(), by=UserFactory(role=role))


def test_what_is_signed_is_not_signed_again():
    with pytest.raises(CannotSign, match="đã ký với số 1/BC-SNV"):
        sign(sign(DraftFactory()))


def test_no_day_before_the_last_number():
    first = sign(DraftFactory())
    with pytest.raises(CannotSign, match="không lùi"):
        sign(DraftFactory(unit=first.unit), on=date(2026, 11, 27))


def test_without_a_name_on_paper_nothing_is_signed():
    draft = DraftFactory()
    with pytest.raises(CannotSign, match="load-letterheads"):
        sign(draft, on=date(2025, 1, 2))
    draft.refresh_from_db()
    assert draft.number is None


def test_a_file_that_cannot_be_written_takes_no_number():
    draft = DraftFactory()

    def fails(document):
        raise RuntimeError("no disk")

    with pytest.raises(RuntimeError), transaction.atomic():
        sign_document(document=draft, write=fails, by=UserFactory(role=Role.DIRECTOR), on=TODAY)
    assert sign(DraftFactory(unit=draft.unit)).number == 1


def test_the_database_gives_no_number_twice():
    signed = sign(DraftFactory())
    other = sign(DraftFactory(unit=signed.unit))
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=other.pk).update(number=1)


@pytest.mark.django_db(transaction=True)
def test_papers_signed_at_once_take_different_numbers():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer anyhow")
    unit = LetterheadFactory().unit
    drafts = [DraftFactory(unit=unit) for _ in range(4)]
    bosses = [UserFactory(role=Role.DIRECTOR) for _ in drafts]

    def one(draft, boss):
        try:
            sign(draft, by=boss)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=pair) for pair in zip(drafts, bosses, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    given = Document.objects.filter(unit=unit).order_by("number").values_list("number", flat=True)
    assert list(given) == [1, 2, 3, 4]


def test_a_draft_has_a_title_that_fits():
    draft = draft_document(
        unit=DepartmentFactory(),
        kind=DocumentKind.REPORT,
        title="Kết quả " * 60,
        by=UserFactory(),
        at=DraftFactory.drafted_at,
    )
    assert len(draft.title) == 300


def test_an_office_without_a_place_bears_the_province_of_the_installation(settings):
    settings.CAUNOI_PROVINCE = "33"
    ProvinceFactory()
    centre = OrgUnit.objects.create(name="Trung tâm", kind=OrgUnitKind.CENTRE)

    for _ in range(2):
        call_command("load_letterheads", stdout=io.StringIO())

    head = Letterhead.objects.get(unit=centre, valid_to=None)
    assert (head.place_name, head.name.endswith("tỉnh Hưng Yên")) == ("Hưng Yên", True)
