"""Taking a demo out again: all that was made, and all that visitors did with it."""

from typing import Final

from django.db.models import Model, Q

from caunoi.agreements.models import Agreement, Amendment, SignedFile
from caunoi.counter.models import (
    Act,
    ActionPlan,
    Appointment,
    Attendee,
    Closing,
    Desk,
    Line,
    Office,
    PolicyAdvice,
    Service,
    Session,
    Slot,
    SlotPlan,
    Step,
    Ticket,
    TicketStep,
    Visit,
)
from caunoi.employers.models import (
    BlockedFirm,
    Employer,
    ForeignReport,
    LabourChange,
    LabourReport,
    Verification,
)
from caunoi.employers.models import Member as EmployerMember
from caunoi.intake.models import (
    Campaign,
    CampaignShare,
    Check,
    CheckAnswer,
    ColumnMemory,
    HouseholdEntry,
    Merge,
    MergeStep,
    Pair,
    Ruling,
    Upload,
    UploadContent,
    UploadRow,
)
from caunoi.people.models import (
    Consent,
    DataRequest,
    Household,
    JobWish,
    LabourProfile,
    Person,
    PersonCertificate,
    PersonSkill,
    ProfileDraft,
)
from caunoi.placement.models import (
    Application,
    ApplicationStep,
    ExchangeUpdate,
    FollowUp,
    InterviewSlot,
    Invitation,
    MatchRun,
    Referral,
    ReferralSeries,
    RefusedJob,
    ToldProposal,
)
from caunoi.portal.actions.demo.numbers import PHONE_AREA
from caunoi.portal.actions.demo.steering import clear_figures
from caunoi.portal.actions.demo.unclaiming import clear_claims
from caunoi.portal.actions.saving import forget_made
from caunoi.training.models import (
    Attendance,
    ClassInvitation,
    Enrolment,
    EnrolmentPlan,
    FirmOrder,
    Institution,
    Intake,
    JobTrainingContract,
    Lesson,
    Programme,
)
from caunoi.training.models import Member as SchoolMember
from caunoi.vacancies.models import NeedReceipt, RecruitmentNeed, Vacancy
from caunoi_kit.messaging.models import Message

# These name a person, and with no real person here they speak of nobody but made ones: all of
# them go, also what visitors of the demo entered. What hangs on a row stands before it.
OF_PEOPLE: Final[tuple[type[Model], ...]] = (
    HouseholdEntry,
    UploadRow,
    UploadContent,
    Upload,
    Attendee,
    Session,
    Step,
    ActionPlan,
    PolicyAdvice,
    Act,
    Appointment,
    TicketStep,
    Ticket,
    Visit,
    Attendance,
    ClassInvitation,
    Enrolment,
    RefusedJob,
    Referral,
    ReferralSeries,
    FollowUp,
    ExchangeUpdate,
    Invitation,
    ApplicationStep,
    Application,
    MatchRun,
    ToldProposal,
)
MADE_FIRM: Final = Q(employer__made=True)
MADE_SCHOOL: Final = Q(institution__made=True)


def clear_all() -> None:
    """Deletes in the order in which rows hang on each other; the accounts stay."""
    forget_made()
    Message.objects.filter(Q(user__made=True) | Q(phone__startswith=PHONE_AREA)).delete()
    clear_claims()
    clear_figures()
    CampaignShare.objects.filter(campaign__made=True).delete()
    Campaign.objects.filter(made=True).delete()
    ColumnMemory.objects.filter(Q(confirmed_by__made=True) | MADE_FIRM).delete()
    Upload.objects.update(replaces=None)
    for model in OF_PEOPLE:
        model._default_manager.all().delete()
    _people()
    agreements = Agreement.objects.filter(Q(made=True) | MADE_FIRM | MADE_SCHOOL)
    for part in (Amendment, SignedFile):
        part._default_manager.filter(agreement__in=agreements).delete()
    agreements.delete()
    _schools()
    _firms()
    _desks()


def _people() -> None:
    MergeStep.objects.filter(merge__kept__made=True).delete()
    Merge.objects.filter(kept__made=True).delete()
    Pair.objects.filter(first__made=True).delete()
    of_made = Q(person__made=True) | Q(by__made=True)
    answers = CheckAnswer.objects.filter(check_asked__in=Check.objects.filter(of_made))
    Ruling.objects.filter(answer__in=answers).delete()
    answers.delete()
    Check.objects.filter(of_made).delete()
    Person.with_shadows.filter(made=True).update(merged_into=None)
    ProfileDraft.objects.filter(made_by__made=True).delete()
    for model in (JobWish, PersonSkill, PersonCertificate):
        model._default_manager.filter(profile__person__made=True).delete()
    DataRequest.objects.filter(person__made=True).delete()
    Consent.objects.filter(person__made=True).delete()
    LabourProfile.with_shadows.filter(person__made=True).delete()
    Person.with_shadows.filter(made=True).delete()
    Household.objects.filter(made=True).delete()


def _desks() -> None:
    made = Q(office__made=True)
    Slot.objects.filter(made | Q(service__made=True)).delete()
    for model in (Line, Closing, SlotPlan, Desk):
        model._default_manager.filter(made).delete()
    Office.objects.filter(made=True).delete()
    Service.objects.filter(made=True).delete()


def _schools() -> None:
    FirmOrder.objects.filter(Q(made=True) | MADE_FIRM).delete()
    taught = Q(programme__institution__made=True)
    Lesson.objects.filter(intake__programme__institution__made=True).delete()
    Intake.objects.filter(Q(made=True) | taught).delete()
    Programme.objects.filter(Q(made=True) | MADE_SCHOOL).delete()
    EnrolmentPlan.objects.filter(MADE_SCHOOL).delete()
    JobTrainingContract.objects.filter(MADE_SCHOOL).delete()
    SchoolMember.objects.filter(MADE_SCHOOL).delete()
    Institution.objects.filter(made=True).delete()


def _firms() -> None:
    InterviewSlot.objects.filter(vacancy__employer__made=True).delete()
    RecruitmentNeed.objects.filter(MADE_FIRM).delete()
    NeedReceipt.objects.filter(MADE_FIRM).delete()
    Vacancy.objects.filter(Q(made=True) | MADE_FIRM).delete()
    for model in (LabourReport, ForeignReport, LabourChange):
        model._default_manager.filter(MADE_FIRM).delete()
    Verification.objects.filter(MADE_FIRM).delete()
    BlockedFirm.objects.filter(made_by__made=True).delete()
    EmployerMember.objects.filter(MADE_FIRM).delete()
    Employer.objects.filter(made=True).delete()
