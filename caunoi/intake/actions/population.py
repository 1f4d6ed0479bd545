"""Asking the national population database, writing down what it says, deciding where it differs."""

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from caunoi.accounts.models import User
from caunoi.intake.choices.population import (
    BATCH,
    CHANGES_AGAIN,
    CHANGES_EVERY,
    CHANGES_FIRST,
    CHANGES_PAGES,
    CLAIM,
    FIRST_WAIT,
    LONGEST_WAIT,
    STOPS_ALL,
    Decision,
    Outcome,
    Procedure,
)
from caunoi.intake.models.population import ChangesRead, Check, CheckAnswer, Ruling
from caunoi.intake.queries.population import (
    LONGEST_CODE,
    checked_before,
    checks_of,
    due_people,
    has_only_old_number,
    is_connected,
    nightly_officer,
    open_answers,
    procedure_code,
    question,
    same_name,
    waiting_checks,
)
from caunoi.people.actions import correct_identity, give_identity_number
from caunoi.people.choices import Verification
from caunoi.people.models import Person
from caunoi.people.queries import identity_digest
from caunoi_engine.text.identity import LENGTH
from caunoi_kit.connectors.population import (
    Answer,
    Busy,
    Citizen,
    Match,
    Mismatch,
    Population,
    population,
)
from caunoi_kit.journal.actions import record, record_read
from caunoi_kit.ui.paging import Page, page_of

NIGHT_TRIES: Final = 2
ANSWERS_A_PAGE: Final = 20
CHECKS_SHOWN: Final = 50
_OUTCOMES: Final = {
    Outcome.MATCH: Verification.MATCH,
    Outcome.MISMATCH: Verification.MISMATCH,
    Outcome.NOT_FOUND: Verification.NOT_FOUND,
}


class CannotCheck(Exception):
    """The database cannot be asked like this; the message says why and what to do."""


class CannotRule(Exception):
    """The difference cannot be settled like this; the message says why and what to do."""


@dataclass
class Turn:
    """What one turn of asking came to."""

    asked: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    later: int = 0
    stopped: str = ""  # why the turn ended before its questions did


@transaction.atomic
def ask_check(
    *,
    person: Person,
    procedure: Procedure,
    by: User,
    at: datetime,
    urgent: bool = True,
    old_number: str = "",
) -> Check:
    """Put a question about somebody in line; `caunoi work` asks it within seconds.

    A question about the same person that still waits is given back instead of a second one.
    `old_number`: the nine figures of the old card, of somebody who has no other number.
    """
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if locked.identity_number:
        old_number = ""
    code = _refuse_or_code(locked, procedure, by, old_number)
    open_check = Check.objects.filter(person=locked, answer=None).order_by("-id").first()
    if open_check is not None:
        if urgent and not open_check.urgent:
            open_check.urgent, open_check.wait_until = True, at
            open_check.save(update_fields=["urgent", "wait_until"])
        return open_check
    check = Check.objects.create(
        person=locked, by=by, officer_code=by.username, procedure=procedure, procedure_code=code,
        old_number=old_number or None, asked_at=at, urgent=urgent, wait_until=at,
    )  # fmt: skip
    record("intake.check.asked", by=by, about=locked, detail={"procedure": procedure}, at=at)
    return check


def _refuse_or_code(person: Person, procedure: Procedure, by: User, old_number: str) -> str:
    if not is_connected():
        raise CannotCheck(
            "Chưa nối với CSDL quốc gia về dân cư. Quầy vẫn làm việc; hồ sơ ghi «Chưa đối chiếu»."
        )
    if has_only_old_number(person):
        _check_old_number(person, old_number)
    elif not person.identity_number:
        raise CannotCheck("Hồ sơ chưa có số định danh. Ghi số trên thẻ căn cước rồi đối chiếu.")
    if person.birth_date is None:
        raise CannotCheck("Hồ sơ chưa có ngày sinh. Ghi ngày hoặc năm sinh rồi đối chiếu.")
    code = procedure_code(procedure)
    if not code:
        raise CannotCheck(
            f"Thủ tục «{procedure.label}» chưa có mã. Chọn thủ tục khác, hoặc nhờ quản trị thêm mã."
        )
    if len(by.username) > LONGEST_CODE:
        raise CannotCheck(
            f"Tên đăng nhập dài quá {LONGEST_CODE} ký tự nên không làm mã cán bộ được. "
            "Nhờ quản trị đổi tên đăng nhập."
        )
    return code


