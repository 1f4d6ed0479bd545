"""A claim as one case in the words of the law's data format (`caunoi_rules.unemployment.cases`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from caunoi.unemployment.choices import (
    CircumstanceKind,
    ContributionSource,
    ContributionStatus,
    FilingChannel,
    PaperKind,
    PaperState,
    Payout,
    Region,
)
from caunoi.unemployment.models import Circumstance, Claim, Contribution
from caunoi_kit.ui import formats

# What a clerk or the person fills in; the names are those of the columns.
FACTS: Final = (
    "contract",
    "ended_on",
    "end_kind",
    "employer_name",
    "employer_address",
    "employer_unable_on",
    "prior_reserve",
    "payout",
    "account_holder",
    "account_number",
    "bank",
    "cash_place",
    "medical_place",
    "channel",
    "why_not_in_person",
    "proxy_name",
    "filed_on",
    "arrived_on",
)
ROWS: Final = "rows"
HANDED_IN: Final = "papers"
MOST_ROWS: Final = 60  # lines of contributions of one claim

_EVENTS: Final[dict[str, dict[str, Any]]] = {
    CircumstanceKind.JOB: {"type": "job", "kind": "contract", "months": 1, "bhxh": True},
    CircumstanceKind.MILITARY: {"type": "military"},
    CircumstanceKind.STUDY: {"type": "study", "months": 13},
    CircumstanceKind.COMPULSORY: {"type": "compulsory"},
    CircumstanceKind.DETAINED: {"type": "detained"},
    CircumstanceKind.EMIGRATE: {"type": "emigrate"},
    CircumstanceKind.DEATH: {"type": "death"},
}


@dataclass(frozen=True)
class Row:
    """Contributions of one wage at one employer; `first` and `last` are first days of months."""

    first: date
    last: date
    wage: int
    region: int
    employer: str = ""
    region_reason: str = ""
    state_scale: bool = False
    status: str = ContributionStatus.PAID
    source: str = ContributionSource.BOOK

    @property
    def words(self) -> str:
        """The row in one line, as a page shows it when two people changed it."""
        wage = formats.money(self.wage)
        region = Region(self.region).label.lower()
        status = "" if self.status == ContributionStatus.PAID else f", {self.status_words}"
        return f"{self.first:%m/%Y}–{self.last:%m/%Y} {wage} {region}{status}"

    @property
    def status_words(self) -> str:
        """What happened to the contribution."""
        return ContributionStatus(self.status).label.lower()


def row_of(stored: Contribution) -> Row:
    """A stored row as plain data."""
    return Row(
        first=stored.first,
        last=stored.last,
        wage=stored.wage,
        region=stored.region,
        employer=stored.employer,
        region_reason=stored.region_reason,
        state_scale=stored.state_scale,
        status=stored.status,
        source=stored.source,
    )


def rows_of(claim: Claim) -> list[Row]:
    """All stored rows of a claim, the oldest first."""
    return [row_of(each) for each in claim.contributions.order_by("first")]


def facts_of(claim: Claim) -> dict[str, Any]:
    """The columns of a claim by name; an encrypted column that is empty comes as "", not None."""
    facts = {name: getattr(claim, name) for name in FACTS}
    facts["account_number"] = facts["account_number"] or ""
    return facts


def values_of(claim: Claim) -> dict[str, Any]:
    """What the form of a claim holds, for its boxes and for telling two editors apart."""
    values = facts_of(claim)
    values[ROWS] = [row.words for row in rows_of(claim)]
    values[HANDED_IN] = sorted(
        claim.papers.exclude(state=PaperState.MISSING).values_list("kind", flat=True)
    )
    return values


def lacks(values: dict[str, Any]) -> list[str]:
    """What a claim cannot be filed without and does not say, in words."""
    wanted = {
        "ended_on": "ngày chấm dứt hợp đồng",
        "contract": "loại hợp đồng",
        "end_kind": "lý do chấm dứt",
        "payout": "cách nhận tiền",
    }
    missing = [words for name, words in wanted.items() if not values.get(name)]
    if values.get("payout") == Payout.ACCOUNT and not (
        values.get("account_number") and values.get("bank")
    ):
        missing.append("số tài khoản và ngân hàng")
    return missing


def needed_papers(channel: str) -> list[PaperKind]:
    """The papers a claim needs (N374 Đ.14 khoản 1 and 2)."""
    papers = [PaperKind.REQUEST, PaperKind.IDENTITY, PaperKind.TERMINATION, PaperKind.BOOK]
    if channel in {FilingChannel.POST, FilingChannel.PROXY}:
        papers.append(PaperKind.WHY_NOT_IN_PERSON)
    return papers


def case_of(
    claim: Claim,
    *,
    rows: Iterable[Row],
    circumstances: Iterable[Circumstance],
    on: date,
    values: dict[str, Any] | None = None,
    slip_first_day: date | None = None,
    pickup: date | None = None,
) -> dict[str, Any]:
    """The claim as a case. `values` stand instead of what is stored (what-if).

    Days that are not there yet are taken as `on`: the sum is then a forecast.
    """
    told = facts_of(claim) | (values or {})
    filed = told["filed_on"] or claim.filed_on or on
    arrived = told["arrived_on"] or claim.arrived_on or filed
    case: dict[str, Any] = {
        "id": str(claim.public_id),
        "segments": [_segment(row) for row in sorted(rows, key=lambda row: row.first)],
        "prior_reserve": told["prior_reserve"] or 0,
        "contract": told["contract"].lower(),
        "termination": {
            "date": told["ended_on"].isoformat(),
            "kind": told["end_kind"].lower(),
        },
        "dossier": {
            "channel": told["channel"].lower(),
            "province": claim.province,
            "filed": filed.isoformat(),
            "arrived": arrived.isoformat(),
            "completed": (claim.completed_on or max(arrived, filed)).isoformat(),
        },
        "events": [
            {**_EVENTS[each.kind], "date": each.on.isoformat(), "notified": None}
            for each in circumstances
        ],
    }
    if told["employer_unable_on"]:
        case["employer_unable"] = {"confirmed_on": told["employer_unable_on"].isoformat()}
    if slip_first_day:
        case["slip_first_day"] = slip_first_day.isoformat()
    if pickup:
        case["pickup"] = pickup.isoformat()
    return case


def _segment(row: Row) -> dict[str, Any]:
    return {
        "from": f"{row.first:%Y-%m}",
        "to": f"{row.last:%Y-%m}",
        "wage": row.wage,
        "region": row.region,
        "employer": row.employer or "-",
        "state_scale": row.state_scale,
        "status": row.status.lower(),
    }
