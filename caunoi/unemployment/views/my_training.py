"""The person's own page of training support: ask for it by telephone, see where it is."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.accounts.permissions import is_job_seeker
from caunoi.people.models import Person
from caunoi.people.queries import person_of
from caunoi.unemployment.actions import my_training as actions
from caunoi.unemployment.actions.attaching import CannotAttach, NewPaper
from caunoi.unemployment.actions.training import CannotTrain, TrainingAsk, withdraw_training
from caunoi.unemployment.choices import FilingChannel
from caunoi.unemployment.choices.training import TrainingState
from caunoi.unemployment.forms.my_training import (
    OwnTrainingForm,
    PapersForm,
    WithdrawForm,
    attached,
)
from caunoi.unemployment.models import TrainingPaper
from caunoi.unemployment.permissions import can_ask_for_benefit
from caunoi.unemployment.permissions.benefits import can_see_benefits
from caunoi.unemployment.queries import my_training as asked
from caunoi.unemployment.queries.training import classes_to_choose, ground_of
from caunoi.unemployment.views import training_words as words
from caunoi.unemployment.views.requests import GET_OR_POST, SignedIn
from caunoi_kit.office.sending import foreign_answer
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Step
from caunoi_kit.ui.once import once

REFUSALS: Final = (CannotTrain, CannotAttach)
# What comes next, in the words of the person.
NEXT: Final[dict[str, str]] = {
    TrainingState.SENT: "Trung tâm đã nhận được. Cán bộ xem giấy tờ rồi trả lời qua tin nhắn.",
    TrainingState.RECEIVED: "Trung tâm đang xem hồ sơ. Chờ có quyết định rồi hãy nhập học.",
    TrainingState.SUPPLEMENT: "Hồ sơ còn thiếu giấy tờ. Gửi thêm ở dưới hoặc mang đến quầy.",
    TrainingState.PROPOSED: "Hồ sơ đang chờ người có quyền duyệt.",
    TrainingState.APPROVED: "Đã có quyết định. Đến nhận đúng hẹn, nếu không quyết định bị huỷ.",
    TrainingState.STUDYING: "Anh/chị đang được hỗ trợ. Đi học đủ ngày: mỗi ngày học có tiền ăn.",
    TrainingState.ENDED: "Việc học đã kết thúc.",
    TrainingState.REFUSED: "Hồ sơ không đủ điều kiện. Anh/chị có quyền khiếu nại.",
    TrainingState.WITHDRAWN: "Anh/chị đã đề nghị không hưởng hỗ trợ.",
    TrainingState.CANCELLED: "Quyết định đã huỷ vì không đến nhận.",
}
WAY: Final = (
    ("Gửi hồ sơ", frozenset({TrainingState.SENT})),
    ("Xem giấy tờ, tính mức hỗ trợ", frozenset({TrainingState.RECEIVED, TrainingState.SUPPLEMENT})),
    ("Duyệt quyết định", frozenset({TrainingState.PROPOSED})),
    ("Nhận quyết định", frozenset({TrainingState.APPROVED})),
    ("Đi học", frozenset({TrainingState.STUDYING})),
    ("Học xong", frozenset({TrainingState.ENDED})),
)


@require_safe
@only(is_job_seeker)
def my_training(request: SignedIn) -> HttpResponse:
    """Where the own request is, what comes next, the months of the course."""
    found = asked.own_training(request.user, on=timezone.localdate())
    if found is None:
        return render(request, "unemployment/mine_none.html", {"start": reverse("people:start")})
    return _page(request, found)


def _page(
    request: SignedIn, found: asked.OwnTraining, papers_form: PapersForm | None = None
) -> HttpResponse:
    support, on = found.support, timezone.localdate()
    context = {
        "found": found,
        "support": support,
        "badge": words.training_badge(support) if support else None,
        "next": NEXT[support.state] if support else "",
        "steps": _steps(support.state) if support else [],
        "dates": _dates(found),
        "course": words.course_facts(support) if support else [],
        "months": [words.month_card(each, {}, on) for each in found.months],
        "papers_form": papers_form or PapersForm(ground=support.ground if support else ""),
        "withdraw_form": WithdrawForm(),
    }
    return render(request, "unemployment/my_training.html", context)


@require_http_methods(GET_OR_POST)
@only(can_ask_for_benefit)
@once
def file_my_training(request: SignedIn) -> HttpResponse:
    """Ask for training support. What is typed and attached stays until it is sent."""
    person = person_of(request.user)
    if person is None:
        return redirect("people:start")
    found = asked.own_training(request.user, on=timezone.localdate())
    if found is None or not found.may_file:
        return redirect("unemployment:my_training")
    typed, kept = asked.draft_of(request.user)
    ground, benefit, claim = ground_of(person)
    form = OwnTrainingForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        ground=ground,
        classes=list(classes_to_choose(on=timezone.localdate())[:200]),
        initial=_known(person, benefit or claim) | typed,
    )
    told: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    if request.method == "POST":
        valid = form.is_valid()
        papers = [NewPaper(*each) for each in attached(form)]
        keeps = request.POST.get("do") != "send"

        def keep() -> object:
            return actions.save_training_draft(typed=form.typed, papers=papers, **told)

        def send() -> object:
            return actions.send_training(
                person=person,
                ground=form.cleaned_data["ground"],
                asked=_asked(form),
                papers=papers,
                benefit=benefit,
                claim=claim,
                **told,
            )

        if keeps and not form.refuses_a_paper and _done(form, keep):
            messages.success(request, "Đã lưu, chưa nộp. Mở lại lúc nào cũng được.")
            return redirect("unemployment:file_my_training")
        if not keeps and valid and _done(form, send):
            messages.success(request, "Đã nộp hồ sơ. Ngày nộp là hôm nay.")
            return redirect("unemployment:my_training")
    context = {"form": form, "ground": ground, "kept": kept}
    return render(request, "unemployment/my_training_file.html", context)


@require_POST
@only(can_ask_for_benefit)
@once
def send_my_papers(request: SignedIn) -> HttpResponse:
    """Papers that were missing."""
    found = asked.own_training(request.user, on=timezone.localdate())
    if found is None or found.support is None:
        raise Http404
    support = found.support
    form = PapersForm(request.POST, request.FILES, ground=support.ground)
    papers = [NewPaper(*each) for each in attached(form)] if form.is_valid() else []
    if form.is_valid() and _done(
        form,
        lambda: actions.send_papers(
            support=support, papers=papers, by=request.user, at=timezone.now()
        ),
    ):
        messages.success(request, "Đã gửi. Cán bộ xem rồi trả lời qua tin nhắn.")
        return redirect("unemployment:my_training")
    return _page(request, found, form)


@require_POST
@only(can_ask_for_benefit)
@once
def withdraw_my_training(request: SignedIn) -> HttpResponse:
    """The own request is not wanted any more (Mẫu 07)."""
    found = asked.own_training(request.user, on=timezone.localdate())
    if found is None or found.support is None:
        raise Http404
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["why"][0]))
        return redirect("unemployment:my_training")
    try:
        withdraw_training(
            support=found.support,
            why=form.cleaned_data["why"],
            on=timezone.localdate(),
            by=request.user,
            at=timezone.now(),
        )
    except CannotTrain as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã ghi. Anh/chị không hưởng hỗ trợ này nữa.")
    return redirect("unemployment:my_training")


@require_safe
@only(is_job_seeker)
def my_training_paper(request: SignedIn, public_id: UUID) -> HttpResponse:
    """A paper that the person sent; somebody else's is not found."""
    paper = asked.find_training_paper(public_id)
    if paper is None or not _is_own(request, paper):
        raise Http404
    return _answer(request, paper)


