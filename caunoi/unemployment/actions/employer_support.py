"""Support for employers: the file, its plan, what is proposed, the money and its accounts."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.employers.models import Employer
from caunoi.training.models import Intake
from caunoi.unemployment.actions.numbers import next_number
from caunoi.unemployment.actions.proposals import CannotPropose
from caunoi.unemployment.choices import DecisionState, Series
from caunoi.unemployment.choices.training import (
    SUPPORT_IN_HAND,
    RecoverWhy,
    RiskCause,
    SupportDecisionKind,
    SupportState,
    TraineeLeaving,
)
from caunoi.unemployment.models import (
    EmployerSupport,
    SupportCourse,
    SupportDecision,
    Trainee,
)
from caunoi.unemployment.queries.employer_support import (
    compute_plan,
    grant_of,
    plan_snapshot,
    repay_for,
)
from caunoi_engine.text.names import name_sort_key
from caunoi_kit.journal.actions import record
from caunoi_rules.unemployment import employer_training as law
from caunoi_rules.unemployment.training_figures import DECREE


class CannotSupport(Exception):
    """The employer's file cannot do that now; the message says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class SupportAsk:
    """What Mẫu 26 and the papers with it say."""

    filed_on: date
    workforce: int
    insured: int
    cut: int
    cause: RiskCause
    months_paid: int
    keep_months: int
    arose_on: date | None = None
    commune_paper: str = ""
    insurance_paper: str = ""
    representative: str = ""
    phone: str = ""
    account: str = ""
    bank: str = ""


@dataclass(frozen=True)
class TraineeLine:
    """One worker of the list (Mẫu 25, Phụ lục I)."""

    full_name: str
    birth_date: date | None = None
    sex: str = ""
    book_number: str = ""
    contract: str = ""
    contract_from: date | None = None


def lock_support(support: EmployerSupport) -> EmployerSupport:
    """The file as it is now, held until the transaction ends."""
    found = EmployerSupport.objects.select_for_update(of=("self",))
    return found.select_related("employer").get(pk=support.pk)


@transaction.atomic
def receive_support(
    *, employer: Employer, asked: SupportAsk, missing: str, by: User, at: datetime
) -> EmployerSupport:
    """Take an employer's file in; `missing` names papers that are not there (Mẫu 03)."""
    on = timezone.localtime(at).date()
    _refuse_facts(asked, on)
    made = EmployerSupport(
        year=on.year,
        number=next_number(Series.EMPLOYER, on.year),
        employer=employer,
        state_since=at,
        received_by=by,
        received_at=at,
        made=employer.made,
        **{name: getattr(asked, name) for name in asdict(asked)},
    )
    if missing.strip():
        made.state, made.supplement_what = SupportState.SUPPLEMENT, missing.strip()
    else:
        made.completed_on = asked.filed_on
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise CannotSupport(
            "Đơn vị này đã có một hồ sơ chưa xong. Mở hồ sơ đó để làm tiếp."
        ) from error
    record("unemployment.support.received", by=by, about=made)
    return made


@transaction.atomic
def change_support(
    *, support: EmployerSupport, asked: SupportAsk, by: User, at: datetime
) -> EmployerSupport:
    """Other facts, while nothing is proposed."""
    locked = lock_support(support)
    refuse_unless(locked, *SUPPORT_IN_HAND)
    _refuse_facts(asked, timezone.localtime(at).date())
    for name in asdict(asked):
        setattr(locked, name, getattr(asked, name))
    locked.save()
    record("unemployment.support.changed", by=by, about=locked)
    return locked


@transaction.atomic
def complete_support(
    *, support: EmployerSupport, on: date, by: User, at: datetime
) -> EmployerSupport:
    """The missing papers came: twenty working days begin."""
    locked = lock_support(support)
    if locked.state == SupportState.RECEIVED:
        return locked
    refuse_unless(locked, SupportState.SUPPLEMENT)
    if not locked.filed_on <= on <= timezone.localtime(at).date():
        raise CannotSupport("Ngày đủ hồ sơ nằm giữa ngày nộp và hôm nay.")
    locked.completed_on = on
    move_support(locked, SupportState.RECEIVED, at)
    record("unemployment.support.completed", by=by, about=locked)
    return locked


