"""What becomes of an agreement, and what is refused with its reason."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from caunoi.accounts.choices import Role
from caunoi.agreements import actions, queries
from caunoi.agreements.actions import (
    CannotAmend,
    CannotAttach,
    CannotDraft,
    CannotEnd,
    CannotSign,
    Draft,
    Promise,
)
from caunoi.agreements.choices import AgreementKind, AgreementState
from caunoi.agreements.models import Agreement
from caunoi_kit.journal.models import Entry
from caunoi_kit.ui import editing
from tests.accounts.factories import UserFactory
from tests.agreements.factories import NOW, PDF, TODAY, AgreementFactory, LineFactory
from tests.classifications.factories import OccupationFactory
from tests.employers.factories import EmployerFactory
from tests.training.factories import InstitutionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    return UserFactory(role=Role.HEAD)


@pytest.fixture
def draft():
    return Draft(
        kind=AgreementKind.SUPPLY,
        employer=EmployerFactory(),
        institution=None,
        other_party="",
        to_sign_on=date(2026, 12, 5),
        valid_until=date(2027, 12, 31),
        terms="",
        lines=(Promise(OccupationFactory(), date(2027, 1, 15), 30),),
    )


def sign(agreement, by, **changes):
    data = {
        "number": "12/TT-TTDVVL",
        "signed_on": TODAY,
        "valid_until": date(2027, 12, 31),
    } | changes
    return actions.sign_agreement(agreement=agreement, by=by, on=TODAY, **data)


def test_a_draft_is_kept_with_its_lines_and_noted(draft, head):
    agreement = actions.draft_agreement(draft=draft, by=head, at=NOW)

    line = agreement.lines.get()
    assert (line.month, line.quantity) == (date(2027, 1, 1), 30)
    assert agreement.state == AgreementState.DRAFT
    assert Entry.objects.get(event="agreements.agreement.drafted").by_id == head.pk


def test_three_parties_may_agree_on_training(draft, head):
    agreement = actions.draft_agreement(
        draft=replace(
            draft,
            kind=AgreementKind.TRAINING,
            institution=InstitutionFactory(),
            other_party="Trung tâm tỉnh bạn",
        ),
        by=head,
        at=NOW,
    )

    assert agreement.employer
    assert agreement.institution
    assert agreement.other_party


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"employer": None}, "Chưa có bên ký"),
        ({"kind": AgreementKind.TRAINING}, "cần một cơ sở đào tạo"),
    ],
)
def test_a_draft_needs_the_parties_of_its_kind(draft, head, changes, words):
    with pytest.raises(CannotDraft, match=words):
        actions.draft_agreement(draft=replace(draft, **changes), by=head, at=NOW)
    assert not Agreement.objects.exists()


def test_the_same_work_and_month_stand_in_one_line(draft, head):
    with pytest.raises(CannotDraft, match="Gộp thành một dòng"):
        actions.draft_agreement(draft=replace(draft, lines=draft.lines * 2), by=head, at=NOW)


def test_a_colleagues_change_is_not_overwritten(draft, head):
    agreement = actions.draft_agreement(draft=draft, by=head, at=NOW)
    opened = editing.state_of(queries.draft_in_words(agreement))
    actions.change_draft(
        agreement=agreement, draft=replace(draft, terms="Của người trước"), before=opened, by=head
    )

    with pytest.raises(editing.EditedMeanwhile) as refusal:
        actions.change_draft(
            agreement=agreement, draft=replace(draft, terms="Của tôi"), before=opened, by=head
        )

    assert [each.field for each in refusal.value.conflicts] == ["terms"]
    agreement.refresh_from_db()
    assert agreement.terms == "Của người trước"


def test_a_signed_agreement_is_changed_by_an_amendment_only(draft, head):
    agreement = AgreementFactory(signed=True)

    with pytest.raises(CannotDraft, match="phụ lục"):
        actions.change_draft(agreement=agreement, draft=draft, before="", by=head)


def test_signing_gives_number_day_and_term(draft, head):
    agreement = actions.draft_agreement(draft=draft, by=head, at=NOW)

    signed = sign(agreement, head, number="  12/TT-TTDVVL ")

    assert signed.state == AgreementState.SIGNED
    assert (signed.number, signed.signed_year) == ("12/TT-TTDVVL", 2026)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"number": "  "}, "Chưa có số"),
        ({"signed_on": date(2026, 11, 29)}, "chưa tới"),
        ({"valid_until": date(2026, 11, 27)}, "trước ngày ký"),
    ],
)
def test_a_signature_is_refused_with_its_reason(draft, head, changes, words):
    agreement = actions.draft_agreement(draft=draft, by=head, at=NOW)

    with pytest.raises(CannotSign, match=words):
        sign(agreement, head, **changes)


def test_nothing_promised_is_nothing_to_sign(head):
    with pytest.raises(CannotSign, match="Chưa có dòng"):
        sign(AgreementFactory(), head)


def test_a_number_is_given_once_a_year(head):
    sign(LineFactory().agreement, head)

    with pytest.raises(CannotSign, match="đã dùng"):
        sign(LineFactory().agreement, head)
    sign(LineFactory().agreement, head, signed_on=date(2025, 12, 31))


def test_an_agreement_is_signed_once(head):
    agreement = LineFactory().agreement
    sign(agreement, head)

    with pytest.raises(CannotSign, match="đã ghi ký"):
        sign(agreement, head, number="13/TT")


def amend(agreement, by, **changes):
    data = {
        "lines": (Promise(OccupationFactory(code="7212"), date(2027, 3, 1), 50),),
        "valid_until": date(2027, 6, 30),
        "why": "Doanh nghiệp lùi ngày mở xưởng",
        "signed_on": TODAY,
    } | changes
    return actions.amend_agreement(agreement=agreement, by=by, at=NOW, **data)


def test_an_amendment_keeps_what_stood_before(head):
    agreement = LineFactory(agreement=AgreementFactory(signed=True)).agreement

    first, second = amend(agreement, head), amend(agreement, head, why="Thêm người")

    assert (first.order, second.order) == (1, 2)
    assert first.before["valid_until"] == "2027-09-30"
    assert [line[2:4] for line in first.before["lines"]] == [["01/2027", 30]]
    assert second.before["valid_until"] == "2027-06-30"
    agreement.refresh_from_db()
    assert agreement.valid_until == date(2027, 6, 30)
    assert agreement.lines.get().quantity == 50


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"why": " "}, "Chưa có lý do"),
        ({"lines": ()}, "Chưa có dòng"),
        ({"signed_on": date(2026, 9, 30)}, "Ngày ký phụ lục"),
        ({"signed_on": date(2026, 12, 1)}, "Ngày ký phụ lục"),
        ({"valid_until": date(2026, 11, 1)}, "trước ngày ký phụ lục"),
    ],
)
def test_an_amendment_is_refused_with_its_reason(head, changes, words):
    agreement = LineFactory(agreement=AgreementFactory(signed=True)).agreement

    with pytest.raises(CannotAmend, match=words):
        amend(agreement, head, **changes)
    assert agreement.lines.get().quantity == 30


def test_a_draft_has_no_amendments(head):
    with pytest.raises(CannotAmend, match="đang có hiệu lực"):
        amend(AgreementFactory(), head)


def test_an_ended_agreement_stays_as_it_was_ended(head):
    agreement = AgreementFactory(signed=True)
    actions.end_agreement(agreement=agreement, why="Đã xong", by=head, on=TODAY)

    again = actions.end_agreement(agreement=agreement, why="Khác", by=head, on=date(2027, 1, 1))

    assert (again.ending, again.ended_on) == ("Đã xong", TODAY)


def test_a_draft_or_a_silent_ending_is_refused(head):
    with pytest.raises(CannotEnd, match="Bản thảo"):
        actions.end_agreement(agreement=AgreementFactory(), why="x", by=head, on=TODAY)
    with pytest.raises(CannotEnd, match="Chưa có lý do"):
        actions.end_agreement(agreement=AgreementFactory(signed=True), why=" ", by=head, on=TODAY)


def attach(agreement, by, content=PDF, name="Bản ký.pdf"):
    return actions.attach_file(agreement=agreement, content=content, name=name, by=by, at=NOW)


def test_a_scan_is_kept_under_a_name_of_ours(head):
    agreement = AgreementFactory(signed=True)

    file = attach(agreement, head, name="..\\..\\Bản <ký>.pdf")

    path = queries.file_path(file)
    assert file.name == "Bản ký.pdf"
    assert path.read_bytes() == PDF
    assert path.name == f"{file.public_id}.pdf"
    assert path.stat().st_mode & 0o077 == 0


def test_the_same_scan_is_kept_once(head):
    agreement = AgreementFactory(signed=True)

    assert attach(agreement, head) == attach(agreement, head, name="khac.pdf")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "không phải PDF"),
        (b"<html>%PDF</html>", "không phải PDF"),
        (PDF[:-8], "bị cắt"),
        (PDF + b"\0" * 10_000_000, "10 MB"),
        (b"\0" * 2_000 + PDF, "không phải PDF"),
    ],
)
def test_what_is_no_pdf_is_refused_by_its_content(head, content, words):
    agreement = AgreementFactory(signed=True)

    with pytest.raises(CannotAttach, match=words):
        attach(agreement, head, content=content)
    assert not agreement.files.exists()


def test_a_draft_takes_no_scan(head):
    with pytest.raises(CannotAttach, match="chưa ký"):
        attach(AgreementFactory(), head)


def test_opening_a_scan_is_noted(head):
    file = attach(AgreementFactory(signed=True), head)

    actions.read_file(file=file, by=head)

    entry = Entry.objects.get(event="agreements.file.read")
    assert (entry.by_id, entry.detail["file"]) == (head.pk, str(file.public_id))


@pytest.mark.parametrize(
    "broken",
    [
        {"employer": None},
        {"state": AgreementState.SIGNED},
        {"state": AgreementState.ENDED},
        {"ended_on": TODAY},
    ],
)
def test_the_database_itself_refuses_half_an_agreement(broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementFactory(**broken)
