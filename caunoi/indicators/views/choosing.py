"""What an address has chosen: whose figures, of which days, by the units of which time."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings

from caunoi.indicators.queries.choosing import asked_period
from caunoi.indicators.queries.dashboard import NEW, OLD
from caunoi.indicators.views.dashboard_words import Chosen
from caunoi.places.models import Place
from caunoi.places.queries import province

MOST_DIGITS = 9


def chosen_of(asked: Mapping[str, str], *, on: date) -> Chosen:
    """The choice of an address; what cannot be understood is this year and the whole province."""
    whole = province(settings.CAUNOI_PROVINCE, on=on)
    period = asked_period(asked.get("ky", ""), asked.get("tu", ""), asked.get("den", ""), on=on)
    view = OLD if asked.get("xem") == OLD else NEW
    return Chosen(_place(asked.get("noi", ""), whole), period, view, whole)


def _place(asked: str, whole: Place) -> Place:
    if not (asked.isascii() and asked.isdigit() and len(asked) <= MOST_DIGITS):
        return whole
    return Place.objects.select_related("parent").filter(pk=int(asked)).first() or whole
