"""The two side stories of a benefit: moving it to another province, and the support for
training."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from tests.rules.second_reading.days import after, months_later_worked
from tests.rules.second_reading.diary import Diary
from tests.rules.second_reading.happenings import Happening


def transfer_steps(
    move: dict[str, Any], end_date: str, diary: Diary, months: list[tuple[date, date]]
) -> dict[str, Any]:
    """N374 art. 20: after one month received, to another province; three working days for each
    step."""
    asked = date.fromisoformat(move["request"])
    received_one = any(months[k - 1][1] < asked for k in diary.paid)
    allowed = received_one and move["from"] != move["to"] and asked.isoformat() <= end_date
    steps: dict[str, Any] = {"allowed": allowed}
    if allowed:
        steps["sender_due"] = after(asked, 3).isoformat()
        for given, due in [("received", "receiver_due"), ("withdrawn", "withdraw_due")]:
            if move.get(given):
                steps[due] = after(date.fromisoformat(move[given]), 3).isoformat()
    return steps


def support_months(months: int, odd_days: int) -> Fraction:
    """N374 art. 11.3: 14 days or fewer are half a month, 15 or more a whole one; six months at
    most."""
    odd = Fraction(0)
    if odd_days >= 15:
        odd = Fraction(1)
    elif odd_days > 0:
        odd = Fraction(1, 2)
    return min(Fraction(6), months + odd)


def training_support(
    case: dict[str, Any], out: dict[str, Any], nine_of_36: int, found: list[Happening]
) -> dict[str, Any]:
    """N374 art. 11: tuition up to 4.5 m a course below three months, 1.5 m a month above, and
    50,000 a study day."""
    asked = case["training"]
    filed = date.fromisoformat(asked["filed"])
    ran = out["outcome"] in {"completed", "terminated"}
    # N374 art. 12.1a: also one who is waiting for the answer on the benefit
    on_benefit = ran and case["dossier"]["filed"] <= asked["filed"] <= out["end_date"]
    ended = date.fromisoformat(case["termination"]["date"])
    not_on_benefit = (
        not {"UNLAWFUL", "PENSION"} & set(out["reasons"])
        and filed <= months_later_worked(ended, 12)
        and nine_of_36 >= 9
        and not any(each.bars and each.day <= after(filed, 10) for each in found)
    )
    months = support_months(asked["months"], asked.get("odd_days", 0))
    if asked["months"] < 3:
        tuition = Fraction(min(asked["tuition_course"], 4_500_000))
    else:
        tuition = min(asked["tuition_month"], 1_500_000) * months
    meals = 50_000 * asked["study_days"]
    return {
        "eligible": on_benefit or not_on_benefit,
        "months": str(months),
        "tuition": int(tuition + Fraction(1, 2)),
        "meals": meals,
        "total": int(tuition + Fraction(1, 2)) + meals,
    }
