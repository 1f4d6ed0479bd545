"""The snapshot of the register and the stream of what changes after it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from caunoi.vacancies.choices import VacancyState
from caunoi.vacancies.models import Vacancy
from tests.api.conftest import NOON
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db

CHANGES = "/api/v1/vacancies/changes"


def follow(client, cursor, **more):
    """All changes after a cursor, page by page, and where the next begin."""
    told = []
    while True:
        page = client.get(CHANGES, {"after": cursor, **more}).json()
        told += page["items"]
        cursor = page["cursor"]
        if not page["more"]:
            return told, cursor


def test_a_copy_made_of_the_snapshot_and_the_stream_is_the_register(register, client, noon):
    for _ in range(5):
        VacancyFactory()
    noon.move_to(NOON + timedelta(minutes=1), tick=False)
    copy, after, cursor = {}, "0", None
    while after is not None:
        page = client.get("/api/v1/vacancies", {"after": after, "limit": 3}).json()
        copy |= {one["id"]: one["title"] for one in page["items"]}
        cursor = cursor or page["changes_cursor"]
        after = page["next"]
    assert len(copy) == 7

    noon.move_to(NOON + timedelta(minutes=5), tick=False)
    register.sewing.title = "Thợ may"
    register.sewing.save()
    register.welding.state = VacancyState.CLOSED
    register.welding.save()
    VacancyFactory(title="Thợ mộc")
    noon.move_to(NOON + timedelta(minutes=10), tick=False)
    told, _ = follow(client, cursor, limit=2)
    for one in told:
        if one["state"] == "OPEN":
            copy[one["id"]] = one["vacancy"]["title"]
        else:
            copy.pop(one["id"], None)

    assert copy == {str(one.public_id): one.title for one in Vacancy.objects.open_on(NOON.date())}


def test_each_change_is_told_once_and_in_order(register, client, noon):
    some = [VacancyFactory() for _ in range(7)]
    noon.move_to(NOON + timedelta(minutes=1), tick=False)

    told, cursor = follow(client, "0-0", limit=2)
    again, _ = follow(client, cursor)

    assert len(told) == len({one["id"] for one in told}) == len(some) + 2
    assert again == []


def test_a_deadline_that_passes_is_told_though_no_row_was_written(register, client, noon):
    last_day = VacancyFactory(closes_on=date(2026, 11, 24))
    noon.move_to(NOON + timedelta(minutes=1), tick=False)
    _, cursor = follow(client, "0-0")
    noon.move_to(NOON + timedelta(days=1), tick=False)

    told, after = follow(client, cursor)

    assert [(one["id"], one["state"], one["vacancy"]) for one in told] == [
        (str(last_day.public_id), "EXPIRED", None)
    ]
    midnight = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)  # in Vietnam
    assert datetime.fromisoformat(told[0]["changed_at"]) == midnight
    assert follow(client, after)[0] == []


def test_many_deadlines_of_one_day_are_told_page_by_page(register, client, noon):
    some = {str(VacancyFactory(closes_on=date(2026, 11, 24)).public_id) for _ in range(5)}
    noon.move_to(NOON + timedelta(minutes=1), tick=False)
    _, cursor = follow(client, "0-0")
    noon.move_to(NOON + timedelta(days=1), tick=False)

    told, _ = follow(client, cursor, limit=2)

    assert {one["id"] for one in told} == some
    assert len(told) == len(some)


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({"state": VacancyState.CLOSED}, "CLOSED"),
        ({"filled": 10}, "FILLED"),
        ({"state": VacancyState.PENDING}, "WITHDRAWN"),
        ({"state": VacancyState.REFUSED}, "WITHDRAWN"),
    ],
)
def test_what_is_gone_says_why_and_nothing_of_what_it_was(register, client, noon, change, state):
    for name, value in change.items():
        setattr(register.sewing, name, value)
    register.sewing.save()
    noon.move_to(NOON + timedelta(minutes=1), tick=False)

    told, _ = follow(client, "0-0")

    gone = {one["id"]: one for one in told}[str(register.sewing.public_id)]
    assert (gone["state"], gone["vacancy"]) == (state, None)


def test_of_a_draft_nothing_is_told(register, client, noon):
    draft = VacancyFactory(state=VacancyState.DRAFT)
    noon.move_to(NOON + timedelta(minutes=1), tick=False)

    told, _ = follow(client, "0-0")

    assert str(draft.public_id) not in {one["id"] for one in told}


def test_what_may_still_be_uncommitted_is_told_later(register, client, noon):
    _, cursor = follow(client, "0-0")
    noon.move_to(NOON + timedelta(seconds=29), tick=False)
    early, cursor = follow(client, cursor)
    noon.move_to(NOON + timedelta(seconds=31), tick=False)
    later, _ = follow(client, cursor)

    assert early == []
    assert len(later) == 2
