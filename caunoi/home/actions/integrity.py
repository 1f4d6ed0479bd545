"""Asking the catalogue of checks, and keeping what came out."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.home.models import IntegrityFinding, IntegrityRun
from caunoi.home.queries.integrity import Check, Found, ask, catalogue
from caunoi_kit.journal.actions import record

__all__ = ["check_registers"]


def check_registers(
    *,
    on: date,
    at: datetime,
    clock: Callable[[], datetime],
    by: User | None = None,
    wanted: Callable[[Check], bool] = lambda check: True,
) -> list[Found]:
    """Every wanted check asked once; a run of the whole catalogue is kept.

    Each question is a transaction of its own: none waits for another, and nothing is locked.
    """
    checks = [check for check in catalogue() if wanted(check)]
    found = [ask(check, on=on) for check in checks]
    if len(checks) == len(catalogue()):
        _keep(found, at=at, ended_at=clock(), by=by)
    return found


@transaction.atomic
def _keep(found: list[Found], *, at: datetime, ended_at: datetime, by: User | None) -> None:
    run = IntegrityRun.objects.create(started_at=at, ended_at=ended_at, asked_by=by)
    IntegrityFinding.objects.bulk_create(
        IntegrityFinding(
            run=run, check_name=each.check.name, value=each.value, percent=round(each.percent, 2)
        )
        for each in found
    )
    if by is not None:
        record("home.integrity.asked", by=by, about=run)
