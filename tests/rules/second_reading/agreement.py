"""Both readings of one case side by side, field by field."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.rules.second_reading.reading import answer

FIELDS = """
    regime months_total window months_in_window contributing_clause filing_deadline
    filed_in_time withdraw_due test_last_day decision_due eligible reasons average cap_law
    cap_decree amount amount_exact amount_decree cap_readings_differ months_granted
    reserve_decision start periods pickup_window notice_windows pay_due outcome inform_bhxh_due
    cancel_due cause end_date report_due reported_in_time months_paid months_suspended suspended
    suspensions resumptions total_money reserve_termination reserve_uncollected reserve_total
    uncollected_limit bhxh_inform_due transfer training calendar_unconfirmed
""".split()


@dataclass
class Comparison:
    """How many cases were compared, how often each field differed, and the first differing cases
    in words."""

    compared: int = 0
    differing: int = 0
    by_field: Counter[str] = field(default_factory=Counter)
    shown: list[str] = field(default_factory=list)

    def words(self) -> str:
        lines = [f"{self.compared} cases compared in {len(FIELDS)} fields, {self.differing} differ"]
        lines += [f"  {name}: {count}" for name, count in self.by_field.most_common()]
        return "\n".join(lines + self.shown)


def first_answer(case: dict[str, Any]) -> dict[str, Any]:
    """What `caunoi_rules.unemployment` answers, as plain data."""
    from caunoi_rules.unemployment.cases import decide, read_case, write_outcome

    return write_outcome(decide(read_case(case)))


def differences(first: dict[str, Any], second: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Fields with another value in the two answers; nothing, null and an empty list are the
    same."""
    pairs = {name: (_plain(first.get(name)), _plain(second.get(name))) for name in FIELDS}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _plain(value: Any) -> Any:
    return None if value == [] else value


def compare(cases: Iterable[dict[str, Any]], *, show: int = 3) -> Comparison:
    """Work out every case twice."""
    result = Comparison()
    for case in cases:
        try:
            first = first_answer(case)
        except Exception as broken:  # a case it cannot answer is a difference, not the end
            differing = {"no answer": (repr(broken), None)}
        else:
            differing = differences(first, answer(case))
        result.compared += 1
        result.by_field.update(differing.keys())
        result.differing += bool(differing)
        if differing and len(result.shown) < show:
            result.shown.append(_words(case, differing))
    return result


def _words(case: dict[str, Any], differing: dict[str, tuple[Any, Any]]) -> str:
    lines = [f"--- case {case['id']}", json.dumps(case, ensure_ascii=False)]
    lines += [
        f"  {name}: first {first!r}, second {second!r}"
        for name, (first, second) in differing.items()
    ]
    return "\n".join(lines)
