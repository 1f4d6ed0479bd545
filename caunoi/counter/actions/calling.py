"""What a desk does with people: call, call again, hold, pass on, finish.

Every act of an office locks its row first, then the desk, then tickets: calls come one after the
other, so the order inside a line is strict. Each press has a number; pressed again, it changes
nothing. `at` may lie in the past: a desk that was cut off sends its acts later.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from caunoi.accounts.models import User
from caunoi.counter.choices import Deed, DeskState, TicketState
from caunoi.counter.models import Desk, Office, Service, Ticket, TicketStep
from caunoi.counter.models.tickets import AT_A_DESK
from caunoi.counter.queries import lines
from caunoi_engine.queues import Waiting
from caunoi_engine.queues.choosing import ahead_after

BACK_BEHIND: Final = 3  # people: who was not there when called comes back behind so many
MOST_RECALLS: Final = 5


class CannotCall(Exception):
    """Nothing was done with a ticket; the message is Vietnamese and may be shown."""


@transaction.atomic
def call_next(
    *, desk: Desk, key: UUID, by: User, at: datetime, seen: Ticket | None = None
) -> Ticket | None:
    """Finish what is at the desk and call whoever comes next; None when nobody waits.

    `seen` is the ticket the page showed at the desk. Raises CannotCall when another one is there:
    somebody else works at this desk, or the page is old.
    """
    desk = _locked(desk, by=by)
    if lines.was_done(key):
        return lines.current_at(desk)
    if desk.state != DeskState.OPEN:
        raise CannotCall(f"Quầy {desk.number} đang tạm dừng. Mở lại quầy rồi gọi.")
    current = lines.at_desk(desk)
    if (current and current.pk) != (seen and seen.pk):
        raise CannotCall(_other_words(desk, current))
    used: UUID | None = key
    if current:
        _end(current, TicketState.DONE, Deed.FINISHED, desk=desk, key=key, by=by, at=at)
        used = None
    ticket = _take_next(desk, at=at)
    if ticket is None:
        return None
    waited = _seconds(ticket.queued_at, at)
    ticket.state, ticket.desk, ticket.recalls = TicketState.CALLED, desk, 0
    ticket.called_at, ticket.began_at = max(at, ticket.taken_at), None
    ticket.call = _count_call(desk.office)
    ticket.save(update_fields=["state", "desk", "recalls", "called_at", "began_at", "call"])
    _note(ticket, Deed.CALLED, desk=desk, key=used, by=by, at=at, waited=waited)
    return ticket


@transaction.atomic
def recall(*, desk: Desk, ticket: Ticket, key: UUID, by: User, at: datetime) -> Ticket:
    """Call somebody again. Raises CannotCall."""
    desk = _locked(desk, by=by)
    locked = _at(desk, ticket, key, TicketState.CALLED)
    if locked is None:
        return ticket
    if locked.recalls >= MOST_RECALLS:
        raise CannotCall(
            f"Đã gọi lại số {locked.name} {MOST_RECALLS} lần. Ghi không có mặt (F3) rồi gọi tiếp."
        )
    locked.recalls += 1
    locked.call = _count_call(desk.office)
    locked.save(update_fields=["recalls", "call"])
    _note(locked, Deed.RECALLED, desk=desk, key=key, by=by, at=at)
    return locked


@transaction.atomic
def begin(*, desk: Desk, ticket: Ticket, key: UUID, by: User, at: datetime) -> Ticket:
    """Whoever was called is here. Raises CannotCall."""
    desk = _locked(desk, by=by)
    locked = _at(desk, ticket, key, TicketState.CALLED)
    if locked is None:
        return ticket
    locked.state, locked.began_at = TicketState.SERVING, max(at, locked.taken_at)
    locked.save(update_fields=["state", "began_at"])
    _note(locked, Deed.BEGUN, desk=desk, key=key, by=by, at=at)
    return locked


@transaction.atomic
def finish(*, desk: Desk, ticket: Ticket, key: UUID, by: User, at: datetime) -> Ticket:
    """Somebody's business is done. Raises CannotCall."""
    desk = _locked(desk, by=by)
    if locked := _at(desk, ticket, key, *AT_A_DESK):
        _end(locked, TicketState.DONE, Deed.FINISHED, desk=desk, key=key, by=by, at=at)
    return locked or ticket


