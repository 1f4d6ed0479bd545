"""Training support of workers: from the file to the last month of the course (N374 Điều 11-13)."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.people.models import Person
from caunoi.training.models import Intake
from caunoi.unemployment.actions.letters import tell_training
from caunoi.unemployment.actions.numbers import next_number
from caunoi.unemployment.actions.proposals import CannotPropose, propose
from caunoi.unemployment.choices import (
    DecisionKind,
    DecisionState,
    FilingChannel,
    Series,
)
from caunoi.unemployment.choices.training import (
    TRAINING_IN_HAND,
    FeePer,
    TrainingGround,
    TrainingState,
)
from caunoi.unemployment.models import (
    Benefit,
    Claim,
    Decision,
    InsuranceItem,
    TrainingMonth,
    TrainingSupport,
)
from caunoi.unemployment.queries.training import compute_training, money_of, slip_days, snapshot_of
from caunoi_kit.journal.actions import record
from caunoi_kit.ui import formats
from caunoi_rules.unemployment import training


class CannotTrain(Exception):
    """The file cannot do that now; the message says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class TrainingAsk:
    """What Mẫu 02 and its papers say."""

    filed_on: date
    course: str
    school: str
    starts_on: date
    ends_on: date
    fee: int
    fee_per: FeePer = FeePer.COURSE
    school_address: str = ""
    intake: Intake | None = None
    catch_up: bool = False
    channel: FilingChannel = FilingChannel.IN_PERSON
    ended_on: date | None = None
    lawful: bool = True
    paid_months: int = 0
    total_months: int = 0
    barred_by: str = ""
    outside_number: str = ""
    outside_on: date | None = None
    outside_first: date | None = None
    outside_last: date | None = None
    account_holder: str = ""
    account_number: str = ""
    bank: str = ""


def lock_training(support: TrainingSupport) -> TrainingSupport:
    """The file as it is now, held until the transaction ends."""
    found = TrainingSupport.objects.select_for_update(of=("self",))
    return found.select_related("person", "benefit", "claim").get(pk=support.pk)


@transaction.atomic
def receive_training(
    *,
    person: Person,
    ground: TrainingGround,
    asked: TrainingAsk,
    missing: str,
    by: User,
    at: datetime,
    benefit: Benefit | None = None,
    claim: Claim | None = None,
) -> TrainingSupport:
    """Take a file in; `missing` names papers that are not there (Mẫu 03). Raises CannotTrain."""
    on = timezone.localtime(at).date()
    refuse_days(asked, ground, on)
    made = TrainingSupport(
        year=on.year,
        number=next_number(Series.TRAINING, on.year),
        person=person,
        ground=ground,
        benefit=benefit,
        claim=claim,
        state_since=at,
        received_by=by,
        received_at=at,
        made=person.made,
        **{name: getattr(asked, name) for name in asdict(asked)},
    )
    if missing.strip():
        made.state, made.supplement_on = TrainingState.SUPPLEMENT, on
        made.supplement_what = missing.strip()
    else:
        _complete(made, asked.filed_on, on)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise CannotTrain(
            "Người này đã có một hồ sơ hỗ trợ đào tạo chưa xong. Mở hồ sơ đó để làm tiếp."
        ) from error
    record("unemployment.training.received", by=by, about=made, detail={"people": [person.pk]})
    return made


@transaction.atomic
def take_in_training(
    *, support: TrainingSupport, asked: TrainingAsk, missing: str, by: User, at: datetime
) -> TrainingSupport:
    """The desk takes in what was sent online; the day of filing stays the day of sending.

    `asked` is what the person told, completed by what the centre knows. Taken in already is the
    answer.
    """
    locked = lock_training(support)
    if locked.state in TRAINING_IN_HAND:
        return locked
    refuse_unless(locked, TrainingState.SENT)
    on, filed_on = timezone.localtime(at).date(), locked.filed_on
    refuse_days(asked, TrainingGround(locked.ground), on)
    for name in asdict(asked):
        setattr(locked, name, getattr(asked, name))
    locked.filed_on, locked.channel = filed_on, FilingChannel.ONLINE
    locked.received_by, locked.received_at, locked.state_since = by, at, at
    if missing.strip():
        locked.state, locked.supplement_on = TrainingState.SUPPLEMENT, on
        locked.supplement_what = missing.strip()
        tell_training(locked, "supplement", at=at)
    else:
        locked.state = TrainingState.RECEIVED
        _complete(locked, filed_on, on)
        tell_training(locked, "received", at=at)
    locked.save()
    record(
        "unemployment.training.received", by=by, about=locked, detail={"people": [locked.person_id]}
    )
    return locked


