"""Plans: two hands, a reason for every change, parts that add up to the whole."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.indicators.actions.targets import (
    CannotTarget,
    Plan,
    accept_targets,
    answer_target,
    assign_targets,
    change_target,
    derive_target,
    propose_target,
    share_down,
    share_over_quarters,
)
from caunoi.indicators.choices.catalogue import OverTime
from caunoi.indicators.choices.targets import TargetOrigin, TargetState
from caunoi.indicators.models import Target, TargetStep
from caunoi.indicators.queries.targets import plan_rows, propose_for, unit_rows
from caunoi_kit.journal.models import Entry
from caunoi_kit.ui.once import fresh_key
from caunoi_rules.periods import period_of
from tests.accounts.factories import UserFactory
from tests.indicators.steering_factories import TODAY, months, steered
from tests.intake.factories import CommuneOfficeFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)
YEAR = period_of("2026")


@pytest.fixture
def made():
    return steered()


@pytest.fixture
def head():
    return UserFactory(role=Role.HEAD, made=True)


@pytest.fixture
def chief():
    return UserFactory(role=Role.DIRECTOR, made=True)


def proposed(made, by, value=1_000, unit=None):
    plan = Plan(made.indicator, unit or made.whole, YEAR)
    return propose_target(plan=plan, value=value, by=by, at=AT)


def assigned(made, head, chief, value=1_000, unit=None):
    target = proposed(made, head, value, unit)
    assign_targets(targets=[target], by=chief, at=AT)
    target.refresh_from_db()
    return target


def test_a_plan_is_proposed_assigned_and_accepted_and_every_step_is_kept(made, head, chief):
    target = assigned(made, head, chief)
    accept_targets(targets=[target], by=head, at=AT)

    target.refresh_from_db()
    assert target.state == TargetState.ACCEPTED
    steps = TargetStep.objects.order_by("id").values_list("state", "value", "by")
    assert list(steps) == [
        (TargetState.PROPOSED, 1_000, head.pk),
        (TargetState.ASSIGNED, 1_000, chief.pk),
        (TargetState.ACCEPTED, 1_000, head.pk),
    ]
    events = Entry.objects.filter(event__startswith="indicators.target").values_list("event")
    assert [event.rpartition(".")[2] for (event,) in events.order_by("number")] == [
        "proposed", "assigned", "accepted",
    ]  # fmt: skip


def test_nobody_assigns_what_they_proposed_themselves(made, head, chief):
    own, other = proposed(made, chief), proposed(made, head, 40, made.units[0])

    with pytest.raises(CannotTarget, match="chính bạn đề xuất"):
        assign_targets(targets=[own, other], by=chief, at=AT)

    assert set(Target.objects.values_list("state", flat=True)) == {TargetState.PROPOSED}


def test_a_unit_answers_with_another_number_which_waits_to_be_assigned(made, head, chief):
    target = assigned(made, head, chief, unit=made.units[0])
    officer = UserFactory(role=Role.COMMUNE, made=True)
    with pytest.raises(CannotTarget, match="lý do"):
        answer_target(target=target, value=900, why=" ", by=officer, at=AT)

    answer_target(target=target, value=900, why="Mất một doanh nghiệp lớn", by=officer, at=AT)

    target.refresh_from_db()
    assert (target.value, target.state) == (900, TargetState.PROPOSED)
    assert assign_targets(targets=[target], by=chief, at=AT) == 1


def test_an_assigned_plan_changes_with_a_reason_only(made, head, chief):
    target = assigned(made, head, chief)
    for refused in (
        lambda: proposed(made, head, 2_000),
        lambda: change_target(target=target, value=2_000, why="", by=chief, at=AT),
        lambda: change_target(target=target, value=1_000, why="Như cũ", by=chief, at=AT),
        lambda: change_target(target=target, value=-1, why="Nhầm", by=chief, at=AT),
    ):
        with pytest.raises(CannotTarget):
            refused()

    change_target(target=target, value=2_000, why="Nghị quyết mới", by=chief, at=AT)

    target.refresh_from_db()
    assert (target.value, target.state) == (2_000, TargetState.CHANGED)
    assert TargetStep.objects.latest("id").why == "Nghị quyết mới"


def test_parts_add_up_to_the_whole_and_settled_ones_stay(made, head, chief):
    whole = assigned(made, head, chief, 1_001)
    assigned(made, head, chief, 500, made.units[0])

    share_down(whole=whole, weights={unit: 1 for unit in made.units}, by=head, at=AT)

    parts = Target.objects.exclude(pk=whole.pk).order_by("id")
    assert [(each.value, each.state) for each in parts] == [
        (500, TargetState.ASSIGNED),
        (501, TargetState.PROPOSED),
    ]
    assert parts[1].origin == TargetOrigin.SHARED


def test_more_settled_than_the_whole_is_not_shared(made, head, chief):
    whole = assigned(made, head, chief, 100)
    assigned(made, head, chief, 500, made.units[0])

    with pytest.raises(CannotTarget, match="nhiều hơn kế hoạch chung"):
        share_down(whole=whole, weights={unit: 1 for unit in made.units}, by=head, at=AT)


def test_quarters_add_up_to_the_year_and_a_level_has_none(made, head, chief):
    year = assigned(made, head, chief, 1_000)
    definition = made.indicator.made_definition

    quarters = share_over_quarters(
        year=year, definition=definition, weights=[1, 2, 3, 4], by=head, at=AT
    )

    assert [each.value for each in quarters] == [100, 200, 300, 400]
    assert [each.first.month for each in quarters] == [1, 4, 7, 10]
    definition.over_time = OverTime.LAST
    with pytest.raises(CannotTarget, match="mức cuối năm"):
        share_over_quarters(year=year, definition=definition, weights=[1] * 4, by=head, at=AT)


def test_a_plan_follows_from_a_printed_percentage_and_is_marked(made, head):
    plan = Plan(made.indicator, made.whole, period_of("2023"))
    target = derive_target(plan=plan, actual=25_953, percent=Decimal(117), by=head, at=AT)

    assert (target.value, target.origin) == (22_182, TargetOrigin.FROM_PERCENT)
    assert "117%" in TargetStep.objects.earliest("id").why


def test_the_sum_of_parts_is_watched_beside_the_whole(made, head, chief):
    assigned(made, head, chief, 1_000)
    assigned(made, head, chief, 450, made.units[0])
    proposed(made, head, 450, made.units[1])

    (row,) = plan_rows(made.place, 2026, on=TODAY)

    assert (row.parts, row.parts_sum, row.difference) == (2, 900, -100)
    assert (row.proposed, row.waiting, row.accepted) == (1, 1, 0)


def test_next_years_plan_is_proposed_from_trend_and_capacity(made):
    for year, each in ((2023, 100), (2024, 110), (2025, 121)):
        months(made, year, [each] * 12)

    found = propose_for(made.indicator, made.place, 2026, on=date(2026, 1, 10))

    assert found.years == ((2023, 1_200), (2024, 1_320), (2025, 1_452))
    assert (found.proposal.growth_percent, found.proposal.capacity) == (10, 1_452)
    assert found.proposal.value == 1_452, "no quarter has shown more"
    assert found.proposal.capped


def test_units_stand_with_what_they_reached_the_year_before(made):
    months(made, 2025, [10] * 12)

    rows = unit_rows(made.indicator, made.place, 2026, on=TODAY)

    assert [(row.unit.name, row.last_year) for row in rows] == [
        ("Xã Số 0", 120),
        ("Xã Số 1", None),
    ]


@pytest.fixture
def site(settings):
    settings.CAUNOI_DEMO = True
    settings.CAUNOI_PROVINCE = "33"


def post(client, url, **said):
    return client.post(url, {"_once": fresh_key(), **said})


def test_from_proposal_to_parts_on_the_pages(client, site, made, head, chief):
    url = reverse("indicators:plan", args=[made.indicator.code])
    client.force_login(head)
    wrong = post(client, reverse("indicators:plan_propose", args=[made.indicator.code]), value="x")
    assert "Ghi một số" in wrong.content.decode()
    post(client, reverse("indicators:plan_propose", args=[made.indicator.code]), value="22.550")
    assert (
        post(client, reverse("indicators:plan_assign", args=[made.indicator.code])).status_code
        == 403
    ), "a head proposes and does not assign"
    client.force_login(chief)
    post(client, reverse("indicators:plan_assign", args=[made.indicator.code]))
    share = reverse("indicators:plan_share", args=[made.indicator.code])
    post(client, share, by="POPULATION")

    page = client.get(url).content.decode()

    assert "khớp kế hoạch chung" in page
    assert sorted(Target.objects.values_list("value", flat=True)) == [7_517, 15_033, 22_550]


def test_a_commune_sees_answers_and_accepts_its_own_plan_only(client, site, made, head, chief):
    own = assigned(made, head, chief, 100, made.units[0])
    other = assigned(made, head, chief, 200, made.units[1])
    officer = UserFactory(
        role=Role.COMMUNE, made=True, org_unit=CommuneOfficeFactory(place=made.communes[0])
    )
    client.force_login(officer)
    assert "100" in client.get(reverse("indicators:unit_plan")).content.decode()
    assert client.get(reverse("indicators:target", args=[other.public_id])).status_code == 403
    there = reverse("indicators:unit_plan") + f"?don-vi={made.units[1].code}"
    assert client.get(there).status_code == 403
    page = reverse("indicators:target", args=[own.public_id])
    bare = post(client, page, viec="so", value="90", why="")
    assert "Ghi lý do" in bare.content.decode()
    post(client, page, viec="so", value="90", why="Ít người đi làm xa hơn")
    own.refresh_from_db()
    assert (own.value, own.state) == (90, TargetState.PROPOSED)

    client.force_login(chief)
    post(client, page, viec="giao")
    client.force_login(officer)
    post(client, reverse("indicators:unit_plan"))

    own.refresh_from_db()
    assert (own.value, own.state) == (90, TargetState.ACCEPTED)


@pytest.mark.parametrize("communes", [2, 9])
def test_plan_pages_cost_a_fixed_number_of_queries(
    client, site, head, communes, django_assert_max_num_queries
):
    made = steered(communes=communes)
    for unit in made.units:
        proposed(made, head, 10, unit)
    client.force_login(head)
    for url, most in (
        (reverse("indicators:plans"), 14),
        (reverse("indicators:plan", args=[made.indicator.code]), 34),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(url).status_code == 200
