"""Files of training support for tests, made by the deeds of the desk."""

from datetime import date

from caunoi.unemployment.actions.employer_support import (
    SupportAsk,
    TraineeLine,
    add_course,
    propose_support,
    receive_support,
)
from caunoi.unemployment.actions.training import TrainingAsk, receive_training
from caunoi.unemployment.choices.training import FeePer, RiskCause, TrainingGround
from caunoi.unemployment.models import EmployerSupport, SupportDecision, TrainingSupport
from tests.employers.factories import EmployerFactory
from tests.people.factories import PersonFactory
from tests.unemployment.lives import at, clerk

FILED = date(2026, 4, 6)  # a Monday
DECIDED = date(2026, 4, 24)  # fourteen working days later
FIRST, LAST = date(2026, 5, 4), date(2026, 8, 14)  # three months and eleven days


def ask(**changed) -> TrainingAsk:
    """Welding for 2 million a month, by somebody who left work in January."""
    told = {
        "filed_on": FILED,
        "course": "Hàn 3G",
        "school": "Trường Trung cấp Mẫu",
        "starts_on": FIRST,
        "ends_on": LAST,
        "fee": 2_000_000,
        "fee_per": FeePer.MONTH,
        "ended_on": date(2026, 1, 30),
        "paid_months": 10,
    }
    return TrainingAsk(**(told | changed))


def training_file(*, person=None, missing="", ground=TrainingGround.LEFT, **changed):
    """A file in the hands of the desk."""
    more = {name: changed.pop(name) for name in ("benefit", "claim") if name in changed}
    made: TrainingSupport = receive_training(
        person=person or PersonFactory(),
        ground=ground,
        asked=ask(**changed),
        missing=missing,
        by=clerk(),
        at=at(FILED),
        **more,
    )
    return made


def support_file(*, missing="", people=40, fee=1_200_000, **changed) -> EmployerSupport:
    """150 workers, 140 insured, 42 at risk; `people` of them learn for two months and 19 days."""
    told = {
        "filed_on": FILED,
        "workforce": 150,
        "insured": 140,
        "cut": 42,
        "cause": RiskCause.RESTRUCTURING,
        "months_paid": 24,
        "keep_months": 12,
        "insurance_paper": "12/BHXH",
        "account": "0011223344",
        "bank": "Ngân hàng Mẫu",
    }
    made = receive_support(
        employer=EmployerFactory(),
        asked=SupportAsk(**(told | changed)),
        missing=missing,
        by=clerk(),
        at=at(FILED),
    )
    if people:
        add_course(
            support=made,
            trade="May công nghiệp",
            school="Trường Cao đẳng Mẫu",
            first=date(2026, 6, 1),
            last=date(2026, 8, 19),
            monthly_fee=fee,
            trainees=[
                TraineeLine(f"Người Học {n}", date(1970 + n % 30, 3, 5), "FEMALE", f"33{n:08d}")
                for n in range(people)
            ],
            by=clerk(),
            at=at(FILED),
        )
    return made


def proposed_support(support: EmployerSupport) -> SupportDecision:
    """Put before those who approve, by a clerk."""
    return propose_support(support=support, by=clerk(), at=at(DECIDED))