@transaction.atomic
def note_no_show(*, desk: Desk, ticket: Ticket, key: UUID, by: User, at: datetime) -> Ticket:
    """Whoever was called did not come. Raises CannotCall."""
    desk = _locked(desk, by=by)
    if locked := _at(desk, ticket, key, TicketState.CALLED):
        _end(locked, TicketState.NO_SHOW, Deed.NO_SHOW, desk=desk, key=key, by=by, at=at)
    return locked or ticket


@transaction.atomic
def hold(*, desk: Desk, ticket: Ticket, key: UUID, by: User, at: datetime) -> Ticket:
    """Set somebody aside who has to fetch something; the desk may call others meanwhile."""
    desk = _locked(desk, by=by)
    locked = _at(desk, ticket, key, *AT_A_DESK)
    if locked is None:
        return ticket
    served = _seconds(locked.began_at or locked.called_at, at)
    locked.state = TicketState.HELD
    locked.save(update_fields=["state"])
    _note(locked, Deed.HELD, desk=desk, key=key, by=by, at=at, served=served)
    return locked


@transaction.atomic
def resume(*, desk: Desk, ticket: Ticket, key: UUID, by: User, at: datetime) -> Ticket:
    """Go on with somebody who was set aside. Raises CannotCall while another is at the desk."""
    desk = _locked(desk, by=by)
    locked = _in(desk.office, ticket, key, TicketState.HELD)
    if locked is None:
        return ticket
    if current := lines.at_desk(desk):
        raise CannotCall(f"Quầy đang làm số {current.name}. Xong hoặc tạm giữ số đó trước.")
    locked.state, locked.desk = TicketState.SERVING, desk
    locked.began_at = max(at, locked.taken_at)
    locked.save(update_fields=["state", "desk", "began_at"])
    _note(locked, Deed.RESUMED, desk=desk, key=key, by=by, at=at)
    return locked


@transaction.atomic
def put_back(*, desk: Desk, ticket: Ticket, key: UUID, by: User, at: datetime) -> Ticket:
    """Who was not there has come: back into the line, behind the next few. Raises CannotCall."""
    desk = _locked(desk, by=by)
    locked = _in(desk.office, ticket, key, TicketState.NO_SHOW, TicketState.HELD)
    if locked is None:
        return ticket
    line = lines.in_line(desk.office, day=locked.day).filter(line=locked.line_id, rank=locked.rank)
    before = list(line.values_list("place", flat=True)[:BACK_BEHIND])
    locked.turn = before[-1] + 1 if before else None
    _wait_again(locked, at=at)
    _note(locked, Deed.BACK, desk=desk, key=key, by=by, at=at)
    return locked


@transaction.atomic
def transfer(
    *,
    desk: Desk,
    ticket: Ticket,
    to: Service | Desk,
    key: UUID,
    by: User,
    at: datetime,
    note: str = "",
) -> Ticket:
    """Pass somebody on to another service or desk; they keep number and time of arrival.

    Raises CannotCall when nobody would call them there.
    """
    desk = _locked(desk, by=by)
    locked = _at(desk, ticket, key, *AT_A_DESK)
    if locked is None:
        return ticket
    served = _seconds(locked.began_at or locked.called_at, at)
    service = locked.line_id
    _send_to(locked, to)
    locked.note = note.strip()[:300]
    _wait_again(locked, at=at)
    _note(
        locked, Deed.TRANSFERRED, desk=desk, key=key, by=by, at=at, served=served, service=service
    )
    return locked


def _send_to(ticket: Ticket, to: Service | Desk) -> None:
    """Choose line and desk for a ticket. Raises CannotCall."""
    if isinstance(to, Service):
        if not lines.services_of(ticket.office).filter(pk=to.pk).exists():
            raise CannotCall(f"Ở đây không có quầy nào làm «{to.name}». Chọn việc khác.")
        ticket.line, ticket.only_desk = to, None
        return
    if to.office_id != ticket.office_id or to.state == DeskState.CLOSED:
        raise CannotCall(f"Quầy {to.number} đang đóng. Chọn quầy khác, hoặc chuyển theo việc.")
    services = list(to.services.all())
    if ticket.line_id not in {each.pk for each in services}:
        if not services:
            raise CannotCall(f"Quầy {to.number} chưa được giao việc nào. Chọn quầy khác.")
        ticket.line = min(services, key=lambda each: (each.order, each.letter))
    ticket.only_desk = to


