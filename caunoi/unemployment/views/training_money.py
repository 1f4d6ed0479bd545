"""Training money that goes back."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from caunoi.unemployment.actions.training import CannotTrain
from caunoi.unemployment.actions.training_recovery import note_training_overpaid
from caunoi.unemployment.forms.training import OverpaidForm
from caunoi.unemployment.models import Recovery
from caunoi.unemployment.permissions.benefits import can_handle_benefits
from caunoi.unemployment.queries import training as asked
from caunoi.unemployment.views import benefit_words as shown
from caunoi.unemployment.views import training_words as words
from caunoi.unemployment.views.requests import GET_OR_POST, SignedIn
from caunoi_kit.ui.access import only
from caunoi_kit.ui.once import once


@require_http_methods(GET_OR_POST)
@only(can_handle_benefits)
@once
def training_overpaid(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Paid months with the days that were really studied; what was paid beyond goes back."""
    support = asked.find_training(public_id)
    if support is None:
        raise Http404
    months = list(support.months.filter(paid_on__isnull=False).order_by("number"))
    form = OverpaidForm(request.POST if request.method == "POST" else None, months=months)
    made: list[Recovery] = []

    def deed() -> Any:
        return made.append(
            note_training_overpaid(
                support=support,
                right_days=form.right_days,
                why=form.cleaned_data["why"],
                by=request.user,
                at=timezone.now(),
            )
        )

    if shown.sent(
        request, form, deed, (CannotTrain,), "Đã ghi. Trình quyết định thu hồi ở trang này."
    ):
        return redirect("unemployment:recovery", public_id=made[0].public_id)
    context = {
        "form": form,
        "title": "Ghi tiền đào tạo chi thừa",
        "lead": f"{support.person.full_name}, hồ sơ {support.number}/{support.year}. "
        "Ghi số ngày thực học đúng của từng tháng đã chi.",
        "back": words.training_url(support),
        "back_label": "Hồ sơ đào tạo",
        "submit": "Ghi",
    }
    return render(request, "unemployment/benefit_form.html", context)