@transaction.atomic
def add_course(
    *,
    support: EmployerSupport,
    trade: str,
    school: str,
    first: date,
    last: date,
    monthly_fee: int,
    trainees: Sequence[TraineeLine],
    by: User,
    at: datetime,
    intake: Intake | None = None,
) -> SupportCourse:
    """A course of the plan with those who learn in it. Raises CannotSupport."""
    locked = lock_support(support)
    refuse_unless(locked, *SUPPORT_IN_HAND)
    if last < first:
        raise CannotSupport("Khoá bế giảng trước khai giảng. Xem lại hai ngày.")
    if not trainees:
        raise CannotSupport("Khoá này chưa có người học nào. Ghi hoặc tải danh sách người học.")
    here = locked.trainees.count() + len(trainees)
    if here > locked.insured:
        raise CannotSupport(
            f"Danh sách có {here} người, nhiều hơn {locked.insured} lao động tham gia bảo hiểm "
            "thất nghiệp của đơn vị. Xem lại danh sách hoặc số lao động."
        )
    course = SupportCourse.objects.create(
        support=locked,
        trade=trade.strip(),
        school=school.strip(),
        intake=intake,
        first=first,
        last=last,
        monthly_fee=monthly_fee,
    )
    rows = [
        Trainee(
            support=locked, course=course, sort_key=name_sort_key(each.full_name), **asdict(each)
        )
        for each in trainees
    ]
    try:
        with transaction.atomic():
            Trainee.objects.bulk_create(rows)
    except IntegrityError as error:
        raise CannotSupport(
            "Có số sổ bảo hiểm đứng hai lần trong phương án. Mỗi người học một khoá."
        ) from error
    record("unemployment.support.course_added", by=by, about=locked, detail={"people": len(rows)})
    return course


@transaction.atomic
def drop_course(*, course: SupportCourse, by: User, at: datetime) -> None:
    """A course was typed wrongly: it goes with its list."""
    locked = lock_support(course.support)
    refuse_unless(locked, *SUPPORT_IN_HAND)
    SupportCourse.objects.filter(pk=course.pk).delete()
    record("unemployment.support.course_dropped", by=by, about=locked)


@transaction.atomic
def propose_support(*, support: EmployerSupport, by: User, at: datetime) -> SupportDecision:
    """Put the support (Mẫu 27) or its refusal (Mẫu 28) before those who approve."""
    locked = lock_support(support)
    if (waiting := _waiting(locked)) is not None:
        return waiting
    if locked.state != SupportState.RECEIVED:
        raise CannotPropose(f"Hồ sơ {locked.get_state_display().lower()}, chưa trình được.")
    found = compute_plan(locked, on=timezone.localtime(at).date())
    if found.verdict.eligible and not found.courses:
        raise CannotPropose("Phương án chưa có khoá học và người học. Thêm khoá rồi trình.")
    granted = found.verdict.eligible
    move_support(locked, SupportState.PROPOSED, at)
    return put_forward(
        locked,
        kind=SupportDecisionKind.GRANT if granted else SupportDecisionKind.REFUSE,
        workers=found.workers,
        amount=found.amount if granted else 0,
        content=plan_snapshot(found),
        by=by,
        at=at,
    )


@transaction.atomic
def tell_insurance(
    *, support: EmployerSupport, on: date, by: User, at: datetime
) -> EmployerSupport:
    """The decision went to social insurance: three working days to transfer the money."""
    locked = lock_support(support)
    if locked.insurance_told_on is not None:
        return locked
    refuse_unless(locked, SupportState.GRANTED)
    locked.insurance_told_on = on
    locked.save(update_fields=["insurance_told_on"])
    record("unemployment.support.told_insurance", by=by, about=locked)
    return locked


