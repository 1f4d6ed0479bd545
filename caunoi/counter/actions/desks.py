"""Who sits where, what a desk serves, and moving people between lines."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from caunoi.accounts.models import User
from caunoi.counter.choices import Deed, DeskState, TicketState
from caunoi.counter.models import Desk, Office, Service, Ticket, TicketStep
from caunoi.counter.models.tickets import AT_A_DESK
from caunoi.counter.queries import lines
from caunoi_kit.journal.actions import record
from caunoi_kit.messaging.actions import send


class CannotSit(Exception):
    """Somebody cannot sit down or leave; the message is Vietnamese and may be shown."""


class CannotArrange(Exception):
    """Desks or people stay as they are; the message is Vietnamese and may be shown."""


@transaction.atomic
def sit(*, desk: Desk, by: User) -> Desk:
    """Sit down at a desk and open it; the desk one sat at before is closed. Raises CannotSit."""
    Office.objects.select_for_update(no_key=True).get(pk=desk.office_id)
    locked = (
        Desk.objects.select_for_update(of=("self",), no_key=True)
        .select_related("sitting")
        .get(pk=desk.pk)
    )
    if locked.sitting_id == by.pk:
        return locked
    if locked.sitting is not None:
        raise CannotSit(
            f"{locked.sitting.full_name} đang ngồi ở quầy {locked.number}. "
            "Chọn quầy khác, hoặc nhờ người đó rời quầy."
        )
    if before := lines.desk_of(by):
        _close(before)
    locked.sitting, locked.state, locked.ahead = by, DeskState.OPEN, 0
    locked.save(update_fields=["sitting", "state", "ahead"])
    record("counter.desk.taken", by=by, about=locked)
    return locked


@transaction.atomic
def stand_up(*, desk: Desk, by: User) -> Desk:
    """Leave a desk; it closes. A head may close the desk of somebody else. Raises CannotSit."""
    Office.objects.select_for_update(no_key=True).get(pk=desk.office_id)
    locked = Desk.objects.select_for_update(of=("self",), no_key=True).get(pk=desk.pk)
    if locked.state == DeskState.CLOSED:
        return locked
    _close(locked)
    record("counter.desk.left", by=by, about=locked)
    return locked


@transaction.atomic
def pause(*, desk: Desk, paused: bool, by: User) -> Desk:
    """Call nobody for a while, or go on. Raises CannotSit for whoever does not sit there."""
    Office.objects.select_for_update(no_key=True).get(pk=desk.office_id)
    locked = Desk.objects.select_for_update(of=("self",), no_key=True).get(pk=desk.pk)
    if locked.sitting_id != by.pk:
        raise CannotSit(f"Anh/chị không ngồi ở quầy {locked.number}. Chọn lại quầy.")
    locked.state = DeskState.PAUSED if paused else DeskState.OPEN
    locked.save(update_fields=["state"])
    if paused:
        _free_promised(locked)
    return locked


@transaction.atomic
def set_services(*, desk: Desk, services: Sequence[Service], by: User) -> Desk:
    """What a desk serves from now on. Raises CannotArrange when people would wait in vain."""
    Office.objects.select_for_update(no_key=True).get(pk=desk.office_id)
    kept = {each.pk for each in services}
    dropped = [each for each in desk.services.all() if each.pk not in kept]
    desk.services.set(services)
    offered = set(lines.services_of(desk.office).values_list("pk", flat=True))
    for service in dropped:
        waiting = Ticket.objects.filter(
            office=desk.office, line=service, state=TicketState.WAITING
        ).count()
        if waiting and service.pk not in offered:
            raise CannotArrange(
                f"Còn {waiting} người chờ «{service.name}» mà không quầy nào khác làm việc này. "
                "Giao việc này cho quầy khác trước."
            )
    record(
        "counter.desk.services_set",
        by=by,
        about=desk,
        detail={"services": sorted(each.letter for each in services)},
    )
    return desk


@transaction.atomic
def move_people(
    *, office: Office, source: Service, to: Service | Desk, count: int, by: User, at: datetime
) -> int:
    """Send the first `count` people of a line elsewhere; says how many went. Raises CannotArrange.

    They keep number and time of arrival.
    """
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    if isinstance(to, Desk) and (to.office_id != office.pk or to.state != DeskState.OPEN):
        raise CannotArrange(f"Quầy {to.number} chưa mở. Chọn quầy đang mở.")
    if isinstance(to, Service) and not lines.services_of(office).filter(pk=to.pk).exists():
        raise CannotArrange(f"Ở đây không có quầy nào làm «{to.name}». Giao cho một quầy trước.")
    if isinstance(to, Desk) and not to.services.filter(pk=source.pk).exists():
        raise CannotArrange(
            f"Quầy {to.number} không làm «{source.name}». Giao việc này cho quầy đó trước."
        )
    moved = _first_of_line(office, source, count=count, at=at)
    for ticket in moved:
        if isinstance(to, Desk):
            ticket.only_desk = to
        else:
            ticket.line, ticket.only_desk = to, None
    Ticket.objects.bulk_update(moved, ["line", "only_desk"])
    TicketStep.objects.bulk_create(
        TicketStep(ticket=each, deed=Deed.TRANSFERRED, service=source, by=by, at=at)
        for each in moved
    )
    record("counter.people.moved", by=by, about=office, detail={"people": len(moved)})
    return len(moved)


@transaction.atomic
def tell_to_come_later(
    *, office: Office, service: Service, text: str, after: int, by: User, at: datetime, key: UUID
) -> int:
    """Write to those who wait at home behind the first `after` people; says to how many.

    Only who took the number at home and left a telephone number is written to.
    """
    waiting = lines.in_line(office, day=localtime(at).date()).filter(line=service)
    told = 0
    for ticket in waiting.select_related("visit", "service")[after:]:
        if ticket.visit.phone:
            send(
                kind="counter.ticket.later",
                text=text.replace("{so}", ticket.name),
                at=at,
                phone=ticket.visit.phone,
                about=ticket,
                key=f"counter.later/{key.hex}/{ticket.pk}",
            )
            told += 1
    record("counter.people.told_later", by=by, about=office, detail={"people": told})
    return told


@transaction.atomic
def set_up_office(*, name: str, address: str, opens: time, closes: time, by: User) -> Office:
    """A place with desks. Raises CannotArrange when the name is taken."""
    if opens >= closes:
        raise CannotArrange("Giờ đóng cửa phải sau giờ mở cửa. Sửa lại giờ.")
    if Office.objects.filter(name=name).exists():
        raise CannotArrange(f"Đã có điểm tiếp «{name}». Đặt tên khác.")
    office = Office.objects.create(
        name=name, address=address, opens=opens, closes=closes, made=by.made
    )
    record("counter.office.set_up", by=by, about=office)
    return office


@transaction.atomic
def set_up_service(*, letter: str, name: str, typical_minutes: int, by: User) -> Service:
    """Something people come for. Raises CannotArrange when letter or name is taken."""
    try:
        with transaction.atomic():
            service = Service.objects.create(
                letter=letter, name=name, typical_minutes=typical_minutes, made=by.made,
                order=Service.objects.count(),
            )  # fmt: skip
    except IntegrityError:
        raise CannotArrange(
            f"Chữ «{letter}» hoặc tên «{name}» đã có. Chọn chữ và tên khác."
        ) from None
    record("counter.service.set_up", by=by, about=service)
    return service


@transaction.atomic
def set_up_desk(*, office: Office, services: Iterable[Service], by: User) -> Desk:
    """One more desk, numbered after the last."""
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    last = office.desks.order_by("-number").values_list("number", flat=True).first() or 0
    desk = Desk.objects.create(office=office, number=last + 1, made=by.made)
    desk.services.set(services)
    record("counter.desk.set_up", by=by, about=desk)
    return desk


@transaction.atomic
def renew_kiosk_key(*, office: Office, by: User) -> Office:
    """A new address for the machines of an office; the old one works no more."""
    office.kiosk_key = uuid4()
    office.save(update_fields=["kiosk_key"])
    record("counter.kiosk.key_renewed", by=by, about=office)
    return office


def _first_of_line(office: Office, source: Service, *, count: int, at: datetime) -> list[Ticket]:
    keys = list(
        lines.in_line(office, day=localtime(at).date())
        .filter(line=source)
        .values_list("pk", flat=True)[:count]
    )
    locked = Ticket.objects.select_for_update(of=("self",), no_key=True).filter(
        pk__in=keys, state=TicketState.WAITING
    )
    return list(locked.order_by("pk"))


def _close(desk: Desk) -> None:
    current = (
        Ticket.objects.select_related("service").filter(desk=desk, state__in=AT_A_DESK).first()
    )
    if current is not None:
        raise CannotSit(
            f"Quầy {desk.number} đang có số {current.name}. Xong, chuyển hoặc tạm giữ số đó trước."
        )
    desk.sitting, desk.state = None, DeskState.CLOSED
    desk.save(update_fields=["sitting", "state"])
    _free_promised(desk)


def _free_promised(desk: Desk) -> None:
    """Nobody waits for a desk that calls nobody: whoever was sent to it is anybody's again."""
    Ticket.objects.filter(only_desk=desk, state=TicketState.WAITING).update(only_desk=None)
