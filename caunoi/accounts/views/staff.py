"""Accounts of staff, for those who manage them, and the password of the invited."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.accounts import actions, queries
from caunoi.accounts.choices import GrantState, Role
from caunoi.accounts.forms import ChangedRoleForm, NewStaffForm, PasswordSettingForm, ReasonForm
from caunoi.accounts.models import RoleGrant, User
from caunoi.accounts.permissions import can_manage_accounts
from caunoi.accounts.queries.alerts import alerts
from caunoi.accounts.queries.factors import NONE, factor_words
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import anyone, only
from caunoi_kit.ui.cards import Badge, Column, Link, Pair
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER, page_of

LINES = 50  # on a page
COLUMNS = (
    Column("Họ và tên"),
    Column("Vai trò"),
    Column("Đơn vị"),
    Column("Lớp thứ hai"),
    Column("Tình trạng"),
)
CLOSED = Badge("bad", "lock", "Đang khoá")
ONE_FACTOR = Badge("warn", "warn", "Chưa bật hai lớp")
FINE = Badge("good", "check", "Đang dùng")


class SignedIn(HttpRequest):
    """A request whose sender has an account."""

    user: User


@require_safe
@only(can_manage_accounts)
def staff(request: SignedIn) -> HttpResponse:
    """Everybody on the staff, and the roles that wait for a decision."""
    words = request.GET.get("q", "").strip()
    found = queries.list_staff(words=words)
    page = page_of(request.GET.get(PARAMETER), count=found.count(), size=LINES)
    rows = [
        (
            Link(each.full_name, reverse("accounts:member", args=[each.pk])),
            each.get_role_display(),
            each.org_unit.name if each.org_unit else "",
            _factors(each),
            _state(each),
        )
        for each in found[page.part]
    ]
    context = {
        "q": words,
        "page": page,
        "columns": COLUMNS,
        "rows": rows,
        "grants": queries.open_grants(),
        "alerts": alerts(at=timezone.now()),
    }
    return render(request, "accounts/staff.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_manage_accounts)
@once
def new_member(request: SignedIn) -> HttpResponse:
    """Propose an account for somebody new."""
    form = NewStaffForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.propose_staff(**_role(form.cleaned_data), by=request.user, at=timezone.now())
        except actions.CannotPropose as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã gửi đề nghị. Tài khoản mở khi một người khác duyệt.")
            return redirect("accounts:staff")
    return render(request, "accounts/new_member.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_manage_accounts)
@once
def member(request: SignedIn, pk: int) -> HttpResponse:
    """One account of staff: propose another role, or do one of the four other things."""
    user = _staff(pk)
    sent = request.POST if request.method == "POST" else None
    form = ChangedRoleForm(sent, initial={"role": user.role, "org_unit": user.org_unit_id})
    if form.is_valid():
        try:
            actions.propose_role(
                user=user, **_role(form.cleaned_data), by=request.user, at=timezone.now()
            )
        except actions.CannotPropose as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã gửi đề nghị. Vai trò đổi khi một người khác duyệt.")
            return redirect("accounts:member", pk=pk)
    context = {"member": user, "form": form, "pairs": _pairs(user), "own": user == request.user}
    return render(request, "accounts/member.html", context)


@require_POST
@only(can_manage_accounts)
@once
def close_member(request: SignedIn, pk: int) -> HttpResponse:
    """Close an account at once."""
    return _change(request, pk, actions.close_account, "Đã khoá tài khoản. Có hiệu lực ngay.")


@require_POST
@only(can_manage_accounts)
@once
def reset_second_factor(request: SignedIn, pk: int) -> HttpResponse:
    """Remove the second factor of somebody who lost the telephone or the key."""
    said = "Đã bỏ lớp thứ hai. Lần đăng nhập tới sẽ bật lại."
    return _change(request, pk, actions.reset_second_factor, said)


@require_POST
@only(can_manage_accounts)
@once
def invite_to_password(request: SignedIn, pk: int) -> HttpResponse:
    """Send a link by which a new password is set."""
    try:
        actions.invite_to_password(
            user=_staff(pk), by=request.user, at=timezone.now(), link_of=_link_of(request)
        )
    except actions.CannotChangeAccount as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "Đã gửi lời mời đặt mật khẩu, dùng được trong 7 ngày.")
    return redirect("accounts:member", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_manage_accounts)
@once
def decide(request: SignedIn, public_id: uuid.UUID) -> HttpResponse:
    """Approve or refuse a role that somebody else proposed."""
    grant = queries.find_grant(public_id)
    if grant is None:
        raise Http404
    if request.method == "POST":
        try:
            said = _decide(request, grant)
        except (actions.CannotDecide, actions.CannotChangeAccount) as refusal:
            messages.warning(request, str(refusal))
            return redirect("accounts:decide", public_id=public_id)
        messages.success(request, said)
        return redirect("accounts:staff")
    context = {
        "grant": grant,
        "open": grant.state == GrantState.PROPOSED,
        "own": request.user in {grant.proposed_by, grant.user},
        "pairs": [
            Pair("Người", grant.user.full_name, note=grant.user.username),
            Pair("Vai trò", grant.get_role_display()),
            Pair("Đơn vị", grant.org_unit.name if grant.org_unit else "chưa ghi"),
            Pair("Lý do", grant.reason),
            Pair("Người đề nghị", grant.proposed_by.full_name, note=formats.day(grant.proposed_at)),
        ],
    }
    return render(request, "accounts/decide.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only(anyone)
@once
def set_password(request: HttpRequest, token: str) -> HttpResponse:
    """The password of somebody who was invited to set one."""
    form = PasswordSettingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            user = actions.set_password(
                token=token, password=form.cleaned_data["password"], at=timezone.now()
            )
        except (actions.CannotAccept, actions.CannotChangeAccount) as refusal:
            form.add_error("password", str(refusal))
        else:
            messages.success(
                request, f"Đã đặt mật khẩu. Đăng nhập bằng tên «{user.username}» và mật khẩu mới."
            )
            return redirect("account_login")
    return render(request, "accounts/set_password.html", {"form": form})


def _change(request: SignedIn, pk: int, action: Callable[..., User], said: str) -> HttpResponse:
    form = ReasonForm(request.POST)
    user = _staff(pk)
    if not form.is_valid():
        messages.warning(request, "Chưa làm được: ghi lý do rồi bấm lại.")
        return redirect("accounts:member", pk=pk)
    try:
        action(user=user, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    except actions.CannotChangeAccount as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("accounts:member", pk=pk)


def _decide(request: SignedIn, grant: RoleGrant) -> str:
    if request.POST.get("decision") == "duyet":
        actions.approve_role(
            grant=grant, by=request.user, at=timezone.now(), link_of=_link_of(request)
        )
        return f"Đã duyệt vai trò {grant.get_role_display().lower()} cho {grant.user.full_name}."
    actions.refuse_role(grant=grant, by=request.user, at=timezone.now())
    return f"Không duyệt. Tài khoản của {grant.user.full_name} giữ nguyên như trước."


def _role(cleaned: dict) -> dict:
    return {**cleaned, "role": Role(cleaned["role"])}


def _link_of(request: HttpRequest) -> Callable[[str], str]:
    return lambda token: request.build_absolute_uri(reverse("accounts:set_password", args=[token]))


def _staff(pk: int) -> User:
    found = queries.find_staff(pk)
    if found is None:
        raise Http404
    return found


def _state(user: User) -> Badge:
    if not user.is_active:
        return CLOSED
    return ONE_FACTOR if _factors(user) == NONE else FINE


def _factors(user: User) -> str:
    return factor_words(app=user.app, keys=user.keys)  # type: ignore[attr-defined]


def _pairs(user: User) -> list[Pair]:
    state = _state(user)
    seen = formats.day(user.last_login) if user.last_login else "chưa lần nào"
    return [
        Pair("Tên đăng nhập", user.username),
        Pair("Vai trò", user.get_role_display()),
        Pair("Đơn vị", user.org_unit.name if user.org_unit else "chưa ghi"),
        Pair("Lớp thứ hai", _factors(user)),
        Pair("Tình trạng", state.word, icon=state.icon),
        Pair("Đăng nhập gần nhất", seen),
    ]
