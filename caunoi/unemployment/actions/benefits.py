"""A benefit begins, its windows close, it runs out.

Rows are locked in one order (benefit, its months, what hangs on them); the journal comes last.
"""

from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.unemployment.choices import DecisionKind
from caunoi.unemployment.choices.benefits import (
    STANDING_BENEFITS,
    BenefitState,
    MonthState,
    NoticeState,
)
from caunoi.unemployment.models import Benefit, BenefitMonth, Decision
from caunoi.unemployment.queries.benefits import BenefitPage, benefit_page, state_by_months
from caunoi.unemployment.queries.course import course_of
from caunoi_kit.journal.actions import record, record_read
from caunoi_kit.ui import formats
from caunoi_rules.calendar import official, provisional
from caunoi_rules.unemployment import procedure
from caunoi_rules.unemployment.regimes import Regime, figures, regime_of

AT_A_TIME: Final = 500
FIELDS: Final = ["full_name", "benefit", "notices", "payments"]


class CannotOpen(Exception):
    """The benefit cannot begin; the message says why and what to do."""


@transaction.atomic
def open_benefit(*, decision: Decision, by: User, at: datetime) -> Benefit:
    """The benefit of a grant that was collected, with all its months. Once; later calls find it.

    Money, months and days are those of the decision. Raises CannotOpen when the person has another
    benefit that runs, or one for some of these days.
    """
    if (before := Benefit.objects.filter(decision=decision).first()) is not None:
        return before
    if decision.kind != DecisionKind.GRANT:
        raise CannotOpen("Chỉ quyết định hưởng mới mở được việc hưởng. Mở đúng quyết định.")
    _refuse_overlap(decision)
    benefit = Benefit.objects.create(**_from_decision(decision), opened_by=by, opened_at=at)
    BenefitMonth.objects.bulk_create(_months(benefit, decision.content))
    record(
        "unemployment.benefit.opened",
        by=by,
        about=benefit,
        detail={"people": [benefit.person_id], "months": benefit.months_granted},
        at=at,
    )
    return benefit


@transaction.atomic
def read_benefit(*, benefit: Benefit, by: User, on: date) -> BenefitPage:
    """One benefit with all that happened to it, opened by staff."""
    page = benefit_page(benefit, on=on)
    record_read(
        "unemployment.benefit.read",
        about=benefit.person,
        by=by,
        fields=FIELDS,
        why="theo dõi trợ cấp thất nghiệp",
    )
    return page


def close_windows(*, on: date) -> int:
    """Months whose window has passed without notice are missed; returns how many. `caunoi work`.

    Days in a year without an official calendar are not judged.
    """
    passed = BenefitMonth.objects.filter(
        notice_state=NoticeState.WAITING,
        state=MonthState.OPEN,
        window_to__lt=on,
        confirmed=True,
        benefit__state__in=STANDING_BENEFITS,
    )
    return passed.update(notice_state=NoticeState.MISSED)


def finish_benefits(*, on: date) -> int:
    """Benefits whose last day has passed have run out; returns how many. `caunoi work` does it."""
    over = Benefit.objects.filter(state__in=STANDING_BENEFITS, ends_on__lt=on)
    return over.update(state=BenefitState.FINISHED)


@transaction.atomic
def confirm_windows(*, on: date) -> int:
    """Windows that were counted on assumed days off are counted again once the year is official."""
    known = official().confirmed_to
    if known is None:
        return 0
    waiting = Benefit.objects.filter(
        months__confirmed=False, months__starts_on__lte=known, ends_on__gte=on
    ).distinct()
    changed = 0
    for benefit in waiting.order_by("id")[:AT_A_TIME]:
        changed += _confirm(lock_benefit(benefit), known)
    return changed


def lock_benefit(benefit: Benefit) -> Benefit:
    """The benefit as it is now, held until the transaction ends. Always locked first."""
    found = Benefit.objects.select_related("person__account", "decision")
    return found.select_for_update(of=("self",)).get(pk=benefit.pk)


def lock_months(benefit: Benefit) -> list[BenefitMonth]:
    """All months of a locked benefit, in their order, held as well."""
    return list(benefit.months.select_for_update().order_by("k"))


