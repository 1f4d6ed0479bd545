from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from caunoi.accounts import queries
from caunoi.accounts.permissions import can_read_journal
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Column
from caunoi_kit.ui.paging import PARAMETER, page_of

LINES = 50  # on a page
COLUMNS = (
    Column("Số", figures=True),
    Column("Lúc"),
    Column("Việc"),
    Column("Người làm"),
    Column("Về"),
)


@only(can_read_journal)
def journal(request: HttpRequest) -> HttpResponse:
    lines = queries.journal_lines(event=request.GET.get("viec", ""))
    page = page_of(request.GET.get(PARAMETER), count=lines.count(), size=LINES)
    return render(
        request,
        "accounts/journal.html",
        {"page": page, "columns": COLUMNS, "rows": [queries.as_row(x) for x in lines[page.part]]},
    )
