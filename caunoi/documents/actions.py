"""Naming offices, signing papers under the next number, withdrawing them."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from django.db import transaction

from caunoi.accounts.models import OrgUnit, User
from caunoi.documents.choices import DocumentKind, DocumentState
from caunoi.documents.models import Document, Letterhead
from caunoi.documents.permissions import can_sign_documents
from caunoi.documents.queries import letterhead_on, named, next_number, usual_heads
from caunoi_kit.journal.actions import record

__all__ = [
    "CannotSign",
    "CannotWithdraw",
    "draft_document",
    "name_office",
    "sign_document",
    "withdraw_document",
]

LONGEST_WHY: Final = 300


class CannotSign(Exception):
    """The paper cannot be signed; the message says why and what to do."""


class CannotWithdraw(Exception):
    """The paper cannot be withdrawn; the message says why."""


@transaction.atomic
def name_office(*, unit: OrgUnit, province: str, by: User | None) -> int:
    """Give an office the letterheads its kind usually bears, where it has none yet.

    province: full name, "Tỉnh Tuyên Quang". Says how many were written.
    """
    if Letterhead.objects.filter(unit=unit).exists():
        return 0
    rows = []
    for usual in usual_heads():
        if usual.kind == unit.kind:
            head = named(usual, province)
            rows.append(
                Letterhead(
                    unit=unit,
                    valid_from=usual.valid_from,
                    valid_to=usual.valid_to,
                    parent_name=head.parent,
                    name=head.name,
                    code=head.code,
                    place_name=head.place_name,
                    signer_title=head.signer_title,
                )
            )
    Letterhead.objects.bulk_create(rows)
    if rows:
        record("documents.office.named", by=by, about=unit, detail={"letterheads": len(rows)})
    return len(rows)


@transaction.atomic
def draft_document(
    *, unit: OrgUnit, kind: DocumentKind, title: str, by: User, at: datetime, made: bool = False
) -> Document:
    """A paper without number."""
    document = Document.objects.create(
        unit=unit,
        kind=kind,
        title=title[: Document._meta.get_field("title").max_length],
        state=DocumentState.DRAFT,
        drafted_by=by,
        drafted_at=at,
        made=made,
    )
    record("documents.document.drafted", by=by, about=document)
    return document


@transaction.atomic
def sign_document(
    *, document: Document, write: Callable[[Document], bytes], by: User, on: date
) -> Document:
    """Sign a draft: it takes the next number of its office, kind and year, and its file is kept.

    `write` gives the file of the document, whose number, sign, day and letterhead are set by then.
    Who drafted it does not sign it. The office is locked, so that numbers have no gap and no twin.
    """
    OrgUnit.objects.select_for_update().get(pk=document.unit_id)
    locked = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if locked.state != DocumentState.DRAFT:
        raise CannotSign(f"Văn bản này đã ký với số {locked.number}/{locked.sign}.")
    if not can_sign_documents(by):
        raise CannotSign("Chỉ giám đốc hoặc Sở ký văn bản.")
    if locked.drafted_by_id == by.pk:
        raise CannotSign("Người soạn không tự ký. Nhờ người có thẩm quyền khác ký.")
    head = letterhead_on(locked.unit, on)
    if head is None:
        raise CannotSign(
            f"{locked.unit.name} chưa có tên trên văn bản vào ngày {on:%d/%m/%Y}. "
            "Nhờ quản trị chạy «caunoi load-letterheads» rồi ký lại."
        )
    last = Document.objects.filter(unit=locked.unit, kind=locked.kind, signed_on__gt=on)
    if later := last.filter(year=on.year).order_by("number").first():
        raise CannotSign(
            f"Số {later.number}/{later.sign} đã ký ngày {later.signed_on:%d/%m/%Y}. "
            "Ngày ký không lùi trước văn bản đã có số."
        )
    locked.letterhead, locked.year = head, on.year
    locked.number = next_number(locked.unit, locked.kind, on.year)
    locked.sign = f"{locked.kind}-{head.code}"
    locked.signed_by, locked.signed_on = by, on
    locked.state = DocumentState.SIGNED
    content = write(locked)
    locked.file, locked.sha256 = content, hashlib.sha256(content).hexdigest()
    locked.save()
    record("documents.document.signed", by=by, about=locked, detail={"number": str(locked)})
    return locked


@transaction.atomic
def withdraw_document(*, document: Document, why: str, by: User) -> Document:
    """Withdraw a signed paper: its number stays taken, its file stays."""
    locked = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    why = why.strip()
    if locked.state != DocumentState.SIGNED:
        raise CannotWithdraw("Chỉ thu hồi văn bản đã ký và chưa thu hồi.")
    if not can_sign_documents(by):
        raise CannotWithdraw("Chỉ giám đốc hoặc Sở thu hồi văn bản.")
    if not why:
        raise CannotWithdraw("Ghi lý do thu hồi.")
    locked.state, locked.withdrawn_why = DocumentState.WITHDRAWN, why[:LONGEST_WHY]
    locked.save(update_fields=["state", "withdrawn_why"])
    record("documents.document.withdrawn", by=by, about=locked, detail={"number": str(locked)})
    return locked
