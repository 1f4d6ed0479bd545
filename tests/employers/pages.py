from datetime import UTC, datetime

from caunoi.accounts.choices import FRONT_OFFICE, Role
from caunoi.accounts.models import Invitation
from caunoi.employers.choices import CheckState
from caunoi.employers.models import BlockedFirm, MemberInvitation, Verification
from tests.employers.factories import EmployerFactory, MemberFactory
from tests.pages import NO_FORM_NUMBER, Page

AT = datetime(2026, 11, 28, tzinfo=UTC)
OUTSIDE = frozenset({Role.JOB_SEEKER, Role.EMPLOYER})
EMPLOYERS = frozenset({Role.EMPLOYER})
BLOCKERS = frozenset({Role.HEAD, Role.DIRECTOR, Role.ADMIN})
SENDS = {"shows": NO_FORM_NUMBER, "takes_posts": True}


def _firm(made):
    return {"public_id": made.own_firm.public_id}


def _member(made):
    return {**_firm(made), "pk": made.own_member.pk}


PAGES = {
    "employers:my_firms": Page(OUTSIDE),
    "employers:register": Page(OUTSIDE),
    "employers:accept": Page(OUTSIDE, lambda made: {"token": "la"}),
    "employers:queue": Page(FRONT_OFFICE),
    "employers:verify": Page(FRONT_OFFICE, lambda made: {"public_id": made.check.public_id}),
    "employers:blocks": Page(BLOCKERS),
    "employers:lift_block": Page(BLOCKERS, lambda made: {"pk": made.block.pk}, **SENDS),
    "employers:firm": Page(EMPLOYERS, _firm),
    "employers:edit": Page(EMPLOYERS, _firm),
    "employers:answer": Page(EMPLOYERS, _firm, **SENDS),
    "employers:invite": Page(EMPLOYERS, _firm),
    "employers:withdraw": Page(EMPLOYERS, _member, **SENDS),
    "employers:hand_over": Page(EMPLOYERS, _member, **SENDS),
    "employers:leave": Page(EMPLOYERS, _member, **SENDS),
}


def make(made):
    made.own_firm = EmployerFactory()
    user = made.users[Role.EMPLOYER]
    made.own_member = MemberFactory(employer=made.own_firm, user=user, lead=True)
    MemberFactory(user=user)  # of a second firm: who acts for one alone is led straight to it
    made.check = Verification.objects.create(
        employer=made.own_firm, asked_by=user, asked_at=AT, state=CheckState.PENDING
    )
    made.block = BlockedFirm.objects.create(
        phone="0987654321", name="Công ty Ma", reason="Thu tiền", made_at=AT,
        made_by=made.users[Role.HEAD],
    )  # fmt: skip
    invitation = Invitation.objects.create(
        kind="employers.member", phone="0912000000", digest="d" * 64, invited_by=user,
        made_at=AT, expires_at=datetime(2099, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    MemberInvitation.objects.create(employer=made.own_firm, invitation=invitation)
