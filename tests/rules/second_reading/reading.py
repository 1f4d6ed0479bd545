"""`answer(case)`: the whole answer to one case of the exchange format, as a second reader of the
law works it out.

The order is that of a clerk: write the contribution months on a sheet, work out the dates of the
dossier, judge, compute the money, then keep a diary of the benefit day by day until something ends
it, and count what is carried over. L74 = law 74/2025, N374 = decree 374/2025, L38 = law 38/2013,
N28 = decree 28/2015 as amended by decree 61/2020.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from tests.rules.second_reading import money
from tests.rules.second_reading.days import (
    CONFIRMED_TO,
    ONE_DAY,
    after,
    benefit_months,
    months_later_worked,
    worked_days_on_or_after,
)
from tests.rules.second_reading.diary import Diary, keep
from tests.rules.second_reading.happenings import Happening, happenings
from tests.rules.second_reading.sides import training_support, transfer_steps

COUNTS = {
    # new law: L74 art. 38-39, N374 art. 14 and 16; old law: L38 art. 49-50, N28 art. 17-18
    "new": {"test": 10, "start": 11, "withdraw": 10, "decide": 15, "cancel": 7},
    "old": {"test": 15, "start": 16, "withdraw": 15, "decide": 20, "cancel": 2},
}
CLAUSE_OF_STATUS = {"sick_maternity14": 3, "unpaid_leave14": 4, "suspended14": 5}
SHORT_CONTRACTS = {"new": {"fixed_1_12", "seasonal_3_12"}, "old": {"seasonal_3_12"}}
CAUSES_THAT_RESERVE = frozenset("abgklmn")  # L74 art. 41.5
CAUSES_TO_REPORT = CAUSES_THAT_RESERVE | {"c"}  # N374 art. 19.2
# N28 art. 21 since 15/07/2020 takes the months of those who do not report a job, service or study
RESERVE_UNREPORTED = {"new": frozenset(), "old": frozenset("klm")}
LOST_ABOVE_144_FROM = date(2024, 2, 15)
OF_A_DECISION = (
    "average cap_law cap_decree amount amount_exact amount_decree cap_readings_differ start".split()
)


def day_of(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def text_of(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def span(first: date, last: date) -> dict[str, str]:
    return {"from": first.isoformat(), "to": last.isoformat()}


class Sheet:
    """The contribution book, one line a month, up to the month the contract ended (L74 art.
    35.1)."""

    def __init__(self, case: dict[str, Any], ended: date) -> None:
        self.ended = ended.replace(day=1)
        self.lines: dict[date, dict[str, Any]] = {}
        for segment in case["segments"]:
            month = date.fromisoformat(segment["from"] + "-01")
            while month <= min(date.fromisoformat(segment["to"] + "-01"), self.ended):
                self.lines[month] = segment
                month = _next_month(month)

    def status(self, month: date) -> str | None:
        line = self.lines.get(month)
        return None if line is None else line.get("status", "paid")

    def paid(self) -> list[date]:
        return sorted(month for month in self.lines if self.status(month) == "paid")

    def paid_in_window(self, length: int) -> int:
        """The window ends with the month the contract ended when it was paid for, else with the
        month before."""
        last = self.ended if self.status(self.ended) == "paid" else _month_before(self.ended)
        count = 0
        for _ in range(length):
            count += self.status(last) == "paid"
            last = _month_before(last)
        return count

    def clause(self, *, employer_unable: bool) -> int:
        """Which of the six cases of N374 art. 3 makes the worker one who is contributing; 0 for
        none."""
        before = _month_before(self.ended)
        if self.status(self.ended) == "paid":
            return 1
        if self.status(before) == "paid":
            return 2
        clauses = {
            CLAUSE_OF_STATUS.get(self.status(month) or "", 0) for month in (before, self.ended)
        } - {0}
        if clauses:
            return min(clauses)
        return 6 if employer_unable else 0


def _next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _month_before(month: date) -> date:
    return (month - ONE_DAY).replace(day=1)


def months_granted(total: int) -> int:
    """L74 art. 39.2: 12 to 36 months give 3, then one for each further full 12, 12 at most."""
    if total < 12:
        return 0
    granted = 3
    while total >= 36 + 12 and granted < 12:
        total -= 12
        granted += 1
    return granted


def odd_months(total: int, *, decided: date | None = None) -> int:
    """N374 art. 8.1: what the grant leaves unused is kept from 37 to 144 months, and not above.

    N28 art. 18.7 kept it above 144 too; circular 15/2023 ended that on 15/02/2024 (unconfirmed).
    """
    left = total - 36 - 12 * (months_granted(total) - 3)
    if total <= 36 or (total > 144 and (decided is None or decided >= LOST_ABOVE_144_FROM)):
        return 0
    return left


def answer(case: dict[str, Any]) -> dict[str, Any]:
    """Every output field of the exchange format for one case."""
    decided = day_of(case.get("decision_date"))
    regime = "old" if decided is not None and decided < money.NEW_LAW_FROM else "new"
    ended = date.fromisoformat(case["termination"]["date"])
    sheet = Sheet(case, ended)
    out: dict[str, Any] = {"id": case["id"], "regime": regime}
    out |= _contributions(case, sheet, regime)
    out |= _dates_of_dossier(case, regime, ended)
    found = happenings(case, regime)
    out |= _conditions(case, out, found)
    out |= _amount(sheet, regime, ended)
    out |= _grant(case, out, found)
    if case.get("transfer") and "transfer" not in out:
        out["transfer"] = {"allowed": False}  # nothing runs that could be moved
    if case.get("training"):
        out["training"] = training_support(case, out, sheet.paid_in_window(36), found)
    return out


def _contributions(case: dict[str, Any], sheet: Sheet, regime: str) -> dict[str, Any]:
    window = 36 if case["contract"] in SHORT_CONTRACTS[regime] else 24
    unable = regime == "new" and bool(case.get("employer_unable"))
    return {
        "months_total": len(sheet.paid()) + case.get("prior_reserve", 0),
        "window": window,
        "months_in_window": sheet.paid_in_window(window),
        "contributing_clause": sheet.clause(employer_unable=unable),
    }


def _dates_of_dossier(case: dict[str, Any], regime: str, ended: date) -> dict[str, Any]:
    dossier, count = case["dossier"], COUNTS[regime]
    filed = date.fromisoformat(dossier["filed"])
    complete = day_of(dossier.get("completed")) or filed
    received = complete
    if dossier["channel"] == "post":  # N374 art. 16.1: received on the day of the arrival postmark
        received = max(complete, day_of(dossier.get("arrived")) or filed)
    runs_from = ended
    if regime == "new" and case.get("employer_unable"):  # N374 art. 14.2a
        runs_from = max(ended, date.fromisoformat(case["employer_unable"]["confirmed_on"]))
    deadline = months_later_worked(runs_from, 3)
    return {
        "filing_deadline": deadline.isoformat(),
        "filed_in_time": (complete if regime == "new" else filed) <= deadline,
        "withdraw_due": after(filed, count["withdraw"]).isoformat(),
        "test_last_day": after(complete, count["test"]).isoformat(),
        "decision_due": after(received, count["decide"]).isoformat(),
        "start": after(complete, count["start"]).isoformat(),
    }


def _conditions(
    case: dict[str, Any], out: dict[str, Any], found: list[Happening]
) -> dict[str, Any]:
    """L74 art. 38.1 and L38 art. 49: every reason against, not only the first."""
    reasons = {
        each.bars for each in found if each.bars and each.day.isoformat() <= out["test_last_day"]
    }
    kind = case["termination"]["kind"]
    if kind == "unlawful_unilateral":
        reasons.add("UNLAWFUL")
    if kind == "pension_drawing" or (kind == "pension_eligible" and out["regime"] == "new"):
        reasons.add("PENSION")
    if out["months_in_window"] < 12:
        reasons.add("CONTRIBUTIONS")
    if out["contributing_clause"] == 0:
        reasons.add("NOT_CONTRIBUTING")
    if not out["filed_in_time"]:
        reasons.add("LATE")
    return {"eligible": not reasons, "reasons": sorted(reasons)}


def _amount(sheet: Sheet, regime: str, ended: date) -> dict[str, Any]:
    """60% of the average of the last six months paid for, at most five minimum wages (L74 art.
    39.1, L38 art. 50.1)."""
    paid = sheet.paid()
    if not paid:
        return {}
    wages = []
    for month in paid[-6:]:
        line = sheet.lines[month]
        wages.append(
            money.insured_wage(
                month, line["wage"], line["region"], state_scale=bool(line.get("state_scale"))
            )
        )
    average = Fraction(sum(wages), len(wages))
    last = sheet.lines[paid[-1]]
    cap_decree = 5 * money.regional_minimum(last["region"], ended)
    cap_law = 5 * money.regional_minimum(last["region"], paid[-1])
    if regime == "old":
        if last.get("state_scale"):
            cap_decree = 5 * money.base_salary(ended)
        cap_law = cap_decree
    exact = min(average * 60 / 100, Fraction(cap_law))
    return {
        "average": money.two_decimals(average),
        "cap_law": cap_law,
        "cap_decree": cap_decree,
        "amount_exact": str(exact),
        "amount": money.whole_dong(exact),
        "amount_decree": money.whole_dong(min(average * 60 / 100, Fraction(cap_decree))),
        "cap_readings_differ": cap_law != cap_decree,
    }


def _grant(case: dict[str, Any], out: dict[str, Any], found: list[Happening]) -> dict[str, Any]:
    withdrawn = case.get("withdrawn")
    all_months = out["months_total"]
    nothing = {
        "months_paid": 0,
        "months_suspended": 0,
        "total_money": 0,
        "reserve_termination": 0,
        "reserve_uncollected": 0,
        "reserve_total": all_months + _late_months(case),
        "calendar_unconfirmed": False,
    }
    if withdrawn is not None and withdrawn <= out["withdraw_due"]:
        return nothing | {"outcome": "withdrawn"} | dict.fromkeys(OF_A_DECISION)
    if not out["eligible"]:
        return nothing | {"outcome": "refused"} | dict.fromkeys(OF_A_DECISION)
    granted = months_granted(all_months)
    start = date.fromisoformat(out["start"])
    months = benefit_months(start, granted)
    slip = day_of(case.get("slip_first_day")) or after(date.fromisoformat(out["decision_due"]), 1)
    windows = [tuple(worked_days_on_or_after(slip, 3)[::2])]
    windows += [tuple(worked_days_on_or_after(first + ONE_DAY, 3)[::2]) for first, _ in months[1:]]
    new = out["regime"] == "new"
    grant = {
        "months_granted": granted,
        "reserve_decision": odd_months(all_months, decided=day_of(case.get("decision_date"))),
        "periods": [{"k": k} | span(*month) for k, month in enumerate(months, start=1)],
        "pickup_window": span(*windows[0]),
        "notice_windows": [{"k": k} | span(*each) for k, each in enumerate(windows, start=1)],
        "pay_due": [after(window[1], 5).isoformat() for window in windows] if new else None,
        "calendar_unconfirmed": months[-1][1] > CONFIRMED_TO,
    }
    pickup = case.get("pickup")
    if case["dossier"]["channel"] == "in_person" and (
        pickup is None or date.fromisoformat(pickup) > windows[0][1]
    ):
        return nothing | grant | _cancelled(out, windows[0][1])
    return grant | _life(case, out | grant, keep(case, months, windows, found), months)


def _cancelled(out: dict[str, Any], last: date) -> dict[str, Any]:
    """N374 art. 16.3: not collected is no need of it; N28 art. 18.3 for the old law."""
    return {
        "outcome": "cancelled",
        "inform_bhxh_due": after(last, 2).isoformat() if out["regime"] == "new" else None,
        "cancel_due": after(last, COUNTS[out["regime"]]["cancel"]).isoformat(),
    }


def _life(
    case: dict[str, Any], out: dict[str, Any], diary: Diary, months: list[tuple[date, date]]
) -> dict[str, Any]:
    ending = diary.ending
    received = set(diary.paid) - _never_fetched(case)
    life: dict[str, Any] = {
        "outcome": "completed" if ending is None else "terminated",
        "end_date": months[-1][1].isoformat() if ending is None else ending.day.isoformat(),
        "months_paid": len(received),
        "months_suspended": len(diary.suspended),
        "suspended": diary.suspended,
        "suspensions": diary.suspensions,
        "resumptions": diary.resumptions,
        "total_money": out["amount"] * len(received),
    }
    reported = False
    if ending is not None:
        life["cause"] = ending.cause
        if ending.cause in CAUSES_TO_REPORT:
            due = after(ending.day, 3)
            reported = ending.notified is not None and ending.notified <= due
            life |= {"report_due": due.isoformat(), "reported_in_time": reported}
        reported |= ending.cause in RESERVE_UNREPORTED[out["regime"]]
    life |= _carried_over(case, out, diary, reported=reported)
    limit = months_later_worked(months[-1][1], 3)  # N374 art. 16.4
    life |= {
        "uncollected_limit": limit.isoformat(),
        "bhxh_inform_due": after(limit, 7).isoformat(),
    }
    if case.get("transfer"):
        life["transfer"] = transfer_steps(case["transfer"], life["end_date"], diary, months)
    return life


def _carried_over(
    case: dict[str, Any], out: dict[str, Any], diary: Diary, *, reported: bool
) -> dict[str, int]:
    """N374 art. 8: one month received uses 12 contribution months, and so does one month suspended
    (L74 art. 41.2)."""
    total, odd, late = out["months_total"], out["reserve_decision"], _late_months(case)
    unfetched = len(_never_fetched(case) & set(diary.paid))
    used = 12 * (len(diary.paid) + len(diary.suspended))
    at_end = 0
    if diary.ending is not None and diary.ending.cause in CAUSES_THAT_RESERVE and reported:
        at_end = max(0, total - used - odd)
    # below 36 months the three months of benefit rest on fewer than 12 contribution months each
    uncollected = max(0, min(12 * unfetched, total - odd - (used - 12 * unfetched)))
    carried = odd + at_end + uncollected + late
    if late and total < 36:  # N374 art. 8.5: considered + extra - received - suspended - forfeited
        forfeited = 0 if diary.ending is None else max(0, total - used) - at_end
        carried = max(0, total + late - (used - 12 * unfetched) - forfeited)
    return {
        "reserve_termination": at_end,
        "reserve_uncollected": uncollected,
        "reserve_total": carried,
    }


def _late_months(case: dict[str, Any]) -> int:
    events = case.get("events", [])
    return sum(event["months"] for event in events if event["type"] == "late_confirmation")


def _never_fetched(case: dict[str, Any]) -> set[int]:
    events = case.get("events", [])
    return {k for event in events if event["type"] == "uncollected" for k in event["months"]}
