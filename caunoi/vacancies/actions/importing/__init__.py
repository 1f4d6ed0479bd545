"""Bring vacancies from a file into the register, and say what became of every row."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import transaction

from caunoi.vacancies.actions.importing.reading import Draft, Understanding
from caunoi.vacancies.actions.importing.rows import BadRow, RawPosting
from caunoi.vacancies.actions.importing.storing import Outcome, Register
from caunoi.vacancies.models import ImportReceipt
from caunoi_kit.journal.actions import record

__all__ = ["BadRow", "CannotImport", "RawPosting", "Receipt", "import_vacancies"]

CHUNK = 2_000  # rows of one transaction: other writers get their turn in between
_REJECTED_SHOWN = 10

REOPENED = "REOPENED"
"""Key under which a receipt counts adverts whose deadline had passed and was set anew."""


class CannotImport(Exception):
    """The import is refused as a whole; the message says why and what to do now."""


@dataclass(slots=True)
class Receipt:
    """What became of the rows of one file."""

    read: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    first_rejected: list[BadRow] = field(default_factory=list)

    @property
    def rejected(self) -> int:
        """Rows that describe no vacancy."""
        return self.read - sum(self.outcomes.values())

    def reject(self, row: BadRow) -> None:
        """Counts a bad row and keeps the first few to show."""
        self.reasons[row.reason.value] += 1
        if len(self.first_rejected) < _REJECTED_SHOWN:
            self.first_rejected.append(row)


def import_vacancies(
    *,
    rows: Iterable[RawPosting | BadRow],
    file_name: str,
    sha256: str,
    on: date,
    at: datetime,
    reopen_until: date | None = None,
    dry_run: bool = False,
    say: Callable[[int], None] = lambda _: None,
) -> Receipt:
    """Adds and updates vacancies; every row is counted once, and a second run changes nothing.

    Each chunk is a transaction of its own, so an import that is cut off goes on where it was by
    being run again. Days such as "3 ngày trước" count back from `on`. With `reopen_until`, adverts
    whose deadline has passed are open until that day. `dry_run` stores nothing. `say` hears how
    many rows are done. Raises CannotImport.
    """
    if reopen_until is not None and reopen_until < on:
        raise CannotImport(
            f"Hạn mới {reopen_until:%d/%m/%Y} đã qua. Chọn một ngày từ {on:%d/%m/%Y} trở đi."
        )
    understanding = Understanding.of(on=on, reopen_until=reopen_until)
    if not understanding.units or understanding.whereabouts.is_empty:
        raise CannotImport(
            "Chưa nạp địa bàn và danh mục nghề. Chạy «caunoi load-places», "
            "«caunoi load-classifications» rồi nhập lại."
        )
    register = Register(at=at, dry_run=dry_run)
    receipt = Receipt()
    stream = iter(rows)
    while chunk := list(islice(stream, CHUNK)):
        _take(chunk, understanding, register, receipt)
        say(receipt.read)
    if not dry_run:
        _keep(receipt, file_name=file_name, sha256=sha256, at=at)
    return receipt


def _take(
    chunk: list[RawPosting | BadRow],
    understanding: Understanding,
    register: Register,
    receipt: Receipt,
) -> None:
    """Understands the rows of a chunk, then stores them in one transaction."""
    drafts: list[Draft] = []
    for row in chunk:
        understood = row if isinstance(row, BadRow) else understanding.draft(row)
        if isinstance(understood, BadRow):
            receipt.reject(understood)
        else:
            drafts.append(understood)
    outcomes = register.store(drafts)
    receipt.read += len(chunk)
    receipt.outcomes.update(outcomes)
    receipt.reasons[REOPENED] += sum(
        draft.reopened
        for draft, outcome in zip(drafts, outcomes, strict=True)
        if outcome is not Outcome.NEAR_DUPLICATE
    )


@transaction.atomic
def _keep(receipt: Receipt, *, file_name: str, sha256: str, at: datetime) -> None:
    counts: dict[str, Any] = {
        "read": receipt.read,
        "added": receipt.outcomes[Outcome.ADDED],
        "changed": receipt.outcomes[Outcome.CHANGED],
        "unchanged": receipt.outcomes[Outcome.UNCHANGED],
        "near_duplicates": receipt.outcomes[Outcome.NEAR_DUPLICATE],
        "rejected": receipt.rejected,
    }
    kept = ImportReceipt.objects.create(
        file_name=file_name[:200],
        sha256=sha256,
        at=at,
        reasons={reason: count for reason, count in receipt.reasons.items() if count},
        **counts,
    )
    record("vacancies.file.imported", by=None, about=kept, at=at, detail=counts)
