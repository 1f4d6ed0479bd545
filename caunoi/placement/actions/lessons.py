"""What the centre's own referrals teach, and proposing it to another hand."""

from dataclasses import dataclass
from datetime import date, datetime

from caunoi.accounts.models import User
from caunoi.placement.actions.policies import CannotPropose, propose_policy
from caunoi.placement.models import MatchPolicy
from caunoi.placement.queries.lesson import Source, conclusion, lesson_figures
from caunoi.placement.queries.outcomes import OutcomesFound, outcomes_of_referrals
from caunoi.placement.queries.policies import InForce, policy_in_force
from caunoi_engine.matching import Lesson, learn_weights
from caunoi_engine.matching.learning import BETTER, PRIOR_REFERRALS

FROM_REGISTERS = "giấy giới thiệu của trung tâm"


@dataclass(frozen=True)
class LessonNow:
    """What the referrals answered up to now say about the policy that holds."""

    holds: InForce
    found: OutcomesFound
    lesson: Lesson

    @property
    def is_recommended(self) -> bool:
        """Whether other weights foretell the later outcomes better than chance explains."""
        return self.lesson.verdict == BETTER


def learn_from_referrals(*, on: date) -> LessonNow:
    """Learns from all letters that have an answer; writes nothing. Three queries."""
    holds, found = policy_in_force(on=on), outcomes_of_referrals()
    return LessonNow(holds, found, learn_weights(found.outcomes, stated=holds.policy))


def propose_lesson(*, starts_on: date, why: str, by: User, on: date, at: datetime) -> MatchPolicy:
    """Propose what is learnt now, with its grounds. Raises CannotPropose when nothing is."""
    now = learn_from_referrals(on=on)
    if not now.is_recommended:
        raise CannotPropose(conclusion(now.lesson))
    return propose_policy(
        policy=now.lesson.recommended,
        rules=now.holds.rules,
        starts_on=starts_on,
        why=why,
        by=by,
        on=on,
        at=at,
        lesson=lesson_figures(now.lesson, source_of(now, on=on)),
    )


def source_of(now: LessonNow, *, on: date) -> Source:
    """Where the outcomes came from: the registers, and no file."""
    return Source(
        file=FROM_REGISTERS,
        sha256="",
        rows=len(now.found.outcomes) + now.found.without_shares,
        refused_rows=now.found.without_shares,
        ignored_columns=(),
        prior_referrals=PRIOR_REFERRALS,
        made_on=on,
    )
