"""The reports of two provinces say what two articles printed, from events and figures.

And what they print is what the dashboard shows and what the records behind come to.
"""

import io
from datetime import UTC, date, datetime

import docx
import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.indicators.actions.targets import (
    Plan,
    assign_targets,
    derive_target,
    propose_target,
)
from caunoi.indicators.models import Happening, Indicator, ReportingUnit, ReportTemplate
from caunoi.indicators.queries.report_fields import take
from caunoi.indicators.queries.units import province_unit
from caunoi.indicators.queries.values import value_of
from caunoi_kit.office import fields
from caunoi_rules.periods import Period, period_of
from tests.accounts.factories import UserFactory
from tests.indicators.articles import enter
from tests.indicators.articles.hai_duong import UNIT as HAI_DUONG
from tests.indicators.articles.hai_duong import year_2021
from tests.indicators.articles.tuyen_quang import GIFTS, year_2023
from tests.indicators.articles.tuyen_quang import UNIT as TUYEN_QUANG
from tests.indicators.records import worth

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
ON = date(2026, 11, 20)


def _plan(year):
    unit = ReportingUnit.objects.get(code=year.unit)
    boss = UserFactory(role="DEPARTMENT")
    for code, span, value, bound in year.plans:
        plan = Plan(Indicator.objects.get(code=code), unit, period_of(span))
        target = propose_target(plan=plan, value=value, bound=bound, by=boss, at=AT, why="")
        assign_targets(targets=[target], by=UserFactory(role="DEPARTMENT"), at=AT)
    for code, span, actual, percent in year.percents:
        plan = Plan(Indicator.objects.get(code=code), unit, period_of(span))
        derive_target(plan=plan, actual=actual, percent=percent, by=boss, at=AT)


@pytest.fixture(scope="module")
def written(country, django_db_setup, django_db_blocker, tmp_path_factory):
    """Both provinces entered, and the lines of both reports as `caunoi report` writes them."""
    from django.test import override_settings

    folder = tmp_path_factory.mktemp("articles")
    said = {}
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_indicators", province=["08", "31"])
        call_command("load_report_templates")
        for province, make, period in (("08", year_2023, "2023"), ("31", year_2021, "2021")):
            with override_settings(CAUNOI_PROVINCE=province):
                year = make()
                enter(year, folder)
                _plan(year)
                out = folder / f"{year.unit}.docx"
                call_command("report", unit=year.unit, period=period, out=str(out))
                said[year.unit] = out.read_bytes()
        yield said
        transaction.set_rollback(True)


def taken_of(unit, period):
    """Every field of the report of a unit, as it is taken, and its place."""
    place = ReportingUnit.objects.get(code=unit).place
    body = ReportTemplate.objects.get(code="nam").body
    return place, take(body, place, period_of(period), on=ON, at=AT)


CASES = [(TUYEN_QUANG, "2023", "08"), (HAI_DUONG, "2021", "31")]


@pytest.mark.django_db
@pytest.mark.parametrize(("unit", "period", "province"), CASES)
def test_no_figure_of_the_report_differs_from_its_records(
    written, settings, unit, period, province
):
    settings.CAUNOI_PROVINCE = province
    place, taken = taken_of(unit, period)
    walked = 0
    for each in taken:
        said = each.provenance
        if said.get("of") != "actual":
            continue
        days = [date.fromisoformat(said[end]) for end in ("first", "last")]
        span = Period("days", *days)
        indicator = Indicator.objects.get(code=said["indicator"])
        now = value_of(indicator.code, place, span, on=ON)
        assert now.value == each.value, each.field
        assert worth(indicator, place, span) == each.value, each.field
        walked += 1
    assert walked > 25


@pytest.mark.django_db
@pytest.mark.parametrize(("unit", "period", "province"), CASES)
def test_no_figure_of_the_file_differs_from_what_was_taken(
    written, settings, unit, period, province
):
    settings.CAUNOI_PROVINCE = province
    _, taken = taken_of(unit, period)
    words = {each.field: each.text for each in taken}
    printed = [
        each
        for each in fields.read(written[unit], name="x")
        if not each.field.startswith("paper.") and each.text != "–"
    ]
    assert len(printed) > 20
    assert {each.field: each.text for each in printed} == {
        each.field: words[each.field] for each in printed
    }


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES)
def test_no_figure_of_the_report_differs_from_the_dashboard(written, client, settings, case):
    unit, period, province = case
    settings.CAUNOI_DEMO, settings.CAUNOI_PROVINCE = True, province
    client.force_login(UserFactory(role=Role.DIRECTOR, made=True))
    place, taken = taken_of(unit, period)
    walked = 0
    for each in taken:
        code, _, part = each.field.partition(".")
        if part not in {"cell_value", "percent"}:
            continue
        page = client.get(
            reverse("indicators:indicator", args=[code]), {"ky": period, "noi": place.pk}
        ).content.decode()
        unit_word = next(t.text for t in taken if t.field == f"{code}.cell_unit")
        if unit_word != "triệu đồng" or part == "percent":
            assert each.text in page, each.field
            walked += 1
    assert walked >= 7


def lines(content):
    body = docx.Document(io.BytesIO(content)).element.body
    mark, text = docx.oxml.ns.qn("w:p"), docx.oxml.ns.qn("w:t")
    found = ["".join(t.text or "" for t in line.iter(text)) for line in body.iter(mark)]
    return [line.replace("\u00a0", " ") for line in found]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "phrase",
    [
        "25.953 lượt lao động",
        "đạt 117% kế hoạch",
        "tăng 4% so với cùng kỳ",
        "13.575 người",
        "đạt 169,7% kế hoạch",
        "16.691 suất quà",
        "trên 6,96 tỷ đồng",
        "53 gia đình",
        "trên 1,6 tỷ đồng",
        "giảm 4,87 điểm phần trăm, đạt 138% kế hoạch",
        "2.055 nhà tạm",
        "đạt 181% kế hoạch",
        "425 nhà",
        "đạt 100% kế hoạch",
        "khoảng 22.182 lượt lao động (suy ra từ tỷ lệ hoàn thành)",
        "22.550 lượt lao động",
        "trên 3 điểm phần trăm",
        "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
        "ỦY BAN NHÂN DÂN TỈNH TUYÊN QUANG",
        "22.182*",
        "* Kế hoạch suy ra từ tỷ lệ hoàn thành",
    ],
)
def test_tuyen_quang_2023(written, phrase):
    assert any(phrase in line for line in lines(written[TUYEN_QUANG])), phrase


@pytest.mark.django_db
@pytest.mark.parametrize(
    "phrase",
    [
        "36.000 lượt lao động, trong đó 4.500 lao động đi làm việc ở nước ngoài theo hợp đồng",
        "38.100 người, trong đó 2.948 người là lao động nông thôn",
        "33.601 người",
        "1,00% (giảm 0,36 điểm phần trăm)",
        "1,79% (giảm 0,21 điểm phần trăm)",
        "trên 4.000 người",
        "100%",
        "TỈNH HẢI DƯƠNG",
    ],
)
def test_hai_duong_2021(written, phrase):
    assert any(phrase in line for line in lines(written[HAI_DUONG])), phrase


@pytest.mark.django_db
def test_gifts_are_counted_from_what_happened(written):
    unit = ReportingUnit.objects.get(code=TUYEN_QUANG)
    assert province_unit(unit.place) == unit
    given = Happening.objects.filter(indicator__code="gifts_ncc")
    assert sum(each.quantity for each in given) == GIFTS