def _check_old_number(person: Person, typed: str) -> None:
    if not typed:
        raise CannotCheck(
            "Hồ sơ chỉ có số CMND 9 chữ số, và số đó không lưu nguyên. "
            "Gõ lại số in trên CMND để hỏi."
        )
    if identity_digest(typed) != person.old_identity_digest:
        raise CannotCheck("Số CMND vừa gõ khác với số của hồ sơ này. Xem lại số in trên CMND.")


def ask_waiting(
    *, clock: Callable[[], datetime], most: int = BATCH, through: Population | None = None
) -> Turn:
    """Ask what waits, one question after the other, outside any transaction of ours.

    Ends when nothing waits or the next question would fare no better: quota, circuit, no rights.
    """
    turn, door = Turn(), through or population()
    while turn.asked + turn.later < most:
        check = _claim(clock())
        if check is None:
            break
        answer = door.verify(
            question(check),
            at=clock(),
            same_name=same_name,
            tries=1 if check.urgent else NIGHT_TRIES,
        )
        if isinstance(answer, Busy):
            turn.later += 1
            _ask_later(check, answer, clock())
            if answer.why in STOPS_ALL:
                turn.stopped = answer.why
                break
            continue
        outcome = write_answer(check=check, answer=answer, at=clock())
        turn.asked += 1
        turn.outcomes[outcome] = turn.outcomes.get(outcome, 0) + 1
    return turn


def _claim(at: datetime) -> Check | None:
    """The next question, taken so that no other worker asks it too."""
    for check in waiting_checks(at=at)[:5]:
        mine = Check.objects.filter(pk=check.pk, wait_until=check.wait_until, answer=None)
        if mine.update(wait_until=at + CLAIM):
            return check
    return None


def _ask_later(check: Check, busy: Busy, at: datetime) -> None:
    wait = min(FIRST_WAIT * 2 ** min(check.tries, 10), LONGEST_WAIT)
    until = busy.until if busy.until is not None and busy.until > at else at + wait
    Check.objects.filter(pk=check.pk).update(
        wait_until=until, tries=min(check.tries + 1, 1000), no_answer=busy.why
    )


@transaction.atomic
def write_answer(*, check: Check, answer: Answer, at: datetime) -> Outcome:
    """Keep what the database said, with time, source and officer, and mark the person."""
    if isinstance(answer, Match):
        outcome, fields, citizen = Outcome.MATCH, [], None
        if check.old_number and len(answer.citizen.number) == LENGTH:
            citizen = answer.citizen  # whose number of twelve figures nobody here knows yet
    elif isinstance(answer, Mismatch):
        outcome, fields, citizen = Outcome.MISMATCH, sorted(answer.fields), answer.citizen
    else:
        outcome, fields, citizen = Outcome.NOT_FOUND, [], None
    told = [*fields, "number"] if check.old_number else fields
    theirs = _said(citizen, told) if citizen is not None else {}
    _, made = CheckAnswer.objects.get_or_create(
        check_asked=check,
        defaults={
            "at": at,
            "outcome": outcome,
            "fields": fields,
            "theirs_sealed": json.dumps(theirs, ensure_ascii=False),
            "source": settings.CAUNOI_POPULATION["source"],
        },
    )
    if made:
        Person.with_shadows.filter(pk=check.person_id).update(
            verification=_OUTCOMES[outcome], verified_at=at
        )
        Check.objects.filter(pk=check.pk).update(old_number=None)
        detail = {"outcome": outcome, "fields": fields}
        record("intake.check.answered", by=check.by, about=check.person, detail=detail, at=at)
    return outcome


