"""What the law gives somebody, computed from the facts of a claim, each figure with its reason.

Nothing is computed here: `caunoi_rules.unemployment` decides, this puts it before a reader.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from caunoi.unemployment.models import Claim, Decision
from caunoi.unemployment.queries.case import Row, case_of, lacks, rows_of
from caunoi_kit.ui import formats
from caunoi_rules import unemployment as rules
from caunoi_rules.parameters import NoParameter
from caunoi_rules.unemployment.cases import CaseError, decide, read_case, write_outcome
from caunoi_rules.unemployment.contributions import first_day
from caunoi_rules.unemployment.eligibility import REFUSALS
from caunoi_rules.unemployment.outcome import Outcome
from caunoi_rules.unemployment.readings import Readings

# The readings of doubtful places of the law that this centre uses.
USED: Final = Readings()


@dataclass(frozen=True)
class Six:
    """One of the months the average is taken from."""

    month: date
    wage: int
    region: int


@dataclass(frozen=True)
class Computation:
    """The outcome of a case: `case` went in, `outcome` came out, in the law's data format."""

    case: dict[str, Any]
    outcome: dict[str, Any]
    reasons: tuple[tuple[str, str], ...]  # sentence, article
    refusals: tuple[tuple[str, str], ...]  # why not, article
    readings: dict[str, Any]  # flags by name
    read_as: tuple[str, ...]  # those that mattered here, in words
    unconfirmed: tuple[str, ...]
    six: tuple[Six, ...]
    forecast: bool  # the claim is not complete: the days are those of today

    @property
    def eligible(self) -> bool:
        """Whether the law gives the benefit."""
        return bool(self.outcome.get("eligible"))

    @property
    def amount(self) -> int:
        """Đồng a month; 0 when there is none."""
        return int(self.outcome.get("amount") or 0)

    @property
    def months(self) -> int:
        """Months granted."""
        return int(self.outcome.get("months_granted") or 0)

    @property
    def reserve(self) -> int:
        """Months carried over, as the decision prints them."""
        return int(self.outcome.get("reserve_decision") or 0)

    @property
    def total_months(self) -> int:
        """Months of contributions that count."""
        return int(self.outcome.get("months_total") or 0)

    def day(self, name: str) -> date | None:
        """A day of the outcome by its name."""
        found = self.outcome.get(name)
        return date.fromisoformat(found) if found else None

    @property
    def start(self) -> date | None:
        """First day of the benefit."""
        return self.day("start")

    @property
    def end(self) -> date | None:
        """Last day of the benefit when nothing happens in between."""
        periods = self.outcome.get("periods")
        return date.fromisoformat(periods[-1]["to"]) if periods else None


@dataclass(frozen=True)
class NotComputed:
    """Why nothing can be computed yet, each fault in a sentence."""

    faults: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """A figure that has changed since it was last computed."""

    label: str
    before: str
    now: str
    more: bool | None  # in favour of the person, against, or neither


def compute(
    claim: Claim,
    *,
    on: date,
    values: dict[str, Any] | None = None,
    rows: list[Row] | None = None,
    readings: Readings = USED,
) -> Computation | NotComputed:
    """The outcome of a claim as it stands, or as it would be with other `values` and `rows`."""
    told = {"ended_on": claim.ended_on, "contract": claim.contract, "end_kind": claim.end_kind}
    told |= values or {}
    used = rows_of(claim) if rows is None else rows
    if faults := lacks({"payout": "-", **told}):
        return NotComputed(tuple(f"Chưa ghi {fault}." for fault in faults))
    if not used:
        return NotComputed(("Chưa ghi quá trình đóng bảo hiểm thất nghiệp.",))
    slip = getattr(claim, "slip", None)
    case = case_of(
        claim,
        rows=used,
        circumstances=claim.circumstances.order_by("on", "id") if claim.pk else (),
        on=on,
        values=values,
        slip_first_day=slip.first_day if slip else None,
    )
    return compute_case(case, readings=readings, forecast=claim.completed_on is None)


