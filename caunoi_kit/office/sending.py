"""A file as an answer to a browser; what kind it is stands at the end of its name."""

from typing import Final

from django.http import HttpResponse
from django.utils.http import content_disposition_header

TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def file_answer(content: bytes, name: str, *, shown: bool = False) -> HttpResponse:
    """The file to keep under that name, or to show in the page.

    Raises KeyError for a kind that is not one of `TYPES`.
    """
    return HttpResponse(
        content,
        content_type=TYPES[name.rpartition(".")[2].lower()],
        headers={"Content-Disposition": content_disposition_header(not shown, name) or ""},
    )
