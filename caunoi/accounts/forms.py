"""The sign-in forms in our words, what they do is allauth's; and the forms of our own pages."""

import struct
from datetime import date, timedelta
from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ReauthenticateForm as AllauthPasswordForm
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm as AllauthAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm as AllauthAddKeyForm
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm as AllauthUseKeyForm
from allauth.mfa.webauthn.internal import auth as key_answers
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from axes.helpers import get_client_ip_address
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.shortcuts import redirect, resolve_url
from django.utils import timezone

from caunoi.accounts import actions
from caunoi.accounts.choices import SIGN_IN_BACKEND, STAFF_ROLES, ApiScope, Role
from caunoi.accounts.models import OrgUnit, User
from caunoi.accounts.queries import SIGNED_IN_AT
from caunoi.accounts.queries.factors import keys_of
from caunoi.accounts.queries.keys import key_account
from caunoi.accounts.queries.sign_in import identity_hosts
from caunoi.accounts.queries.tries import minutes_until, target_of_user, waits_until
from caunoi_kit.messaging import sessions
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import IDENTITY_LEVEL
from caunoi_kit.ui.fields import DateField, PhoneField

LONGEST_ANSWER: Final = 20_000  # characters; keys answer with some 2,000
UNREADABLE: Final = (TypeError, ValueError, KeyError, AttributeError, IndexError, struct.error)
"""What reading an answer that no key wrote may raise."""

NO_KEY: Final = "Chưa nhận được khoá. Bấm nút, chạm vào khoá khi nó nháy đèn."
WRONG_CODE = "Mã chưa đúng hoặc đã hết hạn. Nhập mã đang hiện trên điện thoại."


class AccountAdapter(DefaultAccountAdapter):
    """What allauth says when it refuses, in plain Vietnamese."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Tài khoản này đã khoá. Gọi quản trị của trung tâm để mở lại.",
        "username_password_mismatch": "Tên đăng nhập hoặc mật khẩu chưa đúng. Xem lại cả hai ô.",
        "incorrect_password": "Mật khẩu chưa đúng. Nhập lại.",
        "too_many_login_attempts": "Nhập sai quá nhiều lần. Chờ vài phút rồi thử lại.",
        "rate_limited": "Gửi quá nhanh. Chờ một phút rồi thử lại.",
        "incorrect_code": WRONG_CODE,
    }

    def login(self, request: Any, user: Any) -> None:
        """Sign in, and note when: the session of staff ends 12 hours later whatever they do."""
        super().login(request, user)
        request.session[SIGNED_IN_AT] = int(user.last_login.timestamp())

    def is_open_for_signup(self, request: Any) -> bool:
        """Nobody signs up alone: accounts are given at the centre."""
        return False


class IdentityAdapter(DefaultSocialAccountAdapter):
    """Of allauth's ways with other providers only the protocol is used: who it is, we decide.

    Nothing that the provider said is stored as it came.
    """

    def get_requests_session(self) -> Any:
        """By which allauth asks the provider: through our door, its hosts only (trust F5)."""
        return sessions.guarded(
            hosts=identity_hosts(), private_hosts=settings.CAUNOI_MESSAGES["private_hosts"]
        )

    def pre_social_login(self, request: Any, sociallogin: Any) -> None:
        data = sociallogin.account.extra_data
        claims = {**data.get("id_token", {}), **data.get("userinfo", {})}
        sociallogin.account.extra_data = {}
        current = request.user if request.user.is_authenticated else None
        try:
            user = actions.enter_with_identity(
                identity=actions.read_claims(claims),
                current=current,
                at=timezone.now(),  # noqa: TID251  allauth's own view calls this
            )
        except actions.CannotEnter as refusal:
            messages.warning(request, str(refusal))
            raise ImmediateHttpResponse(redirect(settings.LOGIN_URL)) from refusal
        login(request, user, backend=SIGN_IN_BACKEND)
        request.session[IDENTITY_LEVEL] = user.identity_level
        where = sociallogin.get_redirect_url(request) or resolve_url(settings.LOGIN_REDIRECT_URL)
        raise ImmediateHttpResponse(redirect(where))


class MFAAdapter(DefaultMFAAdapter):
    """The same for the second factor, and what a security key shows of us."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": settings.CAUNOI_UNIT_NAME}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return f"Khoá {len(keys_of(user)) + 1}"


