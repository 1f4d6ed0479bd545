"""Who goes first is what the house chose of the grounds of the law, on the day of Vietnam."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from caunoi.counter.queries.lines import ground_of, grounds


def test_the_house_chooses_its_grounds_and_their_order(settings):
    assert len(grounds()) == 5
    settings.CAUNOI_PRIORITY_GROUNDS = ["MERIT", "DISABLED"]
    assert [each.code for each in grounds()] == ["MERIT", "DISABLED"]
    old = SimpleNamespace(birth_date=date(1950, 1, 1), profile=None)
    assert ground_of(old, at=datetime(2026, 11, 28, tzinfo=UTC)) == ""


def test_a_sixtieth_birthday_begins_at_midnight_of_vietnam():
    turning = SimpleNamespace(birth_date=date(1966, 11, 28), profile=None)
    assert ground_of(turning, at=datetime(2026, 11, 27, 17, 0, tzinfo=UTC)) == "OLD"
    assert ground_of(turning, at=datetime(2026, 11, 27, 16, 59, tzinfo=UTC)) == ""
