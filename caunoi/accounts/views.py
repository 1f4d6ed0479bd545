from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from caunoi.accounts import queries
from caunoi.accounts.permissions import can_read_journal
from caunoi_kit.ui.access import only

LINES = 50  # on a page


@only(can_read_journal)
def journal(request: HttpRequest) -> HttpResponse:
    event = request.GET.get("viec", "")
    page = Paginator(queries.journal_lines(event=event), LINES).get_page(request.GET.get("trang"))
    return render(request, "accounts/journal.html", {"page": page, "event": event})
