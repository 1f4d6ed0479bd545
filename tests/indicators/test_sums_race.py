"""Kept sums hold while several people hand in figures at one moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from caunoi.indicators.actions.values import ValueRow, keep_values
from caunoi.indicators.models import CountryTotal, Total
from caunoi.indicators.queries.entries import Entry
from tests.indicators.collecting_factories import AT, collecting

COMMUNES, EACH = 12, 120


@pytest.mark.django_db(transaction=True)
def test_lists_of_communes_loaded_at_one_moment_are_all_in_the_sum():
    if connection.vendor != "postgresql":
        pytest.skip("one writer at a time: nobody hands in at once")
    made = collecting(communes=COMMUNES)
    definition = made.jobs.definitions.get()

    def hand_in(unit):
        row = ValueRow(
            unit, made.jobs, definition, made.period.first, made.period.last, Entry(EACH)
        )
        try:
            keep_values(rows=[row], by=None, at=AT)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(COMMUNES) as pool:
        list(pool.map(hand_in, made.units))

    assert Total.objects.get(indicator=made.jobs, place=made.province).value == COMMUNES * EACH
    assert CountryTotal.objects.get(indicator=made.jobs).value == COMMUNES * EACH
