"""Tables of training: schools and their classes, who learns in them, what firms order."""

from caunoi.training.models.enrolments import Attendance, ClassInvitation, Enrolment, Lesson
from caunoi.training.models.orders import FirmOrder, JobTrainingContract
from caunoi.training.models.schools import (
    EnrolmentPlan,
    Institution,
    Intake,
    IntakeQuerySet,
    Member,
    Programme,
)

__all__ = [
    "Attendance",
    "ClassInvitation",
    "Enrolment",
    "EnrolmentPlan",
    "FirmOrder",
    "Institution",
    "Intake",
    "IntakeQuerySet",
    "JobTrainingContract",
    "Lesson",
    "Member",
    "Programme",
]
