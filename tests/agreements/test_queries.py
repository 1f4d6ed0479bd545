"""Warnings, signing days, and what is due."""

from datetime import date, timedelta

import pytest

from caunoi.agreements import exports, queries
from caunoi.agreements.choices import AgreementState
from tests.agreements.factories import TODAY, AgreementFactory, LineFactory
from tests.classifications.factories import OccupationFactory
from tests.employers.factories import EmployerFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("left", "warning"),
    [(31, None), (30, 30), (15, 30), (14, 14), (4, 14), (3, 3), (0, 3), (-1, 0)],
)
def test_warnings_stand_30_14_and_3_days_before_an_agreement_lapses(left, warning):
    agreement = AgreementFactory(signed=True, valid_until=TODAY + timedelta(days=left))

    assert queries.warning_of(agreement, on=TODAY) == warning
    lapsing = queries.agreements(shown="LAPSING", on=TODAY)
    assert (agreement in lapsing) == (warning is not None)
    assert queries.lapsing_count(on=TODAY) == len(lapsing)


def test_drafts_and_ended_agreements_warn_nobody():
    ended = AgreementFactory(
        signed=True, state=AgreementState.ENDED, ended_on=TODAY, valid_until=TODAY
    )

    assert queries.warning_of(AgreementFactory(valid_until=TODAY), on=TODAY) is None
    assert queries.warning_of(ended, on=TODAY) is None


def test_a_signing_day_has_its_drafts_and_what_was_signed():
    day = date(2026, 12, 5)
    due = AgreementFactory(to_sign_on=day)
    done = AgreementFactory(signed=True, signed_on=day)
    AgreementFactory(to_sign_on=day + timedelta(days=1))
    AgreementFactory(signed=True, to_sign_on=day)

    assert set(queries.signing_day(day)) == {due, done}
    assert queries.next_signing_day(on=TODAY) == day


def test_commitments_are_the_lines_of_agreements_in_force():
    line = LineFactory(agreement=AgreementFactory(signed=True), quantity=40)
    LineFactory()  # of a draft
    LineFactory(agreement=AgreementFactory(signed=True, valid_until=TODAY - timedelta(days=1)))
    LineFactory(agreement=AgreementFactory(signed=True, state=AgreementState.ENDED, ended_on=TODAY))

    [found] = queries.commitments(on=TODAY)

    assert (found.line_id, found.quantity) == (line.pk, 40)
    assert found.employer_id == line.agreement.employer_id
    assert queries.commitments(on=TODAY, agreement=line.agreement) == [found]


def test_commitments_cost_one_query_however_many(django_assert_num_queries):
    for size in (1, 6):
        for n in range(size):
            LineFactory(agreement=AgreementFactory(signed=True), month=date(2027, 1 + n, 1))
        with django_assert_num_queries(1):
            assert queries.commitments(on=TODAY)


def test_an_employer_is_found_by_tax_code_or_by_name():
    may = EmployerFactory(name="Công ty May Phố Hiến", tax_code="0900000001")
    EmployerFactory(name="Công ty May Mỹ Hào")

    assert queries.employers_named("0900000001") == [may]
    assert queries.employers_named("cong ty may pho hien") == [may]
    assert len(queries.employers_named("công ty may")) == 2
    assert queries.employers_named("không có") == []
    assert queries.employers_named("  ") == []


def full(**kwargs):
    line = LineFactory(
        agreement=AgreementFactory(**kwargs), occupation=OccupationFactory(name="Thợ may Ặ")
    )
    return queries.find_agreement(line.agreement.public_id)


def test_an_agreement_is_printed_with_its_lines_and_parties():
    agreement = full(signed=True, training=True, terms="Xe đưa đón.\n\n=1+1")

    paper = exports.paper(agreement)

    assert paper["number"] == agreement.number
    assert [name for name, _ in paper["parties"]] == ["Bên A", "Bên B", "Bên C"]
    assert paper["lines"] == [["1", agreement.lines.all()[0].occupation.name, "", "01/2027", "30"]]
    assert paper["tasks"][-2:] == ["Xe đưa đón.", "=1+1"]
    assert "04 bản" in paper["term"][1]
    assert exports.agreement_pdf(agreement, on=TODAY).startswith(b"%PDF-")
    assert exports.agreement_docx(agreement).startswith(b"PK")


def test_a_draft_is_printed_with_room_for_day_and_number():
    paper = exports.paper(full())

    assert "...." in paper["place_day"]
    assert "...." in paper["number"]
    assert "...." in paper["term"][0]


def test_the_list_of_a_signing_day_is_printed():
    LineFactory(agreement=AgreementFactory(to_sign_on=TODAY))

    content = exports.signing_day_pdf(queries.signing_day(TODAY), day=TODAY)

    assert content.startswith(b"%PDF-")
