"""The figures of docs/scaling.md are those that were measured."""

import json

import pytest

from benchmarks.scaling import BEGIN, DOCS, END, RESULTS
from benchmarks.scaling_report import VACANCIES, at_the_country, report_of


def test_the_page_says_what_was_measured():
    page = DOCS.read_text(encoding="utf-8")
    report = report_of(json.loads(RESULTS.read_text(encoding="utf-8")))
    assert page.split(BEGIN)[1].split(END)[0].strip() == report.strip()


def test_every_way_to_share_a_measured_plan_out_gave_the_same_prices_and_plan():
    sizes = json.loads(RESULTS.read_text(encoding="utf-8"))["sizes"]
    shared = [row["cluster"] for row in sizes.values() if "cluster" in row]
    assert shared
    for found in shared:
        prints = [one["sha256"] for one in found.values() if "sha256" in str(one)]
        assert len(prints) == 6
        assert len(set(prints)) == 1


@pytest.mark.parametrize(
    ("points", "figure"),
    [
        ([(10_000, 2.0)], 2.0),
        ([(0, 1.0), (VACANCIES // 2, 2.0)], 3.0),
        ([(10_000, 3.0), (20_000, 1.0)], 3.0),
    ],
    ids=["one size", "growing", "falling"],
)
def test_a_figure_for_the_country_lies_on_the_line_and_never_below_what_was_seen(points, figure):
    assert at_the_country(points) == pytest.approx(figure)
