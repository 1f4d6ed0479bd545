"""What firms need in six months: by grid, by file, by program; sums of the province."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.db import connection, connections

from caunoi.accounts.choices import Role
from caunoi.vacancies import actions
from caunoi.vacancies.actions.needs import read_half_year
from caunoi.vacancies.choices import ItemStatus, NeedChannel, ReceiptStatus
from caunoi.vacancies.exports import need_template
from caunoi.vacancies.imports import CannotRead
from caunoi.vacancies.imports.needs import read_need_sheet
from caunoi.vacancies.models import NeedReceipt, RecruitmentNeed
from caunoi.vacancies.queries.needs import (
    FORM_GROUPS,
    as_answer,
    half_year_of,
    half_year_words,
    next_half_year,
    province_needs,
)
from tests.accounts.factories import UserFactory
from tests.employers.factories import EmployerFactory
from tests.vacancies.factories import form_group

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 11, 9, 2, 0, tzinfo=UTC)
HALF = date(2027, 1, 1)


@pytest.fixture
def sender():
    return UserFactory(role=Role.EMPLOYER)


@pytest.fixture
def firm():
    for code in ("75", "81", "93"):
        form_group(code)
    return EmployerFactory()


def receive(sender, lines, **options):
    stated = {
        "md5": "0" * 32,
        "channel": NeedChannel.API,
        "allowed": lambda firm: True,
        "at": MORNING,
        "half_year": HALF,
    }
    return actions.receive_needs(lines=lines, by=sender, **{**stated, **options})


def line(code="81", quantity=40, **more):
    return {"reference": f"r-{code}", "occupation": code, "quantity": quantity, **more}


def stored():
    rows = RecruitmentNeed.objects.order_by("occupation__code")
    return {one.occupation.code: (one.quantity, one.women) for one in rows}


def test_every_line_is_answered_in_a_receipt(firm, sender):
    receipt = receive(sender, [line(), line("75", "1.200", women=900)], employer=firm)

    assert receipt.status == ReceiptStatus.DONE
    assert stored() == {"75": (1200, 900), "81": (40, 0)}
    answer = as_answer(receipt)
    assert answer["versionId"] == receipt.pk
    assert answer["items"] == [
        {"reference": "r-81", "status": ItemStatus.ADDED, "message": ""},
        {"reference": "r-75", "status": ItemStatus.ADDED, "message": ""},
    ]


def test_sent_twice_the_second_time_changes_nothing(firm, sender):
    receive(sender, [line()], employer=firm)

    receipt = receive(sender, [line()], employer=firm)

    assert [one["status"] for one in receipt.items] == [ItemStatus.UNCHANGED]
    assert RecruitmentNeed.objects.count() == 1


def test_a_program_gets_its_right_lines_stored_and_its_wrong_ones_explained(firm, sender):
    receipt = receive(
        sender, [line(), line("99"), line("75", -3), line("93", 5, women=9)], employer=firm,
        whole=False,
    )  # fmt: skip

    assert receipt.status == ReceiptStatus.PARTLY
    assert stored() == {"81": (40, 0)}
    wrong = [one for one in receipt.items if one["status"] == ItemStatus.ERROR]
    assert len(wrong) == 3
    assert all(one["message"] for one in wrong)


def test_a_sheet_with_one_wrong_line_stores_none_and_names_all_faults(firm, sender):
    lines = [line(), line("99"), line("75", "nhiều")]

    with pytest.raises(actions.CannotReceive, match="Có 2 dòng") as refusal:
        receive(sender, lines, employer=firm)

    assert [(fault.line, fault.field) for fault in refusal.value.faults] == [
        (1, "occupation"),
        (2, "quantity"),
    ]
    assert not NeedReceipt.objects.exists()
    assert not RecruitmentNeed.objects.exists()


def test_nobody_sends_for_a_firm_they_do_not_act_for(firm, sender):
    stranger = EmployerFactory()

    receipt = receive(
        sender,
        [line(tax_code=firm.tax_code), line("75", tax_code=stranger.tax_code)],
        allowed=lambda one: one.pk == firm.pk,
        whole=False,
    )

    assert [one["status"] for one in receipt.items] == [ItemStatus.ADDED, ItemStatus.ERROR]
    assert RecruitmentNeed.objects.get().employer == firm


def test_zero_people_takes_a_line_away(firm, sender):
    receive(sender, [line()], employer=firm)

    receipt = receive(sender, [line(quantity=0)], employer=firm)

    assert receipt.items[0]["status"] == ItemStatus.REMOVED
    assert stored() == {}


def test_the_grid_replaces_what_the_firm_stated_for_that_half_year_only(firm, sender):
    other = date(2027, 7, 1)
    receive(sender, [line(), line("75")], employer=firm)
    receive(sender, [line("75")], employer=firm, half_year=other)

    receive(sender, [line("93", 7)], employer=firm, replaces=True)

    left = RecruitmentNeed.objects.order_by("half_year").values_list(
        "half_year", "occupation__code"
    )
    assert list(left) == [(HALF, "93"), (other, "75")]


def test_months_add_up_to_the_quantity_or_are_refused(firm, sender):
    receive(sender, [line(quantity=21, months=[1, 2, 3, 4, 5, 6])], employer=firm)

    with pytest.raises(actions.CannotReceive) as refusal:
        receive(sender, [line(quantity=20, months=[1, 2, 3, 4, 5, 6])], employer=firm)

    assert refusal.value.faults[0].field == "months"
    assert RecruitmentNeed.objects.get().months == [1, 2, 3, 4, 5, 6]


def test_one_group_stated_twice_in_one_sending_is_a_fault(firm, sender):
    with pytest.raises(actions.CannotReceive) as refusal:
        receive(sender, [line(), line()], employer=firm)

    assert "dòng thứ 1" in refusal.value.faults[0].message


def test_a_thousand_lines_cost_as_many_queries_as_two(firm, sender, django_assert_max_num_queries):
    firms = [firm, *EmployerFactory.create_batch(30)]

    def lines(count):
        return [line(code, 5, tax_code=one.tax_code) for one in firms[:count] for code in
                ("75", "81", "93")]  # fmt: skip

    with django_assert_max_num_queries(13) as few:
        receive(sender, lines(1))
    RecruitmentNeed.objects.all().delete()
    with django_assert_max_num_queries(13) as many:
        receive(sender, lines(31))
    assert len(few) == len(many)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2027-01", HALF),
        ("07/2026", date(2026, 7, 1)),
        ("2027-02", None),
        ("x", None),
        ("9999-01", None),
        (None, None),
    ],
)
def test_half_years_are_read_as_they_are_written(written, day):
    assert read_half_year(written) == day


def test_half_years_follow_each_other():
    assert half_year_of(date(2026, 11, 9)) == date(2026, 7, 1)
    assert next_half_year(date(2026, 11, 9)) == HALF
    assert next_half_year(date(2026, 6, 30)) == date(2026, 7, 1)
    assert half_year_words(HALF) == "6 tháng đầu năm 2027"


def test_the_sums_of_the_province_open_by_group_and_firm(firm, sender):
    other = EmployerFactory()
    receive(sender, [line(), line("75", 100, women=80)], employer=firm)
    receive(sender, [line(quantity=60)], employer=other)
    receive(sender, [line(quantity=1)], employer=other, half_year=date(2027, 7, 1))

    found = province_needs(half_year=HALF)

    assert (found.totals.firms, found.totals.people, found.totals.women) == (2, 200, 80)
    assert found.year.people == 201
    assert [(one["occupation__code"], one["people"], one["firms"]) for one in found.groups] == [
        ("75", 100, 1),
        ("81", 100, 2),
    ]
    assert [(one["employer"], one["people"]) for one in found.firms] == [
        (firm.pk, 140),
        (other.pk, 60),
    ]


def test_the_empty_sheet_can_be_filled_in_and_read_again(firm, sender):
    groups = [form_group(code) for code in FORM_GROUPS]
    sheet = read_need_sheet(need_template(groups), name="mau.xlsx")
    assert sheet.lines == ()  # nothing filled in is nothing wrong

    written = "Mã nhóm nghề,Số lượng,Trong đó nữ\n81,40,30\n75,,\n99,5,0\n".encode()
    sheet = read_need_sheet(written, name="nhu-cau.csv")

    assert [one["occupation"] for one in sheet.lines] == ["81", "99"]
    with pytest.raises(actions.CannotReceive) as refusal:
        receive(sender, sheet.lines, employer=firm)
    fault = refusal.value.faults[0]
    assert sheet.cell(fault.line, fault.field) == "ô A4"


def test_a_sheet_without_the_columns_says_which():
    with pytest.raises(CannotRead, match="Mã nhóm nghề"):
        read_need_sheet("Tên,Số lượng\na,1\n".encode(), name="x.csv")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
def test_ten_sendings_of_one_firm_at_once_leave_one_need(firm, sender):
    def send(quantity):
        try:
            return receive(sender, [line(quantity=quantity)], employer=firm).status
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        statuses = list(pool.map(send, range(1, 11)))

    assert set(statuses) == {ReceiptStatus.DONE}
    assert RecruitmentNeed.objects.count() == 1
    assert NeedReceipt.objects.count() == 10
