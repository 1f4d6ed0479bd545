"""Opening what a figure is made of; names of people that are shown are in the journal."""

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.indicators.models import Indicator
from caunoi.indicators.queries.people_behind import records_behind
from caunoi.indicators.queries.records import Opened, opened
from caunoi.places.models import Place
from caunoi_kit.journal.actions import record
from caunoi_rules.periods import Period


@transaction.atomic
def open_records(
    *, indicator: Indicator, place: Place, period: Period, page: str | None, by: User
) -> Opened:
    """One page of the records behind a figure."""
    found = opened(records_behind(indicator, place, period), page=page)
    if found.people:
        detail = {
            "fields": ["full_name"],
            "people": found.people,
            "why": f"chỉ tiêu {indicator.code}, {place.name}",
        }
        record("indicators.records.people_read", by=by, detail=detail)
    return found