@require_POST
@only(is_job_seeker)
@once
def drop_my_paper(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Take a paper out of what is not sent yet."""
    paper = asked.find_training_paper(public_id)
    if paper is None or paper.draft is None or not _is_own(request, paper):
        raise Http404
    actions.drop_draft_paper(paper=paper, by=request.user)
    messages.success(request, "Đã bỏ giấy tờ.")
    return redirect("unemployment:file_my_training")


@require_safe
@only(can_see_benefits)
def training_paper(request: SignedIn, public_id: UUID) -> HttpResponse:
    """A paper of a file, for staff. What is not sent yet is nobody else's."""
    paper = asked.find_training_paper(public_id)
    if paper is None or paper.support is None:
        raise Http404
    return _answer(request, paper)


def _answer(request: SignedIn, paper: TrainingPaper) -> HttpResponse:
    """To keep, never to show in our own page: strangers made it."""
    content = actions.open_training_paper(paper=paper, by=request.user)
    return foreign_answer(content, paper.name)


def _is_own(request: SignedIn, paper: TrainingPaper) -> bool:
    if paper.support is not None:
        return paper.support.person.account_id == request.user.pk
    return paper.draft is not None and paper.draft.account_id == request.user.pk


def _done(form: Any, deed: Callable[[], object]) -> bool:
    """Whether it went; why not stands above the form."""
    try:
        deed()
    except REFUSALS as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _asked(form: OwnTrainingForm) -> TrainingAsk:
    known = {
        name: value
        for name, value in form.cleaned_data.items()
        if name in TrainingAsk.__dataclass_fields__ and name not in {"paid_months", "total_months"}
    }
    return TrainingAsk(**known, filed_on=timezone.localdate(), channel=FilingChannel.ONLINE)


def _known(person: Person, holder: Any) -> dict[str, Any]:
    """What the boxes hold already: the account of the benefit."""
    known: dict[str, Any] = {"fee_per": "COURSE", "ground": "LEFT"}
    known["account_holder"] = person.full_name
    if holder is not None:
        known |= {"account_number": holder.account_number, "bank": holder.bank}
    return known


def _steps(state: str) -> list[Step]:
    """The way of a file with the step it is at; none for what ended otherwise."""
    here = next((n for n, (_, states) in enumerate(WAY) if state in states), None)
    if here is None:
        return []
    return [
        Step(label, "done" if n < here else "now" if n == here else "")
        for n, (label, _) in enumerate(WAY)
    ]


def _dates(found: asked.OwnTraining) -> list[tuple[str, str]]:
    """Days the person has to know."""
    support, told = found.support, []
    if support is None:
        return []
    if support.sent_at:
        sent = timezone.localtime(support.sent_at)
        told.append(("Đã gửi", f"{sent:%H:%M} ngày {formats.day(sent.date())}"))
    if found.due:
        told.append(("Trả lời chậm nhất", f"{formats.day(found.due.day)}, {found.due.said}"))
    if support.slip_first and support.slip_last and support.state == TrainingState.APPROVED:
        days = f"{formats.day(support.slip_first)} – {formats.day(support.slip_last)}"
        told += [("Đến nhận", days), ("Mang theo", "căn cước và phiếu hẹn")]
    if found.may_withdraw and found.withdrawal:
        told.append(("Rút được đến", formats.day(found.withdrawal.day)))
    return told
