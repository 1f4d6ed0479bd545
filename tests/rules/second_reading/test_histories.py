"""The made histories are worth comparing on: a rule read wrongly in one place shows in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.rules.second_reading import days, diary, happenings, money, reading
from tests.rules.second_reading.agreement import differences
from tests.rules.second_reading.histories import histories

Case = dict[str, Any]
Wrong = tuple[Any, str, Any]
COUNT = 2_000


@pytest.fixture(scope="module")
def answered() -> list[tuple[Case, Case]]:
    return [(case, reading.answer(case)) for case in histories(COUNT, 7)]


def counts(regime: str, **wrong: int) -> Wrong:
    figures = {name: dict(each) for name, each in reading.COUNTS.items()}
    figures[regime] |= wrong
    return reading, "COUNTS", figures


def rolling(start: date, count: int) -> list[tuple[date, date]]:
    """Each month begins where the one before ended: the first day's number is forgotten."""
    months = []
    for _ in range(count):
        following = days.months_later(start, 1)
        months.append((start, following - days.ONE_DAY))
        start = following
    return months


def without(table: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    return table | {key: value}


WRONG: dict[str, Callable[[], Wrong]] = {
    "starts on the 12th day": lambda: counts("new", start=12),
    "16 days to decide": lambda: counts("new", decide=16),
    "11 days to withdraw": lambda: counts("new", withdraw=11),
    "11 days for the test": lambda: counts("new", test=11),
    "8 days to cancel": lambda: counts("new", cancel=8),
    "old law: starts on the 17th day": lambda: counts("old", start=17),
    "old law: 21 days to decide": lambda: counts("old", decide=21),
    "old law: 3 days to cancel": lambda: counts("old", cancel=3),
    "short contracts count 24 months": lambda: (
        reading,
        "SHORT_CONTRACTS",
        {"new": set(), "old": {"seasonal_3_12"}},
    ),
    "a suspended contract is not contributing": lambda: (
        reading,
        "CLAUSE_OF_STATUS",
        {"sick_maternity14": 3, "unpaid_leave14": 4},
    ),
    "a pension need not be reported": lambda: (
        reading,
        "CAUSES_TO_REPORT",
        reading.CAUSES_THAT_RESERVE,
    ),
    "old law: the detained must report": lambda: (
        reading,
        "RESERVE_UNREPORTED",
        {"new": frozenset(), "old": frozenset()},
    ),
    "a pensioner keeps the months": lambda: (
        reading,
        "CAUSES_THAT_RESERVE",
        reading.CAUSES_THAT_RESERVE | {"c"},
    ),
    "the missed notices come first on a day": lambda: (diary, "LAST_OF_ALPHABET", "A"),
    "the dead get a benefit": lambda: (
        happenings,
        "PLAIN",
        without(happenings.PLAIN, "death", ("i", None)),
    ),
    "a pension bars the benefit": lambda: (
        happenings,
        "PLAIN",
        without(happenings.PLAIN, "pension", ("c", "PENSION")),
    ),
    "one đồng more in region 4": lambda: (
        money,
        "REGIONAL_MINIMUM",
        [(since, (*each[:3], each[3] + 1)) for since, each in money.REGIONAL_MINIMUM],
    ),
    "one đồng more of base salary": lambda: (
        money,
        "BASE_SALARY",
        [(since, each + 1) for since, each in money.BASE_SALARY],
    ),
    "half a đồng goes down": lambda: (money, "whole_dong", int),
    "no days off but week-ends": lambda: (days, "is_worked", lambda day: day.weekday() < 5),
    "a limit may end on a day off": lambda: (reading, "months_later_worked", days.months_later),
    "the first day's number is forgotten": lambda: (reading, "benefit_months", rolling),
}
for letter in "abgklmn":
    WRONG[f"cause {letter} keeps nothing"] = lambda letter=letter: (
        reading,
        "CAUSES_THAT_RESERVE",
        reading.CAUSES_THAT_RESERVE - {letter},
    )


@pytest.mark.parametrize("name", WRONG)
def test_a_rule_read_wrongly_shows(
    name: str, answered: list[tuple[Case, Case]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(*WRONG[name]())
    assert any(differences(reading.answer(case), right) for case, right in answered), name


def test_every_outcome_cause_and_refusal_occurs(answered: list[tuple[Case, Case]]) -> None:
    answers = [right for _, right in answered]
    outcomes = {"refused", "withdrawn", "cancelled", "completed", "terminated"}
    assert {each["outcome"] for each in answers} == outcomes
    assert {each.get("cause") for each in answers} - {None} == set("abcdđeghiklmn")
    assert len({code for each in answers for code in each["reasons"]}) == 12
    assert {each["contributing_clause"] for each in answers} == set(range(7))
    assert {each.get("months_granted") for each in answers} - {None} == set(range(3, 13))
    assert any(each["cap_readings_differ"] for each in answers if each["outcome"] == "completed")
    assert {each["calendar_unconfirmed"] for each in answers} == {True, False}
