"""Before a page sees a file: is it within what an account may send, and what does ClamAV say.

A file that is refused stays in the form with the reason, and the field says it: whatever else was
typed stands there again. Both are asked before the page opens a transaction, so that a slow
scanner holds no lock.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import F, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from caunoi_kit.connectors import clamav
from caunoi_kit.uploads.models import DayOfUploads

LARGEST: Final = 10_000_000  # bytes of any file that a page takes
MOST_AT_ONCE: Final = 20
MONTH: Final = timedelta(days=30)
MEGABYTE: Final = 1_000_000
REFUSAL: Final = "refusal"  # what the file is told at the door; a field reads it

_STRANGER: Final = "Đăng nhập trước rồi tải tệp lên."
_VIRUS: Final = "Máy quét thấy vi-rút trong tệp. Tệp không được nhận; quét vi-rút máy đã làm tệp."
_NO_SCANNER: Final = (
    "Máy quét vi-rút chưa trả lời nên tệp chưa được nhận. Chờ vài phút rồi chọn tệp, gửi lại; "
    "vẫn vậy thì báo người quản trị."
)


class UploadsMiddleware:
    """Weigh and scan every file of every form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Every file gets to know why it is refused, or ""."""
        if request.method != "POST" or request.content_type != "multipart/form-data":
            return
        files = [file for _, several in request.FILES.lists() for file in several]
        if not files:
            return
        at = timezone.now()  # noqa: TID251  the door of all pages is no page of one domain
        refusal = _weighed(request.user, files, on=timezone.localdate(at))  # noqa: TID251  as above
        for file in files:
            setattr(file, REFUSAL, refusal or _scanned(file, at=at))


def _weighed(user: Any, files: list[UploadedFile], *, on: date) -> str:
    """Why these files are too much, or ""; what is not is counted."""
    if not user.is_authenticated:
        return _STRANGER
    if len(files) > MOST_AT_ONCE:
        return f"Gửi nhiều nhất {MOST_AT_ONCE} tệp một lần. Chia ra gửi nhiều lần."
    size = sum(file.size or 0 for file in files)
    daily = settings.CAUNOI_UPLOADS["daily_mb"] * MEGABYTE
    monthly = settings.CAUNOI_UPLOADS["monthly_mb"] * MEGABYTE
    most_files = settings.CAUNOI_UPLOADS["daily_files"]
    lately = DayOfUploads.objects.filter(user=user, day__gt=on - MONTH)
    if (lately.aggregate(all=Sum("size"))["all"] or 0) + size > monthly:
        return (
            f"Tài khoản này đã gửi {monthly // MEGABYTE} MB trong 30 ngày. "
            "Chờ vài ngày rồi gửi tiếp, hoặc mang tệp đến trung tâm."
        )
    DayOfUploads.objects.get_or_create(user=user, day=on)
    today = DayOfUploads.objects.filter(
        user=user, day=on, size__lte=daily - size, files__lte=most_files - len(files)
    )
    # Checked and counted in one statement: forms sent at the same moment cannot both slip through.
    if not today.update(size=F("size") + size, files=F("files") + len(files)):
        return (
            f"Hôm nay tài khoản này đã gửi đủ {most_files} tệp hoặc {daily // MEGABYTE} MB. "
            "Mai gửi tiếp, hoặc mang tệp đến trung tâm."
        )
    return ""


def _scanned(file: UploadedFile, *, at: datetime) -> str:
    """What ClamAV has against a file, or "". Nothing when no scanner is set."""
    where = settings.CAUNOI_CLAMAV
    if not where or not file.size or file.size > LARGEST:  # the field says that it is too large
        return ""
    file.seek(0)
    verdict = clamav.scan(file.read(), where=where, at=at)
    file.seek(0)
    if verdict == clamav.Verdict.CLEAN:
        return ""
    return _VIRUS if verdict == clamav.Verdict.FOUND else _NO_SCANNER


def forget_days(*, before: date) -> int:
    """Delete what is too old to count; returns how many days. `caunoi work` does it."""
    deleted, _ = DayOfUploads.objects.filter(day__lt=before).delete()
    return deleted