def _said(citizen: Citizen, fields: Collection[str]) -> dict[str, Any]:
    """Only what differs is kept: nobody needs the rest (data minimisation)."""
    said: dict[str, Any] = {}
    if "name" in fields:
        said["name"] = citizen.name.full
    if "born" in fields:
        born = citizen.born
        said["born"] = born.isoformat() if isinstance(born, date) else born
    if "number" in fields:
        said["number"] = citizen.number
    return said


def plan_night(*, at: datetime, through: Population | None = None) -> int:
    """Put the next people in line unless enough wait already; how many.

    First whoever the database says has changed since, then everybody else, oldest first.
    """
    officer, code = nightly_officer(), procedure_code(Procedure.LABOUR_REGISTER)
    if not is_connected() or officer is None or not code or len(officer.username) > LONGEST_CODE:
        return 0
    if Check.objects.filter(answer=None).count() >= BATCH:
        return 0
    planned = read_changes(by=officer, procedure=code, at=at, through=through)
    for person in due_people(at=at)[:BATCH]:
        ask_check(
            person=person, procedure=Procedure.LABOUR_REGISTER, by=officer, at=at, urgent=False
        )
        planned += 1
    return planned


def read_changes(
    *, by: User, procedure: str, at: datetime, through: Population | None = None
) -> int:
    """Put in line whose data have changed in the database since they were checked; how many.

    Asked once a night, page by page, outside any transaction of ours; nobody while it is not time.
    """
    reading = _claim_changes(at)
    if reading is None:
        return 0
    door, planned = through or population(), 0
    for _ in range(CHANGES_PAGES):
        said = door.changes_since(
            reading.since, request_id=f"CN-D-{uuid4().hex}", procedure=procedure,
            officer=by.username, at=at, page=reading.page, tries=NIGHT_TRIES,
        )  # fmt: skip
        if isinstance(said, Busy):
            until = said.until or at
            reading.wait_until = max(until, at + CHANGES_AGAIN)
            reading.save(update_fields=["wait_until"])
            return planned
        # The moment of the first page: what changes while the others are read is read next time.
        reading.as_of = reading.as_of or said.as_of or at
        for person in checked_before((one.number for one in said.citizens), at=reading.as_of):
            ask_check(
                person=person, procedure=Procedure.LABOUR_REGISTER, by=by, at=at, urgent=False
            )
            reading.people += 1
            planned += 1
        last = said.next_page is None or said.next_page <= reading.page
        if last:
            _read_whole(reading, by, at)
            return planned
        reading.page, reading.wait_until = said.next_page or 1, at
        reading.save()
    return planned


def _claim_changes(at: datetime) -> ChangesRead | None:
    """Where the reading goes on, taken so that no other worker reads too."""
    source = settings.CAUNOI_POPULATION["source"]
    reading, _ = ChangesRead.objects.get_or_create(
        source=source, defaults={"since": at - CHANGES_FIRST, "wait_until": at}
    )
    mine = ChangesRead.objects.filter(pk=reading.pk, wait_until=reading.wait_until)
    if reading.wait_until > at or not mine.update(wait_until=at + CHANGES_AGAIN):
        return None
    if reading.page == 1:
        reading.people = 0
    return reading


def _read_whole(reading: ChangesRead, by: User, at: datetime) -> None:
    assert reading.as_of is not None  # noqa: S101  a page was read
    reading.since, reading.as_of, reading.page = reading.as_of, None, 1
    reading.read_at, reading.wait_until = at, at + CHANGES_EVERY
    reading.save()
    record("intake.changes.read", by=by, about=reading, detail={"found": reading.people}, at=at)