class LoginForm(AllauthLoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, {"login": "Tên đăng nhập", "password": "Mật khẩu"})
        self.fields["password"].help_text = ""  # no page resets a password by itself


class PasswordForm(AllauthPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, {"password": "Mật khẩu"})


class _CountedCode(forms.Form):
    """A wrong code of the second factor makes the next try wait, like a wrong password."""

    user: User

    def clean_code(self) -> str:
        target = target_of_user(self.user.pk)
        ip = get_client_ip_address(context.request) or ""
        at = timezone.now()  # noqa: TID251  allauth's own view calls this
        if until := waits_until(target=target, ip=ip, at=at):
            minutes = minutes_until(until, at=at)
            raise forms.ValidationError(f"Nhập sai nhiều lần. Chờ {minutes} phút rồi nhập lại.")
        try:
            return super().clean_code()  # type: ignore[misc]
        except forms.ValidationError:
            actions.note_try(target=target, right=False, ip=ip, at=at, user=self.user)
            raise


class AuthenticateForm(_CountedCode, AllauthAuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, {"code": "Mã xác thực hoặc mã dự phòng"})


class ReauthenticateForm(_CountedCode, AllauthReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, {"code": "Mã xác thực hoặc mã dự phòng"})


class ActivateTOTPForm(AllauthActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, {"code": "Mã 6 chữ số trên điện thoại"})


class _AnswerField(forms.JSONField):
    """What a security key answered, as the browser's script put it into the form."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        try:
            if isinstance(value, str) and len(value) > LONGEST_ANSWER:
                raise ValueError
            read = super().to_python(value)
            if not isinstance(read, dict):
                raise TypeError
        except (ValueError, TypeError, RecursionError, forms.ValidationError):
            raise forms.ValidationError(NO_KEY) from None
        return read

    def bound_data(self, data: Any, initial: Any) -> Any:
        return data

    def prepare_value(self, value: Any) -> str:
        return ""  # an answer is good for one question: it never goes back into the page


class _Answered(forms.Form):
    """Says what is wrong with an answer above the form: its field cannot be seen."""

    credential = _AnswerField(error_messages={"required": NO_KEY})

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error(None if field == "credential" else field, error)


class AddSecurityKeyForm(_Answered, AllauthAddKeyForm):
    """A security key of one's own: how it is called, and what it answered."""

    name = forms.CharField(
        label="Tên khoá",
        max_length=60,
        required=False,
        help_text="Để sau này biết là khoá nào, ví dụ: khoá đeo chìa.",
    )

    def clean(self) -> dict:
        try:
            cleaned = super().clean() or {}
        except (*UNREADABLE, forms.ValidationError):
            raise forms.ValidationError(NO_KEY) from None
        if "credential" in cleaned and self._is_known(cleaned["credential"]):
            raise forms.ValidationError("Khoá này đã có trong danh sách. Dùng một khoá khác.")
        return cleaned

    def _is_known(self, credential: dict) -> bool:
        new = key_answers.parse_registration_response(credential)
        number = new.response.attestation_object.auth_data.credential_data.credential_id
        return key_answers.get_authenticator_by_credential_id(self.user, number) is not None


class UseSecurityKeyForm(_Answered, AllauthUseKeyForm):
    """The answer of a key by which somebody signs in. Nothing in it can be guessed: no waits."""

    def clean_credential(self) -> Any:
        said = self.cleaned_data["credential"]
        try:
            key = super().clean_credential()
            answer = key_answers.parse_authentication_response(said)
        except (*UNREADABLE, forms.ValidationError):
            raise forms.ValidationError(NO_KEY) from None
        if not actions.note_key_use(key=key, counter=answer.response.authenticator_data.counter):
            raise forms.ValidationError(
                "Khoá này có dấu hiệu bị sao chép nên không nhận. Dùng mã trên điện thoại hoặc mã "
                "dự phòng, rồi báo quản trị."
            )
        return key


class ReauthenticateSecurityKeyForm(UseSecurityKeyForm):
    reauthenticated = True


class RenameSecurityKeyForm(forms.Form):
    """Another name for a security key."""

    name = forms.CharField(
        label="Tên khoá", max_length=60, error_messages={"required": "Ghi tên khoá."}
    )


def _reword(form: Any, labels: dict[str, str]) -> None:
    """Label the fields in our words, also where they are left empty; a placeholder would only
    repeat the label."""
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].error_messages["required"] = f"Chưa ghi {label[0].lower()}{label[1:]}."
        form.fields[name].widget.attrs.pop("placeholder", None)