def compute_case(
    case: dict[str, Any], *, readings: Readings = USED, forecast: bool = False
) -> Computation | NotComputed:
    """The outcome of a case in the law's data format, as if it were fetched on the first day."""
    try:
        told = read_case(case)
        outcome = write_outcome(decide(told, readings))
        window = outcome.get("pickup_window")
        if window and "pickup" not in case:
            told = read_case({**case, "pickup": window["from"]})
        decided = decide(told, readings)
    except CaseError as error:
        return NotComputed(tuple(_sentence(fault.text) for fault in error.faults))
    except NoParameter as error:
        return NotComputed((str(error),))
    outcome = write_outcome(decided)
    return Computation(
        case=case,
        outcome=outcome,
        reasons=tuple((reason.text, reason.article) for reason in decided.reasons),
        refusals=tuple(
            (REFUSALS[code].label, REFUSALS[code].article_new)
            for code in outcome.get("reasons", ())
        ),
        readings=asdict(readings),
        read_as=tuple(line.text for line in decided.readings),
        unconfirmed=tuple(decided.unconfirmed),
        six=_six(decided),
        forecast=forecast,
    )


def snapshot(found: Computation) -> dict[str, Any]:
    """What a decision keeps of a computation: enough to compute it again and to print it."""
    periods = found.outcome.get("periods") or []
    windows = found.outcome.get("notice_windows") or []
    return {
        "rules": rules_version(),
        "case": found.case,
        "outcome": found.outcome,
        "reasons": [
            {"text": text, "article": article}
            for text, article in (found.reasons if found.eligible else found.refusals)
        ],
        "readings": found.readings,
        "read_as": list(found.read_as),
        "unconfirmed": list(found.unconfirmed),
        "six": [[six.month.isoformat(), six.wage, six.region] for six in found.six],
        "amount": found.amount,
        "capped": found.amount > 0 and found.amount == found.outcome.get("cap_law"),
        "months": found.months,
        "total_months": found.total_months,
        "reserve": found.reserve,
        "start": found.outcome.get("start"),
        "end": found.end.isoformat() if found.end else None,
        "periods": [[each["from"], each["to"]] for each in periods],
        "notice_windows": [[each["from"], each["to"]] for each in windows],
        "pay_due": list(found.outcome.get("pay_due") or []),
    }


def from_snapshot(content: dict[str, Any]) -> Computation | NotComputed:
    """The computation again, from nothing but what the decision kept."""
    return compute_case(content["case"], readings=Readings(**content["readings"]))


def rules_version() -> str:
    """Which rules computed: the version of the law package."""
    return str(getattr(rules, "VERSION", "1"))


def last_decided(decisions: Iterable[Decision]) -> Decision | None:
    """The last of these, the newest first, that holds a computation."""
    return next((each for each in decisions if "outcome" in each.content), None)


def differences(before: dict[str, Any], now: Computation) -> list[Difference]:
    """What came out otherwise than in a snapshot, in words."""
    found: list[Difference] = []
    for name, label, write in (
        ("amount", "Mức hưởng", formats.money),
        ("months", "Số tháng hưởng", str),
        ("reserve", "Số tháng bảo lưu", str),
        ("total_months", "Tổng số tháng đóng", str),
    ):
        old, new = int(before.get(name) or 0), int(getattr(now, name))
        if old != new:
            found.append(Difference(label, write(old), write(new), new > old))
    if (old_start := before.get("start")) != now.outcome.get("start"):
        found.append(
            Difference("Hưởng từ ngày", _day(old_start), _day(now.outcome.get("start")), None)
        )
    return found


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _day(text: str | None) -> str:
    return formats.day(date.fromisoformat(text)) if text else "không có"


def _six(decided: Outcome) -> tuple[Six, ...]:
    """The paid months the average is taken from; none when there are too few."""
    if decided.plan is None:
        return ()
    return tuple(
        Six(first_day(each.month), each.wage, each.region) for each in decided.plan.amount.months
    )
