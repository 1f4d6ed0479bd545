"""Tables of placement: the match, applications, interviews, referrals."""

from caunoi.placement.models.applications import (
    Application,
    ApplicationStep,
    InterviewSlot,
    Invitation,
)
from caunoi.placement.models.following import PlanChange, PlanMove
from caunoi.placement.models.matching import (
    IntakeResult,
    Learner,
    MatchRun,
    Proposal,
    ToldProposal,
    ToldResult,
    TrainingOrder,
    VacancyResult,
)
from caunoi.placement.models.policy import MatchPolicy
from caunoi.placement.models.referrals import (
    ExchangeUpdate,
    FollowUp,
    Referral,
    ReferralSeries,
    RefusedJob,
)

__all__ = [
    "Application",
    "ApplicationStep",
    "ExchangeUpdate",
    "FollowUp",
    "IntakeResult",
    "InterviewSlot",
    "Invitation",
    "Learner",
    "MatchPolicy",
    "MatchRun",
    "PlanChange",
    "PlanMove",
    "Proposal",
    "Referral",
    "ReferralSeries",
    "RefusedJob",
    "ToldProposal",
    "ToldResult",
    "TrainingOrder",
    "VacancyResult",
]
