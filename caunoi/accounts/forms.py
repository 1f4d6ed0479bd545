"""The sign-in forms in our words; what they do is allauth's."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ReauthenticateForm as AllauthPasswordForm
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm as AllauthAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTOTPForm

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

    def is_open_for_signup(self, request: Any) -> bool:
        """Nobody signs up alone: accounts are given at the centre."""
        return False


class MFAAdapter(DefaultMFAAdapter):
    """The same for the second factor."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}


class LoginForm(AllauthLoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, {"login": "Tên đăng nhập", "password": "Mật khẩu"})
        self.fields["password"].help_text = ""  # no page resets a password by itself


class PasswordForm(AllauthPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, {"password": "Mật khẩu"})


class AuthenticateForm(AllauthAuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, {"code": "Mã xác thực hoặc mã dự phòng"})


class ReauthenticateForm(AllauthReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, {"code": "Mã xác thực hoặc mã dự phòng"})


class ActivateTOTPForm(AllauthActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, {"code": "Mã 6 chữ số trên điện thoại"})


def _reword(form: Any, labels: dict[str, str]) -> None:
    """Label the fields in our words, also where they are left empty; a placeholder would only
    repeat the label."""
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].error_messages["required"] = f"Chưa ghi {label[0].lower()}{label[1:]}."
        form.fields[name].widget.attrs.pop("placeholder", None)
