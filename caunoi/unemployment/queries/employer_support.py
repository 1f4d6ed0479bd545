"""Support for employers: what the law gives for a plan, files under a filter, notices of staff."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from caunoi.employers.models import Employer
from caunoi.unemployment.choices import DecisionState
from caunoi.unemployment.choices.training import (
    OPEN_SUPPORT,
    SUPPORTED,
    RiskCause,
    SupportDecisionKind,
    SupportState,
)
from caunoi.unemployment.models import (
    EmployerSupport,
    SchoolContract,
    StaffChange,
    SupportCourse,
    SupportDecision,
    Trainee,
)
from caunoi_engine.text.folding import fold
from caunoi_rules.clocks import Deadline
from caunoi_rules.unemployment import employer_training as law
from caunoi_rules.unemployment.reasons import Reason
from caunoi_rules.unemployment.training_figures import said_months

FILTERS: Final = {
    "": "Đang xử lý",
    "duyet": "Chờ duyệt",
    "tien": "Chờ tiền, đang đào tạo",
    "xong": "Đã xong",
}
_STATES: Final = {
    "": (SupportState.RECEIVED, SupportState.SUPPLEMENT, SupportState.PROPOSED),
    "duyet": (SupportState.PROPOSED,),
    "tien": (SupportState.GRANTED, SupportState.PAID),
    "xong": tuple(state for state in SupportState if state not in OPEN_SUPPORT),
}
MOST_FOUND: Final = 20


@dataclass(frozen=True)
class CourseSum:
    """A course of the plan and what is paid for it."""

    course: SupportCourse
    people: int
    support: law.Support

    @property
    def months(self) -> str:
        """Supported months in words: "2,5"."""
        return said_months(self.support.months)


@dataclass(frozen=True)
class PlanSum:
    """What the law makes of an employer's file on a day."""

    verdict: law.Verdict
    courses: tuple[CourseSum, ...]

    @property
    def workers(self) -> int:
        """Everybody who is trained."""
        return sum(each.people for each in self.courses)

    @property
    def amount(self) -> int:
        """What the fund pays, đồng."""
        return sum(each.support.amount for each in self.courses)

    @property
    def own_part(self) -> int:
        """What the employer pays, đồng."""
        return sum(each.support.own_part for each in self.courses)

    @property
    def reasons(self) -> list[dict[str, str]]:
        """Sentences with their articles, ready for a snapshot."""
        told: list[Reason] = list(self.verdict.reasons)
        if self.verdict.eligible:
            for each in self.courses:
                told += each.support.reasons
        return [{"text": one.text, "article": one.article} for one in dict.fromkeys(told)]


def compute_plan(support: EmployerSupport, *, on: date) -> PlanSum:
    """What a file comes to when it is decided on that day. Two queries."""
    courses = support.courses.annotate(people=Count("trainees")).order_by("first", "id")
    sums = [
        CourseSum(
            each,
            each.people,
            law.support(law.Course(each.first, each.last, each.people, each.monthly_fee), on=on),
        )
        for each in courses
        if each.people
    ]
    return PlanSum(law.judge(_employer(support)), tuple(sums))


def plan_snapshot(found: PlanSum) -> dict[str, Any]:
    """What a decision keeps."""
    if not found.verdict.eligible:
        return {"reasons": found.reasons, "codes": [str(code) for code in found.verdict.codes]}
    return {
        "reasons": found.reasons,
        "workers": found.workers,
        "amount": found.amount,
        "own_part": found.own_part,
        "courses": [
            {
                "trade": each.course.trade,
                "school": each.course.school,
                "first": each.course.first.isoformat(),
                "last": each.course.last.isoformat(),
                "people": each.people,
                "months": each.months,
                "per_person": each.support.per_person,
                "amount": each.support.amount,
            }
            for each in found.courses
        ],
    }


def repay_for(trainee: Trainee, *, on: date) -> tuple[int, list[dict[str, str]]]:
    """What an employer pays back for one worker whose job was not kept (Điều 25)."""
    course = trainee.course
    paid = law.support(law.Course(course.first, course.last, 1, course.monthly_fee), on=on)
    amount, reasons = law.repay_for([(law.Leaving(trainee.leaving), paid.per_person)])
    return amount, [{"text": one.text, "article": one.article} for one in reasons]


def _employer(support: EmployerSupport) -> law.Employer:
    earlier = EmployerSupport.objects.filter(employer=support.employer_id, state__in=SUPPORTED)
    return law.Employer(
        filed=support.filed_on,
        workforce=support.workforce,
        insured=support.insured,
        cut=support.cut,
        cause=None if support.cause == RiskCause.NONE else law.Cause(support.cause),
        months_paid=support.months_paid if support.insurance_paper else 0,
        keep_months=support.keep_months,
        arose=support.arose_on,
        commune_confirmed=bool(support.commune_paper),
        had_support=earlier.exclude(pk=support.pk).exists(),
    )


