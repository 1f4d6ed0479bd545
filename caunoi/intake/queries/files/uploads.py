"""Files: those a user may see, how far each is, what its commune said of its columns."""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from caunoi.accounts.choices import Role
from caunoi.employers.queries import employers_of
from caunoi.intake.choices.files import (
    UNDECIDED,
    UNDO_DAYS,
    WORKING,
    RowState,
    UploadState,
)
from caunoi.intake.models import ColumnMemory, Upload, UploadContent, UploadRow
from caunoi.intake.permissions.files import place_id_of
from caunoi_engine.sheets.rows import Column
from caunoi_engine.text.folding import fold

STANDS_STILL: Final = timedelta(seconds=5)


def uploads_for(user: Any) -> QuerySet[Upload]:
    """Files a user may see, the latest first: of their own commune, or all."""
    found = Upload.objects.select_related("commune", "employer", "sent_by").defer("found")
    if user.role == Role.EMPLOYER:
        found = found.filter(employer__in=employers_of(user).values("pk"))
    if user.role == Role.COMMUNE:
        found = found.filter(commune_id=place_id_of(user) or 0)
    return found.order_by("-sent_at", "-id")


def find_upload(public_id: UUID) -> Upload | None:
    """A file by the key in its address."""
    return (
        Upload.objects.select_related(
            "commune",
            "employer",
            "sent_by__org_unit",
            "saved_by",
            "replaces",
            "labour_report",
            "foreign_report",
        )
        .filter(public_id=public_id)
        .first()
    )


def waiting_uploads() -> list[Upload]:
    """Files with which the machine goes on, those longest untouched first."""
    found = Upload.objects.select_related("commune", "employer", "sent_by", "saved_by", "replaces")
    return list(found.filter(state__in=WORKING).order_by("touched_at", "id"))


def sheets_read(upload: Upload) -> dict[str, UUID]:
    """Sheets of the same file that were read as lists of their own: name → key."""
    found = Upload.objects.filter(
        digest=upload.digest, commune=upload.commune_id, employer=upload.employer_id
    )
    rows = found.exclude(sheet="").exclude(pk=upload.pk).order_by("id")
    return dict(rows.values_list("sheet", "public_id"))


def content_of(upload: Upload) -> bytes | None:
    """The file as it came; None once it has been emptied."""
    content = UploadContent.objects.filter(upload=upload).first()
    return base64.b64decode(content.base64) if content is not None else None


def counts_of(upload: Upload) -> Counter[str]:
    """How many rows are in each state."""
    rows = UploadRow.objects.filter(upload=upload).values("state").annotate(rows=Count("id"))
    return Counter(dict(rows.order_by("state").values_list("state", "rows")))


@dataclass(frozen=True)
class Open:
    """A file with rows that wait for an officer."""

    upload: Upload
    undecided: int
    good: int


def open_uploads(user: Any) -> list[Open]:
    """What is left to do: files with rows to be mended, decided or saved (việc phải làm)."""
    found = (
        uploads_for(user)
        .filter(state__in=[UploadState.PREVIEW, UploadState.SAVED, UploadState.COLUMNS])
        .annotate(
            undecided=Count("rows", filter=Q(rows__state__in=UNDECIDED)),
            good=Count("rows", filter=Q(rows__state=RowState.GOOD)),
        )
        .filter(Q(undecided__gt=0) | Q(good__gt=0) | Q(state=UploadState.COLUMNS))
    )
    return [Open(each, each.undecided, each.good) for each in found[:50]]


def stands_still(upload: Upload, *, at: datetime) -> bool:
    """Whether nothing has gone on for a while: the background work is not running."""
    return upload.state in WORKING and upload.touched_at < at - STANDS_STILL


def can_undo(upload: Upload, *, at: datetime) -> bool:
    """Whether an import is young enough to be undone."""
    return (
        upload.state == UploadState.SAVED
        and upload.saved_at is not None
        and at - upload.saved_at <= timedelta(days=UNDO_DAYS)
    )


def heads_of(table: Mapping[str, Any]) -> str:
    """The fingerprint of a form: the words over its columns, in their order."""
    heads = "\n".join(fold(str(column["head"])) for column in table.get("columns", ()))
    return hashlib.sha256(heads.encode()).hexdigest()


def letters_of(table: Mapping[str, Any]) -> dict[str, str]:
    """Field → letter of the column that says it."""
    return {
        str(column["field"]).partition("=")[0]: column["letter"]
        for column in table.get("columns", ())
        if column["field"]
    }


def letters_of_columns(columns: Iterable[Column]) -> dict[str, str]:
    """The same of columns just read."""
    return {column.field.partition("=")[0]: column.letter for column in columns if column.field}


def memory_of(upload: Upload, heads: str) -> ColumnMemory | None:
    """What the commune or firm of a file said of a form with these heads."""
    whose: dict[str, Any] = {"commune": upload.commune_id}
    if upload.employer_id is not None:
        whose = {"employer": upload.employer_id}
    return ColumnMemory.objects.filter(**whose, schema=upload.schema, heads=heads).first()


def saved_before(upload: Upload, digests: Iterable[str]) -> dict[str, int]:
    """Rows that earlier files of the same commune saved in the same words: digest → person."""
    rows = UploadRow.objects.filter(
        upload__commune_id=upload.commune_id, state=RowState.SAVED, digest__in=list(digests)
    ).exclude(upload=upload)
    return {str(digest): int(person) for digest, person in rows.values_list("digest", "person_id")}
