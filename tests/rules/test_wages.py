import csv
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from caunoi_rules.parameters import NoParameter, load, parameter
from caunoi_rules.wages import Region, minimum_wage, region_of

COMMUNES = Path(__file__).parents[2] / "reference" / "communes_after.csv"
NOW = date(2026, 11, 28)


def communes() -> dict[str, dict[str, str]]:
    """Name to code, by province."""
    found = defaultdict(dict)
    with COMMUNES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["province_code"]][row["name"]] = row["code"]
    return found


@pytest.mark.parametrize(
    ("region", "on", "month", "hour"),
    [
        (Region.I, date(2026, 1, 1), 5_310_000, 25_500),
        (Region.II, NOW, 4_730_000, 22_700),
        (Region.III, NOW, 4_140_000, 20_000),
        (Region.IV, NOW, 3_700_000, 17_800),
        (Region.I, date(2025, 12, 31), 4_960_000, 23_800),
        (Region.II, date(2024, 6, 30), 4_160_000, 20_000),
        (Region.IV, date(2020, 1, 1), 3_070_000, None),
        (Region.III, date(2019, 12, 31), 3_250_000, None),
    ],
)
def test_the_minimum_wage_of_a_day(region, on, month, hour):
    wage = minimum_wage(region, on)

    assert (wage.month, wage.hour) == (month, hour)
    assert wage.law.startswith("Nghị định")


def test_before_the_first_figure_nothing_is_assumed():
    with pytest.raises(NoParameter, match="31/12/2018"):
        minimum_wage(Region.I, date(2018, 12, 31))


def test_weak_figures_say_that_they_are():
    assert minimum_wage(Region.I, NOW).confirmed
    assert not minimum_wage(Region.I, date(2022, 7, 1)).confirmed
    assert not minimum_wage(Region.I, date(2024, 7, 1)).hour_confirmed


@pytest.mark.parametrize(
    ("province", "name", "region"),
    [
        ("33", "Phường Mỹ Hào", Region.II),
        ("33", "Phường Thái Bình", Region.II),
        ("33", "Xã Như Quỳnh", Region.II),
        ("33", "Xã Khoái Châu", Region.III),
        ("33", "Xã Tiền Hải", Region.III),
        ("33", "Xã Kiến Xương", Region.IV),
        ("31", "Phường Hải Dương", Region.I),
        ("31", "Xã Thanh Hà", Region.II),
        ("31", "Đặc khu Bạch Long Vĩ", Region.II),
        ("08", "Phường Hà Giang 1", Region.III),
        ("08", "Xã Đồng Văn", Region.IV),
        ("01", "Phường Hoàn Kiếm", Region.I),
        ("01", "Xã Sóc Sơn", Region.I),
        ("01", "Xã Minh Châu", Region.II),
    ],
)
def test_communes_lie_where_the_decree_puts_them(province, name, region):
    reading = region_of(communes()[province][name], NOW)

    assert (reading.region, reading.confirmed) == (region, True)


def test_each_commune_of_the_four_provinces_is_listed_once_and_no_other():
    [row] = load("regions")["lists"]
    listed = Counter(code for region in Region for code in row[region])
    expected = {code for province in row["provinces"] for code in communes()[province].values()}

    assert set(listed) == expected
    assert set(listed.values()) == {1}


def test_what_is_not_listed_is_the_lowest_region_and_not_confirmed():
    reading = region_of(communes()["79"]["Phường Sài Gòn"], NOW)

    assert (reading.region, reading.confirmed) == (Region.IV, False)
    assert "Chưa có danh mục" in reading.law


@pytest.mark.parametrize(("code", "on"), [("", NOW), ("33", NOW), ("12103", date(2025, 12, 31))])
def test_no_commune_or_no_list_is_no_reading(code, on):
    assert region_of(code, on) is None


def test_every_figure_names_its_law_and_follows_the_one_before():
    for rows in load("wages").values():
        days = [row["from"] for row in rows["values"]]
        assert days == sorted(set(days))
        assert all(row["law"] and row["value"] > 0 for row in rows["values"])
    assert parameter("wages", "month_I", on=NOW).since == date(2026, 1, 1)
