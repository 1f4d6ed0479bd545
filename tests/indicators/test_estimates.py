"""An estimate counts, marked, until the unit reports; nothing that was reported gives way to it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.home.queries.integrity import ask, catalogue
from caunoi.indicators.actions.estimates import (
    CannotEstimate,
    OwnEstimate,
    Said,
    approve_estimate,
    enter_estimate,
    refuse_estimate,
    withdraw_estimate,
)
from caunoi.indicators.actions.submissions import (
    CannotHandIn,
    correct,
    open_submission,
    save_figures,
    send,
    send_back,
    take_back,
)
from caunoi.indicators.actions.values import ValueRow, keep_values
from caunoi.indicators.choices.catalogue import RelationKind, Source
from caunoi.indicators.choices.figures import EstimateState
from caunoi.indicators.models import CountryTotal, Estimate, Figure, Relation, Total
from caunoi.indicators.queries.entries import Entry
from caunoi.indicators.queries.submissions import sheet_of
from caunoi.indicators.queries.values import value_of
from caunoi_kit.ui.once import FIELD, fresh_key
from tests.accounts.factories import UserFactory
from tests.indicators.collecting_factories import AT, ON, collecting, indicator

FULL = {
    "viec-lam-moi": Entry(120),
    "viec-lam-ngoai-nuoc": Entry(9),
    "tien-qua": Entry(0),
    "giam-ngheo": Entry(10),
}
METHOD = "Bình quân ba tháng trước của xã"


@pytest.fixture
def made(db):
    found = collecting()
    found.head = UserFactory(role=Role.HEAD, made=True)
    return found


def estimated(made, value=100, *, unit=None, of=None, approved=True, **said):
    kept = enter_estimate(
        indicator=of or made.jobs,
        unit=unit or made.unit,
        first=made.period.first,
        last=made.period.last,
        said=Said(Entry(value), METHOD, **said),
        by=made.head,
        at=AT,
    )
    return approve_estimate(estimate=kept, by=made.approver, at=AT) if approved else kept


def handed_in(made, unit=None, *, sent=True):
    form = open_submission(form=made.form, unit=unit or made.unit, period=made.period)
    save_figures(submission=form, values=FULL, by=made.officer, at=AT)
    return send(submission=form, by=made.officer, at=AT) if sent else form


def of_province(made, code="viec-lam-moi"):
    return value_of(code, made.province, made.period, on=ON)


def checks_broken():
    ours = [check for check in catalogue() if check.section == "Số liệu" and "estimate" in check.of]
    ours += [check for check in catalogue() if "country" in check.name or "total" in check.name]
    assert len(ours) >= 4
    return [check.name for check in ours if ask(check, on=ON).value]


def test_an_approved_estimate_counts_and_says_that_it_is_one(made):
    handed_in(made, made.units[1])
    kept = estimated(made, low=80, high=130, source="Công văn 12/UBND", approved=False)
    assert of_province(made).value == 120

    approve_estimate(estimate=kept, by=made.approver, at=AT)

    whole = of_province(made)
    assert (whole.value, whole.units, whole.estimated) == (220, 2, 1)
    country = CountryTotal.objects.get(indicator=made.jobs)
    assert (country.value, country.estimated) == (220, 1)
    own = value_of("viec-lam-moi", made.unit.place, made.period, on=ON)
    assert (own.value, own.origin, own.estimated) == (100, Source.ESTIMATED, 1)
    assert checks_broken() == []


def test_two_hands_and_reasons(made):
    kept = estimated(made, approved=False)
    with pytest.raises(OwnEstimate, match="không tự duyệt"):
        approve_estimate(estimate=kept, by=made.head, at=AT)
    with pytest.raises(CannotEstimate, match="chờ duyệt"):
        estimated(made, 101, approved=False)
    with pytest.raises(CannotEstimate, match="lý do"):
        refuse_estimate(estimate=kept, why=" ", by=made.approver, at=AT)
    refuse_estimate(estimate=kept, why="Quá cao", by=made.approver, at=AT)
    with pytest.raises(CannotEstimate, match="không duyệt, vì: Quá cao"):
        approve_estimate(estimate=kept, by=made.approver, at=AT)
    with pytest.raises(CannotEstimate, match="giữa số thấp nhất"):
        estimated(made, 100, low=101)


def test_a_draft_leaves_the_estimate_and_the_form_handed_in_replaces_it(made):
    kept = estimated(made)
    form = handed_in(made, sent=False)
    assert of_province(made).value == 100  # a form being filled in counts for nothing
    lines = sheet_of(made.form, made.unit, made.period).lines
    assert all(line.proposed is None for line in lines)

    send(submission=form, by=made.officer, at=AT)

    kept.refresh_from_db()
    assert (kept.state, kept.real_value, kept.replaced_by) == (EstimateState.REPLACED, 120, form)
    assert (of_province(made).value, of_province(made).estimated) == (120, 0)
    with pytest.raises(CannotEstimate, match="đã báo cáo 120"):
        estimated(made)

    send_back(submission=form, why="Thiếu thôn 3", by=made.approver, at=AT)
    assert (of_province(made).value, of_province(made).estimated) == (100, 1)
    send(submission=form, by=made.officer, at=AT)
    take_back(submission=form, by=made.officer, at=AT)
    assert (of_province(made).value, of_province(made).estimated) == (100, 1)
    assert checks_broken() == []


def test_a_list_replaces_an_estimate_and_an_estimate_is_not_corrected(made):
    kept = estimated(made)
    figure = Figure.objects.get(indicator=made.jobs)
    with pytest.raises(CannotHandIn, match="ước tính"):
        correct(figure=figure, entry=Entry(90), why="Sai", by=made.approver, at=AT)

    row = ValueRow(
        made.unit, made.jobs, figure.definition, made.period.first, made.period.last, Entry(95)
    )
    keep_values(rows=[row], by=None, at=AT)

    kept.refresh_from_db()
    assert (kept.state, kept.real_value, kept.replaced_by) == ("REPLACED", 95, None)
    assert (of_province(made).value, of_province(made).estimated) == (95, 0)


def test_a_new_estimate_takes_the_place_of_the_old_one_and_both_stay(made):
    old = estimated(made, 100)
    new = estimated(made, 140)

    assert of_province(made).value == 140
    old.refresh_from_db()
    assert (old.state, old.state_why) == ("WITHDRAWN", "Thay bằng ước tính mới")

    withdraw_estimate(estimate=new, why="Lấy nhầm kỳ", by=made.head, at=AT)
    assert of_province(made).value is None
    assert Estimate.objects.count() == 2
    assert not Total.objects.filter(indicator=made.jobs).exists()
    assert not CountryTotal.objects.filter(indicator=made.jobs).exists()


def test_a_sum_of_others_says_that_a_part_is_estimated(made):
    whole = indicator("tong", "Tổng việc làm", source=Source.DERIVED, query="sum")
    for part in (made.jobs, made.abroad):
        Relation.objects.create(kind=RelationKind.SUM_OF, first=part, second=whole)
    handed_in(made, made.units[1])
    estimated(made)

    total = of_province(made, "tong")
    assert (total.value, total.estimated) == (229, 1)
    with pytest.raises(CannotEstimate, match="tính từ sổ"):
        estimated(made, of=whole)

    handed_in(made)
    total = of_province(made, "tong")
    assert (total.value, total.estimated) == (258, 0)
    assert Figure.objects.filter(indicator=whole).count() == 2


def test_a_province_is_not_estimated_over_its_communes(made):
    with pytest.raises(CannotEstimate, match="không do cả tỉnh báo cáo"):
        estimated(made, unit=made.whole)


def test_the_pages_from_the_list_to_the_real_figure(made, client, settings):
    settings.CAUNOI_PROVINCE, settings.CAUNOI_DEMO = made.province.code, True

    def post(url, said):
        return client.post(url, {FIELD: fresh_key(), **said}).content.decode()

    def get(name, query="", *args):
        return client.get(reverse(f"indicators:{name}", args=args) + query).content.decode()

    with time_machine.travel(AT + timedelta(hours=1), tick=False):
        client.force_login(made.head)
        page = reverse("indicators:new_estimate") + "?code=viec-lam-moi"
        said = {
            "unit": made.unit.code, "period": "2026-10", "entry": "1.250", "low": "1.100",
            "high": "", "method": METHOD, "source": "Biên bản 3/10",
        }  # fmt: skip
        assert "giữa số thấp nhất" in post(page, said | {"high": "1.200"})
        post(page, said)
        kept = Estimate.objects.get()
        there = reverse("indicators:estimate", args=[kept.public_id])
        assert "1.100 – không rõ" in get("estimate", "", kept.public_id)
        post(there, {"deed": "approve"})
        kept.refresh_from_db()
        assert kept.state == EstimateState.WAITING  # one's own

        client.force_login(made.approver)
        post(there, {"deed": "approve"})
        query = f"?ky=2026-10&noi={made.unit.place_id}"
        shown = get("records", query, "viec-lam-moi")
        assert "1.250 (ước tính)" in shown
        assert there in shown
        assert "chờ đơn vị báo cáo" in get("indicator", query, "viec-lam-moi")
        assert "Đang dùng" in get("estimates", "?state=APPROVED")


def test_a_list_of_estimates_comes_by_the_command_all_or_nothing(made, tmp_path):
    file = tmp_path / "uoc-tinh.csv"
    head = "Đơn vị,Chỉ tiêu,Kỳ,Giá trị,Thấp nhất,Cách ước tính,Tài liệu"
    one, other = (each.code for each in made.units)
    good = f"{one},viec-lam-moi,2026-10,1.250,1.100,{METHOD},Biên bản 3/10"
    file.write_text(f"{head}\n{good}\n{other},viec-lam-moi,2026-10,90,,,\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"Ô D3: Ghi cách ước tính"):
        call_command("figures", str(file), "--estimates")
    assert not Estimate.objects.exists()

    file.write_text(f"{head}\n{good}\n", encoding="utf-8")
    call_command("figures", str(file), "--estimates", "--as", made.head.username)

    kept = Estimate.objects.get()
    assert (kept.value, kept.low, kept.method, kept.source, kept.state, kept.entered_by) == (
        1_250, 1_100, METHOD, "Biên bản 3/10", "WAITING", made.head,
    )  # fmt: skip
