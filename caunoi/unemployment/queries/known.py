"""What the centre knows of somebody already, so that nobody is asked twice."""

from datetime import date
from typing import Any

from caunoi.people.models import Person
from caunoi.placement.choices import ApplicationState
from caunoi.placement.models import Application
from caunoi.unemployment.choices import OPEN_CLAIMS, DecisionKind, DecisionState, PaperKind
from caunoi.unemployment.models import Claim, Decision


def open_claim_of(person: Person) -> Claim | None:
    """The claim of somebody that is not over."""
    found = Claim.objects.filter(person=person, state__in=OPEN_CLAIMS)
    return found.select_related("person").first()


def known_facts(person: Person, *, on: date) -> dict[str, Any]:
    """Columns of a new claim that are known: from the last claim, the last hire, the address."""
    last = Claim.objects.filter(person=person).exclude(bank="").order_by("-id").first()
    known: dict[str, Any] = {"prior_reserve": carried_months(person)}
    if last is not None:
        known |= {
            "account_number": last.account_number,
            "bank": last.bank,
            "medical_place": last.medical_place,
        }
    elif person.place is not None:
        known["medical_place"] = f"Trạm y tế {person.place.name}"
    if (hire := _last_hire(person)) is not None:
        employer = hire.vacancy.employer
        known |= {
            "employer": employer,
            "employer_name": employer.name,
            "employer_address": employer.address,
        }
    return known


def known_papers(person: Person) -> dict[str, str]:
    """Papers whose content the centre has already, and from where."""
    if person.identity_digest:
        return {PaperKind.IDENTITY: "số định danh trong hồ sơ người này"}
    return {}


def carried_months(person: Person) -> int:
    """Months carried over from an earlier decision: printed on it, or all when it was cancelled.

    What happened during a benefit since then is told by the decisions on that benefit.
    """
    last = (
        Decision.objects.filter(
            person=person,
            kind__in=[DecisionKind.GRANT, DecisionKind.RESERVE, DecisionKind.END],
            state__in=[
                DecisionState.APPROVED,
                DecisionState.COLLECTED,
                DecisionState.CANCELLED,
            ],
        )
        .order_by("-approved_at", "-id")
        .first()
    )
    if last is None:
        return 0
    if last.kind == DecisionKind.GRANT and last.state == DecisionState.CANCELLED:
        return int(last.content.get("total_months") or 0)
    return int(last.content.get("reserve_total", last.content.get("reserve")) or 0)


def _last_hire(person: Person) -> Application | None:
    hires = Application.objects.filter(person=person, state=ApplicationState.HIRED)
    return hires.select_related("vacancy__employer").order_by("-id").first()
