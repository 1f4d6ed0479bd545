"""Pages of the rows of a file: the grid of faults, doubts to settle, lists, files to take away."""

from collections import Counter
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.intake.actions.files import CannotTake
from caunoi.intake.actions.files_mending import decide_rows, keep_mended
from caunoi.intake.actions.files_reading import read_known, read_rows
from caunoi.intake.choices.files import PLACE_KINDS, REPORT_KINDS, RowState, UploadState, Verdict
from caunoi.intake.exports.files import known_sheet, remarked
from caunoi.intake.forms.files import cells_typed
from caunoi.intake.imports import KIND_WORDS, SCHEMAS
from caunoi.intake.imports.uploads import accepted_rows, mended_rows
from caunoi.intake.models import Upload
from caunoi.intake.permissions.files import (
    can_list_known,
    can_work_on_files,
    can_work_on_upload,
    commune_of,
)
from caunoi.intake.queries.files import rows as asked
from caunoi.intake.queries.files.kept import Judged
from caunoi.intake.queries.files.uploads import content_of
from caunoi.intake.views import files_words as shown
from caunoi.intake.views.files import _upload
from caunoi.intake.views.requests import GET_OR_POST, SignedIn
from caunoi_kit.office.sending import file_answer
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Link
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER, page_of

FAULTS_A_PAGE: Final = 30  # with some faults a row, still under the 500 fields of a form
ROWS_A_PAGE: Final = 50
KIND: Final = "loai"
_STATES: Final = {state.lower(): state for state in RowState}


@require_http_methods(GET_OR_POST)
@only(can_work_on_files)
@once
def grid(request: SignedIn, public_id: UUID) -> HttpResponse:
    """All faults of a file: mend cells, take one proposal, or all of a kind."""
    found, kind = _upload(request, public_id, can_work_on_upload), _kind(request)
    if request.method == "POST":
        said = _mend(request, found, kind)
        if said is not None:
            messages.success(request, said)
            return redirect(_grid_url(found, kind, request.GET.get(PARAMETER)))
    kinds = asked.kinds_of(found)
    if kind and kind not in kinds:
        return redirect(_grid_url(found, "", None))
    rows = asked.rows_of(found, RowState.TO_MEND, kind)
    page = page_of(request.GET.get(PARAMETER), count=rows.count(), size=FAULTS_A_PAGE)
    judged = read_rows(upload=found, rows=rows[page.part], by=request.user)
    proposals = len(asked.with_proposal(found, kind)) if kind else 0
    context = {
        "upload": found,
        "chips": _chips(found, kinds, kind),
        "kind": kind,
        "page": page,
        "rows": [_grid_row(each, kind, found) for each in judged],
        "proposals": proposals,
        "all_words": f"Nhận cả {formats.number(proposals)} đề nghị loại này",
        "open": found.state in (UploadState.PREVIEW, UploadState.SAVED),
    }
    return render(request, "intake/grid.html", context)


@require_http_methods(GET_OR_POST)
@only(can_work_on_files)
@once
def doubts(request: SignedIn, public_id: UUID, state: str) -> HttpResponse:
    """Rows that may be somebody known, beside what the register holds: settle each, or all."""
    found, wanted = _upload(request, public_id, can_work_on_upload), _STATES.get(state)
    if wanted not in (RowState.DUPLICATE, RowState.CHANGED):
        raise Http404
    if request.method == "POST" and _decide(request, found, wanted):
        return redirect("intake:doubts", public_id=public_id, state=state)
    rows = asked.rows_of(found, wanted)
    page = page_of(request.GET.get(PARAMETER), count=rows.count(), size=ROWS_A_PAGE)
    judged = read_rows(upload=found, rows=rows[page.part], by=request.user)
    context = {
        "upload": found,
        "changed": wanted == RowState.CHANGED,
        "page": page,
        "rows": [_doubt(each) for each in judged],
        "all_words": f"Nhận cả {formats.number(page.count)} chỗ khác",
        "verdicts": Verdict,
        "open": found.state in (UploadState.PREVIEW, UploadState.SAVED),
    }
    return render(request, "intake/doubts.html", context)


