"""Tables of unemployment insurance."""

from caunoi.unemployment.models.afterwards import (
    Complaint,
    Recovery,
    Repayment,
    UncollectedMoney,
)
from caunoi.unemployment.models.benefits import (
    Benefit,
    BenefitMonth,
    EndReport,
    JobContact,
    MonthlyNotice,
)
from caunoi.unemployment.models.claims import (
    AppointmentSlip,
    Circumstance,
    Claim,
    Contribution,
    NumberBook,
    Paper,
    SupplementRequest,
)
from caunoi.unemployment.models.decisions import Decision
from caunoi.unemployment.models.employer_support import (
    EmployerSupport,
    StaffChange,
    SupportCourse,
    SupportDecision,
    Trainee,
)
from caunoi.unemployment.models.payment_results import PaymentResult, PaymentResultFile
from caunoi.unemployment.models.payments import (
    Declaration,
    DeclarationFile,
    PaymentFlag,
    PaymentLine,
    PaymentList,
)
from caunoi.unemployment.models.reports import Report
from caunoi.unemployment.models.school_contracts import SchoolContract
from caunoi.unemployment.models.sent_papers import SentPaper
from caunoi.unemployment.models.training import (
    TrainingDraft,
    TrainingMonth,
    TrainingPaper,
    TrainingSupport,
)
from caunoi.unemployment.models.transfers import InsuranceItem, InsuranceSending, Transfer

__all__ = [
    "AppointmentSlip",
    "Benefit",
    "BenefitMonth",
    "Circumstance",
    "Claim",
    "Complaint",
    "Contribution",
    "Decision",
    "Declaration",
    "DeclarationFile",
    "EmployerSupport",
    "EndReport",
    "InsuranceItem",
    "InsuranceSending",
    "JobContact",
    "MonthlyNotice",
    "NumberBook",
    "Paper",
    "PaymentFlag",
    "PaymentLine",
    "PaymentList",
    "PaymentResult",
    "PaymentResultFile",
    "Recovery",
    "Repayment",
    "Report",
    "SchoolContract",
    "SentPaper",
    "StaffChange",
    "SupplementRequest",
    "SupportCourse",
    "SupportDecision",
    "Trainee",
    "TrainingDraft",
    "TrainingMonth",
    "TrainingPaper",
    "TrainingSupport",
    "Transfer",
    "UncollectedMoney",
]
