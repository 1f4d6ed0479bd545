"""Appending to the journal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from caunoi_kit.journal.chain import GENESIS, digest
from caunoi_kit.journal.models import Entry

READ = "read"  # how the names of events end by which people's records were opened
LOCK = 0x0CA0  # PostgreSQL advisory lock: lines are chained one at a time


def record(
    event: str,
    *,
    about: models.Model | None = None,
    by: AbstractBaseUser | None,
    detail: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> Entry:
    """Append one line in the caller's transaction: line and deed stand or fall together.

    `by` is None for what the system does by itself. `detail` holds names of changed fields,
    counts or reasons, never the values of personal data.

    An event that ends in "read" is the reading of people's records: `settings.JOURNAL_READ_GUARD`
    is asked first and may stop it by raising, so that nothing is shown (decision 0012).
    """
    with transaction.atomic():
        lock()
        if by is not None and event.endswith(READ):
            guard = import_string(settings.JOURNAL_READ_GUARD)
            guard(by=by, about=about, detail=detail or {}, at=at or timezone.now())  # noqa: TID251  as below
        last = Entry.objects.order_by("-number").values_list("number", "hash").first()
        number, previous = (last[0] + 1, last[1]) if last else (1, GENESIS)
        entry = Entry(
            number=number,
            # The journal is the one place where a deed gets its time: no caller may choose it
            # except a replay of old records.
            at=at or timezone.now(),  # noqa: TID251  the journal is its own clock
            event=event,
            by_id=by.pk if by else None,
            about_model=about._meta.label if about is not None else "",
            about_id=str(about.pk) if about is not None else "",
            detail=dict(detail or {}),
            previous_hash=previous,
        )
        entry.hash = digest(entry)
        entry.save(force_insert=True)
    return entry


def record_read(
    event: str, *, about: models.Model, by: AbstractBaseUser, fields: list[str], why: str = ""
) -> Entry:
    """A person's record was opened: who looked, which fields, why (trust E7, E8)."""
    return record(event, about=about, by=by, detail={"fields": fields, "why": why})


def lock() -> None:
    """One writer at a time. SQLite's BEGIN IMMEDIATE already gives that."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