@require_safe
@only(can_work_on_files)
def rows(request: SignedIn, public_id: UUID, state: str) -> HttpResponse:
    """Rows in one state, to be looked through."""
    found, wanted = _upload(request, public_id, can_work_on_upload), _STATES.get(state)
    if wanted is None:
        raise Http404
    listed = asked.rows_of(found, wanted)
    page = page_of(request.GET.get(PARAMETER), count=listed.count(), size=ROWS_A_PAGE)
    judged = read_rows(upload=found, rows=listed[page.part], by=request.user)
    names = asked.place_names(judged)
    context = {
        "upload": found,
        "title": f"Dòng {wanted.label.lower()}",
        "page": page,
        "columns": shown.ROWS,
        "rows": [shown.row_cells(each, names) for each in judged],
    }
    return render(request, "intake/rows.html", context)


@require_safe
@only(can_work_on_files)
def remarks(request: SignedIn, public_id: UUID) -> HttpResponse:
    """The same file with a remark in each cell that has to be mended."""
    found = _upload(request, public_id, can_work_on_upload)
    content = content_of(found)
    if content is None:
        raise Http404
    open_rows = asked.undecided_of(found)
    judged = read_rows(upload=found, rows=open_rows, by=request.user)
    return file_answer(remarked(found, content, judged), f"{_stem(found.name)}-ghi-chu.xlsx")


@require_safe
@only(can_list_known)
def known(request: SignedIn) -> HttpResponse:
    """The workers a commune has in the register, as a list to be sent back with what changed."""
    commune = commune_of(request.user)
    if commune is None:
        raise Http404
    at = timezone.now()
    people = read_known(commune=commune, by=request.user)
    content = known_sheet(people, commune=commune, by=request.user, at=at)
    return file_answer(content, f"lao-dong-{commune.code}-{timezone.localdate()}.xlsx")


def _mend(request: SignedIn, found: Upload, kind: str) -> str | None:
    """Keep what was typed or accepted; what was done in words, None when nothing was."""
    on, at = timezone.localdate(), timezone.now()
    wanted = request.POST.get("nhan", "")
    if wanted == "tat-ca" and kind:
        pairs = [(row.number, fault.field) for row, fault in asked.with_proposal(found, kind)]
        mended = accepted_rows(found, pairs, on=on)
    elif wanted.count(":") == 1 and (number := wanted.partition(":")[0]).isdigit():
        mended = accepted_rows(found, [(int(number[:9]), wanted.partition(":")[2])], on=on)
    elif (left_out := request.POST.get("bo", "")).isdigit():
        return _left_out(request, found, int(left_out[:9]))
    else:
        mended = mended_rows(found, cells_typed(request.POST.dict()), on=on)
    if not mended:
        messages.warning(request, "Chưa ô nào đổi. Gõ giá trị đúng vào ô, hoặc bấm “Nhận”.")
        return None
    try:
        now = keep_mended(upload=found, rows=mended, by=request.user, on=on, at=at)
    except CannotTake as refusal:
        messages.error(request, str(refusal))
        return None
    wrong = sum(1 for state in now.values() if state == RowState.TO_MEND)
    n = formats.number
    done = f"{n(len(now) - wrong)} dòng đã sửa xong"
    return f"{done}, {n(wrong)} dòng còn lỗi." if wrong else f"{done}."


def _left_out(request: SignedIn, found: Upload, number: int) -> str | None:
    told: dict[str, Any] = {"on": timezone.localdate(), "at": timezone.now()}
    try:
        decide_rows(
            upload=found, numbers=[number], verdict=Verdict.LEAVE_OUT, by=request.user, **told
        )
    except CannotTake as refusal:
        messages.error(request, str(refusal))
        return None
    return f"Đã bỏ dòng {formats.number(number)}."


