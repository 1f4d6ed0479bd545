"""Open data: the same public figures as CSV, DHIS2, SDMX-JSON, DCAT-AP; and figures sent here."""

import csv
import io
import json
import os
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from uuid import uuid4

import jsonschema_rs
import numpy as np
import pyshacl
import pytest
import rdflib
import rdflib.compare
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from caunoi.accounts.choices import ApiScope, OrgUnitKind, Role
from caunoi.accounts.models import OrgUnit
from caunoi.indicators.actions.totals import add_up
from caunoi.indicators.choices.catalogue import Calendar, Frequency
from caunoi.indicators.choices.figures import SubmissionState, UnitKind
from caunoi.indicators.exports import catalogue_dcat as dcat
from caunoi.indicators.models import Figure, FormLine, ReportingForm, Submission
from caunoi.indicators.queries.open_data import (
    dhis2_of,
    observations,
    period_of_dhis2,
    published,
    sdmx_of,
)
from caunoi_kit.journal.models import Entry
from caunoi_rules.periods import period_of
from tests.accounts.factories import ApiKeyFactory, UserFactory
from tests.indicators.out_factories import indicator, province
from tests.indicators.test_publishing import fill

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning"),  # rdflib's own
    pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning"),
]

HERE = timezone(timedelta(hours=7))
ON = date(2027, 2, 1)
AT = datetime(2027, 2, 1, 9, tzinfo=HERE)
TOKEN = "cn_so-lieu"
SHAPES = Path(__file__).parent / "peers" / "dcat-ap-SHACL-3.0.1.ttl"
LARGEST_PAGE = 150 * 1024


@pytest.fixture(autouse=True)
def clock(settings):
    settings.CAUNOI_DEMO = True
    settings.CAUNOI_API_A_MINUTE = settings.CAUNOI_API_KEY_A_MINUTE = 1_000_000
    cache.clear()
    with time_machine.travel(AT, tick=False):
        yield
    cache.clear()


@pytest.fixture
def year():
    """A province of three communes with figures of 2026; one commune had three people in March."""
    whole, communes = province(communes=3)
    jobs = indicator("jobs_created", name="Lượt lao động có việc làm mới")
    jobs.is_tile = True
    jobs.save()
    counts = np.full((3, 12), 40)
    counts[0, :3] = (0, 0, 3)
    fill(jobs, communes, counts)
    add_up([jobs], first=date(2026, 1, 1), last=date(2026, 12, 31))
    return whole, communes, jobs


def told():
    return list(observations(published(2026, on=ON)))


def file(kind):
    return Client().get(reverse("indicators:public_file", args=[2026, kind]))


@pytest.mark.parametrize(
    ("code", "dhis2", "sdmx"),
    [
        ("2026", "2026", "2026"),
        ("2026Q3", "2026Q3", "2026-Q3"),
        ("2026-6M", "2026S1", "2026-S1"),
        ("2026-11", "202611", "2026-11"),
        ("2026-9M", None, None),
    ],
)
def test_periods_have_the_names_of_other_systems(code, dhis2, sdmx):
    period = period_of(code)
    assert (dhis2_of(period), sdmx_of(period)) == (dhis2, sdmx)
    if dhis2:
        assert period_of_dhis2(dhis2) == period


@pytest.mark.parametrize("text", ["2026S2", "2026Q5", "202613", "26", "2026-11", "", "2026Q1 x"])
def test_periods_of_other_kinds_are_not_guessed(text):
    assert period_of_dhis2(text) is None


def test_all_files_tell_the_same_figures_and_hide_the_same(year):
    figures = {(each.indicator.code, each.area, each.period.code): each.number for each in told()}
    assert None in figures.values()
    rows = list(csv.DictReader(io.StringIO(file("csv").content.decode("utf-8-sig"))))
    as_csv = {
        (row["ma_chi_tieu"], row["ma_don_vi"], row["ky"]): (
            float(row["gia_tri"]) if row["gia_tri"] else None
        )
        for row in rows
    }
    assert as_csv == figures
    assert {row["ky"] for row in rows if row["khong_cong_bo"]} >= {"2026Q1"}
    known = {key: value for key, value in figures.items() if value is not None}
    as_dhis2 = {
        (each["dataElement"], each["orgUnit"], each["period"]): float(each["value"])
        for each in file("dhis2.json").json()["dataValues"]
    }
    assert as_dhis2 == {
        (code, area, name): value
        for (code, area, period), value in known.items()
        if (name := dhis2_of(period_of(period))) is not None
    }
    assert _of_sdmx(file("sdmx.json").json()) == {
        (code, area, name): value
        for (code, area, period), value in figures.items()
        if (name := sdmx_of(period_of(period))) is not None
    }


