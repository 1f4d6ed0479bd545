"""The sign-in forms in our words; what they do is allauth's."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.mfa.base.forms import AuthenticateForm as AllauthAuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTOTPForm


class LoginForm(AllauthLoginForm):
    error_messages = {
        **AllauthLoginForm.error_messages,
        "account_inactive": "Tài khoản này đã khoá. Gọi quản trị của trung tâm để mở lại.",
        "username_password_mismatch": "Tên đăng nhập hoặc mật khẩu chưa đúng. Xem lại cả hai ô.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Tên đăng nhập"
        self.fields["password"].label = "Mật khẩu"
        self.fields["password"].help_text = ""  # no page resets a password by itself
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)


class AuthenticateForm(AllauthAuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Mã xác thực hoặc mã dự phòng"
        self.fields["code"].widget.attrs.pop("placeholder", None)


class ActivateTOTPForm(AllauthActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Mã 6 chữ số trên điện thoại"
        self.fields["code"].widget.attrs.pop("placeholder", None)