def _decide(request: SignedIn, found: Upload, state: RowState) -> bool:
    """Settle one row ("12:cung-nguoi") or all that are only changed; whether it was done."""
    if renumbered := request.POST.get("sua", ""):
        return _renumber(request, found, renumbered)
    said = request.POST.get("la", "")
    number, _, word = said.partition(":")
    if said == "tat-ca" and state == RowState.CHANGED:
        numbers = list(asked.rows_of(found, state).values_list("number", flat=True))
        word = Verdict.SAME_PERSON
    elif number.isdigit() and word in Verdict.values:
        numbers = [int(number[:9])]
    else:
        messages.error(request, "Chọn một trong các nút ở dòng cần trả lời.")
        return False
    try:
        now = decide_rows(
            upload=found,
            numbers=numbers,
            verdict=Verdict(word),
            by=request.user,
            on=timezone.localdate(),
            at=timezone.now(),
        )
    except CannotTake as refusal:
        messages.error(request, str(refusal))
        return False
    if any(each == state for each in now.values()):
        messages.warning(request, "Dòng này vẫn chưa rõ. Sửa số định danh, hoặc bỏ dòng.")
    else:
        messages.success(request, f"Đã ghi {formats.number(len(now))} dòng.")
    return True


def _renumber(request: SignedIn, found: Upload, row: str) -> bool:
    """Give a row that stands twice the identity number that was meant."""
    on = timezone.localdate()
    number = int(row[:9]) if row.isdigit() else 0
    typed = cells_typed(request.POST.dict()).get(number, {}).get("identity_number", "")
    mended = mended_rows(found, {number: {"identity_number": typed}}, on=on) if typed else []
    if not mended:
        messages.error(request, "Gõ số định danh đúng của dòng này rồi lưu.")
        return False
    try:
        keep_mended(upload=found, rows=mended, by=request.user, on=on, at=timezone.now())
    except CannotTake as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, f"Đã sửa số định danh ở dòng {formats.number(number)}.")
    return True


def _grid_row(row: Judged, kind: str, found: Upload) -> dict[str, Any]:
    """A row with its faulty cells, and the whole of it to look at."""
    specs = SCHEMAS[found.schema]
    labels = {spec.code: spec.label for spec in specs}
    faults = sorted(row.faults, key=lambda fault: (fault.kind != kind, not fault.stops))
    return {
        "number": row.number,
        "name": str(row.values.get("full_name") or "chưa có tên"),
        "faults": [
            {
                "fault": fault,
                "label": labels.get(fault.field, fault.field),
                "proposal": shown.field_words(specs, fault.field, fault.proposal),
                "has_proposal": fault.proposal is not None,
            }
            for fault in faults
        ],
        "values": [
            (labels.get(name, name), shown.field_words(specs, name, value))
            for name, value in row.values.items()
            if value not in (None, "")
        ],
    }


def _doubt(row: Judged) -> dict[str, Any]:
    number = str(row.values.get("identity_number") or "")
    return {
        "number": row.number,
        "name": str(row.values.get("full_name") or ""),
        "birth": shown.value_words(row.values.get("birth_date")),
        "masked": formats.masked(number) if number else "",
        "why": row.why,
        "differences": row.differences,
        "known": row.person is not None,
        "may_be_another": row.probable,
    }


def _chips(found: Upload, kinds: Counter[str], kind: str) -> list[Link]:
    words = {**KIND_WORDS, **PLACE_KINDS, **REPORT_KINDS}
    chips = [Link("Tất cả", _grid_url(found, "", None), current=not kind)]
    return chips + [
        Link(
            f"{words.get(code, code)} ({formats.number(count)})",
            _grid_url(found, code, None),
            current=code == kind,
        )
        for code, count in kinds.most_common()
    ]


def _grid_url(found: Upload, kind: str, page: str | None) -> str:
    query = {name: value for name, value in ((KIND, kind), (PARAMETER, page)) if value}
    return reverse("intake:grid", args=[found.public_id], query=query or None)


def _kind(request: SignedIn) -> str:
    kind = request.GET.get(KIND, "")
    return kind if kind.isascii() and kind.replace("_", "").isalnum() else ""


def _stem(name: str) -> str:
    stem = name.rpartition(".")[0] or name
    return "".join(c for c in stem if c.isalnum() or c in "-_ ")[:80].strip() or "tep"