# Files and what waits


def support_files(chosen: str) -> QuerySet[EmployerSupport]:
    """Files under a filter of FILTERS, the earliest complete first."""
    found = EmployerSupport.objects.filter(state__in=_STATES[chosen]).select_related("employer")
    if chosen == "xong":
        return found.order_by("-state_since", "-id")
    return found.order_by(F("completed_on").asc(nulls_last=True), "id")


def find_support(public_id: UUID) -> EmployerSupport | None:
    """The file of an address."""
    found = EmployerSupport.objects.select_related(
        "employer__place__parent", "employer__industry", "received_by"
    )
    return found.filter(public_id=public_id).first()


def find_support_decision(public_id: UUID) -> SupportDecision | None:
    """A decision of an address with its file."""
    found = SupportDecision.objects.select_related(
        "support__employer__place__parent", "proposed_by", "approved_by", "returned_by"
    )
    return found.filter(public_id=public_id).first()


def course_of(support: EmployerSupport, number: int) -> SupportCourse | None:
    """A course of a plan with its class and school of the register."""
    found = support.courses.select_related("intake__programme__institution")
    return found.filter(pk=number).first()


def contracts_of(support: EmployerSupport) -> list[tuple[str, SchoolContract | None]]:
    """Every school of the plan besides the employer itself, with its contract. Two queries."""
    noted = {each.school: each for each in support.contracts.all()}
    courses = support.courses.order_by("first", "id").values_list("school", flat=True)
    schools = dict.fromkeys(school for school in courses if school != support.employer.name)
    return [(school, noted.get(school)) for school in schools]


def find_trainee(public_id: UUID) -> Trainee | None:
    """A worker of a plan by address."""
    found = Trainee.objects.select_related("support__employer", "course")
    return found.filter(public_id=public_id).first()


def find_staff_change(public_id: UUID) -> StaffChange | None:
    """A notice of an address."""
    found = StaffChange.objects.select_related("employer__place__parent", "by")
    return found.filter(public_id=public_id).first()


def decisions_of(support: EmployerSupport) -> QuerySet[SupportDecision]:
    """What was decided of a file, the first first."""
    found = support.decisions.select_related("proposed_by", "approved_by", "support")
    return found.order_by("proposed_at", "id")


def grant_of(support: EmployerSupport) -> SupportDecision | None:
    """The signed support, also when it was cancelled since."""
    return support.decisions.filter(kind=SupportDecisionKind.GRANT, number__isnull=False).first()


def trainees_of(support: EmployerSupport) -> QuerySet[Trainee]:
    """Workers of a plan in the order of names."""
    return support.trainees.select_related("course").order_by("sort_key", "id")


def proposals_of_employers() -> QuerySet[SupportDecision]:
    """What waits for approval, the oldest first."""
    found = SupportDecision.objects.filter(state=DecisionState.PROPOSED)
    return found.select_related("support__employer", "proposed_by").order_by("proposed_at", "id")


def untold() -> QuerySet[SupportDecision]:
    """Signed decisions whose file social insurance has not received, the oldest first."""
    found = SupportDecision.objects.filter(
        state=DecisionState.APPROVED,
        kind=SupportDecisionKind.GRANT,
        support__state=SupportState.GRANTED,
        support__insurance_told_on__isnull=True,
    )
    return found.select_related("support__employer").order_by("signed_on", "id")


def search_employers(text: str) -> list[Employer]:
    """Employers by tax code or words of the name."""
    asked = text.strip()
    if not asked:
        return []
    words = fold(asked).split()
    by_name = Q()
    for word in words:
        by_name &= Q(search_key__contains=word)
    found = Employer.objects.filter(Q(tax_code__startswith=asked) | by_name)
    return list(found.select_related("place").order_by("name", "id")[:MOST_FOUND])


def find_employer(public_id: UUID) -> Employer | None:
    """An employer by address."""
    found = Employer.objects.select_related("place__parent", "industry")
    return found.filter(public_id=public_id).first()


def staff_changes() -> QuerySet[StaffChange]:
    """Notices of staff changes, the newest first."""
    return StaffChange.objects.select_related("employer").order_by("-received_on", "-id")


def decision_due(support: EmployerSupport) -> Deadline | None:
    """By when it has to be put before the department; None while papers are missing."""
    return law.decision_due(support.completed_on) if support.completed_on else None


def next_due(support: EmployerSupport) -> Deadline | None:
    """The nearest day of the law for a file, by its state."""
    if support.state in {SupportState.RECEIVED, SupportState.PROPOSED}:
        return decision_due(support)
    if support.state == SupportState.GRANTED and support.insurance_told_on:
        return law.transfer_due(support.insurance_told_on)
    if support.state == SupportState.PAID:
        last = max((each.last for each in support.courses.all()), default=None)
        return law.settle_due(last) if last else None
    return None