@transaction.atomic
def change_training(
    *, support: TrainingSupport, asked: TrainingAsk, by: User, at: datetime
) -> TrainingSupport:
    """Another course, other facts, while nothing is proposed."""
    locked = lock_training(support)
    refuse_unless(locked, *TRAINING_IN_HAND)
    refuse_days(asked, TrainingGround(locked.ground), timezone.localtime(at).date())
    for name in asdict(asked):
        setattr(locked, name, getattr(asked, name))
    locked.save()
    record("unemployment.training.changed", by=by, about=locked)
    return locked


@transaction.atomic
def complete_training(
    *, support: TrainingSupport, on: date, by: User, at: datetime
) -> TrainingSupport:
    """The missing papers came: the days of the law run from then."""
    locked = lock_training(support)
    if locked.state == TrainingState.RECEIVED:
        return locked
    refuse_unless(locked, TrainingState.SUPPLEMENT)
    if on < locked.filed_on or on > timezone.localtime(at).date():
        raise CannotTrain("Ngày đủ hồ sơ không trước ngày nộp và không ở ngày mai trở đi.")
    locked.state, locked.state_since = TrainingState.RECEIVED, at
    _complete(locked, on, timezone.localtime(at).date())
    locked.save()
    record("unemployment.training.completed", by=by, about=locked)
    return locked


@transaction.atomic
def propose_training(*, support: TrainingSupport, by: User, at: datetime) -> Decision:
    """Put the support (Mẫu 05) or the refusal (Mẫu 06) before those who approve."""
    locked = lock_training(support)
    waiting = locked.decisions.filter(state=DecisionState.PROPOSED).first()
    if waiting is not None:
        return waiting
    if locked.state != TrainingState.RECEIVED:
        raise CannotPropose(f"Hồ sơ {locked.get_state_display().lower()}, chưa trình được.")
    found = compute_training(locked, on=timezone.localtime(at).date())
    if found.verdict.eligible and not found.start.allowed:
        raise CannotPropose(f"{found.start.reasons[0].text} Đổi khoá khác hoặc ghi cam kết dạy bù.")
    kind = DecisionKind.TRAINING if found.verdict.eligible else DecisionKind.REFUSE
    _move(locked, TrainingState.PROPOSED, at)
    return propose(
        kind=kind,
        person=locked.person,
        training=locked,
        benefit=locked.benefit,
        content=snapshot_of(found, locked),
        by=by,
        at=at,
    )


@transaction.atomic
def collect_training(*, support: TrainingSupport, by: User, at: datetime) -> TrainingSupport:
    """The person came for the decision: the months of the course are opened."""
    locked = lock_training(support)
    if locked.state == TrainingState.STUDYING:
        return locked
    refuse_unless(locked, TrainingState.APPROVED)
    on = timezone.localtime(at).date()
    if locked.slip_last is not None and on > locked.slip_last:
        raise CannotTrain(
            f"Đã quá hạn nhận, đến hết {formats.day(locked.slip_last)}. "
            "Trình huỷ quyết định (Nghị định 374/2025 Điều 13 khoản 5)."
        )
    decision = Decision.objects.select_for_update().get(
        training=locked, kind=DecisionKind.TRAINING, state=DecisionState.APPROVED
    )
    decision.state = DecisionState.COLLECTED
    decision.collected_on, decision.collected_noted_by = on, by
    decision.save(update_fields=["state", "collected_on", "collected_noted_by"])
    open_months(locked, decision)
    _move(locked, TrainingState.STUDYING, at)
    record("unemployment.training.collected", by=by, about=locked)
    return locked