@transaction.atomic
def note_support_paid(
    *, support: EmployerSupport, on: date, by: User, at: datetime
) -> EmployerSupport:
    """The employer has the money, all of it at once (Điều 26 khoản 4)."""
    locked = lock_support(support)
    if locked.state == SupportState.PAID:
        return locked
    refuse_unless(locked, SupportState.GRANTED)
    if locked.insurance_told_on is None:
        raise CannotSupport("Chưa ghi gửi quyết định cho bảo hiểm xã hội. Ghi việc gửi trước.")
    if _waiting(locked) is not None:
        raise CannotSupport("Đang trình huỷ quyết định. Chờ duyệt hoặc nhờ trả lại tờ trình.")
    locked.paid_on = on
    move_support(locked, SupportState.PAID, at)
    record("unemployment.support.paid", by=by, about=locked)
    return locked


@transaction.atomic
def settle_support(
    *, support: EmployerSupport, on: date, spent: int, by: User, at: datetime
) -> SupportDecision | None:
    """The accounts came in; what is left over is put forward to be paid back (Mẫu 29)."""
    locked = lock_support(support)
    refuse_unless(locked, SupportState.PAID)
    grant = _grant(locked)
    if not 0 <= spent:
        raise CannotSupport("Số tiền quyết toán không âm.")
    back = sum(
        each.amount
        for each in locked.decisions.filter(
            kind=SupportDecisionKind.RECOVER, state=DecisionState.APPROVED
        )
    )
    found = law.settle(received=grant.amount - back, spent=spent, reported=on)
    locked.reported_on, locked.spent = on, spent
    move_support(locked, SupportState.SETTLED, at)
    record("unemployment.support.settled", by=by, about=locked)
    if not found.surplus:
        return None
    return put_forward(
        locked,
        kind=SupportDecisionKind.RECOVER,
        why=RecoverWhy.SURPLUS,
        amount=found.surplus,
        content={
            "total": grant.amount,
            "reason": RecoverWhy.SURPLUS.label,
            "report_paper": "báo cáo kết quả thực hiện của đơn vị",
            "due": found.decide_by.day.isoformat(),
            "reasons": [{"text": one.text, "article": one.article} for one in found.reasons],
        },
        by=by,
        at=at,
    )


@transaction.atomic
def renounce(
    *, support: EmployerSupport, on: date, why: str, by: User, at: datetime
) -> SupportDecision | None:
    """The employer wants it no longer (Mẫu 30): give back, cancel or recover (Điều 26 khoản 9)."""
    locked = lock_support(support)
    refuse_unless(
        locked, *SUPPORT_IN_HAND, SupportState.PROPOSED, SupportState.GRANTED, SupportState.PAID
    )
    locked.renounced_on, locked.renounced_why = on, why.strip()
    locked.save(update_fields=["renounced_on", "renounced_why"])
    record("unemployment.support.renounced", by=by, about=locked)
    if locked.state in {*SUPPORT_IN_HAND, SupportState.PROPOSED}:
        locked.decisions.filter(state=DecisionState.PROPOSED).update(
            state=DecisionState.RETURNED,
            returned_by=by,
            returned_why="Đơn vị không có nhu cầu hỗ trợ nữa (Mẫu 30).",
        )
        move_support(locked, SupportState.RETURNED, at)
        return None
    if (waiting := _waiting(locked)) is not None:
        return waiting
    grant = _grant(locked)
    due = law.renounce_decision_due(on)
    paid = locked.state == SupportState.PAID or locked.insurance_told_on is not None
    said = "Đơn vị không có nhu cầu hỗ trợ nữa"
    return put_forward(
        locked,
        kind=SupportDecisionKind.RECOVER if paid else SupportDecisionKind.CANCEL,
        why=RecoverWhy.UNNEEDED if paid else "",
        workers=grant.workers,
        amount=grant.amount,
        content={
            "total": grant.amount,
            "reason": said,
            "report_paper": "thông báo của đơn vị về việc không có nhu cầu hỗ trợ",
            "due": due.day.isoformat(),
            "reasons": [
                {"text": f"{said}: {why.strip()}.", "article": f"{DECREE}, Điều 26 khoản 9"}
            ],
        },
        by=by,
        at=at,
    )