class PhoneForm(forms.Form):
    """Which telephone a code goes to."""

    phone = PhoneField(label="Số điện thoại")


class CodeForm(forms.Form):
    """The code, and the name of whoever comes for the first time."""

    code = forms.CharField(
        label="Mã 6 chữ số",
        max_length=20,  # pasted with blanks
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": "Ghi mã trong tin nhắn vừa nhận."},
    )
    full_name = forms.CharField(
        label="Họ và tên",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Số này dùng lần đầu. Ghi họ và tên để mở tài khoản."},
    )
    remember = forms.BooleanField(
        label="Máy của riêng tôi: nhớ đăng nhập 30 ngày",
        required=False,
        help_text="Không chọn trên máy dùng chung.",
    )


class StaffForm(forms.Form):
    """A new member of staff, proposed."""

    full_name = forms.CharField(
        label="Họ và tên", max_length=200, error_messages={"required": "Ghi họ và tên."}
    )
    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=100,
        help_text="Chữ không dấu, số, dấu chấm hoặc gạch ngang, ví dụ nva.hungyen.",
        error_messages={"required": "Ghi tên đăng nhập."},
    )
    phone = PhoneField(
        label="Số điện thoại", help_text="Nhận lời mời đặt mật khẩu, không dùng để đăng nhập."
    )


class RoleForm(forms.Form):
    """Which role is proposed, where, and why."""

    role = forms.ChoiceField(
        label="Vai trò",
        choices=[("", "Chọn vai trò")] + [c for c in Role.choices if c[0] in STAFF_ROLES],
        error_messages={"required": "Chọn vai trò."},
    )
    org_unit = forms.ModelChoiceField(
        label="Đơn vị",
        queryset=OrgUnit.objects.order_by("name", "id"),
        empty_label="Chọn đơn vị",
        required=False,
    )
    reason = forms.CharField(
        label="Lý do",
        max_length=300,
        help_text="Ví dụ: quyết định phân công số, ngày.",
        error_messages={"required": "Ghi lý do để người duyệt biết."},
    )


class NewStaffForm(StaffForm, RoleForm):
    """A new account and its first role."""

    field_order = ["full_name", "username", "phone", "role", "org_unit", "reason"]


class ChangedRoleForm(RoleForm):
    """Another role for somebody who has an account; the telephone is for later invitations."""

    phone = PhoneField(label="Số điện thoại", help_text="Nhận lời mời đặt mật khẩu khi cần.")
    field_order = ["role", "org_unit", "phone", "reason"]


class ReasonForm(forms.Form):
    """Why something is done to somebody's account."""

    reason = forms.CharField(
        label="Lý do", max_length=300, error_messages={"required": "Ghi lý do."}
    )


class PasswordSettingForm(forms.Form):
    """A password set by whoever was invited to."""

    password = forms.CharField(
        label="Mật khẩu mới",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Ít nhất 10 ký tự. Một câu dài dễ nhớ là tốt nhất. Được phép dán.",
        error_messages={"required": "Ghi mật khẩu mới."},
        strip=False,
        max_length=200,
    )


class KeyForm(forms.Form):
    """A key for a program: for whose account, for what, until when."""

    user = forms.CharField(
        label="Thay mặt tài khoản",
        max_length=100,
        help_text="Tên đăng nhập hoặc số điện thoại đăng nhập.",
        error_messages={"required": "Ghi tên đăng nhập hoặc số điện thoại của tài khoản."},
    )
    name = forms.CharField(
        label="Dùng cho phần mềm nào",
        max_length=100,
        error_messages={"required": "Ghi tên phần mềm, để sau này biết khoá nào của ai."},
    )
    scopes = forms.MultipleChoiceField(
        label="Được làm việc gì",
        choices=ApiScope,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một việc khoá được làm."},
    )
    expires_on = DateField(label="Dùng đến hết ngày")

    def __init__(self, *args: Any, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("expires_on", formats.day(on + timedelta(days=365)))

    def clean_user(self) -> User:
        found = key_account(self.cleaned_data["user"])
        if found is None:
            raise forms.ValidationError(
                "Không có tài khoản nào như vậy của nơi tuyển, xã, trường, phòng hoặc Sở. "
                "Xem lại tên hoặc số điện thoại."
            )
        return found
