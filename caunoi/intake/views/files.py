"""Pages of files: drop one, see how far it is, confirm its columns, save it, undo it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.accounts.choices import Role
from caunoi.intake.actions.files import CannotTake, confirm_columns, receive_upload
from caunoi.intake.actions.files_saving import save_some, start_saving
from caunoi.intake.actions.files_undo import start_undo, undo_some
from caunoi.intake.choices.files import REPORTS, RowState, Schema, UploadState
from caunoi.intake.forms.files import DropForm, answers_said, columns_said
from caunoi.intake.imports import SCHEMAS
from caunoi.intake.imports.uploads import read_upload, refusal_of
from caunoi.intake.models import Upload
from caunoi.intake.permissions.files import (
    can_open_files,
    can_open_upload,
    can_see_files,
    can_send_files,
    can_work_on_files,
    can_work_on_upload,
    commune_of,
)
from caunoi.intake.queries.files import uploads as asked
from caunoi.intake.views import files_words as shown
from caunoi.intake.views.requests import GET_OR_POST, SignedIn
from caunoi.places.models import Place
from caunoi.places.queries import communes_of, province
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER, page_of

FILES_A_PAGE: Final = 20
# What is done at once, in the request: under two seconds. Longer work is `caunoi work`'s.
SMALL_FILE: Final = 120_000
FEW_ROWS: Final = 500
NO_COMMUNE: Final = (
    "Tài khoản của anh/chị chưa gắn với xã, phường nào. Nhờ quản trị viên của trung tâm gắn xã "
    "rồi tải tệp lên."
)


@require_http_methods(GET_OR_POST)
@only(can_see_files)
@once
def files(request: SignedIn) -> HttpResponse:
    """What is left to do, a place to drop a file, and the files that came."""
    user, may_send = request.user, can_send_files(request.user)
    form = _drop_form(request) if may_send else None
    if form is not None and form.is_valid() and (upload := _taken(request, form)):
        return redirect("intake:upload", public_id=upload.public_id)
    found = asked.uploads_for(user)
    page = page_of(request.GET.get(PARAMETER), count=found.count(), size=FILES_A_PAGE)
    context = {
        "form": form,
        "own": commune_of(user),
        "without_place": user.role == Role.COMMUNE and commune_of(user) is None,
        "why_no_place": NO_COMMUNE,
        "open": [shown.open_task(each) for each in asked.open_uploads(user)],
        "page": page,
        "columns": shown.FILES,
        "rows": [shown.file_row(each) for each in found[page.part]],
    }
    return render(request, "intake/files.html", context)


@require_safe
@only(can_open_files)
def upload(request: SignedIn, public_id: UUID) -> HttpResponse:
    """One file: its progress, its columns, its preview or its receipt."""
    found = _upload(request, public_id, can_open_upload)
    return _upload_page(request, found)


@require_POST
@only(can_work_on_files)
@once
def columns(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Confirm what the columns are, and answer what only the sender knows."""
    found = _upload(request, public_id, can_work_on_upload)
    table, known = found.table, [spec.code for spec in SCHEMAS[found.schema]]
    said = columns_said(request.POST, table.get("columns", ()), known)
    answers = answers_said(request.POST, table.get("questions", ()))
    try:
        confirm_columns(
            upload=found, columns=said, answers=answers, by=request.user, at=timezone.now()
        )
    except CannotTake as refusal:
        return _upload_page(request, found, said=said, why=str(refusal))
    _read_if_small(found)
    return redirect("intake:upload", public_id=public_id)


@require_POST
@only(can_work_on_files)
@once
def again(request: SignedIn, public_id: UUID) -> HttpResponse:
    """The same file comes back, mended: only rows that changed are touched."""
    old = _upload(request, public_id, can_work_on_upload)
    form = DropForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors.get("file", ["Chọn lại tệp."]))))
        return redirect("intake:upload", public_id=public_id)
    made = receive(
        request,
        form.cleaned_data["file"],
        old.commune,
        replaces=old,
        schema=Schema(old.schema),
        employer=old.employer,
        due_before=old.due_before,
    )
    return redirect("intake:upload", public_id=made.public_id)


