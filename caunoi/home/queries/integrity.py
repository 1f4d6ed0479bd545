"""The catalogue of checks over the registers: what must hold, and which rows break it.

The checks are data, `reference/integrity/*.toml`. Their field names are those of the integrity
checks of DHIS2, so that `as_dhis2` gives what its schema takes; `of` (the table a check looks at)
and `opens` (the page of a row) are ours. Every question runs on SQLite and PostgreSQL alike.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import connection

from caunoi.home.choices import Severity
from caunoi.home.models import IntegrityFinding, IntegrityRun
from caunoi_rules.periods import years_before

FOLDER: Final = Path(settings.REFERENCE) / "integrity"
MOST_ROWS: Final = 200
"""Rows a page shows of one check; the count is always whole."""

# How a row is opened: what the catalogue says → route and the name of its parameter.
PAGES: Final = {
    "person": ("home:record", "public_id"),
    "vacancy": ("vacancies:posting", "public_id"),
    "employer": ("employers:firm", "public_id"),
    "application": ("placement:application", "public_id"),
    "referral": ("placement:referral", "public_id"),
    "agreement": ("agreements:agreement", "public_id"),
    "class": ("training:class", "pk"),
    "claim": ("unemployment:claim", "public_id"),
    "decision": ("unemployment:decision", "public_id"),
    "benefit": ("unemployment:benefit", "public_id"),
    "training": ("unemployment:training", "public_id"),
    "support": ("unemployment:support", "public_id"),
    "payment_list": ("unemployment:payment_list", "public_id"),
    "insurance_list": ("unemployment:insurance_list", "public_id"),
    "recovery": ("unemployment:recovery", "public_id"),
    "complaint": ("unemployment:complaint", "public_id"),
}


@dataclass(frozen=True)
class Check:
    """One sentence that should hold, and the question for what breaks it."""

    name: str
    description: str
    section: str
    section_order: int
    severity: Severity
    of: str
    opens: str
    details_sql: str
    introduction: str
    recommendation: str
    is_slow: bool = False

    @property
    def summary_sql(self) -> str:
        """How many rows break it, and what share of the table in percent."""
        return (
            f"WITH found AS ({self.details_sql}) "  # noqa: S608 the catalogue is ours, not typed
            f"SELECT COUNT(*) AS value, 100.0 * COUNT(*) / NULLIF((SELECT COUNT(*) FROM {self.of}),"
            " 0) AS percent FROM found"
        )


@dataclass(frozen=True)
class Found:
    """How a check came out: rows that break it, their share of the table in percent."""

    check: Check
    value: int
    percent: float


@dataclass(frozen=True)
class Row:
    """A row that breaks a check: what it is called (never a person's name), and its page."""

    name: str
    comment: str
    route: str
    parameter: str
    key: str | int


@cache
def catalogue() -> tuple[Check, ...]:
    """All checks, by section and place in it."""
    return tuple(_read())


def find_check(name: str) -> Check | None:
    """The check of that name."""
    return next((check for check in catalogue() if check.name == name), None)


def as_dhis2(check: Check) -> dict[str, Any]:
    """The check as DHIS2 writes its own (metadata-assessment.schema.json)."""
    return {
        "name": check.name,
        "description": check.description,
        "section": check.section,
        "section_order": check.section_order,
        "summary_sql": check.summary_sql,
        "details_sql": check.details_sql,
        "details_id_type": check.opens or check.of,
        "severity": check.severity.value,
        "introduction": check.introduction,
        "recommendation": check.recommendation,
        "is_protected": False,
        "is_slow": check.is_slow,
    }


def ask(check: Check, *, on: date) -> Found:
    """Asks one check of the whole database."""
    with connection.cursor() as cursor:
        cursor.execute(check.summary_sql, _days(on))
        value, percent = cursor.fetchone()
    return Found(check, int(value), float(percent or 0))


def rows_of(check: Check, *, on: date, most: int = MOST_ROWS) -> list[Row]:
    """The first rows that break a check, in a steady order."""
    question = (
        f"SELECT uid, name, comment FROM ({check.details_sql}) AS rows_found ORDER BY name, uid"  # noqa: S608 the catalogue is ours
    )
    with connection.cursor() as cursor:
        cursor.execute(f"{question} LIMIT {int(most)}", _days(on))
        found = cursor.fetchall()
    route, parameter = PAGES.get(check.opens, ("", ""))
    return [
        Row(str(name), str(comment or ""), route, parameter, _key(uid, parameter))
        for uid, name, comment in found
    ]


def last_run() -> IntegrityRun | None:
    """The latest run that was finished."""
    return IntegrityRun.objects.exclude(ended_at=None).order_by("-started_at", "-id").first()


def run_before(run: IntegrityRun) -> IntegrityRun | None:
    """The finished run before a run."""
    earlier = IntegrityRun.objects.exclude(ended_at=None).filter(started_at__lt=run.started_at)
    return earlier.order_by("-started_at", "-id").first()


def findings_of(run: IntegrityRun | None) -> dict[str, IntegrityFinding]:
    """What a run found, by the name of the check."""
    if run is None:
        return {}
    return {
        each.check_name: each for each in IntegrityFinding.objects.filter(run=run).order_by("id")
    }


def _read() -> Iterator[Check]:
    for file in sorted(FOLDER.glob("*.toml")):
        book = tomllib.loads(file.read_text(encoding="utf-8"))
        for order, each in enumerate(book["check"], start=1):
            severity = Severity(each.pop("severity"))
            yield Check(section=book["section"], section_order=order, severity=severity, **each)


def _days(on: date) -> dict[str, Any]:
    """The days a question may name."""
    return {
        "on": on.isoformat(),
        "on_minus_30_days": (on - timedelta(days=30)).isoformat(),
        "on_minus_15": years_before(on, 15).isoformat(),
        "on_minus_110": years_before(on, 110).isoformat(),
        "year": on.year,
    }


def _key(uid: Any, parameter: str) -> str | int:
    """A key as addresses have it: SQLite keeps a public number without its dashes."""
    if parameter == "public_id":
        return str(UUID(str(uid)))
    return uid