def _locked(desk: Desk, *, by: User) -> Desk:
    """The office's row, then the desk's. Raises CannotCall for whoever does not sit there."""
    office = Office.objects.select_for_update(no_key=True).get(pk=desk.office_id)
    locked = Desk.objects.select_for_update(no_key=True).get(pk=desk.pk)
    locked.office = office  # as it is under the lock: calls are counted on
    if locked.sitting_id != by.pk:
        raise CannotCall(f"Anh/chị không còn ngồi ở quầy {locked.number}. Chọn lại quầy.")
    return locked


def _take_next(desk: Desk, *, at: datetime) -> Ticket | None:
    """The ticket to call, locked. One that somebody gives back this instant is passed over."""
    day = localtime(at).date()
    passed: list[int] = []
    while (key := lines.next_at(desk, day=day, without=passed)) is not None:
        locked = (
            Ticket.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
            .select_related("service", "line", "visit__person")
            .filter(pk=key, state=TicketState.WAITING)
            .first()
        )
        if locked is None:
            passed.append(key)
            continue
        ahead = ahead_after(desk.ahead, Waiting(key, locked.line_id, locked.rank, key))
        if ahead != desk.ahead:
            desk.ahead = ahead
            desk.save(update_fields=["ahead"])
        return locked
    return None


def _at(desk: Desk, ticket: Ticket, key: UUID, *states: str) -> Ticket | None:
    """The ticket at this desk, locked; None when the press took effect before."""
    locked = _in(desk.office, ticket, key, *states)
    if locked is not None and locked.desk_id != desk.pk:
        raise CannotCall(f"Số {locked.name} đang ở quầy khác. Tải lại trang để xem quầy mình.")
    return locked


def _in(office: Office, ticket: Ticket, key: UUID, *states: str) -> Ticket | None:
    if lines.was_done(key):
        return None
    locked = (
        Ticket.objects.select_for_update(of=("self",), no_key=True)
        .select_related("service", "line", "visit__person", "desk")
        .get(pk=ticket.pk)
    )
    if locked.office_id != office.pk or locked.state not in states:
        raise CannotCall(
            f"Số {locked.name} giờ là «{locked.get_state_display()}» nên không làm được việc này. "
            "Xem lại số đang ở quầy."
        )
    locked.office = office
    return locked


def _end(
    ticket: Ticket, state: str, deed: Deed, *, desk: Desk, key: UUID, by: User, at: datetime
) -> None:
    served = _seconds(ticket.began_at or ticket.called_at, at) if deed == Deed.FINISHED else None
    ticket.state, ticket.ended_at = state, max(at, ticket.taken_at)
    ticket.save(update_fields=["state", "ended_at"])
    _note(ticket, deed, desk=desk, key=key, by=by, at=at, served=served)


def _wait_again(ticket: Ticket, *, at: datetime) -> None:
    ticket.state, ticket.desk, ticket.ended_at, ticket.began_at = (
        TicketState.WAITING, None, None, None,
    )  # fmt: skip
    ticket.queued_at = max(at, ticket.taken_at)
    ticket.save(
        update_fields=[
            "state", "desk", "ended_at", "began_at", "queued_at", "turn", "line", "only_desk",
            "note",
        ]
    )  # fmt: skip


def _note(
    ticket: Ticket,
    deed: Deed,
    *,
    desk: Desk,
    key: UUID | None,
    by: User,
    at: datetime,
    waited: int | None = None,
    served: int | None = None,
    service: int | None = None,
) -> None:
    TicketStep.objects.create(
        key=key,
        ticket=ticket,
        deed=deed,
        service_id=service or ticket.line_id,
        desk=desk,
        by=by,
        at=at,
        waited=waited,
        served=served,
    )


def _count_call(office: Office) -> int:
    """The number of this call; the office's row is locked."""
    office.calls += 1
    office.save(update_fields=["calls"])
    return office.calls


def _seconds(since: datetime | None, until: datetime) -> int:
    """Never below zero, whatever the clock does (trust H3)."""
    return max(0, int((until - since).total_seconds())) if since else 0


def _other_words(desk: Desk, current: Ticket | None) -> str:
    if current is None:
        return f"Quầy {desk.number} không còn số đang làm. Xem lại trang rồi gọi tiếp."
    return (
        f"Quầy {desk.number} đang làm số {current.name}, khác với trang đang mở. "
        "Xem lại trang rồi bấm tiếp."
    )
