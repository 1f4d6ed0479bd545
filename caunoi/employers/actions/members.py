"""Who acts for an employer: invited, joined, handed over, left."""

from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from caunoi.accounts.actions import (
    CannotAccept,
    CannotInvite,
    accept_invitation,
    change_side,
    invite,
    withdraw_invitation,
)
from caunoi.accounts.choices import Role
from caunoi.accounts.models import User
from caunoi.employers.actions.register import CannotRegister, join
from caunoi.employers.models import Employer, Member, MemberInvitation
from caunoi.employers.queries import open_invitations
from caunoi_kit.journal.actions import record

INVITATION = "employers.member"
MOST_OPEN = 10  # invitations of one employer at a time


class CannotChangeMembers(Exception):
    """The people of the employer stay as they are; the message says why and what to do."""


@transaction.atomic
def invite_member(
    *, employer: Employer, phone: str, by: User, at: datetime, link_of: Callable[[str], str]
) -> MemberInvitation:
    """Invite a telephone number to act for the employer. The answer tells nothing of the number.

    Raises CannotChangeMembers for somebody who acts for it already and beyond ten invitations.
    """
    locked = _locked(employer)
    if Member.objects.filter(employer=locked, until=None, user__phone=phone).exists():
        raise CannotChangeMembers("Số này đã ở trong nhóm. Xem danh sách phía trên.")
    still = open_invitations(locked).filter(invitation__expires_at__gt=at)
    if still.count() >= MOST_OPEN:
        raise CannotChangeMembers("Đang có 10 lời mời chưa nhận. Rút bớt rồi mời tiếp.")
    for each in still.filter(invitation__phone=phone):
        withdraw_invitation(invitation=each.invitation, by=by, at=at)
    try:
        invitation = invite(
            kind=INVITATION,
            phone=phone,
            words=f"{locked.name[:60]} mời anh/chị vào nhóm tuyển dụng trên Cầu Nối.",
            link_of=link_of,
            by=by,
            at=at,
        )
    except CannotInvite as refusal:
        raise CannotChangeMembers(str(refusal)) from refusal
    return MemberInvitation.objects.create(employer=locked, invitation=invitation)


@transaction.atomic
def accept_member(*, token: str, user: User, at: datetime) -> Employer:
    """Take up an invitation: the user acts for the employer from today.

    Raises CannotAccept, also for staff and for those who act for a school.
    """
    invitation = accept_invitation(token=token, kind=INVITATION, user=user, at=at)
    employer = MemberInvitation.objects.select_related("employer").get(invitation=invitation).employer  # fmt: skip  # noqa: E501  one question
    _locked(employer)
    try:
        with transaction.atomic():
            join(employer=employer, user=user, lead=False, by=user, at=at)
    except CannotRegister as refusal:
        raise CannotAccept(str(refusal)) from refusal
    except IntegrityError:
        pass  # in the group already: the invitation is used up all the same
    return employer


@transaction.atomic
def withdraw_member_invitation(
    *, employer: Employer, invitation_id: int, by: User, at: datetime
) -> None:
    """Make an invitation of this employer void; any other is left alone."""
    found = open_invitations(employer).filter(pk=invitation_id).first()
    if found is not None:
        withdraw_invitation(invitation=found.invitation, by=by, at=at)


@transaction.atomic
def hand_over(*, employer: Employer, to: Member, by: User) -> Member:
    """Make another member the lead. Raises CannotChangeMembers when that one has left."""
    locked = _locked(employer)
    target = Member.objects.filter(pk=to.pk, employer=locked, until=None).first()
    if target is None:
        raise CannotChangeMembers("Người này không còn trong nhóm. Mở lại trang để xem.")
    Member.objects.filter(employer=locked, until=None, lead=True).update(lead=False)
    target.lead = True
    target.save(update_fields=["lead"])
    record("employers.member.lead_given", by=by, about=locked, detail={"user": target.user_id})
    return target


@transaction.atomic
def end_membership(*, member: Member, by: User, at: datetime) -> Member:
    """Somebody leaves the group, or is taken out by the lead; effective at once.

    Raises CannotChangeMembers for a lead with colleagues: they hand over first.
    """
    locked = _locked(member.employer)
    current = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if current.until is not None:
        return current
    others = Member.objects.filter(employer=locked, until=None).exclude(pk=current.pk)
    if current.lead and others.exists():
        raise CannotChangeMembers("Giao người phụ trách cho đồng nghiệp trước, rồi mới rời nhóm.")
    # Until today inclusive in the table, yet without rights from this moment: `until` is set.
    current.until, current.lead = max(localtime(at).date(), current.since), False
    current.save(update_fields=["until", "lead"])
    record("employers.member.left", by=by, about=locked, detail={"user": current.user_id})
    if not Member.objects.filter(user=current.user_id, until=None).exists():
        change_side(user=current.user, to=Role.JOB_SEEKER, by=by)
    return current


def _locked(employer: Employer) -> Employer:
    return Employer.objects.select_for_update(of=("self",)).get(pk=employer.pk)
