"""Agreements from draft to signature, change and end; and the scans of what was signed."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.agreements.choices import AgreementKind, AgreementState
from caunoi.agreements.models import Agreement, Amendment, Line, SignedFile
from caunoi.agreements.queries import LINES, draft_in_words, file_path, line_in_words
from caunoi.classifications.models import Occupation
from caunoi.employers.models import Employer
from caunoi.training.models import Institution
from caunoi_kit.journal.actions import lock, record
from caunoi_kit.ui import editing, formats

LARGEST_FILE: Final = 10_000_000
MOST_FILES: Final = 20
MOST_LINES: Final = 60
HEAD: Final = 1_024  # bytes within which a PDF says that it is one
TAIL: Final = 2_048


class CannotDraft(Exception):
    """The draft cannot be kept like this; the message says why and what to do."""


class CannotSign(Exception):
    """The signature cannot be noted; the message says why and what to do."""


class CannotAmend(Exception):
    """The agreement cannot be changed like this; the message says why and what to do."""


class CannotEnd(Exception):
    """The agreement cannot be ended like this; the message says why and what to do."""


class CannotAttach(Exception):
    """The file cannot be kept; the message says why and what to do."""


@dataclass(frozen=True)
class Promise:
    """One line as it is typed: how many people, of which work and level, by which month."""

    occupation: Occupation
    month: date
    quantity: int
    level: str = ""


@dataclass(frozen=True)
class Draft:
    """What stands in an agreement before it is signed."""

    kind: AgreementKind
    employer: Employer | None
    institution: Institution | None
    other_party: str
    to_sign_on: date | None
    valid_until: date | None
    terms: str
    lines: Sequence[Promise]


@transaction.atomic
def draft_agreement(*, draft: Draft, by: User, at: datetime) -> Agreement:
    """Keep a new draft. Raises CannotDraft."""
    _check_draft(draft)
    agreement = Agreement(made_by=by, made_at=at)
    _fill(agreement, draft)
    agreement.save()
    _write_lines(agreement, draft.lines)
    record("agreements.agreement.drafted", by=by, about=agreement, detail={"kind": draft.kind})
    return agreement


@transaction.atomic
def change_draft(*, agreement: Agreement, draft: Draft, before: str, by: User) -> Agreement:
    """Change a draft; what is signed is changed by an amendment. Raises CannotDraft.

    `before` is what the form was opened with: raises EditedMeanwhile when it would overwrite what
    somebody else saved since.
    """
    locked = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if locked.state != AgreementState.DRAFT:
        raise CannotDraft("Thoả thuận này đã ký. Muốn đổi, ghi phụ lục.")
    _check_draft(draft)
    editing.refuse_overwriting(before, current=draft_in_words(locked), typed=_in_words(draft))
    _fill(locked, draft)
    locked.save()
    locked.lines.all().delete()
    _write_lines(locked, draft.lines)
    record("agreements.agreement.changed", by=by, about=locked)
    return locked


@transaction.atomic
def sign_agreement(
    *, agreement: Agreement, number: str, signed_on: date, valid_until: date, by: User, on: date
) -> Agreement:
    """Note that all parties signed. Signed once, it stays as it was signed. Raises CannotSign."""
    lock()  # numbers are given one at a time
    locked = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if locked.state != AgreementState.DRAFT:
        raise CannotSign(
            f"Thoả thuận này đã ghi ký ngày {formats.day(locked.signed_on or on)}. Tải lại trang."
        )
    number = " ".join(number.split())
    if not number:
        raise CannotSign("Chưa có số. Ghi số của văn bản, ví dụ 12/TT-TTDVVL.")
    if signed_on > on:
        raise CannotSign("Ngày ký chưa tới. Ghi lại ngày ký sau khi các bên đã ký.")
    if valid_until < signed_on:
        raise CannotSign("Ngày hết hiệu lực đứng trước ngày ký. Xem lại hai ngày này.")
    if not locked.lines.exists():
        raise CannotSign("Chưa có dòng cam kết nào. Thêm nghề, tháng và số người trước.")
    same = Agreement.objects.filter(number=number, signed_year=signed_on.year)
    if same.exists():
        raise CannotSign(f"Số {number} năm {signed_on.year} đã dùng. Xem lại sổ đăng ký văn bản.")
    locked.number, locked.signed_on, locked.signed_year = number, signed_on, signed_on.year
    locked.valid_until, locked.state = valid_until, AgreementState.SIGNED
    locked.save(update_fields=["number", "signed_on", "signed_year", "valid_until", "state"])
    record("agreements.agreement.signed", by=by, about=locked, detail={"number": number})
    return locked


@transaction.atomic
def amend_agreement(
    *,
    agreement: Agreement,
    lines: Sequence[Promise],
    valid_until: date,
    why: str,
    signed_on: date,
    by: User,
    at: datetime,
) -> Amendment:
    """Replace the lines and the term, and keep what stood there before. Raises CannotAmend."""
    locked = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if locked.state != AgreementState.SIGNED or locked.signed_on is None:
        raise CannotAmend("Chỉ thoả thuận đang có hiệu lực mới có phụ lục. Tải lại trang.")
    if not why.strip():
        raise CannotAmend("Chưa có lý do. Ghi vì sao đổi.")
    if not locked.signed_on <= signed_on <= timezone.localtime(at).date():
        raise CannotAmend(
            f"Ngày ký phụ lục phải từ {formats.day(locked.signed_on)} đến hôm nay. Ghi lại ngày."
        )
    if valid_until < signed_on:
        raise CannotAmend("Ngày hết hiệu lực đứng trước ngày ký phụ lục. Xem lại hai ngày này.")
    if wrong := _wrong_lines(lines, needed=True):
        raise CannotAmend(wrong)
    latest = locked.amendments.aggregate(Max("order"))["order__max"] or 0
    amendment = Amendment.objects.create(
        agreement=locked,
        order=latest + 1,
        signed_on=signed_on,
        why=why.strip()[:300],
        before=_as_it_stands(locked),
        made_by=by,
        made_at=at,
    )
    locked.valid_until = valid_until
    locked.save(update_fields=["valid_until"])
    locked.lines.all().delete()
    _write_lines(locked, lines)
    record("agreements.agreement.amended", by=by, about=locked, detail={"order": latest + 1})
    return amendment


@transaction.atomic
def end_agreement(*, agreement: Agreement, why: str, by: User, on: date) -> Agreement:
    """End a signed agreement, with the reason; ended once, it stays as it was ended."""
    locked = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if locked.state == AgreementState.DRAFT:
        raise CannotEnd("Bản thảo chưa ký nên không có gì để kết thúc. Sửa bản thảo.")
    if locked.state == AgreementState.ENDED:
        return locked
    if not why.strip():
        raise CannotEnd("Chưa có lý do. Ghi vì sao kết thúc, ví dụ: đã thực hiện xong.")
    locked.state, locked.ended_on, locked.ending = AgreementState.ENDED, on, why.strip()[:300]
    locked.save(update_fields=["state", "ended_on", "ending"])
    record("agreements.agreement.ended", by=by, about=locked)
    return locked


@transaction.atomic
def attach_file(
    *, agreement: Agreement, content: bytes, name: str, by: User, at: datetime
) -> SignedFile:
    """Keep a scan of what was signed: a PDF by its content. The same file is kept once.

    Raises CannotAttach.
    """
    locked = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if locked.state == AgreementState.DRAFT:
        raise CannotAttach("Bản thảo chưa ký. Ghi đã ký trước, rồi tải bản đã ký.")
    if len(content) > LARGEST_FILE:
        raise CannotAttach("Tệp nặng quá 10 MB. Quét lại ở 150 hoặc 200 điểm rồi tải lên.")
    if b"%PDF-" not in content[:HEAD] or b"%%EOF" not in content[-TAIL:]:
        raise CannotAttach("Tệp không phải PDF, hoặc bị cắt. Quét thành PDF rồi tải lại.")
    digest = hashlib.sha256(content).hexdigest()
    if kept := locked.files.filter(sha256=digest).first():
        return kept
    if locked.files.count() >= MOST_FILES:
        raise CannotAttach(f"Đã có {MOST_FILES} tệp. Gộp các trang thành một tệp PDF.")
    file = SignedFile.objects.create(
        agreement=locked,
        name=_own_name(name),
        size=len(content),
        sha256=digest,
        added_by=by,
        added_at=at,
    )
    _keep(file, content)
    record("agreements.file.added", by=by, about=locked, detail={"file": str(file.public_id)})
    return file


@transaction.atomic
def read_file(*, file: SignedFile, by: User) -> SignedFile:
    """A scan is opened: it shows names and signatures, so the reading is noted."""
    record(
        "agreements.file.read",
        by=by,
        about=file.agreement,
        detail={"file": str(file.public_id)},
    )
    return file


def _check_draft(draft: Draft) -> None:
    if not (draft.employer or draft.institution or draft.other_party.strip()):
        raise CannotDraft(
            "Chưa có bên ký cùng trung tâm. Ghi doanh nghiệp, cơ sở đào tạo hoặc bên khác."
        )
    if draft.kind == AgreementKind.TRAINING and not (
        draft.institution or draft.other_party.strip()
    ):
        raise CannotDraft(
            "Thoả thuận đào tạo cần một cơ sở đào tạo. Chọn cơ sở, hoặc ghi bên khác."
        )
    if wrong := _wrong_lines(draft.lines, needed=False):
        raise CannotDraft(wrong)


def _wrong_lines(lines: Sequence[Promise], *, needed: bool) -> str:
    """What is wrong with the lines, in words; "" when nothing is."""
    if needed and not lines:
        return "Chưa có dòng cam kết nào. Thêm nghề, tháng và số người."
    if len(lines) > MOST_LINES:
        return f"Có hơn {MOST_LINES} dòng. Chia thành hai thoả thuận."
    seen = set()
    for line in lines:
        key = (line.occupation.pk, line.month, line.level)
        if key in seen:
            return (
                f"Hai dòng cùng nghề {line.occupation} tháng {line.month:%m/%Y}. "
                "Gộp thành một dòng."
            )
        seen.add(key)
    return ""


def _in_words(draft: Draft) -> dict[str, str]:
    """What was typed, as `draft_in_words` says what is stored."""
    return {
        "kind": draft.kind.label,
        "employer": draft.employer.name if draft.employer else "",
        "institution": draft.institution.name if draft.institution else "",
        "other_party": " ".join(draft.other_party.split()),
        "to_sign_on": formats.day(draft.to_sign_on) if draft.to_sign_on else "",
        "valid_until": formats.day(draft.valid_until) if draft.valid_until else "",
        "terms": draft.terms.strip(),
        LINES: "; ".join(
            sorted(
                line_in_words(line.occupation.name, line.month, line.quantity, line.level)
                for line in draft.lines
            )
        ),
    }


def _fill(agreement: Agreement, draft: Draft) -> None:
    agreement.kind = draft.kind
    agreement.employer, agreement.institution = draft.employer, draft.institution
    agreement.other_party = " ".join(draft.other_party.split())
    agreement.to_sign_on, agreement.valid_until = draft.to_sign_on, draft.valid_until
    agreement.terms = draft.terms.strip()


def _write_lines(agreement: Agreement, lines: Sequence[Promise]) -> None:
    Line.objects.bulk_create(
        Line(
            agreement=agreement,
            occupation=line.occupation,
            month=line.month.replace(day=1),
            quantity=line.quantity,
            level=line.level,
        )
        for line in lines
    )


def _as_it_stands(agreement: Agreement) -> dict[str, Any]:
    lines = agreement.lines.select_related("occupation").order_by("month", "id")
    return {
        "valid_until": agreement.valid_until.isoformat() if agreement.valid_until else "",
        "lines": [
            [
                line.occupation.code,
                line.occupation.name,
                f"{line.month:%m/%Y}",
                line.quantity,
                line.level,
            ]
            for line in lines
        ],
    }


def _own_name(name: str) -> str:
    """The last part of a name somebody's machine gave, short and printable."""
    last = PurePath(name.replace("\\", "/")).name
    kept = "".join(c for c in last if c.isprintable() and c not in '"<>:|?*/')
    return (kept.strip(". ")[-120:]) or "ban-da-ky.pdf"


def _keep(file: SignedFile, content: bytes) -> None:
    """Write the bytes beside, then give them their name: nobody reads half a file."""
    path = file_path(file)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = path.with_suffix(".part")
    with os.fdopen(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    half.replace(path)
