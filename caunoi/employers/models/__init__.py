"""Tables of employers: who they are, and what they report."""

from caunoi.employers.models.firms import (
    BlockedFirm,
    Employer,
    EmployerQuerySet,
    Member,
    MemberInvitation,
    Verification,
)
from caunoi.employers.models.reports import (
    ForeignReport,
    ForeignWorker,
    LabourChange,
    LabourLine,
    LabourReport,
)

__all__ = [
    "BlockedFirm",
    "Employer",
    "EmployerQuerySet",
    "ForeignReport",
    "ForeignWorker",
    "LabourChange",
    "LabourLine",
    "LabourReport",
    "Member",
    "MemberInvitation",
    "Verification",
]
