"""The centre verifies employers, and keeps those out that cheat."""

from datetime import datetime

from django.db import IntegrityError, transaction

from caunoi.accounts.models import User
from caunoi.employers.actions.register import CannotRegister, checked_tax_code, join
from caunoi.employers.choices import CheckState, Proof
from caunoi.employers.models import BlockedFirm, Employer, Member, Verification
from caunoi.employers.queries import OPEN_STATES, blocked
from caunoi_kit.journal.actions import record
from caunoi_kit.messaging.actions import send


class CannotVerify(Exception):
    """The request stays as it is; the message says why and what to do."""


class CannotBlock(Exception):
    """Nobody was blocked; the message says why and what to do."""


@transaction.atomic
def approve_firm(
    *, verification: Verification, proof_one: Proof, proof_two: Proof, by: User, at: datetime
) -> Verification:
    """Verify an employer after looking it up in two different sources.

    Whoever claimed a firm of the register becomes its lead. Raises CannotVerify.
    """
    if not proof_one or not proof_two or proof_one == proof_two:
        raise CannotVerify("Ghi hai nguồn khác nhau đã dùng để xác minh.")
    locked = _open(verification, by)
    employer = Employer.objects.select_for_update(of=("self",)).get(pk=locked.employer_id)
    if blocked(tax_code=employer.tax_code or ""):
        raise CannotVerify("Mã số thuế này đang bị chặn. Bỏ chặn trước, nếu đã giải quyết xong.")
    locked.proof_one, locked.proof_two = proof_one, proof_two
    _decide(locked, CheckState.APPROVED, "", by, at)
    employer.verified_at, employer.verified_by = at, by
    employer.save(update_fields=["verified_at", "verified_by"])
    if locked.claim:
        try:
            join(employer=employer, user=locked.asked_by, lead=True, by=by, at=at)
        except (CannotRegister, IntegrityError) as refusal:
            raise CannotVerify(
                "Người này không đứng tên được: đã đứng tên bên khác hoặc nơi này đã có người."
            ) from refusal
    sources = [proof_one, proof_two]
    record("employers.employer.verified", by=by, about=employer, detail={"sources": sources})
    _tell(locked, "Trung tâm đã xác minh đơn vị của anh/chị. Tin tuyển dụng được hiện ngay.", at)
    return locked


@transaction.atomic
def ask_more(*, verification: Verification, what: str, by: User, at: datetime) -> Verification:
    """Ask the employer for something before deciding. Raises CannotVerify without saying what."""
    locked = _open(verification, by)
    _decide(locked, CheckState.MORE_ASKED, _words(what, "Ghi điều cần bổ sung."), by, at)
    record("employers.verification.more_asked", by=by, about=locked.employer)
    _tell(locked, "Trung tâm cần đơn vị bổ sung để xác minh. Đăng nhập Cầu Nối để xem.", at)
    return locked


@transaction.atomic
def answer_more(*, verification: Verification, answer: str, by: User, at: datetime) -> Verification:
    """The employer answers what was asked; the request waits for the centre again."""
    locked = Verification.objects.select_for_update(of=("self",)).get(pk=verification.pk)
    if locked.state != CheckState.MORE_ASKED:
        raise CannotVerify("Trung tâm không còn chờ bổ sung điều này. Mở lại trang để xem.")
    locked.answer = _words(answer, "Ghi trả lời, hoặc mang giấy tờ đến trung tâm.", 500)
    locked.state = CheckState.PENDING
    locked.save(update_fields=["answer", "state"])
    record("employers.verification.answered", by=by, about=locked.employer)
    return locked


@transaction.atomic
def refuse_firm(*, verification: Verification, reason: str, by: User, at: datetime) -> Verification:
    """Leave an employer unverified, with the reason. Raises CannotVerify without one."""
    locked = _open(verification, by)
    _decide(locked, CheckState.REFUSED, _words(reason, "Ghi lý do không xác minh."), by, at)
    record("employers.verification.refused", by=by, about=locked.employer)
    _tell(locked, "Trung tâm chưa xác minh đơn vị của anh/chị. Đăng nhập Cầu Nối để xem lý do.", at)
    return locked


