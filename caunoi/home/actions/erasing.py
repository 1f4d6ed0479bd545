"""Erasing what is known of a person: one deed, one line in the journal, one line in the list.

What hangs on a record is deleted or emptied by `queries.keeping`; an empty row of the person is
left, so that what was counted stays counted and no number of a paper is given twice. Benefit files
are kept by law: then the whole is refused with the article, and only the rest may go.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from caunoi.accounts.actions.erasing import erase_account
from caunoi.accounts.models import User
from caunoi.counter.actions import appointments
from caunoi.counter.choices import AppointmentState
from caunoi.counter.models import Appointment
from caunoi.home.models import Presence
from caunoi.home.queries.erased import (
    Bound,
    Listed,
    append_to_list,
    bound_of,
    list_path,
    read_list,
    rows_of,
    shadows_of,
)
from caunoi.home.queries.keeping import EMPTY_PERSON, GONE_EACH, KEEPINGS, PERSON, Fate
from caunoi.intake.choices.files import UNSAVED, RowState
from caunoi.intake.models import Merge, MergeStep, Pair, UploadContent, UploadRow
from caunoi.people.actions.requests import CannotAnswer, finish, refuse
from caunoi.people.choices import ERASED_NAME, OPEN_REQUESTS, Right
from caunoi.people.models import Consent, DataRequest, Erasure, Household, Person, ProfileDraft
from caunoi.placement.actions.applications import withdraw_application
from caunoi.placement.models import Application
from caunoi.training.actions.enrolments import leave
from caunoi.training.choices import ENDED, LeaveReason
from caunoi.training.models import Enrolment
from caunoi.unemployment.choices import ClaimState
from caunoi.unemployment.models import Claim
from caunoi.vacancies.models import ScamReport
from caunoi_engine.text.folding import fold
from caunoi_kit.journal.actions import record
from caunoi_kit.messaging.erasing import empty_messages
from caunoi_kit.ui import formats

BY_HAND: Final = frozenset({"intake.UploadContent", "intake.UploadRow", PERSON})
ANSWERED: Final = "Đã xoá dữ liệu về anh/chị."
PARTLY: Final = "Đã xoá mọi phần không phải giữ."


class CannotErase(Exception):
    """Nothing was erased; the message says what the law keeps, until when, by which article."""

    def __init__(self, bound: Sequence[Bound]) -> None:
        self.bound = tuple(bound)
        super().__init__(words_of(bound))


def words_of(bound: Sequence[Bound]) -> str:
    """What is kept and why, in a sentence for the person."""
    what = ", ".join(f"{formats.number(each.count)} {each.words}" for each in bound)
    last = max(bound, key=lambda each: each.until)
    return f"Luật bắt giữ {what} ít nhất đến hết ngày {formats.day(last.until)} ({last.law})."


@transaction.atomic
def erase_person(*, person: Person, by: User | None, at: datetime, partly: bool = False) -> Erasure:
    """Erase somebody. Erased before: as it was. Raises CannotErase when the law keeps something
    and `partly` does not allow to leave that.
    """
    locked = Person.with_shadows.select_for_update(of=("self",)).get(pk=person.pk)
    if locked.erased_at is not None:
        return Erasure.objects.get(public_id=locked.public_id)
    bound = bound_of(locked)
    if bound and not partly:
        raise CannotErase(bound)
    _end_what_is_open(locked, by, at)
    people, accounts = [locked.pk, *shadows_of(locked)], _accounts(locked)
    about = _walk(people, accounts)
    _uploads(people, locked.identity_digest or "")
    _drafts_of_staff(locked)
    Presence.objects.filter(record=locked.public_id).delete()
    Consent.objects.filter(person__in=people, withdrawn_at__isnull=True).update(withdrawn_at=at)
    phone, email = _own_phone(locked), locked.email
    if bound:
        empty_messages(users=(), phone="", email="", about=about)
    else:
        ScamReport.objects.exclude(phone="").filter(phone=phone).update(phone="")
        _empty_records(people, at)
        if locked.account is not None:
            erase_account(locked.account)
        empty_messages(users=accounts, phone=phone, email=email, about={**about, PERSON: people})
    erasure, _ = Erasure.objects.update_or_create(
        public_id=locked.public_id, defaults={"at": at, "whole": not bound}
    )
    record("home.person.erased", by=by, about=locked, detail={"whole": not bound})
    transaction.on_commit(lambda: append_to_list([erasure], list_path()))
    return erasure


@transaction.atomic
def erase_as_asked(
    *, request: DataRequest, by: User, at: datetime, partly: bool = False
) -> DataRequest:
    """Do what a request to delete asks, and end it. Raises CannotErase, CannotAnswer."""
    locked = DataRequest.objects.select_for_update().get(pk=request.pk)
    if locked.right != Right.DELETE:
        raise CannotAnswer("Yêu cầu này không phải xin xoá dữ liệu.")
    if locked.state not in OPEN_REQUESTS:
        return locked
    bound = bound_of(locked.person)
    erase_person(person=locked.person, by=by, at=at, partly=partly)
    if bound:
        why = f"{words_of(bound)} {PARTLY}"
        return refuse(request=locked, why=why, by=by, on=timezone.localtime(at).date())
    for other in DataRequest.objects.filter(person=locked.person, state__in=OPEN_REQUESTS):
        finish(request=other, answer=ANSWERED, by=by, at=at)
    return DataRequest.objects.get(pk=locked.pk)


def erase_again(*, path: Path | None = None, at: datetime) -> tuple[int, int]:
    """After a restore: whoever is on the list and stands in the register again is erased again.

    Also writes into the list what only the database knows. Returns how many of each.
    """
    listed = {each.public_id: each for each in read_list(path or list_path())}
    again = 0
    back = Person.with_shadows.filter(public_id__in=list(listed), erased_at__isnull=True)
    for person in back.order_by("pk"):
        again += _again(person, listed[person.public_id], at)
    known = {each.public_id: each.whole for each in read_list(list_path())}
    missing = [
        each for each in Erasure.objects.order_by("pk") if known.get(each.public_id) != each.whole
    ]
    append_to_list(missing, list_path())
    return again, len(missing)


def _again(person: Person, listed: Listed, at: datetime) -> bool:
    if not listed.whole and Erasure.objects.filter(public_id=person.public_id).exists():
        return False  # what the law keeps of them stands rightly
    erase_person(person=person, by=None, at=at, partly=True)
    return True


def _end_what_is_open(person: Person, by: User | None, at: datetime) -> None:
    """Seats, positions and times held for the person go to others, by the rules of each domain."""
    for application in Application.objects.open().filter(person=person).order_by("pk"):
        withdraw_application(application=application, by=by, at=at)
    seats = Enrolment.objects.filter(person=person).exclude(state__in=sorted(ENDED))
    for enrolment in seats.order_by("pk"):
        leave(enrolment=enrolment, reason=LeaveReason.OWN_WISH, by=by, at=at)
    booked = Appointment.objects.filter(person=person, state=AppointmentState.BOOKED)
    for appointment in booked.order_by("pk"):
        appointments.cancel(appointment=appointment, at=at, by=by)
    Claim.objects.filter(person=person, state=ClaimState.DRAFT).delete()


def _walk(people: list[int], accounts: list[int]) -> dict[str, list[int]]:
    """Delete and empty by the table; returns the keys of all rows, for messages about them."""
    about: dict[str, list[int]] = {}
    for keeping in KEEPINGS:
        if not keeping.path or keeping.fate in {Fate.BOUND, Fate.OTHER}:
            continue
        if keeping.model in BY_HAND:
            continue
        rows = rows_of(keeping, people, accounts)
        keys = list(rows.values_list("pk", flat=True))
        about[keeping.model] = keys
        chosen = rows.model._base_manager.filter(pk__in=keys)
        if keeping.fate is Fate.DELETE:
            _delete(keeping.model, chosen, people)
        elif keeping.empty:
            chosen.update(**{k: v for k, v in keeping.empty.items() if v != GONE_EACH})
            for name in (k for k, v in keeping.empty.items() if v == GONE_EACH):
                for key in chosen.exclude(**{name: ""}).values_list("pk", flat=True):
                    chosen.filter(pk=key).update(**{name: GONE_EACH.format(key)})
    return about


def _delete(model: str, chosen: Any, people: list[int]) -> None:
    """Merges and pairs have the person on either side."""
    if model == "intake.MergeStep":
        MergeStep.objects.filter(merge__dropped__in=people).delete()
    elif model == "intake.Merge":
        Merge.objects.filter(dropped__in=people).delete()
    elif model == "intake.Pair":
        Pair.objects.filter(second__in=people).delete()
    chosen.delete()


def _uploads(people: list[int], digest: str) -> None:
    """What lists of communes said of the person, and the files in which it stands."""
    rows = UploadRow.objects.filter(person__in=people)
    if digest:
        rows = rows | UploadRow.objects.filter(identity_digest=digest)
    keys = list(rows.values_list("pk", flat=True))
    mine = UploadRow.objects.filter(pk__in=keys)
    UploadContent.objects.filter(upload__in=mine.values("upload")).delete()
    mine.filter(state__in=UNSAVED).update(state=RowState.LEFT_OUT)
    mine.update(kept="{}", before=None, kinds="", identity_digest="", digest="", note="")


def _drafts_of_staff(person: Person) -> None:
    """Profiles that staff have begun for this person are told by the number in them.

    A name alone is not enough: it may be a namesake's, and nothing typed is lost.
    """
    for draft in ProfileDraft.objects.filter(own=False).order_by("pk"):
        said = draft.answers.get("nguoi", {})
        is_number = said.get("identity_number") and (
            said["identity_number"] == person.identity_number
        )
        is_phone = said.get("phone") and said["phone"] == person.phone
        if is_number or (is_phone and fold(said.get("full_name", "")) == person.search_key):
            draft.delete()


def _accounts(person: Person) -> list[int]:
    return [person.account_id] if person.account_id is not None else []


def _own_phone(person: Person) -> str:
    """The number, unless somebody else in the register has the same one."""
    others = Person.objects.filter(phone=person.phone).exclude(pk=person.pk)
    return "" if person.phone and others.exists() else person.phone


def _empty_records(people: list[int], at: datetime) -> None:
    rows = Person.with_shadows.filter(pk__in=people)
    homes = list(rows.exclude(household=None).values_list("household", flat=True))
    rows.update(**EMPTY_PERSON, full_name=ERASED_NAME, erased_at=at)
    left = Person.with_shadows.filter(household__in=homes).values("household")
    Household.objects.filter(pk__in=homes).exclude(pk__in=left).delete()
