"""The plan of the report of services, and opening the people behind a figure."""

from collections.abc import Mapping
from datetime import datetime
from itertools import islice

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.home.models import PlanFigure
from caunoi.home.queries.behind import BehindPage, behind_row
from caunoi.home.queries.services import ALL, FORM, Row
from caunoi_kit.journal.actions import record
from caunoi_rules.periods import Period


@transaction.atomic
def set_plan(*, period: Period, figures: Mapping[str, int | None], by: User, at: datetime) -> int:
    """Write the plan of each row; None takes a plan away. Says how many rows changed."""
    keys = {row.key for row in ALL}
    held = {
        plan.row: plan
        for plan in PlanFigure.objects.select_for_update().filter(
            form=FORM, first=period.first, last=period.last
        )
    }
    changed = []
    for key, value in figures.items():
        plan = held.get(key)
        if key not in keys or value == (plan.value if plan else None):
            continue
        changed.append(key)
        if value is None and plan is not None:
            plan.delete()
        elif value is not None:
            PlanFigure.objects.update_or_create(
                form=FORM, first=period.first, last=period.last, row=key,
                defaults={"value": value, "set_by": by, "set_at": at},
            )  # fmt: skip
    if changed:
        record("home.plan.set", by=by, detail={"form": FORM, "rows": list(islice(changed, 50))})
    return len(changed)


@transaction.atomic
def read_behind(*, row: Row, period: Period, page: str | None, by: User) -> BehindPage:
    """One page of the records behind a figure; those of people are in the journal."""
    found = behind_row(row, period, page=page)
    if found.people:
        detail = {"fields": ["full_name"], "people": found.people, "why": f"báo cáo, {row.label}"}
        record("home.services.people_read", by=by, detail=detail)
    return found
