"""Histories made for tests: an ordinary one, and what a test changes in it."""

from datetime import date
from typing import Any

from caunoi_rules.unemployment.cases import Outcome, decide, read_case, write_outcome
from caunoi_rules.unemployment.contributions import first_day, month_of
from caunoi_rules.unemployment.readings import Readings

ENDED = date(2026, 2, 27)
FILED = date(2026, 3, 2)  # Monday: start 17/03, decision by 23/03, slip 24-26/03


def run(months: int, *, until: date = ENDED, **changed: Any) -> dict[str, Any]:
    """A segment of so many months up to and with the month of a day."""
    last = month_of(until)
    return {
        "from": f"{first_day(last - months + 1):%Y-%m}",
        "to": f"{first_day(last):%Y-%m}",
        "wage": 15_000_000,
        "region": 1,
        "employer": "E1",
        **changed,
    }


def history(months: int = 72, *, ended: date = ENDED, **changed: Any) -> dict[str, Any]:
    """72 months in Hà Nội, ended 27/02/2026, filed on Monday 02/03/2026, decision collected."""
    made = {
        "id": "made",
        "segments": [run(months, until=ended)],
        "contract": "indefinite",
        "termination": {"date": ended.isoformat(), "kind": "expiry"},
        "dossier": {"channel": "in_person", "province": "01", "filed": FILED.isoformat()},
        "pickup": "2026-03-25",
    }
    return {name: value for name, value in (made | changed).items() if value is not None}


def outcome(case: dict[str, Any], **readings: Any) -> Outcome:
    """The decision on a history."""
    return decide(read_case(case), Readings(**readings))


def answer(case: dict[str, Any], **readings: Any) -> dict[str, Any]:
    """The decision as data."""
    return write_outcome(outcome(case, **readings))


def event(type_: str, on: str, notified: str | None = None, /, **more: Any) -> dict[str, Any]:
    """An event of a history."""
    return {"type": type_, "date": on, "notified": notified, **more}


def job(on: str, notified: str | None = None, /, **more: Any) -> dict[str, Any]:
    """A job under a contract of a year, with compulsory social insurance."""
    return event("job", on, notified, **{"kind": "contract", "months": 12, "bhxh": True, **more})