def _of_sdmx(message):
    """The observations of an SDMX-JSON message, read by its structure."""
    structure = message["data"]["structures"][0]
    series = {one["id"]: one["values"] for one in structure["dimensions"]["series"]}
    times = structure["dimensions"]["observation"][0]["values"]
    statuses = structure["attributes"]["observation"][0]["values"]
    found = {}
    for key, one in message["data"]["dataSets"][0]["series"].items():
        _, code, area = (
            values[int(place)]["id"]
            for values, place in zip(series.values(), key.split(":"), strict=True)
        )
        for time, (value, status) in one["observations"].items():
            assert (value is None) == (statuses[status]["id"] == "Q")
            found[code, area, times[int(time)]["id"]] = value
    return found


def test_the_sdmx_message_has_the_parts_a_reader_needs(year):
    message = file("sdmx.json").json()
    assert message["$schema"].endswith("sdmx-json-data-schema.json")
    assert {"id", "prepared", "sender"} <= message["meta"].keys()
    structure = message["data"]["structures"][0]
    dimensions = [one for group in structure["dimensions"].values() for one in group]
    assert [one["keyPosition"] for one in dimensions] == list(range(4))
    assert all(one["values"] and one["name"] for one in dimensions)
    frequencies = [value["id"] for value in structure["dimensions"]["series"][0]["values"]]
    assert sorted(frequencies) == ["A", "M", "Q", "S"]


SCHEMA = os.environ.get("CAUNOI_SDMX_SCHEMA", "")


@pytest.mark.skipif(not SCHEMA, reason="CAUNOI_SDMX_SCHEMA names no sdmx-json-data-schema.json")
def test_the_sdmx_message_validates_against_the_schema_of_sdmx(year):
    schema = json.loads(Path(SCHEMA).read_text())
    validator = jsonschema_rs.Draft201909Validator(schema, validate_formats=True)
    for message in (
        file("sdmx.json").json(),
        Client().get("/api/v1/so-lieu/sdmx?year=2026").json(),
    ):
        faults = [
            f"{list(fault.instance_path)} {fault.message[:200]}"
            for fault in validator.iter_errors(message)
        ]
        assert faults == []


@pytest.mark.parametrize("kind", ["ttl", "jsonld"])
def test_the_catalogue_conforms_to_dcat_ap(year, kind):
    answer = Client().get(reverse("indicators:public_catalogue", args=[kind]))
    assert answer.status_code == 200
    graph = rdflib.Graph().parse(
        data=answer.content.decode(), format={"ttl": "turtle", "jsonld": "json-ld"}[kind]
    )
    shapes = rdflib.Graph().parse(SHAPES)
    conforms, _, words = pyshacl.validate(graph, shacl_graph=shapes)
    assert conforms, words
    datasets = set(graph.subjects(rdflib.RDF.type, rdflib.DCAT.Dataset))
    assert len(datasets) == 5
    assert len(set(graph.subjects(rdflib.RDF.type, rdflib.DCAT.Distribution))) == 15


def test_both_writings_of_the_catalogue_say_the_same(year):
    node = dcat.catalogue([2026], names=['Chỉ tiêu "A"\n'], area="Tỉnh", changed=AT)
    turtle = rdflib.Graph().parse(data=dcat.as_turtle(node), format="turtle")
    linked = rdflib.Graph().parse(data=json.dumps(dcat.as_json_ld(node)), format="json-ld")
    assert len(turtle) > 30
    assert rdflib.compare.isomorphic(turtle, linked)


def test_a_catalogue_whose_publisher_is_missing_is_found_out(year):
    node = dcat.catalogue([2026], names=["A"], area="Tỉnh", changed=AT)
    del node["dct:publisher"]
    graph = rdflib.Graph().parse(data=dcat.as_turtle(node), format="turtle")
    conforms, _, _ = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(SHAPES))
    assert not conforms


