"""Forecasts kept for the pages: made anew by the nightly work and after figures are refreshed."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from caunoi.indicators.models import Forecast, Indicator
from caunoi.indicators.queries.catalogue import all_indicators
from caunoi.indicators.queries.forecasting import expectations
from caunoi.places.models import Place
from caunoi_kit.journal.actions import record


@transaction.atomic
def refresh_forecasts(
    *,
    place: Place,
    year: int,
    on: date,
    at: datetime,
    indicators: Sequence[Indicator] | None = None,
) -> int:
    """Work out what a year of a place ends with; says how many indicators have a forecast.

    Of every indicator unless some are given. A forecast that no longer follows from the figures
    goes away.
    """
    asked = list(all_indicators() if indicators is None else indicators)
    told = expectations(asked, place, year, on=on)
    Forecast.objects.filter(indicator__in=asked, place=place, year=year).delete()
    Forecast.objects.bulk_create(
        Forecast(
            indicator=each.indicator,
            place=place,
            year=year,
            as_of=each.as_of,
            value=each.expected.value,
            low=each.expected.low,
            high=each.expected.high,
            percent=each.expected.percent,
            method=each.expected.method,
            made_at=at,
        )
        for each in told
    )
    detail = {"place": place.code, "year": year, "indicators": len(told)}
    record("indicators.forecast.made", by=None, detail=detail)
    return len(told)
