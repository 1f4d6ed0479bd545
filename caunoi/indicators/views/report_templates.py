"""Pages of report templates: the list, and the editor that says at once what is wrong."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.indicators.actions.report_templates import write_template
from caunoi.indicators.actions.reports import CannotReport
from caunoi.indicators.forms.reports import LONGEST_TEXT, TemplateForm
from caunoi.indicators.models import ReportTemplate
from caunoi.indicators.permissions.reports import can_edit_templates
from caunoi.indicators.queries import reports as asked
from caunoi.indicators.views.requests import GET_OR_POST, SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Column, Link
from caunoi_kit.ui.once import once

TEMPLATES = [Column("Mẫu"), Column("Bản", figures=True), Column("Soạn lúc"), Column("Người soạn")]


@require_safe
@only(can_edit_templates)
def templates(request: SignedIn) -> HttpResponse:
    """The templates in use."""
    rows = [
        [
            Link(each.name, reverse("indicators:report_template", args=[each.public_id])),
            formats.number(each.version),
            formats.moment(each.written_at),
            each.written_by.full_name if each.written_by else "đi kèm phần mềm",
        ]
        for each in asked.current_templates().select_related("written_by")
    ]
    context = {"columns": TEMPLATES, "rows": rows}
    return render(request, "indicators/report_templates.html", context)


@require_http_methods(GET_OR_POST)
@only(can_edit_templates)
@once
def template(request: SignedIn, public_id: UUID) -> HttpResponse:
    """The sentences of a template, and another version of them."""
    found = get_object_or_404(ReportTemplate, public_id=public_id)
    initial = {"name": found.name, "body": found.body, "version": found.version}
    form = TemplateForm(request.POST or None, initial=initial)
    faults: list[asked.Fault] = []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            written = write_template(
                template=found,
                name=said["name"],
                body=said["body"],
                by=request.user,
                at=timezone.now(),
            )
        except CannotReport as refusal:
            form.add_error("body", str(refusal))
            faults = refusal.faults
        else:
            messages.success(request, f"Đã lưu mẫu, bản {written.version}.")
            return redirect("indicators:report_templates")
    context: dict[str, Any] = {
        "template": found,
        "form": form,
        "faults": faults,
        "fields": asked.known_fields(),
        "parts": asked.parts_of_fields(),
        "versions": asked.versions_of(found),
    }
    return render(request, "indicators/report_template.html", context)


@require_POST
@only(can_edit_templates)
def check(request: SignedIn) -> HttpResponse:
    """What is wrong in a text while it is typed; nothing is kept."""
    body = request.POST.get("body", "")[:LONGEST_TEXT].replace("\r\n", "\n")
    context = {"faults": asked.faults_of(body), "checked": True}
    return render(request, "indicators/_report_faults.html", context)
