"""Mẫu 34 and 35: every figure is the list behind it, and a saved report tells what changed."""

import io
import random
from datetime import UTC, date, datetime, timedelta

import docx
import openpyxl
import pytest
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.classifications.choices import Sex
from caunoi.people.models import Person
from caunoi.placement.models import Referral
from caunoi.unemployment.actions.endings import Happened, propose_end, report_end
from caunoi.unemployment.actions.payments import check_list, make_list, sign_list
from caunoi.unemployment.actions.reports import CannotReport, read_cell, save_report
from caunoi.unemployment.choices import ClaimState, DecisionKind
from caunoi.unemployment.choices.benefits import EndCause, JobKind
from caunoi.unemployment.exports import reports as files
from caunoi.unemployment.models import Decision, Report
from caunoi.unemployment.queries import counselled
from caunoi.unemployment.queries import report_sheets as sheets
from caunoi.unemployment.queries.report_figures import MEASURES, behind
from caunoi_kit.journal.models import Entry
from caunoi_kit.ui.once import FIELD, fresh_key
from caunoi_rules.reports import AGE_BANDS, half_year, month_of, whole_year
from tests.accounts.factories import UserFactory
from tests.people.factories import PersonFactory
from tests.placement.factories import ApplicationFactory
from tests.unemployment.factories import ClaimFactory, DecisionFactory
from tests.unemployment.lives import AMOUNT, at, clerk, head, notice, running, signed
from tests.unemployment.pdf_text import squeezed, text_of

pytestmark = pytest.mark.django_db
MARCH = month_of(date(2026, 3, 1))
YEAR_BEGINS = date(2025, 12, 1)  # some records lie before the year, some after the month
DECIDED = (
    DecisionKind.GRANT, DecisionKind.GRANT, DecisionKind.REFUSE, DecisionKind.TRAINING,
)  # fmt: skip


@pytest.fixture(autouse=True)
def demo(settings):
    settings.CAUNOI_DEMO = True  # made users need no second factor


def somebody(chance):
    born = date(1960, 1, 1) + timedelta(days=chance.randrange(17_000))
    return PersonFactory(
        birth_date=None if chance.random() < 0.05 else born,
        sex=chance.choice([Sex.FEMALE, Sex.MALE, ""]),
    )


def letter(person, on):
    made_at = datetime(on.year, on.month, on.day, 2, tzinfo=UTC)
    return Referral.objects.create(
        year=on.year,
        number=Referral.objects.count() + 1,
        person=person,
        vacancy=(application := ApplicationFactory(person=person)).vacancy,
        application=application,
        made_on=on,
        made_at=made_at,
        made_by=UserFactory(role=Role.COUNSELLOR),
        valid_until=on,
        come_at=made_at,
        place="Cổng số 1",
    )


def province(seed, size=25):
    """Made files of some people from December to April; nobody decides them here."""
    chance = random.Random(seed)
    staff, head_of = clerk(), head()
    for _ in range(size):
        person = somebody(chance)
        day = YEAR_BEGINS + timedelta(days=chance.randrange(150))
        claim = ClaimFactory(
            person=person, state=ClaimState.COLLECTED, filed_on=day, arrived_on=day,
            completed_on=day, begun_by=staff,
        )  # fmt: skip
        made = DecisionFactory(
            approved=True,
            kind=chance.choice(DECIDED),
            claim=claim,
            proposed_by=staff,
            approved_by=head_of,
            signed_on=day + timedelta(days=chance.randrange(20)),
            content={
                "amount": chance.randrange(3_000_000, 24_000_000),
                "months": chance.randrange(3, 13),
                "capped": chance.random() < 0.3,
                "on_benefit": chance.random() < 0.5,
                "total": chance.randrange(1_000_000, 9_000_000),
            },
        )
        if chance.random() < 0.3:
            DecisionFactory(
                approved=True, kind=DecisionKind.CANCEL, claim=claim, about=made,
                proposed_by=staff, approved_by=head_of, signed_on=made.signed_on,
            )  # fmt: skip
        if chance.random() < 0.3:
            letter(person, day)
        if chance.random() < 0.15:  # the same person files again
            ClaimFactory(
                person=person, state=ClaimState.WITHDRAWN, filed_on=day, arrived_on=day,
                completed_on=None, withdrawn_on=day, begun_by=staff,
            )  # fmt: skip


