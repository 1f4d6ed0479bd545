"""What is odd: late units, jumps, contradictions; a fixed number of questions, words to act on."""

from datetime import date

import pytest

from caunoi.indicators.actions.submissions import open_submission, save_figures, send
from caunoi.indicators.choices.catalogue import RelationKind, Source
from caunoi.indicators.choices.unusual import UnusualKind
from caunoi.indicators.models import Figure, Relation
from caunoi.indicators.queries.entries import Entry
from caunoi.indicators.queries.submissions import period_for
from caunoi.indicators.queries.unusual import jump_words, unusual
from caunoi.indicators.queries.unusual_watched import Where
from caunoi_rules.periods import period_of
from tests.indicators.collecting_factories import AT, ON, collecting, unit_of
from tests.places.factories import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return collecting()


def figure(made, unit, indicator, period, value):
    return Figure.objects.create(
        indicator=indicator,
        unit=unit,
        first=period.first,
        last=period.last,
        value=value,
        origin=Source.REPORTED,
        definition=indicator.definitions.get(),
        taken_at=AT,
    )


def hand_in(made, unit, code, **values):
    period = period_for(made.form, code)
    submission = open_submission(form=made.form, unit=unit, period=period)
    said = {name.replace("_", "-"): Entry(value) for name, value in values.items()}
    save_figures(submission=submission, values=said, by=made.officer, at=AT)
    return send(submission=submission, by=made.officer, at=AT, gaps=True)


def of(kind, made, *, on=ON, place=None, period=None):
    found = unusual(place or made.province, period or made.period, on=on)
    return [each for each in found if each.kind == kind]


def test_three_times_as_much_as_a_year_before_is_named_with_its_form(made):
    hand_in(made, made.unit, "2025-10", viec_lam_moi=30)
    hand_in(made, made.unit, "2026-10", viec_lam_moi=90)
    hand_in(made, made.units[1], "2025-10", viec_lam_moi=30)
    hand_in(made, made.units[1], "2026-10", viec_lam_moi=35)

    [jump] = of(UnusualKind.JUMP, made)

    assert (jump.unit, jump.indicator) == (made.unit, made.jobs)
    assert jump.words == "Tăng 3 lần so với cùng kỳ: từ 30 thành 90, tháng 10 năm 2026"
    assert jump.where == Where(
        "indicators:sheet",
        {"form": "xa-thang", "unit": made.unit.code, "period": "2026-10"},
    )


def test_a_part_above_its_whole_is_said_with_both_figures(made):
    hand_in(made, made.unit, "2026-10", viec_lam_moi=10, viec_lam_ngoai_nuoc=12)

    [broken] = of(UnusualKind.RELATION, made)

    assert broken.words == "12 nhiều hơn «Việc làm mới» 10, tháng 10 năm 2026"
    assert broken.unit == made.unit


def test_parts_that_do_not_add_up_are_said(made):
    whole, one, other = made.indicators[:3]
    Relation.objects.all().delete()
    for first in (one, other):
        Relation.objects.create(kind=RelationKind.SUM_OF, first=first, second=whole)
    hand_in(made, made.unit, "2026-10", viec_lam_moi=50, viec_lam_ngoai_nuoc=20, tien_qua=20)

    [broken] = of(UnusualKind.RELATION, made)

    assert "ghi 50, các phần cộng lại 40" in broken.words


def test_a_quarter_told_by_itself_and_by_its_months_has_two_values(made):
    for month, value in ((7, 10), (8, 20), (9, 30)):
        figure(made, made.unit, made.jobs, period_of(f"2026-{month:02d}"), value)
    quarter = figure(made, made.unit, made.jobs, period_of("2026Q3"), 65)

    [two] = of(UnusualKind.TWO_VALUES, made)
    assert two.words == "quý III năm 2026 ghi 65, các tháng cộng lại 60"

    Figure.objects.filter(pk=quarter.pk).update(value=60)
    assert of(UnusualKind.TWO_VALUES, made) == []


def test_a_province_that_tells_what_its_communes_tell_is_said_to_count_twice(made):
    year = period_of("2026")
    figure(made, made.whole, made.jobs, year, 500)
    figure(made, made.unit, made.jobs, year, 120)

    [two] = of(UnusualKind.TWO_VALUES, made)

    assert "cả tỉnh ghi riêng 500, 1 xã cũng ghi 120" in two.words


def test_who_is_late_is_named_and_many_are_counted():
    few = collecting(communes=2)
    hand_in(few, few.unit, "2026-10", viec_lam_moi=1)
    [late] = of(UnusualKind.LATE, few, on=date(2026, 11, 10))
    assert (late.unit, late.words) == (few.units[1], "Chưa nộp tháng 10 năm 2026, trễ 5 ngày")
    assert of(UnusualKind.LATE, few, on=date(2026, 11, 5)) == []


def test_many_late_units_are_one_line(made):
    many = made
    for _ in range(4):
        unit_of(CommuneFactory(parent=many.province))
    hand_in(many, many.unit, "2026-10", viec_lam_moi=1)

    [late] = of(UnusualKind.LATE, many, on=date(2026, 11, 10))

    assert late.words == "Thiếu 5/6 xã, tháng 10 năm 2026, trễ 5 ngày"
    assert late.where == Where("indicators:standing", {"form": "xa-thang", "period": "2026-10"})


def test_drafts_are_nobodys_figures_yet(made):
    period = period_for(made.form, "2026-10")
    submission = open_submission(form=made.form, unit=made.unit, period=period)
    said = {"viec-lam-moi": Entry(1), "viec-lam-ngoai-nuoc": Entry(5)}
    save_figures(submission=submission, values=said, by=made.officer, at=AT)

    assert of(UnusualKind.RELATION, made) == []


def test_a_commune_sees_its_own_only(made):
    hand_in(made, made.units[1], "2026-10", viec_lam_moi=10, viec_lam_ngoai_nuoc=12)

    assert unusual(made.unit.place, made.period, on=ON) == []


@pytest.mark.parametrize("communes", [2, 9])
def test_it_costs_the_same_however_many_units_and_figures(communes, django_assert_max_num_queries):
    made = collecting(communes=communes)
    for unit in made.units:
        hand_in(made, unit, "2025-10", viec_lam_moi=20)
        hand_in(made, unit, "2026-10", viec_lam_moi=90, viec_lam_ngoai_nuoc=95)
        figure(made, unit, made.jobs, period_of("2026Q3"), 65)

    with django_assert_max_num_queries(20):
        found = unusual(made.province, made.period, on=ON, limit=6)

    assert len(found) == min(6, 2 * communes)


def test_beside_a_figure_stands_how_far_it_is_from_before():
    assert jump_words(Entry(90), Entry(85), Entry(30)) == "Tăng 3 lần so với cùng kỳ"
    assert jump_words(Entry(20), Entry(60), None) == "Giảm 3 lần so với kỳ trước"
    assert jump_words(Entry(40), Entry(20), Entry(38)) == ""
    assert jump_words(None, Entry(20), Entry(38)) == ""
