"""Which law decides, and its figures.

A dossier without a decision on 01/01/2026 is decided under the new law (Law 74/2025, Điều 55 khoản
4; Decree 374/2025, Điều 43 khoản 5), whenever it was filed: only the day of the decision counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final

from caunoi_rules.parameters import parameter

NEW_LAW_FROM: Final = date(2026, 1, 1)
LAST_OLD_DAY: Final = date(2025, 12, 31)
SWITCH_ARTICLE: Final = (
    "Luật 74/2025/QH15, Điều 55 khoản 4; Nghị định 374/2025/NĐ-CP, Điều 43 khoản 5"
)


class Regime(StrEnum):
    """The law of the decision."""

    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one law, by the names of `parameters/unemployment.toml`."""

    rate_percent: int
    average_months: int
    cap_times: int
    window_months: int
    window_months_short: int
    least_months: int
    study_least: int
    job_least: int
    first_step_from: int
    first_step_to: int
    first_step_months: int
    step: int
    most_months: int
    reserve_most_total: int
    file_months: int
    withdraw_wd: int
    test_wd: int
    start_wd: int
    decision_wd: int
    pickup_wd: int
    inform_not_collected_wd: int
    cancel_wd: int
    pay_wd: int
    notice_wd: int
    inform_wd: int
    suspend_wd: int
    resume_wd: int
    missed_in_row: int
    refusals_most: int
    report_wd: int
    transfer_wd: int
    uncollected_months: int
    uncollected_inform_wd: int
    reserve_decision_wd: int
    laws: Mapping[str, str]
    """The article of each figure."""
    unconfirmed: frozenset[str]
    """Figures whose article was not read in full."""

    def law(self, name: str) -> str:
        """The article a figure stands in."""
        return self.laws[name]

    def confirmed(self, name: str) -> bool:
        """Whether the article of a figure was read in full."""
        return name not in self.unconfirmed


def regime_of(decision_date: date | None) -> Regime:
    """The law that decides: the old one only for decisions made before 2026.

    >>> regime_of(date(2025, 12, 31)), regime_of(None)
    (<Regime.OLD: 'old'>, <Regime.NEW: 'new'>)
    """
    old = decision_date is not None and decision_date < NEW_LAW_FROM
    return Regime.OLD if old else Regime.NEW


@lru_cache(maxsize=2)
def figures(regime: Regime) -> Figures:
    """The figures of a law."""
    on = NEW_LAW_FROM if regime is Regime.NEW else LAST_OLD_DAY
    names = [each.name for each in fields(Figures) if each.name not in {"laws", "unconfirmed"}]
    found = {name: parameter("unemployment", name, on=on) for name in names}
    return Figures(
        **{name: int(each.value) for name, each in found.items()},
        laws={name: each.law for name, each in found.items()},
        unconfirmed=frozenset(name for name, each in found.items() if not each.confirmed),
    )
