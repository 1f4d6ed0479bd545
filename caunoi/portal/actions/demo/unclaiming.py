"""Taking claims, decisions and benefits out again, in the order in which they hang together."""

from typing import Final

from django.db.models import Model

from caunoi.unemployment.models import (
    AppointmentSlip,
    Benefit,
    BenefitMonth,
    Claim,
    Complaint,
    Decision,
    Declaration,
    DeclarationFile,
    EmployerSupport,
    EndReport,
    InsuranceItem,
    InsuranceSending,
    JobContact,
    MonthlyNotice,
    NumberBook,
    PaymentFlag,
    PaymentLine,
    PaymentList,
    Recovery,
    Repayment,
    Report,
    StaffChange,
    SupplementRequest,
    SupportCourse,
    SupportDecision,
    Trainee,
    TrainingDraft,
    TrainingMonth,
    TrainingPaper,
    TrainingSupport,
    Transfer,
    UncollectedMoney,
)

BEFORE_DECISIONS: Final[tuple[type[Model], ...]] = (
    InsuranceSending,
    PaymentList,
    Declaration,
    DeclarationFile,
    JobContact,
    MonthlyNotice,
    Complaint,
    Repayment,
    Recovery,
    UncollectedMoney,
    EndReport,
    Transfer,
)
AFTER: Final[tuple[type[Model], ...]] = (
    AppointmentSlip,
    SupplementRequest,
    Claim,
    NumberBook,
    Report,
)


def clear_claims() -> None:
    """All of it goes: with no real person here it speaks of nobody but made ones."""
    InsuranceItem.objects.all().delete()
    PaymentFlag.objects.all().delete()
    # A cleared month and its line hold each other, and the database lets neither go alone: both go
    # before the transaction ends, when its keys are looked at.
    PaymentLine.objects.all()._raw_delete("default")
    Complaint.objects.filter(first__isnull=False).delete()
    for model in BEFORE_DECISIONS:
        model._default_manager.all().delete()
    _clear_training()
    # Decisions on a benefit hang on it, and the benefit hangs on its grant.
    Decision.objects.filter(benefit__isnull=False).delete()
    BenefitMonth.objects.all()._raw_delete("default")
    Benefit.objects.all().delete()
    Decision.objects.filter(about__isnull=False).delete()
    Decision.objects.all().delete()
    for model in AFTER:
        model._default_manager.all().delete()


def _clear_training() -> None:
    """Courses of workers and of firms. A decision that hangs on another goes before it."""
    of_courses = Decision.objects.filter(training__isnull=False)
    of_courses.filter(about__isnull=False).delete()
    of_courses.delete()
    for model in (
        TrainingPaper,
        TrainingDraft,
        TrainingMonth,
        TrainingSupport,
        Trainee,
        SupportCourse,
        SupportDecision,
        EmployerSupport,
        StaffChange,
    ):
        model._default_manager.all().delete()
