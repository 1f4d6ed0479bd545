"""A sample of every clock of the law as one digest, for the test of time zones (trust H4).

`python -m tests.rules.zones_sample` prints it. Days come from plain dates, moments carry their
zone: nothing may depend on where the process runs.
"""

import hashlib
import json
from datetime import UTC, date, datetime, timedelta

from caunoi_rules import clocks
from caunoi_rules.calendar import latest_start, provisional, working_days_between, year_to_enter
from tests.rules.calendar_key import days_of
from tests.rules.tables import outcome, plain, tables

SAID = {"reason": "hạn", "article": "điều"}


def sample():
    """What the rules say of every day of two years, of moments round midnight, of every case."""
    known = provisional()
    lines = []
    for day in days_of(2025) + days_of(2026):
        lines.append([
            day,
            clocks.working_days(day, 11, calendar=known, **SAID).words,
            clocks.months(day, 3, calendar=known, **SAID).words,
            clocks.days(day, 45, calendar=known, **SAID).day,
            clocks.window(day, 3, calendar=known, **SAID),
            latest_start(day, 3, calendar=known),
            working_days_between(date(2024, 12, 31), day, calendar=known),
            year_to_enter(day),
        ])  # fmt: skip
    noon = datetime(2026, 3, 1, tzinfo=UTC)
    for minutes in range(0, 3 * 24 * 60, 17):
        moment = noon + timedelta(minutes=minutes)
        lines.append([clocks.day_of(moment), clocks.day_of(moment, ends_at=17)])
    lines += [[case.id, outcome(case)] for table in tables() for case in table.cases]
    return plain(lines)


def digest():
    """The sample as one figure, and how many lines it has."""
    lines = sample()
    text = json.dumps(lines, ensure_ascii=False, sort_keys=True)
    return f"{len(lines)} {hashlib.sha256(text.encode()).hexdigest()}"


if __name__ == "__main__":
    print(digest())