def open_months(support: TrainingSupport, decision: Decision) -> None:
    """The months of the course with the tuition the decision planned for each."""
    rows = []
    for number, (first, last, planned) in enumerate(decision.content["parts"], start=1):
        ends = date.fromisoformat(last)
        rows.append(
            TrainingMonth(
                support=support,
                number=number,
                starts_on=date.fromisoformat(first),
                ends_on=ends,
                planned=planned,
                list_due=training.school_list_due(ends).day,
            )
        )
    TrainingMonth.objects.bulk_create(rows)


@transaction.atomic
def withdraw_training(
    *, support: TrainingSupport, why: str, on: date, by: User, at: datetime
) -> TrainingSupport:
    """The person does not want it any more (Mẫu 07). Raises CannotTrain after ten days."""
    locked = lock_training(support)
    if locked.state == TrainingState.WITHDRAWN:
        return locked
    refuse_unless(locked, TrainingState.SENT, *TRAINING_IN_HAND, TrainingState.PROPOSED)
    if locked.completed_on and locked.ground == TrainingGround.LEFT:
        due = training.withdraw_due(locked.completed_on)
        if on > due.day:
            raise CannotTrain(
                f"Quá hạn nộp Mẫu 07, đến hết {formats.day(due.day)} ({due.article}). "
                "Chờ quyết định; không đến nhận thì quyết định được huỷ."
            )
    locked.decisions.filter(state=DecisionState.PROPOSED).update(
        state=DecisionState.RETURNED,
        returned_by=by,
        returned_at=at,
        returned_why="Người lao động đề nghị không hưởng (Mẫu 07).",
    )
    locked.withdrawn_on, locked.withdrawn_why = on, why.strip()
    _move(locked, TrainingState.WITHDRAWN, at)
    record("unemployment.training.withdrawn", by=by, about=locked)
    return locked


@transaction.atomic
def propose_cancel_training(*, support: TrainingSupport, by: User, at: datetime) -> Decision:
    """Nobody came for the decision: put its cancelling (Mẫu 08) before those who approve."""
    locked = lock_training(support)
    waiting = locked.decisions.filter(state=DecisionState.PROPOSED).first()
    if waiting is not None:
        return waiting
    on = timezone.localtime(at).date()
    last = locked.slip_last
    if locked.state != TrainingState.APPROVED or last is None or on <= last:
        raise CannotPropose(
            "Chỉ trình huỷ khi quyết định không có người nhận, sau ngày cuối của phiếu hẹn."
        )
    about = Decision.objects.get(
        training=locked, kind=DecisionKind.TRAINING, state=DecisionState.APPROVED
    )
    said = f"Không đến nhận quyết định đến hết ngày {formats.day(last)}."
    return propose(
        kind=DecisionKind.CANCEL,
        person=locked.person,
        training=locked,
        about=about,
        content={
            "reason": said,
            "reasons": [{"text": said, "article": f"{training.DECREE}, Điều 13 khoản 5"}],
            "grant_number": about.symbol,
        },
        by=by,
        at=at,
    )


@transaction.atomic
def note_study_days(
    *, month: TrainingMonth, study_days: int, listed_on: date, by: User, at: datetime
) -> TrainingMonth:
    """The school's list of a month reached social insurance: days studied and the money."""
    support = lock_training(month.support)
    locked = TrainingMonth.objects.select_for_update().get(pk=month.pk)
    refuse_unless(support, TrainingState.STUDYING, TrainingState.ENDED)
    if locked.paid_on is not None:
        raise CannotTrain(f"Tháng thứ {locked.number} đã chi trả, không sửa ngày học nữa.")
    if InsuranceItem.objects.filter(study_month=locked).exists():
        raise CannotTrain(
            f"Tháng thứ {locked.number} đã lên danh sách gửi bảo hiểm xã hội, không sửa ngày học. "
            "Chi thừa thì ghi thu hồi sau khi chi."
        )
    if support.study_ended_on and locked.starts_on > support.study_ended_on and study_days:
        raise CannotTrain(
            f"Việc học kết thúc {formats.day(support.study_ended_on)}, trước tháng này."
        )
    longest = (locked.ends_on - locked.starts_on).days + 1
    if not 0 <= study_days <= longest:
        raise CannotTrain(f"Tháng này có {longest} ngày. Ghi từ 0 đến {longest} ngày thực học.")
    if listed_on < locked.starts_on or listed_on > timezone.localtime(at).date():
        raise CannotTrain("Ngày nhận danh sách nằm giữa ngày đầu của tháng học và hôm nay.")
    locked.study_days, locked.listed_on = study_days, listed_on
    locked.tuition, locked.meals = money_of(locked, study_days)
    locked.pay_due = training.pay_due(listed_on).day
    locked.by, locked.at = by, at
    locked.save()
    record("unemployment.training.month_noted", by=by, about=locked)
    return locked


