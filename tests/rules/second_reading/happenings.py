"""What happened to the worker, each with its day in law, the cause it ends a benefit by and the
bar it puts to one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

# type of event -> (cause that ends a benefit, reason against granting one). L74 art. 41.4 and
# 38.1d.
PLAIN = {
    "military": ("b", "MILITARY"),
    "pension": ("c", None),
    "emigrate": ("e", "EMIGRATED"),
    "fine": ("h", None),
    "death": ("i", "DEAD"),
    "compulsory": ("k", "COMPULSORY"),
    "missing": ("l", None),
    "detained": ("m", "DETAINED"),
    "own_request": ("n", None),
}


SHORT_CONTRACTS_COUNT_FROM = date(2020, 7, 15)


@dataclass(frozen=True)
class Happening:
    """`cause` None: ends nothing by itself; "refusal" is counted by the diary."""

    day: date
    cause: str | None
    bars: str | None
    notified: date | None


def happenings(case: dict[str, Any], regime: str) -> list[Happening]:
    """The events of a case in order of day."""
    found = []
    for event in case.get("events", []):
        happening = _happening(event, regime)
        if happening is not None:
            found.append(happening)
    return sorted(found, key=lambda each: each.day)


def _happening(event: dict[str, Any], regime: str) -> Happening | None:
    kind = event["type"]
    if kind in {"uncollected", "late_confirmation"}:
        return None
    day = date.fromisoformat(event["date"])
    notified = date.fromisoformat(event["notified"]) if event.get("notified") else None
    if kind == "job":
        return _job(event, day, notified, regime)
    if kind == "refusal":
        return None if event.get("good_reason") else Happening(day, "refusal", None, notified)
    if kind == "study":  # more than 12 months; under L38 art. 49.4b from 12 months
        long = event["months"] > 12 or (regime == "old" and event["months"] == 12)
        return Happening(day, "g", "STUDY", notified) if long else None
    if kind == "own_request" and regime == "old":  # not among the causes of L38 art. 53.3
        return None
    cause, bars = PLAIN[kind]
    return Happening(day, cause, bars, notified)


def _job(event: dict[str, Any], day: date, notified: date | None, regime: str) -> Happening | None:
    kind = event["kind"]
    if regime == "new" and not event["bhxh"]:
        return None
    if kind == "overseas" and regime == "old":  # L38 art. 49.4đ and 53.3g put it with emigration
        return Happening(day, "e", "EMPLOYED", notified)
    # N28 art. 21 counts contracts from one month since 15/07/2020, from three before
    shortest = 3 if regime == "old" and day < SHORT_CONTRACTS_COUNT_FROM else 1
    if kind == "contract" and (event.get("months") or 0) < shortest:
        return None
    if kind == "business":  # N374 art. 19.1a: the day the worker tells the centre that it has begun
        return None if notified is None else Happening(notified, "a", "EMPLOYED", notified)
    return Happening(day, "a", "EMPLOYED", notified)
