"""Benefits for tests: granted by the rules' own plan, opened as the counter opens them."""

from datetime import UTC, date, datetime, time, timedelta

from caunoi.accounts.choices import Role
from caunoi.unemployment.actions.benefits import open_benefit
from caunoi.unemployment.actions.decisions import approve
from caunoi.unemployment.actions.notices import give_notice
from caunoi.unemployment.actions.numbers import next_number
from caunoi.unemployment.choices import ClaimState, Series
from caunoi.unemployment.choices.benefits import ContactResult, NoticeChannel, Situation
from caunoi.unemployment.models import Benefit, BenefitMonth, Decision
from caunoi.unemployment.queries.notices import ContactLine
from caunoi_rules.unemployment import procedure
from tests.accounts.factories import UserFactory
from tests.people.factories import PersonFactory
from tests.unemployment.factories import ClaimFactory, DecisionFactory

START = date(2026, 3, 17)  # domain a.13 C1: full dossier on Monday 2 March
AMOUNT = 9_000_000
SHOP = ContactLine("Công ty Mẫu", "Bến Mẫu", "Chị Hoa", "Thợ may", ContactResult.WAITING.value)


def at(day: date, hour: int = 9) -> datetime:
    """A moment of a working morning in Vietnam."""
    return datetime.combine(day, time(hour), tzinfo=UTC) - timedelta(hours=7)


def plan(*, start: date = START, months: int = 6, amount: int = AMOUNT, total: int = 72) -> dict:
    """What a grant keeps in its snapshot."""
    periods = procedure.periods(start, months)
    windows = procedure.notice_windows(periods, procedure.pickup_window(start + timedelta(days=6)))
    return {
        "amount": amount,
        "months": months,
        "total_months": total,
        "reserve": 0,
        "start": start.isoformat(),
        "end": periods[-1].last.isoformat(),
        "periods": [[p.first.isoformat(), p.last.isoformat()] for p in periods],
        "notice_windows": [[w.first.isoformat(), w.last.isoformat()] for w in windows],
        "pay_due": [procedure.pay_due(w.last).day.isoformat() for w in windows],
    }


def granted(*, person=None, **planned) -> Decision:
    """A grant that was fetched."""
    claim = ClaimFactory(person=person or PersonFactory(), state=ClaimState.COLLECTED)
    content = plan(**planned)
    start = date.fromisoformat(content["start"])
    claim.ended_on = start - timedelta(days=45)
    claim.save(update_fields=["ended_on"])
    number = next_number(Series.DECISION, 2026)
    return DecisionFactory(
        approved=True, claim=claim, content=content, signed_on=start, number=number
    )


def running(*, person=None, by=None, **planned) -> Benefit:
    """A benefit on its first day, nothing noticed yet."""
    decision = granted(person=person, **planned)
    opened = at(date.fromisoformat(decision.content["start"]))
    return open_benefit(decision=decision, by=by or clerk(), at=opened)


def clerk():
    return UserFactory(role=Role.CLERK)


def head():
    return UserFactory(role=Role.HEAD)


def month(benefit: Benefit, k: int) -> BenefitMonth:
    return BenefitMonth.objects.select_related("benefit__person", "benefit__claim").get(
        benefit=benefit, k=k
    )


def notice(benefit: Benefit, *ks: int, by=None) -> None:
    """Notices in time for these months."""
    for k in ks:
        each = month(benefit, k)
        give_notice(
            month=each,
            contacts=[SHOP],
            situation=Situation.NONE,
            channel=NoticeChannel.COUNTER,
            by=by or clerk(),
            at=at(each.window_to),
        )


def signed(decision: Decision, day: date) -> Decision:
    """The same decision, approved by somebody else."""
    return approve(decision=decision, by=head(), at=at(day))