def settle_state(benefit: Benefit) -> None:
    """Running or suspended, by what was decided of its months. For a locked benefit that stands."""
    if benefit.state in STANDING_BENEFITS:
        benefit.state = state_by_months(benefit)
        benefit.save(update_fields=["state"])


def _refuse_overlap(decision: Decision) -> None:
    content = decision.content
    person = decision.person_id
    standing = Benefit.objects.filter(person=person, state__in=STANDING_BENEFITS)
    if (other := standing.first()) is not None:
        raise CannotOpen(
            f"Người này đang hưởng trợ cấp từ {formats.day(other.starts_on)} "
            f"đến {formats.day(other.ends_on)}. Xử lý lần hưởng đó trước."
        )
    days = BenefitMonth.objects.filter(
        person=person, starts_on__lte=content["end"], ends_on__gte=content["start"]
    ).exclude(state=MonthState.VOID)
    if (month := days.order_by("starts_on").first()) is not None:
        raise CannotOpen(
            f"Thời gian từ {formats.day(month.starts_on)} đến {formats.day(month.ends_on)} "
            "đã thuộc một lần hưởng trước. Xem lại quyết định, không chi hai lần cho một tháng."
        )


def _from_decision(decision: Decision) -> dict[str, Any]:
    content, claim = decision.content, decision.claim
    if claim is None:
        raise CannotOpen("Quyết định này không gắn với hồ sơ nào. Mở hồ sơ rồi trình lại.")
    signed = decision.signed_on
    return {
        "decision": decision,
        "claim": claim,
        "person": decision.person,
        "old_law": signed is not None and regime_of(signed) is Regime.OLD,
        "unemployed_from": claim.ended_on,
        "total_months": content["total_months"],
        "months_granted": content["months"],
        "reserve_at_start": content["reserve"],
        "amount": content["amount"],
        "starts_on": date.fromisoformat(content["start"]),
        "ends_on": date.fromisoformat(content["end"]),
        "account_holder": claim.account_holder,
        "account_number": claim.account_number,
        "bank": claim.bank,
        "cash_place": claim.cash_place,
        "clinic": claim.medical_place,
        "made": claim.made,
    }


def _months(benefit: Benefit, content: dict[str, Any]) -> list[BenefitMonth]:
    regime = Regime.OLD if benefit.old_law else Regime.NEW
    known, dues = figures(regime).law("notice_wd"), content.get("pay_due") or []
    made = []
    periods, windows = content["periods"], content["notice_windows"]
    for k, (period, window) in enumerate(zip(periods, windows, strict=True), start=1):
        first, last = (date.fromisoformat(day) for day in period)
        opens, closes = (date.fromisoformat(day) for day in window)
        due = date.fromisoformat(dues[k - 1]) if k <= len(dues) else None
        made.append(
            BenefitMonth(
                benefit=benefit,
                person_id=benefit.person_id,
                scheme=benefit.scheme,
                k=k,
                starts_on=first,
                ends_on=last,
                window_from=opens,
                window_to=closes,
                window_law=known,
                confirmed=provisional().is_confirmed(closes),
                amount=benefit.amount,
                pay_due=due,
            )
        )
    return made


def _confirm(benefit: Benefit, known: date) -> int:
    """Count the windows of one benefit again; those moved by a decision stay."""
    course = course_of(benefit)
    first = course.windows[0]
    counted = procedure.notice_windows(
        course.periods, first, regime=course.regime, readings=course.readings
    )
    changed = 0
    for month, window in zip(course.months, counted, strict=True):
        if month.confirmed or window.last > known or month.moved_from is not None:
            continue
        month.window_from, month.window_to, month.confirmed = window.first, window.last, True
        month.pay_due = procedure.pay_due(window.last, regime=course.regime).day
        month.save(update_fields=["window_from", "window_to", "confirmed", "pay_due"])
        changed += 1
    return changed


def keep_benefits_going(*, at: datetime) -> int:
    """What every night does to benefits; returns how many rows changed."""
    on = timezone.localtime(at).date()
    changed = confirm_windows(on=on) + close_windows(on=on)
    return changed + finish_benefits(on=on)