@require_POST
@only(can_work_on_files)
@once
def sheet(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Read another sheet of the same file, as a list of its own."""
    old, name = _upload(request, public_id, can_work_on_upload), request.POST.get("trang", "")
    content = asked.content_of(old)
    if content is None or name not in dict(old.table.get("other_sheets", ())):
        messages.error(request, "Không đọc được trang tính này nữa. Tải tệp lên lại.")
        return redirect("intake:upload", public_id=public_id)
    made, new = receive_upload(
        content=content,
        name=old.name,
        schema=Schema(old.schema),
        commune=old.commune,
        by=request.user,
        at=timezone.now(),
        sheet=name,
        employer=old.employer,
        due_before=old.due_before,
    )
    if new:
        _read_if_small(made)
    return redirect("intake:upload", public_id=made.public_id)


@require_POST
@only(can_work_on_files)
@once
def save(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Save the good rows; the others stay as work to do."""
    found, at = _upload(request, public_id, can_work_on_upload), timezone.now()
    good = asked.counts_of(found)[RowState.GOOD]
    if _done(request, lambda: start_saving(upload=found, by=request.user, at=at)):
        on = timezone.localdate()
        while good <= FEW_ROWS and save_some(upload=found, on=on, at=at):
            pass
    return redirect("intake:upload", public_id=public_id)


@require_POST
@only(can_work_on_files)
@once
def undo(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Take the whole import back, but for what was changed since."""
    found, at = _upload(request, public_id, can_work_on_upload), timezone.now()
    saved = asked.counts_of(found)[RowState.SAVED]
    if _done(request, lambda: start_undo(upload=found, by=request.user, at=at)):
        while saved <= FEW_ROWS and undo_some(upload=found, at=at):
            pass
    return redirect("intake:upload", public_id=public_id)


def _upload_page(
    request: SignedIn,
    found: Upload,
    *,
    said: dict[int, str | None] | None = None,
    why: str = "",
) -> HttpResponse:
    counts, at = asked.counts_of(found), timezone.now()
    may_work = can_work_on_upload(request.user, found)
    table = found.table if may_work else {}
    context = {
        "upload": found,
        "states": UploadState,
        "badge": shown.upload_badge(found),
        "counts": shown.counts(found, counts, may_open=may_work),
        "done": shown.progress(found, counts),
        "still": asked.stands_still(found, at=at),
        "good": counts[RowState.GOOD],
        "report": found.schema in REPORTS,
        "receipt": shown.receipt_url(found),
        "back": shown.back_of(found),
        "save_words": shown.save_words(found, counts[RowState.GOOD]),
        "undecided": counts[RowState.TO_MEND]
        + counts[RowState.DUPLICATE]
        + counts[RowState.CHANGED],
        "saved": counts[RowState.SAVED],
        "may_work": may_work,
        "may_undo": may_work and asked.can_undo(found, at=at),
        "facts": shown.facts(found, table),
        "table": shown.columns_table(table, SCHEMAS[found.schema], said),
        "questions": table.get("questions", ()),
        "left_out": table.get("left_out", ()),
        "other_sheets": _other_sheets(found, table),
        "why": why,
        "own_address": settings.CAUNOI_ADDRESS + reverse("people:mine"),
        "stays": shown.stays(found) if may_work else (),
        "again": DropForm() if may_work else None,
    }
    return render(request, "intake/upload.html", context)


def _other_sheets(found: Upload, table: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Other sheets with such a list: name, rows in words, where it is read already."""
    others = table.get("other_sheets", ())
    if not others or found.state == UploadState.FORGOTTEN:
        return []
    read = asked.sheets_read(found)
    return [
        (
            name,
            f"{formats.number(rows)} dòng",
            reverse("intake:upload", args=[read[name]]) if name in read else "",
        )
        for name, rows in others
    ]


def _drop_form(request: SignedIn) -> DropForm:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    return DropForm(*sent, communes=() if request.user.role == Role.COMMUNE else communes())


def communes() -> Sequence[Place]:
    """The communes of the province, for staff who choose one."""
    on = timezone.localdate()
    try:
        return list(communes_of(province(settings.CAUNOI_PROVINCE, on=on), on=on))
    except Place.DoesNotExist:
        return ()


def _taken(request: SignedIn, form: DropForm) -> Upload | None:
    """Keep the file that was dropped; None when nobody knows for which commune."""
    commune = commune_of(request.user)
    if "commune" in form.cleaned_data:
        code = form.cleaned_data["commune"]
        commune = next((place for place in communes() if place.code == code), None)
    if commune is None:
        form.add_error(None, NO_COMMUNE)
        return None
    return receive(request, form.cleaned_data["file"], commune)


def receive(
    request: SignedIn,
    file: Any,
    commune: Place | None,
    *,
    schema: Schema = Schema.WORKERS,
    **more: Any,
) -> Upload:
    """Keep a file, and read it at once when it is small; the same file open already is found.

    It is looked into first: a bomb is refused while its sender waits, and is not kept.
    """
    content = file.read()
    why = refusal_of(content, file.name)
    found, new = receive_upload(
        content=content,
        name=file.name,
        schema=schema,
        commune=commune,
        by=request.user,
        at=timezone.now(),
        why=why,
        **more,
    )
    if new and not why:
        _read_if_small(found)
    elif not new:
        messages.warning(request, "Tệp này đã tải lên rồi. Đây là tệp đang làm dở.")
    return found


def _read_if_small(found: Upload) -> None:
    found.refresh_from_db()
    if found.size <= SMALL_FILE:
        read_upload(found, on=timezone.localdate(), at=timezone.now())


def _upload(request: SignedIn, public_id: UUID, may: Callable[..., bool]) -> Upload:
    """The file of the address; one of another commune is missing, as one that never was."""
    found = asked.find_upload(public_id)
    if found is None or not may(request.user, found):
        raise Http404
    return found


def _done(request: SignedIn, deed: Callable[[], None]) -> bool:
    try:
        deed()
    except CannotTake as refusal:
        messages.error(request, str(refusal))
        return False
    return True
