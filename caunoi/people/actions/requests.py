"""What people ask about their own data: asked, answered, put off once, refused, done."""

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.people.actions.consents import withdraw_consent
from caunoi.people.choices import OPEN_REQUESTS, Purpose, RequestState, Right
from caunoi.people.models import Consent, DataRequest, LabourProfile, Person
from caunoi_kit.journal.actions import record
from caunoi_rules import personal_data

AT_ONCE: Final = frozenset({Right.RESTRICT, Right.WITHDRAW})
"""What the system does by itself in the moment the person asks."""
STOPS: Final[dict[Right, tuple[Purpose, ...]]] = {
    Right.RESTRICT: (Purpose.CENTRE, Purpose.EMPLOYERS, Purpose.MESSAGES),
    Right.WITHDRAW: tuple(Purpose),
}
DONE_WORDS: Final[dict[Right, str]] = {
    Right.RESTRICT: "Không còn tìm việc hộ, không cho nơi tuyển thấy và không nhắn tin.",
    Right.WITHDRAW: "Mọi đồng ý đã rút, có hiệu lực ngay.",
}


class CannotAnswer(Exception):
    """The request cannot be taken further this way; the message says why."""


@transaction.atomic
def ask(*, person: Person, right: Right, words: str, by: User, at: datetime) -> DataRequest:
    """Take a request in; one that is open already is the answer.

    What the person asks through their own account and the system can do by itself is done at once.
    """
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    on = timezone.localtime(at).date()
    still = DataRequest.objects.filter(person=locked, right=right, state__in=OPEN_REQUESTS).first()
    if still is not None:
        return still
    answer_due = personal_data.answer_by(on).day
    made = DataRequest.objects.create(
        person=locked, right=right, words=words.strip(), asked_on=on, asked_by=by,
        answer_due=answer_due, done_due=personal_data.done_by(right.value, on).day,
        due_on=answer_due,
    )  # fmt: skip
    record("people.request.asked", by=by, about=made, detail=_whom(made))
    if right in AT_ONCE and locked.account_id == by.pk:
        return finish(request=made, answer="", by=by, at=at)
    return made


@transaction.atomic
def accept(*, request: DataRequest, by: User, on: date) -> DataRequest:
    """Answer that the request is taken up; from now on the day it has to be done by counts."""
    locked = _open(request)
    if locked.state == RequestState.ACCEPTED:
        return locked
    locked.state, locked.answered_on, locked.due_on = RequestState.ACCEPTED, on, locked.done_due
    locked.handled_by = by
    locked.save(update_fields=["state", "answered_on", "due_on", "handled_by"])
    record("people.request.accepted", by=by, about=locked, detail=_whom(locked))
    return locked


@transaction.atomic
def extend(*, request: DataRequest, why: str, by: User, on: date) -> DataRequest:
    """Put the day off, once and with the reason told. Raises CannotAnswer the second time."""
    locked = _open(request)
    if locked.extended_why:
        raise CannotAnswer("Yêu cầu này đã gia hạn một lần. Luật chỉ cho gia hạn một lần.")
    if on > locked.done_due:
        raise CannotAnswer("Đã quá hạn làm xong nên không gia hạn được nữa. Làm ngay hôm nay.")
    if not why.strip():
        raise CannotAnswer("Ghi lý do gia hạn: người yêu cầu đọc được lý do này.")
    later = personal_data.extended_to(locked.right, locked.asked_on, locked.done_due)
    locked.extended_why, locked.done_due, locked.due_on = why.strip(), later.day, later.day
    locked.state, locked.answered_on = RequestState.ACCEPTED, locked.answered_on or on
    locked.handled_by = by
    locked.save(
        update_fields=["extended_why", "done_due", "due_on", "state", "answered_on", "handled_by"]
    )
    record("people.request.extended", by=by, about=locked, detail=_whom(locked))
    return locked


@transaction.atomic
def refuse(*, request: DataRequest, why: str, by: User, on: date) -> DataRequest:
    """Say no, with the reason and the article. Raises CannotAnswer without one."""
    locked = _open(request)
    if not why.strip():
        raise CannotAnswer("Ghi lý do và điều luật: người yêu cầu đọc được câu này.")
    _end(locked, RequestState.REFUSED, why.strip(), by, on)
    record("people.request.refused", by=by, about=locked, detail=_whom(locked))
    return locked


@transaction.atomic
def finish(*, request: DataRequest, answer: str, by: User | None, at: datetime) -> DataRequest:
    """Done as asked; what the system can do itself it does here. Ended before: as it was ended.

    Deleting is `home.actions.erasing`, which ends the request with this.
    """
    locked = DataRequest.objects.select_for_update().get(pk=request.pk)
    if locked.state not in OPEN_REQUESTS:
        return locked
    right = Right(locked.right)
    if right in AT_ONCE:
        _stop(locked.person, right, by=by, at=at)
    words = answer.strip() or DONE_WORDS.get(right, "")
    _end(locked, RequestState.DONE, words, by, timezone.localtime(at).date())
    record("people.request.done", by=by, about=locked, detail=_whom(locked))
    return locked


@transaction.atomic
def read_requests(*, people: list[int], by: User) -> None:
    """Whose requests a page shows to staff."""
    if people:
        detail = {"fields": ["full_name", "phone", "requests"], "people": people}
        record("people.request.read", by=by, detail=detail | {"why": "yêu cầu về dữ liệu"})


def _stop(person: Person, right: Right, *, by: User | None, at: datetime) -> None:
    standing = Consent.objects.filter(person=person, withdrawn_at__isnull=True)
    for purpose in standing.filter(purpose__in=STOPS[right]).values_list("purpose", flat=True):
        withdraw_consent(person=person, purpose=Purpose(purpose), by=by, at=at)
    LabourProfile.objects.filter(person=person).update(looking=False)


def _open(request: DataRequest) -> DataRequest:
    locked = DataRequest.objects.select_for_update().get(pk=request.pk)
    if locked.state not in OPEN_REQUESTS:
        ended = locked.get_state_display().lower()
        raise CannotAnswer(f"Yêu cầu này đã khép lại ({ended}). Tải lại trang để xem.")
    return locked


def _end(request: DataRequest, state: RequestState, words: str, by: User | None, on: date) -> None:
    request.state, request.answer, request.ended_on, request.due_on = state, words, on, None
    request.answered_on = request.answered_on or on
    request.handled_by = by
    request.save(
        update_fields=["state", "answer", "ended_on", "due_on", "answered_on", "handled_by"]
    )


def _whom(request: DataRequest) -> dict[str, object]:
    return {"people": [request.person_id], "right": request.right}
