"""Training money that was paid and was not due: tuition from the school, meals from the person."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from caunoi.accounts.models import User
from caunoi.unemployment.actions.proposals import CannotPropose, propose
from caunoi.unemployment.actions.training import CannotTrain, lock_training
from caunoi.unemployment.choices import DecisionKind, DecisionState
from caunoi.unemployment.choices.benefits import RecoveryState
from caunoi.unemployment.models import Decision, Recovery, TrainingSupport
from caunoi.unemployment.queries.training import money_of
from caunoi_kit.journal.actions import record
from caunoi_rules.unemployment.recovery import training_overpaid

LONGEST_WHY = 400


@transaction.atomic
def note_training_overpaid(
    *, support: TrainingSupport, right_days: Mapping[int, int], why: str, by: User, at: datetime
) -> Recovery:
    """Paid months had fewer days of study than were paid for; `right_days` by number of month.

    0 days: nothing of the month was due. A month goes back once. Raises CannotTrain.
    """
    locked = lock_training(support)
    rows = {m.number: m for m in locked.months.filter(paid_on__isnull=False).select_for_update()}
    found = locked.recoveries.exclude(state=RecoveryState.DROPPED)
    back = {number for months in found.values_list("months", flat=True) for number in months}
    paid = due = (0, 0)
    changed = []
    for number, days in sorted(right_days.items()):
        month = rows.get(number)
        if month is None or not 0 <= days <= (month.study_days or 0):
            raise CannotTrain(
                f"Tháng thứ {number}: chỉ tháng đã chi mới có tiền chi thừa, và số ngày đúng "
                "không nhiều hơn số ngày đã chi."
            )
        if days == month.study_days:
            continue
        if number in back:
            raise CannotTrain(f"Tháng thứ {number} đã có khoản thu hồi. Mở khoản đó để làm tiếp.")
        right = money_of(month, days)
        paid = (paid[0] + month.tuition, paid[1] + month.meals)
        due = (due[0] + right[0], due[1] + right[1])
        changed.append(number)
    tuition, meals, reasons = training_overpaid(
        tuition_paid=paid[0], tuition_due=due[0], meals_paid=paid[1], meals_due=due[1]
    )
    if not changed or not tuition + meals:
        raise CannotTrain("Chưa có tháng nào ghi ít ngày hơn đã chi. Sửa số ngày học đúng.")
    noted = Recovery.objects.create(
        training=locked,
        months=changed,
        amount=tuition + meals,
        tuition=tuition,
        meals=meals,
        why=" ".join([f"{why.strip()[:LONGEST_WHY].rstrip('.')}.", *(one.text for one in reasons)])[
            :500
        ],
        by=by,
        at=at,
    )
    record("unemployment.training.overpaid", by=by, about=noted, detail={"months": changed})
    return noted


@transaction.atomic
def propose_training_recovery(*, recovery: Recovery, by: User, at: datetime) -> Decision:
    """Put the recovery before those who sign (Mẫu 09). Twice finds the first."""
    if recovery.training is None:
        raise CannotPropose("Khoản này không phải tiền hỗ trợ đào tạo.")
    support = lock_training(recovery.training)
    locked = Recovery.objects.select_for_update(of=("self",)).get(pk=recovery.pk)
    if locked.decision is not None and locked.decision.state != DecisionState.RETURNED:
        return locked.decision
    if locked.state not in {RecoveryState.OPEN, RecoveryState.PROPOSED}:
        raise CannotPropose("Khoản này đã xử lý xong. Mở trang hồ sơ đào tạo để xem.")
    if support.decisions.filter(state=DecisionState.PROPOSED).exists():
        raise CannotPropose("Hồ sơ này đang có tờ trình chờ duyệt. Chờ duyệt xong rồi trình.")
    grant = Decision.objects.get(
        training=support, kind=DecisionKind.TRAINING, state=DecisionState.COLLECTED
    )
    paid = support.months.filter(paid_on__isnull=False).values_list(F("tuition") + F("meals"))
    decision = propose(
        kind=DecisionKind.RECOVER,
        person=support.person,
        training=support,
        about=grant,
        content={
            "total": sum(money for (money,) in paid),
            "amount": locked.amount,
            "tuition": locked.tuition,
            "meals": locked.meals,
            "months_back": locked.months,
            "reason": locked.why,
            "reasons": [
                {"text": locked.why, "article": "Nghị định 374/2025/NĐ-CP, Điều 11 và Mẫu số 09"}
            ],
        },
        by=by,
        at=at,
    )
    locked.decision, locked.state = decision, RecoveryState.PROPOSED
    locked.save(update_fields=["decision", "state"])
    return decision
