"""The brake on opening very many people's records through a valid account (trust E6)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from caunoi.accounts.choices import Role
from caunoi.accounts.models import ReadingConsent, User
from caunoi.accounts.queries.reading import people_in, people_read
from caunoi_kit.journal.actions import record


class ReadingStopped(PermissionDenied):
    """No further records open until a head has consented; answered with a page in plain words."""

    title = "Tạm dừng mở hồ sơ"
    advice = (
        "Trong một giờ qua, tài khoản này đã mở hồ sơ của rất nhiều người. "
        "Nhờ trưởng phòng hoặc giám đốc mở trang “Ai mở nhiều hồ sơ” và bấm đồng ý, "
        "hoặc chờ một giờ rồi mở tiếp."
    )


class CannotConsent(Exception):
    """No consent was noted; the message says why and what to do."""


def guard_reading(
    *, by: User, about: models.Model | None, detail: Mapping[str, Any], at: datetime
) -> None:
    """Called by the journal before each line of reading: alert over 60 people, stop at 300.

    Pairs that may be one person (`detail["review"]`) are counted apart, with a limit of their own:
    whoever looks through them opens two people every few seconds, and only what differs.

    Job seekers read themselves only; made accounts of a demo site are shared by all visitors.
    Raises ReadingStopped.
    """
    if by.role == Role.JOB_SEEKER or (by.made and settings.CAUNOI_DEMO):
        return
    review = bool(detail.get("review"))
    before = people_read(by, at=at, review=review)
    if len(before) >= (settings.READING_STOP_REVIEW if review else settings.READING_STOP):
        raise ReadingStopped
    after = before | people_in(
        about._meta.label if about is not None else "",
        str(about.pk) if about is not None else "",
        detail,
    )
    if len(before) <= settings.READING_ALERT < len(after):
        record("accounts.reading.alerted", by=by, about=by, detail={"count": len(after)}, at=at)


@transaction.atomic
def consent_to_reading(*, reader: User, reason: str, by: User, at: datetime) -> ReadingConsent:
    """Let somebody go on opening records: from now on they are counted anew.

    Raises CannotConsent without a reason, and for one's own reading.
    """
    words = " ".join(reason.split())[:300]
    if reader.pk == by.pk:
        raise CannotConsent("Không tự đồng ý cho mình. Nhờ một người phụ trách khác.")
    if not words:
        raise CannotConsent("Ghi lý do, ví dụ: gọi mời dự phiên giao dịch ngày 30/11.")
    consent = ReadingConsent.objects.create(user=reader, given_by=by, given_at=at, reason=words)
    record("accounts.reading.consented", by=by, about=reader, detail={"reason": words})
    return consent
