"""The diary of a running benefit: one page a day, from the first day to the last or to what ends
it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.rules.second_reading.days import after, days_from
from tests.rules.second_reading.happenings import Happening

LAST_OF_ALPHABET = "đ"


@dataclass
class Diary:
    """`paid` and `suspended` are benefit months by number."""

    ending: Happening | None = None
    paid: list[int] = field(default_factory=list)
    suspended: list[int] = field(default_factory=list)
    suspensions: list[dict[str, Any]] = field(default_factory=list)
    resumptions: list[dict[str, Any]] = field(default_factory=list)


def notice_of(case: dict[str, Any], k: int, opens: date, window: tuple[date, ...]) -> date | None:
    """The day month k was given notice of within its time, or None; "on time" without a date is the
    first day of the window."""
    first, closes = window
    notices = case.get("notices") or {}
    if str(k) in notices:
        given = notices[str(k)] and date.fromisoformat(notices[str(k)])
        return given if given and opens <= given <= closes else None
    return first if case.get("notices_default", "on_time") == "on_time" else None


def keep(
    case: dict[str, Any],
    months: list[tuple[date, date]],
    windows: list[tuple[date, ...]],
    found: list[Happening],
) -> Diary:
    """Walk the days of the benefit (N374 art. 17-19, 21)."""
    diary = Diary()
    opens = [windows[0][0]] + [first for first, _ in months[1:]]
    notices = [notice_of(case, k + 1, opens[k], windows[k]) for k in range(len(months))]
    missed: set[int] = set()
    refusals = 0
    start, last = months[0][0], months[-1][1]
    for day in days_from(min(start, windows[0][1])):
        if day > last:
            break
        causes: list[Happening] = []
        for happening in found:
            if happening.day != day or day < start:
                continue
            if happening.cause == "refusal":
                refusals += 1
                if refusals == 2:
                    causes.append(Happening(day, "d", None, happening.notified))
            else:
                causes.append(happening)
        # a late slip can make two windows close on one day, or the first after the second
        closed = {k for k in range(len(months)) if windows[k][1] == day and not notices[k]}
        missed |= closed
        # N374 art. 19.1đ: the end of the window of the third month in a row
        if any(k >= 2 and not notices[k - 1] and not notices[k - 2] for k in closed):
            causes.append(Happening(day, LAST_OF_ALPHABET, None, None))
        if causes:
            diary.ending = min(
                causes, key=lambda each: (each.cause == LAST_OF_ALPHABET, each.cause)
            )
            last = day
            break
        diary.suspended = sorted(k + 1 for k in missed)
    _settle(diary, months, windows, notices, last)
    return diary


def _settle(
    diary: Diary,
    months: list[tuple[date, date]],
    windows: list[tuple[date, ...]],
    notices: list[date | None],
    last: date,
) -> None:
    """Months begun and not suspended are paid in full (N374 art. 19.4); the two kinds of decisions
    follow."""
    for k, (first, _) in enumerate(months, start=1):
        if first > last:
            break
        given = notices[k - 1]
        if k in diary.suspended:
            diary.suspensions.append(
                {
                    "k": k,
                    "from": first.isoformat(),
                    "submit_due": after(windows[k - 1][1], 2).isoformat(),
                }
            )
            continue
        diary.paid.append(k)
        if k - 1 in diary.suspended and given and given <= last:
            diary.resumptions.append(
                {
                    "k": k,
                    "from": first.isoformat(),
                    "submit_due": after(given, 2).isoformat(),
                    "remaining": len(months) - k + 1,
                }
            )
