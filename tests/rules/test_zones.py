"""The rules say the same wherever the server stands (trust H4)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.zones_sample import digest

ROOT = Path(__file__).parent.parent.parent
ZONES = ["UTC", "Asia/Ho_Chi_Minh", "Asia/Seoul", "America/Los_Angeles"]
LINES = 1000


@pytest.fixture(scope="module")
def here():
    return digest()


@pytest.mark.parametrize("zone", ZONES)
def test_every_clock_and_every_case_is_the_same_in_four_zones(zone, here):
    probe = (
        "import time; from tests.rules.zones_sample import digest; print(time.timezone, digest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe],
        cwd=ROOT,
        env={**os.environ, "TZ": zone},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    offset, _, found = done.stdout.strip().partition(" ")

    expected = {"UTC": 0, "Asia/Ho_Chi_Minh": -25200, "Asia/Seoul": -32400}
    assert int(offset) == expected.get(zone, 28800), "the zone was not set"
    assert found == here
    assert int(found.split()[0]) > LINES