@transaction.atomic
def note_training_paid(
    *, month: TrainingMonth, paid_on: date, paper: str, by: User, at: datetime
) -> TrainingMonth:
    """Social insurance paid tuition to the school and meals to the worker. Once a month."""
    locked = TrainingMonth.objects.select_for_update(of=("self",)).get(pk=month.pk)
    if locked.paid_on is not None:
        return locked
    if locked.listed_on is None or not (locked.tuition or locked.meals):
        raise CannotTrain("Chưa có danh sách của tháng này, hoặc tháng không có ngày học nào.")
    if not paper.strip():
        raise CannotTrain("Ghi số chứng từ chi trả của bảo hiểm xã hội.")
    if not locked.listed_on <= paid_on <= timezone.localtime(at).date():
        raise CannotTrain("Ngày chi trả nằm giữa ngày nhận danh sách và hôm nay.")
    locked.paid_on, locked.paper, locked.by, locked.at = paid_on, paper.strip(), by, at
    locked.save(update_fields=["paid_on", "paper", "by", "at"])
    record("unemployment.training.paid", by=by, about=locked, detail={"month": locked.number})
    return locked


@transaction.atomic
def end_study(
    *, support: TrainingSupport, on: date, why: str, by: User, at: datetime
) -> TrainingSupport:
    """The course is over, or the person left it: no month after that day is paid."""
    locked = lock_training(support)
    if locked.state == TrainingState.ENDED:
        return locked
    refuse_unless(locked, TrainingState.STUDYING)
    if on > timezone.localtime(at).date():
        raise CannotTrain("Ngày này chưa đến. Ghi khi việc học đã kết thúc.")
    if on < locked.starts_on - training.ONE_DAY:
        raise CannotTrain("Chưa học ngày nào thì ghi ngày trước ngày khai giảng.")
    locked.study_ended_on, locked.study_ended_why = on, why.strip()
    _move(locked, TrainingState.ENDED, at)
    record("unemployment.training.ended", by=by, about=locked)
    return locked


def _complete(support: TrainingSupport, completed: date, on: date) -> None:
    support.completed_on = completed
    support.slip_first, support.slip_last = slip_days(completed)
    if support.slip_number is None:
        support.slip_number = next_number(Series.SLIP, on.year)


def _move(support: TrainingSupport, to: TrainingState, at: datetime) -> None:
    support.state, support.state_since = to, at
    support.save()


def refuse_unless(support: TrainingSupport, *states: TrainingState) -> None:
    """Raise CannotTrain when the file is in none of these states."""
    if support.state not in states:
        allowed = ", ".join(f"«{state.label}»" for state in states)
        raise CannotTrain(
            f"Hồ sơ đang ở bước «{support.get_state_display()}», việc này cần bước {allowed}."
        )


def refuse_days(asked: TrainingAsk, ground: TrainingGround, on: date) -> None:
    """Raise CannotTrain for days that cannot be, and for facts without which nobody may ask."""
    if asked.filed_on > on:
        raise CannotTrain("Ngày nộp chưa đến. Ghi ngày nhận hồ sơ.")
    if asked.ends_on < asked.starts_on:
        raise CannotTrain("Khoá học bế giảng trước khai giảng. Xem lại hai ngày.")
    if ground == TrainingGround.LEFT and asked.ended_on is None:
        raise CannotTrain("Ghi ngày chấm dứt hợp đồng theo giấy tờ kèm theo (Điều 12 khoản 1).")
    if ground == TrainingGround.ELSEWHERE and not (
        asked.outside_number and asked.outside_first and asked.outside_last
    ):
        raise CannotTrain("Ghi số quyết định hưởng của tỉnh khác, ngày bắt đầu và ngày hết hưởng.")
