"""What the approval of a decision about training support does to the file."""

from datetime import date, datetime

from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.unemployment.actions.letters import tell_training
from caunoi.unemployment.actions.moves import CannotMove
from caunoi.unemployment.actions.training import lock_training, open_months
from caunoi.unemployment.choices import DecisionKind, DecisionState, FilingChannel
from caunoi.unemployment.choices.training import TrainingState
from caunoi.unemployment.models import Decision, TrainingSupport
from caunoi.unemployment.queries.training import (
    compute_training,
    slip_days,
    snapshot_of,
    test_last_day,
)
from caunoi_kit.ui import formats

FIGURES = ("months", "tuition", "amount", "start", "end")


class CannotGrantTraining(CannotMove):
    """The decision no longer fits the file; the message says why and what to do."""


def hold_training(decision: Decision) -> None:
    """Lock the file before its decision, as the desk does."""
    if decision.training_id:
        lock_training(TrainingSupport(pk=decision.training_id))


def check_training(decision: Decision, *, on: date) -> None:
    """What was proposed still comes out, and the days of the law have passed."""
    if decision.training is None or decision.kind == DecisionKind.CANCEL:
        return
    support = lock_training(decision.training)
    if support.state != TrainingState.PROPOSED:
        raise CannotGrantTraining(
            f"Hồ sơ {support.get_state_display().lower()}. Trả lại tờ trình để xem lại."
        )
    found = compute_training(support, on=on)
    granted = decision.kind == DecisionKind.TRAINING
    last = test_last_day(support)
    if granted and last is not None and on <= last.day:
        raise CannotGrantTraining(
            f"Chưa hết 10 ngày làm việc xét việc làm, đến hết {formats.day(last.day)}. "
            f"Duyệt từ ngày làm việc sau đó ({last.article})."
        )
    if granted and not found.start.allowed:
        raise CannotGrantTraining(f"{found.start.reasons[0].text} Trả lại để đổi khoá.")
    fresh = snapshot_of(found, support)
    if found.verdict.eligible != granted or any(
        fresh.get(name) != decision.content.get(name) for name in FIGURES
    ):
        raise CannotGrantTraining("Số liệu đã khác lúc trình. Trả lại để trình lại.")
    decision.content = fresh


def settle_training(decision: Decision, *, by: User, at: datetime) -> None:
    """Let an approved decision work on its file."""
    if decision.training is None:
        raise CannotGrantTraining("Tờ trình này không gắn với hồ sơ đào tạo nào. Trả lại tờ trình.")
    support = lock_training(decision.training)
    on = timezone.localtime(at).date()
    if decision.kind == DecisionKind.REFUSE:
        support.state = TrainingState.REFUSED
    elif decision.kind == DecisionKind.CANCEL:
        support.state = TrainingState.CANCELLED
        if decision.about is not None:
            Decision.objects.filter(pk=decision.about.pk).update(
                state=DecisionState.CANCELLED, cancelled_on=on
            )
    elif support.channel == FilingChannel.IN_PERSON:
        support.state = TrainingState.APPROVED
        _window(support, decision, on)
    else:
        support.state = TrainingState.STUDYING
        decision.state = DecisionState.COLLECTED
        decision.collected_on, decision.collected_noted_by = on, by
        decision.save(update_fields=["state", "collected_on", "collected_noted_by"])
        open_months(support, decision)
    support.state_since = at
    support.save()
    if decision.kind != DecisionKind.CANCEL:
        tell_training(support, "decided", at=at)


def reopen_training(decision: Decision, *, at: datetime) -> None:
    """A proposal was sent back: the file is in the hands of the desk again."""
    if decision.training is None:
        return
    support = lock_training(decision.training)
    if support.state == TrainingState.PROPOSED:
        support.state, support.state_since = TrainingState.RECEIVED, at
        support.save(update_fields=["state", "state_since"])


def _window(support: TrainingSupport, decision: Decision, on: date) -> None:
    """Signed after the first day of the slip: the days to fetch it begin later."""
    if support.completed_on and support.slip_first and support.slip_first <= on:
        support.slip_first, support.slip_last = slip_days(support.completed_on, not_before=on)
    decision.window_first, decision.window_last = support.slip_first, support.slip_last
    decision.save(update_fields=["window_first", "window_last"])
