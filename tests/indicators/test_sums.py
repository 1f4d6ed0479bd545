"""Sums of the province: every figure is its parts, and opens them."""

from datetime import date, datetime, timedelta, timezone
from io import BytesIO

import docx
import pytest
import time_machine
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.classifications.choices import ActivityStatus, FirmKind, Qualification, Sex
from caunoi.counter.choices import ActKind
from caunoi.employers.choices import ReportState
from caunoi.employers.models import LabourReport
from caunoi.employers.queries.reports import COUNTS
from caunoi.indicators.choices.catalogue import Source
from caunoi.indicators.choices.figures import UnitKind
from caunoi.indicators.models import Figure, Indicator, ReportingUnit
from caunoi.indicators.queries.services import ALL
from caunoi.indicators.queries.services_province import province_report
from caunoi.indicators.queries.supply import COLUMNS, SPLITS, supply
from caunoi_kit.journal.models import Entry
from caunoi_kit.office import sheets
from caunoi_rules.periods import Period
from tests.accounts.factories import UserFactory
from tests.employers.factories import EmployerFactory
from tests.home.factories import ActFactory
from tests.indicators.out_factories import NOON, SINCE, province, service_rows
from tests.people.factories import LabourProfileFactory, PersonFactory
from tests.placement.factories import DAY
from tests.places.factories import ProvinceFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 28, 9, tzinfo=timezone(timedelta(hours=7)))
ON = AT.date()
THIS = Period("days", date(2025, 12, 15), date(2026, 12, 14))
ASKED = "?ky=2026-12-20"
USE = "?ky=2026-12-15"


@pytest.fixture(autouse=True)
def clock(settings):
    settings.CAUNOI_DEMO = True
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def head(client):
    user = UserFactory(role=Role.HEAD, made=True)
    client.force_login(user)
    return user


def office(whole, name, period=None, **values):
    """Another office of the province, with what it handed in."""
    unit = ReportingUnit.objects.create(
        code=f"CQ-{name}", name=f"Trung tâm {name}", kind=UnitKind.OFFICE, place=whole,
        valid_from=SINCE,
    )  # fmt: skip
    for key, value in values.items():
        code = f"n352-{key.removeprefix('k').replace('_', '-')}"
        of = Indicator.objects.get(code=code)
        Figure.objects.create(
            indicator=of, unit=unit, first=(period or THIS).first, last=(period or THIS).last,
            value=value, definition=of.definitions.get(), origin=Source.REPORTED, taken_at=NOON,
        )  # fmt: skip
    return unit


def line(report, key):
    return next(each for each in report.lines if each.row.key == key)


def test_a_row_of_the_province_is_the_sum_of_its_offices():
    whole, _ = province()
    service_rows()
    ActFactory(kind=ActKind.JOB)
    office(whole, "Hai", k2_0=40, k1_1=6)
    early = Period("days", date(2024, 12, 15), date(2025, 12, 14))
    office(whole, "Ba", early, k2_0=7)
    report = province_report(THIS, on=ON)
    row = line(report, "2.0")
    assert (row.now, row.before) == (41, 7)
    assert [part.now for part in row.parts] == [1, None, 40]
    assert line(report, "1.1").now == 6  # ours is not counted from records
    assert report.missing == ("Trung tâm Ba",)
    for each in report.lines:
        known = [part.now for part in each.parts if part.now is not None]
        assert each.now == (sum(known) if known else None)


def test_every_row_of_the_province_opens_its_offices_and_ours_its_records(client, head):
    whole, _ = province()
    service_rows()
    ActFactory(kind=ActKind.JOB)
    office(whole, "Hai", k2_0=40)
    page = client.get(reverse("indicators:services_province") + ASKED).content.decode()
    for row in ALL:
        address = reverse("indicators:services_province_row", args=[row.slug]) + ASKED
        opened = client.get(address)
        assert opened.status_code == 200
    row = reverse("indicators:services_province_row", args=["2-0"]) + ASKED
    assert row in page
    opened = client.get(row).content.decode()
    assert "Trung tâm Hai" in opened
    assert reverse("indicators:services_behind", args=["2-0"]) in opened
    assert client.get(reverse("indicators:services_province_row", args=["9-9"])).status_code == 404


def test_the_files_of_the_province_say_what_the_page_says(client, head):
    whole, _ = province()
    service_rows()
    office(whole, "Hai", k2_0=40)
    word = client.get(reverse("indicators:services_province_file", args=["docx"]) + ASKED)
    table = docx.Document(BytesIO(word.content)).tables[1]
    assert {row.cells[0].text: row.cells[5].text for row in table.rows}["2.0"] == "40"
    sheet = client.get(reverse("indicators:services_province_file", args=["xlsx"]) + ASKED)
    rows = sheets.read(sheet.content, name="mau.xlsx")
    assert next(row for row in rows if row[0] == "2.0")[5] == "40"


def reported(kind=FirmKind.PRIVATE_FIRM, total=30, **more):
    """A firm whose 01/PLI of the year came in."""
    ProvinceFactory()
    counts = dict.fromkeys(COUNTS, 0) | {
        "total": total, "women": total // 2, "others": total, "indefinite": total,
    }  # fmt: skip
    return LabourReport.objects.create(
        employer=EmployerFactory(kind=kind), due_before=date(2026, 12, 5),
        first=date(2025, 12, 5), last=date(2026, 12, 4), state=ReportState.SENT, sent_at=AT,
        **counts | more,
    )  # fmt: skip


