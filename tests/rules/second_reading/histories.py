"""Made histories of work and of benefits, seeded, in the exchange format: ordinary ones, and the
nasty corners.

They crowd the places where a rule turns: first days on the 29th to the 31st, Tết and swapped
Saturdays, the last day of a limit and the day after, months without contribution just before the
end, 36/37 and 144/145 months, wages at a ceiling, two events on one day, an event on the day a
notice window closes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.rules.second_reading.days import (
    ONE_DAY,
    after,
    is_worked,
    months_later,
    months_later_worked,
)
from tests.rules.second_reading.money import BASE_SALARY, REGIONAL_MINIMUM
from tests.rules.second_reading.reading import answer

Case = dict[str, Any]
NO_CONTRIBUTION = ["sick_maternity14", "unpaid_leave14", "suspended14", "employer_arrears"]
KINDS_OF_END = ["agreement", "expiry", "dismissal", "lawful_unilateral", "restructuring"]
BAD_KINDS_OF_END = ["unlawful_unilateral", "pension_eligible", "pension_drawing"]
CONTRACTS = ["indefinite", "fixed_ge12", "fixed_1_12", "seasonal_3_12", "work_contract"]
EVENTS = ["job"] * 8 + [
    "military",
    "pension",
    "emigrate",
    "study",
    "study",
    "fine",
    "death",
    "compulsory",
    "missing",
]
EVENTS += ["detained", "own_request", "own_request", "refusal", "refusal", "refusal"]
LAST_CALENDAR_DAY = date(2027, 12, 31)  # later years have no list of days off
PROVINCES = ["01", "04", "31", "33", "79"]


def histories(count: int, seed: int) -> Iterator[Case]:
    """`count` cases; the same seed gives the same cases."""
    for number in range(count):
        rng = Random(f"{seed}-{number}")
        made = history(rng, f"{seed}-{number}")
        while _latest_limit(made) > LAST_CALENDAR_DAY:
            made = history(rng, f"{seed}-{number}")
        yield made


def _latest_limit(case: Case) -> date:
    """The last day any limit of a granted benefit can reach: three months and a fortnight after
    its last day."""
    periods = answer(case).get("periods")
    if not periods:
        return date.min
    return months_later(date.fromisoformat(periods[-1]["to"]), 3) + timedelta(14)


def history(rng: Random, name: str) -> Case:
    """One made case."""
    old = rng.random() < 0.2
    ended = _ended(rng, old=old)
    case: Case = {
        "id": name,
        "segments": _segments(rng, ended),
        "contract": rng.choices(CONTRACTS, [6, 3, 2, 1, 1])[0],
        "termination": {"date": ended.isoformat(), "kind": _kind(rng)},
    }
    if rng.random() < 0.12:
        case["prior_reserve"] = rng.choice([0, 1, 5, 11, 12, 24, 36, 60])
    runs_from = ended
    if rng.random() < 0.07:
        runs_from = ended + timedelta(rng.choice([0, 1, 20, 45, 90, 200]))
        case["employer_unable"] = {"confirmed_on": runs_from.isoformat()}
    case["dossier"] = _dossier(rng, runs_from)
    _decision(rng, case, old=old)
    bare = answer(case)
    _collection(rng, case, bare)
    if rng.random() < 0.04:
        case["withdrawn"] = _near(rng, date.fromisoformat(bare["withdraw_due"])).isoformat()
    bare = answer(
        case | {"pickup": case.get("slip_first_day") or bare.get("pickup_window", {}).get("from")}
    )
    _notices(rng, case, bare)
    case["events"] = _events(rng, case, bare)
    if rng.random() < 0.15 and "periods" in bare:
        case["transfer"] = _transfer(rng, bare)
    if not old and rng.random() < 0.12:  # the old law on training is not in the sources read
        case["training"] = _training(rng, case, ended)
    if rng.random() < 0.15:
        _oddity(rng, case, bare)
    return case


def _oddity(rng: Random, case: Case, bare: dict[str, Any]) -> None:
    """What a careless clerk or a strange life writes into a file."""
    ended, filed = case["termination"]["date"], date.fromisoformat(case["dossier"]["filed"])
    before_filing = filed - timedelta(rng.randint(0, 20))
    match rng.randrange(8):
        case 0:  # a new job taken before the dossier was filed
            case["events"].append(_event(rng, "job", max(before_filing, date.fromisoformat(ended))))
        case 1:
            case["events"].append(_event(rng, rng.choice(EVENTS), before_filing))
        case 2:  # the slip's window starts on any day, also before the benefit does
            case["slip_first_day"] = (filed + timedelta(rng.randint(5, 100))).isoformat()
        case 3:
            case["dossier"]["arrived"] = (filed + timedelta(3)).isoformat()
        case 4:
            case["segments"][-1]["to"] = _months_on(case["segments"][-1]["to"], rng.randint(1, 4))
        case 5:
            case["notices"] = case.get("notices", {}) | {"11": bare["test_last_day"], "12": None}
        case 6:
            case["events"].append({"type": "uncollected", "months": [1, 12]})
        case 7:
            told = date.fromisoformat(ended) - timedelta(rng.randint(1, 60))
            case["employer_unable"] = {"confirmed_on": told.isoformat()}


def _months_on(month: str, count: int) -> str:
    return months_later(date.fromisoformat(month + "-01"), count).isoformat()[:7]


def _ended(rng: Random, *, old: bool) -> date:
    first, last = (
        (date(2023, 12, 1), date(2025, 9, 30)) if old else (date(2025, 9, 1), date(2026, 10, 31))
    )
    day = first + timedelta(rng.randrange((last - first).days + 1))
    if rng.random() < 0.3:  # on the last day of a month
        day = months_later(day.replace(day=1), 1) - ONE_DAY
    return day


def _kind(rng: Random) -> str:
    return rng.choice(BAD_KINDS_OF_END) if rng.random() < 0.08 else rng.choice(KINDS_OF_END)


def _wage(rng: Random, region: int, month: date) -> int:
    roll = rng.random()
    if roll < 0.7:
        return rng.randrange(3_000_000, 22_000_000, rng.choice([1, 1_000, 50_000]))
    if roll < 0.9:
        return rng.randrange(22_000_000, 150_000_000, rng.choice([1, 7, 1_000]))
    wages = [each for since, each in REGIONAL_MINIMUM if since <= month] or [REGIONAL_MINIMUM[0][1]]
    salaries = [each for since, each in BASE_SALARY if since <= month] or [BASE_SALARY[0][1]]
    edge = rng.choice(
        [20 * wages[-1][region - 1], 20 * salaries[-1], 25 * wages[-1][region - 1] // 3]
    )
    return edge + rng.choice([-1, 0, 1])


def _segments(rng: Random, ended: date) -> list[dict[str, Any]]:
    """Backwards from the month the contract ended, in runs of one employer, one wage or one
    status."""
    lengths = [(1, 11), (12, 36), (37, 60), (37, 143)]
    wanted = rng.randint(*rng.choices(lengths, [1, 6, 3, 3])[0])
    if rng.random() < 0.2:
        wanted = rng.choice([11, 12, 13, 35, 36, 37, 47, 48, 143, 144, 145, 150, 156, 170])
    month, segments, employer, paid = ended.replace(day=1), [], 1, 0
    region, scale = rng.randint(1, 4), rng.random() < 0.12
    if rng.random() < 0.3:  # no contribution in the last month or months
        month = _unpaid_end(rng, month, segments, region, scale)
    earliest = date(2009, 1, 1)
    while paid < wanted and month > earliest:
        length = min(wanted - paid, rng.choice([1, 2, 3, 5, 6, 9, 12, 18, 30]))
        first = max(earliest, _months_back(month, length - 1))
        segments.append(
            _segment(
                first, month, _wage(rng, region, first), (region, f"E{employer}", scale), "paid"
            )
        )
        paid += (month.year - first.year) * 12 + month.month - first.month + 1
        month = _months_back(first, 1)
        if rng.random() < 0.3:
            region, employer = rng.randint(1, 4), employer + 1
            scale = rng.random() < 0.12
        if rng.random() < 0.12:
            month = _unpaid_end(rng, month, segments, region, scale)
        if rng.random() < 0.1:
            month = _months_back(month, rng.choice([1, 2, 4, 10, 14]))
    return segments[::-1]


def _unpaid_end(
    rng: Random, month: date, segments: list[dict[str, Any]], region: int, scale: bool
) -> date:
    for _ in range(rng.randint(1, 2)):
        length = rng.choice([1, 1, 1, 2, 3, 6])
        first = _months_back(month, length - 1)
        if rng.random() < 0.75:
            status = rng.choice(NO_CONTRIBUTION)
            segments.append(
                _segment(first, month, _wage(rng, region, first), (region, "E1", scale), status)
            )
        month = _months_back(first, 1)
    return month


def _segment(
    first: date, last: date, wage: int, place: tuple[int, str, bool], status: str
) -> dict[str, Any]:
    region, employer, scale = place
    made = {
        "from": f"{first:%Y-%m}",
        "to": f"{last:%Y-%m}",
        "wage": wage,
        "region": region,
        "employer": employer,
    }
    made["state_scale"] = scale
    if status != "paid" or wage % 2:
        made["status"] = status
    return made


def _months_back(month: date, count: int) -> date:
    for _ in range(count):
        month = (month - ONE_DAY).replace(day=1)
    return month


def _near(rng: Random, day: date) -> date:
    return day + timedelta(rng.choice([-5, -3, -2, -1, 0, 0, 0, 1, 1, 2, 3, 4, 7]))


def _dossier(rng: Random, runs_from: date) -> dict[str, Any]:
    deadline = months_later_worked(runs_from, 3)
    filed = runs_from + timedelta(rng.randrange(1, 85))
    if rng.random() < 0.12:
        filed = max(runs_from + ONE_DAY, _near(rng, deadline))
    if rng.random() < 0.35:  # so that the benefit starts at the end of a month
        tries = [runs_from + timedelta(n) for n in rng.sample(range(1, 88), 30)]
        filed = next((day for day in tries if after(day, 11).day >= 29), filed)
    if rng.random() < 0.8:
        while not is_worked(filed):
            filed += ONE_DAY
    channel = rng.choices(["in_person", "online", "post", "proxy"], [6, 3, 2, 1])[0]
    dossier = {"channel": channel, "province": rng.choice(PROVINCES), "filed": filed.isoformat()}
    latest = filed
    if channel == "post":
        latest = filed + timedelta(rng.randint(0, 9))
        dossier["arrived"] = latest.isoformat()
    if rng.random() < 0.2:
        dossier["completed"] = (latest + timedelta(rng.choice([0, 1, 2, 5, 9, 20]))).isoformat()
    return dossier


def _decision(rng: Random, case: Case, *, old: bool) -> None:
    """The old law for decisions of 2025 and before; a dossier of 2025 decided in 2026 goes by the
    new law."""
    if old:
        due = date.fromisoformat(answer(case | {"decision_date": "2025-12-31"})["decision_due"])
        case["decision_date"] = min(date(2025, 12, 31), due).isoformat()
    elif rng.random() < 0.3:
        due = date.fromisoformat(answer(case)["decision_due"])
        case["decision_date"] = max(date(2026, 1, 1), due).isoformat()


def _start(bare: dict[str, Any]) -> date:
    """The first day of the benefit, also of one that is refused."""
    return after(date.fromisoformat(bare["test_last_day"]), 1)


def _collection(rng: Random, case: Case, bare: dict[str, Any]) -> None:
    if rng.random() < 0.4:
        slip = after(_start(bare), rng.choice([1, 2, 3, 5, 8]))
        if rng.random() < 0.03:
            slip += timedelta(rng.randint(1, 3))
        case["slip_first_day"] = slip.isoformat()
        bare = answer(case)
    window = bare.get("pickup_window")
    if window is None or rng.random() < 0.1:
        return
    last = date.fromisoformat(window["to"])
    day = rng.choice([date.fromisoformat(window["from"]), last, last])
    case["pickup"] = (day if rng.random() < 0.95 else _near(rng, last)).isoformat()


def _notices(rng: Random, case: Case, bare: dict[str, Any]) -> None:
    case["notices_default"] = rng.choices(["on_time", "none"], [4, 1])[0]
    windows = bare.get("notice_windows", [])
    style = rng.random()
    if style < 0.3 or not windows:
        return
    notices: dict[str, str | None] = {}
    for k, window in enumerate(windows, start=1):
        if rng.random() < (0.25 if style < 0.7 else 0.8):
            opens = (
                date.fromisoformat(bare["periods"][k - 1]["from"])
                if k > 1
                else date.fromisoformat(window["from"])
            )
            closes = date.fromisoformat(window["to"])
            day = rng.choice(
                [
                    None,
                    None,
                    opens - ONE_DAY,
                    opens,
                    opens + ONE_DAY,
                    closes,
                    closes,
                    closes + ONE_DAY,
                ]
            )
            notices[str(k)] = day.isoformat() if day else None
    if notices:
        case["notices"] = notices


def _day_of_event(rng: Random, bare: dict[str, Any]) -> date:
    """Anywhere from the filing to after the end, crowding the days where a rule turns."""
    test, start = date.fromisoformat(bare["test_last_day"]), _start(bare)
    if "periods" not in bare or rng.random() < 0.1:
        return rng.choice(
            [test - timedelta(rng.randint(0, 9)), test, test + ONE_DAY, start, start + ONE_DAY]
        )
    first, last = start, date.fromisoformat(bare["periods"][-1]["to"])
    roll = rng.random()
    if roll < 0.5:
        return first + timedelta(rng.randrange((last - first).days + 1))
    k = rng.randrange(len(bare["periods"]))
    if roll < 0.65:
        return date.fromisoformat(bare["periods"][k]["from"])
    if roll < 0.85:
        return date.fromisoformat(bare["notice_windows"][k]["to"]) + timedelta(
            rng.choice([-1, 0, 0, 1])
        )
    return last + timedelta(rng.choice([-1, 0, 1, 30]))


def _events(rng: Random, case: Case, bare: dict[str, Any]) -> list[dict[str, Any]]:
    made = []
    day = _day_of_event(rng, bare)
    for _ in range(rng.choices([0, 1, 2, 3, 4], [4, 6, 2, 1, 1])[0]):
        if rng.random() < 0.8:  # else on the same day as the one before
            day = _day_of_event(rng, bare)
        made.append(_event(rng, rng.choice(EVENTS), day))
        if made[-1]["type"] == "refusal" and rng.random() < 0.7:
            made.append(
                _event(rng, "refusal", day if rng.random() < 0.1 else _day_of_event(rng, bare))
            )
    granted = bare.get("months_granted", 3)
    if rng.random() < 0.1:
        months = sorted(rng.sample(range(1, granted + 1), rng.randint(1, min(granted, 3))))
        made.append({"type": "uncollected", "months": months})
    for _ in range(rng.choices([0, 1, 2], [92, 7, 1])[0]):
        made.append({"type": "late_confirmation", "months": rng.choice([1, 2, 3, 6, 12, 20])})
    rng.shuffle(made)
    return made


def _event(rng: Random, kind: str, day: date) -> dict[str, Any]:
    told: date | None = rng.choice(
        [day, day + timedelta(rng.randint(0, 5)), _near(rng, after(day, 3))]
    )
    if rng.random() < 0.15:
        told = None
    event: dict[str, Any] = {
        "type": kind,
        "date": day.isoformat(),
        "notified": told.isoformat() if told else None,
    }
    if kind == "job":
        event["kind"] = rng.choices(
            ["contract", "appointment", "business", "overseas"], [5, 1, 2, 1]
        )[0]
        event["months"] = rng.choice([1, 2, 3, 12, 36]) if rng.random() < 0.9 else 0
        event["bhxh"] = rng.random() < 0.85
    if kind == "study":
        event["months"] = rng.choice([6, 11, 12, 13, 24])
    if kind == "refusal":
        event["good_reason"] = rng.random() < 0.3
    return event


def _transfer(rng: Random, bare: dict[str, Any]) -> dict[str, Any]:
    first, last = date.fromisoformat(bare["start"]), date.fromisoformat(bare["periods"][-1]["to"])
    asked = first + timedelta(rng.randrange((last - first).days + 1))
    if rng.random() < 0.3:
        asked = date.fromisoformat(bare["periods"][0]["to"]) + timedelta(rng.choice([-1, 0, 1, 2]))
    move: dict[str, Any] = {
        "from": rng.choice(PROVINCES),
        "to": rng.choice(PROVINCES),
        "request": asked.isoformat(),
    }
    if rng.random() < 0.75:
        move["received"] = (asked + timedelta(rng.randint(1, 9))).isoformat()
    if rng.random() < 0.2:
        move["withdrawn"] = (asked + timedelta(rng.randint(0, 12))).isoformat()
    return move


def _training(rng: Random, case: Case, ended: date) -> dict[str, Any]:
    filed = ended + timedelta(rng.choice([10, 40, 70, 100, 200, 360, 365, 370]))
    months = rng.choice([0, 1, 2, 2, 3, 4, 5, 6, 6, 9])
    odd_days = rng.choice([0, 0, 1, 13, 14, 15, 16, 29]) or int(months == 0)
    asked: dict[str, Any] = {"filed": filed.isoformat(), "months": months, "odd_days": odd_days}
    if months < 3:
        asked["tuition_course"] = rng.choice(
            [1_000_000, 4_499_999, 4_500_000, 4_500_001, 5_000_000, 9_000_000]
        )
    else:
        asked["tuition_month"] = rng.choice([700_000, 1_499_999, 1_500_000, 1_500_001, 2_750_001])
    asked["study_days"] = rng.randint(0, 26 * min(6, months) + 10)
    return asked