@transaction.atomic
def read_answer(*, answer: CheckAnswer, by: User) -> CheckAnswer:
    """Both sides of a difference, opened by an officer."""
    record_read(
        "intake.check.read",
        about=answer.check_asked.person,
        by=by,
        fields=["full_name", "birth_date", "identity_number"],
        why="đối chiếu dân cư",
    )
    return answer


@dataclass(frozen=True)
class ReadAnswers:
    """One page of answers to decide on."""

    answers: tuple[CheckAnswer, ...]
    page: Page


@transaction.atomic
def read_answers(*, outcome: Outcome, by: User, page: str | None) -> ReadAnswers:
    """Answers that differ or found nobody, one page; the people shown are in the journal."""
    waiting = open_answers(outcome)
    shown = page_of(page, count=waiting.count(), size=ANSWERS_A_PAGE)
    found = ReadAnswers(tuple(waiting[shown.part]), shown)
    if people := [answer.check_asked.person_id for answer in found.answers]:
        detail = {"fields": ["full_name", "place"], "people": people}
        record("intake.differences.read", by=by, detail=detail)
    return found


@transaction.atomic
def read_checks(*, person: Person, by: User) -> list[Check]:
    """What was asked about one person and answered, opened by an officer."""
    record_read(
        "intake.check.read", about=person, by=by, fields=["full_name"], why="đối chiếu dân cư"
    )
    return list(checks_of(person)[:CHECKS_SHOWN])


@transaction.atomic
def rule(
    *, answer: CheckAnswer, decision: Decision, reason: str, by: User, at: datetime, on: date
) -> Ruling:
    """Take the values of the database into the file, or keep the file with the reason.

    A corrected file is asked about anew: it counts as checked only when the database says so.
    """
    locked = CheckAnswer.objects.select_for_update().get(pk=answer.pk)
    if Ruling.objects.filter(answer=locked).exists():
        raise CannotRule("Đã có người quyết định chỗ khác này. Mở lại danh sách.")
    if decision == Decision.OURS_STANDS and not reason.strip():
        raise CannotRule("Giữ hồ sơ khác với CSDL dân cư thì ghi lý do: đã xem giấy tờ gì.")
    person = locked.check_asked.person
    if decision == Decision.CORRECTED:
        theirs = locked.theirs
        if not theirs.get("name") and not theirs.get("born"):
            raise CannotRule(
                "CSDL dân cư không cho biết giá trị của họ, hoặc chỗ khác là số định danh. "
                "Xem thẻ căn cước rồi sửa hồ sơ bằng tay."
            )
        correct_identity(
            person=person, name=theirs.get("name", ""), born=_born(theirs.get("born")), by=by, on=on
        )
    ruling = Ruling.objects.create(
        answer=locked, decision=decision, reason=reason.strip()[:300], by=by, at=at
    )
    record("intake.check.ruled", by=by, about=person, detail={"decision": decision}, at=at)
    if decision == Decision.CORRECTED:
        ask_check(person=person, procedure=Procedure(locked.check_asked.procedure), by=by, at=at)
    return ruling


@transaction.atomic
def take_number(*, answer: CheckAnswer, by: User) -> Person:
    """Write the number of twelve figures that the database gave for an old card into the file."""
    person = answer.check_asked.person
    number = str(answer.theirs.get("number") or "")
    if answer.outcome != Outcome.MATCH or not number:
        raise CannotRule("CSDL dân cư không cho biết số định danh của người này.")
    return give_identity_number(person=person, number=number, by=by)


def _born(said: Any) -> date | int | None:
    return date.fromisoformat(said) if isinstance(said, str) and said else said or None


@transaction.atomic
def forget_checks(*, people: Iterable[int]) -> int:
    """Take the checks of people away who are being taken out of the register again."""
    checks = Check.objects.filter(person_id__in=list(people))
    answers = CheckAnswer.objects.filter(check_asked__in=checks)
    Ruling.objects.filter(answer__in=answers).delete()
    answers.delete()
    gone, _ = checks.delete()
    return gone
