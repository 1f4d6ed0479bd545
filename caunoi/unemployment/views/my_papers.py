"""Papers that somebody sends with the own claim, and the desk opening them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from caunoi.accounts.permissions import is_job_seeker
from caunoi.unemployment import forms
from caunoi.unemployment.actions import sent_papers as actions
from caunoi.unemployment.actions.attaching import CannotAttach, NewPaper
from caunoi.unemployment.choices import ClaimState
from caunoi.unemployment.models import SentPaper
from caunoi.unemployment.permissions import can_ask_for_benefit, can_see_claims
from caunoi.unemployment.queries.mine import find_sent_paper, own_claim
from caunoi.unemployment.views.mine import own_page
from caunoi.unemployment.views.requests import SignedIn
from caunoi_kit.office.sending import foreign_answer
from caunoi_kit.ui.access import only
from caunoi_kit.ui.once import once


@require_POST
@only(can_ask_for_benefit)
@once
def send_claim_papers(request: SignedIn) -> HttpResponse:
    """Papers that were missing."""
    found = own_claim(request.user, on=timezone.localdate())
    if found is None or found.claim is None:
        raise Http404
    form = forms.SentPapersForm(request.POST, request.FILES)
    if form.is_valid():
        papers = [NewPaper(*each) for each in form.attached]
        try:
            actions.send_more_papers(
                claim=found.claim, papers=papers, by=request.user, at=timezone.now()
            )
        except CannotAttach as refusal:
            if not found.takes_papers:
                messages.error(request, str(refusal))
                return redirect("unemployment:mine")
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã gửi. Cán bộ xem rồi trả lời qua tin nhắn.")
            return redirect("unemployment:mine")
    return own_page(request, found, form)


@require_safe
@only(is_job_seeker)
def my_claim_paper(request: SignedIn, public_id: UUID) -> HttpResponse:
    """A paper that the person sent; somebody else's is not found."""
    paper = find_sent_paper(public_id)
    if paper is None or paper.claim.person.account_id != request.user.pk:
        raise Http404
    return _answer(request, paper)


@require_POST
@only(is_job_seeker)
@once
def drop_claim_paper(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Take a paper out of what is not sent yet."""
    paper = find_sent_paper(public_id)
    if paper is None or paper.claim.person.account_id != request.user.pk:
        raise Http404
    try:
        actions.drop_sent_paper(paper=paper, by=request.user)
    except CannotAttach as refusal:
        messages.error(request, str(refusal))
        return redirect("unemployment:mine")
    messages.success(request, "Đã bỏ giấy tờ.")
    return redirect("unemployment:file_mine")


@require_safe
@only(can_see_claims)
def claim_paper(request: SignedIn, public_id: UUID) -> HttpResponse:
    """A paper of a claim, for staff. What is not sent yet is nobody else's."""
    paper = find_sent_paper(public_id)
    if paper is None or paper.claim.state == ClaimState.DRAFT:
        raise Http404
    return _answer(request, paper)


def _answer(request: SignedIn, paper: SentPaper) -> HttpResponse:
    """To keep, never to show in our own page: strangers made it."""
    content = actions.open_sent_paper(paper=paper, by=request.user)
    return foreign_answer(content, paper.name)
