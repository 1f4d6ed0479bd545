"""The register of employers: entered by staff or a file, or by the firm's own people."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime
from stdnum.exceptions import ValidationError
from stdnum.vn import mst

from caunoi.accounts.actions import CannotChangeSide, change_side
from caunoi.accounts.choices import Role
from caunoi.accounts.models import User
from caunoi.classifications.choices import FirmKind
from caunoi.employers.choices import CheckState
from caunoi.employers.models import Employer, Member, Verification
from caunoi.employers.queries import OPEN_STATES, blocked, facts_of
from caunoi.places.models import Place
from caunoi_engine.text import folding
from caunoi_kit.journal.actions import record
from caunoi_kit.ui import editing

DIGITS = 10  # of a firm; a branch adds three


class CannotRegister(Exception):
    """The employer cannot be registered; the message is Vietnamese and may be shown."""


@transaction.atomic
def register_employer(
    *,
    name: str,
    kind: FirmKind,
    tax_code: str,
    by: User | None,
    place: Place | None = None,
    address: str = "",
    phone: str = "",
    representative: str = "",
    representative_title: str = "",
) -> Employer:
    """Enter an employer in the register, not yet verified.

    Raises CannotRegister when the name is empty or the tax code wrong or already registered.
    """
    clean = " ".join(folding.tidy(name).split())
    if not clean:
        raise CannotRegister("Chưa có tên doanh nghiệp. Nhập như trên giấy đăng ký kinh doanh.")
    code = checked_tax_code(tax_code)
    try:
        with transaction.atomic():
            employer = Employer.objects.create(
                name=clean,
                search_key=folding.fold(clean),
                kind=kind,
                tax_code=code,
                place=place,
                address=address,
                phone=phone,
                representative=" ".join(folding.tidy(representative).split()),
                representative_title=representative_title,
                made=by is not None and by.made,
            )
    except IntegrityError as error:
        raise CannotRegister(
            f"Mã số thuế {code} đã đăng ký. Tìm doanh nghiệp đó thay vì tạo mới."
        ) from error
    record("employers.employer.registered", by=by, about=employer)
    return employer


@transaction.atomic
def register_own_firm(
    *,
    by: User,
    at: datetime,
    name: str,
    kind: FirmKind,
    tax_code: str,
    place: Place | None,
    address: str,
    phone: str,
    representative: str,
    representative_title: str,
) -> Verification:
    """Somebody enters the firm they act for; the centre is asked to verify it.

    A new firm has its lead at once, who can prepare adverts. Of a firm that is in the register
    already nobody gets anything before the centre has agreed. Raises CannotRegister when the firm
    or the number is blocked, or when others act for the firm.
    """
    code = checked_tax_code(tax_code)
    if blocked(tax_code=code, phone=phone) or blocked(phone=by.phone):
        raise CannotRegister(
            "Trung tâm chưa nhận đăng ký này qua mạng. "
            "Mang giấy đăng ký kinh doanh đến trung tâm để được giải quyết."
        )
    known = Employer.objects.select_for_update(of=("self",)).filter(tax_code=code).first()
    if known is not None:
        _refuse_taken(known)
        employer = known
    else:
        employer = register_employer(
            name=name,
            kind=kind,
            tax_code=code,
            place=place,
            address=address,
            phone=phone,
            representative=representative,
            representative_title=representative_title,
            by=by,
        )
        join(employer=employer, user=by, lead=True, by=by, at=at)
    verification = Verification.objects.create(
        employer=employer,
        asked_by=by,
        asked_at=at,
        claim=known is not None,
        state=CheckState.PENDING,
    )
    record("employers.verification.asked", by=by, about=employer)
    return verification


@transaction.atomic
def change_facts(
    *, employer: Employer, facts: Mapping[str, Any], before: str, by: User
) -> Employer:
    """Change what the firm's own people may change; the name and tax code stay as verified.

    Raises `editing.EditedMeanwhile` when a colleague saved other values first.
    """
    locked = Employer.objects.select_for_update(of=("self",)).get(pk=employer.pk)
    current = facts_of(locked)
    editing.refuse_overwriting(before, current=current, typed=facts)
    changed = [name for name, value in facts.items() if current[name] != value]
    for name in changed:
        setattr(locked, "place_id" if name == "place" else name, facts[name])
    if changed:
        locked.save(update_fields=changed)
        record("employers.employer.changed", by=by, about=locked, detail={"fields": changed})
    return locked


def join(*, employer: Employer, user: User, lead: bool, by: User, at: datetime) -> Member:
    """Let a user act for an employer from today; in the caller's transaction."""
    try:
        change_side(user=user, to=Role.EMPLOYER, by=by)
    except CannotChangeSide as refusal:
        raise CannotRegister(str(refusal)) from refusal
    member = Member.objects.create(
        employer=employer, user=user, lead=lead, since=localtime(at).date()
    )
    record("employers.member.joined", by=by, about=employer, detail={"user": user.pk})
    return member


def _refuse_taken(employer: Employer) -> None:
    if Member.objects.filter(employer=employer, until=None).exists():
        raise CannotRegister(
            f"Mã số thuế {employer.tax_code} đã có người đứng tên ở đây. "
            "Nhờ người đó mời anh/chị vào nhóm, hoặc gọi trung tâm."
        )
    if Verification.objects.filter(employer=employer, state__in=OPEN_STATES).exists():
        raise CannotRegister(
            f"Mã số thuế {employer.tax_code} đang chờ trung tâm xác minh. Gọi trung tâm để hỏi."
        )


def checked_tax_code(typed: str) -> str:
    """The tax code as it is printed, 0100109106 or 0100109106-001.

    Raises CannotRegister with what is wrong. The check digit is python-stdnum's `vn.mst`.
    """
    digits = re.sub(r"\D", "", typed)
    if len(digits) not in {DIGITS, DIGITS + 3}:
        raise CannotRegister(
            f"Mã số thuế có {DIGITS} chữ số (chi nhánh thêm 3), anh/chị nhập {len(digits)} chữ số. "
            "Xem lại giấy đăng ký kinh doanh."
        )
    try:
        mst.validate(digits)
    except ValidationError as error:
        raise CannotRegister(
            f"Mã số thuế {typed.strip()} sai chữ số kiểm tra. Xem lại giấy đăng ký kinh doanh."
        ) from error
    return digits if len(digits) == DIGITS else f"{digits[:DIGITS]}-{digits[DIGITS:]}"