def opened(key, period, by, **more):
    """All people of a cell, page by page, and the records shown with them."""
    measure, span, *rest = key.split(".")
    band, kind = rest or ("", "all")
    days = period.so_far if span == "so_far" else period
    found, page = [], 1
    while True:
        part = read_cell(
            key=measure, days=days, band=band, women=kind == "women", page=str(page), by=by
        )
        found += part.people
        if page >= part.page.last:
            return part.page.count, found
        page += 1


@pytest.mark.parametrize("seed", range(2))
def test_every_cell_opens_exactly_the_people_it_counts(seed):
    province(seed)
    by = head()
    for period in (MARCH, half_year(2026), whole_year(2025)):
        values = sheets.count(period)
        assert any(values.values())
        for key, value in values.items():
            count, found = opened(key, period, by)
            measure = MEASURES.get(key.partition(".")[0])
            assert count == len({person.pk for person, _ in found}) == len(found)
            if measure is None or measure.how == "people":
                assert value == count, key
            records = [line for _, lines in found for line in lines]
            assert all(lines for _, lines in found), key
            if measure is not None and measure.how == "mean" and records:
                assert value is not None


@pytest.mark.parametrize("seed", range(4))
def test_the_matrix_by_another_way(seed):
    """Counted again in plain Python from all decisions."""
    province(seed, size=40)
    values = sheets.count(MARCH)
    who = {
        each.person
        for each in Decision.objects.select_related("person")
        if each.kind == DecisionKind.GRANT and date(2026, 3, 1) <= each.signed_on <= MARCH.last
    }

    def age(person):
        born, on = person.birth_date, MARCH.last
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))

    for band in AGE_BANDS:
        inside = [
            person for person in who
            if person.birth_date
            and (band.lowest or 0) <= age(person) <= (band.highest or 200)
        ]  # fmt: skip
        assert values[f"granted.now.{band.key}.all"] == len(inside)
        women = [person for person in inside if person.sex == Sex.FEMALE]
        assert values[f"granted.now.{band.key}.women"] == len(women)
    assert values["granted.now..all"] == len(who)


def test_money_is_what_was_signed_in_the_period():
    benefit = running()
    notice(benefit, 1, 2)
    payments = make_list(until=date(2026, 4, 30), by=clerk(), at=at(date(2026, 4, 30)))
    check_list(payments=payments, by=clerk(), at=at(date(2026, 4, 30), 10))
    sign_list(payments=payments, by=head(), at=at(date(2026, 4, 30), 23))

    april, may = (sheets.count(month_of(date(2026, m, 1))) for m in (4, 5))

    assert (april["paid.now"], april["paid.so_far"]) == (2 * AMOUNT, 2 * AMOUNT)
    assert (may["paid.now"], may["paid.so_far"]) == (0, 2 * AMOUNT)
    count, found = opened("paid.now", month_of(date(2026, 4, 1)), head())
    assert count == 1
    assert sum(line.amount for _, lines in found for line in lines) == april["paid.now"]


def test_means_and_caps_come_from_the_snapshots():
    for amount, capped in ((3_000_000, False), (6_000_000, True), (6_000_000, True)):
        DecisionFactory(
            approved=True,
            signed_on=date(2026, 3, 5),
            content={"amount": amount, "months": 3 + capped, "capped": capped},
        )

    values = sheets.count(MARCH)

    assert (values["amount_mean.now"], values["at_cap.now"]) == (5_000_000, 2)
    assert values["months_mean.now"] == 3.67


def test_nothing_to_take_a_mean_of_is_no_zero():
    values = sheets.count(MARCH)

    assert values["amount_mean.now"] is None
    assert values["filed.now"] == 0


def test_an_ended_benefit_is_counted_under_its_cause():
    benefit = running()
    notice(benefit, 1)
    day = date(2026, 4, 20)
    report = report_end(
        benefit=benefit,
        happened=Happened(cause=EndCause.JOB, on=day, told_on=day, job_kind=JobKind.CONTRACT),
        by=clerk(),
        at=at(day),
    )
    signed(propose_end(report=report, by=clerk(), at=at(day)), day)

    values = sheets.count(month_of(day))

    assert [values[f"{key}.now"] for key in ("ended", "ended_job", "ended_silent")] == [1, 1, 0]
    assert values["ended_other.now"] == 0


def test_people_of_another_reader_count_once():
    person, other = PersonFactory(), PersonFactory()
    letter(person, date(2026, 3, 3))
    counselled.SOURCES.append(
        lambda first, last: Person.objects.filter(pk__in=[person.pk, other.pk]).values("pk")
    )
    try:
        assert behind("counselled", MARCH).count() == 2
    finally:
        counselled.SOURCES.pop()


