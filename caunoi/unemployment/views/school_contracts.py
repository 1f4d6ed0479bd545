"""The contract of an employer with the school that trains its workers."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from caunoi.unemployment.actions.employer_support import CannotSupport
from caunoi.unemployment.actions.school_contracts import note_contract
from caunoi.unemployment.forms.school_contracts import SchoolContractForm
from caunoi.unemployment.models import SupportCourse
from caunoi.unemployment.permissions.benefits import can_handle_benefits
from caunoi.unemployment.queries import employer_support as asked
from caunoi.unemployment.views import benefit_words as shown
from caunoi.unemployment.views import support_words as words
from caunoi.unemployment.views.requests import GET_OR_POST, SignedIn
from caunoi_kit.ui.access import only
from caunoi_kit.ui.once import once


@require_http_methods(GET_OR_POST)
@only(can_handle_benefits)
@once
def school_contract(request: SignedIn, public_id: UUID, course: int) -> HttpResponse:
    """Write the contract with the school of a course (Mẫu 25, Phụ lục II)."""
    found = asked.find_support(public_id)
    row = asked.course_of(found, course) if found is not None else None
    if found is None or row is None:
        raise Http404
    contract = dict(asked.contracts_of(found)).get(row.school)
    form = SchoolContractForm(
        request.POST if request.method == "POST" else None,
        initial=_known(row) if contract is None else vars(contract),
    )
    if shown.sent(
        request,
        form,
        lambda: note_contract(
            support=found,
            school=row.school,
            agreed=form.agreed,
            by=request.user,
            at=timezone.now(),
        ),
        (CannotSupport,),
        "Đã lưu hợp đồng. In ở mục In giấy.",
    ):
        return redirect("unemployment:support", public_id=public_id)
    context = {
        "form": form,
        "title": "Hợp đồng với cơ sở đào tạo",
        "lead": "Nghề, thời gian, số người và giá trị lấy từ phương án. "
        "Ô để trống thì điền tay trên giấy.",
        "firm": found.employer.name,
        "school": row.school,
        "back": words.support_url(found),
    }
    return render(request, "unemployment/school_contract.html", context)


def _known(course: SupportCourse) -> dict[str, Any]:
    """What the register of schools says of it."""
    if course.intake is None:
        return {}
    school = course.intake.programme.institution
    return {
        "school_address": school.address,
        "school_phone": school.phone,
        "level": course.intake.programme.get_level_display(),
    }