@transaction.atomic
def note_job_lost(
    *,
    trainee: Trainee,
    left_on: date,
    leaving: TraineeLeaving,
    told_on: date,
    by: User,
    at: datetime,
) -> SupportDecision | None:
    """A trained worker's job was not kept (Mẫu 32): pay back, unless Điều 25 frees from it."""
    support = lock_support(trainee.support)
    refuse_unless(support, SupportState.PAID, SupportState.SETTLED)
    locked = (
        Trainee.objects.select_for_update(of=("self",)).select_related("course").get(pk=trainee.pk)
    )
    if locked.left_on is not None:
        raise CannotSupport(f"Đã ghi {locked.full_name} thôi việc. Mở hồ sơ để xem.")
    if left_on < locked.course.first or told_on < left_on:
        raise CannotSupport("Ngày thôi việc sau khai giảng, ngày báo không trước ngày thôi việc.")
    if _waiting(support) is not None:
        raise CannotSupport("Đang có tờ trình của đơn vị này chờ duyệt. Duyệt hoặc trả lại trước.")
    locked.left_on, locked.leaving, locked.told_on = left_on, leaving, told_on
    locked.save(update_fields=["left_on", "leaving", "told_on"])
    record("unemployment.support.job_lost", by=by, about=support)
    grant = _grant(support)
    amount, reasons = repay_for(locked, on=grant.signed_on or told_on)
    if not amount:
        return None
    return put_forward(
        support,
        kind=SupportDecisionKind.RECOVER,
        why=RecoverWhy.UNKEPT,
        workers=1,
        amount=amount,
        content={
            "total": grant.amount,
            "reason": "không bố trí và duy trì việc làm cho người lao động theo phương án",
            "report_paper": "thông báo của đơn vị về việc hoàn trả kinh phí",
            "due": law.job_lost_decision_due(told_on).day.isoformat(),
            "trainee": locked.pk,
            "reasons": reasons,
        },
        by=by,
        at=at,
    )


def put_forward(
    support: EmployerSupport,
    *,
    kind: SupportDecisionKind,
    content: dict,
    by: User,
    at: datetime,
    why: str = "",
    workers: int = 0,
    amount: int = 0,
) -> SupportDecision:
    """Put a decision about a locked file before those who approve."""
    made = SupportDecision.objects.create(
        support=support,
        kind=kind,
        why=why,
        workers=workers,
        amount=amount,
        content=content,
        proposed_by=by,
        proposed_at=at,
    )
    record("unemployment.support.proposed", by=by, about=made, detail={"kind": str(kind)})
    return made


def move_support(support: EmployerSupport, to: SupportState, at: datetime) -> None:
    """Set the state of a locked file and save it."""
    support.state, support.state_since = to, at
    support.save()


def refuse_unless(support: EmployerSupport, *states: SupportState) -> None:
    """Raise CannotSupport when a file stands elsewhere."""
    if support.state not in states:
        allowed = ", ".join(f"«{state.label}»" for state in states)
        raise CannotSupport(
            f"Hồ sơ đang ở bước «{support.get_state_display()}», việc này cần bước {allowed}."
        )


def _waiting(support: EmployerSupport) -> SupportDecision | None:
    return support.decisions.filter(state=DecisionState.PROPOSED).first()


def _grant(support: EmployerSupport) -> SupportDecision:
    found = grant_of(support)
    if found is None:
        raise CannotSupport("Hồ sơ này chưa có quyết định hỗ trợ được ký.")
    return found


def _refuse_facts(asked: SupportAsk, on: date) -> None:
    if asked.filed_on > on:
        raise CannotSupport("Ngày nộp chưa đến. Ghi ngày nhận hồ sơ.")
    if not asked.cut <= asked.insured <= asked.workforce:
        raise CannotSupport(
            "Số lao động phải cắt giảm không nhiều hơn số tham gia bảo hiểm thất nghiệp, số tham "
            "gia không nhiều hơn tổng số lao động. Xem lại Mẫu 26."
        )