def test_a_saved_report_keeps_its_figures_and_says_what_changed():
    province(7)
    report = save_report(
        period=MARCH, words={"assessment": "Ổn định."}, by=head(), at=at(date(2026, 4, 2))
    )
    kept = dict(report.figures)
    assert sheets.changes(report) == []

    DecisionFactory(
        approved=True, signed_on=date(2026, 3, 9), content={"amount": 5_000_000, "months": 5}
    )
    report.refresh_from_db()

    assert report.figures == kept
    changed = {each.words: (each.then, each.now) for each in sheets.changes(report)}
    total = kept["granted.now..all"]
    assert changed["Người có quyết định hưởng"] == (total, total + 1)


def test_a_period_that_runs_is_not_saved():
    with pytest.raises(CannotReport, match="chưa hết"):
        save_report(period=MARCH, words={}, by=head(), at=at(date(2026, 3, 31)))


@pytest.mark.parametrize("size", [3, 40])
def test_a_report_costs_the_same_however_many_files_there_are(size, django_assert_num_queries):
    province(1, size=size)
    with django_assert_num_queries(36):
        sheets.count(MARCH)


@pytest.mark.parametrize("size", [3, 40])
def test_a_list_costs_the_same_however_many_people_it_names(
    client, size, django_assert_max_num_queries
):
    province(1, size=size)
    client.force_login(UserFactory(role=Role.HEAD, made=True))
    address = reverse("unemployment:report_cell", args=["2026-04", "filed"])
    with django_assert_max_num_queries(20):
        assert client.get(address, {"luy-ke": "1"}).status_code == 200


def test_the_files_say_what_the_page_says(client):
    province(3, size=30)
    client.force_login(UserFactory(role=Role.HEAD, made=True))
    values = sheets.count(MARCH)
    sheet = sheets.lay_out(MARCH, values)
    page = client.get(reverse("unemployment:report", args=["2026-03"])).content.decode()
    pdf = text_of(files.paper(sheet, {}, kind="pdf", on=date(2026, 4, 2)))
    word = docx.Document(io.BytesIO(files.paper(sheet, {}, kind="docx", on=date(2026, 4, 2))))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    book = openpyxl.load_workbook(io.BytesIO(files.xlsx(sheet))).active
    figures = [cell for row in book.iter_rows(values_only=True) for cell in row]

    for line in sheet.lines:
        if line.now and line.now.value:
            shown = files.written(line.now.value, line.line.unit)
            assert shown in page
            assert squeezed(shown) in pdf
            assert shown in cells
    assert values["filed.now"] in figures
    assert values["granted.now.40.women"] in figures


def test_opening_a_figure_is_written_down(client):
    province(5)
    user = UserFactory(role=Role.HEAD, made=True)
    client.force_login(user)

    client.get(reverse("unemployment:report_cell", args=["2026-03", "filed"]))

    line = Entry.objects.filter(event="unemployment.figure.read").latest("number")
    assert line.by_id == user.pk
    assert line.detail["people"]


@pytest.mark.parametrize(
    "slug", ["2026", "2026-13", "2026-00", "0000-01", "2026-1", "2026-nua-cuoi", "x"]
)
def test_what_is_no_period_is_not_found(client, slug):
    client.force_login(UserFactory(role=Role.HEAD, made=True))

    assert client.get(f"/that-nghiep/bao-cao/{slug}/").status_code == 404


def test_a_report_is_saved_once_and_printed_with_its_words(client):
    client.force_login(UserFactory(role=Role.HEAD, made=True))
    address = reverse("unemployment:save_report", args=["2026-nua-dau"])
    sent = {FIELD: fresh_key(), "assessment": "Tình hình ổn định.", "units_all": "1.250"}

    answers = [client.post(address, sent), client.post(address, sent)]

    report = Report.objects.get()
    saved = reverse("unemployment:saved_report", args=[report.public_id])
    assert answers[0].url == saved
    assert report.words["assessment"] == "Tình hình ổn định."
    page = client.get(saved).content.decode()
    assert "Tình hình ổn định." in page
    pdf = client.get(reverse("unemployment:saved_report_file", args=[report.public_id, "pdf"]))
    text = text_of(pdf.content)
    assert squeezed("TRÊN ĐỊA BÀN: 1.250 đơn vị") in text
    assert squeezed("Tình hình ổn định.") in text
