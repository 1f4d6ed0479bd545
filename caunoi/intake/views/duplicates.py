"""Pages of pairs: the list, two records side by side, and a merge that can be taken back."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.intake.actions.duplicates import (
    CannotDecide,
    Compared,
    decide_different,
    join_household,
    read_merge,
    read_pair,
    read_pairs,
)
from caunoi.intake.actions.merging import EDITED, CannotMerge, merge_people, undo_merge
from caunoi.intake.choices.duplicates import PairState
from caunoi.intake.forms.duplicates import FIRST, PairForm
from caunoi.intake.models import Merge, Pair
from caunoi.intake.permissions.duplicates import can_review_pairs
from caunoi.intake.queries import duplicates as asked
from caunoi.intake.queries.merging import state_of_two
from caunoi.intake.views import duplicates_words as shown
from caunoi.intake.views.requests import GET_OR_POST, SignedIn
from caunoi_kit.ui.access import only
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER, page_of

A_PAGE: Final = 20
KIND: Final = "loai"
DIFFERENT: Final = "hai-nguoi"
MERGED: Final = "da-gop"
TWO, TWO_AT_HOME = "hai-nguoi", "cung-ho"


@require_safe
@only(can_review_pairs)
def pairs(request: SignedIn) -> HttpResponse:
    """Pairs to look at; those found to be two people; merges."""
    kind = request.GET.get(KIND, "")
    kind = kind if kind in {DIFFERENT, MERGED} else ""
    found: Any = {DIFFERENT: asked.decided_pairs, MERGED: asked.standing_merges}.get(
        kind, asked.open_pairs
    )()
    page = page_of(request.GET.get(PARAMETER), count=found.count(), size=A_PAGE)
    rows = list(found[page.part])
    read_pairs(rows=rows, by=request.user)
    row_of: Any = shown.merge_row if kind == MERGED else shown.pair_row
    context = {
        "kind": kind,
        "tabs": shown.tabs(kind),
        "columns": shown.MERGES if kind == MERGED else shown.PAIRS,
        "rows": [row_of(row) for row in rows],
        "page": page,
    }
    return render(request, "intake/duplicates.html", context)


@require_http_methods(GET_OR_POST)
@only(can_review_pairs)
@once
def pair(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Two records side by side: one person, or two."""
    found = asked.find_pair(public_id)
    if found is None:
        raise Http404
    if request.method == "POST" and request.POST.get("la") in {TWO, TWO_AT_HOME}:
        return _two_people(request, found)
    page = read_pair(pair=found, by=request.user)
    form, seen = None, state_of_two(page.first, page.second)
    if found.state != PairState.SAME:
        form = _form(request, page)
    if form is not None and form.is_bound and request.POST.get("xem", seen) != seen:
        form.add_error(None, EDITED)
    if form is not None and form.is_bound and form.is_valid() and _merged(request, page, form):
        return _next()
    context = {
        "pair": found,
        "page": page,
        "form": form,
        "lines": shown.lines(page, form),
        "reasons": shown.reasons(found),
        "seen": seen,
    }
    return render(request, "intake/duplicates_pair.html", context)


def _form(request: SignedIn, page: Compared) -> PairForm:
    if request.method == "POST":
        return PairForm(request.POST, differing=page.differing)
    return PairForm(differing=page.differing, initial=shown.initial(page))


def _merged(request: SignedIn, page: Compared, form: PairForm) -> Merge | None:
    """The merge, or its refusal on the form with everything as it was chosen."""
    first = form.cleaned_data["keep"] == FIRST
    keep, drop = (page.first, page.second) if first else (page.second, page.first)
    try:
        merge = merge_people(
            keep=keep, drop=drop, choices=form.choices(), by=request.user, at=timezone.now(),
            pair=page.pair, seen=request.POST.get("xem", ""),
        )  # fmt: skip
    except CannotMerge as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, f"Đã gộp vào hồ sơ {keep.full_name}. Xem hoặc tách lại ở «Đã gộp».")
    return merge


def _two_people(request: SignedIn, found: Pair) -> HttpResponse:
    home = request.POST.get("la") == TWO_AT_HOME
    decide = join_household if home else decide_different
    try:
        decide(pair=found, by=request.user, at=timezone.now())
    except CannotDecide as refusal:
        messages.error(request, str(refusal))
        return redirect("intake:pair", public_id=found.public_id)
    words = "hai người cùng hộ" if home else "hai người"
    messages.success(request, f"Đã ghi là {words}. Cặp này không hỏi lại.")
    return _next()


def _next() -> HttpResponse:
    """The next pair to look at, so that a hundred of them are one row of decisions."""
    following = asked.open_pairs().first()
    if following is None:
        return redirect("intake:pairs")
    return redirect("intake:pair", public_id=following.public_id)


@require_safe
@only(can_review_pairs)
def merge(request: SignedIn, public_id: UUID) -> HttpResponse:
    """What a merge moved, and a button to take it back."""
    found = _merge(public_id)
    read_merge(merge=found, by=request.user)
    return render(
        request, "intake/duplicates_merge.html", {"merge": found, "moved": shown.moved(found)}
    )


@require_POST
@only(can_review_pairs)
@once
def undo(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Part two records again."""
    found = _merge(public_id)
    try:
        undo_merge(merge=found, by=request.user, at=timezone.now())
    except CannotMerge as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã tách lại thành hai hồ sơ.")
    return redirect("intake:merge", public_id=public_id)


def _merge(public_id: UUID) -> Merge:
    found = asked.find_merge(public_id)
    if found is None:
        raise Http404
    return found
