"""Firms that wait until the centre has looked who they are."""

from typing import Final

from django.contrib.auth.hashers import make_password

from caunoi.accounts.choices import Role
from caunoi.accounts.models import User
from caunoi.employers.choices import CheckState, Proof
from caunoi.employers.models import BlockedFirm, Employer, Member, Verification
from caunoi.portal.actions.demo.numbers import made_phone, made_tax_code
from caunoi.portal.actions.demo.stage import Stage

MOST_WAITING: Final = 6
BLOCKED_PHONE: Final = 9_999_999


def store_verifications(stage: Stage) -> None:
    """Some firms wait, one was asked for more; the visitor's own is verified, one is blocked."""
    waiting = [each for each in stage.employers if each.verified_at is None][:MOST_WAITING]
    for number, employer in enumerate([stage.firm, *waiting]):
        employer.tax_code = made_tax_code(number + 1)
        employer.representative = f"Người đại diện mẫu {number + 1}"
        employer.representative_title = "Giám đốc"
    Employer.objects.bulk_update(
        [stage.firm, *waiting], ["tax_code", "representative", "representative_title"]
    )
    senders = [_sender(number) for number, _ in enumerate(waiting, start=1)]
    Member.objects.bulk_create(
        Member(employer=employer, user=sender, since=stage.day(-10), lead=True)
        for employer, sender in zip(waiting, senders, strict=True)
    )
    Verification.objects.bulk_create(
        _waiting(stage, employer, sender, number)
        for number, (employer, sender) in enumerate(zip(waiting, senders, strict=True))
    )
    if stage.firm.verified_at is not None:
        _approved(stage)
    BlockedFirm.objects.create(
        tax_code=made_tax_code(99),
        phone=made_phone(BLOCKED_PHONE),
        name="Công ty Ví Dụ Lừa Đảo",
        reason="Thu tiền của người xin việc, công an đã xử lý.",
        made_by=stage.counsellor,
        made_at=stage.ago(40),
    )


def _sender(number: int) -> User:
    """Who asked: an account nobody signs in with."""
    user, _ = User.objects.get_or_create(
        username=f"noi-tuyen-{number}",
        defaults={
            "full_name": f"Người của nơi tuyển {number} (xem thử)",
            "role": Role.EMPLOYER,
            "made": True,
            "is_active": False,
            "password": make_password(None),
        },
    )
    return user


def _waiting(stage: Stage, employer: Employer, sender: User, number: int) -> Verification:
    asked = Verification(
        employer=employer, asked_by=sender, asked_at=stage.ago(number + 1), state=CheckState.PENDING
    )
    if number == 1:
        asked.state = CheckState.MORE_ASKED
        asked.reason = "Gửi thêm bản sao giấy đăng ký kinh doanh có dấu."
        asked.decided_by, asked.decided_at = stage.counsellor, stage.ago(1)
    return asked


def _approved(stage: Stage) -> None:
    Verification.objects.create(
        employer=stage.firm,
        asked_by=stage.recruiter,
        asked_at=stage.ago(62),
        state=CheckState.APPROVED,
        proof_one=Proof.BUSINESS_REGISTER,
        proof_two=Proof.CALL,
        decided_by=stage.counsellor,
        decided_at=stage.ago(61),
    )
