"""A campaign: shares that add up, progress from saved rows, urging once a day."""

from datetime import timedelta

import pytest
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.intake.actions.campaigns import (
    CannotCampaign,
    change_shares,
    close_campaign,
    open_campaign,
    urge_communes,
)
from caunoi.intake.choices.campaigns import Pace
from caunoi.intake.choices.files import RowState, UploadState
from caunoi.intake.models import UploadRow
from caunoi.intake.queries.campaigns import open_campaigns_of, propose_shares, standing
from caunoi_kit.messaging.models import Message
from tests.accounts.factories import UserFactory
from tests.intake.factories import DAY, NOON, OfficerFactory, UploadFactory
from tests.people.factories import PersonFactory
from tests.places.factories import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings):
    settings.CAUNOI_DEMO = True  # made accounts need no second factor there


@pytest.fixture
def officer():
    return OfficerFactory(email="xa@example.vn")


@pytest.fixture
def campaign(officer):
    """Ten days in of twenty; the officer's commune and one nobody answers for."""
    commune = officer.org_unit.place
    other = CommuneFactory(parent=commune.parent)
    return open_campaign(
        name="Thu thập cung lao động",
        first=DAY - timedelta(days=10),
        due=DAY + timedelta(days=10),
        province=commune.parent,
        shares={commune: 4, other: 10},
        by=UserFactory(role=Role.DIRECTOR),
        at=NOON,
    )


def handed_in(officer, people: int, *, twice: int = 0):
    """A saved file of the officer's commune; `twice` people stand in a second row too."""
    upload = UploadFactory(
        commune=officer.org_unit.place, sent_by=officer, state=UploadState.SAVED, sent_at=NOON,
        saved_at=NOON,
    )  # fmt: skip
    everybody = PersonFactory.create_batch(people)
    for number, person in enumerate([*everybody, *everybody[:twice]], start=2):
        UploadRow.objects.create(
            upload=upload, number=number, state=RowState.SAVED, person=person,
            digest="d", after_digest="d",
        )  # fmt: skip


def test_a_total_is_shared_out_by_people(officer):
    commune = officer.org_unit.place
    commune.population = 3_000
    commune.save()
    CommuneFactory(parent=commune.parent, population=1_000)
    CommuneFactory(parent=commune.parent, population=None)

    shares = dict(propose_shares(commune.parent, 1_501, on=DAY))

    assert sorted(shares.values()) == [250, 500, 751]


def test_people_count_once_and_the_slowest_stand_first(officer, campaign):
    handed_in(officer, 4, twice=2)

    now = standing(campaign, on=DAY)

    assert (now.done, now.planned, now.expected) == (4, 14, 7)
    assert [(each.done, each.pace) for each in now.communes] == [(0, Pace.NOTHING), (4, Pace.DONE)]
    assert now.days[-1] == (DAY, 4)


def test_a_commune_sees_what_it_still_owes(officer, campaign):
    handed_in(officer, 1)

    [(found, progress)] = open_campaigns_of(officer.org_unit.place, on=DAY)

    assert (found, progress.left, progress.pace) == (campaign, 3, Pace.BEHIND)


def test_the_slow_are_urged_once_a_day_and_those_without_officer_are_counted(officer, campaign):
    director = UserFactory(role=Role.DIRECTOR)

    first = urge_communes(campaign=campaign, by=director, on=DAY, at=NOON)
    urge_communes(campaign=campaign, by=director, on=DAY, at=NOON)

    assert first == (1, 1)
    assert Message.objects.filter(kind="intake.campaign.urged").count() == 1


def test_shares_change_until_the_campaign_is_closed(officer, campaign):
    director, commune = UserFactory(role=Role.DIRECTOR), officer.org_unit.place
    assert change_shares(campaign=campaign, planned={commune.pk: 5}, by=director) == 1

    close_campaign(campaign=campaign, by=director, at=NOON)

    with pytest.raises(CannotCampaign, match="đã đóng"):
        change_shares(campaign=campaign, planned={commune.pk: 6}, by=director)


def test_the_page_costs_as_many_queries_for_many_communes(
    client, officer, campaign, django_assert_max_num_queries
):
    client.force_login(UserFactory(role=Role.DIRECTOR, made=True))
    with django_assert_max_num_queries(14):
        page = client.get(reverse("intake:campaign", args=[campaign.public_id]))
    assert officer.org_unit.place.name in page.content.decode()
