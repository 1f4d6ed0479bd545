"""A file as an answer to a browser; what kind it is stands at the end of its name."""

from typing import Final

from django.http import HttpResponse
from django.utils.http import content_disposition_header

# Should a browser show a file that somebody sent in, it is nobody's page.
LOCKED_AWAY: Final = "sandbox; default-src 'none'; frame-ancestors 'none'"
FOREIGN: Final = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                  "jpg": "image/jpeg", "pdf": "application/pdf", "png": "image/png"}  # fmt: skip
TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def foreign_answer(content: bytes, name: str) -> HttpResponse:
    """A file that somebody sent in: to keep, never to show. Should a browser open it all the same,
    it stands under a policy that lets it do nothing, as if it came from another site (trust C9).
    """
    answer = HttpResponse(
        content,
        content_type=FOREIGN.get(name.rpartition(".")[2].lower(), "application/octet-stream"),
        headers={"Content-Disposition": content_disposition_header(True, name) or ""},
    )
    answer.headers["Content-Security-Policy"] = LOCKED_AWAY
    return answer


def file_answer(content: bytes, name: str, *, shown: bool = False) -> HttpResponse:
    """The file to keep under that name, or to show in the page.

    Raises KeyError for a kind that is not one of `TYPES`.
    """
    return HttpResponse(
        content,
        content_type=TYPES[name.rpartition(".")[2].lower()],
        headers={"Content-Disposition": content_disposition_header(not shown, name) or ""},
    )
