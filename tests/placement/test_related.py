"""Related occupations: the match uses the shipped list and remembers the one it used."""

import pytest

from caunoi.classifications.queries import related_occupations
from caunoi.placement.queries.registers import read_registers
from caunoi.placement.queries.snapshot import pack, unpack
from tests.placement.factories import DAY, seeker

pytestmark = pytest.mark.django_db


def test_the_registers_are_matched_with_the_shipped_list():
    assert read_registers(on=DAY).market.related == related_occupations()


def test_a_run_keeps_the_list_it_was_calculated_with():
    seeker()
    market = read_registers(on=DAY).market
    assert unpack(pack(market)).related == market.related