def test_programs_read_one_period_of_one_unit(year):
    _, communes, _ = year
    client = Client()
    one = client.get("/api/v1/so-lieu/dataValueSets?period=2026Q2&orgUnit=T33").json()
    assert one["dataValues"] == [
        {
            "dataElement": "jobs_created", "period": "2026Q2", "orgUnit": "T33", "value": "360",
            "lastUpdated": one["dataValues"][0]["lastUpdated"],
        }
    ]  # fmt: skip
    more = client.get("/api/v1/so-lieu/dataValueSets?period=2026Q2&period=2026Q3").json()
    shown = {
        (each.area, each.period.code)
        for each in told()
        if each.number is not None and each.period.code in {"2026Q2", "2026Q3"}
    }
    assert {(each["orgUnit"], each["period"]) for each in more["dataValues"]} == shown
    hidden = f"/api/v1/so-lieu/dataValueSets?period=2026Q1&orgUnit=X{communes[0].code}"
    assert client.get(hidden).json()["dataValues"] == []
    assert client.get("/api/v1/so-lieu/dataValueSets?period=hom-qua").json()["dataValues"] == []


# --- Coming in -----------------------------------------------------------------------------


@pytest.fixture
def commune():
    """A commune with a form of two indicators, and a key of its officer."""
    _, (place, other) = province(communes=2)
    form = ReportingForm.objects.create(
        code="viec-lam-xa", name="Biểu việc làm", unit_kind=UnitKind.COMMUNE,
        calendar=Calendar.CALENDAR, frequency=Frequency.MONTH, days_after=5,
    )  # fmt: skip
    for order, code in enumerate(("jobs_created", "jobs_abroad"), start=1):
        FormLine.objects.create(form=form, order=order, indicator=indicator(code))
    rate = indicator("rate", decimals=2)
    FormLine.objects.create(form=form, order=3, indicator=rate)
    office = OrgUnit.objects.create(name=place.name, kind=OrgUnitKind.COMMUNE, place=place)
    officer = UserFactory(role=Role.COMMUNE, made=True, org_unit=office)
    ApiKeyFactory(user=officer, token=TOKEN, scopes=[str(ApiScope.FIGURES)])
    return place, other, officer


def send(place, values, token=TOKEN, query="", number=None, **more):
    body = {
        "period": "202701", "orgUnit": f"X{place.code}",
        "dataValues": [{"dataElement": code, "value": value} for code, value in values], **more,
    }  # fmt: skip
    return Client().post(
        f"/api/v1/so-lieu/gui/dataValueSets{query}",
        json.dumps(body),
        content_type="application/json",
        headers={
            "Authorization": f"Bearer {token}",
            "Idempotency-Key": number or uuid4().hex,
        },
    )


def counts(answer):
    assert answer.status_code == 200, answer.content
    found = answer.json()["importCount"]
    return found["imported"], found["updated"], found["ignored"]


def kept():
    return dict(Figure.objects.order_by("pk").values_list("indicator__code", "value"))


def test_a_set_is_kept_changed_and_unchanged_values_are_ignored(commune):
    place, _, officer = commune
    assert counts(send(place, [("jobs_created", "12"), ("jobs_abroad", "3")])) == (2, 0, 0)
    assert counts(send(place, [("jobs_created", "15"), ("jobs_abroad", 3)])) == (0, 1, 1)
    assert kept() == {"jobs_created": 15, "jobs_abroad": 3}
    submission = Submission.objects.get()
    assert (submission.state, submission.first) == (SubmissionState.OPEN, date(2027, 1, 1))
    assert Entry.objects.filter(event="indicators.data_values.taken").count() == 2
    done = send(place, [("jobs_created", "15")], completeDate="2027-02-01")
    assert done.json()["dataSetComplete"] == "2027-02-01"
    submission.refresh_from_db()
    assert (submission.state, submission.sent_by) == (SubmissionState.SENT, officer)


def test_a_form_that_was_handed_in_refuses_and_says_so(commune):
    place, _, _ = commune
    send(place, [("jobs_created", "12")], completeDate="2027-02-01")
    answer = send(place, [("jobs_created", "13")])
    assert counts(answer) == (0, 0, 1)
    assert answer.json()["status"] == "ERROR"
    assert answer.json()["conflicts"][0]["value"]
    assert kept() == {"jobs_created": 12}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (("khong-co", "1"), "chỉ tiêu mã khong-co"),
        (("jobs_created", "1.5"), "chữ số lẻ"),
        (("jobs_created", "-1"), "âm"),
        (("jobs_created", "NaN"), "không phải số"),
        (("jobs_created", "muoi"), "không phải số"),
        (("jobs_created", "1e30"), "quá lớn"),
    ],
)
def test_a_bad_value_is_named_and_the_others_are_kept(commune, value, words):
    place, _, _ = commune
    answer = send(place, [value, ("jobs_abroad", "3")])
    assert counts(answer) == (1, 0, 1)
    assert answer.json()["status"] == "WARNING"
    assert words in answer.json()["conflicts"][0]["value"]
    assert kept() == {"jobs_abroad": 3}