@transaction.atomic
def ask_again(*, employer: Employer, by: User, at: datetime) -> Verification:
    """Ask once more after a refusal. Raises CannotVerify while a request is open."""
    if employer.verified_at is not None:
        raise CannotVerify("Đơn vị này đã được xác minh rồi.")
    try:
        with transaction.atomic():
            verification = Verification.objects.create(
                employer=employer, asked_by=by, asked_at=at, state=CheckState.PENDING
            )
    except IntegrityError as error:
        raise CannotVerify("Đề nghị trước đang chờ trung tâm. Không cần gửi lại.") from error
    record("employers.verification.asked", by=by, about=employer)
    return verification


@transaction.atomic
def block_firm(
    *, tax_code: str, phone: str, name: str, reason: str, by: User, at: datetime
) -> BlockedFirm:
    """Keep a tax code or a number out: it is verified no more and nobody acts for it.

    Raises CannotBlock without a tax code or number, a name and a reason.
    """
    try:
        code = checked_tax_code(tax_code) if tax_code.strip() else ""
    except CannotRegister as refusal:
        raise CannotBlock(str(refusal)) from refusal
    if not code and not phone:
        raise CannotBlock("Ghi mã số thuế hoặc số điện thoại cần chặn.")
    if blocked(tax_code=code, phone=phone):
        raise CannotBlock("Mã số thuế hoặc số này đang bị chặn rồi.")
    if not name.strip() or not reason.strip():
        raise CannotBlock("Ghi tên đã dùng và lý do chặn.")
    block = BlockedFirm.objects.create(
        tax_code=code,
        phone=phone,
        name=" ".join(name.split())[:300],
        reason=" ".join(reason.split())[:300],
        made_by=by,
        made_at=at,
    )
    for employer in Employer.objects.select_for_update(of=("self",)).filter(tax_code=code or "-"):
        employer.verified_at = employer.verified_by = None
        employer.save(update_fields=["verified_at", "verified_by"])
    record("employers.firm.blocked", by=by, about=block)
    return block


@transaction.atomic
def lift_block(*, block: BlockedFirm, by: User, at: datetime) -> BlockedFirm:
    """End a block; the firm has to be verified anew."""
    locked = BlockedFirm.objects.select_for_update(of=("self",)).get(pk=block.pk)
    if locked.lifted_at is None:
        locked.lifted_at, locked.lifted_by = at, by
        locked.save(update_fields=["lifted_at", "lifted_by"])
        record("employers.firm.unblocked", by=by, about=locked)
    return locked


def _open(verification: Verification, by: User) -> Verification:
    locked = (
        Verification.objects.select_for_update(of=("self",))
        .select_related("employer", "asked_by")
        .get(pk=verification.pk)
    )
    if locked.state not in OPEN_STATES:
        raise CannotVerify("Đề nghị này đã được quyết định. Mở lại danh sách để xem.")
    if Member.objects.filter(employer=locked.employer_id, user=by, until=None).exists():
        raise CannotVerify("Người của đơn vị không tự xác minh đơn vị mình.")
    return locked


def _decide(
    verification: Verification, state: CheckState, reason: str, by: User, at: datetime
) -> None:
    verification.state, verification.reason = state, reason
    verification.decided_by, verification.decided_at = by, at
    verification.save(
        update_fields=["state", "reason", "decided_by", "decided_at", "proof_one", "proof_two"]
    )


def _tell(verification: Verification, words: str, at: datetime) -> None:
    asker = verification.asked_by
    if asker.phone:
        send(
            kind="employers.verification.decided",
            text=f"Cầu Nối: {words}",
            phone=asker.phone,
            user=asker,
            about=verification,
            at=at,
        )


def _words(typed: str, missing: str, longest: int = 300) -> str:
    words = " ".join(typed.split())[:longest]
    if not words:
        raise CannotVerify(missing)
    return words
