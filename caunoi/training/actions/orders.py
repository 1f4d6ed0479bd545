"""What firms order: people trained for them."""

from datetime import date

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.classifications.models import Occupation
from caunoi.employers.models import Employer
from caunoi.training.choices import OrderState
from caunoi.training.models import FirmOrder
from caunoi_kit.journal.actions import record
from caunoi_kit.ui import formats

MOST_PEOPLE = 1_000
WHOLE = 100  # percent


class CannotOrder(Exception):
    """The order cannot be placed or withdrawn; the message says why and what to do."""


@transaction.atomic
def order_training(
    *,
    employer: Employer,
    occupation: Occupation,
    people: int,
    starts_on: date,
    wage_min: int | None,
    share_percent: int,
    note: str,
    by: User,
    on: date,
) -> FirmOrder:
    """Ask schools to train people for a firm. Raises CannotOrder when the figures make no sense."""
    if not 1 <= people <= MOST_PEOPLE:
        raise CannotOrder(
            f"Số người phải từ 1 đến {formats.number(MOST_PEOPLE)}. Sửa số người cần."
        )
    if starts_on < on:
        raise CannotOrder(f"Ngày {formats.day(starts_on)} đã qua. Chọn từ {formats.day(on)}.")
    if not 0 <= share_percent <= WHOLE:
        raise CannotOrder("Phần học phí doanh nghiệp trả phải từ 0 đến 100%.")
    order = FirmOrder.objects.create(
        employer=employer,
        occupation=occupation,
        people=people,
        starts_on=starts_on,
        wage_min=wage_min,
        share_percent=share_percent,
        note=note.strip(),
        made_on=on,
        made_by=by,
    )
    record("training.order.made", by=by, about=order, detail={"people": people})
    return order


@transaction.atomic
def withdraw_order(*, order: FirmOrder, by: User) -> FirmOrder:
    """Take an order back; withdrawn once it stays. Raises CannotOrder once it has its class."""
    locked = FirmOrder.objects.select_for_update().get(pk=order.pk)
    if locked.state == OrderState.CLOSED:
        return locked
    if locked.state == OrderState.ANSWERED:
        raise CannotOrder("Đã có trường mở lớp theo đơn này. Gọi trường trước khi đổi.")
    locked.state = OrderState.CLOSED
    locked.save(update_fields=["state"])
    record("training.order.withdrawn", by=by, about=locked)
    return locked
