"""The contract of an employer with a school, written down so that it prints with the plan."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.unemployment.actions.employer_support import CannotSupport, lock_support, refuse_unless
from caunoi.unemployment.choices.training import SUPPORT_IN_HAND, SupportState
from caunoi.unemployment.models import EmployerSupport, SchoolContract
from caunoi_kit.journal.actions import record


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """What the two sides agree on, besides the courses of the plan."""

    signed_on: date | None = None
    signed_at: str = ""
    ground: str = ""
    firm_title: str = ""
    firm_licence: str = ""
    school_representative: str = ""
    school_title: str = ""
    school_address: str = ""
    school_phone: str = ""
    school_email: str = ""
    school_account: str = ""
    school_bank: str = ""
    school_tax_code: str = ""
    school_licence: str = ""
    level: str = ""
    progress: str = ""
    syllabus: str = ""
    payment: str = ""
    firm_duties: str = ""
    school_duties: str = ""
    terms: str = ""


@transaction.atomic
def note_contract(
    *, support: EmployerSupport, school: str, agreed: Agreed, by: User, at: datetime
) -> SchoolContract:
    """Write down or change the contract with a school of the plan. Raises CannotSupport."""
    locked = lock_support(support)
    refuse_unless(locked, *SUPPORT_IN_HAND, SupportState.PROPOSED, SupportState.GRANTED)
    if not locked.courses.filter(school=school).exists():
        raise CannotSupport(
            f"Phương án không còn khoá học nào ở {school}. Thêm khoá học rồi ghi hợp đồng."
        )
    contract, _ = SchoolContract.objects.update_or_create(
        support=locked, school=school, defaults={**vars(agreed), "by": by, "at": at}
    )
    record("unemployment.support.contract_noted", by=by, about=locked)
    return contract