def test_labour_use_is_the_sum_of_what_firms_reported_and_opens_their_reports(client, head):
    reported(total=30)
    reported(total=50, women=20)
    reported(kind=FirmKind.COOPERATIVE, total=8)
    EmployerFactory()
    page = client.get(reverse("indicators:labour_use") + USE)
    rows = {row[0]: row[1:] for row in page.context["rows"]}
    labels = [getattr(cell, "label", cell) for cell in rows["Tổng số lao động"]]
    assert labels == ["80", "8", "0", "88"]
    assert [getattr(cell, "label", cell) for cell in rows["Nữ"]] == ["35", "4", "0", "39"]
    assert "3 trên 4 đơn vị" in page.content.decode()
    for row in page.context["rows"]:
        for cell in row[1:]:
            if not isinstance(cell, str):
                assert client.get(cell.url).status_code == 200
    firms = client.get(reverse("indicators:labour_use_firms", args=["FIRM"]) + USE)
    listed = [int(row[3]) for row in firms.context["rows"]]
    assert sum(listed) == 80
    assert client.get(reverse("indicators:labour_use_firms", args=["KHAC"])).status_code == 404


def test_the_files_of_labour_use_have_the_columns_of_the_form(client, head):
    reported(total=30)
    word = client.get(reverse("indicators:labour_use_file", args=["docx"]) + USE)
    table = docx.Document(BytesIO(word.content)).tables[1]
    assert len(table.columns) == 14
    assert [cell.text for cell in table.rows[-1].cells][:4] == ["", "Tổng", "1", "30"]
    assert "SỞ NỘI VỤ" in docx.Document(BytesIO(word.content)).tables[0].cell(0, 0).text
    sheet = client.get(reverse("indicators:labour_use_file", args=["xlsx"]) + USE)
    assert sheets.read(sheet.content, name="a.xlsx")[-1][3] == "30"


@pytest.fixture
def people():
    """Two communes: three people who count, and one too young."""
    _, (first, second) = province(communes=2)

    def person(place, born, sex=Sex.MALE, activity=ActivityStatus.EMPLOYED, level="COLLEGE"):
        who = PersonFactory(place=place, birth_date=born, sex=sex)
        LabourProfileFactory(person=who, activity=activity, qualification=level)
        return who

    person(first, date(1990, 5, 1), Sex.FEMALE, ActivityStatus.UNEMPLOYED)
    person(first, date(1960, 5, 1), level=Qualification.NONE)
    person(second, date(2011, 11, 28), activity=ActivityStatus.INACTIVE)  # fifteen today
    person(second, date(2011, 11, 29))
    return first, second


def test_supply_counts_each_person_once_in_every_split(people):
    found = supply(on=ON)
    assert found.total.counts == (3, 1, 1, 1, 1, 1)
    for split in SPLITS:
        sums = [sum(line.counts[at] for line in found.splits[split]) for at in range(len(COLUMNS))]
        assert tuple(sums) == found.total.counts
    assert found.unplaced == 1
    ages = {line.key: line.counts[0] for line in found.splits["tuoi"]}
    assert ages == {"15": 1, "25": 0, "35": 1, "45": 0, "55": 1}


def test_every_count_of_supply_opens_exactly_its_people(client, head, people):
    page = client.get(reverse("indicators:supply"))
    tables = [page.context["total"], *(each["rows"] for each in page.context["splits"])]
    opened = 0
    for rows in tables:
        for row in rows:
            for cell in row[1:]:
                if not isinstance(cell, str):
                    behind = client.get(cell.url)
                    assert behind.context["found"].page.count == int(cell.label)
                    opened += 1
    assert opened > 10
    assert Entry.objects.filter(event="indicators.supply.people_read").exists()
    strange = reverse("indicators:supply_people")
    for query in ("?cot=khac", "?theo=tuoi&muc=99", "?theo=xa&muc=1", "?theo=khac&muc=1"):
        assert client.get(strange + query).status_code == 404


def test_the_department_sees_sums_and_opens_nobody(client, people):
    client.force_login(UserFactory(role=Role.DEPARTMENT, made=True))
    page = client.get(reverse("indicators:supply")).content.decode()
    assert reverse("indicators:supply_people") not in page
    assert client.get(reverse("indicators:supply_people")).status_code == 403


def test_the_files_of_supply_say_what_the_page_says(client, head, people):
    word = client.get(reverse("indicators:supply_file", args=["docx"]))
    tables = docx.Document(BytesIO(word.content)).tables[1:4]
    assert [table.rows[-1].cells[1].text for table in tables] == ["3", "3", "3"]
    sheet = client.get(reverse("indicators:supply_file", args=["xlsx"]))
    rows = sheets.read(sheet.content, name="a.xlsx")
    assert [row[2] for row in rows if row[1] == "Tổng"] == ["3", "3", "3"]


def test_supply_costs_as_many_queries_with_more_people(people, django_assert_max_num_queries):
    with django_assert_max_num_queries(12) as few:
        supply(on=ON)
    for _ in range(5):
        LabourProfileFactory(
            person=PersonFactory(place=people[0], birth_date=DAY.replace(year=1999))
        )
    with django_assert_max_num_queries(12) as many:
        supply(on=ON)
    assert len(few) == len(many)
