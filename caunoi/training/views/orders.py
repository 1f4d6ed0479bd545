"""Training orders: placed by firms, answered by schools."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.training import actions
from caunoi.training.choices import OrderState
from caunoi.training.forms import LARGEST_WAGE, OrderForm
from caunoi.training.models import FirmOrder
from caunoi.training.permissions import can_order_training, can_see_orders, employers_of
from caunoi.training.queries import school
from caunoi.training.views.school import _number
from caunoi.training.views.signed_in import SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Badge, Link, Pair
from caunoi_kit.ui.once import once

STATES = {
    OrderState.OPEN: Badge("warn", "clock", OrderState.OPEN.label),
    OrderState.ANSWERED: Badge("good", "check", OrderState.ANSWERED.label),
    OrderState.CLOSED: Badge("info", "close", OrderState.CLOSED.label),
}


@require_safe
@only(can_see_orders)
def orders(request: SignedIn) -> HttpResponse:
    """Orders nobody has answered, each with a way to open its class."""
    found = school.open_orders(request.user, on=timezone.localdate())
    return render(request, "training/orders.html", {"orders": [_line(each) for each in found]})


def _line(line: school.OrderLine) -> dict[str, Any]:
    order = line.order
    address = f"{reverse('training:open_intake')}?{urlencode({'don': str(order.public_id)})}"
    return {
        "title": f"{formats.number(order.people)} người, nghề {order.occupation.name}",
        "firm": order.employer.name,
        "pairs": _pairs(order),
        "note": order.note,
        "programmes": [each.name for each in line.programmes],
        "answer": address if line.programmes else "",
    }


def _pairs(order: FirmOrder) -> list[Pair]:
    pairs = [Pair("Học từ", formats.day(order.starts_on), icon="calendar")]
    if order.wage_min:
        pairs.append(Pair("Lương hứa", formats.wage(order.wage_min, None), icon="pay"))
    share = f"{order.share_percent}%" if order.share_percent else "không trả"
    pairs.append(Pair("Doanh nghiệp trả học phí", share, icon="firm"))
    pairs.append(Pair("Đặt ngày", formats.day(order.made_on)))
    return pairs


@require_safe
@only(can_order_training)
def my_orders(request: SignedIn) -> HttpResponse:
    """The orders of the firms the visitor acts for."""
    found = school.orders_of_employers(employers_of(request.user))
    context = {
        "orders": [
            {
                "title": f"{formats.number(each.people)} người, nghề {each.occupation.name}",
                "badge": STATES[OrderState(each.state)],
                "pairs": _pairs(each),
                "course": _course(each),
                "withdraw": reverse("training:withdraw_order", args=[each.public_id])
                if each.state == OrderState.OPEN
                else "",
            }
            for each in found
        ]
    }
    return render(request, "training/my_orders.html", context)


def _course(order: FirmOrder) -> Link | None:
    """The class that answers an order."""
    if order.intake is None:
        return None
    programme = order.intake.programme
    words = f"{programme.name}, {programme.institution.name}"
    return Link(words, reverse("portal:course", args=[programme.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_order_training)
@once
def new_order(request: SignedIn) -> HttpResponse:
    """Order training; the figures of a vacancy come in the address."""
    posted = request.POST if request.method == "POST" else None
    employers = school.employers_to_order_for(request.user)
    form = OrderForm(posted, employers=employers, initial=_initial(request))
    if form.is_valid():
        try:
            actions.order_training(**form.cleaned_data, by=request.user, on=timezone.localdate())
        except actions.CannotOrder as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã gửi đơn đặt đào tạo. Các trường dạy nghề này thấy ngay.")
            return redirect("training:my_orders")
    return render(request, "training/order_form.html", {"form": form})


def _initial(request: SignedIn) -> dict[str, Any]:
    asked = request.GET
    wage = _number(asked.get("luong"))
    return {
        "occupation": school.trade_of(asked.get("nghe", "")[:4]),
        "people": min(_number(asked.get("so")), actions.MOST_PEOPLE) or None,
        "wage_min": wage if 0 < wage <= LARGEST_WAGE else None,
        "share_percent": 0,
    }


@require_POST
@only(can_order_training)
@once
def withdraw_order(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Take an order back."""
    order = school.find_order(public_id)
    if order is None or order.employer_id not in employers_of(request.user):
        raise Http404
    try:
        actions.withdraw_order(order=order, by=request.user)
    except actions.CannotOrder as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "Đã rút đơn đặt đào tạo.")
    return redirect("training:my_orders")
