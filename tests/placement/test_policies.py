"""A policy is proposed by one hand, accepted by another, holds from its day, and can be undone."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.placement.actions.policies import (
    CannotDecide,
    CannotPropose,
    decide_policy,
    propose_policy,
    take_back_policy,
)
from caunoi.placement.choices import PolicyOrigin, PolicyState
from caunoi.placement.models import MatchPolicy
from caunoi.placement.queries.lists import three_lists
from caunoi.placement.queries.policies import policy_in_force
from caunoi.placement.queries.policy import GROUPS, LABELS, option_groups
from caunoi_engine.matching import Policy, ReferralRules
from caunoi_kit.journal.models import Entry
from caunoi_kit.ui.once import fresh_key
from tests.accounts.factories import UserFactory
from tests.placement.factories import DAY, MORNING, ApplicationFactory, make_run, seeker
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db

NEARER = Policy(distance=2_200, wage=0)


def head():
    return UserFactory(role=Role.HEAD)


def propose(policy=NEARER, rules=None, *, starts_on=DAY, by=None):
    return propose_policy(
        policy=policy,
        rules=rules or ReferralRules(),
        starts_on=starts_on,
        why="Gần nhà hơn",
        by=by or head(),
        on=DAY,
        at=MORNING,
    )


def decide(record, *, accept=True, note="", by=None, on=DAY):
    return decide_policy(
        policy=record, accept=accept, note=note, by=by or head(), on=on, at=MORNING
    )


def test_a_proposal_changes_nothing_until_another_hand_accepts_it():
    one = head()
    made = propose(by=one)
    assert policy_in_force(on=DAY).policy == Policy()

    with pytest.raises(CannotDecide, match="không tự duyệt"):
        decide(made, by=one)
    decide(made)

    holds = policy_in_force(on=DAY)
    assert (holds.policy, holds.record) == (NEARER, made)
    events = Entry.objects.order_by("number").values_list("event", flat=True)
    assert list(events) == ["placement.policy.proposed", "placement.policy.accepted"]


def test_the_database_keeps_the_two_hands_apart():
    made = propose()
    made.decided_by, made.decided_at, made.state = made.proposed_by, MORNING, PolicyState.ACCEPTED
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save()


def test_it_holds_from_its_day_and_the_one_before_until_then():
    decide(propose())
    later = decide(propose(Policy(skills=4_000, occupation=2_000), starts_on=DAY + timedelta(9)))

    assert policy_in_force(on=DAY + timedelta(8)).policy == NEARER
    assert policy_in_force(on=DAY + timedelta(9)).record == later
    assert policy_in_force(on=DAY - timedelta(1)).record is None


def test_accepted_after_its_day_it_holds_from_the_day_it_was_accepted():
    made = decide(propose(), on=DAY + timedelta(3))
    assert made.starts_on == DAY + timedelta(3)


def test_taken_back_the_one_before_holds_again():
    decide(propose())
    second = decide(propose(Policy(skills=4_000, occupation=2_000)))
    with pytest.raises(CannotDecide, match="lý do"):
        take_back_policy(policy=second, why=" ", by=head(), at=MORNING)

    take_back_policy(policy=second, why="Đường xa quá", by=head(), at=MORNING)

    assert policy_in_force(on=DAY).policy == NEARER
    assert Entry.objects.filter(event="placement.policy.taken_back").count() == 1


def test_what_holds_already_or_waits_already_is_not_proposed_again():
    with pytest.raises(CannotPropose, match="đang dùng rồi"):
        propose(Policy())
    with pytest.raises(CannotPropose, match="từ hôm nay"):
        propose(starts_on=DAY - timedelta(1))
    propose()
    with pytest.raises(CannotPropose, match="giống hệt"):
        propose()


def test_refusing_needs_a_reason_and_is_final():
    made = propose()
    with pytest.raises(CannotDecide, match="lý do"):
        decide(made, accept=False)
    decide(made, accept=False, note="Chưa đủ số liệu")
    assert decide(made).state == PolicyState.REFUSED
    assert policy_in_force(on=DAY).record is None


def test_a_plan_is_made_by_the_policy_in_force_and_says_so():
    seeker()
    VacancyFactory()
    decide(propose())
    run = make_run()
    assert run.summary["policy"]["distance"] == 2_200


def test_every_option_has_its_name_and_its_place_on_the_page():
    shown = [name for _, _, names in GROUPS for name in names]
    engine = [*Policy.__dataclass_fields__, *ReferralRules.__dataclass_fields__]
    assert sorted(shown) == sorted(engine) == sorted(LABELS)
    changed = option_groups(Policy(), ReferralRules(), (NEARER, ReferralRules(per_position=2)))
    said = {line.name: line.proposed for group in changed for line in group.lines if line.proposed}
    assert said == {"distance": "2.200", "wage": "0", "per_position": "2"}


# --- What lists do with it -----------------------------------------------------------------------


def lists_by(**rules):
    decide(propose(Policy(), ReferralRules(**rules)))


def firms(person):
    return [offer.vacancy.employer_id for offer in three_lists(person, on=DAY).jobs]


def test_a_full_list_names_as_many_firms_as_the_policy_asks():
    person = seeker()
    big = VacancyFactory(wage_max=15_000_000).employer
    for n in range(6):
        VacancyFactory(employer=big, wage_max=15_000_000 + n)
    others = [VacancyFactory(wage_max=8_500_000) for _ in range(3)]
    make_run()
    assert len(set(firms(person))) == 2  # as usual

    lists_by(per_worker=5, firms_at_least=4)

    shown = firms(person)
    assert len(shown) == 5
    assert set(shown) == {big.pk, *(one.employer_id for one in others)}


def test_a_vacancy_that_has_got_its_people_stands_after_the_others():
    person = seeker()
    best = VacancyFactory(positions=1, wage_max=15_000_000)
    second = VacancyFactory(positions=1, wage_max=9_000_000)
    make_run()
    for _ in range(2):
        ApplicationFactory(vacancy=best)
    assert [offer.vacancy for offer in three_lists(person, on=DAY).jobs] == [best, second]

    lists_by(per_position=2)

    assert [offer.vacancy for offer in three_lists(person, on=DAY).jobs] == [second, best]


def test_by_score_less_price_what_many_want_stands_later():
    person = seeker(wage_min=6_000_000)
    for _ in range(5):
        seeker(experience_months=40, wage_min=6_000_000, radius_km=1)
    wanted = VacancyFactory(positions=1, wage_max=10_000_000)
    calm = VacancyFactory(positions=9, wage_max=9_500_000, lat=20.50)
    make_run()
    assert [offer.vacancy for offer in three_lists(person, on=DAY).jobs] == [wanted, calm]

    lists_by(rank_by="score_less_price")

    assert [offer.vacancy for offer in three_lists(person, on=DAY).jobs] == [calm, wanted]


# --- Pages ---------------------------------------------------------------------------------------


@pytest.fixture
def heads(settings):
    """Two heads; made accounts of a demo site need no second factor."""
    settings.CAUNOI_DEMO = True
    return [UserFactory(role=Role.HEAD, made=True) for _ in range(2)]


def answers(policy=None, **changed):
    """A whole form, as the browser sends it."""
    said = {**Policy().__dict__, **ReferralRules().__dict__, **changed}
    return {"_once": fresh_key(), "starts_on": "31/12/2040", "why": "Thử", **said}


def test_a_proposal_walks_from_the_form_to_the_other_hand(client, heads):
    one, other = heads
    client.force_login(one)
    page = client.post(reverse("placement:propose_policy"), answers(per_position=3))
    made = MatchPolicy.objects.get()
    assert page.url == reverse("placement:policy_proposal", args=[made.pk])
    shown = client.get(page.url).content.decode()
    assert "khác duyệt" in shown
    assert 'value="accept"' not in shown

    client.force_login(other)
    assert 'value="accept"' in client.get(page.url).content.decode()
    client.post(page.url, {"_once": fresh_key(), "deed": "accept", "note": ""})

    made.refresh_from_db()
    assert (made.state, made.decided_by, made.origin) == (
        PolicyState.ACCEPTED, other, PolicyOrigin.STATED,
    )  # fmt: skip
    assert made.rules["per_position"] == 3


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"wage": 900}, "cộng lại là 9.900, cần đúng 10.000"),
        ({"priority_points": 500}, "phải kèm điều luật"),
        ({"firms_at_least": 4}, "Không nhiều hơn số việc"),
        ({"distance_half_km": 0}, "từ 1 đến 100"),
        ({"starts_on": "01/01/2020"}, "từ hôm nay"),
    ],
)
def test_a_fault_is_told_where_it_is_and_nothing_typed_is_lost(client, heads, changed, said):
    client.force_login(heads[0])
    page = client.post(reverse("placement:propose_policy"), answers(**changed, per_worker=3))
    text = page.content.decode()
    assert said in text
    assert "Thử" in text
    assert not MatchPolicy.objects.exists()


def test_the_page_of_the_policy_costs_the_same_however_many_proposals(
    client, heads, django_assert_num_queries
):
    client.force_login(heads[0])
    url = reverse("placement:policy")
    client.get(url)
    with django_assert_num_queries(5):
        client.get(url)
    for n in range(1, 5):
        propose(starts_on=DAY + timedelta(n))
    with django_assert_num_queries(5):
        page = client.get(url)
    assert page.content.decode().count("Gần nhà hơn") == 4
