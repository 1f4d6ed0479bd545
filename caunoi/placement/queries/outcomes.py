"""What became of referral letters, as the engine learns from it: no column about the person."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q

from caunoi.placement.choices import OPEN_APPLICATIONS, ApplicationState, Refusal
from caunoi.placement.models import Referral
from caunoi_engine.matching import FACTORS, Outcomes
from caunoi_engine.matching.learning import FEWEST

NOT_THE_PERSON: Final = (Refusal.FULL, Refusal.CLOSED)
"""Refusals that say nothing of the pair: the position went to somebody else, or away."""


@dataclass(frozen=True)
class OutcomesFound:
    """The outcomes of the registers, and those of which the parts of the score were not kept."""

    outcomes: Outcomes
    without_shares: int
    waiting: int  # letters without an answer of the firm yet

    @property
    def missing_hires(self) -> int:
        """How many hires more each side of the split needs, at the least, to be compared."""
        return max(0, 2 * FEWEST - self.outcomes.hires)

    @property
    def missing_others(self) -> int:
        """The same for referrals whose firm said no."""
        return max(0, 2 * FEWEST - (len(self.outcomes) - self.outcomes.hires))


def outcomes_of_referrals() -> OutcomesFound:
    """Every letter the firm has answered: hired or turned down. Two queries.

    Letters made to try things out teach nothing, and neither does a position that was gone. Only
    the day, the six shares, the answer and the firm are read.
    """
    letters = Referral.objects.filter(made=False)
    hired = Q(application__state=ApplicationState.HIRED)
    turned_down = Q(application__state=ApplicationState.REJECTED)
    answered = letters.filter(hired | turned_down).exclude(application__reason__in=NOT_THE_PERSON)
    rows, without = [], 0
    for day, fit, state, firm in answered.order_by("id").values_list(
        "made_on", "fit", "application__state", "vacancy__employer_id"
    ):
        shares = fit.get("shares") or {}
        if set(shares) >= set(FACTORS):
            rows.append((day, shares, state == ApplicationState.HIRED, str(firm)))
        else:
            without += 1
    waiting = letters.filter(application__state__in=sorted(OPEN_APPLICATIONS)).count()
    return OutcomesFound(_outcomes(rows), without, waiting)


def _outcomes(rows: list[tuple[date, dict[str, Any], bool, str]]) -> Outcomes:
    return Outcomes.of(
        day=[row[0] for row in rows],
        fractions=[[float(row[1][name]) for name in FACTORS] for row in rows],
        hired=[row[2] for row in rows],
        cluster=[row[3] for row in rows],
    )
