"""What people keep on the portal, for tests."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from caunoi.portal.models import SavedSearch
from tests.people.factories import PersonFactory


class SavedSearchFactory(DjangoModelFactory):
    """A search for everything, kept before any vacancy was there, with alerts."""

    class Meta:
        model = SavedSearch

    person = factory.SubFactory(PersonFactory)
    name = "Mọi việc"
    address = factory.Sequence(lambda n: f"luong={n}000000")
    alerts = True
    made_at = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
    checked_on = date(2026, 11, 23)
