"""The report of services: every figure is its records, «lượt» is not «người», nothing twice."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import docx
import pytest
import time_machine
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caunoi.accounts.choices import Role
from caunoi.counter.choices import ActKind
from caunoi.indicators.actions.catalogue import load_catalogue
from caunoi.indicators.actions.values import ValueRow, keep_values
from caunoi.indicators.imports.catalogue import read_catalogue
from caunoi.indicators.models import Definition, Happening, ReportingUnit, Target
from caunoi.indicators.queries.entries import Entry as Entered
from caunoi.indicators.queries.service_periods import report_asked, service_reports, year_before
from caunoi.indicators.queries.services import ALL, count_of, find_row, people_of, services_report
from caunoi.indicators.queries.values import value_of
from caunoi.placement.choices import ApplicationState
from caunoi_kit.journal.actions import record
from caunoi_kit.journal.models import Entry
from caunoi_kit.office import sheets
from caunoi_kit.ui.once import FIELD, fresh_key
from caunoi_rules.periods import Period, period_of
from tests.accounts.factories import UserFactory
from tests.counter.factories import AttendeeFactory, SessionFactory
from tests.employers.factories import EmployerFactory
from tests.home.factories import ActFactory
from tests.indicators.out_factories import province, service_rows
from tests.people.factories import LabourProfileFactory, PersonFactory
from tests.placement.factories import DAY, MORNING, ApplicationFactory
from tests.unemployment.factories import ClaimFactory
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db

THIS = Period("days", date(2025, 12, 15), date(2026, 12, 14))


@pytest.fixture(autouse=True)
def demo(settings, tmp_path):
    settings.CAUNOI_DEMO, settings.HOME = True, tmp_path
    with time_machine.travel(MORNING + timedelta(hours=2), tick=False):
        yield


@pytest.fixture
def head(client):
    user = UserFactory(role=Role.HEAD, made=True)
    client.force_login(user)
    return user


def count(key):
    return count_of(find_row(key.replace(".", "-")), THIS)


def plans():
    return dict(Target.objects.order_by("pk").values_list("indicator__code", "value"))


def people(key):
    return people_of(find_row(key.replace(".", "-")), THIS)


def test_one_person_advised_three_times_is_three_turns_and_one_person():
    person = PersonFactory()
    for n in range(3):
        ActFactory(person=person, kind=ActKind.JOB, on=DAY - timedelta(days=n))
    ActFactory(kind=ActKind.JOB)
    assert (count("2.0"), people("2.0")) == (4, 2)
    assert (count("2.1"), people("2.1")) == (4, 2)
    assert (count("2.2"), people("2.2")) == (0, 0)


def test_kinds_fall_into_their_rows_and_what_was_withdrawn_into_none():
    by = UserFactory()
    ActFactory(kind=ActKind.JOB, trained=True)
    ActFactory(kind=ActKind.TRAINING)
    ActFactory(kind=ActKind.POLICY)
    ActFactory(kind=ActKind.BENEFIT, on_benefit=True)
    ActFactory(kind=ActKind.GUIDE)
    ActFactory(kind=ActKind.EMPLOYER, person=None, employer=EmployerFactory())
    ActFactory(kind=ActKind.JOB, withdrawn_at=MORNING, withdrawn_by=by)
    figures = {key: count(key) for key in ("2.0", "2.1", "2.2", "2.3", "2.4", "5.3")}
    assert figures == {"2.0": 4, "2.1": 2, "2.2": 2, "2.3": 1, "2.4": 1, "5.3": 1}


def test_people_of_group_sessions_were_advised_too():
    person = PersonFactory()
    AttendeeFactory(person=person)
    AttendeeFactory(person=person, session=SessionFactory())
    ActFactory(person=person, kind=ActKind.JOB)
    assert (count("2.0"), people("2.0")) == (3, 1)


def test_a_session_that_is_only_planned_is_no_figure_yet(client, head):
    AttendeeFactory(session=SessionFactory(held_on=DAY + timedelta(days=3)))
    report = services_report(THIS, previous=year_before(THIS), on=DAY)
    assert next(line.now for line in report.lines if line.key == "2.0") == 0


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2025, 12, 14), 0),
        (date(2025, 12, 15), 1),
        (date(2026, 12, 14), 1),
        (date(2026, 12, 15), 0),
    ],
)
def test_a_year_of_services_runs_from_15_december_to_14_december(day, counts):
    ActFactory(kind=ActKind.JOB, on=day)
    assert count("2.1") == counts


def test_hires_referrals_adverts_and_claims_come_from_their_own_records():
    trained = LabourProfileFactory(trained=True).person
    ApplicationFactory(person=trained, state=ApplicationState.HIRED, hired_on=DAY)
    ApplicationFactory(state=ApplicationState.HIRED, hired_on=DAY)
    ApplicationFactory()
    ClaimFactory()
    VacancyFactory(posted_on=DAY, positions=7)
    before = count("3.2.1")
    VacancyFactory(posted_on=DAY, positions=5)
    assert (count("3.1.5"), count("3.1.6"), count("3.2.3")) == (2, 1, 2)
    assert count("5.1") == 1
    assert count("3.2.1") == before + 5


def test_a_registration_is_counted_from_the_journal_once():
    person = LabourProfileFactory(trained=True).person
    record("people.profile.made", by=UserFactory(), about=person)
    record("people.profile.changed", by=UserFactory(), about=person)
    assert (count("3.1.1"), count("3.1.2"), count("6.1"), people("6.1")) == (1, 1, 2, 1)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 3), st.sampled_from([ActKind.JOB, ActKind.POLICY, ActKind.TRAINING])
        ),
        max_size=12,
    )
)
def test_rows_of_counselling_add_up_whatever_was_done(db, done):
    start = (count("2.0"), count("2.1"), count("2.2"))
    found = [PersonFactory() for _ in range(4)]
    for who, kind in done:
        ActFactory(person=found[who], kind=kind)
    all_, jobs, policy = (now - then for now, then in zip(
        (count("2.0"), count("2.1"), count("2.2")), start, strict=True
    ))  # fmt: skip
    assert all_ == len(done) == jobs + policy


def test_the_running_report_is_the_soonest_that_is_still_due():
    on = date(2026, 11, 28)
    due = report_asked("", on=on)
    assert (due.before, due.period.first, due.period.last) == (
        date(2026, 12, 20), date(2025, 12, 15), date(2026, 12, 14),
    )  # fmt: skip
    assert year_before(due.period).first == date(2024, 12, 15)
    assert report_asked("2026-06-20", on=on).period.last == date(2026, 6, 14)
    assert report_asked("khong-co", on=on) == due
    assert due in service_reports(on)


def test_every_figure_of_the_page_opens_exactly_its_records(client, head):
    for _ in range(3):
        ActFactory(kind=ActKind.JOB)
    ClaimFactory()
    record("people.profile.made", by=head, about=PersonFactory())
    VacancyFactory(posted_on=DAY)
    ApplicationFactory(state=ApplicationState.HIRED, hired_on=DAY)
    answer = client.get(reverse("indicators:services"))
    assert answer.status_code == 200
    report = services_report(THIS, previous=year_before(THIS), on=DAY)
    for line in report.lines:
        address = reverse("indicators:services_behind", args=[line.row.slug])
        behind = client.get(f"{address}?ky=2026-12-20")
        assert behind.status_code == 200, line.key
        listed = behind.context["page"].count
        assert listed == line.now or line.row.total, line.key
    assert Entry.objects.filter(event="indicators.services.people_read").exists()


def test_a_session_noted_once_fills_its_four_rows_and_opens_from_each(client, head, settings):
    rows = read_catalogue(Path(settings.REFERENCE) / "indicators")
    load_catalogue(rows=rows, on=date(2000, 1, 1))
    whole, _ = province()
    page = reverse("indicators:new_session")
    said = {
        "on": "10/11/2026", "key": "PGD-12/2026", "kind": "Lưu động", "note": "Xã Tân Hưng",
        "job_session_firms": "1.250", "job_session_advised": "310",
        "job_session_preselected": "42", "job_session_hired": "0",
    }  # fmt: skip
    for _ in range(2):
        assert client.post(page, {FIELD: fresh_key(), **said}).status_code == 302
    report = services_report(THIS, previous=year_before(THIS), on=DAY)
    assert [(line.now, line.people) for line in report.lines[:4]] == [
        (1, None), (1_250, None), (310, None), (42, None),
    ]  # fmt: skip
    behind = reverse("indicators:services_behind", args=["1-2"]) + "?ky=2026-12-20"
    assert "PGD-12/2026: 1.250, Lưu động – Xã Tân Hưng" in client.get(behind).content.decode()
    refused = client.post(page, {FIELD: fresh_key(), **said, "job_session_advised": "311"})
    assert "đã ghi ngày 10/11/2026" in refused.content.decode()
    assert not Happening.objects.filter(indicator__code="job_session_hired").exists()
    row = value_of("n352-1-2", whole, period_of("2026", calendar="REPORTING"), on=DAY)
    assert row.value == 1_250

    unit, before = ReportingUnit.objects.get(), year_before(THIS)
    definition = Definition.objects.get(indicator__code="n352-1-1", valid_to=None)
    given = ValueRow(unit, definition.indicator, definition, before.first, before.last, Entered(34))
    keep_values(rows=[given], by=head, at=MORNING)
    shown = client.get(reverse("indicators:services") + "?ky=2026-12-20").context["sections"][0]
    was, now = shown["rows"][0][2:4]
    assert (was.label, now.label) == ("34", "1")
    assert "34" in client.get(was.url).content.decode()


def test_the_department_reads_figures_and_opens_nobody(client):
    client.force_login(UserFactory(role=Role.DEPARTMENT, made=True))
    ActFactory(kind=ActKind.JOB)
    page = client.get(reverse("indicators:services")).content.decode()
    assert "ban-ghi" not in page


def test_a_plan_is_written_changed_and_taken_away(client, head):
    province()
    service_rows()
    address = f"{reverse('indicators:services_plan')}?ky=2026-12-20"
    client.post(address, {FIELD: fresh_key(), "k2_0": "1200", "k5_1": "900"})
    assert plans() == {"n352-2-0": 1200, "n352-5-1": 900}
    ActFactory(kind=ActKind.JOB)
    client.post(address, {FIELD: fresh_key(), "k2_0": "2", "k5_1": ""})
    assert plans() == {"n352-2-0": 2}
    assert "50%" in client.get(f"{reverse('indicators:services')}?ky=2026-12-20").content.decode()


def test_without_units_and_catalogue_a_plan_is_refused_with_what_to_do(client, head):
    address = f"{reverse('indicators:services_plan')}?ky=2026-12-20"
    page = client.post(address, {FIELD: fresh_key(), "k2_0": "1200"})
    assert "nạp danh mục" in page.content.decode()
    province()
    page = client.post(address, {FIELD: fresh_key(), "k2_0": "1200"})
    assert "n352-2-0" in page.content.decode()
    assert plans() == {}


def test_the_files_say_what_the_page_says(client, head):
    ActFactory(kind=ActKind.JOB)
    word = client.get(reverse("indicators:services_file", args=["docx"]) + "?ky=2026-12-20")
    table = docx.Document(BytesIO(word.content)).tables[1]
    cells = {row.cells[0].text: row.cells[5].text for row in table.rows}
    assert (cells["2.1"], cells["1.1"]) == ("1", "0")
    sheet = client.get(reverse("indicators:services_file", args=["xlsx"]) + "?ky=2026-12-20")
    rows = sheets.read(sheet.content, name="mau.xlsx")
    assert next(row for row in rows if row[0] == "2.1")[5] == "1"
    assert client.get(reverse("indicators:services_file", args=["exe"])).status_code == 404


def test_the_report_costs_as_many_queries_with_many_records(
    client, head, django_assert_max_num_queries
):
    client.get(reverse("indicators:services"))
    with django_assert_max_num_queries(110) as few:
        client.get(reverse("indicators:services"))
    for _ in range(10):
        ActFactory(kind=ActKind.JOB)
    with django_assert_max_num_queries(110) as many:
        client.get(reverse("indicators:services"))
    assert len(few) == len(many)


def test_rows_are_named_once():
    assert len({row.key for row in ALL}) == len({row.slug for row in ALL}) == len(ALL)
