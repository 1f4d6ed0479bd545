"""Writing down what was done for somebody: one row an act, however often the form is sent."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.counter.choices import ActKind, PolicyTopic
from caunoi.counter.models import LONGEST_ACT_NOTE, LONGEST_ANSWER, Act, PolicyAdvice, Visit
from caunoi.counter.queries.timeline import TRAINED
from caunoi.employers.models import Employer
from caunoi.people.models import LabourProfile, Person
from caunoi.unemployment.queries.timeline import has_benefit_file
from caunoi_kit.journal.actions import record


class CannotNoteAct(Exception):
    """The act was not noted; the message is Vietnamese and may be shown."""


@transaction.atomic
def note_act(
    *, key: UUID, kind: ActKind, person: Person, visit: Visit | None, by: User, at: datetime,
    note: str = "",
) -> Act:  # fmt: skip
    """Count one service to a person. The same key, or the same kind in one visit, is the same act.

    Raises CannotNoteAct for the visit of somebody else and for a kind that is for firms.
    """
    if kind == ActKind.EMPLOYER:
        raise CannotNoteAct("Việc này dành cho nơi tuyển. Chọn nơi tuyển trước khi ghi.")
    if visit is not None and visit.person_id not in (None, person.pk):
        raise CannotNoteAct("Số thứ tự này là của người khác. Gọi lại số của người này rồi ghi.")
    return _kept(
        Act(
            key=key, kind=kind, person=person, visit=visit, by=by, at=at,
            on=timezone.localtime(at).date(), note=_short(note), trained=is_trained(person),
            on_benefit=has_benefit_file(person, on=timezone.localtime(at).date()), made=person.made,
        )
    )  # fmt: skip


@transaction.atomic
def note_firm_act(
    *, key: UUID, employer: Employer, visit: Visit | None, by: User, at: datetime, note: str = ""
) -> Act:
    """Count one counselling of a firm (tư vấn người sử dụng lao động)."""
    return _kept(
        Act(
            key=key, kind=ActKind.EMPLOYER, employer=employer, visit=visit, by=by, at=at,
            on=timezone.localtime(at).date(), note=_short(note), made=employer.made,
        )
    )  # fmt: skip


@transaction.atomic
def advise_on_policy(
    *, key: UUID, person: Person, visit: Visit | None, topics: Sequence[PolicyTopic],
    answer: str, next_step: str, by: User, at: datetime,
) -> Act:  # fmt: skip
    """Write a slip of counselling on policy: what was asked, answered, and what comes next.

    A second slip in the same visit adds to the first: one act, all topics. Raises CannotNoteAct.
    """
    words = answer.strip()
    if not topics:
        raise CannotNoteAct("Chọn ít nhất một chính sách người này hỏi.")
    if not words or len(words) > LONGEST_ANSWER:
        raise CannotNoteAct(f"Ghi câu trả lời, nhiều nhất {LONGEST_ANSWER} chữ cái.")
    act = note_act(key=key, kind=ActKind.POLICY, person=person, visit=visit, by=by, at=at)
    advice = PolicyAdvice.objects.select_for_update().filter(act=act).first()
    if advice is None:
        PolicyAdvice.objects.create(
            act=act, topics=list(topics), answer=words, next_step=_short(next_step)
        )
    elif act.key != key:  # the form itself was not simply sent again
        advice.topics = [*advice.topics, *(topic for topic in topics if topic not in advice.topics)]
        advice.answer = f"{advice.answer}\n{words}"[:LONGEST_ANSWER]
        advice.next_step = _short(next_step) or advice.next_step
        advice.save()
    return act


@transaction.atomic
def withdraw_act(*, act: Act, by: User, at: datetime) -> Act:
    """Take back an act that was noted by mistake: it stays readable and counts no more.

    Raises CannotNoteAct on another day: the report of that day may have gone out.
    """
    locked = Act.objects.select_for_update().get(pk=act.pk)
    if locked.withdrawn_at is not None:
        return locked
    if timezone.localtime(at).date() != locked.on:
        raise CannotNoteAct("Chỉ bỏ được việc ghi nhầm trong ngày. Báo trưởng phòng để sửa sổ.")
    locked.withdrawn_at, locked.withdrawn_by = at, by
    locked.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record("counter.act.withdrawn", by=by, about=locked, detail=_whom(locked))
    return locked


def is_trained(person: Person) -> bool:
    """Whether the person holds a diploma of intermediate level or above, as the profile says."""
    return LabourProfile.objects.filter(person=person, qualification__in=TRAINED).exists()


def _kept(act: Act) -> Act:
    """Save the act, or find the one it repeats."""
    if (known := _same(act)) is not None:
        return known
    try:
        with transaction.atomic():
            act.save(force_insert=True)
    except IntegrityError:  # the same form, or a colleague in the same visit, came first
        known = _same(act)
        if known is None:
            raise
        return known
    record("counter.act.noted", by=act.by, about=act, detail={"kind": act.kind, **_whom(act)})
    return act


def _same(act: Act) -> Act | None:
    known = Act.objects.filter(key=act.key).first()
    if known is None and act.visit_id is not None:
        known = Act.objects.filter(
            visit=act.visit_id, person=act.person_id, employer=act.employer_id, kind=act.kind,
            withdrawn_at__isnull=True,
        ).first()  # fmt: skip
    if known is not None and _subject(known) != _subject(act):
        raise CannotNoteAct("Tờ này đã dùng để ghi việc khác. Tải lại trang rồi ghi lại.")
    return known


def _subject(act: Act) -> tuple[str, int | None, int | None]:
    return (act.kind, act.person_id, act.employer_id)


def _whom(act: Act) -> dict[str, object]:
    return {"people": [act.person_id]} if act.person_id else {"employer": act.employer_id}


def _short(text: str) -> str:
    return " ".join(text.split())[:LONGEST_ACT_NOTE]