def test_units_and_periods_that_are_not_ones_own_are_refused(commune):
    place, other, _ = commune
    for more, words in (
        ({"orgUnit": f"X{other.code}"}, "không báo cáo thay"),
        ({"orgUnit": "X00000"}, "Không có đơn vị"),
        ({"period": "2027Q1"}, "Không biểu nào"),
        ({"period": "203001"}, "chưa tới"),
        ({"period": "thang 1"}, "Kỳ chưa đúng"),
    ):
        answer = send(place, [("jobs_created", "1")], **more)
        assert counts(answer) == (0, 0, 1)
        assert words in answer.json()["conflicts"][0]["value"]
    assert kept() == {}


def test_two_values_for_one_cell_are_not_guessed_between(commune):
    place, _, _ = commune
    answer = send(place, [("jobs_created", "1"), ("jobs_created", "2")])
    assert counts(answer) == (1, 0, 1)
    assert kept() == {"jobs_created": 1}


def test_a_dry_run_says_what_would_happen_and_keeps_nothing(commune):
    place, _, _ = commune
    assert counts(send(place, [("jobs_created", "12")], query="?dryRun=true")) == (1, 0, 0)
    assert not Figure.objects.exists()
    assert not Submission.objects.exists()


def test_strategies_keep_only_new_or_only_known_values(commune):
    place, _, _ = commune
    assert counts(send(place, [("jobs_created", "1")], query="?importStrategy=UPDATE")) == (0, 0, 1)
    send(place, [("jobs_created", "1")])
    create = send(place, [("jobs_created", "2"), ("rate", "4.87")], query="?importStrategy=CREATE")
    assert counts(create) == (1, 0, 1)
    assert kept() == {"jobs_created": 1, "rate": 487}


def test_sent_twice_it_takes_effect_once(commune):
    place, _, _ = commune
    first = send(place, [("jobs_created", "12")], number="so-lieu-2027-01")
    again = send(place, [("jobs_created", "12")], number="so-lieu-2027-01")
    assert again["Idempotent-Replayed"] == "true"
    assert counts(first) == counts(again) == (1, 0, 0)


def test_a_key_for_something_else_sends_no_figures(commune):
    place, _, _ = commune
    ApiKeyFactory(token="cn_khac", scopes=[str(ApiScope.NEEDS)])
    ApiKeyFactory(token="cn_hang", scopes=[str(ApiScope.FIGURES)])  # of a firm
    for token in ("cn_khac", "cn_hang"):
        assert send(place, [("jobs_created", "1")], token=token).status_code == 403
    assert send(place, [("jobs_created", "1")], token="cn_sai").status_code == 401


# --- The page ------------------------------------------------------------------------------


def test_anybody_reads_the_page_in_plain_words(year):
    page = Client().get(reverse("indicators:public"), {"ky": "2026Q2"}).content.decode()
    assert "quý II năm 2026" in page
    assert "360" in page
    assert "Số người dưới 10 không công bố" in page
    assert reverse("indicators:public_file", args=[2026, "sdmx.json"]) in page
    assert len(page.encode()) < LARGEST_PAGE


def test_the_page_of_an_indicator_says_what_it_counts_and_hides_the_small(year):
    _, communes, _ = year
    address = reverse("indicators:public_indicator", args=["jobs_created"])
    page = Client().get(address).content.decode()
    assert "mỗi người tính một lần" in page
    assert "Nghị định 352/2025/NĐ-CP" in page
    assert communes[0].name in page
    assert "ẩn" in page
    assert Client().get(address, {"nam": "1990"}).status_code == 404
    assert Client().get(address, {"nam": "nay"}).status_code == 200


def test_without_figures_the_page_says_so():
    page = Client().get(reverse("indicators:public")).content.decode()
    assert "Chưa có kỳ nào" in page
    assert Client().get(reverse("indicators:public_file", args=[2026, "csv"])).status_code == 404
    assert Client().get(reverse("indicators:public_catalogue", args=["ttl"])).status_code == 200


def test_the_page_asked_again_costs_few_queries(year, django_assert_max_num_queries):
    client = Client()
    client.get(reverse("indicators:public"))
    with django_assert_max_num_queries(6):
        client.get(reverse("indicators:public"))
