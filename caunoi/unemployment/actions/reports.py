"""Saving reports, and opening the people behind a figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.unemployment.models import Report
from caunoi.unemployment.queries.report_figures import ALL_AGES, behind, is_of_people
from caunoi.unemployment.queries.report_records import RecordLine, records_of
from caunoi.unemployment.queries.report_sheets import count, form_of
from caunoi_kit.journal.actions import record
from caunoi_kit.ui.paging import Page, page_of
from caunoi_rules.periods import Period

PEOPLE_A_PAGE = 50
FIELDS = ["full_name", "birth_date", "sex", "unemployment"]


class CannotReport(Exception):
    """A report cannot be saved; says why, in Vietnamese."""


@dataclass(frozen=True)
class CellPage:
    """A page of who stands behind a figure, and of each the records that count.

    People of the register; for figures of employers their decisions or trained workers.
    """

    page: Page
    people: list[tuple[Any, list[RecordLine]]]


@transaction.atomic
def save_report(*, period: Period, words: Mapping[str, str], by: User, at: datetime) -> Report:
    """Keep the figures of a period as they are now. Raises CannotReport before it is over."""
    if timezone.localtime(at).date() <= period.last:
        raise CannotReport(
            f"Kỳ {period.words} chưa hết, chưa lưu được báo cáo. "
            f"Lưu từ ngày sau {period.last:%d/%m/%Y}."
        )
    report = Report.objects.create(
        form=form_of(period),
        kind=period.kind,
        first=period.first,
        last=period.last,
        figures=count(period),
        words=dict(words),
        made_by=by,
        made_at=at,
    )
    record("unemployment.report.saved", about=report, by=by, detail={"form": report.form}, at=at)
    return report


@transaction.atomic
def read_cell(
    *, key: str, days: Period, band: str = ALL_AGES, women: bool = False, page: str | None, by: User
) -> CellPage:
    """Who stands behind a figure: one line in the journal for the page that was shown."""
    found = behind(key, days, band=band, women=women)
    if is_of_people(key):
        found = found.order_by("sort_key", "pk")
    elif key == "firm_workers":
        found = found.select_related("course", "support__employer").order_by("sort_key", "pk")
    else:
        found = found.select_related("support__employer").order_by("signed_on", "pk")
    shown = page_of(page, count=found.count(), size=PEOPLE_A_PAGE)
    who = list(found[shown.part])
    lines = records_of(key, days, who)
    if who:
        named = "people" if is_of_people(key) else "records"
        detail = {"fields": FIELDS, named: [each.pk for each in who], "figure": key}
        record("unemployment.figure.read", about=None, by=by, detail=detail)
    return CellPage(shown, [(each, lines.get(each.pk, [])) for each in who])
