"""Firms register themselves, are verified by the centre, and look after their own people."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from caunoi.accounts.actions import CannotAccept
from caunoi.accounts.choices import Role
from caunoi.classifications.choices import FirmKind
from caunoi.employers.actions import (
    CannotBlock,
    CannotChangeMembers,
    CannotRegister,
    CannotVerify,
    accept_member,
    answer_more,
    approve_firm,
    ask_again,
    ask_more,
    block_firm,
    end_membership,
    hand_over,
    invite_member,
    lift_block,
    refuse_firm,
    register_own_firm,
    withdraw_member_invitation,
)
from caunoi.employers.choices import CheckState, Proof
from caunoi.employers.models import Employer, Member
from caunoi.employers.permissions import can_act_for, can_lead
from caunoi.employers.queries import employer_of, employers_of, open_invitations
from caunoi_kit.messaging.models import Message
from caunoi_kit.ui.once import fresh_key
from tests.accounts.factories import UserFactory
from tests.employers.factories import EmployerFactory, MemberFactory
from tests.places.factories import CommuneFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
TAX = "0100109106"


@pytest.fixture(autouse=True)
def _messages_go_out(settings):
    settings.CAUNOI_DEMO = True


def seeker(phone="0912345678"):
    return UserFactory(role=Role.JOB_SEEKER, phone=phone)


def clerk():
    return UserFactory(role=Role.CLERK)


def register(by, **changes):
    fields = {
        "name": "Công ty Ví Dụ",
        "kind": FirmKind.PRIVATE_FIRM,
        "tax_code": TAX,
        "place": None,
        "address": "Thôn Một",
        "phone": "02213123456",
        "representative": "Trần Thử",
        "representative_title": "Giám đốc",
    }
    return register_own_firm(by=by, at=AT, **{**fields, **changes})


def approve(verification, by=None):
    return approve_firm(
        verification=verification,
        proof_one=Proof.TAX,
        proof_two=Proof.CALL,
        by=by or clerk(),
        at=AT,
    )


def token_to(phone):
    text = Message.objects.filter(phone=phone).order_by("-id").first().text
    return re.search(r"x/(\S+)", text)[1]


def invite(employer, by, phone="0987654321", at=AT):
    invite_member(employer=employer, phone=phone, by=by, at=at, link_of=lambda t: f"x/{t}")
    return token_to(phone)


def test_who_registers_a_firm_acts_for_it_at_once_and_it_is_unverified():
    user = seeker()
    found = register(user)
    user.refresh_from_db()

    assert user.role == Role.EMPLOYER
    assert employer_of(user) == found.employer
    assert found.employer.verified_at is None
    assert can_lead(user, found.employer)


def test_a_firm_that_others_act_for_is_not_registered_again():
    register(seeker())
    with pytest.raises(CannotRegister, match="đã có người đứng tên"):
        register(seeker("0987654321"))
    assert Employer.objects.count() == 1


def test_a_firm_of_the_register_opens_only_once_the_centre_agreed():
    known = EmployerFactory(tax_code=TAX)
    user = seeker()
    found = register(user)
    assert found.claim
    assert found.employer == known
    assert not employers_of(user)
    assert UserFactory._meta.model.objects.get(pk=user.pk).role == Role.JOB_SEEKER
    with pytest.raises(CannotRegister, match="đang chờ"):
        register(seeker("0987654321"))

    approve(found)

    user.refresh_from_db()
    assert list(employers_of(user)) == [known]
    assert can_lead(user, known)


def test_approval_needs_two_different_sources_and_verifies_the_firm():
    found = register(seeker())
    with pytest.raises(CannotVerify, match="hai nguồn"):
        approve_firm(
            verification=found, proof_one=Proof.TAX, proof_two=Proof.TAX, by=clerk(), at=AT
        )
    by = clerk()
    approve(found, by)
    found.employer.refresh_from_db()
    assert (found.employer.verified_at, found.employer.verified_by) == (AT, by)
    with pytest.raises(CannotVerify, match="đã được quyết định"):
        approve(found)


def test_the_database_keeps_the_two_sources_apart():
    found = register(seeker())
    with pytest.raises(IntegrityError), transaction.atomic():
        type(found).objects.filter(pk=found.pk).update(
            state=CheckState.APPROVED, proof_one=Proof.TAX, proof_two=Proof.TAX,
            decided_by=clerk(), decided_at=AT,
        )  # fmt: skip


def test_the_centre_asks_for_more_and_the_firm_answers():
    user = seeker()
    found = register(user)
    with pytest.raises(CannotVerify, match="Ghi điều cần bổ sung"):
        ask_more(verification=found, what="  ", by=clerk(), at=AT)
    ask_more(verification=found, what="Ảnh giấy đăng ký", by=clerk(), at=AT)
    answered = answer_more(verification=found, answer="Đã nộp tại quầy", by=user, at=AT)
    assert answered.state == CheckState.PENDING
    approve(answered)
    assert Message.objects.filter(phone=user.phone, kind="employers.verification.decided").count() == 2  # fmt: skip  # noqa: E501


def test_a_refused_firm_may_ask_again_and_only_once_at_a_time():
    user = seeker()
    found = register(user)
    refuse_firm(verification=found, reason="Không gọi được", by=clerk(), at=AT)
    ask_again(employer=found.employer, by=user, at=AT)
    with pytest.raises(CannotVerify, match="đang chờ"):
        ask_again(employer=found.employer, by=user, at=AT)


def test_nobody_verifies_their_own_firm():
    by = clerk()
    found = register(seeker())
    MemberFactory(employer=found.employer, user=by)
    with pytest.raises(CannotVerify, match="không tự xác minh"):
        approve(found, by)


def test_a_blocked_firm_loses_its_mark_its_people_and_its_way_back():
    user = seeker()
    found = register(user)
    approve(found)
    head = UserFactory(role=Role.HEAD)
    block = block_firm(
        tax_code=TAX, phone=user.phone, name="Ví Dụ", reason="Thu tiền", by=head, at=AT
    )
    found.employer.refresh_from_db()
    user.refresh_from_db()
    assert found.employer.verified_at is None
    assert not can_act_for(user, found.employer)
    with pytest.raises(CannotRegister, match="chưa nhận"):
        register(user, tax_code="0100109106-001")
    with pytest.raises(CannotBlock, match="đang bị chặn"):
        block_firm(tax_code=TAX, phone="", name="Ví Dụ", reason="Lại", by=head, at=AT)

    lift_block(block=block, by=head, at=AT)
    assert can_act_for(user, found.employer)


def test_an_invited_telephone_joins_once():
    lead, colleague = seeker(), seeker("0987654321")
    employer = register(lead).employer
    token = invite(employer, lead)

    assert accept_member(token=token, user=colleague, at=AT) == employer

    colleague.refresh_from_db()
    assert can_act_for(colleague, employer)
    assert not can_lead(colleague, employer)
    with pytest.raises(CannotAccept, match="đã dùng"):
        accept_member(token=token, user=colleague, at=AT)


def test_a_forwarded_an_old_and_a_withdrawn_link_let_nobody_in():
    lead = seeker()
    employer = register(lead).employer
    token = invite(employer, lead)
    with pytest.raises(CannotAccept, match="số điện thoại khác"):
        accept_member(token=token, user=seeker("0900000009"), at=AT)
    invited = seeker("0987654321")
    with pytest.raises(CannotAccept, match="hết hạn"):
        accept_member(token=token, user=invited, at=AT + timedelta(days=7))
    pk = open_invitations(employer).get().pk
    withdraw_member_invitation(employer=EmployerFactory(), invitation_id=pk, by=lead, at=AT)
    assert open_invitations(employer).count() == 1, "another firm's invitation is left alone"
    withdraw_member_invitation(employer=employer, invitation_id=pk, by=lead, at=AT)
    with pytest.raises(CannotAccept, match="rút lại"):
        accept_member(token=token, user=invited, at=AT)
    assert Member.objects.count() == 1


def test_ten_invitations_wait_at_most():
    lead = seeker()
    employer = register(lead).employer
    for n in range(10):
        invite(employer, lead, f"098765432{n}")
    with pytest.raises(CannotChangeMembers, match="10 lời mời"):
        invite(employer, lead, "0977777777")


def test_the_lead_hands_over_before_leaving_and_who_left_looks_for_work_again():
    lead, colleague = seeker(), seeker("0987654321")
    employer = register(lead).employer
    accept_member(token=invite(employer, lead), user=colleague, at=AT)
    own = Member.objects.get(user=lead)
    with pytest.raises(CannotChangeMembers, match="Giao người phụ trách"):
        end_membership(member=own, by=lead, at=AT)

    hand_over(employer=employer, to=Member.objects.get(user=colleague), by=lead)
    own.refresh_from_db()
    end_membership(member=own, by=lead, at=AT)

    lead.refresh_from_db()
    colleague.refresh_from_db()
    assert lead.role == Role.JOB_SEEKER
    assert not can_act_for(lead, employer)
    assert can_lead(colleague, employer)


def test_staff_and_schools_do_not_act_for_a_firm():
    with pytest.raises(CannotRegister, match="nhân viên"):
        register(clerk())
    with pytest.raises(CannotRegister, match="bên khác"):
        register(UserFactory(role=Role.SCHOOL), tax_code="0100109106-001")
    assert Employer.objects.count() == 0


# --- pages


def post(client, route, *at, **fields):
    return client.post(reverse(route, args=at), {"_once": fresh_key(), **fields})


def test_a_firm_registers_and_a_clerk_verifies_it_by_page(client, settings):
    place = CommuneFactory()
    settings.CAUNOI_PROVINCE = place.parent.code
    user, staff = seeker(), UserFactory(role=Role.CLERK, made=True)
    client.force_login(user)
    fields = {
        "tax_code": "0100 109 106", "name": "Công ty Ví Dụ", "kind": "PRIVATE_FIRM",
        "place": place.pk, "phone": "0912.345.678", "representative": "Trần Thử",
    }  # fmt: skip
    wrong = post(client, "employers:register", **{**fields, "tax_code": "0100109107"})
    assert "sai chữ số kiểm tra" in wrong.content.decode()
    assert 'value="Công ty Ví Dụ"' in wrong.content.decode()
    done = post(client, "employers:register", **fields)
    assert "Đang xác minh" in client.get(done.url).content.decode()

    client.force_login(staff)
    page = client.get(reverse("employers:queue")).content.decode()
    where = re.search(r"/doanh-nghiep/xac-minh/[-0-9a-f]{36}/", page)[0]
    body = {"_once": fresh_key(), "decision": "xac-minh", "proof_one": "TAX"}
    assert "hai nguồn" in client.post(where, body).content.decode()
    client.post(where, {**body, "_once": fresh_key(), "proof_two": "CALL"})

    client.force_login(user)
    assert "Đã xác minh" in client.get(done.url).content.decode()


def test_two_colleagues_edit_the_firm_and_nothing_is_overwritten_unseen(client, settings):
    place = CommuneFactory()
    settings.CAUNOI_PROVINCE = place.parent.code
    member = MemberFactory(employer__place=place, employer__phone="0912345678")
    client.force_login(member.user)
    where = reverse("employers:edit", args=[member.employer.public_id])

    def opened():
        return re.search(r'name="_before" value="([^"]+)"', client.get(where).content.decode())[1]

    def save(before, address):
        return client.post(
            where,
            {
                "_once": fresh_key(), "_before": before, "place": place.pk, "address": address,
                "phone": "0912345678", "representative": "Trần Thử",
            },
        )  # fmt: skip

    first, second = opened(), opened()
    assert save(first, "Thôn Một").status_code == 302
    refused = save(second, "Thôn Hai")
    page = refused.content.decode()
    assert "Đồng nghiệp vừa sửa" in page
    assert "Thôn Một" in page and "Thôn Hai" in page
    member.employer.refresh_from_db()
    assert member.employer.address == "Thôn Một"
    again = re.search(r'name="_before" value="([^"]+)"', page)[1]
    assert save(again, "Thôn Hai").status_code == 302


def test_a_foreign_firm_is_not_there(client):
    client.force_login(MemberFactory().user)
    other = EmployerFactory()
    for name in ("firm", "edit", "invite"):
        where = reverse(f"employers:{name}", args=[other.public_id])
        assert client.get(where).status_code == 404


@pytest.mark.parametrize("name", ["hand_over", "leave", "withdraw"])
def test_a_plain_member_changes_no_colleague(client, name):
    lead = MemberFactory(lead=True)
    plain = MemberFactory(employer=lead.employer)
    client.force_login(plain.user)
    answer = post(client, f"employers:{name}", lead.employer.public_id, lead.pk)
    assert answer.status_code == 403
    lead.refresh_from_db()
    assert lead.lead
    assert lead.until is None


def test_the_queue_costs_the_same_queries_however_long(client, django_assert_num_queries):
    client.force_login(UserFactory(role=Role.CLERK, made=True))
    user = seeker()
    for firms in (1, 12):
        for _ in range(firms):
            employer = EmployerFactory()
            ask_again(employer=employer, by=user, at=AT)
        with django_assert_num_queries(4):  # session, user, count, lines
            client.get(reverse("employers:queue"))
